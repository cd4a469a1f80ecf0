//! Whom a few words name, among people who can be meant.

use wegotus_chat::Name;

/// Longer answers are no names.
const WORDS: usize = 4;

/// Which of `names` the text says, whole or by its first word; none where it says none or several of them.
pub(super) fn named(text: &str, names: &[Option<Name>]) -> Option<usize> {
    let said = words(text);
    if said.is_empty() || said.len() > WORDS {
        return None;
    }
    let says =
        |name: &[String]| !name.is_empty() && said.windows(name.len()).any(|window| window == name);
    let whole = |name: &Name| says(&words(name.as_str()));
    let first = |name: &Name| says(words(name.as_str()).get(..1).unwrap_or_default());
    only(names, whole).or_else(|| only(names, first))
}

fn only(names: &[Option<Name>], says: impl Fn(&Name) -> bool) -> Option<usize> {
    let mut found = names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.as_ref().is_some_and(&says))
        .map(|(nth, _)| nth);
    match (found.next(), found.next()) {
        (Some(nth), None) => Some(nth),
        _ => None,
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_where_it_is_the_only_one() {
        let names = ["Ben", "Ana Lopez", "Ana Ruiz", "נועה"].map(|name| Some(Name::from(name)));
        assert_eq!(named("Ben", &names), Some(0));
        assert_eq!(named("to ben!", &names), Some(0));
        assert_eq!(named("Ana", &names), None);
        assert_eq!(named("ana ruiz", &names), Some(2));
        assert_eq!(named("לנועה", &names), None);
        assert_eq!(named("נועה", &names), Some(3));
        assert_eq!(named("tell Ben that I am on my way", &names), None);
        assert_eq!(named("", &names), None);
        assert_eq!(named("Ben", &[None]), None);
    }
}
