//! What the rooms said → events in order, committed, and the position after them. Rooms whose part is whole
//! are heard at once, by time across rooms; one that has a gap is heard when the gap is filled.

use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::RoomId;
use matrix_sdk::sync::{SyncResponse, Timeline};
use matrix_sdk::{Error, Room, RoomState};
use wegotus_chat::{
    Event, EventKey, EventKind, PersonRef, Platform, RoomChange, Sender, SenderKind, Timestamp,
};

use crate::behind::{Fetched, Stretch};
use crate::gap;
use crate::records::Position;
use crate::refusal;
use crate::rooms;
use crate::sync::{End, Listener};

/// How long the whole rooms wait for those with a gap, so that all are heard in one order.
const FIRST_TRY: Duration = Duration::from_secs(5);

impl Listener {
    /// Hears one response and goes on to where it ends. Says whether the homeserver left nothing out of it.
    pub(crate) async fn take_in(&mut self, response: &SyncResponse) -> Result<bool, End> {
        let until = response.next_batch.as_str();
        let mut said: Vec<(Room, Vec<TimelineEvent>)> = Vec::new();
        let mut gaps = BTreeSet::new();
        let mut complete = true;
        for (room, timeline) in self.rooms_in(response) {
            complete &= !timeline.limited;
            let id = room.room_id().to_owned();
            if self.position.behind.contains_key(id.as_str()) {
                self.behind
                    .grown(&room, Stretch::after_gap(timeline, until));
            } else if timeline.limited || self.was_asked_in_privately(&room).await {
                self.behind.add(&room, Stretch::after_gap(timeline, until));
                self.fetch(room, Duration::ZERO).await;
                gaps.insert(id);
            } else {
                said.push((room, timeline.events.clone()));
            }
        }
        let mut failed = Vec::new();
        let mut others = Vec::new();
        for fetched in self.first_try(&gaps).await? {
            match fetched.events {
                _ if !gaps.contains(fetched.room.room_id()) => others.push(fetched),
                Ok(events) => said.push((fetched.room, events)),
                Err(error) => failed.push((fetched.room, error)),
            }
        }
        let mut next = Position {
            since: until.to_owned(),
            ..self.position.clone()
        };
        let mut heard = Vec::new();
        for (room, events) in said {
            match self.read(&room, &events).await {
                Ok(found) => {
                    self.behind.heard(&room, until);
                    heard.push(self.place(&room, &events, found, &mut next).await);
                }
                Err(error) => {
                    self.behind.add(&room, Stretch::whole(events, until));
                    failed.push((room, error));
                }
            }
        }
        // These are heard up to where the response begins, and must not be passed.
        for id in self.behind.lagging() {
            let since = || self.position.since.clone();
            next.behind.entry(id.to_string()).or_insert_with(since);
        }
        self.commit(in_order(heard)).await?;
        self.save(next).await?;
        for (room, error) in failed {
            self.try_later(room, &error).await?;
        }
        for fetched in others {
            self.take_fetched(fetched).await?;
        }
        Ok(complete)
    }

    /// Hears what a room that lagged has said meanwhile.
    pub(crate) async fn take_fetched(&mut self, fetched: Fetched) -> Result<(), End> {
        let Fetched {
            room,
            until,
            events,
        } = fetched;
        let read = match events {
            Ok(events) => self.read(&room, &events).await.map(|found| (events, found)),
            Err(error) => Err(error),
        };
        let (events, found) = match read {
            Ok(read) => read,
            Err(error) => return self.try_later(room, &error).await,
        };
        let mut next = self.position.clone();
        let caught_up = self.behind.heard(&room, &until);
        if caught_up {
            next.behind.remove(room.room_id().as_str());
        } else {
            next.behind.insert(room.room_id().to_string(), until);
        }
        let found = self.place(&room, &events, found, &mut next).await;
        self.commit(found).await?;
        self.save(next).await?;
        if !caught_up {
            self.fetch(room, Duration::ZERO).await;
        }
        Ok(())
    }

    /// Goes on fetching for the rooms that lagged when the bot was stopped.
    pub(crate) async fn resume(&mut self) {
        for id in self.position.behind.keys().cloned().collect::<Vec<_>>() {
            let room = RoomId::parse(&id)
                .ok()
                .and_then(|id| self.client.get_room(&id));
            if let Some(room) = room {
                self.behind
                    .add(&room, Stretch::unknown(&self.position.since));
                self.fetch(room, Duration::ZERO).await;
            } else {
                tracing::warn!("a Matrix room that lagged behind is not there any more");
                self.position.behind.remove(&id);
            }
        }
    }

    /// The rooms of a response that are the bot's business, with what they said.
    fn rooms_in<'a>(&self, response: &'a SyncResponse) -> Vec<(Room, &'a Timeline)> {
        let joined = &response.rooms.joined;
        let joined = joined.iter().map(|(id, update)| (id, &update.timeline));
        let left = response.rooms.left.iter();
        let left = left
            .filter(|(id, _)| {
                let (rooms, behind) = (&self.position.rooms, &self.position.behind);
                rooms.contains_key(id.as_str()) || behind.contains_key(id.as_str())
            })
            .map(|(id, update)| (id, &update.timeline));
        joined
            .chain(left)
            .filter_map(|(id, timeline)| Some((self.client.get_room(id)?, timeline)))
            .collect()
    }

    /// Whether the bot has just come into a private chat: what was written to it there before it came
    /// may be older than the response.
    async fn was_asked_in_privately(&self, room: &Room) -> bool {
        !self.position.rooms.contains_key(room.room_id().as_str())
            && room.state() == RoomState::Joined
            && rooms::is_private(room).await
    }

    async fn fetch(&mut self, room: Room, asked: Duration) {
        let id = room.room_id().as_str();
        let since = self.position.behind.get(id);
        let since = since.unwrap_or(&self.position.since).clone();
        let until = gap::Until {
            since: (!self.was_asked_in_privately(&room).await).then_some(since),
            known: self.position.rooms.get(id).cloned().flatten(),
            oldest: self.host.clock.now().minus(self.settings.max_gap),
        };
        self.behind.fetch(room, until, asked);
    }

    async fn try_later(&mut self, room: Room, error: &Error) -> Result<(), End> {
        if refusal::is_logged_out(error) {
            return Err(End::LoggedOut);
        }
        self.behind.failed(&room, error);
        let asked = refusal::asked_to_wait(error).unwrap_or_default();
        self.fetch(room, asked).await;
        Ok(())
    }

    /// Waits for the fetches of `gaps`, but not long. Gives all that ended meanwhile.
    async fn first_try(
        &mut self,
        gaps: &BTreeSet<matrix_sdk::ruma::OwnedRoomId>,
    ) -> Result<Vec<Fetched>, End> {
        let mut missing = gaps.clone();
        let mut ended = Vec::new();
        let (clock, stop) = (self.host.clock.clone(), self.stop.clone());
        let mut enough = pin!(clock.sleep(FIRST_TRY));
        while !missing.is_empty() {
            tokio::select! {
                biased;
                () = stop.cancelled() => return Err(End::Stopped),
                Some(fetched) = self.behind.next() => {
                    let fetched = fetched.map_err(|_| End::broken())?;
                    missing.remove(fetched.room.room_id());
                    ended.push(fetched);
                }
                () = &mut enough => break,
            }
        }
        Ok(ended)
    }

    async fn read(&mut self, room: &Room, events: &[TimelineEvent]) -> Result<Vec<Event>, Error> {
        let known = self.position.rooms.contains_key(room.room_id().as_str());
        self.reader.read(room, known, events).await
    }

    /// Notes in `next` how far the room is heard, and whether the bot is still in it; gives what was
    /// `found` in it, and that the bot left where the room did not say so itself.
    async fn place(
        &self,
        room: &Room,
        events: &[TimelineEvent],
        mut found: Vec<Event>,
        next: &mut Position,
    ) -> Vec<Event> {
        let id = room.room_id().as_str();
        let known = self.position.rooms.get(id);
        let is_out = !next.behind.contains_key(id) && room.state() != RoomState::Joined;
        if is_out && (known.is_some() || !found.is_empty()) && !found.iter().any(is_leaving) {
            found.extend(own_place(room, RoomChange::Left).await);
        }
        if is_out || found.iter().rev().find(is_move).is_some_and(is_leaving) {
            next.rooms.remove(id);
            self.reader.portals.left(room.room_id());
        } else {
            let newest = newest(events).or_else(|| known.cloned().flatten());
            next.rooms.insert(id.to_owned(), newest);
        }
        found
    }
}

fn is_move(event: &&Event) -> bool {
    matches!(event.kind, EventKind::Membership { .. })
}

fn is_leaving(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Membership {
            change: RoomChange::Left,
            ..
        }
    )
}

/// The newest of `events` that has an id.
pub(crate) fn newest(events: &[TimelineEvent]) -> Option<String> {
    events.last()?.event_id().map(|id| id.to_string())
}

/// That the bot came into this room or left it, as the room's own state has it.
pub(crate) async fn own_place(room: &Room, change: RoomChange) -> Option<Event> {
    let own = room.get_member_no_sync(room.own_user_id()).await.ok()??;
    let event = own.event();
    let by = event.sender();
    Some(Event {
        key: EventKey(event.event_id()?.to_string()),
        room: rooms::named(room.room_id()),
        sender: Sender {
            person: PersonRef::new(Platform::Matrix, by.as_str()),
            name: rooms::name_of(room, by.as_str()).await,
            kind: if by == room.own_user_id() {
                SenderKind::Own
            } else {
                SenderKind::Person
            },
            private: rooms::is_private(room).await,
        },
        at: event
            .timestamp()
            .map_or(Timestamp(0), |at| Timestamp(i64::from(at))),
        vanishes: None,
        kind: EventKind::Membership {
            change,
            room_name: rooms::title_of(room).await,
        },
    })
}

/// Rooms in one stream, by time across rooms, while each room keeps its own order.
fn in_order(rooms: Vec<Vec<Event>>) -> Vec<Event> {
    let mut timed: Vec<(Timestamp, Event)> = Vec::new();
    for events in rooms {
        let mut latest = Timestamp(i64::MIN);
        timed.extend(events.into_iter().map(|event| {
            latest = latest.max(event.at);
            (latest, event)
        }));
    }
    timed.sort_by_key(|(at, _)| *at);
    timed.into_iter().map(|(_, event)| event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::{MessageRef, RoomRef};

    fn said(room: &str, key: &str, at: i64) -> Event {
        let room = RoomRef::new(Platform::Matrix, room);
        Event {
            key: EventKey(key.into()),
            sender: Sender {
                person: PersonRef::new(Platform::Matrix, "@ana:here"),
                name: "Ana".into(),
                kind: SenderKind::Person,
                private: false,
            },
            at: Timestamp(at),
            vanishes: None,
            kind: EventKind::Deleted {
                msg: MessageRef::new(room.clone(), key),
            },
            room,
        }
    }

    #[test]
    fn rooms_are_merged_by_time_and_a_wrong_clock_does_not_reorder_a_room() {
        let one = vec![said("!1", "a", 10), said("!1", "b", 5), said("!1", "c", 30)];
        let two = vec![said("!2", "x", 7), said("!2", "y", 20)];
        let order: Vec<_> = in_order(vec![one, two])
            .into_iter()
            .map(|event| event.key.0)
            .collect();
        assert_eq!(order, ["x", "a", "b", "y", "c"]);
    }
}
