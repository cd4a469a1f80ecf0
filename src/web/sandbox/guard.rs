//! Keeps other websites out. The page has no log-in: whoever can reach it may act in it, so it must be
//! this computer's own browser, on this page, or a script that runs here.
//!
//! A foreign site could point a name of its own at 127.0.0.1 (DNS rebinding): the `Host` header then names
//! it. Or it could post from its own page: the `Origin` header then names it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses what does not come from this computer's own page or scripts; adds the safety headers.
pub(super) async fn only_this_computer(request: Request, next: Next) -> Response {
    let mut response = match check(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: under it a browser hides the origin of this page's own forms.
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn check(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let host = text(headers, &header::HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "the sandbox answers only under localhost, 127.0.0.1 or [::1]: open it under one of these",
        ));
    }
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let origin = headers
        .get(header::ORIGIN)
        .map(|origin| origin.to_str().unwrap_or("null"));
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let ours = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
        && site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    if ours {
        Ok(())
    } else {
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            "another website may not act in the sandbox",
        ))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether `host` (a name or address, with or without a port) is this computer under a name that no one
/// else can give out.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_else_can_give_out_are_loopback() {
        for host in [
            "localhost",
            "LOCALHOST:3000",
            "127.0.0.1",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:80",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io:80",
            "::1",
            "[::2]:80",
            "127.0.0.1:x",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
