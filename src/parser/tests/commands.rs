//! Commands, in people's words: what is one where, and what never is.

use super::super::Command::{self, *};
use super::{answered, none, said, whispered};
use crate::board::PostNo;
use crate::parser::Language;

const NO: Option<PostNo> = None;
const FOURTEEN: Option<PostNo> = Some(PostNo(14));

fn claim(count: impl Into<Option<u32>>) -> Command {
    Claim {
        post: NO,
        count: count.into(),
        part: false,
    }
}

/// In answer to a post, and privately.
#[test]
fn everyday_words_answer_a_post() {
    let table: Vec<(Command, &[&str])> = vec![
        (
            claim(None),
            &[
                "claim",
                "Claim!",
                "I'll take it",
                "Ill take it",
                "I got this",
                "on it",
                "On it 👍",
                "I can do that",
                "i can help",
                "I’ll do it",
                "✋",
                "🙋🏽‍♀️",
                "yes I can take her",
                "sure, I'll take it",
                "omw",
                "I can take her, I'm at the 7-11 till 6",
                "I can pick him up at 3",
                "Ok claim please",
                "dibs",
                "I can give her a ride",
                "hey I'll drop them off",
                "yo voy",
                "me apunto",
                "Yo me encargo",
                "voy yo",
                "yo la llevo",
                "claro, yo puedo",
                "puedo llevarla mañana",
                "cuenten conmigo",
                "je m'en occupe",
                "Je m’en charge",
                "j'y vais",
                "je peux l'emmener demain",
                "ok je le prends",
                "avec plaisir",
                "eu levo",
                "fico com esse",
                "deixa comigo",
                "pode deixar",
                "eu posso levar ela amanhã",
                "conta comigo",
                "ich übernehme",
                "ich übernehme das",
                "Ich mach das",
                "bin dabei",
                "ich kann sie fahren",
                "Ich kümmere mich darum",
                "mach ich",
                "main le lunga",
                "main kar dungi",
                "main aa raha hoon",
                "main unko le jaunga",
                "haan main kar dunga",
                "mai lunga",
                "אני לוקח",
                "אני לוקחת",
                "אני אקח",
                "זה עליי",
                "אני יכולה לקחת אותה",
                "בשמחה, אני אעזור",
                "أنا لها",
                "أنا بساعد",
                "خليها علي",
                "بقدر أوصلها",
                "سأوصلها",
                "أنا جاهز",
            ],
        ),
        (
            claim(2),
            &[
                "I'll bring 2 of them",
                "i can take two",
                "claim 2 of them",
                "j'en prends 2",
            ],
        ),
        (
            claim(4),
            &[
                "Fico com 4",
                "me quedo con 4",
                "ich nehme 4",
                "main 4 le lunga",
                "אני אקח 4",
            ],
        ),
        (
            Backup { post: NO },
            &[
                "backup",
                "I can be backup",
                "yo de reserva",
                "je suis remplaçant",
                "fico de reserva",
                "ich springe ein",
                "main backup hoon",
                "אני גיבוי",
                "أنا احتياط",
                "I can do it if nobody else can",
            ],
        ),
        (
            Release { post: NO },
            &[
                "release",
                "sorry, can't make it",
                "can't make it anymore",
                "sorry folks my kid's sick, can't make it anymore",
                "I have to cancel",
                "I can't make it",
                "ya no puedo",
                "perdón, al final no puedo",
                "tengo que cancelar",
                "je ne peux plus",
                "désolé, je dois annuler",
                "não vou poder",
                "desculpa, não vou conseguir",
                "ich kann doch nicht",
                "muss leider absagen",
                "sorry, schaffe es nicht",
                "nahi aa paunga",
                "sorry bhai, main nahi kar paunga",
                "לא אוכל להגיע",
                "סליחה, לא מסתדר לי",
                "ما بقدر",
                "آسف، لن أستطيع المجيء",
            ],
        ),
        (
            Done { post: NO },
            &[
                "done",
                "Done ✅",
                "✅",
                "dropped it off",
                "dropped it off, she says thanks",
                "delivered",
                "we just dropped everything off",
                "all done!",
                "entregado",
                "ya está",
                "ya se lo llevé",
                "c'est fait",
                "je l'ai déposé",
                "entregue",
                "já entreguei",
                "erledigt",
                "hab's abgegeben",
                "ho gaya",
                "de diya",
                "נמסר",
                "מסרתי",
                "تم التسليم",
                "وصلت",
            ],
        ),
        (
            Withdraw { post: NO },
            &[
                "withdraw",
                "never mind, found one",
                "nvm",
                "no longer needed",
                "found one, thanks!",
                "thanks all, no longer needed",
                "ya no hace falta",
                "ya conseguí, gracias",
                "plus besoin, merci",
                "laissez tomber",
                "não preciso mais",
                "já consegui",
                "hat sich erledigt",
                "Danke, hat sich erledigt",
                "ab nahi chahiye",
                "כבר לא צריך",
                "הסתדרתי, תודה",
                "لم أعد بحاجة",
                "خلص لقيت",
            ],
        ),
        (
            SomeoneElse { post: NO },
            &[
                "someone else",
                "otra persona",
                "quelqu'un d'autre",
                "outra pessoa",
                "jemand anders",
                "koi aur",
                "מישהו אחר",
                "شخص آخر",
            ],
        ),
        (Share { post: NO }, &["share", "share my contact"]),
        (Stop { post: NO }, &["stop", "STOP"]),
        (
            Yes { post: NO },
            &[
                "yes",
                "Yes please",
                "sí",
                "oui",
                "sim",
                "ja",
                "haan",
                "כן",
                "نعم",
                "👍",
            ],
        ),
        (
            No { post: NO },
            &[
                "no",
                "no thanks",
                "non",
                "não",
                "nein",
                "nahi",
                "לא",
                "لا",
                "❌",
            ],
        ),
    ];
    let mut complaints = Vec::new();
    for (command, texts) in table {
        for &text in texts {
            for read in [answered(text).command, whispered(text).command] {
                if read.as_ref() != Some(&command) {
                    complaints.push(format!("{text}: {read:?}, not {command:?}"));
                }
            }
        }
    }
    none(complaints);
}

/// In answer to a post that needs many: how many of them somebody takes.
#[test]
fn a_number_in_a_claim_is_not_always_how_many() {
    let count = |text: &str| match answered(text).command {
        Some(Claim { count, .. }) => Some(count),
        _ => None,
    };
    let mut wrong = Vec::new();
    for (text, meant) in [
        ("Lemme do it, I'm a nurse", None),
        ("I can bring it, I live two doors down", None),
        ("I'll take it, be there at 8 sharp", None),
        ("I'll sort it, I'm in flat 6", None),
        ("a las diez lo recojo yo", None),
        ("ich mach das, komme um 5", None),
        ("I can take two of the boxes", Some(2)),
        ("put us down for four plates", Some(4)),
        ("we'll take both of them", Some(2)),
        ("of the ten chairs I can bring three", Some(3)),
        ("cinco de las veinte viandas las cocino yo", Some(5)),
        ("vamos mi hermano y yo", Some(2)),
    ] {
        if count(text) != Some(meant) {
            wrong.push(format!("{text}: {:?}", count(text)));
        }
    }
    none(wrong);
}

#[test]
fn how_many_somebody_takes() {
    let table: [(u32, &[&str]); 3] = [
        (
            2,
            &[
                "I can take 2 more",
                "I'll take two more",
                "I'll bring two",
                "can bring 2 of them",
                "can bring 2",
                "I could bring 2",
                "2 from me",
                "2 von mir",
                "2 pour moi",
                "2 de mi parte",
                "two from my side",
                "I've got 2",
                "claim two",
                "deux pour moi",
                "tengo dos",
                "zwei von mir",
                "hätte zwei da",
                "יש לי 2",
                "عندي 2",
                "2 mere paas hain",
                "j'en prends encore deux",
                "me quedo con dos",
                "yo llevo 2 más",
                "llevo dos más",
                "j'en prends deux",
                "j'en apporte 2",
                "j'en prends deux de plus",
                "fico com duas",
                "fico com mais 2",
                "eu levo duas",
                "ich nehme zwei",
                "ich nehme noch 2",
                "ich bringe zwei mit",
                "main do le lunga",
                "main 2 aur le lungi",
                "אני אקח שתיים",
                "אני אקח עוד 2",
                "أنا باخد تنتين",
                "أنا باخد ٢",
                "باخد ٢ كمان",
            ],
        ),
        (
            3,
            &[
                "me quedo con tres",
                "yo traigo 3",
                "puedo llevar tres",
                "je prends trois",
                "je peux en prendre 3",
                "eu trago três",
                "posso levar 3",
                "ich kann drei bringen",
                "ich übernehme 3 davon",
                "main teen la dunga",
                "אני יכול להביא שלוש",
                "אני מביאה 3",
                "أنا بجيب تلاتة",
                "سأحضر ٣",
                "I can do 3",
                "put me down for 3",
                "I've got 3 I can bring",
            ],
        ),
        (
            4,
            &[
                "Fico com 4",
                "I'll do four of them",
                "apúntame con 4",
                "yo me llevo cuatro",
                "j'en prends quatre",
                "eu fico com quatro",
                "ich bringe vier",
                "main char le aaunga",
                "אני אביא ארבע",
                "أنا بجيب أربعة",
                "count me in for 4",
            ],
        ),
    ];
    let mut complaints = Vec::new();
    for (many, texts) in table {
        for &text in texts {
            let read = answered(text).command;
            if read != Some(claim(many)) {
                complaints.push(format!("{text}: {read:?}, not {many}"));
            }
        }
    }
    none(complaints);
}

/// In answer to a post: a promise of a part of it.
#[test]
fn a_part_is_promised_as_a_part() {
    let parts = [
        "I can do the way there",
        "I can do the way back",
        "I can drive but only one way",
        "I'll take her but not back",
        "I can take her there but I can't bring her back",
        "I can help, but only until 5",
        "puedo llevarla pero no traerla",
        "puedo hacer la ida",
        "yo la llevo, pero solo la ida",
        "je peux faire l'aller",
        "je peux l'emmener mais pas le retour",
        "posso levá-la mas não trazer",
        "eu faço a ida",
        "ich kann sie hinfahren, aber nicht abholen",
        "ich mache die hinfahrt",
        "main unko le jaunga lekin wapas nahi",
        "אני יכולה להסיע אותה אבל רק הלוך",
        "أنا بوصلها بس ما برجعها",
        "بقدر أوصلها الروحة بس",
    ];
    let wholes = [
        "I can take her",
        "I'll bring 2 of them",
        "puedo llevarla",
        "je peux l'emmener",
        "ich kann sie fahren",
    ];
    let mut complaints = Vec::new();
    for (texts, expected) in [(&parts[..], true), (&wholes[..], false)] {
        for &text in texts {
            let read = answered(text).command;
            if !matches!(read, Some(Claim { part, .. }) if part == expected) {
                complaints.push(format!("{text}: {read:?}, not part: {expected}"));
            }
        }
    }
    none(complaints);
}

/// Privately, to "how did it go?".
#[test]
fn how_it_went_in_words() {
    let done: &[&str] = &[
        "all done",
        "todo hecho",
        "tout est fait",
        "tudo feito",
        "كله تم",
        "הכל נעשה",
        "alles fertig",
        "sab ho gaya",
    ];
    let still: &[&str] = &[
        "still needed",
        "todavía hace falta",
        "j'en ai encore besoin",
        "ainda preciso",
        "لسا محتاجة",
        "עדיין צריכה",
        "brauche ich noch",
        "abhi bhi chahiye",
    ];
    let other: &[&str] = &[
        "someone else",
        "otra persona",
        "quelqu'un d'autre",
        "outra pessoa",
        "شخص آخر",
        "מישהו אחר",
        "jemand anders",
        "koi aur",
    ];
    let unsure: &[&str] = &[
        "not sure",
        "no estoy segura",
        "je ne sais pas",
        "não sei",
        "مش متأكدة",
        "לא בטוחה",
        "ich bin nicht sicher",
        "pata nahi",
    ];
    let table = [
        (Done { post: NO }, done),
        (StillNeeded { post: NO }, still),
        (SomeoneElse { post: NO }, other),
        (NotSure { post: NO }, unsure),
    ];
    let mut complaints = Vec::new();
    for (command, texts) in table {
        for &text in texts {
            let read = whispered(text).command;
            if read.as_ref() != Some(&command) {
                complaints.push(format!("{text}: {read:?}, not {command:?}"));
            }
        }
    }
    none(complaints);
}

/// Alone in a room: only the words themselves.
#[test]
fn bare_words_work_anywhere() {
    let table: Vec<(Command, &[&str])> = vec![
        (
            Claim {
                post: FOURTEEN,
                count: None,
                part: false,
            },
            &[
                "claim 14",
                "claim #14",
                "14 claim",
                "#14 claim",
                "Claim 14 please",
                "claim post 14",
                "@wegotus claim 14",
                "ok claim 14",
                "#14 I'll take it",
                "übernehme 14",
                "reclamo 14",
                "main lunga 14",
                "לוקחת 14",
                "claim ١٤",
            ],
        ),
        (claim(None), &["claim", "Claim.", "✋"]),
        (
            Done { post: FOURTEEN },
            &[
                "done 14",
                "#14 done",
                "14 done",
                "entregado 14",
                "erledigt 14",
            ],
        ),
        (Release { post: FOURTEEN }, &["release 14", "release #14"]),
        (
            Withdraw { post: FOURTEEN },
            &["withdraw 14", "#14 withdraw", "14 never mind"],
        ),
        (Backup { post: FOURTEEN }, &["backup 14"]),
        (Share { post: FOURTEEN }, &["share 14"]),
        (
            Board,
            &[
                "board",
                "Board",
                "/board",
                "tablero",
                "tableau",
                "quadro",
                "übersicht",
                "לוח",
                "اللوحة",
            ],
        ),
        (
            Needs,
            &[
                "needs",
                "necesidades",
                "besoins",
                "gesuche",
                "צרכים",
                "الطلبات",
            ],
        ),
        (
            Offers,
            &["offers", "ofertas", "offres", "angebote", "הצעות", "العروض"],
        ),
        (
            Mine,
            &["mine", "mis pedidos", "meus", "meine", "שלי", "طلباتي"],
        ),
        (
            Help,
            &[
                "help",
                "ayuda",
                "aide",
                "ajuda",
                "hilfe",
                "madad",
                "עזרה",
                "مساعدة",
            ],
        ),
        (Yes { post: FOURTEEN }, &["14 yes", "#14 yes", "yes 14"]),
        (No { post: FOURTEEN }, &["14 no"]),
        (Yes { post: NO }, &["yes", "ok", "sí"]),
        (No { post: NO }, &["no", "nope"]),
        (
            Choice {
                post: NO,
                number: 3,
            },
            &["3", " 3 ", "3️⃣", "٣"],
        ),
        (
            Speak {
                language: Language::Spanish,
            },
            &[
                "language es",
                "Language: Spanish",
                "idioma español",
                "langue espagnol",
                "língua espanhol",
                "اللغة الإسبانية",
                "שפה ספרדית",
                "Sprache Spanisch",
                "bhasha spanish",
            ],
        ),
        (
            Speak {
                language: Language::HindiLatin,
            },
            &["language hi-Latn", "zubaan urdu", "language hindi"],
        ),
        (
            Join {
                code: "aB-12_x".into(),
            },
            &["wegotus join aB-12_x", "Wegotus: join aB-12_x"],
        ),
        (
            About {
                post: PostNo(14),
                rest: "I am at the door".into(),
            },
            &["#14 I am at the door", "#14: I am at the door"],
        ),
    ];
    for (command, texts) in table {
        for &text in texts {
            assert_eq!(said(text).command.as_ref(), Some(&command), "{text}");
        }
    }
}

/// Said in a room to nobody in particular, these are talk.
#[test]
fn everyday_words_alone_are_talk() {
    for text in [
        "I'll take it",
        "on it",
        "I got this",
        "dropped it off",
        "can't make it",
        "sorry, can't make it",
        "never mind, found one",
        "yo voy",
        "je m'en occupe",
        "ich mach das",
        "main aa raha hoon",
        "help me move this couch",
        "help please someone",
        "the board is full",
        "needs work",
        "offers welcome",
        "mine is blue",
        "claim forms are due Friday",
        "done with work",
        "10",
        "0",
        "14",
        "yo no",
        "no way",
        "yes we can",
        "wegotus join",
        "wegotus join two words",
        "I'm done with this group",
        "stop it",
        "release party on Friday",
        "share this with everyone",
    ] {
        assert_eq!(said(text).command, None, "{text}");
    }
}

#[test]
fn a_promise_may_ask_something_too() {
    for (text, command) in [
        ("I'll drive her, which terminal is it?", "Claim"),
        ("Soll ich dir welche vorbeibringen?", "Claim"),
        (
            "I've got food poisoning, could somebody else take my turn?",
            "Release",
        ),
    ] {
        let heard = format!("{:?}", answered(text).command);
        assert!(
            heard.starts_with(&format!("Some({command}")),
            "{text}: {heard}"
        );
    }
}

/// In answer to a post, and still no command.
#[test]
fn an_answer_need_not_be_a_command() {
    for text in [
        "did anyone claim 14?",
        "has anyone claimed this?",
        "can I claim it tomorrow?",
        "claim?",
        "I'll take it… just kidding",
        "I'll take it lol jk",
        "is it done?",
        "not done yet",
        "thanks, I'm done with this group",
        "who claimed it",
        "can anyone take her?",
        "should I claim this or wait",
        "don't claim it",
        "I would claim it but I work",
        "dropped it off?",
        "do you still need it?",
        "what size?",
        "claim forms are due Friday",
        "I will not take it",
        "how many do you need?",
        "call me",
        "where are you?",
        "¿quién lo lleva?",
        "no sé si puedo",
        "qui peut s'en occuper ?",
        "quem pode levar?",
        "kann das jemand übernehmen?",
        "koi le lega?",
        "מי לוקח?",
        "مين بيقدر؟",
        "done? not really",
    ] {
        assert_eq!(answered(text).command, None, "{text}");
    }
}

#[test]
fn who_the_bot_is_is_asked_of_the_bot() {
    let mut wrong = Vec::new();
    for text in [
        "@wegotus who are you?",
        "wegotus, what do you do?",
        "What is this bot?",
        "is this a bot?",
        "who added this bot?",
        "@wegotus ¿quién eres?",
        "¿qué es este bot?",
        "¿esto es un bot?",
        "@wegotus c'est quoi ?",
        "C'est quoi ce bot ?",
        "à quoi sert ce bot ?",
        "@wegotus quem é você?",
        "o que é esse bot?",
        "isso é um bot?",
        "@wegotus من أنت؟",
        "شو هالبوت؟",
        "@wegotus מי אתה?",
        "מה זה הבוט הזה?",
        "@wegotus wer bist du?",
        "Was ist das für ein Bot?",
        "@wegotus tum kaun ho?",
        "ye bot kya hai?",
    ] {
        if said(text).command != Some(Who) {
            wrong.push(format!("{text}: {:?}", said(text).command));
        }
    }
    for text in [
        "who are you?",
        "¿quién eres?",
        "qui es-tu ?",
        "quem é você?",
        "من أنت؟",
        "מי אתה?",
        "wer bist du?",
        "tum kaun ho?",
        "@Maria who are you?",
        "how does this work?",
        "what is this?",
    ] {
        if said(text).command.is_some() {
            wrong.push(format!("{text} to a neighbour: {:?}", said(text).command));
        }
    }
    for text in [
        "who are you?",
        "¿qué eres?",
        "tu es qui ?",
        "quem és?",
        "مين انت",
        "מי את",
        "was bist du?",
        "aap kaun ho?",
    ] {
        if whispered(text).command != Some(Who) {
            wrong.push(format!("{text} privately: {:?}", whispered(text).command));
        }
    }
    for text in ["@wegotus help?", "@wegotus ayuda?", "wegotus hilfe?"] {
        if said(text).command != Some(Help) {
            wrong.push(format!("{text}: {:?}", said(text).command));
        }
    }
    none(wrong);
}

#[test]
fn a_claim_with_a_number_says_more() {
    let of = |count: Option<u32>, part: bool| Claim {
        post: FOURTEEN,
        count,
        part,
    };
    let mut wrong = Vec::new();
    for (text, meant) in [
        ("je prends 14", of(None, false)),
        ("Je prends le n° 14 !", of(None, false)),
        ("fico com 14", of(None, false)),
        ("eu fico com 14", of(None, false)),
        ("claim 14 with 2 chairs", of(Some(2), false)),
        ("claim 14, I can bring two", of(Some(2), false)),
        ("Claim 14 - on my way", of(None, false)),
        ("claim 14 but only the way there", of(None, true)),
        ("claim 14, only one way", of(None, true)),
        ("@wegotus claim #14 with my car", of(None, false)),
        ("me apunto 14, pero solo la ida", of(None, true)),
        ("je prends 14, mais seulement l'aller", of(None, true)),
        ("fico com 14, mas só a ida", of(None, true)),
        ("übernehme 14, aber nur hin", of(None, true)),
        ("main lunga 14, par sirf jaana", of(None, true)),
    ] {
        if said(text).command != Some(meant.clone()) {
            wrong.push(format!("{text}: {:?}", said(text).command));
        }
    }
    for text in [
        "claim 14 days of leave",
        "claim 14 million dollars now!",
        "did you claim 14 with the insurance?",
    ] {
        if matches!(said(text).command, Some(Claim { .. })) {
            wrong.push(format!("{text} is none: {:?}", said(text).command));
        }
    }
    none(wrong);
}

#[test]
fn an_offer_is_taken_as_people_ask_for_it() {
    let mut wrong = Vec::new();
    for text in [
        "can I have it?",
        "May I have it please?",
        "could we take one?",
        "I'd love it",
        "we would love that!",
        "¿puedo quedarme con ella?",
        "me interesa",
        "lo quiero",
        "je peux le prendre ?",
        "ça m'intéresse !",
        "posso ficar com ele?",
        "me interessa",
        "eu quero",
        "ممكن آخذه؟",
        "بدي ياه",
        "אפשר לקחת את זה?",
        "אשמח לקבל",
        "Kann ich es haben?",
        "ich hätte es gern",
        "mujhe chahiye",
        "kya main le sakti hoon?",
    ] {
        let read = answered(text).command;
        if !matches!(read, Some(Want | Claim { .. })) {
            wrong.push(format!("{text}: {read:?}"));
        }
        if said(text).command.is_some() {
            wrong.push(format!("{text} to nothing: {:?}", said(text).command));
        }
    }
    for text in [
        "I'll take the rest",
        "I can bring all of them",
        "yo llevo el resto",
        "je prends le reste",
        "eu trago o resto",
        "آخذ الباقي",
        "אני אביא את השאר",
        "ich bringe den Rest",
        "baaki sab main le lunga",
    ] {
        let read = answered(text).command;
        if !matches!(
            read,
            Some(Claim {
                count: Some(crate::parser::ALL_LEFT),
                ..
            })
        ) {
            wrong.push(format!("{text}: {read:?}"));
        }
    }
    none(wrong);
}

/// Said to the bot alone, in the words of somebody who has no command in mind.
#[test]
fn what_people_need_of_the_bot_itself() {
    let nights = || Nights { on: true };
    let not_safe = || NotSafe { post: None };
    let mut wrong = Vec::new();
    for (meant, texts) in [
        (
            not_safe(),
            &[
                "I do not feel safe with this person",
                "I don't feel comfortable with him anymore",
                "i feel threatened by her",
                "no me siento segura con este hombre",
                "je ne me sens pas à l'aise avec cette personne",
                "não me sinto bem com ele",
                "لا أشعر بالأمان مع هذا الشخص",
                "אני לא מרגישה בטוחה איתו",
                "Ich fühle mich bei ihm nicht wohl",
                "Ich fühl mich nicht mehr sicher mit dieser Person",
                "mujhe is aadmi se dar lagta hai",
            ][..],
        ),
        (
            Person,
            &[
                "I want to talk to a human",
                "can I speak with an organizer?",
                "quiero hablar con una persona real",
                "est-ce que je peux parler à un humain ?",
                "posso falar com um organizador?",
                "بدي احكي مع حدا",
                "אפשר לדבר עם בן אדם?",
                "Kann ich mit einem Menschen sprechen?",
                "mujhe kisi insaan se baat karni hai",
            ],
        ),
        (
            Rest,
            &[
                "I need a break",
                "please don't contact me for a while",
                "necesito un descanso",
                "j'ai besoin d'une pause",
                "preciso de uma pausa",
                "بدي استراحة",
                "אני צריכה הפסקה",
                "Ich brauche eine Pause",
                "mujhe thoda aaram chahiye",
            ],
        ),
        (
            ForgetMe,
            &[
                "please delete all my data",
                "forget everything you know about me",
                "por favor borra todos mis datos",
                "effacez toutes mes données",
                "apague todos os meus dados",
                "احذف كل بياناتي",
                "תמחקו את כל המידע שלי",
                "Bitte lösch alle meine Daten",
                "mera saara data delete kar do",
            ],
        ),
        (
            nights(),
            &[
                "wake me at night if it is urgent",
                "despiértame si es urgente",
                "réveille-moi la nuit si c'est urgent",
                "pode me acordar à noite",
                "weck mich wenn es dringend ist",
            ],
        ),
    ] {
        for text in texts {
            let read = whispered(text).command;
            if read.as_ref() != Some(&meant) {
                wrong.push(format!("{text}: {read:?}"));
            }
        }
    }
    // To a neighbour that says nothing about them.
    for text in [
        "I don't feel safe walking there at night",
        "he scares easily",
        "Ich fühle mich nicht gut, komme morgen",
        "I need a break from cooking, can you bring soup?",
    ] {
        let read = whispered(text).command;
        if matches!(read, Some(NotSafe { .. } | Rest | Person | ForgetMe)) {
            wrong.push(format!("{text} is talk: {read:?}"));
        }
    }
    none(wrong);
}
