//! Writing a message without JavaScript: a plain form that comes back to the page.

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;

use super::SandboxPage;
use super::api::{Say, to_the_end};
use super::problem::Problem;

#[derive(Deserialize)]
pub(super) struct SayForm {
    room: String,
    person: String,
    text: String,
}

/// Says it, lets the bot answer, and goes back to the room.
pub(super) async fn say(
    State(page): State<SandboxPage>,
    Form(form): Form<SayForm>,
) -> Result<Redirect, Problem> {
    let anchor = if form.room.starts_with("dm:") {
        "direct".to_owned()
    } else {
        form.room.clone()
    };
    let person = form.person.clone();
    let said = Say {
        room: form.room,
        person: form.person,
        text: form.text,
        reply_to: None,
        picture: false,
    };
    let engine = page.engine.clone();
    to_the_end(async move { said.happens(&page).await }).await??;
    engine.settle().await;
    Ok(Redirect::to(&format!(
        "/?as={}#room-{anchor}",
        percent_encoded(&person)
    )))
}

/// A name as it stands in an address.
fn percent_encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
        address
    })
}
