//! An entry as bytes: the number of the layout, the heading's length and the heading, then the payload.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::super::committer::Fault;
use super::super::journal::{Cause, Entry, Recorded, Seq};

/// This layout; another gets another number.
const LAYOUT: u8 = 1;

#[derive(Serialize, Deserialize)]
struct Heading {
    at: Timestamp,
    cause: Cause,
}

/// `entry` without its keeps, which are the vault's.
pub(super) fn encode(entry: &Entry) -> Result<Vec<u8>, Fault> {
    let failed = |error: &dyn ToString| Fault::Failed(error.to_string());
    let heading = Heading {
        at: entry.at,
        cause: entry.cause.clone(),
    };
    let heading = serde_json::to_vec(&heading).map_err(|error| failed(&error))?;
    let length = u32::try_from(heading.len()).map_err(|error| failed(&error))?;
    Ok([
        &[LAYOUT],
        &length.to_be_bytes()[..],
        &heading,
        &entry.payload,
    ]
    .concat())
}

/// What [`encode`] made; none when it was something else.
pub(super) fn decode(seq: Seq, bytes: &[u8]) -> Option<Recorded> {
    let rest = bytes.strip_prefix(&[LAYOUT])?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (heading, payload) = rest.split_at_checked(length)?;
    let Heading { at, cause } = serde_json::from_slice(heading).ok()?;
    Some(Recorded {
        seq,
        at,
        cause,
        payload: payload.to_vec(),
    })
}
