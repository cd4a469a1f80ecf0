//! `wegotus board`.

use clap::Args;

use super::terminal::printable;
use super::{Common, Failure, say};
use crate::control::{self, BoardAnswer, PostAnswer, Request};

/// How to tell.
#[derive(Debug, Args)]
pub(super) struct Board {
    /// Tell it as JSON.
    #[arg(long)]
    json: bool,
}

impl Board {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        let board: BoardAnswer = control::ask(&config.data, Request::Board)
            .await
            .map_err(anyhow::Error::from)?;
        let told = if self.json {
            serde_json::to_string_pretty(&board).map_err(anyhow::Error::from)?
        } else if board
            .networks
            .iter()
            .all(|network| network.posts.is_empty())
        {
            "Nothing is on the board.".to_owned()
        } else {
            let networks = board.networks.iter();
            networks
                .map(|network| told(&network.id, &network.posts))
                .collect()
        };
        Ok(say(&told)?)
    }
}

/// One network's board, a line a post.
fn told(network: &str, posts: &[PostAnswer]) -> String {
    let count = if posts.len() == 1 {
        "1 post".to_owned()
    } else {
        format!("{} posts", posts.len())
    };
    let mut told = format!("{network}: {count}\n");
    for post in posts {
        let PostAnswer {
            number,
            status,
            slots,
            claims,
            ..
        } = post;
        let kind = post.kind.as_str();
        let slots = if *slots > 1 {
            format!(" {claims}/{slots}")
        } else {
            String::new()
        };
        let number = format!("#{number}");
        told.push_str(&format!(
            "  {number:>5}  {kind:5}  {status}{slots} · {}",
            printable(post.text.as_str())
        ));
        for more in [
            post.place.as_ref().map(|place| place.as_str()),
            post.repeats.as_deref(),
            post.when.as_deref(),
        ]
        .into_iter()
        .flatten()
        {
            told.push_str(&format!(" · {}", printable(more)));
        }
        told.push('\n');
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Kind;
    use crate::parser::Category;

    #[test]
    fn a_board_is_a_line_a_post() {
        let post = |number, kind, slots, text: &str| PostAnswer {
            number,
            kind,
            status: "open".to_owned(),
            category: Category::Food,
            slots,
            claims: 1,
            when: None,
            repeats: None,
            place: None,
            text: text.into(),
        };
        let mut ride = post(14, Kind::Need, 1, "ride to the clinic");
        ride.place = Some("Elm St".into());
        ride.when = Some("tomorrow 7:00".to_owned());
        ride.repeats = Some("every day, 07:00".to_owned());
        let nasty = post(2, Kind::Offer, 3, "soup\u{1b}[2J\n\u{202e}!!");
        insta::assert_snapshot!(told("elm", &[ride, nasty]), @"
        elm: 2 posts
            #14  need   open · ride to the clinic · Elm St · every day, 07:00 · tomorrow 7:00
             #2  offer  open 1/3 · soup [2J !!
        ");
    }
}
