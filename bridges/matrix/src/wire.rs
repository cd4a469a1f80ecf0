//! The few requests made before there is a session: where the homeserver is, whose token this is,
//! a login, whether a device still exists. A base address and credentials in, their answers out.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use thiserror::Error;

/// How long any single request may take, besides the long poll.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Why a request brought nothing.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(crate) enum Trouble {
    /// No connection, no answer in time, or the server is failing; worth another try.
    #[error("{0}")]
    Away(String),
    /// Something answered that is not a Matrix homeserver, or the address makes no sense.
    #[error("{0}")]
    NotMatrix(String),
    /// The homeserver said no, with this code.
    #[error("the homeserver answered {0}")]
    Refused(String),
}

/// The account and device a token belongs to.
pub(crate) struct Whoami {
    pub user_id: String,
    pub device_id: Option<String>,
}

/// A homeserver's address and a client to ask it with.
#[derive(Clone)]
pub(crate) struct Wire {
    http: Client,
    base: String,
}

impl Wire {
    /// Finds the homeserver: `given` is its address, or a server name whose well-known file names it.
    pub(crate) async fn find(given: &str) -> Result<Self, Trouble> {
        let http = http()?;
        let given = given.trim().trim_end_matches('/');
        if given.starts_with("https://") || given.starts_with("http://") {
            return Ok(Self {
                http,
                base: given.to_owned(),
            });
        }
        let address = format!("https://{given}");
        let well_known = http.get(format!("{address}/.well-known/matrix/client"));
        let base = match answer(well_known).await {
            Ok(file) => file["m.homeserver"]["base_url"].as_str().map(str::to_owned),
            Err(Trouble::Away(why)) => return Err(Trouble::Away(why)),
            // No well-known file: the name itself is the address.
            Err(_) => None,
        };
        let base = base.map_or(address, |base| base.trim_end_matches('/').to_owned());
        Ok(Self { http, base })
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) fn http(&self) -> Client {
        self.http.clone()
    }

    /// Asks whether this is a homeserver at all.
    pub(crate) async fn versions(&self) -> Result<(), Trouble> {
        let said = answer(self.http.get(self.at("versions"))).await?;
        if said["versions"].is_array() {
            return Ok(());
        }
        Err(Trouble::NotMatrix(
            "the address answers, but not as a Matrix homeserver does".into(),
        ))
    }

    /// Whose token this is.
    pub(crate) async fn whoami(&self, token: &str) -> Result<Whoami, Trouble> {
        let said = answer(
            self.http
                .get(self.at("v3/account/whoami"))
                .bearer_auth(token),
        )
        .await?;
        Ok(Whoami {
            user_id: string(&said, "user_id")?,
            device_id: said["device_id"].as_str().map(str::to_owned),
        })
    }

    /// Logs in as this very device; gives the user id and a token.
    pub(crate) async fn login(
        &self,
        user: &str,
        password: &SecretString,
        device_id: &str,
        device_name: &str,
    ) -> Result<(String, String), Trouble> {
        let said = answer(self.http.post(self.at("v3/login")).json(&json!({
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user},
            "password": password.expose_secret(),
            "device_id": device_id,
            "initial_device_display_name": device_name,
        })))
        .await?;
        Ok((string(&said, "user_id")?, string(&said, "access_token")?))
    }

    /// Whether the homeserver still holds this device's keys; without them nobody encrypts for it.
    pub(crate) async fn knows_device(
        &self,
        token: &str,
        user_id: &str,
        device_id: &str,
    ) -> Result<bool, Trouble> {
        let said = answer(
            self.http
                .post(self.at("v3/keys/query"))
                .bearer_auth(token)
                .json(&json!({"device_keys": {user_id: [device_id]}})),
        )
        .await?;
        Ok(said["device_keys"][user_id][device_id].is_object())
    }

    fn at(&self, path: &str) -> String {
        format!("{}/_matrix/client/{path}", self.base)
    }
}

/// The HTTP client for everything, the long poll included. It notices a connection that died silently.
fn http() -> Result<Client, Trouble> {
    Client::builder()
        .user_agent(concat!("wegotus/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(15))
        .http2_keep_alive_interval(Duration::from_secs(20))
        .http2_keep_alive_while_idle(true)
        .tcp_keepalive(Duration::from_secs(20))
        .build()
        .map_err(|_| Trouble::NotMatrix("TLS could not be set up on this machine".into()))
}

async fn answer(request: RequestBuilder) -> Result<Value, Trouble> {
    let response = request
        .timeout(PATIENCE)
        .send()
        .await
        .map_err(|error| not_sent(&error))?;
    let status = response.status();
    let body: Option<Value> = response.json().await.ok();
    if status.is_success() {
        return body.ok_or_else(|| {
            Trouble::NotMatrix("the address answers, but not as a Matrix homeserver does".into())
        });
    }
    let code = body.as_ref().and_then(|body| body["errcode"].as_str());
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Trouble::Away(format!(
            "the homeserver answered {}",
            status.as_u16()
        )));
    }
    Err(match code {
        Some(code) => Trouble::Refused(code.to_owned()),
        None => Trouble::NotMatrix(format!(
            "the address answers {}, but not as a Matrix homeserver does",
            status.as_u16()
        )),
    })
}

// reqwest's own words carry the address, which may carry ids; these do not.
fn not_sent(error: &reqwest::Error) -> Trouble {
    if error.is_builder() {
        return Trouble::NotMatrix("the homeserver's address is not a web address".into());
    }
    Trouble::Away(
        if error.is_timeout() {
            "the homeserver did not answer in time"
        } else {
            "the homeserver cannot be reached"
        }
        .into(),
    )
}

fn string(said: &Value, field: &str) -> Result<String, Trouble> {
    said[field]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Trouble::NotMatrix(format!("the homeserver's answer has no {field}")))
}
