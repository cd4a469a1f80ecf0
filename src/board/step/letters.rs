//! Letters: to the conversation they are meant for and to no other; corrected or taken back where their writer does so.

use std::time::Duration;

use wegotus_chat::Text;

use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::letters::Told;
use crate::board::{
    Act, CareFact, CareSaying, ClaimFact, ClaimSaying, Content, ContentId, Fact, Handoff,
    HandoffId, Keep, Letter, LetterFact, LetterSaying, MsgId, PersonId, PostNo, RelayId, Saying,
    To, Topic, Unaddressed, Unheard,
};
use crate::parser::Command;

/// How long words wait for whom they are for.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// How soon the same question is asked again when more words come.
const ASK_AGAIN: Duration = Duration::from_secs(3600);

impl Turn<'_> {
    /// Passes on what somebody writes in one hand-off.
    pub(super) fn relay(&mut self, it: &Message<'_>, id: HandoffId, text: &Text) {
        let letter = self.letter(it, text);
        self.pass(it.heard.who, id, letter, Telling::Anew);
        if it.attachment {
            self.left_behind(it, id);
        }
    }

    /// Its writer hears that a picture or a recording was not passed on.
    fn left_behind(&mut self, it: &Message<'_>, id: HandoffId) {
        if let Some(handoff) = self.board.handoff(id) {
            let no = handoff.no;
            self.answer(it.heard, it.msg, Saying::AttachmentLeft { no }, Some(no));
        }
    }

    /// Keeps what a message says until it is told.
    fn letter(&mut self, it: &Message<'_>, text: &Text) -> Letter {
        let relay = self.next_relay();
        let words = !text.as_str().trim().is_empty();
        if words {
            self.seal(relay, text);
        }
        Letter {
            relay,
            msg: it.msg,
            words,
            attachment: it.attachment,
        }
    }

    fn seal(&mut self, relay: RelayId, text: &Text) {
        let words = Content::Relay(text.clone());
        self.keep(Keep::Put(ContentId::Relay(relay), words));
    }

    /// Sends a letter whose words are kept already.
    fn pass(&mut self, who: PersonId, id: HandoffId, letter: Letter, telling: Telling) {
        let Some(handoff) = self.board.handoff(id).copied() else {
            return;
        };
        let Some(other) = handoff.other(who) else {
            return;
        };
        let Handoff { no, .. } = handoff;
        let Letter {
            relay,
            msg,
            words,
            attachment,
        } = letter;
        let topic = Topic::Handoff(id, no);
        self.fact(Fact::About {
            msg,
            topic: topic.clone(),
        });
        self.heard_from_claimant(no, who);
        if words {
            self.fact(Fact::Relayed {
                relay,
                from: who,
                to: other,
            });
            let handoff = id;
            self.fact(Fact::Letters(LetterFact::Passing {
                relay,
                msg,
                handoff,
            }));
            let saying = Saying::Relay {
                no,
                from: who,
                relay,
                handoff: id,
                corrected: telling == Telling::Corrected,
            };
            self.say(To::Person(other), saying, Some(topic.clone()));
        }
        if attachment {
            let saying = LetterSaying::AttachmentSent {
                no,
                from: who,
                handoff: id,
            };
            self.say(To::Person(other), Saying::Letters(saying), Some(topic));
        }
    }

    /// Keeps words that could be for several, and asks whom they are for.
    pub(super) fn hold(&mut self, it: &Message<'_>, choices: Vec<HandoffId>, text: &Text) {
        let who = it.heard.who;
        let letter = self.letter(it, text);
        let relay = letter.relay;
        self.fact(Fact::Claims(ClaimFact::Sealed { relay }));
        let known = self.board.unaddressed(who).cloned();
        let asks = known
            .as_ref()
            .is_none_or(|known| self.now.since(known.asked) >= ASK_AGAIN);
        let mut waits = known.unwrap_or(Unaddressed {
            letters: Vec::new(),
            choices: Vec::new(),
            asked: self.now,
            until: self.now.plus(KEPT),
        });
        waits.letters.push(letter);
        if asks {
            (waits.asked, waits.choices) = (self.now, choices);
            self.ask_who_for(it, &waits.choices);
        }
        self.wait(who, Some(waits));
    }

    fn wait(&mut self, person: PersonId, unaddressed: Option<Unaddressed>) {
        self.fact(Fact::Letters(LetterFact::Waits {
            person,
            unaddressed,
        }));
    }

    fn ask_who_for(&mut self, it: &Message<'_>, choices: &[HandoffId]) {
        let open = choices.iter().filter_map(|id| self.board.handoff(*id));
        let choices: Vec<(PostNo, Option<PersonId>)> = open
            .map(|handoff| {
                // Who posted it says so in their own time.
                let named = (handoff.author == it.heard.who).then_some(handoff.claimant);
                (handoff.no, named)
            })
            .collect();
        let posts = choices.iter().map(|(no, _)| *no).collect();
        let act = Act::Say {
            saying: Saying::Letters(LetterSaying::WhoFor { choices }),
            answers: Some(it.msg),
            topic: Some(Topic::Posts(posts)),
        };
        self.act(it.heard.from(), act);
    }

    /// Somebody whose words wait says whom they are for: by its number in the list, or the post's. False where this
    /// message says no such thing.
    pub(super) fn addressed(&mut self, it: &Message<'_>) -> bool {
        let who = it.heard.who;
        let Some(waits) = self.board.unaddressed(who).cloned() else {
            return false;
        };
        let quotes = it.reply_to.and_then(|msg| self.board.topic(msg));
        if it.reply_to.is_some() && !matches!(quotes, Some(Topic::Posts(_))) {
            return false;
        }
        // The numbers are those of the list as it was shown: of what was open then, what is open now.
        let open: Vec<HandoffId> = waits
            .choices
            .iter()
            .copied()
            .filter(|id| self.board.handoff(*id).is_some())
            .collect();
        let chosen = match &it.reading.command {
            Some(Command::Choice { post: None, number }) => {
                let nth = usize::from(*number).checked_sub(1);
                nth.and_then(|nth| waits.choices.get(nth)).copied()
            }
            None => post_number(it.text).and_then(|no| self.only_about(&open, no)),
            Some(_) => return false,
        };
        let numbered = it.reading.command.is_some();
        match chosen.filter(|id| open.contains(id)) {
            Some(id) => {
                let no = self.board.handoff(id).map(|handoff| handoff.no);
                self.wait(who, None);
                for letter in waits.letters {
                    if letter.attachment {
                        self.left_behind(it, id);
                    }
                    self.pass(who, id, letter, Telling::Anew);
                }
                if let Some(no) = no {
                    let saying = Saying::Letters(LetterSaying::PassedOn { no });
                    self.answer(it.heard, it.msg, saying, Some(no));
                }
                true
            }
            None if numbered => {
                if open.is_empty() {
                    self.let_go_letters(who);
                } else {
                    // The list is numbered anew.
                    self.ask_who_for(it, &open);
                    self.wait(
                        who,
                        Some(Unaddressed {
                            choices: open,
                            asked: self.now,
                            ..waits
                        }),
                    );
                }
                true
            }
            None => false,
        }
    }

    fn only_about(&self, open: &[HandoffId], no: PostNo) -> Option<HandoffId> {
        let about = |id: &&HandoffId| self.board.handoff(**id).is_some_and(|it| it.no == no);
        let mut found = open.iter().filter(about);
        match (found.next(), found.next()) {
            (Some(id), None) => Some(*id),
            _ => None,
        }
    }

    /// What somebody who is forgotten wrote, and what was written to them, is told to nobody any more.
    pub(super) fn drop_letters_of(&mut self, person: PersonId) {
        let waits = self.board.unaddressed(person);
        for letter in waits.map(|it| it.letters.clone()).unwrap_or_default() {
            self.keep(Keep::Erase(ContentId::Relay(letter.relay)));
        }
    }

    /// Nobody said whom they were for: they are let go, and their writer hears so.
    pub(super) fn let_go_letters(&mut self, person: PersonId) {
        if self.board.unaddressed(person).is_none() {
            return;
        }
        self.drop_letters_of(person);
        self.wait(person, None);
        let saying = Saying::Letters(LetterSaying::LetGo);
        self.say(To::Person(person), saying, None);
    }

    /// A letter's text was replaced: what is not told yet is told as it is now, what was told is told again.
    pub(super) fn letter_edited(&mut self, heard: &Heard, msg: MsgId, text: &Text) -> bool {
        if heard.way != Way::Private {
            return false;
        }
        let waits = self.board.unaddressed(heard.who);
        let waiting = waits.and_then(|it| it.letters.iter().find(|it| it.msg == msg));
        if let Some(relay) = waiting
            .map(|letter| letter.relay)
            .or_else(|| self.board.passing(msg))
        {
            self.seal(relay, text);
            return true;
        }
        let Some(Topic::Handoff(id, _)) = self.board.topic(msg).cloned() else {
            return false;
        };
        let relay = self.next_relay();
        if self.board.handoff(id).is_some() && !text.as_str().trim().is_empty() {
            self.seal(relay, text);
            let letter = Letter {
                relay,
                msg,
                words: true,
                attachment: false,
            };
            self.pass(heard.who, id, letter, Telling::Corrected);
        }
        true
    }

    /// A letter was taken back: what is not told yet never is, what was told is taken back too.
    pub(super) fn letter_deleted(&mut self, who: PersonId, msg: MsgId) {
        if let Some(relay) = self.board.passing(msg) {
            self.keep(Keep::Erase(ContentId::Relay(relay)));
            self.fact(Fact::Letters(LetterFact::Stopped { relay }));
        }
        if let Some(Topic::Handoff(id, _)) = self.board.topic(msg)
            && let Some(other) = self.board.handoff(*id).and_then(|it| it.other(who))
        {
            for Told { msg, sent } in self.board.told_as(*id, msg).iter().copied() {
                self.act(To::Person(other), Act::TakeBack { msg, sent });
            }
        }
        let Some(mut waits) = self.board.unaddressed(who).cloned() else {
            return;
        };
        let Some(at) = waits.letters.iter().position(|letter| letter.msg == msg) else {
            return;
        };
        let relay = waits.letters.remove(at).relay;
        self.keep(Keep::Erase(ContentId::Relay(relay)));
        let left = (!waits.letters.is_empty()).then_some(waits);
        self.wait(who, left);
    }

    /// What still waits to be told in a conversation that is over is erased at once, whenever its turn would have come.
    pub(super) fn erase_untold(&mut self) {
        let closed = |id: HandoffId| {
            let fact = Fact::HandoffClosed { handoff: id };
            self.done.facts.contains(&fact)
        };
        let any = |fact: &Fact| matches!(fact, Fact::HandoffClosed { .. });
        if !self.done.facts.iter().any(any) {
            return;
        }
        let untold = self.board.pending.values().filter_map(|effect| {
            let Act::Say { saying, .. } = &effect.act else {
                return None;
            };
            match saying {
                Saying::Relay { handoff, relay, .. }
                | Saying::Claims(ClaimSaying::AskCovers { handoff, relay, .. })
                    if closed(*handoff) =>
                {
                    Some(*relay)
                }
                _ => None,
            }
        });
        let untold: Vec<RelayId> = untold.collect();
        let mut waiting = self.board.with_unaddressed();
        waiting.retain(|(_, choices)| {
            let open = |id: &HandoffId| self.board.handoff(*id).is_some() && !closed(*id);
            !choices.iter().any(open)
        });
        for relay in untold {
            self.keep(Keep::Erase(ContentId::Relay(relay)));
        }
        // What could be for conversations that are all over is for nobody any more.
        for (person, _) in waiting {
            if !self.has_forgotten(person) {
                self.let_go_letters(person);
            }
        }
    }

    /// An opening could not be delivered: it waits until the neighbour writes. Where they are known from a room, that
    /// room hears that the bot has something for them, and neither what nor about which post.
    pub(super) fn cannot_write(&mut self, to: To, saying: &Saying, topic: Option<&Topic>) {
        let To::Person(person) = to else { return };
        if !matches!(
            saying,
            Saying::MeetHelper { .. }
                | Saying::MeetAuthor { .. }
                | Saying::Care(CareSaying::Neutral)
        ) {
            return;
        }
        let known = self.board.is_unopened(person) && *saying != Saying::Care(CareSaying::Neutral);
        if topic.is_some() {
            let unheard = Unheard {
                saying: saying.clone(),
                topic: topic.cloned(),
            };
            self.fact(Fact::Care(CareFact::Waits { person, unheard }));
        }
        let room = self.board.person(person).and_then(|known| known.room);
        if let Some(room) = room.filter(|room| !known && self.board.has_room(*room)) {
            let saying = Saying::Letters(LetterSaying::CannotWrite { to: person });
            self.say(To::Room(room), saying, None);
        }
    }
}

/// How a letter is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// For the first time.
    Anew,
    /// It was told before, and says something else now.
    Corrected,
}

/// `#14`, and nothing else.
fn post_number(text: &Text) -> Option<PostNo> {
    let number = text.as_str().trim().strip_prefix('#')?;
    number.parse().ok().map(PostNo)
}
