//! What a phrase of the lexicon is for, and which key of a lexicon file says so.

use super::organizing::Verb;
use super::{Category, Language};
use crate::board::Kind;

/// What a phrase says when it is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Part of what shows whether somebody asks or gives.
    Cue(Cue),
    /// A thing people need, and what it is about.
    Thing(Category),
    /// Part of a day or an hour.
    Time(Time),
    /// What tells how a day or an hour is meant: "yesterday", "quarter to", "from now".
    Moment(Moment),
    /// A number word, and its value.
    Number(u32),
    /// What posts are counted in: "people", "packs".
    Counted,
    /// What makes a number something else than a count: "size", "block".
    Uncounted,
    /// Words that lead to a place: "at", "near".
    PlaceLead,
    /// An area with a number or letter: "block 5".
    Area,
    /// An explicit mark, with a colon or hash.
    Marker(Kind),
    /// An explicit mark when written in capitals: "ISO".
    Shout(Kind),
    /// A command, and how it may be said.
    Order(Order, Manner),
    /// What organizers tell the bot.
    Organize(Verb),
    /// Stands between two numbers: "and".
    Joint,
    /// Said before a command: "ok", "sure", "hi".
    Filler,
    /// Said after a command: "please", "thanks".
    Tail,
    /// Takes a command back: "just kidding".
    Unsay,
    /// Leads to hours without reminders: "quiet".
    Quiet,
    /// Leads to what an organizer sets: "set".
    Set,
    /// Leads to the language the bot shall speak: "language".
    Speak,
    /// A language, by its name.
    Tongue(Language),
    /// Makes a claim one of a part only: "only one way".
    Partly,
    /// At the head of a clause: sounds like a promise and is none: "I can relate", "I'll see".
    Talk,
    /// Anywhere: what was said before it promises nothing: "… but I use it", "… so no".
    ButNo,
    /// Sounds as if a promise was given back and tells of a hitch only: "can't park here".
    Hitch,
    /// Says that something is still wanted, or still to be had: "need one more", "not yet".
    Open,
    /// Nobody and nothing: "niemand", "no one".
    NoOne,
    /// Sounds like [`Role::Open`] or [`Role::NoOne`] and says the opposite: "nothing more needed".
    Shut,
    /// On the way or at the door, and not done: "be there in ten".
    Coming,
    /// A number that measures: "2 hours", "20 bucks".
    Measured,
    /// So many besides oneself: "me and two friends".
    Besides,
    /// Leads to a post's number: "post", "number".
    PostLead,
}

/// Roles that do not compete for a word: the longest phrase wins within its layer only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layer {
    /// [`Role::Cue`]: who asks or gives, and the turns of phrase that only look like it.
    Cue,
    /// [`Role::Cue`]: the tone, which may overlap with who asks.
    Tone,
    /// [`Role::Thing`].
    Thing,
    /// Times, numbers, places.
    Fact,
    /// Markers and commands.
    Order,
    /// [`Role::Partly`], which overlaps with the claim it narrows.
    Part,
    /// What stands in the names of days and among other times too: the halves of the day ("tonight"), "to" between two hours.
    Half,
    /// [`Role::Moment`], which stands among days and hours too.
    Moment,
    /// What overrules a command, beside its words.
    Heed,
    /// [`Role::Measured`], [`Role::Besides`], [`Role::PostLead`]: what a number in a claim counts.
    Amount,
}

/// How many layers there are.
pub(crate) const LAYERS: usize = 10;

/// What shows whether somebody asks or gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cue {
    /// "I need", "we need", "my mom needs".
    Want,
    /// "does anyone have", "can someone lend".
    Ask,
    /// "looking for", "where can I find", or "need" with nobody named.
    Seek,
    /// "we have no", "without".
    Lack,
    /// "please help us".
    Plea,
    /// "we are hungry", "lost everything".
    Plight,
    /// "can offer", "giving away".
    Offer,
    /// "I have", "we've got".
    Have,
    /// "extra", "to give", "for whoever needs it".
    Spare,
    /// "for my mother", "my kids".
    Kin,
    /// "please".
    Please,
    /// "borrow", "lend": a neighbour's word, not a shop's.
    Borrow,
    /// "asap".
    Urgent,
    /// A figure of speech, or what asks for nothing: "need to know", "need a vacation".
    Idiom,
    /// "lol".
    Joke,
    /// "needed", "found one".
    Past,
    /// "thanks for".
    Thanks,
    /// Technical help.
    Tech,
    /// Rules, opening hours, announcements.
    Policy,
    /// "forwarded", "please share".
    Forward,
    /// Buying and selling.
    Advert,
    /// Speaks about the other's need: "do you need".
    You,
}

impl Cue {
    /// Its key in a lexicon file.
    pub(crate) fn name(self) -> &'static str {
        CUES.iter()
            .find(|(_, cue)| *cue == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether it colours a message rather than being the asking or giving itself.
    fn is_tone(self) -> bool {
        matches!(
            self,
            Self::Spare
                | Self::Kin
                | Self::Please
                | Self::Borrow
                | Self::Urgent
                | Self::Joke
                | Self::Thanks
                | Self::Tech
                | Self::Policy
                | Self::Forward
                | Self::Advert
        )
    }
}

/// Part of a day or an hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Time {
    /// Days from today.
    Day(i8),
    /// 1 Monday to 7 Sunday.
    Weekday(i8),
    /// 1 to 12.
    Month(i8),
    /// Leads to an hour: "at", "a las".
    At,
    /// "in the morning".
    Morning,
    /// "in the evening".
    Evening,
    /// Makes an hour of its clause one of the first half of the day: "tomorrow morning at 5".
    Early,
    /// Makes it one of the second half: "tonight at 7".
    Late,
    /// Says nothing of an hour, though it has such a word: "good evening", "night shift".
    Greeting,
    /// Stands between two hours: "from 8 *to* 12".
    To,
    /// Follows an hour: "uhr", "o'clock".
    Oclock,
    /// Leads to a day that is past: "since".
    Since,
    /// Leads to a day that is a limit: "until".
    Until,
    /// Leads to a day that comes round: "every".
    Every,
    /// Makes a day the next one: "next".
    Next,
    /// Leads to a day of the month: "on the".
    DateLead,
    /// Half an hour before the hour it leads to: "halb".
    HalfBefore,
    /// Half an hour after the hour it leads to: "half past".
    HalfNext,
    /// Half an hour after the hour it follows: "y media".
    HalfAfter,
    /// A span: "hours".
    Hours,
    /// A span: "minutes".
    Minutes,
    /// Leads to a span: "in" two hours.
    Inside,
}

/// What tells how a day or an hour is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moment {
    /// A time that is past: "yesterday", "last night".
    Yesterday,
    /// Beside a day: it is past. "*last* Tuesday".
    Last,
    /// Has happened: "died", "fell".
    Happened,
    /// What is missing: "*sin* luz".
    Lacking,
    /// Leads to a date of birth: "born".
    Born,
    /// Looks like a time and is none: "Easter Sunday", "segunda mão".
    NoTime,
    /// Leads to what is measured: "blood pressure 14/9".
    Reading,
    /// A day of the year, by its month and day: "Christmas Eve".
    Feast(i8, i8),
    /// An hour that has a name: "noon", "a la una".
    Clock(i8, i8),
    /// Makes twelve o'clock midnight: "de la noche".
    Night,
    /// Leads to the first of two hours: "*de* 8 a 12", "*between* 2 and 3".
    From,
    /// A quarter of an hour beside an hour: "*quarter* to five", "*viertel* acht".
    Quarter,
    /// Three quarters, before the hour that they lead to: "*drei viertel* acht".
    ThreeQuarters,
    /// Before an hour, a quarter more: "*sava* 8".
    QuarterNext,
    /// Before an hour, a quarter less: "*paune* 9".
    QuarterBefore,
    /// Behind an hour, a quarter more: "8 *y cuarto*".
    QuarterAfter,
    /// Behind an hour, a quarter less: "8h *moins le quart*".
    QuarterLess,
    /// Behind an hour, takes the minutes behind it off: "las seis *menos* diez".
    Less,
    /// Behind an hour, adds the minutes behind it: "las seis *y* diez".
    More,
    /// Between minutes and the hour they lead to: "ten *to* eight".
    MinutesTo,
    /// Between minutes and the hour they follow: "ten *past* eight".
    MinutesPast,
    /// Makes hours a span of each day: "3h *par jour*".
    Per,
    /// One, before what is counted: "in *an* hour".
    Single,
    /// Before a number: "in *about* 2 hours".
    About,
    /// "days".
    Days,
    /// "weeks".
    Weeks,
    /// "half an hour".
    HalfHour,
    /// "a quarter of an hour".
    QuarterHour,
    /// "three quarters of an hour".
    ThreeQuarterHour,
    /// "Two hours", in one word.
    TwoHours,
    /// "Two days", in one word.
    TwoDays,
    /// "Two weeks", in one word.
    TwoWeeks,
    /// One and a half: "anderthalb".
    OneAndHalf,
    /// Behind a span: it is counted from now. "2 hours *from now*".
    Ahead,
    /// Beside a day: a week later. "*a week from* Friday", "vendredi *en huit*".
    WeekOn,
    /// Beside a day of the week: "next week".
    NextWeek,
    /// Leads to the day by which something is needed, where it is a need: "*bis* Freitag".
    Due,
}

/// What a message tells the bot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Order {
    /// Takes a post.
    Claim,
    /// Next in line.
    Backup,
    /// Lets go of a claim.
    Release,
    /// It is done.
    Done,
    /// Takes one's own post off the board.
    Withdraw,
    /// Another claimant, please.
    SomeoneElse,
    /// It is still needed.
    StillNeeded,
    /// They cannot tell.
    NotSure,
    /// Share my contact.
    Share,
    /// End the hand-off.
    Stop,
    /// Ask nothing of me.
    Rest,
    /// I can be asked again.
    Back,
    /// Let me talk with a human.
    Person,
    /// I do not feel safe with the other end.
    NotSafe,
    /// Tell nobody.
    Nobody,
    /// Bring the two ends of a sensitive post together.
    Introduce,
    /// I would look after the board.
    Steward,
    /// Read this room.
    Listen,
    /// Read only marked words in this room.
    Explicit,
    /// Keep this room's posts here.
    Local,
    /// Show this room's posts in the others.
    Shared,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Show how everything is set.
    Settings,
    /// May be woken for an urgent need.
    NightsOn,
    /// May not.
    NightsOff,
    /// Show the board.
    Board,
    /// Show needs.
    Needs,
    /// Show offers.
    Offers,
    /// Show my posts.
    Mine,
    /// Show help.
    Help,
    /// Do not read me any more.
    IgnoreMe,
    /// Read me again.
    ListenToMe,
    /// Erase what you hold of me.
    ForgetMe,
    /// Give me a code for my other account.
    LinkMe,
    /// This account goes with the code behind it.
    Link,
    /// I take all that is left.
    ClaimRest,
    /// May I have it?
    Want,
    /// Who are you?
    Who,
    /// The account this is written from is by itself again.
    UnlinkThis,
    /// The account that is named is by itself again.
    UnlinkOne,
    /// My accounts are apart again.
    Unlink,
}

/// How a command may be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manner {
    /// Alone, or with a post's number, anywhere.
    Word,
    /// As a whole clause, in answer to a post or privately.
    Say,
    /// At the head of a clause, in answer to a post or privately.
    Lead,
}

impl Role {
    /// Where it competes.
    pub(crate) fn layer(self) -> Layer {
        match self {
            Self::Cue(cue) if cue.is_tone() => Layer::Tone,
            Self::Cue(_) => Layer::Cue,
            Self::Thing(_) => Layer::Thing,
            Self::Time(Time::Early | Time::Late | Time::Greeting | Time::To) => Layer::Half,
            Self::Moment(_) => Layer::Moment,
            Self::Time(_) | Self::Number(_) | Self::Counted | Self::Uncounted => Layer::Fact,
            Self::PlaceLead | Self::Area => Layer::Fact,
            Self::Marker(_) | Self::Shout(_) | Self::Order(..) => Layer::Order,
            Self::Filler | Self::Tail | Self::Unsay => Layer::Order,
            Self::Talk | Self::ButNo | Self::Hitch => Layer::Order,
            Self::Open | Self::NoOne | Self::Shut | Self::Coming => Layer::Heed,
            Self::Measured | Self::Besides | Self::PostLead => Layer::Amount,
            Self::Quiet | Self::Set => Layer::Order,
            Self::Speak | Self::Tongue(_) => Layer::Order,
            Self::Partly => Layer::Part,
            Self::Organize(_) | Self::Joint => Layer::Order,
        }
    }

    /// The role that `section.key` of a lexicon file stands for; `None` where there is no such key.
    pub(crate) fn of(section: &str, key: &str) -> Option<Self> {
        Some(match (section, key) {
            ("markers", "need") => Self::Marker(Kind::Need),
            ("markers", "offer") => Self::Marker(Kind::Offer),
            ("markers", "need_in_capitals") => Self::Shout(Kind::Need),
            ("markers", "offer_in_capitals") => Self::Shout(Kind::Offer),
            ("commands", "before") => Self::Filler,
            ("commands", "after") => Self::Tail,
            ("commands", "unsay") => Self::Unsay,
            ("commands", "quiet") => Self::Quiet,
            ("commands", "set") => Self::Set,
            ("commands", "speak") => Self::Speak,
            ("languages", tag) => Self::Tongue(tag.parse().ok()?),
            ("commands", "partly") => Self::Partly,
            ("commands", "talk") => Self::Talk,
            ("commands", "but_no") => Self::ButNo,
            ("commands", "hitch") => Self::Hitch,
            ("commands", "open") => Self::Open,
            ("commands", "no_one") => Self::NoOne,
            ("commands", "shut") => Self::Shut,
            ("commands", "coming") => Self::Coming,
            ("commands", "measured") => Self::Measured,
            ("commands", "besides") => Self::Besides,
            ("commands", "post_number") => Self::PostLead,
            ("organizers", "and") => Self::Joint,
            ("organizers", verb) => Self::Organize(Verb::of(verb)?),
            ("numbers", value) => Self::Number(value.parse().ok()?),
            ("count", "things") => Self::Counted,
            ("count", "never") => Self::Uncounted,
            ("place", "lead") => Self::PlaceLead,
            ("place", "area") => Self::Area,
            ("things", category) => Self::Thing(category.parse().ok()?),
            ("cues", key) => Self::Cue(cue(key)?),
            ("time", key) => match time(key) {
                Some(time) => Self::Time(time),
                None => Self::Moment(moment(key)?),
            },
            _ => Self::Order(order(section.strip_prefix("commands.")?)?, manner(key)?),
        })
    }
}

/// The cues by their keys in a lexicon file.
const CUES: [(&str, Cue); 22] = [
    ("want", Cue::Want),
    ("ask", Cue::Ask),
    ("seek", Cue::Seek),
    ("lack", Cue::Lack),
    ("plea", Cue::Plea),
    ("plight", Cue::Plight),
    ("offer", Cue::Offer),
    ("have", Cue::Have),
    ("spare", Cue::Spare),
    ("kin", Cue::Kin),
    ("please", Cue::Please),
    ("borrow", Cue::Borrow),
    ("urgent", Cue::Urgent),
    ("idiom", Cue::Idiom),
    ("joke", Cue::Joke),
    ("past", Cue::Past),
    ("thanks", Cue::Thanks),
    ("tech", Cue::Tech),
    ("policy", Cue::Policy),
    ("forward", Cue::Forward),
    ("advert", Cue::Advert),
    ("you", Cue::You),
];

fn cue(key: &str) -> Option<Cue> {
    CUES.iter()
        .find(|(name, _)| *name == key)
        .map(|&(_, cue)| cue)
}

fn time(key: &str) -> Option<Time> {
    const WEEK: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    const YEAR: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let nth = |names: &[&str]| {
        names
            .iter()
            .position(|&name| name == key)
            .and_then(|at| i8::try_from(at + 1).ok())
    };
    Some(match key {
        "today" => Time::Day(0),
        "tomorrow" => Time::Day(1),
        "after_tomorrow" => Time::Day(2),
        "at" => Time::At,
        "morning" => Time::Morning,
        "evening" => Time::Evening,
        "early" => Time::Early,
        "late" => Time::Late,
        "greeting" => Time::Greeting,
        "to" => Time::To,
        "oclock" => Time::Oclock,
        "since" => Time::Since,
        "until" => Time::Until,
        "every" => Time::Every,
        "next" => Time::Next,
        "date_lead" => Time::DateLead,
        "half_before" => Time::HalfBefore,
        "half_next" => Time::HalfNext,
        "half_after" => Time::HalfAfter,
        "hours" => Time::Hours,
        "minutes" => Time::Minutes,
        "inside" => Time::Inside,
        _ => {
            return nth(&WEEK)
                .map(Time::Weekday)
                .or_else(|| nth(&YEAR).map(Time::Month));
        }
    })
}

fn moment(key: &str) -> Option<Moment> {
    Some(match key {
        "yesterday" => Moment::Yesterday,
        "last" => Moment::Last,
        "happened" => Moment::Happened,
        "lacking" => Moment::Lacking,
        "born" => Moment::Born,
        "no_time" => Moment::NoTime,
        "reading" => Moment::Reading,
        "epiphany" => Moment::Feast(1, 6),
        "new_year" => Moment::Feast(1, 1),
        "christmas_eve" => Moment::Feast(12, 24),
        "christmas" => Moment::Feast(12, 25),
        "boxing_day" => Moment::Feast(12, 26),
        "new_years_eve" => Moment::Feast(12, 31),
        "noon" => Moment::Clock(12, 0),
        "midnight" => Moment::Clock(24, 0),
        "one" => Moment::Clock(1, 0),
        "half_past_one" => Moment::Clock(1, 30),
        "half_past_two" => Moment::Clock(2, 30),
        "night" => Moment::Night,
        "from" => Moment::From,
        "quarter" => Moment::Quarter,
        "three_quarters" => Moment::ThreeQuarters,
        "quarter_next" => Moment::QuarterNext,
        "quarter_before" => Moment::QuarterBefore,
        "quarter_after" => Moment::QuarterAfter,
        "quarter_less" => Moment::QuarterLess,
        "less" => Moment::Less,
        "more" => Moment::More,
        "minutes_to" => Moment::MinutesTo,
        "minutes_past" => Moment::MinutesPast,
        "per" => Moment::Per,
        "single" => Moment::Single,
        "about" => Moment::About,
        "days" => Moment::Days,
        "weeks" => Moment::Weeks,
        "half_hour" => Moment::HalfHour,
        "quarter_hour" => Moment::QuarterHour,
        "three_quarter_hour" => Moment::ThreeQuarterHour,
        "two_hours" => Moment::TwoHours,
        "two_days" => Moment::TwoDays,
        "two_weeks" => Moment::TwoWeeks,
        "one_and_half" => Moment::OneAndHalf,
        "ahead" => Moment::Ahead,
        "week_on" => Moment::WeekOn,
        "next_week" => Moment::NextWeek,
        "due" => Moment::Due,
        _ => return None,
    })
}

fn order(name: &str) -> Option<Order> {
    Some(match name {
        "claim" => Order::Claim,
        "backup" => Order::Backup,
        "release" => Order::Release,
        "done" => Order::Done,
        "withdraw" => Order::Withdraw,
        "someone_else" => Order::SomeoneElse,
        "still_needed" => Order::StillNeeded,
        "not_sure" => Order::NotSure,
        "share" => Order::Share,
        "stop" => Order::Stop,
        "rest" => Order::Rest,
        "back" => Order::Back,
        "person" => Order::Person,
        "not_safe" => Order::NotSafe,
        "nobody" => Order::Nobody,
        "introduce" => Order::Introduce,
        "steward" => Order::Steward,
        "listen" => Order::Listen,
        "explicit" => Order::Explicit,
        "local" => Order::Local,
        "shared" => Order::Shared,
        "yes" => Order::Yes,
        "no" => Order::No,
        "settings" => Order::Settings,
        "nights_on" => Order::NightsOn,
        "nights_off" => Order::NightsOff,
        "board" => Order::Board,
        "needs" => Order::Needs,
        "offers" => Order::Offers,
        "mine" => Order::Mine,
        "help" => Order::Help,
        "who" => Order::Who,
        "claim_rest" => Order::ClaimRest,
        "want" => Order::Want,
        "ignore_me" => Order::IgnoreMe,
        "listen_to_me" => Order::ListenToMe,
        "forget_me" => Order::ForgetMe,
        "link_me" => Order::LinkMe,
        "link" => Order::Link,
        "unlink_me" => Order::Unlink,
        "unlink_this" => Order::UnlinkThis,
        "unlink_one" => Order::UnlinkOne,
        _ => return None,
    })
}

fn manner(key: &str) -> Option<Manner> {
    Some(match key {
        "word" => Manner::Word,
        "say" => Manner::Say,
        "lead" => Manner::Lead,
        _ => return None,
    })
}
