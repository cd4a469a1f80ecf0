//! Facts and effects, folded into the board.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use wegotus_chat::Timestamp;

use super::due::Due;
use super::erasing::Loose;
use super::letters::Told;
use super::{
    Act, AskAgain, Board, CareFact, Claim, Doubt, Effect, EffectId, Fact, Handoff, Index, MsgId,
    Notice, PersonId, Post, PostNo, Rank, Room, State, Step, Topic, Undelivered, Visitor,
};

use crate::parser::Urgency;

const DAY: Duration = Duration::from_secs(24 * 3600);

impl Board {
    /// Folds everything a step decided.
    pub fn fold(&mut self, step: &Step) {
        step.facts.iter().for_each(|fact| self.apply(fact));
        step.effects.iter().for_each(|effect| self.queue(effect));
    }

    /// Folds one effect: it waits for its receipt.
    pub fn queue(&mut self, effect: &Effect) {
        self.effects = self.effects.max(effect.number.saturating_add(1));
        let waits = (effect.rank(), EffectId::Say(effect.number));
        self.index.wait(effect.to, waits);
        self.pending.insert(effect.number, effect.clone());
    }

    /// Folds one fact. A fact about something that is not there changes nothing.
    pub fn apply(&mut self, fact: &Fact) {
        if let Fact::Claimed { person, at, .. } = fact {
            self.promised(*person, *at);
        }
        match fact {
            Fact::RoomJoined { room, language } => {
                self.rooms.entry(*room).or_default().language = *language;
            }
            Fact::RoomLeft { room } => {
                self.rooms.remove(room);
                self.set_admins(*room, BTreeSet::new());
            }
            Fact::RoomSpeaks {
                room,
                language,
                chosen,
            } => {
                if let Some(room) = self.rooms.get_mut(room) {
                    let place = if *chosen {
                        &mut room.tongue.chosen
                    } else {
                        &mut room.tongue.learned
                    };
                    *place = Some(*language);
                }
            }
            Fact::PersonSpeaks {
                person,
                language,
                chosen,
            } => {
                let tongue = &mut self.people.entry(*person).or_default().tongue;
                let place = if *chosen {
                    &mut tongue.chosen
                } else {
                    &mut tongue.learned
                };
                *place = Some(*language);
            }
            Fact::Met {
                person,
                room,
                private,
            } => {
                let known = self.people.entry(*person).or_default();
                if !private {
                    known.room = Some(*room);
                }
                // Nothing may have come of what they did: then they are let go of at once.
                if !self.needs(*person) {
                    self.loosen(*person);
                }
            }
            Fact::Doubted {
                msg,
                source,
                shape,
                until,
            } => {
                self.close_doubt(*msg);
                self.index.dues.insert((*until, Due::Doubt(*msg)));
                self.doubts.insert(
                    *msg,
                    Doubt {
                        source: *source,
                        shape: *shape,
                        until: *until,
                    },
                );
            }
            Fact::Early(fact) => self.take_early(*fact),
            Fact::Corrected { phrase } => {
                let times = self.corrections.entry(*phrase).or_default();
                *times = times.saturating_add(1);
            }
            Fact::Claims(fact) => self.apply_to_claim(fact),
            Fact::Round(fact) => self.apply_to_round(fact),
            Fact::Letters(fact) => self.apply_to_letters(fact),
            Fact::Links(fact) => self.apply_to_links(fact),
            Fact::DoubtClosed { msg } => self.close_doubt(*msg),
            Fact::Posted {
                no,
                shape,
                source,
                at,
                timing,
                held_until,
            } => {
                let post = Post {
                    shape: *shape,
                    source: *source,
                    made: *at,
                    timing: *timing,
                    state: held_until.map_or(State::Live, State::Held),
                    claims: Vec::new(),
                    backups: Vec::new(),
                    erase: None,
                    erased: false,
                    parts: 0,
                    again: AskAgain::No,
                    also: Vec::new(),
                    merged: None,
                    pairings: Vec::new(),
                    hidden: None,
                    held_for: None,
                    cleared: None,
                    caution: false,
                    home: None,
                    round: None,
                };
                if held_until.is_none() {
                    self.fresh.insert(*no);
                }
                if let Some(language) = shape.language {
                    self.hear(source, language);
                }
                self.note_topic(source.msg, Topic::Source(*no));
                self.index
                    .posts_of
                    .entry(source.author)
                    .or_default()
                    .push(*no);
                self.index_post(*no, &post);
                self.posts.put(*no, post);
            }
            Fact::Shown { no } => {
                self.fresh.insert(*no);
                self.change(*no, |post| post.state = State::Live);
            }
            Fact::Spread { posts } => posts.iter().for_each(|no| {
                self.fresh.remove(no);
            }),
            Fact::Revised { no, shape, nudge } => self.change(*no, |post| {
                post.shape = *shape;
                post.timing.nudge = *nudge;
            }),
            Fact::SourceAdded { no, source } => {
                self.note_topic(source.msg, Topic::Source(*no));
                self.change_unseen(*no, |post| post.also.push(*source));
            }
            Fact::SourceGone { no, msg } => {
                self.drop_topic(*msg);
                self.loose.messages.insert(*msg);
                self.change_unseen(*no, |post| post.drop_source(*msg));
            }
            Fact::Paired { one, other, how } => self.pair(*one, *other, *how),
            Fact::PairingSaid { no, with, word } => self.set_word(*no, *with, *word),
            Fact::Merged { no, into, at } => self.merge(*no, *into, *at),
            Fact::Claimed {
                no,
                person,
                count,
                at,
            } => self.change(*no, |post| {
                post.backups.retain(|backup| backup != person);
                match post.claims.iter_mut().find(|it| it.person == *person) {
                    Some(held) => {
                        held.count = held.count.saturating_add(*count);
                        held.seen = Some(*at);
                    }
                    None => post.claims.push(Claim::made(*person, *count, *at)),
                }
            }),
            Fact::BackedUp { no, person } => self.change(*no, |post| post.backups.push(*person)),
            Fact::BackupLeft { no, person } => {
                self.loosen(*person);
                self.change(*no, |post| {
                    post.backups.retain(|backup| backup != person);
                    post.left_be_by(*person);
                });
            }
            Fact::CheckIn {
                no,
                person,
                next,
                asked,
            } => self.change_unseen(*no, |post| {
                let claims = post.claims.iter_mut();
                for claim in claims.filter(|claim| claim.person == *person) {
                    (claim.check_in, claim.checked) = (*next, *asked);
                }
            }),
            Fact::Pressing { no, nudge } => self.change(*no, |post| {
                post.shape.urgency = Urgency::Urgent;
                post.timing.nudge = *nudge;
            }),
            Fact::Released { no, person, nudge } => {
                self.change(*no, |post| {
                    post.claims.retain(|claim| claim.person != *person);
                    if post.claims.is_empty() {
                        post.parts = 0;
                    }
                    post.timing.nudge = *nudge;
                });
                self.loosen(*person);
            }
            Fact::Fulfilled { no, person } => self.change(*no, |post| {
                let claims = post
                    .claims
                    .iter_mut()
                    .filter(|claim| claim.person == *person);
                claims.for_each(|claim| claim.done = true);
            }),
            Fact::Finished { no, at } => self.change(*no, |post| post.state = State::Done(*at)),
            Fact::Reopened { no, timing } => self.change(*no, |post| {
                post.state = State::Live;
                post.timing = *timing;
                post.erase = None;
                post.again = AskAgain::No;
                post.claims.iter_mut().for_each(|claim| claim.done = false);
            }),
            Fact::Withdrawn { no, at } => {
                self.change(*no, |post| post.state = State::Withdrawn(*at));
                self.take_notices_back(*no);
            }
            Fact::Vanished { no } => self.change_unseen(*no, |post| post.source.vanishes = None),
            Fact::Expired { no, at } => self.change(*no, |post| post.state = State::Expired(*at)),
            Fact::Extended { no, timing } => self.change_unseen(*no, |post| post.timing = *timing),
            Fact::Stays { no, until } => {
                self.change_unseen(*no, |post| post.timing.expires = *until);
            }
            Fact::ExpiryAsked { no } => self.change_unseen(*no, |post| post.timing.ask = None),
            Fact::Nudged { no, next } => self.change_unseen(*no, |post| post.timing.nudge = *next),
            Fact::Set { setting } => {
                self.settings.retain(|before| !setting.replaces(before));
                self.settings.push(setting.clone());
            }
            Fact::DigestDue { at } => {
                let due = |at: Timestamp| (at, Due::Digest);
                if let Some(before) = std::mem::replace(&mut self.digest_at, *at) {
                    self.index.dues.remove(&due(before));
                }
                self.index.dues.extend(at.map(due));
            }
            Fact::Digested {
                room,
                posts,
                more,
                said,
            } => {
                if let Some(room) = self.rooms.get_mut(room) {
                    let digest = room.digest.get_or_insert_default();
                    (digest.posts, digest.more) = (posts.clone(), *more);
                    digest.said = said.or(digest.said);
                }
            }
            Fact::Nights { person, on: true } => drop(self.nights.insert(*person)),
            Fact::Nights { person, on: false } => drop(self.nights.remove(person)),
            Fact::SpokeUp { room, at } => {
                if let Some(room) = self.rooms.get_mut(room) {
                    room.spoke_up.retain(|spoke| at.since(*spoke) < DAY);
                    room.spoke_up.push(*at);
                }
            }
            Fact::Noticed {
                notice,
                to,
                posts,
                answers,
            } => {
                for no in posts {
                    self.index.shown_in.entry(*no).or_default().insert(*notice);
                }
                self.notices_made = self.notices_made.max(notice.0);
                self.notices
                    .insert(*notice, Notice::new(*to, posts.clone(), *answers));
                self.recheck(*notice, None);
            }
            Fact::HandoffOpened {
                handoff,
                no,
                author,
                claimant,
            } => {
                for end in [author, claimant] {
                    self.index
                        .handoffs_of
                        .entry(*end)
                        .or_default()
                        .insert(*handoff);
                }
                self.handoffs_made = self.handoffs_made.max(handoff.0);
                let opened = Handoff {
                    no: *no,
                    author: *author,
                    claimant: *claimant,
                    ends: None,
                };
                self.handoffs.insert(*handoff, opened);
            }
            Fact::HandoffEnds { handoff, at } => {
                if let Some(open) = self.handoffs.get_mut(handoff) {
                    if let Some(before) = open.ends.replace(*at) {
                        self.index.dues.remove(&(before, Due::Handoff(*handoff)));
                    }
                    self.index.dues.insert((*at, Due::Handoff(*handoff)));
                }
            }
            Fact::HandoffClosed { handoff } => {
                self.close_letters(*handoff);
                if let Some(closed) = self.handoffs.remove(handoff) {
                    for end in [closed.author, closed.claimant] {
                        drop_from(&mut self.index.handoffs_of, &end, handoff);
                        self.loosen(end);
                    }
                    if let Some(at) = closed.ends {
                        self.index.dues.remove(&(at, Due::Handoff(*handoff)));
                    }
                }
            }
            Fact::Relayed { relay, from, to } => {
                self.relays = self.relays.max(relay.0.saturating_add(1));
                for end in [from, to] {
                    self.people.entry(*end).or_default().talked = true;
                }
            }
            Fact::About { msg, topic } => self.note_topic(*msg, topic.clone()),
            Fact::Asked { person, question } => self.asked(*person, *question),
            Fact::AskLater {
                person,
                waiting,
                at,
            } => self.ask_later(*person, waiting, *at),
            Fact::Approached { person, at } => {
                let known = self.people.entry(*person).or_default();
                known.approached.retain(|before| at.since(*before) < DAY);
                known.approached.push(*at);
            }
            Fact::Answered { person, question } => self.answered(*person, *question),
            Fact::Visited {
                person,
                visit,
                until,
            } => {
                self.end_visit(*person);
                self.index.dues.insert((*until, Due::Visit(*person)));
                let visitor = Visitor {
                    visit: visit.clone(),
                    until: *until,
                };
                self.visitors.insert(*person, visitor);
            }
            Fact::Care(fact) => self.take_care(fact),
            Fact::VisitOver { person } => {
                self.end_visit(*person);
                self.loosen(*person);
            }
            Fact::Kept { msg, of, until } => self.keep_message(*msg, *of, *until),
            Fact::MessageGone { msg } => self.drop_message(*msg),
            Fact::ErasureSet { no, at } => self.change_unseen(*no, |post| post.erase = Some(*at)),
            Fact::Erased { no, notices } => self.erase_post(*no, *notices),
            Fact::Detached { no, person } => self.detach(*no, *person),
            Fact::Unsaid { number } => drop(self.unqueue(*number)),
            Fact::ForgetAsked { person, until } => self.ask_forget(*person, Some(*until)),
            Fact::ForgetLapsed { person } => {
                self.ask_forget(*person, None);
                self.loosen(*person);
            }
            Fact::Forgotten { person } => self.forget(*person),
            Fact::Farewell { person, until } => self.farewell(*person, Some(*until)),
            Fact::FarewellOver { person } => self.farewell(*person, None),
            Fact::Swept => self.loose = Loose::default(),
            Fact::Faded { person } => self.fade(*person),
            Fact::Ignored { person } => {
                self.ignored.insert(*person);
            }
            Fact::Heeded { person } => {
                self.ignored.remove(person);
            }
            Fact::Organized(fact) => self.organized(fact),
            Fact::Safety(fact) => self.kept_safe(fact),
            Fact::Delivered { effect, msg, at } => self.delivered(*effect, *msg, *at),
            Fact::Undelivered { effect, why } => self.undelivered(*effect, *why),
        }
    }

    fn take_care(&mut self, fact: &CareFact) {
        if let CareFact::Shared { no } = fact {
            self.fresh.insert(*no);
        }
        if let CareFact::Shared { no } | CareFact::StaysHome { no } = fact {
            // Where it is found changes with it.
            let Some(post) = self.posts.take(*no) else {
                return self.care.apply(fact);
            };
            self.unindex_post(*no, &post);
            self.care.apply(fact);
            self.index_post(*no, &post);
            self.posts.put(*no, post);
            return;
        }
        if let CareFact::OrganizerSeen { .. } | CareFact::Unled = fact {
            let due = |board: &Self| board.care.missed_at().map(|at| (at, Due::Unled));
            if let Some(before) = due(self) {
                self.index.dues.remove(&before);
            }
            self.care.apply(fact);
            self.index.dues.extend(due(self));
            return;
        }
        let (CareFact::Talks { person, .. } | CareFact::TalkOver { person }) = fact else {
            return self.care.apply(fact);
        };
        if let Some(before) = self.talk(*person) {
            self.index.dues.remove(&(before.until, Due::Talk(*person)));
        }
        self.care.apply(fact);
        if let Some(talk) = self.talk(*person) {
            self.index.dues.insert((talk.until, Due::Talk(*person)));
        }
    }

    fn delivered(&mut self, effect: EffectId, msg: Option<MsgId>, at: Timestamp) {
        match effect {
            EffectId::Say(number) => {
                let Some(effect) = self.unqueue(number) else {
                    return;
                };
                if let Act::Say { saying, .. } = &effect.act {
                    self.letter_over(saying, msg.map(|msg| Told { msg, sent: at }));
                }
                if let (super::To::Room(room), Act::Say { saying, .. }) = (effect.to, &effect.act)
                    && matches!(saying, super::Saying::Digest { .. })
                    && let Some(digest) =
                        self.rooms.get_mut(&room).and_then(|it| it.digest.as_mut())
                {
                    digest.stands = msg.map(|msg| (msg, at));
                }
                let topic = match effect.act {
                    Act::Say { topic, .. } => topic,
                    Act::Doubt { .. } | Act::Edit { .. } | Act::TakeBack { .. } => None,
                };
                if topic.as_ref().is_some_and(|topic| *topic != Topic::Groups) {
                    self.told(effect.to, at);
                }
                if let (Some(msg), Some(topic)) = (msg, topic) {
                    self.note_topic(msg, topic);
                }
            }
            EffectId::Notice(id) => {
                self.change_notice(id, |notice| notice.stands(msg, at));
                if let Some(to) = self.notices.get(&id).map(|notice| notice.to) {
                    self.told(to, at);
                }
                if let Some(msg) = msg {
                    self.note_topic(msg, Topic::Notice(id));
                }
            }
            EffectId::Change(id, state) => {
                self.change_notice(id, |notice| notice.changed(state));
                self.drop_if_bare(id);
            }
        }
    }

    fn undelivered(&mut self, effect: EffectId, why: Undelivered) {
        if why == Undelivered::MaybeSent {
            self.maybe_sent = self.maybe_sent.saturating_add(1);
        }
        match effect {
            EffectId::Say(number) => {
                if let Some(Act::Say { saying, .. }) = self.unqueue(number).map(|it| it.act) {
                    self.letter_over(&saying, None);
                }
            }
            EffectId::Notice(id) => {
                self.change_notice(id, Notice::given_up);
                self.drop_if_bare(id);
            }
            EffectId::Change(id, state) => {
                self.change_notice(id, |notice| notice.changed(state));
                self.drop_if_bare(id);
            }
        }
    }

    /// The bot wrote to a place about something of this network.
    fn told(&mut self, to: super::To, at: Timestamp) {
        if let super::To::Person(person) = to
            && let Some(known) = self.people.get_mut(&self.who(person))
        {
            known.told = Some(at);
        }
    }

    pub(super) fn end_visit(&mut self, person: PersonId) {
        if let Some(visitor) = self.visitors.remove(&person) {
            self.index.dues.remove(&(visitor.until, Due::Visit(person)));
        }
    }

    fn close_doubt(&mut self, msg: MsgId) {
        if let Some(doubt) = self.doubts.remove(&msg) {
            self.index.dues.remove(&(doubt.until, Due::Doubt(msg)));
            self.loosen(doubt.source.author);
            self.loose.messages.insert(msg);
        }
    }

    /// Changes a post and wants its notices to show it.
    pub(super) fn change(&mut self, no: PostNo, how: impl FnOnce(&mut Post)) {
        self.change_unseen(no, how);
        let shown_in = self
            .index
            .shown_in
            .get(&no)
            .into_iter()
            .flatten()
            .copied()
            .collect::<Vec<_>>();
        for id in shown_in {
            self.change_notice(id, Notice::wants_change);
        }
    }

    /// Changes a post in a way that no notice shows.
    pub(super) fn change_unseen(&mut self, no: PostNo, how: impl FnOnce(&mut Post)) {
        if let Some(mut post) = self.posts.take(no) {
            self.unindex_post(no, &post);
            how(&mut post);
            if !post.is_live() {
                // What is over is taken over by nobody.
                post.claims.iter_mut().for_each(|claim| claim.over = None);
            }
            self.index_post(no, &post);
            self.posts.put(no, post);
        }
    }

    pub(super) fn unqueue(&mut self, number: u64) -> Option<Effect> {
        let effect = self.pending.remove(&number)?;
        let waited = (effect.rank(), EffectId::Say(number));
        self.index.done(effect.to, waited);
        self.reached(effect.to);
        Some(effect)
    }

    /// Brings the index up to date with a notice that was due `before`.
    pub(super) fn recheck(&mut self, id: super::NoticeId, before: Option<(Rank, EffectId)>) {
        let Some(to) = self.notices.get(&id).map(|notice| notice.to) else {
            return;
        };
        if let Some(before) = before {
            self.index.done(to, before);
        }
        if let Some(due) = self.due_to_notice(id) {
            self.index.wait(to, due);
        }
    }

    /// Changes a notice, and what is due to it with it.
    pub(super) fn change_notice(&mut self, id: super::NoticeId, how: impl FnOnce(&mut Notice)) {
        let before = self.due_to_notice(id);
        if let Some(notice) = self.notices.get_mut(&id) {
            how(notice);
        }
        self.recheck(id, before);
    }

    pub(super) fn index_post(&mut self, no: PostNo, post: &Post) {
        self.index.dues.extend(Due::of_post(no, post));
        for person in post.people() {
            self.index.tied.entry(person).or_default().insert(no);
        }
        if post.closed_at().is_some() && post.erase.is_none() && !post.erased {
            self.loose.posts.insert(no);
        }
        if post.is_live() {
            let homes = self.homes(no, post);
            self.index.shelves.put(no, post, homes.as_ref());
        }
        if matches!(post.state, State::Live | State::Held(_)) {
            self.index.live.insert(no);
        }
        if post.is_held() {
            self.index.held.insert(no);
        }
        if post.goes_on() {
            for person in post.stakeholders() {
                let stakes = self.index.stakes_of.entry(person).or_default();
                stakes.insert(no);
            }
        }
        if matches!(post.state, State::Live | State::Held(_)) {
            for claim in &post.claims {
                self.index
                    .claims_of
                    .entry(claim.person)
                    .or_default()
                    .insert(no);
            }
        }
    }

    pub(super) fn unindex_post(&mut self, no: PostNo, post: &Post) {
        for person in post.people() {
            drop_from(&mut self.index.tied, &person, &no);
        }
        for due in Due::of_post(no, post) {
            self.index.dues.remove(&due);
        }
        if post.is_live() {
            let homes = self.homes(no, post);
            self.index.shelves.take(no, post, homes.as_ref());
        }
        self.index.live.remove(&no);
        self.index.held.remove(&no);
        for person in post.stakeholders() {
            drop_from(&mut self.index.stakes_of, &person, &no);
        }
        for claim in &post.claims {
            drop_from(&mut self.index.claims_of, &claim.person, &no);
        }
    }

    /// Derives the index again, after the board was read from a snapshot.
    pub fn reindex(&mut self) {
        self.index = Index::default();
        let posts = std::mem::take(&mut self.posts);
        for (no, post) in posts.iter() {
            self.index_post(no, post);
            if !post.erased {
                self.index
                    .posts_of
                    .entry(post.source.author)
                    .or_default()
                    .push(no);
            }
        }
        self.posts = posts;
        self.reindex_kept();
        for (id, notice) in &self.notices {
            for no in &notice.posts {
                self.index.shown_in.entry(*no).or_default().insert(*id);
            }
        }
        for (number, effect) in &self.pending {
            let waits = (effect.rank(), EffectId::Say(*number));
            self.index.wait(effect.to, waits);
        }
        for id in self.notices.keys().copied().collect::<Vec<_>>() {
            self.recheck(id, None);
        }
        for (msg, doubt) in &self.doubts {
            self.index.dues.insert((doubt.until, Due::Doubt(*msg)));
        }
        for early in &self.early {
            let due = Due::Early(early.by, early.to);
            self.index.dues.insert((early.until, due));
        }
        let deeds = self.organizing_due();
        self.index.dues.extend(deeds.map(|at| (at, Due::Deeds)));
        self.reindex_letters();
        for (person, visitor) in &self.visitors {
            self.index.dues.insert((visitor.until, Due::Visit(*person)));
        }
        self.index
            .dues
            .extend(self.digest_at.map(|at| (at, Due::Digest)));
        for (person, known) in &self.people {
            let due = known.ask_at.map(|at| (at, Due::Ask(*person)));
            self.index.dues.extend(due);
        }
        let missed = self.care.missed_at().map(|at| (at, Due::Unled));
        self.index.dues.extend(missed);
        for (person, talk) in self.care.talks() {
            self.index.dues.insert((talk.until, Due::Talk(person)));
        }
        for (id, handoff) in &self.handoffs {
            for end in [handoff.author, handoff.claimant] {
                self.index.handoffs_of.entry(end).or_default().insert(*id);
            }
            self.index
                .dues
                .extend(handoff.ends.map(|at| (at, Due::Handoff(*id))));
        }
    }

    /// Whether somebody is an organizer's equal in this: its author.
    #[must_use]
    pub fn is_author(&self, no: PostNo, person: PersonId) -> bool {
        self.posts
            .get(no)
            .is_some_and(|post| post.source.author == person)
    }

    /// Remembers the language of a post, for its room and its author.
    fn hear(&mut self, source: &super::Source, language: crate::parser::Language) {
        if let Some(room) = self.rooms.get_mut(&source.room).filter(|_| !source.private) {
            room.tongue.hear(language);
        }
        let author = self.people.entry(source.author).or_default();
        author.tongue.learned = Some(language);
    }

    /// A room of this network.
    #[must_use]
    pub fn room(&self, room: super::RoomId) -> Option<&Room> {
        self.rooms.get(&room)
    }
}

impl Index {
    pub(super) fn wait(&mut self, to: super::To, effect: (Rank, EffectId)) {
        self.unsent.entry(to).or_default().insert(effect);
    }

    pub(super) fn done(&mut self, to: super::To, effect: (Rank, EffectId)) {
        drop_from(&mut self.unsent, &to, &effect);
    }
}

/// Takes a value out of a set in a map, and the set with it when it was the last.
pub(super) fn drop_from<K: Ord, V: Ord>(map: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(set) = map.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            map.remove(key);
        }
    }
}
