//! Words of danger and the marks of fraud, and what only sounds like them.

use super::said;

#[test]
fn danger_is_heard_in_eight_languages() {
    for text in [
        "my husband hits me and I need somewhere to go",
        "I want to die",
        "I'm being followed, can someone come?",
        "he's going to kill me",
        "she is not breathing!!",
        "I don't want to live anymore",
        "mi marido me pega",
        "me quiero morir",
        "me están siguiendo",
        "mon mari me frappe",
        "j'ai envie de mourir",
        "on me suit",
        "meu marido me bate",
        "quero morrer",
        "violência doméstica",
        "زوجي يضربني",
        "لا يتنفس",
        "בעלי מכה אותי",
        "רוצה למות",
        "mein Mann schlägt mich",
        "ich will nicht mehr leben",
        "jemand verfolgt mich",
        "mera pati mujhe marta hai",
        "heart attack aa gaya",
    ] {
        assert!(said(text).signs.danger, "{text}");
    }
}

#[test]
fn figures_of_speech_are_no_danger() {
    for text in [
        "this traffic is killing me",
        "dying of laughter",
        "I could kill for a coffee",
        "I want to die of embarrassment",
        "my feet are killing me",
        "this deadline will be the death of me",
        "drop dead gorgeous cake",
        "sugar overdose... overdosed on cake",
        "he hits the gym every day",
        "need: a ride, my car died",
        "me muero de risa",
        "este calor me mata",
        "quiero morirme de vergüenza",
        "je suis mort de rire",
        "envie de mourir de rire",
        "morri de rir",
        "morrer de rir",
        "اموت من الضحك",
        "מתה מצחוק",
        "ich lache mich tot",
        "ich könnte sterben vor Scham",
        "hans hans ke mar gaya",
    ] {
        assert!(!said(text).signs.danger, "{text}");
    }
}

#[test]
fn fraud_is_marked_and_asking_for_money_is_not() {
    for text in [
        "need: please send me gift cards, I pay back double",
        "need: send bitcoin to help my sick mother",
        "urgent, transfer money by western union today",
        "need: send 500 to this iban now",
        "necesito que me manden tarjetas de regalo",
        "envoyez-moi des cartes transcash",
        "preciso que me mande cartão presente",
        "ارسلوا بطاقات جوجل بلاي",
        "שלחו לי כרטיסי מתנה",
        "brauche Hilfe, bitte schickt mir Geschenkkarten",
        "gift card bhejo abhi",
    ] {
        assert!(said(text).signs.fraud, "{text}");
    }
    for text in [
        "need: help with the rent this month",
        "need: short 40€ for the electricity bill",
        "need: can anyone lend me 20 dollars until friday",
        "offer: grocery gift card for whoever needs it",
        "necesito ayuda con el alquiler, me faltan 40 euros",
        "besoin de 30 euros pour payer l'électricité",
        "brauche 50 Euro für die Stromrechnung",
        "preciso de dinheiro para a renda",
    ] {
        assert!(!said(text).signs.fraud, "{text}");
    }
}
