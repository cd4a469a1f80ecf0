//! Message → the command in it, where there is one.
//!
//! A bare word is a command anywhere; a phrase of everyday speech is one only in answer to a post or
//! privately, at the head of a clause, and never in a question.

use wegotus_chat::Text;

use super::amount::{count, narrowed};
use super::heed::{heeded, still_open, unsaid};
use super::lexicon::Lexicon;
use super::message::Message;
use super::role::{Layer, Manner, Order, Role};
use super::trie::Hit;
use super::{ALL_LEFT, Account, Answers, Command, Context, Language, LinkCode, RoomManner};
use crate::board::{PostNo, SettingName};

/// What the bot is called.
const NAME: &str = "wegotus";

/// How many clauses of a message a command may hide behind: "sorry folks, my kid's sick, can't make it".
const CLAUSES: usize = 8;

/// The command that a message is.
pub(crate) fn command(message: &Message, ctx: &Context, lexicon: &Lexicon) -> Option<Command> {
    let speaker = Speaker {
        message,
        addressed: ctx.private || ctx.answers.a_post(),
        to_a_post: ctx.answers.a_post(),
        private: ctx.private,
    };
    join(&message.normal.clean)
        .or_else(|| speaker.set())
        .or_else(|| speaker.speak())
        .or_else(|| speaker.link())
        .or_else(|| speaker.unlink_one())
        .or_else(|| speaker.organizing())
        .or_else(|| speaker.numbered())
        .or_else(|| speaker.claim_numbered())
        .or_else(|| {
            speaker
                .mark(ctx.answers)
                .filter(|_| !speaker.ends_own(ctx.answers))
        })
        .or_else(|| speaker.whole(0, None))
        .or_else(|| speaker.in_clauses())
        .or_else(|| speaker.answer(ctx))
        .or_else(|| speaker.chosen(ctx.answers))
        .or_else(|| still_open(message, ctx))
        .and_then(|command| heeded(command, message, ctx))
        .map(|command| narrowed(command, message, ctx.answers.a_post(), &lexicon.model))
}

/// `wegotus join <code>`; the code is as written.
fn join(clean: &str) -> Option<Command> {
    let said = clean.strip_prefix(['/', '!', '@']).unwrap_or(clean);
    let (name, rest) = said.split_at_checked(NAME.len())?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    if !name.eq_ignore_ascii_case(NAME) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut words = rest.split_whitespace();
    let (join, code) = (words.next()?, words.next()?);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let is_code = code.chars().count() <= 64 && code.chars().all(fits);
    (join.eq_ignore_ascii_case("join") && is_code && words.next().is_none()).then(|| {
        Command::Join {
            code: Text::from(code),
        }
    })
}

pub(super) struct Speaker<'a> {
    pub(super) message: &'a Message,
    /// The bot is spoken to, or a post is.
    pub(super) addressed: bool,
    /// A post is.
    to_a_post: bool,
    /// Nobody else is spoken to.
    pub(super) private: bool,
}

impl Speaker<'_> {
    /// "#14 claim", "14 claim", "#14 I am at the door", "3".
    fn numbered(&self) -> Option<Command> {
        let [first, rest @ ..] = self.message.tokens() else {
            return None;
        };
        let number = first.number?;
        let Some(second) = rest.first() else {
            let number = u8::try_from(number)
                .ok()
                .filter(|number| (1..=9).contains(number) && !first.hash)?;
            return Some(Command::Choice { post: None, number });
        };
        if let (Some(number), [second]) = (second.number, rest)
            && let Some(number) = u8::try_from(number).ok()
            && (1..=9).contains(&number)
            && !second.hash
            && self.addressed
        {
            let post = Some(PostNo(first.number?));
            return Some(Command::Choice { post, number });
        }
        if let Some(command) = self.whole(1, Some(PostNo(number))) {
            return Some(command);
        }
        let rest = self.message.normal.clean.get(second.clean.0..)?;
        first.hash.then(|| Command::About {
            post: PostNo(number),
            rest: Text::from(rest),
        })
    }

    /// "claim 14 with two chairs", "claim 14, but only the way there": the word and the number, and what goes with them.
    fn claim_numbered(&self) -> Option<Command> {
        let (message, at) = (self.message, self.skip_address(0));
        let tokens = message.tokens();
        let claims = |(order, manner, _): &(Order, Manner, &Hit)| {
            (*order, *manner) == (Order::Claim, Manner::Word)
        };
        let word = self
            .orders(at)
            .filter(claims)
            .map(|(_, _, hit)| hit)
            .max_by_key(|hit| hit.len)?;
        let named = word.end() - usize::from(word.number.is_some());
        let number = tokens.get(named)?;
        let post = PostNo(number.number?);
        let next = tokens.get(named + 1)?;
        // "I'll take 2, but only till noon" says how many, in answer to a post.
        if self.to_a_post && word.number.is_some() && !number.hash {
            return None;
        }
        let mut parts = message.hits.iter().filter(|hit| hit.role == Role::Partly);
        let partly = parts.any(|part| part.at == named + 1);
        let comma = message
            .gap(named)
            .trim_start()
            .starts_with([',', ';', ':', '-', '–', '—', '،']);
        // "Claim 14 days of leave" names no post.
        let goes_on =
            comma || next.clause != number.clause || message.is_little(named + 1) || partly;
        if !goes_on || message.normal.asks(number) || message.normal.asks(next) || unsaid(message) {
            return None;
        }
        // "with 2 chairs": there the little word makes no name of the number.
        let with = || {
            let fact = |at: usize| message.starting(at, Layer::Fact);
            let timed = |at: usize| fact(at).any(|hit| matches!(hit.role, Role::Time(_)));
            let value = message
                .value(named + 2)
                .filter(|value| (1..=99).contains(value))?;
            let clear = message.is_little(named + 1) && !timed(named + 1) && !timed(named + 3);
            (clear && message.gap(named + 2) != ":").then_some(value)
        };
        let count = count(message, named + 1..tokens.len()).or_else(with);
        let (post, part) = (Some(post), false);
        Some(Command::Claim { post, count, part })
    }

    /// "language es", "idioma francés".
    fn speak(&self) -> Option<Command> {
        let tokens = self.message.tokens();
        let at = self.skip_address(0);
        let head = self
            .message
            .starting(at, Layer::Order)
            .find(|hit| hit.role == Role::Speak)?;
        let next = tokens.get(head.end())?;
        if self.message.normal.asks(next) {
            return None;
        }
        let name = self
            .message
            .starting(head.end(), Layer::Order)
            .filter(|hit| hit.end() == tokens.len())
            .find_map(|hit| match hit.role {
                Role::Tongue(language) => Some(language),
                _ => None,
            });
        let rest = self.message.normal.clean.get(next.clean.0..)?;
        let tag = rest.trim_end_matches(['.', '!', ' ']);
        let tagged = |it: &Language| it.tag().eq_ignore_ascii_case(tag);
        let language = name.or_else(|| Language::ALL.iter().copied().find(tagged))?;
        Some(Command::Speak { language })
    }

    /// "link" and a code, and nothing else.
    fn link(&self) -> Option<Command> {
        let at = self.skip_address(0);
        let hits = self.message.starting(at, Layer::Order);
        let word = hits
            .filter(|hit| matches!(hit.role, Role::Order(Order::Link, _)))
            .max_by_key(|hit| hit.len)?;
        let last = self.message.tokens().get(word.end().checked_sub(1)?)?;
        let code = LinkCode::read(self.message.normal.clean.get(last.clean.1..)?)?;
        Some(Command::Link { code, anew: None })
    }

    /// "unlink Signal", "signal alag karo": those words and a name of one to three, and nothing else.
    fn unlink_one(&self) -> Option<Command> {
        let (first, all) = (self.skip_address(0), self.message.tokens().len());
        let one = |hit: &&Hit| matches!(hit.role, Role::Order(Order::UnlinkOne, _));
        let leads = self
            .message
            .starting(first, Layer::Order)
            .filter(one)
            .max_by_key(|hit| hit.len);
        let ends = || {
            let hits = self.message.hits.iter().filter(one);
            hits.filter(|hit| hit.end() == all)
                .max_by_key(|hit| hit.len)
        };
        let (from, to) = match leads {
            Some(hit) if hit.end() < all => (hit.end(), all),
            _ => (first, ends()?.at),
        };
        let (begin, end) = (
            self.message.tokens().get(from)?,
            self.message.tokens().get(to.checked_sub(1)?)?,
        );
        let name = self.message.normal.clean.get(begin.clean.0..end.clean.1)?;
        let name = (self.private && to - from <= 3).then(|| Text::from(name))?;
        // "unlink me", "unlink this account" are known as they stand.
        let whole = self
            .whole(0, None)
            .is_some_and(|it| matches!(it, Command::Unlink { .. }));
        (!whole).then_some(Command::Unlink {
            which: Some(Account::Named { name, found: None }),
        })
    }

    /// "need" alone, in answer to something.
    fn mark(&self, answers: Answers) -> Option<Command> {
        let all = self
            .message
            .tokens()
            .iter()
            .filter(|token| !token.symbol)
            .count();
        let alone = |hit: &&Hit| hit.at == 0 && hit.len == all;
        let kind = self
            .message
            .hits
            .iter()
            .filter(alone)
            .find_map(|hit| match hit.role {
                Role::Marker(kind) | Role::Shout(kind) => Some(kind),
                _ => None,
            });
        kind.filter(|_| answers != Answers::Nothing)
            .map(|kind| Command::Mark { kind })
    }

    /// The command that everything from token `from` on is.
    fn whole(&self, from: usize, post: Option<PostNo>) -> Option<Command> {
        let mut at = self.skip_address(from);
        let addressed = self.addressed || post.is_some();
        for _ in 0..CLAUSES {
            for (order, manner, hit) in self.orders(at) {
                let may = match order {
                    // "Who are you?" is said to a neighbour, unless the bot is called or nobody else is there.
                    Order::Who => manner == Manner::Word || self.is_called(from) || self.private,
                    // "May I have it?"
                    Order::Want => addressed,
                    // "Can I talk to a human?"
                    Order::Person if self.private => true,
                    // "@wegotus help?"
                    Order::Help if self.is_called(from) || self.private => true,
                    _ => {
                        let asks = self.message.normal.asks(self.message.tokens().get(at)?);
                        (manner == Manner::Word || addressed) && !asks
                    }
                };
                if !may {
                    continue;
                }
                let Some(tail) = self.tail(hit.end(), self.message.tokens().len()) else {
                    continue;
                };
                // "Je prends 14": said to nothing it is the number of a post, else how many.
                let alone = (order == Order::Claim && !addressed).then_some(hit.number);
                let named = alone.flatten().map(PostNo);
                let (told, counted) = self.told_by(&tail, manner, hit);
                let number = post.or(told).or(named);
                let count = hit.number.filter(|_| named.is_none()).or(counted);
                let bare = number.is_none() && !addressed;
                let extra = tail.polite || at != from && at != self.skip_address(from);
                if extra && (bare || is_view(order)) && !matches!(order, Order::Yes | Order::No) {
                    continue;
                }
                if number.is_some() && (is_view(order) || is_of_self(order)) {
                    continue;
                }
                return Some(build(order, number, count));
            }
            at = self.skip_filler(at)?;
        }
        None
    }

    /// The command at the head of one of the first clauses.
    fn in_clauses(&self) -> Option<Command> {
        if !self.addressed || unsaid(self.message) {
            return None;
        }
        let tokens = self.message.tokens();
        let mut leading = true;
        let mut start = 0;
        for _ in 0..CLAUSES {
            let clause = tokens.get(start)?.clause;
            let end = start
                + tokens[start..]
                    .iter()
                    .take_while(|token| token.clause == clause)
                    .count();
            let mut at = start;
            let mut passed = 0;
            while at < end && passed < CLAUSES {
                if let Some(command) = self.in_clause(at, end, leading) {
                    return Some(command);
                }
                match self.skip_filler(at) {
                    Some(next) => at = next,
                    None => break,
                }
                passed += 1;
            }
            leading = leading && at >= end;
            start = end;
        }
        None
    }

    /// "quiet 22-8", "set nudge urgent 1h 4h".
    fn set(&self) -> Option<Command> {
        let at = self.skip_address(0);
        let leads = |wanted: Role| {
            let mut hits = self.message.starting(at, Layer::Order);
            hits.find(|hit| hit.role == wanted)
        };
        let rest = |hit: &Hit| {
            let next = self.message.tokens().get(hit.end())?;
            self.message.normal.clean.get(next.clean.0..)
        };
        if let Some(hit) = leads(Role::Quiet) {
            let hours = rest(hit)?.trim();
            let all = self.message.tokens().len();
            let off = |(order, _, no): (Order, Manner, &Hit)| order == Order::No && no.end() == all;
            let off = hours.eq_ignore_ascii_case("off") || self.orders(hit.end()).any(off);
            let spoken = off || hours.starts_with(|first: char| first.is_ascii_digit());
            let words = if off { "off" } else { hours };
            return spoken.then(|| Command::Set {
                words: Text::from(format!("quiet {words}")),
            });
        }
        let words = rest(leads(Role::Set)?)?;
        // "Set the table" sets nothing here.
        SettingName::of(words.split_whitespace().next()?)?;
        Some(Command::Set {
            words: Text::from(words),
        })
    }

    /// "yes, leaving at six" or "no, sorry", from somebody whom the bot has asked privately.
    fn answer(&self, ctx: &Context) -> Option<Command> {
        let tokens = self.message.tokens();
        let first = tokens.first()?;
        let asked = ctx.private && matches!(ctx.answers, Answers::Asked | Answers::Question);
        let unsaid = self.message.hits.iter().any(|hit| hit.role == Role::Unsay);
        if !asked || unsaid || self.message.normal.asks(first) {
            return None;
        }
        let clause = tokens
            .iter()
            .take_while(|token| token.clause == first.clause);
        let end = clause.count();
        self.orders(0).find_map(|(order, _, hit)| match order {
            Order::Yes => Some(Command::Yes { post: None }),
            // "No worries, I am on it" is no refusal.
            Order::No => self
                .tail(hit.end(), end)
                .map(|_| Command::No { post: None }),
            _ => None,
        })
    }

    /// "The 2", "2 wala", to a question: the number of an answer, with nothing but a little word or two.
    fn chosen(&self, answers: Answers) -> Option<Command> {
        let asked = matches!(answers, Answers::Question | Answers::Asked);
        let tail = self
            .tail(0, self.message.tokens().len())
            .filter(|_| asked)?;
        let number = u8::try_from(tail.number?).ok();
        let number = number.filter(|number| (1..=9).contains(number))?;
        Some(Command::Choice { post: None, number })
    }

    fn in_clause(&self, at: usize, end: usize, leading: bool) -> Option<Command> {
        if self.message.normal.asks(self.message.tokens().get(at)?) {
            return None;
        }
        for (order, manner, hit) in self.orders(at) {
            // Only what ends something may come after an explanation; a claim comes first.
            let ends = matches!(
                order,
                Order::Release | Order::Done | Order::Withdraw | Order::SomeoneElse
            );
            let fits = match manner {
                Manner::Word | Manner::Say => {
                    self.tail(hit.end(), end).is_some() || self.conditional(hit.end())
                }
                Manner::Lead => true,
            };
            if manner == Manner::Word
                && !(leading && matches!(order, Order::Claim | Order::Backup) || ends)
            {
                continue;
            }
            if !fits || !(leading || ends) {
                continue;
            }
            let tail = self.tail(hit.end(), end).unwrap_or_default();
            let (post, counted) = self.told_by(&tail, manner, hit);
            let if_nobody = order == Order::Claim
                && (hit.end()..end.max(hit.end()) + 1).any(|at| self.conditional(at));
            return Some(build(
                if if_nobody { Order::Backup } else { order },
                post,
                hit.number.or(counted),
            ));
        }
        None
    }

    /// What the number behind a command tells: a post, or how many. In answer to a post only the bare word names another
    /// one by its number alone: "claim 14", but "me apunto con 3", "I can take 2 of the 5".
    fn told_by(&self, tail: &Tail, manner: Manner, hit: &Hit) -> (Option<PostNo>, Option<u32>) {
        let names = !self.to_a_post || tail.named || manner == Manner::Word && hit.number.is_none();
        match tail.number {
            Some(number) if names => (Some(PostNo(number)), None),
            number => (None, number.filter(|_| hit.number.is_none())),
        }
    }

    /// Whether the author says in one word that it is over: "donné" under an offer.
    fn ends_own(&self, answers: Answers) -> bool {
        let over = |command| matches!(command, Command::Done { .. } | Command::Withdraw { .. });
        answers == Answers::OwnPost && self.whole(0, None).is_some_and(over)
    }

    /// "… if nobody else can" begins here.
    fn conditional(&self, at: usize) -> bool {
        self.orders(at)
            .any(|(order, manner, _)| (order, manner) == (Order::Backup, Manner::Lead))
    }

    fn orders(&self, at: usize) -> impl Iterator<Item = (Order, Manner, &Hit)> {
        self.message
            .starting(at, Layer::Order)
            .filter_map(|hit| match hit.role {
                // Without its code it is a word like any other.
                Role::Order(Order::Link | Order::UnlinkOne, _) => None,
                Role::Order(order, manner) => Some((order, manner, hit)),
                _ => None,
            })
    }

    /// Whether it begins with the bot's own name.
    fn is_called(&self, from: usize) -> bool {
        let first = self.message.tokens().get(from);
        first.is_some_and(|token| self.message.normal.word(token) == NAME)
    }

    /// Past "@wegotus" or "wegotus".
    pub(super) fn skip_address(&self, from: usize) -> usize {
        let named = self.message.tokens().get(from).is_some_and(|token| {
            self.message.normal.word(token) == NAME
                || self.message.normal.clean[..token.clean.0].ends_with('@')
        });
        from + usize::from(named)
    }

    /// Past one filler, turn of talk or symbol; `None` where there is none.
    fn skip_filler(&self, at: usize) -> Option<usize> {
        let filler = self
            .message
            .starting(at, Layer::Order)
            .find(|hit| matches!(hit.role, Role::Filler | Role::Talk | Role::Hitch));
        let symbol = self.message.tokens().get(at)?.symbol;
        filler.map(Hit::end).or(symbol.then_some(at + 1))
    }

    /// Whether "post" or "number" leads to the number at token `at`.
    fn names_number(&self, at: usize) -> bool {
        let before = at.checked_sub(1).into_iter();
        let mut leads = before.flat_map(|at| self.message.starting(at, Layer::Amount));
        leads.any(|hit| hit.role == Role::PostLead)
    }

    /// What follows a command, when it is no more than a number and politeness.
    fn tail(&self, from: usize, to: usize) -> Option<Tail> {
        let mut tail = Tail::default();
        let mut at = from;
        while at < to {
            let token = self.message.tokens().get(at)?;
            let polite = self
                .message
                .starting(at, Layer::Order)
                .find(|hit| hit.role == Role::Tail);
            if let Some(number) = token.number.filter(|_| tail.number.is_none()) {
                tail.number = Some(number);
                tail.named = token.hash || self.names_number(at);
                at += 1;
            } else if let Some(polite) = polite {
                tail.polite = true;
                at = polite.end();
            } else if token.symbol {
                at += 1;
            } else {
                return None;
            }
        }
        Some(tail)
    }
}

#[derive(Default)]
struct Tail {
    number: Option<u32>,
    /// The number is said to be a post's: "#14", "post 14".
    named: bool,
    polite: bool,
}

/// Commands that show something: everyday words, so they count only when nothing else is said.
fn is_view(order: Order) -> bool {
    matches!(
        order,
        Order::Board
            | Order::Needs
            | Order::Offers
            | Order::Mine
            | Order::Help
            | Order::Who
            | Order::Settings
    )
}

/// Commands about oneself; no number goes with them.
fn is_of_self(order: Order) -> bool {
    matches!(order, Order::IgnoreMe | Order::ListenToMe | Order::ForgetMe)
}

pub(super) fn build(order: Order, post: Option<PostNo>, count: Option<u32>) -> Command {
    match order {
        Order::Claim => Command::Claim {
            post,
            count,
            part: false,
        },
        Order::Backup => Command::Backup { post },
        Order::Release => Command::Release { post },
        Order::Done => Command::Done { post },
        Order::Withdraw => Command::Withdraw { post },
        Order::SomeoneElse => Command::SomeoneElse { post },
        Order::StillNeeded => Command::StillNeeded { post },
        Order::NotSure => Command::NotSure { post },
        Order::Share => Command::Share { post },
        Order::Stop => Command::Stop { post },
        Order::Rest => Command::Rest,
        Order::Back => Command::Back,
        Order::Person => Command::Person,
        Order::NotSafe => Command::NotSafe { post },
        Order::Nobody => Command::Nobody,
        Order::Introduce => Command::Introduce { post },
        Order::Steward => Command::Steward,
        Order::Listen => Command::Manner(RoomManner::Listen),
        Order::Explicit => Command::Manner(RoomManner::Explicit),
        Order::Local => Command::Manner(RoomManner::Local),
        Order::Shared => Command::Manner(RoomManner::Shared),
        Order::Yes => Command::Yes { post },
        Order::No => Command::No { post },
        Order::Settings => Command::Settings,
        Order::NightsOn => Command::Nights { on: true },
        Order::NightsOff => Command::Nights { on: false },
        Order::Board => Command::Board,
        Order::Needs => Command::Needs,
        Order::Offers => Command::Offers,
        Order::Mine => Command::Mine,
        Order::Help => Command::Help,
        Order::Who => Command::Who,
        Order::ClaimRest => Command::Claim {
            post,
            count: Some(ALL_LEFT),
            part: false,
        },
        Order::Want => Command::Want,
        Order::IgnoreMe => Command::IgnoreMe,
        Order::ListenToMe => Command::ListenToMe,
        Order::ForgetMe => Command::ForgetMe,
        // A link is read with its code.
        Order::LinkMe | Order::Link => Command::LinkMe { code: None },
        Order::Unlink | Order::UnlinkOne => Command::Unlink { which: None },
        Order::UnlinkThis => Command::Unlink {
            which: Some(Account::This),
        },
    }
}
