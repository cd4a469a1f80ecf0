//! Codes that make two accounts one person, where there are several networks: a code finds the network that gave it, also
//! from an account that none of them knows, and what is one person there is one person in the others too.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use wegotus_chat::{Event, EventKey, EventKind, NotCommitted, PersonRef, Timestamp};

use super::network::{Network, not_read, stopping};
use super::{Core, hearing};
use crate::board::{
    Board, CODE_TRIES, CODE_TRIES_KEPT, Content, ContentId, Input, Keep, LinkId, PersonId,
};
use crate::parser::Command;
use crate::tracker::SeenKey;

/// Of how many accounts that is remembered: of more there can be no memory, so nobody's code is looked up.
const ACCOUNTS: usize = 10_000;

/// Who sent codes that nobody gave, and when. In memory only.
#[derive(Default)]
pub(super) struct Misses(HashMap<PersonRef, Vec<Timestamp>>);

impl Misses {
    /// Whether a code of this account's is looked up at `now`.
    fn may_try(&mut self, account: &PersonRef, now: Timestamp) -> bool {
        self.0.retain(|_, times| {
            times.retain(|at| now.since(*at) < CODE_TRIES_KEPT);
            !times.is_empty()
        });
        match self.0.get(account) {
            Some(times) => times.len() < CODE_TRIES,
            None => self.0.len() < ACCOUNTS,
        }
    }

    fn missed(&mut self, account: &PersonRef, now: Timestamp) {
        self.0.entry(account.clone()).or_default().push(now);
    }
}

impl Core {
    /// Takes a private message that is a code of one of the networks. False where it is none, so that it goes its way.
    pub(super) async fn links_by_code(&self, event: &Event) -> Result<bool, NotCommitted> {
        let EventKind::Message { body, .. } = &event.kind else {
            return Ok(false);
        };
        let command = hearing::private_command(body.as_str(), event.at, &self.lexicon);
        let Some(Command::Link { code, .. }) = command else {
            return Ok(false);
        };
        let (account, now) = (&event.sender.person, self.clock.now());
        if !self.misses().may_try(account, now) {
            return Ok(false);
        }
        for it in &self.networks {
            let sealed = LinkId(it.network.ids.code(code.text.as_str()));
            let given = it.network.look(move |board| board.link_offer(sealed, now));
            let Some(person) = given.await.ok_or_else(stopping)? else {
                continue;
            };
            let card = it.network.cabinet.person(person).await.map_err(not_read)?;
            it.network.commit(vec![event.clone()]).await?;
            let who = it.network.ids.person(account);
            let one =
                move |board: &Board| board.is_linked(person) && board.who(who) == board.who(person);
            if it.network.look(one).await.ok_or_else(stopping)?
                && let Some((other, name)) = card
            {
                let other = Content::Person {
                    account: other,
                    name,
                };
                self.link_in_others(event, &it.network, &other).await?;
            }
            return Ok(true);
        }
        self.misses().missed(account, now);
        Ok(false)
    }

    /// Who became one person in one network is one person in the others that know either account.
    async fn link_in_others(
        &self,
        event: &Event,
        linked_in: &Network,
        other: &Content,
    ) -> Result<(), NotCommitted> {
        let sender = Content::Person {
            account: event.sender.person.clone(),
            name: event.sender.name.clone(),
        };
        for it in &self.networks {
            let network = &it.network;
            let id = |card: &Content| match card {
                Content::Person { account, .. } => Some(network.ids.person(account)),
                _ => None,
            };
            let (Some(account), Some(person)) = (id(&sender), id(other)) else {
                continue;
            };
            let knows = move |board: &Board| {
                let known = |it: PersonId| board.person(it).is_some();
                known(account) || known(person)
            };
            if network.id == linked_in.id || !network.look(knows).await.ok_or_else(stopping)? {
                continue;
            }
            let cards = [(account, &sender), (person, other)]
                .map(|(id, card)| Keep::Put(ContentId::Person(id), card.clone()));
            let input = Input::LinkedElsewhere { account, person };
            let key = linked_as(network, event);
            network.decide(input, cards.into(), key).await?;
        }
        Ok(())
    }

    fn misses(&self) -> MutexGuard<'_, Misses> {
        self.misses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a code is seen as in the networks that did not give it.
fn linked_as(network: &Network, event: &Event) -> SeenKey {
    let key = EventKey(format!("{}/linked", event.key.0));
    network.ids.0.seen(event.room.platform, &key)
}
