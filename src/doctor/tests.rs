//! What a person reads after `wegotus doctor`.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use wegotus_chat::Platform;

use super::*;
use crate::config::{ConfigFile, Sources, load};
use crate::control::{ControlHandler, Response, Server};
use crate::parser::Language;

/// A folder, and a config whose data and keys are in it.
struct House {
    folder: tempfile::TempDir,
    sources: Sources,
}

impl House {
    fn with(file: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| Some(folder.path().join(name).to_str().unwrap().to_owned());
        let sources = Sources {
            file: Some(ConfigFile {
                path: "wegotus.toml".into(),
                text: file.to_owned(),
            }),
            env: vec![
                ("WEGOTUS__DATA".to_owned(), at("data")),
                ("WEGOTUS__KEYS".to_owned(), at("keys")),
            ],
            options: Vec::new(),
            languages: vec![Language::English],
            bridges: vec![Platform::Sandbox, Platform::Matrix],
            whatsapp_cloud: false,
            whatsapp: false,
        };
        Self { folder, sources }
    }

    fn config(&self) -> Config {
        load(&self.sources).unwrap()
    }

    /// The report, with the folder's name and the free space, which differ each time, made plain.
    async fn report(&self, parts: &[Box<dyn Check>]) -> Report {
        let mut report = examine(&self.config(), parts).await;
        let folder = self.folder.path().to_str().unwrap();
        for finding in &mut report.findings {
            finding.what = finding.what.replace(folder, "/srv");
            finding.remedy = finding
                .remedy
                .as_ref()
                .map(|remedy| remedy.replace(folder, "/srv"));
        }
        assert!(report.findings.iter().any(|finding| finding.part == "disk"));
        report.findings.retain(|finding| finding.part != "disk");
        report
    }

    fn write(&self, path: &str, mode: u32) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "x").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// A group that is set up well.
const GROUP: &str = r#"
[matrix]
homeserver = "https://matrix.example.org"
user = "wegotus"
password = "sesame"
[networks.elm]
rooms = ["matrix:!a:example.org"]
organizers = ["matrix:@ana:example.org", "matrix:@ben:example.org"]
contacts = ["Crisis line 555-0199, day and night"]
"#;

struct Says(Vec<Finding>);

#[async_trait]
impl Check for Says {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        Ok(self.0.clone())
    }
}

#[async_trait]
impl ControlHandler for Says {
    async fn handle(&self, _: Request) -> Response {
        Response::ok(&self.0)
    }
}

#[tokio::test]
async fn a_group_before_its_first_start() {
    let report = House::with(GROUP).report(&[]).await;
    assert!(report.is_healthy());
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    ok    keys          /srv/keys holds no key yet; one is made at the first start
    ok    store         /srv/data is made at the first start
    ok    bot           it is not running
    All is well.
    ");
}

#[tokio::test]
async fn a_group_that_is_well() {
    let house = House::with(GROUP);
    house.write("data/db", 0o600);
    house.write("keys/elm.key", 0o600);
    let part: Box<dyn Check> =
        Box::new(Says(vec![Finding::ok("matrix", "the homeserver answers")]));
    insta::assert_snapshot!(house.report(&[part]).await, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    ok    keys          /srv/keys holds 1 key, for its owner alone; keep a copy elsewhere
    ok    store         /srv/data can be written to
    ok    bot           it is not running
    ok    matrix        the homeserver answers
    All is well.
    ");
}

#[tokio::test]
async fn keys_that_others_can_read_are_bad() {
    let house = House::with(GROUP);
    house.write("keys/elm.key", 0o644);
    house.write("keys/oak.key", 0o600);
    let report = house.report(&[]).await;
    assert!(!report.is_healthy());
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    BAD   keys          /srv/keys/elm.key can be read by other users (mode 644)
                        → chmod 600 /srv/keys/elm.key
    ok    store         /srv/data is made at the first start
    ok    bot           it is not running
    To put right: 1.
    ");
}

#[tokio::test]
async fn data_without_its_keys_is_bad() {
    let house = House::with(GROUP);
    house.write("data/db", 0o600);
    let report = house.report(&[]).await;
    assert!(!report.is_healthy());
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    BAD   keys          /srv/keys holds no key, but /srv/data holds data that needs one
                        → Put the keys back from your backup, or set keys to where they are; without them the data cannot be read
    ok    store         /srv/data can be written to
    ok    bot           it is not running
    To put right: 1.
    ");
}

#[tokio::test]
async fn a_file_where_the_data_should_be_is_bad() {
    let house = House::with(GROUP);
    house.write("data", 0o600);
    let report = house.report(&[]).await;
    assert!(!report.is_healthy());
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    ok    keys          /srv/keys holds no key yet; one is made at the first start
    BAD   store         /srv/data cannot be a folder: /srv/data is none
                        → Set data to another folder
    ok    bot           it is not running
    To put right: 1.
    ");
}

#[tokio::test]
async fn what_a_group_still_lacks_is_told() {
    let lacking = "[networks.elm]\norganizers = [\"matrix:@ana:example.org\"]\n[networks.oak]\njoin_code = \"open-the-door\"\n";
    let report = House::with(lacking).report(&[]).await;
    assert!(report.is_healthy());
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    warn  config        no chat account is set up
                        → Fill in [matrix], [signal], [whatsapp] or [whatsapp_cloud]; to try wegotus out without one, start `wegotus --sandbox`
    warn  networks.elm  no room can belong to it
                        → Set networks.elm.join_code and write `wegotus join <code>` in a room, or list rooms in networks.elm.rooms
    warn  networks.elm  one person alone organizes it
                        → Name at least two in networks.elm.organizers: what concerns everyone takes two of them
    warn  networks.elm  whoever is in danger is told of no help
                        → Write in networks.elm.contacts where there is help near you, as you would tell a neighbour
    warn  networks.oak  nobody organizes it
                        → Name at least two in networks.oak.organizers: what concerns everyone takes two of them
    warn  networks.oak  whoever is in danger is told of no help
                        → Write in networks.oak.contacts where there is help near you, as you would tell a neighbour
    ok    keys          /srv/keys holds no key yet; one is made at the first start
    ok    store         /srv/data is made at the first start
    ok    bot           it is not running
    It works. To look at: 6.
    ");
    let clear = GROUP.replace("https://matrix", "http://matrix");
    assert!(
        House::with(&clear)
            .report(&[])
            .await
            .to_string()
            .contains("without encryption")
    );
    let own = GROUP.replace("https://matrix.example.org", "http://127.0.0.1:8008");
    assert!(
        !House::with(&own)
            .report(&[])
            .await
            .to_string()
            .contains("without encryption")
    );
}

#[tokio::test]
async fn a_config_file_with_a_password_that_others_can_read_is_told() {
    let mut house = House::with(GROUP);
    let told = async |house: &House| {
        house
            .report(&[])
            .await
            .to_string()
            .contains("holds a secret")
    };
    house.sources.file.as_mut().unwrap().path = house.folder.path().join("wegotus.toml");
    house.write("wegotus.toml", 0o600);
    assert!(!told(&house).await);
    house.write("wegotus.toml", 0o644);
    assert!(told(&house).await);
    let elsewhere = GROUP.replace("password = \"sesame\"", "");
    house.sources.file.as_mut().unwrap().text = elsewhere;
    house.sources.env.push((
        "WEGOTUS__MATRIX__PASSWORD".to_owned(),
        Some("sesame".to_owned()),
    ));
    assert!(!told(&house).await);
}

#[tokio::test]
async fn an_account_that_nobody_may_invite_is_told() {
    let alone = GROUP.split("[networks").next().unwrap();
    let told = async |file: &str| {
        House::with(file)
            .report(&[])
            .await
            .to_string()
            .contains("nobody may invite")
    };
    assert!(told(alone).await);
    assert!(!told(&format!("{alone}inviters = [\"*\"]")).await);
    assert!(!told(GROUP).await);
}

#[tokio::test]
async fn a_running_bot_is_asked_instead_of_its_parts() {
    let house = House::with(GROUP);
    house.write("keys/elm.key", 0o600);
    std::fs::create_dir(house.folder.path().join("data")).unwrap();
    let server = Server::bind(&house.config().data)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    let stop = CancellationToken::new();
    let told = vec![Finding::bad("matrix", "logged out", "Set a new password")];
    let bot = tokio::spawn(server.serve(Arc::new(Says(told)), stop.clone()));
    let part: Box<dyn Check> = Box::new(Says(vec![Finding::ok(
        "store",
        "would take the running bot's lock",
    )]));
    let report = house.report(&[part]).await;
    insta::assert_snapshot!(report, @"
    ok    config        wegotus.toml is read
    ok    networks.elm  2 organizers, 1 room listed
    ok    keys          /srv/keys holds 1 key, for its owner alone; keep a copy elsewhere
    ok    store         /srv/data can be written to
    ok    bot           it is running, and answers
    BAD   matrix        logged out
                        → Set a new password
    To put right: 1.
    ");
    insta::assert_snapshot!(serde_json::to_string_pretty(&report.to_json()).unwrap(), @r#"
    {
      "findings": [
        {
          "part": "config",
          "remedy": null,
          "status": "ok",
          "what": "wegotus.toml is read"
        },
        {
          "part": "networks.elm",
          "remedy": null,
          "status": "ok",
          "what": "2 organizers, 1 room listed"
        },
        {
          "part": "keys",
          "remedy": null,
          "status": "ok",
          "what": "/srv/keys holds 1 key, for its owner alone; keep a copy elsewhere"
        },
        {
          "part": "store",
          "remedy": null,
          "status": "ok",
          "what": "/srv/data can be written to"
        },
        {
          "part": "bot",
          "remedy": null,
          "status": "ok",
          "what": "it is running, and answers"
        },
        {
          "part": "matrix",
          "remedy": "Set a new password",
          "status": "bad",
          "what": "logged out"
        }
      ],
      "healthy": false
    }
    "#);
    stop.cancel();
    bot.await.unwrap().unwrap();
}

#[test]
fn a_config_with_errors_is_told_as_findings() {
    let mut sources = House::with("dta = 1\n[matrix]\nuser = 3\n").sources;
    sources.env.clear();
    let report = unreadable(&load(&sources).unwrap_err());
    assert!(!report.is_healthy());
    insta::assert_snapshot!(report, @r#"
    BAD   config  wegotus.toml:1: dta: no such key
                  → Did you mean data?
    BAD   config  wegotus.toml:3: matrix.user: takes text in quotes, and this is a number
                  → Write user = "…"
    To put right: 2.
    "#);
}

#[test]
fn a_disk_that_fills_up_is_told() {
    const MB: u64 = 1024 * 1024;
    let told = |free| {
        let finding = super::files::space(free);
        (finding.status, finding.what)
    };
    assert_eq!(told(5 * MB), (Status::Bad, "only 5 MB are free".to_owned()));
    assert_eq!(told(500 * MB), (Status::Warn, "500 MB are free".to_owned()));
    assert_eq!(told(5632 * MB), (Status::Ok, "5.5 GB are free".to_owned()));
    assert_eq!(told(u64::MAX).0, Status::Ok);
}
