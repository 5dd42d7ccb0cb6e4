//! Attacks on delegated administration, each named by its id.

use super::random::allowed;
use super::records::{self, NOW, grant, id, mandate, versioned};
use identity_core::domain::{Grant, GrantPath, Holder, Organization, OrganizationPath, Period, Rights};
use identity_core::ids::{ContractId, OrganizationId};
use identity_core::policy::{
    DenyReason, Permission, Request, Subject, can_delegate, decide, explain, grant_status, scope, what_can,
    who_can,
};
use identity_core::store::FactRecords;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

const ROOT: u128 = 1;
const CUSTOMER: u128 = 2;
const PARTNER: u128 = 3;
const ROLE: u128 = 31;

fn place(number: u128) -> OrganizationId {
    id(number)
}

fn person(number: u128) -> Holder {
    Holder::User(id(number))
}

fn person_asks(number: u128) -> Subject {
    Subject::user(id(number), NOW)
}

/// The operator with a customer and a partner, three persons, and one role that may look and give.
fn small_world() -> FactRecords {
    let root = OrganizationPath::root(id(ROOT));
    let paths = [root.clone(), root.child(id(CUSTOMER)).unwrap(), root.child(id(PARTNER)).unwrap()];
    let permissions = [Permission::MemberView, Permission::GrantManage, Permission::MandateManage];
    FactRecords {
        organizations: paths.map(|path| versioned(records::organization(path))).into(),
        users: [61, 62, 63].map(|number| versioned(records::user(number))).into(),
        roles: vec![versioned(records::role(id(ROLE), permissions, BTreeMap::new()))],
        ..FactRecords::default()
    }
}

fn with(mut world: FactRecords, grants: impl IntoIterator<Item = Grant>) -> FactRecords {
    world.grants.extend(grants.into_iter().map(versioned));
    world
}

/// A mandate that goes from the customer's administrator to the customer, on to the partner, back to the customer, and
/// from there to a person.
fn cycle() -> [Grant; 4] {
    let given = |number, holder| grant(id(number), holder, id(ROLE), id(CUSTOMER));
    let root = given(41, person(61));
    let there = mandate(given(42, Holder::Organization(id(PARTNER))), &root, 3);
    let back = mandate(given(43, Holder::Organization(id(CUSTOMER))), &there, 2);
    let end = mandate(given(44, person(62)), &back, 1);
    [root, there, back, end]
}

#[test]
fn d_11_a_delegation_cycle_ends_with_the_grant_that_it_comes_from() {
    let all = [person(61), Holder::Organization(id(PARTNER)), Holder::Organization(id(CUSTOMER)), person(62)];
    let ask = |holder| Subject { holder, scopes: None, acting_for: None, at: NOW };
    let before = with(small_world(), cycle());
    let facts = before.facts();
    assert!(allowed(&person_asks(62), Permission::MemberView, place(CUSTOMER), &facts));
    let role = &before.roles[0];
    let gift = identity_core::policy::DelegationRequest {
        role,
        organization: id(CUSTOMER),
        scope: identity_core::domain::GrantScope::Subtree,
        services: None,
        contracts: None,
        period: Period::ALWAYS,
        max_delegation_depth: Some(0),
        parent_grant: None,
    };
    assert!(all.iter().all(|holder| can_delegate(&ask(*holder), &gift, &facts).is_ok()));
    let mut after = before.clone();
    after.grants[0].record.revoked_at = Some(NOW);
    let facts = after.facts();
    for holder in all {
        assert!(what_can(&ask(holder), id(CUSTOMER), &facts).is_empty());
        assert!(can_delegate(&ask(holder), &gift, &facts).is_err());
    }
    let request =
        Request { subject: person_asks(62), permission: Permission::MemberView, organization: id(CUSTOMER) };
    assert_eq!(explain(&request, &facts).decision, Err(DenyReason::GrantEnded(id(41), NOW)));
}

/// Records that nobody could have made: grants that derive from each other in a ring. Evaluation ends and nothing comes of it.
#[test]
fn d_11_grants_that_derive_from_each_other_in_a_ring_give_nothing() {
    let given = |number, above: u128| Grant {
        path: GrantPath::root(id(above)).child(id(number)).unwrap(),
        ..mandate(grant(id(number), person(61), id(ROLE), id(CUSTOMER)), &cycle()[0], 3)
    };
    let facts = with(small_world(), [given(45, 46), given(46, 45), given(47, 47)]).facts();
    let request =
        Request { subject: person_asks(61), permission: Permission::MemberView, organization: id(CUSTOMER) };
    let explanation = explain(&request, &facts);
    assert!(matches!(explanation.decision, Err(DenyReason::ParentGrant(_))), "{explanation:?}");
    for number in [45, 46, 47] {
        assert!(grant_status(id(number), NOW, &facts).is_err());
    }
}

/// A tree of depth 1,000 with a grant in its middle: it reaches what lies below, and neither what lies above nor
/// beside. The bound holds for a build without optimisation on a busy machine, all questions together.
#[test]
fn d_13_rights_flow_down_a_tree_of_depth_1000_only() {
    let depth = 1_000;
    let mut text = String::from("/");
    let mut world = small_world();
    let mut path_to = |number: u128, keep: bool| {
        let behind = text.len();
        write!(text, "{number:032x}/").unwrap();
        let path = OrganizationPath::parse(&text).unwrap();
        if !keep {
            text.truncate(behind);
        }
        versioned(records::organization(path))
    };
    world.organizations = (1..=depth).map(|number| path_to(number, true)).collect();
    let middle = &world.organizations[499].record.path;
    let beside = OrganizationPath::parse(&format!("{middle}{:032x}/", 5_000)).unwrap();
    let beside_middle =
        OrganizationPath::parse(&beside.to_string().replace(&format!("{:032x}/", 500), "")).unwrap();
    assert_eq!(beside_middle.steps().len(), 500);
    world.organizations.push(versioned(records::organization(beside_middle)));
    let below = mandate(
        grant(id(42), person(62), id(ROLE), id(700)),
        &grant(id(41), person(61), id(ROLE), id(500)),
        0,
    );
    let world = with(world, [grant(id(41), person(61), id(ROLE), id(500)), below]);
    let facts = world.facts();
    let may = |who, number| allowed(&person_asks(who), Permission::MemberView, id(number), &facts);
    for (who, number, expected) in [
        (61, 1, false),
        (61, 499, false),
        (61, 500, true),
        (61, 501, true),
        (61, 1_000, true),
        (61, 5_000, false),
        (62, 500, false),
        (62, 699, false),
        (62, 700, true),
        (62, 1_000, true),
        (62, 5_000, false),
    ] {
        assert_eq!(may(who, number), expected, "{who} at {number}");
    }
    let regions = scope(&person_asks(62), Permission::MemberView, &facts);
    let shown = |organization: &Organization| regions.iter().any(|region| region.covers(&organization.path));
    assert_eq!(world.organizations.iter().filter(|found| shown(found)).count(), 301);
    assert_eq!(who_can(Permission::MemberView, id(1_000), NOW, &facts).len(), 2);
}

/// A way to end a link, and its name.
type Way = (&'static str, fn(&mut FactRecords));

/// The one in the middle of a chain is removed, in any of the ways there are: all behind it lose the right, all before
/// keep it.
#[test]
fn d_14_without_a_middle_link_the_right_is_gone() {
    let given = |number, holder| grant(id(number), person(holder), id(ROLE), id(CUSTOMER));
    let first = given(41, 61);
    let middle = mandate(given(42, 62), &first, 1);
    let last = mandate(given(43, 63), &middle, 0);
    let whole = with(small_world(), [first, middle, last]);
    let may = |world: &FactRecords, who| {
        allowed(&person_asks(who), Permission::MemberView, place(CUSTOMER), &world.facts())
    };
    assert!([61, 62, 63].iter().all(|who| may(&whole, *who)));
    let ways: [Way; 7] = [
        ("revoked", |world| world.grants[1].record.revoked_at = Some(NOW)),
        ("over", |world| world.grants[1].record.period.ends_at = Some(NOW)),
        ("declined", |world| {
            let mandate = world.grants[1].record.mandate.as_mut().unwrap();
            mandate.answer = identity_core::domain::MandateAnswer::Declined;
        }),
        ("locked", |world| world.users[1].record.state = identity_core::domain::UserState::Locked),
        ("only to act", |world| world.grants[1].record.rights = Rights::Act),
        ("not onward", |world| world.grants[1].record.mandate.as_mut().unwrap().max_delegation_depth = 0),
        ("removed", |world| _ = world.grants.remove(1)),
    ];
    for (way, remove) in ways {
        let mut world = whole.clone();
        remove(&mut world);
        assert!(may(&world, 61), "{way}");
        assert!(!may(&world, 63), "{way}");
        let keeps_own = matches!(way, "only to act" | "not onward");
        assert_eq!(may(&world, 62), keeps_own, "{way}");
    }
}

/// Contracts of one organisation that overlap, under a chain whose every link is limited to them: what is worked out
/// does not multiply from link to link. (If it did, eight to the power of eight spans would not end.)
#[test]
fn overlapping_contracts_do_not_multiply_along_a_chain() {
    let contracts: BTreeSet<ContractId> = (21..29).map(id).collect();
    let mut world = small_world();
    for (number, contract) in (0..).zip(&contracts) {
        let contract = records::contract(*contract, id(CUSTOMER), BTreeSet::new());
        let begins = NOW.plus(Duration::from_secs(number)).unix_micros() - 100_000_000;
        let starts_at = Some(identity_core::Timestamp::from_unix_micros(begins));
        let period = Period { starts_at, ends_at: None };
        world.contracts.push(versioned(identity_core::domain::Contract { period, ..contract }));
    }
    let limited = |number, holder| Grant {
        contracts: Some(contracts.clone()),
        ..grant(id(number), person(holder), id(ROLE), id(CUSTOMER))
    };
    let mut last = limited(41, 61);
    let mut grants = vec![last.clone()];
    for number in 42..49 {
        last = mandate(limited(number, 62), &last, u8::try_from(49 - number).unwrap());
        grants.push(last.clone());
    }
    let world = with(world, grants);
    let facts = world.facts();
    assert!(
        decide(
            &Request {
                subject: person_asks(62),
                permission: Permission::MemberView,
                organization: id(CUSTOMER)
            },
            &facts
        )
        .is_allowed()
    );
}

/// A role in which there is nothing yet can be given plainly, but not as a mandate: that always derives from something.
#[test]
fn a_mandate_of_nothing_is_refused() {
    let mut world = with(small_world(), [grant(id(41), person(61), id(ROLE), id(CUSTOMER))]);
    world.roles[0].record.permissions.clear();
    let facts = world.facts();
    let gift = |max_delegation_depth| identity_core::policy::DelegationRequest {
        role: &world.roles[0],
        organization: id(CUSTOMER),
        scope: identity_core::domain::GrantScope::Subtree,
        services: None,
        contracts: None,
        period: Period::ALWAYS,
        max_delegation_depth,
        parent_grant: None,
    };
    assert_eq!(can_delegate(&person_asks(61), &gift(None), &facts).unwrap().parent_grant, None);
    assert!(can_delegate(&person_asks(61), &gift(Some(0)), &facts).is_err());
}

/// A mandate whose place came to lie above its source's, by organisations that moved: it does not outlast the suspension
/// of the place from which it comes.
#[test]
fn looking_by_a_mandate_ends_with_the_suspension_of_where_its_source_was_given() {
    let parent_grant = grant(id(41), person(61), id(ROLE), id(CUSTOMER));
    let above = mandate(grant(id(42), person(62), id(ROLE), id(ROOT)), &parent_grant, 0);
    let mut world = with(small_world(), [parent_grant, above]);
    let may = |world: &FactRecords, who| {
        allowed(&person_asks(who), Permission::MemberView, id(CUSTOMER), &world.facts())
    };
    assert!(may(&world, 61) && may(&world, 62));
    world.organizations[1].record.state = identity_core::domain::OrganizationState::Suspended;
    assert!(!may(&world, 61) && !may(&world, 62));
}

/// Many grants of one holder: each of them counts, and none of the next holder's.
#[test]
fn each_of_the_grants_of_a_holder_of_many_counts() {
    let root = |number: u128| grant(id(100 + number), person(62), id(ROLE), id(CUSTOMER));
    let of_neighbours = [61, 63].map(|number| grant(id(number), person(number), id(ROLE), id(PARTNER)));
    for count in [1, 30, 31, 32, 33, 100] {
        for last in [0, count - 1] {
            let given = (0..count)
                .map(|number| Grant { revoked_at: (number != last).then_some(NOW), ..root(number) });
            let facts = with(small_world(), given.chain(of_neighbours.clone()));
            let facts = facts.facts();
            let asks = |at| Request {
                subject: person_asks(62),
                permission: Permission::MemberView,
                organization: place(at),
            };
            assert!(decide(&asks(CUSTOMER), &facts).is_allowed(), "grant {last} of {count}");
            assert!(!decide(&asks(PARTNER), &facts).is_allowed(), "{count}");
        }
    }
}
