//! TOML text → a layer. Each value keeps its line; what is unknown or of the wrong kind is noted, all of it.

use std::path::Path;

use toml_span::value::{Table, Value, ValueInner};

use super::error::Place;
use super::layer::{Given, Layers, Rank, Raw};
use super::networks;
use super::schema::{self, Kind, Known};

/// Reads `text`, the contents of the file at `path` (`None`: the compiled-in defaults), into `layers`;
/// false where it is no TOML at all.
pub fn read(layers: &mut Layers, path: Option<&Path>, text: &str) -> bool {
    let mut reader = Reader { layers, path, text };
    match toml_span::parse(text) {
        Ok(root) => {
            if let Some(table) = root.as_table() {
                reader.section("", table);
            }
            true
        }
        Err(error) => {
            let place = reader.at(error.span.start);
            let (wrong, remedy) = slip(&error);
            reader.layers.wrongs.note(place, "", wrong, remedy);
            false
        }
    }
}

/// What is wrong with text that is no TOML, and what to do about it.
fn slip(error: &toml_span::Error) -> (String, &'static str) {
    use toml_span::ErrorKind as E;
    let wrong = format!("cannot be read as TOML: {error}");
    match &error.kind {
        E::UnquotedString => (
            "text without quotes".to_owned(),
            "Put it in quotes: key = \"text\"",
        ),
        E::UnterminatedString | E::InvalidCharInString('\n' | '\r') => (
            "text in quotes that do not close".to_owned(),
            "Close them on the same line",
        ),
        E::DuplicateKey { .. } | E::DuplicateTable { .. } => {
            (wrong, "Give it once: take one of the two out")
        }
        E::InvalidEscape(_) | E::InvalidHexEscape(_) | E::InvalidEscapeValue(_) => (
            wrong,
            "Put text with backslashes in single quotes: key = 'text'",
        ),
        _ => (wrong, "Write each line as: key = value"),
    }
}

struct Reader<'a> {
    layers: &'a mut Layers,
    path: Option<&'a Path>,
    text: &'a str,
}

impl Reader<'_> {
    /// The place of a line, counted from 1.
    fn line(&self, line: usize) -> Place {
        self.path
            .map_or(Place::Default, |path| Place::Line(path.to_owned(), line))
    }

    /// The place of a byte of the text.
    fn at(&self, byte: usize) -> Place {
        let before = self
            .text
            .as_bytes()
            .get(..byte)
            .unwrap_or(self.text.as_bytes());
        self.line(1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    fn rank(&self) -> Rank {
        if self.path.is_some() {
            Rank::File
        } else {
            Rank::Default
        }
    }

    /// Reads a table whose dotted path is `under` (empty: the root).
    fn section(&mut self, under: &str, table: &Table<'_>) {
        for (key, value) in table {
            let place = self.at(key.span.start);
            let path = if under.is_empty() {
                key.name.to_string()
            } else {
                format!("{under}.{}", key.name)
            };
            if under == "networks" {
                if !networks::is_id(&key.name) {
                    self.layers
                        .wrongs
                        .note(place, &path, networks::NO_ID, networks::ID);
                    continue;
                }
                if value.as_table().is_some() {
                    self.layers.name_network(&key.name, &place);
                }
            }
            // A quoted key may hold a dot; no known one does.
            let known = if key.name.contains('.') {
                Known::Unknown
            } else {
                schema::look_up(&path)
            };
            match known {
                Known::Key(kind) => self.value(&path, kind, value),
                Known::Section => match value.as_table() {
                    Some(table) => self.section(&path, table),
                    None => self.layers.wrongs.note(
                        place,
                        &path,
                        "is a section, not a key",
                        format!("Write [{path}] on a line of its own, and its keys below"),
                    ),
                },
                Known::Unknown => {
                    let what = if value.as_table().is_some() {
                        "no such section"
                    } else {
                        "no such key"
                    };
                    self.layers
                        .wrongs
                        .note(place, &path, what, unknown_remedy(&path));
                }
            }
        }
    }

    fn value(&mut self, key: &str, kind: Kind, value: &Value<'_>) {
        let place = self.at(value.span.start);
        let raw = match (kind, value.as_ref()) {
            (Kind::Text, ValueInner::String(text)) => Raw::Text(text.to_string()),
            (Kind::Number, ValueInner::Integer(number)) => Raw::Number(*number),
            (Kind::Fraction, ValueInner::Float(number)) => Raw::Fraction(*number),
            (Kind::Fraction, ValueInner::Integer(number)) => {
                // No fraction here is beyond what f64 holds exactly; larger ones are out of range anyhow.
                Raw::Fraction(i32::try_from(*number).map_or(f64::INFINITY, f64::from))
            }
            (Kind::Flag, ValueInner::Boolean(flag)) => Raw::Flag(*flag),
            (Kind::List, ValueInner::Array(items)) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    let place = self.at(item.span.start);
                    match item.as_str() {
                        Some(text) => list.push(Given {
                            value: text.to_owned(),
                            place,
                        }),
                        None => self.mistyped(place, key, kind, item),
                    }
                }
                Raw::List(list)
            }
            _ => return self.mistyped(place, key, kind, value),
        };
        self.layers.put(self.rank(), key.to_owned(), raw, place);
    }

    fn mistyped(&mut self, place: Place, key: &str, kind: Kind, value: &Value<'_>) {
        let found = match value.as_ref() {
            ValueInner::String(_) => "text",
            ValueInner::Integer(_) | ValueInner::Float(_) => "a number",
            ValueInner::Boolean(_) => "true or false",
            ValueInner::Array(_) => "a list",
            ValueInner::Table(_) => "a section",
        };
        let example = key.rsplit('.').next().unwrap_or(key);
        let example = match kind {
            Kind::Text => format!("{example} = \"…\""),
            Kind::Number => format!("{example} = 4"),
            Kind::Fraction => format!("{example} = 0.5"),
            Kind::Flag => format!("{example} = true"),
            Kind::List => format!("{example} = [\"…\", \"…\"]"),
        };
        self.layers.wrongs.note(
            place,
            key,
            format!("takes {kind}, and this is {found}"),
            format!("Write {example}"),
        );
    }
}

/// What to do about a key that does not exist.
pub fn unknown_remedy(path: &str) -> String {
    match schema::nearest(path) {
        Some(known) => format!("Did you mean {known}?"),
        None => "Take it out; config/wegotus.toml lists every key there is".to_owned(),
    }
}
