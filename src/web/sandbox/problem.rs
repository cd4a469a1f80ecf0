//! A request that cannot be served → `{"error": "…"}` with its status.

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use wegotus_sandbox::SandboxError;

/// Why a request is not served, in a sentence for who sent it.
#[derive(Debug)]
pub(super) struct Problem {
    pub status: StatusCode,
    pub sentence: String,
}

impl Problem {
    pub fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self {
            status,
            sentence: sentence.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.sentence }))).into_response()
    }
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        let status = match error {
            SandboxError::UnknownRoom | SandboxError::UnknownMessage => StatusCode::NOT_FOUND,
            SandboxError::BadName
            | SandboxError::BadEmoji
            | SandboxError::EmptyText
            | SandboxError::TextTooLong
            | SandboxError::ReplyElsewhere => StatusCode::BAD_REQUEST,
            SandboxError::NotTheirChat
            | SandboxError::NotTheAuthor
            | SandboxError::NotReachable
            | SandboxError::Deleted
            | SandboxError::TooLate { .. } => StatusCode::CONFLICT,
            SandboxError::Behind => StatusCode::SERVICE_UNAVAILABLE,
            SandboxError::NotKept(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::new(
            rejection.status(),
            format!("the path is not readable: {}", rejection.body_text()),
        )
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(
            rejection.status(),
            format!(
                "what follows the ? is not readable: {}",
                rejection.body_text()
            ),
        )
    }
}
