//! What was sent under which key. Signal takes no key with a message, so the bridge writes down that it begins
//! before it asks, and under which time the message stands when it is answered. After a crash or a lost answer a
//! message that names one of ours by a time in a request's window settles it; else it stays in doubt.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::{EffectKey, Ring, RoomRef, Sealed, SealedError, Timestamp};

/// How many sends are remembered. A send whose receipt is lost is repeated at the next start at the latest, and
/// by then no more than a few for each room came after it.
const REMEMBERED: u64 = 256;
/// How many times of reactions, edits and deletions are remembered: receipts name those too.
const OTHERS: usize = 512;
/// How long after a request began signal-cli may still have carried it out, where its end is not known.
pub(crate) const WINDOW: Duration = Duration::from_secs(120);
/// How far signal-cli's clock, on the same machine or the one beside it, may be off.
const SLACK: Duration = Duration::from_secs(1);

/// One message that was to be sent.
#[derive(Clone, Serialize, Deserialize)]
struct Sending {
    key: EffectKey,
    room: RoomRef,
    began: Timestamp,
    ended: Option<Timestamp>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// Asked for; the answer is not known.
    Asked,
    /// It stands, under this time.
    Stands(i64),
    /// Nothing was sent.
    Void,
}

/// How a send begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It can go out; its number.
    Fresh(u64),
    /// It went out before, under this time.
    Stands(i64),
    /// It may have gone out before.
    InDoubt,
}

/// A message that was found to stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stood {
    pub key: EffectKey,
    pub room: RoomRef,
    pub at: i64,
}

/// All that is remembered of sends.
pub(crate) struct Sends {
    ring: Ring<Sending>,
    others: VecDeque<i64>,
}

impl Sends {
    pub(crate) async fn load(vault: Arc<dyn Sealed>) -> Result<Self, SealedError> {
        Ok(Self {
            ring: Ring::load(vault, "signal/sends", REMEMBERED).await?,
            others: VecDeque::new(),
        })
    }

    /// Begins to send under `key`, at `now`. On disk when this returns.
    pub(crate) async fn begin(
        &mut self,
        key: &EffectKey,
        room: &RoomRef,
        now: Timestamp,
    ) -> Result<Begun, SealedError> {
        let earlier = self.ring.iter().rev().find(|(_, it)| it.key == *key);
        let earlier = earlier.map(|(number, it)| (number, it.state));
        let sending = Sending {
            key: key.clone(),
            room: room.clone(),
            began: now,
            ended: None,
            state: State::Asked,
        };
        match earlier {
            Some((_, State::Stands(at))) => Ok(Begun::Stands(at)),
            Some((_, State::Asked)) => Ok(Begun::InDoubt),
            Some((number, State::Void)) => {
                self.ring.set(number, sending).await?;
                Ok(Begun::Fresh(number))
            }
            None => Ok(Begun::Fresh(self.ring.push(sending).await?)),
        }
    }

    /// The message of this number stands under `at`.
    pub(crate) async fn stands(&mut self, number: u64, at: i64) -> Result<(), SealedError> {
        self.settle(number, State::Stands(at), None).await
    }

    /// Nothing was sent under this number.
    pub(crate) async fn void(&mut self, number: u64) -> Result<(), SealedError> {
        self.settle(number, State::Void, None).await
    }

    /// There will be no answer to this one any more.
    pub(crate) async fn unanswered(
        &mut self,
        number: u64,
        now: Timestamp,
    ) -> Result<(), SealedError> {
        self.settle(number, State::Asked, Some(now)).await
    }

    async fn settle(
        &mut self,
        number: u64,
        state: State,
        ended: Option<Timestamp>,
    ) -> Result<(), SealedError> {
        let found = self.ring.iter().find(|(it, _)| *it == number);
        let Some(mut sending) = found.map(|(_, it)| it.clone()) else {
            return Ok(());
        };
        sending.state = state;
        sending.ended = ended.or(sending.ended);
        self.ring.set(number, sending).await
    }

    /// Something else of ours has this time.
    pub(crate) fn other(&mut self, at: i64) {
        self.others.push_back(at);
        if self.others.len() > OTHERS {
            self.others.pop_front();
        }
    }

    /// Somebody named messages of ours by these times: each that is in the window of a send in doubt, and of no
    /// other, is that send's.
    pub(crate) async fn named(&mut self, times: &[i64]) -> Result<Vec<Stood>, SealedError> {
        let mut found = Vec::new();
        if !self.ring.iter().any(|(_, it)| it.state == State::Asked) {
            return Ok(found);
        }
        for at in times.iter().copied().collect::<BTreeSet<_>>() {
            let is_known = |it: &Sending| it.state == State::Stands(at);
            if self.others.contains(&at) || self.ring.iter().any(|(_, it)| is_known(it)) {
                continue;
            }
            let Some((number, stood)) = self.only_one_with(at) else {
                continue;
            };
            self.stands(number, at).await?;
            found.push(stood);
        }
        Ok(found)
    }

    /// The one send in doubt that may have this time.
    fn only_one_with(&self, at: i64) -> Option<(u64, Stood)> {
        let mut in_window = self.ring.iter().filter(|(_, it)| it.may_have(at));
        let (Some((number, it)), None) = (in_window.next(), in_window.next()) else {
            return None;
        };
        let (key, room) = (it.key.clone(), it.room.clone());
        Some((number, Stood { key, room, at }))
    }

    /// Under which time the message of this key stands, where that is known.
    pub(crate) fn standing(&self, key: &EffectKey) -> Option<i64> {
        self.ring.iter().rev().find_map(|(_, it)| match it.state {
            State::Stands(at) if it.key == *key => Some(at),
            _ => None,
        })
    }
}

impl Sending {
    /// Whether it is in doubt and may have been sent at `at`.
    fn may_have(&self, at: i64) -> bool {
        let ended = self.ended.unwrap_or_else(|| self.began.plus(WINDOW));
        self.state == State::Asked
            && (self.began.minus(SLACK)..=ended.plus(SLACK)).contains(&Timestamp(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::native;
    use wegotus_chat::MemorySealed;

    fn key(name: &str) -> EffectKey {
        EffectKey(name.to_owned())
    }

    async fn begin(sends: &mut Sends, name: &str, now: i64) -> Begun {
        let room = native::group("g");
        let begun = sends.begin(&key(name), &room, Timestamp(now)).await;
        begun.unwrap()
    }

    #[tokio::test]
    async fn what_stands_is_not_said_again_and_what_is_void_is() {
        let vault = Arc::new(MemorySealed::default());
        let mut sends = Sends::load(vault.clone()).await.unwrap();
        assert_eq!(begin(&mut sends, "a", 10).await, Begun::Fresh(0));
        assert_eq!(begin(&mut sends, "b", 10).await, Begun::Fresh(1));
        sends.stands(0, 12).await.unwrap();
        sends.void(1).await.unwrap();
        let mut sends = Sends::load(vault).await.unwrap();
        assert_eq!(begin(&mut sends, "a", 20).await, Begun::Stands(12));
        assert_eq!(begin(&mut sends, "b", 20).await, Begun::Fresh(1));
        assert_eq!(begin(&mut sends, "b", 20).await, Begun::InDoubt);
    }

    #[tokio::test]
    async fn a_time_in_the_window_settles_a_doubt_and_one_outside_it_or_of_two_does_not() {
        let mut sends = Sends::load(Arc::new(MemorySealed::default()))
            .await
            .unwrap();
        begin(&mut sends, "a", 100_000).await;
        sends.unanswered(0, Timestamp(105_000)).await.unwrap();
        sends.other(103_000);
        assert!(
            sends
                .named(&[90_000, 110_000, 103_000])
                .await
                .unwrap()
                .is_empty()
        );
        let found = sends.named(&[104_000, 104_000]).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].at, &found[0].key), (104_000, &key("a")));
        assert_eq!(sends.standing(&key("a")), Some(104_000));

        begin(&mut sends, "b", 200_000).await;
        begin(&mut sends, "c", 200_000).await;
        assert!(sends.named(&[200_500]).await.unwrap().is_empty());
    }
}
