//! What a running bot answers on its control socket.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use async_trait::async_trait;
#[cfg(feature = "failpoints")]
use futures_util::FutureExt as _;
use secrecy::ExposeSecret;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{BridgeState, Fatal, Platform, Text};

use crate::control::{
    BoardAnswer, BoardCopy, ControlHandler, CorrectionsAnswer, DeedExport, ExportAnswer,
    LinkAnswer, NetworkAnswer, NetworkCorrections, NetworkExport, PhraseCorrections, PostAnswer,
    PostExport, Request, Response, Server,
};
use crate::doctor::Finding;
use crate::engine::{Condition, Engine, Inhabited, Listed};
use crate::tracker::{Health, NetworkId, SledStore, StoreError};

/// Answers on the control socket until `stop`. The token is told once every key was destroyed that way.
pub(super) async fn serve(
    data: &Path,
    served: Served,
    stop: CancellationToken,
) -> Result<(JoinHandle<()>, CancellationToken)> {
    let server = Server::bind(data).await?;
    let all_burnt = CancellationToken::new();
    let handler = Handler {
        engine: served.engine,
        store: served.store,
        all_burnt: all_burnt.clone(),
        #[cfg(feature = "failpoints")]
        clock: served.clock,
    };
    let serving = tokio::spawn(async move {
        if let Err(error) = server.serve(Arc::new(handler), stop).await {
            tracing::error!(%error, "the control socket is closed: `wegotus board` and `doctor` cannot ask until wegotus is started again");
        }
    });
    Ok((serving, all_burnt))
}

/// What the socket answers from.
pub(super) struct Served {
    pub engine: Arc<Engine>,
    pub store: SledStore,
    /// Time, which a test may move.
    #[cfg(feature = "failpoints")]
    pub clock: Arc<wegotus_sandbox::SandboxClock>,
}

struct Handler {
    engine: Arc<Engine>,
    store: SledStore,
    /// Told once every key is destroyed.
    all_burnt: CancellationToken,
    #[cfg(feature = "failpoints")]
    clock: Arc<wegotus_sandbox::SandboxClock>,
}

#[async_trait]
impl ControlHandler for Handler {
    async fn handle(&self, request: Request) -> Response {
        match request {
            Request::Board => match self.board().await {
                Ok(board) => Response::ok(&board),
                Err(error) => Response::Error(error.to_string()),
            },
            Request::Corrections => Response::ok(&self.corrections().await),
            Request::Doctor => {
                let mut findings = self.findings();
                findings.extend(misled(&self.corrections().await));
                Response::ok(&findings)
            }
            Request::Export => match self.export().await {
                Ok(copies) => Response::ok(&copies),
                Err(error) => Response::Error(error.to_string()),
            },
            Request::Burn => match self.store.burn_everything().await {
                Ok(()) => {
                    self.all_burnt.cancel();
                    Response::ok(&())
                }
                Err(error) => Response::Error(error.to_string()),
            },
            #[cfg(feature = "failpoints")]
            Request::Advance { seconds } => {
                let by = std::time::Duration::from_secs(seconds);
                let settle = || self.engine.settle().boxed();
                super::time::pass(&self.engine, &self.clock, by, false, settle).await;
                Response::ok(&())
            }
            Request::LinkSignal => Response::ok(&self.link(Platform::Signal)),
            Request::LinkWhatsapp => Response::ok(&self.link(Platform::WhatsApp)),
            Request::RecoveryKey => match super::bridges::recovery_key(&self.store).await {
                Ok(key) => Response::ok(&key),
                Err(error) => Response::Error(error.to_string()),
            },
        }
    }
}

impl Handler {
    async fn board(&self) -> Result<BoardAnswer, StoreError> {
        let mut networks: BTreeMap<String, Vec<PostAnswer>> = self
            .engine
            .networks()
            .map(|id| (id.to_string(), Vec::new()))
            .collect();
        for listed in self.engine.posts().await? {
            let posts = networks.entry(listed.network.to_string()).or_default();
            posts.push(answer(listed));
        }
        let networks = networks
            .into_iter()
            .map(|(id, posts)| NetworkAnswer { id, posts })
            .collect();
        Ok(BoardAnswer { networks })
    }

    /// Copies of the boards whose organizers agreed to one.
    async fn export(&self) -> Result<ExportAnswer, StoreError> {
        let mut networks = Vec::new();
        for id in self.engine.networks() {
            let copy = if self.engine.may_export(id).await {
                Some(self.copy(id).await?)
            } else {
                None
            };
            networks.push(NetworkExport {
                id: id.to_string(),
                copy,
            });
        }
        Ok(ExportAnswer { networks })
    }

    async fn copy(&self, id: &NetworkId) -> Result<BoardCopy, StoreError> {
        let posts = self.engine.posts().await?.into_iter();
        let posts = posts
            .filter(|it| it.network == *id)
            .map(|listed| PostExport {
                made: listed.made.clone(),
                room: listed.view.room.clone().map(Text::from),
                author: listed.author.clone(),
                claimed_by: listed.claims.iter().map(|it| it.0.clone()).collect(),
                post: answer(listed),
            });
        let posts = posts.collect();
        let deeds = self.engine.deeds(id).await?.into_iter();
        let deeds = deeds.map(|it| DeedExport {
            at: it.at,
            by: it.by,
            act: it.verb,
            posts: it.posts.into_iter().map(|no| no.0).collect(),
            person: it.person,
            undone: it.undone,
        });
        Ok(BoardCopy {
            posts,
            deeds: deeds.collect(),
        })
    }

    async fn corrections(&self) -> CorrectionsAnswer {
        let networks = self.engine.corrections().await.into_iter();
        let networks = networks.map(|(id, found)| NetworkCorrections {
            id: id.to_string(),
            phrases: found
                .into_iter()
                .map(|(phrase, it)| PhraseCorrections {
                    phrase,
                    times: it.times,
                    posts: it.posts,
                })
                .collect(),
        });
        CorrectionsAnswer {
            networks: networks.collect(),
        }
    }

    /// How far the account on this platform is linked.
    fn link(&self, platform: Platform) -> LinkAnswer {
        let mut bridges = self.engine.bridges();
        let Some((_, condition)) = bridges.find(|(found, _)| *found == platform) else {
            return LinkAnswer::None;
        };
        match condition {
            Condition::Says(BridgeState::Connected) => LinkAnswer::Linked,
            Condition::Says(BridgeState::AwaitingLink {
                payload, expires, ..
            }) => LinkAnswer::Scan {
                code: payload.expose_secret().to_owned(),
                seconds: expires.since(self.engine.clock().now()).as_secs(),
            },
            other => {
                let found = of_bridge(platform, other);
                let remedy = found.remedy.map(|it| format!(". {it}"));
                LinkAnswer::NotYet(format!("{}{}", found.what, remedy.unwrap_or_default()))
            }
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let bridges = self.engine.bridges();
        let notices = self.engine.notices();
        let notices = notices.map(|(platform, it)| super::bridges::finding(platform.as_str(), it));
        bridges
            .flat_map(|(platform, condition)| {
                let rooms = of_rooms(platform, &self.engine.rooms(platform));
                std::iter::once(of_bridge(platform, condition)).chain(rooms)
            })
            .chain(notices)
            .chain(of_store(
                self.engine.store_trouble(),
                &self.store.health().borrow(),
            ))
            .collect()
    }
}

/// A post as the rooms see it.
fn answer(listed: Listed) -> PostAnswer {
    let Listed {
        view, when, claims, ..
    } = listed;
    PostAnswer {
        number: view.no.0,
        kind: view.kind,
        status: view.status.as_str().to_owned(),
        category: view.category,
        slots: view.slots,
        claims: claims.iter().map(|(_, count, _)| count).sum(),
        when,
        repeats: view.repeats.map(|repeats| repeats.to_string()),
        place: view.place.map(Text::from),
        text: Text::from(view.summary),
    }
}

/// What to say of the rooms a bridge's account is in: what config calls them, and what they are for.
fn of_rooms(platform: Platform, rooms: &[Inhabited]) -> Vec<Finding> {
    let told = |it: &Inhabited| {
        let (name, id) = (it.name.as_str(), &it.room.native);
        let what = match &it.network {
            Some(network) => format!("in {name} ({platform}:{id}), for {network}"),
            None => format!("in {name} ({platform}:{id}), which belongs to no network"),
        };
        match &it.network {
            Some(_) => Finding::ok(platform.as_str(), what),
            None => Finding::warn(
                platform.as_str(),
                what,
                "Write `wegotus join <code>` there, or name it in the network's rooms",
            ),
        }
    };
    rooms.iter().map(told).collect()
}

/// What to say of a bridge.
fn of_bridge(platform: Platform, condition: Condition) -> Finding {
    let part = platform.as_str();
    let state = match condition {
        Condition::Says(state) => state,
        Condition::Ended(Fatal { what, remedy }) => {
            return Finding::bad(part, format!("stopped: {what}"), remedy);
        }
    };
    match state {
        BridgeState::Connected => Finding::ok(part, "connected"),
        BridgeState::Starting => Finding::warn(part, "starting", "Ask again in a minute"),
        BridgeState::Degraded { why } => Finding::warn(
            part,
            why,
            "It goes on trying by itself; look at the log if it does not recover",
        ),
        BridgeState::AwaitingLink {
            was_linked: true, ..
        } => {
            let remedy = format!("Run `wegotus link {part}`; people, posts and groups stay");
            Finding::bad(part, "logged out: the account is no longer linked", remedy)
        }
        BridgeState::AwaitingLink { .. } => {
            let remedy = format!("Run `wegotus link {part}`");
            Finding::warn(part, "not linked yet", remedy)
        }
        BridgeState::LoggedOut => {
            let remedy = match platform {
                Platform::Signal | Platform::WhatsApp => {
                    format!("Run `wegotus link {part}`; people, posts and groups stay")
                }
                _ => "Check its credentials and start wegotus again".to_owned(),
            };
            Finding::bad(part, "logged out by the network", remedy)
        }
        BridgeState::Banned { until: None } => Finding::bad(
            part,
            "shut out by the network",
            "Write to the network's support; the other bridges go on",
        ),
        BridgeState::Banned { until: Some(until) } => Finding::bad(
            part,
            format!("shut out by the network until {until}"),
            "It connects again by itself then, and the other bridges go on. Let it write less: the log says why it was shut out",
        ),
        BridgeState::Stopped => Finding::bad(
            part,
            "stopped",
            "Look at the log for the reason, then start wegotus again",
        ),
    }
}

/// What to say of the store; nothing while it does its work.
fn of_store(unread: Option<StoreError>, health: &Health) -> Option<Finding> {
    let part = "store";
    let trying =
        "Nothing is lost: it goes on trying by itself. Look at the disk if it does not recover";
    match (unread, health) {
        (Some(error @ StoreError::Failed(_)), _) => {
            Some(Finding::bad(part, error.to_string(), trying))
        }
        (Some(error), _) => Some(Finding::bad(
            part,
            error.to_string(),
            "Do what it says; never delete the folder without a copy",
        )),
        (None, Health::Failed { why }) => Some(Finding::bad(part, why, trying)),
        (None, Health::Full { free, needed }) => Some(Finding::bad(
            part,
            format!("the disk is nearly full: {free} bytes are free and {needed} are needed"),
            "Free some space; nothing is lost meanwhile",
        )),
        (None, Health::Well) => None,
    }
}

/// From how many corrections on somebody should look at a phrase.
const OFTEN: u32 = 5;

/// What the doctor says of phrases that mislead the bot often.
fn misled(corrections: &CorrectionsAnswer) -> Option<Finding> {
    let phrases = corrections.networks.iter().flat_map(|it| &it.phrases);
    let often: Vec<_> = phrases.filter(|it| it.times >= OFTEN).collect();
    let worst = often.iter().max_by_key(|it| it.times)?;
    let which = match &worst.phrase {
        Some(phrase) => format!("\"{phrase}\" was"),
        None => "messages without one telling phrase were".to_owned(),
    };
    let more = match often.len() {
        1 => String::new(),
        several => format!(", and so {} more", several - 1),
    };
    Some(Finding::warn(
        "lexicon",
        format!("{which} no post after all {} times{more}", worst.times),
        "Look at `wegotus corrections`, and silence in lexicon/own.toml what your neighbours say in passing",
    ))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;
    use wegotus_chat::{LinkKind, Timestamp};

    use super::*;

    #[test]
    fn each_state_says_what_to_do() {
        let awaits = |was_linked| BridgeState::AwaitingLink {
            kind: LinkKind::Qr,
            payload: SecretString::from("2@code"),
            expires: Timestamp(0),
            was_linked,
        };
        let why = "WhatsApp cannot be reached; trying again".to_owned();
        let until = Some(Timestamp(1_790_000_000_000));
        let states = [
            BridgeState::Starting,
            awaits(false),
            BridgeState::Degraded { why },
            BridgeState::LoggedOut,
            awaits(true),
            BridgeState::Banned { until },
            BridgeState::Banned { until: None },
            BridgeState::Stopped,
        ];
        let told = states.map(|state| {
            let it = of_bridge(Platform::WhatsApp, Condition::Says(state));
            format!(
                "{:?} {}. {}",
                it.status,
                it.what,
                it.remedy.unwrap_or_default()
            )
        });
        insta::assert_snapshot!(told.join("\n"), @"
        Warn starting. Ask again in a minute
        Warn not linked yet. Run `wegotus link whatsapp`
        Warn WhatsApp cannot be reached; trying again. It goes on trying by itself; look at the log if it does not recover
        Bad logged out by the network. Run `wegotus link whatsapp`; people, posts and groups stay
        Bad logged out: the account is no longer linked. Run `wegotus link whatsapp`; people, posts and groups stay
        Bad shut out by the network until 2026-09-21T14:13:20Z. It connects again by itself then, and the other bridges go on. Let it write less: the log says why it was shut out
        Bad shut out by the network. Write to the network's support; the other bridges go on
        Bad stopped. Look at the log for the reason, then start wegotus again
        ");
    }

    #[test]
    fn a_bridge_that_ended_shows_as_stopped_with_its_reason_and_remedy() {
        let ended = Condition::Ended(Fatal {
            what: "the password is wrong".to_owned(),
            remedy: "Set matrix.password".to_owned(),
        });
        let found = of_bridge(Platform::Matrix, ended);
        assert_eq!(
            found,
            Finding::bad(
                "matrix",
                "stopped: the password is wrong",
                "Set matrix.password"
            )
        );
    }

    #[test]
    fn a_store_that_cannot_be_read_shows_and_one_that_works_does_not() {
        let unread = StoreError::Failed("Input/output error".to_owned());
        let found = of_store(Some(unread), &Health::Well).unwrap();
        assert!(found.what.contains("Input/output error"), "{}", found.what);
        let full = Health::Full { free: 1, needed: 2 };
        assert!(of_store(None, &full).is_some());
        assert!(of_store(None, &Health::Well).is_none());
    }

    #[test]
    fn the_doctor_speaks_up_when_a_phrase_is_often_wrong() {
        let corrections = |times: &[u32]| {
            let phrase = |(at, times): (usize, &u32)| PhraseCorrections {
                phrase: Some(format!("phrase {at}")),
                times: *times,
                posts: 9,
            };
            CorrectionsAnswer {
                networks: vec![NetworkCorrections {
                    id: "elm".to_owned(),
                    phrases: times.iter().enumerate().map(phrase).collect(),
                }],
            }
        };
        assert_eq!(misled(&corrections(&[4, 4])), None);
        let one = misled(&corrections(&[4, 6])).unwrap();
        assert_eq!(one.what, "\"phrase 1\" was no post after all 6 times");
        assert!(one.remedy.unwrap().contains("wegotus corrections"));
        let two = misled(&corrections(&[7, 6, 1])).unwrap();
        assert!(two.what.ends_with("7 times, and so 1 more"));
    }
}
