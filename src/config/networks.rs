//! `[networks.<id>]`: the groups, their rooms and their people.

use std::collections::BTreeMap;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use wegotus_chat::{Name, PersonRef, Platform, RoomRef};

use super::build::Build;
use super::error::Place;
use super::signal::is_account_id;
use super::whatsapp;
use super::{Matrix, Network, value};
use crate::board::OrganizersFrom;
use crate::parser::Language;
use crate::tracker::NetworkId;

/// The id of the network that stands where none is set up.
pub(crate) const STANDARD_NETWORK: &str = "default";

pub(super) const NO_ID: &str = "this is no id for a network";
pub(super) const ID: &str = "Use 1 to 32 small letters, digits and \"-\", as in [networks.elm-street]; \"install\" is taken";

/// Whether `text` can be the id of a network.
pub(super) fn is_id(text: &str) -> bool {
    NetworkId::new(text).is_ok()
}

/// Fewer letters are guessed too soon.
const SHORTEST_CODE: usize = 8;

/// What was claimed by a network before: rooms and join codes, with where.
#[derive(Default)]
struct Taken<'a> {
    rooms: BTreeMap<RoomRef, (&'a str, Place)>,
    codes: Vec<(SecretString, &'a str, Place)>,
}

impl<'a> Build<'a> {
    /// All networks; one named "default" where none is set up.
    pub(super) fn networks(&mut self, matrix: Option<&Matrix>) -> Vec<Network> {
        let mut taken = Taken::default();
        let mut networks = Vec::new();
        for (id, _) in self.layers.networks() {
            networks.extend(self.network(id, matrix, &mut taken));
        }
        if networks.is_empty() {
            networks.extend(self.network(STANDARD_NETWORK, matrix, &mut taken));
        }
        for (key, each) in [
            ("matrix.all_rooms", "room"),
            ("signal.all_groups", "group"),
            ("whatsapp.all_groups", "group"),
            ("whatsapp_cloud.all_groups", "group"),
        ] {
            if self.flag(key) && networks.len() > 1 {
                self.wrongs.note(
                    self.layers.place(key),
                    key,
                    format!(
                        "there are {} networks, so it is not clear which one every {each} belongs to",
                        networks.len()
                    ),
                    format!("Keep one network, or list the rooms of each and set {key} = false"),
                );
            }
        }
        networks
    }

    fn network(
        &mut self,
        id: &'a str,
        matrix: Option<&Matrix>,
        taken: &mut Taken<'a>,
    ) -> Option<Network> {
        let key = |name: &str| format!("networks.{id}.{name}");
        Some(Network {
            id: NetworkId::new(id).ok()?,
            name: Name::from(self.text(&key("name")).unwrap_or(id)),
            language: self.language(&key("language")),
            timezone: self.timezone(&key("timezone")),
            rooms: self.rooms(id, &key("rooms"), matrix, taken),
            organizers: self.organizers(&key("organizers")),
            organizers_from: self.organizers_from(&key("organizers_from")),
            organizer_room: self.organizer_room(&key("organizer_room")),
            contacts: self
                .list(&key("contacts"))
                .iter()
                .map(|it| it.value.clone())
                .collect(),
            join_code: self.join_code(id, &key("join_code"), taken),
            run_by: self.text(&key("run_by")).map(Name::from),
            greet: self.flag(&key("greet")),
            reminders: self.reminders(Some(id)),
        })
    }

    fn language(&mut self, key: &str) -> Language {
        let known = "is no language wegotus knows";
        let remedy = "Use one of en, es, fr, pt, ar, he, de, hi-Latn";
        let Some(language) = self.parsed(key, value::language, known, remedy) else {
            return Language::default();
        };
        let tag = self.text(key).unwrap_or_default();
        let own = self
            .text("config_dir")
            .map(|dir| Path::new(dir).join("replies").join(format!("{tag}.ftl")));
        if !self.sources.languages.contains(&language) && !own.is_some_and(|file| file.is_file()) {
            let spoken: Vec<String> = self
                .sources
                .languages
                .iter()
                .filter_map(|it| value::tag(*it))
                .collect();
            self.wrongs.note(
                self.layers.place(key),
                key,
                format!(
                    "wegotus reads {tag:?} but cannot speak it yet: there is no replies/{tag}.ftl"
                ),
                format!(
                    "Use one of {}, or write that file in the folder config_dir names",
                    spoken.join(", ")
                ),
            );
        }
        language
    }

    fn timezone(&mut self, key: &str) -> jiff::tz::TimeZone {
        self.parsed(
            key,
            |name| jiff::tz::TimeZone::get(name).ok(),
            "is no time zone",
            "Use a name of the IANA list, like \"Europe/Madrid\"",
        )
        .unwrap_or(jiff::tz::TimeZone::UTC)
    }

    fn rooms(
        &mut self,
        id: &'a str,
        key: &str,
        matrix: Option<&Matrix>,
        taken: &mut Taken<'a>,
    ) -> Vec<RoomRef> {
        let mut rooms = Vec::new();
        for given in self.list(key) {
            let place = given.place.clone();
            let room = match room(&given.value) {
                Ok(room) => room,
                Err((wrong, remedy)) => {
                    self.wrongs.note(place, key, wrong, remedy);
                    continue;
                }
            };
            if !self.sources.bridges.contains(&room.platform) {
                let platform = room.platform;
                let remedy = format!("Build with `--features {platform}`, or use the container");
                self.wrongs.note(
                    place,
                    key,
                    format!("a room is on {platform}, which this build lacks"),
                    remedy,
                );
            } else if room.platform == Platform::Matrix
                && matrix.is_none()
                && !self.tried("matrix.homeserver")
            {
                let remedy = "Set matrix.homeserver and the bot's account there";
                self.wrongs.note(
                    place,
                    key,
                    "a room is on Matrix, but Matrix is not set up",
                    remedy,
                );
            } else if room.platform == Platform::Signal && !self.has_signal() {
                let wrong = "a room is on Signal, but Signal is not set up";
                let remedy = "Set signal.command or signal.url";
                self.wrongs.note(place, key, wrong, remedy);
            } else if room.platform == Platform::WhatsApp
                && !self.has_whatsapp()
                && !self.has_whatsapp_cloud()
            {
                let wrong = "a room is on WhatsApp, but WhatsApp is not set up";
                let remedy = "Set whatsapp.dedicated = true, once the bot has a number of its own; or whatsapp_cloud.phone_number_id and the app's secrets";
                self.wrongs.note(place, key, wrong, remedy);
            } else if let Some((other, before)) = taken.rooms.get(&room) {
                let (wrong, remedy) = if *other == id {
                    (
                        format!("this room is listed twice, first at {before}"),
                        "Take one of the two out",
                    )
                } else {
                    (
                        format!("this room is in networks.{other} too, at {before}"),
                        "A room belongs to one network: take it out of one of the two",
                    )
                };
                self.wrongs.note(place, key, wrong, remedy);
            } else {
                taken.rooms.insert(room.clone(), (id, place));
                rooms.push(room);
            }
        }
        rooms
    }

    fn organizers_from(&mut self, key: &str) -> OrganizersFrom {
        let known = |text: &str| match text {
            "config" => Some(OrganizersFrom::Config),
            "room-admins" => Some(OrganizersFrom::RoomAdmins),
            _ => None,
        };
        let remedy = "Write \"config\" (those in organizers) or \"room-admins\" (whoever administers a room, too)";
        self.parsed(key, known, "says nothing of who organizes", remedy)
            .unwrap_or_default()
    }

    fn organizer_room(&mut self, key: &str) -> Option<RoomRef> {
        match room(self.text(key)?) {
            Ok(room) => Some(room),
            Err((wrong, remedy)) => {
                self.wrongs.note(self.layers.place(key), key, wrong, remedy);
                None
            }
        }
    }

    fn organizers(&mut self, key: &str) -> Vec<PersonRef> {
        let mut organizers = Vec::new();
        for given in self.list(key) {
            match person(&given.value) {
                Some(person) if !organizers.contains(&person) => organizers.push(person),
                Some(_) => {}
                None => self.wrongs.note(
                    given.place.clone(),
                    key,
                    "an entry is no person's account",
                    "Write each as \"matrix:@user:server\", \"signal:<account id>\" or \"whatsapp:12025550134\"",
                ),
            }
        }
        organizers
    }

    fn join_code(&mut self, id: &'a str, key: &str, taken: &mut Taken<'a>) -> Option<SecretString> {
        let code = self.text(key)?;
        let place = self.layers.place(key);
        if code.chars().count() < SHORTEST_CODE || code.contains(char::is_whitespace) {
            let wrong = format!("a join code has at least {SHORTEST_CODE} letters and no spaces");
            self.wrongs.note(
                place,
                key,
                wrong,
                "Make up a longer one; `wegotus init` makes one for you",
            );
            return None;
        }
        if let Some((_, other, before)) = taken
            .codes
            .iter()
            .find(|(there, ..)| there.expose_secret() == code)
        {
            let wrong = format!("networks.{other} has the same join code, at {before}");
            self.wrongs
                .note(place, key, wrong, "Give each network a code of its own");
            return None;
        }
        let code = SecretString::from(code);
        taken.codes.push((code.clone(), id, place));
        Some(code)
    }
}

/// Reads `matrix:!id:server`, or a room of another platform; else what is wrong and the remedy.
fn room(text: &str) -> Result<RoomRef, (&'static str, &'static str)> {
    let split = text
        .split_once(':')
        .and_then(|(platform, native)| Some((platform.parse().ok()?, native)));
    match split {
        None => Err((
            "a room without its platform",
            "Write each as \"matrix:!id:server\"",
        )),
        Some((Platform::Matrix, native)) if native.starts_with('#') => Err((
            "a room is named by its alias, which can be moved to another room",
            "Write its id, which begins with \"!\" (in Element: room settings, Advanced)",
        )),
        Some((Platform::Matrix, native)) if !native.starts_with('!') || native.len() < 2 => {
            Err(("a room has no id", "Write each as \"matrix:!id:server\""))
        }
        Some((_, "")) => Err((
            "a room has no id",
            "Write it after the colon, like \"sandbox:whatsapp\"",
        )),
        Some((platform, native)) => Ok(RoomRef::new(platform, native)),
    }
}

/// Reads `matrix:@user:server`, or a person of another platform.
fn person(text: &str) -> Option<PersonRef> {
    let (platform, native) = text.split_once(':')?;
    let platform: Platform = platform.parse().ok()?;
    let whole = match platform {
        Platform::Matrix => native
            .strip_prefix('@')
            .is_some_and(|rest| rest.contains(':')),
        Platform::Signal => is_account_id(native),
        Platform::WhatsApp => {
            return whatsapp::person(native).map(|native| PersonRef::new(platform, native));
        }
        Platform::Sandbox => !native.is_empty(),
    };
    whole.then(|| PersonRef::new(platform, native))
}
