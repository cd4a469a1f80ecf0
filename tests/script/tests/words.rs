//! The words of a script on a stage of paper, where the bot answers "hello" and edits what it said.

#![expect(clippy::unwrap_used, reason = "it is a test, helpers included")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Result;
use async_trait::async_trait;
use wegotus_script::{Change, Chat, Handle, Place, Reaction, Seen, Stage};

#[derive(Default)]
struct Paper(Mutex<Vec<(Place, Seen)>>);

impl Paper {
    fn write(&self, place: &Place, sender: &str, text: &str, reply_to: Option<&str>) -> Handle {
        let mut all = self.0.lock().unwrap();
        let id = all.len().to_string();
        let seen = Seen {
            id: id.clone(),
            sender: sender.into(),
            is_bot: sender == "bot",
            text: text.into(),
            reply_to: reply_to.map(Into::into),
            edited: false,
            deleted: false,
            reactions: Vec::new(),
        };
        all.push((place.clone(), seen));
        Handle {
            place: place.clone(),
            id,
        }
    }

    fn change(&self, message: &Handle, change: impl FnOnce(&mut Seen)) {
        let mut all = self.0.lock().unwrap();
        change(
            all.iter_mut()
                .map(|it| &mut it.1)
                .find(|seen| seen.id == message.id)
                .unwrap(),
        );
    }
}

#[async_trait]
impl Stage for Paper {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        to: Option<&Handle>,
    ) -> Result<Handle> {
        let said = self.write(place, person, text, to.map(|to| to.id.as_str()));
        if text == "hello" {
            self.write(place, "bot", &format!("Hello {person}!"), Some(&said.id));
        }
        Ok(said)
    }

    async fn react(&self, message: &Handle, person: &str, emoji: &str, _: Change) -> Result<()> {
        let reaction = Reaction {
            emoji: emoji.into(),
            person: person.into(),
        };
        self.change(message, |seen| seen.reactions.push(reaction));
        Ok(())
    }

    async fn edit(&self, message: &Handle, _: &str, text: &str) -> Result<()> {
        self.change(message, |seen| seen.text = text.into());
        Ok(())
    }

    async fn delete(&self, message: &Handle, _: &str) -> Result<()> {
        self.change(message, |seen| seen.deleted = true);
        Ok(())
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let all = self.0.lock().unwrap();
        Ok(all
            .iter()
            .filter(|(at, _)| at == place)
            .map(|(_, seen)| seen.clone())
            .collect())
    }

    async fn restart(&self) -> Result<()> {
        Ok(())
    }

    async fn settle(&self) -> Result<()> {
        Ok(())
    }

    fn patience(&self) -> Duration {
        Duration::from_millis(60)
    }
}

fn chat() -> Chat {
    Chat::on(Arc::new(Paper::default()))
}

#[tokio::test]
async fn a_chat_that_goes_as_written() {
    let chat = chat();
    let room = chat.room("garden");
    let hello = room.says("Ana", "hello").await;
    let answer = hello.bot_replies("hello ana").await;
    answer.hides("Ben").await;
    room.bot_says_nothing_more().await;
    room.says("Ben", "fine day").await.bot_stays_silent().await;
    answer.reacts("Ben", "👍").await;
    answer.has_reaction("👍").await;
    hello.edited_to("good morning").await;
    hello.shows("morning").await;
    hello.deleted().await;
    hello.is_withdrawn().await;
    chat.dm("Ana").says("hello").await;
    chat.dm("Ana").bot_says("hello").await;
}

#[tokio::test]
#[should_panic(expected = "── garden ──\n  Ana: hello\n  🤖 bot: ↳“hello” Hello Ana!\n")]
async fn a_disappointment_shows_the_whole_chat() {
    chat()
        .room("garden")
        .says("Ana", "hello")
        .await
        .bot_replies("good night")
        .await;
}

#[tokio::test]
#[should_panic(expected = "tests/words.rs:")]
async fn a_disappointment_names_the_line_of_the_script() {
    chat().room("garden").bot_shows("anything").await;
}

#[tokio::test]
#[should_panic(expected = "not within")]
async fn the_same_sentence_does_not_count_as_said_twice() {
    let chat = chat();
    let room = chat.room("garden");
    room.says("Ana", "hello").await;
    room.bot_says("hello").await;
    room.bot_shows("hello").await;
    room.bot_says("hello").await;
}

#[tokio::test]
#[should_panic(expected = "it says: Hello Ben!")]
async fn a_word_too_many_is_noticed() {
    let chat = chat();
    let room = chat.room("garden");
    room.says("Ana", "hello").await.bot_replies("hello").await;
    room.says("Ben", "hello").await;
    room.bot_says_nothing_more().await;
}
