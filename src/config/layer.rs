//! Values with the place they came from. A later layer (defaults, file, environment) wins key by key.

use std::collections::BTreeMap;

use super::error::{Place, Wrongs};

/// A value of the right kind, not yet of the right meaning. No `Debug`: it may be a secret.
#[derive(Clone)]
pub enum Raw {
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number.
    Fraction(f64),
    /// True or false.
    Flag(bool),
    /// A list of texts, each with its own place.
    List(Vec<Given<String>>),
}

/// A value and where it was given.
#[derive(Clone)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Where it was given.
    pub place: Place,
}

/// Which layer a value stands in; the greater wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// The compiled-in defaults.
    Default,
    /// A file.
    File,
    /// The environment.
    Environment,
    /// The command line.
    CommandLine,
}

/// What was given, by dotted key.
#[derive(Default)]
pub struct Layers {
    values: BTreeMap<String, (Rank, Given<Raw>)>,
    /// Where each network was first named, by id.
    networks: BTreeMap<String, Place>,
    /// What was wrong so far.
    pub wrongs: Wrongs,
}

impl Layers {
    /// Puts a value in, unless a stronger one is there. Empty text counts as not given.
    pub fn put(&mut self, rank: Rank, key: String, value: Raw, place: Place) {
        if matches!(&value, Raw::Text(text) if text.is_empty()) {
            return;
        }
        if let Some(id) = key
            .strip_prefix("networks.")
            .and_then(|rest| rest.split('.').next())
        {
            self.name_network(id, &place);
        }
        if self
            .values
            .get(&key)
            .is_none_or(|(there, _)| *there <= rank)
        {
            self.values.insert(key, (rank, Given { value, place }));
        }
    }

    /// Notes that a network exists, even when it has no keys.
    pub fn name_network(&mut self, id: &str, place: &Place) {
        self.networks
            .entry(id.to_owned())
            .or_insert_with(|| place.clone());
    }

    /// The networks named, with where.
    pub fn networks(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.networks.iter().map(|(id, place)| (id.as_str(), place))
    }

    /// What was given for a key, and in which layer.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&(Rank, Given<Raw>)> {
        self.values.get(key)
    }

    /// Where a key was given; the defaults where it was not.
    #[must_use]
    pub fn place(&self, key: &str) -> Place {
        self.values
            .get(key)
            .map_or(Place::Default, |(_, given)| given.place.clone())
    }
}
