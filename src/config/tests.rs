//! The whole configuration, from the outside: what a person writes, and what they get or are told.

use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;
use secrecy::ExposeSecret;
use wegotus_chat::{Platform, RoomRef};

use super::schema::{Kind, all_keys};
use super::*;

/// A file and variables, in a build that has every network, and speaks English and Spanish.
fn sources(file: &str, env: &[(&str, &str)]) -> Sources {
    Sources {
        file: (!file.is_empty()).then(|| ConfigFile {
            path: PathBuf::from("wegotus.toml"),
            text: file.to_owned(),
        }),
        env: env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned())))
            .collect(),
        options: Vec::new(),
        languages: vec![Language::English, Language::Spanish],
        bridges: vec![
            Platform::Sandbox,
            Platform::Matrix,
            Platform::Signal,
            Platform::WhatsApp,
        ],
        whatsapp_cloud: true,
        whatsapp: true,
    }
}

#[track_caller]
fn loaded(file: &str, env: &[(&str, &str)]) -> Config {
    load(&sources(file, env)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// What a person is told about a file and variables.
#[track_caller]
fn told(file: &str, env: &[(&str, &str)]) -> String {
    load(&sources(file, env))
        .err()
        .map(|errors| errors.to_string())
        .unwrap_or_default()
}

/// Enough for a Matrix account.
const ACCOUNT: &str = r#"
[matrix]
homeserver = "https://matrix.example.org"
user = "@wegotus:example.org"
password = "sesame"
"#;

/// The sample with its example network taken in.
fn sample_with_network() -> String {
    let (keys, network) = DEFAULTS.split_once("# [networks").unwrap();
    let network = network
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|line| line.contains(" = ") || line.starts_with('['))
                .unwrap_or("")
        })
        .collect::<Vec<_>>()
        .join("\n");
    format!("{keys}[networks.elm-street]\n{network}")
}

#[test]
fn the_defaults_are_as_promised() {
    let config = loaded("", &[]);
    assert_eq!(config.data, PathBuf::from("./wegotus-data"));
    assert_eq!(config.keys, PathBuf::from("./wegotus-data.keys"));
    assert_eq!(config.sandbox.port, 8080);
    assert!(config.matrix.is_none() && config.file.is_none() && config.config_dir.is_none());
    assert_eq!(config.safety.posts_per_hour.map(NonZeroU32::get), Some(20));
    assert_eq!(
        config.detector,
        Detector {
            certain: 0.9,
            unsure: 0.6
        }
    );
    assert_eq!(config.outbox.pace, Duration::ZERO);
    let hours = |hours: &[u64]| {
        hours
            .iter()
            .map(|hours| Duration::from_secs(hours * 3600))
            .collect::<Vec<_>>()
    };
    let reminders = Reminders {
        nudge_urgent: hours(&[1, 4, 12]),
        nudge_soon: hours(&[3, 12]),
        nudge_later: hours(&[24, 72]),
        quiet: Some(QuietHours { from: 22, to: 8 }),
        urgent_in_quiet_hours: false,
        room_messages_per_day: 4,
        person_messages_per_day: 2,
        digest: vec![jiff::civil::Time::constant(18, 0, 0, 0)],
        check_in_before: hours(&[24, 3]),
        check_in_after: Duration::from_secs(86_400),
        check_in_again: Duration::from_secs(4 * 3600),
        check_in_times: 3,
        drop_out_window: Duration::from_secs(12 * 3600),
        expiry_asked_before: Duration::from_secs(86_400),
        need_expires: Duration::from_secs(7 * 86_400),
        offer_expires: Duration::from_secs(14 * 86_400),
        claim_quiet_after: Duration::from_secs(48 * 3600),
        claim_quiet_near: Duration::from_secs(12 * 3600),
        claim_answer_within: Duration::from_secs(12 * 3600),
        claim_answer_within_urgent: Duration::from_secs(3 * 3600),
        ask_forgotten_after: Duration::from_secs(86_400),
    };
    assert_eq!(config.reminders, reminders);
    let [network] = config.networks.as_slice() else {
        panic!("one network")
    };
    assert_eq!(network.id.as_str(), STANDARD_NETWORK);
    assert_eq!(network.name.as_str(), "default");
    assert_eq!(network.reminders, reminders);
}

#[test]
fn the_sample_is_the_defaults() {
    let mut sample = loaded(DEFAULTS, &[]);
    sample.file = None;
    assert_eq!(format!("{sample:?}"), format!("{:?}", loaded("", &[])));
}

#[test]
fn the_sample_has_every_key_once_with_a_comment_above() {
    let sample = sample_with_network();
    let lines: Vec<&str> = sample.lines().collect();
    let (mut section, mut there) = (String::new(), Vec::new());
    for (above, line) in std::iter::once(&"").chain(&lines).zip(&lines) {
        if let Some(name) = line.strip_prefix('[') {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            there.push(format!("{section}{key}"));
            assert!(
                section.starts_with("networks") || above.starts_with("# "),
                "{key} has no comment"
            );
        }
    }
    let keys: Vec<String> = all_keys("elm-street")
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with("networks.elm-street.reminders.") || key.ends_with(".quiet"))
        .collect();
    assert_eq!(there, keys);
    let config = loaded(&sample, &[]);
    assert_eq!(config.networks.len(), 1);
    assert_eq!(config.networks[0].name.as_str(), "Elm Street neighbours");
}

#[test]
fn every_key_can_be_set_by_a_variable() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&secret, "from a file\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (key, kind) in all_keys("elm") {
        let name = variable(&key);
        let value = match key.rsplit('.').next().unwrap() {
            "log" => "trace",
            "config_dir" => folder.path().to_str().unwrap(),
            "listen" => "127.0.0.1:9",
            "homeserver" => "https://b.example",
            "password_file" | "access_token_file" | "recovery_key_file" | "app_secret_file"
            | "verify_token_file" => secret.path().to_str().unwrap(),
            "quiet" => "1-2",
            "need_expires"
            | "check_in_after"
            | "check_in_again"
            | "drop_out_window"
            | "expiry_asked_before"
            | "offer_expires"
            | "claim_quiet_after"
            | "claim_quiet_near"
            | "claim_answer_within"
            | "claim_answer_within_urgent"
            | "ask_forgotten_after"
            | "organizer_silence"
            | "keep_closed"
            | "pace"
            | "money_held" => "5h",
            "url" => "http://127.0.0.1:9",
            "phone_number_id" => "106540352242922",
            "graph" => "https://graph.example/v26.0",
            "template_language" => "pt_BR",
            "account" => "+12025550134",
            "inviters" if key.starts_with("signal.") => "*",
            "server" => "ws://127.0.0.1:9",
            "inviters" | "bridges" => "@a:b,@c:d",
            "rooms" => "sandbox:signal, matrix:!a:b",
            "organizers" => "matrix:@a:b",
            "organizers_from" => "room-admins",
            "organizer_room" => "matrix:!a:b",
            "two_organizers" => "false",
            "language" => "es",
            "timezone" => "Asia/Kolkata",
            "digest" => "9:00, 18:00",
            "certain" => "0.95",
            "unsure" => "0.5",
            _ => match kind {
                Kind::Text => "something",
                Kind::Number => "7",
                Kind::Fraction => "0.7",
                Kind::Flag => "true",
                Kind::List => "2h, 5h",
            },
        };
        // What else there must be for the key to count.
        let mut rest = vec![
            ("WEGOTUS__MATRIX__HOMESERVER", "https://a.example"),
            ("WEGOTUS__MATRIX__USER", "bot"),
            ("WEGOTUS__NETWORKS__ELM__NAME", "before"),
        ];
        rest.push(match key.as_str() {
            "matrix.password" | "matrix.password_file" => ("", ""),
            "matrix.access_token" | "matrix.access_token_file" => {
                ("WEGOTUS__MATRIX__DEVICE_ID", "D")
            }
            _ => ("WEGOTUS__MATRIX__PASSWORD", "p"),
        });
        if key.starts_with("signal.") {
            rest.push(("WEGOTUS__SIGNAL__COMMAND", "signal-cli"));
            if key != "signal.dedicated" {
                rest.push(("WEGOTUS__SIGNAL__DEDICATED", "true"));
            }
            if key == "signal.url" {
                rest.retain(|(other, _)| *other != "WEGOTUS__SIGNAL__COMMAND");
            }
        }
        if key.starts_with("whatsapp_cloud.") {
            for (other, secret) in [
                ("WEGOTUS__WHATSAPP_CLOUD__PHONE_NUMBER_ID", "1"),
                ("WEGOTUS__WHATSAPP_CLOUD__ACCESS_TOKEN", "a"),
                ("WEGOTUS__WHATSAPP_CLOUD__APP_SECRET", "b"),
                ("WEGOTUS__WHATSAPP_CLOUD__VERIFY_TOKEN", "c"),
                ("WEGOTUS__WHATSAPP_CLOUD__TEMPLATE", "news"),
            ] {
                if format!("{other}_FILE") != name {
                    rest.push((other, secret));
                }
            }
        }
        if key.starts_with("whatsapp.") && key != "whatsapp.dedicated" {
            rest.push(("WEGOTUS__WHATSAPP__DEDICATED", "true"));
        }
        // Without it the account is not whole, or it is another.
        let before = load(&sources("", &rest)).map(|config| shown(&config)).ok();
        rest.retain(|(other, _)| *other != name);
        rest.push((&name, value));
        let after = shown(&loaded("", &rest));
        assert_ne!(before.as_ref(), Some(&after), "{name} changes nothing");
    }
}

/// A config with what `Debug` hides.
fn shown(config: &Config) -> String {
    let mut shown = format!("{config:?}");
    for network in &config.networks {
        shown += network.name.as_str();
        shown += network
            .join_code
            .as_ref()
            .map_or("", |code| code.expose_secret());
    }
    if let Some(matrix) = &config.matrix {
        shown += matrix.user.as_str();
        shown += matrix
            .recovery_key
            .as_ref()
            .map_or("", |key| key.expose_secret());
    }
    if let Some(cloud) = &config.whatsapp_cloud {
        shown += cloud.phone_number_id.as_str();
        for secret in [&cloud.access_token, &cloud.app_secret, &cloud.verify_token] {
            shown += secret.expose_secret();
        }
    }
    if let Some(signal) = &config.signal {
        shown += signal.account.as_ref().map_or("", |it| it.as_str());
    }
    shown
}

#[test]
fn the_environment_alone_starts_a_bot() {
    let config = loaded(
        "",
        &[
            ("WEGOTUS__DATA", "/tmp/w"),
            ("WEGOTUS__MATRIX__HOMESERVER", "http://127.0.0.1:8008"),
            ("WEGOTUS__MATRIX__USER", "bot"),
            ("WEGOTUS__MATRIX__PASSWORD", "sesame"),
            (
                "WEGOTUS__MATRIX__INVITERS",
                "@ana:example.org, @*:friends.example",
            ),
            ("WEGOTUS__MATRIX__ALL_ROOMS", "true"),
            ("WEGOTUS__SAFETY__POSTS_PER_HOUR", "0"),
            ("WEGOTUS__REMINDERS__DIGEST", "[]"),
            ("WEGOTUS__REMINDERS__NUDGE_LATER", ""),
            ("WEGOTUS__NETWORKS__DEFAULT__TIMEZONE", "Europe/Madrid"),
            ("WEGOTUS_CONFIG", "not ours to read"),
            ("PATH", "/bin"),
        ],
    );
    let matrix = config.matrix.unwrap();
    assert!(
        matches!(&matrix.login, Login::Password { password, device_id: None } if password.expose_secret() == "sesame")
    );
    assert!(matrix.all_rooms && matrix.inviters[1].matches("@eve:friends.example"));
    assert_eq!(config.safety.posts_per_hour, None);
    let reminders = &config.networks[0].reminders;
    assert!(reminders.digest.is_empty() && !reminders.nudge_later.is_empty());
    assert_eq!(config.keys, PathBuf::from("/tmp/w.keys"));
    assert_eq!(config.networks.len(), 1);
    assert_eq!(
        config.networks[0].timezone.iana_name(),
        Some("Europe/Madrid")
    );
}

#[test]
fn a_token_with_its_device_wins_over_a_password() {
    let account = [
        ("WEGOTUS__MATRIX__ACCESS_TOKEN", "syt_1"),
        ("WEGOTUS__MATRIX__DEVICE_ID", "DEVICE"),
    ];
    let config = loaded(ACCOUNT, &account);
    let login = config.matrix.unwrap().login;
    assert!(matches!(&login, Login::Token { access_token, device_id }
        if access_token.expose_secret() == "syt_1" && device_id == "DEVICE"));
}

#[test]
fn later_sources_win_key_by_key() {
    let file =
        "[safety]\nposts_per_hour = 5\n[detector]\ncertain = 1\n[reminders]\nquiet = \"off\"\n";
    let config = loaded(
        file,
        &[
            ("WEGOTUS__SAFETY__POSTS_PER_HOUR", "7"),
            ("WEGOTUS__DETECTOR__CERTAIN", ""),
        ],
    );
    assert_eq!(config.safety.posts_per_hour.map(NonZeroU32::get), Some(7));
    assert_eq!(
        config.detector,
        Detector {
            certain: 1.0,
            unsure: 0.6
        }
    );
    assert_eq!(config.reminders.quiet, None);
    let mut sources = sources("data = \"a\"\n", &[("WEGOTUS__DATA", "b")]);
    sources.options = vec![("--data", "data", "c".to_owned())];
    assert_eq!(load(&sources).unwrap().data, PathBuf::from("c"));
}

#[test]
fn a_stronger_secret_in_a_file_wins_over_a_weaker_one() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&secret, "  from a file\n").unwrap();
    let config = loaded(
        ACCOUNT,
        &[(
            "WEGOTUS__MATRIX__PASSWORD_FILE",
            secret.path().to_str().unwrap(),
        )],
    );
    assert!(
        matches!(config.matrix.unwrap().login, Login::Password { password, .. }
        if password.expose_secret() == "from a file")
    );
}

#[test]
fn a_network_has_its_own_reminders_and_the_rest_of_all() {
    let config = loaded(
        "[reminders]\nneed_expires = \"3d\"\n[networks.elm]\nlanguage = \"es\"\nrooms = [\"sandbox:signal\"]\n\
         organizers = [\"matrix:@ana:example.org\", \"matrix:@ana:example.org\"]\n\
         [networks.elm.reminders]\nquiet = \"23-7\"\nnudge_later = []\n[networks.oak]\n",
        &[],
    );
    let [elm, oak] = config.networks.as_slice() else {
        panic!("two networks")
    };
    assert_eq!(elm.language, Language::Spanish);
    assert_eq!(elm.rooms, [RoomRef::new(Platform::Sandbox, "signal")]);
    assert_eq!(elm.organizers.len(), 1);
    assert_eq!(elm.reminders.quiet, Some(QuietHours { from: 23, to: 7 }));
    assert!(elm.reminders.nudge_later.is_empty());
    assert_eq!(elm.reminders.need_expires, Duration::from_secs(3 * 86_400));
    assert_eq!(oak.reminders, config.reminders);
}

#[test]
fn inviters_and_organizers_may_invite() {
    let people = "inviters = [\"@*:friends.example\"]\n[networks.elm]\norganizers = [\"matrix:@ana:example.org\"]\n";
    let config = loaded(&format!("{ACCOUNT}{people}"), &[]);
    assert!(config.may_invite("@eve:friends.example") && config.may_invite("@ana:example.org"));
    assert!(!config.may_invite("@eve:example.org"));
    assert!(!loaded(ACCOUNT, &[]).may_invite("@ana:example.org"));
}

#[test]
fn nothing_private_is_in_debug() {
    let file = format!(
        "{ACCOUNT}recovery_key = \"EsTk\"\ninviters = [\"@ana:example.org\"]\n[networks.elm]\nname = \"Elm\"\n\
         join_code = \"open-elm-door\"\nrooms = [\"matrix:!abc:example.org\"]\norganizers = [\"matrix:@ben:example.org\"]\n"
    );
    let shown = format!("{:?}", loaded(&file, &[]));
    for hidden in [
        "sesame",
        "EsTk",
        "@ana",
        "@ben",
        "!abc",
        "open-elm-door",
        "Elm",
        "@wegotus",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

#[test]
fn errors_come_all_at_once_in_order() {
    let file = "dta = \"x\"\nlog = 3\n[matrx]\nuser = \"a\"\n[safety]\nposts_per_hour = -1\n";
    insta::assert_snapshot!(told(file, &[("WEGOTUS__SAFETY__POSTS", "3")]), @r#"
    wegotus.toml:1: dta: no such key. Did you mean data?
    wegotus.toml:2: log: takes text in quotes, and this is a number. Write log = "…"
    wegotus.toml:3: matrx: no such section. Did you mean matrix?
    wegotus.toml:6: safety.posts_per_hour: -1 is out of range. Use 0 or more
    environment variable WEGOTUS__SAFETY__POSTS: safety.posts: no such key. Did you mean WEGOTUS__SAFETY__POSTS_PER_HOUR?
    "#);
}

#[test]
fn unknown_keys_are_told_with_the_nearest() {
    insta::assert_snapshot!(told("[matrix]\npasword = \"x\"\n", &[]), @"wegotus.toml:2: matrix.pasword: no such key. Did you mean matrix.password?");
    insta::assert_snapshot!(told("[networks.elm]\nquiet = \"22-8\"\n", &[]), @"wegotus.toml:2: networks.elm.quiet: no such key. Did you mean networks.elm.reminders.quiet?");
    insta::assert_snapshot!(told("\n\nweather = true\n\"a.b\" = 1\n", &[]), @"
    wegotus.toml:3: weather: no such key. Take it out; config/wegotus.toml lists every key there is
    wegotus.toml:4: a.b: no such key. Take it out; config/wegotus.toml lists every key there is
    ");
    insta::assert_snapshot!(told("", &[("WEGOTUS__MATRIX__HOMESEVER", "x")]), @"environment variable WEGOTUS__MATRIX__HOMESEVER: matrix.homesever: no such key. Did you mean WEGOTUS__MATRIX__HOMESERVER?");
    insta::assert_snapshot!(told("", &[("WEGOTUS__", "x"), ("WEGOTUS__MATRIX", "x")]), @"
    environment variable WEGOTUS__: no such key. Take it out; config/wegotus.toml lists every key there is
    environment variable WEGOTUS__MATRIX: matrix: is a section, not a key. Name a key of it: WEGOTUS__MATRIX__KEY
    ");
}

#[test]
fn the_address_of_pages_to_come_is_known_already() {
    insta::assert_snapshot!(told("[web]\nlisten = \"8080\"\n", &[]), @r#"wegotus.toml:2: web.listen: "8080" is no address with a port. Write it like 127.0.0.1:8080"#);
    let config = loaded("", &[("WEGOTUS__WEB__LISTEN", "127.0.0.1:0")]);
    assert_eq!(config.web.listen.to_string(), "127.0.0.1:0");
}

#[test]
fn wrong_types_are_told() {
    let file = "data = 1\nsafety = 5\n[sandbox]\nport = \"x\"\n[detector]\ncertain = \"high\"\n[matrix]\nall_rooms = 1\n\
                inviters = \"@a:b\"\n[reminders]\nnudge_soon = [\n  \"1h\",\n  2,\n]\n[networks]\nelm = 4\n";
    insta::assert_snapshot!(told(file, &[]), @r#"
    wegotus.toml:1: data: takes text in quotes, and this is a number. Write data = "…"
    wegotus.toml:2: safety: is a section, not a key. Write [safety] on a line of its own, and its keys below
    wegotus.toml:4: sandbox.port: takes a whole number, and this is text. Write port = 4
    wegotus.toml:6: detector.certain: takes a number, and this is text. Write certain = 0.5
    wegotus.toml:8: matrix.all_rooms: takes true or false, and this is a number. Write all_rooms = true
    wegotus.toml:9: matrix.inviters: takes a list of texts in [ ], and this is text. Write inviters = ["…", "…"]
    wegotus.toml:13: reminders.nudge_soon: takes a list of texts in [ ], and this is a number. Write nudge_soon = ["…", "…"]
    wegotus.toml:16: networks.elm: is a section, not a key. Write [networks.elm] on a line of its own, and its keys below
    "#);
    let env = [
        ("WEGOTUS__SANDBOX__PORT", "x"),
        ("WEGOTUS__DETECTOR__UNSURE", "x"),
        ("WEGOTUS__MATRIX__ALL_ROOMS", "yes"),
    ];
    insta::assert_snapshot!(told("", &env), @"
    environment variable WEGOTUS__DETECTOR__UNSURE: detector.unsure: takes a number. Set WEGOTUS__DETECTOR__UNSURE=0.5
    environment variable WEGOTUS__MATRIX__ALL_ROOMS: matrix.all_rooms: takes true or false. Set WEGOTUS__MATRIX__ALL_ROOMS=true
    environment variable WEGOTUS__SANDBOX__PORT: sandbox.port: takes a whole number. Set WEGOTUS__SANDBOX__PORT=4
    ");
    let mut foreign = sources("", &[]);
    foreign.env = vec![("WEGOTUS__DATA".to_owned(), None)];
    insta::assert_snapshot!(load(&foreign).unwrap_err(), @"environment variable WEGOTUS__DATA: data: takes text. Set WEGOTUS__DATA=text in UTF-8");
}

#[test]
fn values_without_meaning_are_told() {
    let file = r#"
log = "loud"
config_dir = "no/such/folder"
[sandbox]
port = 65536
[detector]
certain = 1.5
unsure = nan
[reminders]
nudge_urgent = ["4h", "1h", "soon"]
quiet = "22:00-8:00"
need_expires = "0d"
ask_forgotten_after = "25h"
[outbox]
pace = "fast"
"#;
    insta::assert_snapshot!(told(file, &[]), @r#"
    wegotus.toml:2: log: "loud" is no log level. Use error, warn, info, debug or trace
    wegotus.toml:3: config_dir: "no/such/folder" is no folder. Make the folder, or leave the key out
    wegotus.toml:5: sandbox.port: 65536 is out of range. Use a port from 0 to 65535
    wegotus.toml:7: detector.certain: 1.5 is not between 0 and 1. Use a number like 0.9
    wegotus.toml:8: detector.unsure: NaN is not between 0 and 1. Use a number like 0.9
    wegotus.toml:10: reminders.nudge_urgent: "1h" is not after the one before it. Put them in order, each longer than the last
    wegotus.toml:10: reminders.nudge_urgent: "soon" is no length of time. Write a whole number with ms, s, m, h, d or w, like "90m" or "7d"
    wegotus.toml:11: reminders.quiet: "22:00-8:00" is no span of hours. Write two hours from 0 to 23, like "22-8", or "off"
    wegotus.toml:12: reminders.need_expires: "0d" is no length of time. Write a whole number with ms, s, m, h, d or w, like "90m" or "7d"
    wegotus.toml:13: reminders.ask_forgotten_after: is longer than 24 hours. Use "24h" or less: nobody's message is kept longer without their yes
    wegotus.toml:15: outbox.pace: "fast" is no length of time. Write a whole number with ms, s, m, h, d or w, like "90m" or "7d"
    "#);
    insta::assert_snapshot!(told("[detector]\ncertain = 0.5\n", &[]), @"wegotus.toml:2: detector.certain: 0.5 is less than detector.unsure, which is 0.6. Make certain at least as great as unsure");
}

#[test]
fn broken_toml_is_told_with_its_line() {
    insta::assert_snapshot!(told("[matrix]\nuser = wegotus\n", &[]), @r#"wegotus.toml:2: text without quotes. Put it in quotes: key = "text""#);
    insta::assert_snapshot!(told("[matrix]\nuser = \"wegotus\n", &[]), @"wegotus.toml:2: text in quotes that do not close. Close them on the same line");
    insta::assert_snapshot!(told("data = \"a\"\ndata = \"b\"\n", &[]), @"wegotus.toml:2: cannot be read as TOML: duplicate key: `data`. Give it once: take one of the two out");
    insta::assert_snapshot!(told("[matrix\n", &[]), @"wegotus.toml:1: cannot be read as TOML: expected a right bracket, found a newline. Write each line as: key = value");
    insta::assert_snapshot!(told("\n[[networks]]\n", &[]), @"wegotus.toml:2: networks: is a section, not a key. Write [networks] on a line of its own, and its keys below");
    insta::assert_snapshot!(told("data = 'a\\b'\ndata2 = \"\\q\"\n", &[]), @"wegotus.toml:2: cannot be read as TOML: invalid escape character in string: `q`. Put text with backslashes in single quotes: key = 'text'");
}

#[test]
fn a_matrix_account_must_be_whole() {
    insta::assert_snapshot!(told("[matrix]\nhomeserver = \"https://a.example\"\n", &[]), @"
    wegotus.toml:2: matrix.password: the password of the bot's account is missing. Set matrix.password, or the environment variable WEGOTUS__MATRIX__PASSWORD, or name a file that holds it in matrix.password_file
    wegotus.toml:2: matrix.user: the bot's account is not named. Set matrix.user, or the environment variable WEGOTUS__MATRIX__USER
    ");
    insta::assert_snapshot!(told("", &[("WEGOTUS__MATRIX__USER", "bot")]), @"environment variable WEGOTUS__MATRIX__USER: matrix.homeserver: there is a Matrix account but no homeserver. Set matrix.homeserver, or the environment variable WEGOTUS__MATRIX__HOMESERVER");
    let env = [
        ("WEGOTUS__MATRIX__HOMESERVER", "https://a.example"),
        ("WEGOTUS__MATRIX__USER", "bot"),
        ("WEGOTUS__MATRIX__ACCESS_TOKEN", "syt_1"),
    ];
    insta::assert_snapshot!(told("", &env), @"environment variable WEGOTUS__MATRIX__ACCESS_TOKEN: matrix.device_id: an access token needs the device it was made for. Set matrix.device_id, or the environment variable WEGOTUS__MATRIX__DEVICE_ID");
    let file = "[matrix]\nhomeserver = \"a.example\"\nuser = \"@bot\"\npassword = \"x\"\npassword_file = \"y\"\n\
                inviters = [\"@ana:example.org\", \"ana\"]\n";
    insta::assert_snapshot!(told(file, &[]), @r#"
    wegotus.toml:2: matrix.homeserver: this is no address of a homeserver. Write it like https://matrix.example.org, and account and password into keys of their own
    wegotus.toml:3: matrix.user: this is no Matrix account. Write the whole id like "@wegotus:example.org", or its first part like "wegotus"
    wegotus.toml:5: matrix.password_file: matrix.password is given as well. Take one of the two out
    wegotus.toml:6: matrix.inviters: an entry is no user id. Write ids like "@ana:example.org", "@*:example.org" for a whole server, or "*" for anyone
    "#);
}

#[test]
fn a_signal_account_must_be_the_bots_own_and_have_one_signal_cli() {
    let child = "[signal]\ncommand = [\"signal-cli\"]\n";
    insta::assert_snapshot!(told(child, &[]), @"wegotus.toml:2: signal.dedicated: the bot needs a Signal account of its own: with a person's it would read and answer that person's chats. Give the bot a number nobody writes with, and set signal.dedicated = true");
    let all_wrong = format!(
        "{child}url = \"https://a.example\"\ndedicated = true\naccount = \"0202 555\"\ninviters = [\"ana\"]\n\
         [networks.elm]\norganizers = [\"signal:+12025550134\"]\n"
    );
    insta::assert_snapshot!(told(&all_wrong, &[]), @r#"
    wegotus.toml:3: signal.url: "https://a.example" is no address of a signal-cli daemon. Write it like http://127.0.0.1:8080; it has no password, so keep it off the network
    wegotus.toml:5: signal.account: this is no number. Write it with its country and without spaces, like "+12025550134"; or leave it out
    wegotus.toml:6: signal.inviters: an entry is no account id. Write ids like "b973cfa5-efe4-4fe2-baaf-752cdcb1d404" (docs/signal.md says how to find one), or "*" for anyone
    wegotus.toml:8: networks.elm.organizers: an entry is no person's account. Write each as "matrix:@user:server", "signal:<account id>" or "whatsapp:12025550134"
    "#);
    let both = format!("{child}url = \"http://127.0.0.1:1\"\ndedicated = true\n");
    insta::assert_snapshot!(told(&both, &[]), @"wegotus.toml:2: signal.command: signal.url is given as well. Take one of the two out: the bot starts signal-cli itself, or finds it running");
    insta::assert_snapshot!(told("[signal]\naccount = \"+12025550134\"\n", &[]), @"wegotus.toml:2: signal.url: there is a Signal account but no signal-cli. Set signal.command, or signal.url where its daemon runs already");
    insta::assert_snapshot!(told("[networks.elm]\nrooms = [\"signal:x\"]\n", &[]), @"wegotus.toml:2: networks.elm.rooms: a room is on Signal, but Signal is not set up. Set signal.command or signal.url");
    assert_eq!(told(&format!("{child}dedicated = true\n"), &[]), "");
}

/// Enough for a number on the Cloud API.
const CLOUD: &str = r#"
[whatsapp_cloud]
phone_number_id = "106540352242922"
access_token = "sesame"
app_secret = "sesame"
verify_token = "sesame"
"#;

#[test]
fn a_number_on_the_cloud_api_needs_its_app() {
    let cloud = loaded(CLOUD, &[]).whatsapp_cloud.unwrap();
    assert_eq!(cloud.listen.to_string(), "127.0.0.1:8081");
    assert!(cloud.template.is_none());
    insta::assert_snapshot!(told("[whatsapp_cloud]\nphone_number_id = \"1\"\n", &[]), @"
    wegotus.toml:2: whatsapp_cloud.access_token: nothing can be sent without an access token. Set whatsapp_cloud.access_token, or the environment variable WEGOTUS__WHATSAPP_CLOUD__ACCESS_TOKEN, or name a file that holds it in whatsapp_cloud.access_token_file
    wegotus.toml:2: whatsapp_cloud.app_secret: without the app's secret nobody can tell what is Meta's. Set whatsapp_cloud.app_secret, or the environment variable WEGOTUS__WHATSAPP_CLOUD__APP_SECRET, or name a file that holds it in whatsapp_cloud.app_secret_file
    wegotus.toml:2: whatsapp_cloud.verify_token: Meta asks for a word that you make up when it is told the webhook's address. Set whatsapp_cloud.verify_token, or the environment variable WEGOTUS__WHATSAPP_CLOUD__VERIFY_TOKEN, or name a file that holds it in whatsapp_cloud.verify_token_file
    ");
    insta::assert_snapshot!(told("[whatsapp_cloud]\napp_secret = \"x\"\n", &[]), @"wegotus.toml:2: whatsapp_cloud.phone_number_id: there is an app of Meta's but no number. Set whatsapp_cloud.phone_number_id, or the environment variable WEGOTUS__WHATSAPP_CLOUD__PHONE_NUMBER_ID");
    let all_wrong = format!(
        "{CLOUD}listen = \"8081\"\ngraph = \"http://graph.facebook.com\"\ntemplate = \"My News\"\n\
         [networks.elm]\n[networks.oak]\n"
    );
    let all_wrong = all_wrong.replace("\"106540352242922\"", "\"+12025550134\"\nall_groups = true");
    insta::assert_snapshot!(told(&all_wrong, &[]), @r#"
    wegotus.toml:3: whatsapp_cloud.phone_number_id: this is no id of a number. Take "Phone number ID" from WhatsApp, API Setup, in the App Dashboard; it is not the number itself
    wegotus.toml:4: whatsapp_cloud.all_groups: there are 2 networks, so it is not clear which one every group belongs to. Keep one network, or list the rooms of each and set whatsapp_cloud.all_groups = false
    wegotus.toml:8: whatsapp_cloud.listen: "8081" is no address with a port. Write it like 127.0.0.1:8081, where a proxy that speaks TLS reaches it
    wegotus.toml:9: whatsapp_cloud.graph: "http://graph.facebook.com" is no address of the Graph API. Write it with its version, like https://graph.facebook.com/v25.0; or leave it out
    wegotus.toml:10: whatsapp_cloud.template: "My News" is no name of a template. Write it as in WhatsApp Manager: small letters, digits and "_"
    "#);
    let language = format!("{CLOUD}template = \"news\"\ntemplate_language = \"English\"\n");
    insta::assert_snapshot!(told(&language, &[]), @r#"wegotus.toml:8: whatsapp_cloud.template_language: "English" is no language of Meta's. Write it as in WhatsApp Manager, like en, en_US or pt_BR"#);
    insta::assert_snapshot!(told("[networks.elm]\nrooms = [\"whatsapp:x\"]\n", &[]), @"wegotus.toml:2: networks.elm.rooms: a room is on WhatsApp, but WhatsApp is not set up. Set whatsapp.dedicated = true, once the bot has a number of its own; or whatsapp_cloud.phone_number_id and the app's secrets");
}

#[test]
fn a_whatsapp_account_must_be_the_bots_own_and_say_something() {
    let wrong = "[whatsapp]\na_day = 0\nserver = \"wss://web.example\"\n\
                 [networks.elm]\nrooms = [\"whatsapp:1@g.us\"]\norganizers = [\"whatsapp:Ana\"]\n";
    insta::assert_snapshot!(told(wrong, &[]), @r#"
    wegotus.toml:2: whatsapp.a_day: the bot could write nothing. Use 1 or more; 300 is what a busy person writes
    wegotus.toml:3: whatsapp.server: "wss://web.example" is no test server on this machine. Leave it empty; it is for tests only, and WhatsApp is found without it
    wegotus.toml:5: networks.elm.rooms: a room is on WhatsApp, but WhatsApp is not set up. Set whatsapp.dedicated = true, once the bot has a number of its own; or whatsapp_cloud.phone_number_id and the app's secrets
    wegotus.toml:6: networks.elm.organizers: an entry is no person's account. Write each as "matrix:@user:server", "signal:<account id>" or "whatsapp:12025550134"
    "#);
    let right =
        "[whatsapp]\ndedicated = true\n[networks.elm]\norganizers = [\"whatsapp:+12025550134\"]\n";
    assert_eq!(told(right, &[]), "");
    let organizers = &loaded(right, &[]).networks[0].organizers;
    assert_eq!(organizers[0].native, "12025550134");
    let twice = format!("{CLOUD}[whatsapp]\ndedicated = true\n");
    insta::assert_snapshot!(told(&twice, &[]), @"wegotus.toml:8: whatsapp.dedicated: WhatsApp is set up twice: as a linked device and on the Cloud API. Keep one of the two; a group that there is already needs the linked device");
}

#[test]
fn a_secret_file_that_cannot_serve_is_told() {
    let account = "[matrix]\nhomeserver = \"https://a.example\"\nuser = \"bot\"\n";
    insta::assert_snapshot!(told(&format!("{account}password_file = \"no/such/file\"\n"), &[]), @"wegotus.toml:4: matrix.password_file: the file it names cannot be read: No such file or directory (os error 2). Write the secret alone into that file, readable by the user wegotus runs as");
    insta::assert_snapshot!(told(&format!("{account}password_file = \"/dev/null\"\n"), &[]), @"wegotus.toml:4: matrix.password_file: the file it names is empty. Write the secret alone into that file, readable by the user wegotus runs as");
}

#[test]
fn a_bridge_this_build_lacks_is_told_with_its_feature() {
    let rooms = "[networks.elm]\nrooms = [\"matrix:!a:b\", \"signal:x\", \"sandbox:y\"]\n";
    let mut bare = sources(&format!("{ACCOUNT}{rooms}"), &[]);
    bare.bridges.clear();
    insta::assert_snapshot!(load(&bare).unwrap_err(), @"
    wegotus.toml:3: matrix.homeserver: this build has no Matrix. Build with `--features matrix`, or use the container
    wegotus.toml:7: networks.elm.rooms: a room is on matrix, which this build lacks. Build with `--features matrix`, or use the container
    wegotus.toml:7: networks.elm.rooms: a room is on sandbox, which this build lacks. Build with `--features sandbox`, or use the container
    wegotus.toml:7: networks.elm.rooms: a room is on signal, which this build lacks. Build with `--features signal`, or use the container
    ");
}

#[test]
fn keys_may_not_lie_in_the_data() {
    insta::assert_snapshot!(told("data = \"d\"\nkeys = \"./x/../d/keys\"\n", &[]), @r#"wegotus.toml:2: keys: the key folder lies inside the data folder. Choose a folder that is not inside data; left out, it is "<data>.keys" beside it"#);
    insta::assert_snapshot!(told("keys = \"wegotus-data\"\n", &[]), @r#"wegotus.toml:1: keys: the key folder lies inside the data folder. Choose a folder that is not inside data; left out, it is "<data>.keys" beside it"#);
    insta::assert_snapshot!(told("data = \"/\"\n", &[]), @"wegotus.toml:1: data: there is no room for keys beside it. Set keys too");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("data"), folder.path().join("link")).unwrap();
    let keys = folder.path().join("link/keys");
    let data = folder.path().join("data");
    let env = [
        ("WEGOTUS__DATA", data.to_str().unwrap()),
        ("WEGOTUS__KEYS", keys.to_str().unwrap()),
    ];
    insta::assert_snapshot!(told("", &env), @r#"environment variable WEGOTUS__KEYS: keys: the key folder lies inside the data folder. Choose a folder that is not inside data; left out, it is "<data>.keys" beside it"#);
    assert_eq!(told("data = \"d\"\nkeys = \"d.keys\"\n", &[]), "");
}

#[test]
fn networks_are_checked() {
    let file = r#"
[networks.Elm]
[networks.install]
[networks.elm]
language = "fr"
timezone = "Elm/Street"
join_code = "short"
rooms = [
  "matrix:#elm:example.org",
  "elm",
  "sandbox:",
  "matrix:!x:example.org",
  "sandbox:signal",
  "sandbox:signal",
]
organizers = ["@ana:example.org"]
[networks.oak]
language = "xx"
rooms = ["sandbox:signal"]
join_code = "open-the-door"
[networks.pine]
join_code = "open-the-door"
"#;
    insta::assert_snapshot!(told(file, &[("WEGOTUS__NETWORKS__A_B__NAME", "x")]), @r#"
    wegotus.toml:2: networks.Elm: this is no id for a network. Use 1 to 32 small letters, digits and "-", as in [networks.elm-street]; "install" is taken
    wegotus.toml:3: networks.install: this is no id for a network. Use 1 to 32 small letters, digits and "-", as in [networks.elm-street]; "install" is taken
    wegotus.toml:5: networks.elm.language: wegotus reads "fr" but cannot speak it yet: there is no replies/fr.ftl. Use one of en, es, or write that file in the folder config_dir names
    wegotus.toml:6: networks.elm.timezone: "Elm/Street" is no time zone. Use a name of the IANA list, like "Europe/Madrid"
    wegotus.toml:7: networks.elm.join_code: a join code has at least 8 letters and no spaces. Make up a longer one; `wegotus init` makes one for you
    wegotus.toml:9: networks.elm.rooms: a room is named by its alias, which can be moved to another room. Write its id, which begins with "!" (in Element: room settings, Advanced)
    wegotus.toml:10: networks.elm.rooms: a room without its platform. Write each as "matrix:!id:server"
    wegotus.toml:11: networks.elm.rooms: a room has no id. Write it after the colon, like "sandbox:whatsapp"
    wegotus.toml:12: networks.elm.rooms: a room is on Matrix, but Matrix is not set up. Set matrix.homeserver and the bot's account there
    wegotus.toml:14: networks.elm.rooms: this room is listed twice, first at wegotus.toml:13. Take one of the two out
    wegotus.toml:16: networks.elm.organizers: an entry is no person's account. Write each as "matrix:@user:server", "signal:<account id>" or "whatsapp:12025550134"
    wegotus.toml:18: networks.oak.language: "xx" is no language wegotus knows. Use one of en, es, fr, pt, ar, he, de, hi-Latn
    wegotus.toml:19: networks.oak.rooms: this room is in networks.elm too, at wegotus.toml:13. A room belongs to one network: take it out of one of the two
    wegotus.toml:22: networks.pine.join_code: networks.oak has the same join code, at wegotus.toml:20. Give each network a code of its own
    environment variable WEGOTUS__NETWORKS__A_B__NAME: networks.a_b: this is no id for a network. Use 1 to 32 small letters, digits and "-", as in [networks.elm-street]; "install" is taken
    "#);
    insta::assert_snapshot!(told(&format!("{ACCOUNT}all_rooms = true\n[networks.elm]\n[networks.oak]\n"), &[]), @"wegotus.toml:6: matrix.all_rooms: there are 2 networks, so it is not clear which one every room belongs to. Keep one network, or list the rooms of each and set matrix.all_rooms = false");
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    insta::assert_snapshot!(ConfigFile::read(PathBuf::from("no/such/file.toml")).err().unwrap(), @"no/such/file.toml: the config file cannot be read: No such file or directory (os error 2). Check its path and permissions, or name another with --config or WEGOTUS_CONFIG");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_secret_is_in_an_error(
        secret in "[a-z]{12}",
        key in prop::sample::select(vec![
            "matrix.password", "matrix.password_file", "matrix.access_token", "matrix.access_token_file",
            "matrix.device_id", "matrix.recovery_key", "matrix.recovery_key_file", "matrix.homeserver", "matrix.user",
            "networks.elm.join_code", "networks.elm.rooms", "networks.elm.organizers", "matrix.inviters",
        ]),
        shape in prop::sample::select(vec![
            "SECRET", "\"SECRET", "\"SECRET\"", "\"SECRET SECRET\"", "\"\\SECRET\"", "[\"SECRET\"]", "[\"SECRET\", 1]",
            "{ a = \"SECRET\" }", "\"https://bot:SECRET@example.org\"", "\"SECRET\" SECRET", "'SECRET\nSECRET'",
        ]),
    ) {
        let shape = shape.replace("SECRET", &secret);
        let text = format!("{key} = {shape}\n{key} = 1\n");
        prop_assert!(!told(&text, &[]).contains(&secret), "{}", told(&text, &[]));
        let text = format!("{key} = {shape}\n");
        prop_assert!(!told(&text, &[]).contains(&secret), "{}", told(&text, &[]));
        let variable = variable(key);
        prop_assert!(!told("", &[(&variable, &shape)]).contains(&secret), "{}", told("", &[(&variable, &shape)]));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), value in any::<String>()) {
        let _ = told(&text, &[("WEGOTUS__NETWORKS__ELM__ROOMS", &value), ("WEGOTUS__REMINDERS__QUIET", &value)]);
    }

    #[test]
    fn no_likely_text_makes_it_panic(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", " ", "\"", "'", "\"\"\"", "#", "\\", "data", "matrix",
                "networks", "elm", "reminders", "quiet", "rooms", "password", "user", "\"22-8\"", "1", "0.5", "-", "+", "_",
                "true", "nan", "inf", "0x", "1e9", "é", "\u{feff}", "\r\n", "\0", "99999999999999999999", "2026-01-01",
            ]),
            0..40,
        )
    ) {
        let _ = told(&tokens.concat(), &[]);
    }
}
