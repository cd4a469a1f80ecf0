//! What is said to keep people safe, in words.

use super::phrases::Args;
use super::{Telling, Voice};
use crate::board::SafetySaying;

impl Voice<'_> {
    pub(super) fn safety(&self, saying: &SafetySaying, telling: &Telling) -> String {
        let about = |no: &crate::board::PostNo| Args::default().text("no", no.to_string());
        match saying {
            SafetySaying::Comfort if telling.contacts.is_empty() => {
                self.word("safety-comfort-alone")
            }
            SafetySaying::Comfort => self.with_contacts("safety-comfort", telling),
            SafetySaying::AskShow { no } => self.with("safety-ask-show", about(no)),
            SafetySaying::ShowNoted { no } => self.with("safety-show-noted", about(no)),
            SafetySaying::MoneyHeld { no, until } => {
                let args = about(no).text("time", self.day(*until));
                self.with("safety-money-held", args)
            }
            SafetySaying::MoneyWaits { no, until } => {
                let mut text = self.about_post("safety-money-waits", *no, telling);
                let args = Args::default()
                    .text("number", no.0.to_string())
                    .text("time", self.day(*until));
                text.push('\n');
                text.push_str(&self.with("safety-money-what-to-do", args));
                text
            }
            SafetySaying::LetThrough { no } => self.with("safety-let-through", about(no)),
            SafetySaying::Refused { no } => self.with("safety-refused", about(no)),
            SafetySaying::AuthorDecides { no } => self.with("safety-author-decides", about(no)),
            SafetySaying::TakesMuch { no } => self.with("safety-takes-much", about(no)),
            SafetySaying::SomebodyTakesMuch { person } => {
                let args = Args::default().user("name", &self.name(telling, *person));
                self.with("safety-somebody-takes-much", args)
            }
        }
    }
}
