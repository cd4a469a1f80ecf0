//! Each shape Meta is known to post, and what becomes of it.

#![expect(clippy::unwrap_used, reason = "they are tests, helpers included")]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use wegotus_chat::{MessageRef, Timestamp};
use wegotus_whatsapp_cloud::{Found, Malformed, Passed, Reader, Request};

const NUMBER: &str = "106540352242922";
const NOW: Timestamp = Timestamp(1_795_323_800_000);

/// The requests among the fixtures, by name.
fn requests() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/whatsapp-cloud");
    let mut found: Vec<(String, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(path).unwrap();
            (name, serde_json::from_str::<Value>(&text).unwrap())
        })
        .inspect(|(name, fixture)| {
            assert!(
                fixture["source"].is_string(),
                "{name} says where it is from"
            );
        })
        .filter_map(|(name, mut fixture)| {
            let request = fixture.get_mut("request")?.take();
            Some((name, request))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn read(bytes: &[u8]) -> Result<Found, Malformed> {
    Ok(Reader::new(NUMBER).read(Request::parse(bytes)?, NOW))
}

#[test]
fn every_shape_is_read() {
    let mut told = String::new();
    for (name, request) in requests() {
        let found = read(request.to_string().as_bytes()).unwrap();
        writeln!(told, "{name}").unwrap();
        for event in &found.events {
            writeln!(told, "  {}", serde_json::to_string(event).unwrap()).unwrap();
        }
        if found.passed != Passed::default() {
            writeln!(told, "  {:?}", found.passed).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_not_of_whatsapp_is_malformed() {
    for other in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"object":"page"}"#,
        r#"{"object":"whatsapp_business_account","entry":7}"#,
    ] {
        assert!(read(other.as_bytes()).is_err(), "{other}");
    }
    assert!(
        read(br#"{"object":"whatsapp_business_account"}"#)
            .unwrap()
            .events
            .is_empty()
    );
}

#[test]
fn what_a_batch_tells_is_in_the_order_it_happened() {
    let (_, batch) = requests()
        .into_iter()
        .find(|(name, _)| name == "batch")
        .unwrap();
    let found = read(batch.to_string().as_bytes()).unwrap();
    let texts: Vec<_> = found.events.iter().map(|it| it.at).collect();
    assert!(texts.is_sorted() && texts.len() == 2);
    assert_eq!(found.passed.malformed, 2, "the rest is not held up by them");
}

/// Puts something else in the place of one value inside.
fn replaced(value: &mut Value, at: &mut usize, with: &Value) {
    if *at == 0 {
        *value = with.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|it| replaced(it, at, with)),
        Value::Array(items) => items.iter_mut().for_each(|it| replaced(it, at, with)),
        _ => {}
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from("999999999999999999999999")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_request_makes_the_reader_stumble(
        which in any::<prop::sample::Index>(),
        mut at in 0_usize..60,
        with in anything(),
    ) {
        let all = requests();
        let mut request = all[which.index(all.len())].1.clone();
        replaced(&mut request, &mut at, &with);
        if let Ok(found) = read(request.to_string().as_bytes()) {
            for event in found.events {
                prop_assert!(!event.key.0.is_empty());
                let msg: Option<&MessageRef> = match &event.kind {
                    wegotus_chat::EventKind::Message { msg, .. } => Some(msg),
                    _ => None,
                };
                prop_assert!(msg.is_none_or(|it| !it.native.is_empty()));
            }
        }
    }

    #[test]
    fn no_bytes_make_the_reader_stumble(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _no_panic = read(&bytes);
    }

    #[test]
    fn a_request_cut_off_is_not_read(which in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let all = requests();
        let bytes = all[which.index(all.len())].1.to_string().into_bytes();
        let cut = cut.index(bytes.len());
        prop_assert!(read(&bytes[..cut]).is_err());
    }
}
