//! What organizers do: hide, close, block, pause, and take it back.

use super::closing::closed;
use super::routing::Message;
use super::{Said, Turn, Way};
use crate::board::{
    Acted, Deed, Fact, Hidden, OrganizerFact, OrganizerSaying, PersonId, PostNo, SafetySaying,
    Saying, State, To, Topic, Was,
};
use crate::parser::{Command, Organizing, Verb};

/// How many deeds a log shows.
const LOG_LINES: usize = 20;

impl Turn<'_> {
    /// What an organizer says. False where it means nothing, so that the message is read on.
    pub(super) fn organize(&mut self, it: &Message<'_>, told: &Organizing) -> bool {
        let who = it.heard.who;
        if !self.organizes(who) {
            // In a room it is talk like any other.
            let privately = it.heard.way == Way::Private && told.name.is_none();
            if privately {
                self.answer_organizer(it, OrganizerSaying::NotYours);
            }
            return privately;
        }
        let theirs =
            it.heard.way == Way::Private || self.policy.organizer_room == Some(it.heard.room);
        if !theirs && told.posts.is_empty() {
            return false;
        }
        if self.board.wonders(who).is_some() {
            self.organizers(OrganizerFact::WonderedNoMore { by: who });
        }
        match told.verb {
            Verb::Hide | Verb::Show | Verb::Close => {
                let Some(no) = told.posts.first().copied() else {
                    return false;
                };
                self.with_post(it, Some(no), |turn, no| {
                    turn.organize_post(it, told.verb, no)
                })
            }
            Verb::Block | Verb::Unblock => {
                self.organize_somebody(it, told.verb, &told.people, None);
                true
            }
            Verb::Pause | Verb::Resume => {
                let wanted = told.verb == Verb::Pause;
                let news = self.board.is_paused() != wanted;
                self.turn_over(it, Acted::All(told.verb), news);
                true
            }
            Verb::Export | Verb::Burn => {
                self.consent(it, told.verb);
                true
            }
            Verb::Undo => {
                self.undo(it);
                true
            }
            Verb::Log => {
                let deeds = self.board.deeds();
                let newest = &deeds[deeds.len().saturating_sub(LOG_LINES)..];
                let told = |deed: &Deed| Deed {
                    was: None,
                    ..deed.clone()
                };
                let deeds: Vec<Deed> = newest.iter().rev().map(told).collect();
                self.answer_organizer(it, OrganizerSaying::Log { deeds });
                true
            }
            Verb::Held => {
                let posts = self.board.held().map(|(no, _)| no).collect();
                self.answer_organizer(it, OrganizerSaying::HeldList { posts });
                true
            }
            Verb::Allow | Verb::Refuse => {
                let Some(no) = told.posts.first().copied() else {
                    return false;
                };
                self.with_post(it, Some(no), |turn, no| turn.decide_held(it, told.verb, no))
            }
            Verb::Merge => self.merge_command(it, &told.posts),
            Verb::Assign => {
                let Some(no) = told.posts.first().copied() else {
                    return false;
                };
                self.with_post(it, Some(no), |turn, no| {
                    turn.organize_somebody(it, told.verb, &told.people, Some(no));
                })
            }
            Verb::Set | Verb::Manner | Verb::Introduce => false,
        }
    }

    /// The number of one of those whom a name can mean. False where nothing was asked.
    pub(super) fn organize_choice(&mut self, it: &Message<'_>, number: u8) -> bool {
        let by = it.heard.who;
        let Some((verb, people)) = self.board.wonders(by).cloned() else {
            return false;
        };
        let chosen = usize::from(number)
            .checked_sub(1)
            .and_then(|at| people.get(at));
        let Some(person) = chosen.copied() else {
            return false;
        };
        let no = self.board.wonders_for(by);
        self.organizers(OrganizerFact::WonderedNoMore { by });
        self.organize_somebody(it, verb, &[person], no);
        true
    }

    fn organize_post(&mut self, it: &Message<'_>, verb: Verb, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let there = match verb {
            Verb::Close => post.goes_on(),
            _ => matches!(post.state, State::Live | State::Held(_)),
        };
        let news = match verb {
            Verb::Hide => there && post.hidden.is_none(),
            Verb::Show => there && post.hidden.is_some(),
            _ => there,
        };
        if !there {
            let saying = closed(no, post);
            return self.answer(it.heard, it.msg, saying, Some(no));
        }
        if verb == Verb::Show && self.board.is_blocked(post.source.author) {
            return self.answer_organizer(it, OrganizerSaying::AuthorBlocked { no });
        }
        self.turn_over(it, Acted::Post(verb, no), news);
    }

    /// An organizer's word on a held post.
    fn decide_held(&mut self, it: &Message<'_>, verb: Verb, no: PostNo) {
        if !self.may_decide(it, no) {
            return;
        }
        let Some(author) = self.board.post(no).map(|post| post.source.author) else {
            return;
        };
        let told = if verb == Verb::Allow {
            self.let_through(no);
            SafetySaying::LetThrough { no }
        } else {
            self.take_off(no, None);
            SafetySaying::Refused { no }
        };
        self.tell(author, no, Saying::Safety(told));
        let act = Acted::Post(verb, no);
        self.did(it.heard.who, act);
        self.answer_organizer(it, OrganizerSaying::Did { act });
    }

    fn organize_somebody(
        &mut self,
        it: &Message<'_>,
        verb: Verb,
        people: &[PersonId],
        no: Option<PostNo>,
    ) {
        let person = match people {
            [] => return self.answer_organizer(it, OrganizerSaying::NobodyCalled),
            [person] => *person,
            several => {
                let people = several.iter().copied().take(9).collect::<Vec<_>>();
                self.organizers(OrganizerFact::Wondered {
                    by: it.heard.who,
                    verb,
                    people: people.clone(),
                    no,
                });
                return self.answer_organizer(it, OrganizerSaying::WhichOne { verb, people });
            }
        };
        if let Some(no) = no.filter(|_| verb == Verb::Assign) {
            return self.assign(it, no, person);
        }
        if verb == Verb::Block && self.organizes(person) {
            return self.answer_organizer(it, OrganizerSaying::NotAnOrganizer);
        }
        let wanted = verb == Verb::Block;
        let news = self.board.is_blocked(person) != wanted;
        self.turn_over(it, Acted::Person(verb, person), news);
    }

    /// Does it where it changes anything, puts it in the log, and says so.
    fn turn_over(&mut self, it: &Message<'_>, act: Acted, news: bool) {
        if !news {
            return self.answer_organizer(it, OrganizerSaying::NoChange);
        }
        self.carry_out(act);
        self.did(it.heard.who, act);
        self.answer_organizer(it, OrganizerSaying::Did { act });
    }

    fn carry_out(&mut self, act: Acted) {
        let at = self.now;
        match act {
            Acted::Post(Verb::Hide, no) => {
                let why = Hidden::ByOrganizer;
                self.organizers(OrganizerFact::Hidden { no, why });
            }
            Acted::Post(Verb::Show, no) => self.restore(no),
            Acted::Post(Verb::Close, no) => self.close_post(no),
            Acted::Person(Verb::Block, person) => self.block(person),
            Acted::Person(Verb::Unblock, person) => self.unblock(person),
            Acted::All(Verb::Pause) => self.organizers(OrganizerFact::Paused { at }),
            Acted::All(Verb::Resume) => self.organizers(OrganizerFact::Resumed),
            Acted::Post(..)
            | Acted::Person(..)
            | Acted::All(_)
            | Acted::Merged(..)
            | Acted::Assigned(..) => {}
        }
    }

    /// Takes the last deed back, whoever did it.
    fn undo(&mut self, it: &Message<'_>) {
        if self.take_consent_back(it) {
            return;
        }
        let Some(deed) = self.board.last_deed().cloned() else {
            return self.answer_organizer(it, OrganizerSaying::NothingToUndo);
        };
        match deed.act {
            Acted::All(Verb::Set) => {
                if let Some(Was::Set { to, before }) = &deed.was {
                    self.set_back(it, to, before.as_ref());
                }
            }
            Acted::Merged(stays, goes) => {
                if let Some(Was::Two(apart)) = &deed.was {
                    self.make_two(stays, goes, apart);
                }
            }
            Acted::Post(Verb::Hide | Verb::Close, no) => self.restore(no),
            Acted::Post(Verb::Show, no) => self.carry_out(Acted::Post(Verb::Hide, no)),
            Acted::Post(Verb::Allow | Verb::Refuse, no) => self.decide_anew(no),
            Acted::Assigned(no, person) => self.take_assigning_back(no, person),
            Acted::Person(Verb::Block, person) => self.unblock(person),
            Acted::Person(Verb::Unblock, person) => self.block(person),
            Acted::All(Verb::Pause) => self.carry_out(Acted::All(Verb::Resume)),
            Acted::All(Verb::Resume) => self.carry_out(Acted::All(Verb::Pause)),
            Acted::Post(..) | Acted::Person(..) | Acted::All(_) => {}
        }
        let done = Some(deed.at);
        self.organizers(OrganizerFact::Undone { done });
        self.did(it.heard.who, Acted::All(Verb::Undo));
        // Of a setting it is told what it is now.
        if deed.act != Acted::All(Verb::Set) {
            self.answer_organizer(it, OrganizerSaying::Undid { act: deed.act });
        }
    }

    /// A post that was off the rooms is in them again, in new messages.
    fn restore(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let over = matches!(post.state, State::Done(_) | State::Expired(_));
        // What its author took off while it was hidden does not come back by an organizer's word.
        let withdrawn = matches!(post.state, State::Withdrawn(_)) && post.hidden.is_some();
        if over || withdrawn || post.erased || post.is_live() {
            return;
        }
        let person = post.source.author;
        let unblocked = Fact::Organized(OrganizerFact::Unblocked { person });
        if self.board.is_blocked(person) && !self.done.facts.contains(&unblocked) {
            let why = Hidden::WithAuthor;
            return self.organizers(OrganizerFact::Hidden { no, why });
        }
        let timing = self.policy.timing(&post.shape, self.now);
        self.organizers(OrganizerFact::Restored { no, timing });
        if !matches!(post.state, State::Held(_)) {
            let source = post.source;
            self.acknowledge(no, &source);
        }
    }

    fn close_post(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let author = post.source.author;
        self.take_off(no, None);
        let saying = Saying::Organizers(OrganizerSaying::ClosedForYou { no });
        self.tell(author, no, saying);
    }

    /// From now on nothing this person says counts: what they posted is off the rooms, what they promised is free.
    fn block(&mut self, person: PersonId) {
        let promised: Vec<PostNo> = self.board.claims_of(person).collect();
        for no in promised {
            self.release_for(no, person);
        }
        let posts: Vec<PostNo> = self
            .board
            .posts_of(person)
            .filter(|(_, post)| matches!(post.state, State::Live | State::Held(_)))
            .filter(|(_, post)| post.hidden.is_none())
            .map(|(no, _)| no)
            .collect();
        for no in posts {
            self.free_claimants(no);
            let why = Hidden::WithAuthor;
            self.organizers(OrganizerFact::Hidden { no, why });
        }
        let waits = self
            .board
            .stakes_of(person)
            .filter(|(_, post)| post.backups.contains(&person));
        for no in waits.map(|(no, _)| no).collect::<Vec<_>>() {
            self.fact(Fact::BackupLeft { no, person });
        }
        let doubts: Vec<_> = self.board.doubts_of(person).collect();
        for msg in doubts {
            self.close_doubt(msg);
        }
        self.drop_early_of(person);
        self.organizers(OrganizerFact::Blocked { person });
    }

    fn unblock(&mut self, person: PersonId) {
        self.organizers(OrganizerFact::Unblocked { person });
        let posts: Vec<PostNo> = self
            .board
            .posts_of(person)
            .filter(|(_, post)| post.hidden == Some(Hidden::WithAuthor))
            .map(|(no, _)| no)
            .collect();
        for no in posts {
            self.restore(no);
        }
    }

    pub(super) fn did(&mut self, by: PersonId, act: Acted) {
        self.did_from(by, act, None);
    }

    /// As [`Turn::did`], of what stood otherwise before.
    pub(super) fn did_from(&mut self, by: PersonId, act: Acted, was: Option<Was>) {
        let at = self.now;
        self.organizers(OrganizerFact::Did { by, act, at, was });
    }

    /// Answers an organizer: what names people or posts only where organizers are among themselves.
    pub(super) fn answer_organizer(&mut self, it: &Message<'_>, saying: OrganizerSaying) {
        let among = self.policy.organizer_room == Some(it.heard.room);
        let plain = matches!(
            saying,
            OrganizerSaying::Did { .. } | OrganizerSaying::NoChange
        );
        let saying = Saying::Organizers(saying);
        if it.heard.way == Way::Private || among || plain {
            self.answer(it.heard, it.msg, saying, None);
        } else {
            self.say(To::Person(it.heard.who), saying, None);
        }
    }

    /// Tells the organizers something: in their room where they have one, else each privately.
    pub(super) fn tell_organizers(&mut self, saying: &Saying, topic: Option<&Topic>) {
        let room = self
            .policy
            .organizer_room
            .filter(|room| self.board.has_room(*room));
        let all: Vec<To> = match room {
            Some(room) => vec![To::Room(room)],
            None => self
                .policy
                .organizers
                .iter()
                .map(|it| To::Person(*it))
                .collect(),
        };
        for to in all {
            self.say(to, saying.clone(), topic.cloned());
        }
    }

    /// Whether somebody takes back what they wrote, or asks to be forgotten.
    pub(super) fn may_leave(&self, heard: &super::Heard) -> bool {
        match &heard.what {
            Said::Delete { .. } => true,
            Said::Message { reading, .. } => reading.command == Some(Command::ForgetMe),
            Said::Edit { .. } | Said::React { .. } | Said::Unreact { .. } => false,
        }
    }

    /// Whether something said while the bot is paused still counts: what organizers say, and what two neighbours
    /// write each other. Whoever asks for something hears that the bot is paused.
    pub(super) fn is_heard_while_paused(&mut self, it: &Message<'_>) -> bool {
        let quotes = it.reply_to.and_then(|msg| self.board.topic(msg));
        let talking =
            it.heard.way == Way::Private && self.board.handoffs_of(it.heard.who).next().is_some();
        match &it.reading.command {
            Some(Command::Organize(_) | Command::Choice { .. }) if self.organizes(it.heard.who) => {
                return true;
            }
            Some(Command::IgnoreMe | Command::ListenToMe | Command::ForgetMe) => return true,
            // Whoever is afraid, tired, or in need of a human is always heard.
            Some(
                Command::NotSafe { .. }
                | Command::Person
                | Command::Rest
                | Command::Back
                | Command::Nobody,
            ) => return true,
            Some(Command::Stop { .. } | Command::Share { .. } | Command::About { .. })
                if talking =>
            {
                return true;
            }
            None if talking && it.reading.confidence < 1.0 => return true,
            _ => {}
        }
        let asks = it.reading.command.is_some() && quotes.is_some()
            || matches!(
                it.reading.command,
                Some(
                    Command::Board
                        | Command::Needs
                        | Command::Offers
                        | Command::Mine
                        | Command::Help
                        | Command::Who
                        | Command::Claim { post: Some(_), .. }
                )
            )
            || it.reading.confidence >= 1.0
            || it.heard.way == Way::Private;
        if asks {
            self.answer(
                it.heard,
                it.msg,
                Saying::Organizers(OrganizerSaying::Paused),
                None,
            );
        }
        false
    }
}
