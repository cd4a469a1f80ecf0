//! What was asked of the bot, held against what it answered.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use wegotus_script::Seen;

/// All that was written to the bot in one room.
#[derive(Clone, Default)]
pub struct Ledger {
    /// Message id → the mark in its text that no other need has.
    needs: BTreeMap<String, String>,
    /// The ids of the claims.
    claims: BTreeSet<String>,
}

impl Ledger {
    /// The words of the `nth` need, with a mark that reads as no quantity.
    #[must_use]
    pub fn words(nth: usize) -> String {
        format!("need: a lamp for the hall, mark {}", mark(nth))
    }

    /// The `nth` need was written, as this message.
    pub fn need(&mut self, nth: usize, id: String) {
        self.needs.insert(id, mark(nth));
    }

    /// A claim was written, as this message.
    pub fn claim(&mut self, id: String) {
        self.claims.insert(id);
    }

    /// Adds what another one holds.
    pub fn add(&mut self, other: Self) {
        self.needs.extend(other.needs);
        self.claims.extend(other.claims);
    }

    /// Holds it against all messages of the room.
    #[must_use]
    pub fn balance(&self, all: &[Seen]) -> Balance {
        let mut answers: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
        let mut by_mark: BTreeMap<&str, usize> = BTreeMap::new();
        let mut numbers = BTreeSet::new();
        for said in all.iter().filter(|seen| seen.is_bot && !seen.deleted) {
            let Some(to) = said.reply_to.as_deref() else {
                continue;
            };
            answers.entry(to).or_default().push(said);
            if self.needs.contains_key(to) {
                numbers.extend(number(&said.text));
                if let Some(mark) = said.text.split_whitespace().find_map(as_mark) {
                    *by_mark.entry(mark).or_default() += 1;
                }
            }
        }
        let times = |id: &String| answers.get(id.as_str()).map_or(0, Vec::len);
        Balance {
            needs: Count::of(self.needs.keys().map(times)),
            claims: Count::of(self.claims.iter().map(times)),
            by_text: Count::of(
                self.needs
                    .values()
                    .map(|mark| by_mark.get(mark.as_str()).copied().unwrap_or(0)),
            ),
            numbers: numbers.len(),
        }
    }
}

/// How many things were answered, and how often.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Were to be answered.
    pub all: usize,
    /// Were not answered.
    pub lost: usize,
    /// Were answered more than once.
    pub repeated: usize,
}

impl Count {
    fn of(times: impl Iterator<Item = usize>) -> Self {
        times.fold(Self::default(), |count, times| Self {
            all: count.all + 1,
            lost: count.lost + usize::from(times == 0),
            repeated: count.repeated + usize::from(times > 1),
        })
    }
}

/// A room's account.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Balance {
    /// Needs and the replies to them.
    pub needs: Count,
    /// Claims and the replies to them.
    pub claims: Count,
    /// Needs and the replies that repeat their words.
    pub by_text: Count,
    /// How many different `#N` the replies to needs name.
    pub numbers: usize,
}

impl Balance {
    /// Everything was answered at least once.
    #[must_use]
    pub fn nothing_lost(&self) -> bool {
        self.needs.lost + self.claims.lost == 0
    }

    /// Everything was answered exactly once, and each need has a number of its own.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.nothing_lost()
            && self.needs.repeated + self.claims.repeated == 0
            && self.by_text.lost + self.by_text.repeated == 0
            && self.numbers == self.needs.all
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            needs,
            claims,
            by_text,
            numbers,
        } = self;
        write!(
            f,
            "needs: {needs}; told by their words: {by_text}; numbers: {numbers}"
        )?;
        if claims.all > 0 {
            write!(f, "; claims: {claims}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answered = self.all - self.lost;
        write!(f, "{answered} of {} ({} repeated)", self.all, self.repeated)
    }
}

fn mark(nth: usize) -> String {
    format!("k{nth}x")
}

/// The word as a mark, if it is one, whatever stands around it.
fn as_mark(word: &str) -> Option<&str> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits = word.strip_prefix('k')?.strip_suffix('x')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(word)
}

/// The first `#N` of a text.
fn number(text: &str) -> Option<u32> {
    text.split('#').skip(1).find_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}
