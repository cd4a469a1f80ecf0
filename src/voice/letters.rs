//! What is said about words on their way.

use super::{Args, Telling, Voice, summary};
use crate::board::LetterSaying;

impl Voice<'_> {
    /// A saying about words on their way, in words.
    pub(super) fn letters(&self, saying: &LetterSaying, telling: &Telling) -> String {
        match saying {
            LetterSaying::WhoFor { choices } => {
                let mut text = self.word("who-for");
                for (number, (no, other)) in (1_u32..).zip(choices) {
                    let mut parts = vec![self.apart(&no.to_string())];
                    parts.extend(other.map(|other| self.apart(&self.name(telling, other))));
                    parts.push(self.apart(&summary(telling, *no)));
                    let args = Args::default()
                        .text("number", number.to_string())
                        .raw("line", parts.join(" · "));
                    text.push('\n');
                    text.push_str(&self.with("who-for-line", args));
                }
                text
            }
            LetterSaying::PassedOn { no } => {
                self.with("passed-on", Args::default().text("no", no.to_string()))
            }
            LetterSaying::LetGo => self.word("words-let-go"),
            LetterSaying::AttachmentSent { no, from, .. } => {
                let args = Args::default().text("no", no.to_string());
                self.with(
                    "attachment-sent",
                    args.user("name", &self.name(telling, *from)),
                )
            }
            LetterSaying::CannotWrite { to } => {
                self.with("cannot-write", self.calling(Args::default(), *to, telling))
            }
        }
    }
}
