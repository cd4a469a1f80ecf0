//! Each way to lose the account: what `wegotus doctor` says of it and what to do, and that nothing is lost by it.

use std::sync::Arc;

use wegotus_real_whatsapp::{Blow, Street};
use wegotus_script::{Chat, Stage as _};

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_knows_each_way_to_lose_the_account() {
    let street = Arc::new(Street::unlinked().await.unwrap());
    // Nothing runs, and the account was never linked.
    street
        .doctor_says(&["not linked yet", "Run `wegotus link whatsapp`"])
        .await
        .unwrap();
    street.restart().await.unwrap();
    street
        .doctor_says(&["it is running", "not linked yet", "wegotus link whatsapp"])
        .await
        .unwrap();
    street.link_again().await.unwrap();
    let chat = Chat::on(street.clone());
    let room = chat.room("signal");
    let need = room.says("Ana", "need: a cot").await;
    need.bot_replies(["#1", "cot"]).await;
    street.doctor_says(&["connected"]).await.unwrap();

    let each: [(Blow, &[&str]); 4] = [
        (
            Blow::Ban { seconds: 3600 },
            &[
                "shut out by the network until",
                "It connects again by itself",
            ],
        ),
        (
            Blow::Lock,
            &["locked the bot's account", "ask for a review"],
        ),
        (
            Blow::Replaced,
            &["took over this WhatsApp session", "Stop the other wegotus"],
        ),
        (
            Blow::Outdated,
            &["no longer takes this version", "Update wegotus"],
        ),
    ];
    for (blow, says) in each {
        street.suffers(blow).await;
        street.doctor_says(says).await.unwrap();
        street.restart().await.unwrap();
        street.settle().await.unwrap();
    }

    street.suffers(Blow::LoggedOut).await;
    let link = [
        "logged out",
        "wegotus link whatsapp",
        "posts and groups stay",
    ];
    street.doctor_says(&link).await.unwrap();
    // Nor is it taken for one that was never linked by a bot that begins anew, or when none runs.
    street.restart().await.unwrap();
    street.doctor_says(&link).await.unwrap();
    street.link_again().await.unwrap();
    street.doctor_says(&["connected"]).await.unwrap();
    // All that there was is there.
    room.replies("Ben", &need, "claim")
        .await
        .bot_replies(["Ben", "#1"])
        .await;
}
