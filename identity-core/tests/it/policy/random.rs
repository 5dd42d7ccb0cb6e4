//! Random worlds, and questions about them.

use super::world::{World, organizations, services, world};
use identity_core::domain::Holder;
use identity_core::ids::{OrganizationId, ServiceId};
use identity_core::policy::{AllowReason, Decision, Facts, Permission, Request, Subject, decide};
use identity_core::store::RecordId;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// How many random worlds each property tries.
pub(super) fn config() -> ProptestConfig {
    let wanted = std::env::var("POLICY_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = wanted.unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, max_shrink_time: 60_000, ..ProptestConfig::default() }
}

pub(super) fn worlds() -> impl Strategy<Value = World> {
    prop::collection::vec(any::<u8>(), 0..420).prop_map(world)
}

/// Every question about an act that can be asked.
pub(super) fn requests(subjects: &[Subject]) -> impl Iterator<Item = Request> {
    subjects.iter().flat_map(|subject| {
        Permission::ALL.iter().flat_map(move |permission| {
            organizations().into_iter().map(move |organization| Request {
                subject: *subject,
                permission: *permission,
                organization,
            })
        })
    })
}

pub(super) fn allowed(
    subject: &Subject,
    permission: Permission,
    organization: OrganizationId,
    facts: &Facts,
) -> bool {
    decide(&Request { subject: *subject, permission, organization }, facts).is_allowed()
}

/// Every request that is allowed, with what is behind it.
pub(super) fn allows(world: &World, facts: &Facts) -> Vec<(Request, AllowReason)> {
    let decided = |request: Request| match decide(&request, facts) {
        Decision::Allowed(because) => Some((request, because)),
        Decision::Denied(_) => None,
    };
    requests(&world.subjects).filter_map(decided).collect()
}

/// Every use of a service that can be asked about.
pub(super) fn uses(subjects: &[Subject]) -> impl Iterator<Item = (Subject, OrganizationId, ServiceId)> {
    subjects.iter().flat_map(|subject| {
        organizations()
            .into_iter()
            .flat_map(move |place| services().map(|service| (*subject, place, service)))
    })
}

pub(super) const fn is_organization(subject: &Subject) -> bool {
    matches!(subject.holder, Holder::Organization(_))
}

/// The records that some answers rest on.
pub(super) fn evidence(because: &[AllowReason], subject: &Subject, facts: &Facts) -> BTreeSet<RecordId> {
    because.iter().flat_map(|link| link.evidence(subject, facts)).map(|(record, _)| record).collect()
}
