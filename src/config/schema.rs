//! Which keys there are, and what kind of value each takes.

use std::fmt;

/// What kind of value a key takes. Finer rules (a duration, an address) are checked when it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A number, whole or not.
    Fraction,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    List,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text in quotes",
            Self::Number => "a whole number",
            Self::Fraction => "a number",
            Self::Flag => "true or false",
            Self::List => "a list of texts in [ ]",
        })
    }
}

use Kind::{Flag, Fraction, List, Number, Text};

/// Every key but those of a network, dotted.
const KEYS: &[(&str, Kind)] = &[
    ("data", Text),
    ("keys", Text),
    ("log", Text),
    ("config_dir", Text),
    ("web.listen", Text),
    ("sandbox.port", Number),
    ("matrix.homeserver", Text),
    ("matrix.user", Text),
    ("matrix.password", Text),
    ("matrix.password_file", Text),
    ("matrix.access_token", Text),
    ("matrix.access_token_file", Text),
    ("matrix.device_id", Text),
    ("matrix.recovery_key", Text),
    ("matrix.recovery_key_file", Text),
    ("matrix.inviters", List),
    ("matrix.bridges", List),
    ("matrix.all_rooms", Flag),
    ("signal.command", List),
    ("signal.url", Text),
    ("signal.account", Text),
    ("signal.dedicated", Flag),
    ("signal.inviters", List),
    ("signal.all_groups", Flag),
    ("whatsapp.dedicated", Flag),
    ("whatsapp.a_day", Number),
    ("whatsapp.all_groups", Flag),
    ("whatsapp.server", Text),
    ("whatsapp_cloud.phone_number_id", Text),
    ("whatsapp_cloud.access_token", Text),
    ("whatsapp_cloud.access_token_file", Text),
    ("whatsapp_cloud.app_secret", Text),
    ("whatsapp_cloud.app_secret_file", Text),
    ("whatsapp_cloud.verify_token", Text),
    ("whatsapp_cloud.verify_token_file", Text),
    ("whatsapp_cloud.listen", Text),
    ("whatsapp_cloud.template", Text),
    ("whatsapp_cloud.template_language", Text),
    ("whatsapp_cloud.all_groups", Flag),
    ("whatsapp_cloud.graph", Text),
    ("safety.posts_per_hour", Number),
    ("safety.neutral_openings", Flag),
    ("safety.organizer_silence", Text),
    ("safety.two_organizers", Flag),
    ("safety.claims_per_hour", Number),
    ("safety.money_held", Text),
    ("privacy.keep_closed", Text),
    ("detector.certain", Fraction),
    ("detector.unsure", Fraction),
    ("reminders.nudge_urgent", List),
    ("reminders.nudge_soon", List),
    ("reminders.nudge_later", List),
    ("reminders.quiet", Text),
    ("reminders.urgent_in_quiet_hours", Flag),
    ("reminders.room_messages_per_day", Number),
    ("reminders.person_messages_per_day", Number),
    ("reminders.digest", List),
    ("reminders.check_in_before", List),
    ("reminders.check_in_after", Text),
    ("reminders.check_in_again", Text),
    ("reminders.check_in_times", Number),
    ("reminders.drop_out_window", Text),
    ("reminders.expiry_asked_before", Text),
    ("reminders.need_expires", Text),
    ("reminders.offer_expires", Text),
    ("reminders.claim_quiet_after", Text),
    ("reminders.claim_quiet_near", Text),
    ("reminders.claim_answer_within", Text),
    ("reminders.claim_answer_within_urgent", Text),
    ("reminders.ask_forgotten_after", Text),
    ("outbox.pace", Text),
];

/// A network's own keys, under `networks.<id>.`; besides, it takes all of `reminders.`.
const NETWORK_KEYS: &[(&str, Kind)] = &[
    ("name", Text),
    ("language", Text),
    ("timezone", Text),
    ("rooms", List),
    ("organizers", List),
    ("organizers_from", Text),
    ("organizer_room", Text),
    ("contacts", List),
    ("join_code", Text),
    ("run_by", Text),
    ("greet", Flag),
];

/// What a dotted path is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Known {
    /// A key.
    Key(Kind),
    /// A section of keys.
    Section,
    /// Neither.
    Unknown,
}

/// Looks up a dotted path. The id of a network is taken as it comes.
#[must_use]
pub fn look_up(path: &str) -> Known {
    let under = |keys: &[(&str, Kind)], path: &str| {
        if let Some((_, kind)) = keys.iter().find(|(key, _)| *key == path) {
            Known::Key(*kind)
        } else if keys.iter().any(|(key, _)| {
            key.strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('.'))
        }) {
            Known::Section
        } else {
            Known::Unknown
        }
    };
    if path == "networks" {
        return Known::Section;
    }
    match path
        .strip_prefix("networks.")
        .map(|rest| rest.split_once('.'))
    {
        None => under(KEYS, path),
        Some(None) => Known::Section,
        Some(Some((_, own))) if own == "reminders" || own.starts_with("reminders.") => {
            under(KEYS, own)
        }
        Some(Some((_, own))) => under(NETWORK_KEYS, own),
    }
}

/// Every key, with `network` standing for the id of a network.
pub fn all_keys(network: &str) -> impl Iterator<Item = (String, Kind)> {
    let reminders = KEYS.iter().filter(|(key, _)| key.starts_with("reminders."));
    KEYS.iter()
        .map(|(key, kind)| ((*key).to_owned(), *kind))
        .chain(
            NETWORK_KEYS
                .iter()
                .chain(reminders)
                .map(move |(key, kind)| (format!("networks.{network}.{key}"), *kind)),
        )
}

/// The known key or section that `path` most likely means, if one is near: a slip of a few letters, a
/// key half written, or the right word in the wrong section.
#[must_use]
pub fn nearest(path: &str) -> Option<String> {
    let network = path
        .strip_prefix("networks.")
        .and_then(|rest| rest.split('.').next())
        .unwrap_or("<id>");
    let depth = path.split('.').count();
    let mut candidates: Vec<String> = Vec::new();
    for (key, _) in all_keys(network) {
        let parts: Vec<&str> = key.split('.').collect();
        candidates.extend((1..=parts.len()).map(|n| parts[..n].join(".")));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let slip = candidates
        .iter()
        .filter(|known| known.split('.').count() == depth)
        .map(|known| (distance(known, path), known))
        .min()
        .filter(|(letters, _)| *letters <= 1 + last(path).chars().count() / 3);
    let begun = || {
        let longer = |known: &&String| {
            known
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('_'))
        };
        candidates
            .iter()
            .find(longer)
            .filter(|_| !path.is_empty())
            .map(|known| (0, known))
    };
    let elsewhere = || {
        candidates
            .iter()
            .filter(|known| look_up(known) != Known::Section)
            .map(|known| (distance(&last(known), &last(path)), known))
            .min()
            .filter(|(letters, _)| *letters <= 1)
    };
    slip.or_else(begun)
        .or_else(elsewhere)
        .map(|(_, known)| known.clone())
}

/// How many letters must be added, dropped or changed to make `a` into `b` (Levenshtein); looks at the
/// first 64 letters of each.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised() {
        for (slip, meant) in [
            ("matrix.pasword", Some("matrix.password")),
            ("matrx", Some("matrix")),
            ("dta", Some("data")),
            ("networks.elm.langage", Some("networks.elm.language")),
            ("networks.elm.quiet", Some("networks.elm.reminders.quiet")),
            ("safety.posts", Some("safety.posts_per_hour")),
            ("homeserver", Some("matrix.homeserver")),
            ("reminders.posts_per_hour", Some("safety.posts_per_hour")),
            ("telephone", None),
            ("", None),
        ] {
            assert_eq!(nearest(slip).as_deref(), meant, "{slip}");
        }
    }
}
