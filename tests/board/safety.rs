//! What must always hold of what keeps people safe.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wegotus::board::{
    Act, Fact, Hold, Post, PostNo, Question, RoomId, SafetyFact, SafetySaying, Saying, State, To,
};

use crate::history::{History, Move, cases, moves};

fn is_held(post: &Post) -> bool {
    matches!(post.state, State::Held(_))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn nothing_held_is_in_any_other_room(moves in moves(140)) {
        let mut history = History::organized();
        for it in moves {
            history.play(&it);
            let hidden = |no: &PostNo, room: RoomId| {
                let post = history.board.post(*no).filter(|post| is_held(post));
                post.is_some_and(|post| post.sources().all(|it| it.private || it.room != room))
            };
            for step in history.last_steps() {
                for fact in &step.facts {
                    let Fact::Noticed { to: To::Room(room), posts, .. } = fact else { continue };
                    prop_assert!(!posts.iter().any(|no| hidden(no, *room)), "a notice of {posts:?}");
                }
                for effect in &step.effects {
                    let (To::Room(room), Act::Say { saying, .. }) = (effect.to, &effect.act) else { continue };
                    prop_assert!(!saying.posts().iter().any(|no| hidden(no, room)), "{saying:?}");
                }
            }
        }
        history.deliver_everything();
        for (to, msg, posts) in history.standing() {
            let held = |no: &PostNo| history.board.post(*no).is_some_and(is_held);
            prop_assert!(!posts.iter().all(held), "{msg:?} stands in {to:?} for {posts:?}");
        }
    }

    #[test]
    fn what_is_said_to_one_in_danger_is_said_to_nobody_else(moves in moves(140)) {
        let mut history = History::organized();
        // Whose each post was, for what is erased does not say it any more.
        let mut authors = BTreeMap::new();
        for it in moves {
            let before = history.board.clone();
            history.play(&it);
            let posts = (1..).map(PostNo).map_while(|no| Some((no, history.board.post(no)?)));
            let known = posts.filter(|(_, post)| !post.erased);
            authors.extend(known.map(|(no, post)| (no, post.source.author)));
            for (to, saying) in history.last_said() {
                let Saying::Safety(saying) = saying else { continue };
                match (&saying, to) {
                    (SafetySaying::AskShow { no } | SafetySaying::MoneyHeld { no, .. }, To::Person(person)) => {
                        // In the same move two accounts may have become one person.
                        let who = |it| history.board.who(it);
                        let author = authors.get(no).map(|author| who(*author));
                        prop_assert_eq!(author, Some(who(person)));
                    }
                    (SafetySaying::Comfort | SafetySaying::AskShow { .. } | SafetySaying::MoneyHeld { .. }, To::Room(_)) => {
                        prop_assert!(false, "{saying:?} went to a room");
                    }
                    _ => {}
                }
            }
            // Only its author's yes shows what sounds like danger.
            for step in history.last_steps() {
                for fact in &step.facts {
                    let Fact::Shown { no } = fact else { continue };
                    let Some(post) = before.post(*no).filter(|post| post.held_for == Some(Hold::Danger)) else {
                        continue;
                    };
                    let (person, question) = (post.source.author, Question::Show(*no));
                    let said = step.facts.contains(&Fact::Answered { person, question });
                    prop_assert!(said, "{no} was shown without a word of its author's");
                }
            }
        }
    }

    #[test]
    fn who_is_slowed_loses_nothing(moves in moves(140)) {
        let mut history = History::organized();
        for it in moves {
            history.play(&it);
            if !matches!(it, Move::Pass(_)) || history.board.is_paused() {
                continue;
            }
            for (no, post) in history.board.posts() {
                let State::Held(until) = post.state else { continue };
                prop_assert!(post.hidden.is_some() || until > history.now, "{no} is held for ever");
            }
        }
        let held: Vec<PostNo> = history
            .board
            .posts()
            .filter(|(_, post)| is_held(post) && post.held_for.is_none() && post.hidden.is_none())
            .map(|(no, _)| no)
            .collect();
        history.play(&Move::Organize { what: 6, post: 0, whom: 0 });
        history.play(&Move::Pass(3601));
        for no in held {
            let post = history.board.post(no).unwrap();
            prop_assert!(post.is_live(), "{no} was slowed and never shown: {:?}", post.state);
        }
    }

    #[test]
    fn a_cautioned_post_is_in_one_room(moves in moves(140)) {
        let mut history = History::organized();
        let mut home = std::collections::BTreeSet::new();
        for it in moves {
            history.play(&it);
            for fact in history.last_steps().iter().flat_map(|step| &step.facts) {
                match fact {
                    Fact::Safety(SafetyFact::Cautioned { no, .. }) => drop(home.insert(*no)),
                    Fact::Safety(SafetyFact::LetGo { no }) => drop(home.remove(no)),
                    Fact::Noticed { to: To::Room(room), posts, .. } => {
                        for no in posts.iter().filter(|no| home.contains(*no)) {
                            prop_assert!(history.board.shows_in(*no, *room), "{no} left its room");
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
