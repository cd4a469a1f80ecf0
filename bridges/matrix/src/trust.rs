//! Cross-signing, recovery key and key backup, so that other people's clients trust this device and a
//! lost store costs no messages. Nothing here stands in the way of messages when it fails.

use matrix_sdk::encryption::recovery::{RecoveryError, RecoveryState};
use matrix_sdk::ruma::api::client::uiaa::{
    AuthData, MatrixUserIdentifier, Password, UserIdentifier,
};
use matrix_sdk::{Client, Error};
use secrecy::ExposeSecret;

use crate::records::Records;
use crate::refusal;
use crate::settings::{MatrixAuth, MatrixSettings};

/// Sets up what is missing. To be called after the first sync, which tells what there is.
///
/// # Errors
/// What could not be set up, why, and what to do, in words for an operator.
pub(crate) async fn settle(
    client: &Client,
    settings: &MatrixSettings,
    records: &Records,
) -> Result<(), String> {
    client
        .encryption()
        .wait_for_e2ee_initialization_tasks()
        .await;
    recover(client, settings, records).await?;
    sign(client, settings).await?;
    // Signing keys made just now go into the secret storage made just now.
    create(client, records).await
}

/// Brings back what the account has from before this device.
async fn recover(
    client: &Client,
    settings: &MatrixSettings,
    records: &Records,
) -> Result<(), String> {
    let recovery = client.encryption().recovery();
    if recovery.state() != RecoveryState::Incomplete {
        return Ok(());
    }
    let kept = records
        .recovery_key()
        .await
        .map_err(|error| error.to_string())?;
    let given = settings
        .recovery_key
        .as_ref()
        .map(|key| key.expose_secret().to_owned());
    let Some(key) = given.or(kept) else {
        return Err("the account has a recovery key that wegotus was not given; set matrix.recovery_key so that \
                    it can read encrypted messages from before this device"
            .into());
    };
    recovery
        .recover_and_fix_backup(&key)
        .await
        .map_err(|error| {
            format!(
                "the account's keys could not be recovered ({}); check matrix.recovery_key",
                in_words(&error)
            )
        })?;
    records
        .keep_recovery_key(&key)
        .await
        .map_err(|error| error.to_string())
}

/// Makes the account's signing keys if it has none.
async fn sign(client: &Client, settings: &MatrixSettings) -> Result<(), String> {
    let encryption = client.encryption();
    let Err(error) = encryption.bootstrap_cross_signing_if_needed(None).await else {
        return Ok(());
    };
    let cannot = |error: &Error| {
        format!(
            "the account's signing keys could not be set up ({})",
            refusal::in_words(error)
        )
    };
    let Some(asked) = error.as_uiaa_response() else {
        return Err(cannot(&error));
    };
    let (MatrixAuth::Password { password, .. }, Some(user)) = (&settings.auth, client.user_id())
    else {
        return Err("the homeserver asks for the password before it takes signing keys; set matrix.password, or set \
                    up encryption once with a Matrix client and give its key as matrix.recovery_key"
            .into());
    };
    let mut proof = Password::new(
        UserIdentifier::Matrix(MatrixUserIdentifier::new(user.to_string())),
        password.expose_secret().to_owned(),
    );
    proof.session = asked.session.clone();
    encryption
        .bootstrap_cross_signing_if_needed(Some(AuthData::Password(proof)))
        .await
        .map_err(|error| cannot(&error))
}

/// Makes a recovery key and a key backup if the account has none, and keeps the key.
async fn create(client: &Client, records: &Records) -> Result<(), String> {
    let recovery = client.encryption().recovery();
    let kept = records
        .recovery_key()
        .await
        .map_err(|error| error.to_string())?;
    let made = match recovery.state() {
        RecoveryState::Enabled if kept.is_none() => {
            // Made by this device, which was stopped before it could write the key down.
            recovery.reset_key().await
        }
        RecoveryState::Disabled | RecoveryState::Unknown => recovery.enable().await,
        RecoveryState::Enabled | RecoveryState::Incomplete => return Ok(()),
    };
    let key =
        made.map_err(|error| format!("no recovery key could be made ({})", in_words(&error)))?;
    records
        .keep_recovery_key(&key)
        .await
        .map_err(|error| error.to_string())?;
    tracing::info!("a recovery key was made for the Matrix account; `wegotus` can show it once");
    Ok(())
}

fn in_words(error: &RecoveryError) -> String {
    match error {
        RecoveryError::BackupExistsOnServer => {
            "the account has a key backup from before; set matrix.recovery_key".into()
        }
        RecoveryError::Sdk(error) => refusal::in_words(error),
        RecoveryError::SecretStorage(_) => {
            "the key does not open the account's secret storage".into()
        }
    }
}
