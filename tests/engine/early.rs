//! What answers a message that cannot be read yet waits for it, and counts as if it had come after it.

use std::sync::Arc;
use std::time::Duration;

use wegotus::board::Status;
use wegotus::engine::Engine;
use wegotus_chat::{Event, EventKind, ReactionChange, Text};

use super::bench::Ground;
use super::scripted::{Scripted, answers, does, message, says};

const NEED: &str = "need: diapers size 4";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A bot that hears one thing after the other.
struct Bot {
    ground: Ground,
    ears: Arc<Scripted>,
    engine: Engine,
}

impl Bot {
    async fn begun() -> Self {
        let ground = Ground::new();
        let ears = Arc::new(Scripted::default());
        let engine = ground.engine_on(vec![ears.clone()]).await;
        Self {
            ground,
            ears,
            engine,
        }
    }

    async fn restarted(self) -> Self {
        self.engine.stop().await;
        let ears = Arc::new(Scripted::default());
        let engine = self.ground.engine_on(vec![ears.clone()]).await;
        Self {
            ears,
            engine,
            ..self
        }
    }

    async fn hears(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.ears.hears_now(event).await;
        }
        self.engine.settle().await;
    }

    /// How many answers wait.
    fn keeps(&self) -> usize {
        self.ground.journal.keeps("early")
    }

    /// How each post stands, with who promised.
    async fn board(&self) -> Vec<(Status, Vec<String>)> {
        let posts = self.engine.posts().await.unwrap().into_iter();
        let names = |it: wegotus::engine::Listed| {
            let names = it.claims.iter().map(|it| it.0.as_str().to_owned());
            (it.view.status, names.collect())
        };
        posts.map(names).collect()
    }
}

fn hand(name: &str, nth: u32, on: &Event, change: ReactionChange) -> Event {
    let kind = EventKind::Reaction {
        target: message(on),
        emoji: "✋".to_owned(),
        change,
    };
    does("signal", name, nth, kind)
}

fn claimed_by(name: &str) -> (Status, Vec<String>) {
    (Status::Claimed, vec![name.to_owned()])
}

#[tokio::test]
async fn a_claim_by_quote_waits_for_the_need() {
    for words in ["claim", "I can do that!", "i'll take it"] {
        let bot = Bot::begun().await;
        let need = says("signal", "Ana", NEED);
        bot.hears([answers("signal", "Ben", words, &need)]).await;
        assert!(bot.board().await.is_empty());
        assert!(bot.ears.sent().is_empty(), "nothing is said of it yet");
        bot.hears([need]).await;
        assert_eq!(bot.board().await, [claimed_by("Ben")], "{words}");
        assert_eq!(bot.keeps(), 0);
    }
}

#[tokio::test]
async fn an_answer_may_be_faster_than_the_receipt_of_what_it_answers() {
    let bot = Bot::begun().await;
    *bot.ears.quick.lock().unwrap() = Some(says("whatsapp", "Ben", "claim"));
    bot.hears([says("signal", "Ana", NEED)]).await;
    assert_eq!(bot.board().await, [claimed_by("Ben")]);
    assert_eq!(bot.keeps(), 0);
}

#[tokio::test]
async fn the_first_of_several_has_it_and_a_hand_counts_like_words() {
    let bot = Bot::begun().await;
    let need = says("signal", "Ana", NEED);
    bot.hears([
        hand("Ben", 1, &need, ReactionChange::Added),
        answers("signal", "Cleo", "claim", &need),
        need,
    ])
    .await;
    assert_eq!(bot.board().await, [claimed_by("Ben")]);
}

#[tokio::test]
async fn how_many_somebody_takes_is_kept_with_it() {
    let bot = Bot::begun().await;
    let need = says(
        "signal",
        "Ana",
        "need: 5 drivers for the polling place on tuesday",
    );
    bot.hears([answers("signal", "Ben", "claim 3", &need), need])
        .await;
    let posts = bot.engine.posts().await.unwrap();
    let counts: Vec<u32> = posts[0].claims.iter().map(|it| it.1).collect();
    assert_eq!(counts, [3]);
}

#[tokio::test]
async fn a_restart_between_the_two_changes_nothing() {
    let bot = Bot::begun().await;
    let need = says("signal", "Ana", NEED);
    let claim = answers("signal", "Ben", "claim", &need);
    bot.hears([claim.clone()]).await;
    assert_eq!(bot.keeps(), 1);
    let bot = bot.restarted().await;
    // A network hands over again what it was not told the bot has.
    bot.hears([claim.clone(), need.clone()]).await;
    assert_eq!(bot.board().await, [claimed_by("Ben")]);
    let said = bot.ears.sent().len();
    let bot = bot.restarted().await;
    bot.hears([claim, need]).await;
    assert_eq!(bot.board().await, [claimed_by("Ben")]);
    assert!(said > 0 && bot.ears.sent().is_empty(), "it is said once");
}

#[tokio::test]
async fn what_is_taken_back_meanwhile_was_never_said() {
    let need = says("signal", "Ana", NEED);
    let claim = answers("signal", "Ben", "claim", &need);
    let back = [
        does(
            "signal",
            "Ben",
            2,
            EventKind::Deleted {
                msg: message(&claim),
            },
        ),
        answers("signal", "Ben", "release", &need),
        does(
            "signal",
            "Ben",
            2,
            EventKind::Edited {
                msg: message(&claim),
                body: Text::from("how lovely the sunset was"),
            },
        ),
    ];
    for back in back {
        let bot = Bot::begun().await;
        bot.hears([claim.clone(), back, need.clone()]).await;
        assert_eq!(bot.board().await, [(Status::Open, Vec::new())]);
        assert_eq!(bot.keeps(), 0);
    }
    let bot = Bot::begun().await;
    bot.hears([
        hand("Ben", 1, &need, ReactionChange::Added),
        hand("Ben", 2, &need, ReactionChange::Removed),
        need.clone(),
    ])
    .await;
    assert_eq!(bot.board().await, [(Status::Open, Vec::new())]);
}

#[tokio::test]
async fn what_is_taken_back_before_it_can_be_read_is_not_posted() {
    let taken_back = |event: &Event, name| {
        let msg = message(event);
        does("signal", name, 2, EventKind::Deleted { msg })
    };
    let need = says("signal", "Ana", NEED);
    let claim = answers("signal", "Ben", "claim", &need);
    let bot = Bot::begun().await;
    let edited = EventKind::Edited {
        msg: message(&need),
        body: Text::from(NEED),
    };
    let edited = does("signal", "Ana", 3, edited);
    bot.hears([
        taken_back(&need, "Ana"),
        need.clone(),
        edited,
        claim.clone(),
    ])
    .await;
    assert!(bot.board().await.is_empty());
    assert!(bot.ears.sent().is_empty(), "nothing is said of it");

    let bot = Bot::begun().await;
    bot.hears([taken_back(&claim, "Ben"), claim, need]).await;
    assert_eq!(bot.board().await, [(Status::Open, Vec::new())]);
    assert_eq!(bot.keeps(), 0);
}

#[tokio::test]
async fn what_answers_no_need_is_let_go() {
    let chatter = says("signal", "Ana", "what a sunset yesterday!");
    let claim = answers("signal", "Ben", "claim", &chatter);
    let bot = Bot::begun().await;
    bot.hears([claim.clone()]).await;
    assert_eq!(bot.keeps(), 1);
    bot.hears([chatter.clone()]).await;
    assert_eq!(bot.keeps(), 0, "it was chatter");
    let again = answers("signal", "Ben", "i'll take it", &chatter);
    bot.hears([again]).await;
    assert_eq!(bot.keeps(), 0, "it is chatter");
    let talk = answers(
        "signal",
        "Ben",
        "so was the day before",
        &says("signal", "Ana", "!"),
    );
    bot.hears([talk]).await;
    assert_eq!(bot.keeps(), 0, "it claims nothing");
    assert!(!bot.ground.journal.holds("the day before").await);
}

#[tokio::test]
async fn it_waits_a_day_and_there_are_only_so_many() {
    let bot = Bot::begun().await;
    let need = says("signal", "Ana", NEED);
    bot.hears([answers("signal", "Ben", "claim", &need)]).await;
    bot.ground.clock.advance(DAY).await.unwrap();
    bot.engine.settle().await;
    assert_eq!(bot.keeps(), 0, "it lapsed");
    bot.hears([need]).await;
    assert_eq!(bot.board().await, [(Status::Open, Vec::new())]);

    let bot = Bot::begun().await;
    let needs: Vec<Event> = (0..6)
        .map(|nth| says("signal", "Ana", &format!("need: a lamp, size {nth}")))
        .collect();
    let claims = needs.iter().enumerate();
    let claims: Vec<Event> = claims
        .map(|(nth, need)| {
            hand(
                "Ben",
                u32::try_from(nth).unwrap(),
                need,
                ReactionChange::Added,
            )
        })
        .collect();
    bot.hears(claims).await;
    bot.hears(needs).await;
    let taken = bot.board().await;
    let taken = taken.iter().filter(|(_, names)| !names.is_empty()).count();
    assert_eq!(taken, 5, "of one person no more than five");
}

#[tokio::test]
async fn whoever_asks_not_to_be_read_leaves_nothing_waiting() {
    let bot = Bot::begun().await;
    let need = says("signal", "Ana", NEED);
    let claim = answers("signal", "Ben", "claim", &need);
    bot.hears([claim, says("signal", "Ben", "wegotus ignore me")])
        .await;
    assert_eq!(bot.keeps(), 0);
    bot.hears([need]).await;
    assert_eq!(bot.board().await, [(Status::Open, Vec::new())]);
}
