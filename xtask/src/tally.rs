//! Counting tests.

use std::fmt;
use std::ops::AddAssign;

/// How many tests went which way.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    pub(crate) const ONE_PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    pub(crate) const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    pub(crate) const ONE_SKIPPED: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// What a line of a test runner's output counts, if it is one that counts: nextest's summary,
    /// libtest's result, or the plain sum that the browser script ends with.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let counts = if line.trim_start().starts_with("Summary [") {
            line.split_once("run:")?.1
        } else if let Some(result) = line.trim_start().strip_prefix("test result:") {
            result
        } else if line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(" passed, ") {
            line
        } else {
            return None;
        };
        let mut tally = Self::default();
        let words: Vec<_> = counts
            .split([' ', ',', ';'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1] {
                "passed" => tally.passed += count,
                "failed" | "timed" | "exec" => tally.failed += count,
                "skipped" | "ignored" => tally.skipped += count,
                _ => {}
            }
        }
        Some(tally)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u64, failed: u64, skipped: u64) {
        assert_eq!(
            Tally::of_line(line),
            Some(Tally {
                passed,
                failed,
                skipped
            }),
            "{line}"
        );
    }

    #[test]
    fn each_runner_is_understood() {
        check(
            "     Summary [   0.378s] 5 tests run: 5 passed, 0 skipped",
            5,
            0,
            0,
        );
        let worse = "     Summary [ 9.1s] 9/10 tests run: 5 passed (1 slow, 1 flaky), 2 failed, 1 timed out, 1 exec failed, 3 skipped";
        check(worse, 5, 4, 3);
        check(
            "test result: ok. 4 passed; 1 failed; 2 ignored; 0 measured; 7 filtered out; finished in 0.01s",
            4,
            1,
            2,
        );
        check("3 passed, 0 failed, 1 skipped", 3, 0, 1);
        check("14 passed, 1 failed", 14, 1, 0);
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(Tally::of_line("running 3 tests"), None);
        assert_eq!(
            Tally::of_line("        PASS [   0.013s] (1/5) wegotus 3 passed"),
            None
        );
    }
}
