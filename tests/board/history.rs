//! Random histories: several people and rooms, clock jumps, sends that fail.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use wegotus::board::{
    Act, Asks, Board, Came, Content, EffectId, Heard, Input, Kind, Mark, MsgId, PersonId, Policy,
    PostNo, Receipt, RoomId, Said, Saying, Showing, Step, To, Undelivered, Visit, Way, step,
};
use wegotus::parser::{
    Account, Command, Decision, Details, LinkCode, Marks, Organizing, Precision, Reading, Repeats,
    RoomManner, Signs, Slots, Urgency, Verb, When,
};
use wegotus::tracker::NetworkId;
use wegotus_chat::{Text, Timestamp};

/// How many histories a property is tried on; `WEGOTUS_SOAK=50` makes it that many times more.
pub fn cases(many: u32) -> ProptestConfig {
    ProptestConfig {
        cases: many * soak(),
        ..ProptestConfig::default()
    }
}

/// How many times longer than usual to try.
#[expect(clippy::expect_used, reason = "whoever mistyped the number is to know")]
pub fn soak() -> u32 {
    let named = std::env::var("WEGOTUS_SOAK");
    named.map_or(1, |times| {
        times.parse().expect("WEGOTUS_SOAK is a whole number")
    })
}

/// How many people and rooms there are.
const PEOPLE: u8 = 5;
const ROOMS: u8 = 3;

/// Who organizes; nobody else's moves are theirs.
pub const ORGANIZER: PersonId = PersonId([9; 16]);

/// One thing that happens. Numbers are taken modulo what is there.
#[derive(Clone, Debug)]
pub enum Move {
    Post {
        who: u8,
        room: u8,
        slots: u8,
        urgent: bool,
        kind: Kind,
        private: bool,
    },
    Doubt {
        who: u8,
        room: u8,
    },
    Command {
        who: u8,
        room: u8,
        post: u8,
        what: u8,
        private: bool,
    },
    React {
        who: u8,
        room: u8,
        post: u8,
        mark: u8,
        added: bool,
    },
    Edit {
        post: u8,
    },
    Delete {
        post: u8,
    },
    Whisper {
        who: u8,
    },
    /// Words of somebody's to the other end of a hand-off, or what they do about them later.
    Letter {
        who: u8,
        what: u8,
    },
    /// Somebody asks for a code, sends the last one that was given out, or takes their accounts apart.
    Link {
        who: u8,
        what: u8,
    },
    /// What the organizer says privately.
    Organize {
        what: u8,
        post: u8,
        whom: u8,
    },
    Visit {
        who: u8,
        what: u8,
    },
    Leave {
        who: u8,
        room: u8,
        what: u8,
        private: bool,
    },
    Pass(u32),
    Send {
        fails: bool,
    },
}

impl Move {
    /// A move drawn by a small generator of its own (splitmix64), for histories too long to shrink.
    pub fn by_chance(seed: u64) -> Self {
        let mut state = seed
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(0xbf58_476d_1ce4_e5b9);
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            ((mixed ^ (mixed >> 27)) >> 8).to_le_bytes()[0]
        };
        let (who, room, post) = (next(), next(), next());
        match next() % 12 {
            0 | 1 => Self::Post {
                who,
                room,
                slots: next() % 4,
                urgent: next() % 3 == 0,
                kind: if next() % 4 == 0 {
                    Kind::Offer
                } else {
                    Kind::Need
                },
                private: next() % 8 == 0,
            },
            2..=4 => Self::Command {
                who,
                room,
                post,
                what: next(),
                private: next() % 2 == 0,
            },
            5 => Self::React {
                who,
                room,
                post,
                mark: next(),
                added: next() % 2 == 0,
            },
            6 => Self::Pass(u32::from(next()) * 120),
            7 => Self::Whisper { who },
            8 => {
                if next() % 3 == 0 {
                    Self::Delete { post }
                } else {
                    Self::Edit { post }
                }
            }
            9 => Self::Leave {
                who,
                room,
                what: next(),
                private: next() % 2 == 0,
            },
            10 => Self::Organize {
                what: next(),
                post,
                whom: next(),
            },
            _ => Self::Send {
                fails: next() % 5 == 0,
            },
        }
    }
}

/// Up to `most` moves.
pub fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let kind = prop_oneof![3 => Just(Kind::Need), 1 => Just(Kind::Offer)];
    let post = (
        any::<u8>(),
        any::<u8>(),
        0..4_u8,
        any::<bool>(),
        kind,
        any::<bool>(),
    )
        .prop_map(|(who, room, slots, urgent, kind, private)| Move::Post {
            who,
            room,
            slots,
            urgent,
            kind,
            private,
        });
    let command = (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<bool>(),
    )
        .prop_map(|(who, room, post, what, private)| Move::Command {
            who,
            room,
            post,
            what,
            private,
        });
    let react = (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<bool>(),
    )
        .prop_map(|(who, room, post, mark, added)| Move::React {
            who,
            room,
            post,
            mark,
            added,
        });
    let one = prop_oneof![
        4 => post,
        1 => (any::<u8>(), any::<u8>()).prop_map(|(who, room)| Move::Doubt { who, room }),
        8 => command,
        2 => react,
        1 => any::<u8>().prop_map(|post| Move::Edit { post }),
        1 => any::<u8>().prop_map(|post| Move::Delete { post }),
        2 => any::<u8>().prop_map(|who| Move::Whisper { who }),
        4 => (any::<u8>(), any::<u8>()).prop_map(|(who, what)| Move::Letter { who, what }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(who, what)| Move::Link { who, what }),
        2 => (any::<u8>(), any::<u8>(), any::<u8>())
            .prop_map(|(what, post, whom)| Move::Organize { what, post, whom }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(who, what)| Move::Visit { who, what }),
        1 => (any::<u8>(), any::<u8>(), any::<u8>(), any::<bool>())
            .prop_map(|(who, room, what, private)| Move::Leave { who, room, what, private }),
        2 => (0..400_000_u32).prop_map(Move::Pass),
        4 => any::<bool>().prop_map(|fails| Move::Send { fails }),
    ];
    prop::collection::vec(one, 1..most)
}

/// A board with the world around it.
pub struct History {
    pub board: Board,
    pub now: Timestamp,
    pub steps: Vec<Step>,
    /// Where the steps of the last move begin.
    from: usize,
    pub policy: Policy,
    /// Whether some posts are sensitive.
    personal: bool,
    messages: u32,
    /// Codes given out to link accounts.
    codes: u32,
    /// What was written as letters, and by whom.
    letters: Vec<(MsgId, u8)>,
    /// The bot's messages that stand, with what they show.
    live: BTreeMap<MsgId, (To, Vec<PostNo>)>,
}

impl Default for History {
    fn default() -> Self {
        let mut history = Self {
            board: Board::default(),
            // 2026-07-01T09:00:00Z
            now: Timestamp(1_782_896_400_000),
            steps: Vec::new(),
            from: 0,
            policy: Policy {
                posts_per_hour: Some(6),
                organizers: [ORGANIZER].into(),
                ..Policy::default()
            },
            personal: false,
            messages: 0,
            codes: 0,
            letters: Vec::new(),
            live: BTreeMap::new(),
        };
        for room in 0..ROOMS {
            history.input(Input::RoomJoined {
                room: RoomId([200 + room; 16]),
                language: None,
                asked: None,
            });
        }
        history
    }
}

impl History {
    /// The same, with an organizer among the people, and with sensitive posts.
    pub fn organized() -> Self {
        let mut history = Self {
            personal: true,
            ..Self::default()
        };
        let member = PersonId([PEOPLE - 1; 16]);
        history.policy.organizers.insert(member);
        history
    }

    /// Plays one move; gives what the bot decided to say.
    pub fn play(&mut self, it: &Move) -> Vec<Saying> {
        self.from = self.steps.len();
        match *it {
            Move::Post {
                who,
                room,
                slots,
                urgent,
                kind,
                private,
            } => {
                let urgency = if urgent {
                    Urgency::Urgent
                } else {
                    Urgency::Normal
                };
                // Some are wanted at a time within three days.
                let hours = u64::from(room >> 3) * 2;
                let when = (room & 4 != 0).then(|| When {
                    at: self.now.plus(Duration::from_secs(hours * 3600)),
                    precision: Precision::Time,
                });
                // Some of those come round, daily, weekly, or every other week.
                let repeats = when.filter(|_| room & 2 != 0);
                let repeats = repeats.map(|when| round(when, room >> 6));
                let details = Details {
                    repeats,
                    marks: marks(self.messages % 16),
                    when,
                    slots: Slots::new(u32::from(slots)),
                    urgency,
                    sensitive: self.personal && slots == 0,
                    ..details()
                };
                let reading = Reading {
                    details,
                    signs: signs(self.messages, self.personal),
                    ..reading(Some(kind), Decision::Post, None)
                };
                self.says(who, room, private, None, reading);
            }
            Move::Doubt { who, room } => {
                self.says(
                    who,
                    room,
                    false,
                    None,
                    reading(Some(Kind::Need), Decision::Ask, None),
                );
            }
            Move::Command {
                who,
                room,
                post,
                what,
                private,
            } => {
                let (reply_to, no) = self.some_post(post);
                let named = (what & 64 != 0).then_some(no).flatten();
                let reading = reading(
                    None,
                    Decision::Silent,
                    Some(command(what, named, self.personal)),
                );
                self.says(who, room, private, reply_to, reading);
            }
            Move::React {
                who,
                room,
                post,
                mark,
                added,
            } => {
                let Some(target) = self.some_post(post).0 else {
                    return Vec::new();
                };
                let mark = [Mark::Hand, Mark::Yes, Mark::Done, Mark::No][usize::from(mark % 4)];
                let what = if added {
                    Said::React { target, mark }
                } else {
                    Said::Unreact { target, mark }
                };
                self.heard(who, room, false, what);
            }
            Move::Organize { what, post, whom } => {
                let verbs = [
                    Verb::Hide,
                    Verb::Show,
                    Verb::Close,
                    Verb::Block,
                    Verb::Unblock,
                    Verb::Pause,
                    Verb::Resume,
                    Verb::Resume,
                    Verb::Undo,
                    Verb::Merge,
                    Verb::Assign,
                    Verb::Allow,
                    Verb::Refuse,
                ];
                let told = Organizing {
                    verb: verbs[usize::from(what) % verbs.len()],
                    posts: [self.some_post(post).1, self.some_post(whom).1]
                        .into_iter()
                        .flatten()
                        .collect(),
                    name: None,
                    people: vec![PersonId([whom % PEOPLE; 16])],
                };
                let command = Command::Organize(Box::new(told));
                let reading = reading(None, Decision::Silent, Some(command));
                let what = Said::Message {
                    msg: self.next_message(),
                    reply_to: None,
                    reading: Box::new(reading),
                    text: Text::default(),
                    quoted: None,
                    attachment: false,
                };
                self.heard_from(ORGANIZER, 0, true, what);
            }
            Move::Edit { post } => {
                if let Some((msg, author)) = self.some_source(post) {
                    let reading = Box::new(Reading {
                        signs: signs(self.messages + u32::from(post), self.personal),
                        ..reading(Some(Kind::Need), Decision::Post, None)
                    });
                    self.heard_from(
                        author,
                        0,
                        false,
                        Said::Edit {
                            msg,
                            reading,
                            text: Text::default(),
                        },
                    );
                }
            }
            Move::Delete { post } => {
                if let Some((msg, author)) = self.some_source(post) {
                    self.heard_from(author, 0, false, Said::Delete { msg });
                }
            }
            Move::Whisper { who } => {
                self.says(who, 0, true, None, reading(None, Decision::Silent, None));
            }
            Move::Letter { who, what } => self.writes(who % PEOPLE, what),
            Move::Link { who, what } => {
                let code = |number: u32| {
                    let mut seal = [0; 16];
                    seal[..4].copy_from_slice(&number.to_be_bytes());
                    LinkCode {
                        text: Text::from("BCDFGH"),
                        seal,
                    }
                };
                let command = match what % 8 {
                    0..=2 => {
                        self.codes += 1;
                        let code = Some(code(self.codes));
                        Command::LinkMe { code }
                    }
                    3..=6 => Command::Link {
                        code: code(self.codes),
                        anew: None,
                    },
                    _ if what >= 128 => Command::Unlink {
                        which: Some(Account::This),
                    },
                    _ => Command::Unlink { which: None },
                };
                let reading = reading(None, Decision::Silent, Some(command));
                self.says(who, 0, what < 240, None, reading);
            }
            Move::Visit { who, what } => {
                let who = PersonId([who % PEOPLE; 16]);
                let came = self.came(who, what);
                self.decide(Input::Visited { who, came });
            }
            Move::Leave {
                who,
                room,
                what,
                private,
            } => {
                let command = match what % 4 {
                    0 => Command::IgnoreMe,
                    1 => Command::ListenToMe,
                    _ => Command::ForgetMe,
                };
                let reading = reading(None, Decision::Silent, Some(command));
                self.says(who, room, private, None, reading);
            }
            Move::Pass(seconds) => {
                self.now = self.now.plus(Duration::from_secs(u64::from(seconds)));
                self.decide(Input::Tick);
            }
            Move::Send { fails } => self.send_one(fails),
        }
        self.decide(Input::Spread);
        while self.board.has_loose() {
            self.decide(Input::Sweep);
        }
        let said = self.last_said().into_iter();
        said.map(|(_, saying)| saying).collect()
    }

    /// Somebody writes to the other end of a hand-off, says whom it is for, corrects it, or takes it back.
    fn writes(&mut self, who: u8, what: u8) {
        let text = Text::from("okapi");
        let written = self.letters.iter().filter(|(_, by)| *by == who);
        let written: Vec<MsgId> = written.map(|(msg, _)| *msg).collect();
        let last = written.get(usize::from(what / 8) % written.len().max(1));
        let what = match (what % 8, last.copied()) {
            (0, Some(msg)) => Said::Delete { msg },
            (1, Some(msg)) => Said::Edit {
                msg,
                reading: Box::new(reading(None, Decision::Silent, None)),
                text,
            },
            (kind, _) => {
                let msg = self.next_message();
                self.letters.push((msg, who));
                let number = what / 8 % 4;
                let chooses = (kind == 2).then_some(Command::Choice { post: None, number });
                Said::Message {
                    msg,
                    reply_to: None,
                    reading: Box::new(reading(None, Decision::Silent, chooses)),
                    text,
                    quoted: None,
                    attachment: kind == 3,
                }
            }
        };
        self.heard(who, 0, true, what);
    }

    /// What somebody does at the front desk.
    fn came(&mut self, who: PersonId, what: u8) -> Came {
        let groups: Vec<NetworkId> = ["elm", "riverside"]
            .map(|id| NetworkId::new(id).unwrap())
            .to_vec();
        let kept = Content::Relay(Text::default());
        let waiting = match self.board.visitor(who).map(|it| &it.visit) {
            Some(Visit::Waits { messages, .. }) => messages.first().copied(),
            _ => None,
        };
        match (what % 8, waiting) {
            (0..=2, _) | (_, None) if what % 8 < 7 => Came::Words {
                msg: self.next_message(),
                kept,
                groups,
                asks: if what & 8 == 0 {
                    Asks::Now
                } else {
                    Asks::InTime
                },
            },
            (3, _) => Came::WrongNumber,
            (4, Some(msg)) => Came::Edited { msg, kept },
            (5, Some(msg)) => Came::Deleted { msg },
            (6, _) => Came::Chose(groups[0].clone()),
            _ => Came::Stranger,
        }
    }

    /// Plays all of them.
    pub fn play_all(&mut self, moves: &[Move]) {
        for it in moves {
            self.play(it);
        }
    }

    /// What waits for somebody to say which network it is for.
    pub fn waiting(&self) -> Vec<MsgId> {
        let visits = (0..PEOPLE).filter_map(|who| self.board.visitor(PersonId([who; 16])));
        visits
            .flat_map(|visitor| match &visitor.visit {
                Visit::Waits { messages, .. } => messages.clone(),
                Visit::Told | Visit::Chose { .. } => Vec::new(),
            })
            .collect()
    }

    /// The steps of the last move.
    pub fn last_steps(&self) -> &[Step] {
        &self.steps[self.from..]
    }

    /// What the last move made the bot say, with where.
    pub fn last_said(&self) -> Vec<(To, Saying)> {
        let last = self.last_steps().iter().flat_map(|step| &step.effects);
        last.filter_map(|effect| match &effect.act {
            Act::Say { saying, .. } => Some((effect.to, saying.clone())),
            Act::Doubt { .. } | Act::Edit { .. } | Act::TakeBack { .. } => None,
        })
        .collect()
    }

    /// Whether a post is urgent, or wanted within hours.
    pub fn is_urgent(&self, no: PostNo) -> bool {
        let post = self.board.post(no);
        post.is_some_and(|post| {
            post.shape.urgency == Urgency::Urgent || self.policy.is_close(&post.shape, self.now)
        })
    }

    /// The bot's messages that stand now, with the posts they show.
    pub fn standing(&self) -> Vec<(To, MsgId, Vec<PostNo>)> {
        self.live
            .iter()
            .map(|(msg, (to, posts))| (*to, *msg, posts.clone()))
            .collect()
    }

    /// Lets everything that waits go out.
    pub fn deliver_everything(&mut self) {
        while self.board.unsent_count() > 0 {
            self.send_one(false);
        }
    }

    fn send_one(&mut self, fails: bool) {
        let Some(to) = self.board.destinations().next() else {
            return;
        };
        let Some(effect) = self.board.next_unsent(to) else {
            return;
        };
        if fails {
            // A network that refuses; a notice that stands is another matter, it can only stay as it is.
            let outcome = Err(Undelivered::Rejected);
            if matches!(effect, EffectId::Say(_)) {
                self.decide(Input::Receipt(Receipt { effect, outcome }));
            }
            return;
        }
        let msg = match effect {
            EffectId::Say(_) => self.next_message(),
            EffectId::Notice(id) | EffectId::Change(id, _) => {
                let posts = self.board.notice(id).unwrap().posts.clone();
                match self.board.showing(id) {
                    Showing::Say => {
                        let msg = self.next_message();
                        self.live.insert(msg, (to, posts));
                        msg
                    }
                    Showing::Edit { msg, .. } => msg,
                    Showing::Delete { msg, .. } => {
                        self.live.remove(&msg);
                        msg
                    }
                    Showing::Moot => {
                        let outcome = Err(Undelivered::Moot);
                        return self.decide(Input::Receipt(Receipt { effect, outcome }));
                    }
                }
            }
        };
        self.decide(Input::Receipt(Receipt {
            effect,
            outcome: Ok(Some(msg)),
        }));
    }

    fn says(
        &mut self,
        who: u8,
        room: u8,
        private: bool,
        reply_to: Option<MsgId>,
        reading: Reading,
    ) {
        let msg = self.next_message();
        let what = Said::Message {
            msg,
            reply_to,
            reading: Box::new(reading),
            text: Text::default(),
            quoted: None,
            attachment: false,
        };
        self.heard(who, room, private, what);
    }

    fn heard(&mut self, who: u8, room: u8, private: bool, what: Said) {
        self.heard_from(PersonId([who % PEOPLE; 16]), room, private, what);
    }

    fn heard_from(&mut self, who: PersonId, room: u8, private: bool, what: Said) {
        let (room, way) = if private {
            (RoomId([100 + who.0[0]; 16]), Way::Private)
        } else {
            (RoomId([200 + room % ROOMS; 16]), Way::Room)
        };
        self.decide(Input::Heard(Heard {
            who,
            room,
            way,
            vanishes: None,
            what,
        }));
    }

    /// Something that is no move.
    pub fn input(&mut self, input: Input) {
        self.from = self.steps.len();
        self.decide(input);
    }

    fn decide(&mut self, input: Input) {
        let decided = step(&self.board, input, self.now, &self.policy);
        self.board.fold(&decided);
        self.steps.push(decided);
    }

    fn next_message(&mut self) -> MsgId {
        self.messages += 1;
        let mut id = [0; 16];
        id[..4].copy_from_slice(&self.messages.to_be_bytes());
        MsgId(id)
    }

    /// A message about some post: its source, or a notice of it that stands.
    fn some_post(&self, pick: u8) -> (Option<MsgId>, Option<PostNo>) {
        let count = self.board.posts().count();
        if count == 0 {
            return (None, None);
        }
        let Some((no, post)) = self.board.posts().nth(usize::from(pick) % count) else {
            return (None, None);
        };
        let standing = self
            .board
            .standing(no)
            .map(|(_, msg)| msg)
            .nth(usize::from(pick) % 3);
        (Some(standing.unwrap_or(post.source.msg)), Some(no))
    }

    fn some_source(&self, pick: u8) -> Option<(MsgId, PersonId)> {
        let count = self.board.posts().count().max(1);
        let (_, post) = self.board.posts().nth(usize::from(pick) % count)?;
        Some((post.source.msg, post.source.author))
    }
}

/// Which command a number is; those of care are said in histories with an organizer.
fn command(what: u8, post: Option<PostNo>, personal: bool) -> Command {
    match what % if personal { 22 } else { 16 } {
        0..=4 => Command::Claim {
            post,
            count: Some(u32::from(what % 5)),
            part: what & 32 != 0,
        },
        5 | 6 => Command::Backup { post },
        7 | 8 => Command::Release { post },
        9 => Command::Done { post },
        10 => Command::Withdraw { post },
        11 => Command::SomeoneElse { post },
        12 => Command::Stop { post },
        13 => Command::Yes { post },
        16 => Command::Rest,
        17 => Command::Back,
        18 => Command::NotSafe { post },
        19 => Command::Person,
        20 => Command::Introduce { post },
        21 => Command::Manner(if what < 128 {
            RoomManner::Local
        } else {
            RoomManner::Shared
        }),
        14 => Command::Choice {
            post,
            number: what / 16,
        },
        _ => Command::No { post },
    }
}

/// What a message shows: now and then danger, or fraud, in histories with an organizer.
fn signs(text: u32, personal: bool) -> Signs {
    Signs {
        danger: personal && text % 9 == 4,
        fraud: personal && text % 7 == 3,
    }
}

/// How something comes round that is wanted then for the first time.
fn round(when: When, which: u8) -> Repeats {
    let at = when.at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC);
    let day = 1 << at.weekday().to_monday_zero_offset();
    let minute = u16::try_from(at.hour()).unwrap() * 60 + u16::try_from(at.minute()).unwrap();
    let (days, weeks) = [(0x7f, 1), (day, 1), (day | 1, 1), (day, 2)][usize::from(which % 4)];
    Repeats::new(days, weeks, Some(minute))
}

/// The marks of one of a few texts: some of them speak of the same thing.
fn marks(text: u32) -> Marks {
    let thing = text % 3 + 1;
    let marks = serde_json::json!({ "words": [[thing, thing]], "whole": text + 1 });
    serde_json::from_value(marks).unwrap()
}

fn details() -> Details {
    Details {
        summary: Text::from("diapers"),
        ..Details::default()
    }
}

fn reading(kind: Option<Kind>, decision: Decision, command: Option<Command>) -> Reading {
    Reading {
        command,
        kind,
        confidence: 1.0,
        decision,
        evidence: Vec::new(),
        details: details(),
        language: None,
        signs: Signs::default(),
    }
}
