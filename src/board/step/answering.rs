//! Answers to what the bot asked somebody privately.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Outcome, PostNo, Question, Saying};

/// What somebody answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reply {
    Yes,
    No,
    /// The number of one of the answers offered.
    Choice(u8),
    /// It is all done.
    AllDone,
    /// It is still needed.
    StillNeeded,
    /// Somebody else, please.
    SomeoneElse,
    /// They cannot tell.
    NotSure,
}

impl Reply {
    /// Whether this is an answer to that question.
    fn fits(self, question: Question) -> bool {
        match question {
            Question::Outcome(_) => self.outcome().is_some(),
            Question::Show(_) | Question::StillNeeded(_) => {
                matches!(self, Self::Yes | Self::No | Self::StillNeeded)
            }
            Question::Covers(..)
            | Question::StillYours(_)
            | Question::CheckIn(_)
            | Question::Fits { .. }
            | Question::Same { .. }
            | Question::TakeOn { .. }
            | Question::MayShare(_)
            | Question::MayIntroduce(_) => matches!(self, Self::Yes | Self::No),
        }
    }

    /// What it says of how it went.
    fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Choice(1) | Self::AllDone => Outcome::AllDone,
            Self::Choice(2) | Self::StillNeeded => Outcome::SameHelper,
            Self::Choice(3) | Self::SomeoneElse => Outcome::SomeoneElse,
            Self::Choice(4) | Self::NotSure => Outcome::NotSure,
            Self::Yes | Self::No | Self::Choice(_) => return None,
        })
    }
}

fn is_check_in(question: &Question) -> bool {
    matches!(question, Question::CheckIn(_))
}

impl Turn<'_> {
    /// An answer to a question the bot asked privately. False where nothing was asked that it could answer.
    pub(super) fn reply(&mut self, it: &Message<'_>, named: Option<PostNo>, reply: Reply) -> bool {
        if it.heard.way != Way::Private {
            return false;
        }
        match self.meant(it, named, reply)[..] {
            [] => return false,
            // "Yes" to several of them at once is yes to all.
            ref all if reply == Reply::Yes && all.iter().all(is_check_in) => {
                let posts = all.iter().map(|it| it.post()).collect();
                self.still_on(it, posts);
            }
            [question] => self.take(it, question, reply),
            ref several => {
                let mut posts: Vec<PostNo> = several.iter().map(|it| it.post()).collect();
                posts.sort_unstable();
                self.answer(it.heard, it.msg, Saying::WhichAnswer { posts }, None);
            }
        }
        true
    }

    /// "I'm on my way", from somebody who was just asked whether they are still on it.
    pub(super) fn says_still_on(&mut self, it: &Message<'_>, named: Option<PostNo>) -> bool {
        let asked = self.meant(it, named, Reply::Yes);
        let on = it.heard.way == Way::Private && !asked.is_empty() && asked.iter().all(is_check_in);
        on && self.reply(it, named, Reply::Yes)
    }

    /// As [`Turn::reply`], for words that mean something else besides: they answer only what is quoted or named, or
    /// what was asked last, as long as nothing was said to a neighbour since.
    pub(super) fn reply_in_words(
        &mut self,
        it: &Message<'_>,
        named: Option<PostNo>,
        reply: Reply,
    ) -> bool {
        let known = self.board.person(it.heard.who);
        let last = known.and_then(|known| known.questions.last().filter(|_| !known.talked));
        let pointed = named.is_some() || it.reply_to.is_some();
        let fresh = last.is_some_and(|question| reply.fits(*question));
        (pointed || fresh) && self.reply(it, named, reply)
    }

    /// The questions an answer can mean, the newest of each post: that about the post it names or quotes, else
    /// any about a post that is not over.
    fn meant(&self, it: &Message<'_>, named: Option<PostNo>, reply: Reply) -> Vec<Question> {
        let Some(known) = self.board.person(it.heard.who) else {
            return Vec::new();
        };
        let about = match (named, it.reply_to) {
            (Some(no), _) => Some(vec![no]),
            (None, Some(msg)) => Some(self.board.posts_about(msg)),
            (None, None) => None,
        };
        let mut meant: Vec<Question> = Vec::new();
        for question in known.questions.iter().rev().copied() {
            let spoken_of = match &about {
                Some(about) => about.contains(&question.post()),
                None => self.board.matters(it.heard.who, question, self.now),
            };
            let newer = meant.iter().any(|it| it.post() == question.post());
            if spoken_of && !newer && reply.fits(question) {
                meant.push(question);
            }
        }
        meant
    }

    /// Does what the answer to one question says.
    fn take(&mut self, it: &Message<'_>, question: Question, reply: Reply) {
        match (question, reply) {
            (Question::Show(no), Reply::Yes) => self.may_show(it, no),
            (Question::Show(no), Reply::No) => self.withdraw(it.heard, Some(it.msg), no),
            (Question::Show(_), _) => {}
            (Question::StillNeeded(no), Reply::No) => self.withdraw(it.heard, Some(it.msg), no),
            (Question::StillNeeded(no), _) => self.extend(it.heard, it.msg, no),
            (Question::Covers(no, helper), reply) => {
                self.covers(it, no, helper, reply == Reply::Yes);
            }
            (Question::StillYours(no), reply) => self.still_yours(it, no, reply == Reply::Yes),
            (Question::Outcome(no), reply) => {
                if let Some(outcome) = reply.outcome() {
                    self.outcome(it.heard, it.msg, no, outcome);
                }
            }
            (Question::CheckIn(no), Reply::No) => self.release(it.heard, Some(it.msg), no),
            (Question::CheckIn(no), _) => self.still_on(it, vec![no]),
            (Question::Fits { .. } | Question::Same { .. }, _) => {
                self.pairing_answer(it, question, reply == Reply::Yes);
            }
            (Question::TakeOn { no, by }, answer) => {
                self.take_on(it, no, by, answer == Reply::Yes);
            }
            (Question::MayShare(no), answer) => self.share_post(it, no, answer == Reply::Yes),
            (Question::MayIntroduce(no), Reply::Yes) => self.introduce_waiting(it, no),
            (Question::MayIntroduce(no), _) => self.someone_else(it, no),
        }
    }
}
