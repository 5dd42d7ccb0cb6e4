//! An independent checker: it replays an explanation against the raw records, step by step, and checks that what a deny
//! names as missing is missing indeed.

use super::naive::{Naive, OUTLASTS_SUSPENSION, Thing, WITHIN_SERVICE};
use identity_core::domain::{Grant, Holder, MandateAnswer, OrganizationState, Rights};
use identity_core::policy::{ChainLink, DenyReason, Permission, Request};

/// What is wrong with an explanation.
type Wrong = Result<(), String>;

fn check(holds: bool, what: &str) -> Wrong {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// Whether a chain allows a request, going by the records alone.
pub(super) fn replays(request: &Request, chain: &[ChainLink], naive: &Naive<'_>) -> Wrong {
    let Request { subject, permission, organization } = request;
    let grants: Vec<&Grant> = chain.iter().filter_map(|link| naive.grant(link.grant)).collect();
    check(!chain.is_empty() && grants.len() == chain.len(), "a grant is unknown")?;
    let (first, last) = (grants[0], grants[grants.len() - 1]);
    check(first.holder == subject.holder, "the first grant is somebody else's")?;
    check(naive.is_active(subject.holder), "the subject is not active")?;
    check(subject.scopes.is_none_or(|scopes| scopes.contains(*permission)), "the token is not for this")?;
    check(!matches!(subject.holder, Holder::Organization(_)), "an organisation does nothing itself")?;
    check(first.rights != Rights::Grant, "the first grant is only for giving")?;
    check(naive.chosen(subject, first), "the subject acts for another organisation")?;
    check(last.path.parent_grant().is_none(), "the chain does not end with a root grant")?;
    let looks = OUTLASTS_SUSPENSION.contains(&permission.as_str());
    let stands = if looks { naive.all_places_active(first) } else { naive.all_active(*organization) };
    check(stands, "the organisation is not active")?;
    for (link, grant) in chain.iter().zip(&grants) {
        let by_itself = naive.gives_by_itself(grant, &Thing::Permission(*permission), *organization);
        check(by_itself, "a grant does not give it")?;
        check(link.holder == grant.holder && link.role == grant.role, "holder or role differ")?;
        check(link.organization == grant.organization, "it was given elsewhere")?;
        check(link.inherited == (grant.organization != *organization), "inherited differs")?;
        check(link.mandate == grant.mandate.is_some(), "mandate differs")?;
    }
    for pair in grants.windows(2) {
        follows(pair[0], pair[1], naive)?;
    }
    Ok(())
}

fn follows(grant: &Grant, parent_grant: &Grant, naive: &Naive<'_>) -> Wrong {
    let max_delegation_depth =
        |grant: &Grant| grant.mandate.as_ref().map(|mandate| mandate.max_delegation_depth);
    check(grant.path.parent_grant() == Some(parent_grant.id), "it derives from another grant")?;
    check(naive.is_active(parent_grant.holder), "a giver is not active")?;
    check(parent_grant.rights != Rights::Act, "a giver has no right to grant")?;
    let deep = parent_grant.path.parent_grant().is_none()
        || max_delegation_depth(parent_grant) > Some(max_delegation_depth(grant).unwrap_or(0));
    check(deep, "it passed through too many hands")
}

/// Whether what a deny names is missing.
pub(super) fn is_missing(missing: DenyReason, request: &Request, naive: &Naive<'_>) -> bool {
    let subject = &request.subject;
    let own = |id| naive.grant(id).is_some_and(|grant| grant.holder == subject.holder);
    match missing {
        // An organisation that holds nothing is nobody to the policy.
        DenyReason::ActiveSubject => {
            let nobody = !naive.records.grants.iter().any(|grant| grant.holder == subject.holder);
            !naive.is_active(subject.holder) || (nobody && matches!(subject.holder, Holder::Organization(_)))
        }
        DenyReason::Scope(permission) => subject.scopes.is_some_and(|scopes| !scopes.contains(permission)),
        DenyReason::Grant => has_none(request, naive),
        DenyReason::ActingFor(organization) => {
            organization == request.organization && subject.acting_for.is_some()
        }
        DenyReason::ActiveOrganization(id) => {
            naive.organization(id).is_none_or(|found| found.state != OrganizationState::Active)
        }
        DenyReason::RightToAct(id) => {
            own(id) && naive.grant(id).is_some_and(|grant| grant.rights == Rights::Grant)
        }
        DenyReason::EnabledService(id) => {
            !naive.records.services.iter().any(|service| service.id == id && service.enabled)
        }
        DenyReason::Contract(id) => {
            naive.records.services.iter().any(|found| found.id == id && found.needs_contract)
        }
        DenyReason::ContractEnded(id, end) => {
            let ended = |found: &identity_core::domain::Contract| {
                found.services.contains(&id) && found.period.ends_at == Some(end) && end <= naive.at
            };
            naive.records.contracts.iter().any(|contract| ended(contract))
        }
        DenyReason::WholeOrganization(id)
        | DenyReason::ParentGrant(id)
        | DenyReason::ParentGrantReach(id)
        | DenyReason::RightToGrant(id)
        | DenyReason::EnabledRole(id)
        | DenyReason::ActiveGiver(id)
        | DenyReason::GrantEnded(id, _)
        | DenyReason::GrantNotBegun(id, _)
        | DenyReason::Acceptance(id)
        | DenyReason::ContractOfGrant(id) => match naive.grant(id) {
            Some(grant) => lacks(missing, grant, request, naive),
            None => matches!(missing, DenyReason::ParentGrant(_)),
        },
    }
}

/// Whether a grant lacks what is said to be missing of it.
fn lacks(missing: DenyReason, grant: &Grant, request: &Request, naive: &Naive<'_>) -> bool {
    let limited = grant.services.is_some() || grant.contracts.is_some();
    let whole = limited && !WITHIN_SERVICE.contains(&request.permission.as_str());
    match missing {
        DenyReason::WholeOrganization(_) => whole,
        DenyReason::ParentGrant(_) => {
            whole || !names(grant, request.permission, naive) || is_no_source(grant, naive)
        }
        DenyReason::ParentGrantReach(_) => !naive.reaches(grant, request.organization),
        DenyReason::RightToGrant(_) => grant.rights == Rights::Act || grant.path.parent_grant().is_some(),
        DenyReason::EnabledRole(_) => naive.role(grant.role).is_none_or(|role| !role.enabled),
        DenyReason::ActiveGiver(_) => !naive.is_active(grant.holder),
        DenyReason::GrantEnded(_, at) => {
            grant.revoked_at == Some(at) || (grant.period.ends_at == Some(at) && at <= naive.at)
        }
        DenyReason::GrantNotBegun(_, at) => grant.period.starts_at == Some(at) && at > naive.at,
        DenyReason::Acceptance(_) => {
            grant.mandate.as_ref().is_some_and(|mandate| mandate.answer != MandateAnswer::Accepted)
        }
        DenyReason::ContractOfGrant(_) => grant.contracts.is_some() && !naive.is_open(grant),
        _ => false,
    }
}

fn names(grant: &Grant, permission: Permission, naive: &Naive<'_>) -> bool {
    naive.role(grant.role).is_some_and(|role| role.permissions.contains(&permission))
}

/// Whether a grant that is there is named by another one that hangs elsewhere.
fn is_no_source(grant: &Grant, naive: &Naive<'_>) -> bool {
    naive.records.grants.iter().any(|found| {
        let steps = found.path.steps();
        found.path.parent_grant() == Some(grant.id) && grant.path.steps() != &steps[..steps.len() - 1]
    })
}

/// Whether the subject has no grant at all that would be about the request, or is an organisation, which does nothing
/// itself, or is limited to no service at all.
fn has_none(request: &Request, naive: &Naive<'_>) -> bool {
    let limited_to_nothing = |grant: &Grant| {
        grant
            .path
            .steps()
            .iter()
            .filter_map(|step| naive.grant(*step))
            .any(|above| above.services.as_ref().is_some_and(std::collections::BTreeSet::is_empty))
    };
    let concerns = |grant: &Grant| {
        grant.holder == request.subject.holder
            && names(grant, request.permission, naive)
            && naive.reaches(grant, request.organization)
            && !limited_to_nothing(grant)
    };
    matches!(request.subject.holder, Holder::Organization(_))
        || !naive.records.grants.iter().any(|grant| concerns(grant))
}
