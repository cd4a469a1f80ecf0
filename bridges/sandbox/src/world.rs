//! The world: what people and the bot can do in it, and what stands in its rooms.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;
use wegotus_chat::{
    Ability, EffectKey, Event, EventKey, Host, ReactionChange, SealedError, Speech, Text, Timestamp,
};

use crate::log::{self, By, Change, KEPT_CHANGES, What};
use crate::message::strong_in;
use crate::{
    Emoji, Faults, MAX_TEXT_BYTES, Message, MessageId, Person, Room, SandboxError, Speaker,
};

/// Three group rooms and a private chat for each person, in this process and on its disk.
///
/// A call that changes something returns once the change is on disk; the bot hears of it afterwards, in
/// the order of the changes.
pub struct Sandbox {
    host: Host,
    /// Held while a change is decided, written and applied: one at a time, so that numbers have no gaps.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    faults: watch::Sender<Faults>,
    /// How many changes there were, ever.
    changed: watch::Sender<u64>,
    /// How many of them the bot has committed.
    committed: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    changes: VecDeque<Change>,
    next: u64,
    said: u64,
    messages: BTreeMap<MessageId, Message>,
    effects: HashMap<EffectKey, MessageId>,
}

/// A room at a glance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoomSummary {
    /// Which.
    pub room: Room,
    /// How many messages stand in it.
    pub messages: usize,
    /// The latest of them.
    pub last: Option<MessageId>,
}

impl Sandbox {
    /// Opens the world kept in the host's vault; a new one when there is none.
    ///
    /// # Errors
    /// When what was kept cannot be read.
    pub async fn open(host: Host) -> Result<Arc<Self>, SealedError> {
        let (changes, committed) = log::read(host.vault.as_ref()).await?;
        let mut state = State {
            next: committed,
            ..State::default()
        };
        for change in changes {
            state.apply(change);
        }
        Ok(Arc::new(Self {
            host,
            turn: tokio::sync::Mutex::new(()),
            changed: watch::Sender::new(state.next),
            committed: watch::Sender::new(committed),
            state: Mutex::new(state),
            faults: watch::Sender::default(),
        }))
    }

    /// The instant it is in the sandbox.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.host.clock.now()
    }

    /// A person writes a message.
    ///
    /// # Errors
    /// When the text is empty or too long, the chat is not theirs, or the answered message is elsewhere.
    pub async fn say(
        &self,
        room: Room,
        person: Person,
        text: &str,
        reply_to: Option<MessageId>,
    ) -> Result<MessageId, SandboxError> {
        self.person_says(room, person, usable(text.into())?, reply_to, false)
            .await
    }

    /// A person sends a picture, with or without words.
    ///
    /// # Errors
    /// When the text is too long, the chat is not theirs, or the answered message is elsewhere.
    pub async fn show(
        &self,
        room: Room,
        person: Person,
        text: &str,
        reply_to: Option<MessageId>,
    ) -> Result<MessageId, SandboxError> {
        let text = if text.is_empty() {
            Speech::default()
        } else {
            usable(text.into())?
        };
        self.person_says(room, person, text, reply_to, true).await
    }

    async fn person_says(
        &self,
        room: Room,
        person: Person,
        text: Speech,
        reply_to: Option<MessageId>,
        picture: bool,
    ) -> Result<MessageId, SandboxError> {
        if !room.admits(&person) {
            return Err(SandboxError::NotTheirChat);
        }
        if room.is_private() {
            // Whoever writes to the bot can be written to.
            self.faults.send_modify(|faults| {
                faults.unreachable.remove(&person);
            });
        }
        self.change(|state, _| {
            if let Some(answered) = reply_to
                && state.message(answered)?.room != room
            {
                return Err(SandboxError::ReplyElsewhere);
            }
            Ok(Decision::Do(
                By::Person(person),
                state.says(room, &text, reply_to, picture),
            ))
        })
        .await
    }

    /// The bot cannot write to a person first, as on some networks: not before they write to it.
    pub fn make_unreachable(&self, person: Person) {
        self.faults.send_modify(|faults| {
            faults.unreachable.insert(person);
        });
    }

    /// A person puts an emoji on a message, or takes it off. Nothing happens when it stands so already.
    ///
    /// # Errors
    /// When there is no such message, it was deleted, or it stands in a chat that is not theirs.
    pub async fn react(
        &self,
        message: MessageId,
        person: Person,
        emoji: Emoji,
        change: ReactionChange,
    ) -> Result<(), SandboxError> {
        self.change(|state, _| {
            let target = state.standing(message)?;
            if !target.room.admits(&person) {
                return Err(SandboxError::NotTheirChat);
            }
            let who = Speaker::Person(person.clone());
            let there = target
                .reactions
                .get(&emoji)
                .is_some_and(|people| people.contains(&who));
            if there == (change == ReactionChange::Added) {
                return Ok(Decision::StandsSo(message));
            }
            let removed = change == ReactionChange::Removed;
            Ok(Decision::Do(
                By::Person(person),
                target.takes_reaction(&who, emoji, removed),
            ))
        })
        .await?;
        Ok(())
    }

    /// The author replaces the text of their message.
    ///
    /// # Errors
    /// When there is no such message, it is the bot's or deleted, or the room's time for edits is over.
    pub async fn edit(&self, message: MessageId, text: &str) -> Result<(), SandboxError> {
        self.change(|state, now| {
            let text = usable(text.into())?;
            let target = state.standing(message)?;
            let author = target.author()?;
            within(target.room.abilities().edit, target.at, now, "edited")?;
            Ok(Decision::Do(author, target.takes_text(&text)))
        })
        .await?;
        Ok(())
    }

    /// The author takes their message back.
    ///
    /// # Errors
    /// When there is no such message, it is the bot's or deleted, or the room's time for it is over.
    pub async fn delete(&self, message: MessageId) -> Result<(), SandboxError> {
        self.change(|state, now| {
            let target = state.standing(message)?;
            let author = target.author()?;
            within(target.room.abilities().delete, target.at, now, "deleted")?;
            Ok(Decision::Do(author, target.goes()))
        })
        .await?;
        Ok(())
    }

    /// The three group rooms, then the private chats in which something was said.
    #[must_use]
    pub fn rooms(&self) -> Vec<RoomSummary> {
        let state = self.state();
        let mut seen: BTreeMap<&Room, (usize, MessageId)> = BTreeMap::new();
        for message in state.messages.values() {
            let (count, last) = seen.entry(&message.room).or_insert((0, message.id));
            (*count, *last) = (*count + 1, message.id);
        }
        let summary = |room: &Room| RoomSummary {
            room: room.clone(),
            messages: seen.get(room).map_or(0, |(count, _)| *count),
            last: seen.get(room).map(|(_, last)| *last),
        };
        let direct = seen.keys().copied().filter(|room| room.is_private());
        Room::GROUPS.iter().chain(direct).map(summary).collect()
    }

    /// The messages of a room, oldest first; only those written after `after` where it is given.
    #[must_use]
    pub fn messages(&self, room: &Room, after: Option<MessageId>) -> Vec<Message> {
        let first = MessageId(after.map_or(0, |id| id.0.saturating_add(1)));
        let state = self.state();
        state
            .messages
            .range(first..)
            .map(|(_, message)| message)
            .filter(|m| m.room == *room)
            .cloned()
            .collect()
    }

    /// Everyone who wrote or reacted, by name.
    #[must_use]
    pub fn people(&self) -> Vec<Person> {
        let state = self.state();
        let people: BTreeSet<&Person> = state
            .changes
            .iter()
            .filter_map(|change| match &change.by {
                By::Person(person) => Some(person),
                By::Bot(_) => None,
            })
            .collect();
        people.into_iter().cloned().collect()
    }

    /// The messages that changed since the `since`-th change, as they stand now, and the number to ask
    /// with next time.
    #[must_use]
    pub fn changed_since(&self, since: u64) -> (Vec<Message>, u64) {
        let state = self.state();
        let ids: BTreeSet<MessageId> = state
            .changes_from(since)
            .map(|change| change.message)
            .collect();
        let messages = ids
            .iter()
            .filter_map(|id| state.messages.get(id))
            .cloned()
            .collect();
        (messages, state.next)
    }

    /// Counts the changes; tells whoever watches that there was one.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Returns once the bot has committed everything that happened before; while no bridge runs, that is never.
    pub async fn settled(&self) {
        let until = *self.changed.borrow();
        let mut committed = self.committed.subscribe();
        // It fails only when the sender is gone, and that is a field of ours.
        let _ = committed.wait_for(|count| *count >= until).await;
    }

    /// Scripts what goes wrong next.
    pub fn script_faults(&self, script: impl FnOnce(&mut Faults)) {
        self.faults.send_modify(script);
    }

    pub(crate) fn faults(&self) -> watch::Receiver<Faults> {
        self.faults.subscribe()
    }

    /// Looks at the faults and uses one up.
    pub(crate) fn take_fault<T: Default>(&self, take: impl FnOnce(&mut Faults) -> T) -> T {
        let mut taken = T::default();
        self.faults.send_if_modified(|faults| {
            taken = take(faults);
            false
        });
        taken
    }

    /// The bot acts under an effect's key. A key that acted before gives its message again, and nothing
    /// more happens.
    pub(crate) async fn act(
        &self,
        key: EffectKey,
        action: BotAction,
    ) -> Result<MessageId, SandboxError> {
        if let BotAction::Say {
            room: Room::Direct(person),
            ..
        } = &action
            && self.faults.borrow().unreachable.contains(person)
        {
            return Err(SandboxError::NotReachable);
        }
        self.change(|state, now| {
            if let Some(done) = state.effects.get(&key) {
                return Ok(Decision::StandsSo(*done));
            }
            let planned = match action {
                BotAction::Say {
                    room,
                    text,
                    reply_to,
                } => {
                    if let Some(answered) = reply_to.and_then(|id| state.messages.get(&id))
                        && answered.room != room
                    {
                        return Err(SandboxError::ReplyElsewhere);
                    }
                    state.says(room, &usable(text)?, reply_to, false)
                }
                BotAction::Edit { message, text } => {
                    let target = state.own(message)?;
                    within(target.room.abilities().edit, target.at, now, "edited")?;
                    target.takes_text(&usable(text)?)
                }
                BotAction::React { message, emoji } => {
                    state
                        .standing(message)?
                        .takes_reaction(&Speaker::Bot, emoji, false)
                }
                BotAction::Delete { message } => {
                    let target = state.own(message)?;
                    within(target.room.abilities().delete, target.at, now, "deleted")?;
                    target.goes()
                }
            };
            Ok(Decision::Do(By::Bot(key), planned))
        })
        .await
    }

    /// Up to `most` events that are not committed, in order, and the number to commit them with.
    pub(crate) fn uncommitted(&self, most: usize) -> (Vec<Event>, u64) {
        let from = *self.committed.borrow();
        let state = self.state();
        let waiting = state.changes_from(from).take(most);
        let events: Vec<Event> = waiting.map(Change::event).collect();
        let next = from.saturating_add(u64::try_from(events.len()).unwrap_or(u64::MAX));
        (events, next)
    }

    /// Everything before the `next`-th change is committed; kept on disk before it counts.
    pub(crate) async fn commit(&self, next: u64) -> Result<(), SealedError> {
        log::keep_committed(self.host.vault.as_ref(), next).await?;
        self.committed.send_replace(next);
        Ok(())
    }

    /// Forgets what was committed, so that all that is remembered is handed over again.
    pub(crate) fn uncommit_all(&self) {
        let first = self
            .state()
            .changes
            .front()
            .map_or(0, |change| change.number);
        self.committed.send_replace(first);
    }

    /// Decides on a change, writes it, applies it, and tells those who watch. Gives the message it is about.
    async fn change(
        &self,
        decide: impl FnOnce(&State, Timestamp) -> Result<Decision, SandboxError>,
    ) -> Result<MessageId, SandboxError> {
        let _turn = self.turn.lock().await;
        let at = self.now();
        let change = {
            let state = self.state();
            match decide(&state, at)? {
                Decision::StandsSo(message) => return Ok(message),
                Decision::Do(by, planned) => {
                    if state.next.saturating_sub(*self.committed.borrow()) >= KEPT_CHANGES {
                        return Err(SandboxError::Behind);
                    }
                    state.numbered(by, planned, at)
                }
            }
        };
        log::keep(self.host.vault.as_ref(), &change).await?;
        let (message, next) = (change.message, change.number + 1);
        self.state().apply(change);
        self.changed.send_replace(next);
        Ok(message)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it is held cannot leave it half changed: `apply` is the only writer.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the bot wants to do.
pub(crate) enum BotAction {
    Say {
        room: Room,
        text: Speech,
        reply_to: Option<MessageId>,
    },
    Edit {
        message: MessageId,
        text: Speech,
    },
    React {
        message: MessageId,
        emoji: Emoji,
    },
    Delete {
        message: MessageId,
    },
}

/// What comes of a wish to change something.
enum Decision {
    /// Do it.
    Do(By, Planned),
    /// It stands like that already.
    StandsSo(MessageId),
}

/// A change that has no number yet.
struct Planned {
    room: Room,
    message: MessageId,
    key: EventKey,
    what: What,
}

impl State {
    /// What is remembered of the changes from this number on.
    fn changes_from(&self, number: u64) -> impl Iterator<Item = &Change> {
        let first = self
            .changes
            .front()
            .map_or(self.next, |change| change.number);
        let skipped = usize::try_from(number.saturating_sub(first)).unwrap_or(usize::MAX);
        self.changes.iter().skip(skipped)
    }

    fn message(&self, id: MessageId) -> Result<&Message, SandboxError> {
        self.messages.get(&id).ok_or(SandboxError::UnknownMessage)
    }

    fn standing(&self, id: MessageId) -> Result<&Message, SandboxError> {
        let message = self.message(id)?;
        if message.deleted {
            Err(SandboxError::Deleted)
        } else {
            Ok(message)
        }
    }

    fn own(&self, id: MessageId) -> Result<&Message, SandboxError> {
        let message = self.standing(id)?;
        if message.sender == Speaker::Bot {
            Ok(message)
        } else {
            Err(SandboxError::NotTheAuthor)
        }
    }

    fn says(
        &self,
        room: Room,
        text: &Speech,
        reply_to: Option<MessageId>,
        picture: bool,
    ) -> Planned {
        let message = MessageId(self.said + 1);
        Planned {
            room,
            message,
            key: EventKey(message.to_string()),
            what: What::Said {
                text: text.text().clone(),
                reply_to,
                picture,
                strong: strong_in(text),
            },
        }
    }

    fn numbered(&self, by: By, planned: Planned, at: Timestamp) -> Change {
        let Planned {
            room,
            message,
            key,
            what,
        } = planned;
        Change {
            number: self.next,
            said: self.said.max(message.0),
            key,
            at,
            room,
            by,
            message,
            what,
        }
    }

    /// The one place where the world changes.
    fn apply(&mut self, change: Change) {
        (self.next, self.said) = (change.number + 1, change.said);
        let by = change.by.speaker();
        if let By::Bot(key) = &change.by {
            self.effects.insert(key.clone(), change.message);
        }
        if let What::Said {
            text,
            reply_to,
            strong,
            ..
        } = &change.what
        {
            let message = Message {
                id: change.message,
                room: change.room.clone(),
                sender: by,
                text: text.clone(),
                strong: strong.clone(),
                reply_to: *reply_to,
                at: change.at,
                edited: false,
                deleted: false,
                reactions: BTreeMap::new(),
                edits: 0,
                reaction_changes: 0,
            };
            self.messages.insert(change.message, message);
        } else if let Some(message) = self.messages.get_mut(&change.message) {
            message.apply(&by, &change.what);
        }
        self.changes.push_back(change);
        while self.changes.len() as u64 > KEPT_CHANGES {
            self.forget_oldest();
        }
    }

    /// Forgets the oldest change, as the disk does, and the message that it said.
    fn forget_oldest(&mut self) {
        let Some(oldest) = self.changes.pop_front() else {
            return;
        };
        if let By::Bot(key) = &oldest.by {
            self.effects.remove(key);
        }
        if matches!(oldest.what, What::Said { .. }) {
            self.messages.remove(&oldest.message);
        }
    }
}

impl Message {
    /// The person who wrote it, to act in their name.
    fn author(&self) -> Result<By, SandboxError> {
        match &self.sender {
            Speaker::Person(person) => Ok(By::Person(person.clone())),
            Speaker::Bot => Err(SandboxError::NotTheAuthor),
        }
    }

    fn takes_text(&self, text: &Speech) -> Planned {
        self.planned(
            format!("{}/edit/{}", self.id, self.edits + 1),
            What::Edited {
                text: text.text().clone(),
                strong: strong_in(text),
            },
        )
    }

    fn goes(&self) -> Planned {
        self.planned(format!("{}/delete", self.id), What::Deleted)
    }

    fn takes_reaction(&self, who: &Speaker, emoji: Emoji, removed: bool) -> Planned {
        let key = format!(
            "{}/react/{}/{}/{}",
            self.id,
            who.as_str(),
            emoji.as_str(),
            self.reaction_changes + 1
        );
        self.planned(key, What::Reacted { emoji, removed })
    }

    fn planned(&self, key: String, what: What) -> Planned {
        Planned {
            room: self.room.clone(),
            message: self.id,
            key: EventKey(key),
            what,
        }
    }

    fn apply(&mut self, by: &Speaker, what: &What) {
        match what {
            What::Said { .. } => {}
            What::Edited { text, strong } => {
                self.text = text.clone();
                self.strong.clone_from(strong);
                self.edited = true;
                self.edits += 1;
            }
            What::Deleted => {
                self.text = Text::default();
                self.strong.clear();
                self.deleted = true;
                self.reactions.clear();
            }
            What::Reacted { emoji, removed } => {
                self.reaction_changes += 1;
                let people = self.reactions.entry(emoji.clone()).or_default();
                people.retain(|person| person != by);
                if !removed {
                    people.push(by.clone());
                }
                self.reactions.retain(|_, people| !people.is_empty());
            }
        }
    }
}

fn usable(text: Speech) -> Result<Speech, SandboxError> {
    if text.as_str().trim().is_empty() {
        return Err(SandboxError::EmptyText);
    }
    if text.as_str().len() > MAX_TEXT_BYTES {
        return Err(SandboxError::TextTooLong);
    }
    Ok(text)
}

fn within(
    ability: Ability,
    sent: Timestamp,
    now: Timestamp,
    what: &'static str,
) -> Result<(), SandboxError> {
    if ability.holds(sent, now) {
        return Ok(());
    }
    let limit = match ability {
        Ability::Within(span) if span < Duration::from_secs(3600) => {
            format!("{} minutes", span.as_secs() / 60)
        }
        Ability::Within(span) => format!("{} hours", span.as_secs() / 3600),
        Ability::Never | Ability::Always => "no time at all".to_owned(),
    };
    Err(SandboxError::TooLate { what, limit })
}
