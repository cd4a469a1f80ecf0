//! The words a script is written in.

use std::collections::BTreeSet;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;

use crate::transcript::transcript;
use crate::{Change, Handle, Pieces, Place, Seen, Stage};

/// How long to wait between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A script under way on a stage. Clones are the same script.
#[derive(Clone)]
pub struct Chat(Arc<Script>);

struct Script {
    stage: Arc<dyn Stage>,
    notes: Mutex<Notes>,
}

/// What the script has touched so far.
#[derive(Default)]
struct Notes {
    /// Places for the transcript.
    places: BTreeSet<Place>,
    /// Messages of the bot that an expectation was about; `bot_says` wants a new one.
    heard: BTreeSet<Handle>,
}

/// A line of a script, for its failure.
struct Line {
    says: String,
    at: &'static Location<'static>,
}

impl Line {
    #[track_caller]
    fn new(says: String) -> Self {
        Self {
            says,
            at: Location::caller(),
        }
    }
}

impl Chat {
    /// Begins a script on `stage`.
    pub fn on(stage: Arc<dyn Stage>) -> Self {
        Self(Arc::new(Script {
            stage,
            notes: Mutex::default(),
        }))
    }

    /// The group chat of that name.
    pub fn room(&self, name: &str) -> Room {
        Room(self.spot(Place::Room(name.to_owned())))
    }

    /// The private chat between the bot and `person`.
    pub fn dm(&self, person: &str) -> Direct {
        Direct {
            spot: self.spot(Place::Direct(person.to_owned())),
            person: person.to_owned(),
        }
    }

    /// The bot is killed without warning, and started again.
    #[track_caller]
    pub fn restart(&self) -> impl Future<Output = ()> {
        let line = Line::new("the bot is killed and started again".into());
        async move { self.done(&line, self.0.stage.restart().await).await }
    }

    /// Waits until the bot has done all it is going to do about what was said so far.
    #[track_caller]
    pub fn settle(&self) -> impl Future<Output = ()> {
        let line = Line::new("all settles".into());
        async move { self.done(&line, self.0.stage.settle().await).await }
    }

    /// All that was said everywhere, as a readable chat.
    pub async fn transcript(&self) -> String {
        let places: Vec<_> = self.notes().places.iter().cloned().collect();
        transcript(self.0.stage.as_ref(), places).await
    }

    fn spot(&self, place: Place) -> Spot {
        self.notes().places.insert(place.clone());
        Spot {
            chat: self.clone(),
            place,
        }
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn done<T>(&self, line: &Line, outcome: Result<T>) -> T {
        match outcome {
            Ok(value) => value,
            Err(why) => self.fail(line, &format!("the stage failed: {why:#}")).await,
        }
    }

    async fn fail(&self, line: &Line, why: &str) -> ! {
        let chat = self.transcript().await;
        panic!("{}\n  but {why}\n  at {}\n\n{chat}", line.says, line.at)
    }
}

/// A place, and the script it is in.
#[derive(Clone)]
struct Spot {
    chat: Chat,
    place: Place,
}

impl Spot {
    async fn say(&self, line: Line, by: &str, text: &str, to: Option<&Handle>) -> Message {
        let said = self.chat.0.stage.say(&self.place, by, text, to).await;
        let handle = self.chat.done(&line, said).await;
        self.message(handle, by)
    }

    fn message(&self, handle: Handle, by: &str) -> Message {
        Message {
            chat: self.chat.clone(),
            handle,
            by: by.to_owned(),
        }
    }

    fn handle(&self, seen: &Seen) -> Handle {
        Handle {
            place: self.place.clone(),
            id: seen.id.clone(),
        }
    }

    async fn look(&self, line: &Line) -> Vec<Seen> {
        let looked = self.chat.0.stage.messages(&self.place).await;
        self.chat.done(line, looked).await
    }

    /// Looks until `found` finds what the line expects.
    async fn until<T>(&self, line: &Line, found: impl Fn(&[Seen]) -> Option<T>) -> T {
        let looking = async {
            let mut looks = tokio::time::interval(BETWEEN_LOOKS);
            loop {
                looks.tick().await;
                if let Some(it) = found(&self.look(line).await) {
                    return it;
                }
            }
        };
        let patience = self.chat.0.stage.patience();
        match tokio::time::timeout(patience, looking).await {
            Ok(it) => it,
            Err(_) => {
                self.chat
                    .fail(line, &format!("not within {patience:?}"))
                    .await
            }
        }
    }

    /// Waits for a standing message of the bot's that `fits`, and remembers it as heard.
    async fn bot(&self, line: &Line, fits: impl Fn(&Seen) -> bool) -> Message {
        let handle = self
            .until(line, |all| {
                let one = all
                    .iter()
                    .find(|seen| seen.is_bot && !seen.deleted && fits(seen));
                one.map(|seen| self.handle(seen))
            })
            .await;
        self.chat.notes().heard.insert(handle.clone());
        self.message(handle, "the bot")
    }

    async fn bot_says(&self, line: Line, pieces: Pieces) -> Message {
        let is_new = |seen: &Seen| !self.chat.notes().heard.contains(&self.handle(seen));
        self.bot(&line, |seen| is_new(seen) && pieces.all_in(&seen.text))
            .await
    }

    async fn bot_says_nothing_more(&self, line: Line) {
        self.chat
            .done(&line, self.chat.0.stage.settle().await)
            .await;
        let all = self.look(&line).await;
        let heard = self.chat.notes().heard.clone();
        let more = all
            .iter()
            .find(|seen| seen.is_bot && !seen.deleted && !heard.contains(&self.handle(seen)));
        if let Some(more) = more {
            self.chat
                .fail(&line, &format!("it says: {}", more.text))
                .await;
        }
    }
}

/// A group chat.
#[derive(Clone)]
pub struct Room(Spot);

impl Room {
    /// `person` writes a message.
    #[track_caller]
    pub fn says(&self, person: &str, text: &str) -> impl Future<Output = Message> {
        let line = Line::new(format!("{}: {person} says {text:?}", self.0.place));
        async move { self.0.say(line, person, text, None).await }
    }

    /// `person` answers a message.
    #[track_caller]
    pub fn replies(&self, person: &str, to: &Message, text: &str) -> impl Future<Output = Message> {
        let line = Line::new(format!("{}: {person} replies {text:?}", self.0.place));
        async move { self.0.say(line, person, text, Some(&to.handle)).await }
    }

    /// The bot says something new here with these pieces in it.
    #[track_caller]
    pub fn bot_says(&self, pieces: impl Into<Pieces>) -> impl Future<Output = Message> {
        let pieces = pieces.into();
        let line = Line::new(format!("{}: the bot says {pieces}", self.0.place));
        async move { self.0.bot_says(line, pieces).await }
    }

    /// A message of the bot's with these pieces in it stands here, new or old.
    #[track_caller]
    pub fn bot_shows(&self, pieces: impl Into<Pieces>) -> impl Future<Output = Message> {
        let pieces = pieces.into();
        let line = Line::new(format!("{}: the bot shows {pieces}", self.0.place));
        async move { self.0.bot(&line, |seen| pieces.all_in(&seen.text)).await }
    }

    /// All that the bot said here was expected by a line before this one.
    #[track_caller]
    pub fn bot_says_nothing_more(&self) -> impl Future<Output = ()> {
        let line = Line::new(format!("{}: the bot says nothing more", self.0.place));
        self.0.bot_says_nothing_more(line)
    }
}

/// The private chat between the bot and a person.
#[derive(Clone)]
pub struct Direct {
    spot: Spot,
    person: String,
}

impl Direct {
    /// The person writes to the bot.
    #[track_caller]
    pub fn says(&self, text: &str) -> impl Future<Output = Message> {
        let line = Line::new(format!(
            "{}: {} says {text:?}",
            self.spot.place, self.person
        ));
        async move { self.spot.say(line, &self.person, text, None).await }
    }

    /// The person sends the bot a picture.
    #[track_caller]
    pub fn shows_a_picture(&self, text: &str) -> impl Future<Output = Message> {
        let line = Line::new(format!(
            "{}: {} shows a picture, with {text:?}",
            self.spot.place, self.person
        ));
        async move {
            let stage = &self.spot.chat.0.stage;
            let shown = stage.show(&self.spot.place, &self.person, text, None).await;
            let handle = self.spot.chat.done(&line, shown).await;
            self.spot.message(handle, &self.person)
        }
    }

    /// The person answers a message of the bot's.
    #[track_caller]
    pub fn replies(&self, to: &Message, text: &str) -> impl Future<Output = Message> {
        let line = Line::new(format!(
            "{}: {} replies {text:?}",
            self.spot.place, self.person
        ));
        async move {
            self.spot
                .say(line, &self.person, text, Some(&to.handle))
                .await
        }
    }

    /// The bot says something new to the person with these pieces in it.
    #[track_caller]
    pub fn bot_says(&self, pieces: impl Into<Pieces>) -> impl Future<Output = Message> {
        let pieces = pieces.into();
        let line = Line::new(format!("{}: the bot says {pieces}", self.spot.place));
        async move { self.spot.bot_says(line, pieces).await }
    }

    /// All that the bot said to the person was expected by a line before this one.
    #[track_caller]
    pub fn bot_says_nothing_more(&self) -> impl Future<Output = ()> {
        let line = Line::new(format!("{}: the bot says nothing more", self.spot.place));
        self.spot.bot_says_nothing_more(line)
    }
}

/// A message that stands somewhere.
#[derive(Clone)]
pub struct Message {
    chat: Chat,
    handle: Handle,
    by: String,
}

impl Message {
    /// The bot answers this message, with these pieces in its answer.
    #[track_caller]
    pub fn bot_replies(&self, pieces: impl Into<Pieces>) -> impl Future<Output = Message> {
        let pieces = pieces.into();
        let line = self.line(&format!("the bot replies {pieces} to {}", self.by));
        async move {
            let answers = |seen: &Seen| seen.reply_to.as_ref() == Some(&self.handle.id);
            self.spot()
                .bot(&line, |seen| answers(seen) && pieces.all_in(&seen.text))
                .await
        }
    }

    /// The bot leaves this message alone: no answer, no emoji.
    #[track_caller]
    pub fn bot_stays_silent(&self) -> impl Future<Output = ()> {
        let line = self.line(&format!("the bot leaves the message of {} alone", self.by));
        async move {
            self.chat
                .done(&line, self.chat.0.stage.settle().await)
                .await;
            let all = self.spot().look(&line).await;
            let bot = all
                .iter()
                .find(|seen| seen.is_bot)
                .map(|seen| seen.sender.clone());
            let answer = all.iter().find(|seen| {
                seen.is_bot && !seen.deleted && seen.reply_to.as_ref() == Some(&self.handle.id)
            });
            if let Some(answer) = answer {
                self.chat
                    .fail(&line, &format!("it replies: {}", answer.text))
                    .await;
            }
            let emoji = all
                .iter()
                .filter(|seen| seen.id == self.handle.id)
                .flat_map(|seen| &seen.reactions)
                .find(|reaction| Some(&reaction.person) == bot.as_ref());
            if let Some(emoji) = emoji {
                self.chat
                    .fail(&line, &format!("it reacts with {}", emoji.emoji))
                    .await;
            }
        }
    }

    /// Somebody puts `emoji` on this message.
    #[track_caller]
    pub fn has_reaction(&self, emoji: &str) -> impl Future<Output = ()> {
        let line = self.line(&format!("the message of {} has {emoji} on it", self.by));
        async move {
            let has = |seen: &Seen| seen.reactions.iter().any(|it| it.emoji == emoji);
            self.until_it(&line, has).await;
        }
    }

    /// This message comes to have these pieces in it.
    #[track_caller]
    pub fn shows(&self, pieces: impl Into<Pieces>) -> impl Future<Output = ()> {
        let pieces = pieces.into();
        let line = self.line(&format!(
            "the message of {} comes to show {pieces}",
            self.by
        ));
        async move {
            self.until_it(&line, |it| !it.deleted && pieces.all_in(&it.text))
                .await
        }
    }

    /// This message has none of these pieces in it, now.
    #[track_caller]
    pub fn hides(&self, pieces: impl Into<Pieces>) -> impl Future<Output = ()> {
        let pieces = pieces.into();
        let line = self.line(&format!("the message of {} hides {pieces}", self.by));
        async move {
            let text = self.text_now(&line).await;
            if let Some(piece) = pieces.any_in(&text) {
                self.chat
                    .fail(&line, &format!("it has {piece:?} in it: {text}"))
                    .await;
            }
        }
    }

    /// This message is taken back, or says no more than that it was withdrawn.
    #[track_caller]
    pub fn is_withdrawn(&self) -> impl Future<Output = ()> {
        let line = self.line(&format!("the message of {} goes away", self.by));
        let says_so = Pieces::from("withdrawn");
        async move {
            self.until_it(&line, |it| it.deleted || says_so.all_in(&it.text))
                .await
        }
    }

    /// What it says now.
    #[track_caller]
    pub fn text(&self) -> impl Future<Output = String> {
        let line = self.line(&format!("reading the message of {}", self.by));
        async move { self.text_now(&line).await }
    }

    /// `person` puts `emoji` on it.
    #[track_caller]
    pub fn reacts(&self, person: &str, emoji: &str) -> impl Future<Output = ()> {
        self.change_reaction(person, emoji, Change::Added)
    }

    /// `person` takes `emoji` off it.
    #[track_caller]
    pub fn unreacts(&self, person: &str, emoji: &str) -> impl Future<Output = ()> {
        self.change_reaction(person, emoji, Change::Removed)
    }

    /// Its author gives it another text.
    #[track_caller]
    pub fn edited_to(&self, text: &str) -> impl Future<Output = ()> {
        let line = self.line(&format!("{} edits it to {text:?}", self.by));
        async move {
            let edited = self.chat.0.stage.edit(&self.handle, &self.by, text).await;
            self.chat.done(&line, edited).await;
        }
    }

    /// Its author takes it back.
    #[track_caller]
    pub fn deleted(&self) -> impl Future<Output = ()> {
        let line = self.line(&format!("{} takes it back", self.by));
        async move {
            let deleted = self.chat.0.stage.delete(&self.handle, &self.by).await;
            self.chat.done(&line, deleted).await;
        }
    }

    #[track_caller]
    fn change_reaction(
        &self,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> impl Future<Output = ()> {
        let line = self.line(&format!("{person} reacts {emoji} ({change:?})"));
        async move {
            let reacted = self
                .chat
                .0
                .stage
                .react(&self.handle, person, emoji, change)
                .await;
            self.chat.done(&line, reacted).await;
        }
    }

    #[track_caller]
    fn line(&self, says: &str) -> Line {
        Line::new(format!("{}: {says}", self.handle.place))
    }

    fn spot(&self) -> Spot {
        Spot {
            chat: self.chat.clone(),
            place: self.handle.place.clone(),
        }
    }

    async fn until_it(&self, line: &Line, fits: impl Fn(&Seen) -> bool) {
        let is_it = |seen: &&Seen| seen.id == self.handle.id;
        self.spot()
            .until(line, |all| {
                all.iter().find(is_it).filter(|seen| fits(seen)).map(drop)
            })
            .await;
    }

    async fn text_now(&self, line: &Line) -> String {
        let is_it = |seen: &&Seen| seen.id == self.handle.id;
        self.spot()
            .until(line, |all| {
                all.iter().find(is_it).map(|seen| seen.text.clone())
            })
            .await
    }
}
