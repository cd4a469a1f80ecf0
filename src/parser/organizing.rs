//! What organizers tell the bot: "hide 14", "merge 14 15", "block @ben", "pause".

use serde::{Deserialize, Serialize};
use wegotus_chat::Text;

use super::Command;
use super::command::Speaker;
use super::role::Role;
use crate::board::{PersonId, PostNo};

/// What an organizer can do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Takes a post off the rooms, and keeps it.
    Hide,
    /// Undoes that.
    Show,
    /// Takes a post off the board.
    Close,
    /// Makes one post of two.
    Merge,
    /// Asks somebody whether they take a post.
    Assign,
    /// Lets a held post go on the board.
    Allow,
    /// Takes a held post off.
    Refuse,
    /// Ignores somebody from now on.
    Block,
    /// Undoes that.
    Unblock,
    /// Stops everything the bot does by itself.
    Pause,
    /// Undoes that.
    Resume,
    /// Takes a copy of the board out.
    Export,
    /// Erases the network.
    Burn,
    /// Takes the last of these back.
    Undo,
    /// Shows who did what.
    Log,
    /// Shows what is held.
    Held,
    /// Changes how the bot is. Said in words of its own.
    Set,
    /// Changes how the bot is in one room. Said in words of its own.
    Manner,
    /// Brings the two ends of a post together. Said in words of its own.
    Introduce,
}

/// How many words a name has at most that has no "@" before it.
const NAME_WORDS: usize = 3;

/// What a verb is said about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Object {
    None,
    Post,
    TwoPosts,
    Person,
    PostAndPerson,
}

/// The verbs by their keys in a lexicon file.
const VERBS: [(&str, Verb); 16] = [
    ("hide", Verb::Hide),
    ("show", Verb::Show),
    ("close", Verb::Close),
    ("merge", Verb::Merge),
    ("assign", Verb::Assign),
    ("allow", Verb::Allow),
    ("refuse", Verb::Refuse),
    ("block", Verb::Block),
    ("unblock", Verb::Unblock),
    ("pause", Verb::Pause),
    ("resume", Verb::Resume),
    ("export", Verb::Export),
    ("burn", Verb::Burn),
    ("undo", Verb::Undo),
    ("log", Verb::Log),
    ("held", Verb::Held),
];

/// What organizers do in words that have a meaning of their own; named so in what is told of it.
const OTHERS: [(&str, Verb); 3] = [
    ("set", Verb::Set),
    ("manner", Verb::Manner),
    ("introduce", Verb::Introduce),
];

impl Verb {
    /// The verb of this key in a lexicon file.
    pub(crate) fn of(key: &str) -> Option<Self> {
        VERBS
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, verb)| *verb)
    }

    /// Its key in a lexicon file, and in the replies.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        VERBS
            .iter()
            .chain(&OTHERS)
            .find(|(_, verb)| *verb == self)
            .map_or("", |(name, _)| name)
    }

    fn object(self) -> Object {
        match self {
            Self::Hide | Self::Show | Self::Close | Self::Allow | Self::Refuse => Object::Post,
            Self::Merge => Object::TwoPosts,
            Self::Assign => Object::PostAndPerson,
            Self::Block | Self::Unblock => Object::Person,
            Self::Pause
            | Self::Resume
            | Self::Export
            | Self::Burn
            | Self::Undo
            | Self::Log
            | Self::Held
            | Self::Set
            | Self::Manner
            | Self::Introduce => Object::None,
        }
    }
}

/// Something an organizer tells the bot to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organizing {
    /// What.
    pub verb: Verb,
    /// The posts it names.
    pub posts: Vec<PostNo>,
    /// The name it names somebody by, as written, without "@".
    pub name: Option<Text>,
    /// Whom that name can mean. The parser knows nobody: whoever keeps the names fills it in.
    pub people: Vec<PersonId>,
}

impl Speaker<'_> {
    /// The whole message is such a verb with what it is said about, and nothing else.
    pub(super) fn organizing(&self) -> Option<Command> {
        let from = self.skip_address(0);
        let verbs = self.message.starting(from, super::role::Layer::Order);
        let mut verbs = verbs.filter_map(|hit| match hit.role {
            Role::Organize(verb) => Some((verb, hit)),
            _ => None,
        });
        verbs.find_map(|(verb, hit)| {
            let (posts, name) = match verb.object() {
                Object::Person => (Vec::new(), Some(self.rest(hit.end())?)),
                Object::PostAndPerson => {
                    let (no, end) = self.number(hit.end())?;
                    (vec![no], Some(self.rest(end)?))
                }
                object => {
                    let posts = self.numbers(hit.end())?;
                    let wanted = match object {
                        Object::Post => 1,
                        Object::TwoPosts => 2,
                        Object::None | Object::Person | Object::PostAndPerson => 0,
                    };
                    (posts.len() == wanted).then_some((posts, None))?
                }
            };
            Some(Command::Organize(Box::new(Organizing {
                verb,
                posts,
                name,
                people: Vec::new(),
            })))
        })
    }

    /// The number at a token, and the token after it.
    fn number(&self, from: usize) -> Option<(PostNo, usize)> {
        let tokens = self.message.tokens();
        let mut at = from;
        while tokens.get(at)?.symbol {
            at += 1;
        }
        let number = tokens.get(at)?.number?;
        Some((PostNo(number), at + 1))
    }

    /// Everything from a token on, as somebody's name.
    fn rest(&self, from: usize) -> Option<Text> {
        let last = self.message.tokens().get(from.checked_sub(1)?)?;
        let rest = self.message.normal.clean.get(last.clean.1..)?.trim();
        // "block party on Saturday" names nobody.
        let mut words = self.message.tokens().get(from..)?.iter();
        let short = words.clone().count() <= NAME_WORDS && words.all(|it| it.number.is_none());
        // "to @ben", "ל@ben"
        let name = match rest.split_once('@') {
            Some((before, marked)) if before.split_whitespace().count() <= 1 => marked.trim(),
            Some(_) => return None,
            None if self.addressed && short => rest,
            None => return None,
        };
        (!name.is_empty()).then(|| Text::from(name))
    }

    /// The numbers from a token on, where nothing else is said but politeness and "and".
    fn numbers(&self, from: usize) -> Option<Vec<PostNo>> {
        let mut numbers = Vec::new();
        let mut at = from;
        while let Some(token) = self.message.tokens().get(at) {
            let mut polite = self.message.starting(at, super::role::Layer::Order);
            if let Some(number) = token.number {
                numbers.push(PostNo(number));
                at += 1;
            } else if let Some(hit) =
                polite.find(|hit| matches!(hit.role, Role::Tail | Role::Joint))
            {
                at = hit.end();
            } else if token.symbol {
                at += 1;
            } else {
                return None;
            }
        }
        Some(numbers)
    }
}
