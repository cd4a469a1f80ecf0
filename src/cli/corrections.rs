//! `wegotus corrections`.

use clap::Args;

use super::terminal::{counted, printable};
use super::{Common, Failure, say};
use crate::config::Config;
use crate::control::{self, CorrectionsAnswer, NetworkCorrections, Request};

/// How to tell.
#[derive(Debug, Args)]
pub(super) struct Corrections {
    /// Tell it as JSON.
    #[arg(long)]
    json: bool,
}

impl Corrections {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        let found: CorrectionsAnswer = control::ask(&config.data, Request::Corrections)
            .await
            .map_err(anyhow::Error::from)?;
        let told = if self.json {
            serde_json::to_string_pretty(&found).map_err(anyhow::Error::from)?
        } else if found.networks.iter().all(|it| it.phrases.is_empty()) {
            "Nobody has said yet that a message was no post.".to_owned()
        } else {
            let some = found.networks.iter().filter(|it| !it.phrases.is_empty());
            let networks: String = some.map(told).collect();
            format!("{networks}\n{}", remedy(&config))
        };
        Ok(say(&told)?)
    }
}

/// One network's corrections, a line a phrase.
fn told(network: &NetworkCorrections) -> String {
    let mut told = format!("{}: answered with \"no\" or ❌\n", network.id);
    for it in &network.phrases {
        let phrase = match &it.phrase {
            Some(phrase) => format!("\"{}\"", printable(phrase)),
            None => "no one phrase".to_owned(),
        };
        let posts = counted(u64::from(it.posts), "post", "posts");
        told.push_str(&format!(
            "  {:>5}  {phrase} · {posts} came of it\n",
            it.times
        ));
    }
    told
}

/// What to do about it.
fn remedy(config: &Config) -> String {
    let file = config.config_dir.as_ref().map_or_else(
        || "lexicon/own.toml in a folder that config_dir names".to_owned(),
        |dir| dir.join("lexicon/own.toml").display().to_string(),
    );
    format!(
        "To silence a phrase, write it under [silence] phrases in {file}.\n\
         Silence what your neighbours say in passing (\"need a nap\"), not \"need\": that would silence every need."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::PhraseCorrections;

    #[test]
    fn corrections_are_a_line_a_phrase() {
        let phrase = |phrase: Option<&str>, times, posts| PhraseCorrections {
            phrase: phrase.map(str::to_owned),
            times,
            posts,
        };
        let network = NetworkCorrections {
            id: "elm".to_owned(),
            phrases: vec![
                phrase(Some("does anybody have"), 12, 31),
                phrase(None, 1, 1),
            ],
        };
        insta::assert_snapshot!(told(&network), @r#"
        elm: answered with "no" or ❌
             12  "does anybody have" · 31 posts came of it
              1  no one phrase · 1 post came of it
        "#);
    }
}
