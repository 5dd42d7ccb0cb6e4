//! Organisations, their contracts, and the services that these entitle to.

use super::conditions::{all, below, is, none, one_of};
use super::mapped::{Searched, mapped};
use identity_core::domain::{
    Contract, ContractFilter, ContractKey, Organization, OrganizationFilter, OrganizationKey,
    OrganizationPath, Region, Service, ServiceFilter, ServiceKeyed,
};
use identity_core::ids::OrganizationId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr};

mapped! {
    Organization in "identity_organizations" {
        path, name, class, state, external_id, business_id, domains, attributes, source_version, created_at,
        updated_at,
    }
    derived {
        parent_id: |organization| organization.parent(),
        root_id: |organization| root(&organization.path),
        name_folded: |organization| organization.name.as_str().to_ascii_lowercase(),
    }
}

impl Searched for Organization {
    fn with_key(key: &OrganizationKey) -> Condition {
        match key {
            OrganizationKey::External(id) => all().add(is("external_id", id)),
        }
    }

    fn passing(filter: &OrganizationFilter) -> Condition {
        let OrganizationFilter { within, parent, name_contains } = filter;
        all()
            .add_option(within.as_ref().map(|regions| in_any(regions)))
            .add_option(parent.map(|parent| is("parent_id", &parent)))
            .add_option(name_contains.as_ref().map(|part| name_has(part)))
    }
}

/// The path lies in one of the regions; with none given, no row passes.
fn in_any(regions: &[Region]) -> Expr {
    let mut places: Vec<String> = Vec::new();
    let mut trees: Vec<&OrganizationPath> = Vec::new();
    for region in regions {
        match region {
            Region::Only(path) => places.push(path.to_string()),
            Region::Subtree(path) => trees.push(path),
        }
    }
    trees.sort_unstable();
    // A tree stands right behind the one that it lies in, so that only the outermost remain.
    trees.dedup_by(|inner, outer| inner.is_within(outer));
    let mut conditions: Vec<Expr> = trees.into_iter().map(in_tree).collect();
    if !places.is_empty() {
        conditions.push(Expr::col("path").is_in(places));
    }
    either(&conditions)
}

/// The organisation is this one or lies below it.
///
/// A whole tree is not a range but a column: staff see all of it, and sorting all by id for each page of
/// the list would take longer the more customers there are.
fn in_tree(path: &OrganizationPath) -> Expr {
    if let [root] = path.steps() {
        return is("root_id", root);
    }
    below(&path.to_string())
}

fn root(path: &OrganizationPath) -> Option<OrganizationId> {
    path.steps().first().copied()
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

/// The name contains the text, ASCII case aside.
fn name_has(part: &str) -> Expr {
    // No name is that long or has that character; the databases would refuse the question.
    if part.len() > 10_000 || part.contains('\0') {
        return none();
    }
    let mut pattern = String::from("%");
    for character in part.to_ascii_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Expr::col("name_folded").like(LikeExpr::new(pattern).escape('\\'))
}

mapped! {
    Contract in "identity_contracts" {
        external_id, organization, services, period, source_version, created_at, updated_at,
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
