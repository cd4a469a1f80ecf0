//! The whole configuration, from the outside: what a person writes, and what they get or are told.

use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;
use secrecy::ExposeSecret;
use wegotus_chat::{Platform, RoomRef};

use super::schema::{Kind, all_keys};
use super::*;

/// A file and variables, in a build that has Matrix and speaks English and Spanish.
fn sources(file: &str, env: &[(&str, &str)]) -> Sources {
    Sources {
        file: (!file.is_empty()).then(|| ConfigFile { path: PathBuf::from("wegotus.toml"), text: file.to_owned() }),
        env: env.iter().map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect(),
        options: Vec::new(),
        languages: vec![Language::English, Language::Spanish],
        bridges: vec![Platform::Sandbox, Platform::Matrix],
    }
}

#[track_caller]
fn loaded(file: &str, env: &[(&str, &str)]) -> Config {
    load(&sources(file, env)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// What a person is told about a file and variables.
#[track_caller]
fn told(file: &str, env: &[(&str, &str)]) -> String {
    load(&sources(file, env)).err().map(|errors| errors.to_string()).unwrap_or_default()
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
        .map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ") || line.starts_with('[')).unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    format!("{keys}[networks.elm-street]\n{network}")
}

#[test]
fn the_defaults_are_as_promised() {
    let config = loaded("", &[]);
    assert_eq!(config.data, PathBuf::from("./wegotus-data"));
    assert_eq!(config.keys, PathBuf::from("./wegotus-data.keys"));
    assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.sandbox.port, 8080);
    assert!(config.matrix.is_none() && config.file.is_none() && config.config_dir.is_none());
    assert_eq!(config.safety.posts_per_hour.map(NonZeroU32::get), Some(20));
    assert_eq!(config.detector, Detector { certain: 0.9, unsure: 0.6 });
    assert_eq!(config.outbox.pace, Duration::ZERO);
    let hours = |hours: &[u64]| hours.iter().map(|hours| Duration::from_secs(hours * 3600)).collect::<Vec<_>>();
    let reminders = Reminders {
        nudge_urgent: hours(&[1, 4, 12]),
        nudge_soon: hours(&[3, 12]),
        nudge_later: hours(&[24, 72]),
        quiet: Some(QuietHours { from: 22, to: 8 }),
        urgent_in_quiet_hours: false,
        room_messages_per_day: 4,
        need_expires: Duration::from_secs(7 * 86_400),
        offer_expires: Duration::from_secs(14 * 86_400),
        ask_forgotten_after: Duration::from_secs(86_400),
    };
    assert_eq!(config.reminders, reminders);
    let [network] = config.networks.as_slice() else { panic!("one network") };
    assert_eq!(network.id, NetworkId::standard());
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
            assert!(section.starts_with("networks") || above.starts_with("# "), "{key} has no comment");
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
    let account = [("WEGOTUS__MATRIX__HOMESERVER", "https://a.example"), ("WEGOTUS__MATRIX__USER", "bot")];
    for (key, kind) in all_keys("elm") {
        let name = variable(&key);
        let value = match key.rsplit('.').next().unwrap() {
            "log" => "trace",
            "config_dir" => folder.path().to_str().unwrap(),
            "listen" => "127.0.0.1:9",
            "homeserver" => "https://b.example",
            "password_file" | "access_token_file" | "recovery_key_file" => secret.path().to_str().unwrap(),
            "quiet" => "1-2",
            "need_expires" | "offer_expires" | "ask_forgotten_after" | "pace" => "3h",
            "inviters" => "@a:b,@c:d",
            "rooms" => "sandbox:signal, matrix:!a:b",
            "organizers" => "matrix:@a:b",
            "language" => "es",
            "timezone" => "Asia/Kolkata",
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
        // The rest of what an account needs, so that only the key itself makes a difference.
        let mut rest: Vec<(&str, &str)> = account.iter().filter(|(other, _)| *other != name).copied().collect();
        match key.as_str() {
            "matrix.password" | "matrix.password_file" => {}
            "matrix.access_token" | "matrix.access_token_file" => rest.push(("WEGOTUS__MATRIX__DEVICE_ID", "D")),
            _ => rest.push(("WEGOTUS__MATRIX__PASSWORD", "p")),
        }
        if key.starts_with("networks") {
            rest.push(("WEGOTUS__NETWORKS__ELM__NAME", "before"));
        }
        let before = match key.as_str() {
            "matrix.password" | "matrix.password_file" | "matrix.access_token" | "matrix.access_token_file" => {
                rest.push(("WEGOTUS__MATRIX__PASSWORD", ""));
                None
            }
            _ => Some(shown(&loaded("", &rest))),
        };
        rest.retain(|(other, value)| *other != name && !value.is_empty());
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
        shown += network.join_code.as_ref().map_or("", |code| code.expose_secret());
    }
    if let Some(matrix) = &config.matrix {
        shown += matrix.user.as_str();
        shown += matrix.recovery_key.as_ref().map_or("", |key| key.expose_secret());
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
            ("WEGOTUS__MATRIX__INVITERS", "@ana:example.org, @*:friends.example"),
            ("WEGOTUS__MATRIX__ALL_ROOMS", "true"),
            ("WEGOTUS__SAFETY__POSTS_PER_HOUR", "0"),
            ("WEGOTUS__NETWORKS__DEFAULT__TIMEZONE", "Europe/Madrid"),
            ("WEGOTUS_CONFIG", "not ours to read"),
            ("PATH", "/bin"),
        ],
    );
    let matrix = config.matrix.unwrap();
    assert!(matches!(&matrix.login, Login::Password { password, device_id: None } if password.expose_secret() == "sesame"));
    assert!(matrix.all_rooms && matrix.inviters[1].matches("@eve:friends.example"));
    assert_eq!(config.safety.posts_per_hour, None);
    assert_eq!(config.keys, PathBuf::from("/tmp/w.keys"));
    assert_eq!(config.networks.len(), 1);
    assert_eq!(config.networks[0].timezone.iana_name(), Some("Europe/Madrid"));
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
    let file = "[safety]\nposts_per_hour = 5\n[detector]\ncertain = 1\n[reminders]\nquiet = \"off\"\n";
    let config = loaded(file, &[("WEGOTUS__SAFETY__POSTS_PER_HOUR", "7"), ("WEGOTUS__DETECTOR__CERTAIN", "")]);
    assert_eq!(config.safety.posts_per_hour.map(NonZeroU32::get), Some(7));
    assert_eq!(config.detector, Detector { certain: 1.0, unsure: 0.6 });
    assert_eq!(config.reminders.quiet, None);
    let mut sources = sources("data = \"a\"\n", &[("WEGOTUS__DATA", "b")]);
    sources.options = vec![("--data", "data", "c".to_owned())];
    assert_eq!(load(&sources).unwrap().data, PathBuf::from("c"));
}

#[test]
fn a_stronger_secret_in_a_file_wins_over_a_weaker_one() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&secret, "  from a file\n").unwrap();
    let config = loaded(ACCOUNT, &[("WEGOTUS__MATRIX__PASSWORD_FILE", secret.path().to_str().unwrap())]);
    assert!(matches!(config.matrix.unwrap().login, Login::Password { password, .. }
        if password.expose_secret() == "from a file"));
}

#[test]
fn a_network_has_its_own_reminders_and_the_rest_of_all() {
    let config = loaded(
        "[reminders]\nneed_expires = \"3d\"\n[networks.elm]\nlanguage = \"es\"\nrooms = [\"sandbox:signal\"]\n\
         organizers = [\"matrix:@ana:example.org\", \"matrix:@ana:example.org\"]\n\
         [networks.elm.reminders]\nquiet = \"23-7\"\nnudge_later = []\n[networks.oak]\n",
        &[],
    );
    let [elm, oak] = config.networks.as_slice() else { panic!("two networks") };
    assert_eq!(elm.language, Language::Spanish);
    assert_eq!(elm.rooms, [RoomRef::new(Platform::Sandbox, "signal")]);
    assert_eq!(elm.organizers.len(), 1);
    assert_eq!(elm.reminders.quiet, Some(QuietHours { from: 23, to: 7 }));
    assert_eq!(elm.reminders.nudge_later, []);
    assert_eq!(elm.reminders.need_expires, Duration::from_secs(3 * 86_400));
    assert_eq!(oak.reminders, config.reminders);
}

#[test]
fn nothing_private_is_in_debug() {
    let file = format!(
        "{ACCOUNT}recovery_key = \"EsTk\"\ninviters = [\"@ana:example.org\"]\n[networks.elm]\nname = \"Elm\"\n\
         join_code = \"open-elm-door\"\nrooms = [\"matrix:!abc:example.org\"]\norganizers = [\"matrix:@ben:example.org\"]\n"
    );
    let shown = format!("{:?}", loaded(&file, &[]));
    for hidden in ["sesame", "EsTk", "@ana", "@ben", "!abc", "open-elm-door", "Elm", "@wegotus"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

#[test]
fn errors_come_all_at_once_in_order() {
    let file = "dta = \"x\"\nlog = 3\n[matrx]\nuser = \"a\"\n[safety]\nposts_per_hour = -1\n";
    insta::assert_snapshot!(told(file, &[("WEGOTUS__SAFETY__POSTS", "3")]), @"");
}

#[test]
fn unknown_keys_are_told_with_the_nearest() {
    insta::assert_snapshot!(told("[matrix]\npasword = \"x\"\n", &[]), @"");
    insta::assert_snapshot!(told("[networks.elm]\nquiet = \"22-8\"\n", &[]), @"");
    insta::assert_snapshot!(told("\n\nweather = true\n\"a.b\" = 1\n", &[]), @"");
    insta::assert_snapshot!(told("", &[("WEGOTUS__MATRIX__HOMESEVER", "x")]), @"");
    insta::assert_snapshot!(told("", &[("WEGOTUS__", "x"), ("WEGOTUS__MATRIX", "x")]), @"");
}

#[test]
fn wrong_types_are_told() {
    let file = "data = 1\nweb = 5\n[sandbox]\nport = \"x\"\n[detector]\ncertain = \"high\"\n[matrix]\nall_rooms = 1\n\
                inviters = \"@a:b\"\n[reminders]\nnudge_soon = [\n  \"1h\",\n  2,\n]\n[networks]\nelm = 4\n";
    insta::assert_snapshot!(told(file, &[]), @"");
    let env = [
        ("WEGOTUS__SANDBOX__PORT", "x"),
        ("WEGOTUS__DETECTOR__UNSURE", "x"),
        ("WEGOTUS__MATRIX__ALL_ROOMS", "yes"),
    ];
    insta::assert_snapshot!(told("", &env), @"");
    let mut foreign = sources("", &[]);
    foreign.env = vec![("WEGOTUS__DATA".to_owned(), None)];
    insta::assert_snapshot!(load(&foreign).unwrap_err(), @"");
}

#[test]
fn values_without_meaning_are_told() {
    let file = r#"
log = "loud"
config_dir = "no/such/folder"
[web]
listen = "8080"
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
    insta::assert_snapshot!(told(file, &[]), @"");
    insta::assert_snapshot!(told("[detector]\ncertain = 0.5\n", &[]), @"");
}

#[test]
fn broken_toml_is_told_with_its_line() {
    insta::assert_snapshot!(told("[matrix]\nuser = wegotus\n", &[]), @"");
    insta::assert_snapshot!(told("[matrix]\nuser = \"wegotus\n", &[]), @"");
    insta::assert_snapshot!(told("data = \"a\"\ndata = \"b\"\n", &[]), @"");
    insta::assert_snapshot!(told("[matrix\n", &[]), @"");
    insta::assert_snapshot!(told("\n[[networks]]\n", &[]), @"");
    insta::assert_snapshot!(told("data = 'a\\b'\ndata2 = \"\\q\"\n", &[]), @"");
}

#[test]
fn a_matrix_account_must_be_whole() {
    insta::assert_snapshot!(told("[matrix]\nhomeserver = \"https://a.example\"\n", &[]), @"");
    insta::assert_snapshot!(told("", &[("WEGOTUS__MATRIX__USER", "bot")]), @"");
    let env = [
        ("WEGOTUS__MATRIX__HOMESERVER", "https://a.example"),
        ("WEGOTUS__MATRIX__USER", "bot"),
        ("WEGOTUS__MATRIX__ACCESS_TOKEN", "syt_1"),
    ];
    insta::assert_snapshot!(told("", &env), @"");
    let file = "[matrix]\nhomeserver = \"a.example\"\nuser = \"@bot\"\npassword = \"x\"\npassword_file = \"y\"\n\
                inviters = [\"@ana:example.org\", \"ana\"]\n";
    insta::assert_snapshot!(told(file, &[]), @"");
}

#[test]
fn a_secret_file_that_cannot_serve_is_told() {
    let account = "[matrix]\nhomeserver = \"https://a.example\"\nuser = \"bot\"\n";
    insta::assert_snapshot!(told(&format!("{account}password_file = \"no/such/file\"\n"), &[]), @"");
    insta::assert_snapshot!(told(&format!("{account}password_file = \"/dev/null\"\n"), &[]), @"");
}

#[test]
fn a_bridge_this_build_lacks_is_told_with_its_feature() {
    let rooms = "[networks.elm]\nrooms = [\"matrix:!a:b\", \"signal:x\", \"sandbox:y\"]\n";
    let mut bare = sources(&format!("{ACCOUNT}{rooms}"), &[]);
    bare.bridges.clear();
    insta::assert_snapshot!(load(&bare).unwrap_err(), @"");
}

#[test]
fn keys_may_not_lie_in_the_data() {
    insta::assert_snapshot!(told("data = \"d\"\nkeys = \"./x/../d/keys\"\n", &[]), @"");
    insta::assert_snapshot!(told("keys = \"wegotus-data\"\n", &[]), @"");
    insta::assert_snapshot!(told("data = \"/\"\n", &[]), @"");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("data"), folder.path().join("link")).unwrap();
    let keys = folder.path().join("link/keys");
    let data = folder.path().join("data");
    let env = [("WEGOTUS__DATA", data.to_str().unwrap()), ("WEGOTUS__KEYS", keys.to_str().unwrap())];
    insta::assert_snapshot!(told("", &env), @"");
    assert_eq!(told("data = \"d\"\nkeys = \"d.keys\"\n", &[]), "");
}

#[test]
fn networks_are_checked() {
    let file = r#"
[networks.Elm]
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
    insta::assert_snapshot!(told(file, &[("WEGOTUS__NETWORKS__A_B__NAME", "x")]), @"");
    insta::assert_snapshot!(told(&format!("{ACCOUNT}all_rooms = true\n[networks.elm]\n[networks.oak]\n"), &[]), @"");
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    insta::assert_snapshot!(ConfigFile::read(PathBuf::from("no/such/file.toml")).err().unwrap(), @"");
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
