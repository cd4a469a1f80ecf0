//! Answers, in eight languages: what is a command to whom, and what only sounds like one.

use super::super::Command::{self, *};
use super::{LEXICON, context, none};
use crate::parser::{Answers, Context, read};

/// What is answered, the command and the words, a line each.
const TABLE: &str = include_str!("replies.tsv");

#[test]
fn answers_are_understood() {
    let mut wrong = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (answers, meant, text) = (fields.next(), fields.next(), fields.next());
        let (Some(answers), Some(meant), Some(text)) = (answers, meant, text) else {
            wrong.push(format!("{line}: not three fields"));
            continue;
        };
        let ctx = Context {
            answers: of(answers),
            ..context()
        };
        let heard = named(read(text, &ctx, &LEXICON).command);
        let over = |name: &str| matches!(name, "done" | "withdraw");
        if heard != meant && !(over(&heard) && over(meant)) {
            wrong.push(format!("[{answers}] {text}: {heard}, not {meant}"));
        }
    }
    none(wrong);
}

fn of(answers: &str) -> Answers {
    match answers {
        "own post" => Answers::OwnPost,
        "promised post" => Answers::PromisedPost,
        "neighbour's post" => Answers::NeighboursPost,
        "question" => Answers::Question,
        _ => Answers::Post,
    }
}

/// The command as the table has it.
fn named(command: Option<Command>) -> String {
    match command {
        None => "-".to_owned(),
        Some(Claim { post, count, .. }) => {
            let post = post.map(|no| format!(" #{}", no.0)).unwrap_or_default();
            let count = count.filter(|count| *count > 1);
            let count = count.map(|count| format!(" {count}")).unwrap_or_default();
            format!("claim{post}{count}")
        }
        Some(Choice { number, .. }) => format!("choice {number}"),
        Some(Done { .. }) => "done".to_owned(),
        Some(Withdraw { .. }) => "withdraw".to_owned(),
        Some(Release { .. }) => "release".to_owned(),
        Some(StillNeeded { .. }) => "still_needed".to_owned(),
        Some(Yes { .. }) => "yes".to_owned(),
        Some(No { .. }) => "no".to_owned(),
        Some(other) => format!("{other:?}"),
    }
}
