//! What the board takes to decide, with a thousand, a hundred thousand and a million open posts, in one run: a claim, a new
//! need that nothing fits, a need and an offer that very many fit, what is due next, and the list somebody asks for. None of
//! them may grow by more than the logarithm.
//!
//! Measured from a thousand posts to a million, on two busy cores: a claim takes 2 times as long, a new need 6 times (it looks
//! at posts all over the memory), what is due next 3 times. The list took 14,000 times as long as long as what stays home
//! was counted one by one; it has shelves of its own since.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use wegotus::board::{
    Board, Heard, Input, MsgId, PersonId, Policy, RoomId, Said, Way, next_due, step,
};
use wegotus::parser::{Answers, Context, Lexicon, Reading, read};
use wegotus_chat::{Text, Timestamp};

const NOW: Timestamp = Timestamp(1_782_900_000_000);
const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

/// What a neighbourhood asks and offers.
const TEXTS: [&str; 12] = [
    "need: a ride to dialysis tomorrow 7am from Elm St",
    "need: diapers size 4",
    "offer: soup for six, still hot",
    "need: somebody to walk my dog on friday",
    "offer: a cot, barely used",
    "need: urgent, insulin tonight",
    "need: help filling out a form for the school",
    "offer: I can drive on tuesday evening",
    "need: a ladder for the weekend",
    "offer: spanish lessons for beginners",
    "need: three volunteers to carry a sofa",
    "need: a place to sleep for two nights",
];

fn readings() -> Vec<Reading> {
    let lexicon = Lexicon::builtin();
    let context = Context {
        now: NOW,
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    let reading = |text: &&str| read(text, &context, &lexicon);
    TEXTS.iter().map(reading).collect()
}

fn person(number: u32) -> PersonId {
    PersonId(u128::from(number).to_be_bytes())
}

fn said(who: u32, msg: u128, reading: &Reading, text: &str) -> Input {
    let what = Said::Message {
        msg: MsgId(msg.to_be_bytes()),
        reply_to: None,
        reading: Box::new(reading.clone()),
        text: Text::from(text),
        quoted: None,
        attachment: false,
    };
    Input::Heard(Heard {
        who: person(who),
        room: RoomId([1; 16]),
        way: Way::Room,
        vanishes: None,
        what,
    })
}

/// A board with this many posts, a minute apart.
fn filled(posts: u32, readings: &[Reading], policy: &Policy) -> Board {
    let mut board = Board::default();
    let joined = Input::RoomJoined {
        room: RoomId([1; 16]),
        language: None,
        asked: None,
    };
    let first = step(&board, joined, NOW, policy);
    board.fold(&first);
    for number in 0..posts {
        let which = number as usize % TEXTS.len();
        let input = said(
            number,
            u128::from(number) + 1,
            &readings[which],
            TEXTS[which],
        );
        let decided = step(
            &board,
            input,
            NOW.plus(Duration::from_millis(u64::from(number))),
            policy,
        );
        board.fold(&decided);
    }
    board
}

fn board(criterion: &mut Criterion) {
    let readings = readings();
    let policy = Policy {
        posts_per_hour: None,
        ..Policy::default()
    };
    let lexicon = Lexicon::builtin();
    let command = |text: &str| {
        let context = Context {
            now: NOW,
            zone: jiff::tz::TimeZone::UTC,
            answers: Answers::Nothing,
            private: false,
            keep: false,
        };
        read(text, &context, &lexicon)
    };
    let mut group = criterion.benchmark_group("board");
    group.sample_size(20);
    for posts in SIZES {
        let board = filled(posts, &readings, &policy);
        let now = NOW.plus(Duration::from_secs(3600));
        let middle = posts / 2;
        let claim = command(&format!("claim {middle}"));
        let list = command("board");
        let mut bench = |name: &str, input: &dyn Fn() -> Input| {
            group.bench_function(BenchmarkId::new(name, posts), |bench| {
                bench.iter(|| step(black_box(&board), input(), now, &policy));
            });
        };
        let new = u128::from(posts) + 10;
        bench("claim", &|| said(posts + 7, new, &claim, "claim"));
        // Nothing fits the first; with a twelfth of all posts the others share what they speak of.
        bench("new need", &|| said(posts + 7, new, &readings[1], TEXTS[1]));
        bench("matched need", &|| {
            said(posts + 7, new, &readings[0], TEXTS[0])
        });
        bench("matched offer", &|| {
            said(posts + 7, new, &readings[7], TEXTS[7])
        });
        bench("list", &|| said(posts + 7, new, &list, "board"));
        group.bench_function(BenchmarkId::new("next due", posts), |bench| {
            bench.iter(|| next_due(black_box(&board)));
        });
    }
    group.finish();
}

criterion_group!(benches, board);
criterion_main!(benches);
