//! What was said between two syncs and did not fit into the second: fetched from the room's history,
//! newest first, until something known, and given back oldest first.

use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::{Error, Room};
use wegotus_chat::Timestamp;

use crate::refusal;

const PAGE: u32 = 200;

/// Where a gap ends.
pub(crate) struct Until {
    /// The sync token we went on from; the homeserver stops there. None: as far back as it lets us look.
    pub since: Option<String>,
    /// The newest event known in the room.
    pub known: Option<String>,
    /// Nothing older than this is wanted.
    pub oldest: Timestamp,
}

/// The homeserver gives no reason, so it is not known that this will stay so.
fn is_unexplained(error: &Error) -> bool {
    matches!(error.client_api_error_kind(), Some(ErrorKind::Unknown))
}

/// Everything in `room` before the token `from`, back to `until`, oldest first. Nothing where the
/// homeserver does not let us look.
///
/// # Errors
/// When the homeserver cannot be asked now.
pub(crate) async fn fill(
    room: &Room,
    from: String,
    until: &Until,
) -> Result<Vec<TimelineEvent>, Error> {
    let mut found = Vec::new();
    let mut from = from;
    'pages: loop {
        let mut page = MessagesOptions::backward().from(from.as_str());
        page.to.clone_from(&until.since);
        page.limit = PAGE.into();
        let page = match room.messages(page).await {
            Ok(page) => page,
            Err(error) if refusal::is_final(&error) && !is_unexplained(&error) => {
                tracing::warn!(
                    why = refusal::in_words(&error),
                    "part of a room's history cannot be read"
                );
                break;
            }
            Err(error) => return Err(error),
        };
        let nothing = page.chunk.is_empty();
        let mut recent = false;
        for event in page.chunk {
            let is_known = until
                .known
                .as_deref()
                .is_some_and(|known| event.event_id().is_some_and(|id| id == known));
            if is_known {
                break 'pages;
            }
            // One event with a wrong date does not end the gap; a whole page of old ones does.
            let sent = event.timestamp().map_or(i64::MAX, |at| i64::from(at.get()));
            if sent >= until.oldest.0 {
                recent = true;
                found.push(event);
            }
        }
        if !recent && !nothing {
            break;
        }
        match page.end {
            Some(end) if end != from => from = end,
            _ => break,
        }
    }
    found.reverse();
    Ok(found)
}
