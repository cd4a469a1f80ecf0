//! Where messages vanish, nothing made of them stays longer.

use wegotus::board::{
    Board, ContentId, Heard, Input, Keep, Kind, MsgId, PersonId, Policy, RoomId, Said, Status, Way,
    next_due, step,
};
use wegotus::parser::{Command, Decision, Details, Reading};
use wegotus_chat::{Text, Timestamp};

const ROOM: RoomId = RoomId([9; 16]);
const HOUR: i64 = 3_600_000;

/// A board that is told things, and what it let go of.
struct Told {
    board: Board,
    now: Timestamp,
    erased: Vec<ContentId>,
}

impl Told {
    fn hear(&mut self, input: Input) {
        let decided = step(&self.board, input, self.now, &Policy::default());
        for keep in &decided.keeps {
            if let Keep::Erase(id) = keep {
                self.erased.push(*id);
            }
        }
        self.board.fold(&decided);
    }

    fn says(&mut self, who: u8, msg: u8, reply_to: Option<u8>, reading: Reading, after: i64) {
        self.hear(Input::Heard(Heard {
            who: PersonId([who; 16]),
            room: ROOM,
            way: Way::Room,
            vanishes: Some(Timestamp(self.now.0 + after)),
            what: Said::Message {
                msg: MsgId([msg; 16]),
                reply_to: reply_to.map(|it| MsgId([it; 16])),
                reading: Box::new(reading),
                text: Text::default(),
                quoted: None,
                attachment: false,
            },
        }));
    }

    fn wait(&mut self, span: i64) {
        self.now = Timestamp(self.now.0 + span);
        self.hear(Input::Tick);
    }

    fn status(&self) -> Status {
        self.board.posts().next().unwrap().1.status()
    }
}

fn told() -> Told {
    Told {
        board: Board::default(),
        now: Timestamp(1_000_000),
        erased: Vec::new(),
    }
}

fn reading(decision: Decision, command: Option<Command>) -> Reading {
    Reading {
        command,
        kind: (decision != Decision::Silent).then_some(Kind::Need),
        confidence: 1.0,
        decision,
        evidence: Vec::new(),
        details: Details::default(),
        signs: wegotus::parser::Signs::default(),
        language: None,
    }
}

#[test]
fn a_post_goes_when_its_message_does_and_its_words_with_it() {
    let mut told = told();
    told.says(1, 1, None, reading(Decision::Post, None), HOUR);
    let (no, _) = told.board.posts().next().unwrap();
    assert!(next_due(&told.board).unwrap() <= Timestamp(told.now.0 + HOUR));
    told.wait(HOUR - 1);
    assert_eq!(told.status(), Status::Open);
    told.wait(1);
    assert_eq!(told.status(), Status::Withdrawn);
    assert!(told.erased.contains(&ContentId::Post(no)));
    let again = next_due(&told.board);
    assert!(again.is_none_or(|at| at > told.now), "it is over for good");
}

#[test]
fn a_finished_post_loses_its_words_too() {
    let mut told = told();
    told.says(1, 1, None, reading(Decision::Post, None), HOUR);
    let (no, _) = told.board.posts().next().unwrap();
    let done = Command::Done { post: Some(no) };
    told.says(1, 2, None, reading(Decision::Silent, Some(done)), HOUR);
    assert_eq!(told.status(), Status::Done);
    told.wait(HOUR);
    assert!(told.erased.contains(&ContentId::Post(no)));
}

#[test]
fn a_question_is_kept_no_longer_than_its_message() {
    let mut told = told();
    told.says(1, 1, None, reading(Decision::Ask, None), HOUR);
    assert!(told.board.doubt(MsgId([1; 16])).is_some());
    told.wait(HOUR);
    assert!(told.board.doubt(MsgId([1; 16])).is_none());
    assert!(told.erased.contains(&ContentId::Doubt(MsgId([1; 16]))));
}
