//! Who wrote which message, so that an edit by anyone else is dropped. The homeserver does not check,
//! least of all in encrypted rooms.

use std::collections::{BTreeMap, VecDeque};

use matrix_sdk::ruma::EventId;
use matrix_sdk::{Error, Room};

use crate::bridged::{self, Portal};
use crate::reader::as_json;
use crate::refusal;

const REMEMBERED: usize = 8192;

/// The authors of the newest messages; older ones are asked of the homeserver.
#[derive(Default)]
pub(crate) struct Authors {
    known: BTreeMap<(String, String), String>,
    order: VecDeque<(String, String)>,
}

impl Authors {
    /// Remembers who wrote `event` in `room`.
    pub(crate) fn add(&mut self, room: &Room, event: &str, author: &str) {
        let key = (room.room_id().to_string(), event.to_owned());
        if self.known.insert(key.clone(), author.to_owned()).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    /// Who wrote `event` in `room`, as far as that is remembered.
    pub(crate) fn known(&self, room: &Room, event: &str) -> Option<String> {
        let key = (room.room_id().to_string(), event.to_owned());
        self.known.get(&key).cloned()
    }

    /// Who wrote `event` in `room`, on whose behalf somebody's bridge may have sent it; none where there is no such
    /// message.
    ///
    /// # Errors
    /// When the homeserver cannot be asked now.
    pub(crate) async fn of(
        &mut self,
        room: &Room,
        portal: Option<&Portal>,
        event: &str,
    ) -> Result<Option<String>, Error> {
        let key = (room.room_id().to_string(), event.to_owned());
        if let Some(author) = self.known.get(&key) {
            return Ok(Some(author.clone()));
        }
        let Ok(id) = EventId::parse(event) else {
            return Ok(None);
        };
        match room.event(&id, None).await {
            Ok(found) => {
                let sender = || found.sender().map(|author| author.to_string());
                let author = bridged::behind(portal, &as_json(&found)).or_else(sender);
                if let Some(author) = &author {
                    self.add(room, event, author);
                }
                Ok(author)
            }
            Err(error) if refusal::is_final(&error) && !refusal::is_logged_out(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
