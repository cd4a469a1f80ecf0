//! The list of what is open that each room sees at set hours.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Act, Board, MsgId, Policy, PostNo, RoomId, Saying, To};

/// The last digest of a room.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Digest {
    /// What it shows.
    pub posts: Vec<PostNo>,
    /// How many more there were.
    pub more: u32,
    /// When it was last said anew.
    pub said: Option<Timestamp>,
    /// The message, once sent, and when.
    pub stands: Option<(MsgId, Timestamp)>,
}

impl Board {
    /// The room to which a digest waits to be sent under this number, where it is one.
    #[must_use]
    pub fn digest_room(&self, number: u64) -> Option<RoomId> {
        let effect = self.pending(number)?;
        match (effect.to, &effect.act) {
            (
                To::Room(room),
                Act::Say {
                    saying: Saying::Digest { .. },
                    ..
                },
            ) => Some(room),
            _ => None,
        }
    }
}

impl Policy {
    /// When the next digest is due after `now`; none where no hour is set. An hour in quiet hours is left out.
    #[must_use]
    pub fn next_digest(&self, now: Timestamp) -> Option<Timestamp> {
        let today = now.to_jiff().to_zoned(self.zone.clone()).date();
        let days = [
            today,
            today.tomorrow().ok()?,
            today.tomorrow().ok()?.tomorrow().ok()?,
        ];
        let at = |day: jiff::civil::Date, hour: &Time| {
            let local = day.to_datetime(*hour).to_zoned(self.zone.clone()).ok()?;
            Some(Timestamp::from(local.timestamp()))
        };
        let hours = days
            .iter()
            .flat_map(|day| self.digest.iter().filter_map(|hour| at(*day, hour)));
        hours
            .filter(|at| *at > now && self.out_of_quiet(*at) == *at)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_keeps_its_hour_when_the_clock_changes() {
        let madrid = |text: &str| -> Timestamp {
            let at: jiff::civil::DateTime = text.parse().unwrap();
            at.in_tz("Europe/Madrid").unwrap().timestamp().into()
        };
        let policy = Policy {
            zone: jiff::tz::TimeZone::get("Europe/Madrid").unwrap(),
            digest: vec![Time::constant(9, 0, 0, 0), Time::constant(18, 0, 0, 0)],
            ..Policy::default()
        };
        for (now, next) in [
            ("2031-03-29T17:59", "2031-03-29T18:00"),
            ("2031-03-29T18:00", "2031-03-30T09:00"),
            ("2031-10-25T18:00", "2031-10-26T09:00"),
            ("2031-10-26T12:00", "2031-10-26T18:00"),
        ] {
            assert_eq!(policy.next_digest(madrid(now)), Some(madrid(next)), "{now}");
        }
        let never = Policy {
            digest: vec![Time::constant(23, 0, 0, 0)],
            ..policy
        };
        assert_eq!(never.next_digest(madrid("2031-03-29T18:00")), None);
    }
}
