//! What organizers tell the bot, in eight languages.

use super::super::{Command, Decision, Verb};
use super::{said, whispered};

fn told(text: &str) -> Option<(Verb, Vec<u32>, Option<String>)> {
    match said(text).command? {
        Command::Organize(it) => Some((
            it.verb,
            it.posts.iter().map(|no| no.0).collect(),
            it.name.map(|name| name.as_str().to_owned()),
        )),
        _ => None,
    }
}

#[test]
fn organizers_are_understood() {
    let ben = || Some("ben".to_owned());
    for (text, verb, posts, name) in [
        ("hide 14", Verb::Hide, vec![14], None),
        ("Hide #14 please", Verb::Hide, vec![14], None),
        ("@wegotus close 3", Verb::Close, vec![3], None),
        ("merge 14 15", Verb::Merge, vec![14, 15], None),
        ("merge #14 and #15", Verb::Merge, vec![14, 15], None),
        ("assign 14 @ben", Verb::Assign, vec![14], ben()),
        ("assign #14 to @ben", Verb::Assign, vec![14], ben()),
        ("block @ben", Verb::Block, vec![], ben()),
        ("unblock @ben", Verb::Unblock, vec![], ben()),
        ("pause", Verb::Pause, vec![], None),
        ("undo", Verb::Undo, vec![], None),
        ("asignar 14 a @ben", Verb::Assign, vec![14], ben()),
        ("attribuer 14 à @ben", Verb::Assign, vec![14], ben()),
        ("atribuir 14 a @ben", Verb::Assign, vec![14], ben()),
        ("تكليف 14 @ben", Verb::Assign, vec![14], ben()),
        ("הקצה 14 ל@ben", Verb::Assign, vec![14], ben()),
        ("zuweisen 14 an @ben", Verb::Assign, vec![14], ben()),
        ("assign karo 14 @ben", Verb::Assign, vec![14], ben()),
        ("ocultar 14", Verb::Hide, vec![14], None),
        ("unir 14 y 15", Verb::Merge, vec![14, 15], None),
        ("bloquear @ben", Verb::Block, vec![], ben()),
        ("masquer 14", Verb::Hide, vec![14], None),
        ("débloquer @ben", Verb::Unblock, vec![], ben()),
        ("fechar 14", Verb::Close, vec![14], None),
        ("desfazer", Verb::Undo, vec![], None),
        ("إخفاء 14", Verb::Hide, vec![14], None),
        ("حظر @ben", Verb::Block, vec![], ben()),
        ("הסתר 14", Verb::Hide, vec![14], None),
        ("חסום @ben", Verb::Block, vec![], ben()),
        ("verbirg 14", Verb::Hide, vec![14], None),
        ("rückgängig", Verb::Undo, vec![], None),
        ("chhupao 14", Verb::Hide, vec![14], None),
        ("block karo @ben", Verb::Block, vec![], ben()),
    ] {
        assert_eq!(told(text), Some((verb, posts, name)), "{text}");
    }
}

#[test]
fn talk_that_begins_like_it_is_none() {
    for text in [
        "hide and seek at 5 in the park",
        "show 14 of us the way",
        "close the window please",
        "block party on saturday",
        "pause the music",
        "show up at 7",
        "merge lane is closed",
        "assign 14 homework sheets to every class please",
        "assign it @ben",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
    assert_eq!(
        said("block 5 needs water, please help").decision,
        Decision::Post
    );
    assert!(matches!(
        whispered("block Ben Ito").command,
        Some(Command::Organize(_))
    ));
    assert!(!matches!(
        whispered("block 5 needs water").command,
        Some(Command::Organize(_))
    ));
}
