//! Corpora and our own chats → lessons, and the features in them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Result;
use wegotus::parser::model::{
    Part, answer_bucket, features_of, hidden_bucket, topic_bucket, topics_named,
};
use wegotus::parser::{Category, Lexicon};

use crate::corpus::{Label, Line, Row, shared};

/// A message to learn from.
pub struct Lesson {
    /// The message.
    pub text: String,
    /// What it is.
    pub label: Label,
    /// What a mistake on it costs where needs are learnt; 0 where it says nothing of them.
    pub need: f64,
    /// The same for offers.
    pub offer: f64,
    /// From the corpora: the places and names in it are the event's, not ours to learn.
    pub foreign: bool,
    /// Labelled as no request, which may be wrong.
    pub doubted: bool,
    /// What it is about, where that is known.
    pub topics: Vec<Category>,
}

/// The lessons of the corpora that carry an open licence.
///
/// # Errors
/// When a file cannot be read.
pub fn corpora(data: &Path) -> Result<Vec<Lesson>> {
    let read = |name: &str| shared(&data.join(format!("{name}.train.tsv")));
    let mut lessons: Vec<Lesson> = read("f8")?.iter().filter_map(disaster).collect();
    lessons.extend(read("f8_orig")?.iter().map(|row| {
        // Most are in languages the bot does not speak; they teach the model not to be deaf to them.
        lesson(row, if row.label == Label::Need { 1.0 } else { 0.5 }, 0.0)
    }));
    lessons.extend(read("irc")?.iter().map(|row| lesson(row, 2.0, 2.0)));
    Ok(lessons)
}

/// The lesson of a line of our own chats.
///
/// # Errors
/// When its category is none that there is.
pub fn own(line: &Line) -> Result<Lesson> {
    let (need, offer) = match line.label() {
        Label::Need => (3.0, 2.0),
        Label::Offer => (2.0, 4.0),
        // Whoever promises says what whoever offers says.
        Label::Other if line.get("command").starts_with("claim") => (1.0, 1.0),
        Label::Other if line.file == "replies" => (2.0, 2.0),
        Label::Other => (4.0, 4.0),
    };
    Ok(Lesson {
        text: line.text(),
        label: line.label(),
        need,
        offer,
        foreign: false,
        doubted: false,
        topics: line.topics()?,
    })
}

fn lesson(row: &Row, need: f64, offer: f64) -> Lesson {
    Lesson {
        text: row.text.clone(),
        label: row.label,
        need,
        offer,
        foreign: true,
        doubted: false,
        topics: row.topics.clone(),
    }
}

/// A row of f8. News is another task (its needs are reports), unsure rows teach little, offers were not looked
/// for, and much that is labelled as no request asks all the same: what is no need there weighs little, and is doubted.
fn disaster(row: &Row) -> Option<Lesson> {
    if row.raw("related") == "2" {
        return None;
    }
    let news = row.raw("genre") == "news";
    let sandy = row.raw("event") == "sandy";
    let lesson = match row.label {
        Label::Need if news => return None,
        Label::Need => lesson(row, 1.0, 0.5),
        _ if news => lesson(row, 0.1, 0.0),
        _ => Lesson {
            doubted: true,
            ..lesson(row, 0.25, if sandy { 0.0 } else { 0.3 })
        },
    };
    Some(lesson)
}

/// Words that are written with a capital within sentences more often than not: names and places.
fn names<'a>(lessons: impl Iterator<Item = &'a Lesson>) -> HashSet<String> {
    let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
    for lesson in
        lessons.filter(|lesson| lesson.foreign && lesson.text.contains(char::is_lowercase))
    {
        let mut begins = true;
        for word in lesson.text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.starts_with(char::is_uppercase)
                && bare.chars().skip(1).any(char::is_lowercase);
            if !begins && bare.chars().count() > 2 {
                let count = counts.entry(bare.to_lowercase()).or_default();
                count.0 += u32::from(capital);
                count.1 += 1;
            }
            begins = word.ends_with(['.', '!', '?', ':']);
        }
    }
    let often = |(_, (capital, all)): &(String, (u32, u32))| *all >= 3 && *capital * 2 > *all;
    counts
        .into_iter()
        .filter(often)
        .map(|(word, _)| word)
        .collect()
}

/// A lesson with the features of its text, as each part of the model hears them.
pub struct Seen {
    /// The lesson.
    pub lesson: Lesson,
    /// As they are weighed at first.
    pub first: Features,
    /// As the second opinion hears them.
    pub second: Features,
    /// As an answer's are heard.
    pub answers: Features,
    /// As what tells what a post is about; none where that is not known.
    pub topics: Features,
}

/// Buckets and what each is worth, in order.
pub type Features = Vec<(u32, f32)>;

/// Takes the lessons apart; `lexicon` holds the classes of words.
pub fn see(lessons: Vec<Lesson>, lexicon: &Lexicon) -> Vec<Seen> {
    let names = names(lessons.iter());
    let see = |lesson: Lesson| {
        let skip = |word: &str| lesson.foreign && names.contains(word);
        let parts = [Part::First, Part::Second, Part::Answers, Part::Topics];
        let [first, second, answers, topics] = features_of(&lesson.text, lexicon, skip, parts);
        let topics = if lesson.topics.is_empty() {
            Features::new()
        } else {
            let mut topics = coarser(&topics, topic_bucket);
            topics.extend(topics_named(&lesson.text, lexicon));
            topics
        };
        Seen {
            lesson,
            first,
            second: coarser(&second, hidden_bucket),
            answers: coarser(&answers, answer_bucket),
            topics,
        }
    };
    lessons.into_iter().map(see).collect()
}

/// Features in fewer buckets, in their order: `bucket` leads from one of many to one of few and keeps the order.
fn coarser(features: &[(u32, f32)], bucket: impl Fn(u32) -> u32) -> Features {
    let mut coarser: Features = features
        .iter()
        .map(|&(many, value)| (bucket(many), value))
        .collect();
    coarser.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    coarser
}
