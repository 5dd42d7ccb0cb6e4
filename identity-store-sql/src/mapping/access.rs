//! What people and programs may do: roles, grants, clients and their tokens.

use super::conditions::{all, below, is, one_of};
use super::mapped::{Searched, mapped};
use crate::row::{Cell, holder_parts};
use identity_core::Timestamp;
use identity_core::domain::{Grant, GrantFilter, Holder, MandateNotice, NoKey, Role, RoleFilter, RoleRef};
use identity_core::ids::OrganizationId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use std::collections::BTreeMap;
use uuid::Uuid;

mapped! {
    Role in "identity_roles" {
        owner, key, name, description, permissions, application_roles, mandate_only, enabled, created_at, updated_at,
    }
}

impl Searched for Role {
    fn with_key(key: &RoleRef) -> Condition {
        match key {
            RoleRef::Named(owner, name) => all().add(owned_by(*owner)).add(is("key", name)),
        }
    }

    fn passing(filter: &RoleFilter) -> Condition {
        let RoleFilter { ids, owners } = filter;
        all()
            .add_option(ids.as_ref().map(|ids| one_of("id", ids)))
            .add_option(owners.as_ref().map(|owners| owned_by_one_of(owners)))
    }
}

/// The role is this organisation's, or the deployment's.
fn owned_by(owner: Option<OrganizationId>) -> Expr {
    owner.map_or_else(|| Expr::col("owner_id").is_null(), |owner| is("owner_id", &owner))
}

/// The owner is one of these; with none given, no row passes.
fn owned_by_one_of(owners: &[Option<OrganizationId>]) -> Condition {
    let organizations: Vec<OrganizationId> = owners.iter().flatten().copied().collect();
    let deployment = owners.contains(&None).then(|| owned_by(None));
    Condition::any().add(one_of("owner_id", &organizations)).add_option(deployment)
}

mapped! {
    Grant in "identity_grants" {
        path, mandate, holder, role, organization, scope, rights, services, contracts, period, given_by,
        owner, created_at, revoked_at,
    }
}

impl Searched for Grant {
    fn with_key(key: &NoKey) -> Condition {
        match *key {}
    }

    fn passing(filter: &GrantFilter) -> Condition {
        let GrantFilter { holders, organizations, role, except_roles, within, unrevoked, .. } = filter;
        let GrantFilter { mandates, clients, ending, answer, ended, .. } = filter;
        all()
            .add_option(holders.as_ref().map(|holders| held_by(holders)))
            .add_option(organizations.as_ref().map(|places| one_of("organization_id", places)))
            .add_option(role.map(|role| is("role_id", &role)))
            .add_option((!except_roles.is_empty()).then(|| one_of("role_id", except_roles).not()))
            .add_option(within.as_ref().map(|path| below(&path.to_string())))
            .add_option(unrevoked.then(|| Expr::col("revoked_at").is_null()))
            .add_option(mandates.then(|| Expr::col("mandate_max_delegation_depth").is_not_null()))
            .add_option(clients.then(|| Expr::col("holder_kind").eq("client")))
            .add_option(ending.map(|(sent, limit)| ends_unannounced(sent, limit)))
            .add_option(answer.map(|answer| is("mandate_answer", &answer)))
            .add_option(ended.map(|(ended, now)| if ended { has_ended(now) } else { has_ended(now).not() }))
    }
}

/// It was revoked, or its period is over. The condition is never unknown, so that it can be negated.
fn has_ended(now: Timestamp) -> Condition {
    let over = Expr::col("period_ends_at").is_not_null().and(Expr::col("period_ends_at").lte(now.to_raw()));
    Condition::any().add(Expr::col("revoked_at").is_not_null()).add(over)
}

/// A mandate that ends before then, and of which its two sides had this notice last.
fn ends_unannounced(sent: MandateNotice, limit: Timestamp) -> Condition {
    all().add(is("mandate_notices_sent", &sent)).add(Expr::col("period_ends_at").lt(limit.to_raw()))
}

/// The holder is one of these; with none given, no row passes. The ids are also a condition of their own, so that
/// the index on them serves whatever kinds there are.
fn held_by(holders: &[Holder]) -> Condition {
    let mut kinds: BTreeMap<&'static str, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in holders.iter().copied().map(holder_parts) {
        kinds.entry(kind).or_default().push(id);
    }
    let ids: Vec<Uuid> = kinds.values().flatten().copied().collect();
    let of_kind = |(kind, ids): (&'static str, Vec<Uuid>)| {
        all().add(Expr::col("holder_kind").eq(kind)).add(one_of("holder_id", &ids))
    };
    let kinds = kinds.into_iter().map(of_kind).fold(Condition::any(), Condition::add);
    all().add(one_of("holder_id", &ids)).add(kinds)
}
