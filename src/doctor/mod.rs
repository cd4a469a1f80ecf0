//! `wegotus doctor`: looks at every part; each finding says what it found and what to do about it.
//!
//! Takes what [`load`](crate::config::load) gave and the checks of the parts that know themselves (store,
//! bridges); gives a [`Report`].

mod config;
mod files;
mod report;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use wegotus_chat::{Clock as _, SystemClock};

use crate::config::{Config, ConfigErrors};
use crate::control::{self, AskError, Request};

pub use report::Report;

/// How a part is doing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should be.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work.
    Bad,
}

/// What was found about one part. Never holds a secret, nor a person's or room's id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Which part: `config`, `keys`, `store`, `matrix` …
    pub part: String,
    /// How it is doing.
    pub status: Status,
    /// What was found, without a full stop.
    pub what: String,
    /// What to do about it; `None` where nothing is to be done.
    pub remedy: Option<String>,
}

impl Finding {
    /// All is well.
    #[must_use]
    pub fn ok(part: &str, what: impl Into<String>) -> Self {
        Self {
            part: part.to_owned(),
            status: Status::Ok,
            what: what.into(),
            remedy: None,
        }
    }

    /// Somebody should look.
    #[must_use]
    pub fn warn(part: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            part: part.to_owned(),
            status: Status::Warn,
            what: what.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// It does not work.
    #[must_use]
    pub fn bad(part: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            part: part.to_owned(),
            status: Status::Bad,
            what: what.into(),
            remedy: Some(remedy.into()),
        }
    }
}

/// Another process has the store: a bot that begins, or another doctor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Which, as far as it told.
    pub who: String,
}

/// A part that can look at itself. It may take the part's locks and connect: it is asked only while no bot runs.
#[async_trait]
pub trait Check: Send + Sync {
    /// What it finds.
    ///
    /// # Errors
    /// [`Held`]: whoever has the store may answer in a moment, or let it go.
    async fn findings(&self) -> Result<Vec<Finding>, Held>;
}

/// Between two looks at what somebody has.
const LOOK: Duration = Duration::from_millis(100);
/// How often it is looked: for ten seconds, in which a bot that begins comes to answer.
const LOOKS: u32 = 100;

/// Examines everything: the config, the folders, and then either the running bot, which is asked, or the
/// `parts`.
pub async fn examine(config: &Config, parts: &[Box<dyn Check>]) -> Report {
    let mut findings = config::findings(config);
    findings.extend(files::findings(config));
    let mut looks = 0;
    let parts = loop {
        match of_bot_or_parts(config, parts).await {
            Err(_in_a_moment) if looks < LOOKS => {
                looks += 1;
                SystemClock.sleep(LOOK).await;
            }
            Err(Held { who }) => {
                break vec![Finding::warn(
                    "store",
                    format!("another wegotus ({who}) has it, and does not answer"),
                    "Ask again when that one has begun or ended; look at its log if it does neither",
                )];
            }
            Ok(found) => break found,
        }
    };
    findings.extend(parts);
    Report { findings }
}

/// What the running bot finds, or its parts where none runs.
async fn of_bot_or_parts(config: &Config, parts: &[Box<dyn Check>]) -> Result<Vec<Finding>, Held> {
    let mut findings = Vec::new();
    match control::ask::<Vec<Finding>>(&config.data, Request::Doctor).await {
        Ok(of_bot) => {
            findings.push(Finding::ok("bot", "it is running, and answers"));
            findings.extend(of_bot);
        }
        Err(AskError::NotRunning { .. }) => {
            findings.push(Finding::ok("bot", "it is not running"));
            for part in parts {
                findings.extend(part.findings().await?);
            }
        }
        Err(AskError::Refused(why)) => {
            findings.push(Finding::warn(
                "bot",
                format!("it is running, but says: {why}"),
                "Look at its log",
            ));
        }
        Err(AskError::NoAnswer { why, .. }) => findings.push(Finding::bad(
            "bot",
            format!("it is running, but does not answer: {why}"),
            "Look at its log, or start it again",
        )),
    }
    Ok(findings)
}

/// A config that cannot be read, as findings.
#[must_use]
pub fn unreadable(errors: &ConfigErrors) -> Report {
    let finding = |error: &crate::config::ConfigError| {
        Finding::bad("config", error.what(), error.remedy.clone())
    };
    Report {
        findings: errors.0.iter().map(finding).collect(),
    }
}
