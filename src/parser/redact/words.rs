//! The words that betray an address, a contact or a name, as the lexicons list them → where they stand in a message.

use std::collections::HashMap;

use super::super::Language;
use super::super::message::Message;
use super::super::normal::Normal;

/// What such a word shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trace {
    /// Ends a street's name: "Elm *Street*".
    StreetAfter,
    /// The same, but an everyday word too: only after a name with a capital ("Elm *Close*").
    StreetAfterCapital,
    /// Begins a street's name: "*calle* Mayor".
    StreetBefore,
    /// The same, but an everyday word too: only before a name with a capital ("*place* Pigalle").
    StreetBeforeCapital,
    /// Begins a street's name that has no word for street: "*Unter den* Linden".
    StreetLead,
    /// A street known by its name alone: "Gran Vía".
    StreetName,
    /// A door: "*apt* 4B".
    Unit,
    /// Mostly a door, unless things are counted after it: "*house* 24".
    UnitPerhaps,
    /// Follows the number of a floor: "4th *floor*".
    UnitAfter,
    /// A thing that people ask for, and live in: "*tent* 14".
    UnitThing,
    /// The rank of a floor in words: "*second* floor".
    FloorWord,
    /// A number in words, by which a house may be called: "*seventeen*".
    Spelt,
    /// A code that opens a door: "*keypad* 1907".
    Key,
    /// A code that opens nothing: "*zip code* 90210".
    NoKey,
    /// What is opened by a code: "the *gate* is 2580".
    Gate,
    /// Calls a door from outside: "*dial* 045".
    Dial,
    /// Says what something is: "the code *is* 4471".
    Is,
    /// Says who is speaking: "*soy* la Trini".
    IAm,
    /// Makes the number before it a size: "82 *cm*".
    Size,
    /// Leads to a number: "*nr.* 5".
    Number,
    /// Says where somebody lives: "I *live at* 24".
    Home,
    /// Says so with a colon behind it: "*address*: Rosenhof 12".
    HomeLabel,
    /// Makes the number behind it a name, a size or an age: "*bus* 12".
    Label,
    /// Says that it cannot wait.
    Urgent,
    /// Says that it can wait, or what only sounds like haste: "*no hurry*", "*urgent care*".
    Calm,
    /// What stays where it was written until its author says otherwise: a child without an adult, fleeing someone.
    Sensitive,
    /// Leads to how many places are offered: "*room for* 3".
    RoomFor,
    /// It is asked for somebody else: "for my mother".
    ForOthers,
    /// Leads to a day that comes round: "*every* Tuesday".
    Every,
    /// Leads to a day that comes round every second time: "*every other* Friday".
    EveryOther,
    /// The same, behind the day: "un vendredi *sur deux*".
    EveryOtherAfter,
    /// It comes round each day: "daily".
    Daily,
    /// Each week: "weekly".
    Weekly,
    /// Every second week: "every two weeks".
    Fortnightly,
    /// Each month: "monthly".
    Monthly,
    /// A month beside a day of it: "the first Monday *of the month*".
    OfMonth,
    /// Beside a number that is a day of a month: "*día* 5", "5 *tarikh*".
    MonthDay,
    /// A day of the week as it is called where it is counted, 1 for Monday: "أول *اثنين*".
    Counted(u8),
    /// Counts the days of the week in a month, 5 for the last: "the *first* Monday".
    Nth(u8),
    /// Each day on which people work: "every weekday".
    Workdays,
    /// Each week on that day, 1 for Monday: "on Tuesdays".
    OnDay(u8),
    /// What is said in its clause comes round and is not what is asked for: "*closed* every Sunday".
    NotEvery,
    /// A place the organizers named.
    Place,
    /// An area that has numbers: "*block* 5".
    Area,
    /// A kind of place that has names: "*hospital* San Telmo", "Marlow *Clinic*".
    PlaceKind,
    /// Makes the number before it a quantity: "3 *families*".
    Measure,
    /// Leads to a name: "*ask for* Maria".
    Call,
    /// The same, but an everyday word too: only before a name with a capital or a usual one ("*chez* Fatou").
    CallCapital,
    /// Follows a name: "Maria *ko call karo*".
    CallAfter,
    /// The same, but said of anything: only before a usual first name ("*I am* Rosa", "*seu* Zé").
    CallFirst,
    /// The same, where what is named is written out: an unknown word with a capital is a name there even in German ("*Klingel*
    /// Nowak").
    CallShown,
    /// Leads to a name that a preposition is written together with: "*דקו* לרמי".
    CallGlued,
    /// Looks like a call and is none: "*video call* setup".
    NotCall,
    /// Leads with a colon to a name: "*name*: Rosa".
    NameLabel,
    /// Follows the name of who speaks: "Pinky *here*".
    SelfAfter,
    /// Ends a message before its author's name: "*thanks*, Rosa".
    SignOff,
    /// Who somebody is to another: "*my neighbour* Rosa Gil".
    Kin,
    /// Between two who may be called: "Ana *or* Luis".
    OrName,
    /// Begins a surname: "Maria *de* Souza".
    Particle,
    /// Between the call and the name: "llama *a la* Ana".
    Article,
    /// Behind a name: "Verma *ji*".
    TitleAfter,
    /// Before a surname: "*Mrs* Levy".
    Title,
    /// What may follow a call and is no name: "call *back*".
    NotName,
    /// What offices, shops and services are called by: "*Social* Services".
    Office,
    /// A usual surname.
    Surname,
    /// A usual first name, so that it is known in lower case too.
    FirstName,
    /// Leads to a number to be called: "*tel* 4711".
    Phone,
    /// Leads to what is dialled behind a number: "*ext.* 23".
    Extension,
    /// Leads to a number that is a thing's: "*ISBN* 978…".
    ThingNumber,
    /// Between the pieces of one number: "06 12 34 *and then* 56 78".
    Then,
    /// Where handles are from: "*insta* ana.perez".
    Platform,
    /// Between a platform and the handle: "insta *as* jess".
    HandleLink,
    /// The same, but says less: "find *me on* insta".
    HandleFiller,
    /// Leads to the number of a paper, a customer or a case: "*passport no.* C01X00T47".
    Id,
    /// Leads to a vehicle's plate: "*Kennzeichen* B-MK 4521".
    Plate,
    /// Leads to what opens something: "*wifi password* is …".
    Secret,
    /// Beside the day on which somebody was born.
    Birth,
    /// A money's name: what it counts is no telephone number.
    Currency,
    /// A digit as a word, for numbers that are spelt out.
    Digit(u8),
    /// Says the next digit that many times: "*double* five".
    Times(u8),
    /// A number of two digits that stands alone: "twelve".
    Teen,
    /// The same, but a digit may follow: "thirty".
    Ten,
    /// A number of three digits that others may follow: "hundred".
    Hundred,
    /// Joins them: "treinta *y* cuatro".
    NumberAnd,
}

/// The lists of the lexicons, gathered.
#[derive(Default)]
pub(crate) struct Traces {
    street_endings: Vec<String>,
    street_endings_perhaps: Vec<String>,
    sides: Vec<String>,
    place_endings: Vec<String>,
    office_endings: Vec<String>,
    prefixes: Vec<String>,
    phrases: Vec<(String, Trace, Option<Language>)>,
}

impl Traces {
    /// Adds what `section.key` of a lexicon file lists; `None` where there is no such key. `language` is none for
    /// words that count whatever the message is in.
    pub(crate) fn add<'p>(
        &mut self,
        section: &str,
        key: &str,
        phrases: impl Iterator<Item = &'p str>,
        language: Option<Language>,
    ) -> Option<()> {
        let phrases = phrases.map(str::to_owned);
        match (section, key) {
            ("street", "ending") => self.street_endings.extend(phrases),
            ("street", "ending_perhaps") => self.street_endings_perhaps.extend(phrases),
            ("street", "side") => self.sides.extend(phrases),
            ("place", "ending") => self.place_endings.extend(phrases),
            ("contact", "office_ending") => self.office_endings.extend(phrases),
            ("street", "prefix") => self.prefixes.extend(phrases),
            _ => {
                let trace = Trace::of(section, key)?;
                let language = language.filter(|_| trace.everyday());
                self.phrases
                    .extend(phrases.map(|phrase| (phrase, trace, language)));
            }
        }
        Some(())
    }
}

impl Trace {
    /// What `section.key` of a lexicon file lists.
    fn of(section: &str, key: &str) -> Option<Self> {
        Some(match (section, key) {
            ("street", "after_name") => Self::StreetAfter,
            ("street", "after_capital") => Self::StreetAfterCapital,
            ("street", "before_name") => Self::StreetBefore,
            ("street", "before_capital") => Self::StreetBeforeCapital,
            ("street", "lead") => Self::StreetLead,
            ("street", "names") => Self::StreetName,
            ("street", "unit") => Self::Unit,
            ("street", "unit_perhaps") => Self::UnitPerhaps,
            ("street", "unit_after_number") => Self::UnitAfter,
            ("street", "unit_thing") => Self::UnitThing,
            ("street", "floor_word") => Self::FloorWord,
            ("street", "spelt") => Self::Spelt,
            ("street", "key") => Self::Key,
            ("street", "no_key") => Self::NoKey,
            ("street", "gate") => Self::Gate,
            ("street", "dial") => Self::Dial,
            ("street", "is") => Self::Is,
            ("street", "i_am") => Self::IAm,
            ("street", "size") => Self::Size,
            ("street", "number") => Self::Number,
            ("street", "home") => Self::Home,
            ("street", "home_label") => Self::HomeLabel,
            ("street", "label") => Self::Label,
            ("street", "measure") => Self::Measure,
            ("places", "places") => Self::Place,
            ("urgent", "says") => Self::Urgent,
            ("urgent", "calm") => Self::Calm,
            ("care", "sensitive") => Self::Sensitive,
            ("care", "for_others") => Self::ForOthers,
            ("care", "room_for") => Self::RoomFor,
            ("care", "every") => Self::Every,
            ("care", "every_other") => Self::EveryOther,
            ("care", "every_other_after") => Self::EveryOtherAfter,
            ("care", "daily") => Self::Daily,
            ("care", "weekly") => Self::Weekly,
            ("care", "fortnightly") => Self::Fortnightly,
            ("care", "monthly") => Self::Monthly,
            ("care", "of_month") => Self::OfMonth,
            ("care", "month_day") => Self::MonthDay,
            ("care", "a_monday") => Self::Counted(1),
            ("care", "a_tuesday") => Self::Counted(2),
            ("care", "a_wednesday") => Self::Counted(3),
            ("care", "a_thursday") => Self::Counted(4),
            ("care", "a_friday") => Self::Counted(5),
            ("care", "a_saturday") => Self::Counted(6),
            ("care", "a_sunday") => Self::Counted(7),
            ("care", "nth_1") => Self::Nth(1),
            ("care", "nth_2") => Self::Nth(2),
            ("care", "nth_3") => Self::Nth(3),
            ("care", "nth_4") => Self::Nth(4),
            ("care", "nth_last") => Self::Nth(5),
            ("care", "workdays") => Self::Workdays,
            ("care", "not_every") => Self::NotEvery,
            ("care", "mondays") => Self::OnDay(1),
            ("care", "tuesdays") => Self::OnDay(2),
            ("care", "wednesdays") => Self::OnDay(3),
            ("care", "thursdays") => Self::OnDay(4),
            ("care", "fridays") => Self::OnDay(5),
            ("care", "saturdays") => Self::OnDay(6),
            ("care", "sundays") => Self::OnDay(7),
            ("place", "kind") => Self::PlaceKind,
            ("place", "area") => Self::Area,
            ("contact", "call") => Self::Call,
            ("contact", "call_capital") => Self::CallCapital,
            ("contact", "call_after_name") => Self::CallAfter,
            ("contact", "call_first") => Self::CallFirst,
            ("contact", "call_shown") => Self::CallShown,
            ("contact", "call_glued") => Self::CallGlued,
            ("contact", "not_call") => Self::NotCall,
            ("contact", "name_label") => Self::NameLabel,
            ("contact", "self_after") => Self::SelfAfter,
            ("contact", "sign_off") => Self::SignOff,
            ("contact", "kin") => Self::Kin,
            ("contact", "or_name") => Self::OrName,
            ("contact", "particle") => Self::Particle,
            ("contact", "title_after") => Self::TitleAfter,
            ("contact", "office") => Self::Office,
            ("contact", "surnames") => Self::Surname,
            ("contact", "article") => Self::Article,
            ("contact", "title") => Self::Title,
            ("contact", "not_name") => Self::NotName,
            ("contact", "first_names") => Self::FirstName,
            ("contact", "phone") => Self::Phone,
            ("contact", "extension") => Self::Extension,
            ("contact", "thing_number") => Self::ThingNumber,
            ("contact", "then") => Self::Then,
            ("contact", "platform") => Self::Platform,
            ("contact", "handle_link") => Self::HandleLink,
            ("contact", "handle_filler") => Self::HandleFiller,
            ("contact", "id") => Self::Id,
            ("contact", "plate") => Self::Plate,
            ("contact", "secret") => Self::Secret,
            ("contact", "birth") => Self::Birth,
            ("contact", "currency") => Self::Currency,
            ("contact", "double") => Self::Times(2),
            ("contact", "triple") => Self::Times(3),
            ("contact", "teens") => Self::Teen,
            ("contact", "tens") => Self::Ten,
            ("contact", "hundreds") => Self::Hundred,
            ("contact", "number_and") => Self::NumberAnd,
            ("contact", digit) => {
                let digit = digit.strip_prefix("digit_")?.parse().ok()?;
                Self::Digit(Some(digit).filter(|&digit| digit <= 9)?)
            }
            _ => return None,
        })
    }

    /// Whether such words are everyday words of another language, so that they count in their own only. Streets
    /// and doors count everywhere: an address is often in another language than the message.
    fn everyday(self) -> bool {
        matches!(
            self,
            Self::StreetAfterCapital
                | Self::StreetBeforeCapital
                | Self::StreetLead
                | Self::UnitAfter
                | Self::UnitThing
                | Self::FloorWord
                | Self::Spelt
                | Self::Gate
                | Self::Dial
                | Self::Is
                | Self::IAm
                | Self::Home
                | Self::HomeLabel
                | Self::Measure
                | Self::Urgent
                | Self::Calm
                | Self::RoomFor
                | Self::ForOthers
                | Self::Every
                | Self::EveryOther
                | Self::EveryOtherAfter
                | Self::Daily
                | Self::Weekly
                | Self::Fortnightly
                | Self::Monthly
                | Self::OfMonth
                | Self::MonthDay
                | Self::Nth(_)
                | Self::Counted(_)
                | Self::Workdays
                | Self::OnDay(_)
                | Self::NotEvery
                | Self::Label
                | Self::PlaceKind
                | Self::Call
                | Self::CallCapital
                | Self::CallAfter
                | Self::CallFirst
                | Self::CallShown
                | Self::CallGlued
                | Self::NotCall
                | Self::NameLabel
                | Self::SelfAfter
                | Self::SignOff
                | Self::Kin
                | Self::OrName
                | Self::Article
                | Self::Title
                | Self::TitleAfter
                | Self::NotName
                | Self::Digit(_)
                | Self::Id
                | Self::Plate
                | Self::Teen
                | Self::Ten
                | Self::Hundred
                | Self::NumberAnd
                | Self::HandleLink
                | Self::HandleFiller
        )
    }
}

/// The lists, ready to be met.
#[derive(Default)]
pub(crate) struct Words {
    /// By their first word.
    phrases: HashMap<String, Vec<Phrase>>,
    endings: Vec<String>,
    endings_perhaps: Vec<String>,
    sides: Vec<String>,
    place_endings: Vec<String>,
    office_endings: Vec<String>,
    prefixes: Vec<String>,
}

struct Phrase {
    /// The words after the first.
    rest: Vec<String>,
    /// What must stand behind the last: "c/" is a street, "c" is not.
    tail: Option<char>,
    trace: Trace,
    /// The only language it counts in, where it does not in all.
    language: Option<Language>,
}

/// A phrase met: tokens `at..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub at: usize,
    pub end: usize,
    pub trace: Trace,
}

impl Words {
    pub(crate) fn new(traces: &Traces) -> Self {
        let mut words = Self::default();
        for (phrase, trace, language) in &traces.phrases {
            words.add(phrase, *trace, *language);
        }
        let fold = |list: &[String]| {
            let mut list: Vec<String> = list
                .iter()
                .map(|it| super::super::normal::fold(it))
                .collect();
            list.sort_by_key(|it| std::cmp::Reverse(it.len()));
            list.dedup();
            list
        };
        words.endings = fold(&traces.street_endings);
        words.endings_perhaps = fold(&traces.street_endings_perhaps);
        words.sides = fold(&traces.sides);
        words.place_endings = fold(&traces.place_endings);
        words.office_endings = fold(&traces.office_endings);
        words.prefixes = fold(&traces.prefixes);
        words
    }

    fn add(&mut self, phrase: &str, trace: Trace, language: Option<Language>) {
        let normal = Normal::new(phrase);
        let mut tokens = normal
            .tokens
            .iter()
            .map(|token| normal.word(token).to_owned());
        let Some(first) = tokens.next() else {
            return;
        };
        self.phrases.entry(first).or_default().push(Phrase {
            rest: tokens.collect(),
            tail: phrase.chars().last().filter(|c| matches!(c, '/' | '.')),
            trace,
            language,
        });
    }

    /// Every phrase that stands in the message, in order of its first word.
    pub(crate) fn marks(&self, message: &Message) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (at, token) in message.tokens().iter().enumerate() {
            let word = message.normal.word(token);
            self.met(message, at, word, &mut marks);
            let written = &message.normal.clean[token.clean.0..token.clean.1];
            if word.is_ascii() && !written.contains(['\'', '’']) {
                continue;
            }
            if let Some(owner) = owning(written, word) {
                let mut owned = Vec::new();
                self.met(message, at, owner, &mut owned);
                marks.extend(owned.iter().filter(|it| it.trace == Trace::FirstName));
            }
            for rest in self.unprefixed(word) {
                self.met(message, at, rest, &mut marks);
            }
        }
        marks
    }

    fn met(&self, message: &Message, at: usize, first: &str, marks: &mut Vec<Mark>) {
        for phrase in self.phrases.get(first).into_iter().flatten() {
            let end = at + 1 + phrase.rest.len();
            let Some(tokens) = message.tokens().get(at + 1..end) else {
                continue;
            };
            let same = tokens
                .iter()
                .zip(&phrase.rest)
                .all(|(token, word)| message.normal.word(token) == word);
            let joined = (at..end - 1).all(|at| !message.gap(at).contains(['\n', ',', '!', '?']));
            let last = tokens.last().or(message.tokens().get(at));
            let behind = last.and_then(|token| message.normal.clean.get(token.clean.1..));
            let tail = phrase
                .tail
                .is_none_or(|tail| behind.is_some_and(|behind| behind.starts_with(tail)));
            let heard = phrase
                .language
                .is_none_or(|language| message.guess.tongues.has(language));
            if same && joined && tail && heard {
                marks.push(Mark {
                    at,
                    end,
                    trace: phrase.trace,
                });
            }
        }
    }

    /// Whether the folded word is one of that kind by itself.
    pub(crate) fn means(&self, word: &str, trace: Trace) -> bool {
        let mut phrases = self.phrases.get(word).into_iter().flatten();
        phrases.any(|phrase| phrase.rest.is_empty() && phrase.trace == trace)
    }

    /// Whether the word ends with one of that kind, and what stands before it; the longest such end first.
    pub(crate) fn headed<'w>(&self, word: &'w str, trace: Trace) -> Option<&'w str> {
        let starts = word.char_indices().map(|(at, _)| at).skip(1);
        starts
            .filter_map(|at| word.split_at_checked(at))
            .find(|(_, end)| self.means(end, trace))
            .map(|(head, _)| head)
    }

    /// The word without what Arabic, Hebrew or French write together with it: "بشارع" → "شارع".
    pub(crate) fn unprefixed<'w>(&'w self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let long = word.chars().nth(2).is_some();
        let rests = self
            .prefixes
            .iter()
            .filter_map(|prefix| word.strip_prefix(prefix.as_str()));
        rests.filter(move |rest| long && rest.chars().nth(1).is_some())
    }

    /// Whether a word is made as names of places are: "Waldsiedlung".
    pub(crate) fn ends_as_place(&self, word: &str) -> bool {
        let made =
            |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
        self.place_endings.iter().any(made)
    }

    /// Whether a word is made as names of offices are: "Krankenkasse".
    pub(crate) fn ends_as_office(&self, word: &str) -> bool {
        let made = |ending: &String| word.ends_with(ending.as_str());
        self.office_endings.iter().any(made)
    }

    /// Whether a word ends as street names of one word do: "Hauptstrasse".
    pub(crate) fn ends_as_street(&self, word: &str) -> bool {
        self.endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// The same of endings that words of other kinds have too: "Kolpingring", "offering".
    pub(crate) fn ends_perhaps_as_street(&self, word: &str) -> bool {
        let made =
            |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
        self.endings_perhaps.iter().any(made)
    }

    /// Whether a folded word tells where on a floor a door is: "izq".
    pub(crate) fn is_side(&self, word: &str) -> bool {
        self.sides.iter().any(|side| side == word)
    }
}

/// The folded word without its ending, where that says whose something is: "Rosa's" → "rosa".
pub(crate) fn owning<'w>(written: &str, word: &'w str) -> Option<&'w str> {
    let owns = written.ends_with("'s") || written.ends_with("’s");
    word.strip_suffix('s').filter(|_| owns)
}
