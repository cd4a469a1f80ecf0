//! Three neighbours who each have another app: Ana is in `signal`, Ben in `matrix`, Cleo in `whatsapp`. None of them
//! ever writes anywhere else.

use std::sync::Arc;

use crate::{Chat, Message, Stage};

/// Somebody, and the room they are in.
#[derive(Clone, Copy)]
struct Neighbour {
    name: &'static str,
    room: &'static str,
}

const ANA: Neighbour = Neighbour {
    name: "Ana",
    room: "signal",
};
const BEN: Neighbour = Neighbour {
    name: "Ben",
    room: "matrix",
};
const CLEO: Neighbour = Neighbour {
    name: "Cleo",
    room: "whatsapp",
};

/// Who asks, who helps, and who looks on: every way that help can go between three.
const DIRECTIONS: [[Neighbour; 3]; 6] = [
    [ANA, BEN, CLEO],
    [BEN, CLEO, ANA],
    [CLEO, ANA, BEN],
    [BEN, ANA, CLEO],
    [CLEO, BEN, ANA],
    [ANA, CLEO, BEN],
];

/// What is needed, each time something else.
const NEEDS: [&str; 6] = [
    "diapers",
    "coffee filters",
    "rubber gloves",
    "light bulbs",
    "batteries",
    "winter boots",
];

/// Plays how they help each other on `stage`, whoever asks and whoever helps: a post and its notices, a change, claims by
/// quote, by emoji and by number, a hand-off, and the post taken back.
///
/// # Panics
/// When the bot does not do its part.
pub async fn across(stage: Arc<dyn Stage>) {
    let chat = Chat::on(stage);
    for (nth, (who, thing)) in DIRECTIONS.into_iter().zip(NEEDS).enumerate() {
        let no = format!("#{}", nth + 1);
        let post = Post::asked_for(&chat, who, &no, thing).await;
        post.changes(thing).await;
        post.is_taken_by_answering().await;
        post.is_taken_by_hand().await;
        let taken = post.is_taken_by_number().await;
        post.is_talked_about(&taken).await;
        post.is_taken_back().await;
    }
}

/// A post of `asks`, in the room of each of the three.
struct Post<'a> {
    chat: &'a Chat,
    no: &'a str,
    asks: Neighbour,
    helps: Neighbour,
    need: Message,
    /// The acknowledgement where it was written, the notice where the helper is, the notice where the third is.
    shown: [Message; 3],
}

impl<'a> Post<'a> {
    /// A need, shown in every room, without the number that its author wrote.
    async fn asked_for(
        chat: &'a Chat,
        [asks, helps, looks_on]: [Neighbour; 3],
        no: &'a str,
        thing: &str,
    ) -> Self {
        let words = format!("need: {thing} size 2, my number is +1 202 555 0134");
        let need = chat.room(asks.room).says(asks.name, &words).await;
        let pieces = [no, thing, "size 2"];
        let shown = [
            need.bot_replies(pieces).await,
            chat.room(helps.room).bot_shows(pieces).await,
            chat.room(looks_on.room).bot_shows(pieces).await,
        ];
        for notice in &shown {
            notice.hides(["555", "0134"]).await;
        }
        Self {
            chat,
            no,
            asks,
            helps,
            need,
            shown,
        }
    }

    /// Its author got a detail wrong at first.
    async fn changes(&self, thing: &str) {
        let words = format!("need: {thing} size 6, my number is +1 202 555 0134");
        self.need.edited_to(&words).await;
        for notice in &self.shown {
            notice.shows([self.no, "size 6"]).await;
        }
    }

    /// Taken by an answer to its notice, and given back by another.
    async fn is_taken_by_answering(&self) {
        let (room, notice) = (self.chat.room(self.helps.room), &self.shown[1]);
        let claim = room.replies(self.helps.name, notice, "claim").await;
        claim.bot_replies([self.helps.name, self.no]).await;
        self.is_shown_as_taken().await;
        let back = room.replies(self.helps.name, notice, "release").await;
        back.bot_replies(self.no).await;
        self.is_shown_as_open().await;
    }

    /// Taken by a hand on its notice, and given back by taking it off.
    async fn is_taken_by_hand(&self) {
        let notice = &self.shown[1];
        notice.reacts(self.helps.name, "✋").await;
        self.is_shown_as_taken().await;
        notice.unreacts(self.helps.name, "✋").await;
        self.is_shown_as_open().await;
    }

    /// Taken by its number, said to nothing; gives what the helper is told privately.
    async fn is_taken_by_number(&self) -> Message {
        let words = format!("claim {}", self.no.trim_start_matches('#'));
        let room = self.chat.room(self.helps.room);
        let claim = room.says(self.helps.name, &words).await;
        claim.bot_replies([self.helps.name, self.no]).await;
        self.is_shown_as_taken().await
    }

    /// Every room sees that somebody has it, and the two ends hear it privately; gives what the helper hears.
    async fn is_shown_as_taken(&self) -> Message {
        for notice in &self.shown {
            notice.shows([self.no, "Somebody has it"]).await;
        }
        let author = self.chat.dm(self.asks.name);
        author.bot_says([self.no, self.helps.name]).await;
        let told = [self.no, "is yours"];
        let helper = self.chat.dm(self.helps.name).bot_says(told).await;
        helper.hides(["555", "0134"]).await;
        helper
    }

    /// Every room sees that it is to be had again, and its author hears it privately.
    async fn is_shown_as_open(&self) {
        for notice in &self.shown {
            notice.shows([self.no, "Reply"]).await;
        }
        self.chat.dm(self.asks.name).bot_says(self.no).await;
    }

    /// The two write to each other, each to the bot; each says which post it is about by answering, for they may still be
    /// talking about an earlier one.
    async fn is_talked_about(&self, taken: &Message) {
        let (author, helper) = (self.chat.dm(self.asks.name), self.chat.dm(self.helps.name));
        helper.replies(taken, "I can be there at 6:40").await;
        let passed_on = author.bot_says([self.no, "6:40"]).await;
        let answer = "perfect, the blue door 🚪";
        author.replies(&passed_on, answer).await;
        let answered = helper.bot_says([self.no, answer]).await;
        answered.hides(["555", "0134"]).await;
    }

    /// Its author found one: it goes away everywhere, and the helper hears it.
    async fn is_taken_back(&self) {
        self.need.deleted().await;
        for notice in self.shown.iter().skip(1) {
            notice.is_withdrawn().await;
        }
        self.chat.dm(self.helps.name).bot_says(self.no).await;
    }
}
