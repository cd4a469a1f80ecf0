//! What the SDK tells of the connection → what it means for the bridge, and for the operator. Pure.

use std::time::Duration;

use secrecy::SecretString;
use wegotus_chat::{BridgeState, Fatal, LinkKind, Timestamp};
use whatsapp_rust::types::events::{
    ConnectFailureReason, Event, PairingCodeError, TempBanReason, TemporaryBan,
};

/// What to do where the account is not linked any more.
pub(crate) const LINK_AGAIN: &str =
    "Run `wegotus link whatsapp` and scan the code with the phone that has the bot's number";

/// What something means.
#[derive(Debug)]
pub(crate) enum Turn {
    /// Tell the operator.
    Tell(BridgeState),
    /// A phone took the code.
    Linked,
    /// It is connected.
    Connected,
    /// What was said meanwhile was handed over.
    CaughtUp,
    /// The connection is gone; the client brings it back.
    Gone,
    /// A group changed, or the bot's place in one.
    Groups,
    /// WhatsApp took the message with this id, or refuses it with this code.
    Acked(String, Option<u16>),
    /// It is over.
    End(End),
}

/// How a client ends.
#[derive(Debug)]
pub(crate) enum End {
    /// On request.
    Stopped,
    /// For a reason that may pass.
    Away(String),
    /// The codes are worth nothing any more, unused; there will be others.
    Expired,
    /// The account is not linked any more.
    LoggedOut,
    /// WhatsApp shut the account out.
    Banned(Option<Timestamp>, Fatal),
    /// For a reason only an operator can end.
    Fatal(Fatal),
}

/// What this means at `now`; `None`: nothing to the bridge.
pub(crate) fn of(event: &Event, now: Timestamp) -> Option<Turn> {
    let code = |kind, code: &str, timeout: Duration| {
        Turn::Tell(BridgeState::AwaitingLink {
            kind,
            payload: SecretString::from(code),
            expires: now.plus(timeout),
            was_linked: false,
        })
    };
    Some(match event {
        Event::PairingQrCode(it) => code(LinkKind::Qr, &it.code, it.timeout),
        Event::PairingCode(it) => code(LinkKind::Code, &it.code, it.timeout),
        Event::PairingCodeError(it) => degraded(no_code(it)),
        // Also where another code was typed than the one that is shown: the phone says so, the device hears nothing else.
        Event::PairingQrCodesExhausted(_) | Event::PairingCodeRefresh(_) => Turn::End(End::Expired),
        Event::QrScannedWithoutMultidevice(_) => degraded(
            "the code was scanned by a WhatsApp that is too old to link devices; update it on that phone".to_owned(),
        ),
        Event::PairError(_) => degraded(
            "the phone took the code, but linking failed; scan the next code".to_owned(),
        ),
        Event::PairSuccess(_) => Turn::Linked,
        Event::Connected(_) => Turn::Connected,
        Event::OfflineSyncCompleted(_) => Turn::CaughtUp,
        Event::Disconnected(_) => Turn::Gone,
        Event::GroupUpdate(_) => Turn::Groups,
        Event::ServerAck(it) => {
            let code = it.error.as_ref().map(|it| it.parse().unwrap_or(0));
            Turn::Acked(it.id.clone(), code)
        }
        Event::LoggedOut(it) if it.reason == ConnectFailureReason::AccountLocked => {
            let what = "WhatsApp locked the bot's account".to_owned();
            Turn::End(End::Banned(None, Fatal {
                what,
                remedy: "Open WhatsApp on the phone that has the bot's number, and ask for a review there; docs/whatsapp.md says how to lessen the risk".to_owned(),
            }))
        }
        Event::LoggedOut(_) => Turn::End(End::LoggedOut),
        Event::TemporaryBan(it) => Turn::End(banned(it, now)),
        Event::StreamReplaced(_) => fatal(
            "Another program took over this WhatsApp session",
            "Stop the other wegotus that runs with a copy of this data folder, then start this one again",
        ),
        Event::ClientOutdated(_) => fatal(
            "WhatsApp no longer takes this version of the program",
            "Update wegotus, and start it again; nothing said meanwhile is lost for two weeks",
        ),
        Event::ConnectFailure(it) if it.reason.should_reconnect() => degraded(
            "WhatsApp's servers are in trouble; trying again".to_owned(),
        ),
        Event::ConnectFailure(it) => Turn::End(End::Away(format!(
            "WhatsApp refuses the connection (code {})",
            it.reason.code()
        ))),
        _ => return None,
    })
}

fn degraded(why: String) -> Turn {
    Turn::Tell(BridgeState::Degraded { why })
}

fn fatal(what: &str, remedy: &str) -> Turn {
    Turn::End(End::Fatal(Fatal {
        what: what.to_owned(),
        remedy: remedy.to_owned(),
    }))
}

fn no_code(error: &PairingCodeError) -> String {
    match error.backoff {
        Some(after) => format!(
            "WhatsApp gives no pairing code for {} seconds; scan the other code instead",
            after.as_secs()
        ),
        None => "WhatsApp gives no pairing code for this number; see that it is written with its country, or scan the other code instead".to_owned(),
    }
}

fn banned(ban: &TemporaryBan, now: Timestamp) -> End {
    let why = match ban.code {
        TempBanReason::SentToTooManyPeople => {
            "it wrote to too many people who do not have its number"
        }
        TempBanReason::BlockedByUsers => "too many people blocked it",
        TempBanReason::CreatedTooManyGroups => "it made too many groups",
        TempBanReason::SentTooManySameMessage => "it wrote the same to too many people",
        TempBanReason::BroadcastList => "it wrote too much to a list",
        _ => "WhatsApp gives no reason that is known",
    };
    let span = ban.expire.to_std().unwrap_or_default();
    End::Banned(
        Some(now.plus(span)),
        Fatal {
            what: format!("WhatsApp shut the bot's account out for a while: {why}"),
            remedy: "It connects again by itself when the time is over. Lower whatsapp.a_day, and ask members to save the bot's number".to_owned(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use whatsapp_rust::types::events::{
        ClientOutdated, ConnectFailure, Connected, LoggedOut, PairingQrCode, ServerAck,
        StreamReplaced,
    };
    use whatsapp_rust::wacore::chrono;

    const NOW: Timestamp = Timestamp(1_764_000_000_000);

    fn end(event: Event) -> End {
        match of(&event, NOW) {
            Some(Turn::End(end)) => end,
            other => panic!("{other:?} does not end it"),
        }
    }

    fn logged_out(reason: ConnectFailureReason) -> Event {
        let it = LoggedOut::builder().on_connect(true).reason(reason).build();
        Event::LoggedOut(it)
    }

    #[test]
    fn every_end_says_what_to_do() {
        assert!(matches!(
            end(logged_out(ConnectFailureReason::LoggedOut)),
            End::LoggedOut
        ));
        let End::Banned(None, fatal) = end(logged_out(ConnectFailureReason::AccountLocked)) else {
            panic!("locked");
        };
        assert!(fatal.remedy.contains("review"));
        let ban = TemporaryBan::builder()
            .code(TempBanReason::SentTooManySameMessage)
            .expire(chrono::Duration::hours(2))
            .build();
        let End::Banned(Some(until), fatal) = end(Event::TemporaryBan(ban)) else {
            panic!("banned");
        };
        assert_eq!(until, NOW.plus(Duration::from_secs(7200)));
        assert!(fatal.what.contains("the same"), "{}", fatal.what);
        let replaced = StreamReplaced::builder().build();
        assert!(matches!(
            end(Event::StreamReplaced(replaced)),
            End::Fatal(_)
        ));
        let outdated = ClientOutdated::builder().build();
        assert!(matches!(
            end(Event::ClientOutdated(outdated)),
            End::Fatal(_)
        ));
        let refused = ConnectFailure::builder()
            .reason(ConnectFailureReason::BadUserAgent)
            .build();
        let End::Away(why) = end(Event::ConnectFailure(refused)) else {
            panic!("refused");
        };
        assert!(why.contains("409"), "{why}");
    }

    #[test]
    fn a_code_is_shown_for_as_long_as_it_is_good() {
        let code = PairingQrCode::builder()
            .code("2@abc".to_owned())
            .timeout(Duration::from_secs(20))
            .build();
        let Some(Turn::Tell(BridgeState::AwaitingLink { kind, expires, .. })) =
            of(&Event::PairingQrCode(code), NOW)
        else {
            panic!("there is a code to scan");
        };
        assert_eq!(kind, LinkKind::Qr);
        assert_eq!(expires, NOW.plus(Duration::from_secs(20)));
    }

    #[test]
    fn an_answer_to_a_message_says_whether_it_was_taken() {
        let ack = |error: Option<&str>| {
            let ack = ServerAck::builder().id("3EB0".to_owned());
            let ack = ack.maybe_error(error.map(str::to_owned)).build();
            match of(&Event::ServerAck(ack), NOW) {
                Some(Turn::Acked(_, code)) => code,
                _ => panic!("an answer"),
            }
        };
        assert_eq!(ack(None), None);
        assert_eq!(ack(Some("463")), Some(463));
        let connected = Connected::builder().build();
        assert!(matches!(
            of(&Event::Connected(connected), NOW),
            Some(Turn::Connected)
        ));
    }
}
