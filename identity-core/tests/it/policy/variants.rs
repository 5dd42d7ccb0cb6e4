//! Worlds that differ from a random one in a single respect.

use super::records::{self, NOW, id, versioned};
use super::world::{FactsQuery, World};
use identity_core::Timestamp;
use identity_core::domain::{
    Grant, GrantPath, Holder, Mandate, MandateAnswer, OrganizationState, Period, Rights, UserState,
};
use identity_core::ids::GrantId;
use identity_core::policy::{DelegationBasis, Subject, can_delegate};
use identity_core::store::FactRecords;
use std::collections::BTreeSet;
use std::time::Duration;

/// Instants from the present on, on both sides of everything that begins or ends in a world.
pub(super) fn later() -> [Timestamp; 5] {
    [0, 1, 300, 499, 500].map(|micros| NOW.plus(Duration::from_micros(micros)))
}

/// The world with no grants but these.
pub(super) fn only_grants(records: &FactRecords, grants: &BTreeSet<GrantId>) -> FactRecords {
    let mut rest = records.clone();
    rest.grants.retain(|grant| grants.contains(&grant.id));
    rest
}

/// The world in which every grant of a holder has these rights.
pub(super) fn with_rights(records: &FactRecords, holder: Holder, rights: Rights) -> FactRecords {
    let mut changed = records.clone();
    for grant in changed.grants.iter_mut().filter(|grant| grant.holder == holder) {
        grant.record.rights = rights;
    }
    changed
}

/// The world in which a grant, with what it derives from, is all there is, and a person of its own holds it, to act and to grant.
pub(super) fn by_person(records: &FactRecords, grant: &Grant) -> (FactRecords, Subject) {
    let mut rest = only_grants(records, &grant.path.steps().iter().copied().collect());
    rest.users.push(versioned(records::user(69)));
    for own in rest.grants.iter_mut().filter(|own| own.id == grant.id) {
        own.record.holder = Holder::User(id(69));
        own.record.rights = Rights::ActAndGrant;
    }
    (rest, Subject::user(id(69), NOW))
}

/// A way for a grant to end, and the change that makes it so.
type Way<'a> = (&'static str, &'a dyn Fn(&mut Grant));

/// Each world in which a grant has ended in one of the ways there are.
pub(super) fn ended_sources(records: &FactRecords, parent_grant: &Grant) -> Vec<(&'static str, FactRecords)> {
    let ways: [Way<'_>; 6] = [
        ("revoked", &|grant| grant.revoked_at = Some(NOW)),
        ("over", &|grant| grant.period = Period { starts_at: None, ends_at: Some(NOW) }),
        ("no longer to grant", &|grant| grant.rights = Rights::Act),
        ("no contract", &|grant| grant.contracts = Some(BTreeSet::new())),
        ("no service", &|grant| grant.services = Some(BTreeSet::new())),
        ("declined", &|grant| {
            let declined = Mandate::offered(9, None).answered(MandateAnswer::Declined, NOW);
            grant.mandate = grant.mandate.as_ref().map(|_| declined);
            grant.revoked_at = if grant.mandate.is_some() { None } else { Some(NOW) };
        }),
    ];
    let mut worlds: Vec<_> = ways
        .into_iter()
        .map(|(way, change)| {
            let mut ended = records.clone();
            ended
                .grants
                .iter_mut()
                .filter(|grant| grant.id == parent_grant.id)
                .for_each(|grant| change(&mut grant.record));
            (way, ended)
        })
        .collect();
    let mut role = records.clone();
    role.roles
        .iter_mut()
        .filter(|role| role.id == parent_grant.role)
        .for_each(|role| role.record.enabled = false);
    worlds.push(("role switched off", role));
    let mut giver = records.clone();
    match parent_grant.holder {
        Holder::User(id) => {
            giver
                .users
                .iter_mut()
                .filter(|user| user.id == id)
                .for_each(|user| user.record.state = UserState::Disabled);
        }
        Holder::Client(id) => {
            giver
                .clients
                .iter_mut()
                .filter(|found| found.id == id)
                .for_each(|found| found.record.enabled = false);
        }
        Holder::Organization(id) => {
            giver.organizations.iter_mut().filter(|found| found.id == id).for_each(|found| {
                found.record.state = OrganizationState::Suspended;
            });
        }
    }
    worlds.push(("giver disabled", giver));
    worlds
}

/// A grant as accepted by its receiver.
pub(super) fn accepted(grant: Grant) -> Grant {
    let mandate = grant.mandate.clone().map(|mandate| mandate.answered(MandateAnswer::Accepted, NOW));
    Grant { mandate, ..grant }
}

/// The same grant with another id.
pub(super) fn renamed(grant: &Grant, id: GrantId) -> Grant {
    let steps = grant.path.steps();
    let above = steps[..steps.len() - 1].split_first();
    let path = above.map(|(root, rest)| {
        rest.iter().chain([&id]).fold(GrantPath::root(*root), |path, step| path.child(*step).unwrap())
    });
    Grant { id, path: path.unwrap_or_else(|| GrantPath::root(id)), ..grant.clone() }
}

/// The grant that comes of what somebody wants to give to a person of its own, put together as the use cases do; none if
/// the policy refuses. A mandate is not accepted yet.
pub(super) fn given(world: &World, giver: &Subject, wanted: &FactsQuery) -> Option<Grant> {
    let gift = world.gift_of(wanted);
    let DelegationBasis { parent_grant, .. } = can_delegate(giver, &gift, &world.records.facts()).ok()?;
    let grant = &wanted.grant;
    let mandate = wanted.terms.as_ref().map(|terms| Mandate::offered(terms.max_delegation_depth, None));
    let hangs = parent_grant.is_some();
    let plainly = if hangs { Rights::Act } else { Rights::ActAndGrant };
    let rights = wanted.terms.as_ref().map_or(plainly, |terms| terms.rights);
    let made = Grant { mandate, rights, holder: Holder::User(id(69)), revoked_at: None, ..grant.clone() };
    let Some(parent_grant) = parent_grant else {
        return Some(Grant { path: GrantPath::root(grant.id), ..made });
    };
    let above = world.records.grants.iter().find(|found| found.id == parent_grant.grant)?;
    let ends_at = made.period.ends_at.or(parent_grant.until);
    Some(Grant {
        path: above.path.child(grant.id).ok()?,
        services: made.services.or(parent_grant.services),
        contracts: made.contracts.or(parent_grant.contracts),
        period: Period { ends_at, ..made.period },
        ..made
    })
}
