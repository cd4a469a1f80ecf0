//! Making posts: at once, after a question, from somebody else's message; and changing them.

use std::time::Duration;

use wegotus_chat::{Text, Timestamp};

use super::routing::Message;
use super::{Heard, Quoted, Turn, Way};
use crate::board::{
    Act, CareFact, Content, ContentId, Fact, Hold, Keep, Kind, MsgId, NoticeId, PersonId, PostNo,
    SafetyFact, Saying, Shape, Source, To, Topic, Unnamed,
};
use crate::parser::{Command, Decision, Details, Reading, Slots};

const HOUR: Duration = Duration::from_secs(3600);

impl Turn<'_> {
    /// Makes a post of a message.
    pub(super) fn post(&mut self, it: &Message<'_>, kind: Kind) {
        if self.board.topic(it.msg).is_some() {
            return;
        }
        self.hold = Hold::of(it.reading.signs);
        let shape = Shape::of(kind, &it.reading.details, it.reading.language);
        let source = Source {
            author: it.heard.who,
            msg: it.msg,
            room: it.heard.room,
            private: it.heard.way == Way::Private,
            vanishes: it.heard.vanishes,
        };
        self.make(source, shape, words(&it.reading.details));
    }

    /// Asks with ❓ whether a message is a post.
    pub(super) fn doubt(&mut self, it: &Message<'_>, kind: Kind) {
        if self.board.topic(it.msg).is_some() || self.board.doubt(it.msg).is_some() {
            return;
        }
        let shape = Shape::of(kind, &it.reading.details, it.reading.language);
        let source = Source {
            author: it.heard.who,
            msg: it.msg,
            room: it.heard.room,
            private: false,
            vanishes: it.heard.vanishes,
        };
        let until = self.now.plus(self.policy.doubt_kept);
        let until = it.heard.vanishes.map_or(until, |at| at.min(until));
        self.fact(Fact::Doubted {
            msg: it.msg,
            source,
            shape,
            until,
        });
        self.keep(Keep::Put(
            ContentId::Doubt(it.msg),
            words(&it.reading.details),
        ));
        self.act(To::Room(it.heard.room), Act::Doubt { target: it.msg });
    }

    /// The author of a message in doubt says it is a post; the words are copied by who holds the vault.
    pub(super) fn post_doubt(&mut self, msg: MsgId, kind: Option<Kind>) {
        let Some(doubt) = self.board.doubt(msg).copied() else {
            return;
        };
        let shape = Shape {
            kind: kind.unwrap_or(doubt.shape.kind),
            ..doubt.shape
        };
        let no = self.board.next_no();
        self.fact(Fact::DoubtClosed { msg });
        if self.is_told_again(&doubt.source, &shape) {
            return self.keep(Keep::Erase(ContentId::Doubt(msg)));
        }
        self.keep(Keep::Move {
            from: ContentId::Doubt(msg),
            to: ContentId::Post(no),
        });
        self.make_without_words(doubt.source, shape);
    }

    /// "need" or "offer", said to a message: puts that on the board.
    pub(super) fn mark(&mut self, it: &Message<'_>, kind: Kind) -> bool {
        let Some(answered) = it.reply_to else {
            return false;
        };
        if self.board.doubt(answered).is_some() {
            self.post_doubt(answered, Some(kind));
            return true;
        }
        if self.board.topic(answered).is_some() {
            return false;
        }
        match it.quoted {
            None => self.answer(it.heard, it.msg, Saying::CannotSee { kind }, None),
            // Nobody else puts words on the board that the bot was asked not to read.
            Some(quoted)
                if self.board.is_ignored(quoted.author) && quoted.author != it.heard.who =>
            {
                self.answer(it.heard, it.msg, Saying::CannotSee { kind }, None);
            }
            Some(quoted) if quoted.wordless => {
                let source = Source {
                    author: quoted.author,
                    msg: answered,
                    room: it.heard.room,
                    private: it.heard.way == Way::Private,
                    vanishes: quoted.vanishes,
                };
                let person = it.heard.who;
                let unnamed = Unnamed {
                    source,
                    kind,
                    asked: self.now,
                };
                self.fact(Fact::Care(CareFact::AskedWhat { person, unnamed }));
                let act = Act::Say {
                    saying: Saying::WhatIsIt { kind },
                    answers: Some(it.msg),
                    topic: Some(Topic::What(person)),
                };
                self.act(it.heard.from(), act);
            }
            Some(Quoted {
                author,
                reading,
                vanishes,
                ..
            }) => {
                let shape = Shape::of(kind, &reading.details, reading.language);
                let source = Source {
                    author: *author,
                    msg: answered,
                    room: it.heard.room,
                    private: it.heard.way == Way::Private,
                    vanishes: *vanishes,
                };
                self.hold = Hold::of(reading.signs);
                self.make(source, shape, words(&reading.details));
                self.keep_message(answered, Some(*author));
            }
        }
        true
    }

    pub(super) fn make(&mut self, source: Source, shape: Shape, words: Content) {
        if self.is_told_again(&source, &shape) {
            return;
        }
        self.keep(Keep::Put(ContentId::Post(self.board.next_no()), words));
        self.make_without_words(source, shape);
    }

    fn make_without_words(&mut self, source: Source, shape: Shape) {
        let no = self.board.next_no();
        let signs = self.held_for_signs();
        let held_until = signs.or(self.slowed_until(source.author));
        let at = held_until.unwrap_or(self.now);
        let timing = self.policy.timing(&shape, at);
        self.fact(Fact::Posted {
            no,
            shape,
            source,
            at: self.now,
            timing,
            held_until,
        });
        self.begin_round(no, &shape);
        self.learn_language(&source, shape.language);
        self.keep_home(no, &shape, &source);
        match (held_until, self.hold.take()) {
            (Some(until), Some(why)) => {
                self.safety(SafetyFact::HeldFor { no, why });
                self.tell_of_hold(no, source.author, why, until);
            }
            (Some(until), None) => {
                let act = Act::Say {
                    saying: Saying::HeldForNow { no, until },
                    answers: Some(source.msg),
                    topic: Some(Topic::Post(no)),
                };
                self.act(home(&source), act);
            }
            (None, _) => {
                self.acknowledge(no, &source);
                self.look_for(no, &shape, source.author);
                self.wake(no, &shape, &[source.author]);
            }
        }
    }

    /// Answers the source with the post's own notice.
    pub(super) fn acknowledge(&mut self, no: PostNo, source: &Source) {
        let notice = self.next_notice();
        let answers = Some(source.msg);
        self.fact(Fact::Noticed {
            notice,
            to: home(source),
            posts: vec![no],
            answers,
        });
    }

    pub(super) fn next_notice(&self) -> NoticeId {
        let last = self.board.notices.last_key_value();
        let known = last.map_or(0, |(id, _)| id.0).max(self.board.notices_made);
        let new = self
            .done
            .facts
            .iter()
            .filter(|fact| matches!(fact, Fact::Noticed { .. }))
            .count();
        NoticeId(
            known
                .saturating_add(u32::try_from(new).unwrap_or(u32::MAX))
                .saturating_add(1),
        )
    }

    /// When the next post of somebody who posted very much in an hour is shown.
    fn slowed_until(&self, author: PersonId) -> Option<Timestamp> {
        let most = usize::try_from(self.policy.posts_per_hour?).ok()?;
        let (_, oldest) = self.board.posts_of(author).nth(most.checked_sub(1)?)?;
        let free_again = oldest.made.plus(HOUR);
        (free_again > self.now).then_some(free_again)
    }

    /// A message's text was replaced by its author.
    pub(super) fn edited(&mut self, heard: &Heard, msg: MsgId, reading: &Reading, text: &Text) {
        if let Some(Topic::Source(no)) = self.board.topic(msg) {
            return self.revise(heard, *no, reading);
        }
        if self.letter_edited(heard, msg, text) || self.board.topic(msg).is_some() {
            return;
        }
        if self.board.doubt(msg).is_some() {
            self.close_doubt(msg);
        }
        // Only a post comes of an edit: a claim or an answer counts as it was first said.
        if let (Some(kind), Decision::Post) = (reading.kind, reading.decision) {
            let it = Message {
                heard,
                msg,
                reply_to: None,
                reading,
                text,
                quoted: None,
                attachment: false,
            };
            self.post(&it, kind);
        }
    }

    fn revise(&mut self, heard: &Heard, no: PostNo, reading: &Reading) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if post.source.author != heard.who || !post.goes_on() {
            return;
        }
        match reading.command {
            Some(Command::Withdraw { .. }) => return self.withdraw(heard, None, no),
            Some(Command::Done { .. }) => return self.finish(heard, None, no),
            _ => {}
        }
        let kind = reading.kind.unwrap_or(post.shape.kind);
        let shape = Shape::of(
            kind,
            &reading.details,
            reading.language.or(post.shape.language),
        );
        // Whoever promised before the edit keeps their place.
        let slots = shape
            .slots
            .max(Slots::new(post.promised().saturating_sub(post.parts)));
        let phrase = shape.phrase.or(post.shape.phrase);
        // What comes round as before stays in the turn it is in.
        let same_round = shape.repeats.is_some() && shape.repeats == post.shape.repeats;
        let (when, urgency) = match same_round {
            true => (post.shape.when, post.shape.urgency.max(shape.urgency)),
            false => (shape.when, shape.urgency),
        };
        let shape = Shape {
            slots,
            phrase,
            when,
            urgency,
            // What was sensitive once stays so: an edit only says it in other words.
            sensitive: shape.sensitive || post.shape.sensitive,
            ..shape
        };
        let nudge = self.policy.next_nudge(&shape, post.waits_since(), self.now);
        self.fact(Fact::Revised { no, shape, nudge });
        self.revise_round(no, post, &shape);
        if shape.when != post.shape.when {
            for claim in post.claims.iter().filter(|claim| !claim.done) {
                self.plan_check_in(no, &shape, claim.person);
            }
        }
        let held = self.hold_again(no, post, reading);
        if !held && post.is_live() && shape.marks != post.shape.marks {
            self.look_for(no, &shape, post.source.author);
        }
        self.keep(Keep::Put(ContentId::Post(no), words(&reading.details)));
        self.take_home(no, &post.shape, &shape);
    }

    /// A message was taken back: what it put on the board goes with it.
    pub(super) fn deleted(&mut self, msg: MsgId) {
        if let Some(early) = self.board.early_as(msg) {
            return self.end_early(early.by, early.to);
        }
        let board = self.board;
        for early in board.early_to(msg) {
            self.end_early(early.by, early.to);
        }
        if self.board.doubt(msg).is_some() {
            return self.close_doubt(msg);
        }
        if let Some(Topic::Source(no)) = self.board.topic(msg) {
            let no = *no;
            let Some(post) = self.board.post(no) else {
                return;
            };
            let by_author = post
                .sources()
                .any(|it| it.msg == msg && it.author == post.source.author);
            // What stands in another room too stays on the board.
            if !by_author || post.other_source(msg).is_some() {
                return self.fact(Fact::SourceGone { no, msg });
            }
            self.take_off(no, None);
        }
    }
}

/// Where a post's author hears of it first: in the room it was written in, or privately.
pub(super) fn home(source: &Source) -> To {
    if source.private {
        To::Person(source.author)
    } else {
        To::Room(source.room)
    }
}

pub(super) fn words(details: &Details) -> Content {
    Content::Words {
        summary: details.summary.clone(),
        place: details.place.clone(),
    }
}
