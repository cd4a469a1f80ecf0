//! The people of these tests, without the bot: whatever fails here is not the bot's fault.

#![expect(clippy::unwrap_used, reason = "it is a test, helpers included")]

use std::time::Duration;

use wegotus_script::Seen;
use wegotus_synapse::{Person, Phone, Synapse, until};

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn three_people_talk_in_a_plain_and_in_an_encrypted_room() {
    let synapse = Synapse::start().await.unwrap();
    let ana = synapse.phone("Ana").await.unwrap();
    let ben = synapse.phone("Ben").await.unwrap();
    let cleo = synapse.phone("Cleo").await.unwrap();
    let people = [&ana, &ben, &cleo];
    let plain = ana.account().create_room("plain").await.unwrap();
    let sealed = ana.account().create_encrypted_room("sealed").await.unwrap();
    for room in [&plain, &sealed] {
        ana.account()
            .invite(room, ben.account().user_id())
            .await
            .unwrap();
        ana.account()
            .invite(room, cleo.account().user_id())
            .await
            .unwrap();
        for (viewer, person) in people.iter().flat_map(|it| people.map(|other| (it, other))) {
            viewer.sees(room, person.account().user_id()).await.unwrap();
        }
        they_talk(room, people).await;
    }
}

/// Say, reply, react and take it back, edit, redact; everyone sees the same in the end.
async fn they_talk(room: &str, [ana, ben, cleo]: [&Phone; 3]) {
    let need = ana.say(room, "need a lader").await.unwrap();
    ana.edit(room, &need, "need a ladder").await.unwrap();
    let offer = ben.reply(room, &need, "I have one").await.unwrap();
    cleo.react(room, &offer, "👍").await.unwrap();
    let hasty = cleo.react(room, &need, "✋").await.unwrap();
    cleo.account().redact(room, &hasty).await.unwrap();
    let slip = cleo.say(room, "wrong room, sorry").await.unwrap();
    cleo.account().redact(room, &slip).await.unwrap();
    let last = ben.say(room, "see you at six").await.unwrap();

    for viewer in [ana, ben, cleo] {
        let who = viewer.account().user_id();
        let complete = |all: &[Seen]| {
            let find = |id: &String| all.iter().find(|seen| seen.id == *id);
            let offered = find(&offer)?;
            let as_it_should = all.len() == 4
                && find(&need).is_some_and(|it| it.text == "need a ladder" && it.edited)
                && find(&need)?.reactions.is_empty()
                && offered.reply_to.as_ref() == Some(&need)
                && offered.reactions.iter().any(|it| it.emoji == "👍")
                && find(&slip)?.deleted
                && find(&last)?.text == "see you at six";
            as_it_should.then_some(())
        };
        let mut latest = Vec::new();
        let seen = until(&format!("{who} sees it all"), PATIENCE, async || {
            latest = viewer.messages(room).await?;
            Ok(complete(&latest))
        })
        .await;
        assert!(seen.is_ok(), "{who} sees only {latest:#?}");
    }
}

#[tokio::test]
async fn bare_requests_see_the_same() {
    let synapse = Synapse::start().await.unwrap();
    let (ana, ben) = (
        synapse.wire("Ana").await.unwrap(),
        synapse.wire("Ben").await.unwrap(),
    );
    let room = ana.account().create_room("plain").await.unwrap();
    ana.account()
        .invite(&room, ben.account().user_id())
        .await
        .unwrap();
    ben.account().join(&room).await.unwrap();
    let need = ana.say(&room, "need: soup").await.unwrap();
    ben.reply(&room, &need, "claim").await.unwrap();
    ben.react(&room, &need, "✋").await.unwrap();
    ana.edit(&room, &need, "need: more soup").await.unwrap();
    let all = ana.messages(&room).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(
        (all[0].text.as_str(), all[0].edited),
        ("need: more soup", true)
    );
    assert_eq!(all[0].reactions[0].person, ben.account().user_id());
    assert_eq!(all[1].reply_to.as_ref(), Some(&need));
    ana.account().redact(&room, &need).await.unwrap();
    assert!(ben.messages(&room).await.unwrap()[0].deleted);
}
