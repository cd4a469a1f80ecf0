//! What an organizer may decide, as the board needs it.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil;
use wegotus_chat::Timestamp;

use super::{CheckIns, PersonId, RoomId, Shape, Timing};
use crate::config::QuietHours;
use crate::parser::{Language, Urgency};

/// The rules one network's board goes by.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The network's time zone.
    pub zone: jiff::tz::TimeZone,
    /// When the bot starts no conversation.
    pub quiet: Option<QuietHours>,
    /// Whether urgent needs are mentioned in quiet hours.
    pub urgent_in_quiet_hours: bool,
    /// When rooms are reminded of a need nobody claimed.
    pub nudges: Schedule,
    /// How many messages the bot may start in a room in 24 hours.
    pub room_messages_per_day: usize,
    /// How many private messages with questions the bot may start with one person in 24 hours, urgent posts
    /// apart; 0: it asks nobody anything by itself.
    pub person_messages_per_day: usize,
    /// The hours at which each room is shown what is open.
    pub digest: Vec<civil::Time>,
    /// When those who promised are asked whether they are still on it.
    pub check_ins: CheckIns,
    /// How near a post's time must be for a lost helper to be an alarm.
    pub drop_out_window: Duration,
    /// How many posts somebody may make in an hour before the next are held; `None` is no limit.
    pub posts_per_hour: Option<u32>,
    /// How long a need stays.
    pub need_expires: Duration,
    /// How long an offer stays.
    pub offer_expires: Duration,
    /// How long the author is given to say that a post is still wanted.
    pub expiry_question: Duration,
    /// How long a message in doubt is kept.
    pub doubt_kept: Duration,
    /// How long a hand-off stays open after its post is finished.
    pub handoff_grace: Duration,
    /// How long a closed post keeps its words and people, and the bot what it knows of somebody by nothing else.
    pub keep_closed: Duration,
    /// After how long without a word from a claimant another may ask for what they have.
    pub claim_stale: Duration,
    /// The same, where the time of the post is as near as that.
    pub claim_near: Duration,
    /// How long a claimant has to say that they still have it.
    pub silence: Duration,
    /// The same, for what is urgent.
    pub silence_urgent: Duration,
    /// From how many new posts at once one notice shows them all.
    pub merge_from: usize,
    /// Most posts one notice shows.
    pub merge_most: usize,
    /// Most lines of a list in a room.
    pub list_in_room: usize,
    /// The language the bot speaks where nothing else tells.
    pub language: Language,
    /// Whether the first private words to anybody begin neutrally; about sensitive posts they always do.
    pub neutral_openings: bool,
    /// Whether a room that joined without a code is told who the bot is, too.
    pub greets: bool,
    /// After how long without a sign of any organizer the rooms are told.
    pub organizer_silence: Duration,
    /// Who organizes the network.
    pub organizers: BTreeSet<PersonId>,
    /// Who counts as one besides.
    pub organizers_from: OrganizersFrom,
    /// The room where they are among themselves.
    pub organizer_room: Option<RoomId>,
    /// Whether erasing the network or taking a copy out takes two of them.
    pub two_organizers: bool,
    /// How long a money appeal with the marks of fraud is held back.
    pub money_held: Duration,
    /// How much somebody may promise in an hour; `None` is no limit.
    pub claims_per_hour: Option<u32>,
}

/// Who may do what organizers do, besides those whom config names.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum OrganizersFrom {
    /// Nobody.
    #[default]
    Config,
    /// Whoever administers a room of the network, as the chat network has it.
    RoomAdmins,
}

/// After how long, by urgency.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Urgent posts.
    pub urgent: Vec<Duration>,
    /// Today's and tomorrow's.
    pub soon: Vec<Duration>,
    /// All others.
    pub later: Vec<Duration>,
}

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

impl Default for Policy {
    fn default() -> Self {
        Self {
            zone: jiff::tz::TimeZone::UTC,
            quiet: Some(QuietHours { from: 22, to: 8 }),
            urgent_in_quiet_hours: false,
            nudges: Schedule {
                urgent: vec![HOUR, 4 * HOUR, 12 * HOUR],
                soon: vec![3 * HOUR, 12 * HOUR],
                later: vec![DAY, 3 * DAY],
            },
            room_messages_per_day: 4,
            person_messages_per_day: 2,
            digest: vec![civil::Time::constant(18, 0, 0, 0)],
            check_ins: CheckIns {
                before: vec![DAY, 3 * HOUR],
                after: DAY,
                again: 4 * HOUR,
                times: 3,
            },
            drop_out_window: 12 * HOUR,
            posts_per_hour: Some(20),
            need_expires: 7 * DAY,
            offer_expires: 14 * DAY,
            expiry_question: DAY,
            doubt_kept: DAY,
            handoff_grace: DAY,
            keep_closed: 30 * DAY,
            claim_stale: 2 * DAY,
            claim_near: 12 * HOUR,
            silence: 12 * HOUR,
            silence_urgent: 3 * HOUR,
            merge_from: 4,
            merge_most: 10,
            list_in_room: 8,
            language: Language::default(),
            neutral_openings: false,
            greets: false,
            organizer_silence: 7 * DAY,
            organizers: BTreeSet::new(),
            organizers_from: OrganizersFrom::Config,
            organizer_room: None,
            two_organizers: true,
            money_held: 12 * HOUR,
            claims_per_hour: Some(20),
        }
    }
}

impl Policy {
    /// When the rooms are first reminded, after `passed`, of a post made at `made`, no sooner after that than they are of a new
    /// one; of one that comes round on a day, before that.
    #[must_use]
    pub fn next_nudge(
        &self,
        shape: &Shape,
        made: Timestamp,
        passed: Timestamp,
    ) -> Option<Timestamp> {
        if shape.kind == super::Kind::Offer {
            return None;
        }
        if let (Some(_), Some(when)) = (shape.repeats, shape.when) {
            return self.nudge_before(shape, when, passed);
        }
        let after = match shape.urgency {
            Urgency::Urgent => &self.nudges.urgent,
            Urgency::Soon => &self.nudges.soon,
            Urgency::Normal => &self.nudges.later,
        };
        // What was put off until the morning does not come twice within the hour.
        let apart = after.first().map_or(passed, |first| passed.plus(*first));
        after
            .iter()
            .map(|span| made.plus(*span))
            .find(|at| *at > passed)
            .map(|at| at.max(apart))
            .map(|at| {
                if self.disturbs_quiet(shape) {
                    at
                } else {
                    self.out_of_quiet(at)
                }
            })
    }

    /// When a room in which the bot spoke up at these instants has room in its day again: `now`, or later; or
    /// never.
    #[must_use]
    pub fn room_free_at(&self, spoke_up: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        free_at(spoke_up, self.room_messages_per_day, now)
    }

    /// When a person whom the bot approached at these instants has room in their day again: `now`, or later; or
    /// never.
    #[must_use]
    pub fn person_free_at(&self, approached: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        free_at(approached, self.person_messages_per_day, now)
    }

    /// Whether the rooms may be reminded of this in quiet hours.
    #[must_use]
    pub fn disturbs_quiet(&self, shape: &Shape) -> bool {
        self.urgent_in_quiet_hours && shape.urgency == Urgency::Urgent
    }

    /// What is due, and when, about a post that is new on the board at `now`.
    #[must_use]
    pub fn timing(&self, shape: &Shape, now: Timestamp) -> Timing {
        // What is wanted on a day far off stays until that day is over.
        let wanted = shape.when.map_or(now, |when| when.at.plus(DAY));
        let idle = shape
            .repeats
            .map(|it| shape.when.map_or(now, |when| when.at).plus(self.idle(it)));
        let wanted = wanted.max(idle.unwrap_or(wanted));
        let expires = now.plus(self.expires_after(shape.kind)).max(wanted);
        Timing {
            expires,
            ask: Some(self.out_of_quiet(expires.minus(self.expiry_question))),
            nudge: self.next_nudge(shape, now, now),
        }
    }

    /// How long this kind of post stays.
    #[must_use]
    pub fn expires_after(&self, kind: super::Kind) -> Duration {
        match kind {
            super::Kind::Need => self.need_expires,
            super::Kind::Offer => self.offer_expires,
        }
    }

    /// `at` itself, or the end of the quiet hours it falls in.
    #[must_use]
    pub fn out_of_quiet(&self, at: Timestamp) -> Timestamp {
        let Some(quiet) = self.quiet else { return at };
        let local = at.to_jiff().to_zoned(self.zone.clone());
        let hour = u8::try_from(local.hour()).unwrap_or(0);
        if !quiet.holds(hour) {
            return at;
        }
        let ends_tomorrow = hour >= quiet.to;
        let day = if ends_tomorrow {
            local.date().tomorrow().unwrap_or(local.date())
        } else {
            local.date()
        };
        let end = day
            .to_datetime(civil::Time::constant(0, 0, 0, 0))
            .with()
            .hour(i8::try_from(quiet.to).unwrap_or(0))
            .build();
        match end.and_then(|end| end.to_zoned(self.zone.clone())) {
            Ok(end) => Timestamp::from(end.timestamp()).max(at),
            // Only at the end of representable time.
            Err(_) => at,
        }
    }
}

/// When one more fits among `times` (oldest first), so that there are never more than `most` in 24 hours.
fn free_at(times: &[Timestamp], most: usize, now: Timestamp) -> Option<Timestamp> {
    if most == 0 {
        return None;
    }
    let today: Vec<Timestamp> = times
        .iter()
        .copied()
        .filter(|at| now.since(*at) < DAY)
        .collect();
    let blocking = today.len().checked_sub(most).and_then(|at| today.get(at));
    Some(blocking.map_or(now, |at| at.plus(DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin(text: &str) -> Timestamp {
        let at: jiff::civil::DateTime = text.parse().unwrap();
        at.in_tz("Europe/Berlin").unwrap().timestamp().into()
    }

    #[test]
    fn quiet_hours_end_in_the_morning_also_when_clocks_change() {
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        let policy = Policy {
            zone,
            ..Policy::default()
        };
        for (at, expected) in [
            ("2026-07-01T23:10", "2026-07-02T08:00"),
            ("2026-07-02T07:59", "2026-07-02T08:00"),
            ("2026-07-02T08:00", "2026-07-02T08:00"),
            ("2026-07-02T21:59", "2026-07-02T21:59"),
            ("2026-03-28T23:00", "2026-03-29T08:00"),
            ("2026-10-25T02:30", "2026-10-25T08:00"),
        ] {
            assert_eq!(policy.out_of_quiet(berlin(at)), berlin(expected), "{at}");
        }
    }

    #[test]
    fn quiet_hours_within_one_day() {
        let quiet = Some(QuietHours { from: 13, to: 15 });
        let policy = Policy {
            quiet,
            ..Policy::default()
        };
        let noon = Timestamp::from("2026-07-01T12:00Z".parse::<jiff::Timestamp>().unwrap());
        assert_eq!(policy.out_of_quiet(noon), noon);
        assert_eq!(policy.out_of_quiet(noon.plus(HOUR)), noon.plus(3 * HOUR));
    }
}
