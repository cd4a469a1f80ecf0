//! What a bridge finds when it looks at itself, for an operator.

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What was found.
    pub what: String,
    /// Whether it is well.
    pub verdict: Verdict,
    /// What to do, where something is to be done.
    pub remedy: Option<String>,
}

/// How a finding is to be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// As it should be.
    Well,
    /// It was not looked at.
    Unchecked,
    /// It has to be mended.
    Wrong,
}
