//! Files, environment, command line → a checked [`Config`], or every error at once.
//!
//! Later sources win key by key: the compiled-in `config/wegotus.toml`, the config file, the environment,
//! the command line. Whatever is wrong names its place, its key and the remedy ([`ConfigErrors`]).
//!
//! **Architecture invariant:** no secret, and no person's or room's id, is ever in a `Debug` or an error here.

mod build;
mod env;
mod error;
mod file;
mod layer;
mod matrix;
mod networks;
mod paths;
mod reminders;
mod schema;
mod secret;
mod signal;
mod sources;
pub mod value;
mod whatsapp;
mod whatsapp_cloud;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use wegotus_chat::{Name, PersonRef, Platform, RoomRef};

use crate::board::OrganizersFrom;
use crate::parser::Language;
use crate::tracker::NetworkId;

pub use env::variable;
pub use error::{ConfigError, ConfigErrors, Place};
pub(crate) use networks::STANDARD_NETWORK;
pub(crate) use sources::STANDARD_FILE;
pub use sources::{ConfigFile, Sources};
pub use value::{Account, QuietHours, UserPattern};

/// The compiled-in defaults: every key there is, commented.
pub const DEFAULTS: &str = include_str!("../../config/wegotus.toml");

/// Everything an organizer may set, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it came from, where there was one.
    pub file: Option<PathBuf>,
    /// Whether that file itself holds a secret of the account.
    pub secret_in_file: bool,
    /// The folder the board is kept in.
    pub data: PathBuf,
    /// The folder the key files are kept in; never inside `data`.
    pub keys: PathBuf,
    /// How much to log.
    pub log: tracing::Level,
    /// A folder with `lexicon/` and `replies/` that win over the built-in ones.
    pub config_dir: Option<PathBuf>,
    /// The pages.
    pub web: Web,
    /// The sandbox.
    pub sandbox: Sandbox,
    /// The Matrix account, where there is one.
    pub matrix: Option<Matrix>,
    /// The Signal account, where there is one.
    pub signal: Option<Signal>,
    /// The WhatsApp account, where there is one.
    pub whatsapp: Option<WhatsApp>,
    /// The number on WhatsApp's Cloud API, where there is one.
    pub whatsapp_cloud: Option<WhatsAppCloud>,
    /// Limits.
    pub safety: Safety,
    /// What is kept, and for how long.
    pub privacy: Privacy,
    /// When a message counts as a post.
    pub detector: Detector,
    /// Reminders, where a network has none of its own.
    pub reminders: Reminders,
    /// How messages go out.
    pub outbox: Outbox,
    /// The networks, in the order of their ids; at least one.
    pub networks: Vec<Network>,
}

impl Config {
    /// Whether the bot has an account on any chat network.
    #[must_use]
    pub fn has_account(&self) -> bool {
        self.matrix.is_some()
            || self.signal.is_some()
            || self.whatsapp.is_some()
            || self.whatsapp_cloud.is_some()
    }

    /// Whether every room of some account belongs to the one network there is.
    #[must_use]
    pub fn takes_all_rooms(&self) -> bool {
        self.matrix.as_ref().is_some_and(|it| it.all_rooms)
            || self.signal.as_ref().is_some_and(|it| it.all_groups)
            || self.whatsapp_cloud.as_ref().is_some_and(|it| it.all_groups)
            || self.whatsapp.as_ref().is_some_and(|it| it.all_groups)
    }

    /// Whether a Matrix user may invite the bot into a room: an inviter, or an organizer of any network.
    #[must_use]
    pub fn may_invite(&self, user: &str) -> bool {
        let organizes =
            |person: &PersonRef| person.platform == Platform::Matrix && person.native == user;
        self.matrix
            .as_ref()
            .is_some_and(|matrix| matrix.inviters.iter().any(|pattern| pattern.matches(user)))
            || self
                .networks
                .iter()
                .flat_map(|network| &network.organizers)
                .any(organizes)
    }
}

/// The pages.
#[derive(Clone, Debug)]
pub struct Web {
    /// Where they will be served; this version serves none.
    pub listen: SocketAddr,
}

/// The sandbox.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// The loopback port of its page; 0: any free one.
    pub port: u16,
}

/// The bot's Matrix account.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The homeserver's address, with `http://` or `https://`.
    pub homeserver: String,
    /// The account.
    pub user: Account,
    /// How to log in.
    pub login: Login,
    /// The recovery key of its encryption, where it has one already.
    pub recovery_key: Option<SecretString>,
    /// Who may invite it, besides organizers.
    pub inviters: Vec<UserPattern>,
    /// Bridges to other networks in rooms that do not say so, by their user ids.
    pub bridges: Vec<Account>,
    /// Every room it is in belongs to the one network there is.
    pub all_rooms: bool,
}

/// The bot's Signal account.
#[derive(Clone, Debug)]
pub struct Signal {
    /// The signal-cli that speaks for it.
    pub cli: SignalCli,
    /// Its number, where signal-cli has several accounts.
    pub account: Option<Account>,
    /// Whose invitations it accepts, besides organizers': account ids, or `*`.
    pub inviters: Vec<Account>,
    /// Every group it is in belongs to the one network there is.
    pub all_groups: bool,
}

/// The bot's WhatsApp account, as a linked device.
#[derive(Clone, Debug)]
pub struct WhatsApp {
    /// How many messages it writes a day at most.
    pub a_day: u32,
    /// Every group it is in belongs to the one network there is.
    pub all_groups: bool,
    /// A server in WhatsApp's place, for tests.
    pub server: Option<String>,
}

/// Where signal-cli is.
#[derive(Clone, Debug)]
pub enum SignalCli {
    /// Its daemon runs at this address.
    At(String),
    /// The bot starts it: program and first arguments.
    Command(Vec<String>),
}

/// The bot's number on WhatsApp's official Cloud API.
#[derive(Clone, Debug)]
pub struct WhatsAppCloud {
    /// The id of the number.
    pub phone_number_id: Account,
    /// What may be sent with.
    pub access_token: SecretString,
    /// What Meta signs with.
    pub app_secret: SecretString,
    /// What Meta shows when the webhook is set up.
    pub verify_token: SecretString,
    /// Where the webhook listens.
    pub listen: SocketAddr,
    /// The Graph API, with its version.
    pub graph: String,
    /// What is sent to people who wrote nothing for a day.
    pub template: Option<CloudTemplate>,
    /// Every group of the number belongs to the one network there is.
    pub all_groups: bool,
}

/// A template that Meta approved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CloudTemplate {
    /// Its name.
    pub name: String,
    /// Its language, as Meta writes it.
    pub language: String,
}

/// How to log in to Matrix.
#[derive(Clone, Debug)]
pub enum Login {
    /// With a password.
    Password {
        /// The password.
        password: SecretString,
        /// What the new device shall be called, by the server.
        device_id: Option<String>,
    },
    /// With a token made for a device before.
    Token {
        /// The token.
        access_token: SecretString,
        /// Its device.
        device_id: String,
    },
}

/// Limits.
#[derive(Clone, Debug)]
pub struct Safety {
    /// How many posts one person may make in an hour; `None`: as many as they like.
    pub posts_per_hour: Option<NonZeroU32>,
    /// Whether the first private words to somebody name nobody and nothing until they answer.
    pub neutral_openings: bool,
    /// After how long without a sign of any organizer the rooms are told.
    pub organizer_silence: Duration,
    /// Whether erasing a network or taking a copy out takes two organizers.
    pub two_organizers: bool,
    /// How much one person may promise in an hour; `None`: as much as they like.
    pub claims_per_hour: Option<NonZeroU32>,
    /// How long a money appeal with the marks of fraud is held back.
    pub money_held: Duration,
}

/// What is kept, and for how long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Privacy {
    /// How long a closed post keeps its words and people.
    pub keep_closed: Duration,
}

/// Confidences, 0 to 1; `certain` is not less than `unsure`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Detector {
    /// From here on a message becomes a post.
    pub certain: f32,
    /// From here on the bot asks.
    pub unsure: f32,
}

/// When the bot speaks unasked, and how long things stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminders {
    /// How long an urgent need waits before each nudge; rising.
    pub nudge_urgent: Vec<Duration>,
    /// The same for one wanted today or tomorrow.
    pub nudge_soon: Vec<Duration>,
    /// The same for any other.
    pub nudge_later: Vec<Duration>,
    /// The hours without reminders; `None`: there are no such hours.
    pub quiet: Option<QuietHours>,
    /// Whether urgent nudges are sent in those hours.
    pub urgent_in_quiet_hours: bool,
    /// How many messages the bot may start by itself in one room a day.
    pub room_messages_per_day: u32,
    /// How many private messages the bot may start with one person a day; 0: none.
    pub person_messages_per_day: u32,
    /// When each room is shown what is open.
    pub digest: Vec<jiff::civil::Time>,
    /// How long before a post's time whoever promised is asked whether they are still on it.
    pub check_in_before: Vec<Duration>,
    /// How long after a promise on a post without a time.
    pub check_in_after: Duration,
    /// How long until it is asked again.
    pub check_in_again: Duration,
    /// How often it is asked.
    pub check_in_times: u32,
    /// How near a post's time must be for a lost helper to be an alarm.
    pub drop_out_window: Duration,
    /// How long before a post expires its author is asked.
    pub expiry_asked_before: Duration,
    /// How long a need stands.
    pub need_expires: Duration,
    /// How long an offer stands.
    pub offer_expires: Duration,
    /// After how long without a word from a claimant another may ask for what they have.
    pub claim_quiet_after: Duration,
    /// The same, where the time of the post is as near as that.
    pub claim_quiet_near: Duration,
    /// How long they have to say that they still do it.
    pub claim_answer_within: Duration,
    /// The same, where it is urgent.
    pub claim_answer_within_urgent: Duration,
    /// How long a message in doubt is kept; 24 hours at most.
    pub ask_forgotten_after: Duration,
}

/// How messages go out.
#[derive(Clone, Debug)]
pub struct Outbox {
    /// The least time between two messages in one room.
    pub pace: Duration,
}

/// One mutual-aid group with one board.
#[derive(Clone, Debug)]
pub struct Network {
    /// Its id.
    pub id: NetworkId,
    /// What people call it; its id where config says nothing.
    pub name: Name,
    /// The language the bot speaks there.
    pub language: Language,
    /// Its time zone.
    pub timezone: jiff::tz::TimeZone,
    /// Its rooms; no room is in two networks.
    pub rooms: Vec<RoomRef>,
    /// Its organizers.
    pub organizers: Vec<PersonRef>,
    /// Who else counts as one.
    pub organizers_from: OrganizersFrom,
    /// The room where they are among themselves.
    pub organizer_room: Option<RoomRef>,
    /// Where there is help for one in danger.
    pub contacts: Vec<String>,
    /// What brings a further room in; unlike that of any other network.
    pub join_code: Option<SecretString>,
    /// Who runs it, as rooms are told.
    pub run_by: Option<Name>,
    /// Whether rooms that joined without a code are told so too.
    pub greet: bool,
    /// Its reminders: its own keys, and for the rest those of all.
    pub reminders: Reminders,
}

/// Reads and checks everything.
///
/// # Errors
/// [`ConfigErrors`], all of them at once, in the order of their places.
pub fn load(sources: &Sources) -> Result<Config, ConfigErrors> {
    let mut layers = layer::Layers::default();
    file::read(&mut layers, None, DEFAULTS);
    let mut readable = true;
    if let Some(ConfigFile { path, text }) = &sources.file {
        readable = file::read(&mut layers, Some(path), text);
    }
    env::read(&mut layers, &sources.env);
    for (option, key, value) in &sources.options {
        let place = Place::CommandLine(option);
        layers.put(
            layer::Rank::CommandLine,
            (*key).to_owned(),
            layer::Raw::Text(value.clone()),
            place,
        );
    }
    // What hangs on values that could not be read would only mislead.
    if !readable {
        return Err(ConfigErrors(layers.wrongs.0));
    }
    let mut wrongs = std::mem::take(&mut layers.wrongs);
    let mut build = build::Build::new(&layers, sources, &mut wrongs);
    let config = build.config();
    let mut errors = wrongs.0;
    if errors.is_empty() {
        return Ok(config);
    }
    errors.sort();
    errors.dedup();
    Err(ConfigErrors(errors))
}
