//! What must always hold, over histories of thousands of moves: too long to shrink, so they are drawn by numbers that name
//! them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use wegotus::board::{
    Board, CareFact, Fact, OrganizerSaying, PersonId, Policy, PostNo, Saying, State, Status, To,
};
use wegotus_chat::Timestamp;

use crate::history::{History, Move, soak};
use crate::{asks, asks_outcome, each, reminds};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What was said by itself to each place, and when; what somebody may still be told who was forgotten.
#[derive(Default)]
struct Said {
    to_rooms: BTreeMap<To, Vec<Timestamp>>,
    to_people: BTreeMap<To, Vec<Timestamp>>,
    forgotten: BTreeSet<PersonId>,
}

fn check_slots(board: &Board) {
    for (no, post) in board.posts().filter(|(_, post)| !post.erased) {
        assert!(post.promised() <= post.slots(), "{no} has two winners");
        // Of whoever is forgotten only that somebody had promised remains, where it is over.
        let known = || {
            post.claims
                .iter()
                .map(|it| it.person)
                .filter(|it| *it != PersonId::NONE)
        };
        let people: BTreeSet<PersonId> = known().collect();
        assert_eq!(people.len(), known().count(), "{no} has one claimant twice");
    }
}

/// Whether a saying of the bot's own about these posts may still be made to somebody.
fn matters(board: &Board, saying: &Saying, to: To) -> bool {
    let post = saying.posts().first().and_then(|no| board.post(*no));
    post.is_some_and(|post| match (saying, to) {
        (Saying::AskOutcome { .. }, _) => post.status() == Status::Done,
        (Saying::AskCheckIn { .. }, To::Person(person)) => {
            post.is_live() && post.claim_of(person).is_some_and(|it| !it.done)
        }
        _ => post.is_live(),
    })
}

fn check_said(history: &History, said: &mut Said) {
    let (board, now) = (&history.board, history.now);
    let policy = Policy::default();
    for fact in history.last_steps().iter().flat_map(|step| &step.facts) {
        match fact {
            Fact::Forgotten { person } => {
                said.forgotten.insert(*person);
                let asked = said.to_people.remove(&To::Person(*person));
                assert!(
                    most_in_a_day(&asked.unwrap_or_default()) <= policy.person_messages_per_day
                );
            }
            // They wrote again: they are somebody new.
            Fact::Met { person, .. } | Fact::Claimed { person, .. } => {
                said.forgotten.remove(person);
            }
            _ => {}
        }
    }
    for (to, saying) in history.last_said() {
        if let To::Person(person) = to {
            let leaving = matches!(saying, Saying::Forgotten | Saying::AskForget);
            // Whoever organizes does so until the config names them no more.
            let left =
                said.forgotten.contains(&person) && !history.policy.organizers.contains(&person);
            let gone = board.is_blocked(person) || left;
            let own = matches!(
                saying,
                Saying::WhichGroup { .. }
                    | Saying::GroupNoted { .. }
                    | Saying::GroupLapsed
                    | Saying::HowToReach
            );
            // An organizer may name anybody who is in the room still.
            let named = matches!(
                saying,
                Saying::Organizers(OrganizerSaying::AskTakeOn { .. })
            );
            let blocks = history.last_steps().iter().flat_map(|step| &step.facts);
            let just = blocks.clone().any(|fact| {
                matches!(fact, Fact::Organized(wegotus::board::OrganizerFact::Blocked { person: it }) if *it == person)
            });
            assert!(
                !gone || leaving || own || named && !board.is_blocked(person) || just,
                "{saying:?} to somebody who is gone"
            );
        }
        if let Saying::Relay { no, from, .. } = saying {
            assert!(matches!(to, To::Person(_)), "a private word went to a room");
            let To::Person(reached) = to else { continue };
            let author = board.post(no).map(|post| post.source.author);
            assert!(Some(reached) == author || Some(from) == author);
            assert!(
                !board.apart(from, reached),
                "words of one who is kept apart"
            );
        }
        let quiet = policy.out_of_quiet(now) > now;
        if reminds(&saying) {
            assert!(!quiet, "{saying:?} at night");
            let open = |no: &PostNo| {
                board
                    .post(*no)
                    .is_some_and(|it| it.status() == Status::Open)
            };
            assert!(saying.posts().iter().all(open), "{saying:?}");
            said.to_rooms.entry(to).or_default().push(now);
        }
        // What waited for their first word is said when they write, whatever the hour.
        let opened = history.last_steps().iter().flat_map(|step| &step.facts).any(|fact| {
            matches!(fact, Fact::Care(CareFact::Opened { person }) if to == To::Person(*person))
        });
        if asks(&saying) && !opened {
            // Whose need was met this moment was there, whatever the hour.
            let done = |no: &PostNo| {
                board
                    .post(*no)
                    .is_some_and(|it| it.state == State::Done(now))
            };
            let just_done = asks_outcome(&saying) && saying.posts().iter().all(done);
            assert!(!quiet || just_done, "{saying:?} at night");
            for asked in each(&saying) {
                assert!(matters(board, asked, to), "{asked:?} to {to:?}");
            }
            let asked = each(&saying);
            let urgent = |it: &&Saying| it.posts().first().is_some_and(|no| history.is_urgent(*no));
            if !asked.iter().all(urgent) {
                said.to_people.entry(to).or_default().push(now);
            }
        }
    }
}

fn most_in_a_day(times: &[Timestamp]) -> usize {
    let within = |at: &Timestamp| {
        times
            .iter()
            .filter(|it| **it >= *at && it.since(*at) < DAY)
            .count()
    };
    times.iter().map(within).max().unwrap_or_default()
}

#[test]
fn thousands_of_moves_keep_every_promise() {
    let policy = Policy::default();
    // One history may be short of something, as where everything was burnt or the bot paused early; all are not.
    let mut most = (0, 0, 0);
    for first in (0..2 * u64::from(soak())).map(|it| it * 1_000_000) {
        let mut history = History::organized();
        let mut said = Said::default();
        for seed in first..first + 2_500 {
            history.play(&Move::by_chance(seed));
            check_slots(&history.board);
            check_said(&history, &mut said);
        }
        for times in said.to_rooms.values() {
            assert!(most_in_a_day(times) <= policy.room_messages_per_day);
        }
        for times in said.to_people.values() {
            assert!(most_in_a_day(times) <= policy.person_messages_per_day);
        }
        most.0 = most.0.max(history.board.posts().count());
        most.1 = most.1.max(said.to_rooms.len());
        most.2 = most.2.max(said.to_people.len());
    }
    let (posts, rooms, people) = most;
    assert!(posts > 100, "hardly anything was posted");
    assert!(rooms > 0 && people > 0, "hardly anything was said");
}
