//! Names in an export → who is who, and initials to tell them apart by.

use std::collections::HashMap;

use crate::board::PersonId;

/// Everybody who wrote in a chat.
#[derive(Default)]
pub struct People {
    ids: HashMap<String, usize>,
    known: Vec<Known>,
    taken: HashMap<String, usize>,
}

struct Known {
    name: String,
    initials: String,
}

impl People {
    /// The id of whoever goes by `name`.
    pub(super) fn meet(&mut self, name: &str) -> PersonId {
        let at = match self.ids.get(name) {
            Some(at) => *at,
            None => {
                let initials = initials(name);
                let namesakes = self.taken.entry(initials.clone()).or_default();
                *namesakes += 1;
                let initials = match *namesakes {
                    1 => initials,
                    more => format!("{initials}{more}"),
                };
                let name = name.to_owned();
                self.ids.insert(name.clone(), self.known.len());
                self.known.push(Known { name, initials });
                self.known.len() - 1
            }
        };
        PersonId((at as u128).to_be_bytes())
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nobody wrote.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Their initials, unlike anybody else's here.
    #[must_use]
    pub fn initials(&self, who: PersonId) -> &str {
        self.known(who).map_or("?", |known| &known.initials)
    }

    /// Their name as the export has it.
    #[must_use]
    pub fn name(&self, who: PersonId) -> &str {
        self.known(who).map_or("?", |known| &known.name)
    }

    fn known(&self, who: PersonId) -> Option<&Known> {
        self.known
            .get(usize::try_from(u128::from_be_bytes(who.0)).ok()?)
    }
}

/// The first letters of the first and the last word; a number's tell nothing, so it has none.
fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let first = letters.next();
    let both: String = first.into_iter().chain(letters.next_back()).collect();
    match (both.is_empty(), name.contains(|c: char| c.is_numeric())) {
        (false, _) => both.to_uppercase(),
        (true, true) => "No".to_owned(),
        (true, false) => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_tell_people_apart_and_show_no_number() {
        let mut people = People::default();
        let shown: Vec<String> = [
            "Ana Ruiz",
            "Ben",
            "Ada Rey",
            "+1 555 010-0199",
            "+44 20 7946 0018",
            "🌻",
            "Ana Ruiz",
            "de la Cruz, Rosa",
        ]
        .map(|name| {
            let id = people.meet(name);
            people.initials(id).to_owned()
        })
        .to_vec();
        assert_eq!(shown, ["AR", "B", "AR2", "No", "No2", "?", "AR", "DR"]);
        assert_eq!(people.len(), 7);
    }
}
