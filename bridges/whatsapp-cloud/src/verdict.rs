//! What an error of Meta's means: whether to try again, whether never, or what the operator must do.
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>

use std::time::Duration;

use wegotus_chat::{OperatorAction, SendError};

/// What an error of Meta's means for the message it is about. Nothing was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    /// It can be sent later.
    Wait(Duration),
    /// They wrote nothing for a day, so only a template may be sent.
    Silent,
    /// It will never be sent.
    Never(String),
    /// The operator has to do something first.
    Operator(Trouble),
}

/// What only an operator can mend.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trouble {
    /// The access token is not taken.
    Token,
    /// The token is taken, and may not do this.
    Permission,
    /// There is no such number for this token, or it is not registered.
    Number,
    /// The account is blocked.
    Shut,
    /// People blocked or reported the number too often.
    Spam,
    /// Nothing is paid with.
    Payment,
    /// The template is not there, not approved, paused, or has not one variable in its body.
    Template,
}

/// Meta's throughput is 80 messages a second, so a moment is enough.
const A_MOMENT: Duration = Duration::from_secs(2);
/// Between two messages to one person, once there were many.
const OF_A_PAIR: Duration = Duration::from_secs(6);
/// The account's own limits count by the hour.
const A_WHILE: Duration = Duration::from_secs(60);

/// Reads an error's code.
pub(crate) fn of(code: i64) -> Verdict {
    let never = |reason: &str| Verdict::Never(reason.to_owned());
    match code {
        130_429 => Verdict::Wait(A_MOMENT),
        131_056 => Verdict::Wait(OF_A_PAIR),
        4 | 17 | 80_007 | 133_016 => Verdict::Wait(A_WHILE),
        // Not there for the moment, or it does not know itself what went wrong.
        1 | 2 | 131_000 | 131_016 | 131_057 | 133_004 => Verdict::Wait(A_WHILE),
        131_047 => Verdict::Silent,
        0 | 190 => Verdict::Operator(Trouble::Token),
        3 | 10 | 131_005 | 200..=299 => Verdict::Operator(Trouble::Permission),
        33 | 131_045 | 133_010 | 131_037 => Verdict::Operator(Trouble::Number),
        368 | 131_031 => Verdict::Operator(Trouble::Shut),
        131_048 => Verdict::Operator(Trouble::Spam),
        131_042 => Verdict::Operator(Trouble::Payment),
        132_000..=132_999 => Verdict::Operator(Trouble::Template),
        131_026 => never("they are not on WhatsApp, or cannot be written to by a business"),
        131_021 => never("it is the bot's own number"),
        131_030 => never(
            "a test number writes only to the numbers that its page in the App Dashboard lists",
        ),
        130_497 => never("Meta lets no business write to people in their country"),
        131_049 | 131_050 | 130_472 => never("Meta does not deliver this template to them"),
        code => Verdict::Never(format!("Meta says error {code}")),
    }
}

impl Trouble {
    /// What to do.
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Token => {
                "Meta does not take the access token: make a permanent one for a system user (docs/whatsapp-cloud.md), \
                 put it where whatsapp_cloud.access_token says, and start wegotus again"
            }
            Self::Permission => {
                "The access token may not do this: give its system user the app and the WhatsApp account, with \
                 whatsapp_business_messaging and whatsapp_business_management"
            }
            Self::Number => {
                "Meta has no such number for this token, or it is not registered: see \
                 whatsapp_cloud.phone_number_id, and the number's status in WhatsApp Manager"
            }
            Self::Shut => {
                "Meta blocked the WhatsApp account: see Account quality in WhatsApp Manager for why, and ask there \
                 for a review"
            }
            Self::Spam => {
                "Too many people blocked or reported the number, so Meta lets it send less: see its quality in \
                 WhatsApp Manager"
            }
            Self::Payment => {
                "Meta has nothing to charge for this template: add a way to pay in WhatsApp Manager"
            }
            Self::Template => {
                "Meta does not send the template: see in WhatsApp Manager that whatsapp_cloud.template is approved in \
                 whatsapp_cloud.template_language, is not paused, and has one variable in its body"
            }
        }
    }
}

impl From<Trouble> for SendError {
    fn from(trouble: Trouble) -> Self {
        Self::NeedsOperator(OperatorAction(trouble.remedy().to_owned()))
    }
}

/// Why nothing can be sent to people who were silent for a day where there is no template.
pub(crate) const SILENT: &str = "they wrote nothing for 24 hours, and WhatsApp then takes a template only: name an \
    approved one in whatsapp_cloud.template";

impl From<Verdict> for SendError {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Wait(after) => Self::Retry { after },
            Verdict::Silent => Self::Rejected {
                reason: SILENT.to_owned(),
            },
            Verdict::Never(reason) => Self::Rejected { reason },
            Verdict::Operator(trouble) => trouble.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_to_do() {
        let waits = |code| matches!(of(code), Verdict::Wait(_));
        let never = |code| matches!(of(code), Verdict::Never(_));
        assert!(
            [130_429, 131_056, 80_007, 4, 131_016]
                .into_iter()
                .all(waits)
        );
        assert!([131_026, 131_030, 131_009, 100, -7].into_iter().all(never));
        assert_eq!(of(131_047), Verdict::Silent);
        for (code, trouble) in [
            (190, Trouble::Token),
            (10, Trouble::Permission),
            (200, Trouble::Permission),
            (33, Trouble::Number),
            (368, Trouble::Shut),
            (131_031, Trouble::Shut),
            (132_001, Trouble::Template),
            (131_042, Trouble::Payment),
        ] {
            assert_eq!(of(code), Verdict::Operator(trouble), "{code}");
        }
    }
}
