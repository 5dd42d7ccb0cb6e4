//! The policy engine on small random worlds, compared with the rules written down a second time.

mod naive;
mod world;

use identity_core::Timestamp;
use identity_core::domain::{Grant, OrganizationState, Rights, UserState};
use identity_core::policy::{
    Because, Decision, Facts, Permission, Request, Subject, access, decide, may_give, scope,
};
use identity_core::store::{RecordId, Version, Versioned};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;
use world::{NOW, PERMISSIONS, World, organizations, services, worlds};

fn allowed(permission: Permission, organization: identity_core::ids::OrganizationId, facts: &Facts) -> bool {
    decide(&Request { permission, organization }, facts).is_allowed()
}

fn questions() -> impl Iterator<Item = Request> {
    PERMISSIONS
        .into_iter()
        .flat_map(|permission| organizations().map(|organization| Request { permission, organization }))
}

/// The facts with nothing in them but what is named.
fn only(facts: &Facts, evidence: &BTreeSet<RecordId>) -> Facts {
    let mut rest = facts.clone();
    rest.organizations.retain(|id, _| evidence.contains(&RecordId::from(*id)));
    rest.grants.retain(|grant| evidence.contains(&grant.record.id.into()));
    rest.roles.retain(|id, _| evidence.contains(&RecordId::from(*id)));
    rest.contracts.retain(|contract| evidence.contains(&contract.record.id.into()));
    rest.services.retain(|id, _| evidence.contains(&RecordId::from(*id)));
    rest
}

fn evidence(because: &[Because], facts: &Facts) -> BTreeSet<RecordId> {
    because.iter().flat_map(|link| link.evidence(facts)).map(|(record, _)| record).collect()
}

fn subject_id(facts: &Facts) -> RecordId {
    match &facts.subject {
        Subject::User(user) => user.record.id.into(),
        Subject::Client { client, .. } => client.record.id.into(),
    }
}

/// Every world that differs by one change of one record, and which record that is.
fn changed_worlds(facts: &Facts) -> Vec<(RecordId, Facts)> {
    let mut worlds = Vec::new();
    let mut add = |record: RecordId, change: &dyn Fn(&mut Facts)| {
        let mut other = facts.clone();
        change(&mut other);
        worlds.push((record, other));
    };
    add(subject_id(facts), &|facts| match &mut facts.subject {
        Subject::User(user) => user.record.state = UserState::Locked,
        Subject::Client { client, .. } => client.record.enabled = false,
    });
    for id in facts.organizations.keys().copied() {
        add(id.into(), &|facts| {
            facts.organizations.get_mut(&id).unwrap().record.state = OrganizationState::Suspended;
        });
        add(id.into(), &|facts| {
            let place = &mut facts.organizations.get_mut(&id).unwrap().record;
            place.path = identity_core::domain::OrganizationPath::root(id);
        });
    }
    for at in 0..facts.grants.len() {
        let id = facts.grants[at].record.id;
        add(id.into(), &|facts| facts.grants[at].record.revoked_at = Some(NOW));
        add(id.into(), &|facts| facts.grants[at].record.contracts = Some(BTreeSet::new()));
    }
    for id in facts.roles.keys().copied() {
        add(id.into(), &|facts| facts.roles.get_mut(&id).unwrap().record.enabled = false);
        add(id.into(), &|facts| facts.roles.get_mut(&id).unwrap().record.permissions.clear());
        add(id.into(), &|facts| facts.roles.get_mut(&id).unwrap().record.application_roles.clear());
    }
    for at in 0..facts.contracts.len() {
        let id = facts.contracts[at].record.id;
        add(id.into(), &|facts| facts.contracts[at].record.period.not_after = Some(NOW));
        add(id.into(), &|facts| facts.contracts[at].record.services.clear());
    }
    for id in facts.services.keys().copied() {
        add(id.into(), &|facts| facts.services.get_mut(&id).unwrap().record.enabled = false);
        add(id.into(), &|facts| facts.services.get_mut(&id).unwrap().record.needs_contract = true);
    }
    worlds
}

/// What the giver could pass on at a later moment: the same facts, with every right to grant also one to act.
fn passes_on(facts: &Facts, now: Timestamp) -> Facts {
    let mut later = Facts { now, ..facts.clone() };
    later.grants.retain(|grant| grant.record.rights.may_grant());
    later.grants.iter_mut().for_each(|grant| grant.record.rights = Rights::ActAndGrant);
    if let Subject::Client { scopes, .. } = &mut later.subject {
        scopes.extend(PERMISSIONS);
    }
    later
}

/// Somebody who has the gift and nothing else.
fn receiver(world: &World, now: Timestamp) -> Facts {
    let grant = Grant { revoked_at: None, ..world.gift.clone() };
    let mut facts = passes_on(&world.facts, now);
    facts.grants = vec![Versioned::new(grant, Version::FIRST)];
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Default deny, suspended lineages, expired grants, token scopes: all are rules of the second evaluator.
    #[test]
    fn decide_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        for Request { permission, organization } in questions() {
            prop_assert_eq!(
                allowed(permission, organization, &world.facts),
                naive::may(permission, organization, &world.facts),
                "{} at {}", permission, organization
            );
        }
    }

    #[test]
    fn an_allow_names_a_grant_of_the_subject_that_carries_the_permission(world in worlds()) {
        for request in questions() {
            if let Decision::Allowed(because) = decide(&request, &world.facts) {
                let grant = world.facts.grants.iter().find(|grant| grant.record.id == because.grant);
                let role = &world.facts.roles[&grant.unwrap().record.role];
                prop_assert!(role.record.permissions.contains(&request.permission));
            }
        }
    }

    #[test]
    fn scope_agrees_with_decide_on_every_active_organisation(world in worlds()) {
        for Request { permission, organization } in questions() {
            let regions = scope(permission, &world.facts);
            let path = &world.facts.organizations[&organization].record.path;
            let shown = regions.iter().any(|region| region.covers(path));
            let active = path.steps().iter().all(|step| {
                world.facts.organizations[step].record.state == OrganizationState::Active
            });
            if active || naive::outlasts_suspension(permission) {
                prop_assert_eq!(shown, allowed(permission, organization, &world.facts));
            }
        }
    }

    #[test]
    fn access_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        for (organization, service) in organizations().into_iter().flat_map(|o| services().map(|s| (o, s))) {
            let expected = naive::application_roles(organization, service, &world.facts);
            let found = access(organization, service, &world.facts);
            prop_assert_eq!(found.map(|access| access.roles).unwrap_or_default(), expected);
        }
    }

    #[test]
    fn may_give_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        let given = may_give(&world.gift(), &world.facts).is_ok();
        prop_assert_eq!(given, naive::may_give(&world.gift(), &world.facts));
    }

    /// Now or later, nowhere in the tree, does a gift let its receiver do what the giver could not pass on then.
    #[test]
    fn nobody_gives_what_they_do_not_hold(world in worlds()) {
        if may_give(&world.gift(), &world.facts).is_err() {
            return Ok(());
        }
        for now in [0, 1, 499, 500, 10_000].map(|micros| NOW.plus(Duration::from_micros(micros))) {
            let (given, held) = (receiver(&world, now), passes_on(&world.facts, now));
            for Request { permission, organization } in questions() {
                let may = allowed(permission, organization, &given);
                prop_assert!(!may || allowed(permission, organization, &held), "{} at {}", permission, now);
            }
            for (organization, service) in organizations().into_iter().flat_map(|o| services().map(|s| (o, s))) {
                let Ok(reached) = access(organization, service, &given) else { continue };
                let own = access(organization, service, &held).map(|access| access.roles).unwrap_or_default();
                prop_assert!(reached.roles.is_subset(&own), "{} at {}", service, now);
            }
        }
    }

    /// A change that requires the evidence conflicts with every change that would have flipped the answer.
    #[test]
    fn evidence_names_every_record_whose_change_flips_the_answer(world in worlds()) {
        let facts = &world.facts;
        for (record, changed) in changed_worlds(facts) {
            for request in questions() {
                if let Decision::Allowed(because) = decide(&request, facts) {
                    let flips = !decide(&request, &changed).is_allowed();
                    prop_assert!(!flips || evidence(&[because], facts).contains(&record), "{}", record);
                }
            }
            for (organization, service) in organizations().into_iter().flat_map(|o| services().map(|s| (o, s))) {
                if let Ok(found) = access(organization, service, facts) {
                    let flips = access(organization, service, &changed).is_err();
                    prop_assert!(!flips || evidence(&found.because, facts).contains(&record), "{}", record);
                }
            }
            if let Ok(because) = may_give(&world.gift(), facts)
                && record != RecordId::from(world.gift.role)
            {
                let flips = may_give(&world.gift(), &changed).is_err();
                prop_assert!(!flips || evidence(&because, facts).contains(&record) || because.is_empty());
            }
        }
    }

    /// Whoever has nothing but the evidence comes to the same answer.
    #[test]
    fn evidence_is_enough_for_the_answer(world in worlds()) {
        let facts = &world.facts;
        for request in questions() {
            if let Decision::Allowed(because) = decide(&request, facts) {
                let known = only(facts, &evidence(&[because], facts));
                prop_assert!(decide(&request, &known).is_allowed());
            }
        }
        for (organization, service) in organizations().into_iter().flat_map(|o| services().map(|s| (o, s))) {
            if let Ok(found) = access(organization, service, facts) {
                let known = only(facts, &evidence(&found.because, facts));
                prop_assert_eq!(access(organization, service, &known).map(|access| access.roles), Ok(found.roles));
            }
        }
        if let Ok(because) = may_give(&world.gift(), facts)
            && !because.is_empty()
        {
            let known = only(facts, &evidence(&because, facts));
            prop_assert!(may_give(&world.gift(), &known).is_ok());
        }
    }

    #[test]
    fn token_scopes_only_narrow(world in worlds()) {
        let Subject::Client { client, scopes } = &world.facts.subject else { return Ok(()) };
        let all = Subject::Client { client: client.clone(), scopes: PERMISSIONS.into() };
        let unlimited = Facts { subject: all, ..world.facts.clone() };
        for Request { permission, organization } in questions() {
            let may = allowed(permission, organization, &world.facts);
            let could = allowed(permission, organization, &unlimited);
            prop_assert_eq!(may, could && scopes.contains(&permission));
        }
    }
}

/// The worlds are no use if almost nothing is allowed in them.
#[test]
fn random_worlds_allow_and_deny_often_enough() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut may, mut open, mut given, mut total) = (0, 0, 0, 0);
    for _ in 0..1_000 {
        let world = worlds().new_tree(&mut runner).unwrap().current();
        total += 1;
        may += usize::from(questions().any(|request| decide(&request, &world.facts).is_allowed()));
        let places = organizations().into_iter().flat_map(|o| services().map(|s| (o, s)));
        open += usize::from(places.into_iter().any(|(o, s)| access(o, s, &world.facts).is_ok()));
        given += usize::from(may_give(&world.gift(), &world.facts).is_ok_and(|because| !because.is_empty()));
    }
    for (what, count) in [("decide", may), ("access", open), ("may_give", given)] {
        assert!((total / 50..total * 9 / 10).contains(&count), "{what}: {count} of {total}");
    }
}
