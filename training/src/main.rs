//! Trains and scores the detector: `cargo xtask train --data DIR`, `cargo xtask eval --data DIR`.
#![expect(clippy::print_stdout, reason = "it talks to whoever runs it")]

mod calibrate;
mod card;
mod classes;
mod corpus;
mod eval;
mod lessons;
mod network;
mod svm;
mod train;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use wegotus::parser::Lexicon;
use wegotus::parser::model::{Learnt, Model, Scores, language_of, scores_of, word_hash};

use calibrate::{Judged, Limits};
use corpus::{FOLDS, Label, Line};
use eval::{CHAT, Measure, Of};
use lessons::{Lesson, Seen};

const USAGE: &str = "\
train --data DIR [--chats DIR] [--out DIR]     learn from DIR/*.train.tsv and our own chats; write the model
eval --data DIR [--chats DIR] [--part dev]     score the model compiled in; a table, and JSON with --json FILE
classes --encoder FILE [--out DIR]             gather the words of an encoder into classes";

/// Where our own chats, and what is written, are by default.
const CHATS: &str = "tests/chats";
const MODEL: &str = "config/model";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let mut options = Options::default();
    while let Some(option) = arguments.next() {
        let value = arguments
            .next()
            .with_context(|| format!("{option} needs a value\n{USAGE}"))?;
        match option.as_str() {
            "--data" => options.data = Some(value.into()),
            "--chats" => options.chats = value.into(),
            "--out" => options.out = value.into(),
            "--part" => options.part = value,
            "--json" => options.json = Some(value.into()),
            "--encoder" => options.encoder = Some(value.into()),
            _ => bail!("no option {option}\n{USAGE}"),
        }
    }
    match task.as_str() {
        "train" => teach(&options),
        "eval" => score(&options),
        "classes" => gather(&options),
        _ => bail!("no task {task:?}\n{USAGE}"),
    }
}

struct Options {
    data: Option<PathBuf>,
    chats: PathBuf,
    out: PathBuf,
    part: String,
    json: Option<PathBuf>,
    encoder: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data: None,
            chats: CHATS.into(),
            out: MODEL.into(),
            part: "dev".to_owned(),
            json: None,
            encoder: None,
        }
    }
}

impl Options {
    fn data(&self) -> Result<&Path> {
        self.data
            .as_deref()
            .context("say where the corpora are: --data DIR")
    }
}

fn gather(options: &Options) -> Result<()> {
    let encoder = options
        .encoder
        .as_deref()
        .context("say where the encoder is: --encoder FILE")?;
    let lines: String = classes::classes(encoder)?
        .iter()
        .map(|(word, class)| format!("{word}\t{class}\n"))
        .collect();
    let file = options.out.join("classes.tsv");
    std::fs::write(&file, lines)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    println!("wrote {}", file.display());
    Ok(())
}

/// The classes that `classes` wrote.
fn known_classes(folder: &Path) -> Result<Vec<(String, u16)>> {
    let file = folder.join("classes.tsv");
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, class)| Ok((word.to_owned(), class.parse()?)))
        .collect()
}

fn teach(options: &Options) -> Result<()> {
    let classes = known_classes(&options.out)?;
    let mut lexicon = Lexicon::load(None)?;
    lexicon.model = Model::untaught(
        classes
            .iter()
            .map(|(word, class)| (word_hash(word), *class))
            .collect(),
    );
    let mut own = Vec::new();
    for part in corpus::parts(&options.chats, "train")? {
        own.extend(corpus::chats(&options.chats, &part)?);
    }
    let shared = lessons::corpora(options.data()?)?;
    println!(
        "{} lessons from the corpora, {} of our own",
        shared.len(),
        own.len()
    );
    let mut lessons = own
        .iter()
        .map(lessons::own)
        .collect::<Result<Vec<Lesson>>>()?;
    lessons.extend(shared);
    let mut seen = lessons::see(lessons, &lexicon);
    train::correct(&mut seen);
    let aside = left_aside(&own, &seen, &classes)?;
    let answers: Vec<train::Answer> = own
        .iter()
        .zip(&seen)
        .flat_map(|(line, seen)| train::answers(line, seen))
        .collect();
    let claims: Vec<train::Claim> = own
        .iter()
        .filter_map(|line| train::claim(line, &lexicon))
        .collect();
    let is_post = |it: &&Seen| it.lesson.label != Label::Other && !it.lesson.topics.is_empty();
    let mut learnt = train::learnt(
        &seen.iter().collect::<Vec<_>>(),
        &answers,
        &claims,
        &seen.iter().filter(is_post).collect::<Vec<_>>(),
        &classes,
    );
    let judge = knowing(&learnt)?;
    set_scales(&mut learnt, options.data()?, &aside, &judge)?;
    let file = options.out.join("detector.bin");
    std::fs::write(&file, learnt.to_bytes())
        .with_context(|| format!("{} cannot be written", file.display()))?;
    println!("wrote {}", file.display());
    let measures = measured(options, &knowing(&learnt)?)?;
    print(&measures);
    card::write(&options.out.join("README.md"), &own, &measures)
}

/// The lexicon with another model.
fn knowing(learnt: &Learnt) -> Result<Lexicon> {
    let mut lexicon = Lexicon::load(None)?;
    lexicon.model = Model::read(&learnt.to_bytes())?;
    Ok(lexicon)
}

/// Our own chats, each with the score of a model that did not learn from it.
fn left_aside(
    own: &[Line],
    seen: &[Seen],
    classes: &[(String, u16)],
) -> Result<Vec<(Label, String, Scores)>> {
    let mut aside = Vec::new();
    for fold in 0..FOLDS {
        let kept: Vec<&Seen> = seen
            .iter()
            .enumerate()
            .filter(|(at, _)| own.get(*at).is_none_or(|line| line.fold != fold))
            .map(|(_, seen)| seen)
            .collect();
        let judge = knowing(&train::learnt(&kept, &[], &[], &[], classes))?;
        for line in own
            .iter()
            .filter(|line| line.fold == fold && line.file != "replies")
        {
            let text = line.text();
            aside.push((line.label(), text.clone(), scores_of(&text, &judge)));
        }
    }
    Ok(aside)
}

/// Freezes the thresholds on the development parts.
fn set_scales(
    learnt: &mut Learnt,
    data: &Path,
    aside: &[(Label, String, Scores)],
    judge: &Lexicon,
) -> Result<()> {
    let boards = eval::raw(data, "dev", judge)?;
    let judged = |name: &str, of: Of| -> Vec<Judged> {
        let lines = boards.get(name).into_iter().flatten();
        lines
            .map(|it| Judged {
                language: language_of(&it.row.text, judge),
                score: of(&it.scores),
                is: false,
            })
            .collect()
    };
    let talk = ["dialog_de", "dialog_it", "dialog_zh", "nus_sms_zh"];
    let kinds: [(Label, Of, Limits); 2] = [
        (
            Label::Need,
            |scores| scores.need,
            Limits {
                posted: 0.7,
                alone: 1.5,
                asked: 2.2,
            },
        ),
        (
            Label::Offer,
            |scores| scores.offer,
            Limits {
                posted: 0.4,
                alone: 0.6,
                asked: 0.9,
            },
        ),
    ];
    for (label, of, limits) in kinds {
        // Of a need that also sounds like an offer, the need is posted.
        let rival = |is: Label| is != Label::Other && is != label;
        let own: Vec<Judged> = aside
            .iter()
            .filter(|(is, _, _)| !rival(*is))
            .map(|(is, text, scores)| Judged {
                language: language_of(text, judge),
                score: of(scores),
                is: *is == label,
            })
            .collect();
        let chat = CHAT.map(|name| judged(name, of));
        let talk: Vec<Judged> = talk.iter().flat_map(|name| judged(name, of)).collect();
        let scales = calibrate::scales(&chat, &talk, &own, &limits);
        match label {
            Label::Need => learnt.need = scales,
            _ => learnt.offer = scales,
        }
    }
    Ok(())
}

fn score(options: &Options) -> Result<()> {
    let measures = measured(options, &Lexicon::load(None)?)?;
    print(&measures);
    if let Some(file) = &options.json {
        std::fs::write(file, serde_json::to_string_pretty(&measures)?)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

fn measured(options: &Options, lexicon: &Lexicon) -> Result<Vec<Measure>> {
    let boards = eval::score(options.data()?, &options.part, lexicon)?;
    let held = corpus::chats(&options.chats, "held")?;
    let mut measures = eval::measures(&boards);
    measures.extend(eval::frozen(&boards, lexicon));
    measures.extend(eval::own(&held, lexicon));
    measures.extend(eval::replies(&held, lexicon));
    measures.extend(eval::categories(&held, &boards, lexicon)?);
    Ok(measures)
}

fn print(measures: &[Measure]) {
    for measure in measures {
        println!("{:8.3}  {}", measure.value, measure.name);
    }
}
