//! Who is called by name: whoever an answer names in the room they are in, and nobody anywhere else.

use std::sync::Arc;

use wegotus_chat::{Action, Destination, Part, PersonRef, Platform};

use super::bench::engine_on;
use super::scripted::{Scripted, room, says};

/// Where, in which words, and who is called in them by which.
type Told = (Destination, String, Vec<(PersonRef, String)>);

#[tokio::test]
async fn who_has_it_is_called_in_their_own_room_and_nowhere_else() {
    let hears = vec![
        says("whatsapp", "Ana", "need: a ride to dialysis"),
        says("signal", "Ben", "claim 1"),
    ];
    let bridge = Arc::new(Scripted {
        hears,
        ..Scripted::default()
    });
    let engine = engine_on(vec![bridge.clone()]).await;
    let names_ben = |text: &str| text.contains("Ben");
    let mut told: Vec<Told> = Vec::new();
    while told.iter().filter(|(_, text, _)| names_ben(text)).count() < 2 {
        tokio::task::yield_now().await;
        told = bridge
            .sent()
            .into_iter()
            .filter_map(|it| {
                let (Action::Say { text, .. } | Action::Edit { text, .. }) = it.action else {
                    return None;
                };
                let called = text.parts().filter_map(|part| match part {
                    Part::Name(person, name) => Some((person.clone(), name.to_owned())),
                    Part::Words(_) | Part::Strong(_) => None,
                });
                let called: Vec<_> = called.collect();
                Some((it.to, text.as_str().to_owned(), called))
            })
            .collect();
    }
    engine.settle().await;
    let ben = PersonRef::new(Platform::Sandbox, "signal/Ben");
    for (to, text, called) in told {
        let is_his = to == Destination::Room(room("signal")) && names_ben(&text);
        let expected = if is_his {
            vec![(ben.clone(), "Ben".to_owned())]
        } else {
            Vec::new()
        };
        assert!(called == expected, "{text}");
    }
}
