//! What was learnt: the file, and what may not get worse.

use std::collections::HashSet;

use super::super::features::{Group, Part, visit};
use super::super::message::Message;
use super::super::model::{
    self, AboutLearnt, HiddenLearnt, LANGUAGES, Learnt, MEANT, Meant, Model, Scales, Scores, UNITS,
    row,
};
use super::super::{Answers, Category, Command, Context, Decision, Language, Lexicon};
use super::{LEXICON, context, read, said};

/// A model with a weight for every bucket.
fn learnt() -> Learnt {
    let scale = |at: f32| model::Scale {
        slope: 1.0 + at,
        shift: -at,
    };
    let weight = |at: usize| (at % 251) as f32 / 100.0 - 1.0;
    let mut scales = Scales::default();
    for (at, place) in (0_u8..).zip(&mut scales) {
        *place = scale(f32::from(at));
    }
    Learnt {
        weights: (0..model::buckets())
            .map(|at| [weight(at), -weight(at)])
            .collect(),
        bias: Scores {
            need: -0.5,
            offer: 0.25,
        },
        hidden: HiddenLearnt {
            weights: vec![[0.5; UNITS]; model::hidden_buckets()],
            bias: [-0.25; UNITS],
            says: [[0.5, -0.5]; UNITS],
            on_needs: [1.0; LANGUAGES],
        },
        need: scales,
        offer: scales,
        answers: vec![[0.5; MEANT.len()]; model::answer_buckets()],
        answers_bias: [0.1; MEANT.len()],
        counts: vec![0.25; model::count_buckets()],
        counts_bias: -0.5,
        about: AboutLearnt {
            weights: vec![[0.5; Category::ALL.len()]; model::topic_buckets()],
            bias: [0.1; Category::ALL.len()],
        },
        classes: vec![(7, 3), (1, 2)],
    }
}

#[test]
fn the_file_compiled_in_is_sound() {
    assert!(Model::read(include_bytes!("../../../config/model/detector.bin")).is_ok());
}

#[test]
fn a_file_that_is_cut_off_or_of_another_version_is_refused() {
    let bytes = learnt().to_bytes();
    assert!(Model::read(&bytes).is_ok());
    for end in [0, 4, 8, 12, 40, 1_000, bytes.len() - 1] {
        assert_eq!(
            Model::read(&bytes[..end]).err(),
            Some(model::NotAModel),
            "cut at {end}"
        );
    }
    let mut other = bytes;
    other[7] += 1;
    assert!(Model::read(&other).is_err());
}

#[test]
fn the_same_weights_are_the_same_bytes() {
    assert_eq!(learnt().to_bytes(), learnt().to_bytes());
}

/// The scores of a message in English, by a model with these changes.
fn scores(change: impl Fn(&mut HiddenLearnt)) -> Scores {
    let mut learnt = learnt();
    change(&mut learnt.hidden);
    let mut lexicon = Lexicon::load(None).expect("the lexicon compiled in is sound");
    lexicon.model = Model::read(&learnt.to_bytes()).expect("it was just written");
    model::scores_of("we need milk", &lexicon)
}

#[test]
fn the_second_opinion_counts_on_needs_as_much_as_the_file_says_of_the_language() {
    let counts = |language, share: f32| {
        scores(|hidden| {
            hidden.bias = [100.0; UNITS];
            hidden.on_needs[row(language)] = share;
        })
    };
    let whole = counts(None, 1.0);
    assert_eq!(counts(Some(Language::German), 0.0), whole);
    let none = counts(Some(Language::English), 0.0);
    assert!(none.need < whole.need);
    assert_eq!(none.offer.to_bits(), whole.offer.to_bits());
}

#[test]
fn only_units_that_are_convinced_speak_on() {
    let scores = |bias: f32, says: [f32; 2]| {
        scores(|hidden| {
            hidden.bias = [bias; UNITS];
            hidden.says = [says; UNITS];
        })
    };
    let silent = scores(-1e6, [0.0, 0.0]);
    assert_eq!(scores(-1e6, [0.5, -0.5]), silent);
    let said = scores(100.0, [0.5, -0.5]);
    assert!(said.need > silent.need && said.offer < silent.offer);
}

/// The buckets of the runs of characters of a text.
fn runs(text: &str) -> Vec<u32> {
    let message = Message::new(text, &LEXICON);
    let mut runs = Vec::new();
    visit(
        &message,
        &LEXICON.model.classes,
        |_| false,
        |group, run| {
            if group == Group::Runs {
                runs.push(run);
            }
        },
    );
    runs
}

#[test]
fn runs_of_characters_go_on_from_word_to_word() {
    // With its two edges it has nine characters: six runs of four, and four of six.
    assert_eq!(runs("got pen").len(), 10);
    let shared = |one: &str, other: &str| {
        let others = runs(other);
        runs(one).iter().filter(|run| others.contains(run)).count()
    };
    // Of the same letters only how it ends is the same.
    assert_eq!(shared("got pen", "go tpen"), 1);
    // A run is the same wherever it stands: "ot p", "t pe", " pen" and "ot pen".
    assert_eq!(shared("got pen", "a lot pens"), 4);
    assert_eq!(runs("got   pen"), runs("got pen"));
    assert_eq!(runs("got 2 pens"), runs("got 25 pens"));
}

#[test]
fn each_part_of_the_model_hears_what_it_learnt_from() {
    let parts = [Part::First, Part::Second, Part::Answers];
    let [first, second, answers] = model::features_of("we need milk", &LEXICON, |_| false, parts);
    let runs: HashSet<u32> = runs("we need milk").into_iter().collect();
    let of_runs = |features: &[(u32, f32)]| {
        let runs = features.iter().filter(|(bucket, _)| runs.contains(bucket));
        runs.count()
    };
    assert_eq!(of_runs(&first), runs.len());
    assert_eq!(of_runs(&second), 0);
    assert_eq!(of_runs(&answers), runs.len());
    assert!(answers.len() < first.len());
}

#[test]
fn a_word_that_names_nothing_is_no_post_however_it_scores() {
    for word in ["um", "anyone", "*help"] {
        let odds = model::odds_of(word, &LEXICON);
        let found = said(word);
        assert!(odds.need < -10.0 && odds.offer < -10.0, "{word}");
        assert_eq!(
            (found.kind, found.decision),
            (None, Decision::Silent),
            "{word}"
        );
    }
}

#[test]
fn more_certain_is_never_less_sure() {
    let scale = model::Scale {
        slope: 4.0,
        shift: -1.0,
    };
    let mut before = 0.0;
    for step in -40_i8..40 {
        let confidence = scale.confidence(f32::from(step) / 10.0, 0.0);
        assert!(confidence >= before && (0.0..=1.0).contains(&confidence));
        before = confidence;
    }
}

#[test]
fn thresholds_close_together_do_not_make_all_above_them_certain() {
    // From 0.6 to 0.9 within three hundredths of a score.
    let steep = model::Scale {
        slope: 60.0,
        shift: -9.8,
    };
    let [asked, posted, surer] = [0.17, 0.20, 0.40].map(|score| steep.confidence(score, 0.0));
    assert!((asked - 0.6).abs() < 0.01 && (posted - 0.9).abs() < 0.01);
    assert!(surer > posted && surer < 0.97, "{surer}");
    // What the circumstances add counts there too.
    assert!(steep.confidence(0.40, -2.0) < 0.9);
}

#[test]
fn words_never_met_are_understood_by_what_they_mean() {
    // No corpus and no lexicon of ours holds these.
    for text in [
        "anyone able to spare insulin pens for my nephew till monday please?",
        "could someone lend us a wheelchair for grandad this week",
    ] {
        assert_ne!(said(text).decision, Decision::Silent, "{text}");
    }
}

#[test]
fn what_is_answered_in_ones_own_words_is_understood() {
    let answered = |text: &str| {
        let ctx = Context {
            answers: Answers::Post,
            ..context()
        };
        read(text, &ctx, &LEXICON).command
    };
    let release = "sorry folks my kid's sick, can't make it anymore";
    assert!(matches!(answered(release), Some(Command::Release { .. })));
    assert!(matches!(
        answered("never mind, my cousin turned up with one"),
        Some(Command::Withdraw { .. })
    ));
    assert!(matches!(
        answered("i can swing by around 5 with the drill"),
        Some(Command::Claim { count: None, .. })
    ));
    assert!(matches!(
        answered("just handed it to her son at the door"),
        Some(Command::Done { .. })
    ));
    for talk in [
        "how big is it?",
        "poor thing, hope she is ok",
        "so kind of you all",
    ] {
        assert_eq!(answered(talk), None, "{talk}");
    }
    // The same words to nobody in particular are talk.
    assert_eq!(said(release).command, None);
    assert_eq!(MEANT[0], Meant::None);
}

#[test]
fn what_is_meant_depends_on_whose_post_is_answered() {
    let said_to = |text: &str, answers| {
        let ctx = Context {
            answers,
            ..context()
        };
        read(text, &ctx, &LEXICON).command
    };
    let handed = "just handed it to her son at the door";
    let done = said_to(handed, Answers::PromisedPost);
    assert!(matches!(done, Some(Command::Done { .. })), "{done:?}");
    assert_eq!(said_to(handed, Answers::NeighboursPost), None);

    let coming = "i can swing by around 5 with the drill";
    let claim = said_to(coming, Answers::NeighboursPost);
    assert!(matches!(claim, Some(Command::Claim { .. })), "{claim:?}");
    assert_eq!(said_to(coming, Answers::OwnPost), None);
}

#[test]
fn what_takes_back_says_no_where_something_was_asked() {
    let said_to = |text: &str, answers| {
        let ctx = Context {
            answers,
            ..context()
        };
        read(text, &ctx, &LEXICON).command
    };
    for no in [
        "I would rather not",
        "not at all, it was a joke",
        "Nein, das war nur Spaß",
        "era una broma, no",
    ] {
        let told = said_to(no, Answers::Question);
        assert!(matches!(told, Some(Command::No { .. })), "{no}: {told:?}");
        // Where nothing was asked it is talk.
        assert_eq!(said_to(no, Answers::NeighboursPost), None, "{no}");
    }
    for talk in ["not my cup of tea", "that's not what the doctor said"] {
        assert_eq!(said_to(talk, Answers::NeighboursPost), None, "{talk}");
    }
}

#[test]
fn the_plainest_words_are_asked_about_at_least() {
    for text in [
        "I have a spare bed",
        "running low on nappies again",
        "is there a ladder around",
        "who's got a drill",
        "ich brauche Windeln",
        "Hat wer eine Leiter?",
    ] {
        assert_ne!(said(text).decision, Decision::Silent, "{text}");
    }
}
