//! Nothing that people say, are called or can be reached at is found in the files or in the log, however much is logged.

use std::fs;
use std::path::Path;

use wegotus::parser::{Answers, Context, Decision, Lexicon, read};
use wegotus_chat::Timestamp;

use crate::flow::Flow;

/// Something with a mark in it of which the detector of today is not sure: its author is asked.
fn doubtful() -> Option<String> {
    let lexicon = Lexicon::builtin();
    let ctx = Context {
        now: Timestamp(1_790_000_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    let begins = [
        "we could",
        "the kids could",
        "I would",
        "somebody could",
        "we should",
    ];
    let goes_on = ["do with", "use", "like", "love", "need", "be glad of"];
    let ends = [
        "",
        " for the kids",
        " again",
        " tomorrow",
        " please",
        " if anyone has it",
    ];
    let mut all = begins.iter().flat_map(|one| {
        let pairs = goes_on
            .iter()
            .flat_map(|two| ends.map(|three| (two, three)));
        pairs.map(move |(two, three)| format!("{one} {two} some Xylomark soup{three}"))
    });
    all.find(|text| read(text, &ctx, &lexicon).decision == Decision::Ask)
}

/// A word in every form in which it could lie about.
fn forms(mark: &str) -> Vec<Vec<u8>> {
    let base64 = |bytes: &[u8]| {
        const LETTERS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let triples = bytes.chunks_exact(3).map(|it| {
            let all = it
                .iter()
                .fold(0_usize, |all, byte| all << 8 | usize::from(*byte));
            [18, 12, 6, 0].map(|shift| LETTERS[all >> shift & 63])
        });
        triples.flatten().collect::<Vec<u8>>()
    };
    let bytes = mark.as_bytes();
    let utf16: Vec<u16> = mark.encode_utf16().collect();
    let mut forms = vec![
        bytes.to_vec(),
        utf16.iter().flat_map(|it| it.to_le_bytes()).collect(),
        utf16.iter().flat_map(|it| it.to_be_bytes()).collect(),
        bytes
            .iter()
            .flat_map(|it| format!("{it:02x}").into_bytes())
            .collect(),
    ];
    // Wherever in a longer text it begins.
    forms.extend((0..3).map(|skip| base64(&bytes[skip..])));
    forms
}

fn search(folder: &Path, forms: &[Vec<u8>], found: &mut Vec<String>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            search(&path, forms, found);
            continue;
        }
        // What the process removed meanwhile holds nothing.
        let Ok(bytes) = fs::read(&path) else { continue };
        let lower = bytes.to_ascii_lowercase();
        let upper_insensitive = |form: &Vec<u8>| {
            let wanted = form.to_ascii_lowercase();
            lower.windows(wanted.len()).any(|window| window == wanted)
        };
        if forms.iter().any(upper_insensitive) {
            found.push(path.display().to_string());
        }
    }
}

#[tokio::test]
async fn nothing_said_is_found_in_the_files_or_in_the_log() {
    const MARKS: [&str; 5] = [
        "Xylomark",
        "Yttermark",
        "Zirkomark",
        "+4915552368",
        "Wolframark",
    ];
    let chat = Flow::with("log = \"trace\"\n[networks.elm]\njoin_code = \"Wolframark77\"\n").await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    for number in 0..40 {
        signal
            .says("Yttermark", &format!("nice weather, Xylomark{number} lol"))
            .await;
        matrix
            .says("Ben", &format!("wegotus Xylomark{number} please"))
            .await;
    }
    let chatter = signal.says("Yttermark", "hello Xylomark").await;
    chatter.edited_to("hello again Xylomark").await;
    chatter.reacts("Ben", "🎉").await;
    signal.replies("Ben", &chatter, "Xylomark to you").await;
    chatter.deleted().await;
    signal.says("Ben", "wegotus join Wolframark77").await;
    signal.says("Ben", "wegotus join Wolframark78").await;

    let need = signal
        .says("Yttermark", "need: a Zirkomark lamp, call +4915552368")
        .await;
    need.bot_replies("#1").await;
    let shown = matrix.bot_shows("Zirkomark").await;
    let claim = matrix.replies("Ben", &shown, "claim").await;
    claim.bot_replies("Ben").await;
    chat.dm("Ben").says("the Xylomark is by the door").await;
    chat.dm("Yttermark").bot_says("Xylomark").await;
    chat.dm("Yttermark").says("share").await;
    chat.dm("Yttermark").says("forget me").await;
    chat.dm("Yttermark").says("forget me").await;
    chat.dm("Yttermark").bot_says("I hold nothing").await;
    let unsure = doubtful().expect("the detector is in doubt about something");
    signal.says("Ben", &unsure).await.has_reaction("❓").await;
    chat.hours_pass(26).await;
    chat.restart().await;
    chat.settle().await;

    let log = fs::read(chat.folder().join("wegotus.log")).unwrap();
    assert!(!log.is_empty(), "there is a log to look into");
    for mark in MARKS {
        let mut found = Vec::new();
        search(chat.folder(), &forms(mark), &mut found);
        // Its own config names the code that brings a room in.
        found.retain(|path| !path.ends_with("/wegotus.toml"));
        assert!(found.is_empty(), "{mark} is in {found:?}");
    }
}
