//! A message as its times are read: what stands around a token, and which of its times are past or none at all.

use jiff::Zoned;
use jiff::civil::Date;

use super::super::Language;
use super::super::message::Message;
use super::super::normal::Token;
use super::super::redact::view::View;
use super::super::redact::words::Trace;
use super::super::role::{Cue, Layer, Moment, Role, Time};
use super::super::trie::Hit;
use super::Times;
use crate::parser::lexicon::Dates;

/// How many words the longest phrase that leads to a time has.
const LEAD: usize = 5;

/// How far from a time its clause is looked through, in words.
const CLAUSE: usize = 40;

/// A message and what its times depend on.
pub(super) struct Scene<'m> {
    pub message: &'m Message,
    pub view: &'m View<'m>,
    pub dates: Dates,
    pub need: bool,
    pub now: &'m Zoned,
    /// What tells past from future, in order.
    turns: Vec<Turn>,
    /// For each token, whether no time is in it: a mail address, a greeting, "segunda mão".
    idle: Vec<bool>,
}

/// A word that tells whether what stands beside it is past.
struct Turn {
    at: usize,
    past: bool,
}

impl<'m> Scene<'m> {
    pub(super) fn new(times: Times<'m>, now: &'m Zoned) -> Self {
        let message = times.view.message;
        let mut scene = Self {
            message,
            view: times.view,
            dates: times.dates,
            need: times.need,
            now,
            turns: Vec::new(),
            idle: idle(message),
        };
        scene.turns = message
            .hits
            .iter()
            .filter_map(|hit| scene.turn(hit))
            .collect();
        scene
    }

    /// Whether a phrase tells what is past from what is asked for.
    fn turn(&self, hit: &Hit) -> Option<Turn> {
        let past = match hit.role {
            // "Hier" is yesterday in one language and a little word of another.
            Role::Moment(Moment::Yesterday) => {
                let other = hit.len == 1
                    && self.language() == Some(Language::German)
                    && self.word(hit.at) == "hier";
                (!other).then_some(true)
            }
            Role::Moment(Moment::Happened) => Some(true).filter(|_| !self.is_conditional(hit.at)),
            // "Since 5am"; elsewhere it leads to hours to come too.
            Role::Time(Time::Since) => {
                let own = matches!(
                    self.language(),
                    Some(Language::English | Language::French | Language::German)
                );
                (own && self.value(hit.end()).is_some()).then_some(true)
            }
            Role::Moment(Moment::NextWeek) => Some(false),
            Role::Cue(Cue::Want | Cue::Ask | Cue::Seek | Cue::Plea | Cue::Offer) => Some(false),
            Role::Time(Time::Day(1..)) if !self.postposed() => {
                (!self.idle(hit.at)).then_some(false)
            }
            Role::Time(Time::Weekday(_)) if self.is_last(hit.at, hit.end()) => Some(true),
            _ => None,
        }?;
        Some(Turn { at: hit.at, past })
    }

    /// Whether a German word that folds to a past one is its conditional: "würde", "hätte".
    fn is_conditional(&self, at: usize) -> bool {
        let written = self.view.written(at).to_lowercase();
        ["wü", "hä"].iter().any(|begin| written.starts_with(begin))
    }

    /// Where a word for the half of the day ends which stands right at token `at`: "am" is none in German.
    pub(super) fn half_told(&self, at: usize) -> Option<Time> {
        let german = self.language() == Some(Language::German) && self.word(at) == "am";
        let mut halves = [Time::Evening, Time::Morning].into_iter();
        let told = halves.find(|half| self.phrase(at, *half).is_some());
        told.filter(|_| !german)
    }

    pub(super) fn len(&self) -> usize {
        self.message.tokens().len()
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    pub(super) fn language(&self) -> Option<Language> {
        self.message.guess.language
    }

    /// Whether what leads to a time elsewhere stands behind it, as in Hindi: "kal se", since yesterday.
    pub(super) fn postposed(&self) -> bool {
        self.language() == Some(Language::HindiLatin)
    }

    pub(super) fn token(&self, at: usize) -> Option<&'m Token> {
        self.message.tokens().get(at)
    }

    /// The folded word; empty where there is no token.
    pub(super) fn word(&self, at: usize) -> &'m str {
        self.view.word(at)
    }

    /// The number in digits or words.
    pub(super) fn value(&self, at: usize) -> Option<u32> {
        self.message.value(at)
    }

    /// The number in digits.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        self.token(at)?.number
    }

    /// The text behind token `at`, to the end of the message.
    pub(super) fn rest(&self, at: usize) -> &'m str {
        let clean = &self.message.normal.clean;
        let rest = self.token(at).and_then(|token| clean.get(token.clean.1..));
        rest.unwrap_or("")
    }

    pub(super) fn clause(&self, at: usize) -> Option<usize> {
        self.token(at).map(|token| token.clause)
    }

    /// Whether two tokens are of one clause.
    pub(super) fn joined(&self, one: usize, other: usize) -> bool {
        self.clause(one).is_some() && self.clause(one) == self.clause(other)
    }

    /// Whether no time is in that token.
    pub(super) fn idle(&self, at: usize) -> bool {
        self.idle.get(at).copied().unwrap_or(false)
    }

    /// Where the phrase of that kind ends which begins at token `at`.
    pub(super) fn phrase(&self, at: usize, wanted: Time) -> Option<usize> {
        let layer = Role::Time(wanted).layer();
        let mut hits = self.message.starting(at, layer);
        Some(hits.find(|hit| hit.role == Role::Time(wanted))?.end())
    }

    /// Where the phrase of that kind ends which begins at token `at`.
    pub(super) fn moment(&self, at: usize, wanted: Moment) -> Option<usize> {
        let mut hits = self.message.starting(at, Layer::Moment);
        Some(hits.find(|hit| hit.role == Role::Moment(wanted))?.end())
    }

    /// The phrases that end right before token `at`.
    pub(super) fn ending(&self, at: usize) -> impl Iterator<Item = &'m Hit> {
        let hits = &self.message.hits;
        let from = hits.partition_point(|hit| hit.at + LEAD < at);
        hits[from..]
            .iter()
            .take_while(move |hit| hit.at < at)
            .filter(move |hit| hit.end() == at)
    }

    /// Whether a phrase of that kind ends right before token `at`.
    pub(super) fn ends(&self, at: usize, wanted: Time) -> bool {
        self.ending(at).any(|hit| hit.role == Role::Time(wanted))
    }

    /// Whether a phrase of that kind ends right before token `at`.
    pub(super) fn ended(&self, at: usize, wanted: Moment) -> bool {
        self.ending(at).any(|hit| hit.role == Role::Moment(wanted))
    }

    /// Whether such a phrase leads to token `at` in its clause, with at most one little word between.
    pub(super) fn led(&self, at: usize, wanted: Role) -> bool {
        let same = |back: usize| at >= back && self.joined(at - back, at);
        let ends = |at: usize| self.ending(at).any(|hit| hit.role == wanted);
        (same(1) && ends(at)) || (same(2) && self.message.is_little(at - 1) && ends(at - 1))
    }

    /// Whether such a phrase leads to the time of tokens `at..end`, or in Hindi follows it, with at most the half of the
    /// day between.
    pub(super) fn bounds(&self, at: usize, end: usize, wanted: Role) -> bool {
        let starts = |at: usize| {
            let mut hits = self.message.starting(at, wanted.layer());
            hits.any(|hit| hit.role == wanted)
        };
        let half = [Time::Late, Time::Early].into_iter();
        let behind = half.filter_map(|half| self.phrase(end, half)).max();
        let follows = || starts(end) || behind.is_some_and(starts);
        self.led(at, wanted) || self.postposed() && follows()
    }

    /// Whether the time at token `at` is told of as past: what stands nearest before it in its clause tells, else what
    /// stands behind it; in Hindi, where the verb is last, the other way round.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let same = |turn: &&Turn| self.joined(turn.at, at);
        let from = self.turns.partition_point(|turn| turn.at < at);
        let (before, behind) = self.turns.split_at(from);
        let before = before.last().filter(same);
        let behind = behind.iter().find(|turn| turn.at > at).filter(same);
        let turn = if self.postposed() {
            behind.or(before)
        } else {
            before.or(behind)
        };
        turn.is_some_and(|turn| turn.past)
    }

    /// Whether the day of tokens `at..end` is one that was: "last Tuesday", "lundi dernier".
    pub(super) fn is_last(&self, at: usize, end: usize) -> bool {
        // "every last Friday", "der letzte Freitag im Monat" comes round.
        let round = |trace| matches!(trace, Trace::Every | Trace::Monthly | Trace::OfMonth);
        if self.view.marks().iter().any(|mark| round(mark.trace)) {
            return false;
        }
        let behind = self.moment(end, Moment::Last).is_some() && self.joined(at, end);
        behind || self.led(at, Role::Moment(Moment::Last))
    }

    /// Whether a phrase of that kind stands in the clause of token `at`.
    pub(super) fn clause_has(&self, at: usize, wanted: impl Fn(Role) -> bool) -> bool {
        let hits = &self.message.hits;
        let from = hits.partition_point(|hit| hit.at + CLAUSE < at);
        let mut near = hits[from..].iter().take_while(|hit| hit.at <= at + CLAUSE);
        near.any(|hit| wanted(hit.role) && self.joined(hit.at, at))
    }

    /// Whether the number at token `at` is a name, a size or a price: "línea 5", "size 8", "5 €".
    pub(super) fn labelled(&self, at: usize) -> bool {
        let leads = |hit: &Hit| {
            matches!(
                hit.role,
                Role::Time(Time::At | Time::DateLead) | Role::Moment(Moment::About)
            )
        };
        let label = self.view.ended(at, Trace::Label) && !self.ending(at).any(leads);
        label
            || self.is_measured(at)
            || self.view.gap_before(at).ends_with(['$', '€', '£', '₹'])
            || self
                .rest(at)
                .trim_start()
                .starts_with(['€', '$', '£', '₹', '%', '°'])
    }

    /// Whether a word for what is measured leads to the number: "tension 14/9".
    pub(super) fn is_measured(&self, at: usize) -> bool {
        self.led(at, Role::Moment(Moment::Reading))
    }

    /// Whether token `at` makes a span, a count or a measure of the number before it: "5 hours", "5 people", "5 años".
    pub(super) fn counts(&self, at: usize) -> bool {
        let facts = self.message.starting(at, Layer::Fact);
        let mut hits = facts.chain(self.message.starting(at, Layer::Thing));
        let counted = hits.any(|hit| match hit.role {
            Role::Time(Time::Hours | Time::Minutes) | Role::Counted => true,
            // "At 5 to the clinic".
            Role::Thing(_) => !self.message.is_little(at),
            // "A las" leads to the next hour.
            Role::Uncounted => !self.message.is_little(at) && self.phrase(at, Time::At).is_none(),
            _ => false,
        });
        counted || self.measures(at)
    }

    /// Whether token `at` is a measure and nothing else: "years", "familles", "euros".
    fn measures(&self, at: usize) -> bool {
        let listed = [Trace::Measure, Trace::Currency]
            .into_iter()
            .any(|trace| self.view.end_of(at, trace).is_some());
        let mut timely = self.message.starting(at, Layer::Fact);
        let mut halves = self.message.starting(at, Layer::Half);
        let mut moments = self.message.starting(at, Layer::Moment);
        listed
            && !self.message.is_little(at)
            && !timely.any(|hit| matches!(hit.role, Role::Time(_)))
            && halves.next().is_none()
            && moments.next().is_none()
    }
}

/// For each token, whether no time is in it.
fn idle(message: &Message) -> Vec<bool> {
    let mut idle = vec![false; message.tokens().len()];
    for hit in &message.hits {
        let day = |at: usize| {
            let mut hits = message.starting(at, Layer::Fact);
            hits.any(|hit| matches!(hit.role, Role::Time(Time::Day(_))))
        };
        let wanted: &dyn Fn(usize) -> bool = match hit.role {
            Role::Moment(Moment::NoTime) => &|_| true,
            // "Guten *Morgen*".
            Role::Time(Time::Greeting) => &day,
            _ => continue,
        };
        for at in (hit.at..hit.end()).filter(|&at| wanted(at)) {
            if let Some(it) = idle.get_mut(at) {
                *it = true;
            }
        }
    }
    for (at, idle) in idle.iter_mut().enumerate() {
        *idle |= in_address(message, at);
    }
    idle
}

/// Whether the token is a part of a mail address or a host: "mimi@free.*fr*".
fn in_address(message: &Message, at: usize) -> bool {
    const LONGEST: usize = 100;
    let Some(token) = message.tokens().get(at) else {
        return false;
    };
    let clean = &message.normal.clean;
    let (from, to) = token.clean;
    // A short word behind a dot ends a host.
    let before = at.checked_sub(1).map_or("", |at| message.gap(at));
    let host = |at: usize| {
        message
            .tokens()
            .get(at)
            .is_some_and(|it| it.number.is_none())
    };
    if before == "." && to - from <= 3 && at > 0 && host(at - 1) && host(at) {
        return true;
    }
    let start = clean.floor_char_boundary(from.saturating_sub(LONGEST));
    let end = clean.floor_char_boundary((to + LONGEST).min(clean.len()));
    let left = clean.get(start..from).unwrap_or("");
    let left = left.rsplit(char::is_whitespace).next().unwrap_or("");
    let right = clean.get(to..end).unwrap_or("");
    let right = right.split(char::is_whitespace).next().unwrap_or("");
    let dotted = |text: &str| {
        let mut parts = text.split('.').skip(1);
        parts.any(|part| part.starts_with(char::is_alphabetic))
    };
    let mail = left
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && (dotted(host) || dotted(right)));
    mail || right.split_once('@').is_some_and(|(_, host)| dotted(host)) || left.starts_with("www.")
}
