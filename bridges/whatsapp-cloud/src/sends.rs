//! What was sent under which key. The Cloud API takes no key by which a repetition would be recognised, but it gives
//! back what was sent along: so a message is written down before it is asked for, and whatever Meta tells of it
//! later says which one it was, also when the answer to the request was lost.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wegotus_chat::{EffectKey, Ring, RoomRef, Sealed, SealedError};

/// How many sends are remembered. A send whose receipt is lost is repeated at the next start at the latest, and by
/// then no more than a few for each room came after it.
const REMEMBERED: u64 = 512;

/// One message that was to be sent.
#[derive(Clone, Serialize, Deserialize)]
struct Sending {
    key: EffectKey,
    room: RoomRef,
    state: State,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// Asked for; the answer is not known.
    Asked,
    /// It stands under this id, as the answer said.
    Stands(String),
    /// It stands under this id, as was told of it later; nobody waited for that.
    Found(String),
    /// Nothing was sent.
    Void,
}

/// How a send begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Begun {
    /// It can go out; its number.
    Fresh(u64),
    /// It went out before, under this id.
    Stands(String),
    /// It may have gone out before.
    InDoubt,
}

/// What Meta told of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands, under this id.
    Stands(String),
    /// It came to nothing, with this code.
    Failed(i64),
}

/// A message that stands, though nobody has heard so yet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stood {
    pub key: EffectKey,
    pub room: RoomRef,
    pub id: String,
}

/// All that is remembered of sends.
pub(crate) struct Sends(Ring<Sending>);

impl Sends {
    pub(crate) async fn load(vault: Arc<dyn Sealed>) -> Result<Self, SealedError> {
        Ok(Self(
            Ring::load(vault, "whatsapp-cloud/sends", REMEMBERED).await?,
        ))
    }

    /// Begins to send under `key`. On disk when this returns.
    pub(crate) async fn begin(
        &mut self,
        key: &EffectKey,
        room: &RoomRef,
    ) -> Result<Begun, SealedError> {
        let sending = Sending {
            key: key.clone(),
            room: room.clone(),
            state: State::Asked,
        };
        match self.of(key) {
            Some((_, State::Stands(id) | State::Found(id))) => Ok(Begun::Stands(id)),
            Some((_, State::Asked)) => Ok(Begun::InDoubt),
            Some((number, State::Void)) => {
                self.0.set(number, sending).await?;
                Ok(Begun::Fresh(number))
            }
            None => Ok(Begun::Fresh(self.0.push(sending).await?)),
        }
    }

    /// The message of this number stands under `id`, as was answered.
    pub(crate) async fn stands(&mut self, number: u64, id: &str) -> Result<(), SealedError> {
        self.settle(number, State::Stands(id.to_owned())).await
    }

    /// Nothing was sent under this number.
    pub(crate) async fn void(&mut self, number: u64) -> Result<(), SealedError> {
        self.settle(number, State::Void).await
    }

    /// Meta tells what became of the message of this key, or of this id. Gives its key; and the message, where it
    /// stands and only this says so. On disk when this returns.
    pub(crate) async fn told(
        &mut self,
        key: Option<&EffectKey>,
        fate: &Fate,
        id: &str,
    ) -> Result<Option<(EffectKey, Option<Stood>)>, SealedError> {
        let is_meant = |it: &Sending| match key {
            Some(key) => it.key == *key,
            None => it.state.id() == Some(id),
        };
        let meant = self.0.iter().rev().find(|(_, it)| is_meant(it));
        let Some((number, sending)) = meant.map(|(number, it)| (number, it.clone())) else {
            return Ok(None);
        };
        let Sending { key, room, state } = sending;
        let next = match (&state, fate) {
            (State::Asked, Fate::Stands(id)) => State::Found(id.clone()),
            // Of an earlier try, where a later one stands.
            (State::Stands(other) | State::Found(other), Fate::Failed(_)) if other != id => {
                return Ok(None);
            }
            (_, Fate::Failed(_)) => State::Void,
            (state, Fate::Stands(_)) => (*state).clone(),
        };
        let stood = match &next {
            State::Found(id) => Some(Stood {
                key: key.clone(),
                room,
                id: id.clone(),
            }),
            _ => None,
        };
        if next != state {
            self.settle(number, next).await?;
        }
        Ok(Some((key, stood)))
    }

    /// Under which id the message of this key stands, where that is known.
    pub(crate) fn standing(&self, key: &EffectKey) -> Option<String> {
        match self.of(key)?.1 {
            State::Stands(id) | State::Found(id) => Some(id),
            State::Asked | State::Void => None,
        }
    }

    fn of(&self, key: &EffectKey) -> Option<(u64, State)> {
        let found = self.0.iter().rev().find(|(_, it)| it.key == *key);
        found.map(|(number, it)| (number, it.state.clone()))
    }

    async fn settle(&mut self, number: u64, state: State) -> Result<(), SealedError> {
        let found = self.0.iter().find(|(it, _)| *it == number);
        let Some(mut sending) = found.map(|(_, it)| it.clone()) else {
            return Ok(());
        };
        sending.state = state;
        self.0.set(number, sending).await
    }
}

impl State {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Stands(id) | Self::Found(id) => Some(id),
            Self::Asked | Self::Void => None,
        }
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

    async fn begin(sends: &mut Sends, name: &str) -> Begun {
        let room = native::group("g");
        sends.begin(&key(name), &room).await.unwrap()
    }

    #[tokio::test]
    async fn what_stands_is_not_said_again_and_what_is_void_is() {
        let vault = Arc::new(MemorySealed::default());
        let mut sends = Sends::load(vault.clone()).await.unwrap();
        assert_eq!(begin(&mut sends, "a").await, Begun::Fresh(0));
        assert_eq!(begin(&mut sends, "b").await, Begun::Fresh(1));
        assert_eq!(begin(&mut sends, "c").await, Begun::Fresh(2));
        sends.stands(0, "wamid.a").await.unwrap();
        sends.void(1).await.unwrap();
        let mut sends = Sends::load(vault).await.unwrap();
        assert_eq!(
            begin(&mut sends, "a").await,
            Begun::Stands("wamid.a".into())
        );
        assert_eq!(begin(&mut sends, "b").await, Begun::Fresh(1));
        assert_eq!(begin(&mut sends, "b").await, Begun::InDoubt);
        assert_eq!(begin(&mut sends, "c").await, Begun::InDoubt);
    }

    #[tokio::test]
    async fn what_meta_tells_settles_a_doubt_and_is_told_again_as_often_as_meta_does() {
        let vault = Arc::new(MemorySealed::default());
        let mut sends = Sends::load(vault).await.unwrap();
        begin(&mut sends, "a").await;
        let stands = Fate::Stands("wamid.a".into());
        for _ in 0..2 {
            let told = sends
                .told(Some(&key("a")), &stands, "wamid.a")
                .await
                .unwrap();
            let (_, stood) = told.unwrap();
            assert_eq!(stood.unwrap().id, "wamid.a");
        }
        assert_eq!(sends.standing(&key("a")), Some("wamid.a".into()));

        begin(&mut sends, "b").await;
        sends.stands(1, "wamid.b").await.unwrap();
        let stands = Fate::Stands("wamid.b".into());
        let told = sends.told(None, &stands, "wamid.b").await.unwrap();
        assert_eq!(told, Some((key("b"), None)));
        let failed = Fate::Failed(131_026);
        sends
            .told(Some(&key("b")), &failed, "wamid.b")
            .await
            .unwrap();
        assert_eq!(begin(&mut sends, "b").await, Begun::Fresh(1));
        assert_eq!(sends.told(None, &failed, "wamid.else").await.unwrap(), None);
    }
}
