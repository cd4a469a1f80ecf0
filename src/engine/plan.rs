//! What is to be sent, checked again at the moment of sending.

use std::collections::{BTreeMap, BTreeSet};

use wegotus_chat::Timestamp;

use crate::board::{
    Act, Board, CareSaying, EffectId, MsgId, OrganizerSaying, PersonId, Post, PostNo, RelayId,
    Room, RoomId, Saying, Showing, Status, To, Visit,
};
use crate::parser::Language;

/// One thing to send, as the board wants it now. Ids only: the words are looked up when it is sent.
pub struct Plan {
    /// Its key.
    pub effect: EffectId,
    /// Where it goes.
    pub to: To,
    /// The accounts of theirs it may go to, the one they wrote from last first, where it goes to a person.
    pub addresses: Vec<PersonId>,
    /// The language to say it in, where the room has its own.
    pub language: Option<Language>,
    /// What it is.
    pub act: Planned,
    /// The posts it speaks of.
    pub posts: BTreeMap<PostNo, Post>,
    /// The people it speaks of, by the account they wrote from last, and with the room they are known from.
    pub people: BTreeMap<PersonId, (PersonId, Option<RoomId>)>,
    /// The words it passes on.
    pub relay: Option<RelayId>,
}

/// What is to be done.
pub enum Planned {
    /// Say this.
    Say {
        /// What.
        saying: Saying,
        /// The message it answers.
        answers: Option<MsgId>,
    },
    /// Write a notice.
    Notice {
        /// What it shows.
        posts: Vec<PostNo>,
        /// The source it acknowledges.
        answers: Option<MsgId>,
    },
    /// Bring a notice up to date.
    Edit {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
        /// What it shows.
        posts: Vec<PostNo>,
        /// Whether it acknowledges a source.
        acknowledges: bool,
    },
    /// Take a notice back.
    Delete {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
        /// What it showed.
        posts: Vec<PostNo>,
        /// Whether it acknowledged a source.
        acknowledges: bool,
    },
    /// Have a message say something else.
    Rewrite {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
        /// What it shall say.
        saying: Saying,
    },
    /// Take a message back, where that can be done.
    TakeBack {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
    },
    /// Put ❓ on a message.
    Doubt {
        /// Which.
        target: MsgId,
    },
    /// It is no longer true, or no longer needed.
    Moot,
}

impl Plan {
    /// What is to be sent for `effect`, as the board stands.
    #[must_use]
    pub fn of(board: &Board, effect: EffectId, to: To) -> Self {
        let mut plan = Self {
            effect,
            to,
            addresses: match to {
                To::Person(person) => addresses(board, person),
                To::Room(_) => Vec::new(),
            },
            language: language(board, to),
            act: Planned::Moot,
            posts: BTreeMap::new(),
            people: BTreeMap::new(),
            relay: None,
        };
        match effect {
            EffectId::Say(number) => {
                if let Some(effect) = board.pending(number) {
                    plan.act = said(board, to, &effect.act);
                }
            }
            EffectId::Notice(id) | EffectId::Change(id, _) => {
                if let Some(notice) = board.notice(id) {
                    let shown = |no: &PostNo| match notice.to {
                        To::Room(room) => board.shows_in(*no, room),
                        To::Person(_) => true,
                    };
                    let posts: Vec<PostNo> = notice.posts.iter().copied().filter(shown).collect();
                    let acknowledges = notice.answers.is_some();
                    plan.act = match board.showing(id) {
                        Showing::Say => Planned::Notice {
                            posts,
                            answers: notice.answers,
                        },
                        Showing::Edit { msg, sent } => Planned::Edit {
                            msg,
                            sent,
                            posts,
                            acknowledges,
                        },
                        Showing::Delete { msg, sent } => Planned::Delete {
                            msg,
                            sent,
                            posts,
                            acknowledges,
                        },
                        Showing::Moot => Planned::Moot,
                    };
                }
            }
        }
        plan.look_up(board);
        plan
    }

    fn look_up(&mut self, board: &Board) {
        let (mut posts, mut people) = (BTreeSet::new(), BTreeSet::new());
        match &self.act {
            Planned::Say { saying, .. } | Planned::Rewrite { saying, .. } => {
                posts.extend(saying.posts());
                people.extend(saying.people());
                self.relay = saying.relays().map(|(relay, _)| relay);
                if let Saying::Relay { relay, .. } = saying {
                    self.relay = Some(*relay);
                }
            }
            Planned::Notice { posts: shown, .. }
            | Planned::Edit { posts: shown, .. }
            | Planned::Delete { posts: shown, .. } => posts.extend(shown.iter().copied()),
            Planned::TakeBack { .. } | Planned::Doubt { .. } | Planned::Moot => {}
        }
        self.posts = posts
            .into_iter()
            .filter_map(|no| Some((no, board.post(no)?.clone())))
            .collect();
        self.people = people
            .into_iter()
            .map(|person| {
                let room = board.person(person).and_then(|known| known.room);
                (person, (board.address(person), room))
            })
            .collect();
    }
}

/// A person's accounts, the one they wrote from last first.
fn addresses(board: &Board, person: PersonId) -> Vec<PersonId> {
    let last = board.address(person);
    let others = std::iter::once(person).chain(board.accounts_of(person));
    let others = others.filter(|it| *it != last);
    std::iter::once(last).chain(others).collect()
}

/// The language of a place; of a person, the one they asked for or last posted in, else that of the room
/// they are known from.
fn language(board: &Board, to: To) -> Option<Language> {
    let of_room = |room| board.room(room).and_then(Room::speaks);
    match to {
        To::Room(room) => of_room(room),
        To::Person(person) => {
            let known = board.person(person)?;
            known.tongue.speaks().or_else(|| of_room(known.room?))
        }
    }
}

/// What is said, unless it stopped being true while it waited.
fn said(board: &Board, to: To, act: &Act) -> Planned {
    let (saying, answers) = match act {
        Act::Doubt { target } => {
            let asked = board.doubt(*target).is_some();
            return if asked {
                Planned::Doubt { target: *target }
            } else {
                Planned::Moot
            };
        }
        Act::TakeBack { msg, sent } => {
            return Planned::TakeBack {
                msg: *msg,
                sent: *sent,
            };
        }
        Act::Edit { msg, sent, saying } => {
            let rewrite = |saying| Planned::Rewrite {
                msg: *msg,
                sent: *sent,
                saying,
            };
            return standing(board, to, saying).map_or(Planned::Moot, rewrite);
        }
        Act::Say {
            saying, answers, ..
        } => (saying, *answers),
    };
    match standing(board, to, saying) {
        Some(saying) => Planned::Say { saying, answers },
        None => Planned::Moot,
    }
}

/// What of a saying is still true.
fn standing(board: &Board, to: To, saying: &Saying) -> Option<Saying> {
    let open = |no: PostNo| {
        board
            .post(no)
            .is_some_and(|post| post.status() == Status::Open)
    };
    let handoff = |id| board.handoff(id).is_some();
    let still_true = match saying {
        Saying::Nudge { posts, more } => {
            let posts: Vec<PostNo> = posts.iter().copied().filter(|no| open(*no)).collect();
            return (!posts.is_empty()).then_some(Saying::Nudge { posts, more: *more });
        }
        Saying::Digest { posts, last, more } => {
            let posts: Vec<PostNo> = posts.iter().copied().filter(|no| open(*no)).collect();
            return (!posts.is_empty()).then(|| Saying::Digest {
                posts,
                last: last.clone(),
                more: *more,
            });
        }
        Saying::Several { sayings } => {
            let left = sayings.iter().filter_map(|it| standing(board, to, it));
            let mut sayings: Vec<Saying> = left.collect();
            return match sayings.len() {
                0 | 1 => sayings.pop(),
                _ => Some(Saying::Several { sayings }),
            };
        }
        // Nothing is passed on once one of the two ended it.
        Saying::Relay { handoff: id, .. } | Saying::Contact { handoff: id, .. } => handoff(*id),
        Saying::OpenAgain { no } => {
            open(*no) && !matches!(to, To::Room(room) if !board.shows_in(*no, room))
        }
        Saying::Claims(it) => it.holds(board),
        Saying::Letters(it) => it.holds(board),
        Saying::MeetHelper { handoff: id, .. } | Saying::MeetAuthor { handoff: id, .. } => {
            handoff(*id)
        }
        Saying::WhichGroup { .. } => matches!(to, To::Person(person) if board
            .visitor(person)
            .is_some_and(|known| matches!(known.visit, Visit::Waits { .. }))),
        Saying::Care(CareSaying::Neutral) => {
            matches!(to, To::Person(person) if board.is_unopened(person))
        }
        Saying::AskCheckIn { no } => matches!(to, To::Person(person) if board
            .post(*no)
            .filter(|post| post.is_live())
            .and_then(|post| post.claim_of(person))
            .is_some_and(|claim| !claim.done)),
        Saying::LateDropOut { no } | Saying::NightNeed { no } | Saying::UnmetNeed { no } => {
            open(*no)
        }
        Saying::Organizers(OrganizerSaying::AskTakeOn { no }) => open(*no),
        Saying::AskStillNeeded { no } => board.post(*no).is_some_and(Post::is_live),
        Saying::AskFits { no, with, .. } => open(*no) && open(*with),
        Saying::AskSame { no, with } => [no, with]
            .iter()
            .all(|no| board.post(**no).is_some_and(Post::is_live)),
        _ => true,
    };
    still_true.then(|| saying.clone())
}
