//! The JSON that says what a provisioning call did.

use crate::language::{PageText, in_english};
use serde::Serialize;
use utoipa::ToSchema;

/// What a provisioning call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It was like that already.
    Unchanged,
    /// The call carried an older `source_version` and nothing was done.
    Ignored,
    /// The contract ended.
    Ended,
}

impl From<identity_core::provisioning::ProvisionOutcome> for Outcome {
    fn from(outcome: identity_core::provisioning::ProvisionOutcome) -> Self {
        match outcome {
            identity_core::provisioning::ProvisionOutcome::Created => Self::Created,
            identity_core::provisioning::ProvisionOutcome::Updated => Self::Updated,
            identity_core::provisioning::ProvisionOutcome::Unchanged => Self::Unchanged,
            identity_core::provisioning::ProvisionOutcome::Outdated => Self::Ignored,
        }
    }
}

impl Outcome {
    /// What to know about it, if there is anything.
    pub(crate) fn message(self, here: Option<u64>) -> Option<String> {
        let here = here.map(|version| version.to_string()).unwrap_or_default();
        (self == Self::Ignored).then(|| in_english(&PageText::new("rest-outdated").with("version", here)))
    }
}
