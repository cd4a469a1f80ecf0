//! Key files.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::*;

async fn wrote_once(folder: &Path) {
    let store = open(folder);
    store
        .append(&network("a"), Seq(0), vec![entry(1)])
        .await
        .unwrap();
    store.sealed("matrix").put("position", b"1").await.unwrap();
}

async fn refusal(folder: &Path) -> String {
    open(folder)
        .head(&network("a"))
        .await
        .unwrap_err()
        .to_string()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn keys_are_made_for_their_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    wrote_once(folder.path()).await;
    let keys = folder.path().join("data.keys");
    assert_eq!(mode(&keys), 0o700);
    let mut names: Vec<_> = files(&keys);
    names.sort();
    assert_eq!(names, [keys.join("a.key"), keys.join("install.key")]);
    for name in &names {
        assert_eq!(mode(name), 0o600);
        let text = fs::read_to_string(name).unwrap();
        assert_eq!(text.lines().next(), Some("wegotus key 1"));
        assert_eq!(text.lines().nth(1).unwrap().len(), 64);
    }
    assert_ne!(fs::read(&names[0]).unwrap(), fs::read(&names[1]).unwrap());
    assert_eq!(mode(&folder.path().join("data")), 0o700);
}

#[tokio::test]
async fn a_lost_key_is_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    wrote_once(folder.path()).await;
    let key = folder.path().join("data.keys/a.key");
    let aside = folder.path().join("aside");
    fs::rename(&key, &aside).unwrap();
    let error = refusal(folder.path()).await;
    assert_eq!(
        error,
        format!(
            "the data of 'a' cannot be read without {}; restore it from your backup",
            key.display()
        )
    );
    assert!(!key.exists());

    let install = folder.path().join("data.keys/install.key");
    fs::remove_file(install).unwrap();
    let error = open(folder.path())
        .sealed("matrix")
        .get("position")
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("install.key; restore it"),
        "{error}"
    );

    fs::rename(&aside, &key).unwrap();
    assert_eq!(
        open(folder.path()).head(&network("a")).await.unwrap(),
        Seq(1)
    );
}

#[tokio::test]
async fn anothers_key_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    wrote_once(folder.path()).await;
    let keys = folder.path().join("data.keys");
    fs::copy(keys.join("install.key"), keys.join("a.key")).unwrap();
    let error = refusal(folder.path()).await;
    assert!(
        error.contains("is not the key that the data of 'a' was sealed with"),
        "{error}"
    );
}

#[tokio::test]
async fn a_key_that_others_may_read_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    wrote_once(folder.path()).await;
    let keys = folder.path().join("data.keys");
    let key = keys.join("a.key");
    fs::set_permissions(&key, Permissions::from_mode(0o640)).unwrap();
    let error = refusal(folder.path()).await;
    assert!(
        error.contains(&format!(
            "(mode 640); close it with: chmod 600 '{}'",
            key.display()
        )),
        "{error}"
    );
    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(&keys, Permissions::from_mode(0o755)).unwrap();
    let error = refusal(folder.path()).await;
    assert!(
        error.contains(&format!("chmod 700 '{}'", keys.display())),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    wrote_once(folder.path()).await;
    let key = folder.path().join("data.keys/a.key");
    let good = fs::read_to_string(&key).unwrap();
    for bad in [
        "",
        "wegotus key 1\n",
        "hello",
        &good[..40],
        &good.replace("key 1", "key 2"),
        &good.replace('\n', "\n+"),
        &format!("{good}00"),
    ] {
        fs::write(&key, bad).unwrap();
        let error = refusal(folder.path()).await;
        assert!(
            error.contains("is not a wegotus key file"),
            "{bad:?}: {error}"
        );
    }
    fs::write(&key, b"\xff\xfe\x00").unwrap();
    assert!(
        refusal(folder.path())
            .await
            .contains("is not a wegotus key file")
    );
}

#[test]
fn keys_may_not_lie_with_what_they_lock() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("data/keys");
    let error = SledStore::open(StoreOptions {
        keys,
        ..options(folder.path())
    })
    .err()
    .unwrap();
    assert!(matches!(error, OpenError::KeysInside { .. }), "{error}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_networks_name_can_name_its_key_file() {
    use crate::tracker::NetworkId;
    for good in ["a", "block-5", &"x".repeat(32)] {
        assert_eq!(NetworkId::new(good).unwrap().as_str(), good);
    }
    for bad in [
        "",
        "install",
        "Block",
        "a b",
        "../x",
        "a/b",
        "ü",
        "a.b",
        &"x".repeat(33),
    ] {
        assert!(NetworkId::new(bad).is_err(), "{bad}");
    }
}
