//! Roles, services and languages as choices of a form.

use crate::page::views::form::Choice;
use crate::visit::visitor::Visit;
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

/// Services to which a plain role can be limited. With one there is nothing to limit.
pub(crate) fn limiting_services(services: &[Service]) -> Vec<Choice> {
    let all = all_services(services);
    if all.len() < 2 { Vec::new() } else { all }
}

/// The languages to choose from, each named in itself.
pub(crate) fn language_choices(visit: &Visit) -> Vec<Choice> {
    let names = visit.state.pages.languages().names();
    names.map(|(tag, name)| Choice::new(tag.to_string(), name, "")).collect()
}
