//! The front desk: private words of which it is not clear which network they are for, where there are several.
//!
//! One of the networks keeps them, sealed, and asks their author; the answer sends them on under the key they
//! came with. First the network they are for has them on disk, then the one that kept them lets go, so that a
//! kill in between loses nothing and says nothing twice.

use wegotus_chat::{Event, EventKey, EventKind, NotCommitted, Timestamp};

use super::network::{Network, not_read};
use super::{Core, hearing};
use crate::board::{
    Asks, Board, Came, Content, ContentId, Input, Keep, MsgId, PersonId, Topic, Visit,
};
use crate::parser::Command;
use crate::router::{Route, Ties, route, subject};
use crate::tracker::{NetworkId, SeenKey};

/// What somebody's answer to "which group?" says.
enum Answer {
    /// This network, by its place among all of them.
    Meant(usize),
    /// A number that none has.
    Wrong,
    /// It is no answer, but something more to keep.
    None,
}

/// What one board knows of somebody who writes privately.
struct Acquaintance {
    person: bool,
    /// When this network last wrote to them.
    told: Option<Timestamp>,
    visit: Option<Visit>,
    topic: Option<Topic>,
    doubted: bool,
}

impl Core {
    /// Where an event goes, and with whom; takes care itself of what is for the front desk. `None`: nothing is
    /// left to do.
    pub(super) async fn receive(&self, event: &Event) -> Result<Option<Route>, NotCommitted> {
        let several = self.networks.len() > 1;
        let echo = matches!(event.kind, EventKind::Echo { .. });
        if !several || !event.sender.private || echo {
            let room = |it: &super::Room2Network| Ties {
                room: it.network.knows_room(&event.room),
                ..Ties::default()
            };
            let ties: Vec<Ties> = self.networks.iter().map(room).collect();
            return Ok(Some(route(event, &ties)));
        }
        if self.came_before(event).await? {
            return Ok(None);
        }
        if self.links_by_code(event).await? {
            return Ok(None);
        }
        let known = self.acquaintances(event).await?;
        let ties = self.ties(event, &known).await?;
        if !ties.iter().any(|ties| ties.message) && self.answers(event, &known).await? {
            return Ok(None);
        }
        match route(event, &ties) {
            Route::Ask(which) => {
                self.ask(event, &which, &known).await?;
                Ok(None)
            }
            Route::Stranger => {
                if let Some(first) = self.networks.first() {
                    desk(&first.network, event, Came::Stranger).await?;
                }
                Ok(None)
            }
            to => Ok(Some(to)),
        }
    }

    /// Whether a network has it on disk already, or keeps it: what it was for then is not asked again.
    async fn came_before(&self, event: &Event) -> Result<bool, NotCommitted> {
        for it in &self.networks {
            let keys = [seen(&it.network, event), kept_as(&it.network, event)];
            let seen = it.network.seen(&keys).await.map_err(not_read)?;
            if seen.contains(&true) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn acquaintances(&self, event: &Event) -> Result<Vec<Acquaintance>, NotCommitted> {
        let mut known = Vec::with_capacity(self.networks.len());
        for it in &self.networks {
            let who = it.network.ids.person(&event.sender.person);
            let about = subject(event).map(|msg| it.network.ids.message(msg));
            let organizes = it.organizers.contains(&who);
            let look = move |board: &Board| acquaintance(board, who, organizes, about);
            let seen = it.network.look(look).await;
            known.push(seen.ok_or_else(super::network::stopping)?);
        }
        Ok(known)
    }

    async fn ties(&self, event: &Event, known: &[Acquaintance]) -> Result<Vec<Ties>, NotCommitted> {
        let mut all = Vec::with_capacity(known.len());
        for (it, known_here) in self.networks.iter().zip(known) {
            let message = match (subject(event), &known_here.topic) {
                // The question which network is meant belongs to none of them.
                (None, _) | (_, Some(Topic::Groups)) => false,
                (_, Some(_)) => true,
                (Some(msg), None) => {
                    let id = it.network.ids.message(msg);
                    let kept = it.network.cabinet.message(id).await.map_err(not_read)?;
                    known_here.doubted || kept.is_some()
                }
            };
            all.push(Ties {
                room: it.network.knows_room(&event.room),
                message,
                person: known_here.person,
                chosen: self.is_chosen(&it.network.id, known),
            });
        }
        Ok(all)
    }

    /// Whether this network was chosen, and no other wrote to them since: their answer may be for that one.
    fn is_chosen(&self, group: &NetworkId, known: &[Acquaintance]) -> bool {
        let since = known.iter().find_map(|it| match &it.visit {
            Some(Visit::Chose { group: chosen, at }) if chosen == group => Some(*at),
            _ => None,
        });
        let others = || self.networks.iter().zip(known);
        since.is_some_and(|at| {
            others()
                .filter(|(it, _)| it.network.id != *group)
                .all(|(_, it)| it.told.is_none_or(|told| told <= at))
        })
    }

    /// Takes what answers the question, and what changes something that waits for its answer.
    async fn answers(&self, event: &Event, known: &[Acquaintance]) -> Result<bool, NotCommitted> {
        for (it, known) in self.networks.iter().zip(known) {
            let Some(Visit::Waits {
                groups, messages, ..
            }) = &known.visit
            else {
                continue;
            };
            let network = &it.network;
            let waits = |msg| {
                let id = network.ids.message(msg);
                messages.contains(&id).then_some(id)
            };
            let came = match &event.kind {
                EventKind::Message { .. } => match self.answer(event, groups) {
                    Answer::Meant(at) => {
                        self.pass_on(network, messages, at).await?;
                        Some(Came::Chose(self.networks[at].network.id.clone()))
                    }
                    Answer::Wrong => Some(Came::WrongNumber),
                    Answer::None => None,
                },
                EventKind::Edited { msg, body } => match waits(msg) {
                    Some(id) => {
                        let before = network.cabinet.visit(id).await.map_err(not_read)?;
                        before.map(|before| Came::Edited {
                            msg: id,
                            kept: Content::Event(Box::new(edited(before, body.clone()))),
                        })
                    }
                    None => None,
                },
                EventKind::Deleted { msg } => waits(msg).map(|msg| Came::Deleted { msg }),
                _ => None,
            };
            if let Some(came) = came {
                desk(network, event, came).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Which of the networks that were asked about a message names: by number, or by name.
    fn answer(&self, event: &Event, groups: &[NetworkId]) -> Answer {
        let EventKind::Message { body, .. } = &event.kind else {
            return Answer::None;
        };
        let place = |group: &NetworkId| {
            self.networks
                .iter()
                .position(|it| it.network.id == *group)
                .map_or(Answer::Wrong, Answer::Meant)
        };
        let command = hearing::private_command(body.as_str(), event.at, &self.lexicon);
        if let Some(Command::Choice { post: None, number }) = command {
            let group = usize::from(number)
                .checked_sub(1)
                .and_then(|at| groups.get(at));
            return group.map_or(Answer::Wrong, place);
        }
        let said = plain(body.as_str());
        let called = |group: &&NetworkId| {
            let name = self.names.get(*group).map(|name| plain(name.as_str()));
            name.is_some_and(|name| name == said) || plain(group.as_str()) == said
        };
        let named: Vec<&NetworkId> = groups.iter().filter(called).collect();
        match named[..] {
            [one] => place(one),
            _ => Answer::None,
        }
    }

    /// Hands what waits at `keeper` to the network it is for, in the order in which it was written.
    async fn pass_on(
        &self,
        keeper: &Network,
        messages: &[MsgId],
        to: usize,
    ) -> Result<(), NotCommitted> {
        for msg in messages {
            let kept = keeper.cabinet.visit(*msg).await.map_err(not_read)?;
            if let Some(event) = kept {
                self.networks[to].network.commit(vec![event]).await?;
            }
        }
        Ok(())
    }

    /// Keeps what somebody wrote, and has them asked which of these networks it is for.
    async fn ask(
        &self,
        event: &Event,
        which: &[usize],
        known: &[Acquaintance],
    ) -> Result<(), NotCommitted> {
        let EventKind::Message { msg, reply_to, .. } = &event.kind else {
            return Ok(());
        };
        let waits = |at: &&usize| matches!(known[**at].visit, Some(Visit::Waits { .. }));
        let Some(keeper) = which.iter().find(waits).or(which.first()) else {
            return Ok(());
        };
        let network = &self.networks[*keeper].network;
        let came = Came::Words {
            msg: network.ids.message(msg),
            kept: Content::Event(Box::new(event.clone())),
            groups: which
                .iter()
                .map(|at| self.networks[*at].network.id.clone())
                .collect(),
            asks: if reply_to.is_some() {
                Asks::Now
            } else {
                Asks::InTime
            },
        };
        desk(network, event, came).await
    }
}

fn acquaintance(
    board: &Board,
    who: PersonId,
    organizes: bool,
    about: Option<MsgId>,
) -> Acquaintance {
    let who = board.who(who);
    let known = board.person(who);
    Acquaintance {
        person: organizes || known.is_some(),
        told: known.and_then(|known| known.told),
        visit: board.visitor(who).map(|visitor| visitor.visit.clone()),
        topic: about.and_then(|msg| board.topic(msg)).cloned(),
        doubted: about.is_some_and(|msg| board.doubt(msg).is_some()),
    }
}

/// Has a network decide on what somebody did at the front desk. Once, however often it is handed over.
async fn desk(network: &Network, event: &Event, came: Came) -> Result<(), NotCommitted> {
    let who = network.ids.person(&event.sender.person);
    let card = Keep::Put(
        ContentId::Person(who),
        Content::Person {
            account: event.sender.person.clone(),
            name: event.sender.name.clone(),
        },
    );
    let key = kept_as(network, event);
    network
        .decide(Input::Visited { who, came }, vec![card], key)
        .await
}

fn seen(network: &Network, event: &Event) -> SeenKey {
    network.ids.0.seen(event.room.platform, &event.key)
}

/// What an event is seen as at the front desk: it is seen under its own key by the network it is passed on to,
/// which may be the one that kept it.
fn kept_as(network: &Network, event: &Event) -> SeenKey {
    let key = EventKey(format!("{}/desk", event.key.0));
    network.ids.0.seen(event.room.platform, &key)
}

fn edited(mut event: Event, text: wegotus_chat::Text) -> Event {
    if let EventKind::Message { body, .. } = &mut event.kind {
        *body = text;
    }
    event
}

/// A name as people might write it.
fn plain(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
