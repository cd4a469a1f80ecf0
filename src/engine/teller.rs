//! A plan → the very message to send: words looked up in the vault, sentences by the voice.

use std::collections::BTreeMap;
use std::sync::Arc;

use wegotus_chat::{
    Abilities, Action, Destination, MessageRef, Name, PersonRef, Platform, Timestamp,
};

use super::Cabinet;
use super::plan::{Plan, Planned};
use crate::board::{MsgId, PersonId, Post, PostNo, RoomId, Saying, Status, To};
use crate::parser::Language;
use crate::tracker::{NetworkId, StoreError};
use crate::voice::{PersonView, Phrases, PostView, Stands, Telling, Voice};

/// Puts one network's plans into words.
pub(super) struct Teller {
    pub network: Name,
    /// Who runs it, where config says.
    pub run_by: Option<Name>,
    pub organizers: Vec<PersonId>,
    /// What people call each of the networks there are.
    pub groups: Arc<BTreeMap<NetworkId, Name>>,
    pub language: Language,
    pub zone: jiff::tz::TimeZone,
    pub phrases: Arc<Phrases>,
    /// Where there is help for one in danger, as the network chose it.
    pub contacts: Vec<String>,
    pub cabinet: Cabinet,
}

/// What there is to do for a plan.
pub(super) enum Doing {
    /// Send this.
    Send(Destination, Action),
    /// Nothing: it is no longer true, or the place is not known any more.
    Nothing,
}

impl Teller {
    /// Where a plan goes; nowhere when the place is not known any more. To somebody with several accounts it goes to
    /// the one they wrote from last that the network `reaches`.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn destination(
        &self,
        plan: &Plan,
        reaches: impl Fn(&PersonRef) -> bool + Send + Sync,
    ) -> Result<Option<Destination>, StoreError> {
        Ok(match plan.to {
            To::Room(room) => {
                let card = self.cabinet.room(room).await?;
                card.map(|(room, _)| Destination::Room(room))
            }
            To::Person(_) => {
                let mut first = None;
                for account in &plan.addresses {
                    let Some((account, _)) = self.cabinet.person(*account).await? else {
                        continue;
                    };
                    if reaches(&account) {
                        return Ok(Some(Destination::Direct(account)));
                    }
                    first = first.or(Some(account));
                }
                first.map(Destination::Direct)
            }
        })
    }

    /// What to send for a plan in a place where `abilities` hold.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn tell(
        &self,
        plan: &Plan,
        to: Destination,
        abilities: Abilities,
        now: Timestamp,
    ) -> Result<Doing, StoreError> {
        let telling = self.telling(plan, &to).await?;
        let voice = Voice::new(
            &self.phrases,
            plan.language.unwrap_or(self.language),
            &self.zone,
        );
        let say = |text: String, reply_to: Option<MessageRef>| {
            if text.is_empty() {
                return Doing::Nothing;
            }
            // What was asked from another account is answered where its writer is now.
            let reply_to = reply_to.filter(|msg| msg.room.platform == platform(&to));
            Doing::Send(
                to.clone(),
                Action::Say {
                    text: telling.speech(&text),
                    reply_to,
                },
            )
        };
        Ok(match &plan.act {
            Planned::Moot => Doing::Nothing,
            Planned::Say { saying, answers } => {
                say(voice.say(saying, &telling), self.message(*answers).await?)
            }
            Planned::Notice { posts, answers } => {
                let text = voice.notice(posts, stands(plan.to, answers.is_some()), &telling);
                say(text, self.message(*answers).await?)
            }
            Planned::Edit {
                msg,
                sent,
                posts,
                acknowledges,
            } => {
                let Some(target) = self.cabinet.message(*msg).await? else {
                    return Ok(Doing::Nothing);
                };
                if abilities.edit.holds(*sent, now) {
                    let text = voice.notice(posts, stands(plan.to, *acknowledges), &telling);
                    let text = telling.speech(&text);
                    return Ok(Doing::Send(to, Action::Edit { target, text }));
                }
                say(
                    changes(&voice, posts, *acknowledges, &telling),
                    Some(target),
                )
            }
            Planned::Delete {
                msg,
                sent,
                posts,
                acknowledges,
            } => {
                let Some(target) = self.cabinet.message(*msg).await? else {
                    return Ok(Doing::Nothing);
                };
                if abilities.delete.holds(*sent, now) {
                    return Ok(Doing::Send(to, Action::Delete { target }));
                }
                // What was erased stays nowhere where it can be helped, not even as a number.
                if posts.is_empty() && abilities.edit.holds(*sent, now) {
                    let text = voice.erased().into();
                    return Ok(Doing::Send(to, Action::Edit { target, text }));
                }
                say(
                    changes(&voice, posts, *acknowledges, &telling),
                    Some(target),
                )
            }
            Planned::Rewrite { msg, sent, saying } => {
                let text = voice.say(saying, &telling);
                match self.cabinet.message(*msg).await? {
                    Some(target) if abilities.edit.holds(*sent, now) && !text.is_empty() => {
                        let text = telling.speech(&text);
                        Doing::Send(to, Action::Edit { target, text })
                    }
                    // It cannot be edited there: said anew.
                    _ => say(text, None),
                }
            }
            Planned::TakeBack { msg, sent } => match self.cabinet.message(*msg).await? {
                Some(target) if abilities.delete.holds(*sent, now) => {
                    Doing::Send(to, Action::Delete { target })
                }
                // What can no longer be taken back stands.
                _ => Doing::Nothing,
            },
            Planned::Doubt { target } => match self.cabinet.message(*target).await? {
                Some(target) => Doing::Send(
                    to,
                    Action::React {
                        target,
                        emoji: "❓".to_owned(),
                    },
                ),
                None => Doing::Nothing,
            },
        })
    }

    async fn message(&self, id: Option<MsgId>) -> Result<Option<MessageRef>, StoreError> {
        match id {
            Some(id) => self.cabinet.message(id).await,
            None => Ok(None),
        }
    }

    async fn telling(&self, plan: &Plan, to: &Destination) -> Result<Telling, StoreError> {
        let mut telling = Telling {
            network: self.network.as_str().to_owned(),
            groups: self.groups.clone(),
            contacts: self.contacts.clone(),
            ..Telling::default()
        };
        if let Planned::Say {
            saying: Saying::Arrived,
            ..
        } = plan.act
        {
            telling.run_by = self.run_by().await?;
        }
        for (no, post) in &plan.posts {
            telling.posts.insert(*no, self.post(*no, post).await?);
        }
        for (person, (account, room)) in &plan.people {
            if let Some((view, account)) = self.person(*account, *room).await? {
                // Nobody is called in a room that is not theirs, and privately nobody is named by their account.
                let is_here = room.is_some_and(|room| plan.to == To::Room(room))
                    && account.platform == platform(to)
                    && !view.name.is_empty();
                let called = is_here.then_some(account);
                telling
                    .people
                    .insert(*person, PersonView { called, ..view });
            }
        }
        if let Some(relay) = plan.relay {
            let text = self.cabinet.relay(relay).await?;
            telling.relay = text.map(|text| text.as_str().to_owned());
        }
        Ok(telling)
    }

    /// Who runs the network, for a room that is new.
    async fn run_by(&self) -> Result<Vec<String>, StoreError> {
        if let Some(name) = &self.run_by {
            return Ok(vec![name.as_str().to_owned()]);
        }
        let mut names = Vec::new();
        for organizer in &self.organizers {
            let card = self.cabinet.person(*organizer).await?;
            names.extend(card.map(|(_, name)| name.as_str().to_owned()));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// A post, as others may see it.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn post(&self, no: PostNo, post: &Post) -> Result<PostView, StoreError> {
        let (summary, place) = self.cabinet.words(no).await?.unwrap_or_default();
        Ok(PostView {
            no,
            kind: post.shape.kind,
            status: post.status(),
            category: post.shape.category,
            summary: summary.as_str().to_owned(),
            place: place.map(|place| place.as_str().to_owned()),
            when: post.shape.when,
            repeats: post.shape.repeats,
            comes: post.comes().map(|comes| comes.when),
            urgency: post.shape.urgency,
            caution: post.caution,
            slots: post.slots(),
            free: post.free(),
            language: post.shape.language,
            for_others: post.shape.for_others,
            room: if post.source.private {
                None
            } else {
                self.room_name(post.source.room).await?
            },
        })
    }

    async fn person(
        &self,
        id: PersonId,
        room: Option<RoomId>,
    ) -> Result<Option<(PersonView, PersonRef)>, StoreError> {
        let Some((account, name)) = self.cabinet.person(id).await? else {
            return Ok(None);
        };
        let room = match room {
            Some(room) => self.room_name(room).await?,
            None => None,
        };
        let view = PersonView {
            name: name.as_str().to_owned(),
            room,
            contact: account.native.clone(),
            called: None,
        };
        Ok(Some((view, account)))
    }

    /// `Signal · Block 5`; the platform alone where the room has no name.
    async fn room_name(&self, id: RoomId) -> Result<Option<String>, StoreError> {
        let Some((room, name)) = self.cabinet.room(id).await? else {
            return Ok(None);
        };
        let name = name
            .map(|name| name.as_str().to_owned())
            .filter(|name| !name.is_empty());
        Ok(Some(match (platform_name(room.platform), name) {
            (Some(platform), Some(name)) => format!("{platform} · {name}"),
            (Some(platform), None) => platform.to_owned(),
            (None, Some(name)) => name,
            (None, None) => room.native,
        }))
    }
}

fn platform(to: &Destination) -> Platform {
    match to {
        Destination::Room(room) => room.platform,
        Destination::Direct(person) => person.platform,
    }
}

/// What people call a platform; the sandbox's rooms carry that in their own names.
fn platform_name(platform: Platform) -> Option<&'static str> {
    match platform {
        Platform::Matrix => Some("Matrix"),
        Platform::Signal => Some("Signal"),
        Platform::WhatsApp => Some("WhatsApp"),
        Platform::Sandbox => None,
    }
}

/// Where a notice to this place stands.
fn stands(to: To, acknowledges: bool) -> Stands {
    match to {
        To::Room(_) if acknowledges => Stands::UnderItsSource,
        To::Room(_) => Stands::InAnotherRoom,
        To::Person(_) => Stands::WithItsAuthor,
    }
}

/// The short new line where a notice cannot be edited. The room of an acknowledgement has heard what
/// changed, and a post that is open again is shown anew.
fn changes(voice: &Voice<'_>, posts: &[PostNo], acknowledges: bool, telling: &Telling) -> String {
    let lines: Vec<String> = posts
        .iter()
        .filter_map(|no| telling.posts.get(no))
        .filter(|post| post.status != Status::Open && !acknowledges)
        .map(|post| voice.changed(post))
        .collect();
    lines.join("\n")
}
