//! Layers → [`Config`]: each key is given its meaning and checked.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use super::error::Wrongs;
use super::layer::{Given, Layers, Raw};
use super::{Config, Detector, Outbox, Privacy, Safety, Sandbox, Sources, Web, value};

/// Reads keys; notes what is wrong and goes on with a stand-in, so that all errors are found at once.
pub(super) struct Build<'a> {
    pub(super) layers: &'a Layers,
    pub(super) sources: &'a Sources,
    pub(super) wrongs: &'a mut Wrongs,
}

impl<'a> Build<'a> {
    pub(super) fn new(layers: &'a Layers, sources: &'a Sources, wrongs: &'a mut Wrongs) -> Self {
        Self {
            layers,
            sources,
            wrongs,
        }
    }

    pub(super) fn config(&mut self) -> Config {
        let data = PathBuf::from(self.text("data").unwrap_or_default());
        let keys = self.keys(&data);
        let reminders = self.reminders(None);
        let matrix = self.matrix();
        let signal = self.signal();
        let whatsapp_cloud = self.whatsapp_cloud();
        let whatsapp = self.whatsapp();
        let networks = self.networks(matrix.as_ref());
        Config {
            file: self.sources.file.as_ref().map(|file| file.path.clone()),
            secret_in_file: self.has_secret_in_file(),
            data,
            keys,
            log: self.log(),
            config_dir: self.config_dir(),
            web: Web {
                listen: self.listen(),
            },
            sandbox: Sandbox {
                port: self.number("sandbox.port", "a port from 0 to 65535"),
            },
            matrix,
            signal,
            whatsapp_cloud,
            whatsapp,
            safety: Safety {
                posts_per_hour: NonZeroU32::new(self.number("safety.posts_per_hour", "0 or more")),
                neutral_openings: self.flag("safety.neutral_openings"),
                organizer_silence: self.duration("safety.organizer_silence"),
                two_organizers: self.flag("safety.two_organizers"),
                claims_per_hour: NonZeroU32::new(
                    self.number("safety.claims_per_hour", "0 or more"),
                ),
                money_held: self.duration("safety.money_held"),
            },
            privacy: Privacy {
                keep_closed: self.duration("privacy.keep_closed"),
            },
            detector: self.detector(),
            reminders,
            outbox: Outbox {
                pace: self.duration("outbox.pace"),
            },
            networks,
        }
    }

    fn log(&mut self) -> tracing::Level {
        let level = |name: &str| {
            Some(match name {
                "error" => tracing::Level::ERROR,
                "warn" => tracing::Level::WARN,
                "info" => tracing::Level::INFO,
                "debug" => tracing::Level::DEBUG,
                "trace" => tracing::Level::TRACE,
                _ => return None,
            })
        };
        self.parsed(
            "log",
            level,
            "is no log level",
            "Use error, warn, info, debug or trace",
        )
        .unwrap_or(tracing::Level::INFO)
    }

    fn listen(&mut self) -> SocketAddr {
        self.parsed(
            "web.listen",
            |text| text.parse().ok(),
            "is no address with a port",
            "Write it like 127.0.0.1:8080",
        )
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    fn detector(&mut self) -> Detector {
        let certain = self.confidence("detector.certain");
        let unsure = self.confidence("detector.unsure");
        if certain < unsure {
            self.wrongs.note(
                self.layers.place("detector.certain"),
                "detector.certain",
                format!("{certain} is less than detector.unsure, which is {unsure}"),
                "Make certain at least as great as unsure",
            );
        }
        Detector { certain, unsure }
    }

    fn confidence(&mut self, key: &str) -> f32 {
        let Some(Given {
            value: Raw::Fraction(number),
            place,
        }) = self.given(key)
        else {
            return 0.0;
        };
        if !(0.0..=1.0).contains(number) {
            self.wrongs.note(
                place.clone(),
                key,
                format!("{number} is not between 0 and 1"),
                "Use a number like 0.9",
            );
            return 0.0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a confidence needs no more digits than f32 has"
        )]
        let number = *number as f32;
        number
    }

    /// What was given for a key.
    pub(super) fn given(&self, key: &str) -> Option<&'a Given<Raw>> {
        self.layers.get(key).map(|(_, given)| given)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        match &self.given(key)?.value {
            Raw::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a key, each with its place.
    pub(super) fn list(&self, key: &str) -> &'a [Given<String>] {
        match self.given(key).map(|given| &given.value) {
            Some(Raw::List(list)) => list,
            _ => &[],
        }
    }

    /// The truth of a key.
    pub(super) fn flag(&self, key: &str) -> bool {
        matches!(
            self.given(key),
            Some(Given {
                value: Raw::Flag(true),
                ..
            })
        )
    }

    /// The whole number of a key, within what `T` can hold.
    pub(super) fn number<T: TryFrom<i64> + Default>(&mut self, key: &str, range: &str) -> T {
        let Some(Given {
            value: Raw::Number(number),
            place,
        }) = self.given(key)
        else {
            return T::default();
        };
        T::try_from(*number).unwrap_or_else(|_| {
            self.wrongs.note(
                place.clone(),
                key,
                format!("{number} is out of range"),
                format!("Use {range}"),
            );
            T::default()
        })
    }

    /// The text of a key as `parse` reads it. The text is shown where it cannot be read: not for secrets or ids.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        wrong: &str,
        remedy: &str,
    ) -> Option<T> {
        let text = self.text(key)?;
        let value = parse(text);
        if value.is_none() {
            self.wrongs.note(
                self.layers.place(key),
                key,
                format!("{text:?} {wrong}"),
                remedy,
            );
        }
        value
    }

    /// The length of time in a key.
    pub(super) fn duration(&mut self, key: &str) -> Duration {
        self.parsed(key, value::duration, NO_DURATION, DURATION)
            .unwrap_or_default()
    }

    /// Whether a key was given, rightly or wrongly.
    pub(super) fn tried(&self, key: &str) -> bool {
        self.layers.get(key).is_some() || self.wrongs.0.iter().any(|error| error.key == key)
    }
}

pub(super) const NO_DURATION: &str = "is no length of time";
pub(super) const DURATION: &str =
    "Write a whole number with ms, s, m, h, d or w, like \"90m\" or \"7d\"";
