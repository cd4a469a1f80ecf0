//! Exports as phones write them, and what a replay makes of them.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::*;
use crate::board::{Kind, Policy};
use crate::parser::Lexicon;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

/// `month-day hour:minute who: text`, one a message; what is none in `()`.
fn read(bytes: &[u8]) -> Vec<String> {
    let export = Export::in_memory(bytes, &LEXICON).unwrap();
    let mut all = Vec::new();
    let zone = TimeZone::get("Europe/Madrid").unwrap();
    export
        .each(&zone, |message| {
            let at = message.at.to_jiff().to_zoned(zone.clone());
            let what = match message.what {
                Entry::Said(said) => format!("{}: {}", said.who.as_str(), said.text.as_str()),
                Entry::Media => "(media)".to_owned(),
                Entry::Deleted => "(deleted)".to_owned(),
                Entry::Notice => "(notice)".to_owned(),
            };
            all.push(format!("{} {what}", at.strftime("%m-%d %H:%M")));
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

const ANDROID: &str = "\
31/12/23, 21:41 - Los mensajes están cifrados.
31/12/23, 21:45 - Ana: hola
dos líneas

y una más
1/1/24, 8:02 - Ben: <Multimedia omitido>
1/1/24, 8:03 - Ben: Se eliminó este mensaje.
1/1/24, 8:04 - Ben: adiós <Se editó este mensaje.>
";

fn android() -> Vec<String> {
    [
        "12-31 21:41 (notice)",
        "12-31 21:45 Ana: hola\ndos líneas\n\ny una más",
        "01-01 08:02 (media)",
        "01-01 08:03 (deleted)",
        "01-01 08:04 Ben: adiós",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn messages_of_several_lines_and_whatsapps_own() {
    assert_eq!(read(ANDROID.as_bytes()), android());
    assert_eq!(read(ANDROID.replace('\n', "\r\n").as_bytes()), android());
    assert_eq!(read(format!("\u{feff}{ANDROID}").as_bytes()), android());
    let wide = format!("\u{feff}{ANDROID}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide), android());
}

#[test]
fn ios_marks_what_is_its_own() {
    let text = "\
[12/31/23, 9:41:12\u{202f}PM] Block 5: \u{200e}Messages and calls are end-to-end encrypted.
[12/31/23, 9:45:00\u{202f}PM] ~\u{202f}Ana: hi: all
\u{200e}[1/1/24, 8:02:11\u{202f}AM] Ben: \u{200e}image omitted
[1/1/24, 8:03:11\u{202f}AM] Ben: a sofa \u{200e}<attached: 00000012-PHOTO.jpg>
[1/1/24, 8:04:11\u{202f}AM] Ben: look
1/2/24, 9:00 - Cara: something
";
    assert_eq!(
        read(text.as_bytes()),
        [
            "12-31 21:41 (notice)",
            "12-31 21:45 Ana: hi: all",
            "01-01 08:02 (media)",
            "01-01 08:03 Ben: a sofa ",
            "01-01 08:04 Ben: look\n1/2/24, 9:00 - Cara: something",
        ]
    );
}

#[test]
fn arabic_and_hebrew_exports_are_read() {
    let text = "\
٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٤١ م - الرسائل مشفرة تمامًا بين الطرفين.
٣١\u{200f}/١٢\u{200f}/٢٠٢٣، ٩:٤٥ م - آنا: أحتاج إلى توصيلة
";
    assert_eq!(
        read(text.as_bytes())[1],
        "12-31 21:45 آنا: أحتاج إلى توصيلة"
    );
    let text = "[31.12.2023, 21:45:07] \u{200f}אנה: \u{200f}אני צריכה עזרה\n";
    assert_eq!(
        read(text.as_bytes())[0],
        "12-31 21:45 אנה: \u{200f}אני צריכה עזרה"
    );
}

#[test]
fn time_never_runs_backwards() {
    // The hour that comes twice when summer time ends.
    let text = "29/10/23, 2:59 - Ana: a\n29/10/23, 2:01 - Ana: b\n30/10/23, 9:00 - Ana: c\n";
    assert_eq!(
        read(text.as_bytes()),
        [
            "10-29 02:59 Ana: a",
            "10-29 02:59 Ana: b",
            "10-30 09:00 Ana: c"
        ]
    );
}

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn wrong(bytes: &[u8]) -> String {
    match Export::in_memory(bytes, &LEXICON) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it was read"),
    }
}

#[test]
fn the_chat_is_found_in_an_archive_under_any_name() {
    let photo = vec![7; 100_000];
    let minutes = b"nothing of a chat\n".repeat(500);
    let names = [
        "_chat.txt",
        "Chat de WhatsApp con Vecinos.txt",
        "Чат/стра.TXT",
        "x.txt",
    ];
    for name in names {
        let zip = zip(&[
            ("IMG-20240101-WA0001.jpg", &photo),
            ("__MACOSX/._chat.txt", b"junk"),
            ("minutes.txt", &minutes),
            (name, ANDROID.as_bytes()),
        ]);
        assert_eq!(read(&zip), android(), "{name}");
    }
}

#[test]
fn an_archive_that_cannot_be_read_says_why() {
    // Not the same line over and over, so that it stays long when packed.
    let long: String = (0..20_000)
        .map(|n: u32| format!("31/12/23, 21:45 - Ana: {}\n", n.wrapping_mul(2_654_435_761)))
        .collect();
    let whole = zip(&[("_chat.txt", long.as_bytes())]);
    assert!(wrong(&whole[..whole.len() / 2]).contains("damaged or not whole"));
    let mut bent = whole.clone();
    let middle = bent.len() / 2;
    bent[middle..middle + 60].fill(0xa5);
    assert!(wrong(&bent).contains("breaks off"), "{}", wrong(&bent));
    // The flag that says "encrypted", in both places where it stands.
    let mut locked = whole;
    let central = locked
        .windows(4)
        .rposition(|it| it == b"PK\x01\x02")
        .unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    assert!(
        wrong(&locked).contains("locked with a password"),
        "{}",
        wrong(&locked)
    );
    assert!(wrong(&zip(&[("a.jpg", b"x")])).contains("no .txt in it"));
    assert!(wrong(&zip(&[("a.txt", b"x")])).contains("no message of a WhatsApp chat"));
}

#[test]
fn what_is_no_chat_is_refused_with_a_remedy() {
    assert!(wrong(b"").contains("it is empty"));
    let letter = wrong(b"Dear all,\n12/31/23 was fun\n");
    assert!(letter.contains("no message of a WhatsApp chat is in it"));
    assert!(letter.contains("Export chat"), "{letter}");
}

/// What would have happened, in short.
fn replayed(text: &str) -> Vec<String> {
    let policy = Policy::default();
    let export = Export::in_memory(text.as_bytes(), &LEXICON).unwrap();
    let mut play = Play::new(&LEXICON, &policy);
    let mut all = Vec::new();
    export
        .each(&policy.zone, |message| {
            if let Entry::Said(said) = &message.what {
                all.extend(play.hear(message.at, said).into_iter().map(short));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

fn short(it: Happening) -> String {
    match it.what {
        What::Posted { no, idea, .. } => match idea.kind {
            Kind::Need => format!("need {no}"),
            Kind::Offer => format!("offer {no}"),
        },
        What::Asked(_) => "❓".to_owned(),
        What::Claimed { no, .. } => format!("claim {no}"),
        What::Released(no) => format!("release {no}"),
        What::Done(no) => format!("done {no}"),
        What::Withdrawn(no) => format!("withdraw {no}"),
        What::Expired(no) => format!("expire {no}"),
        What::BackedUp(no) => format!("backup {no}"),
        What::Reminded(_) => "remind".to_owned(),
        What::Answered(what) => what.to_owned(),
    }
}

#[test]
fn a_story_is_replayed_as_it_would_have_gone() {
    let text = "\
13/1/24, 09:00 - Ana: need: diapers size 4
13/1/24, 09:05 - Ben: I'll bring them
13/1/24, 09:30 - Ben: sorry, can't make it
13/1/24, 09:31 - Cem: I'll take it
13/1/24, 12:00 - Cem: dropped it off
";
    let wanted = ["need #1", "claim #1", "release #1", "claim #1", "done #1"];
    assert_eq!(replayed(text), wanted);
}

#[test]
fn an_answer_counts_only_where_one_post_plainly_goes_before() {
    let need = "13/1/24, 09:00 - Ana: need: diapers\n";
    let claim = |at: &str, who: &str| format!("13/1/24, {at} - {who}: I'll take it\n");
    let second = "13/1/24, 09:01 - Cem: need: soup\n";
    let two = format!("{need}{second}{}", claim("09:05", "Ben"));
    assert_eq!(replayed(&two), ["need #1", "need #2"]);
    let own = format!("{need}{}", claim("09:05", "Ana"));
    assert_eq!(replayed(&own), ["need #1"]);
    let late = format!("{need}{}", claim("11:05", "Ben"));
    assert_eq!(replayed(&late), ["need #1"]);
    let chatter = "13/1/24, 09:02 - Dee: good morning\n".repeat(12);
    let far = format!("{need}{chatter}{}", claim("09:05", "Ben"));
    assert_eq!(replayed(&far), ["need #1"]);
    let bystander = format!("{need}13/1/24, 09:05 - Ben: sorry, can't make it\n");
    assert_eq!(replayed(&bystander), ["need #1"]);
    let named = format!("{far}13/1/24, 20:05 - Ben: claim 1\n");
    assert_eq!(replayed(&named).last().unwrap(), "claim #1");
}

#[test]
fn what_falls_due_happens_in_its_time() {
    let text = "13/1/24, 09:00 - Ana: need: diapers\n1/3/24, 09:00 - Ben: good morning\n";
    let all = replayed(text);
    assert_eq!(all.first().map(String::as_str), Some("need #1"));
    assert!(all.contains(&"remind".to_owned()), "{all:?}");
    assert!(all.contains(&"expire #1".to_owned()), "{all:?}");
}
