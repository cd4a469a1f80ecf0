//! What must always hold of the board, whatever people do and in whatever order.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod care;
mod early;
mod history;
mod leaving;
mod letters;
mod linking;
mod listing;
mod long;
mod pairs;
mod recurring;
mod safety;
mod together;
mod vanishing;

use std::collections::BTreeMap;

use history::{History, Move, cases, moves};
use proptest::prelude::*;
use wegotus::board::{
    Board, ClaimSaying, ContentId, Keep, LetterSaying, OrganizerSaying, PersonId, Policy, PostNo,
    Saying, State, Status, To, next_due,
};

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_slot_has_two_winners(moves in moves(120)) {
        let mut history = History::default();
        for it in &moves {
            history.play(it);
            for (no, post) in history.board.posts().filter(|(_, post)| !post.erased) {
                let promised: u32 = post.claims.iter().map(|claim| claim.count).sum();
                prop_assert!(promised <= post.slots(), "{no}: {promised} promised");
                // Of whom nothing is known any more there may be several.
                let people = post.claims.iter().map(|claim| claim.person);
                let mut people: Vec<PersonId> = people.filter(|it| *it != PersonId::NONE).collect();
                let promises = people.len();
                people.sort_unstable();
                people.dedup();
                prop_assert_eq!(people.len(), promises, "{} has one claimant twice", no);
                prop_assert!(post.claim_of(post.source.author).is_none(), "{} is its author's own", no);
                let queued = post.backups.iter().any(|backup| post.claim_of(*backup).is_some());
                prop_assert!(!queued, "{no}: a claimant waits in line for their own place");
            }
        }
    }

    #[test]
    fn a_withdrawn_post_has_no_live_notice(moves in moves(80)) {
        let mut history = History::default();
        history.play_all(&moves);
        history.deliver_everything();
        for (to, msg, posts) in history.standing() {
            let all_withdrawn = posts
                .iter()
                .all(|no| history.board.post(*no).is_none_or(|post| matches!(post.status(), Status::Withdrawn | Status::Hidden)));
            prop_assert!(!all_withdrawn, "{msg:?} stands in {to:?} for {posts:?}");
        }
    }

    #[test]
    fn the_journal_gives_the_board_back(moves in moves(80)) {
        let mut history = History::default();
        history.play_all(&moves);
        let mut again = Board::default();
        history.steps.iter().for_each(|step| again.fold(step));
        prop_assert_eq!(&again, &history.board);

        let snapshot = serde_json::to_vec(&history.board).unwrap();
        let mut restored: Board = serde_json::from_slice(&snapshot).unwrap();
        restored.reindex();
        prop_assert_eq!(&restored, &history.board);

        let entry = serde_json::to_vec(&history.steps).unwrap();
        let steps: Vec<wegotus::board::Step> = serde_json::from_slice(&entry).unwrap();
        let mut again = Board::default();
        steps.iter().for_each(|step| again.fold(step));
        prop_assert_eq!(&again, &history.board);
    }

    #[test]
    fn what_is_due_is_done_once(moves in moves(80)) {
        let mut history = History::default();
        for it in moves {
            history.play(&it);
            if let Move::Pass(_) = it {
                let due = next_due(&history.board);
                prop_assert!(due.is_none_or(|at| at > history.now), "still due after its time");
            }
        }
    }

    #[test]
    fn nobody_is_nudged_in_quiet_hours(moves in moves(120)) {
        let mut history = History::default();
        let policy = Policy::default();
        for it in moves {
            let said = history.play(&it);
            let nudged = said.iter().any(reminds);
            let quiet = policy.out_of_quiet(history.now) > history.now;
            prop_assert!(!(nudged && quiet), "a nudge at {}", history.now);
        }
    }

    #[test]
    fn a_room_hears_no_more_than_its_daily_number(moves in moves(120)) {
        let mut history = History::default();
        let mut nudges: BTreeMap<To, Vec<wegotus_chat::Timestamp>> = BTreeMap::new();
        for it in moves {
            history.play(&it);
            for (to, saying) in history.last_said() {
                if reminds(&saying) {
                    nudges.entry(to).or_default().push(history.now);
                }
            }
        }
        let day = std::time::Duration::from_secs(24 * 3600);
        for times in nudges.values() {
            for (i, at) in times.iter().enumerate() {
                let within = times[i..].iter().filter(|later| later.since(*at) < day).count();
                prop_assert!(within <= Policy::default().room_messages_per_day);
            }
        }
    }

    #[test]
    fn nobody_is_reminded_of_what_is_over(moves in moves(160)) {
        let mut history = History::default();
        for it in moves {
            history.play(&it);
            for (to, saying) in history.last_said() {
                let open = |no: &PostNo| {
                    history.board.post(*no).is_some_and(|post| post.status() == Status::Open)
                };
                if reminds(&saying) {
                    prop_assert!(saying.posts().iter().all(open), "{saying:?}");
                }
                for asked in each(&saying) {
                    let posts = asked.posts();
                    let post = posts.first().and_then(|no| history.board.post(*no));
                    let matters = post.is_some_and(|post| match (asked, to) {
                        (Saying::AskOutcome { .. }, _) => post.status() == Status::Done,
                        (Saying::AskCheckIn { .. }, To::Person(person)) => {
                            post.is_live() && post.claim_of(person).is_some_and(|it| !it.done)
                        }
                        _ => post.is_live(),
                    });
                    prop_assert!(matters, "{asked:?} to {to:?}");
                }
            }
        }
    }

    #[test]
    fn nobody_is_asked_more_than_their_daily_number_nor_at_night(moves in moves(160)) {
        let mut history = History::default();
        let policy = Policy::default();
        let mut asked: BTreeMap<To, Vec<wegotus_chat::Timestamp>> = BTreeMap::new();
        for it in moves {
            history.play(&it);
            for (to, saying) in history.last_said() {
                if !asks(&saying) {
                    continue;
                }
                // Whose need was met this moment was there, whatever the hour.
                let is_just_done = |no: &PostNo| {
                    let post = history.board.post(*no);
                    post.is_some_and(|post| post.state == State::Done(history.now))
                };
                if !(asks_outcome(&saying) && saying.posts().iter().all(is_just_done)) {
                    prop_assert_eq!(policy.out_of_quiet(history.now), history.now, "{:?}", saying);
                }
                let about = each(&saying);
                let urgent = about.iter().all(|it| it.posts().first().is_some_and(|no| history.is_urgent(*no)));
                if !urgent {
                    asked.entry(to).or_default().push(history.now);
                }
            }
        }
        let day = std::time::Duration::from_secs(24 * 3600);
        for times in asked.values() {
            for (i, at) in times.iter().enumerate() {
                let within = times[i..].iter().filter(|later| later.since(*at) < day).count();
                prop_assert!(within <= policy.person_messages_per_day);
            }
        }
    }

    #[test]
    fn what_one_end_writes_reaches_only_the_other(moves in moves(120)) {
        let mut history = History::default();
        for it in moves {
            history.play(&it);
            for (to, saying) in history.last_said() {
                let Saying::Relay { no, from, .. } = saying else { continue };
                let To::Person(reached) = to else { panic!("a private word went to a room") };
                let post = history.board.post(no).unwrap();
                let author = post.source.author;
                prop_assert!(reached != from, "it came back to who wrote it");
                prop_assert!(reached == author || from == author, "neither end is the author");
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(128))]

    /// What is kept for somebody who has not said which network they mean is what waits, and nothing else.
    #[test]
    fn private_words_are_kept_while_they_wait_and_no_longer(moves in moves(120)) {
        let mut history = History::default();
        let mut kept = std::collections::BTreeSet::new();
        let mut from = 0;
        for it in moves {
            history.play(&it);
            for keep in history.steps[from..].iter().flat_map(|step| &step.keeps) {
                match keep {
                    Keep::Put(ContentId::Visit(msg), _) => drop(kept.insert(*msg)),
                    Keep::Erase(ContentId::Visit(msg)) => drop(kept.remove(msg)),
                    _ => {}
                }
            }
            from = history.steps.len();
            let waiting: std::collections::BTreeSet<_> = history.waiting().into_iter().collect();
            prop_assert_eq!(&kept, &waiting);
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn who_is_blocked_reaches_nobody_and_is_not_written_to(moves in moves(160)) {
        let mut history = History::default();
        for it in moves {
            let blocked: Vec<PersonId> = history
                .board
                .people()
                .filter(|person| history.board.is_blocked(*person))
                .collect();
            let posted = |history: &History, person| history.board.posts_of(person).count();
            let before: Vec<usize> = blocked.iter().map(|it| posted(&history, *it)).collect();
            history.play(&it);
            for (person, before) in blocked.iter().zip(before) {
                prop_assert!(posted(&history, *person) <= before, "they posted");
                if !history.board.is_blocked(*person) {
                    continue;
                }
                prop_assert!(history.board.claims_of(*person).next().is_none(), "they claimed");
                let shown = history.board.posts_of(*person).any(|(_, post)| post.is_live());
                prop_assert!(!shown, "a post of theirs is on the board");
                let told = history.last_said().iter().any(|(to, saying)| {
                    if matches!(saying, Saying::AskForget | Saying::Forgotten) {
                        return false;
                    }
                    let passed_on = matches!(saying, Saying::Relay { from, .. } if from == person);
                    passed_on || *to == To::Person(*person)
                });
                prop_assert!(!told, "they were written to, or their words passed on");
            }
        }
    }

    #[test]
    fn nothing_is_said_by_itself_while_paused(moves in moves(160)) {
        let mut history = History::default();
        for it in moves {
            let paused = history.board.is_paused();
            history.play(&it);
            if paused && matches!(it, Move::Pass(_)) {
                // Whoever was asked which network they mean, or whom, is told that their words are gone.
                let over = [Saying::GroupLapsed, Saying::Letters(LetterSaying::LetGo)];
                let said = history.last_said().into_iter();
                let said: Vec<_> = said.filter(|(_, saying)| !over.contains(saying)).collect();
                prop_assert!(said.is_empty(), "{:?}", said);
            }
        }
    }
}

/// Whether the bot says this to a room by itself.
fn reminds(saying: &Saying) -> bool {
    matches!(
        saying,
        Saying::Nudge { .. } | Saying::Digest { .. } | Saying::OpenAgain { .. }
    )
}

/// The questions in a saying.
fn each(saying: &Saying) -> Vec<&Saying> {
    match saying {
        Saying::Several { sayings } => sayings.iter().collect(),
        one if asks(one) => vec![one],
        _ => Vec::new(),
    }
}

fn asks_outcome(saying: &Saying) -> bool {
    matches!(saying, Saying::AskOutcome { .. })
}

/// Whether the bot asks somebody something with this by itself.
fn asks(saying: &Saying) -> bool {
    matches!(
        saying,
        Saying::AskOutcome { .. }
            | Saying::AskStillNeeded { .. }
            | Saying::AskCheckIn { .. }
            | Saying::AskFits { .. }
            | Saying::AskSame { .. }
            | Saying::Claims(ClaimSaying::AskStillYours { .. })
            | Saying::Organizers(OrganizerSaying::AskTakeOn { .. })
            | Saying::UnmetNeed { .. }
            | Saying::HelperSilent { next: None, .. }
            | Saying::Several { .. }
    )
}

#[test]
fn a_thousand_moves_by_chance_keep_numbers_in_order() {
    let mut history = History::default();
    for seed in 0..1_000_u64 {
        history.play(&Move::by_chance(seed));
    }
    let numbers: Vec<PostNo> = history.board.posts().map(|(no, _)| no).collect();
    let expected: Vec<PostNo> = (1..=u32::try_from(numbers.len()).unwrap())
        .map(PostNo)
        .collect();
    assert!(numbers.len() > 50, "hardly anything was posted");
    assert_eq!(numbers, expected);
}
