//! `[reminders]`, and what a network sets for itself.

use std::time::Duration;

use super::build::{Build, DURATION, NO_DURATION};
use super::{QuietHours, Reminders, value};

/// A message in doubt is kept this long at most, whatever config says (a promise to the people in the rooms).
const DOUBT_AT_MOST: Duration = Duration::from_secs(24 * 60 * 60);

impl Build<'_> {
    /// The reminders of one network, or those for all.
    pub(super) fn reminders(&mut self, network: Option<&str>) -> Reminders {
        let layers = self.layers;
        let key = |name: &str| {
            let general = format!("reminders.{name}");
            match network.map(|id| format!("networks.{id}.{general}")) {
                Some(own) if layers.get(&own).is_some() => own,
                _ => general,
            }
        };
        Reminders {
            nudge_urgent: self.nudges(&key("nudge_urgent")),
            nudge_soon: self.nudges(&key("nudge_soon")),
            nudge_later: self.nudges(&key("nudge_later")),
            quiet: self.quiet(&key("quiet")),
            urgent_in_quiet_hours: self.flag(&key("urgent_in_quiet_hours")),
            room_messages_per_day: self.number(&key("room_messages_per_day"), "0 or more"),
            person_messages_per_day: self.number(&key("person_messages_per_day"), "0 or more"),
            digest: self.listed(
                &key("digest"),
                value::time_of_day,
                "is no time of day",
                "Write it like \"18:00\"",
            ),
            check_in_before: self.listed(
                &key("check_in_before"),
                value::duration,
                NO_DURATION,
                DURATION,
            ),
            check_in_after: self.lifetime(&key("check_in_after")),
            check_in_again: self.lifetime(&key("check_in_again")),
            check_in_times: self.number(&key("check_in_times"), "1 or more"),
            drop_out_window: self.duration(&key("drop_out_window")),
            expiry_asked_before: self.lifetime(&key("expiry_asked_before")),
            need_expires: self.lifetime(&key("need_expires")),
            offer_expires: self.lifetime(&key("offer_expires")),
            claim_quiet_after: self.lifetime(&key("claim_quiet_after")),
            claim_quiet_near: self.lifetime(&key("claim_quiet_near")),
            claim_answer_within: self.lifetime(&key("claim_answer_within")),
            claim_answer_within_urgent: self.lifetime(&key("claim_answer_within_urgent")),
            ask_forgotten_after: self.doubt(&key("ask_forgotten_after")),
        }
    }

    fn nudges(&mut self, key: &str) -> Vec<Duration> {
        let mut nudges: Vec<Duration> = Vec::new();
        for given in self.list(key) {
            let Some(nudge) = value::duration(&given.value) else {
                self.wrongs.note(
                    given.place.clone(),
                    key,
                    format!("{:?} {NO_DURATION}", given.value),
                    DURATION,
                );
                continue;
            };
            if nudge <= nudges.last().copied().unwrap_or_default() {
                let wrong = format!("{:?} is not after the one before it", given.value);
                self.wrongs.note(
                    given.place.clone(),
                    key,
                    wrong,
                    "Put them in order, each longer than the last",
                );
            }
            nudges.push(nudge);
        }
        nudges
    }

    /// Each of a list of texts, as `read` reads it.
    fn listed<T>(
        &mut self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        wrong: &str,
        remedy: &'static str,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for given in self.list(key) {
            match read(&given.value) {
                Some(value) => all.push(value),
                None => {
                    let wrong = format!("{:?} {wrong}", given.value);
                    self.wrongs.note(given.place.clone(), key, wrong, remedy);
                }
            }
        }
        all
    }

    fn quiet(&mut self, key: &str) -> Option<QuietHours> {
        let hours = |text: &str| {
            if text == "off" {
                Some(None)
            } else {
                QuietHours::parse(text).map(Some)
            }
        };
        self.parsed(
            key,
            hours,
            "is no span of hours",
            "Write two hours from 0 to 23, like \"22-8\", or \"off\"",
        )
        .flatten()
    }

    fn lifetime(&mut self, key: &str) -> Duration {
        let span = |text: &str| value::duration(text).filter(|span| !span.is_zero());
        self.parsed(key, span, NO_DURATION, DURATION)
            .unwrap_or_default()
    }

    fn doubt(&mut self, key: &str) -> Duration {
        let span = self.lifetime(key);
        if span > DOUBT_AT_MOST {
            self.wrongs.note(
                self.layers.place(key),
                key,
                "is longer than 24 hours",
                "Use \"24h\" or less: nobody's message is kept longer without their yes",
            );
        }
        span
    }
}
