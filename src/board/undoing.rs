//! What has to be known of how things stood before, so that an organizer can take a deed back.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{
    Acted, Board, Claim, Deed, MsgId, PersonId, Post, PostNo, Setting, Source, State, Timing, Topic,
};
use crate::parser::{Slots, Verb};

/// How it stood before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Was {
    /// A setting.
    Set {
        /// What it was set to.
        to: Setting,
        /// What was set before; nothing where it was as config has it.
        before: Option<Setting>,
    },
    /// Two posts that were made one.
    Two(Apart),
}

/// Two posts before they were made one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Apart {
    /// The messages that the one which went came from.
    pub sources: Vec<MsgId>,
    /// Who had promised on it, and how many.
    pub promised: Vec<(PersonId, u32)>,
    /// Who was in line for it, and not for the other.
    pub backups: Vec<PersonId>,
    /// Who had promised on the one that stayed.
    pub helped: Vec<PersonId>,
    /// How many that one took.
    pub slots: Slots,
}

/// Two posts that were made one become two again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Parting {
    /// The one that is a post of its own again.
    pub no: PostNo,
    /// The one it was part of.
    pub from: PostNo,
    /// How they stood before. Of the promises only those that are held still.
    pub apart: Apart,
    /// When.
    pub at: Timestamp,
    /// What is due about the one that is back.
    pub timing: Timing,
}

impl Apart {
    /// How two posts stand that are about to be made one: `kept` stays, `lost` goes.
    pub(super) fn of(kept: &Post, lost: &Post) -> Self {
        let backups = lost.backups.iter().copied();
        Self {
            sources: lost.sources().map(|source| source.msg).collect(),
            promised: lost.claims.iter().map(|it| (it.person, it.count)).collect(),
            backups: backups.filter(|it| !kept.backups.contains(it)).collect(),
            helped: kept.claims.iter().map(|claim| claim.person).collect(),
            slots: kept.shape.slots,
        }
    }
}

impl Board {
    /// Whether a deed can be taken back as things stand.
    pub(super) fn can_be_undone(&self, deed: &Deed) -> bool {
        match (deed.act, &deed.was) {
            (Acted::All(Verb::Set), Some(Was::Set { .. })) => true,
            (Acted::Merged(stays, goes), Some(Was::Two(apart))) => {
                self.can_part(stays, goes, apart)
            }
            (act, _) => act.can_be_undone(),
        }
    }

    /// Whether one post can be made two again: it is on the board, and the message of the other stands.
    fn can_part(&self, stays: PostNo, goes: PostNo, apart: &Apart) -> bool {
        let (Some(kept), Some(lost)) = (self.post(stays), self.post(goes)) else {
            return false;
        };
        let message = |source: &Source| source.msg == lost.source.msg;
        kept.is_live()
            && lost.merged == Some(stays)
            && !lost.erased
            && kept.also.iter().any(message)
            && !apart.sources.contains(&kept.source.msg)
    }

    pub(super) fn part(&mut self, parting: &Parting) {
        let Parting {
            no, from, apart, ..
        } = parting;
        let Some(kept) = self.post(*from) else {
            return;
        };
        let theirs = |source: &&Source| apart.sources.contains(&source.msg);
        let sources: Vec<Source> = kept.also.iter().filter(theirs).copied().collect();
        for source in &sources {
            self.note_topic(source.msg, Topic::Source(*no));
        }
        self.change(*from, |post| post.give_back(apart));
        self.change(*no, |post| {
            post.state = State::Live;
            (post.merged, post.erase, post.hidden) = (None, None, None);
            post.timing = parting.timing;
            let own = post.source.msg;
            post.also = sources.into_iter().filter(|it| it.msg != own).collect();
            post.backups.clone_from(&apart.backups);
            let promised = apart.promised.iter();
            post.claims = promised
                .map(|(person, count)| Claim::made(*person, *count, parting.at))
                .collect();
        });
        self.fresh.insert(*no);
    }
}

impl Post {
    /// Gives back what it took over from a post that is one of its own again.
    fn give_back(&mut self, apart: &Apart) {
        for (person, count) in &apart.promised {
            let helped = apart.helped.contains(person);
            for claim in self.claims.iter_mut().filter(|it| it.person == *person) {
                let left = claim.count.saturating_sub(*count);
                claim.count = if helped { left.max(1) } else { 0 };
            }
        }
        self.claims.retain(|claim| claim.count > 0);
        self.backups.retain(|it| !apart.backups.contains(it));
        self.also.retain(|it| !apart.sources.contains(&it.msg));
        self.shape.slots = apart.slots.max(Slots::new(self.promised()));
    }
}
