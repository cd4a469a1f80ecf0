//! Meta's Graph API: what is asked of it, and how it answers.
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

use crate::payload::Failure;
use crate::settings::CloudSettings;

/// How long a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(10);
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest answer that is read.
const LONGEST: usize = 4 * 1024 * 1024;

/// The Graph API, as one app and one number.
#[derive(Clone)]
pub(crate) struct Graph {
    http: reqwest::Client,
    url: String,
    number: String,
    token: SecretString,
}

/// Why a request came to nothing, or to nobody knows what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(crate) enum GraphError {
    /// There is no connection; nothing was done.
    #[error("Meta's Graph API is not reached")]
    Unreachable,
    /// There is no answer that says what was done.
    #[error("Meta's Graph API gave no answer")]
    NoAnswer,
    /// It refuses, with this code of Meta's; nothing was done.
    #[error("Meta refuses (error {0})")]
    Refused(i64),
}

#[derive(Deserialize)]
struct Refused {
    error: Failure,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Accepted {
    messages: Vec<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HealthAnswer {
    health_status: Health,
}

/// Whether the number can send, by the parts that have a say in it.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status>
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Health {
    /// `AVAILABLE`, `LIMITED` or `BLOCKED`.
    pub can_send_message: String,
    /// The number, the business account, the business, the app.
    pub entities: Vec<Entity>,
}

/// One of those parts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entity {
    /// `PHONE_NUMBER`, `WABA`, `BUSINESS` or `APP`.
    pub entity_type: String,
    /// Its id.
    pub id: String,
    /// `AVAILABLE`, `LIMITED` or `BLOCKED`.
    pub can_send_message: String,
    /// Why it is limited or blocked.
    pub errors: Vec<Ailment>,
}

/// Why a part cannot send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ailment {
    /// Meta's code.
    pub error_code: i64,
}

/// A page of a list; only how many there are, and what is asked of each, is read.
#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
pub(crate) struct Page<T> {
    #[serde(default = "Vec::new")]
    pub data: Vec<T>,
}

/// A template, as the business account lists it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TemplateEntry {
    pub name: String,
    pub language: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED` …
    pub status: String,
}

impl Graph {
    /// A client. No I/O.
    pub(crate) fn new(settings: &CloudSettings) -> Self {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECTING)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap_or_default();
        Self {
            http,
            url: settings.graph.trim_end_matches('/').to_owned(),
            number: settings.phone_number_id.clone(),
            token: settings.access_token.clone(),
        }
    }

    /// Posts a message; gives its id.
    pub(crate) async fn post(&self, message: &Value) -> Result<String, GraphError> {
        let url = format!("{}/{}/messages", self.url, self.number);
        let request = self.http.post(url).json(message);
        let accepted: Accepted = self.ask(request).await?;
        let id = accepted.messages.into_iter().next().map(|it| it.id);
        id.filter(|it| !it.is_empty()).ok_or(GraphError::NoAnswer)
    }

    /// Whether the number can send.
    pub(crate) async fn health(&self) -> Result<Health, GraphError> {
        let path = format!("{}?fields=health_status", self.number);
        let answer: HealthAnswer = self.get(&path).await?;
        Ok(answer.health_status)
    }

    /// How many groups the number has; those on the first page.
    pub(crate) async fn groups(&self) -> Result<usize, GraphError> {
        let page: Value = self
            .get(&format!("{}/groups?limit=100", self.number))
            .await?;
        let groups = page.pointer("/data/groups").or_else(|| page.get("data"));
        Ok(groups.and_then(Value::as_array).map_or(0, Vec::len))
    }

    /// How many apps hear what comes to a business account.
    pub(crate) async fn subscribers(&self, account: &str) -> Result<usize, GraphError> {
        let page: Page<Value> = self.get(&format!("{account}/subscribed_apps")).await?;
        Ok(page.data.len())
    }

    /// A business account's templates of this name.
    pub(crate) async fn templates(
        &self,
        account: &str,
        name: &str,
    ) -> Result<Vec<TemplateEntry>, GraphError> {
        let path = format!("{account}/message_templates?name={name}&fields=name,language,status");
        let page: Page<TemplateEntry> = self.get(&path).await?;
        Ok(page.data)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, GraphError> {
        self.ask(self.http.get(format!("{}/{path}", self.url)))
            .await
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, GraphError> {
        let sent = request.bearer_auth(self.token.expose_secret()).send().await;
        let mut answer = sent.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                GraphError::Unreachable
            } else {
                GraphError::NoAnswer
            }
        })?;
        let status = answer.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| GraphError::NoAnswer)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LONGEST {
                return Err(GraphError::NoAnswer);
            }
        }
        if status.is_success() {
            return serde_json::from_slice(&bytes).map_err(|_| GraphError::NoAnswer);
        }
        let refused = serde_json::from_slice::<Refused>(&bytes).map(|it| it.error.code);
        Err(match (refused, status.as_u16()) {
            // A server's own failure says nothing of what was done before it failed.
            (Ok(1 | 2), 500..) | (Err(_), 500..) => GraphError::NoAnswer,
            (Ok(code), _) => GraphError::Refused(code),
            (Err(_), 401) => GraphError::Refused(190),
            (Err(_), 429) => GraphError::Refused(130_429),
            (Err(_), _) => GraphError::Refused(100),
        })
    }
}
