//! The detector on the chats that were set aside: it may get better, never worse than this.

use wegotus::board::Kind;
use wegotus::parser::{Answers, Context, Decision, Lexicon, read};
use wegotus_chat::Timestamp;

const LANGUAGES: [&str; 8] = ["ar", "de", "en", "es", "fr", "he", "hi-Latn", "pt"];

#[derive(Clone)]
struct Line {
    answers: Answers,
    command: String,
    category: String,
    text: String,
}

/// The held lines of a file.
fn held(language: &str, file: &str) -> Vec<Line> {
    let path = format!(
        "{}/tests/chats/{language}/held/{file}.tsv",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let line = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), header.len(), "{path}: {line}");
        let get = |name: &str| {
            header
                .iter()
                .position(|it| *it == name)
                .map_or("", |at| fields[at])
        };
        Line {
            answers: if get("answers") == "question" {
                Answers::Question
            } else {
                Answers::Post
            },
            command: get("command").to_owned(),
            category: get("category").to_owned(),
            text: get("text").replace('␤', "\n"),
        }
    };
    lines.filter(|line| !line.is_empty()).map(line).collect()
}

fn context(answers: Answers) -> Context {
    Context {
        now: Timestamp(1_795_000_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers,
        private: false,
        keep: false,
    }
}

/// How many of these are posted as `kind`, in hundredths.
fn posted(lines: &[Line], kind: Option<Kind>, lexicon: &Lexicon) -> usize {
    let posts = lines.iter().filter(|line| {
        let reading = read(&line.text, &context(Answers::Nothing), lexicon);
        reading.decision == Decision::Post && kind.is_none_or(|kind| reading.kind == Some(kind))
    });
    posts.count() * 100 / lines.len()
}

#[test]
fn needs_and_offers_are_heard_and_hard_chatter_is_not() {
    let lexicon = Lexicon::builtin();
    let (mut needs, mut offers, mut chatter) = (0, 0, 0);
    for language in LANGUAGES {
        let (all_needs, all_offers, talk) = (
            held(language, "needs"),
            held(language, "offers"),
            held(language, "chatter"),
        );
        assert!(
            all_needs.len() >= 40 && all_offers.len() >= 40 && talk.len() >= 80,
            "{language} is too small"
        );
        needs += posted(&all_needs, Some(Kind::Need), &lexicon);
        offers += posted(&all_offers, Some(Kind::Offer), &lexicon);
        let misfires = posted(&talk, None, &lexicon);
        assert!(
            misfires <= 25,
            "{language}: {misfires} of 100 hard lines of chatter were posted"
        );
        chatter += misfires;
    }
    let each = |sum: usize| sum / LANGUAGES.len();
    assert!(
        each(needs) >= 85,
        "{} of 100 needs were posted",
        each(needs)
    );
    assert!(
        each(offers) >= 87,
        "{} of 100 offers were posted",
        each(offers)
    );
    assert!(
        each(chatter) <= 10,
        "{} of 100 hard lines of chatter were posted",
        each(chatter)
    );
}

#[test]
fn posts_are_put_where_people_would_look_for_them() {
    let lexicon = Lexicon::builtin();
    let context = Context {
        keep: true,
        ..context(Answers::Nothing)
    };
    let (mut right, mut all) = (0, 0);
    for language in LANGUAGES {
        for line in ["needs", "offers"]
            .map(|file| held(language, file))
            .concat()
        {
            let found = read(&line.text, &context, &lexicon).details.category;
            right += usize::from(found.as_str() == line.category);
            all += 1;
        }
    }
    assert!(
        right * 100 >= all * 87,
        "{right} of {all} needs and offers were put into their category"
    );
}

#[test]
fn answers_are_taken_for_what_they_are_and_rarely_for_something_else() {
    let lexicon = Lexicon::builtin();
    let (mut right, mut harm, mut all) = (0, 0, 0);
    for language in LANGUAGES {
        for line in held(language, "replies") {
            let command = read(&line.text, &context(line.answers), &lexicon).command;
            let said = command.map_or_else(|| "None".to_owned(), |command| format!("{command:?}"));
            let name = said
                .split([' ', '{'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let meant = line
                .command
                .split(' ')
                .next()
                .unwrap_or_default()
                .replace("someone", "someoneelse");
            all += 1;
            right += usize::from(name == meant);
            // A claim that is none sends nobody; a release or withdrawal that is none undoes something.
            harm += usize::from(
                name != meant && ["release", "withdraw", "done"].contains(&name.as_str()),
            );
        }
    }
    assert!(
        right * 100 >= all * 93,
        "{right} of {all} answers were understood"
    );
    assert!(
        harm * 100 <= all * 12,
        "{harm} of {all} answers undid something nobody meant to undo"
    );
}
