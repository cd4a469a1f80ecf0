//! `[signal]`: the bot's account, and the signal-cli that speaks for it.

use wegotus_chat::Platform;

use super::build::Build;
use super::{Account, Signal, SignalCli};

/// Keys that make no sense without a signal-cli.
const OF_AN_ACCOUNT: [&str; 2] = ["signal.account", "signal.dedicated"];

impl Build<'_> {
    /// Whether somebody meant to set Signal up.
    pub(super) fn has_signal(&self) -> bool {
        let wrong = |key: &str| self.wrongs.0.iter().any(|error| error.key == key);
        self.tried("signal.url")
            || !self.list("signal.command").is_empty()
            || wrong("signal.command")
    }

    /// The account; `None` where no signal-cli is named.
    pub(super) fn signal(&mut self) -> Option<Signal> {
        let inviters = self.signal_inviters();
        let cli = self.signal_cli();
        if !self.has_signal() {
            let is_set = |key: &&str| self.text(key).is_some() || self.flag(key);
            let alone = OF_AN_ACCOUNT.into_iter().find(is_set);
            if let Some(key) = alone {
                self.wrongs.note(
                    self.layers.place(key),
                    "signal.url",
                    "there is a Signal account but no signal-cli",
                    "Set signal.command, or signal.url where its daemon runs already",
                );
            }
            return None;
        }
        let because = if self.tried("signal.url") {
            "signal.url"
        } else {
            "signal.command"
        };
        if !self.sources.bridges.contains(&Platform::Signal) {
            self.wrongs.note(
                self.layers.place(because),
                because,
                "this build has no Signal",
                "Build with `--features signal`, or use the container",
            );
        }
        if !self.flag("signal.dedicated") {
            self.wrongs.note(
                self.layers.place(because),
                "signal.dedicated",
                "the bot needs a Signal account of its own: with a person's it would read and answer that person's chats",
                "Give the bot a number nobody writes with, and set signal.dedicated = true",
            );
        }
        let account = self.signal_account();
        Some(Signal {
            cli: cli?,
            account,
            inviters,
            all_groups: self.flag("signal.all_groups"),
        })
    }

    fn signal_cli(&mut self) -> Option<SignalCli> {
        let command: Vec<String> = self
            .list("signal.command")
            .iter()
            .map(|given| given.value.clone())
            .collect();
        let url = self.parsed(
            "signal.url",
            |url| {
                let host = url.strip_prefix("http://")?;
                let is_host = !host.is_empty()
                    && !host.starts_with('/')
                    && !host.contains('@')
                    && host.bytes().all(|byte| byte.is_ascii_graphic());
                is_host.then(|| url.to_owned())
            },
            "is no address of a signal-cli daemon",
            "Write it like http://127.0.0.1:8080; it has no password, so keep it off the network",
        );
        match (url, command.is_empty()) {
            (Some(_), false) => {
                self.wrongs.note(
                    self.layers.place("signal.command"),
                    "signal.command",
                    "signal.url is given as well",
                    "Take one of the two out: the bot starts signal-cli itself, or finds it running",
                );
                None
            }
            (Some(url), true) => Some(SignalCli::At(url)),
            (None, false) => Some(SignalCli::Command(command)),
            (None, true) => None,
        }
    }

    /// The number is not shown where it is wrong.
    fn signal_account(&mut self) -> Option<Account> {
        let key = "signal.account";
        let number = self.text(key)?;
        let digits = number.strip_prefix('+').unwrap_or_default();
        if digits.len() < 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrongs.note(
                self.layers.place(key),
                key,
                "this is no number",
                "Write it with its country and without spaces, like \"+12025550134\"; or leave it out",
            );
            return None;
        }
        Some(Account(number.to_owned()))
    }

    fn signal_inviters(&mut self) -> Vec<Account> {
        let key = "signal.inviters";
        let mut inviters = Vec::new();
        for given in self.list(key) {
            if given.value == "*" || is_account_id(&given.value) {
                inviters.push(Account(given.value.clone()));
            } else {
                self.wrongs.note(
                    given.place.clone(),
                    key,
                    "an entry is no account id",
                    "Write ids like \"b973cfa5-efe4-4fe2-baaf-752cdcb1d404\" (docs/signal.md says how to find one), or \"*\" for anyone",
                );
            }
        }
        inviters
    }
}

/// Whether this is a Signal account's id: a UUID, in small letters.
pub(super) fn is_account_id(text: &str) -> bool {
    let groups = text.split('-').map(|group| {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        group.bytes().all(is_hex).then_some(group.len())
    });
    groups.eq([8, 4, 4, 4, 12].map(Some))
}
