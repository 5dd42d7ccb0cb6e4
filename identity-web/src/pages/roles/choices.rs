//! Roles and services as choices of a form.

use crate::page::views::form::Choice;
use identity_core::domain::Role;
use identity_core::organizations::OrganizationDetails;
use std::collections::BTreeMap;

/// Roles to choose from, each with what it lets its holder do.
pub(crate) fn role_choices(roles: &[Role]) -> Vec<Choice> {
    roles
        .iter()
        .map(|role| Choice {
            by_mandate: role.mandate_only,
            ..Choice::new(role.key.as_str(), role.name.as_str(), role.description.as_str())
        })
        .collect()
}

/// Services of the organisation's contracts to choose from.
pub(crate) fn all_services(organization: &OrganizationDetails) -> Vec<Choice> {
    let found: BTreeMap<_, _> = organization
        .contracts
        .iter()
        .filter(|contract| contract.in_force)
        .flat_map(|contract| &contract.services)
        .map(|service| (service.key.to_string(), service.name.to_string()))
        .collect();
    found.into_iter().map(|(key, name)| Choice::new(key, name, "")).collect()
}
