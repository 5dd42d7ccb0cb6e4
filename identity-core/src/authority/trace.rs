use crate::ids::OrganizationId;
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

    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}
