//! The nine invariants of authority, each a property of random worlds. (The seventh, that the last administrator stays, is
//! about use cases: `use_cases::grants::invariant_7_the_last_administrator_stays`, and the walk.)

use super::naive::Naive;
use super::random::{allowed, allows, config, is_organization, requests, uses, worlds};
use super::records::{NOW, versioned};
use super::replay::{is_missing, replays};
use super::variants::{accepted, by_person, ended_sources, given, later, only_grants, with_rights};
use super::world::organizations;
use identity_core::domain::{Holder, OrganizationFilter, Rights};
use identity_core::policy::{
    Permission, Request, Subject, access, can_delegate, decide, explain, scope, what_can, who_can,
};
use identity_core::store::Entity;
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(config())]

    /// What is allowed is allowed by a grant of the subject that is in force, and by nothing else.
    #[test]
    fn invariant_1_nothing_is_allowed_that_no_effective_grant_allows(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::new(&world.records, NOW));
        for (request, because) in allows(&world, &facts) {
            let Request { subject, permission, organization } = request;
            let grant = naive.grant(because.grant).unwrap();
            prop_assert_eq!(grant.holder, subject.holder);
            let carries = naive.held(grant.id, &super::naive::Thing::Permission(permission), organization);
            prop_assert!(carries && grant.rights != Rights::Grant);
            let chain: BTreeSet<_> = because.chain(&facts).iter().map(|link| link.grant).collect();
            prop_assert!(decide(&request, &only_grants(&world.records, &chain).facts()).is_allowed());
            for missing in &chain {
                let rest: BTreeSet<_> = chain.iter().copied().filter(|id| id != missing).collect();
                prop_assert!(!decide(&request, &only_grants(&world.records, &rest).facts()).is_allowed());
            }
        }
        let nothing = only_grants(&world.records, &BTreeSet::new()).facts();
        prop_assert!(requests(&world.subjects).all(|request| !decide(&request, &nothing).is_allowed()));
    }

    /// Whatever is given, by anybody: now or later, nowhere does the receiver get what the giver could not pass on then.
    #[test]
    fn invariant_2_nobody_gives_what_they_do_not_hold(world in worlds()) {
        for giver in &world.subjects {
            let Some(grant) = given(&world, giver, &world.wanted) else { continue };
            let receiver = Subject { holder: grant.holder, scopes: None, acting_for: None, at: NOW };
            let mut after = world.records.clone();
            after.grants.push(versioned(accepted(grant.clone())));
            for at in later() {
                let (before, now) = (Naive::new(&world.records, at), Naive::new(&after, at));
                let could = before.all_held(|own| own.holder == giver.holder && own.rights != Rights::Act);
                let got = now.all_held(|own| own.id == grant.id);
                prop_assert!(got.is_subset(&could), "{:?} gets {:?}", grant, &got - &could);
                let facts = after.facts();
                for request in requests(&[Subject { at, ..receiver }]) {
                    let thing = super::naive::Thing::Permission(request.permission);
                    let may = decide(&request, &facts).is_allowed();
                    prop_assert!(!may || could.contains(&(thing, request.organization)), "{:?}", request);
                }
            }
        }
    }

    /// At every instant a mandate gives nothing that its source does not, and nothing once that has ended in any way.
    #[test]
    fn invariant_3_a_mandate_is_never_wider_or_longer_than_its_source(world in worlds()) {
        for grant in world.records.grants.iter().filter(|grant| grant.is_derived()) {
            let Some(parent_grant) = world.records.grants.iter().find(|found| Some(found.id) == grant.path.parent_grant()) else {
                continue;
            };
            let (below, subject) = by_person(&world.records, grant);
            let (above, _) = by_person(&world.records, parent_grant);
            let facts = (below.facts(), above.facts());
            for at in later() {
                let subject = Subject { at, ..subject };
                for request in requests(&[subject]) {
                    let may = decide(&request, &facts.0).is_allowed();
                    prop_assert!(!may || decide(&request, &facts.1).is_allowed(), "{:?}", request);
                }
                for (subject, place, service) in uses(&[subject]) {
                    let Ok(found) = access(&subject, place, service, &facts.0) else { continue };
                    let above = access(&subject, place, service, &facts.1).map(|found| found.roles);
                    prop_assert!(found.roles.is_subset(&above.unwrap_or_default()));
                }
            }
            for (way, ended) in ended_sources(&below, parent_grant) {
                let facts = ended.facts();
                prop_assert!(requests(&[subject]).all(|request| !decide(&request, &facts).is_allowed()), "{}", way);
                prop_assert!(uses(&[subject]).all(|(who, at, what)| access(&who, at, what, &facts).is_err()), "{}", way);
                prop_assert!(can_delegate(&subject, &world.gift(), &facts).is_err() || world.gift().role.permissions.is_empty());
            }
        }
    }

    /// Who may only give does nothing; who may only act gives nothing; neither right changes what the other does.
    #[test]
    fn invariant_4_the_right_to_grant_is_separate_from_the_right_to_act(world in worlds()) {
        let gift = world.gift();
        let has_parts = !gift.role.permissions.is_empty();
        for subject in &world.subjects {
            let facts = |rights| with_rights(&world.records, subject.holder, rights).facts();
            let (act, grant, both) = (facts(Rights::Act), facts(Rights::Grant), facts(Rights::ActAndGrant));
            for request in requests(&[*subject]) {
                prop_assert!(!decide(&request, &grant).is_allowed());
                let chain = explain(&request, &both).chain;
                let own = chain.iter().filter(|link| link.holder == subject.holder).count();
                prop_assert!(own != 1 || decide(&request, &act).is_allowed());
                prop_assert!(own != 0 || !decide(&request, &act).is_allowed());
            }
            for (subject, place, service) in uses(&[*subject]) {
                prop_assert!(access(&subject, place, service, &grant).is_err());
            }
            prop_assert_eq!(can_delegate(subject, &gift, &grant).is_ok(), can_delegate(subject, &gift, &both).is_ok());
            prop_assert!(!has_parts || can_delegate(subject, &gift, &act).is_err());
        }
    }

    /// Whatever all of them give each other, in any order: together they never hold more than at the start.
    #[test]
    fn invariant_5_a_set_of_actors_never_gains_authority(world in worlds(), seeds in prop::collection::vec(any::<u8>(), 150)) {
        let mut now = world.clone();
        let mut gifts = super::tape::Tape::new(seeds);
        for number in 0..12_u128 {
            let giver = gifts.one_of(&world.subjects);
            let wanted = super::world::wanted(&mut gifts, giver, &now.records);
            let holder = gifts.one_of(&super::world::holders());
            let Some(grant) = given(&now, &giver, &wanted) else { continue };
            let steps = grant.path.steps();
            let grant = super::variants::renamed(&grant, super::records::id(100 + number));
            prop_assert_eq!(grant.path.steps().len(), steps.len());
            let grant = identity_core::domain::Grant { holder, ..accepted(grant) };
            now.records.grants.push(versioned(grant));
        }
        for at in later() {
            let (before, after) = (Naive::new(&world.records, at), Naive::new(&now.records, at));
            let gained = &after.all_held(|_| true) - &before.all_held(|_| true);
            prop_assert!(gained.is_empty(), "{:?}", gained);
            let to_give = |grant: &identity_core::domain::Grant| grant.rights != Rights::Act;
            prop_assert!(after.all_held(to_give).is_subset(&before.all_held(to_give)));
        }
    }

    /// The predicate that list queries hand to the store shows what `decide` allows, and of what is active nothing else.
    #[test]
    fn invariant_6_lists_show_what_decide_allows(world in worlds()) {
        let facts = world.records.facts();
        let naive = Naive::unproved(&world.records, NOW);
        for subject in &world.subjects {
            for permission in Permission::ALL.iter().copied() {
                let within = Some(scope(subject, permission, &facts));
                let filter = OrganizationFilter { within, ..OrganizationFilter::default() };
                for place in &world.records.organizations {
                    let shown = place.matches(&filter);
                    let may = allowed(subject, permission, place.id, &facts);
                    prop_assert!(shown || !may, "{} at {}", permission, place.id);
                    prop_assert!(may || !shown || !naive.all_active(place.id), "{} at {}", permission, place.id);
                }
            }
        }
    }

    /// An independent checker that replays the chain comes to the same answer, and what a deny names is missing indeed.
    #[test]
    fn invariant_8_explanations_replay(world in worlds()) {
        let (facts, naive) = (world.records.facts(), Naive::unproved(&world.records, NOW));
        for request in requests(&world.subjects) {
            let explanation = explain(&request, &facts);
            prop_assert_eq!(explanation.decision.is_ok(), decide(&request, &facts).is_allowed());
            match explanation.decision {
                Ok(()) => prop_assert_eq!(replays(&request, &explanation.chain, &naive), Ok(())),
                Err(missing) => {
                    prop_assert!(explanation.chain.is_empty());
                    prop_assert!(is_missing(missing, &request, &naive), "{:?} of {:?}", missing, request);
                }
            }
        }
    }

    /// On every pair of somebody and something.
    #[test]
    fn invariant_9_who_can_and_what_can_agree_with_decide(world in worlds()) {
        let facts = world.records.facts();
        for organization in organizations() {
            for permission in Permission::ALL.iter().copied() {
                let who: Vec<Holder> =
                    who_can(permission, organization, NOW, &facts).into_iter().map(|(holder, _)| holder).collect();
                for subject in world.subjects.iter().filter(|subject| !is_organization(subject)) {
                    let anyhow = Subject { scopes: None, acting_for: None, ..*subject };
                    let may = allowed(&anyhow, permission, organization, &facts);
                    prop_assert_eq!(who.contains(&subject.holder), may, "{} at {}", permission, organization);
                    let what = what_can(subject, organization, &facts);
                    let listed = what.iter().any(|(found, _)| *found == permission);
                    prop_assert_eq!(listed, allowed(subject, permission, organization, &facts));
                }
            }
        }
    }
}
