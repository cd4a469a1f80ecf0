//! What the board takes to decide and to fold, with a thousand, a hundred thousand and a million open posts, in one run: each
//! kind of step by itself, what is due next, and the list somebody asks for. None of them may grow by more than the
//! logarithm.
//!
//! Each step is about another post, spread over all of them, so that what it looks up lies in no cache; what the machine's
//! memory costs is told by maps of the standard library with as many entries, looked up in the same way in the same run. Told
//! are medians, in microseconds, and how they grow. On two busy cores, the crate at opt-level 2 (the logarithm itself grows
//! 1.67-fold and then 1.2-fold, a look into a `BTreeMap` 6.5-fold and then 1.5-fold):
//!
//! ```text
//! µs                                   1k       100k         1M   1k → 100k  100k → 1M
//! need                              25.76      41.98      78.05        1.63       1.86
//!   and folded                      29.73      53.46     128.64        1.80       2.41
//! need that many fit                28.53      44.39      80.54        1.56       1.81
//!   and folded                      32.50      55.86     129.71        1.72       2.32
//! offer that many fit               27.70      41.22      74.97        1.49       1.82
//!   and folded                      31.42      47.35      80.92        1.51       1.71
//! claim                              2.25       5.15       5.82        2.29       1.13
//!   and folded                      16.31      37.16      38.98        2.28       1.05
//! done                               2.19       6.51       5.26        2.97       0.81
//!   and folded                       8.82      25.65      20.46        2.91       0.80
//! board                              1.45       2.39       1.73        1.65       0.72
//!   and folded                       2.25       3.67       2.77        1.63       0.75
//! next due                           0.01       0.01       0.01        1.38       0.73
//! reminder                           0.98       2.12       1.01        2.16       0.48
//! (one look into a BTreeMap)         0.13       0.83       1.23        6.48       1.48
//! (one look into a HashMap)          0.10       0.44       0.50        4.50       1.14
//! ```
//!
//! A new need is compared with up to 200 posts that share a word with it, which lie all over the memory. Before posts lay in
//! pages by number (`board/posts.rs`) and words on shelves of their own, it took five times as long with a million as with a
//! hundred thousand.

#![expect(clippy::print_stdout, reason = "it is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "what is measured is the machine's time"
)]

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::time::Duration;

use wegotus::board::{
    Board, Heard, Input, MsgId, PersonId, Policy, RoomId, Said, Way, next_due, step,
};
use wegotus::parser::{Answers, Context, Lexicon, Reading, read};
use wegotus_chat::{Text, Timestamp};

const NOW: Timestamp = Timestamp(1_782_900_000_000);
const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];
/// How often each is measured.
const TIMES: u32 = 101;
/// What is measured once takes at least this long, so that the clock's grain does not count.
const LOOKUPS: u32 = 64;
const HOUR: Duration = Duration::from_secs(3600);

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
/// What a twelfth of all posts fits, and what nothing fits.
const RIDE: usize = 0;
const NAPPIES: usize = 1;
const DRIVE: usize = 7;

fn main() {
    // What cargo says to a bench that is only to be built or listed.
    if std::env::args().any(|arg| arg == "--test" || arg == "--list") {
        return;
    }
    let mut table: Vec<(&str, Vec<f64>)> = Vec::new();
    for posts in SIZES {
        for (at, (name, median)) in measured(posts).into_iter().enumerate() {
            if table.len() <= at {
                table.push((name, Vec::new()));
            }
            if let Some((_, medians)) = table.get_mut(at) {
                medians.push(median);
            }
        }
    }
    println!(
        "{:<28} {:>10} {:>10} {:>10}   1k → 100k  100k → 1M",
        "µs", "1k", "100k", "1M"
    );
    for (name, medians) in table {
        let [small, middle, large] = medians[..] else {
            continue;
        };
        let (first, second) = (middle / small, large / middle);
        println!(
            "{name:<28} {small:>10.2} {middle:>10.2} {large:>10.2}   {first:>9.2}  {second:>9.2}"
        );
    }
}

/// Every kind of step with this many posts on the board, and what plain maps of that size take.
fn measured(posts: u32) -> Vec<(&'static str, f64)> {
    let readings: Vec<Reading> = TEXTS.iter().map(|text| reading(text)).collect();
    let policy = Policy {
        posts_per_hour: None,
        claims_per_hour: None,
        ..Policy::default()
    };
    let mut board = filled(posts, &readings, &policy);
    let mut table = Vec::new();
    // Posts spread over the whole board: every one is met once.
    let spread = |nth: u32| 1 + (u64::from(nth) * 7_919 * 31 % u64::from(posts)) as u32;
    let mut message = u128::from(posts) + 10;
    let mut now = NOW.plus(HOUR);
    let claims: Vec<Reading> = (0..TIMES)
        .map(|nth| reading(&format!("claim {}", spread(nth))))
        .collect();
    let done: Vec<Reading> = (0..TIMES)
        .map(|nth| reading(&format!("done {}", spread(nth))))
        .collect();
    let list = reading("board");
    {
        let mut kind = |name: &'static str, input: &dyn Fn(u32, u128) -> Input| {
            let mut decided = Vec::new();
            let mut folded = Vec::new();
            for nth in 0..TIMES {
                message += 1;
                now = now.plus(Duration::from_millis(1));
                let input = input(nth, message);
                let begun = std::time::Instant::now();
                let made = step(black_box(&board), input, now, &policy);
                decided.push(begun.elapsed());
                let begun = std::time::Instant::now();
                board.fold(&made);
                folded.push(begun.elapsed());
            }
            let both = decided
                .iter()
                .zip(&folded)
                .map(|(one, other)| *one + *other)
                .collect();
            (name, median(decided), median(both))
        };
        let anew = |which: usize| {
            let readings = &readings;
            move |nth: u32, message: u128| {
                said(posts + 1_000 + nth, message, &readings[which], TEXTS[which])
            }
        };
        let of = |commands: &[Reading], text: &'static str| {
            let commands = commands.to_vec();
            move |nth: u32, message: u128| {
                let command = &commands[nth as usize];
                let who = if text == "claim" {
                    posts + 7 + nth
                } else {
                    spread(nth) - 1
                };
                said(who, message, command, text)
            }
        };
        let rows = [
            kind("need", &anew(NAPPIES)),
            kind("need that many fit", &anew(RIDE)),
            kind("offer that many fit", &anew(DRIVE)),
            kind("claim", &of(&claims, "claim")),
            kind("done", &of(&done, "done")),
            kind("board", &|nth, message| {
                said(posts + 7 + nth, message, &list, "board")
            }),
        ];
        for (name, decided, both) in rows {
            table.push((name, decided));
            table.push(("  and folded", both));
        }
    }
    table.push(("next due", each(|_| next_due(black_box(&board)))));
    // One need waits for its reminder: those of the others come later.
    let due = next_due(&board).unwrap_or(now);
    table.push((
        "reminder",
        each(|_| step(black_box(&board), Input::Tick, due, &policy)),
    ));
    drop(board);
    table.extend(plain(posts, spread));
    table
}

/// What looking up one entry takes in maps of the standard library with as many entries of a post's size.
fn plain(posts: u32, spread: impl Fn(u32) -> u32) -> [(&'static str, f64); 2] {
    let numbers = 1..=posts;
    let entry = |no: u32| (PersonId(u128::from(no).to_be_bytes()), [no; 160]);
    let ordered: BTreeMap<_, _> = numbers.clone().map(entry).collect();
    let key = |nth: u32| PersonId(u128::from(spread(nth)).to_be_bytes());
    let of = |nth| ordered.get(&key(nth)).map(|it| it.iter().sum::<u32>());
    let in_order = each(of);
    drop(ordered);
    let hashed: HashMap<_, _> = numbers.map(entry).collect();
    let by_hash = each(|nth| hashed.get(&key(nth)).map(|it| it.iter().sum::<u32>()));
    [
        ("(one look into a BTreeMap)", in_order),
        ("(one look into a HashMap)", by_hash),
    ]
}

/// How long one of many takes, each with a number of its own.
fn each<T>(what: impl Fn(u32) -> T) -> f64 {
    let times = (0..TIMES).map(|time| {
        let begun = std::time::Instant::now();
        for nth in 0..LOOKUPS {
            black_box(what(time * LOOKUPS + nth));
        }
        begun.elapsed() / LOOKUPS
    });
    median(times.collect())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .map_or(0.0, |it| it.as_secs_f64() * 1e6)
}

fn reading(text: &str) -> Reading {
    let context = Context {
        now: NOW,
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    read(text, &context, &Lexicon::builtin())
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

/// A board with this many posts, a millisecond apart.
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
        let message = u128::from(number) + 1;
        let input = said(number, message, &readings[which], TEXTS[which]);
        let at = NOW.plus(Duration::from_millis(u64::from(number)));
        let decided = step(&board, input, at, policy);
        board.fold(&decided);
    }
    board
}
