//! Lessons → weights: one linear classifier for needs, one for offers, and a second opinion on both.

use std::thread::ScopedJoinHandle;

use wegotus::parser::model::{
    AboutLearnt, Counted, HiddenLearnt, LANGUAGES, Learnt, MEANT, Meant, Scales, Scores,
    answer_buckets, buckets, count_buckets, counts_of, hidden_buckets, row, to_a_question,
    topic_buckets, word_hash,
};
use wegotus::parser::{Category, Language, Lexicon};

use crate::corpus::{FOLDS, Label, Line};
use crate::lessons::{Features, Seen};
use crate::network::{self, Network};
use crate::svm::{Example, Linear, learn};

/// How much the second opinion on needs and on offers counts beside the first. More of it finds more of what people write in
/// disasters, and misses more of the plainest hints between neighbours ("running low on nappies again").
const SECOND: [f32; network::KINDS] = [0.85, 0.5];

/// How much our own lines weigh in the second opinion: needs, and what is none.
const OWN_AGAIN: [f64; 2] = [0.05, 0.15];

/// How much the costs of lessons count; those of answers, which are fewer, and of numbers in claims count whole.
const SCALE: f64 = 0.2;

/// One thing to tell apart from the rest. Features are first weighed by how differently often they stand in it and
/// elsewhere (the log-count ratio of Wang and Manning, ACL 2012, here by its square root). The larger `scale`, by
/// which all costs are multiplied, the closer the weights follow the lessons.
fn apart(mut examples: Vec<Example>, buckets: usize, scale: f64) -> Linear {
    let mut counts = vec![[1.0_f64; 2]; buckets];
    let mut all = [0.0; 2];
    for example in &examples {
        let side = usize::from(example.positive);
        all[side] += example.cost;
        for &(bucket, _) in &example.features {
            counts[bucket as usize][side] += example.cost;
        }
    }
    let ratios: Vec<f32> = counts
        .iter()
        .map(|[without, with]| ((with / all[1]) / (without / all[0])).ln().abs().sqrt() as f32)
        .collect();
    for example in &mut examples {
        example.cost *= scale;
        for (bucket, value) in &mut example.features {
            *value *= ratios[*bucket as usize];
        }
    }
    let mut linear = learn(&examples, buckets);
    for (weight, ratio) in linear.weights.iter_mut().zip(&ratios) {
        *weight *= f64::from(*ratio);
    }
    linear
}

/// What was learnt of one kind from the lessons.
fn kind(lessons: &[&Seen], label: Label) -> Linear {
    let example = |seen: &&Seen| {
        let lesson = &seen.lesson;
        let cost = match label {
            Label::Need => lesson.need,
            _ => lesson.offer,
        };
        (cost > 0.0).then(|| Example {
            features: seen.first.clone(),
            positive: lesson.label == label,
            cost,
        })
    };
    apart(
        lessons.iter().filter_map(example).collect(),
        buckets(),
        SCALE,
    )
}

/// How many of the doubted rows are taken for needs: of the first tenth, nearly all ask when they are read, of the second one
/// in two, and of what follows ever fewer.
const ASK_ALL_THE_SAME: f64 = 0.2;

/// Takes those doubted rows for needs that a model which did not learn from them finds most like needs: errors of labels found
/// by cross-validation (confident learning: Northcutt, Jiang and Chuang, JAIR 2021).
pub fn correct(seen: &mut [Seen]) {
    let all = &*seen;
    let mut doubted: Vec<(usize, f64)> = std::thread::scope(|scope| {
        let judges: Vec<_> = (0..FOLDS)
            .map(|fold| scope.spawn(move || judged(all, fold)))
            .collect();
        judges.into_iter().flat_map(result).collect()
    });
    doubted.sort_by(|one, other| other.1.total_cmp(&one.1));
    doubted.truncate((doubted.len() as f64 * ASK_ALL_THE_SAME) as usize);
    for (at, _) in doubted {
        let lesson = &mut seen[at].lesson;
        lesson.label = Label::Need;
        (lesson.need, lesson.offer) = (0.7, 0.0);
    }
}

/// Where the doubted rows of a fold are, with how much each sounds like a need to what was learnt from the rest of the
/// corpora and a few of our own lines.
fn judged(seen: &[Seen], fold: usize) -> Vec<(usize, f64)> {
    let rows = || seen.iter().enumerate();
    let learnt_from = |at: usize, it: &Seen| {
        if it.lesson.foreign {
            at % FOLDS != fold
        } else {
            at.is_multiple_of(OWN_OF)
        }
    };
    let kept: Vec<&Seen> = rows()
        .filter(|(at, it)| learnt_from(*at, it))
        .map(|(_, it)| it)
        .collect();
    let linear = kind(&kept, Label::Need);
    rows()
        .filter(|(at, it)| it.lesson.doubted && at % FOLDS == fold)
        .map(|(at, it)| (at, linear.score(&it.first)))
        .collect()
}

/// One of so many of our own lines helps to judge the doubted rows.
const OWN_OF: usize = 4;

/// The second opinion. In the first our own lines, which are many, outvote what people wrote in disasters; here they hardly
/// count. Together they find more of both than either alone.
fn second(lessons: &[&Seen]) -> Network {
    let [needs, other] = OWN_AGAIN;
    let example = |seen: &&Seen| {
        let lesson = &seen.lesson;
        let weighed = match lesson.label {
            _ if lesson.foreign => 1.0,
            Label::Need => needs,
            _ => other,
        };
        let is = |label| if lesson.label == label { 1.0 } else { -1.0 };
        network::Example {
            features: seen.second.clone(),
            is: [is(Label::Need), is(Label::Offer)],
            cost: [lesson.need, lesson.offer].map(|cost| (cost * weighed) as f32),
        }
    };
    let examples: Vec<network::Example> = lessons.iter().map(example).collect();
    network::learn(&examples, hidden_buckets())
}

/// Learns from the lessons; how scores are read is not known yet.
pub fn learnt(
    lessons: &[&Seen],
    answers: &[Answer],
    claims: &[Claim],
    topics: &[&Seen],
    classes: &[(String, u16)],
) -> Learnt {
    let (need, offer, second) = std::thread::scope(|scope| {
        let need = scope.spawn(|| kind(lessons, Label::Need));
        let second = scope.spawn(|| second(lessons));
        let offer = kind(lessons, Label::Offer);
        (result(need), offer, result(second))
    });
    let (answers, answers_bias) = meanings(answers);
    let counts = counts(claims);
    let pair = |(&need, &offer): (&f64, &f64)| [need as f32, offer as f32];
    let [need_beside, offer_beside] = beside(second.says_bias);
    Learnt {
        weights: need.weights.iter().zip(&offer.weights).map(pair).collect(),
        bias: Scores {
            need: need.bias as f32 + need_beside,
            offer: offer.bias as f32 + offer_beside,
        },
        hidden: HiddenLearnt {
            weights: second.weights,
            bias: second.bias,
            says: second.says.map(beside),
            on_needs: on_needs(),
        },
        need: Scales::default(),
        offer: Scales::default(),
        answers,
        answers_bias,
        counts: counts.weights.iter().map(|weight| *weight as f32).collect(),
        counts_bias: counts.bias as f32 + EAGER,
        about: about(topics),
        classes: classes
            .iter()
            .map(|(word, class)| (word_hash(word), *class))
            .collect(),
    }
}

/// How much rows of the corpora count where what posts are about is learnt: they know few categories, and many at once.
const FOREIGN_TOPICS: f64 = 0.3;

/// What a post is about. Only posts are asked, and only they teach it.
fn about(lessons: &[&Seen]) -> AboutLearnt {
    let (weights, bias) = each_apart(topic_buckets(), |at| {
        let example = |seen: &&Seen| Example {
            features: seen.topics.clone(),
            positive: seen.lesson.topics.contains(&Category::ALL[at]),
            cost: if seen.lesson.foreign {
                FOREIGN_TOPICS
            } else {
                1.0
            },
        };
        lessons.iter().map(example).collect()
    });
    AboutLearnt { weights, bias }
}

/// What a thread came to; its panic goes on here.
fn result<T>(thread: ScopedJoinHandle<T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What the second opinion says, as much as it counts beside the first.
fn beside(says: [f32; network::KINDS]) -> [f32; network::KINDS] {
    let [need, offer] = says;
    [need * SECOND[0], offer * SECOND[1]]
}

/// How much the second opinion on needs counts in each language: not at all in those that the corpora, from which it learns
/// most, hardly speak. It took two points from the F1 of needs there.
fn on_needs() -> [f32; LANGUAGES] {
    let mut on_needs = [1.0; LANGUAGES];
    for language in [
        Language::Arabic,
        Language::German,
        Language::Hebrew,
        Language::Portuguese,
    ] {
        on_needs[row(Some(language))] = 0.0;
    }
    on_needs
}

/// A reply of our own chats, or talk, as an answer to a post.
pub struct Answer {
    features: Features,
    meant: Meant,
    cost: f64,
}

/// What can be learnt of answers from a line of our own chats.
pub fn answers(line: &Line, seen: &Seen) -> Vec<Answer> {
    let (meant, cost) = match line.file {
        "replies" => (meant(line.get("command")), 1.0),
        // Talk under a post is talk; needs and offers say nothing of answers.
        "chatter" => (Some(Meant::None), 0.3),
        _ => (None, 0.0),
    };
    let Some(meant) = meant else {
        return Vec::new();
    };
    let features = seen.answers.clone();
    let answer = |features, cost| Answer {
        features,
        meant,
        cost,
    };
    let mut asked = features.clone();
    asked.push(to_a_question());
    match (meant, line.get("answers")) {
        // Talk comes in answer to a question too, though not as often.
        (Meant::None, _) => vec![answer(features, cost), answer(asked, cost * TO_A_QUESTION)],
        (_, "question") => vec![answer(asked, cost)],
        _ => vec![answer(features, cost)],
    }
}

/// How much less talk in answer to a question counts than beneath a post.
const TO_A_QUESTION: f64 = 0.05;

/// The meaning that a reply's `command` column names.
pub fn meant(command: &str) -> Option<Meant> {
    Some(match command.split(' ').next()? {
        "none" => Meant::None,
        "claim" => Meant::Claim,
        "backup" => Meant::Backup,
        "release" => Meant::Release,
        "done" => Meant::Done,
        "withdraw" => Meant::Withdraw,
        "yes" => Meant::Yes,
        "no" => Meant::No,
        "someone" => Meant::SomeoneElse,
        _ => return None,
    })
}

/// What answers mean.
fn meanings(answers: &[Answer]) -> (Vec<[f32; MEANT.len()]>, [f32; MEANT.len()]) {
    each_apart(answer_buckets(), |at| {
        let example = |answer: &Answer| Example {
            features: answer.features.clone(),
            positive: answer.meant == MEANT[at],
            cost: answer.cost,
        };
        answers.iter().map(example).collect()
    })
}

/// One classifier for each of `N` things, each against the rest: the weights of each bucket, and what is added for each.
fn each_apart<const N: usize>(
    buckets: usize,
    examples: impl Fn(usize) -> Vec<Example>,
) -> (Vec<[f32; N]>, [f32; N]) {
    let mut weights = vec![[0.0; N]; buckets];
    let mut bias = [0.0; N];
    for (at, bias) in bias.iter_mut().enumerate() {
        let linear = apart(examples(at), buckets, 1.0);
        for (weights, weight) in weights.iter_mut().zip(&linear.weights) {
            weights[at] = *weight as f32;
        }
        *bias = linear.bias as f32;
    }
    (weights, bias)
}

/// A claim of our own chats, with how many it takes.
pub struct Claim {
    candidates: Vec<Counted>,
    count: Option<u32>,
}

/// What can be learnt of how many are claimed from a line of our own chats.
pub fn claim(line: &Line, lexicon: &Lexicon) -> Option<Claim> {
    let command = line.get("command").strip_prefix("claim")?;
    (line.file == "replies").then(|| Claim {
        candidates: counts_of(&line.text(), lexicon),
        count: command.trim().parse().ok(),
    })
}

/// How much more readily a number is taken for how many a claim takes than was learnt: where too few are counted a need stays
/// open that is met, but where one goes unheard, one who takes two of five takes all five. Left aside, of 35,000 claims fewest
/// are understood wrongly so.
const EAGER: f32 = 0.15;

/// What speaks for a number being how many a claim takes. One that is said makes the unsaid ones needless.
fn counts(claims: &[Claim]) -> Linear {
    let examples = claims.iter().flat_map(|claim| {
        let right = |it: &&Counted| claim.count == Some(it.value);
        let told = claim.candidates.iter().filter(right).any(|it| it.said);
        let open = claim
            .candidates
            .iter()
            .filter(move |it| !told || it.said || !right(it));
        open.map(move |it| Example {
            features: it.features.clone(),
            positive: right(&it),
            cost: 1.0,
        })
    });
    apart(examples.collect(), count_buckets(), 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::Lesson;

    /// A row of a corpus in which these things are said.
    fn row(label: Label, said: [u32; 2]) -> Seen {
        Seen {
            lesson: Lesson {
                text: String::new(),
                label,
                need: 1.0,
                offer: 0.3,
                foreign: true,
                doubted: label == Label::Other,
                topics: Vec::new(),
            },
            first: said.map(|bucket| (bucket, 0.7)).to_vec(),
            second: Vec::new(),
            answers: Vec::new(),
            topics: Vec::new(),
        }
    }

    #[test]
    fn rows_that_ask_though_labelled_otherwise_are_taken_for_needs() {
        const ASKS: [u32; 2] = [1, 2];
        const TELLS: [u32; 2] = [3, 4];
        let mut seen = Vec::new();
        for _ in 0..8 {
            seen.extend((0..4).map(|_| row(Label::Need, ASKS)));
            seen.extend((0..4).map(|_| row(Label::Other, TELLS)));
            seen.push(row(Label::Other, ASKS));
        }
        correct(&mut seen);
        let (taken, left): (Vec<&Seen>, Vec<&Seen>) = seen
            .iter()
            .filter(|it| it.lesson.doubted)
            .partition(|it| it.lesson.label == Label::Need);
        // A fifth of forty.
        assert_eq!((taken.len(), left.len()), (8, 32));
        assert!(taken.iter().all(|it| it.first[0].0 == ASKS[0]));
        // Of offers they say nothing then: nobody has looked for any.
        assert!(taken.iter().all(|it| it.lesson.offer == 0.0));
    }
}
