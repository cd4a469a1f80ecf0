//! What must always hold of how people are treated.

use proptest::prelude::*;
use wegotus::board::{
    Board, Fact, Heard, Input, Kind, MsgId, PersonId, PostNo, Question, Quoted, RoomId, Said,
    Saying, Step, To, Topic, Way,
};
use wegotus::parser::{Command, Decision, Details, Reading};
use wegotus_chat::Text;

use crate::history::{History, Move, cases, moves};

/// Plays the moves; before each step is folded, `check` looks at the board as it was.
fn through(
    moves: &[Move],
    check: impl Fn(&Board, &Step) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut history = History::organized();
    let mut board = Board::default();
    let mut seen = 0;
    for it in moves {
        history.play(it);
        for step in &history.steps[seen..] {
            check(&board, step)?;
            board.fold(step);
        }
        seen = history.steps.len();
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn nobody_who_rests_is_asked_anything(moves in moves(120)) {
        through(&moves, |board, step| {
            for fact in &step.facts {
                let Fact::Asked { person, question } = fact else { continue };
                // What their own words just now need an answer to is no question of the bot's.
                let own = matches!(question, Question::MayShare(_) | Question::Show(_));
                prop_assert!(own || !board.rests(*person), "{question:?} to somebody who rests");
            }
            Ok(())
        })?;
    }

    #[test]
    fn who_is_kept_apart_is_never_given_the_others_post(moves in moves(160)) {
        through(&moves, |board, step| {
            for fact in &step.facts {
                let (author, other) = match fact {
                    Fact::Claimed { no, person, .. } | Fact::BackedUp { no, person } => {
                        let Some(post) = board.post(*no) else { continue };
                        (post.source.author, *person)
                    }
                    Fact::HandoffOpened { author, claimant, .. } => (*author, *claimant),
                    Fact::Relayed { from, to, .. } => (*from, *to),
                    _ => continue,
                };
                prop_assert!(!board.apart(author, other), "{fact:?}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_sensitive_post_is_in_no_other_room_before_a_yes(moves in moves(120)) {
        through(&moves, |board, step| {
            let hidden = |no: &PostNo, room: RoomId| board.stays_home(*no) && !board.shows_in(*no, room);
            for fact in &step.facts {
                let Fact::Noticed { to: To::Room(room), posts, .. } = fact else { continue };
                prop_assert!(!posts.iter().any(|no| hidden(no, *room)), "a notice of {posts:?}");
            }
            for effect in &step.effects {
                let To::Room(room) = effect.to else { continue };
                let wegotus::board::Act::Say { saying, .. } = &effect.act else { continue };
                let told = saying.posts();
                prop_assert!(!told.iter().any(|no| hidden(no, room)), "{saying:?}");
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_ends_of_a_sensitive_post_meet_through_somebody(moves in moves(120)) {
        through(&moves, |board, step| {
            let claimed = |no| step.facts.iter().any(|it| matches!(it, Fact::Claimed { no: it, .. } if *it == no));
            for fact in &step.facts {
                let Fact::HandoffOpened { no, .. } = fact else { continue };
                let sensitive = board.post(*no).is_some_and(|post| post.shape.sensitive);
                prop_assert!(!(sensitive && claimed(*no)), "#{} was handed off on its claim", no.0);
            }
            Ok(())
        })?;
    }
}

const ANA: PersonId = PersonId([1; 16]);
const BEN: PersonId = PersonId([2; 16]);
const ROOM: RoomId = RoomId([0; 16]);

fn reading(command: Option<Command>, summary: &str) -> Reading {
    Reading {
        command,
        kind: None,
        confidence: 0.0,
        decision: Decision::Silent,
        evidence: Vec::new(),
        details: Details {
            summary: Text::from(summary),
            ..Details::default()
        },
        language: None,
        signs: wegotus::parser::Signs::default(),
    }
}

fn says(
    msg: u8,
    reply_to: Option<MsgId>,
    reading: Reading,
    text: &str,
    quoted: Option<Quoted>,
) -> Input {
    Input::Heard(Heard {
        who: BEN,
        room: ROOM,
        way: Way::Room,
        vanishes: None,
        what: Said::Message {
            msg: MsgId([msg; 16]),
            reply_to,
            reading: Box::new(reading),
            text: Text::from(text),
            quoted: quoted.map(Box::new),
            attachment: false,
        },
    })
}

#[test]
fn a_voice_note_goes_on_the_board_once_somebody_says_what_it_is() {
    let mut history = History::default();
    let note = MsgId([9; 16]);
    let quoted = Quoted {
        author: ANA,
        reading: reading(None, ""),
        wordless: true,
        vanishes: None,
    };
    let mark = reading(Some(Command::Mark { kind: Kind::Need }), "need");
    history.input(says(10, Some(note), mark, "need", Some(quoted)));
    let asked = history.last_said();
    assert!(
        matches!(asked[..], [(_, Saying::WhatIsIt { kind: Kind::Need })]),
        "{asked:?}"
    );
    // A long story is no name for a thing.
    let story = "so yesterday I went all the way down to the river and you will not believe what I saw there";
    history.input(says(11, None, reading(None, story), story, None));
    assert_eq!(history.board.posts().count(), 0);

    history.input(says(12, None, reading(None, "crutches"), "crutches", None));
    let (no, post) = history.board.posts().next().unwrap();
    assert_eq!((post.source.author, post.source.msg), (ANA, note));
    assert_eq!(history.board.topic(note), Some(&Topic::Source(no)));
    // What he says after that is chatter again.
    history.input(says(13, None, reading(None, "thanks"), "thanks", None));
    assert_eq!(history.board.posts().count(), 1);
}
