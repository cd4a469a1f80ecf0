//! What can be wrong with a configuration: each error names its place, its key, what is wrong and the remedy.

use std::fmt;
use std::path::PathBuf;

/// Where a value was given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// A line of a file, counted from 1.
    Line(PathBuf, usize),
    /// A file as a whole.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
    /// An option of the command line.
    CommandLine(&'static str),
    /// The compiled-in defaults.
    Default,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(file, line) => write!(f, "{}:{line}", file.display()),
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::CommandLine(option) => write!(f, "command line {option}"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One thing wrong. Never holds a secret, nor a person's or room's id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ConfigError {
    /// Where.
    pub place: Place,
    /// The key, dotted; empty where no key could be read.
    pub key: String,
    /// What is wrong.
    pub wrong: String,
    /// What to do about it, as a sentence.
    pub remedy: String,
}

/// What is wrong so far.
#[derive(Default)]
pub struct Wrongs(pub Vec<ConfigError>);

impl Wrongs {
    /// Notes something wrong.
    pub fn note(
        &mut self,
        place: Place,
        key: &str,
        wrong: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.0.push(ConfigError {
            place,
            key: key.to_owned(),
            wrong: wrong.into(),
            remedy: remedy.into(),
        });
    }
}

impl ConfigError {
    /// Place, key and what is wrong, without the remedy.
    #[must_use]
    pub fn what(&self) -> String {
        let Self {
            place, key, wrong, ..
        } = self;
        if key.is_empty() {
            format!("{place}: {wrong}")
        } else {
            format!("{place}: {key}: {wrong}")
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.what(), self.remedy)
    }
}

/// Everything wrong with a configuration, at once; one line each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}
