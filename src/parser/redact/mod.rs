//! A message → the one line that other rooms may see: no contacts, no names to call, no house numbers.
//!
//! Each idea of what finds a person has a file: [`contact`] (e-mail, links, accounts), [`handle`] (names on platforms),
//! [`phone`] with [`run`] and [`spoken`] (its digits, its words), [`ids`] (plates, papers, passwords, births), [`address`] with
//! [`street`], [`house`], [`unit`] and [`bare`] (doors), [`access`] (what opens them), [`location`] (places on the map), [`name`]. They all look at the same words
//! and say which bytes must go; [`line`] leaves them out. Each looks a bounded number of words around, so the time is linear
//! in the text.

mod access;
mod address;
mod bare;
mod contact;
mod handle;
mod house;
mod ids;
mod line;
mod location;
mod name;
mod phone;
mod run;
mod spoken;
mod street;
mod unit;
pub(crate) mod view;
pub(crate) mod words;

use std::ops::Range;

use super::message::Message;
use contact::Contacts;
use ids::Ids;
use line::{Cut, Leaves};
use location::Locations;
pub(crate) use name::person;
use view::View;
pub(crate) use words::Traces;
use words::{Trace, Words};

/// What finds a person, ready to be met in messages.
#[derive(Default)]
pub(crate) struct Redactor {
    words: Words,
    contacts: Contacts,
    ids: Ids,
    locations: Locations,
}

/// A message with what other rooms must not see of it.
pub(crate) struct Redacted<'m> {
    pub view: View<'m>,
    cuts: Vec<Cut>,
}

impl Redactor {
    pub(crate) fn new(traces: &Traces) -> Result<Self, regex::Error> {
        Ok(Self {
            words: Words::new(traces),
            contacts: Contacts::new()?,
            ids: Ids::new()?,
            locations: Locations::new()?,
        })
    }

    /// The words it knows.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The message without its `marker` and what finds a person.
    pub(crate) fn redact<'m>(
        &'m self,
        message: &'m Message,
        marker: Option<Range<usize>>,
    ) -> Redacted<'m> {
        let view = View::new(message, &self.words);
        let sign = |span| Cut {
            span,
            leaves: Leaves::Sign,
        };
        let mut cuts = address::doors(&view);
        cuts.extend(self.contacts.find(&view).into_iter().map(sign));
        cuts.extend(handle::handles(&view).into_iter().map(sign));
        cuts.extend(self.ids.find(&view).into_iter().map(sign));
        cuts.extend(self.locations.find(view.clean()).into_iter().map(sign));
        let numbers = phone::numbers(&view);
        cuts.extend(name::names(&view, &numbers).into_iter().map(sign));
        cuts.extend(numbers.into_iter().map(sign));
        cuts.extend(marker.map(|span| Cut {
            span,
            leaves: Leaves::Nothing,
        }));
        Redacted {
            view,
            cuts: line::merge(cuts),
        }
    }
}

impl Redacted<'_> {
    /// What other rooms may see, on one line of at most 280 characters.
    pub(crate) fn summary(&self) -> String {
        line::summary(self.view.clean(), &self.cuts)
    }

    /// Whether words of that kind are in it.
    pub(crate) fn says(&self, trace: Trace) -> bool {
        self.view.marks().iter().any(|mark| mark.trace == trace)
    }

    /// Whether token `at` is left out.
    pub(crate) fn hides(&self, at: usize) -> bool {
        let start = self.view.span(at).start;
        let next = self.cuts.partition_point(|cut| cut.span.end <= start);
        self.cuts
            .get(next)
            .is_some_and(|cut| cut.span.contains(&start))
    }

    /// Leaves out these tokens too.
    pub(crate) fn hide(&mut self, tokens: impl IntoIterator<Item = (usize, usize)>) {
        let mut cuts = std::mem::take(&mut self.cuts);
        cuts.extend(tokens.into_iter().map(|(at, end)| Cut {
            span: self.view.span(at).start..self.view.span(end.saturating_sub(1)).end,
            leaves: Leaves::Sign,
        }));
        self.cuts = line::merge(cuts);
    }

    /// Tokens `at..end` as other rooms may see them.
    pub(crate) fn shown(&self, at: usize, end: usize) -> String {
        let last = end.saturating_sub(1);
        let range = self.view.span(at).start..self.view.span(last).end;
        let shown = line::without(self.view.clean(), range, &self.cuts);
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
