//! One message all the way: read by the parser, decided by the board, committed to disk. Beside each
//! stretch of it alone, in the same run, so that the figures can be compared.

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot be set up measures nothing"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use wegotus::board::{Board, Heard, Input, MsgId, PersonId, Policy, RoomId, Said, Step, Way, step};
use wegotus::parser::{Answers, Context, Lexicon, Reading, read};
use wegotus::tracker::{Cause, Entry, Journal, NetworkId, SeenKey, Seq, SledStore, StoreOptions};
use wegotus_chat::{Text, Timestamp};

const TEXT: &str = "need a ride to dialysis tomorrow 7am from Elm St, call 555-0134 if you can";
const NOW: Timestamp = Timestamp(1_782_900_000_000);

fn reading(lexicon: &Lexicon) -> Reading {
    let zone = jiff::tz::TimeZone::UTC;
    read(
        TEXT,
        &Context {
            now: NOW,
            zone,
            answers: Answers::Nothing,
            private: false,
            keep: false,
        },
        lexicon,
    )
}

fn decided(board: &Board, reading: Reading, number: u128, policy: &Policy) -> Step {
    let what = Said::Message {
        msg: MsgId(number.to_be_bytes()),
        reply_to: None,
        reading: Box::new(reading),
        text: Text::from(TEXT),
        quoted: None,
        attachment: false,
    };
    let heard = Heard {
        who: PersonId([1; 16]),
        room: RoomId([1; 16]),
        way: Way::Room,
        vanishes: None,
        what,
    };
    step(board, Input::Heard(heard), NOW, policy)
}

fn entry(step: &Step, number: u128) -> Entry {
    let payload = serde_json::to_vec(step).expect("a step is plain data");
    let cause = Cause::Event(SeenKey(number.to_be_bytes()));
    Entry {
        at: NOW,
        cause,
        payload,
        keeps: Vec::new(),
    }
}

fn message(criterion: &mut Criterion) {
    let lexicon = Lexicon::builtin();
    let policy = Policy {
        posts_per_hour: None,
        ..Policy::default()
    };
    let board = Board::default();
    let mut group = criterion.benchmark_group("message");
    group.bench_function("read", |bench| bench.iter(|| reading(black_box(&lexicon))));
    let read = reading(&lexicon);
    group.bench_function("step", |bench| {
        bench.iter(|| decided(black_box(&board), read.clone(), 1, &policy));
    });

    let folder = tempfile::tempdir().expect("a temporary folder");
    let store =
        SledStore::open(StoreOptions::new(folder.path().join("data"))).expect("an empty store");
    let net = NetworkId::new("bench").expect("a valid id");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (mut seq, mut number) = (Seq(0), 0_u128);
    group.bench_function("commit", |bench| {
        let step = decided(&board, read.clone(), 1, &policy);
        bench.iter(|| {
            number += 1;
            let append = store.append(&net, seq, vec![entry(&step, number)]);
            seq = runtime.block_on(append).expect("it is written");
        });
    });
    group.bench_function("read, step and commit", |bench| {
        bench.iter(|| {
            number += 1;
            let step = decided(&board, reading(&lexicon), number, &policy);
            let append = store.append(&net, seq, vec![entry(&step, number)]);
            seq = runtime.block_on(append).expect("it is written");
        });
    });
    group.finish();
}

criterion_group!(benches, message);
criterion_main!(benches);
