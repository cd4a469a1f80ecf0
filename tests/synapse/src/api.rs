//! The client-server API by bare requests.

use anyhow::{Context as _, Result, bail, ensure};
use reqwest::{Client, Method, Url};
use serde_json::Value;

/// A homeserver's HTTP interface.
#[derive(Clone)]
pub(crate) struct Api {
    http: Client,
    base: Url,
}

/// One request: its path below `/_matrix/client`, who asks, and what is sent.
#[derive(Default)]
pub(crate) struct Call<'a> {
    pub(crate) path: &'a [&'a str],
    pub(crate) query: &'a [(&'a str, &'a str)],
    pub(crate) token: Option<&'a str>,
    pub(crate) body: Option<Value>,
}

impl Api {
    pub(crate) fn new(base: &str) -> Result<Self> {
        Ok(Self {
            http: Client::builder().no_proxy().build()?,
            base: Url::parse(base)?,
        })
    }

    pub(crate) fn base(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    pub(crate) async fn get(&self, call: Call<'_>) -> Result<Value> {
        self.send(Method::GET, call).await
    }

    pub(crate) async fn post(&self, call: Call<'_>) -> Result<Value> {
        self.send(Method::POST, call).await
    }

    pub(crate) async fn put(&self, call: Call<'_>) -> Result<Value> {
        self.send(Method::PUT, call).await
    }

    async fn send(&self, method: Method, call: Call<'_>) -> Result<Value> {
        let mut url = self.base.clone();
        let Ok(mut path) = url.path_segments_mut() else {
            bail!("{} has no path", self.base)
        };
        path.pop_if_empty()
            .extend(["_matrix", "client"])
            .extend(call.path);
        drop(path);
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let mut request = self.http.request(method, url);
        if let Some(token) = call.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status();
        let body = response.text().await?;
        ensure!(
            status.is_success(),
            "{} answered {status}: {body}",
            call.path.join("/")
        );
        serde_json::from_str(&body).context("the homeserver did not answer JSON")
    }
}
