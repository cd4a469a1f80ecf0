//! What a valid config may still lack.

use std::os::unix::fs::PermissionsExt;

use wegotus_chat::Platform;

use super::Finding;
use crate::board::OrganizersFrom;
use crate::config::{Config, Network};

const PART: &str = "config";

/// Looks at a config that was read without errors.
pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let from = config.file.as_ref().map_or_else(
        || "no file; defaults and environment".to_owned(),
        |file| format!("{} is read", file.display()),
    );
    let mut findings = vec![Finding::ok(PART, from)];
    match &config.matrix {
        None if config.has_account() => {}
        None => findings.push(Finding::warn(
            PART,
            "no chat account is set up",
            "Fill in [matrix], [signal], [whatsapp] or [whatsapp_cloud]; to try wegotus out without one, start `wegotus --sandbox`",
        )),
        Some(matrix) if in_the_clear(&matrix.homeserver) => findings.push(Finding::warn(
            PART,
            "the homeserver is reached without encryption, so its network can read the password",
            "Write https:// in matrix.homeserver",
        )),
        Some(_) => {}
    }
    findings.extend(readable_by_others(config));
    if config
        .matrix
        .as_ref()
        .is_some_and(|matrix| matrix.inviters.is_empty())
        && !config
            .networks
            .iter()
            .flat_map(|network| &network.organizers)
            .any(|it| it.platform == Platform::Matrix)
    {
        findings.push(Finding::warn(
            PART,
            "nobody may invite the bot into a Matrix room",
            "Name organizers, or who else may, in matrix.inviters",
        ));
    }
    // Without any of these `wegotus` starts the sandbox, which has rooms and an organizer of its own.
    if config.file.is_none() && !config.has_account() {
        return findings;
    }
    let all_rooms = config.takes_all_rooms();
    for network in &config.networks {
        findings.extend(self::network(network, all_rooms));
    }
    findings
}

/// A config file with a secret in it that others on this machine can read.
fn readable_by_others(config: &Config) -> Option<Finding> {
    let file = config.file.as_ref().filter(|_| config.secret_in_file)?;
    let mode = std::fs::metadata(file).ok()?.permissions().mode();
    let shown = file.display();
    (mode & 0o077 != 0).then(|| {
        Finding::warn(
            PART,
            format!(
                "{shown} holds a secret, and other users can read it (mode {:o})",
                mode & 0o777
            ),
            format!("chmod 600 {shown}"),
        )
    })
}

/// Whether a password would cross a network unencrypted.
fn in_the_clear(homeserver: &str) -> bool {
    homeserver.strip_prefix("http://").is_some_and(|rest| {
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        !["localhost", "127.0.0.1", "[::1]"].iter().any(|own| {
            host.strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })
    })
}

fn network(network: &Network, all_rooms: bool) -> Vec<Finding> {
    let part = format!("networks.{}", network.id);
    let mut findings = Vec::new();
    if network.rooms.is_empty() && network.join_code.is_none() && !all_rooms {
        findings.push(Finding::warn(
            &part,
            "no room can belong to it",
            format!("Set {part}.join_code and write `wegotus join <code>` in a room, or list rooms in {part}.rooms"),
        ));
    }
    let organizers = network.organizers.len();
    let admins = network.organizers_from == OrganizersFrom::RoomAdmins;
    if organizers < 2 && !admins {
        let who = if organizers == 0 {
            "nobody organizes it"
        } else {
            "one person alone organizes it"
        };
        findings.push(Finding::warn(
            &part,
            who,
            format!(
                "Name at least two in {part}.organizers: what concerns everyone takes two of them"
            ),
        ));
    }
    if network.contacts.is_empty() {
        findings.push(Finding::warn(
            &part,
            "whoever is in danger is told of no help",
            format!(
                "Write in {part}.contacts where there is help near you, as you would tell a neighbour"
            ),
        ));
    }
    if findings.is_empty() {
        let rooms = match network.rooms.len() {
            1 => "1 room listed".to_owned(),
            rooms => format!("{rooms} rooms listed"),
        };
        findings.push(Finding::ok(
            &part,
            if admins {
                format!("{organizers} organizers and whoever administers a room, {rooms}")
            } else {
                format!("{organizers} organizers, {rooms}")
            },
        ));
    }
    findings
}
