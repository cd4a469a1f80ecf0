//! What somebody said, brought to where it is decided.

use wegotus_chat::Text;

use super::answering::Reply;
use super::{Heard, Mark, Quoted, Said, Turn, Way};
use crate::board::{
    ContentId, Fact, Hold, Keep, MsgId, PersonId, PostNo, Saying, State, Topic, WhichFor,
};
use crate::parser::{Account, Command, Decision, PhraseId, Reading};

/// A message on its way to a decision.
pub(super) struct Message<'a> {
    pub heard: &'a Heard,
    pub msg: MsgId,
    pub reply_to: Option<MsgId>,
    pub reading: &'a Reading,
    pub text: &'a Text,
    pub quoted: Option<&'a Quoted>,
    pub attachment: bool,
}

impl Turn<'_> {
    pub(super) fn heard(&mut self, heard: &Heard) {
        if !self.may_read(heard) {
            return;
        }
        // Whoever is blocked may still take back what they wrote, and be forgotten.
        if self.board.is_blocked(heard.who) && !self.may_leave(heard) {
            return;
        }
        let paused = self.board.is_paused();
        match &heard.what {
            Said::Message {
                msg,
                reply_to,
                reading,
                text,
                quoted,
                attachment,
            } => {
                let message = Message {
                    heard,
                    msg: *msg,
                    reply_to: *reply_to,
                    reading,
                    text,
                    quoted: quoted.as_deref(),
                    attachment: *attachment,
                };
                self.comfort(heard.who, reading);
                if !paused || self.is_heard_while_paused(&message) {
                    self.message(&message);
                }
            }
            Said::Edit { msg, .. } if paused && self.board.topic(*msg).is_none() => {}
            Said::React { .. } | Said::Unreact { .. } if paused => {}
            Said::Edit { msg, reading, text } => {
                self.comfort(heard.who, reading);
                self.edited(heard, *msg, reading, text);
            }
            Said::Delete { msg } => {
                self.letter_deleted(heard.who, *msg);
                self.deleted(*msg);
            }
            Said::React { target, mark } => self.reacted(heard, *target, *mark),
            Said::Unreact { target, mark } => {
                // A hand taken off one post gives that one back; off a list it means nothing.
                if *mark == Mark::Hand
                    && let [no] = self.board.posts_about(*target)[..]
                    && self
                        .board
                        .post(no)
                        .is_some_and(|post| post.is_live() && post.claim_of(heard.who).is_some())
                {
                    self.release(heard, None, no);
                }
            }
        }
        if self.done.is_empty() {
            return self.note_presence(heard);
        }
        if self.has_forgotten(heard.who) {
            return;
        }
        if let Said::Message { msg, .. } | Said::Edit { msg, .. } = heard.what {
            self.keep_message(msg, Some(heard.who));
        }
        self.note_presence(heard);
        let known = self.board.person(heard.who);
        let news = match heard.way {
            Way::Room => known.is_none_or(|known| known.room != Some(heard.room)),
            Way::Private => known.is_none(),
        };
        if news {
            let private = heard.way == Way::Private;
            self.fact(Fact::Met {
                person: heard.who,
                room: heard.room,
                private,
            });
        }
    }

    fn message(&mut self, it: &Message<'_>) {
        match it.heard.way {
            Way::Room => self.said_in_room(it),
            Way::Private => self.said_privately(it),
        }
    }

    fn said_in_room(&mut self, it: &Message<'_>) {
        if self.names_it(it) {
            return;
        }
        if let Some(command) = &it.reading.command
            && self.command(it, command)
        {
            return;
        }
        let on_post = it
            .reply_to
            .is_some_and(|msg| self.board.topic(msg).is_some());
        if self.board.is_explicit(it.heard.room) && !is_explicit(it.reading) {
            return;
        }
        match (it.reading.kind, it.reading.decision) {
            (Some(kind), Decision::Post) => self.post(it, kind),
            // What sounds like danger or fraud is nothing to ask about in front of everybody.
            (Some(kind), Decision::Ask) if !on_post && Hold::of(it.reading.signs).is_none() => {
                self.doubt(it, kind);
            }
            _ => {}
        }
    }

    fn said_privately(&mut self, it: &Message<'_>) {
        if self.cared_for(it) || self.names_it(it) || self.addressed(it) {
            return;
        }
        // An answer to a message that belongs to a hand-off is for the other end, whatever it says:
        // only words that name what they do are commands there.
        let quotes = it.reply_to.and_then(|msg| self.board.topic(msg));
        if let Some(command) = &it.reading.command
            && !self.is_conversation(it, quotes, command)
            && self.command(it, command)
        {
            return;
        }
        // Without a marked word only what answers nothing, from somebody who is in no conversation, is a post:
        // what was meant for one neighbour must not reach all.
        let alone = quotes.is_none() && self.board.handoffs_of(it.heard.who).next().is_none();
        if let (Some(kind), Decision::Post) = (it.reading.kind, it.reading.decision)
            && (is_explicit(it.reading) || alone)
        {
            return self.post(it, kind);
        }
        self.pass_on(it, quotes.cloned(), it.text);
    }

    /// Whether what could be a command is only a neighbour talking to the other end: "on my way!" claims
    /// nothing when there is nothing it could mean.
    fn is_conversation(&self, it: &Message<'_>, quotes: Option<&Topic>, command: &Command) -> bool {
        let talking = self.board.handoffs_of(it.heard.who).next().is_some();
        match command {
            Command::Claim { post: None, .. } | Command::Backup { post: None } => {
                let asked = !self.check_ins_of(it.heard.who).is_empty();
                !asked
                    && talking
                    && (quotes.is_none() || matches!(quotes, Some(Topic::Handoff(..))))
            }
            // Once they talk, a bare "yes" is for the neighbour, not for a question asked before.
            Command::Yes { post: None }
            | Command::No { post: None }
            | Command::StillNeeded { post: None }
            | Command::NotSure { post: None }
            | Command::Choice { post: None, .. } => match quotes {
                Some(topic) => matches!(topic, Topic::Handoff(..)),
                None => talking && self.board.person(it.heard.who).is_some_and(|it| it.talked),
            },
            Command::Organize(_) => matches!(quotes, Some(Topic::Handoff(..))),
            // Asked of the neighbour, where there is one.
            Command::Who => talking,
            Command::Unlink {
                which: Some(Account::Named { found: None, .. }),
            } => talking,
            _ => false,
        }
    }

    /// Carries out a command. False when it means nothing here, so that the message is read on.
    fn command(&mut self, it: &Message<'_>, command: &Command) -> bool {
        let private = it.heard.way == Way::Private;
        match command {
            Command::Claim {
                post, count: None, ..
            } if self.says_still_on(it, *post) => true,
            Command::Claim { post, count, part } => self.claim_command(it, *post, *count, *part),
            Command::Backup { post } => {
                let then = |turn: &mut Self, no| turn.backup(it.heard, it.msg, no);
                if post.is_none() && it.reply_to.is_none() && !private {
                    let lines = self.lines_to_join(it.heard.who);
                    return self.said_to_nothing(it, lines, then);
                }
                self.with_post(it, *post, then)
            }
            Command::Release { post } => {
                let mine = |turn: &Self, no| turn.has_promised(it.heard.who, no);
                let post = post.or_else(|| self.checked_on(it));
                self.with_own(it, post, mine, |turn, no| {
                    turn.release(it.heard, Some(it.msg), no)
                })
            }
            Command::Done { post } => {
                if self.reply_in_words(it, *post, Reply::AllDone) {
                    return true;
                }
                let mine = |turn: &Self, no: PostNo| {
                    turn.board
                        .post(no)
                        .is_some_and(|post| post.concerns(it.heard.who))
                };
                let post = post.or_else(|| self.checked_on(it));
                self.with_own(it, post, mine, |turn, no| {
                    turn.finish(it.heard, Some(it.msg), no)
                })
            }
            Command::Withdraw { post } => {
                // An organizer takes somebody else's post off by its number only.
                let named = post.is_some();
                let mine = |turn: &Self, no| {
                    turn.board.is_author(no, it.heard.who)
                        || (named && turn.may_withdraw(it.heard.who, no))
                };
                self.with_own(it, *post, mine, |turn, no| {
                    turn.withdraw(it.heard, Some(it.msg), no);
                })
            }
            Command::SomeoneElse { post } => {
                if self.reply_in_words(it, *post, Reply::SomeoneElse) {
                    return true;
                }
                let mine = |turn: &Self, no| {
                    turn.board.post(no).is_some_and(|post| {
                        post.source.author == it.heard.who
                            && post.is_live()
                            && !post.claims.is_empty()
                    })
                };
                self.with_own(it, *post, mine, |turn, no| turn.someone_else(it, no))
            }
            Command::StillNeeded { post } => self.reply(it, *post, Reply::StillNeeded),
            Command::NotSure { post } => self.reply(it, *post, Reply::NotSure),
            Command::Share { post } => self.with_handoff(it, *post, |turn, id| turn.share(it, id)),
            Command::Stop { post } => self.with_handoff(it, *post, |turn, id| turn.stop(it, id)),
            Command::Mark { kind } => self.mark(it, *kind),
            Command::Rest => private && self.rest(it),
            Command::Back => private && self.back(it),
            Command::Person => private && self.ask_for_human(it),
            Command::NotSafe { post } => private && self.not_safe(it, *post),
            // Answers a question that was put with care, before anything else was looked at.
            Command::Nobody => false,
            Command::Introduce { post } => {
                let mine = |turn: &Self, _| turn.organizes(it.heard.who);
                private && self.with_own(it, *post, mine, |turn, no| turn.introduce_command(it, no))
            }
            Command::Steward => self.offer_to_steward(it),
            Command::Manner(manner) => self.take_manner(it, *manner),
            Command::Yes { post } => {
                self.back_steward(it)
                    || self.yes(it, *post)
                    || post.is_none() && self.wants_offer(it)
            }
            Command::Want => self.wants_offer(it),
            Command::No { post } => self.no(it, *post),
            Command::Choice { post, number } => {
                post.is_none() && self.organize_choice(it, *number)
                    || self.reply(it, *post, Reply::Choice(*number))
            }
            Command::Board | Command::Needs | Command::Offers | Command::Mine => {
                self.list(it, command);
                true
            }
            Command::Help => {
                self.learn_who_asks(it);
                self.answer(it.heard, it.msg, Saying::Help { private }, None);
                true
            }
            Command::Who => {
                self.learn_who_asks(it);
                self.answer(it.heard, it.msg, Saying::Arrived, None);
                true
            }
            Command::Set { words } => self.set(it, words.as_str()),
            Command::Settings => self.settings(it),
            Command::Nights { on } => {
                self.nights(it, *on);
                true
            }
            Command::Speak { language } => self.speak(it, *language),
            Command::Organize(told) => self.organize(it, told),
            // Joining is decided before the network is known.
            Command::Join { .. } => true,
            Command::IgnoreMe => self.ignore_me(it),
            Command::ListenToMe => self.listen_to_me(it),
            Command::ForgetMe => self.forget_me(it),
            Command::LinkMe { code } => self.offer_link(it, code.as_ref()),
            Command::Link { code, anew } => self.link(it, code, anew.as_ref()),
            Command::Unlink { which } => self.unlink(it, which.as_ref()),
            Command::About { post, rest } => self.about(it, *post, rest),
        }
    }

    /// Runs `then` on the post the message names or answers; asks when it could mean several.
    pub(super) fn with_post(
        &mut self,
        it: &Message<'_>,
        named: Option<PostNo>,
        then: impl FnOnce(&mut Self, PostNo),
    ) -> bool {
        if let Some(no) = named.map(|no| self.board.current(no)) {
            match self.board.post(no) {
                Some(_) if self.may_see(it.heard, no) => then(self, no),
                _ => self.answer(it.heard, it.msg, Saying::NoSuchPost { no }, None),
            }
            return true;
        }
        let Some(answered) = it.reply_to else {
            return false;
        };
        let about = self.board.posts_about(answered);
        self.the_one(it, about, then)
    }

    /// Runs `then` on the only post that can be meant; asks when there are several. False when there is none.
    fn the_one(
        &mut self,
        it: &Message<'_>,
        posts: Vec<PostNo>,
        then: impl FnOnce(&mut Self, PostNo),
    ) -> bool {
        match posts[..] {
            [] => return false,
            [no] => then(self, no),
            _ => self.ask_which(it, posts),
        }
        true
    }

    pub(super) fn ask_which(&mut self, it: &Message<'_>, posts: Vec<PostNo>) {
        let to = WhichFor::of(it.reading.command.as_ref());
        self.answer(it.heard, it.msg, Saying::WhichPost { posts, to }, None);
    }

    /// A command word alone, said to nothing in a room, to the posts there that can be meant: to the only one, where it
    /// is a word that nobody says otherwise; else it is asked back. False when there is none.
    fn said_to_nothing(
        &mut self,
        it: &Message<'_>,
        mut posts: Vec<PostNo>,
        then: impl FnOnce(&mut Self, PostNo),
    ) -> bool {
        // Whose a private post is, a room does not see.
        let betrays = |no: &PostNo| {
            let post = self.board.post(*no);
            post.is_some_and(|post| post.source.private && post.source.author == it.heard.who)
        };
        posts.retain(|no| self.may_see(it.heard, *no) && !betrays(no));
        posts.truncate(self.policy.list_in_room);
        match it.reading.command {
            Some(Command::Backup { .. } | Command::Release { .. }) => self.the_one(it, posts, then),
            Some(Command::Done { .. } | Command::Withdraw { .. }) if !posts.is_empty() => {
                self.ask_which(it, posts);
                true
            }
            _ => false,
        }
    }

    /// Claimed posts that somebody can be next in line for.
    fn lines_to_join(&self, person: PersonId) -> Vec<PostNo> {
        let most = self.policy.list_in_room * 2;
        let taken = self.board.oldest(true, most).into_iter();
        taken
            .filter(|no| {
                let post = self.board.post(*no);
                post.is_some_and(|post| !post.concerns(person) && !post.backups.contains(&person))
            })
            .collect()
    }

    /// As [`Turn::with_post`], for what only some may do; from others it is chatter unless it names a
    /// number. Without a number or an answered message it means their only one, where they have one.
    fn with_own(
        &mut self,
        it: &Message<'_>,
        named: Option<PostNo>,
        mine: impl Fn(&Self, PostNo) -> bool,
        then: impl FnOnce(&mut Self, PostNo),
    ) -> bool {
        if let Some(no) = named {
            if self.board.post(no).is_none() {
                self.answer(it.heard, it.msg, Saying::NoSuchPost { no }, None);
            } else if mine(self, no) {
                then(self, no);
            } else if it.heard.way == Way::Private && self.may_see(it.heard, no) {
                self.answer(it.heard, it.msg, Saying::NotYours { no }, Some(no));
            }
            return true;
        }
        let candidates: Vec<PostNo> = match it.reply_to.map(|msg| self.board.posts_about(msg)) {
            Some(about) if !about.is_empty() => about,
            _ if it.heard.way == Way::Private => self.meant_privately(it.heard.who),
            None => {
                let mut own = self.concerns(it.heard.who);
                own.retain(|no| mine(self, *no));
                return self.said_to_nothing(it, own, then);
            }
            Some(_) => return false,
        };
        let own: Vec<PostNo> = candidates
            .into_iter()
            .filter(|no| mine(self, *no))
            .collect();
        self.the_one(it, own, then)
    }

    /// What somebody can mean who names nothing: what they talk about now, else all that concerns them.
    fn meant_privately(&self, person: PersonId) -> Vec<PostNo> {
        let mut talked: Vec<PostNo> = self
            .board
            .handoffs_of(person)
            .map(|(_, handoff)| handoff.no)
            .collect();
        talked.dedup();
        if talked.is_empty() {
            self.concerns(person)
        } else {
            talked
        }
    }

    /// Live posts that concern somebody: their own and those they promised on.
    fn concerns(&self, person: PersonId) -> Vec<PostNo> {
        let own = self
            .board
            .stakes_of(person)
            .filter(|(_, post)| post.is_live() || post.rests())
            .filter(|(_, post)| post.source.author == person)
            .map(|(no, _)| no);
        let mut all: Vec<PostNo> = own.chain(self.board.claims_of(person)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn yes(&mut self, it: &Message<'_>, post: Option<PostNo>) -> bool {
        if let Some(msg) = it.reply_to
            && self
                .board
                .doubt(msg)
                .is_some_and(|doubt| doubt.source.author == it.heard.who)
        {
            self.post_doubt(msg, None);
            return true;
        }
        self.reply(it, post, Reply::Yes)
    }

    fn no(&mut self, it: &Message<'_>, post: Option<PostNo>) -> bool {
        if let Some(msg) = it.reply_to {
            if self
                .board
                .doubt(msg)
                .is_some_and(|doubt| doubt.source.author == it.heard.who)
            {
                self.refuse_doubt(msg);
                return true;
            }
            let shows = matches!(self.board.topic(msg), Some(Topic::Source(_)));
            if it.heard.way == Way::Room
                && (shows || self.is_acknowledgement(msg))
                && let [no] = self.board.posts_about(msg)[..]
                && self.may_withdraw(it.heard.who, no)
            {
                self.correct(no);
                self.withdraw(it.heard, Some(it.msg), no);
                return true;
            }
        }
        self.reply(it, post, Reply::No)
    }

    fn reacted(&mut self, heard: &Heard, target: MsgId, mark: Mark) {
        self.open_by_emoji(heard);
        if let Some(doubt) = self.board.doubt(target) {
            if doubt.source.author == heard.who {
                match mark {
                    Mark::Yes | Mark::Done | Mark::Hand => self.post_doubt(target, None),
                    Mark::No => self.refuse_doubt(target),
                }
            }
            return;
        }
        let about = self.board.posts_about(target);
        let source = matches!(self.board.topic(target), Some(Topic::Source(_)));
        match (mark, about.as_slice()) {
            (_, []) | (Mark::Yes, _) => {}
            (Mark::Hand, [no]) => self.claim_by_hand(heard, target, *no),
            (Mark::Hand, several) => {
                let posts = several.to_vec();
                let to = WhichFor::Claim;
                self.answer(heard, target, Saying::WhichPost { posts, to }, None);
            }
            (Mark::Done, [no]) => {
                if self
                    .board
                    .post(*no)
                    .is_some_and(|post| post.concerns(heard.who))
                {
                    self.finish(heard, None, *no);
                }
            }
            // ❌ takes a post off only from its own source or acknowledgement, never from a list.
            (Mark::No, [no]) if source || self.is_acknowledgement(target) => {
                if self.may_withdraw(heard.who, *no) {
                    self.correct(*no);
                    self.withdraw(heard, None, *no);
                }
            }
            (Mark::Done | Mark::No, _) => {}
        }
    }

    fn is_acknowledgement(&self, msg: MsgId) -> bool {
        matches!(self.board.topic(msg), Some(Topic::Notice(id))
            if self.board.notice(*id).is_some_and(|notice| notice.answers.is_some()))
    }

    pub(super) fn may_withdraw(&self, person: PersonId, no: PostNo) -> bool {
        self.board.is_author(no, person) || self.organizes(person)
    }

    /// Its author says that a message in doubt is no post.
    fn refuse_doubt(&mut self, msg: MsgId) {
        let phrase = self.board.doubt(msg).and_then(|doubt| doubt.shape.phrase);
        self.misled_by(phrase);
        self.close_doubt(msg);
    }

    /// Somebody who may say so says that a post is none. One that is over by then was one.
    fn correct(&mut self, no: PostNo) {
        let post = self.board.post(no);
        let wrong = post.filter(|post| matches!(post.state, State::Live | State::Held(_)));
        self.misled_by(wrong.and_then(|post| post.shape.phrase));
    }

    fn misled_by(&mut self, phrase: Option<PhraseId>) {
        if let Some(phrase) = phrase {
            self.fact(Fact::Corrected { phrase });
        }
    }

    pub(super) fn close_doubt(&mut self, msg: MsgId) {
        self.fact(Fact::DoubtClosed { msg });
        self.keep(Keep::Erase(ContentId::Doubt(msg)));
    }
}

/// A marked word was used: there is no doubt about what was meant.
fn is_explicit(reading: &Reading) -> bool {
    reading.confidence >= 1.0
}
