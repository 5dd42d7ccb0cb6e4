use crate::domain::Grant;
use crate::ids::{ContractId, ServiceId};
use std::collections::BTreeSet;

/// To what something that was given is limited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GrantLimits<'a> {
    pub(crate) services: Option<&'a BTreeSet<ServiceId>>,
    pub(crate) contracts: Option<&'a BTreeSet<ContractId>>,
}

impl<'a> GrantLimits<'a> {
    pub(crate) fn of(grant: &'a Grant) -> Self {
        Self { services: grant.services.as_ref(), contracts: grant.contracts.as_ref() }
    }
}
