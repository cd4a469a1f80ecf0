//! Rooms behind which somebody's bridge has a group of another network, and who speaks in them. Pure.
//!
//! Such a room says so in its state: `m.bridge`, or `uk.half-shot.bridge` until that is agreed on
//! ([MSC2346](https://github.com/matrix-org/matrix-spec-proposals/pull/2346)), with the bridge's own account
//! (`bridgebot`) and the network (`protocol`). People of that network speak through *puppets*, accounts that the bridge
//! made for them; mautrix calls its own `<network>bot` and them `<network>_<id>`
//! (<https://docs.mau.fi/bridges/>, `username_template`), older bridges `_<network>_<id>`. Where a bridge has no puppet
//! for somebody, its own account or a puppet says their words under their name: in a per-message profile
//! ([MSC4144](https://github.com/matrix-org/matrix-spec-proposals/pull/4144)), or before the words, as in
//! `<b>Ana</b>: need a ride` (mautrix's `message_formats`).

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use wegotus_chat::{Abilities, Ability, Name, Platform, RoomRef};

/// The types of the state events that say that a room is bridged.
pub(crate) const STATE: [&str; 2] = ["m.bridge", "uk.half-shot.bridge"];

/// The field of a per-message profile, until MSC4144 is agreed on.
const PROFILE: &str = "com.beeper.per_message_profile";
/// The longest name that may stand before words.
const LONGEST_NAME: usize = 80;
/// What people are called in references who have no account that could be written to.
const RELAYED: &str = "relayed:";
/// So many digits are somebody's number.
const NUMBER: usize = 7;

/// The bridges of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Portal {
    /// Their own accounts.
    bots: BTreeSet<String>,
    /// What their puppets' accounts begin with, and on which server they are.
    puppets: BTreeSet<(String, String)>,
    /// The groups and private chats behind it: the network and what that calls it.
    chats: BTreeSet<(String, String)>,
    /// It is a private chat there.
    is_direct: bool,
}

/// Who says something in such a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// Its sender, a puppet included.
    Sender,
    /// Somebody whose words the sender passes on.
    Relayed {
        /// What they are called in references.
        native: String,
        /// The name they go by.
        name: String,
        /// Their words, where the name was before them.
        body: Option<String>,
    },
    /// The bridge itself.
    Program,
}

impl Portal {
    /// What the contents of a room's state events of these types say; `None` where it is not bridged.
    pub(crate) fn of<'a>(contents: impl IntoIterator<Item = &'a Value>) -> Option<Self> {
        let mut portal = Self::default();
        for content in contents {
            // A bridge that left leaves an empty content behind.
            let Some(bot) = content["bridgebot"].as_str() else {
                continue;
            };
            let Some((local, server)) = parts(bot) else {
                continue;
            };
            portal.bots.insert(bot.to_owned());
            let protocol = content["protocol"]["id"].as_str();
            if let (Some(network), Some(chat)) = (protocol, content["channel"]["id"].as_str()) {
                portal.chats.insert((network.to_owned(), chat.to_owned()));
            }
            portal.is_direct |= content["com.beeper.room_type"] == "dm";
            let named = [protocol, local.strip_suffix("bot")];
            for network in named.into_iter().flatten().filter(|it| !it.is_empty()) {
                let network = network.trim_matches(['_', '-']);
                for begins in [format!("{network}_"), format!("_{network}_")] {
                    portal.puppets.insert((begins, server.to_owned()));
                }
            }
        }
        (!portal.bots.is_empty()).then_some(portal)
    }

    /// The same with the accounts of bridges that the room does not tell of.
    pub(crate) fn with(
        portal: Option<Self>,
        bots: impl IntoIterator<Item = String>,
    ) -> Option<Self> {
        let mut portal = portal.unwrap_or_default();
        portal.bots.extend(bots);
        (!portal.bots.is_empty()).then_some(portal)
    }

    /// The bridges' own accounts.
    pub(crate) fn bots(&self) -> impl Iterator<Item = &str> {
        self.bots.iter().map(String::as_str)
    }

    /// Whether it is somebody's private chat with the bot's account on the other network.
    pub(crate) fn is_direct(&self) -> bool {
        self.is_direct
    }

    /// Whether it is the private chat with whom this puppet stands for: a private chat is called there as its person
    /// is (mautrix's `<number>@s.whatsapp.net`, Signal's bare id), and so is a puppet, after the network's name.
    pub(crate) fn is_chat_with(&self, puppet: &str) -> bool {
        let id = parts(puppet).and_then(|(local, _)| local.rsplit(['_', '-']).next());
        let is_theirs = |(_, chat): &(String, String)| chat.split('@').next() == id;
        self.is_direct && id.is_some_and(|id| !id.is_empty()) && self.chats.iter().any(is_theirs)
    }

    /// The groups behind it that a bridge of our own may be in as well.
    pub(crate) fn groups(&self) -> impl Iterator<Item = RoomRef> {
        let chats = self.chats.iter().filter(|_| !self.is_direct);
        chats.filter_map(|(network, chat)| {
            let platform = match network.as_str() {
                "whatsapp" => Platform::WhatsApp,
                "signal" => Platform::Signal,
                _ => return None,
            };
            Some(RoomRef::new(platform, chat.as_str()))
        })
    }

    /// What of this the networks behind it allow: a bridge refuses what comes too late for them
    /// (mautrix-whatsapp and mautrix-signal, `EditMaxAge` and `DeleteMaxAge`).
    pub(crate) fn abilities(&self, here: Abilities) -> Abilities {
        const MINUTE: Duration = Duration::from_secs(60);
        let mut abilities = here;
        for (network, _) in &self.chats {
            let (edit, delete) = match network.as_str() {
                "whatsapp" => (15 * MINUTE, 48 * 60 * MINUTE),
                "signal" => (24 * 60 * MINUTE, 24 * 60 * MINUTE),
                _ => continue,
            };
            abilities.edit = shorter(abilities.edit, edit);
            abilities.delete = shorter(abilities.delete, delete);
        }
        abilities
    }

    /// Whether this account is a bridge's own.
    pub(crate) fn is_bot(&self, user: &str) -> bool {
        self.bots.contains(user)
    }

    /// Whether a bridge made this account for somebody of its network.
    pub(crate) fn is_puppet(&self, user: &str) -> bool {
        parts(user).is_some_and(|(local, server)| {
            let mut puppets = self.puppets.iter();
            !self.is_bot(user)
                && puppets.any(|(begins, there)| there == server && local.starts_with(begins))
        })
    }

    /// Who says the message with this `content`, sent by `sender`.
    pub(crate) fn speaker(&self, sender: &str, content: &Value) -> Speaker {
        let is_bot = self.is_bot(sender);
        if !is_bot && !self.is_puppet(sender) {
            return Speaker::Sender;
        }
        // An edit carries the words, and the name before them, within.
        let content = match &content["m.new_content"] {
            Value::Null => content,
            new => new,
        };
        if content["msgtype"] == "m.notice" {
            return if is_bot {
                Speaker::Program
            } else {
                Speaker::Sender
            };
        }
        if let Some(speaker) = profiled(sender, content) {
            return speaker;
        }
        if !is_bot {
            return Speaker::Sender;
        }
        let body = content["body"].as_str().unwrap_or_default();
        match named(body) {
            Some((name, words)) => Speaker::Relayed {
                native: relayed(sender, name),
                name: name.to_owned(),
                body: Some(words.to_owned()),
            },
            None => Speaker::Program,
        }
    }
}

/// Whether somebody in a reference has no account that could be written to.
pub(crate) fn is_relayed(native: &str) -> bool {
    native.starts_with(RELAYED)
}

/// Who wrote the message that `event` is, where somebody's bridge said it for them.
pub(crate) fn behind(portal: Option<&Portal>, event: &Value) -> Option<String> {
    match portal?.speaker(event["sender"].as_str()?, &event["content"]) {
        Speaker::Relayed { native, .. } => Some(native),
        Speaker::Sender | Speaker::Program => None,
    }
}

/// What somebody is called, unless that is their number: where bridges know no name they give that, and add their
/// network in brackets.
pub(crate) fn name(given: &str) -> Name {
    let given = given.trim();
    let bare = given
        .strip_suffix(')')
        .and_then(|it| it.rsplit_once('('))
        .map_or(given, |(before, _)| before);
    let is_number = bare.chars().filter(char::is_ascii_digit).count() >= NUMBER;
    if is_number {
        Name::default()
    } else {
        Name::from(given)
    }
}

fn shorter(ability: Ability, span: Duration) -> Ability {
    match ability {
        Ability::Never => Ability::Never,
        Ability::Within(already) => Ability::Within(already.min(span)),
        Ability::Always => Ability::Within(span),
    }
}

/// Who speaks by the profile a message carries.
fn profiled(sender: &str, content: &Value) -> Option<Speaker> {
    let profile = &content[PROFILE];
    let name = profile["displayname"]
        .as_str()
        .filter(|it| !it.is_empty())?;
    let id = profile["id"].as_str().filter(|it| !it.is_empty());
    let body = content["body"].as_str().unwrap_or_default();
    // For clients that know no profiles the name stands before the words as well.
    let words = (profile["has_fallback"] == true)
        .then(|| body.strip_prefix(name)?.strip_prefix(": "))
        .flatten();
    Some(Speaker::Relayed {
        native: relayed(sender, id.unwrap_or(name)),
        name: name.to_owned(),
        body: words.map(str::to_owned),
    })
}

/// The name before the words: `Ana: need a ride`, also with `**` or `<…>` about the name, as bridges write it into the
/// plain body.
fn named(body: &str) -> Option<(&str, &str)> {
    let (name, words) = match body.strip_prefix('<') {
        Some(rest) => rest.split_once("> ")?,
        None => body.split_once(": ")?,
    };
    let name = name.trim_matches('*').trim();
    let is_name = !name.is_empty()
        && name.chars().count() <= LONGEST_NAME
        && !name.contains('\n')
        && name.chars().any(char::is_alphanumeric);
    is_name.then_some((name, words))
}

/// What somebody is called whose words `sender` passes on. Nobody can be taken for somebody else's.
fn relayed(sender: &str, id: &str) -> String {
    format!("{RELAYED}{sender}/{id}")
}

/// An account's first part and its server.
fn parts(user: &str) -> Option<(&str, &str)> {
    user.strip_prefix('@')?.split_once(':')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// As mautrix-whatsapp writes it (`BridgeEventContent` of mautrix-go).
    fn whatsapp() -> Portal {
        let content = json!({
            "bridgebot": "@whatsappbot:example.org",
            "creator": "@ana:example.org",
            "protocol": { "id": "whatsapp", "displayname": "WhatsApp" },
            "channel": { "id": "120363404694233820@g.us", "displayname": "Elm Street" },
            "com.beeper.room_type": "group",
        });
        Portal::of([&content]).unwrap()
    }

    fn text(body: &str) -> Value {
        json!({ "msgtype": "m.text", "body": body })
    }

    #[test]
    fn a_room_says_by_its_state_that_it_is_bridged() {
        assert_eq!(Portal::of([]), None);
        for left in [
            json!({}),
            json!({ "bridgebot": 7 }),
            json!({ "bridgebot": "whatsappbot" }),
        ] {
            assert_eq!(Portal::of([&left]), None, "{left}");
        }
        let portal = whatsapp();
        assert!(portal.is_bot("@whatsappbot:example.org"));
        assert!(portal.is_puppet("@whatsapp_12025550101:example.org"));
        let elm = RoomRef::new(Platform::WhatsApp, "120363404694233820@g.us");
        assert!(portal.groups().eq([elm]) && !portal.is_direct());
        assert!(portal.is_puppet("@whatsapp_lid-187:example.org"));
        for other in [
            "@whatsappbot:example.org",
            "@whatsapp_1:elsewhere.org",
            "@whatsapper:example.org",
            "@ana:example.org",
            "whatsapp_1",
        ] {
            assert!(!portal.is_puppet(other), "{other}");
        }
    }

    #[test]
    fn a_bridge_that_the_room_does_not_tell_of_is_named() {
        assert_eq!(Portal::with(None, []), None);
        let relay = "@matterbridge:example.org";
        let portal = Portal::with(None, [relay.to_owned()]).unwrap();
        assert!(portal.is_bot(relay) && portal.groups().next().is_none());
        let said = portal.speaker(relay, &text("<Ana> need: a ride"));
        assert!(matches!(said, Speaker::Relayed { name, .. } if name == "Ana"));
    }

    #[test]
    fn a_private_chat_is_its_persons() {
        let chat = |network: &str, id: &str| {
            let content = json!({ "bridgebot": "@bot:b", "protocol": { "id": network },
                "channel": { "id": id }, "com.beeper.room_type": "dm" });
            Portal::of([&content]).unwrap()
        };
        let whatsapp = chat("whatsapp", "12025550101@s.whatsapp.net");
        assert!(whatsapp.is_direct() && whatsapp.groups().next().is_none());
        assert!(whatsapp.is_chat_with("@whatsapp_12025550101:b"));
        assert!(!whatsapp.is_chat_with("@whatsapp_2025550101:b") && !whatsapp.is_chat_with("@_:b"));
        assert!(chat("whatsapp", "187@lid").is_chat_with("@whatsapp_lid-187:b"));
    }

    #[test]
    fn what_the_network_behind_allows_only_in_time_is_done_in_time() {
        let always = Abilities {
            edit: Ability::Always,
            delete: Ability::Always,
            react: Ability::Always,
            direct: Ability::Always,
        };
        let minutes = |ability| match ability {
            Ability::Within(span) => span.as_secs() / 60,
            Ability::Never | Ability::Always => 0,
        };
        let there = whatsapp().abilities(always);
        assert_eq!((minutes(there.edit), minutes(there.delete)), (15, 48 * 60));
        let named = Portal::with(None, ["@relay:b".to_owned()]).unwrap();
        assert_eq!(named.abilities(always), always);
    }

    #[test]
    fn a_number_is_no_name() {
        for number in [
            "+1 202-555-0101 (WA)",
            "12025550101",
            "(202) 555 0101",
            "+49 1522 3433333",
        ] {
            assert_eq!(name(number), Name::default(), "{number}");
        }
        for known in ["Ana (WA)", "Ana Lopez", "Block 5 (12)", "נועה"] {
            assert_eq!(name(known), Name::from(known), "{known}");
        }
    }

    #[test]
    fn puppets_are_known_by_their_bot_where_the_protocol_is_called_otherwise() {
        let meta = json!({ "bridgebot": "@metabot:b", "protocol": { "id": "instagram" } });
        let discord = json!({ "bridgebot": "@_discord_bot:b", "protocol": { "id": "discord" } });
        let portal = Portal::of([&meta, &discord]).unwrap();
        for puppet in ["@meta_17:b", "@_discord_42:b"] {
            assert!(portal.is_puppet(puppet), "{puppet}");
        }
        assert!(portal.is_bot("@_discord_bot:b") && !portal.is_puppet("@_discord_bot:b"));
    }

    #[test]
    fn puppets_and_people_speak_for_themselves_and_the_bridge_does_not() {
        let portal = whatsapp();
        for sender in ["@whatsapp_1:example.org", "@ben:example.org"] {
            let said = portal.speaker(sender, &text("need: a ride"));
            assert_eq!(said, Speaker::Sender, "{sender}");
        }
        // The same in anybody's mouth is nobody else's.
        let mut posed = text("hi");
        posed[PROFILE] = json!({ "id": "x", "displayname": "Ana" });
        assert_eq!(portal.speaker("@ben:example.org", &posed), Speaker::Sender);
        let bot = "@whatsappbot:example.org";
        let failed =
            json!({ "msgtype": "m.notice", "body": "⚠️ Your message was not bridged: no" });
        for said in [failed, text("Successfully logged in"), json!({})] {
            assert_eq!(portal.speaker(bot, &said), Speaker::Program, "{said}");
        }
    }

    #[test]
    fn relayed_words_are_their_speakers() {
        let portal = whatsapp();
        let bot = "@whatsappbot:example.org";
        for body in [
            "Ana: need: a ride",
            "**Ana**: need: a ride",
            "<Ana> need: a ride",
        ] {
            let expected = Speaker::Relayed {
                native: format!("relayed:{bot}/Ana"),
                name: "Ana".into(),
                body: Some("need: a ride".into()),
            };
            assert_eq!(portal.speaker(bot, &text(body)), expected, "{body}");
            let edit = json!({ "msgtype": "m.text", "body": "* x", "m.new_content": text(body) });
            assert_eq!(portal.speaker(bot, &edit), expected, "{edit}");
        }
        assert!(is_relayed(&format!("relayed:{bot}/Ana")) && !is_relayed(bot));
    }

    #[test]
    fn a_profile_says_who_speaks() {
        let portal = whatsapp();
        let puppet = "@whatsapp_1:example.org";
        let mut said = text("Ana: need a ride");
        said[PROFILE] = json!({ "id": "42", "displayname": "Ana", "has_fallback": true });
        let Speaker::Relayed { native, name, body } = portal.speaker(puppet, &said) else {
            panic!("it is Ana's");
        };
        assert_eq!(
            (&*native, &*name),
            (&*format!("relayed:{puppet}/42"), "Ana")
        );
        assert_eq!(body.as_deref(), Some("need a ride"));
        said["body"] = json!("need a ride");
        let without = portal.speaker(puppet, &said);
        assert!(
            matches!(without, Speaker::Relayed { body: None, .. }),
            "{without:?}"
        );
    }
}
