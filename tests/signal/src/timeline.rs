//! What people see: what they wrote themselves, and what their phones received from the bot.

use std::collections::BTreeMap;

use serde_json::Value;
use wegotus_script::{Place, Reaction, Seen};

/// The name the bot goes by.
pub(crate) const BOT: &str = "wegotus";

/// All that was said, in the order it came.
#[derive(Default)]
pub(crate) struct Timeline {
    said: Vec<(Place, Seen)>,
    /// How many of the mock's events are in it.
    taken: usize,
}

/// Accounts → names, and groups' keys → their names.
pub(crate) struct Directory {
    pub names: BTreeMap<String, String>,
    pub rooms: BTreeMap<String, String>,
    /// Whose phone is looked at for what is said in groups.
    pub viewer: &'static str,
}

impl Timeline {
    /// What is said by whom, under `id`.
    pub(crate) fn add(
        &mut self,
        place: &Place,
        id: &str,
        sender: &str,
        text: &str,
        reply_to: Option<&str>,
    ) {
        let seen = Seen {
            id: id.to_owned(),
            sender: sender.to_owned(),
            is_bot: sender == BOT,
            text: text.to_owned(),
            reply_to: reply_to.map(str::to_owned),
            edited: false,
            deleted: false,
            reactions: Vec::new(),
        };
        self.said.push((place.clone(), seen));
    }

    /// How many events of the mock's are in it.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    /// Takes in what phones received.
    pub(crate) fn take(&mut self, events: &[Value], directory: &Directory) {
        for event in events {
            self.taken += 1;
            self.receive(event, directory);
        }
    }

    fn receive(&mut self, event: &Value, directory: &Directory) -> Option<()> {
        let sender = directory.names.get(event["from"].as_str()?)?;
        let to = event["to"].as_str()?;
        let message = &event["message"];
        let data = match event["event"].as_str()? {
            "message" => message,
            "edit" => &message["dataMessage"],
            _ => return None,
        };
        let place = match data["groupV2"]["masterKey"].as_str() {
            Some(_) if to != directory.viewer => return None,
            Some(key) => Place::Room(directory.rooms.get(key)?.clone()),
            None => Place::Direct(to.to_owned()),
        };
        if event["event"] == "edit" {
            let target = format!("{sender}/{}", number(&message["targetSentTimestamp"])?);
            let seen = self.find(&place, &target)?;
            data["body"].as_str()?.clone_into(&mut seen.text);
            seen.edited = true;
        } else if let Some(delete) = data.get("delete") {
            let target = format!("{sender}/{}", number(&delete["targetSentTimestamp"])?);
            let seen = self.find(&place, &target)?;
            seen.deleted = true;
            seen.text.clear();
        } else if let Some(reaction) = data.get("reaction") {
            let author = account(reaction["targetAuthorAciBinary"].as_str()?)?;
            let author = directory.names.get(&author)?;
            let target = format!("{author}/{}", number(&reaction["targetSentTimestamp"])?);
            let emoji = reaction["emoji"].as_str()?.to_owned();
            let person = sender.clone();
            self.find(&place, &target)?
                .reactions
                .push(Reaction { emoji, person });
        } else {
            let id = format!("{sender}/{}", number(&data["timestamp"])?);
            let quote = data.get("quote").and_then(|quote| {
                let author = account(quote["authorAciBinary"].as_str()?)?;
                let author = directory.names.get(&author)?;
                Some(format!("{author}/{}", number(&quote["id"])?))
            });
            self.add(
                &place,
                &id,
                sender,
                data["body"].as_str()?,
                quote.as_deref(),
            );
        }
        Some(())
    }

    pub(crate) fn find(&mut self, place: &Place, id: &str) -> Option<&mut Seen> {
        let mut said = self.said.iter_mut();
        let found = said.find(|(at, seen)| at == place && seen.id == id);
        found.map(|(_, seen)| seen)
    }

    pub(crate) fn at(&self, place: &Place) -> Vec<Seen> {
        let there = self.said.iter().filter(|(at, _)| at == place);
        there.map(|(_, seen)| seen.clone()).collect()
    }
}

/// A number, which the mock writes as text where it may be long.
fn number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// The account id in 16 bytes, as base64 has them.
fn account(base64: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in base64.bytes().filter(|it| *it != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    (hex.len() == 32).then(|| {
        let at = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        let parts = [at(0, 8), at(8, 12), at(12, 16), at(16, 20), at(20, 32)];
        parts.join("-")
    })
}

/// The 16 bytes of an account id, as base64.
pub(crate) fn binary(account: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits: Vec<u32> = account.chars().filter_map(|it| it.to_digit(16)).collect();
    let bytes: Vec<u32> = digits.chunks(2).map(|it| it[0] * 16 + it[1]).collect();
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| (bits << 8) | byte) << (8 * (3 - three.len()));
        for nth in 0..4 {
            let letter =
                LETTERS[usize::try_from((bits >> (18 - 6 * nth)) & 63).unwrap_or_default()];
            text.push(if nth <= three.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}
