//! Every sentence, as people read it. A changed wording shows here.

use std::sync::Arc;

use wegotus_chat::{Name, Timestamp};

use super::*;
use crate::board::{
    Acted, CareSaying, ClaimSaying, Deed, HandoffId, LetterSaying, LinkSaying, OrganizerSaying,
    PersonId, RelayId, SafetySaying, Setting, SettingName, WhichFor,
};
use crate::parser::{Repeats, RoomManner, Verb};
use crate::tracker::NetworkId;

const BEN: PersonId = PersonId([2; 16]);
const NO: PostNo = PostNo(14);
const OTHER: PostNo = PostNo(15);

fn post(no: PostNo, status: Status) -> PostView {
    PostView {
        no,
        kind: Kind::Need,
        status,
        category: Category::Baby,
        summary: "diapers size 4".to_owned(),
        place: Some("Elm St".to_owned()),
        when: Some(When {
            at: Timestamp(1_795_503_600_000),
            precision: Precision::Time,
        }),
        repeats: None,
        comes: None,
        urgency: Urgency::Urgent,
        caution: false,
        slots: 1,
        free: 1,
        for_others: false,
        language: Some(Language::German),
        room: Some("Signal · Block 5".to_owned()),
    }
}

pub(super) fn telling() -> Telling {
    let ben = PersonView {
        name: "Ben".to_owned(),
        room: Some("Matrix · Garden".to_owned()),
        contact: "@ben:example.org".to_owned(),
        called: None,
    };
    let offer = PostView {
        kind: Kind::Offer,
        category: Category::Other,
        summary: "مرق دجاج".to_owned(),
        place: None,
        when: Some(When {
            at: Timestamp(1_795_478_400_000),
            precision: Precision::Day,
        }),
        urgency: Urgency::Normal,
        for_others: true,
        slots: 3,
        free: 2,
        ..post(OTHER, Status::Open)
    };
    Telling {
        network: "Riverside".to_owned(),
        run_by: vec!["the tenants".to_owned()],
        groups: Arc::new(
            [("elm", "Elm Street"), ("riverside", "Riverside")]
                .map(|(id, name)| (NetworkId::new(id).unwrap(), Name::from(name)))
                .into(),
        ),
        contacts: vec!["Crisis line 555-0199, day and night".to_owned()],
        posts: [(NO, post(NO, Status::Open)), (OTHER, offer)].into(),
        people: [(BEN, ben)].into(),
        relay: Some("third door on the left".to_owned()),
    }
}

fn sayings() -> Vec<Saying> {
    let (no, handoff) = (NO, HandoffId(1));
    let posts = vec![NO, OTHER];
    vec![
        Saying::Arrived,
        Saying::Ignoring,
        Saying::Listening,
        Saying::AskForget,
        Saying::Forgotten,
        Saying::ClaimTaken {
            no,
            by: BEN,
            count: 1,
            left: 0,
            short: false,
        },
        Saying::ClaimTaken {
            no: OTHER,
            by: BEN,
            count: 2,
            left: 1,
            short: false,
        },
        Saying::ClaimTaken {
            no: OTHER,
            by: BEN,
            count: 2,
            left: 0,
            short: true,
        },
        Saying::ClaimAdded {
            no: OTHER,
            by: BEN,
            count: 1,
            left: 2,
            short: false,
        },
        Saying::ClaimAdded {
            no: OTHER,
            by: BEN,
            count: 2,
            left: 0,
            short: true,
        },
        Saying::HelperAdds {
            no: OTHER,
            helper: BEN,
            count: 2,
        },
        Saying::Claims(ClaimSaying::PartTaken { no, by: BEN }),
        Saying::Claims(ClaimSaying::AskCovers {
            no,
            helper: BEN,
            relay: RelayId(0),
            handoff,
        }),
        Saying::Claims(ClaimSaying::Covered { no }),
        Saying::Claims(ClaimSaying::RestNoted {
            no,
            promoted: false,
        }),
        Saying::Claims(ClaimSaying::RestNoted { no, promoted: true }),
        Saying::Claims(ClaimSaying::RestOpen { no }),
        Saying::Claims(ClaimSaying::TakeOverAsked { no, place: 1 }),
        Saying::Claims(ClaimSaying::TakeOverAsked { no, place: 2 }),
        Saying::Claims(ClaimSaying::AskStillYours { no, hours: 12 }),
        Saying::Claims(ClaimSaying::StillYours { no }),
        Saying::Claims(ClaimSaying::WentOn { no }),
        Saying::Claims(ClaimSaying::StillTheirs { no }),
        Saying::ClaimTooLate { no },
        Saying::ClaimHeld { no },
        Saying::ClaimOwn { no },
        Saying::Closed {
            no,
            status: Status::Done,
        },
        Saying::Closed {
            no,
            status: Status::Withdrawn,
        },
        Saying::NoSuchPost { no },
        Saying::NotYours { no },
        Saying::WhichPost {
            posts: posts.clone(),
            to: WhichFor::Claim,
        },
        Saying::WhichPost {
            posts: posts.clone(),
            to: WhichFor::Backup,
        },
        Saying::WhichPost {
            posts: posts.clone(),
            to: WhichFor::Release,
        },
        Saying::WhichPost {
            posts: posts.clone(),
            to: WhichFor::Done,
        },
        Saying::WhichPost {
            posts: posts.clone(),
            to: WhichFor::Withdraw,
        },
        Saying::BackupNoted { no, place: 1 },
        Saying::BackupNoted { no, place: 3 },
        Saying::ReleaseNoted {
            no,
            promoted: false,
        },
        Saying::ReleaseNoted { no, promoted: true },
        Saying::OpenAgain { no },
        Saying::HelperLeft { no, next: None },
        Saying::HelperLeft {
            no,
            next: Some(BEN),
        },
        Saying::MeetHelper {
            no,
            helper: BEN,
            handoff,
        },
        Saying::MeetAuthor {
            no,
            kind: Kind::Need,
            handoff,
            promoted: false,
        },
        Saying::MeetAuthor {
            no,
            kind: Kind::Need,
            handoff,
            promoted: true,
        },
        Saying::Thanked { no },
        Saying::DoneNoted { no },
        Saying::AskOutcome { no },
        Saying::OutcomeNoted {
            no,
            outcome: Outcome::AllDone,
            again: false,
        },
        Saying::OutcomeNoted {
            no,
            outcome: Outcome::SameHelper,
            again: false,
        },
        Saying::OutcomeNoted {
            no,
            outcome: Outcome::SomeoneElse,
            again: false,
        },
        Saying::OutcomeNoted {
            no,
            outcome: Outcome::NotSure,
            again: false,
        },
        Saying::OutcomeNoted {
            no,
            outcome: Outcome::NotSure,
            again: true,
        },
        Saying::OtherSaysDone { no },
        Saying::StillNeeded { no },
        Saying::WithdrawNoted { no },
        Saying::OtherWithdrew { no },
        Saying::HeldForNow {
            no,
            until: Timestamp(1_795_503_600_000),
        },
        Saying::AskStillNeeded { no },
        Saying::SettingNoted {
            setting: Setting::read("quiet 22-8").unwrap(),
        },
        Saying::SettingUnread {
            name: Some(SettingName::Expires),
        },
        Saying::SettingUnread { name: None },
        Saying::Settings {
            settings: Setting::all(&crate::board::Policy::default()),
        },
        Saying::OrganizersSet,
        Saying::Digest {
            posts: posts.clone(),
            last: vec![no],
            more: 2,
        },
        Saying::NightNeed { no },
        Saying::NightsNoted { on: true },
        Saying::NightsNoted { on: false },
        Saying::UnmetNeed { no },
        Saying::AskCheckIn { no },
        Saying::CheckInNoted { posts: vec![no] },
        Saying::CheckInNoted {
            posts: posts.clone(),
        },
        Saying::CheckInLapsed { no },
        Saying::HelperSilent { no, next: None },
        Saying::HelperSilent {
            no,
            next: Some(BEN),
        },
        Saying::LateDropOut { no },
        Saying::Several {
            sayings: vec![
                Saying::AskStillNeeded { no },
                Saying::AskStillNeeded { no: OTHER },
            ],
        },
        Saying::WhichAnswer {
            posts: posts.clone(),
        },
        Saying::AskFits {
            no,
            with: OTHER,
            kind: Kind::Need,
        },
        Saying::AskFits {
            no,
            with: OTHER,
            kind: Kind::Offer,
        },
        Saying::AskSame { no, with: OTHER },
        Saying::PairingNoted { no },
        Saying::PairingLeft { no },
        Saying::PairingOver { no },
        Saying::Merged { no, gone: OTHER },
        Saying::Parted { no, other: OTHER },
        Saying::PartOf {
            no: OTHER,
            into: no,
        },
        Saying::AlreadyPosted { no },
        Saying::ExtendNoted { no },
        Saying::Nudge {
            posts: vec![NO],
            more: 0,
        },
        Saying::Nudge {
            posts: posts.clone(),
            more: 5,
        },
        Saying::Relay {
            no,
            from: BEN,
            relay: RelayId(0),
            handoff,
            corrected: false,
        },
        Saying::Relay {
            no,
            from: BEN,
            relay: RelayId(0),
            handoff,
            corrected: true,
        },
        Saying::Letters(LetterSaying::WhoFor {
            choices: vec![(NO, Some(BEN)), (OTHER, None)],
        }),
        Saying::Letters(LetterSaying::PassedOn { no }),
        Saying::Letters(LetterSaying::LetGo),
        Saying::Letters(LetterSaying::AttachmentSent {
            no,
            from: BEN,
            handoff,
        }),
        Saying::Letters(LetterSaying::CannotWrite { to: BEN }),
        Saying::Links(LinkSaying::Code {
            to: BEN,
            relay: RelayId(0),
            minutes: 15,
        }),
        Saying::Links(LinkSaying::CodeAnew {
            to: BEN,
            relay: RelayId(0),
            minutes: 15,
        }),
        Saying::Links(LinkSaying::FromOther),
        Saying::Links(LinkSaying::Unknown),
        Saying::Links(LinkSaying::Locked),
        Saying::Links(LinkSaying::Refused),
        Saying::Links(LinkSaying::Linked),
        Saying::Links(LinkSaying::Unlinked),
        Saying::Links(LinkSaying::UnlinkedOne),
        Saying::Links(LinkSaying::NoSuchAccount),
        Saying::Links(LinkSaying::NotLinked),
        Saying::RelayFailed { no },
        Saying::WhichHandoff {
            posts: posts.clone(),
        },
        Saying::AttachmentLeft { no },
        Saying::Contact {
            no,
            from: BEN,
            handoff,
        },
        Saying::ShareNoted { no },
        Saying::HandoffOver { no },
        Saying::List {
            which: Which::Board,
            posts: posts.clone(),
            more: 0,
        },
        Saying::List {
            which: Which::Mine,
            posts: vec![],
            more: 0,
        },
        Saying::List {
            which: Which::Needs,
            posts,
            more: 7,
        },
        Saying::Help { private: false },
        Saying::Help { private: true },
        Saying::CannotSee { kind: Kind::Need },
        Saying::WhatIsIt { kind: Kind::Offer },
        Saying::NotUnderstood,
        Saying::WhichGroup {
            groups: ["elm", "riverside"]
                .map(|id| NetworkId::new(id).unwrap())
                .to_vec(),
        },
        Saying::GroupNoted {
            group: NetworkId::new("riverside").unwrap(),
        },
        Saying::Speaks {
            language: Language::Spanish,
        },
        Saying::GroupLapsed,
        Saying::HowToReach,
    ]
    .into_iter()
    .chain(with_care().into_iter().map(Saying::Care))
    .collect()
}

fn with_care() -> Vec<CareSaying> {
    let (no, person) = (NO, BEN);
    vec![
        CareSaying::Neutral,
        CareSaying::LetGo,
        CareSaying::NotThisOne { no },
        CareSaying::NotSafe {
            organizers: vec![BEN],
        },
        CareSaying::NotSafeAlone,
        CareSaying::NotSafeTold {
            organizer: Some(BEN),
        },
        CareSaying::NotSafeTold { organizer: None },
        CareSaying::SomebodyUnsafe {
            person,
            other: Some(BEN),
            no: Some(no),
        },
        CareSaying::SomebodyUnsafe {
            person,
            other: None,
            no: None,
        },
        CareSaying::RestNoted { posts: vec![] },
        CareSaying::RestNoted { posts: vec![NO] },
        CareSaying::BackNoted,
        CareSaying::HumanAsked,
        CareSaying::NoHuman,
        CareSaying::SomebodyAsks { person },
        CareSaying::HumanCame {
            person,
            organizer: BEN,
        },
        CareSaying::Said {
            from: BEN,
            relay: RelayId(0),
        },
        CareSaying::MayShare { no },
        CareSaying::ShareNoted { no, shared: true },
        CareSaying::ShareNoted { no, shared: false },
        CareSaying::AskIntroduce { no, helper: BEN },
        CareSaying::MayIntroduce { no, helper: BEN },
        CareSaying::HelperWaits { no },
        CareSaying::AuthorWaits { no },
        CareSaying::Introduced { no },
        CareSaying::NobodyWaits { no },
        CareSaying::Manner {
            manner: RoomManner::Listen,
        },
        CareSaying::Manner {
            manner: RoomManner::Explicit,
        },
        CareSaying::Manner {
            manner: RoomManner::Local,
        },
        CareSaying::Manner {
            manner: RoomManner::Shared,
        },
        CareSaying::NoOrganizer,
        CareSaying::HeldReturned { no },
        CareSaying::StewardAsked { person },
        CareSaying::StewardBacked,
        CareSaying::StewardNow { person },
        CareSaying::NotPassedOn,
        CareSaying::TalkOver,
    ]
}

fn to_organizers() -> Vec<Saying> {
    let at = Timestamp(1_795_503_600_000);
    let verbs = [
        Verb::Hide,
        Verb::Show,
        Verb::Close,
        Verb::Allow,
        Verb::Refuse,
    ];
    let mut acts: Vec<Acted> = verbs.map(|verb| Acted::Post(verb, NO)).into();
    acts.push(Acted::Assigned(NO, BEN));
    acts.extend([Verb::Block, Verb::Unblock].map(|verb| Acted::Person(verb, BEN)));
    acts.extend([Verb::Pause, Verb::Resume].map(Acted::All));
    let two = [Verb::Burn, Verb::Export];
    let deeds = acts.iter().copied().chain(two.map(Acted::All));
    let others = [
        Acted::Merged(NO, OTHER),
        Acted::All(Verb::Set),
        Acted::All(Verb::Manner),
        Acted::Post(Verb::Introduce, NO),
        Acted::All(Verb::Undo),
    ];
    let deeds = deeds.chain(others).map(|act| Deed {
        by: BEN,
        act,
        at,
        undone: act == Acted::All(Verb::Pause),
        was: None,
    });
    let mut all = vec![
        OrganizerSaying::NotYours,
        OrganizerSaying::NoChange,
        OrganizerSaying::NobodyCalled,
        OrganizerSaying::WhichOne {
            verb: Verb::Block,
            people: vec![BEN, PersonId([9; 16])],
        },
        OrganizerSaying::NotAnOrganizer,
        OrganizerSaying::AuthorBlocked { no: NO },
        OrganizerSaying::NothingToUndo,
        OrganizerSaying::Log {
            deeds: deeds.collect(),
        },
        OrganizerSaying::Log { deeds: Vec::new() },
        OrganizerSaying::HeldList { posts: vec![NO] },
        OrganizerSaying::HeldList { posts: Vec::new() },
        OrganizerSaying::ExportHow,
        OrganizerSaying::Burning,
        OrganizerSaying::ClosedForYou { no: NO },
        OrganizerSaying::AskTakeOn { no: NO },
        OrganizerSaying::TakeOnLeft { no: NO },
        OrganizerSaying::TakenOn {
            no: NO,
            person: BEN,
            yes: true,
        },
        OrganizerSaying::TakenOn {
            no: NO,
            person: BEN,
            yes: false,
        },
        OrganizerSaying::CannotAsk {
            no: NO,
            person: BEN,
        },
        OrganizerSaying::AllTaken { no: NO },
        OrganizerSaying::StayTwo {
            no: NO,
            other: OTHER,
        },
        OrganizerSaying::Did {
            act: Acted::Merged(NO, OTHER),
        },
        OrganizerSaying::Paused,
    ];
    for on in two {
        all.push(OrganizerSaying::NeedsAnother { on });
        all.push(OrganizerSaying::NoOther { on });
        all.push(OrganizerSaying::AnotherAsks { on, by: BEN });
        let act = Acted::All(on);
        all.push(OrganizerSaying::Undid { act });
    }
    for act in acts {
        all.push(OrganizerSaying::Did { act });
        all.push(OrganizerSaying::Undid { act });
    }
    all.into_iter().map(Saying::Organizers).collect()
}

fn safety() -> Vec<SafetySaying> {
    let (no, until) = (NO, Timestamp(1_795_503_600_000));
    vec![
        SafetySaying::Comfort,
        SafetySaying::AskShow { no },
        SafetySaying::ShowNoted { no },
        SafetySaying::MoneyHeld { no, until },
        SafetySaying::MoneyWaits { no, until },
        SafetySaying::LetThrough { no },
        SafetySaying::Refused { no },
        SafetySaying::AuthorDecides { no },
        SafetySaying::TakesMuch { no },
        SafetySaying::SomebodyTakesMuch { person: BEN },
    ]
}

/// What is worded otherwise where the author gives and the claimant takes.
fn of_an_offer() -> Vec<Saying> {
    let no = OTHER;
    let outcome = |outcome| Saying::OutcomeNoted {
        no,
        outcome,
        again: false,
    };
    vec![
        Saying::OpenAgain { no },
        Saying::HelperLeft { no, next: None },
        Saying::HelperLeft {
            no,
            next: Some(BEN),
        },
        Saying::Thanked { no },
        Saying::AskOutcome { no },
        outcome(Outcome::SameHelper),
        outcome(Outcome::SomeoneElse),
        outcome(Outcome::NotSure),
        Saying::OtherSaysDone { no },
        Saying::StillNeeded { no },
        Saying::OtherWithdrew { no },
        Saying::AskStillNeeded { no },
        Saying::Claims(ClaimSaying::AskStillYours { no, hours: 3 }),
        Saying::Claims(ClaimSaying::WentOn { no }),
        Saying::Claims(ClaimSaying::StillTheirs { no }),
    ]
}

pub(super) fn everything(language: Language) -> String {
    let phrases = Phrases::load(None).unwrap();
    let zone = jiff::tz::TimeZone::UTC;
    let voice = Voice::new(&phrases, language, &zone);
    let mut telling = telling();
    let mut lines: Vec<String> = sayings().iter().map(|it| voice.say(it, &telling)).collect();
    lines.push("-- organizers --".to_owned());
    lines.extend(to_organizers().iter().map(|it| voice.say(it, &telling)));
    lines.push("-- safety --".to_owned());
    lines.extend(
        safety()
            .into_iter()
            .map(|it| voice.say(&Saying::Safety(it), &telling)),
    );
    lines.push("-- of an offer --".to_owned());
    lines.extend(of_an_offer().iter().map(|it| voice.say(it, &telling)));
    lines.push("-- what comes round --".to_owned());
    lines.extend(what_comes_round(&voice));
    lines.push("-- notices --".to_owned());
    let caution = PostView {
        caution: true,
        ..post(NO, Status::Open)
    };
    let before = telling.posts.insert(NO, caution);
    lines.push(voice.notice(&[NO], Stands::WithItsAuthor, &telling));
    lines.push(voice.notice(&[NO], Stands::UnderItsSource, &telling));
    telling.posts.extend(before.map(|before| (NO, before)));
    lines.push(voice.notice(&[NO], Stands::UnderItsSource, &telling));
    lines.push(voice.notice(&[NO, OTHER], Stands::InAnotherRoom, &telling));
    for status in [Status::Open, Status::Claimed, Status::Done, Status::Expired] {
        telling.posts.insert(NO, post(NO, status));
        lines.push(voice.notice(&[NO], Stands::InAnotherRoom, &telling));
    }
    lines.push(voice.changed(&post(NO, Status::Claimed)));
    telling.speech(&lines.join("\n")).as_str().to_owned()
}

/// Every way to come round, and what is said of a turn that is done.
fn what_comes_round(voice: &Voice<'_>) -> Vec<String> {
    let round = |days, weeks, minute| PostView {
        repeats: Some(Repeats::new(days, weeks, minute)),
        urgency: Urgency::Normal,
        ..post(NO, Status::Open)
    };
    let noon = Some(12 * 60);
    let mut rounds: Vec<PostView> = (0..7).map(|nth| round(1 << nth, 1, None)).collect();
    rounds.extend(
        [
            (0x7f, 1),
            (0x1f, 1),
            (0, 1),
            (0, 2),
            (0b1001, 1),
            (1 << 4, 2),
        ]
        .map(|(days, weeks)| round(days, weeks, noon)),
    );
    let mut telling = telling();
    let mut lines = Vec::new();
    for view in rounds {
        telling.posts.insert(NO, view);
        lines.push(voice.notice(&[NO], Stands::InAnotherRoom, &telling));
    }
    let (by, count, left, short) = (BEN, 1, 0, false);
    let taken = Saying::ClaimTaken {
        no: NO,
        by,
        count,
        left,
        short,
    };
    lines.push(voice.say(&taken, &telling));
    let done = PostView {
        status: Status::Done,
        comes: Some(When {
            at: Timestamp(1_796_108_400_000),
            precision: Precision::Time,
        }),
        ..round(2, 1, noon)
    };
    telling.posts.insert(NO, done);
    lines.push(voice.notice(&[NO], Stands::InAnotherRoom, &telling));
    let outcome = |outcome| Saying::OutcomeNoted {
        no: NO,
        outcome,
        again: false,
    };
    let sayings = [
        Saying::DoneNoted { no: NO },
        Saying::Closed {
            no: NO,
            status: Status::Done,
        },
        outcome(Outcome::AllDone),
        outcome(Outcome::NotSure),
    ];
    lines.extend(sayings.iter().map(|it| voice.say(it, &telling)));
    lines
}

#[test]
fn english() {
    insta::assert_snapshot!(everything(Language::English));
}

#[test]
fn spanish() {
    insta::assert_snapshot!(everything(Language::Spanish));
}

#[test]
fn no_sentence_is_empty_or_a_bare_key() {
    for language in Phrases::built_in() {
        for line in everything(language).lines() {
            let like_a_key = line.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(!like_a_key, "{line:?}");
        }
    }
}
