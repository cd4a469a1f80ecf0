//! The one transition function: what is decided when something is heard, sent or due.

mod answering;
mod arriving;
mod asking;
mod assigning;
mod burning;
mod care;
mod checking;
mod claiming;
mod closing;
mod digesting;
mod dropping;
mod early;
mod erasing;
mod handoff;
mod human;
mod ignoring;
mod leaving;
mod letters;
mod linking;
mod listing;
mod manner;
mod matching;
mod merging;
mod naming;
mod nights;
mod opening;
mod organizing;
mod parts;
mod permission;
mod posting;
mod recurring;
mod resting;
mod routing;
mod safe;
mod safety;
mod sensitive;
mod setting;
mod speaking;
mod stewards;
mod takeover;
mod tick;
mod vanishing;
mod visiting;

pub use early::Ahead;
use linking::{as_person, policy_of_people};
pub use visiting::{Asks, Came};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wegotus_chat::{Text, Timestamp};

use super::{
    Act, Board, Effect, EffectId, Fact, Hold, Keep, LinkFact, MsgId, OrganizerFact, PersonId,
    Policy, PostNo, RoomId, Saying, To, Topic, Undelivered, Waiting,
};
use crate::parser::{Language, Reading};

/// Something the board has to decide on.
#[derive(Clone, Debug)]
pub enum Input {
    /// Somebody said or did something.
    Heard(Heard),
    /// The bot came into a room of this network.
    RoomJoined {
        /// Which.
        room: RoomId,
        /// The language to speak there, where one is set.
        language: Option<Language>,
        /// The message that asked for it, to be answered with what the bot does.
        asked: Option<MsgId>,
    },
    /// The network was erased before: this board begins after it.
    BegunAnew,
    /// The bot left a room.
    RoomLeft {
        /// Which.
        room: RoomId,
    },
    /// Who administers a room, all of them.
    RoomAdmins {
        /// Which.
        room: RoomId,
        /// Who.
        people: BTreeSet<PersonId>,
    },
    /// Somebody wrote privately, and it belongs to no network by itself.
    Visited {
        /// Who.
        who: PersonId,
        /// What they did.
        came: Came,
    },
    /// Somebody answered a message that is not known.
    Ahead {
        /// The account they answered from.
        by: PersonId,
        /// The message.
        to: MsgId,
        /// What is done with the answer.
        ahead: Ahead,
    },
    /// Two accounts became one person's in another network of the same bot.
    LinkedElsewhere {
        /// The one that sent the code.
        account: PersonId,
        /// The one it was given to.
        person: PersonId,
    },
    /// What became of something that was to be sent.
    Receipt(Receipt),
    /// Time passed.
    Tick,
    /// Something lost its hold; asked after each batch until nothing is loose.
    Sweep,
    /// The digest is due.
    Digest {
        /// The rooms in which nobody has spoken since the last one.
        silent: BTreeSet<RoomId>,
    },
    /// Posts wait for their notices in the other rooms; asked once after each batch, so that many posts
    /// at once become few notices.
    Spread,
}

/// Somebody said or did something.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Who.
    pub who: PersonId,
    /// Where.
    pub room: RoomId,
    /// Whether that is a private chat with the bot.
    pub way: Way,
    /// When it vanishes, in a chat whose messages do.
    pub vanishes: Option<Timestamp>,
    /// What.
    pub what: Said,
}

/// Whether something was said to a room or to the bot alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// In a room.
    Room,
    /// In the private chat of a person with the bot.
    Private,
}

/// What somebody said or did.
#[derive(Clone, Debug)]
pub enum Said {
    /// A message.
    Message {
        /// Which.
        msg: MsgId,
        /// The message it answers.
        reply_to: Option<MsgId>,
        /// What it says.
        reading: Box<Reading>,
        /// Its words.
        text: Text,
        /// The message it answers, where that is at hand and not the bot's.
        quoted: Option<Box<Quoted>>,
        /// Whether a picture, a voice note or the like came with it.
        attachment: bool,
    },
    /// A message's new text.
    Edit {
        /// Which.
        msg: MsgId,
        /// What it says now.
        reading: Box<Reading>,
        /// Its words now.
        text: Text,
    },
    /// A message was taken back.
    Delete {
        /// Which.
        msg: MsgId,
    },
    /// An emoji was put on a message.
    React {
        /// On which.
        target: MsgId,
        /// What the emoji means here.
        mark: Mark,
    },
    /// An emoji was taken off.
    Unreact {
        /// Off which.
        target: MsgId,
        /// What the emoji meant.
        mark: Mark,
    },
}

/// A message that was answered, as far as it is at hand.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// Who wrote it.
    pub author: PersonId,
    /// What it would say as a post.
    pub reading: Reading,
    /// It has no words of its own: a picture, a voice note.
    pub wordless: bool,
    /// When it vanishes, in a chat whose messages do.
    pub vanishes: Option<Timestamp>,
}

/// What an emoji on a message means to the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// ✋ 🙋: I'll take it.
    Hand,
    /// 👍: yes.
    Yes,
    /// ✅: done.
    Done,
    /// ❌: no.
    No,
}

impl Mark {
    /// What an emoji means, whatever its skin tone or presentation; `None` for all others.
    #[must_use]
    pub fn of(emoji: &str) -> Option<Self> {
        let plain: String = emoji
            .chars()
            .filter(|c| {
                !matches!(
                    c,
                    '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}' | '♀' | '♂'
                )
            })
            .collect();
        match plain.as_str() {
            "✋" | "🙋" | "🤚" | "🖐" => Some(Self::Hand),
            "👍" => Some(Self::Yes),
            "✅" | "✔" | "☑" => Some(Self::Done),
            "❌" | "✖" => Some(Self::No),
            _ => None,
        }
    }
}

/// What became of something that was to be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// What was to be sent.
    pub effect: EffectId,
    /// The message that stands now, or why there is none.
    pub outcome: Result<Option<MsgId>, Undelivered>,
}

/// What was decided: folded into the board, and kept in the journal.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// What happened.
    pub facts: Vec<Fact>,
    /// What shall be sent.
    pub effects: Vec<Effect>,
    /// What the vault shall keep or forget, in the same commit.
    #[serde(skip)]
    pub keeps: Vec<Keep>,
}

impl Step {
    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.effects.is_empty()
    }
}

/// Decides what an input means for the board at `now`. Pure: the same arguments, the same answer.
#[must_use]
pub fn step(board: &Board, input: Input, now: Timestamp, policy: &Policy) -> Step {
    let config = policy;
    let policy = board.policy(policy);
    let policy = board.with_all_organizers(policy);
    let of_people = policy_of_people(board, &policy);
    let policy = of_people.as_ref().unwrap_or(&policy);
    let (input, account) = as_person(board, input);
    let mut turn = Turn {
        board,
        policy,
        config,
        now,
        whispers: match &input {
            Input::Heard(heard) if heard.way == Way::Private => Some(heard.who),
            _ => None,
        },
        account,
        linked: None,
        unlinked: None,
        done: Step::default(),
        hold: None,
        asks: BTreeMap::new(),
    };
    let writer = match &input {
        Input::Heard(heard) => Some(heard.who),
        Input::Visited { who, .. } => Some(*who),
        _ => None,
    };
    match input {
        Input::Heard(heard) => turn.heard(&heard),
        Input::RoomJoined {
            room,
            language,
            asked,
        } => turn.room_joined(room, language, asked),
        Input::BegunAnew => turn.organizers(OrganizerFact::Paused { at: now }),
        Input::RoomLeft { room } => {
            if board.has_room(room) {
                turn.fact(Fact::RoomLeft { room });
            }
        }
        Input::RoomAdmins { room, people } => turn.administered(room, people),
        Input::Visited { who, came } => turn.visited(who, came),
        Input::Ahead { by, to, ahead } => turn.ahead(by, to, ahead),
        Input::LinkedElsewhere { account, person } => turn.link_elsewhere(account, person),
        Input::Receipt(receipt) => turn.receipt(receipt),
        Input::Tick => turn.tick(),
        Input::Sweep => turn.sweep(),
        Input::Digest { silent } => turn.digest(&silent),
        Input::Spread => turn.spread(),
    }
    turn.ask_everybody();
    turn.erase_unheard();
    turn.erase_untold();
    turn.note_whisper();
    turn.plan_digest();
    if let (Some(person), Some(account)) = (writer, account) {
        turn.note_account(person, account);
    }
    turn.become_one();
    turn.become_several();
    turn.done
}

/// One step while it is being decided.
struct Turn<'a> {
    board: &'a Board,
    policy: &'a Policy,
    /// The policy without what organizers set.
    config: &'a Policy,
    now: Timestamp,
    /// Who writes privately just now: they expect an answer.
    whispers: Option<PersonId>,
    /// The account it was heard from.
    account: Option<PersonId>,
    /// An account that is this person's from the next turn on.
    linked: Option<(PersonId, PersonId)>,
    /// Whose accounts are apart from the next turn on.
    unlinked: Option<LinkFact>,
    done: Step,
    /// Why the post that is being made is held back.
    hold: Option<Hold>,
    /// What is to be asked of whom, at the end of the turn.
    asks: BTreeMap<PersonId, Vec<Waiting>>,
}

impl Turn<'_> {
    fn fact(&mut self, fact: Fact) {
        self.done.facts.push(fact);
    }

    fn keep(&mut self, keep: Keep) {
        self.done.keeps.push(keep);
    }

    fn act(&mut self, to: To, act: Act) {
        // Whoever is blocked is not written to either, but for being forgotten.
        let leaves = matches!(
            &act,
            Act::Say {
                saying: Saying::AskForget | Saying::Forgotten,
                ..
            }
        );
        if !leaves && matches!(to, To::Person(person) if self.board.is_blocked(person)) {
            if let Act::Say { saying, .. } = &act
                && let Some((relay, _)) = saying.relays()
            {
                self.keep(Keep::Erase(super::ContentId::Relay(relay)));
            }
            return;
        }
        let number = self
            .board
            .effects
            .saturating_add(self.done.effects.len() as u64);
        self.done.effects.push(Effect { number, to, act });
    }

    /// Says something to a room or a person; answers to it will be about `topic`.
    fn say(&mut self, to: To, saying: Saying, topic: Option<Topic>) {
        if let To::Person(person) = to
            && self.must_wait(person, topic.as_ref())
        {
            return self.keep_back(person, saying, topic);
        }
        self.act(
            to,
            Act::Say {
                saying,
                answers: None,
                topic,
            },
        );
    }

    /// Says something privately about a post.
    fn tell(&mut self, person: PersonId, no: PostNo, saying: Saying) {
        self.say(To::Person(person), saying, Some(Topic::Post(no)));
    }

    /// Answers a message where it was said.
    /// Of what stays in the room it was written in no other room hears, not even whoever speaks of it there.
    fn answer(&mut self, heard: &Heard, msg: MsgId, saying: Saying, about: Option<PostNo>) {
        let mut posts = saying.posts().into_iter();
        if heard.way == Way::Room && posts.any(|no| !self.board.shows_in(no, heard.room)) {
            return self.say(To::Person(heard.who), saying, about.map(Topic::Post));
        }
        let act = Act::Say {
            saying,
            answers: Some(msg),
            topic: about.map(Topic::Post),
        };
        self.act(heard.from(), act);
    }

    fn receipt(&mut self, receipt: Receipt) {
        // A notice that may have been sent is found standing by its echo, later.
        let found = receipt.outcome.is_ok() && self.board.is_missing(receipt.effect);
        if !found && !self.board.is_unsent(receipt.effect) {
            return;
        }
        let Receipt { effect, outcome } = receipt;
        if let EffectId::Say(number) = effect
            && let Ok(Some(msg)) = outcome
            && let Some(Act::Say { topic, .. }) =
                self.board.pending(number).map(|effect| &effect.act)
            && *topic == Some(Topic::Groups)
        {
            // It is known by its id; where it stands, a stranger's private chat, is not kept.
            self.keep(Keep::Erase(super::ContentId::Message(msg)));
        }
        self.delivered_message(effect, outcome);
        if let EffectId::Say(number) = effect
            && let Some(Act::Say { saying, .. }) =
                self.board.pending(number).map(|effect| &effect.act)
            && let Some((relay, from)) = saying.relays()
        {
            // What was passed on is not kept.
            self.keep(Keep::Erase(super::ContentId::Relay(relay)));
            let failed = matches!(outcome, Err(Undelivered::Rejected | Undelivered::Moot));
            // Whoever took it back knows.
            if failed && !self.board.is_stopped(relay) {
                match saying {
                    Saying::Relay { no, .. } => {
                        self.tell(from, *no, Saying::RelayFailed { no: *no });
                    }
                    Saying::Care(_) => {
                        let failed = Saying::Care(super::CareSaying::NotPassedOn);
                        self.say(To::Person(from), failed, None);
                    }
                    // What somebody wrote beneath a claim was said in public; nobody waits for it.
                    _ => {}
                }
            }
        }
        if outcome == Err(Undelivered::Rejected)
            && let EffectId::Say(number) = effect
            && let Some(Effect {
                to,
                act: Act::Say { saying, topic, .. },
                ..
            }) = self.board.pending(number)
        {
            self.cannot_write(*to, saying, topic.as_ref());
        }
        self.fact(match outcome {
            Ok(msg) => Fact::Delivered {
                effect,
                msg,
                at: self.now,
            },
            Err(why) => Fact::Undelivered { effect, why },
        });
    }

    fn room_joined(&mut self, room: RoomId, language: Option<Language>, asked: Option<MsgId>) {
        if self
            .board
            .room(room)
            .is_none_or(|known| known.language != language)
        {
            self.fact(Fact::RoomJoined { room, language });
        }
        if let Some(msg) = asked {
            self.keep_message(msg, None);
            self.arrive(room, asked);
        }
    }
}

impl Heard {
    /// Where an answer goes: the room, or the person privately.
    fn from(&self) -> To {
        match self.way {
            Way::Room => To::Room(self.room),
            Way::Private => To::Person(self.who),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mark;

    #[test]
    fn a_hand_is_a_hand_in_any_skin_tone() {
        for emoji in ["✋", "✋🏽", "🙋‍♀️", "🙋🏿‍♂️", "🙋"] {
            assert_eq!(Mark::of(emoji), Some(Mark::Hand), "{emoji}");
        }
        assert_eq!(Mark::of("❤️"), None);
        assert_eq!(Mark::of("✔️"), Some(Mark::Done));
    }
}
