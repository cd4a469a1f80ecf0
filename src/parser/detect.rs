//! Message → need, offer or chatter, with how sure that is.
//!
//! The [model](super::model) weighs the words and what the lexicon's phrases say together; where a message
//! stands counts besides: an answer to a post is hardly ever a post, what is told the bot in private often is.

use super::lexicon::Lexicon;
use super::message::Message;
use super::role::Role;
use super::trie::Hit;
use super::{Answers, Context};
use crate::board::Kind;

/// What detection found.
pub(crate) struct Detected {
    /// What it is most likely, should it be anything.
    pub kind: Option<Kind>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Below this confidence nothing is said of the kind: it is chatter.
const CHATTER: f32 = 0.05;

/// Need, offer or chatter.
pub(crate) fn detect(message: &Message, ctx: &Context, lexicon: &Lexicon) -> Detected {
    if bare(message) {
        return Detected {
            kind: None,
            confidence: 0.0,
        };
    }
    let scores = lexicon.model.scores(message);
    let beside = match ctx.answers {
        Answers::Post
        | Answers::OwnPost
        | Answers::PromisedPost
        | Answers::NeighboursPost
        | Answers::Question => -2.0,
        Answers::Nothing | Answers::Message | Answers::Asked => 0.0,
    } + if ctx.private { 0.5 } else { 0.0 };
    let language = message.guess.language;
    let sure = |kind, score| {
        lexicon
            .model
            .scale(kind, language)
            .confidence(score, beside)
    };
    let (need, offer) = (
        sure(Kind::Need, scores.need),
        sure(Kind::Offer, scores.offer),
    );
    let (kind, confidence) = if offer > need {
        (Kind::Offer, offer)
    } else {
        (Kind::Need, need)
    };
    Detected {
        kind: (confidence > CHATTER).then_some(kind),
        confidence,
    }
}

/// Whether it is a single word that names nothing people lack: "need:" asks for nothing yet.
pub(super) fn bare(message: &Message) -> bool {
    let names = |hit: &Hit| matches!(hit.role, Role::Thing(_));
    message.tokens().len() == 1 && !message.hits.iter().any(names)
}

/// Why: the kinds of phrases that stood in it, in order.
pub(crate) fn evidence(message: &Message) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (cue, _) in message.cues() {
        if !names.contains(&cue.name()) {
            names.push(cue.name());
        }
    }
    names
}
