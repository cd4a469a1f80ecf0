//! Each shape signal-cli is known to say, and what becomes of it.

#![expect(clippy::unwrap_used, reason = "they are tests, helpers included")]

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use wegotus_signal::envelope::Received;
use wegotus_signal::{Own, Reader};

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/signal");
    let mut found: Vec<(String, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(path).unwrap();
            (name, serde_json::from_str(&text).unwrap())
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn own() -> Own {
    Own {
        number: "+12025550100".into(),
        account: Some("ffd7e293-0156-4cde-a2e7-ea23b57705e5".into()),
    }
}

#[test]
fn every_shape_is_read() {
    let mut told = String::new();
    for (name, fixture) in fixtures() {
        assert!(
            fixture["source"].is_string(),
            "{name} says where it is from"
        );
        let Some(event) = fixture.get("event") else {
            continue;
        };
        let received: Received = serde_json::from_value(event.clone()).unwrap();
        let found = Reader::new(own()).read(&received);
        let event = found.event.as_ref().map_or("-".to_owned(), |event| {
            serde_json::to_string(event).unwrap()
        });
        let mut rest = format!("{found:?}");
        if let Some(at) = rest.find(", stood") {
            rest.replace_range(..at + 2, "");
        }
        writeln!(told, "{name}\n  {event}\n  {rest}").unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_message_is_the_same_to_whom_only_the_number_of_the_account_is_known() {
    let by_number = Own {
        account: None,
        ..own()
    };
    for (name, fixture) in fixtures() {
        let Some(event) = fixture.get("event") else {
            continue;
        };
        let received: Received = serde_json::from_value(event.clone()).unwrap();
        assert_eq!(
            Reader::new(own()).read(&received).event,
            Reader::new(by_number.clone()).read(&received).event,
            "{name}"
        );
    }
}

#[test]
fn nulls_and_what_is_missing_are_no_error() {
    for (_, fixture) in fixtures() {
        let Some(event) = fixture.get("event") else {
            continue;
        };
        for pointer in pointers(event, String::new()) {
            for with in [Some(Value::Null), None] {
                let mut event = event.clone();
                let (parent, key) = pointer.rsplit_once('/').unwrap();
                let Some(parent) = event.pointer_mut(parent).and_then(Value::as_object_mut) else {
                    continue;
                };
                match with {
                    Some(null) => parent.insert(key.to_owned(), null),
                    None => parent.remove(key),
                };
                let received: Received = serde_json::from_value(event).unwrap();
                let _no_panic = Reader::new(own()).read(&received);
            }
        }
    }
}

/// The path of every value inside.
fn pointers(value: &Value, path: String) -> Vec<String> {
    let mut all = Vec::new();
    if let Value::Object(fields) = value {
        for (key, value) in fields {
            let path = format!("{path}/{key}");
            all.extend(pointers(value, path.clone()));
            all.push(path);
        }
    }
    all
}
