//! What the doctor found, for people and for programs.

use std::fmt;

use serde_json::{Value, json};

use super::{Finding, Status};

/// Everything found, in the order it was looked at. `Display` is for people: one line a finding, its remedy
/// below.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing is bad.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.count(Status::Bad) == 0
    }

    /// For programs: `{"healthy":…,"findings":[{"part","status","what","remedy"}]}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "healthy": self.is_healthy(), "findings": self.findings })
    }

    fn count(&self, status: Status) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.status == status)
            .count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self
            .findings
            .iter()
            .map(|finding| finding.part.chars().count())
            .max()
            .unwrap_or_default();
        for Finding {
            part,
            status,
            what,
            remedy,
        } in &self.findings
        {
            let status = match status {
                Status::Ok => "ok  ",
                Status::Warn => "warn",
                Status::Bad => "BAD ",
            };
            writeln!(f, "{status}  {part:width$}  {what}")?;
            if let Some(remedy) = remedy {
                writeln!(f, "      {:width$}  → {remedy}", "")?;
            }
        }
        let (bad, warn) = (self.count(Status::Bad), self.count(Status::Warn));
        match (bad, warn) {
            (0, 0) => f.write_str("All is well."),
            (0, warn) => write!(f, "It works. To look at: {warn}."),
            (bad, 0) => write!(f, "To put right: {bad}."),
            (bad, warn) => write!(f, "To put right: {bad}. To look at: {warn}."),
        }
    }
}
