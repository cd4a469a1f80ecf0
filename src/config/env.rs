//! Environment variables → a layer: `WEGOTUS__SECTION__KEY`.

use super::error::Place;
use super::file::unknown_remedy;
use super::layer::{Given, Layers, Rank, Raw};
use super::networks;
use super::schema::{self, Kind, Known};

/// What the name of each variable begins with.
pub const PREFIX: &str = "WEGOTUS__";

/// The variable that sets a dotted key.
#[must_use]
pub fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

/// Reads variables, name and value (`None`: not Unicode), into `layers`; those of other programs are
/// passed over, and an empty one counts as not set. A list goes by commas; `[]` is one of none.
pub fn read(layers: &mut Layers, variables: &[(String, Option<String>)]) {
    for (name, value) in variables {
        let Some(key) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let key = key.to_lowercase().replace("__", ".");
        let place = Place::Variable(name.clone());
        match schema::look_up(&key) {
            Known::Key(kind) => {
                if let Some(id) = network_of(&key).filter(|id| !networks::is_id(id)) {
                    layers.wrongs.note(
                        place,
                        &format!("networks.{id}"),
                        networks::NO_ID,
                        networks::ID,
                    );
                } else if value.as_deref() != Some("") {
                    match value
                        .as_deref()
                        .and_then(|value| parse(kind, value, &place))
                    {
                        Some(raw) => layers.put(Rank::Environment, key, raw, place),
                        None => layers.wrongs.note(
                            place,
                            &key,
                            format!("takes {}", wanted(kind)),
                            remedy(name, kind),
                        ),
                    }
                }
            }
            Known::Section => layers.wrongs.note(
                place,
                &key,
                "is a section, not a key",
                format!("Name a key of it: {name}__KEY"),
            ),
            Known::Unknown => {
                let remedy = match schema::nearest(&key) {
                    Some(known) => format!("Did you mean {}?", variable(&known)),
                    None => unknown_remedy(&key),
                };
                layers.wrongs.note(place, &key, "no such key", remedy);
            }
        }
    }
}

fn network_of(key: &str) -> Option<&str> {
    key.strip_prefix("networks.")?.split('.').next()
}

fn parse(kind: Kind, value: &str, place: &Place) -> Option<Raw> {
    Some(match kind {
        Kind::Text => Raw::Text(value.to_owned()),
        Kind::Number => Raw::Number(value.trim().parse().ok()?),
        Kind::Fraction => Raw::Fraction(value.trim().parse().ok()?),
        Kind::Flag => Raw::Flag(value.trim().parse().ok()?),
        Kind::List if value.trim() == "[]" => Raw::List(Vec::new()),
        Kind::List => Raw::List(
            value
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Given {
                    value: item.to_owned(),
                    place: place.clone(),
                })
                .collect(),
        ),
    })
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::List => "texts separated by commas".to_owned(),
        Kind::Number | Kind::Fraction | Kind::Flag => kind.to_string(),
    }
}

fn remedy(name: &str, kind: Kind) -> String {
    let example = match kind {
        Kind::Text => "text in UTF-8",
        Kind::Number => "4",
        Kind::Fraction => "0.5",
        Kind::Flag => "true",
        Kind::List => "one,two",
    };
    format!("Set {name}={example}")
}
