//! Scores → scales: from where on a post is made, and from where on the author is asked, in each language.
//!
//! The confidence 0.9 (`certain`) and 0.6 (`unsure`) are put where, on the development parts, few enough ordinary
//! messages are above them. English is measured on five corpora of chat; the others on our own chats, each scored
//! by a model that did not learn from it, and on whatever everyday talk was guessed to be in that language.

use wegotus::parser::Language;
use wegotus::parser::model::{CERTAIN, LANGUAGES, Scale, Scales, UNSURE, row};

/// A message that is no secret any more: what it is, and its score by a model that did not learn from it.
pub struct Judged {
    /// The language it seems to be in.
    pub language: Option<Language>,
    /// Its score of the kind.
    pub score: f32,
    /// Whether it is of the kind.
    pub is: bool,
}

/// How often one may be wrong.
pub struct Limits {
    /// Of 1,000 ordinary messages, those posted.
    pub posted: f64,
    /// Of 1,000 ordinary messages of any one corpus, those posted.
    pub alone: f64,
    /// Of 1,000 ordinary messages, those posted or asked about.
    pub asked: f64,
}

/// How much more often one may be wrong in the everyday talk of one language that is no chat; over all of them together it
/// comes to less than one in 1,000.
const BESIDE_ENGLISH: f64 = 2.4;

/// Fewer lines than this say nothing of a language: one stray line would set how sure one must be in all of it.
const ENOUGH: usize = 100;

/// A corpus of fewer lines cannot be held to so many of 1,000.
const LARGE: usize = 1000;

/// How precision and recall are weighed (the beta of an F-measure) where a post is made, and where the author is asked. Our
/// own chats are easier on a model that learnt from the same writers than other people's are, so a post takes more care
/// than these numbers say.
const CAREFUL: f64 = 0.35;
const FREE: f64 = 0.8;

/// The scales of a kind. `corpora` are of ordinary talk in English, `talk` is in any language; `own` are our own chats.
pub fn scales(corpora: &[Vec<Judged>], talk: &[Judged], own: &[Judged], limits: &Limits) -> Scales {
    let of = |set: &mut dyn Iterator<Item = &Judged>, language| -> Vec<f32> {
        set.filter(|it| it.language == Some(language))
            .map(|it| it.score)
            .collect()
    };
    let scores =
        |set: &mut dyn Iterator<Item = &Judged>| -> Vec<f32> { set.map(|it| it.score).collect() };
    let all = scores(&mut corpora.iter().flatten());
    let large = corpora.iter().filter(|corpus| corpus.len() >= LARGE);
    let alone = large
        .map(|corpus| exceeded(&scores(&mut corpus.iter()), limits.alone))
        .fold(f32::MIN, f32::max);
    let (certain, unsure) = (
        exceeded(&all, limits.posted).max(alone),
        exceeded(&all, limits.asked),
    );
    let mut scales = [scale(certain, unsure); LANGUAGES];
    // In a language that the bot does not speak it posts only what stands out from all everyday talk in such.
    let unknown = scores(&mut talk.iter().filter(|it| it.language.is_none()));
    if unknown.len() >= ENOUGH {
        scales[row(None)] = scale(
            certain.max(exceeded(&unknown, 0.0)),
            unsure.max(exceeded(&unknown, limits.asked)),
        );
    }
    let others = Language::ALL.iter().filter(|&&it| it != Language::English);
    for &language in others {
        // English chat that is taken for this language, and this language's own everyday talk.
        let mistaken = of(&mut corpora.iter().flatten(), language);
        let spoken = of(&mut talk.iter(), language);
        let floor = |per_thousand| {
            let spoken = if spoken.len() < ENOUGH {
                f32::MIN
            } else {
                exceeded(&spoken, per_thousand * BESIDE_ENGLISH)
            };
            let mistaken = if mistaken.len() < ENOUGH {
                f32::MIN
            } else {
                exceeded(&mistaken, per_thousand * 2.0)
            };
            spoken.max(mistaken)
        };
        let own: Vec<&Judged> = own
            .iter()
            .filter(|it| it.language == Some(language))
            .collect();
        let certain = best(&own, CAREFUL).max(floor(limits.posted));
        let unsure = best(&own, FREE).max(floor(limits.asked));
        scales[row(Some(language))] = scale(certain, unsure);
    }
    scales
}

/// The score above which no more than so many of 1,000 are.
fn exceeded(scores: &[f32], per_thousand: f64) -> f32 {
    let mut scores = scores.to_vec();
    scores.sort_by(|one, other| other.total_cmp(one));
    let allowed = (scores.len() as f64 * per_thousand / 1000.0) as usize;
    scores.get(allowed).map_or(f32::MIN, |score| score + 0.001)
}

/// The score from which on precision and recall are best together; a `beta` below 1 favours precision.
fn best(judged: &[&Judged], beta: f64) -> f32 {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|one, other| other.score.total_cmp(&one.score));
    let all = sorted.iter().filter(|it| it.is).count() as f64;
    let (mut right, mut most, mut at) = (0.0, 0.0, f32::MAX);
    for (before, it) in sorted.iter().enumerate().filter(|(_, it)| it.is) {
        right += 1.0;
        let value = (1.0 + beta * beta) * right / (beta * beta * all + (before + 1) as f64);
        if value > most {
            (most, at) = (value, it.score);
        }
    }
    at
}

/// The scale on which `certain` is 0.9 and `unsure` 0.6.
fn scale(certain: f32, unsure: f32) -> Scale {
    let between = (certain - unsure).max(0.03);
    let slope = (CERTAIN - UNSURE) / between;
    Scale {
        slope,
        shift: CERTAIN - slope * certain,
    }
}
