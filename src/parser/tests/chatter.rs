//! Needs and offers in people's own words, and what sounds like them.

use super::super::Decision;
use super::{answered, none, said};
use crate::board::Kind::{self, Need, Offer};

#[test]
fn own_words_make_a_post() {
    let table: &[(Kind, &[&str])] = &[
        (
            Need,
            &[
                "does anyone have a car seat I could borrow?",
                "need a ride to dialysis tmrw 7am",
                "Hi neighbors, does anyone have a stroller they are not using? For my sister's newborn, please",
                "my mom needs a ride to the clinic on Friday at 9, can anyone help please",
                "we have no food and no water, please help us, we are in Delmas 33",
                "We urgently need insulin for my father",
                "can someone please pick up a prescription for my elderly neighbor today?",
                "Looking for someone to watch my kids tomorrow 3-6pm please",
                "mi mamá necesita insulina urgente",
                "¿Alguien tiene una cuna que me pueda prestar? Es para mi hermana, por favor",
                "necesito pañales talla 4 urgente por favor",
                "quelqu'un aurait une poussette à me prêter ? c'est pour ma fille, merci d'avance",
                "j'ai besoin de lait infantile en urgence svp",
                "alguém tem fraldas tamanho G para doar? minha vizinha precisa muito, por favor",
                "preciso de carona para a hemodiálise amanhã às 7h, por favor",
                "suche dringend Windeln Gr. 4",
                "Hat jemand einen Kindersitz zum Ausleihen? Für meine Schwester, bitte",
                "meri maa ko hospital le jana hai, urgent gaadi chahiye please",
                "kisi ke paas extra kambal hai? padosi ko zaroorat hai please",
                "אמא שלי צריכה דחוף תרופות מבית מרקחת",
                "למישהו יש עגלת תינוק להשאיל? לאחותי, בבקשה",
                "أمي تحتاج دواء ضروري من الصيدلية لو سمحتوا",
                "هل أحد عنده كرسي سيارة للأطفال أستعيره؟ لابني لو سمحتم",
            ],
        ),
        (
            Offer,
            &[
                "I have extra diapers size 4, free",
                "can offer rides to the clinic Friday",
                "happy to drop off groceries for anyone who needs it this week",
                "giving away a crib and baby clothes, free to whoever needs them",
                "tengo pañales de sobra, gratis para quien los necesite",
                "je donne une poussette et des vêtements bébé, gratuit",
                "estou doando fraldas e leite em pó para quem precisar",
                "Verschenke Kinderwagen und Babykleidung, wer braucht was?",
                "mere paas extra kambal hai, jisko chahiye le jao free",
                "יש לי חיתולים מיותרים, למסירה למי שצריך",
                "عندي حليب أطفال زيادة ببلاش للي محتاج",
            ],
        ),
    ];
    let mut complaints = Vec::new();
    for &(kind, texts) in table {
        for text in texts {
            let reading = said(text);
            if (reading.kind, reading.decision) != (Some(kind), Decision::Post) {
                complaints.push(format!(
                    "{text}: {:?} {} {:?}",
                    reading.kind, reading.confidence, reading.evidence
                ));
            }
        }
    }
    none(complaints);
}

#[test]
fn talk_stays_talk() {
    let mut complaints = Vec::new();
    for text in [
        "I need a vacation",
        "need coffee lol",
        "need sleep",
        "we all need a break",
        "I need to know who took my parking spot",
        "need to run to the store",
        "thank you so much for the diapers and the crib!",
        "thanks to everyone who gave us a ride yesterday",
        "the city should build affordable housing, people need homes",
        "the food pantry is open from 9 to 5 on Mondays",
        "reminder: food distribution meeting at 6pm",
        "I needed a ride yesterday but Sam came through",
        "found one, we have a crib now",
        "need help installing my printer driver",
        "does anyone have the wifi password?",
        "FOR SALE: crib and stroller, $50 obo",
        "Forwarded: family in Ohio needs insulin, please share widely",
        "please share: a family in Texas lost everything and needs food and clothes",
        "my kingdom for a ride lol",
        "did anyone claim the stroller?",
        "is the crib still available?",
        "do you need a ride?",
        "you need water and sleep",
        "who needs enemies with friends like these",
        "looking forward to dinner on Friday",
        "no need to bring food",
        "what time is dinner?",
        "I have a meeting at the hospital",
        "we had dinner with the neighbors",
        "Win a free trip! Claim your prize now",
        "this neighborhood needs more trees",
        "I would like two coffees please",
        "necesito vacaciones",
        "necesito un café jaja",
        "gracias por la comida de ayer",
        "vendo cuna en buen estado, precio 500",
        "¿alguien sabe a qué hora abre el banco?",
        "j'ai besoin de vacances",
        "merci pour la poussette",
        "pas besoin de voiture",
        "preciso de férias kkkk",
        "obrigada pela carona de ontem",
        "ich brauche Urlaub",
        "brauche Kaffee haha",
        "danke für die Windeln",
        "verkaufe Kinderwagen, 50 Euro VB",
        "mujhe chutti chahiye yaar",
        "chai chahiye lol",
        "אני צריכה חופשה",
        "תודה על החיתולים",
        "أحتاج إجازة",
        "شكرا على الحليب",
        "",
        "ok",
        "haha",
        "!!!",
        "🙂",
        "https://example.org/need-food",
    ] {
        let reading = said(text);
        if reading.decision != Decision::Silent {
            complaints.push(format!(
                "{text}: {:?} {} {:?}",
                reading.kind, reading.confidence, reading.evidence
            ));
        }
    }
    none(complaints);
}

/// Under a post people talk about that post; what they say there is never made another on its own.
#[test]
fn an_answer_is_weighed_with_more_care() {
    for text in [
        "I have extra diapers size 4, free",
        "Is there a ladder around?",
    ] {
        let (alone, beneath) = (said(text), answered(text));
        assert!(beneath.confidence < alone.confidence, "{text}");
        assert_ne!(beneath.decision, Decision::Post, "{text}");
    }
}
