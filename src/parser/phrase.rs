//! A written phrase → its groups of alternatives; many phrases → one deterministic automaton over words.
//!
//! Phrases are acyclic and share most of their middles, so the automaton stays near the size of what is
//! written, where spelling every phrase out would take a hundred times that.

use std::collections::HashMap;

use super::Language;
use super::normal::{Normal, fold};
use super::role::Role;

/// What stands at one place of a phrase: any of these word sequences; an empty one makes it optional.
pub(crate) type Group = Vec<Vec<String>>;

/// Why a phrase cannot be read.
pub(crate) enum Malformed {
    /// A bracket is not closed.
    Open,
    /// It names a list that there is not.
    NoList(String),
}

/// Reads `{one|another|}`, `<list>` and plain words; braces part words.
pub(crate) fn parse(
    written: &str,
    lists: &[(String, Vec<String>)],
) -> Result<Vec<Group>, Malformed> {
    let list = |name: &str| {
        let found = lists
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, words)| words.clone());
        found.ok_or_else(|| Malformed::NoList(name.to_owned()))
    };
    let mut groups = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let open = rest.find(['{', '<']).unwrap_or(rest.len());
        groups.extend(
            words(&rest[..open])
                .into_iter()
                .map(|word| vec![vec![word]]),
        );
        rest = &rest[open..];
        if let Some(inside) = rest.strip_prefix('{') {
            let (inside, after) = inside.split_once('}').ok_or(Malformed::Open)?;
            let mut choices = Vec::new();
            for choice in inside.split('|') {
                match choice.split_once('<') {
                    Some((head, tail)) => {
                        let (name, tail) = tail.split_once('>').ok_or(Malformed::Open)?;
                        choices.extend(
                            list(name)?
                                .iter()
                                .map(|word| words(&format!("{head} {word} {tail}"))),
                        );
                    }
                    None => choices.push(words(choice)),
                }
            }
            groups.push(choices);
            rest = after;
        } else if let Some(inside) = rest.strip_prefix('<') {
            let (name, after) = inside.split_once('>').ok_or(Malformed::Open)?;
            groups.push(list(name)?.iter().map(|word| words(word)).collect());
            rest = after;
        }
    }
    Ok(groups)
}

/// The folded words of a piece of a phrase, `#` among them.
fn words(text: &str) -> Vec<String> {
    text.split('#')
        .map(|piece| {
            let normal = Normal::new(piece);
            normal
                .tokens
                .iter()
                .map(|token| normal.word(token).to_owned())
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
        .join(&"#".to_owned())
}

/// Every way to say a phrase, in plain words; of a phrase with very many, the first.
pub(crate) fn spelt_out(groups: &[Group]) -> Vec<String> {
    const MOST: usize = 400;
    let mut all = vec![String::new()];
    for group in groups {
        let mut longer = Vec::new();
        for begun in &all {
            for words in group {
                if longer.len() < MOST {
                    longer.push(format!("{begun} {}", words.join(" ")));
                }
            }
        }
        all = longer;
    }
    all.into_iter()
        .map(|phrase| phrase.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

/// The same phrase as a regular expression over folded text.
pub(crate) fn pattern(groups: &[Group]) -> String {
    let mut pattern = String::from(r"(?:^|\s)");
    for (nth, group) in groups.iter().enumerate() {
        let choices: Vec<String> = group
            .iter()
            .map(|words| {
                let words: Vec<_> = words
                    .iter()
                    .map(|word| regex::escape(word).replace(r"\#", r"\d+"))
                    .collect();
                words.join(r"\s+")
            })
            .collect();
        let optional = if group.iter().any(Vec::is_empty) {
            "?"
        } else {
            ""
        };
        let gap = if nth == 0 { "" } else { r"\s*" };
        pattern.push_str(&format!("{gap}(?:{}){optional}", choices.join("|")));
    }
    fold(&pattern)
}

/// Phrases being gathered, as a nondeterministic automaton.
pub(crate) struct Phrases {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    edges: Vec<(u32, u32)>,
    ends: Vec<(Role, Language)>,
}

/// A deterministic automaton over word numbers.
#[derive(Default)]
pub(crate) struct Table<S> {
    /// Where a word leads from a state.
    pub edges: HashMap<(u32, u32), u32, S>,
    /// What ends at each state.
    pub ends: Vec<Vec<(Role, Language)>>,
}

impl Default for Phrases {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Phrases {
    /// Adds a phrase whose words are numbered by `number`.
    pub(crate) fn add(
        &mut self,
        groups: &[Group],
        role: Role,
        language: Language,
        mut number: impl FnMut(&str) -> u32,
    ) {
        let mut frontier = vec![0];
        for group in groups {
            let end = self.node();
            for words in group {
                let Some((last, first)) = words.split_last() else {
                    continue;
                };
                let mut from = frontier.clone();
                for word in first {
                    let next = self.node();
                    self.link(&from, number(word), next);
                    from = vec![next];
                }
                self.link(&from, number(last), end);
            }
            if !group.iter().any(Vec::is_empty) {
                frontier.clear();
            }
            frontier.push(end);
        }
        for node in frontier.into_iter().filter(|&node| node != 0) {
            self.nodes[node as usize].ends.push((role, language));
        }
    }

    /// The automaton in which every state has one way on for a word. `numeric` words may stand for
    /// `any_number` too.
    pub(crate) fn determine<S>(&self, numeric: &[u32], any_number: u32) -> Table<S>
    where
        S: std::hash::BuildHasher + Default,
    {
        let mut table = Table {
            edges: HashMap::default(),
            ends: Vec::new(),
        };
        let mut states: HashMap<Vec<u32>, u32> = HashMap::from([(vec![0], 0)]);
        let mut todo = vec![vec![0]];
        table.ends.push(Vec::new());
        while let Some(state) = todo.pop() {
            let from = states.get(&state).copied().unwrap_or(0);
            let mut ways: HashMap<u32, Vec<u32>> = HashMap::new();
            for &(word, next) in state
                .iter()
                .flat_map(|&node| &self.nodes[node as usize].edges)
            {
                ways.entry(word).or_default().push(next);
            }
            if let Some(any) = ways.get(&any_number).cloned() {
                for word in numeric {
                    if let Some(way) = ways.get_mut(word) {
                        way.extend(&any);
                    }
                }
            }
            for (word, mut way) in ways {
                way.sort_unstable();
                way.dedup();
                let fresh = u32::try_from(states.len()).unwrap_or(u32::MAX);
                let next = *states.entry(way.clone()).or_insert(fresh);
                if next == fresh {
                    let mut ends: Vec<(Role, Language)> = Vec::new();
                    for end in way.iter().flat_map(|&node| &self.nodes[node as usize].ends) {
                        if !ends.contains(end) {
                            ends.push(*end);
                        }
                    }
                    table.ends.push(ends);
                    todo.push(way);
                }
                table.edges.insert((from, word), next);
            }
        }
        table
    }

    fn node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    fn link(&mut self, from: &[u32], word: u32, to: u32) {
        for &node in from {
            self.nodes[node as usize].edges.push((word, to));
        }
    }
}
