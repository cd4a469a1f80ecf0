//! Several networks in one bot: a code finds the one that gave it.

use super::bench::{Bench, Setting};

/// Elm Street has the Signal room, Riverside the Matrix room, and both know Ana.
async fn known_to_both() -> Bench {
    let bench = Bench::with(Setting {
        networks: &[
            ("elm", "Elm Street", &["signal"]),
            ("riverside", "Riverside", &["matrix"]),
        ],
        ..Setting::default()
    })
    .await;
    bench.says("signal", "Ana", "need: a cot").await;
    bench.hears("matrix", "Ana", "need: a drill").await;
    bench
}

async fn told(bench: &Bench, person: &str) -> String {
    let mut texts = bench.texts_in(&format!("dm:{person}")).await;
    texts.pop().unwrap_or_default()
}

/// The code that Ana is given, by the network she says she means.
async fn code(bench: &Bench, network: &str) -> String {
    bench.hears("dm:Ana", "Ana", "link me").await;
    assert!(told(bench, "Ana").await.contains("Which group"));
    bench.hears("dm:Ana", "Ana", network).await;
    let texts = bench.texts_in("dm:Ana").await;
    let offers = |text: &&String| text.contains("\"link ");
    let offered = texts.iter().rfind(offers).unwrap();
    let (_, code) = offered.split_once("\"link ").unwrap();
    code.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_code_is_known_from_an_account_that_nobody_knows() {
    for network in ["1", "2"] {
        let bench = known_to_both().await;
        let code = code(&bench, network).await;
        bench
            .hears("dm:ana.p", "ana.p", &format!("link {code}"))
            .await;
        let linked = told(&bench, "ana.p").await;
        assert!(linked.contains("one person"), "{linked}");
        // What is hers is hers in both networks.
        for (choice, thing) in [("1", "cot"), ("2", "drill")] {
            // A choice holds for an hour.
            bench.pass(std::time::Duration::from_secs(2 * 3600)).await;
            bench.hears("dm:ana.p", "ana.p", "mine").await;
            let asked = told(&bench, "ana.p").await;
            assert!(asked.contains("Which group"), "{asked}");
            bench.hears("dm:ana.p", "ana.p", choice).await;
            let texts = bench.texts_in("dm:ana.p").await;
            let mine = texts.iter().any(|it| it.contains(thing));
            assert!(mine, "{choice}: {texts:?}");
        }
    }
}

#[tokio::test]
async fn whom_both_networks_know_need_not_say_which_one_the_code_is_of() {
    let bench = known_to_both().await;
    bench.says("signal", "ana.p", "offer: soup").await;
    bench.hears("matrix", "ana.p", "offer: bread").await;
    let code = code(&bench, "2").await;
    bench
        .hears("dm:ana.p", "ana.p", &format!("link {code}"))
        .await;
    let linked = told(&bench, "ana.p").await;
    assert!(linked.contains("one person"), "{linked}");
}

#[tokio::test]
async fn whoever_guesses_codes_is_not_listened_to_for_long() {
    let bench = known_to_both().await;
    let code = code(&bench, "1").await;
    for wrong in ["BCDFGH", "BCDFGJ", "BCDFGK", "BCDFGL", "BCDFGM"] {
        bench.says("dm:Zoe", "Zoe", &format!("link {wrong}")).await;
    }
    bench.hears("dm:Zoe", "Zoe", &format!("link {code}")).await;
    let texts = bench.texts_in("dm:Zoe").await;
    assert!(
        !texts.iter().any(|it| it.contains("one person")),
        "{texts:?}"
    );
}
