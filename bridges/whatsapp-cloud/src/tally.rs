//! What came to the webhook and what went wrong, in numbers alone: for whoever looks after the bot.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use wegotus_chat::{Finding, Sealed, SealedError, Verdict};

use crate::reader::Passed;

const NAME: &str = "whatsapp-cloud/tally";

/// Numbers that only grow.
#[derive(Default)]
pub(crate) struct Tally {
    heard: AtomicU64,
    forged: AtomicU64,
    malformed: AtomicU64,
    unsupported: AtomicU64,
    foreign: AtomicU64,
    failed: AtomicU64,
    missed: AtomicU64,
}

/// The same at one moment, since the beginning of the installation.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counts {
    /// Requests that were signed rightly.
    pub heard: u64,
    /// Requests that were not.
    pub forged: u64,
    /// Requests, and parts of them, that were signed rightly and could not be read.
    pub malformed: u64,
    /// Messages of a kind that the Cloud API or this bridge does not know.
    pub unsupported: u64,
    /// Parts about another number.
    pub foreign: u64,
    /// Messages of ours that Meta took and did not deliver.
    pub failed: u64,
    /// Members of groups who did not get a message that others got.
    pub missed: u64,
}

impl Tally {
    /// Goes on from what was counted before.
    pub(crate) async fn restore(&self, vault: &dyn Sealed) -> Result<(), SealedError> {
        let kept = Counts::kept(vault).await?;
        for (counter, count) in self.counters().into_iter().zip(kept.all()) {
            counter.fetch_add(count, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Keeps what was counted.
    pub(crate) async fn keep(&self, vault: &dyn Sealed) -> Result<(), SealedError> {
        let bytes = serde_json::to_vec(&self.counts())
            .map_err(|_| SealedError("the counts cannot be written".to_owned()))?;
        vault.put(NAME, &bytes).await
    }

    pub(crate) fn heard(&self, passed: Passed) {
        let add = |counter: &AtomicU64, count| counter.fetch_add(count, Ordering::Relaxed);
        add(&self.heard, 1);
        add(&self.malformed, passed.malformed);
        add(&self.unsupported, passed.unsupported);
        add(&self.foreign, passed.foreign);
    }

    pub(crate) fn forged(&self) {
        self.forged.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn missed(&self) {
        self.missed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn counts(&self) -> Counts {
        let [
            heard,
            forged,
            malformed,
            unsupported,
            foreign,
            failed,
            missed,
        ] = self.counters().map(|it| it.load(Ordering::Relaxed));
        Counts {
            heard,
            forged,
            malformed,
            unsupported,
            foreign,
            failed,
            missed,
        }
    }

    fn counters(&self) -> [&AtomicU64; 7] {
        [
            &self.heard,
            &self.forged,
            &self.malformed,
            &self.unsupported,
            &self.foreign,
            &self.failed,
            &self.missed,
        ]
    }
}

impl Counts {
    /// What was counted up to the last minutes of the last run.
    pub(crate) async fn kept(vault: &dyn Sealed) -> Result<Self, SealedError> {
        let kept = vault.get(NAME).await?;
        let kept = kept.map(|bytes| serde_json::from_slice(&bytes));
        kept.transpose()
            .map(Option::unwrap_or_default)
            .map_err(|_| SealedError(format!("the record {NAME} is in an unknown form")))
    }

    fn all(&self) -> [u64; 7] {
        [
            self.heard,
            self.forged,
            self.malformed,
            self.unsupported,
            self.foreign,
            self.failed,
            self.missed,
        ]
    }

    /// What somebody should look at.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut look = |is: bool, what: String, remedy: &str| {
            if is {
                findings.push(Finding {
                    what,
                    verdict: Verdict::Unchecked,
                    remedy: Some(remedy.to_owned()),
                });
            }
        };
        look(
            self.heard == 0,
            "Meta has sent nothing to the webhook yet".to_owned(),
            "See in the App Dashboard, WhatsApp, Configuration, that the webhook is verified and subscribed to \
             `messages`, and that its address reaches whatsapp_cloud.listen",
        );
        look(
            self.forged > 0,
            format!(
                "requests to the webhook that were not signed with the app's secret: {}; nothing of them was taken",
                self.forged
            ),
            if self.heard == 0 {
                "whatsapp_cloud.app_secret is not that of the app: see App settings, Basic, in the App Dashboard"
            } else {
                "Somebody tries the address; there is nothing to do while the others come through"
            },
        );
        look(
            self.malformed > 0,
            format!(
                "parts of what Meta sent that could not be read, and were passed over: {}",
                self.malformed
            ),
            "See whether there is a newer wegotus; tell us if there is not",
        );
        look(
            self.foreign > 0,
            format!(
                "parts of what Meta sent that were about another number of the account: {}",
                self.foreign
            ),
            "If nothing of yours is heard, correct whatsapp_cloud.phone_number_id",
        );
        look(
            self.failed > 0,
            format!(
                "messages that Meta took and did not deliver: {}",
                self.failed
            ),
            "The log has the codes; docs/whatsapp-cloud.md says what they mean",
        );
        findings
    }
}

#[cfg(test)]
mod tests {
    use wegotus_chat::MemorySealed;

    use super::*;

    #[tokio::test]
    async fn counting_goes_on_where_it_was_left() {
        let vault = MemorySealed::default();
        for round in 1..=2 {
            let tally = Tally::default();
            tally.restore(&vault).await.unwrap();
            tally.forged();
            tally.heard(Passed {
                unsupported: 2,
                ..Passed::default()
            });
            tally.keep(&vault).await.unwrap();
            let kept = Counts::kept(&vault).await.unwrap();
            assert_eq!((kept.forged, kept.heard), (round, round));
            assert_eq!(kept.unsupported, 2 * round);
        }
    }

    #[test]
    fn what_should_be_looked_at_is_said_and_nothing_else() {
        let well = Counts {
            heard: 7,
            unsupported: 3,
            missed: 1,
            ..Counts::default()
        };
        assert!(well.findings().is_empty());
        let never = Counts {
            forged: 2,
            ..Counts::default()
        };
        let told = never.findings();
        assert_eq!(told.len(), 2);
        assert!(told[1].remedy.as_ref().unwrap().contains("app_secret"));
    }
}
