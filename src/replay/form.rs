//! What WhatsApp itself writes into an export: who speaks, pictures left out, messages taken back, edits.
//!
//! Its phrases differ by language and version, so structure goes first and lists of phrases second: a line
//! without a speaker is WhatsApp's own, a message that is all `<…>` stands for a picture.

use super::head::{Frame, is_mark};

/// What a message in an export is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// Words, perhaps under a picture.
    Words,
    /// A picture, a voice note or the like, without words.
    Media,
    /// A message taken back.
    Deleted,
    /// WhatsApp's own.
    Notice,
}

/// Ends of what stands for something left out: "image omitted", "Bild weggelassen".
const OMITTED: [&str; 26] = [
    "omitted",
    "weggelassen",
    "ausgeschlossen",
    "omitido",
    "omitida",
    "omitidos",
    "omis",
    "omise",
    "absente",
    "absent",
    "oculto",
    "oculta",
    "ocultado",
    "ocultada",
    "omesso",
    "omessa",
    "omessi",
    "weggelaten",
    "pominięto",
    "не добавлен",
    "תמונה הושמטה",
    "הושמט",
    "הושמטה",
    "لم يتم إدراج",
    "محذوف",
    "छोड़ा गया",
];

/// What ends the name of an attached file on Android: "IMG-1.jpg (file attached)".
const ATTACHED: [&str; 9] = [
    "(file attached)",
    "(datei angehängt)",
    "(archivo adjunto)",
    "(fichier joint)",
    "(arquivo anexado)",
    "(الملف مرفق)",
    "(ملف مرفق)",
    "(הקובץ מצורף)",
    "(फ़ाइल अटैच की गई)",
];

/// How a message taken back is shown.
const DELETED: [&str; 29] = [
    "this message was deleted",
    "you deleted this message",
    "this message was deleted by admin",
    "you deleted this message as admin",
    "ההודעה נמחקה על ידי מנהל/ת",
    "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht",
    "este mensaje fue eliminado",
    "se eliminó este mensaje",
    "eliminaste este mensaje",
    "ce message a été supprimé",
    "vous avez supprimé ce message",
    "ce message a été effacé",
    "mensagem apagada",
    "esta mensagem foi apagada",
    "essa mensagem foi apagada",
    "você apagou esta mensagem",
    "você apagou essa mensagem",
    "esta mensagem foi eliminada",
    "تم حذف هذه الرسالة",
    "لقد حذفت هذه الرسالة",
    "حذفت هذه الرسالة",
    "הודעה זו נמחקה",
    "מחקת הודעה זו",
    "ההודעה נמחקה",
    "यह मैसेज हटा दिया गया",
    "यह मैसेज हटा दिया गया था",
    "आपने यह मैसेज हटा दिया",
    "यह संदेश हटा दिया गया",
];

/// What stands, in angle brackets, behind an edited message.
const EDITED: [&str; 14] = [
    "this message was edited",
    "diese nachricht wurde bearbeitet",
    "se editó este mensaje",
    "este mensaje fue editado",
    "ce message a été modifié",
    "mensagem editada",
    "essa mensagem foi editada",
    "esta mensagem foi editada",
    "تم تعديل هذه الرسالة",
    "تم تحرير هذه الرسالة",
    "הודעה זו נערכה",
    "ההודעה נערכה",
    "यह मैसेज एडिट किया गया",
    "इस मैसेज को एडिट किया गया",
];

/// How lines begin that WhatsApp writes in somebody's name: calls, shared places, votes, what has not come through yet.
const NOTICES: [&str; 46] = [
    "missed voice call",
    "missed video call",
    "missed group voice call",
    "missed group video call",
    "live location shared",
    "location: https://",
    "waiting for this message",
    "poll:\n",
    "verpasster sprachanruf",
    "verpasster videoanruf",
    "live-standort wird geteilt",
    "standort: https://",
    "warte auf diese nachricht",
    "umfrage:\n",
    "llamada perdida",
    "llamada de voz perdida",
    "videollamada perdida",
    "videollamada grupal perdida",
    "ubicación en tiempo real compartida",
    "ubicación: https://",
    "esperando este mensaje",
    "esperando el mensaje",
    "encuesta:\n",
    "chamada de voz perdida",
    "chamada de vídeo perdida",
    "ligação de voz perdida",
    "ligação de vídeo perdida",
    "localização em tempo real compartilhada",
    "localização: https://",
    "aguardando mensagem",
    "aguardando esta mensagem",
    "enquete:\n",
    "appel vocal manqué",
    "appel vidéo manqué",
    "position en direct partagée",
    "localisation : https://",
    "en attente de ce message",
    "sondage :\n",
    "שיחה קולית שלא נענתה",
    "שיחת קול שלא נענתה",
    "שיחת וידאו שלא נענתה",
    "מיקום: https://",
    "סקר:\n",
    "مكالمة صوتية فائتة",
    "مكالمة فيديو فائتة",
    "الموقع: https://",
];

/// Who speaks, and what; `None` for a line of WhatsApp's own.
pub(super) fn speaker(rest: &str) -> Option<(&str, &str)> {
    let colon = rest.match_indices(':').map(|(at, _)| at).find(|at| {
        matches!(
            rest[at + 1..].chars().next(),
            None | Some(' ' | '\u{a0}' | '\u{202f}')
        )
    })?;
    let name = clean_name(&rest[..colon]);
    let text = rest[colon + 1..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    (!name.is_empty() && !quotes(name) && name.chars().count() <= LONGEST_NAME)
        .then_some((name, text))
}

/// Whether a quotation is open at the end: `Ana changed the subject to “Soup: Thursdays”` has no speaker. A mark within a word
/// is part of it (`ד"ר`, `O‘Neil`), and what is closed again a nickname (`Ana "Nana" Ruiz`).
fn quotes(name: &str) -> bool {
    let (mut straight, mut open, mut before) = (false, 0_i32, None);
    let mut letters = name.chars().peekable();
    while let Some(c) = letters.next() {
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = within(before) && within(letters.peek().copied());
        match c {
            _ if inside => {}
            '"' => straight = !straight,
            '“' | '«' | '„' | '‘' => open += 1,
            '”' | '»' | '’' if open > 0 => open -= 1,
            _ => {}
        }
        before = Some(c);
    }
    straight || open > 0
}

/// WhatsApp allows 25 letters in a name, a phone book more.
const LONGEST_NAME: usize = 80;

/// A name without the sign of somebody who is not in the phone book, and without marks.
fn clean_name(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
        .trim_start_matches(['~', '～'])
        .trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// What a message is; takes out of `text` what is not its author's. `true` where something came with it.
pub(super) fn form(frame: Frame, text: &mut String) -> (Form, bool) {
    let edited = drop_edit_mark(text);
    let attached = drop_attachment(text) || drop_placeholder(frame, text);
    hide_mentions(text);
    let trimmed = bare(text);
    if trimmed.is_empty() {
        let form = if attached { Form::Media } else { Form::Notice };
        return (if edited { Form::Words } else { form }, attached);
    }
    let folded: String = trimmed
        .to_lowercase()
        .chars()
        .filter(|c| !is_vowel_sign(*c))
        .collect();
    if NOTICES.iter().any(|notice| folded.starts_with(notice)) {
        return (Form::Notice, false);
    }
    if attached || trimmed.contains('\n') {
        return (Form::Words, attached);
    }
    let said = folded.trim_end_matches('.');
    if DELETED.contains(&said) {
        return (Form::Deleted, false);
    }
    let short = folded.chars().count() <= 40;
    // WhatsApp marks its own words with a mark of direction, on iOS in every language.
    let marked = frame == Frame::Brackets && text.trim_start().starts_with('\u{200e}');
    let omitted = short && OMITTED.iter().any(|end| said.ends_with(end));
    if stands_for_media(&folded)
        || (omitted && (marked || folded.split_whitespace().count() <= 3))
        || said == "null"
    {
        return (Form::Media, true);
    }
    if marked {
        return (Form::Notice, false);
    }
    (Form::Words, false)
}

/// The signs above and below letters with which Arabic writes vowels.
const fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}')
}

/// Whether all of a line is `<…>`, in whatever language.
fn stands_for_media(line: &str) -> bool {
    let framed = |open: char, close: char| {
        let inside = line
            .strip_prefix(open)
            .and_then(|it| it.strip_suffix(close));
        inside.is_some_and(|inside| !inside.contains(open))
    };
    line.chars().count() <= 40 && (framed('<', '>') || framed('‹', '›'))
}

/// Takes off what stands for a picture left out where words came with it: `<Media omitted>` on the line above them, or
/// `image omitted` behind a mark of direction at their end.
fn drop_placeholder(frame: Frame, text: &mut String) -> bool {
    if let Some((first, rest)) = text.split_once('\n')
        && bare(first).contains(' ')
        && stands_for_media(bare(first))
    {
        *text = rest.to_owned();
        return true;
    }
    if frame == Frame::Brackets
        && let Some(mark) = text.rfind('\u{200e}')
        && !bare(&text[..mark]).is_empty()
        && let said = bare(&text[mark..]).to_lowercase()
        && said.split_whitespace().count() <= 4
        && OMITTED
            .iter()
            .any(|end| said.trim_end_matches('.').ends_with(end))
    {
        text.truncate(mark);
        return true;
    }
    false
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_mark(c))
}

/// Takes off `<This message was edited>`.
fn drop_edit_mark(text: &mut String) -> bool {
    let Some(open) = text.rfind('<') else {
        return false;
    };
    let Some(inside) = bare(&text[open + 1..]).strip_suffix('>') else {
        return false;
    };
    let inside = inside.trim_end_matches('.').to_lowercase();
    let edited = EDITED.contains(&inside.as_str());
    if edited {
        text.truncate(open);
        text.truncate(
            text.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c))
                .len(),
        );
    }
    edited
}

/// A mention is `@` and a name between two marks of direction: the name of the phone book, where the bot would
/// read a number.
fn hide_mentions(text: &mut String) {
    let mut shown = String::new();
    let mut rest = text.as_str();
    while let Some((before, inside)) = rest.split_once("@\u{2068}")
        && let Some((_, behind)) = inside.split_once('\u{2069}')
    {
        shown.push_str(before);
        shown.push_str("@neighbour");
        rest = behind;
    }
    if !shown.is_empty() {
        shown.push_str(rest);
        *text = shown;
    }
}

/// Takes off `<attached: 0001-PHOTO.jpg>` and `IMG-0001.jpg (file attached)`; what is left is said under it.
fn drop_attachment(text: &mut String) -> bool {
    if let Some(open) = text.rfind("\u{200e}<")
        && let Some(close) = text[open..].find('>')
        && text[open..open + close].contains(": ")
    {
        text.replace_range(open..=open + close, "");
        return true;
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let folded = bare(first).to_lowercase();
    let Some(open) = folded.rfind(" (") else {
        return false;
    };
    let (name, note) = (&folded[..open], &folded[open + 1..]);
    let known = ATTACHED.contains(&note);
    let file = name
        .rsplit_once('.')
        .is_some_and(|(_, kind)| (2..=4).contains(&kind.len()) && kind.is_ascii());
    // A name as WhatsApp gives it, IMG-20240101-WA0001.jpg, whatever the language of the note.
    let whatsapp = name.contains("-wa") && !name.contains(char::is_whitespace);
    let attached = file && note.ends_with(')') && (known || whatsapp);
    if attached {
        *text = rest.to_owned();
    }
    attached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(frame: Frame, text: &str) -> (Form, bool, String) {
        let mut text = text.to_owned();
        let (form, attached) = form(frame, &mut text);
        (form, attached, text)
    }

    #[test]
    fn who_speaks() {
        assert_eq!(speaker("Ana: hi"), Some(("Ana", "hi")));
        assert_eq!(speaker("Ana:"), Some(("Ana", "")));
        assert_eq!(
            speaker("~\u{202f}Ana: hi: there"),
            Some(("Ana", "hi: there"))
        );
        assert_eq!(
            speaker("\u{200f}\u{2068}אנה\u{2069}: x"),
            Some(("אנה", "x"))
        );
        assert_eq!(
            speaker("+1 555 010-0199: hi"),
            Some(("+1 555 010-0199", "hi"))
        );
        for name in [
            "ד\"ר כהן",
            "רו\"ח לוי",
            "Ana \"Nana\" Ruiz",
            "Dr. O‘Neil",
            "D’Arcy",
            "Ana “Nana” Ruiz",
        ] {
            assert_eq!(speaker(&format!("{name}: hi")), Some((name, "hi")));
        }
        assert_eq!(speaker("Ana changed the group name to \"A: B\""), None);
        assert_eq!(speaker("Ana added Ben"), None);
        assert_eq!(
            speaker("Ana changed the subject to “Soup: Thursdays”"),
            None
        );
        assert_eq!(speaker("Ana wrote https://example.org"), None);
    }

    #[test]
    fn what_was_left_out_in_many_languages() {
        for text in [
            "<Media omitted>",
            "<Medien ausgeschlossen>",
            "<Multimedia omitido>",
            "<Médias omis>",
            "<Mídia oculta>",
            "<تم استبعاد الوسائط>",
            "<המדיה לא נכללה>",
            "<मीडिया शामिल नहीं है>",
            "null",
        ] {
            assert_eq!(read(Frame::Dash, text).0, Form::Media, "{text}");
        }
        for text in [
            "\u{200e}image omitted",
            "\u{200e}Bild weggelassen",
            "\u{200e}imagen omitida",
            "audio omitted",
        ] {
            assert_eq!(read(Frame::Brackets, text).0, Form::Media, "{text}");
        }
        for text in [
            "This message was deleted",
            "You deleted this message",
            "Diese Nachricht wurde gelöscht.",
            "Mensagem apagada",
            "הודעה זו נמחקה",
        ] {
            assert_eq!(read(Frame::Dash, text).0, Form::Deleted, "{text}");
            assert_eq!(
                read(Frame::Brackets, &format!("\u{200e}{text}")).0,
                Form::Deleted,
                "{text}"
            );
        }
        for text in [
            "Missed voice call",
            "שיחה קולית שלא נענתה",
            "live location shared",
            "location: https://maps.google.com/?q=1.0,2.0",
            "Waiting for this message. This may take a while.",
            "POLL:\nWho can bring chairs?\nOPTION: Me (2 votes)",
        ] {
            assert_eq!(read(Frame::Dash, text).0, Form::Notice, "{text}");
        }
        for text in ["You deleted this message as admin", "لقد حذفتَ هذه الرسالة"]
        {
            assert_eq!(read(Frame::Dash, text).0, Form::Deleted, "{text}");
        }
        assert_eq!(
            read(Frame::Brackets, "\u{200e}Ana added you").0,
            Form::Notice
        );
    }

    #[test]
    fn what_people_wrote_stays() {
        for text in [
            "I <3 you",
            "a < b and c > d",
            "we omitted nothing, I think",
            "need 2 size 4 packs (any brand)",
            "see menu.pdf (page 2)",
            "\u{200f}אני צריכה עזרה",
        ] {
            assert_eq!(
                read(Frame::Dash, text),
                (Form::Words, false, text.to_owned())
            );
        }
    }

    #[test]
    fn a_mention_names_nobody() {
        let said = "thanks @\u{2068}Ana Ruiz\u{2069} and @\u{2068}Ben\u{2069}, need @\u{2068}x";
        let (_, _, text) = read(Frame::Dash, said);
        assert_eq!(text, "thanks @neighbour and @neighbour, need @\u{2068}x");
    }

    #[test]
    fn words_under_a_picture_and_edits_are_read() {
        let words = |text: &str, attached| (Form::Words, attached, text.to_owned());
        assert_eq!(
            read(
                Frame::Dash,
                "IMG-20240101-WA0001.jpg (file attached)\nneed this fixed"
            ),
            words("need this fixed", true)
        );
        assert_eq!(
            read(
                Frame::Dash,
                "\u{200e}IMG-20240101-WA0001.jpg (irgendwas)\nkaputt"
            ),
            words("kaputt", true)
        );
        assert_eq!(
            read(Frame::Dash, "My list.pdf (archivo adjunto)"),
            (Form::Media, true, String::new())
        );
        assert_eq!(
            read(
                Frame::Brackets,
                "free sofa \u{200e}<attached: 00000012-PHOTO.jpg>"
            ),
            words("free sofa ", true)
        );
        assert_eq!(
            read(Frame::Brackets, "\u{200e}<anexado: 0001-PHOTO.jpg>").0,
            Form::Media
        );
        for (frame, text) in [
            (Frame::Dash, "<Media omitted>\nfree sofa"),
            (Frame::Dash, "<Medien ausgeschlossen>\nfree sofa"),
            (Frame::Dash, "‹המדיה לא נכללה›\nfree sofa"),
            (Frame::Brackets, "free sofa \u{200e}image omitted"),
            (Frame::Brackets, "free sofa \u{200e}התמונה הושמטה"),
        ] {
            let (form, attached, text) = read(frame, text);
            assert_eq!(
                (form, attached, text.trim()),
                (Form::Words, true, "free sofa")
            );
        }
        for mark in [
            " <This message was edited>",
            " \u{200e}<Diese Nachricht wurde bearbeitet.>",
            " <Mensagem editada>",
        ] {
            assert_eq!(
                read(Frame::Dash, &format!("need soup{mark}")),
                words("need soup", false)
            );
        }
    }
}
