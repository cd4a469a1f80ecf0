//! Config → networks, as the engine is set up with them.

use std::num::NonZeroU32;

use anyhow::Result;
use wegotus_chat::Platform;

use crate::board::{CheckIns, Policy, Schedule};
use crate::config::{Config, Network, Safety};
use crate::engine::NetworkSetup;
use crate::tracker::SledStore;

/// The networks of a config, with their keys.
pub(super) async fn setups(config: &Config, store: &SledStore) -> Result<Vec<NetworkSetup>> {
    let all_rooms = config
        .matrix
        .as_ref()
        .is_some_and(|matrix| matrix.all_rooms);
    let mut setups = Vec::new();
    for network in &config.networks {
        let mut setup = setup(network, &config.safety, store).await?;
        setup.policy.keep_closed = config.privacy.keep_closed;
        if all_rooms {
            setup.all_rooms.push(Platform::Matrix);
        }
        if config
            .signal
            .as_ref()
            .is_some_and(|signal| signal.all_groups)
        {
            setup.all_rooms.push(Platform::Signal);
        }
        let all_on_whatsapp = config.whatsapp.as_ref().is_some_and(|it| it.all_groups)
            || config
                .whatsapp_cloud
                .as_ref()
                .is_some_and(|it| it.all_groups);
        if all_on_whatsapp {
            setup.all_rooms.push(Platform::WhatsApp);
        }
        setups.push(setup);
    }
    Ok(setups)
}

/// One network, with its key.
pub(super) async fn setup(
    network: &Network,
    safety: &Safety,
    store: &SledStore,
) -> Result<NetworkSetup> {
    let id = network.id.clone();
    // Before the key is asked for: a new one takes the place of the one that was destroyed.
    let burnt = store.is_burnt(&id)?;
    Ok(NetworkSetup {
        key: store.key(&id).await?,
        id,
        burnt,
        name: network.name.clone(),
        language: network.language,
        policy: policy(network, safety),
        rooms: network
            .rooms
            .iter()
            .map(|room| (room.clone(), None))
            .collect(),
        organizers: network.organizers.clone(),
        organizer_room: network.organizer_room.clone(),
        contacts: network.contacts.clone(),
        join_code: network.join_code.clone(),
        run_by: network.run_by.clone(),
        all_rooms: Vec::new(),
    })
}

/// The rules of a network's board, but for its organizers.
#[must_use]
pub fn policy(network: &Network, safety: &Safety) -> Policy {
    let reminders = &network.reminders;
    Policy {
        zone: network.timezone.clone(),
        organizers_from: network.organizers_from,
        quiet: reminders.quiet,
        urgent_in_quiet_hours: reminders.urgent_in_quiet_hours,
        nudges: Schedule {
            urgent: reminders.nudge_urgent.clone(),
            soon: reminders.nudge_soon.clone(),
            later: reminders.nudge_later.clone(),
        },
        room_messages_per_day: usize::try_from(reminders.room_messages_per_day)
            .unwrap_or(usize::MAX),
        person_messages_per_day: usize::try_from(reminders.person_messages_per_day)
            .unwrap_or(usize::MAX),
        digest: reminders.digest.clone(),
        check_ins: CheckIns {
            before: reminders.check_in_before.clone(),
            after: reminders.check_in_after,
            again: reminders.check_in_again,
            times: reminders.check_in_times,
        },
        drop_out_window: reminders.drop_out_window,
        expiry_question: reminders.expiry_asked_before,
        two_organizers: safety.two_organizers,
        money_held: safety.money_held,
        claims_per_hour: safety.claims_per_hour.map(NonZeroU32::get),
        posts_per_hour: safety.posts_per_hour.map(NonZeroU32::get),
        neutral_openings: safety.neutral_openings,
        greets: network.greet,
        organizer_silence: safety.organizer_silence,
        need_expires: reminders.need_expires,
        offer_expires: reminders.offer_expires,
        claim_stale: reminders.claim_quiet_after,
        claim_near: reminders.claim_quiet_near,
        silence: reminders.claim_answer_within,
        silence_urgent: reminders.claim_answer_within_urgent,
        doubt_kept: reminders.ask_forgotten_after,
        ..Policy::default()
    }
}
