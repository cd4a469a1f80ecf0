//! What an answer to a send means: whether it stands, whether to try again, or what the operator must do.

use serde_json::Value;
use wegotus_chat::{OperatorAction, SendError};

use crate::results::{A_WHILE, Missed, Outcome, Results};
use crate::rpc::{Reason, Refusal, RpcError};

/// What became of one send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It stands under this time; some may not have got it.
    Stands(i64, Option<Missed>),
    /// Nothing was sent.
    Nothing(SendError),
    /// Nothing was sent: the account is not linked any more.
    Unlinked,
    /// signal-cli could not reach Signal, or lost its connection in the middle of it.
    Network,
    /// Nobody knows.
    Unknown,
}

/// As signal-cli's own words have it; the token is of this account, and worth nothing without it.
fn captcha(token: &str) -> Verdict {
    operator(&format!(
        "Signal asks for a captcha before this account may write on: solve the one at \
        https://signalcaptchas.org/challenge/generate.html, copy the link of \"Open Signal\", and have signal-cli \
        submitRateLimitChallenge --challenge {token} --captcha that link (docs/signal.md, \"When Signal asks something\")"
    ))
}

const ADMINS_ONLY: &str = "Only admins may write in one of the bot's groups: make the bot an admin there, or let \
    everybody write (group settings, Permissions)";
const IDENTITY: &str = "A neighbour's safety number changed (they have a new phone, or somebody poses as them): \
    see signal-cli's listIdentities, and trust the new one if it is theirs";
/// What to do where the account is not linked any more.
pub(crate) const LINK_AGAIN: &str =
    "Run `wegotus link signal` and scan the code with the account's phone";

/// Reads an answer.
pub(crate) fn of(answer: Result<Value, RpcError>) -> Verdict {
    match answer {
        Ok(result) => match serde_json::from_value::<Results>(result) {
            Ok(results) if results.timestamp > 0 => of_results(&results),
            _ => Verdict::Unknown,
        },
        Err(RpcError::Unreachable) => Verdict::Nothing(SendError::Offline),
        Err(RpcError::NoAnswer | RpcError::NotSignal(_)) => Verdict::Unknown,
        Err(RpcError::Refused(refusal)) => of_refusal(&refusal),
    }
}

fn of_results(results: &Results) -> Verdict {
    let at = results.timestamp;
    match results.outcome() {
        Outcome::Stands => Verdict::Stands(at, None),
        Outcome::Partly(missed) => Verdict::Stands(at, Some(missed)),
        Outcome::Captcha(token) => captcha(&token),
        Outcome::Wait(after) => Verdict::Nothing(SendError::Retry { after }),
        Outcome::Identity => operator(IDENTITY),
        Outcome::Gone => rejected("they are not on Signal any more"),
        Outcome::Network => Verdict::Network,
    }
}

fn of_refusal(refusal: &Refusal) -> Verdict {
    if let Some(results) = refusal.results.as_ref().filter(|it| !it.results.is_empty()) {
        return of_results(results);
    }
    match (refusal.reason(), refusal.code) {
        (Reason::Captcha, _) => captcha("TOKEN"),
        (Reason::Identity, _) => operator(IDENTITY),
        (Reason::NoAccount | Reason::Unauthorized, _) => Verdict::Unlinked,
        (Reason::RateLimit, -5) => Verdict::Nothing(SendError::Retry { after: A_WHILE }),
        // signal-cli issue 2071: a limit that comes as an internal error, though the message went out.
        (Reason::RateLimit, _) => Verdict::Unknown,
        (Reason::Io, _) => Verdict::Network,
        (Reason::AdminsOnly, _) => operator(ADMINS_ONLY),
        (Reason::NotInGroup, _) => rejected("the bot is not in this group"),
        (Reason::NoMethod | Reason::Other, code) => {
            rejected(&format!("signal-cli says error {code}"))
        }
    }
}

fn operator(what: &str) -> Verdict {
    Verdict::Nothing(SendError::NeedsOperator(OperatorAction(what.to_owned())))
}

fn rejected(reason: &str) -> Verdict {
    Verdict::Nothing(SendError::Rejected {
        reason: reason.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: i64, message: &str) -> Verdict {
        of(Err(RpcError::Refused(Refusal {
            code,
            message: message.to_owned(),
            results: None,
        })))
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let operator = |verdict| matches!(verdict, Verdict::Nothing(SendError::NeedsOperator(_)));
        assert!(operator(refused(-6, "CAPTCHA required")));
        assert!(operator(refused(-4, "Untrusted identity")));
        for (code, words) in [
            (-32602, "Specified account does not exist"),
            (-1, "Authorization failed!"),
        ] {
            assert_eq!(refused(code, words), Verdict::Unlinked);
        }
        let wait = Verdict::Nothing(SendError::Retry { after: A_WHILE });
        assert_eq!(refused(-5, "Rate limit"), wait);
        assert_eq!(refused(-32603, "StatusCode: 429"), Verdict::Unknown);
        assert_eq!(refused(-3, "Connection closed"), Verdict::Network);
        let not_admin = "User is not allowed to send message to group: Elm (4qm=)";
        assert!(operator(refused(-1, not_admin)));
        for words in [
            "Group not found: 4qm=",
            "User is not a member in group: Elm (4qm=)",
        ] {
            assert_eq!(refused(-1, words), rejected("the bot is not in this group"));
        }
        let Verdict::Nothing(SendError::NeedsOperator(action)) = captcha("a-token") else {
            panic!("it is for the operator");
        };
        assert!(action.0.contains("--challenge a-token"), "{action}");
    }

    #[test]
    fn an_answer_that_names_no_message_settles_nothing() {
        assert_eq!(of(Ok(Value::Null)), Verdict::Unknown);
        assert_eq!(
            of(Ok(serde_json::json!({ "timestamp": 0 }))),
            Verdict::Unknown
        );
    }
}
