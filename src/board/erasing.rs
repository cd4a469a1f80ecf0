//! What is held of messages and people, folded: and how the board lets go of it.
//!
//! What loses its hold (a message nothing refers to, a person nothing concerns) is only marked here; the next
//! sweep, which sees the whole board, erases it from the vault too.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::fold::drop_from;
use crate::parser::Marks;

use super::{
    AskAgain, Board, EffectId, Fate, MsgId, NoticeId, Person, PersonId, PostNo, RoomId, Source, To,
    Tongue, Topic,
};

/// A message whose reference is in the vault.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Of whom it tells: who wrote it, or whose private chat it stands in.
    pub(super) of: Option<PersonId>,
    /// Until when; as long as the post it is about where no time is given.
    pub(super) until: Option<Timestamp>,
}

/// What lost its hold and has to be looked at.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(super) struct Loose {
    pub(super) posts: BTreeSet<PostNo>,
    pub(super) people: BTreeSet<PersonId>,
    pub(super) messages: BTreeSet<MsgId>,
}

impl Loose {
    pub(super) fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.people.is_empty() && self.messages.is_empty()
    }
}

impl Board {
    /// Whether something lost its hold since the last sweep.
    #[must_use]
    pub fn has_loose(&self) -> bool {
        !self.loose.is_empty()
    }

    /// Whether the vault keeps where this message stands.
    #[must_use]
    pub fn keeps_message(&self, msg: MsgId) -> bool {
        self.kept.contains_key(&msg)
    }

    /// Whether the vault keeps somebody's account and name.
    #[must_use]
    pub fn knows(&self, person: PersonId) -> bool {
        self.people.contains_key(&person)
            || self.visitors.contains_key(&person)
            || self.farewells.contains_key(&person)
            || self.is_linked(person)
            || self.index.tied.contains_key(&person)
    }

    /// All posts somebody has to do with, however they stand.
    pub(super) fn tied_to(&self, person: PersonId) -> Vec<PostNo> {
        let tied = self.index.tied.get(&person).into_iter().flatten();
        tied.copied().collect()
    }

    /// The messages that tell of somebody.
    pub(super) fn messages_of(&self, person: PersonId) -> Vec<MsgId> {
        let kept = self.index.kept_of.get(&person).into_iter().flatten();
        kept.copied().collect()
    }

    /// Of whom a message tells.
    pub(super) fn told_of(&self, msg: MsgId) -> Option<PersonId> {
        self.kept.get(&msg).and_then(|kept| kept.of)
    }

    /// Whether anything is held that needs to know who this is.
    pub(super) fn needs(&self, person: PersonId) -> bool {
        let index = &self.index;
        index.tied.contains_key(&person)
            || index.handoffs_of.contains_key(&person)
            || index.kept_of.contains_key(&person)
            || index.unsent.contains_key(&To::Person(person))
            || self.visitors.contains_key(&person)
            || self.has_unaddressed(person)
            || self.is_linked(person)
            || self.leaving.contains_key(&person)
            || self.care.concerns(person)
            || self.nights.contains(&person)
            // Whoever is blocked may be unblocked by their name, unless they were forgotten.
            || self.is_blocked(person) && self.people.contains_key(&person)
            || self.people.get(&person).is_some_and(Person::has_wishes)
    }

    /// Until when "forget me", said again, is meant.
    pub(super) fn leaves_until(&self, person: PersonId) -> Option<Timestamp> {
        self.leaving.get(&person).copied()
    }

    pub(super) fn loosen(&mut self, person: PersonId) {
        if person != PersonId::NONE {
            self.loose.people.insert(person);
        }
    }

    pub(super) fn note_topic(&mut self, msg: MsgId, mut topic: Topic) {
        self.drop_topic(msg);
        if let Topic::Talk(of) | Topic::What(of) | Topic::Steward(of) = &mut topic {
            // It may have waited since before their accounts became one.
            *of = self.who(*of);
        }
        if let Topic::Posts(several) = &mut topic {
            // Of those that were erased while it waited nothing is said any more.
            let posts = &self.posts;
            let erased = |no: &PostNo| posts.get(*no).is_some_and(|post| post.erased);
            if !several.iter().all(erased) {
                several.retain(|no| !erased(no));
            }
        }
        let posts = posts_of_topic(&topic);
        let erased = |no: &PostNo| self.posts.get(*no).is_some_and(|post| post.erased);
        // What is said of a post that was erased is kept for its own time only.
        if !posts.is_empty() && posts.iter().all(erased) {
            return;
        }
        for no in posts {
            self.index.said_of.entry(no).or_default().insert(msg);
        }
        self.topics.insert(msg, topic);
    }

    pub(super) fn drop_topic(&mut self, msg: MsgId) {
        let Some(topic) = self.topics.remove(&msg) else {
            return;
        };
        for no in posts_of_topic(&topic) {
            drop_from(&mut self.index.said_of, &no, &msg);
        }
    }

    pub(super) fn keep_message(
        &mut self,
        msg: MsgId,
        of: Option<PersonId>,
        until: Option<Timestamp>,
    ) {
        self.unkeep(msg);
        self.kept.insert(msg, Kept { of, until });
        self.index_kept(msg, Kept { of, until });
    }

    pub(super) fn drop_message(&mut self, msg: MsgId) {
        self.drop_topic(msg);
        if let Some(Kept { of: Some(of), .. }) = self.unkeep(msg) {
            self.loosen(of);
        }
    }

    fn unkeep(&mut self, msg: MsgId) -> Option<Kept> {
        let kept = self.kept.remove(&msg)?;
        if let Some(until) = kept.until {
            self.index.dues.remove(&(until, Due::Message(msg)));
        }
        if let Some(of) = kept.of {
            drop_from(&mut self.index.kept_of, &of, &msg);
        }
        Some(kept)
    }

    fn index_kept(&mut self, msg: MsgId, kept: Kept) {
        let due = kept.until.map(|until| (until, Due::Message(msg)));
        self.index.dues.extend(due);
        if let Some(of) = kept.of {
            self.index.kept_of.entry(of).or_default().insert(msg);
        }
    }

    pub(super) fn reindex_kept(&mut self) {
        for (msg, kept) in self.kept.clone() {
            self.index_kept(msg, kept);
        }
        for (msg, topic) in &self.topics {
            for no in posts_of_topic(topic) {
                self.index.said_of.entry(no).or_default().insert(*msg);
            }
        }
        let dues = &mut self.index.dues;
        dues.extend(self.leaving.iter().map(|(it, at)| (*at, Due::Forget(*it))));
        let farewells = self.farewells.iter();
        dues.extend(farewells.map(|(it, at)| (*at, Due::Farewell(*it))));
    }

    /// A post loses its words and people, and all that was said of it.
    pub(super) fn erase_post(&mut self, no: PostNo, fate: Fate) {
        let Some(mut post) = self.posts.take(no) else {
            return;
        };
        self.unindex_post(no, &post);
        for person in post.people().collect::<Vec<_>>() {
            self.loosen(person);
        }
        // Also those who were asked and have let go of it since.
        let about = |known: &Person| {
            known.questions.iter().any(|question| question.post() == no)
                || known.waiting.iter().any(|it| it.question.post() == no)
        };
        let asked = self.people.iter().filter(|(_, known)| about(known));
        for person in asked.map(|(person, _)| *person).collect::<Vec<_>>() {
            self.change_questions(person, |known| {
                known.questions.retain(|question| question.post() != no);
                known.waiting.retain(|it| it.question.post() != no);
            });
        }
        if let Some(posts) = self.index.posts_of.get_mut(&post.source.author) {
            posts.retain(|known| *known != no);
            if posts.is_empty() {
                self.index.posts_of.remove(&post.source.author);
            }
        }
        let Source { room, private, .. } = post.source;
        post.source = Source {
            author: PersonId::NONE,
            msg: MsgId::NONE,
            room: if private { RoomId::NONE } else { room },
            private,
            vanishes: None,
        };
        let claims = post.claims.iter_mut();
        claims.for_each(|claim| claim.person = PersonId::NONE);
        post.claims.iter_mut().for_each(|claim| claim.over = None);
        post.again = AskAgain::No;
        post.round = None;
        post.backups.clear();
        post.also.clear();
        post.pairings.clear();
        post.shape.marks = Marks::default();
        (post.erase, post.erased) = (None, true);
        (post.timing.ask, post.timing.nudge) = (None, None);
        self.index_post(no, &post);
        self.posts.put(no, post);
        self.fresh.remove(&no);
        self.loose.posts.remove(&no);
        self.drop_talk_of(no);
        let shown_in = self.index.shown_in.remove(&no).unwrap_or_default();
        for notice in shown_in {
            self.take_out(notice, no, fate);
        }
    }

    fn drop_talk_of(&mut self, no: PostNo) {
        for msg in self.index.said_of.remove(&no).unwrap_or_default() {
            if let Some(Topic::Posts(several)) = self.topics.get_mut(&msg)
                && several.iter().any(|other| *other != no)
            {
                several.retain(|other| *other != no);
                continue;
            }
            self.drop_topic(msg);
            self.loose.messages.insert(msg);
        }
    }

    /// A notice no longer shows a post; what becomes of it when it shows none is its fate.
    fn take_out(&mut self, id: NoticeId, no: PostNo, fate: Fate) {
        let Some(notice) = self.notices.get(&id) else {
            return;
        };
        let bare = notice.posts.iter().all(|other| *other == no);
        if bare && (fate == Fate::Left || notice.is_over()) {
            return self.drop_notice(id);
        }
        self.change_notice(id, |notice| {
            notice.posts.retain(|other| *other != no);
            if fate == Fate::TakenBack {
                notice.wants_change();
            }
        });
    }

    /// A notice that shows nothing was brought to that state: it is over.
    pub(super) fn drop_if_bare(&mut self, id: NoticeId) {
        let notice = self.notices.get(&id);
        if notice.is_some_and(|notice| notice.posts.is_empty() && !notice.is_stale()) {
            self.drop_notice(id);
        }
    }

    fn drop_notice(&mut self, id: NoticeId) {
        let waits = self.due_to_notice(id);
        let Some(notice) = self.notices.remove(&id) else {
            return;
        };
        if let Some(waits) = waits {
            self.index.done(notice.to, waits);
        }
        for no in &notice.posts {
            drop_from(&mut self.index.shown_in, no, &id);
        }
        self.reached(notice.to);
        if let Some(msg) = notice.message() {
            self.drop_topic(msg);
            self.loose.messages.insert(msg);
        }
    }

    pub(super) fn detach(&mut self, no: PostNo, person: PersonId) {
        self.change_unseen(no, |post| {
            let theirs = post.claims.iter_mut().filter(|it| it.person == person);
            theirs.for_each(|claim| claim.person = PersonId::NONE);
            post.backups.retain(|backup| *backup != person);
            post.also.retain(|source| source.author != person);
        });
    }

    pub(super) fn ask_forget(&mut self, person: PersonId, until: Option<Timestamp>) {
        let before = self.leaving.remove(&person);
        if let Some(before) = before {
            self.index.dues.remove(&(before, Due::Forget(person)));
        }
        if let Some(until) = until {
            self.index.dues.insert((until, Due::Forget(person)));
            self.leaving.insert(person, until);
        }
    }

    pub(super) fn farewell(&mut self, person: PersonId, until: Option<Timestamp>) {
        let before = self.farewells.remove(&person);
        if let Some(before) = before {
            self.index.dues.remove(&(before, Due::Farewell(person)));
        }
        if let Some(until) = until {
            self.index.dues.insert((until, Due::Farewell(person)));
            self.farewells.insert(person, until);
        } else {
            self.loosen(person);
            let to = To::Person(person);
            let waits = self.index.unsent.get(&to).cloned().unwrap_or_default();
            for (_, effect) in waits {
                if let EffectId::Notice(id) | EffectId::Change(id, _) = effect {
                    self.drop_notice(id);
                }
            }
        }
    }

    /// Nothing is held any more that needs to know somebody.
    pub(super) fn fade(&mut self, person: PersonId) {
        self.people.remove(&person);
        self.care.forget(person);
        self.forget_safety(person);
        self.drop_link_codes(person);
    }

    /// Whether somebody who was forgotten waits to be told so.
    pub(super) fn waits_for_farewell(&self, person: PersonId) -> bool {
        self.farewells.contains_key(&person)
    }

    /// Something that waited to go to a place no longer does.
    pub(super) fn reached(&mut self, to: To) {
        if let To::Person(person) = to
            && !self.needs(person)
        {
            self.loosen(person);
        }
    }

    /// Somebody is forgotten: what is left of them here goes.
    pub(super) fn forget(&mut self, person: PersonId) {
        self.ask_forget(person, None);
        self.end_visit(person);
        self.not_asked_about(person);
        self.change_questions(person, |known| known.waiting.clear());
        self.care.forget(person);
        self.forget_safety(person);
        self.forget_letters(person);
        self.drop_link_codes(person);
        self.unlink(person);
        self.nights.remove(&person);
        self.topics.retain(|_, topic| {
            !matches!(topic, Topic::Talk(it) | Topic::What(it) | Topic::Steward(it) if *it == person)
        });
        self.forget_organizing(person);
        self.people.remove(&person);
        self.loosen(person);
    }

    /// Nobody is asked anything any more that speaks of this person.
    fn not_asked_about(&mut self, person: PersonId) {
        let id = person.to_string();
        for other in self.people().collect::<Vec<_>>() {
            self.change_questions(other, |known| {
                known.questions.retain(|it| !speaks_of(it, &id));
                known.waiting.retain(|it| !speaks_of(it, &id));
            });
        }
    }

    /// What waits to be said to somebody, or speaks of them.
    pub(super) fn waiting_about(&self, person: PersonId) -> Vec<u64> {
        let id = person.to_string();
        let about =
            |effect: &super::Effect| effect.to == To::Person(person) || speaks_of(effect, &id);
        let pending = self.pending.iter();
        let theirs = pending.filter(|(_, effect)| about(effect));
        theirs.map(|(number, _)| *number).collect()
    }
}

impl Person {
    /// Whether they asked for something that holds until they take it back, or were asked something.
    fn has_wishes(&self) -> bool {
        let plain = Self {
            room: None,
            talked: false,
            told: None,
            approached: Vec::new(),
            tongue: Tongue::default(),
            ..self.clone()
        };
        plain != Self::default()
    }
}

/// Whether something speaks of the person of this id. Whatever a saying or a question carries, it carries people by
/// their ids, so that none added later is forgotten here.
pub(super) fn speaks_of(what: &impl Serialize, id: &str) -> bool {
    serde_json::to_string(what).is_ok_and(|written| written.contains(id))
}

/// The posts a message is about, notices apart.
fn posts_of_topic(topic: &Topic) -> Vec<PostNo> {
    match topic {
        Topic::Source(no) | Topic::Post(no) | Topic::Handoff(_, no) => vec![*no],
        Topic::Posts(several) => several.clone(),
        _ => Vec::new(),
    }
}
