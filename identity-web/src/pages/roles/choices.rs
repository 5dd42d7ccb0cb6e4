//! Roles and services as choices of a form.

use crate::page::views::form::Choice;
use identity_core::domain::{Role, Service};
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

/// Services to choose from, by their keys.
pub(crate) fn all_services(services: &[Service]) -> Vec<Choice> {
    let found: BTreeMap<_, _> =
        services.iter().map(|service| (service.key.as_str(), &service.name)).collect();
    found.into_iter().map(|(key, name)| Choice::new(key, name.as_str(), "")).collect()
}
