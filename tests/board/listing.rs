//! What a list in a room shows: what that room may see, all of it counted.

use proptest::prelude::*;
use wegotus::board::{Heard, Input, MsgId, Policy, PostNo, RoomId, Said, Saying, Status, Way};
use wegotus::parser::{Command, Decision, Details, Reading, Signs};
use wegotus_chat::Text;

use crate::history::{History, Move, ORGANIZER, cases, moves};

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_list_is_of_what_its_room_may_see(moves in moves(120), room in 0..3_u8) {
        let mut history = History::organized();
        history.play_all(&moves);
        // While the bot is paused it lists nothing.
        history.play(&Move::Organize { what: 6, post: 0, whom: 0 });
        let room = RoomId([200 + room; 16]);
        let reading = Reading {
            command: Some(Command::Board),
            kind: None,
            confidence: 1.0,
            decision: Decision::Silent,
            evidence: Vec::new(),
            details: Details::default(),
            language: None,
            signs: Signs::default(),
        };
        history.input(Input::Heard(Heard {
            who: ORGANIZER,
            room,
            way: Way::Room,
            vanishes: None,
            what: Said::Message {
                msg: MsgId([222; 16]),
                reply_to: None,
                reading: Box::new(reading),
                text: Text::default(),
                quoted: None,
                attachment: false,
            },
        }));
        let said = history.last_said().into_iter();
        let mut listed = said.filter_map(|(_, saying)| match saying {
            Saying::List { posts, more, .. } => Some((posts, more)),
            _ => None,
        });
        let (posts, more) = listed.next_back().unwrap();
        let board = &history.board;
        let seen = board.posts().filter(|(no, post)| post.is_live() && board.shows_in(*no, room));
        let mut seen: Vec<(bool, PostNo)> = seen.map(|(no, post)| (post.status() != Status::Open, no)).collect();
        seen.sort_unstable();
        let seen: Vec<PostNo> = seen.into_iter().map(|(_, no)| no).collect();
        let most = Policy::default().list_in_room - 2;
        prop_assert_eq!(&posts[..], &seen[..seen.len().min(most)]);
        prop_assert_eq!(usize::try_from(more).unwrap(), seen.len().saturating_sub(most));
    }
}
