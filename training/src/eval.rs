//! How well the detector does on each corpus: recall where it may misfire so and so often, and misfires.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use wegotus::board::Kind;
use wegotus::parser::model::{Scores, odds_of, scores_of};
use wegotus::parser::{Answers, Category, Command, Context, Decision, Lexicon, read};

use crate::corpus::{Label, Line, Row, shared};

/// The corpora of ordinary English chat, whose misfires are counted together.
pub const CHAT: [&str; 5] = ["dialog_en", "irc", "nps_chat", "nus_sms_en", "sms_uci"];

/// Every corpus scored.
const CORPORA: [&str; 14] = [
    "f8",
    "f8_orig",
    "raop",
    "fire17",
    "tr_quake",
    "dialog_en",
    "irc",
    "nps_chat",
    "nus_sms_en",
    "sms_uci",
    "dialog_de",
    "dialog_it",
    "dialog_zh",
    "nus_sms_zh",
];

/// The score of one kind.
pub type Of = fn(&Scores) -> f32;

/// A message with what the model says of it.
pub struct Scored {
    /// The message.
    pub row: Row,
    /// What the model says.
    pub scores: Scores,
}

/// Corpora by name, scored.
pub type Boards = BTreeMap<String, Vec<Scored>>;

/// Scores one part (`dev`, …) of every corpus in the folder; one that is not there is left out.
///
/// # Errors
/// When a file is not in the schema.
pub fn score(data: &Path, part: &str, lexicon: &Lexicon) -> Result<Boards> {
    boards(data, part, |text| odds_of(text, lexicon))
}

/// The same with scores before they are scaled.
///
/// # Errors
/// When a file is not in the schema.
pub fn raw(data: &Path, part: &str, lexicon: &Lexicon) -> Result<Boards> {
    boards(data, part, |text| scores_of(text, lexicon))
}

fn boards(data: &Path, part: &str, scores: impl Fn(&str) -> Scores) -> Result<Boards> {
    let mut boards = Boards::new();
    for name in CORPORA {
        let file = data.join(format!("{name}.{part}.tsv"));
        if !file.exists() {
            continue;
        }
        let scored = |row: Row| Scored {
            scores: scores(&row.text),
            row,
        };
        boards.insert(
            name.to_owned(),
            shared(&file)?.into_iter().map(scored).collect(),
        );
    }
    Ok(boards)
}

/// The score that no more than `per_thousand` of the ordinary English chat lines exceed.
pub fn threshold(boards: &Boards, per_thousand: f64, of: Of) -> f32 {
    let mut chat: Vec<f32> = CHAT
        .iter()
        .filter_map(|name| boards.get(*name))
        .flatten()
        .map(|it| of(&it.scores))
        .collect();
    chat.sort_by(|one, other| other.total_cmp(one));
    let allowed = (chat.len() as f64 * per_thousand / 1000.0) as usize;
    chat.get(allowed).copied().unwrap_or(f32::MAX)
}

/// The share of the messages of `label` above a score.
pub fn recall<'a>(
    scored: impl Iterator<Item = &'a Scored>,
    label: Label,
    of: Of,
    above: f32,
) -> Option<f64> {
    let (mut all, mut found) = (0_u32, 0_u32);
    for it in scored.filter(|it| it.row.label == label) {
        all += 1;
        found += u32::from(of(&it.scores) > above);
    }
    (all > 0).then(|| f64::from(found) / f64::from(all))
}

/// The average precision of a ranking.
pub fn average_precision<'a>(
    scored: impl Iterator<Item = &'a Scored>,
    label: Label,
    of: Of,
) -> Option<f64> {
    let mut ranking: Vec<(f32, bool)> = scored
        .map(|it| (of(&it.scores), it.row.label == label))
        .collect();
    ranking.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut found, mut sum) = (0_u32, 0.0);
    for (rank, _) in ranking.iter().enumerate().filter(|(_, (_, hit))| *hit) {
        found += 1;
        sum += f64::from(found) / (rank + 1) as f64;
    }
    (found > 0 && (found as usize) < ranking.len()).then(|| sum / f64::from(found))
}

/// One line of the table.
#[derive(Serialize)]
pub struct Measure {
    /// What is measured.
    pub name: String,
    /// The figure.
    pub value: f64,
}

/// The figures of the table.
pub fn measures(boards: &Boards) -> Vec<Measure> {
    let need = |scores: &Scores| scores.need;
    let offer = |scores: &Scores| scores.offer;
    let mut table = Vec::new();
    let mut put = |name: String, value: Option<f64>| {
        if let Some(value) = value {
            table.push(Measure { name, value });
        }
    };
    let direct = || {
        boards
            .get("f8")
            .into_iter()
            .flatten()
            .filter(|it| it.row.raw("genre") == "direct")
    };
    let judged = || direct().filter(|it| it.row.raw("split") == "official-test");
    let all = |name: &str| boards.get(name).into_iter().flatten();
    for per_thousand in [1.0, 0.5] {
        let above = threshold(boards, per_thousand, need);
        put(
            format!("need recall, f8 direct, at {per_thousand} per 1,000"),
            recall(direct(), Label::Need, need, above),
        );
        put(
            format!("need recall, raop, at {per_thousand} per 1,000"),
            recall(all("raop"), Label::Need, need, above),
        );
        put(
            format!("need recall, f8_orig, at {per_thousand} per 1,000"),
            recall(all("f8_orig"), Label::Need, need, above),
        );
        let above = threshold(boards, per_thousand, offer);
        put(
            format!("offer recall, f8 direct, at {per_thousand} per 1,000"),
            recall(judged(), Label::Offer, offer, above),
        );
        put(
            format!("offer recall, fire17, at {per_thousand} per 1,000"),
            recall(all("fire17"), Label::Offer, offer, above),
        );
    }
    put(
        "need average precision, f8 direct".to_owned(),
        average_precision(direct(), Label::Need, need),
    );
    put(
        "need average precision, f8_orig".to_owned(),
        average_precision(all("f8_orig"), Label::Need, need),
    );
    put(
        "need average precision, fire17".to_owned(),
        average_precision(all("fire17"), Label::Need, need),
    );
    put(
        "need average precision, tr_quake".to_owned(),
        average_precision(all("tr_quake"), Label::Need, need),
    );
    put(
        "offer average precision, fire17".to_owned(),
        average_precision(all("fire17"), Label::Offer, offer),
    );
    for (kind, of) in [("need", need as Of), ("offer", offer)] {
        let above = threshold(boards, 1.0, of);
        for (name, scored) in boards.iter().filter(|(name, _)| {
            name.contains("dialog") || name.contains("sms") || CHAT.contains(&name.as_str())
        }) {
            let fires = scored.iter().filter(|it| of(&it.scores) > above).count();
            put(
                format!("{kind} misfires per 1,000, {name}"),
                Some(fires as f64 * 1000.0 / scored.len().max(1) as f64),
            );
        }
    }
    table
}

/// What the detector does with a message at the frozen thresholds.
fn decided(text: &str, lexicon: &Lexicon) -> (Decision, Label) {
    let reading = read(text, &standing_alone(), lexicon);
    let label = match reading.kind {
        Some(Kind::Need) => Label::Need,
        Some(Kind::Offer) => Label::Offer,
        None => Label::Other,
    };
    (reading.decision, label)
}

fn standing_alone() -> Context {
    Context {
        now: wegotus_chat::Timestamp(1_795_000_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    }
}

/// What becomes of each corpus at the frozen thresholds: what users get.
pub fn frozen(boards: &Boards, lexicon: &Lexicon) -> Vec<Measure> {
    let mut table = Vec::new();
    let mut put = |name: String, value: f64| table.push(Measure { name, value });
    let (mut lines, mut posted, mut asked) = (0_u32, 0_u32, 0_u32);
    for (name, scored) in boards {
        let mut counts: BTreeMap<(Label, Decision), u32> = BTreeMap::new();
        let mut right: BTreeMap<Label, (u32, u32)> = BTreeMap::new();
        for it in scored.iter().filter(|it| it.row.raw("genre") != "news") {
            let (decision, label) = decided(&it.row.text, lexicon);
            *counts.entry((it.row.label, decision)).or_default() += 1;
            let right = right.entry(it.row.label).or_default();
            right.0 += 1;
            right.1 += u32::from(decision == Decision::Post && label == it.row.label);
        }
        for (label, (all, posted)) in &right {
            if *label != Label::Other {
                put(
                    format!("{label:?} posted as such, {name}"),
                    f64::from(*posted) / f64::from(*all),
                );
            }
        }
        if right.len() == 1 && right.contains_key(&Label::Other) {
            let all = f64::from(right[&Label::Other].0) / 1000.0;
            let of = |decision| counts.get(&(Label::Other, decision)).copied().unwrap_or(0);
            put(
                format!("posts per 1,000, {name}"),
                f64::from(of(Decision::Post)) / all,
            );
            put(
                format!("questions per 1,000, {name}"),
                f64::from(of(Decision::Ask)) / all,
            );
            if CHAT.contains(&name.as_str()) {
                lines += right[&Label::Other].0;
                posted += of(Decision::Post);
                asked += of(Decision::Ask);
            }
        }
    }
    put(
        "posts per 1,000, English chat together".to_owned(),
        f64::from(posted) * 1000.0 / f64::from(lines.max(1)),
    );
    put(
        "questions per 1,000, English chat together".to_owned(),
        f64::from(asked) * 1000.0 / f64::from(lines.max(1)),
    );
    table
}

/// Precision, recall and F1 of a kind on our own chats, by language, at the frozen thresholds, with the 95 %
/// interval of F1 (bootstrap of 500).
pub fn own(lines: &[Line], lexicon: &Lexicon) -> Vec<Measure> {
    let mut outcomes: BTreeMap<(String, Label), Vec<(bool, bool)>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.file != "replies") {
        let (decision, label) = decided(&line.text(), lexicon);
        let said = if decision == Decision::Post {
            label
        } else {
            Label::Other
        };
        for kind in [Label::Need, Label::Offer] {
            outcomes
                .entry((line.lang.clone(), kind))
                .or_default()
                .push((said == kind, line.label() == kind));
        }
    }
    outcomes
        .into_iter()
        .map(|((lang, kind), outcomes)| {
            let mut random = 0x2545_f491_4f6c_dd1d_u64;
            let mut draws: Vec<f64> = (0..500)
                .map(|_| {
                    f1(outcomes.iter().map(|_| {
                        random ^= random << 13;
                        random ^= random >> 7;
                        random ^= random << 17;
                        outcomes[(random % outcomes.len() as u64) as usize]
                    }))
                    .2
                })
                .collect();
            draws.sort_by(f64::total_cmp);
            let (precision, recall, value) = f1(outcomes.iter().copied());
            let (low, high) = (draws[12], draws[487]);
            Measure {
                name: format!(
                    "own held chats, {lang}, {kind:?} F1 (precision {precision:.2}, recall {recall:.2}, 95 % {low:.2} to {high:.2})"
                ),
                value,
            }
        })
        .collect()
}

/// Precision, recall and F1 of what was said against what is.
fn f1(outcomes: impl Iterator<Item = (bool, bool)>) -> (f64, f64, f64) {
    let (mut hit, mut wrong, mut missed) = (0.0, 0.0, 0.0);
    for outcome in outcomes {
        match outcome {
            (true, true) => hit += 1.0,
            (true, false) => wrong += 1.0,
            (false, true) => missed += 1.0,
            (false, false) => {}
        }
    }
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
    (
        share(hit, hit + wrong),
        share(hit, hit + missed),
        share(2.0 * hit, 2.0 * hit + wrong + missed),
    )
}

/// How many posts of our own chats are put into the category they are labelled with, by language, and how many of f8 into one
/// of those they are labelled with.
///
/// # Errors
/// When the category of a line is none that there is.
pub fn categories(lines: &[Line], boards: &Boards, lexicon: &Lexicon) -> Result<Vec<Measure>> {
    let context = Context {
        keep: true,
        ..standing_alone()
    };
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut count = |name: String, text: &str, topics: &[Category]| {
        if !topics.is_empty() {
            let found = read(text, &context, lexicon).details.category;
            let count = counts.entry(name).or_default();
            count.0 += 1;
            count.1 += u32::from(topics.contains(&found));
        }
    };
    for line in lines.iter().filter(|line| line.label() != Label::Other) {
        let name = format!("own held chats, {}", line.lang);
        count(name, &line.text(), &line.topics()?);
    }
    for Scored { row, .. } in boards.get("f8").into_iter().flatten() {
        if row.label != Label::Other {
            count("f8".to_owned(), &row.text, &row.topics);
        }
    }
    let measure = |(name, (all, right)): (String, (u32, u32))| Measure {
        name: format!("category, {name} (of {all})"),
        value: f64::from(right) / f64::from(all),
    };
    Ok(counts.into_iter().map(measure).collect())
}

/// How many replies of our own chats are understood as what they are, by language: a command where there is one,
/// none where there is none.
pub fn replies(lines: &[Line], lexicon: &Lexicon) -> Vec<Measure> {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.file == "replies") {
        let context = Context {
            answers: match line.get("answers") {
                "question" => Answers::Question,
                _ => role(line.get("command")),
            },
            ..standing_alone()
        };
        let reading = read(&line.text(), &context, lexicon);
        let count = counts.entry(line.lang.clone()).or_default();
        count.0 += 1;
        count.1 += u32::from(name(reading.command.as_ref()) == line.get("command"));
    }
    let (mut talk, mut taken) = (0_u32, 0_u32);
    for line in lines.iter().filter(|line| line.file == "chatter") {
        let context = Context {
            answers: Answers::NeighboursPost,
            ..standing_alone()
        };
        talk += 1;
        taken += u32::from(read(&line.text(), &context, lexicon).command.is_some());
    }
    let taken = Measure {
        name: format!("own held chatter taken for a command beneath a post (of {talk})"),
        value: f64::from(taken) / f64::from(talk.max(1)),
    };
    counts
        .into_iter()
        .map(|(lang, (all, right))| Measure {
            name: format!("own held replies, {lang} (of {all})"),
            value: f64::from(right) / f64::from(all),
        })
        .chain([taken])
        .collect()
}

/// As whom somebody answers a post who says that: what ends a promise is said by who made it. Of talk it is not known.
fn role(command: &str) -> Answers {
    match command.split(' ').next() {
        Some("claim" | "backup") => Answers::NeighboursPost,
        Some("release" | "done") => Answers::PromisedPost,
        Some("withdraw" | "someone" | "no" | "yes") => Answers::OwnPost,
        _ => Answers::Post,
    }
}

/// What a command is called in our own chats.
fn name(command: Option<&Command>) -> String {
    match command {
        Some(Command::Claim {
            count: Some(count), ..
        }) => format!("claim {count}"),
        Some(Command::Claim { .. }) => "claim".to_owned(),
        Some(Command::Backup { .. }) => "backup".to_owned(),
        Some(Command::Release { .. }) => "release".to_owned(),
        Some(Command::Done { .. }) => "done".to_owned(),
        Some(Command::Withdraw { .. }) => "withdraw".to_owned(),
        Some(Command::SomeoneElse { .. }) => "someone else".to_owned(),
        Some(Command::Yes { .. }) => "yes".to_owned(),
        Some(Command::No { .. }) => "no".to_owned(),
        _ => "none".to_owned(),
    }
}
