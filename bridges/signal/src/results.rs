//! What became of a send, recipient by recipient. A send in which one recipient got nothing is no success, and
//! not a failure either: it stands, and is not said again; who got nothing is told the operator.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

/// The result of `send`, `sendReaction` or `remoteDelete`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Results {
    /// The time of the message, which names it.
    pub timestamp: i64,
    /// Each recipient's.
    pub results: Vec<One>,
}

/// What became of it for one recipient.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct One {
    /// What became of it; `SUCCESS`, or a failure this version may not know.
    #[serde(rename = "type")]
    pub kind: String,
    /// What a captcha has to be solved for; worth nothing without the account.
    pub token: Option<String>,
    /// How long Signal asks to wait.
    pub retry_after_seconds: Option<u64>,
}

/// Somebody signal-cli knows.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Recipient {
    pub number: Option<String>,
    pub uuid: Option<String>,
}

impl fmt::Debug for One {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)
    }
}

/// All of a send's results, in one word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// It stands, for everybody it was for.
    Stands,
    /// It stands for some, and did not reach the others.
    Partly(Missed),
    /// Signal asks for a captcha; the token of what it asks.
    Captcha(String),
    /// Signal asks to wait.
    Wait(Duration),
    /// The key of everybody it was for changed.
    Identity,
    /// Nobody it was for is on Signal any more.
    Gone,
    /// It reached nobody's server, as far as signal-cli knows.
    Network,
}

/// How many did not get a message, by reason.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Missed {
    pub of: usize,
    pub identity: usize,
    pub gone: usize,
    pub other: usize,
}

impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missed = self.identity + self.gone + self.other;
        write!(f, "{missed} of {} did not get it", self.of)?;
        for (count, why) in [
            (self.identity, "changed safety number"),
            (self.gone, "left Signal"),
            (self.other, "could not be reached"),
        ] {
            if count > 0 {
                write!(f, "; {count} {why}")?;
            }
        }
        Ok(())
    }
}

/// How long to wait where Signal does not say.
pub(crate) const A_WHILE: Duration = Duration::from_secs(60);

impl Results {
    /// The whole of it.
    pub(crate) fn outcome(&self) -> Outcome {
        let count = |kind: &str| self.results.iter().filter(|it| it.kind == kind).count();
        let (identity, gone) = (count("IDENTITY_FAILURE"), count("UNREGISTERED_FAILURE"));
        let (of, well) = (self.results.len(), count("SUCCESS"));
        // A group of the bot alone has no recipients.
        if well == of {
            return Outcome::Stands;
        }
        if well > 0 {
            let other = of - well - identity - gone;
            return Outcome::Partly(Missed {
                of,
                identity,
                gone,
                other,
            });
        }
        let waits = self.results.iter().filter_map(|it| it.retry_after_seconds);
        let longest = waits.max().map(Duration::from_secs);
        if let Some(token) = self.results.iter().find_map(|it| it.token.clone()) {
            Outcome::Captcha(token)
        } else if count("RATE_LIMIT_FAILURE") > 0 {
            Outcome::Wait(longest.unwrap_or(A_WHILE))
        } else if identity > 0 {
            Outcome::Identity
        } else if gone == of {
            Outcome::Gone
        } else {
            Outcome::Network
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(results: serde_json::Value) -> Outcome {
        let results = serde_json::json!({ "timestamp": 1, "results": results });
        serde_json::from_value::<Results>(results)
            .unwrap()
            .outcome()
    }

    #[test]
    fn each_failure_is_told_apart_and_one_success_makes_it_stand() {
        let (well, gone) = ("SUCCESS", "UNREGISTERED_FAILURE");
        let of = |kinds: &[&str]| {
            let kinds = kinds.iter().map(|kind| serde_json::json!({ "type": kind }));
            outcome(kinds.collect())
        };
        assert_eq!(of(&[]), Outcome::Stands);
        assert_eq!(of(&[well, well]), Outcome::Stands);
        assert_eq!(of(&[gone, gone]), Outcome::Gone);
        assert_eq!(of(&["IDENTITY_FAILURE", gone]), Outcome::Identity);
        assert_eq!(of(&["NETWORK_FAILURE"]), Outcome::Network);
        assert_eq!(of(&["SOMETHING_NEW"]), Outcome::Network);
        let Outcome::Partly(missed) = of(&[well, gone, "IDENTITY_FAILURE", "NETWORK_FAILURE"])
        else {
            panic!("some got it");
        };
        assert_eq!(
            missed.to_string(),
            "3 of 4 did not get it; 1 changed safety number; 1 left Signal; 1 could not be reached"
        );
    }

    #[test]
    fn a_wait_is_as_long_as_asked_and_a_captcha_goes_before_it() {
        let limit = serde_json::json!([{ "type": "RATE_LIMIT_FAILURE", "retryAfterSeconds": 90 }]);
        assert_eq!(outcome(limit), Outcome::Wait(Duration::from_secs(90)));
        let proof = serde_json::json!([{ "type": "RATE_LIMIT_FAILURE", "token": "t", "retryAfterSeconds": 9 }]);
        assert_eq!(outcome(proof), Outcome::Captcha("t".to_owned()));
    }
}
