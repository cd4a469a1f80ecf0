//! Events → inputs: ids for references, readings for words.

use std::collections::HashMap;
use std::collections::VecDeque;

use wegotus_chat::{
    Attachment, Event, EventKind, MessageRef, Name, PersonRef, ReactionChange, RoomChange, RoomRef,
    SenderKind, Text, Timestamp,
};

use super::Ids;
use crate::board::{
    Board, Content, ContentId, Heard, Input, Keep, Mark, MsgId, PersonId, PostNo, Quoted, Said,
    Topic, Way,
};
use crate::parser::{Answers, Command, Context, Lexicon, LinkCode, Reading, read};

/// How many messages of a network are at hand for somebody to answer with "need" or "offer". They are in
/// memory only, and never written.
const AT_HAND: usize = 500;

/// Longer messages are read up to here: nobody asks for help in more words, and reading stays quick.
const READ_AT_MOST: usize = 16 * 1024;

/// Reads what is heard in one network.
pub(super) struct Hearing {
    pub ids: Ids,
    pub zone: jiff::tz::TimeZone,
    lexicon: std::sync::Arc<Lexicon>,
    recent: Recent,
}

/// An input, with what the vault has to keep if anything comes of it.
pub(super) struct Understood {
    pub input: Input,
    pub keeps: Vec<Keep>,
}

impl Hearing {
    pub fn new(ids: Ids, zone: jiff::tz::TimeZone, lexicon: std::sync::Arc<Lexicon>) -> Self {
        Self {
            ids,
            zone,
            lexicon,
            recent: Recent::default(),
        }
    }

    /// What an event means for this network; `None` where it means nothing to any board.
    pub fn understand(
        &mut self,
        board: &Board,
        event: &Event,
        now: Timestamp,
    ) -> Option<Understood> {
        if event.sender.kind != SenderKind::Person {
            return self.room_change(event);
        }
        // A clock of a sender's device may be wrong; nothing was said in the future.
        let at = event.at.min(now);
        // Who has several accounts is one person, whichever they write from.
        let who = board.who(self.ids.person(&event.sender.person));
        let mut keeps = vec![self.person(&event.sender.person, &event.sender.name)];
        let what = match &event.kind {
            EventKind::Message {
                msg,
                body,
                reply_to,
                attachments,
            } => {
                let id = self.message(msg, &mut keeps);
                if self.recent.was_taken_back(id) {
                    return None;
                }
                let reply_to = reply_to.as_ref().map(|msg| self.message(msg, &mut keeps));
                let answers = match self.asked(board, event, reply_to) {
                    Some(answers) => answers,
                    None => answers(board, who, reply_to),
                };
                let named = board.unnamed(who, self.ids.room(&event.room)).is_some();
                let reading = self.read(body, answers, event.sender.private, named, at);
                if matches!(reading.command, Some(Command::IgnoreMe | Command::ForgetMe)) {
                    self.recent.forget_author(&event.sender.person);
                }
                let quoted = match (&reading.command, reply_to) {
                    (Some(Command::Mark { .. }), Some(answered)) => {
                        self.quoted(answered, at, &mut keeps)
                    }
                    _ => None,
                };
                if !board.is_ignored(who) {
                    self.recent.add(id, event, body, attachments);
                }
                Said::Message {
                    msg: id,
                    reply_to,
                    reading: Box::new(reading),
                    text: body.clone(),
                    quoted: quoted.map(Box::new),
                    attachment: !attachments.is_empty(),
                }
            }
            EventKind::Edited { msg, body } => {
                let id = self.message(msg, &mut keeps);
                if self.recent.was_taken_back(id) {
                    return None;
                }
                self.recent.edit(id, body);
                let reading = self.read(body, Answers::Nothing, event.sender.private, true, at);
                Said::Edit {
                    msg: id,
                    reading: Box::new(reading),
                    text: body.clone(),
                }
            }
            EventKind::Deleted { msg } => {
                let id = self.ids.message(msg);
                self.recent.take_back(id);
                Said::Delete { msg: id }
            }
            EventKind::Reaction {
                target,
                emoji,
                change,
            } => {
                let mark = Mark::of(emoji)?;
                let target = self.message(target, &mut keeps);
                match change {
                    ReactionChange::Added => Said::React { target, mark },
                    ReactionChange::Removed => Said::Unreact { target, mark },
                }
            }
            EventKind::Membership { .. }
            | EventKind::Admins { .. }
            | EventKind::Undecryptable { .. }
            | EventKind::Echo { .. } => {
                return self.room_change(event);
            }
        };
        if !event.sender.private {
            keeps.push(self.room(&event.room, None));
        }
        let heard = Heard {
            who: self.ids.person(&event.sender.person),
            room: self.ids.room(&event.room),
            way: if event.sender.private {
                Way::Private
            } else {
                Way::Room
            },
            vanishes: event.vanishes,
            what,
        };
        Some(Understood {
            input: Input::Heard(heard),
            keeps,
        })
    }

    /// What a private message answers that the bot has asked about, where it waits for an answer.
    fn asked(&self, board: &Board, event: &Event, reply_to: Option<MsgId>) -> Option<Answers> {
        let who = board.who(self.ids.person(&event.sender.person));
        let known = board.person(who).filter(|_| event.sender.private)?;
        let Some(quoted) = reply_to else {
            let waits = !known.questions.is_empty() && !known.talked;
            return waits.then_some(Answers::Asked);
        };
        let about = board.posts_about(quoted);
        let asked = known.questions.iter().any(|it| about.contains(&it.post()));
        let in_talk = matches!(board.topic(quoted), Some(Topic::Handoff(..)));
        (asked && !in_talk).then_some(Answers::Question)
    }

    fn room_change(&self, event: &Event) -> Option<Understood> {
        let room = self.ids.room(&event.room);
        let input = match &event.kind {
            EventKind::Membership {
                change: RoomChange::Left,
                ..
            } => Input::RoomLeft { room },
            EventKind::Admins { people } => Input::RoomAdmins {
                room,
                people: people.iter().map(|it| self.ids.person(it)).collect(),
            },
            _ => return None,
        };
        Some(Understood {
            input,
            keeps: Vec::new(),
        })
    }

    /// Whether a message was heard since the bot began, and is still at hand.
    pub fn has_at_hand(&self, msg: MsgId) -> bool {
        self.recent.get(msg).is_some()
    }

    /// Whether its author took a message back before it was heard, which happens where it could not be read at first. Like what
    /// is at hand, it is not written down.
    pub fn was_taken_back(&self, msg: &MessageRef) -> bool {
        self.recent.was_taken_back(self.ids.message(msg))
    }

    /// `keep`: the text is on the board already, or is being put there by somebody's answer.
    pub fn read(
        &self,
        body: &Text,
        answers: Answers,
        private: bool,
        keep: bool,
        now: Timestamp,
    ) -> Reading {
        let context = Context {
            now,
            zone: self.zone.clone(),
            answers,
            private,
            keep,
        };
        let mut reading = read(up_to(body.as_str(), READ_AT_MOST), &context, &self.lexicon);
        reading.details.marks = self.ids.marks(&reading.details.marks);
        match &mut reading.command {
            Some(Command::LinkMe { code }) => *code = self.draw(),
            Some(Command::Link { code, anew }) => {
                code.seal = self.ids.code(code.text.as_str());
                if !private {
                    *anew = self.draw();
                }
            }
            _ => {}
        }
        reading
    }

    /// A new code that links accounts; none where the system has no randomness.
    fn draw(&self) -> Option<LinkCode> {
        let text = LinkCode::draw(|bytes| getrandom::fill(bytes).is_ok())?;
        let seal = self.ids.code(text.as_str());
        Some(LinkCode { text, seal })
    }

    fn quoted(&self, msg: MsgId, at: Timestamp, keeps: &mut Vec<Keep>) -> Option<Quoted> {
        let recent = self.recent.get(msg)?;
        keeps.push(self.person(&recent.author, &recent.name));
        Some(Quoted {
            author: self.ids.person(&recent.author),
            reading: self.read(&recent.body, Answers::Nothing, false, true, at),
            vanishes: recent.vanishes,
            wordless: recent.body.as_str().trim().is_empty() && recent.attached,
        })
    }

    /// A message's id; its reference is kept if anything comes of it, so that it can be answered.
    fn message(&self, msg: &MessageRef, keeps: &mut Vec<Keep>) -> MsgId {
        let id = self.ids.message(msg);
        keeps.push(Keep::Put(
            ContentId::Message(id),
            Content::Message(msg.clone()),
        ));
        id
    }

    fn person(&self, account: &PersonRef, name: &Name) -> Keep {
        let content = Content::Person {
            account: account.clone(),
            name: name.clone(),
        };
        Keep::Put(ContentId::Person(self.ids.person(account)), content)
    }

    /// A room's card; a name the vault already has stays where none is given.
    pub fn room(&self, room: &RoomRef, name: Option<Name>) -> Keep {
        let content = Content::Room {
            room: room.clone(),
            name,
        };
        Keep::Put(ContentId::Room(self.ids.room(room)), content)
    }
}

/// The beginning of a text, of so many bytes at most.
fn up_to(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What `who` answers, who says it to the message `reply_to`.
fn answers(board: &Board, who: PersonId, reply_to: Option<MsgId>) -> Answers {
    let Some(msg) = reply_to else {
        return Answers::Nothing;
    };
    match board.topic(msg) {
        Some(
            Topic::Source(_)
            | Topic::Notice(_)
            | Topic::Post(_)
            | Topic::Posts(_)
            | Topic::Handoff(..),
        ) => match board.posts_about(msg)[..] {
            [no] => whose(board, who, no),
            _ => Answers::Post,
        },
        None if board.doubt(msg).is_some() => Answers::Question,
        Some(Topic::Steward(_)) => Answers::Question,
        Some(Topic::Groups | Topic::Talk(_) | Topic::What(_)) | None => Answers::Message,
    }
}

fn whose(board: &Board, who: PersonId, no: PostNo) -> Answers {
    match board.post(no) {
        None => Answers::Post,
        Some(post) if post.source.author == who => Answers::OwnPost,
        Some(post) if post.claim_of(who).is_some() || post.backups.contains(&who) => {
            Answers::PromisedPost
        }
        Some(_) => Answers::NeighboursPost,
    }
}

/// The last messages of a network, in memory only.
#[derive(Default)]
struct Recent {
    messages: HashMap<MsgId, RecentMessage>,
    order: VecDeque<MsgId>,
    taken_back: VecDeque<MsgId>,
}

struct RecentMessage {
    author: PersonRef,
    name: Name,
    body: Text,
    attached: bool,
    vanishes: Option<Timestamp>,
}

impl Recent {
    fn add(&mut self, id: MsgId, event: &Event, body: &Text, attachments: &[Attachment]) {
        let message = RecentMessage {
            author: event.sender.person.clone(),
            name: event.sender.name.clone(),
            body: body.clone(),
            attached: !attachments.is_empty(),
            vanishes: event.vanishes,
        };
        if self.messages.insert(id, message).is_none() {
            self.order.push_back(id);
        }
        if self.order.len() > AT_HAND
            && let Some(oldest) = self.order.pop_front()
        {
            self.messages.remove(&oldest);
        }
    }

    fn edit(&mut self, id: MsgId, body: &Text) {
        if let Some(message) = self.messages.get_mut(&id) {
            message.body = body.clone();
        }
    }

    fn take_back(&mut self, id: MsgId) {
        self.messages.remove(&id);
        self.order.retain(|known| *known != id);
        self.taken_back.push_back(id);
        if self.taken_back.len() > AT_HAND {
            self.taken_back.pop_front();
        }
    }

    fn was_taken_back(&self, id: MsgId) -> bool {
        self.taken_back.contains(&id)
    }

    fn forget_author(&mut self, author: &PersonRef) {
        self.messages.retain(|_, message| message.author != *author);
        self.order.retain(|id| self.messages.contains_key(id));
    }

    fn get(&self, id: MsgId) -> Option<&RecentMessage> {
        self.messages.get(&id)
    }
}

/// The command in a private message that answers nothing.
pub(super) fn private_command(body: &str, at: Timestamp, lexicon: &Lexicon) -> Option<Command> {
    let context = Context {
        now: at,
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: true,
        keep: false,
    };
    read(up_to(body, READ_AT_MOST), &context, lexicon).command
}

/// The join code in a message, where it holds one.
pub(super) fn join_code(
    body: &str,
    zone: jiff::tz::TimeZone,
    at: Timestamp,
    lexicon: &Lexicon,
) -> Option<String> {
    let context = Context {
        now: at,
        zone,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    match read(body, &context, lexicon).command {
        Some(Command::Join { code }) => Some(code.as_str().to_owned()),
        _ => None,
    }
}
