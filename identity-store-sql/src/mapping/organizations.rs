//! Organisations, their contracts, and the services that these entitle to.

use super::conditions::{all, below, has_part, is, none, one_of};
use super::mapped::{Searched, Walk, mapped};
use identity_core::domain::{
    Contract, ContractFilter, ContractKey, Organization, OrganizationFilter, OrganizationKey,
    OrganizationPath, Region, Service, ServiceFilter, ServiceKeyed,
};
use identity_core::store::{Entity, OrderBy};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

mapped! {
    Organization in "identity_organizations" {
        path, name, class, state, external_id, business_id, domains, attributes, source_version, created_at,
        updated_at,
    }
    derived {
        parent_id: |organization| organization.parent(),
        root_id: |organization| organization.path.steps().first().copied(),
        name_key: |organization| organization.order_key(OrderBy::Name),
        external_key: |organization| organization.order_key(OrderBy::ExternalId),
        search_text: Organization::search_text,
    }
}

impl Searched for Organization {
    fn with_key(key: &OrganizationKey) -> Condition {
        match key {
            OrganizationKey::External(id) => all().add(is("external_id", id)),
        }
    }

    fn passing(filter: &OrganizationFilter) -> Condition {
        let OrganizationFilter { within, parent, search, state } = filter;
        all()
            .add_option(within.as_ref().map(|regions| in_any(regions)))
            .add_option(parent.map(|parent| is("parent_id", &parent)))
            .add_option(search.as_ref().map(|part| has_part("search_text", part)))
            .add_option(state.map(|state| is("state", &state)))
    }

    fn order_column(by: OrderBy) -> Option<&'static str> {
        match by {
            OrderBy::Name => Some("name_key"),
            OrderBy::ExternalId => Some("external_key"),
            OrderBy::Id | OrderBy::Email => None,
        }
    }

    /// Everything below one organisation has its keys in order in a table of its own. Where there are several, each
    /// is a range of paths, and what is found is sorted.
    fn walk(filter: &OrganizationFilter, by: OrderBy) -> Option<(Walk, OrganizationFilter)> {
        let OrganizationFilter { within: Some(regions), parent: None, search, state } = filter else {
            return None;
        };
        let [Region::Subtree(top)] = outermost(regions).as_slice() else { return None };
        let key = match by {
            OrderBy::Name => "sort_key",
            OrderBy::ExternalId => "tree_external_key",
            OrderBy::Id | OrderBy::Email => return None,
        };
        let above = i64::try_from(top.steps().len().checked_sub(1)?).ok()?;
        let rows = all()
            .add(is("ancestor_id", top.steps().last()?))
            .add(Expr::col("depth").eq(above))
            .add_option((by == OrderBy::ExternalId).then(|| Expr::cust("depth >= 0")))
            .add_option(search.as_ref().map(|part| has_part("search_key", part)));
        let walk = Walk { table: "identity_organization_tree", rows, key, id: "organization_id" };
        Some((walk, OrganizationFilter { state: *state, ..OrganizationFilter::default() }))
    }
}

/// The regions without those that lie in another one.
fn outermost(regions: &[Region]) -> Vec<&Region> {
    let mut sorted: Vec<&Region> = regions.iter().collect();
    // An organisation stands right behind what it lies in, and a tree before the place at its top.
    sorted.sort_by_key(|region| match region {
        Region::Subtree(path) => (path, false),
        Region::Only(path) => (path, true),
    });
    sorted.dedup_by(|inner, outer| match inner {
        Region::Subtree(path) | Region::Only(path) => outer.covers(path),
    });
    sorted
}

/// The path lies in one of the regions; with none given, no row passes.
fn in_any(regions: &[Region]) -> Expr {
    let (mut places, mut conditions) = (Vec::new(), Vec::new());
    for region in outermost(regions) {
        match region {
            Region::Only(path) => places.push(path.to_string()),
            Region::Subtree(path) => conditions.push(in_tree(path)),
        }
    }
    if !places.is_empty() {
        conditions.push(Expr::col("path").is_in(places));
    }
    either(&conditions)
}

/// The organisation is this one or lies below it. For a whole tree that is a column, so that it is read in the order of
/// the ids.
fn in_tree(path: &OrganizationPath) -> Expr {
    if let [root] = path.steps() {
        return is("root_id", root);
    }
    below(&path.to_string())
}

/// One of the conditions holds. They are paired like a tournament, since SQLite takes no expression that
/// is nested more than 1000 deep, as a plain row of them would be.
fn either(conditions: &[Expr]) -> Expr {
    match conditions {
        [] => none(),
        [one] => one.clone(),
        several => {
            let (left, right) = several.split_at(several.len() / 2);
            either(left).or(either(right))
        }
    }
}

mapped! {
    Contract in "identity_contracts" {
        external_id, organization, services, period, source_version, ended_at, created_at, updated_at,
    }
}

impl Searched for Contract {
    fn with_key(key: &ContractKey) -> Condition {
        match key {
            ContractKey::External(id) => all().add(is("external_id", id)),
        }
    }

    fn passing(filter: &ContractFilter) -> Condition {
        let ContractFilter { organization } = filter;
        all().add_option(organization.map(|organization| is("organization_id", &organization)))
    }
}

mapped! {
    Service in "identity_services" { key, name, needs_contract, start_url, enabled, created_at }
}

impl Searched for Service {
    fn with_key(key: &ServiceKeyed) -> Condition {
        match key {
            ServiceKeyed::Key(name) => all().add(is("key", name)),
        }
    }

    fn passing(filter: &ServiceFilter) -> Condition {
        let ServiceFilter { ids, needs_contract } = filter;
        all()
            .add_option(ids.as_ref().map(|ids| one_of("id", ids)))
            .add_option(needs_contract.map(|needs| is("needs_contract", &needs)))
    }
}
