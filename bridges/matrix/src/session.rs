//! Settings and records → a client that is logged in, on this device's own store. One device, one
//! store, for ever: what does not match is said, and nothing is repaired behind the operator's back.

use std::path::Path;

use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::encryption::{BackupDownloadStrategy, CryptoStoreError, EncryptionSettings};
use matrix_sdk::ruma::{OwnedDeviceId, UserId};
use matrix_sdk::store::StateStoreDataKey;
use matrix_sdk::{
    Client, ClientBuildError, Error, SessionMeta, SessionTokens, SqliteStoreConfig, StoreError,
};
use matrix_sdk_sqlite::OpenStoreError;
use secrecy::ExposeSecret;
use wegotus_chat::{Fatal, SealedError};

use crate::records::{Account, Records};
use crate::settings::{MatrixAuth, MatrixSettings};
use crate::wire::{PATIENCE, Trouble, Wire};

/// A client that is logged in.
pub(crate) struct Session {
    pub client: Client,
    /// Its store knows no rooms yet; a sync from the beginning has to fill it before one from a
    /// position can be understood.
    pub empty: bool,
}

/// Why there is no session.
#[derive(Debug)]
pub(crate) enum NoSession {
    /// Worth another try.
    Away(String),
    /// The token is no longer taken, and there is no password to get another.
    LoggedOut(Fatal),
    /// Only an operator can help.
    Fatal(Fatal),
}

/// Logs in or comes back, and opens the store.
pub(crate) async fn open(
    settings: &MatrixSettings,
    records: &Records,
) -> Result<Session, NoSession> {
    let wire = Wire::find(&settings.homeserver)
        .await
        .map_err(|trouble| unreachable(settings, trouble))?;
    wire.versions()
        .await
        .map_err(|trouble| unreachable(settings, trouble))?;
    let kept = kept(settings, records).await?;
    let account = match &settings.auth {
        MatrixAuth::Password { .. } => by_password(settings, records, &wire, kept).await?,
        MatrixAuth::Token { .. } => by_token(settings, records, &wire, kept).await?,
    };
    let session = enter(settings, &wire, &account).await?;
    if !account.has_store {
        let has_store = true;
        records
            .keep_account(&Account {
                has_store,
                ..account
            })
            .await?;
    }
    Ok(session)
}

/// The device this vault knows, checked against the store on disk.
async fn kept(settings: &MatrixSettings, records: &Records) -> Result<Option<Account>, NoSession> {
    let kept = records.account().await?;
    match (&kept, holds_store(&settings.store)) {
        (None, true) => fatal(
            format!(
                "The Matrix store in {} belongs to a device this data folder knows nothing of",
                settings.store.display()
            ),
            "Bring back the data folder and key file it was made with, or delete the store to start over as a new device",
        ),
        (Some(account), false) if account.has_store => match settings.auth {
            // The device's keys are gone. A new device on a new store is sound; the old one is not.
            MatrixAuth::Password { .. } => {
                tracing::warn!("the Matrix store is gone; logging in as a new device");
                Ok(None)
            }
            MatrixAuth::Token { .. } => Ok(kept),
        },
        _ => Ok(kept),
    }
}

async fn by_password(
    settings: &MatrixSettings,
    records: &Records,
    wire: &Wire,
    kept: Option<Account>,
) -> Result<Account, NoSession> {
    let MatrixAuth::Password {
        password,
        device_id,
    } = &settings.auth
    else {
        return fatal(
            "Matrix has no password".into(),
            "Set matrix.password or matrix.access_token",
        );
    };
    let mut account = match kept {
        Some(account) => account,
        None => new_device(records, device_id).await?,
    };
    if !account.user_id.is_empty() && !is_same_user(&account.user_id, &settings.user) {
        return fatal(
            format!(
                "The Matrix store in {} belongs to another account than matrix.user names",
                settings.store.display()
            ),
            "Name the account it belongs to, or give this one a data folder of its own",
        );
    }
    if let Some(token) = &account.access_token {
        match wire.whoami(token).await {
            Ok(who) if who.user_id == account.user_id => return Ok(account),
            Ok(_) => return fatal(of_another_homeserver(settings), ANOTHER_HOMESERVER),
            Err(Trouble::Refused(_)) => {
                tracing::info!("the Matrix session ended; logging in again");
            }
            Err(trouble) => return Err(unreachable(settings, trouble)),
        }
    }
    let again = account.access_token.take().is_some();
    let login = |device: String| async move {
        wire.login(&settings.user, password, &device, &settings.device_name)
            .await
            .map_err(|trouble| not_let_in(settings, trouble))
    };
    let (user_id, token) = login(account.device_id.clone()).await?;
    if !same_or_new(&account.user_id, &user_id) {
        return fatal(of_another_homeserver(settings), ANOTHER_HOMESERVER);
    }
    let wished = !again && account.device_id == *device_id;
    if !again && !wished {
        return hold(records, account, user_id, token).await;
    }
    let has_keys = wire
        .knows_device(&token, &user_id, &account.device_id)
        .await
        .map_err(|trouble| unreachable(settings, trouble))?;
    // A device's keys cannot be published twice, so nobody could encrypt for it any more where they are
    // lost: become a new device, on a store of its own.
    match (again, has_keys) {
        (true, true) | (false, false) => {
            return hold(records, account, user_id, token).await;
        }
        (true, false) => {
            tracing::warn!("this Matrix device was removed from the account; becoming a new one");
            set_aside(&settings.store, &account.device_id)?;
        }
        (false, true) => tracing::warn!(
            "the device that matrix.device_id names has keys that are not in this data folder; becoming a new one"
        ),
    }
    let account = new_device(records, "").await?;
    let (user_id, token) = login(account.device_id.clone()).await?;
    hold(records, account, user_id, token).await
}

async fn by_token(
    settings: &MatrixSettings,
    records: &Records,
    wire: &Wire,
    kept: Option<Account>,
) -> Result<Account, NoSession> {
    let MatrixAuth::Token {
        access_token,
        device_id,
    } = &settings.auth
    else {
        return fatal(
            "Matrix has no access token".into(),
            "Set matrix.access_token or matrix.password",
        );
    };
    let who = wire
        .whoami(access_token.expose_secret())
        .await
        .map_err(|trouble| match trouble {
            Trouble::Refused(code) => NoSession::LoggedOut(Fatal {
                what: format!("The homeserver does not take matrix.access_token ({code})"),
                remedy: NEW_TOKEN.into(),
            }),
            trouble => unreachable(settings, trouble),
        })?;
    let device = match (who.device_id, device_id.is_empty()) {
        (Some(device), true) => device,
        (Some(device), false) if device == *device_id => device,
        (Some(_), false) => {
            return fatal(
                "matrix.access_token belongs to another device than matrix.device_id names".into(),
                "Correct matrix.device_id, or leave it empty",
            );
        }
        (None, _) => {
            return fatal(
                "matrix.access_token belongs to no device, so it cannot read encrypted rooms"
                    .into(),
                "Log in to make a token that has a device, or set matrix.password instead",
            );
        }
    };
    let on_disk = holds_store(&settings.store);
    let account = match kept {
        Some(account)
            if account.device_id == device && same_or_new(&account.user_id, &who.user_id) =>
        {
            if account.has_store && !on_disk {
                return fatal(
                    format!(
                        "The Matrix store in {} is gone, and the device's keys with it",
                        settings.store.display()
                    ),
                    "Bring the store back, or make a token for a new device (log in once more) and set that",
                );
            }
            account
        }
        Some(_) if on_disk => {
            return fatal(
                format!(
                    "The Matrix store in {} belongs to another device or account than matrix.access_token",
                    settings.store.display()
                ),
                "Set that device's token again, or delete the store to start over as the new device",
            );
        }
        _ => Account {
            device_id: device,
            ..new_device(records, "").await?
        },
    };
    hold(
        records,
        account,
        who.user_id,
        access_token.expose_secret().to_owned(),
    )
    .await
}

/// Writes down who we are now.
async fn hold(
    records: &Records,
    account: Account,
    user_id: String,
    token: String,
) -> Result<Account, NoSession> {
    let account = Account {
        user_id,
        access_token: Some(token),
        ..account
    };
    records.keep_account(&account).await?;
    Ok(account)
}

/// A device that does not exist yet, written down before it does. It is called as `wished`, if that is
/// given and this is the first one: a second would find the first one's keys published under that name.
async fn new_device(records: &Records, wished: &str) -> Result<Account, NoSession> {
    let first = records.account().await?.is_none();
    let account = Account {
        user_id: String::new(),
        device_id: if first && !wished.is_empty() {
            wished.to_owned()
        } else {
            let made_up = random::<5>()?;
            made_up.iter().map(|byte| format!("{byte:02X}")).collect()
        },
        store_key: random::<32>()?,
        access_token: None,
        has_store: false,
    };
    records.keep_account(&account).await?;
    Ok(account)
}

/// Opens the store and takes up the session in it.
async fn enter(
    settings: &MatrixSettings,
    wire: &Wire,
    account: &Account,
) -> Result<Session, NoSession> {
    let Some(token) = account.access_token.clone() else {
        return fatal(
            "Matrix has no session".into(),
            "Set matrix.password or matrix.access_token",
        );
    };
    let user_id = UserId::parse(&account.user_id).map_err(|_| {
        NoSession::Fatal(Fatal {
            what: "The homeserver gave a user id that is none".into(),
            remedy: "See that matrix.homeserver is the right address".into(),
        })
    })?;
    let client = Client::builder()
        .homeserver_url(wire.base())
        .http_client(wire.http())
        .sqlite_store_with_config_and_cache_path(
            SqliteStoreConfig::new(&settings.store).key(Some(&account.store_key)),
            None::<&Path>,
        )
        // The outbox and the sync loop retry, each in its own way; the SDK would for 15 minutes.
        .request_config(RequestConfig::new().disable_retry().timeout(PATIENCE))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: false,
            backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
            auto_enable_backups: false,
        })
        .build()
        .await
        .map_err(|error| not_opened(settings, &error))?;
    let store = client.state_store();
    let empty = store
        .get_kv_data(StateStoreDataKey::SyncToken)
        .await
        .map_err(|_| unusable(settings))?
        .is_none();
    // The SDK drops a response whose token it has saved already. After a crash between its save and
    // our commit that very response comes again, and must be heard.
    store
        .remove_kv_data(StateStoreDataKey::SyncToken)
        .await
        .map_err(|_| unusable(settings))?;
    client
        .restore_session(MatrixSession {
            meta: SessionMeta {
                user_id,
                device_id: OwnedDeviceId::from(account.device_id.as_str()),
            },
            tokens: SessionTokens {
                access_token: token,
                refresh_token: None,
            },
        })
        .await
        .map_err(|error| not_restored(settings, &error))?;
    Ok(Session { client, empty })
}

fn not_opened(settings: &MatrixSettings, error: &ClientBuildError) -> NoSession {
    match error {
        // These tell of another key or another version; the rest is the disk's.
        ClientBuildError::SqliteStore(
            OpenStoreError::InitCipher(_)
            | OpenStoreError::MissingVersion
            | OpenStoreError::InvalidVersion,
        ) => broken(settings),
        ClientBuildError::SqliteStore(_) => unusable(settings),
        ClientBuildError::Http(_) => NoSession::Away("the homeserver cannot be reached".into()),
        _ => NoSession::Fatal(Fatal {
            what: "matrix.homeserver is not the address of a homeserver".into(),
            remedy: "Set it to an address such as https://matrix.example.org".into(),
        }),
    }
}

fn not_restored(settings: &MatrixSettings, error: &Error) -> NoSession {
    let is_disks = match error {
        Error::Io(_) => true,
        Error::StateStore(error) => matches!(**error, StoreError::Backend(_)),
        Error::CryptoStoreError(error) => {
            matches!(
                **error,
                CryptoStoreError::Io(_) | CryptoStoreError::Backend(_)
            )
        }
        _ => false,
    };
    if is_disks {
        unusable(settings)
    } else {
        broken(settings)
    }
}

fn broken(settings: &MatrixSettings) -> NoSession {
    NoSession::Fatal(Fatal {
        what: format!(
            "The Matrix store in {} cannot be opened with the key this data folder has for it",
            settings.store.display()
        ),
        remedy: "Bring back store and data folder together, or delete the store to start over as a new device"
            .into(),
    })
}

fn unusable(settings: &MatrixSettings) -> NoSession {
    NoSession::Away(format!(
        "The Matrix store in {} cannot be read or written: see that the disk is whole and not full, that the \
         folder belongs to the bot, and that nothing else uses it; else delete the store to start over as a new \
         device",
        settings.store.display()
    ))
}

fn unreachable(settings: &MatrixSettings, trouble: Trouble) -> NoSession {
    match trouble {
        Trouble::Away(why) => NoSession::Away(why),
        Trouble::NotMatrix(why) | Trouble::Refused(why) => {
            // A proxy in front of a restarting homeserver answers like this too, so keep trying.
            NoSession::Away(format!(
                "{why} (matrix.homeserver = {})",
                settings.homeserver
            ))
        }
    }
}

fn not_let_in(settings: &MatrixSettings, trouble: Trouble) -> NoSession {
    match trouble {
        Trouble::Refused(code) => NoSession::Fatal(Fatal {
            what: format!("The homeserver did not let the bot log in ({code})"),
            remedy: "Correct matrix.user and matrix.password, or set matrix.access_token instead"
                .into(),
        }),
        trouble => unreachable(settings, trouble),
    }
}

fn fatal<T>(what: String, remedy: &str) -> Result<T, NoSession> {
    Err(NoSession::Fatal(Fatal {
        what,
        remedy: remedy.to_owned(),
    }))
}

fn holds_store(path: &Path) -> bool {
    std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some())
}

/// Moves the store of a device that is no more out of the way; its keys may still be wanted.
fn set_aside(store: &Path, device: &str) -> Result<(), NoSession> {
    let mut name = store.file_name().unwrap_or_default().to_owned();
    name.push(format!("-of-{device}"));
    std::fs::rename(store, store.with_file_name(name)).map_err(|_| {
        NoSession::Fatal(Fatal {
            what: format!(
                "The Matrix store in {} belongs to a device that was removed, and cannot be moved",
                store.display()
            ),
            remedy: "Move or delete it, so that the bot can start over as a new device".into(),
        })
    })
}

const ANOTHER_HOMESERVER: &str =
    "Set matrix.homeserver back, or give the new account a data folder of its own";

/// What to do where a token is no longer taken.
pub(crate) const NEW_TOKEN: &str = "Log in once more to make a new token and set it with its matrix.device_id, \
                                    or set matrix.password instead, with which the bot logs in by itself";

fn of_another_homeserver(settings: &MatrixSettings) -> String {
    format!(
        "The Matrix store in {} belongs to an account on another homeserver than matrix.homeserver names",
        settings.store.display()
    )
}

fn is_same_user(full: &str, given: &str) -> bool {
    let localpart = |id: &str| {
        id.trim_start_matches('@')
            .split(':')
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    if given.contains(':') {
        full.eq_ignore_ascii_case(given)
    } else {
        localpart(full) == localpart(given)
    }
}

fn same_or_new(kept: &str, now: &str) -> bool {
    kept.is_empty() || kept == now
}

fn random<const BYTES: usize>() -> Result<[u8; BYTES], NoSession> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|_| NoSession::Away("the machine gives no random numbers".into()))?;
    Ok(bytes)
}

impl From<SealedError> for NoSession {
    fn from(error: SealedError) -> Self {
        // Mostly a full disk, which passes once somebody makes room.
        Self::Away(format!(
            "The bot's Matrix records cannot be read or written ({error}): see that the disk is not full, \
             and that data folder and key file belong together"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_known_by_full_id_or_local_part() {
        assert!(is_same_user("@bot:here", "bot"));
        assert!(is_same_user("@bot:here", "@bot:here"));
        assert!(is_same_user("@bot:here", "Bot"));
        assert!(!is_same_user("@bot:here", "@bot:there"));
        assert!(!is_same_user("@bot:here", "boat"));
    }
}
