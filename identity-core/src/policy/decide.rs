use super::{Because, Decision, Facts, Missing, Permission, Request, Subject};
use crate::domain::{Grant, Region, Role};
use crate::ids::OrganizationId;
use crate::store::Versioned;

/// Decides whether the subject of `facts` may do what `request` asks.
///
/// Pure, total, and independent of any store: the same facts give the same answer. Nothing is allowed
/// that no effective grant allows; every state counts at the moment of [`Facts::now`].
pub fn decide(request: &Request, facts: &Facts) -> Decision {
    if let Some(missing) = subject_bar(request.permission, facts) {
        return Decision::Denied(missing);
    }
    let mut nearest = Missing::Grant;
    for (at, grant) in facts.grants.iter().enumerate() {
        if !facts.reaches(grant, request.organization) || !names(facts, grant, request.permission) {
            continue;
        }
        match grant_bar(facts, grant).or_else(|| place_bar(facts, grant, request)) {
            None => {
                let (grant, organization) = (grant.id, request.organization);
                return Decision::Allowed(Because { grant, at, service: None, contract: None, organization });
            }
            Some(missing) => nearest = nearest.max(missing),
        }
    }
    Decision::Denied(nearest)
}

/// The part of the tree in which the subject may do something: the predicate that list queries hand to
/// the store. It agrees with [`decide`] on every organisation that lies in it and is active.
pub fn scope(permission: Permission, facts: &Facts) -> Vec<Region> {
    if subject_bar(permission, facts).is_some() {
        return Vec::new();
    }
    let effective = |grant: &&Versioned<Grant>| {
        names(facts, grant, permission)
            && grant_bar(facts, grant).is_none()
            && facts.first_inactive(grant.organization).is_none()
    };
    let region = |grant: &Versioned<Grant>| {
        let path = facts.path(grant.organization)?.clone();
        Some(match grant.scope {
            crate::domain::GrantScope::Organization => Region::Only(path),
            crate::domain::GrantScope::Subtree => Region::Subtree(path),
        })
    };
    let mut regions: Vec<Region> = Vec::new();
    for region in facts.grants.iter().filter(effective).filter_map(region) {
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    regions
}

/// What keeps the subject from doing anything of the kind, anywhere.
fn subject_bar(permission: Permission, facts: &Facts) -> Option<Missing> {
    if !facts.subject.is_active() {
        return Some(Missing::ActiveSubject);
    }
    match &facts.subject {
        Subject::Client { scopes, .. } if !scopes.contains(&permission) => Some(Missing::Scope(permission)),
        _ => None,
    }
}

/// Whether the grant's role names the permission at all.
fn names(facts: &Facts, grant: &Grant, permission: Permission) -> bool {
    facts.roles.get(&grant.role).is_some_and(|role| role.permissions.contains(&permission))
}

/// What keeps a grant from letting its holder act.
pub(super) fn grant_bar(facts: &Facts, grant: &Grant) -> Option<Missing> {
    if !grant.rights.may_act() {
        return Some(Missing::RightToAct(grant.id));
    }
    validity_bar(facts, grant)
}

/// What keeps a grant from having any effect, for acting or for giving.
pub(super) fn validity_bar(facts: &Facts, grant: &Grant) -> Option<Missing> {
    let enabled = |role: &Versioned<Role>| role.enabled;
    if !facts.roles.get(&grant.role).is_some_and(enabled) {
        return Some(Missing::EnabledRole(grant.id));
    }
    let ended = grant.period.not_after.filter(|end| *end <= facts.now);
    if let Some(end) = grant.revoked_at.or(ended) {
        return Some(Missing::GrantEnded(grant.id, end));
    }
    match grant.period.not_before {
        Some(start) if start > facts.now => Some(Missing::GrantNotBegun(grant.id, start)),
        _ => None,
    }
}

/// What keeps the grant from being used on this organisation: it, or one above, is not active.
///
/// Where the holder stands must be active in any case. What outlasts suspension can still be done to an
/// organisation further down.
fn place_bar(facts: &Facts, grant: &Grant, request: &Request) -> Option<Missing> {
    let must_be_active: OrganizationId =
        if request.permission.outlasts_suspension() { grant.organization } else { request.organization };
    if facts.path(request.organization).is_none() {
        return Some(Missing::ActiveOrganization(request.organization));
    }
    facts.first_inactive(must_be_active).map(Missing::ActiveOrganization)
}
