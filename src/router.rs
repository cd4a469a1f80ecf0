//! Which network something is for.

use wegotus_chat::{Event, EventKind, MessageRef};

/// What one network has to do with an event.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ties {
    /// The room belongs to it.
    pub room: bool,
    /// It knows the message that is answered or acted on.
    pub message: bool,
    /// Its sender took part in it, or organizes it.
    pub person: bool,
    /// Its sender said a moment ago that they mean it.
    pub chosen: bool,
}

/// Where something goes. Numbers are those of the networks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// To this network.
    To(usize),
    /// To each of them: whichever it is of will know it.
    Each,
    /// To the one of these that its sender means; they have to be asked.
    Ask(Vec<usize>),
    /// To one that its sender belongs to, which none of them knows.
    Stranger,
    /// The room belongs to none, or it means nothing to any.
    Nowhere,
}

/// The network an event is for, by what each of them has to do with it. Of a room, the one it belongs to. Of a
/// private message, the one whose message it answers, else the sender's only one, else the one they chose.
#[must_use]
pub fn route(event: &Event, networks: &[Ties]) -> Route {
    let echo = matches!(event.kind, EventKind::Echo { .. });
    if let Some(at) = networks.iter().position(|ties| ties.room) {
        return Route::To(at);
    }
    if !event.sender.private && !echo {
        return Route::Nowhere;
    }
    if networks.len() == 1 {
        return Route::To(0);
    }
    // What the bot said privately carries the key of the network that said it.
    if echo {
        return Route::Each;
    }
    if let Some(at) = networks.iter().position(|ties| ties.message) {
        return Route::To(at);
    }
    let knowing = networks.iter().enumerate().filter(|(_, ties)| ties.person);
    let knowing: Vec<usize> = knowing.map(|(at, _)| at).collect();
    let says = matches!(event.kind, EventKind::Message { .. });
    match knowing[..] {
        [only] => Route::To(only),
        // Only words are worth a question: the rest is about a message nobody knows.
        _ if !says => Route::Nowhere,
        [] => Route::Stranger,
        _ => match networks.iter().position(|ties| ties.chosen) {
            Some(at) => Route::To(at),
            None => Route::Ask(knowing),
        },
    }
}

/// The message that an event answers or acts on.
#[must_use]
pub fn subject(event: &Event) -> Option<&MessageRef> {
    match &event.kind {
        EventKind::Message { reply_to, .. } => reply_to.as_ref(),
        EventKind::Edited { msg, .. } | EventKind::Deleted { msg } => Some(msg),
        EventKind::Reaction { target, .. } => Some(target),
        EventKind::Membership { .. }
        | EventKind::Admins { .. }
        | EventKind::Undecryptable { .. }
        | EventKind::Echo { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use wegotus_chat::{
        EventKey, Name, PersonRef, Platform, RoomRef, Sender, SenderKind, Text, Timestamp,
    };

    use super::*;

    fn event(private: bool, kind: fn(MessageRef) -> EventKind) -> Event {
        let room = RoomRef::new(Platform::Sandbox, "somewhere");
        Event {
            key: EventKey("1".to_owned()),
            room: room.clone(),
            sender: Sender {
                person: PersonRef::new(Platform::Sandbox, "Ana"),
                name: Name::from("Ana"),
                kind: SenderKind::Person,
                private,
            },
            at: Timestamp(0),
            vanishes: None,
            kind: kind(MessageRef::new(room, "1")),
        }
    }

    fn says(msg: MessageRef) -> EventKind {
        EventKind::Message {
            msg,
            body: Text::from("hello"),
            reply_to: None,
            attachments: Vec::new(),
        }
    }

    fn deletes(msg: MessageRef) -> EventKind {
        EventKind::Deleted { msg }
    }

    fn echo(msg: MessageRef) -> EventKind {
        EventKind::Echo { msg, sent_as: None }
    }

    const NONE: Ties = Ties {
        room: false,
        message: false,
        person: false,
        chosen: false,
    };
    const PERSON: Ties = Ties {
        person: true,
        ..NONE
    };
    const CHOSEN: Ties = Ties {
        chosen: true,
        ..PERSON
    };
    const MESSAGE: Ties = Ties {
        message: true,
        ..NONE
    };
    const ROOM: Ties = Ties { room: true, ..NONE };

    #[test]
    fn of_a_room_the_network_it_belongs_to() {
        let heard = event(false, says);
        assert_eq!(route(&heard, &[PERSON, ROOM]), Route::To(1));
        assert_eq!(route(&heard, &[PERSON, NONE]), Route::Nowhere);
        assert_eq!(route(&heard, &[PERSON]), Route::Nowhere);
    }

    #[test]
    fn of_a_private_message_the_one_it_answers_else_the_only_one_else_the_chosen_one() {
        let heard = event(true, says);
        for (ties, expected) in [
            (vec![NONE], Route::To(0)),
            (vec![PERSON, MESSAGE], Route::To(1)),
            (vec![CHOSEN, PERSON, MESSAGE], Route::To(2)),
            (vec![NONE, PERSON], Route::To(1)),
            (vec![PERSON, NONE, PERSON], Route::Ask(vec![0, 2])),
            (vec![PERSON, NONE, CHOSEN], Route::To(2)),
            (vec![NONE, NONE], Route::Stranger),
        ] {
            assert_eq!(route(&heard, &ties), expected, "{ties:?}");
        }
    }

    #[test]
    fn nobody_is_asked_about_what_says_nothing() {
        let heard = event(true, deletes);
        assert_eq!(route(&heard, &[PERSON, PERSON]), Route::Nowhere);
        assert_eq!(route(&heard, &[NONE, NONE]), Route::Nowhere);
        assert_eq!(route(&heard, &[PERSON, MESSAGE]), Route::To(1));
        assert_eq!(route(&heard, &[NONE, PERSON]), Route::To(1));
    }

    #[test]
    fn an_echo_of_a_private_message_finds_whoever_said_it() {
        for private in [true, false] {
            let heard = event(private, echo);
            assert_eq!(route(&heard, &[NONE, NONE]), Route::Each);
            assert_eq!(route(&heard, &[NONE, ROOM]), Route::To(1));
            assert_eq!(route(&heard, &[NONE]), Route::To(0));
        }
    }
}
