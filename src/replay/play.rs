//! A chat's messages, one after the other → what the bot would have done with each.
//!
//! The parser and the board are the real ones; the room is this process's memory. What the bot would have sent
//! counts as delivered at once, and what falls due between two messages happens in its time.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use wegotus_chat::{Text, Timestamp};

use super::Said;
use super::names::People;
use crate::board::{
    Act, Board, Effect, Fact, Heard, Input, Kind, MsgId, PersonId, Policy, Post, PostNo, Receipt,
    RoomId, Saying, Step, To, Way, next_due, step,
};
use crate::parser::{Answers, Category, Command, Context, Decision, Details, Lexicon, read};

/// Something the bot would have done, or that would have happened on its board.
#[derive(Clone, PartialEq, Debug)]
pub struct Happening {
    /// When.
    pub at: Timestamp,
    /// Whose message it was; `None` where time alone did it.
    pub who: Option<PersonId>,
    /// What.
    pub what: What,
}

/// What would have happened.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A message becomes a post.
    Posted {
        /// Its number.
        no: PostNo,
        /// What it says.
        idea: Idea,
        /// It began with a marker like `need:`.
        marked: bool,
    },
    /// The bot puts ❓ on a message.
    Asked(Idea),
    /// Somebody claims a post.
    Claimed {
        /// Which.
        no: PostNo,
        /// How much of it.
        count: u32,
    },
    /// Somebody is next in line.
    BackedUp(PostNo),
    /// Somebody gives a claim back.
    Released(PostNo),
    /// A post is done.
    Done(PostNo),
    /// Its author takes a post off.
    Withdrawn(PostNo),
    /// A post runs out.
    Expired(PostNo),
    /// The bot says in the room that posts are still open.
    Reminded(Vec<PostNo>),
    /// The bot answers something else: a list, a question, help.
    Answered(&'static str),
}

/// What a message would be as a post.
#[derive(Clone, PartialEq, Debug)]
pub struct Idea {
    /// Need or offer.
    pub kind: Kind,
    /// How sure the detector is, 0 to 1.
    pub confidence: f32,
    /// Its details, as other rooms would see them.
    pub details: Details,
}

/// How often what happened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Messages with words.
    pub messages: u64,
    /// Of these, those the bot would have answered or put ❓ on.
    pub reacted: u64,
    /// Posts, by kind and category.
    pub posts: BTreeMap<(Kind, Category), u64>,
    /// ❓, by kind.
    pub asked: BTreeMap<Kind, u64>,
    /// Claims.
    pub claims: u64,
    /// Claims given back.
    pub released: u64,
    /// Posts done.
    pub done: u64,
    /// Posts taken off by their authors.
    pub withdrawn: u64,
    /// Posts that ran out.
    pub expired: u64,
    /// Other answers.
    pub answers: u64,
    /// Reminders in the room.
    pub reminders: u64,
}

impl Counts {
    /// The share of messages the bot would have reacted to, 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "nobody chats 2^52 messages")]
    pub fn share(&self) -> f64 {
        if self.messages == 0 {
            return 0.0;
        }
        self.reacted as f64 / self.messages as f64
    }

    /// Posts of a kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> u64 {
        let of = self.posts.iter().filter(|((it, _), _)| *it == kind);
        of.map(|(_, count)| count).sum()
    }
}

/// An answer "plainly" follows a post when at most so many messages lie between …
const NEAR: u64 = 10;
/// … and at most so long.
const SOON: Duration = Duration::from_secs(2 * 3600);
/// "Done" may come later, from somebody who is an end of one post only.
const LATER: Duration = Duration::from_secs(48 * 3600);

/// A chat being replayed.
pub struct Play<'a> {
    lexicon: &'a Lexicon,
    policy: &'a Policy,
    board: Board,
    people: People,
    messages: u64,
    /// Messages of the room and of the bot so far: their ids are counted.
    ids: u128,
    /// The last posts: number, source, its place among the messages.
    recent: VecDeque<(PostNo, MsgId, u64, Timestamp)>,
    counts: Counts,
}

/// The one room there is.
const ROOM: RoomId = RoomId([1; 16]);

impl<'a> Play<'a> {
    /// A room without a past.
    #[must_use]
    pub fn new(lexicon: &'a Lexicon, policy: &'a Policy) -> Self {
        let mut play = Self {
            lexicon,
            policy,
            board: Board::default(),
            people: People::default(),
            messages: 0,
            ids: 0,
            recent: VecDeque::new(),
            counts: Counts::default(),
        };
        let joined = Input::RoomJoined {
            room: ROOM,
            language: None,
            asked: None,
        };
        let decided = step(&play.board, joined, Timestamp(0), policy);
        play.board.fold(&decided);
        play
    }

    /// What happens up to and with this message.
    pub fn hear(&mut self, at: Timestamp, said: &Said) -> Vec<Happening> {
        let mut all = Vec::new();
        self.pass_time(at, &mut all);
        let who = self.people.meet(said.who.as_str());
        let msg = self.next_id();
        self.messages += 1;
        self.counts.messages += 1;
        let (heard, idea) = self.understand(at, who, msg, said);
        let marked = idea.confidence >= 1.0;
        let decided = step(&self.board, Input::Heard(heard), at, self.policy);
        let before = all.len();
        self.tell(at, Some(who), &decided, Some((&idea, marked)), &mut all);
        self.counts.reacted += u64::from(all.len() > before);
        for fact in &decided.facts {
            if let Fact::Posted { no, source, .. } = fact {
                self.recent.push_back((*no, source.msg, self.messages, at));
            }
        }
        self.fold(&decided, at);
        if self.board.has_fresh() {
            let spread = step(&self.board, Input::Spread, at, self.policy);
            self.fold(&spread, at);
        }
        all
    }

    /// How often what happened so far.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Who took part, and how they are called here.
    #[must_use]
    pub fn people(&self) -> &People {
        &self.people
    }

    /// Posts still on the board.
    #[must_use]
    pub fn open(&self) -> usize {
        self.board.live().count()
    }

    /// What the message says, and what it would be as a post. An export does not say what a message answers:
    /// see [`Play::answered`].
    fn understand(&self, at: Timestamp, who: PersonId, msg: MsgId, said: &Said) -> (Heard, Idea) {
        let context = |answers| Context {
            now: at,
            zone: self.policy.zone.clone(),
            answers,
            private: false,
            keep: false,
        };
        let mut reading = read(said.text.as_str(), &context(Answers::Nothing), self.lexicon);
        let mut reply_to = None;
        let certain = reading.decision == Decision::Post;
        if !certain && self.could_answer(at, who) {
            let answer = read(said.text.as_str(), &context(Answers::Post), self.lexicon);
            reply_to = answer
                .command
                .as_ref()
                .and_then(|command| self.answered(at, who, command));
            if reply_to.is_some() {
                reading = answer;
            }
        }
        let idea = Idea {
            kind: reading.kind.unwrap_or(Kind::Need),
            confidence: reading.confidence,
            details: reading.details.clone(),
        };
        let heard = Heard {
            who,
            room: ROOM,
            way: Way::Room,
            vanishes: None,
            what: crate::board::Said::Message {
                msg,
                reply_to,
                reading: Box::new(reading),
                text: Text::default(),
                quoted: None,
                attachment: said.attachment,
            },
        };
        (heard, idea)
    }

    /// Whether there is any post a message of this person could be an answer to.
    fn could_answer(&self, at: Timestamp, who: PersonId) -> bool {
        self.lately(at).next().is_some() || self.ends(at, who).next().is_some()
    }

    /// The post that words like "I can take it" or "done" plainly answer, where there is exactly one.
    ///
    /// A claim: the only post of the last ten messages and two hours, open, and another's. What ends
    /// something: the only post of the last two days that this person made or claimed.
    fn answered(&self, at: Timestamp, who: PersonId, command: &Command) -> Option<MsgId> {
        let only =
            |mut found: Box<dyn Iterator<Item = &Post> + '_>| match (found.next(), found.next()) {
                (Some(post), None) => Some(post.source.msg),
                _ => None,
            };
        match command {
            Command::Claim { post: None, .. } | Command::Backup { post: None } => {
                let mut lately = self.lately(at);
                let (Some(post), None) = (lately.next(), lately.next()) else {
                    return None;
                };
                let open = post.free() > 0 && !post.concerns(who);
                open.then_some(post.source.msg)
            }
            Command::Release { post: None } => only(Box::new(
                self.ends(at, who)
                    .filter(|post| post.claim_of(who).is_some()),
            )),
            Command::Withdraw { post: None } => only(Box::new(
                self.ends(at, who).filter(|post| post.source.author == who),
            )),
            Command::Done { post: None } => only(Box::new(self.ends(at, who))),
            _ => None,
        }
    }

    /// The live posts among the last few messages.
    fn lately(&self, at: Timestamp) -> impl Iterator<Item = &Post> {
        self.recent
            .iter()
            .rev()
            .take_while(move |(_, _, place, made)| {
                self.messages - place < NEAR && at.since(*made) <= SOON
            })
            .filter_map(|(no, ..)| self.board.post(*no))
            .filter(|post| post.is_live())
    }

    /// The live posts of late that this person made or claimed.
    fn ends(&self, at: Timestamp, who: PersonId) -> impl Iterator<Item = &Post> {
        let own = self
            .board
            .posts_of(who)
            .map(|(_, post)| post)
            .take_while(move |post| at.since(post.made) <= LATER)
            .filter(|post| post.is_live());
        let claimed = self
            .board
            .claims_of(who)
            .filter_map(|no| self.board.post(no))
            .filter(move |post| {
                post.claim_of(who)
                    .is_some_and(|claim| at.since(claim.at) <= LATER)
            });
        own.chain(claimed)
    }

    /// Lets everything fall due that is due by `at`.
    fn pass_time(&mut self, at: Timestamp, all: &mut Vec<Happening>) {
        while let Some(due) = next_due(&self.board).filter(|due| *due <= at) {
            let decided = step(&self.board, Input::Tick, due, self.policy);
            self.tell(due, None, &decided, None, all);
            self.fold(&decided, due);
            // What a tick leaves due at its own instant it would leave for ever.
            if next_due(&self.board) == Some(due) && decided.is_empty() {
                break;
            }
        }
        while self
            .recent
            .front()
            .is_some_and(|(_, _, place, _)| self.messages - place >= NEAR)
        {
            self.recent.pop_front();
        }
    }

    /// Folds a step, and counts what is sent as delivered.
    fn fold(&mut self, decided: &Step, at: Timestamp) {
        self.board.fold(decided);
        loop {
            let next = self.board.unsent().next();
            let Some(effect) = next else { return };
            let msg = self.next_id();
            let receipt = Receipt {
                effect,
                outcome: Ok(Some(msg)),
            };
            let received = step(&self.board, Input::Receipt(receipt), at, self.policy);
            self.board.fold(&received);
            if self.board.is_unsent(effect) {
                break;
            }
        }
    }

    fn tell(
        &mut self,
        at: Timestamp,
        who: Option<PersonId>,
        decided: &Step,
        idea: Option<(&Idea, bool)>,
        all: &mut Vec<Happening>,
    ) {
        let mut add = |what| {
            self.counts.add(&what);
            all.push(Happening { at, who, what });
        };
        for fact in &decided.facts {
            let what = match (fact, idea) {
                (Fact::Posted { no, shape, .. }, Some((idea, marked))) => What::Posted {
                    no: *no,
                    idea: Idea {
                        kind: shape.kind,
                        ..idea.clone()
                    },
                    marked,
                },
                (Fact::Doubted { .. }, Some((idea, _))) => What::Asked(idea.clone()),
                (Fact::Claimed { no, count, .. }, _) => What::Claimed {
                    no: *no,
                    count: *count,
                },
                (Fact::BackedUp { no, .. }, _) => What::BackedUp(*no),
                (Fact::Released { no, .. }, _) => What::Released(*no),
                (Fact::Finished { no, .. }, _) => What::Done(*no),
                (Fact::Withdrawn { no, .. }, _) => What::Withdrawn(*no),
                (Fact::Expired { no, .. }, _) => What::Expired(*no),
                _ => continue,
            };
            add(what);
        }
        for effect in &decided.effects {
            match in_room(effect) {
                Some(Saying::Nudge { posts, .. } | Saying::Digest { posts, .. }) => {
                    add(What::Reminded(posts.clone()));
                }
                // What a claim, a release and so on is answered with goes with it.
                Some(saying) if decided.facts.iter().all(|fact| !is_told(fact)) => {
                    add(What::Answered(named(saying)));
                }
                _ => {}
            }
        }
    }

    fn next_id(&mut self) -> MsgId {
        self.ids += 1;
        MsgId(self.ids.to_be_bytes())
    }
}

/// Whether a fact is told as a happening of its own.
fn is_told(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Posted { .. }
            | Fact::Claimed { .. }
            | Fact::BackedUp { .. }
            | Fact::Released { .. }
            | Fact::Finished { .. }
            | Fact::Withdrawn { .. }
            | Fact::Expired { .. }
    )
}

/// What the room reads of an effect.
fn in_room(effect: &Effect) -> Option<&Saying> {
    match (effect.to, &effect.act) {
        (To::Room(_), Act::Say { saying, .. }) => Some(saying),
        _ => None,
    }
}

/// What the bot answers with, in a word.
fn named(saying: &Saying) -> &'static str {
    match saying {
        Saying::Help { .. } => "help",
        Saying::List { .. } => "a list",
        Saying::WhichPost { .. } => "which post?",
        Saying::NoSuchPost { .. } => "no such post",
        Saying::NotYours { .. } => "not theirs",
        Saying::CannotSee { .. } | Saying::WhatIsIt { .. } => "what is it?",
        Saying::ClaimTooLate { .. } => "taken already",
        Saying::Closed { .. } => "closed already",
        Saying::HeldForNow { .. } => "later, please",
        _ => "an answer",
    }
}

impl Counts {
    fn add(&mut self, what: &What) {
        match what {
            What::Posted { idea, .. } => {
                *self
                    .posts
                    .entry((idea.kind, idea.details.category))
                    .or_default() += 1;
            }
            What::Asked(idea) => *self.asked.entry(idea.kind).or_default() += 1,
            What::Claimed { .. } => self.claims += 1,
            What::Released(_) => self.released += 1,
            What::Done(_) => self.done += 1,
            What::Withdrawn(_) => self.withdrawn += 1,
            What::Expired(_) => self.expired += 1,
            What::Reminded(_) => self.reminders += 1,
            What::BackedUp(_) | What::Answered(_) => self.answers += 1,
        }
    }
}
