//! What an error of the SDK means: for a send, and for whoever reads the bridge's state. The SDK's own
//! words carry addresses with room ids, so they go no further than here.

use std::time::Duration;

use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};
use matrix_sdk::{Error, HttpError};
use wegotus_chat::{OperatorAction, SendError};

/// How long to wait where the homeserver does not say.
const A_WHILE: Duration = Duration::from_secs(5);

/// What a failed send means. A Matrix send is safe to repeat: its transaction id says it once.
pub(crate) fn of_send(error: &Error) -> SendError {
    match error {
        Error::Http(error) => of_request(error),
        Error::WrongRoomState(_) => rejected("the bot is not in that room"),
        Error::SerdeJson(_) | Error::Identifier(_) => {
            rejected("it cannot be written as a Matrix event")
        }
        // The device's own store or keys: often a full disk, which passes.
        _ => SendError::Retry { after: A_WHILE },
    }
}

/// What a failed request that was meant to send something means.
pub(crate) fn of_request(error: &HttpError) -> SendError {
    if let HttpError::Reqwest(error) = error {
        return if error.is_connect() {
            SendError::Offline
        } else {
            SendError::Retry { after: A_WHILE }
        };
    }
    let Some(answer) = error.as_client_api_error() else {
        return SendError::Retry { after: A_WHILE };
    };
    match answer.error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => SendError::Retry {
            after: wait(limit.retry_after.as_ref()),
        },
        Some(ErrorKind::UnknownToken(_) | ErrorKind::MissingToken) => SendError::Offline,
        Some(
            kind @ (ErrorKind::UserLocked | ErrorKind::UserSuspended | ErrorKind::UserDeactivated),
        ) => SendError::NeedsOperator(OperatorAction(format!(
            "The homeserver answers {}: sign in to the bot's account with a Matrix client and see what it asks for",
            kind.errcode()
        ))),
        _ if answer.status_code.is_server_error() || answer.status_code.as_u16() == 429 => {
            SendError::Retry { after: A_WHILE }
        }
        // Not a homeserver's words: a proxy before it, which passes.
        None => SendError::Retry { after: A_WHILE },
        Some(kind) => rejected(&format!("the homeserver answers {}", kind.errcode())),
    }
}

/// The homeserver no longer takes the session's token.
pub(crate) fn is_logged_out(error: &Error) -> bool {
    matches!(
        error.client_api_error_kind(),
        Some(ErrorKind::UnknownToken(_) | ErrorKind::MissingToken)
    )
}

/// The homeserver said no and will say so again; asking later does not help. An answer without an error of
/// the homeserver's own comes from a proxy before it, and passes.
pub(crate) fn is_final(error: &Error) -> bool {
    error.as_client_api_error().is_some_and(|answer| {
        answer.status_code.is_client_error()
            && answer.status_code.as_u16() != 429
            && answer.error_kind().is_some()
    }) && !is_logged_out(error)
}

/// The homeserver answered that it failed over this very request.
pub(crate) fn is_of_the_server(error: &Error) -> bool {
    error
        .as_client_api_error()
        .is_some_and(|answer| answer.status_code.is_server_error())
}

/// How long the homeserver asks to wait, if it does.
pub(crate) fn asked_to_wait(error: &Error) -> Option<Duration> {
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => Some(wait(limit.retry_after.as_ref())),
        _ => None,
    }
}

/// What happened, in words for an operator, without ids.
pub(crate) fn in_words(error: &Error) -> String {
    match error {
        Error::Http(http) => match http.as_ref() {
            HttpError::Reqwest(error) if error.is_timeout() => {
                "the homeserver did not answer in time".into()
            }
            HttpError::Reqwest(_) => "the homeserver cannot be reached".into(),
            other => match other.as_client_api_error() {
                Some(answer) => answer.error_kind().map_or_else(
                    || format!("the homeserver answers {}", answer.status_code.as_u16()),
                    |kind| format!("the homeserver answers {}", kind.errcode()),
                ),
                None => "the homeserver's answer could not be read".into(),
            },
        },
        Error::StateStore(_) | Error::CryptoStoreError(_) | Error::Io(_) => {
            "the Matrix store could not be read or written; see that the disk is not full".into()
        }
        Error::OlmError(_) | Error::MegolmError(_) => "an encryption key is missing".into(),
        _ => "the Matrix library failed".into(),
    }
}

fn wait(asked: Option<&RetryAfter>) -> Duration {
    match asked {
        Some(RetryAfter::Delay(delay)) => *delay,
        // An instant by the server's clock; ours may differ, so wait the usual while.
        Some(RetryAfter::DateTime(_)) | None => A_WHILE,
    }
}

fn rejected(reason: &str) -> SendError {
    SendError::Rejected {
        reason: reason.to_owned(),
    }
}
