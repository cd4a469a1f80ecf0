//! What the bot tells people to write, it understands: every quoted word in its replies is a command.

use wegotus::parser::{Answers, Context, Lexicon, read};
use wegotus_chat::Timestamp;

#[test]
fn whatever_it_asks_people_to_write_it_understands() {
    let lexicon = Lexicon::builtin();
    let mut asked = 0;
    for (file, open, close) in [
        ("en", '"', '"'),
        ("es", '«', '»'),
        ("fr", '«', '»'),
        ("pt", '“', '”'),
        ("ar", '«', '»'),
        ("he", '"', '"'),
        ("de", '„', '“'),
        ("hi-Latn", '"', '"'),
    ] {
        let replies = std::fs::read_to_string(format!("config/replies/{file}.ftl")).unwrap();
        for line in replies.lines().filter(|line| !line.starts_with('#')) {
            for words in quoted(line, open, close) {
                let words = words
                    .replace("{ $number } ", "#14 ")
                    .replace("{ $number }", "14")
                    .replace("{ $code }", "K7MQ2X")
                    .replace('…', "rice for two");
                let words = if words.ends_with(':') {
                    format!("{words} rice for two")
                } else {
                    words
                };
                asked += 1;
                let understood = [Answers::Post, Answers::Nothing]
                    .into_iter()
                    .any(|answers| {
                        let context = Context {
                            now: Timestamp(1_782_900_000_000),
                            zone: jiff::tz::TimeZone::UTC,
                            answers,
                            private: true,
                            keep: false,
                        };
                        let reading = read(&words, &context, &lexicon);
                        reading.command.is_some() || reading.confidence >= 1.0
                    });
                assert!(
                    understood,
                    "{file}: the bot asks people to write {words:?}, and does not understand it"
                );
            }
        }
    }
    assert!(asked > 400, "only {asked} promises were found");
}

fn quoted(line: &str, open: char, close: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((words, after)) = after.split_once(close) else {
            break;
        };
        found.push(words.to_owned());
        rest = after;
    }
    found
}
