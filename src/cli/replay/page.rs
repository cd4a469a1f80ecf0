//! A replay for people: a timeline by day, then what it comes to.

use std::io::{self, Write};

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use wegotus_chat::Timestamp;

use super::{Tally, Telling};
use crate::board::{Kind, PostNo};
use crate::cli::terminal::{Ink, Look, counted, number, printable};
use crate::parser::{Category, Precision, Urgency, When};
use crate::replay::{Because, Counts, Export, Frame, Happening, Idea, Play, What};

/// Writes for people.
pub(super) struct Page<'a, W> {
    out: W,
    look: Look,
    zone: &'a TimeZone,
    names: bool,
    day: Option<Date>,
}

/// How wide initials and names stand.
const INITIALS: usize = 4;
const NAME: usize = 16;

impl<'a, W: Write> Page<'a, W> {
    pub(super) fn new(out: W, look: Look, zone: &'a TimeZone, names: bool) -> Self {
        Self {
            out,
            look,
            zone,
            names,
            day: None,
        }
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.to_jiff().to_zoned(self.zone.clone())
    }

    /// A post or a question: what, then the words, then what was read in them.
    fn idea(&self, idea: &Idea, no: Option<PostNo>, used: usize, at: Timestamp) -> String {
        let (ink, name) = match idea.kind {
            Kind::Need => (Ink::Need, "need"),
            Kind::Offer => (Ink::Offer, "offer"),
        };
        let head = match no {
            Some(no) => self
                .look
                .paint(ink, &format!("{name:5} {:5}", no.to_string())),
            None => {
                let asked = format!("{name}?");
                let sure = format!("{:.0} %", idea.confidence * 100.0);
                self.look.paint(Ink::Doubt, &format!("{asked:6} {sure:4}"))
            }
        };
        let details = &idea.details;
        let mut facts = Vec::new();
        if details.category != Category::Other {
            facts.push(details.category.to_string());
        }
        if details.slots.get() > 1 {
            facts.push(format!("{} of them", details.slots.get()));
        }
        facts.extend(details.repeats.map(|repeats| repeats.to_string()));
        facts.extend(details.when.map(|when| self.when(when, at)));
        facts.extend(
            details
                .place
                .as_ref()
                .map(|place| printable(place.as_str())),
        );
        if details.urgency == Urgency::Urgent {
            facts.push("urgent".to_owned());
        }
        let facts = facts.join(" · ");
        let words = printable(details.summary.as_str());
        let words = self.look.cut(&words, used + facts.chars().count() + 2);
        if facts.is_empty() {
            return format!("{head} {words}");
        }
        format!("{head} {words}  {}", self.look.paint(Ink::Faint, &facts))
    }

    fn when(&self, when: When, said: Timestamp) -> String {
        let (at, said) = (self.local(when.at), self.local(said));
        let days = said
            .date()
            .until(at.date())
            .map_or(99, |span| span.get_days());
        let day = match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            _ => at.strftime("%a %-d %b").to_string(),
        };
        match when.precision {
            Precision::Time => format!("{day} {}", at.strftime("%H:%M")),
            Precision::Day => day,
        }
    }

    fn counts(&mut self, counts: &Counts, open: usize) -> io::Result<()> {
        let look = self.look;
        for (kind, ink, name) in [
            (Kind::Need, Ink::Need, "needs"),
            (Kind::Offer, Ink::Offer, "offers"),
        ] {
            let mut by: Vec<_> = counts
                .posts
                .iter()
                .filter(|((it, _), _)| *it == kind)
                .map(|((_, category), count)| (*count, category.as_str()))
                .collect();
            by.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
            let by: Vec<String> = by
                .into_iter()
                .map(|(count, name)| format!("{name} {}", number(count)))
                .collect();
            self.line(look, ink, name, counts.of(kind), &by.join(" · "))?;
        }
        let asked = |kind| counts.asked.get(&kind).copied().unwrap_or(0);
        let (need, offer) = (asked(Kind::Need), asked(Kind::Offer));
        let of = told([("perhaps a need", need), ("perhaps an offer", offer)]);
        self.line(look, Ink::Doubt, "❓", need + offer, &of)?;
        let after = told([
            ("given back", counts.released),
            ("done", counts.done),
            ("taken off", counts.withdrawn),
            ("ran out", counts.expired),
            ("open at the end", open as u64),
        ]);
        self.line(look, Ink::Strong, "claims", counts.claims, &after)?;
        let spoken = told([
            ("reminders of open posts", counts.reminders),
            ("other answers", counts.answers),
        ]);
        let unasked = counts.reminders + counts.answers;
        self.line(look, Ink::Strong, "also said", unasked, &spoken)
    }

    fn line(&mut self, look: Look, ink: Ink, name: &str, count: u64, of: &str) -> io::Result<()> {
        // ❓ takes two places.
        let width = if name == "❓" { 8 } else { 9 };
        let head = look.paint(ink, &format!("{name:width$} {:>7}", number(count)));
        let line = format!("  {head}   {of}");
        writeln!(self.out, "{}", line.trim_end())
    }
}

/// What there is any of, each with its number.
fn told<const N: usize>(parts: [(&str, u64); N]) -> String {
    let some = parts.iter().filter(|(_, count)| *count > 0);
    let some: Vec<String> = some
        .map(|(name, count)| format!("{name} {}", number(*count)))
        .collect();
    some.join(" · ")
}

/// At most `width` letters of a name.
fn cut(name: &str, width: usize) -> String {
    if name.chars().count() <= width {
        return name.to_owned();
    }
    name.chars().take(width - 1).chain(['…']).collect()
}

impl<W: Write> Telling for Page<'_, W> {
    fn begin(&mut self, export: &Export) -> io::Result<()> {
        let phone = match export.frame() {
            Frame::Dash => "Android",
            Frame::Brackets => "iOS",
        };
        let title = format!(
            "WhatsApp export from {phone} · {}",
            counted(export.lines, "line", "lines")
        );
        writeln!(self.out, "{}", self.look.paint(Ink::Strong, &title))?;
        let because = match export.because() {
            Because::Told => "as you say",
            Because::Settled => "a day above 12 settles it",
            Because::TimeRunsForwards => "the other way time would run backwards",
            Because::Shorter => "a guess: the other way the chat would be far longer",
            Because::Sign => "a guess: dates with dots mostly are",
            Because::Padded => "a guess: dates with a nought before the month mostly are",
            Because::Language => "a guess: nothing in them tells, but the language",
            Because::Mixed => "a guess: some can only be read one way, some only the other",
        };
        let (order, guessed) = (export.order(), export.because().is_a_guess());
        let leads = if order == crate::replay::Order::YearFirst && !guessed {
            "the year leads"
        } else {
            because
        };
        writeln!(self.out, "Dates are read as {} ({leads}).", order.as_str())?;
        if guessed {
            let other = match order {
                crate::replay::Order::DayFirst => "mdy",
                _ => "dmy",
            };
            writeln!(self.out, "If that is wrong, say so: --dates {other}")?;
        }
        Ok(())
    }

    fn tell(&mut self, it: &Happening, play: &Play) -> io::Result<()> {
        // What time alone does is counted, and would bury the rest.
        if matches!(it.what, What::Expired(_) | What::Reminded(_)) {
            return Ok(());
        }
        let at = self.local(it.at);
        if self.day != Some(at.date()) {
            self.day = Some(at.date());
            let day = at.strftime("%a %-d %b %Y").to_string();
            writeln!(self.out, "\n{}", self.look.paint(Ink::Strong, &day))?;
        }
        let people = play.people();
        let width = if self.names { NAME } else { INITIALS };
        let who = match it.who {
            None => String::new(),
            Some(who) if self.names => cut(&printable(people.name(who)), width),
            Some(who) => people.initials(who).to_owned(),
        };
        let hour = at.strftime("%H:%M").to_string();
        let head = format!("  {} {who:width$} ", self.look.paint(Ink::Faint, &hour));
        let used = 2 + 5 + 1 + who.chars().count().max(width) + 1 + 12;
        let what = match &it.what {
            What::Posted { no, idea, .. } => self.idea(idea, Some(*no), used, it.at),
            What::Asked(idea) => self.idea(idea, None, used, it.at),
            What::Claimed { no, count: 1 } => format!("   claims {no}"),
            What::Claimed { no, count } => format!("   claims {count} of {no}"),
            What::BackedUp(no) => format!("   is next in line for {no}"),
            What::Released(no) => format!("   gives {no} back"),
            What::Done(no) => format!("   {no} is done"),
            What::Withdrawn(no) => format!("   takes {no} off the board"),
            What::Answered(what) => {
                let told = format!("   the bot answers: {what}");
                self.look.paint(Ink::Doubt, &told)
            }
            What::Expired(_) | What::Reminded(_) => return Ok(()),
        };
        writeln!(self.out, "{head}{what}")
    }

    fn end(&mut self, play: &Play, tally: &Tally) -> io::Result<()> {
        let counts = play.counts();
        let span = tally.span.map_or(String::new(), |(first, last)| {
            let day = |at| self.local(at).strftime("%-d %b %Y").to_string();
            format!(", {} to {}", day(first), day(last))
        });
        let title = format!(
            "What it would have done with {} by {}{span}",
            counted(counts.messages, "message", "messages"),
            counted(play.people().len() as u64, "neighbour", "neighbours"),
        );
        writeln!(self.out, "\n{}", self.look.paint(Ink::Strong, &title))?;
        self.counts(counts, play.open())?;
        let reacted = match counts.messages.checked_div(counts.reacted) {
            None => "It would have said nothing at all.".to_owned(),
            Some(nth) => {
                let share = counts.share() * 100.0;
                let reacted = counted(counts.reacted, "message", "messages");
                let often = match nth {
                    0 | 1 => String::new(),
                    nth => format!(", one in {}", number(nth)),
                };
                format!("It would have spoken up at {reacted}: {share:.2} %{often}.")
            }
        };
        writeln!(self.out, "\n{}", self.look.paint(Ink::Strong, &reacted))?;
        let without = [
            (
                tally.media,
                "picture or voice note",
                "pictures and voice notes",
            ),
            (tally.deleted, "message taken back", "messages taken back"),
            (
                tally.notices,
                "line of WhatsApp's own",
                "lines of WhatsApp's own",
            ),
        ];
        let without: Vec<String> = without
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(*count, one, many))
            .collect();
        if !without.is_empty() {
            writeln!(self.out, "Passed over: {}.", without.join(", "))?;
        }
        let note = "An export does not say what a message answers: claims and the like are counted only where a number is\n\
                    named or one post plainly goes before. In the chat itself people reply, and it will be more.";
        writeln!(self.out, "{}", self.look.paint(Ink::Faint, note))?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Policy;
    use crate::cli::replay::{JsonLines, replay};
    use crate::parser::Lexicon;

    /// What is written of an export.
    fn shown(text: &str, json: bool, names: bool) -> String {
        let (lexicon, policy) = (Lexicon::builtin(), Policy::default());
        let export = Export::in_memory(text.as_bytes(), &lexicon).unwrap();
        let play = Play::new(&lexicon, &policy);
        let mut out = Vec::new();
        if json {
            let telling = JsonLines::new(&mut out, &policy.zone, names);
            replay(&export, play, &policy, telling).unwrap();
        } else {
            let telling = Page::new(&mut out, Look::default(), &policy.zone, names);
            replay(&export, play, &policy, telling).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    const CHAT: &str = "\
31/12/23, 21:41 - Ana Ruiz created group \"Block 5: neighbours\"
31/12/23, 21:45 - Ana Ruiz: happy new year everyone
1/1/24, 08:02 - Ben Okafor: need: a ride to dialysis tomorrow 7am, 24 Elm St
it takes an hour
1/1/24, 08:05 - +1 555 010-0199: I can take you
1/1/24, 09:15 - Cara Mills: <Media omitted>
1/1/24, 11:20 - Ana Ruiz: offer: 3 blankets
2/1/24, 09:01 - +1 555 010-0199: dropped him off
2/1/24, 09:02 - Ben Okafor: help
";

    #[test]
    fn a_page_is_a_timeline_and_what_it_comes_to() {
        insta::assert_snapshot!(shown(CHAT, false, false));
    }

    #[test]
    fn names_are_shown_only_when_asked_for() {
        for json in [false, true] {
            assert!(!shown(CHAT, json, false).contains("Okafor"));
            assert!(!shown(CHAT, json, false).contains("0199"));
            assert!(shown(CHAT, json, true).contains("Ben Okafor"));
        }
    }

    #[test]
    fn json_lines_tell_the_same() {
        let lines = shown(CHAT, true, false);
        let events: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let names: Vec<_> = events
            .iter()
            .map(|it| it["event"].as_str().unwrap())
            .collect();
        let wanted = [
            "export", "post", "claim", "post", "reminder", "done", "answer", "summary",
        ];
        assert_eq!(names, wanted);
        assert_eq!(events[1]["at"], "2024-01-01T08:02:00+00:00");
        assert_eq!(events[1]["when"]["at"], "2024-01-02T07:00:00+00:00");
        let all = events.last().unwrap();
        assert_eq!((&all["messages"], &all["reacted"]), (&6.into(), &5.into()));
        assert_eq!(
            (&all["needs"]["transport"], &all["media"]),
            (&1.into(), &1.into())
        );
    }
}
