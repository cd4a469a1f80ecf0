//! The bot's place in rooms and its sessions, as people and homeservers take them away and give them back.

use std::time::Duration;

use wegotus_synapse::{Account, Block, Bot, Follow, Person, Setup, Synapse, Wire, until};

const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until the bot has answered `message`.
async fn answers(bot: &Bot, view: &mut Follow, message: &str) {
    let answered = until("the bot answers", PATIENCE, async || {
        let all = view.messages().await?;
        let is_answer = |it: &&wegotus_script::Seen| it.reply_to.as_deref() == Some(message);
        Ok(all.iter().find(is_answer).map(drop))
    });
    assert!(answered.await.is_ok(), "the bot said:\n{}", bot.said());
}

async fn is_in(room: &str, host: &Account, bot: &Bot) {
    let joined = until("the bot joins", PATIENCE, async || {
        let all = host.members(room).await?;
        let there = all.iter().any(|it| it == "@wegotus:localhost");
        Ok(there.then_some(()))
    });
    assert!(joined.await.is_ok(), "the bot said:\n{}", bot.said());
}

async fn says(bot: &Bot, piece: &str) {
    let said = until("it says so", PATIENCE, async || {
        Ok(bot.said().contains(piece).then_some(()))
    });
    assert!(said.await.is_ok(), "no {piece:?} in:\n{}", bot.said());
}

#[tokio::test]
async fn the_bot_is_put_out_and_invited_again() {
    let mut block = Block::open(&["Ana", "Ben"]).await.unwrap();
    let (ana, ben) = (block.people[0].clone(), block.people[1].clone());
    let need = ana.say(&block.room, "need: a ladder").await.unwrap();
    answers(&block.bot, &mut block.view, &need).await;

    let bot_id = "@wegotus:localhost";
    ana.account().kick(&block.room, bot_id).await.unwrap();
    let secret = ben.say(&block.room, "need: a secret kept").await.unwrap();
    ana.account().invite(&block.room, bot_id).await.unwrap();
    is_in(&block.room, ana.account(), &block.bot).await;
    let again = ben.say(&block.room, "need: a drill").await.unwrap();
    answers(&block.bot, &mut block.view, &again).await;
    let claim = ben.reply(&block.room, &need, "claim").await.unwrap();
    answers(&block.bot, &mut block.view, &claim).await;
    let all = block.view.messages().await.unwrap();
    assert!(
        !all.iter()
            .any(|it| it.is_bot
                && (it.reply_to.as_ref() == Some(&secret) || it.text.contains("secret"))),
        "what was said while it was out is none of its business"
    );
    assert!(!block.bot.said().contains("panicked"));
}

#[tokio::test]
async fn the_first_words_to_the_bot_in_private_are_read() {
    let mut block = Block::open(&["Ana", "Ben"]).await.unwrap();
    let ben = block.people[1].clone();
    // Written while the bot is away, so that they are there before it comes for certain.
    block.bot.kill9().unwrap();
    let bot_id = block.account.user_id();
    let room = ben.account().create_direct_room(bot_id).await.unwrap();
    let first = ben.say(&room, "help").await.unwrap();
    block.bot.start().unwrap();
    let mut view = ben.follow(&room);
    let answered = until("the bot answers in private", PATIENCE, async || {
        Ok(view.messages().await?.iter().find(|it| it.is_bot).map(drop))
    });
    assert!(answered.await.is_ok(), "{first}:\n{}", block.bot.said());
}

#[tokio::test]
async fn a_bot_that_was_logged_out_logs_in_again() {
    let mut block = Block::open(&["Ana"]).await.unwrap();
    let ana = block.people[0].clone();
    block.account.log_out_everywhere().await.unwrap();
    says(&block.bot, "becoming a new one").await;
    let need = ana.say(&block.room, "need: a ladder").await.unwrap();
    answers(&block.bot, &mut block.view, &need).await;
    assert!(!block.bot.said().contains("panicked"));
}

#[tokio::test]
async fn a_bot_whose_token_was_taken_away_says_what_to_do() {
    let synapse = Synapse::start().await.unwrap();
    let account = synapse.account("wegotus").await.unwrap();
    let ana: Wire = synapse.wire("Ana").await.unwrap();
    let room = ana.account().create_room("Block 5").await.unwrap();
    let invited = ana.account().invite(&room, account.user_id());
    invited.await.unwrap();
    let session = account.another_session().await.unwrap();
    let setup = Setup::new(&synapse, &account, &[ana.account().user_id()])
        .without("WEGOTUS__MATRIX__PASSWORD")
        .with("WEGOTUS__MATRIX__ACCESS_TOKEN", &session.access_token)
        .with("WEGOTUS__MATRIX__DEVICE_ID", &session.device_id);
    let mut bot = Bot::new(setup).unwrap();
    bot.start().unwrap();
    is_in(&room, ana.account(), &bot).await;
    account.log_out_everywhere().await.unwrap();
    says(&bot, "does not take matrix.access_token (M_UNKNOWN_TOKEN)").await;
    says(&bot, "or set matrix.password instead").await;
    let status = bot.end(PATIENCE).await.unwrap();
    assert!(!status.success(), "{}", bot.said());
    assert!(!bot.said().contains("panicked") && !bot.said().contains(&session.access_token));
}
