//! One network's ordered writer: decides, commits, answers; one thing after the other.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use wegotus_chat::{
    EffectKey, Event, EventKind, MessageRef, Name, NotCommitted, PersonRef, RoomRef, Timestamp,
};

use super::Cabinet;
use super::hearing::{Hearing, Understood};
use super::in_flight::InFlight;
use super::network::{Ask, Known, Setup, Standing};
use super::plan::Plan;
use super::shredding::Shredding;
use crate::board::{
    Act, Board, Content, ContentId, Effect, EffectId, Heard, Input, Keep, OrganizersFrom, PersonId,
    Receipt, RoomId, Said, Saying, Step, To, Undelivered, Way, next_due, step,
};
use crate::failpoint;
use crate::parser::{Account, Command, Verb};
use crate::tracker::{self, Cause, Entry, NetworkId, SeenKey, Seq, Snapshot, StoreError};

/// A name as people might write it.
fn plain(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_start_matches('@').to_owned()
}

/// Whether there is nothing to be said of something but that it means nothing: it may be about what comes later.
fn is_lost_on_us(decided: &Step) -> bool {
    let means_nothing = |it: &Effect| matches!(&it.act, Act::Say { saying, .. } if matches!(saying, Saying::NoSuchPost { .. }));
    decided.effects.iter().all(means_nothing)
}

/// How many requests are decided and committed together at most.
const GROUP: usize = 256;
/// After how many entries the board is written whole and the journal before it dropped.
const SNAPSHOT_EVERY: u64 = 2_000;
/// How long the writer waits before it reads the store again; longer each time.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Decides everything of one network.
pub(super) struct Writer {
    pub(super) setup: Setup,
    pub(super) hearing: Hearing,
    known: Arc<RwLock<Known>>,
    wake: mpsc::UnboundedSender<(NetworkId, To)>,
    standing: watch::Sender<Standing>,
    pub(super) board: Board,
    pub(super) seq: Seq,
    /// The journal is in the snapshot up to here.
    folded: Seq,
    in_flight: InFlight,
    shredding: Shredding,
    /// Rooms in which nobody has spoken since their last digest, as far as is known since the start.
    silent: BTreeSet<RoomId>,
    /// Rooms whose card is known to be on disk.
    carded: HashSet<RoomId>,
}

/// What one group of requests comes to, before it is on disk.
#[derive(Default)]
pub(super) struct Draft {
    entries: Vec<Entry>,
    /// What the vault will hold, over what it holds now.
    pub(super) overlay: HashMap<ContentId, Option<Vec<u8>>>,
    waiting: Vec<oneshot::Sender<Result<(), NotCommitted>>>,
    told: Vec<oneshot::Sender<()>>,
}

impl Draft {
    /// Whether an event of this key is in it.
    fn counts(&self, key: SeenKey) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| entry.cause == Cause::Event(key))
    }
}

impl Writer {
    /// A writer with the board as it is on disk.
    pub async fn restored(
        setup: Setup,
        known: Arc<RwLock<Known>>,
        wake: mpsc::UnboundedSender<(NetworkId, To)>,
        standing: watch::Sender<Standing>,
    ) -> Result<Self, StoreError> {
        let now = setup.clock.now();
        let hearing = Hearing::new(setup.ids.clone(), setup.zone.clone(), setup.lexicon.clone());
        let mut writer = Self {
            setup,
            hearing,
            known,
            wake,
            standing,
            board: Board::default(),
            seq: Seq::default(),
            folded: Seq::default(),
            in_flight: InFlight::default(),
            shredding: Shredding::begun(false, now),
            silent: BTreeSet::new(),
            carded: HashSet::new(),
        };
        writer.restore().await?;
        writer.shredding = Shredding::begun(writer.seq != Seq::default(), now);
        Ok(writer)
    }

    /// Answers until asked to close.
    pub async fn run(mut self, mut asked: mpsc::Receiver<Ask>) {
        self.card_organizers().await;
        if self.setup.burnt {
            self.begin_anew().await;
        }
        self.announce();
        loop {
            let dues = next_due(&self.board)
                .into_iter()
                .chain(self.shredding.due());
            let due = dues.min();
            let clock = self.setup.clock.clone();
            let timer = async move {
                match due {
                    Some(at) => clock.sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let first = tokio::select! {
                biased;
                ask = asked.recv() => ask,
                () = timer => {
                    let (done, _) = oneshot::channel();
                    Some(Ask::Tick(done))
                }
            };
            let Some(first) = first else { return };
            let mut group = vec![first];
            while group.len() < GROUP
                && let Ok(more) = asked.try_recv()
            {
                group.push(more);
            }
            if self.group(group).await.is_break() {
                return;
            }
        }
    }

    /// Keeps where organizers are reached, also of those who never wrote; by what their account is called, until
    /// they do.
    async fn card_organizers(&mut self) {
        let keeps = self.cards(&self.setup.organizers).await;
        let decided = Step {
            keeps,
            ..Step::default()
        };
        let mut draft = Draft::default();
        let now = self.setup.clock.now();
        let cause = Cause::Operator(format!("organizers/{}", self.seq.0));
        self.decide(&mut draft, decided, cause, Vec::new(), now)
            .await;
        self.commit(draft).await;
    }

    /// What was erased does not start by itself again.
    async fn begin_anew(&mut self) {
        let now = self.setup.clock.now();
        let mut draft = Draft::default();
        let begun = step(&self.board, Input::BegunAnew, now, &self.setup.policy);
        let cause = Cause::Operator(format!("burnt/{}", self.seq.0));
        self.decide(&mut draft, begun, cause, Vec::new(), now).await;
        self.commit(draft).await;
    }

    /// The cards of those among these accounts who have none yet.
    async fn cards(&self, accounts: &[PersonRef]) -> Vec<Keep> {
        let mut keeps = Vec::new();
        for account in accounts {
            let id = ContentId::Person(self.setup.ids.person(account));
            if self.kept(id).await.is_none() {
                let called = account.native.trim_start_matches('@');
                let called = called.split_once(':').map_or(called, |(name, _)| name);
                let (account, name) = (account.clone(), Name::from(called));
                keeps.push(Keep::Put(id, Content::Person { account, name }));
            }
        }
        keeps
    }

    /// Decides everything in a group, commits it at once, then answers.
    async fn group(&mut self, group: Vec<Ask>) -> std::ops::ControlFlow<()> {
        let now = self.setup.clock.now();
        let mut draft = Draft::default();
        let mut later = Vec::new();
        for ask in group {
            match ask {
                Ask::Events(events, done) => {
                    if let Err(error) = self.hear(&mut draft, events, now).await {
                        drop(done.send(Err(error)));
                    } else {
                        draft.waiting.push(done);
                    }
                }
                Ask::Join {
                    room,
                    name,
                    asked,
                    done,
                } => {
                    self.joined(&mut draft, &room, name, asked, now).await;
                    draft.waiting.push(done);
                }
                Ask::Decide {
                    input,
                    cards,
                    key,
                    done,
                } => match self.decide_once(&mut draft, input, cards, key, now).await {
                    Ok(()) => draft.waiting.push(done),
                    Err(error) => drop(done.send(Err(error))),
                },
                Ask::Receipt {
                    effect,
                    outcome,
                    done,
                } => {
                    self.received(&mut draft, effect, outcome, now).await;
                    draft.waiting.push(done);
                }
                Ask::Tick(done) => draft.told.push(done),
                Ask::Next { .. } | Ask::Look(_) | Ask::Close(_) => later.push(ask),
            }
        }
        // Under load the timer's turn may never come: what is due is looked at with every group.
        self.tick(&mut draft, now).await;
        if self.board.has_fresh() {
            let spread = step(&self.board, Input::Spread, now, &self.setup.policy);
            let cause = Cause::Timer(format!(
                "spread/{}",
                self.seq.0 + draft.entries.len() as u64
            ));
            self.decide(&mut draft, spread, cause, Vec::new(), now)
                .await;
        }
        self.sweep(&mut draft, now).await;
        self.commit(draft).await;
        for ask in later {
            match ask {
                Ask::Next { to, plan } => drop(plan.send(self.next(to))),
                Ask::Look(look) => look(&self.board),
                Ask::Close(done) => {
                    self.snapshot().await;
                    let _gone = done.send(());
                    return std::ops::ControlFlow::Break(());
                }
                _ => {}
            }
        }
        std::ops::ControlFlow::Continue(())
    }

    async fn hear(
        &mut self,
        draft: &mut Draft,
        events: Vec<Event>,
        now: Timestamp,
    ) -> Result<(), NotCommitted> {
        let key = |event: &Event| self.setup.ids.0.seen(event.room.platform, &event.key);
        let keys: Vec<_> = events.iter().map(key).collect();
        let seen = self.seen(&keys).await?;
        for ((event, key), seen) in events.iter().zip(keys).zip(seen) {
            if seen || draft.counts(key) {
                continue;
            }
            if let EventKind::Echo { msg, sent_as } = &event.kind {
                if let Some(effect) = sent_as.as_ref().and_then(|key| self.in_flight.get(key)) {
                    self.received(draft, effect, Ok(msg.clone()), now).await;
                }
                continue;
            }
            if matches!(event.kind, EventKind::Message { .. }) {
                self.silent.remove(&self.setup.ids.room(&event.room));
            }
            let (mut decided, keeps) = self.meaning(event, now).await;
            if is_lost_on_us(&decided)
                && let Some(input) = self.ahead(draft, event, now).await
            {
                let waits = step(&self.board, input, now, &self.setup.policy);
                decided = if waits.is_empty() { decided } else { waits };
            }
            self.decide(draft, decided, Cause::Event(key), keeps, now)
                .await;
            let id = |msg| self.setup.ids.message(msg);
            let heard = match &event.kind {
                EventKind::Message { msg, .. } => Some(id(msg)),
                // Of what cannot be read an edit may be all that is known.
                EventKind::Edited { msg, .. } => {
                    Some(id(msg)).filter(|msg| self.board.has_heard_of(*msg))
                }
                _ => None,
            };
            if let Some(msg) = heard {
                self.hear_early(draft, msg, now).await;
            }
        }
        Ok(())
    }

    /// What an event comes to, with what the vault has to keep if it comes to anything.
    pub(super) async fn meaning(&mut self, event: &Event, now: Timestamp) -> (Step, Vec<Keep>) {
        let (decided, mut keeps) = match self.hearing.understand(&self.board, event, now) {
            None => (Step::default(), Vec::new()),
            Some(Understood { mut input, keeps }) => {
                self.name_people(&mut input).await;
                self.name_account(&mut input).await;
                if let Input::Heard(heard) = &mut input {
                    self.choose_by_name(heard).await;
                }
                (step(&self.board, input, now, &self.setup.policy), keeps)
            }
        };
        if let EventKind::Admins { people } = &event.kind
            && self.setup.policy.organizers_from == OrganizersFrom::RoomAdmins
        {
            keeps.extend(self.cards(people).await);
        }
        (decided, keeps)
    }

    /// Finds whom an organizer means by a name: those who go by exactly that, else those whose names begin so.
    async fn name_people(&self, input: &mut Input) {
        let Input::Heard(heard) = input else { return };
        if !self.board.organizes(heard.who, &self.setup.policy) {
            return;
        }
        let Said::Message { reading, .. } = &mut heard.what else {
            return;
        };
        let Some(Command::Organize(told)) = &mut reading.command else {
            return;
        };
        let Some(wanted) = told.name.as_ref().map(|name| plain(name.as_str())) else {
            return;
        };
        told.people = self.people_called(&wanted).await;
        if told.people.is_empty() && told.verb == Verb::Assign {
            // "to Ben", "Ben ko"
            let edges = [
                wanted.split_once(' ').map(|(_, name)| name),
                wanted.rsplit_once(' ').map(|(name, _)| name),
            ];
            for name in edges.into_iter().flatten() {
                told.people.extend(self.people_called(name).await);
            }
        }
    }

    /// Finds which of their own accounts somebody means by a network's name or by what the account is called.
    async fn name_account(&self, input: &mut Input) {
        let Input::Heard(heard) = input else { return };
        let Said::Message { reading, .. } = &mut heard.what else {
            return;
        };
        let Some(Command::Unlink {
            which: Some(Account::Named { name, found }),
        }) = &mut reading.command
        else {
            return;
        };
        let wanted = plain(name.as_str());
        let person = self.board.who(heard.who);
        let accounts = self.board.accounts_of(person).chain([person]);
        let mut called = Vec::new();
        for id in accounts.collect::<Vec<_>>() {
            let Ok(Some((account, name))) = self.setup.cabinet.person(id).await else {
                continue;
            };
            let names = [
                account.platform.as_str().into(),
                plain(&account.native),
                plain(name.as_str()),
            ];
            if names.contains(&wanted) {
                called.push(id);
            }
        }
        *found = match called[..] {
            [only] => Some(only),
            _ => None,
        };
    }

    /// Those who go by exactly this name, else those whose names begin so.
    async fn people_called(&self, wanted: &str) -> Vec<PersonId> {
        let (mut exact, mut begin) = (Vec::new(), Vec::new());
        for person in self.board.people() {
            let address = self.board.address(person);
            let Ok(Some((account, name))) = self.setup.cabinet.person(address).await else {
                continue;
            };
            let (account, name) = (plain(&account.native), plain(name.as_str()));
            if name == wanted || account == wanted {
                exact.push(person);
            } else if name.starts_with(wanted) {
                begin.push(person);
            }
        }
        if exact.is_empty() { begin } else { exact }
    }

    /// Whose words wait for an address may answer with a name: that is as good as its number.
    async fn choose_by_name(&self, heard: &mut Heard) {
        let Some(waits) = self.board.unaddressed(heard.who) else {
            return;
        };
        let Said::Message { reading, text, .. } = &mut heard.what else {
            return;
        };
        if heard.way != Way::Private || reading.command.is_some() {
            return;
        }
        let mut names = Vec::new();
        for id in &waits.choices {
            // Only an author was told names.
            let handoff = self.board.handoff(*id);
            let other = handoff.filter(|it| it.author == heard.who);
            let card = match other {
                Some(handoff) => {
                    let account = self.board.address(handoff.claimant);
                    self.setup.cabinet.person(account).await
                }
                None => Ok(None),
            };
            names.push(card.ok().flatten().map(|(_, name)| name));
        }
        if let Some(nth) = super::naming::named(text.as_str(), &names)
            && let Ok(number) = u8::try_from(nth + 1)
        {
            reading.command = Some(Command::Choice { post: None, number });
        }
    }

    /// Decides on something that counts as `key`, unless that counted before.
    async fn decide_once(
        &mut self,
        draft: &mut Draft,
        input: Input,
        cards: Vec<Keep>,
        key: SeenKey,
        now: Timestamp,
    ) -> Result<(), NotCommitted> {
        if draft.counts(key) || self.seen(&[key]).await?.contains(&true) {
            return Ok(());
        }
        let decided = step(&self.board, input, now, &self.setup.policy);
        self.decide(draft, decided, Cause::Event(key), cards, now)
            .await;
        Ok(())
    }

    async fn seen(&self, keys: &[SeenKey]) -> Result<Vec<bool>, NotCommitted> {
        let seen = self.setup.journal.seen(&self.setup.id, keys).await;
        seen.map_err(|error| NotCommitted {
            reason: error.to_string(),
        })
    }

    async fn joined(
        &mut self,
        draft: &mut Draft,
        room: &RoomRef,
        name: Option<Name>,
        asked: Option<MessageRef>,
        now: Timestamp,
    ) {
        let id = self.setup.ids.room(room);
        let mut keeps = Vec::new();
        let known = self.kept(ContentId::Room(id)).await;
        let known = known.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let news = match known {
            Some(Content::Room { name: known, .. }) => name.is_some() && known != name,
            _ => true,
        };
        if news {
            keeps.push(self.hearing.room(room, name));
        }
        let asked = asked.map(|msg| {
            let id = self.setup.ids.message(&msg);
            keeps.push(Keep::Put(ContentId::Message(id), Content::Message(msg)));
            id
        });
        let input = Input::RoomJoined {
            room: id,
            language: None,
            asked,
        };
        let mut decided = step(&self.board, input, now, &self.setup.policy);
        decided.keeps.append(&mut keeps);
        let cause = Cause::Operator(format!("join/{id}/{}", self.seq.0));
        self.decide(draft, decided, cause, Vec::new(), now).await;
    }

    async fn received(
        &mut self,
        draft: &mut Draft,
        effect: EffectId,
        outcome: Result<MessageRef, Undelivered>,
        now: Timestamp,
    ) {
        let mut keeps = Vec::new();
        let outcome = outcome.map(|msg| {
            let id = self.setup.ids.message(&msg);
            keeps.push(Keep::Put(ContentId::Message(id), Content::Message(msg)));
            Some(id)
        });
        if let (EffectId::Say(number), Ok(_)) = (effect, &outcome)
            && let Some(room) = self.board.digest_room(number)
        {
            self.silent.insert(room);
        }
        let input = Input::Receipt(Receipt { effect, outcome });
        let decided = step(&self.board, input, now, &self.setup.policy);
        // What may have been sent may still come back as an echo.
        if outcome != Err(Undelivered::MaybeSent) {
            self.in_flight.remove(&self.wire(effect));
        }
        self.decide(
            draft,
            decided,
            Cause::Receipt(effect.to_string()),
            keeps,
            now,
        )
        .await;
        // Where a network shows nobody what they sent themselves, somebody may answer before the receipt is there.
        if let Ok(Some(msg)) = outcome {
            self.hear_early(draft, msg, now).await;
        }
    }

    async fn tick(&mut self, draft: &mut Draft, now: Timestamp) {
        if next_due(&self.board).is_none_or(|at| at > now) {
            return;
        }
        if self.board.digest_at().is_some_and(|at| at <= now) {
            let silent = self.silent.clone();
            let digest = step(
                &self.board,
                Input::Digest { silent },
                now,
                &self.setup.policy,
            );
            let cause = Cause::Timer(format!("digest/{}", now.0));
            self.decide(draft, digest, cause, Vec::new(), now).await;
        }
        let decided = step(&self.board, Input::Tick, now, &self.setup.policy);
        self.decide(
            draft,
            decided,
            Cause::Timer(format!("tick/{}", now.0)),
            Vec::new(),
            now,
        )
        .await;
    }

    /// Lets go of what nothing needs any more. Letting go of one thing may free another.
    async fn sweep(&mut self, draft: &mut Draft, now: Timestamp) {
        while self.board.has_loose() {
            let swept = step(&self.board, Input::Sweep, now, &self.setup.policy);
            let cause = Cause::Timer(format!("sweep/{}", self.seq.0 + draft.entries.len() as u64));
            self.decide(draft, swept, cause, Vec::new(), now).await;
        }
    }

    /// Folds a step into the board and drafts its entry. `cards` are kept only if anything came of it.
    pub(super) async fn decide(
        &mut self,
        draft: &mut Draft,
        decided: Step,
        cause: Cause,
        cards: Vec<Keep>,
        at: Timestamp,
    ) {
        let nothing = decided.is_empty();
        if nothing && decided.keeps.is_empty() && !matches!(cause, Cause::Event(_)) {
            return;
        }
        self.board.fold(&decided);
        self.shredding.note(&decided);
        let mut keeps = if nothing { Vec::new() } else { cards };
        keeps.retain(|keep| self.is_held(keep));
        let keeps = self
            .keeps(
                draft,
                keeps.into_iter().chain(decided.keeps.iter().cloned()),
            )
            .await;
        // What a step holds is ids, numbers and enums: writing it as JSON cannot fail.
        let payload = if nothing {
            Vec::new()
        } else {
            serde_json::to_vec(&decided).unwrap_or_default()
        };
        draft.entries.push(Entry {
            at,
            cause,
            payload,
            keeps,
        });
    }

    /// Whether the board holds what a card is of: nothing else is kept.
    fn is_held(&self, card: &Keep) -> bool {
        match card {
            Keep::Put(ContentId::Message(msg), _) => self.board.keeps_message(*msg),
            Keep::Put(ContentId::Person(person), _) => self.board.knows(*person),
            Keep::Put(..) | Keep::Move { .. } | Keep::Erase(_) => true,
        }
    }

    /// What the vault keeps under an id. Where the store cannot be read now, everything waits until it can:
    /// what is decided on half of what is known would be wrong for good. What is damaged reads as gone, for
    /// one bad page must not silence a network.
    pub(super) async fn kept(&self, id: ContentId) -> Option<Vec<u8>> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.setup.cabinet.raw(id).await {
                Ok(value) => return value,
                Err(StoreError::Damaged(_)) => return None,
                Err(_passing) => self.setup.clock.sleep(pause).await,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn keeps(
        &mut self,
        draft: &mut Draft,
        keeps: impl Iterator<Item = Keep>,
    ) -> Vec<tracker::Keep> {
        let mut all = Vec::new();
        for keep in keeps {
            let (id, value) = match keep {
                Keep::Put(id, Content::Room { room, name: None }) => {
                    let ContentId::Room(room_id) = id else {
                        continue;
                    };
                    if draft.overlay.contains_key(&id) || self.has_card(room_id).await {
                        continue;
                    }
                    (
                        id,
                        serde_json::to_vec(&Content::Room { room, name: None }).ok(),
                    )
                }
                Keep::Put(id, content) => (id, serde_json::to_vec(&content).ok()),
                Keep::Erase(id) => (id, None),
                Keep::Move { from, to } => {
                    let value = match draft.overlay.get(&from) {
                        Some(value) => value.clone(),
                        None => self.kept(from).await,
                    };
                    draft.overlay.insert(from, None);
                    all.push(Cabinet::keep(from, None));
                    (to, value)
                }
            };
            draft.overlay.insert(id, value.clone());
            all.push(Cabinet::keep(id, value));
        }
        all
    }

    /// Whether the vault has a room's card. Rooms have one for good, so it is looked for once.
    async fn has_card(&mut self, room: RoomId) -> bool {
        if self.carded.contains(&room) {
            return true;
        }
        let there = self.kept(ContentId::Room(room)).await.is_some();
        if there {
            self.carded.insert(room);
        }
        there
    }

    /// Puts a draft on disk and answers everyone who waits; takes the board back to what is on disk where
    /// that fails.
    async fn commit(&mut self, draft: Draft) {
        let Draft {
            entries,
            waiting,
            told,
            ..
        } = draft;
        let changes = !entries.is_empty();
        let mut outcome = Ok(());
        if changes {
            failpoint::hit("engine.received");
            match self
                .setup
                .journal
                .append(&self.setup.id, self.seq, entries)
                .await
            {
                Ok(seq) => self.seq = seq,
                Err(error) => {
                    tracing::error!(network = %self.setup.id, %error, "nothing is lost: it is tried again");
                    outcome = Err(NotCommitted {
                        reason: error.to_string(),
                    });
                    self.take_back().await;
                }
            }
            failpoint::hit("engine.committed");
        }
        // Somebody only looking is no news. Whoever is answered may go by what the network has now.
        if changes {
            self.announce();
        }
        for waiter in waiting {
            drop(waiter.send(outcome.clone()));
        }
        for waiter in told {
            let _gone = waiter.send(());
        }
        if self.seq.0.saturating_sub(self.folded.0) >= SNAPSHOT_EVERY {
            self.snapshot().await;
        }
        self.shred().await;
    }

    /// Makes what was erased unreadable, where it is time: the journal is folded, for its entries still tell of it,
    /// then the store is written anew.
    async fn shred(&mut self) {
        let now = self.setup.clock.now();
        if self.shredding.due().is_none_or(|at| at > now) {
            return;
        }
        self.snapshot().await;
        let shredded = self.setup.cabinet.shred().await;
        if let Err(error) = &shredded {
            tracing::warn!(network = %self.setup.id, %error, "what was erased is still on disk, sealed; it is tried again within the hour");
        }
        self.shredding.done(shredded.is_ok(), now);
    }

    async fn take_back(&mut self) {
        while let Err(error) = self.restore().await {
            tracing::error!(network = %self.setup.id, %error, "the board cannot be read back; trying again");
            self.setup.clock.sleep(Duration::from_secs(1)).await;
        }
    }

    /// Reads the board back from snapshot and journal.
    async fn restore(&mut self) -> Result<(), StoreError> {
        let damaged = |what: serde_json::Error| {
            StoreError::Damaged(format!(
                "the journal holds what this version cannot read ({what}); use the version that wrote it"
            ))
        };
        let (mut board, mut seq) = (Board::default(), Seq::default());
        if let Some(snapshot) = self.setup.journal.load_snapshot(&self.setup.id).await? {
            board = serde_json::from_slice(&snapshot.bytes).map_err(damaged)?;
            board.reindex();
            seq = snapshot.at;
        }
        self.folded = seq;
        loop {
            let entries = self.setup.journal.read(&self.setup.id, seq).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else {
                break;
            };
            for entry in entries {
                board.fold(&serde_json::from_slice(&entry.payload).map_err(damaged)?);
            }
            seq = last;
        }
        self.in_flight = InFlight::restored(&board, |effect| self.wire(effect));
        (self.board, self.seq) = (board, seq);
        Ok(())
    }

    async fn snapshot(&mut self) {
        if self.seq == self.folded {
            return;
        }
        let Ok(bytes) = serde_json::to_vec(&self.board) else {
            return;
        };
        let snapshot = Snapshot {
            at: self.seq,
            bytes,
        };
        match self
            .setup
            .journal
            .save_snapshot(&self.setup.id, snapshot)
            .await
        {
            Ok(()) => self.folded = self.seq,
            Err(error) => {
                tracing::warn!(network = %self.setup.id, %error, "no snapshot; the journal stays whole");
            }
        }
        if let Err(error) = self
            .setup
            .journal
            .expire_seen(&self.setup.id, self.setup.clock.now())
            .await
        {
            tracing::warn!(network = %self.setup.id, %error, "old seen-keys stay for now");
        }
    }

    /// Tells the router whom the network knows, and the outbox where something waits.
    fn announce(&mut self) {
        {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            *known = self.board.rooms().map(|(room, _)| room).collect();
        }
        for to in self.board.destinations() {
            let _stopping = self.wake.send((self.setup.id.clone(), to));
        }
        let unsent = self.board.unsent_count();
        let to_burn = self.board.burn_confirmed().is_some();
        self.standing.send_modify(|standing| {
            standing.commits += 1;
            standing.unsent = unsent;
            standing.to_burn = to_burn;
        });
    }

    fn next(&mut self, to: To) -> Option<Plan> {
        let effect = self.board.next_unsent(to)?;
        let key = self.wire(effect);
        self.in_flight.add(key, effect, &self.board);
        Some(Plan::of(&self.board, effect, to))
    }

    fn wire(&self, effect: EffectId) -> EffectKey {
        EffectKey(self.setup.ids.0.wire(&effect.to_string()))
    }
}
