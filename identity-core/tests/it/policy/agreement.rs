//! The engine agrees with the rules written down a second time, on everything that can be asked of random worlds.

use super::naive::{Naive, Thing};
use super::naive_giving::Comes;
use super::random::{allowed, allows, config, is_organization, requests, uses, worlds};
use super::records::{self, NOW, id, key, versioned};
use super::tape::Tape;
use super::world::{FactsQuery, World, contracts, organizations, services, wanted, world};
use identity_core::domain::{Grant, Holder};
use identity_core::ids::{ContractId, ServiceId};
use identity_core::policy::{
    Decision, DelegationDenied, DenyReason, ParentGrant, Permission, Request, Subject, access, allowed_by,
    allowed_within, can_delegate, can_withdraw, decide, grant_status, permissions, scope, what_can, who_can,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn decide_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for request in requests(&world.subjects) {
            let expected = naive.may(&request.subject, request.permission, request.organization);
            let decision = decide(&request, &facts);
            prop_assert_eq!(decision.is_allowed(), expected, "{:?}", request);
            let because = if let Decision::Allowed(because) = decision { Some(because) } else { None };
            prop_assert_eq!(allowed_by(&request, &facts), because, "{:?}", request);
        }
    }

    #[test]
    fn scope_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for subject in &world.subjects {
            for permission in Permission::ALL.iter().copied() {
                let regions = scope(subject, permission, &facts);
                for organization in &world.records.organizations {
                    let shown = regions.iter().any(|region| region.covers(&organization.path));
                    let expected = naive.sees(subject, permission, organization.id);
                    prop_assert_eq!(shown, expected, "{:?}: {} at {}", subject, permission, organization.id);
                }
            }
        }
    }

    #[test]
    fn access_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for (subject, organization, service) in uses(&world.subjects) {
            let expected = naive.access(&subject, organization, service);
            let found = access(&subject, organization, service, &facts);
            let found = found.map(|access| access.roles).unwrap_or_default();
            prop_assert_eq!(found, expected, "{:?}: {} at {}", subject, service, organization);
        }
    }

    #[test]
    fn who_can_and_what_can_agree_with_the_rules_written_a_second_time(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for organization in organizations() {
            for permission in Permission::ALL.iter().copied() {
                let anybody = world.subjects.iter().map(|subject| {
                    Subject { scopes: None, acting_for: None, ..*subject }
                });
                let may = anybody.filter(|subject| naive.may(subject, permission, organization));
                let expected: BTreeSet<Holder> = may.map(|subject| subject.holder).collect();
                let found = who_can(permission, organization, NOW, &facts);
                prop_assert_eq!(found.len(), expected.len());
                let found: BTreeSet<Holder> = found.into_iter().map(|(holder, _)| holder).collect();
                prop_assert_eq!(found, expected, "{} at {}", permission, organization);
            }
            for subject in &world.subjects {
                let may = |permission: &Permission| naive.may(subject, *permission, organization);
                let expected: Vec<_> = Permission::ALL.iter().copied().filter(may).collect();
                let found: Vec<_> =
                    what_can(subject, organization, &facts).into_iter().map(|(found, _)| found).collect();
                prop_assert_eq!(&found, &expected);
                prop_assert_eq!(permissions(subject, organization, &facts).iter().collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn standing_agrees_with_the_rules_written_a_second_time(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for grant in &world.records.grants {
            let stands = naive.held(grant.id, &Thing::Effect, grant.organization);
            prop_assert_eq!(grant_status(grant.id, NOW, &facts).is_ok(), stands, "{}", grant.id);
        }
    }

    #[test]
    fn may_give_agrees_with_the_rules_written_a_second_time(
        world in worlds(),
        gifts in prop::collection::vec(any::<u8>(), 0..600)
    ) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        let gifts = &mut Tape::new(gifts);
        for giver in world.subjects.iter().cycle().take(4 * world.subjects.len()) {
            let wanted = wanted(gifts, *giver, &world.records);
            let gift = world.gift_of(&wanted);
            let found = can_delegate(giver, &gift, &facts).map(|giving| giving.parent_grant);
            agrees(found, naive.can_delegate(giver, &gift), &naive)?;
        }
    }

    #[test]
    fn taking_agrees_with_the_rules_written_a_second_time(
        world in worlds(),
        taken in prop::collection::vec(any::<u8>(), 0..600)
    ) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        let taken = &mut Tape::new(taken);
        for taker in world.subjects.iter().cycle().take(4 * world.subjects.len()) {
            let wanted = wanted(taken, *taker, &world.records);
            let request = world.gift_of(&wanted);
            let found = can_withdraw(taker, &request, &facts).map(|giving| giving.parent_grant);
            agrees(found, naive.can_withdraw(taker, &request), &naive)?;
        }
    }

    #[test]
    fn token_scopes_only_narrow(world in worlds()) {
        let facts = world.records.facts();
        for request in requests(&world.subjects).filter(|request| request.subject.scopes.is_some()) {
            let all = Subject { scopes: None, ..request.subject };
            let could = allowed(&all, request.permission, request.organization, &facts);
            let named = request.subject.scopes.unwrap().contains(request.permission);
            prop_assert_eq!(decide(&request, &facts).is_allowed(), could && named);
        }
    }
}

/// What was found of a gift, beside what was expected of it.
fn agrees(
    found: Result<Option<ParentGrant>, DelegationDenied>,
    expected: Comes,
    naive: &Naive<'_>,
) -> Result<(), TestCaseError> {
    match (found, expected) {
        (Err(_), Comes::NotAtAll) | (Ok(None), Comes::ByItself) => {}
        (Ok(Some(parent_grant)), Comes::From(grants)) => {
            prop_assert!(grants.contains(&parent_grant.grant), "{:?}", parent_grant);
            let grant = naive.grant(parent_grant.grant).unwrap();
            prop_assert_eq!(parent_grant.is_mandate, grant.path.parent_grant().is_some());
            prop_assert_eq!(parent_grant.services, naive.inherited_services(grant));
            prop_assert_eq!(parent_grant.contracts, naive.inherited_contracts(grant));
            let ends = grant.path.steps().iter().map(|step| naive.grant(*step).unwrap().period.ends_at);
            prop_assert_eq!(parent_grant.until, ends.flatten().min());
        }
        (found, expected) => prop_assert!(false, "{:?}, not {:?}", found, expected),
    }
    Ok(())
}

/// The worlds are no use if almost nothing is allowed in them, or if what is allowed does not come through chains.
#[test]
fn random_worlds_allow_and_deny_often_enough() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts = std::collections::BTreeMap::new();
    let total = 600;
    for _ in 0..total {
        let world = worlds().new_tree(&mut runner).unwrap().current();
        let facts = world.records.facts();
        let allows = allows(&world, &facts);
        let depth = |least: usize| allows.iter().any(|(_, because)| because.chain(&facts).len() >= least);
        let acting = allows.iter().any(|(request, _)| request.subject.acting_for.is_some());
        let opens =
            uses(&world.subjects).any(|(who, place, service)| access(&who, place, service, &facts).is_ok());
        let given = can_delegate(&world.wanted.giver, &world.gift(), &facts);
        let max_delegation_depth = given.as_ref().is_ok_and(|giving| giving.parent_grant.is_some());
        let by_organization = max_delegation_depth && is_organization(&world.wanted.giver);
        for (what, seen, one_in) in [
            ("decide", !allows.is_empty(), 3),
            ("chain of 2", depth(2), 8),
            ("chain of 3", depth(3), 30),
            ("chain of 4", depth(4), 100),
            ("acting for", acting, 20),
            ("access", opens, 6),
            ("may_give", given.is_ok(), 12),
            ("given onward", max_delegation_depth, 40),
            ("given onward by an organisation", by_organization, 600),
        ] {
            let count = counts.entry(what).or_insert((0, one_in));
            count.0 += usize::from(seen);
        }
    }
    println!("{counts:?}");
    for (what, (count, one_in)) in counts {
        assert!((total / one_in..total * 19 / 20).contains(&count), "{what}: {count} of {total}");
    }
}

/// What a person tries first: nothing at all gives nothing.
#[test]
fn an_empty_world_allows_nothing() {
    let world = world(Vec::new());
    let facts = world.records.facts();
    assert!(requests(&world.subjects).all(|request| !decide(&request, &facts).is_allowed()));
}

/// One person's grant, and a mandate of it to another, each limited as the function says: for every service one
/// application role, and a contract for each of them.
fn chain(limit: impl Fn(Grant, Grant) -> [Grant; 2]) -> World {
    let mut world = world(Vec::new());
    let [root, ..] = organizations();
    let reader = |service| (service, BTreeSet::from([key("reader")]));
    let role = versioned(records::role(id(31), [], services().map(reader).into()));
    let given = |number, holder| records::grant(id(number), Holder::User(id(holder)), role.id, root);
    let [parent_grant, mandate] = limit(given(41, 61), given(42, 62));
    let mandate = records::mandate(mandate, &parent_grant, 1);
    let contract = |id| versioned(records::contract(id, root, services().into()));
    world.records.grants = [parent_grant, mandate].map(versioned).into();
    world.records.roles = vec![role];
    world.records.contracts = contracts().map(contract).into();
    world.records.services = services().map(|id| versioned(records::service(id))).into();
    world
}

/// Narrower than what it derives from in one way and wider in the other, as nobody can give it: what is passed on is limited to
/// what both have in common.
#[test]
fn what_is_passed_on_is_limited_by_every_grant_of_the_chain() {
    let [one, both, other] = services();
    let world = chain(|parent_grant, mandate| {
        let services = [Some([one, both].into()), Some([both, other].into())];
        let [above, below] = services;
        [Grant { services: above, ..parent_grant }, Grant { services: below, ..mandate }]
    });
    let grant = records::grant(id(90), Holder::User(id(63)), id(31), organizations()[0]);
    let grant = Grant { services: Some([both].into()), ..grant };
    let giver = Subject::user(id(62), NOW);
    let wanted = FactsQuery { giver, grant, terms: None, parent_grant: None };
    let giving = can_delegate(&giver, &world.gift_of(&wanted), &world.records.facts()).unwrap();
    assert_eq!(giving.parent_grant.unwrap().services, Some([both].into()));
}

/// Each of the two is limited to a contract that the other leaves out: by neither can a service be used.
#[test]
fn a_contract_counts_only_if_every_grant_of_the_chain_allows_it() {
    let [one, both, other, _] = contracts();
    let limited = |above: &[_], below: &[_]| {
        let world = chain(|parent_grant, mandate| {
            let contracts = [above, below].map(|ids| Some(ids.iter().copied().collect()));
            let [above, below] = contracts;
            [Grant { contracts: above, ..parent_grant }, Grant { contracts: below, ..mandate }]
        });
        access(&Subject::user(id(62), NOW), organizations()[0], services()[0], &world.records.facts())
    };
    assert!(limited(&[one, both], &[both, other]).is_ok());
    assert_eq!(limited(&[one], &[other]), Err(DenyReason::Contract(services()[0])));
}

/// Somebody whose mandate is limited, by itself or by what it derives from, gives what lies within the limits only.
#[test]
fn nothing_is_given_beyond_the_limits_of_any_grant_of_the_chain() {
    let [service, other, _] = services();
    let [contract, another, ..] = contracts();
    let limited = |grant: Grant| {
        let (services, contracts) = (Some([service].into()), Some([contract].into()));
        Grant { services, contracts, ..grant }
    };
    let mut worlds = [
        chain(|parent_grant, mandate| [parent_grant, limited(mandate)]),
        chain(|parent_grant, mandate| [limited(parent_grant), mandate]),
    ];
    // A permission that goes with single services; application roles of other services are not even held.
    for world in &mut worlds {
        let role = &mut world.records.roles[0].record;
        (role.permissions, role.application_roles) = ([Permission::OrganizationView].into(), [].into());
    }
    let cases = [
        (Some(service), Some(contract), true),
        (Some(service), None, true),
        (Some(other), Some(contract), false),
        (Some(service), Some(another), false),
    ];
    for (world, (service, contract, expected)) in
        worlds.iter().flat_map(|world| cases.map(|case| (world, case)))
    {
        let grant = records::grant(id(90), Holder::User(id(63)), id(31), organizations()[0]);
        let services = service.map(|service| [service].into());
        let grant = Grant { services, contracts: contract.map(|contract| [contract].into()), ..grant };
        let giver = Subject::user(id(62), NOW);
        let wanted = FactsQuery { giver, grant, terms: None, parent_grant: None };
        let found = can_delegate(&giver, &world.gift_of(&wanted), &world.records.facts());
        assert_eq!(found.is_ok(), expected, "{service:?} {contract:?}: {found:?}");
    }
}

/// The contract of one grant of the chain has ended, that of another is in force: the reason names the first.
#[test]
fn a_deny_names_the_grant_whose_contract_has_ended() {
    let [over, in_force, ..] = contracts();
    let mut world = chain(|parent_grant, mandate| {
        [
            Grant { contracts: Some([over].into()), ..parent_grant },
            Grant { contracts: Some([in_force].into()), ..mandate },
        ]
    });
    world.records.roles[0].record.permissions = [Permission::OrganizationView].into();
    world.records.contracts[0].record.period.ends_at = Some(NOW);
    let request = Request {
        subject: Subject::user(id(62), NOW),
        permission: Permission::OrganizationView,
        organization: organizations()[0],
    };
    assert_eq!(
        decide(&request, &world.records.facts()),
        Decision::Denied(DenyReason::ContractOfGrant(id(41)))
    );
}

/// Whoever acts by a chain that is limited acts on what is limited to the same, and on nothing that is not.
#[test]
fn what_is_limited_is_acted_on_by_chains_that_leave_room_for_it() {
    let [service, other, _] = services();
    let [contract, another, ..] = contracts();
    let request = Request {
        subject: Subject::user(id(62), NOW),
        permission: Permission::OrganizationView,
        organization: organizations()[0],
    };
    let allows = |world: &mut World, services: Option<ServiceId>, contracts: Option<ContractId>| {
        world.records.roles[0].record.permissions = [Permission::OrganizationView].into();
        let (services, contracts) = (services.map(|id| [id].into()), contracts.map(|id| [id].into()));
        allowed_within(&request, services.as_ref(), contracts.as_ref(), &world.records.facts()).is_some()
    };
    let limited = |grant: Grant| {
        let (services, contracts) = (Some([service].into()), Some([contract].into()));
        Grant { services, contracts, ..grant }
    };
    for mut world in [
        chain(|parent_grant, mandate| [parent_grant, limited(mandate)]),
        chain(|parent_grant, mandate| [limited(parent_grant), mandate]),
    ] {
        assert!(allows(&mut world, Some(service), Some(contract)));
        assert!(!allows(&mut world, Some(other), Some(contract)));
        assert!(!allows(&mut world, Some(service), Some(another)));
        assert!(!allows(&mut world, None, Some(contract)) && !allows(&mut world, Some(service), None));
    }
    assert!(allows(&mut chain(|parent_grant, mandate| [parent_grant, mandate]), None, None));
}
