//! What is said about claims.

use super::{Args, Telling, Voice};
use crate::board::ClaimSaying;

impl Voice<'_> {
    /// A saying about a claim, in words; empty when what it speaks of is gone.
    pub(super) fn claims(&self, saying: &ClaimSaying, telling: &Telling) -> String {
        let no = saying.post();
        let about = || Args::default().text("no", no.to_string());
        match saying {
            ClaimSaying::PartTaken { by, .. } => {
                self.with("part-taken", self.calling(about(), *by, telling))
            }
            ClaimSaying::AskCovers { helper, .. } => {
                let Some(text) = telling.relay.as_deref() else {
                    return String::new();
                };
                let name = self.name(telling, *helper);
                self.with("ask-covers", about().user("name", &name).user("text", text))
            }
            ClaimSaying::Covered { .. } => self.with("covered", about()),
            ClaimSaying::RestNoted { promoted, .. } => {
                let key = if *promoted {
                    "part-open-next"
                } else {
                    "part-open"
                };
                self.with(key, about())
            }
            ClaimSaying::RestOpen { .. } => self.about_post("rest-open", no, telling),
            ClaimSaying::TakeOverAsked { place, .. } => {
                self.with("take-over-asked", about().number("place", *place))
            }
            ClaimSaying::AskStillYours { hours, .. } => {
                let args = about().user("summary", &super::summary(telling, no));
                self.with(
                    &telling.worded("ask-still-yours", no),
                    args.number("hours", *hours),
                )
            }
            ClaimSaying::StillYours { .. } => self.with("still-yours", about()),
            ClaimSaying::WentOn { .. } => self.with(&telling.worded("went-on", no), about()),
            ClaimSaying::StillTheirs { .. } => {
                self.with(&telling.worded("still-theirs", no), about())
            }
        }
    }
}
