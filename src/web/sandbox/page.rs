//! The page itself, readable without JavaScript; the script then keeps it current.
//!
//! The script clones the `<template>`s below, so that what a message or a post looks like is written here
//! and nowhere else.

use axum::extract::{Query, State};
use axum::response::Html;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use wegotus_chat::{Ability, Timestamp};
use wegotus_sandbox::{Message, Person, Room, Speaker};

use super::{BoardPost, SandboxPage};

/// The neighbours one can be from the start.
const NEIGHBOURS: [&str; 5] = ["Ana", "Ben", "Chidi", "Dalia", "Organizer"];
/// The reactions that mean something to the bot, with what to call them.
const REACTIONS: [(&str, &str); 5] = [
    ("✋", "raised hand: I'll do it"),
    ("👍", "thumbs up: yes"),
    ("✅", "check mark: done"),
    ("❌", "cross: no"),
    ("❓", "question mark"),
];
/// How many messages of a room are shown before the script takes over.
const SHOWN: usize = 100;
/// Longer texts are cut where they are shown, not where they are kept.
const SHOWN_CHARS: usize = 2000;
/// How many colours there are for names.
const HUES: u32 = 6;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "as")]
    person: Option<String>,
    other: Option<String>,
}

/// `GET /?as=<person>`.
pub(super) async fn show(
    State(page): State<SandboxPage>,
    Query(asked): Query<Asked>,
) -> Html<String> {
    let me = [asked.other, asked.person]
        .into_iter()
        .flatten()
        .find_map(|name| name.parse::<Person>().ok());
    let people = people(&page, me.as_ref());
    let me = me.or_else(|| people.first().cloned());
    let posts = page.engine.board().await;
    Html(whole(&page, &people, me.as_ref(), &posts).into_string())
}

fn whole(
    page: &SandboxPage,
    people: &[Person],
    me: Option<&Person>,
    posts: &[BoardPost],
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "wegotus · sandbox" }
                link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/sandbox/page.css";
                script src="/sandbox/page.js" defer {}
            }
            body {
                a.skip href="#rooms" { "Skip to the rooms" }
                (header(page, people, me))
                (steps())
                nav.tabs aria-label="Rooms and board" {
                    @for (anchor, title) in [("whatsapp", "WhatsApp"), ("signal", "Signal"), ("matrix", "Matrix"), ("direct", "Private"), ("board", "Board")] {
                        a href={ "#room-" (anchor) } { (title) " " span.unread hidden {} }
                    }
                }
                main #rooms tabindex="-1" {
                    @for room in &Room::GROUPS {
                        (section(page, room, me))
                    }
                    div.side {
                        (board(posts))
                        @if let Some(me) = me {
                            (section(page, &Room::Direct(me.clone()), Some(me)))
                        }
                    }
                }
                footer.keys.js {
                    "On a message: " kbd { "↑" } " " kbd { "↓" } " move · " kbd { "r" } " reply · "
                    kbd { "1" } "–" kbd { "5" } " react · " kbd { "e" } " edit · " kbd { "x" } " delete · " kbd { "Tab" } " its buttons"
                }
                div #announcer .unseen role="log" aria-label="News" {}
                template #message-template { (message(None, &[])) }
                template #post-template { (post(None)) }
            }
        }
    }
}

/// Everyone one can be: the neighbours, whoever else has acted, and the one asked for.
fn people(page: &SandboxPage, me: Option<&Person>) -> Vec<Person> {
    let mut people: Vec<Person> = NEIGHBOURS
        .iter()
        .filter_map(|name| name.parse().ok())
        .collect();
    for person in page.world.people().iter().chain(me) {
        if !people.contains(person) {
            people.push(person.clone());
        }
    }
    people
}

fn header(page: &SandboxPage, people: &[Person], me: Option<&Person>) -> Markup {
    html! {
        aside.notice aria-label="About this page" {
            span { "wegotus is a request board that lives in the chats a neighbourhood already has. " }
            strong { "Sandbox: nothing here leaves this computer." }
        }
        header.top {
            h1 { "wegotus" }
            form.who action="/" method="get" {
                div.asking role="radiogroup" aria-labelledby="who-title" {
                    h2 #who-title { "You are" }
                    div.pills {
                        @for person in people {
                            label.pill {
                                input type="radio" name="as" value=(person.as_str()) checked[Some(person) == me];
                                bdi { (person.as_str()) }
                                span.unread hidden {}
                            }
                        }
                        label.pill.other {
                            span.unseen { "Someone else: type a name and press Enter" }
                            input type="text" name="other" maxlength="64" placeholder="someone else…" autocomplete="off";
                        }
                        button.nojs type="submit" { "Switch" }
                    }
                }
            }
            section.clock aria-label="The sandbox's clock" {
                p {
                    span { "It is " }
                    time #now datetime=(page.world.now().to_string()) { (shown_at(page.world.now(), "%a %-d %b, %H:%M")) }
                }
                div.js {
                    button type="button" data-advance="3600" { "+1 hour" }
                    button type="button" data-advance="86400" { "+1 day" }
                    label title="as if the bot had been switched off meanwhile" { input #asleep type="checkbox"; " as if asleep" }
                }
                p.problem role="alert" {}
            }
        }
    }
}

/// What to try first; the script marks the step that comes next.
fn steps() -> Markup {
    html! {
        section.steps aria-labelledby="steps-title" {
            h2 #steps-title { "Try it" }
            ol {
                li data-step="1" { "As " strong { "Ana" } ", ask for something in one room, in your own words." }
                li data-step="2" { "As " strong { "Ben" } ", reply " q { "claim" } " or react ✋ to the bot's notice in another room." }
                li data-step="3" { "The bot brings the two together, each in a " strong { "private chat" } "." }
                li data-step="4" { "Afterwards, reply " q { "done" } ". Or move the clock: what is due is remembered." }
            }
        }
    }
}

fn section(page: &SandboxPage, room: &Room, me: Option<&Person>) -> Markup {
    let (slug, title, example) = match room {
        Room::WhatsApp => ("whatsapp", "WhatsApp", "need a ride to dialysis tmrw 7am"),
        Room::Signal => (
            "signal",
            "Signal",
            "I have a pram to give away, barely used",
        ),
        Room::Matrix => ("matrix", "Matrix", "need: diapers size 4"),
        Room::Direct(_) => ("direct", "Private chat", "need: someone to talk to tonight"),
    };
    let messages = page.world.messages(room, None);
    let shown = messages
        .get(messages.len().saturating_sub(SHOWN)..)
        .unwrap_or_default();
    let name = me.map(Person::as_str).unwrap_or_default();
    html! {
        section.room.(slug) id={ "room-" (slug) } data-room=(room) aria-labelledby={ "title-" (slug) } {
            header {
                h2 id={ "title-" (slug) } tabindex="-1" {
                    (title)
                    @if room.is_private() { span.with { ": " bdi.me { (name) } " and wegotus" } }
                }
                @if !room.is_private() { p { (habits(room)) } }
                @if room.is_private() {
                    button.fold.js type="button" aria-expanded="true" aria-controls="direct-body" { "Hide" }
                }
            }
            div.body id={ (slug) "-body" } {
                ol.messages aria-label={ "Messages in " (title) } hidden[shown.is_empty()] {
                    @for one in shown { (message(Some(one), shown)) }
                }
                div.empty hidden[!shown.is_empty()] {
                    @if room.is_private() {
                        p { "What " bdi.me { (name) } " and the bot write here, no room sees. Ask privately, or wait: on a claim the bot writes to both ends." }
                    } @else {
                        p { "Nobody has written here yet. Ask or offer as you would in a chat:" }
                    }
                    button.example.js type="button" { (example) }
                    p.nojs { q { (example) } }
                }
                form.composer method="post" action="/sandbox/form/say" {
                    div.context hidden {
                        p {}
                        button.cancel type="button" { "Cancel" }
                    }
                    input type="hidden" name="room" value=(room);
                    input type="hidden" name="person" value=(name);
                    label.unseen for={ "write-" (slug) } { "Write in " (title) " as " bdi.me { (name) } }
                    textarea id={ "write-" (slug) } name="text" rows="1" dir="auto" required autocomplete="off" placeholder={ "Write as " (name) "…" } {}
                    button.send type="submit" { "Send" }
                    p.problem role="alert" {}
                }
            }
        }
    }
}

/// What a room's network allows, in a few words.
fn habits(room: &Room) -> &'static str {
    match room.abilities().edit {
        Ability::Within(span) if span.as_secs() < 3600 => "group · edits for 15 min",
        Ability::Within(_) => "group · edits for a day",
        Ability::Always | Ability::Never => "room · edits at any time",
    }
}

/// A message, or the template of one.
fn message(message: Option<&Message>, among: &[Message]) -> Markup {
    let sender = message.map_or("", |m| m.sender.as_str());
    let is_bot = message.is_some_and(|m| m.sender == Speaker::Bot);
    let quoted = message
        .and_then(|m| m.reply_to)
        .and_then(|id| among.iter().find(|m| m.id == id));
    html! {
        li.message.bot[is_bot].gone[message.is_some_and(|m| m.deleted)]
            id=[message.map(|m| m.id.to_string())] data-hue=(hue(sender)) tabindex="-1" {
            p.by {
                bdi.name { (sender) }
                span.tag hidden[!is_bot] { "bot" }
                time datetime=[message.map(|m| m.at.to_string())] { @if let Some(m) = message { (shown_at(m.at, "%H:%M")) } }
                span.edited hidden[!message.is_some_and(|m| m.edited && !m.deleted)] { "edited" }
            }
            a.quote hidden[quoted.is_none()] href=[quoted.map(|m| format!("#{}", m.id))] tabindex="-1" dir="auto" {
                bdi { (quoted.map_or("", |m| m.sender.as_str())) }
                span { (quoted.map(shown_text).unwrap_or_default()) }
            }
            p.text dir="auto" { @if let Some(m) = message { (marked_text(m)) } }
            ul.reactions aria-label="Reactions" hidden[message.is_none_or(|m| m.reactions.is_empty())] {
                @if let Some(m) = message {
                    @for (emoji, people) in &m.reactions {
                        li { span title=(people.iter().map(Speaker::as_str).collect::<Vec<_>>().join(", ")) { (emoji.as_str()) " " (people.len()) } }
                    }
                }
            }
            @if message.is_none() {
                div.actions role="group" aria-label="Do something with this message" {
                    button type="button" data-do="reply" tabindex="-1" { "Reply" }
                    @for (emoji, meaning) in REACTIONS {
                        button type="button" data-do="react" data-emoji=(emoji) aria-label={ "React with " (meaning) } title=(meaning) tabindex="-1" { (emoji) }
                    }
                    button type="button" data-do="edit" tabindex="-1" { "Edit" }
                    button type="button" data-do="delete" tabindex="-1" { "Delete" }
                }
            }
        }
    }
}

fn board(posts: &[BoardPost]) -> Markup {
    let mut order: Vec<&BoardPost> = posts.iter().collect();
    order.sort_by_key(|post| (!post.status.is_live(), std::cmp::Reverse(post.number)));
    html! {
        section.board #room-board aria-labelledby="title-board" {
            header {
                h2 #title-board tabindex="-1" { "Board" }
                p { "what all rooms see" }
            }
            ol.posts aria-label="Posts" tabindex="0" { @for one in order { (post(Some(one))) } }
            p.empty hidden[!posts.is_empty()] { "Nothing is asked or offered yet. What somebody needs or gives in any room appears here, and in the other rooms." }
        }
    }
}

/// A post on the board, or the template of one.
fn post(post: Option<&BoardPost>) -> Markup {
    let word = |value: Option<serde_json::Value>| {
        value
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default()
    };
    let status = word(post.and_then(|p| serde_json::to_value(p.status).ok()));
    let category = word(post.and_then(|p| serde_json::to_value(p.category).ok()));
    let kind = post.map_or("", |p| p.kind.as_str());
    let taken: u32 = post.map_or(0, |p| p.claims.iter().map(|claim| claim.count).sum());
    let slots = post.map_or(1, |p| p.slots);
    html! {
        li.post data-number=[post.map(|p| p.number)] data-kind=(kind) data-status=(status) {
            p.head {
                strong.number { @if let Some(p) = post { "#" (p.number) } }
                span.kind { (kind) }
                span.status { (status) }
                span.urgent hidden[!post.is_some_and(|p| p.urgent)] { "urgent" }
            }
            p.text dir="auto" { (post.map(|p| p.text.as_str()).unwrap_or_default()) }
            ul.facts {
                li.category { (category) }
                li.when hidden[post.is_none_or(|p| p.when.is_none())] { (post.and_then(|p| p.when.as_deref()).map(shown_when).unwrap_or_default()) }
                li.repeats hidden[post.is_none_or(|p| p.repeats.is_none())] { (post.and_then(|p| p.repeats.as_deref()).unwrap_or_default()) }
                li.where dir="auto" hidden[post.is_none_or(|p| p.place.is_none())] { (post.and_then(|p| p.place.as_ref()).map(|t| t.as_str()).unwrap_or_default()) }
                li.slots hidden[slots < 2] { (taken) " of " (slots) " taken" }
                li.from hidden[post.is_none_or(|p| p.from.is_none())] { "from " bdi { (post.and_then(|p| p.from.as_deref()).unwrap_or_default()) } }
            }
            p.claims hidden[post.is_none_or(|p| p.claims.is_empty())] {
                "claimed by "
                bdi { (post.map(|p| p.claims.iter().map(|c| c.person.as_str()).collect::<Vec<_>>().join(", ")).unwrap_or_default()) }
            }
        }
    }
}

/// What is shown of a message, with what stands out in it; nothing does in one that is not shown as it is.
fn marked_text(message: &Message) -> Markup {
    let text = shown_text(message);
    let is_whole = text == message.text.as_str();
    let strong = if is_whole {
        message.strong.as_slice()
    } else {
        &[]
    };
    // The byte at which a UTF-16 unit stands.
    let byte_at = |unit: usize| {
        let mut before = 0;
        let mut chars = text.char_indices();
        let there = chars.find(|(_, c)| {
            let is_there = before >= unit;
            before += c.len_utf16();
            is_there
        });
        there.map_or(text.len(), |(byte, _)| byte)
    };
    let words = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let (mut parts, mut end) = (Vec::new(), 0);
    for [start, length] in strong {
        let (from, to) = (byte_at(*start), byte_at(start + length));
        parts.push((words(end, from), words(from, to)));
        end = to;
    }
    html! {
        @for (plain, strong) in parts { (plain) strong { (strong) } }
        (words(end, text.len()))
    }
}

fn shown_text(message: &Message) -> String {
    if message.deleted {
        return "This message was deleted.".to_owned();
    }
    let text = message.text.as_str();
    match text.char_indices().nth(SHOWN_CHARS) {
        None => text.to_owned(),
        Some((cut, _)) => {
            let (start, rest) = text.split_at(cut);
            format!("{start}… ({} more characters)", rest.chars().count())
        }
    }
}

/// An instant in this computer's time zone.
fn shown_at(at: Timestamp, format: &str) -> String {
    at.to_jiff()
        .to_zoned(TimeZone::system())
        .strftime(format)
        .to_string()
}

fn shown_when(when: &str) -> String {
    match when.parse::<jiff::Timestamp>() {
        Ok(at) => shown_at(at.into(), "%a %-d %b, %H:%M"),
        Err(_) => when.to_owned(),
    }
}

/// Which colour a name has; the script reckons the same.
fn hue(name: &str) -> u32 {
    name.chars()
        .fold(0, |sum: u32, c| sum.wrapping_add(u32::from(c)))
        % HUES
}
