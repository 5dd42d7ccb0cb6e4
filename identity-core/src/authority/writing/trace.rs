//! What the audit trail tells of an act.

use crate::ids::OrganizationId;
use crate::policy::DenyReason;
use crate::store::RecordId;
use std::collections::BTreeMap;

/// What the audit trail tells of an act.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) target: Option<RecordId>,
    pub(crate) organization: Option<OrganizationId>,
    pub(crate) details: BTreeMap<String, String>,
}

impl Trace {
    pub(crate) fn of(target: impl Into<RecordId>) -> Self {
        Self { target: Some(target.into()), ..Self::default() }
    }

    pub(crate) fn at(self, organization: OrganizationId) -> Self {
        Self { organization: Some(organization), ..self }
    }

    /// What was missing for an act: the code of the reason, and the record that it is about.
    pub(crate) fn missing(self, reason: DenyReason) -> Self {
        let trace = self.with("missing", reason.code());
        let grant = reason.grant().map(|id| ("missing_grant", id.to_string()));
        let organization = reason.organization().map(|id| ("missing_organization", id.to_string()));
        let service = reason.service().map(|id| ("missing_service", id.to_string()));
        let about = [grant, organization, service].into_iter().flatten();
        about.fold(trace, |trace, (name, id)| trace.with(name, id))
    }

    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}
