//! Asking signal-cli: JSON-RPC 2.0 over HTTP, `POST /api/v1/rpc`. Answers come with status 200 also where they
//! are errors. There is no authentication: whoever reaches the port is the account.
//!
//! Error codes as in signal-cli's `SignalJsonRpcCommandHandler` (0.13.19): −1 the user's mistake, −3 input or
//! output failed, −4 an untrusted key, −5 rate limit, −6 a captcha is asked for; −32xxx as JSON-RPC has them.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thiserror::Error;

use crate::results::{Recipient, Results};

/// How long anything but a send may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection may take to be made: it is this machine, or the one beside it.
const CONNECTING: Duration = Duration::from_secs(5);
/// The longest answer: a list of every group with every member.
const LONGEST: usize = 32 * 1024 * 1024;

/// signal-cli's daemon, by its address.
#[derive(Clone)]
pub(crate) struct Rpc {
    http: reqwest::Client,
    url: String,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub(crate) enum RpcError {
    /// Nothing was asked: there is no connection.
    #[error("signal-cli does not answer at its address")]
    Unreachable,
    /// It was asked, and whether it was done is not known.
    #[error("signal-cli gave no answer")]
    NoAnswer,
    /// It answers, but not as signal-cli does.
    #[error("what answers there is not signal-cli ({0})")]
    NotSignal(String),
    /// It says no.
    #[error("signal-cli refuses: {0}")]
    Refused(Refusal),
}

/// An error of signal-cli's. Its words may hold ids, so they are shown only where it is known which they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusal {
    /// Its code.
    pub code: i64,
    /// Its words.
    pub message: String,
    /// What became of each recipient, where it tried to send.
    pub results: Option<Results>,
}

/// The kinds of refusal that matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reason {
    /// There is no such account in this signal-cli.
    NoAccount,
    /// The account is no longer linked or registered.
    Unauthorized,
    /// Signal asks to wait.
    RateLimit,
    /// Signal asks for a captcha.
    Captcha,
    /// A neighbour's key changed.
    Identity,
    /// Only admins may write in this group, and the bot is none.
    AdminsOnly,
    /// The account is not in this group.
    NotInGroup,
    /// Input or output failed: mostly, Signal cannot be reached.
    Io,
    /// It does not know the method: it runs for one account only, or is of another version.
    NoMethod,
    /// This cannot be done.
    Other,
}

impl RpcError {
    /// Whether the account is gone from Signal or from signal-cli: its phone unlinked it, or it was deleted.
    pub(crate) fn is_unlinked(&self) -> bool {
        let Self::Refused(refusal) = self else {
            return false;
        };
        matches!(refusal.reason(), Reason::NoAccount | Reason::Unauthorized)
    }
}

impl Refusal {
    /// What it is, by code and, where codes do not tell, by words.
    pub(crate) fn reason(&self) -> Reason {
        let says = |words: &str| self.message.contains(words);
        match self.code {
            -4 => Reason::Identity,
            -5 => Reason::RateLimit,
            -6 => Reason::Captcha,
            -32602 if says("account") => Reason::NoAccount,
            _ if says("Authorization failed") || says("not registered") => Reason::Unauthorized,
            _ if says("StatusCode: 429") || says("[429]") || says("Rate") => Reason::RateLimit,
            -3 | -32603 => Reason::Io,
            -32601 => Reason::NoMethod,
            _ if says("not allowed to send message to group") => Reason::AdminsOnly,
            _ if says("not a member in group") || says("Group not found") => Reason::NotInGroup,
            _ => Reason::Other,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.reason() {
            Reason::NoAccount => "it has no such account",
            Reason::Unauthorized => "the account is no longer linked",
            Reason::RateLimit => "Signal asks to wait",
            Reason::Captcha => "Signal asks for a captcha",
            Reason::Identity => "a neighbour's safety number changed",
            Reason::AdminsOnly => "only admins may write in this group",
            Reason::NotInGroup => "the account is not in this group",
            Reason::Io => "it cannot reach Signal",
            Reason::NoMethod => {
                "it runs for one account only, or is too old: start its daemon without -a, or update it"
            }
            Reason::Other => return write!(f, "error {}", self.code),
        };
        f.write_str(what)
    }
}

#[derive(Deserialize)]
struct Answer {
    result: Option<Value>,
    error: Option<ErrorObject>,
}

#[derive(Deserialize)]
struct ErrorObject {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    message: String,
    data: Option<Value>,
}

/// A group as `listGroups` tells it.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Group {
    pub id: String,
    pub name: Option<String>,
    pub is_member: bool,
    pub is_blocked: bool,
    pub pending_members: Vec<Recipient>,
    pub admins: Vec<Recipient>,
}

#[derive(Deserialize)]
struct AccountEntry {
    number: String,
}

#[derive(Deserialize)]
struct Version {
    version: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LinkUri {
    device_link_uri: String,
}

impl Rpc {
    /// A client for the daemon at `url`. No I/O.
    pub(crate) fn new(url: &str) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECTING)
            // A daemon that was restarted closed what was open.
            .pool_max_idle_per_host(0)
            .no_proxy()
            .build()
            .unwrap_or_default();
        Self {
            http,
            url: url.trim_end_matches('/').to_owned(),
        }
    }

    /// The client and address of the event stream.
    pub(crate) fn events(&self, account: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/api/v1/events", self.url);
        let request = self.http.get(url).header("Accept", "text/event-stream");
        request.query(&[("account", account)])
    }

    pub(crate) async fn version(&self) -> Result<String, RpcError> {
        Ok(self.ask::<Version>("version", json!({})).await?.version)
    }

    /// The numbers of the accounts it has.
    pub(crate) async fn accounts(&self) -> Result<Vec<String>, RpcError> {
        let found: Vec<AccountEntry> = self.ask("listAccounts", json!({})).await?;
        Ok(found.into_iter().map(|it| it.number).collect())
    }

    /// The id of the account with this number, where signal-cli knows it.
    pub(crate) async fn account_id(&self, number: &str) -> Result<Option<String>, RpcError> {
        let parameters = json!({ "account": number, "allRecipients": true });
        let known: Vec<Recipient> = self.ask("listContacts", parameters).await?;
        let own = known
            .into_iter()
            .find(|it| it.number.as_deref() == Some(number));
        Ok(own.and_then(|it| it.uuid))
    }

    pub(crate) async fn groups(&self, account: &str) -> Result<Vec<Group>, RpcError> {
        self.ask("listGroups", json!({ "account": account })).await
    }

    /// Takes an invitation up.
    pub(crate) async fn accept(&self, account: &str, group: &str) -> Result<(), RpcError> {
        let parameters = json!({ "account": account, "groupId": group });
        self.ask::<Value>("updateGroup", parameters).await.map(drop)
    }

    /// Asks Signal itself something, to see that it is reached and that the account is still linked.
    pub(crate) async fn pulse(&self, account: &str) -> Result<(), RpcError> {
        let parameters = json!({ "account": account });
        self.ask::<Value>("listDevices", parameters).await.map(drop)
    }

    /// Begins to link an account: what the QR code says.
    pub(crate) async fn start_link(&self) -> Result<SecretString, RpcError> {
        let link: LinkUri = self.ask("startLink", json!({})).await?;
        Ok(SecretString::from(link.device_link_uri))
    }

    /// Waits until the code was scanned, `patience` at most; gives the account's number.
    pub(crate) async fn finish_link(
        &self,
        uri: &SecretString,
        device: &str,
        patience: Duration,
    ) -> Result<String, RpcError> {
        let parameters = json!({ "deviceLinkUri": uri.expose_secret(), "deviceName": device });
        let linked = self.call("finishLink", parameters, patience).await?;
        read::<AccountEntry>(linked).map(|it| it.number)
    }

    async fn ask<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, RpcError> {
        read(self.call(method, params, PATIENCE).await?)
    }

    /// Calls a method.
    pub(crate) async fn call(
        &self,
        method: &str,
        params: Value,
        patience: Duration,
    ) -> Result<Value, RpcError> {
        let call = json!({ "jsonrpc": "2.0", "id": "1", "method": method, "params": params });
        let request = self.http.post(format!("{}/api/v1/rpc", self.url));
        let sent = request.timeout(patience).json(&call).send().await;
        let mut answer = sent.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                RpcError::Unreachable
            } else {
                RpcError::NoAnswer
            }
        })?;
        let status = answer.status();
        if status.as_u16() == 429 {
            return Err(RpcError::Refused(Refusal {
                code: -5,
                ..Refusal::default()
            }));
        }
        // A server's own failure says nothing of what was done before it failed.
        if status.is_server_error() {
            return Err(RpcError::NoAnswer);
        }
        if !status.is_success() {
            return Err(RpcError::NotSignal(format!("status {}", status.as_u16())));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| RpcError::NoAnswer)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LONGEST {
                return Err(RpcError::NotSignal("its answer has no end".to_owned()));
            }
        }
        let answer: Answer = serde_json::from_slice(&bytes)
            .map_err(|_| RpcError::NotSignal("its answer is no JSON-RPC".to_owned()))?;
        match (answer.error, answer.result) {
            (Some(error), _) => Err(RpcError::Refused(error.into())),
            (None, result) => Ok(result.unwrap_or_default()),
        }
    }
}

impl From<ErrorObject> for Refusal {
    fn from(error: ErrorObject) -> Self {
        let results = error.data.and_then(|mut data| {
            let response = data.get_mut("response")?.take();
            serde_json::from_value(response).ok()
        });
        Self {
            code: error.code,
            message: error.message,
            results,
        }
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, RpcError> {
    serde_json::from_value(value)
        .map_err(|_| RpcError::NotSignal("its answer has another form".to_owned()))
}
