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
}

impl Reply {
    /// Whether this is an answer to that question.
    fn fits(self, question: Question) -> bool {
        match question {
            Question::Outcome(_) => matches!(self, Self::Choice(1..=4)),
            Question::StillNeeded(_) | Question::CheckIn(_) => matches!(self, Self::Yes | Self::No),
        }
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
            (Question::StillNeeded(no), Reply::Yes) => self.extend(it.heard, it.msg, no),
            (Question::StillNeeded(no), _) => self.withdraw(it.heard, Some(it.msg), no),
            (Question::Outcome(no), Reply::Choice(number)) => {
                let outcome = match number {
                    1 => Outcome::AllDone,
                    2 => Outcome::SameHelper,
                    3 => Outcome::SomeoneElse,
                    _ => Outcome::NotSure,
                };
                self.outcome(it.heard, it.msg, no, outcome);
            }
            (Question::CheckIn(no), Reply::No) => self.release(it.heard, Some(it.msg), no),
            (Question::CheckIn(no), _) => self.still_on(it, vec![no]),
            // No answer to that: it does not fit.
            (Question::Outcome(_), _) => {}
        }
    }
}
