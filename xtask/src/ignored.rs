//! Why a test that is counted as skipped was not run: what its `#[ignore = "…"]` says.

use std::path::Path;

use anyhow::{Context as _, Result};

/// Prints a line for each ignored test in the workspace's sources.
///
/// # Errors
/// When a folder cannot be listed.
pub(crate) fn name(root: &Path) -> Result<()> {
    for folder in ["src", "tests", "bridges", "training", "xtask"] {
        walk(&root.join(folder), root)?;
    }
    Ok(())
}

fn walk(folder: &Path, root: &Path) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be listed", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            walk(&path, root)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for (test, why) in reasons(&text) {
                let file = path.strip_prefix(root).unwrap_or(&path);
                println!("── skipped: {test} ({}): {why} ──", file.display());
            }
        }
    }
    Ok(())
}

/// Each ignored test of a source file with its reason.
fn reasons(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let Some(why) = line
            .trim()
            .strip_prefix("#[ignore = \"")
            .and_then(|rest| rest.strip_suffix("\"]"))
        else {
            continue;
        };
        let test = lines
            .clone()
            .find_map(|line| Some(line.split_once("fn ")?.1.split_once('(')?.0.to_owned()));
        found.push((test.unwrap_or_default(), why.to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_found_with_its_test() {
        let source = "#[test]\n#[ignore = \"takes a day\"]\nfn the_long_one() {\n}\n#[test]\nfn other() {}\n";
        assert_eq!(
            reasons(source),
            [("the_long_one".to_owned(), "takes a day".to_owned())]
        );
    }
}
