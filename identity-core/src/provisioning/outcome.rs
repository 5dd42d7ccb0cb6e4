use crate::store::Versioned;

/// What came of a provisioning call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provisioned<T> {
    /// The record as it now stands.
    pub record: Versioned<T>,
    /// What was done.
    pub outcome: ProvisionOutcome,
    /// What the call did that it may not have meant.
    pub consequences: Vec<Consequence>,
}

impl<T> Provisioned<T> {
    pub(crate) const fn new(record: Versioned<T>, outcome: ProvisionOutcome) -> Self {
        Self { record, outcome, consequences: Vec::new() }
    }
}

/// What a call did beside setting what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consequence {
    /// The organisation lies elsewhere now, with everything below it.
    Moved,
    /// A field that was filled is empty now: its name, as the REST interface has it.
    Emptied(&'static str),
}

/// What a provisioning call did.
// Exhaustive: a feed has to tell each outcome from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProvisionOutcome {
    /// The record is new.
    Created,
    /// The record changed.
    Updated,
    /// The record already was like that.
    Unchanged,
    /// The call carried an older `source_version` than the record shows, and was ignored.
    Outdated,
}
