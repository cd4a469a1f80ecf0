//! A line → the head of a message, where it begins with one: `31/12/23, 21:41 - ` or `[31/12/23, 21:41:09] `.
//!
//! Every phone writes it in the manner of its own country, so the form is read and not a list of formats:
//! three numbers, a time, perhaps the half of the day. Which number is the month, [`date`](super::date) says.

/// The head of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Head<'a> {
    /// How it is framed.
    pub frame: Frame,
    /// The numbers of its date, as written.
    pub date: Numbers,
    /// Hour (0 to 23), minute, second.
    pub time: (i8, i8, i8),
    /// Whether the half of the day was written.
    pub halves: bool,
    /// The rest of the line.
    pub rest: &'a str,
}

/// What stands around the head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// `… - `, as Android writes it.
    Dash,
    /// `[…] `, as iOS writes it.
    Brackets,
}

/// The three numbers of a date, in the order they are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Numbers {
    pub first: i16,
    pub second: i16,
    pub third: i16,
    /// The first has four digits, so that it is the year.
    pub year_leads: bool,
    /// The first is written with a nought before it: "03/04/24".
    pub padded: bool,
    /// What stands between them.
    pub sign: char,
}

/// Words between date and time: "31/12/2023 à 21:41".
const LINKS: [&str; 11] = [
    "a las", "à", "às", "um", "at", "klo", "kl.", "kl", "alle", "ore", "в",
];

/// How the halves of the day are written; dots, quotes and spaces in them do not matter.
const MORNING: [&str; 17] = [
    "am",
    "ص",
    "πμ",
    "上午",
    "午前",
    "오전",
    "पूर्वाह्न",
    "לפנהצ",
    "vorm",
    "قبلدوپہر",
    "قظ",
    "öö",
    "sa",
    "fm",
    "pg",
    "de",
    "прпл",
];
const EVENING: [&str; 17] = [
    "pm",
    "م",
    "μμ",
    "下午",
    "午後",
    "오후",
    "अपराह्न",
    "אחהצ",
    "nachm",
    "بعددوپہر",
    "بظ",
    "ös",
    "ch",
    "em",
    "ptg",
    "du",
    "слпл",
];

/// The head that a line begins with.
pub(super) fn head(line: &str) -> Option<Head<'_>> {
    let mut scan = Scan { rest: line };
    scan.marks();
    let frame = if scan.eat(&['[']).is_some() {
        Frame::Brackets
    } else {
        Frame::Dash
    };
    let date = scan.date()?;
    scan.unit("г");
    let parted = scan.eat(&[',', '،', '、']).is_some() | scan.space() | scan.link() | scan.space();
    if !parted {
        return None;
    }
    let before = scan.half();
    scan.space();
    let (hour, minute, second) = scan.time()?;
    scan.space();
    let half = before.or_else(|| scan.half());
    scan.unit("ч");
    scan.space();
    let hour = match half {
        None => hour,
        Some(_) if hour > 12 => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Evening) => hour % 12 + 12,
    };
    match frame {
        Frame::Brackets => scan.eat(&[']'])?,
        Frame::Dash => scan.eat(&['-', '–'])?,
    };
    let ends = scan.rest.chars().next();
    if frame == Frame::Dash && !ends.is_none_or(char::is_whitespace) {
        return None;
    }
    // The space after a head is one; a mark behind it belongs to what was said.
    let rest = ends
        .filter(|c| c.is_whitespace())
        .map_or(scan.rest, |c| &scan.rest[c.len_utf8()..]);
    Some(Head {
        frame,
        date,
        time: (hour, minute, second),
        halves: half.is_some(),
        rest,
    })
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

/// A line being read from the left; marks of direction are passed over.
struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn date(&mut self) -> Option<Numbers> {
        let (first, digits) = self.number(4)?;
        if digits == 3 {
            return None;
        }
        let padded = digits == 2 && first < 10;
        let sign = self.sign()?;
        let (second, short) = self.number(2)?;
        self.sign()?;
        let (third, last) = self.number(4)?;
        self.eat(&['.', '日', '일']);
        let year_leads = digits == 4;
        let plain = if year_leads {
            last <= 2
        } else {
            last == 2 || last == 4
        };
        let day = |number: i16| (1..=31).contains(&number);
        let days = if year_leads {
            day(second) && day(third)
        } else {
            // Two digits first may be a year: 23-12-31.
            day(second) && (day(first) || day(third) && last == 2)
        };
        let month = second <= 12 || (!year_leads && first <= 12);
        (plain && days && month && short <= 2).then_some(Numbers {
            first,
            second,
            third,
            year_leads,
            padded,
            sign,
        })
    }

    /// What parts the numbers of a date.
    fn sign(&mut self) -> Option<char> {
        let sign = self.eat(&['/', '.', '-', '年', '月', '년', '월'])?;
        self.space();
        Some(sign)
    }

    fn time(&mut self) -> Option<(i8, i8, i8)> {
        let (hour, _) = self.number(2)?;
        self.space();
        let sign = self.eat(&[':', '.', 'h'])?;
        self.space();
        let (minute, digits) = self.number(2)?;
        if hour > 23 || minute > 59 || digits != 2 {
            return None;
        }
        let mut ahead = Scan { rest: self.rest };
        let second = match (ahead.eat(&[sign]), ahead.number(2)) {
            (Some(_), Some((second, 2))) if second <= 60 => {
                self.rest = ahead.rest;
                second.min(59)
            }
            _ => 0,
        };
        Some((
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
        ))
    }

    fn half(&mut self) -> Option<Half> {
        let morning = MORNING.map(|name| (name, Half::Morning));
        let evening = EVENING.map(|name| (name, Half::Evening));
        let mut names = morning.into_iter().chain(evening);
        let (rest, half) = names.find_map(|(name, half)| Some((self.after(name)?, half)))?;
        self.rest = rest;
        Some(half)
    }

    /// Passes over what Bulgarian writes behind a year and an hour.
    fn unit(&mut self, name: &str) {
        if let Some(rest) = self.after(name) {
            self.rest = rest;
        }
    }

    fn link(&mut self) -> bool {
        let rest = self.rest;
        let next = LINKS.iter().find_map(|link| rest.strip_prefix(link));
        if let Some(next) = next {
            self.rest = next;
        }
        next.is_some()
    }

    /// What follows `name`, whatever its case, dots, quotes and spaces; `None` where it does not stand here as
    /// a whole word.
    fn after(&self, name: &str) -> Option<&'a str> {
        let passed =
            |c: char| matches!(c, '.' | '"' | '״' | '\'' | '’') || c.is_whitespace() || is_mark(c);
        let mut wanted = name.chars().peekable();
        for (at, c) in self.rest.char_indices() {
            if wanted.peek().is_none() {
                let rest = &self.rest[at..];
                let whole = !c.is_alphabetic() || name.starts_with(['上', '下', '午', '오']);
                return whole.then(|| rest.strip_prefix('.').unwrap_or(rest));
            }
            if c.to_lowercase().eq(wanted.peek().copied()) {
                wanted.next();
            } else if !passed(c) {
                return None;
            }
        }
        None
    }

    /// A number of at most `most` digits, and how many it has; none where more follow.
    fn number(&mut self, most: usize) -> Option<(i16, usize)> {
        self.marks();
        let (mut value, mut digits) = (0_i16, 0);
        for c in self.rest.chars() {
            let Some(digit) = digit(c) else { break };
            digits += 1;
            if digits > most {
                return None;
            }
            value = value * 10 + digit;
        }
        if digits == 0 {
            return None;
        }
        let length: usize = self.rest.chars().take(digits).map(char::len_utf8).sum();
        self.rest = &self.rest[length..];
        self.marks();
        Some((value, digits))
    }

    fn eat(&mut self, any: &[char]) -> Option<char> {
        let c = self.rest.chars().next().filter(|c| any.contains(c))?;
        self.rest = &self.rest[c.len_utf8()..];
        // A mark behind the last bracket belongs to what was said.
        if c != ']' {
            self.marks();
        }
        Some(c)
    }

    fn space(&mut self) -> bool {
        let rest = self
            .rest
            .trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    fn marks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_mark);
    }
}

/// What steers the direction of a line, or is not seen at all.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}'
    )
}

/// The value of a digit: ASCII, Arabic, Persian, Devanagari.
fn digit(c: char) -> Option<i16> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '੦'..='੯' => '੦',
        '૦'..='૯' => '૦',
        '௦'..='௯' => '௦',
        '౦'..='౯' => '౦',
        '೦'..='೯' => '೦',
        '൦'..='൯' => '൦',
        '๐'..='๙' => '๐',
        _ => return None,
    };
    i16::try_from(u32::from(c) - u32::from(zero)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `date hour:minute:second|rest`, or `-`.
    fn read(line: &str) -> String {
        head(line).map_or_else(
            || "-".to_owned(),
            |it| {
                let Numbers {
                    first,
                    second,
                    third,
                    ..
                } = it.date;
                let (hour, minute, seconds) = it.time;
                format!(
                    "{first}/{second}/{third} {hour:02}:{minute:02}:{seconds:02}|{}",
                    it.rest
                )
            },
        )
    }

    #[test]
    fn phones_of_many_countries() {
        for (line, wanted) in [
            // Android: United States, with the narrow space, and without.
            (
                "12/31/23, 9:41\u{202f}PM - Ana: x",
                "12/31/23 21:41:00|Ana: x",
            ),
            ("12/31/23, 9:41 AM - Ana: x", "12/31/23 09:41:00|Ana: x"),
            ("1/2/24, 12:05 AM - Ana: x", "1/2/24 00:05:00|Ana: x"),
            ("1/2/24, 12:05 PM - Ana: x", "1/2/24 12:05:00|Ana: x"),
            // Britain, Germany, Spain, Mexico, France, Brazil, Israel, India.
            ("31/12/2023, 21:41 - Ana: x", "31/12/2023 21:41:00|Ana: x"),
            ("31.12.23, 21:41 - Ana: x", "31/12/23 21:41:00|Ana: x"),
            ("31.12.23, 9:41 nachm. - Ana: x", "31/12/23 21:41:00|Ana: x"),
            ("31/12/23 21:41 - Ana: x", "31/12/23 21:41:00|Ana: x"),
            (
                "31/12/23, 9:41\u{a0}p.\u{a0}m. - Ana: x",
                "31/12/23 21:41:00|Ana: x",
            ),
            ("31/12/23, 9:41 a. m. - Ana: x", "31/12/23 09:41:00|Ana: x"),
            ("31/12/2023 à 21:41 - Ana: x", "31/12/2023 21:41:00|Ana: x"),
            ("31/12/2023 21 h 41 - Ana: x", "31/12/2023 21:41:00|Ana: x"),
            ("31/12/2023 21:41 - Ana: x", "31/12/2023 21:41:00|Ana: x"),
            (
                "31.12.2023, 21:41 - \u{200f}אנה: x",
                "31/12/2023 21:41:00|\u{200f}אנה: x",
            ),
            ("31/12/23, 9:41 pm - Ana: x", "31/12/23 21:41:00|Ana: x"),
            ("2023-12-31 9:41 em - Ana: x", "2023/12/31 21:41:00|Ana: x"),
            (
                "31/12/2023, 9:41 PTG - Ana: x",
                "31/12/2023 21:41:00|Ana: x",
            ),
            ("31.12.23 г., 21:41 ч. - Ana: x", "31/12/23 21:41:00|Ana: x"),
            (
                "2023. 12. 31. de. 9:41 - Ana: x",
                "2023/12/31 09:41:00|Ana: x",
            ),
            ("৩১/১২/২৩, ২১:৪১ - Ana: x", "31/12/23 21:41:00|Ana: x"),
            ("31/12/23, 9:41 अपराह्न - Ana: x", "31/12/23 21:41:00|Ana: x"),
            // Arabic digits, comma and halves, with marks of direction.
            (
                "٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٤١ م - آنا: x",
                "31/12/2023 21:41:00|آنا: x",
            ),
            (
                "31\u{200f}/12\u{200f}/2023، 9:41 ص - آنا: x",
                "31/12/2023 09:41:00|آنا: x",
            ),
            // The year first.
            ("2023-12-31 21:41 - Ana: x", "2023/12/31 21:41:00|Ana: x"),
            ("2023/12/31 下午9:41 - Ana: x", "2023/12/31 21:41:00|Ana: x"),
            // iOS.
            (
                "[12/31/23, 9:41:12\u{202f}PM] Ana: x",
                "12/31/23 21:41:12|Ana: x",
            ),
            ("[31.12.23, 21:41:12] Ana: x", "31/12/23 21:41:12|Ana: x"),
            (
                "\u{200e}[31/12/2023 21:41:12] Ana: x",
                "31/12/2023 21:41:12|Ana: x",
            ),
            (
                "[31/12/2023 à 21:41:12] Ana: x",
                "31/12/2023 21:41:12|Ana: x",
            ),
            ("[31/12/23, 21.41.12] Ana: x", "31/12/23 21:41:12|Ana: x"),
            (
                "[٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٤١:١٢ م] آنا: x",
                "31/12/2023 21:41:12|آنا: x",
            ),
            (
                "[31/12/23, 9:41:12 אחה״צ] אנה: x",
                "31/12/23 21:41:12|אנה: x",
            ),
            (
                "[31/12/23, 21:41:12] \u{200e}Ana joined",
                "31/12/23 21:41:12|\u{200e}Ana joined",
            ),
        ] {
            assert_eq!(read(line), wanted, "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_a_head_is_none() {
        for line in [
            "",
            "hello",
            "[",
            "12/31/23",
            "12/31/23, 9:41",
            "12/31/23, 9:41 PM Ana: x",
            "12/31/23, 25:41 - Ana: x",
            "12/31/23, 13:41 PM - Ana: x",
            "45/31/99, 9:41 - Ana: x",
            "13/13/23, 9:41 - Ana: x",
            "1/2, 9:41 - Ana: x",
            "12/31/23, 9:4 - Ana: x",
            "[12/31/23, 9:41 Ana: x",
            "555/123/4567, 9:41 - Ana: x",
            "10.5.2 - 9:41 - a version",
            "1/2/23, 9:41 -see below",
        ] {
            assert_eq!(read(line), "-", "{line}");
        }
    }
}
