//! What organizers can do, and what it looks like to everybody else.

use crate::flow::Flow;

/// A network with two organizers (the sandbox's own is the other), who have the Signal room to themselves.
const TWO: &str = "
[networks.default]
organizers = [\"sandbox:Olga\"]
organizer_room = \"sandbox:signal\"
";

/// What `wegotus export` says when it is to write into the folder `into`.
fn export(chat: &Flow, into: &str) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_wegotus"))
        .args(["export", into, "--data", "data"])
        .current_dir(chat.folder())
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[tokio::test]
async fn a_post_is_hidden_closed_and_brought_back() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    let need = whatsapp.says("Ana", "need: a pram, any colour").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;

    whatsapp
        .says("Ben", "hide 1")
        .await
        .bot_stays_silent()
        .await;
    notice.shows("pram").await;
    matrix
        .says("Organizer", "hide 1")
        .await
        .bot_replies(["#1", "off the rooms"])
        .await;
    notice.is_withdrawn().await;
    whatsapp
        .says("Ben", "claim 1")
        .await
        .bot_replies("not shown")
        .await;
    let olga = chat.dm("Olga");
    olga.says("show 1").await.bot_replies("again").await;
    let notice = matrix.bot_says(["#1", "pram"]).await;

    olga.says("close 1")
        .await
        .bot_replies("off the board")
        .await;
    notice.is_withdrawn().await;
    chat.dm("Ana").bot_says(["organizer", "#1"]).await;
    olga.says("undo")
        .await
        .bot_replies("on the board again")
        .await;
    matrix.bot_says(["#1", "pram"]).await;
    olga.says("log")
        .await
        .bot_replies(["Organizer hid #1", "Olga closed #1"])
        .await;
    chat.dm("Ben")
        .says("pause")
        .await
        .bot_replies("organizers of this network")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_blocked_since_does_not_come_back_with_the_post() {
    let chat = Flow::with(TWO).await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: soup for two").await;
    need.bot_replies("#1").await;
    signal
        .replies("Mallory", &need, "claim")
        .await
        .bot_replies("Mallory")
        .await;
    signal
        .replies("Mallory", &need, "done")
        .await
        .bot_replies("done")
        .await;
    let asked = chat.dm("Ana").bot_says("How did it go").await;
    signal
        .says("Olga", "block @mal")
        .await
        .bot_replies("Mallory is blocked")
        .await;
    chat.dm("Ana")
        .replies(&asked, "2")
        .await
        .bot_replies("#1")
        .await;
    signal.says("Ben", "claim 1").await.bot_replies("Ben").await;
    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_is_blocked() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    whatsapp
        .says("Ana", "need: soup for two")
        .await
        .bot_replies("#1")
        .await;
    matrix
        .says("Mallory", "offer: miracle cures")
        .await
        .bot_replies("#2")
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_replies("Mallory")
        .await;
    let offer = whatsapp.bot_shows("miracle").await;
    chat.dm("Ana").bot_says("Mallory").await;

    let signal = chat.room("signal");
    signal
        .says("Olga", "block @nobody")
        .await
        .bot_replies("nobody of that name")
        .await;
    signal
        .says("Olga", "block @mal")
        .await
        .bot_replies("Mallory is blocked")
        .await;
    offer.is_withdrawn().await;
    chat.dm("Ana").bot_says(["#1", "cannot make it"]).await;
    matrix
        .says("Mallory", "need: money")
        .await
        .bot_stays_silent()
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_stays_silent()
        .await;
    chat.dm("Mallory")
        .says("hello?")
        .await
        .bot_stays_silent()
        .await;
    signal
        .says("Olga", "block @Olga")
        .await
        .bot_replies("organize this network too")
        .await;
    signal
        .says("Olga", "undo")
        .await
        .bot_replies("Mallory is heard again")
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_replies("Mallory")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn the_bot_rests_while_it_is_paused() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    whatsapp
        .says("Ana", "need: a cot")
        .await
        .bot_replies("#1")
        .await;
    matrix.bot_shows("#1").await;
    chat.dm("Olga")
        .says("pause")
        .await
        .bot_replies("quiet")
        .await;
    matrix
        .says("Ben", "so how was everybody's weekend?")
        .await
        .bot_stays_silent()
        .await;
    matrix
        .says("Ben", "need: a ladder")
        .await
        .bot_replies("break")
        .await;
    chat.hours_pass(30).await;
    whatsapp.bot_says_nothing_more().await;
    chat.dm("Olga")
        .says("resume")
        .await
        .bot_replies("back")
        .await;
    whatsapp.bot_says("Open right now").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn erasing_everything_takes_two() {
    let chat = Flow::with(TWO).await;
    chat.room("whatsapp")
        .says("Ana", "need: a cot")
        .await
        .bot_replies("#1")
        .await;
    let (olga, other) = (chat.dm("Olga"), chat.dm("Organizer"));
    olga.says("burn").await.bot_replies("takes two").await;
    other.bot_says(["Olga", "erase everything"]).await;
    olga.says("burn").await.bot_replies("takes two").await;
    other
        .says("undo")
        .await
        .bot_replies("nothing will be erased")
        .await;
    olga.says("export").await.bot_replies("takes two").await;
    let refused = export(&chat, "early");
    assert!(refused.contains("have not agreed"), "{refused}");
    other
        .says("export")
        .await
        .bot_replies("wegotus export")
        .await;
    let told = export(&chat, "copies");
    assert!(told.contains("not encrypted"), "{told}");
    let copy = |name: &str| std::fs::read_to_string(chat.folder().join("copies").join(name));
    let posts = copy("default-posts.csv").unwrap();
    let lines: Vec<&str> = posts.lines().collect();
    assert!(lines[0].starts_with("number,kind,status,category,made,when,repeats,where,text"));
    assert!(
        lines[1].starts_with("1,need,open,baby,2031-03-03T09:0"),
        "{}",
        lines[1]
    );
    assert!(
        lines[1].ends_with(",a cot,1,0,Ana,,WhatsApp · Elm Street"),
        "{}",
        lines[1]
    );
    let activity = copy("default-activity.csv").unwrap();
    assert!(activity.contains(",Olga,burn,,,"), "{activity}");

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_two_organizers_erase_is_gone_and_its_key_first() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, signal) = (chat.room("whatsapp"), chat.room("signal"));
    let need = whatsapp.says("Ana", "need: a cot").await;
    need.bot_replies("#1").await;
    let key = chat.folder().join("data.keys/default.key");
    let before = std::fs::read_to_string(&key).unwrap();
    let (olga, other) = (chat.dm("Olga"), chat.dm("Organizer"));
    olga.says("burn").await.bot_replies("takes two").await;
    // The page is there throughout.
    let neighbours = chat.is_watched();
    other.says("burn").await.bot_replies("It is decided").await;
    olga.bot_says("It is decided").await;

    chat.is_empty().await;
    neighbours.were_always_answered().await;
    let after = std::fs::read_to_string(&key).unwrap();
    assert_ne!(before, after, "the key is another one");
    // It comes back to nothing, and says nothing by itself.
    let new = whatsapp.says("Ana", "need: a cot").await;
    new.bot_replies("break").await;
    chat.restart().await;
    whatsapp.says("Ana", "so quiet here").await;
    chat.hours_pass(30).await;
    whatsapp.bot_says_nothing_more().await;
    signal
        .says("Olga", "resume")
        .await
        .bot_replies("back")
        .await;
    let again = whatsapp.says("Ana", "need: a cot").await;
    again.bot_replies("#1").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn whoever_administers_a_room_organizes_where_config_says_so() {
    let chat = Flow::with("[networks.default]\norganizers_from = \"room-admins\"\n").await;
    let signal = chat.room("signal");
    signal
        .says("Ana", "need: a stroller")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ana")
        .says("hide 1")
        .await
        .bot_replies("for the organizers")
        .await;
    chat.dm("Organizer")
        .says("hide 1")
        .await
        .bot_replies("kept")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_is_asked_to_take_a_post_and_two_posts_become_one() {
    let chat = Flow::start().await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    let organizer = chat.dm("Organizer");
    matrix
        .says("Ben", "good morning, what a lovely day")
        .await
        .bot_stays_silent()
        .await;
    for (who, what, number) in [
        ("Ana", "need: a ladder for my roof", "#1"),
        ("Dov", "need: wood for the stove", "#2"),
        ("Cleo", "need: somebody has to look after the hens", "#3"),
    ] {
        whatsapp.says(who, what).await.bot_replies(number).await;
    }
    chat.dm("Ben").says("mine").await;
    organizer
        .says("assign 1 to Ben")
        .await
        .bot_replies(["Ben", "#1"])
        .await;
    let asked = chat.dm("Ben").bot_says(["ladder", "both are fine"]).await;
    organizer
        .says("assign 1 to Ana")
        .await
        .bot_replies("cannot ask")
        .await;
    chat.dm("Ben")
        .replies(&asked, "yes")
        .await
        .bot_replies("#1")
        .await;
    organizer.bot_says(["Ben", "takes on #1"]).await;
    organizer
        .says("assign 1 to Cleo")
        .await
        .bot_replies("taken already")
        .await;
    organizer
        .says("assign 2 @Ben")
        .await
        .bot_replies(["Ben", "#2"])
        .await;
    let asked = chat.dm("Ben").bot_says("stove").await;
    chat.dm("Ben")
        .replies(&asked, "no")
        .await
        .bot_replies("fine")
        .await;
    organizer.bot_says(["Ben", "cannot take on #2"]).await;

    organizer
        .says("merge 2 3")
        .await
        .bot_replies("#3 is part of #2")
        .await;
    organizer.says("merge 2 14").await.bot_replies("#14").await;
    organizer
        .says("log")
        .await
        .bot_replies(["made #3 part of #2", "asked Ben about #1"])
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_setting_and_a_merge_are_taken_back() {
    let chat = Flow::start().await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    let organizer = chat.dm("Organizer");
    let cot = whatsapp.says("Ana", "need: a cot for the baby").await;
    cot.bot_replies("#1").await;
    let bed = matrix.says("Eva", "need: a small bed").await;
    bed.bot_replies("#2").await;
    matrix
        .replies("Ben", &bed, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Eva").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#2").await;

    organizer
        .says("merge 1 2")
        .await
        .bot_replies("part of")
        .await;
    chat.dm("Ana").bot_says("one post").await;
    organizer.says("undo").await.bot_replies("two again").await;
    chat.dm("Ana").bot_says("two posts again").await;
    chat.dm("Eva").bot_says("two posts again").await;
    let posts = chat.posts().await;
    let status = |at: usize| posts["posts"][at]["status"].clone();
    assert_eq!(
        (status(0), status(1)),
        ("open".into(), "claimed".into()),
        "{posts}"
    );
    chat.dm("Ben").says("I come at five").await;
    chat.dm("Eva").bot_says("I come at five").await;
    whatsapp
        .replies("Dora", &cot, "claim")
        .await
        .bot_replies("Dora")
        .await;

    organizer
        .says("quiet 20-9")
        .await
        .bot_replies("quiet 20-9")
        .await;
    organizer
        .says("quiet 12-20")
        .await
        .bot_replies("quiet 12-20")
        .await;
    organizer.says("undo").await.bot_replies("quiet 20-9").await;
    organizer.says("undo").await.bot_replies("quiet 22-8").await;
    let settings = organizer.says("settings").await;
    settings.bot_replies("quiet 22-8").await;
    let log = organizer.says("log").await;
    log.bot_replies(["taken back", "changed a setting"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}
