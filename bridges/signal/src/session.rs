//! One session: from finding the account to the end of its event stream.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    BridgeState, Event, EventKey, EventKind, EventSink, Fatal, Host, LinkKind, Name, Patience,
    Ring, SealedError, Sender, SenderKind, Stopped, Teller, Timestamp,
};

use crate::envelope::Received;
use crate::groups;
use crate::link::{self, Tried};
use crate::native::{self, Author};
use crate::outgoing::{Live, News, Outgoing};
use crate::reader::{Changed, Own, Reader};
use crate::records::{Groups, Records};
use crate::revisions::{Revision, Revisions};
use crate::rpc::{Reason, Rpc, RpcError};
use crate::sends::Stood;
use crate::settings::SignalSettings;
use crate::stream::{Cut, Envelopes};

/// How many envelopes are committed together at most. What was read and not committed is lost to a kill.
const TOGETHER: usize = 64;
/// Between two looks whether signal-cli still reaches Signal, and whether the account is still linked: so soon is an
/// unlinking noticed by a bot that has nothing to say. signal-cli need not tell: its stream may stay open, and `listAccounts`
/// goes on to name the account. The look is one small request to Signal.
const PULSE: Duration = Duration::from_secs(60);
/// The same while it does not.
const PULSE_AWAY: Duration = Duration::from_secs(15);
/// Private messages from another device that make an account somebody's own.
const PERSONAL: u32 = 3;

/// How a session ends.
#[derive(Debug)]
pub(crate) enum End {
    /// On request.
    Stopped,
    /// For a reason that may pass.
    Away(String),
    /// The account is not linked any more; the next session links one.
    LoggedOut,
    /// For a reason only an operator can end.
    Fatal(Fatal),
}

impl From<Stopped> for End {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<SealedError> for End {
    fn from(error: SealedError) -> Self {
        Self::Away(format!(
            "The bot's Signal records cannot be read or written ({error}): see that the disk is not full, and that \
             data folder and key file belong together"
        ))
    }
}

/// What others may see of a session while it lasts.
pub(crate) trait Shown: Send + Sync {
    /// The account, once it can be written with.
    fn set_live(&self, live: Option<Live>);
    /// The groups, whenever they change.
    fn set_groups(&self, groups: &Groups);
}

/// What a session stands on.
pub(crate) struct Session<'a> {
    pub settings: &'a SignalSettings,
    pub host: &'a Host,
    pub records: &'a Records,
    pub outgoing: &'a Outgoing,
    pub state: &'a Teller,
    pub stop: &'a CancellationToken,
    pub sink: Arc<dyn EventSink>,
    /// What was written privately from another device since the bot started.
    pub personal: &'a mut u32,
    /// The account that was linked last was unlinked.
    pub unlinked: &'a mut bool,
}

/// A session that has its stream.
struct Listening<'a, 'b> {
    session: &'b mut Session<'a>,
    shown: &'b dyn Shown,
    live: Live,
    reader: Reader,
    revisions: Ring<Revision>,
    groups: Groups,
    /// Groups that somebody asked the bot into who may not.
    left_alone: BTreeSet<String>,
    /// signal-cli does not reach Signal.
    away: bool,
}

impl<'a> Session<'a> {
    /// Runs until it ends.
    pub(crate) async fn run(
        &mut self,
        rpc: Rpc,
        news: &mut mpsc::UnboundedReceiver<News>,
        shown: &dyn Shown,
    ) -> End {
        let gone = CancellationToken::new();
        let ended = self.until_end(rpc, news, shown, gone.clone()).await;
        shown.set_live(None);
        if matches!(ended, Err(End::LoggedOut)) {
            gone.cancel();
        }
        ended.err().unwrap_or(End::Stopped)
    }

    async fn until_end(
        &mut self,
        rpc: Rpc,
        news: &mut mpsc::UnboundedReceiver<News>,
        shown: &dyn Shown,
        gone: CancellationToken,
    ) -> Result<(), End> {
        let account = self.account(&rpc).await?;
        let own = Own {
            account: rpc.account_id(&account).await.map_err(away)?,
            number: account.clone(),
        };
        let vault = self.host.vault.clone();
        let kept = Ring::load(vault, "signal/revisions", Revisions::REMEMBERED).await?;
        let mut reader = Reader::new(own);
        for (_, revision) in kept.iter() {
            reader.revisions.add(revision);
        }
        let groups = self.records.groups().await?;
        let left_alone = self.records.left_alone().await?;
        let mut listening = Listening {
            live: Live { rpc, account, gone },
            reader,
            revisions: kept,
            groups,
            left_alone,
            away: false,
            session: self,
            shown,
        };
        listening.look_at_groups(None).await?;
        shown.set_groups(&listening.groups);
        let clock = listening.session.host.clock.clone();
        let opened = Envelopes::open(&listening.live.rpc, &listening.live.account, clock).await;
        let envelopes = opened.map_err(cut)?;
        shown.set_live(Some(listening.live.clone()));
        listening.session.state.tell(BridgeState::Connected);
        listening.listen(envelopes, news).await
    }

    /// The account to be; links one where there is none.
    async fn account(&mut self, rpc: &Rpc) -> Result<String, End> {
        let mut patience = Patience::new(self.host.clock.clone(), self.stop.clone());
        loop {
            let accounts = rpc.accounts().await.map_err(away)?;
            let kept = self.records.account().await?;
            let set = self.settings.account.as_deref();
            let chosen = link::choose(&accounts, set, kept.as_deref());
            if let Some(account) = chosen
                && (!*self.unlinked || rpc.pulse(&account).await.is_ok())
            {
                *self.unlinked = false;
                if kept.as_deref() != Some(account.as_str()) {
                    self.records.keep_account(&account).await?;
                }
                return Ok(account);
            }
            let mut show = |payload, expires| {
                self.state.tell(BridgeState::AwaitingLink {
                    kind: LinkKind::Qr,
                    payload,
                    expires,
                    was_linked: kept.is_some(),
                });
            };
            let device = &self.settings.device_name;
            let tried = tokio::select! {
                tried = link::try_once(rpc, device, self.host.clock.as_ref(), &mut show) => tried,
                () = self.stop.cancelled() => return Err(End::Stopped),
            };
            match tried {
                Tried::Linked(number) => {
                    self.records.keep_account(&number).await?;
                    if link::is_another(set, &number) {
                        let what = format!("{}: correct it, or leave it empty", link::ANOTHER);
                        self.state.degraded(what);
                        patience.wait(Duration::ZERO).await?;
                    }
                }
                Tried::Expired => {}
                Tried::Failed(why) => {
                    let what = if *self.unlinked || (accounts.is_empty() && kept.is_some()) {
                        "no longer linked: run `wegotus link signal`"
                    } else if accounts.is_empty() {
                        "not linked yet: run `wegotus link signal`"
                    } else {
                        "signal-cli has accounts, but not the one that signal.account names: correct it"
                    };
                    self.state.degraded(format!("{what} ({why})"));
                    patience.wait(Duration::ZERO).await?;
                }
            }
        }
    }

    async fn commit(&self, batch: Vec<Event>) -> Result<(), End> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut patience = Patience::new(self.host.clock.clone(), self.stop.clone());
        loop {
            match self.sink.commit(batch.clone()).await {
                Ok(()) => return Ok(()),
                Err(error) => {
                    self.state.degraded(format!(
                        "what was said cannot be kept ({}); trying again, and meanwhile the rest waits",
                        error.reason
                    ));
                    patience.wait(Duration::ZERO).await?;
                }
            }
        }
    }
}

impl Listening<'_, '_> {
    async fn listen(
        &mut self,
        mut envelopes: Envelopes,
        news: &mut mpsc::UnboundedReceiver<News>,
    ) -> Result<(), End> {
        let mut pulse = self.pulse_in(Duration::ZERO);
        let stop = self.session.stop.clone();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                Some(told) = news.recv() => {
                    if matches!(told, News::Offline) {
                        self.seems_away();
                        pulse = self.next_pulse();
                    }
                    self.told(told).await?;
                }
                received = envelopes.next() => {
                    let mut together = vec![received.map_err(cut)?];
                    let mut ended = None;
                    while together.len() < TOGETHER && ended.is_none() {
                        match envelopes.ready() {
                            Some(Ok(received)) => together.push(received),
                            Some(Err(why)) => ended = Some(why),
                            None => break,
                        }
                    }
                    self.hear(&together).await?;
                    if let Some(why) = ended {
                        return Err(cut(why));
                    }
                }
                beat = &mut pulse => {
                    self.felt(beat)?;
                    pulse = self.next_pulse();
                }
            }
        }
    }

    /// Hands over what was read, and looks after what it changed.
    async fn hear(&mut self, together: &[Received]) -> Result<(), End> {
        let (mut events, mut changed, mut personal) = (Vec::new(), Vec::new(), 0);
        for received in together {
            let found = self.reader.read(received);
            if let Some(kind) = &found.unreadable {
                unreadable(kind);
            }
            for stood in self.session.outgoing.named(&found.stood).await? {
                events.push(self.echo(&stood));
            }
            if let Some(revision) = found.revision {
                self.revisions.push(revision).await?;
            }
            events.extend(found.event);
            changed.extend(found.changed);
            personal += u32::from(found.personal);
        }
        let was_connected = self.session.state.is_connected();
        self.session.commit(events).await?;
        if was_connected {
            self.session.state.tell(BridgeState::Connected);
        }
        if personal > 0 {
            self.somebody_wrote(personal)?;
        }
        changed.dedup();
        for change in changed {
            self.look_at_groups(Some(change)).await?;
        }
        Ok(())
    }

    async fn told(&mut self, news: News) -> Result<(), End> {
        match news {
            News::Stood(stood) => {
                let echo = self.echo(&stood);
                self.session.commit(vec![echo]).await
            }
            News::Revised(revision) => {
                self.reader.revisions.add(&revision);
                self.revisions.push(revision).await?;
                Ok(())
            }
            News::Offline => Ok(()),
            News::Unlinked => Err(End::LoggedOut),
        }
    }

    /// An own message that stands, as if it were seen coming back.
    fn echo(&self, stood: &Stood) -> Event {
        let own = &self.reader.own;
        let account = own.account.as_deref().unwrap_or(&own.number);
        Event {
            key: EventKey(format!("own/{}/echo", stood.at)),
            room: stood.room.clone(),
            sender: Sender {
                person: native::person(account),
                name: Name::default(),
                kind: SenderKind::Own,
                private: matches!(native::place(&stood.room), native::Place::Private(_)),
            },
            at: Timestamp(stood.at),
            vanishes: None,
            kind: EventKind::Echo {
                msg: native::message(&stood.room, &Author::Own, stood.at),
                sent_as: Some(stood.key.clone()),
            },
        }
    }

    /// Tells which groups the bot came into or left; takes up an invitation by somebody who may.
    async fn look_at_groups(&mut self, changed: Option<Changed>) -> Result<(), End> {
        let Live { rpc, account, .. } = self.live.clone();
        let mut there = rpc.groups(&account).await.map_err(away)?;
        let own = self.reader.own.clone();
        let mut accepted = false;
        let mut left = groups::still_invited(&self.left_alone, &there, &own);
        for group in there.iter().filter(|it| groups::is_invited(it, &own)) {
            let by = changed.as_ref().filter(|it| it.group == group.id);
            let inviters = &self.session.settings.inviters;
            let anybody = inviters.iter().any(|it| it == "*");
            let may = anybody || by.is_some_and(|by| inviters.contains(&by.by));
            // Who was asked in by somebody else hears of what others change in the group too: that is no invitation.
            if anybody || (may && !left.contains(&group.id)) {
                match rpc.accept(&account, &group.id).await {
                    Ok(()) => accepted = true,
                    Err(error) => {
                        tracing::warn!(%error, "an invitation to a Signal group could not be taken up; ask them to invite the bot again");
                    }
                }
            } else if by.is_some() && left.insert(group.id.clone()) {
                tracing::info!(
                    "an invitation to a Signal group is left alone: it is not by an organizer or one of signal.inviters; one of them can take it back there and invite the bot anew"
                );
            }
        }
        if left != self.left_alone {
            self.session.records.keep_left_alone(&left).await?;
            self.left_alone = left;
        }
        if accepted {
            there = rpc.groups(&account).await.map_err(away)?;
        }
        let now = self.session.host.clock.now();
        let (events, next) = groups::changes(&self.groups, &there, &own, now);
        if !events.is_empty() {
            self.session.commit(events).await?;
            self.session.records.keep_groups(&next).await?;
            self.groups = next;
            self.shown.set_groups(&self.groups);
        }
        Ok(())
    }

    /// A bot's account has nobody to write to privately: whoever does is a person who linked their own.
    fn somebody_wrote(&mut self, messages: u32) -> Result<(), End> {
        *self.session.personal += messages;
        if *self.session.personal < PERSONAL {
            tracing::warn!(
                "somebody writes privately with the bot's Signal account, from another device; the account should be the bot's alone"
            );
            return Ok(());
        }
        Err(End::Fatal(Fatal {
            what: "The linked Signal account is a person's own: private messages are written with it from another device"
                .to_owned(),
            remedy: "Give the bot a number of its own, unlink this device in that phone's settings, and run `wegotus link signal`"
                .to_owned(),
        }))
    }

    fn seems_away(&mut self) {
        self.away = true;
        self.session.state.degraded(
            "signal-cli does not reach Signal; what is written meanwhile waits there, and what the bot has to say waits here",
        );
    }

    fn felt(&mut self, beat: Result<(), RpcError>) -> Result<(), End> {
        match beat {
            Ok(()) => {
                self.away = false;
                self.session.state.tell(BridgeState::Connected);
                Ok(())
            }
            Err(error) if error.is_unlinked() => Err(End::LoggedOut),
            Err(RpcError::Refused(refusal)) => {
                if refusal.reason() == Reason::Io {
                    self.seems_away();
                }
                Ok(())
            }
            Err(error) => Err(away(error)),
        }
    }

    fn next_pulse(&self) -> BoxFuture<'static, Result<(), RpcError>> {
        self.pulse_in(if self.away { PULSE_AWAY } else { PULSE })
    }

    fn pulse_in(&self, span: Duration) -> BoxFuture<'static, Result<(), RpcError>> {
        let Live { rpc, account, .. } = self.live.clone();
        let clock = self.session.host.clock.clone();
        Box::pin(async move {
            clock.sleep(span).await;
            rpc.pulse(&account).await
        })
    }
}

/// Says what could not be read, and what to do, without saying whose it was.
fn unreadable(kind: &str) {
    if kind.contains("UntrustedIdentity") {
        tracing::warn!(
            "a message on Signal was not read: its sender's safety number changed. See signal-cli's listIdentities, and trust the new one if it is theirs"
        );
    } else {
        tracing::warn!(%kind, "a message on Signal could not be read; signal-cli asks its sender's phone for it again by itself");
    }
}

fn away(error: RpcError) -> End {
    if error.is_unlinked() {
        End::LoggedOut
    } else {
        End::Away(error.to_string())
    }
}

fn cut(cut: Cut) -> End {
    match cut {
        Cut::NoAccount => End::LoggedOut,
        cut => End::Away(cut.to_string()),
    }
}
