//! What a saying speaks of.

use crate::board::{
    Acted, CareSaying, OrganizerSaying, PersonId, PostNo, SafetySaying, Saying, Status,
};

impl Saying {
    /// The posts it speaks of.
    #[must_use]
    pub fn posts(&self) -> Vec<PostNo> {
        match self {
            Self::WhichPost { posts, .. }
            | Self::Nudge { posts, .. }
            | Self::WhichHandoff { posts }
            | Self::WhichAnswer { posts }
            | Self::Digest { posts, .. }
            | Self::CheckInNoted { posts }
            | Self::List { posts, .. }
            | Self::Care(CareSaying::RestNoted { posts }) => posts.clone(),
            Self::Care(
                CareSaying::AskIntroduce { no, .. } | CareSaying::MayIntroduce { no, .. },
            ) => vec![*no],
            Self::Several { sayings } => sayings.iter().flat_map(Self::posts).collect(),
            Self::ClaimTaken { no, .. }
            | Self::ClaimAdded { no, .. }
            | Self::OpenAgain { no }
            | Self::HelperLeft { no, .. }
            | Self::Thanked { no }
            | Self::AskOutcome { no }
            | Self::OutcomeNoted { no, .. }
            | Self::OtherSaysDone { no }
            | Self::StillNeeded { no }
            | Self::DoneNoted { no }
            | Self::Closed {
                no,
                status: Status::Done,
            }
            | Self::OtherWithdrew { no }
            | Self::MeetHelper { no, .. }
            | Self::MeetAuthor { no, .. }
            | Self::AskCheckIn { no }
            | Self::NightNeed { no }
            | Self::UnmetNeed { no }
            | Self::LateDropOut { no }
            | Self::HelperSilent { no, .. }
            | Self::AskStillNeeded { no } => vec![*no],
            Self::Claims(it) => vec![it.post()],
            Self::AskFits { no, with, .. } | Self::AskSame { no, with } => vec![*no, *with],
            Self::Organizers(saying) => saying.posts(),
            Self::Safety(SafetySaying::MoneyWaits { no, .. }) => vec![*no],
            Self::Letters(it) => it.posts(),
            _ => Vec::new(),
        }
    }

    /// The people it speaks of.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::ClaimTaken { by: person, .. }
            | Self::ClaimAdded { by: person, .. }
            | Self::HelperAdds { helper: person, .. }
            | Self::HelperLeft {
                next: Some(person), ..
            }
            | Self::HelperSilent {
                next: Some(person), ..
            }
            | Self::MeetHelper { helper: person, .. }
            | Self::Relay { from: person, .. }
            | Self::Contact { from: person, .. } => vec![*person],
            Self::Several { sayings } => sayings.iter().flat_map(Self::people).collect(),
            Self::Care(care) => care.people(),
            Self::Claims(it) => it.person().into_iter().collect(),
            Self::Organizers(saying) => saying.people(),
            Self::Safety(SafetySaying::SomebodyTakesMuch { person }) => vec![*person],
            Self::Letters(it) => it.people(),
            _ => Vec::new(),
        }
    }
}

impl CareSaying {
    /// The people it speaks of.
    fn people(&self) -> Vec<PersonId> {
        match self {
            Self::NotSafe { organizers } => organizers.clone(),
            Self::NotSafeTold { organizer } => organizer.iter().copied().collect(),
            Self::SomebodyUnsafe { person, other, .. } => {
                [Some(*person), *other].into_iter().flatten().collect()
            }
            Self::StewardAsked { person } | Self::StewardNow { person } => vec![*person],
            Self::SomebodyAsks { person } | Self::Said { from: person, .. } => vec![*person],
            Self::HumanCame { person, organizer } => vec![*person, *organizer],
            Self::AskIntroduce { helper, .. } | Self::MayIntroduce { helper, .. } => vec![*helper],
            _ => Vec::new(),
        }
    }
}

impl OrganizerSaying {
    fn posts(&self) -> Vec<PostNo> {
        match self {
            Self::HeldList { posts } => posts.clone(),
            Self::AskTakeOn { no } => vec![*no],
            _ => Vec::new(),
        }
    }

    fn people(&self) -> Vec<PersonId> {
        let of = |act: &Acted| match act {
            Acted::Person(_, person) | Acted::Assigned(_, person) => Some(*person),
            Acted::All(_) | Acted::Post(..) | Acted::Merged(..) => None,
        };
        match self {
            Self::Did { act } | Self::Undid { act } => of(act).into_iter().collect(),
            Self::WhichOne { people, .. } => people.clone(),
            Self::AnotherAsks { by, .. } => vec![*by],
            Self::TakenOn { person, .. } | Self::CannotAsk { person, .. } => vec![*person],
            Self::Log { deeds } => {
                let people = deeds.iter();
                let people = people.flat_map(|deed| [Some(deed.by), of(&deed.act)]);
                people.flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}
