//! What an answer rests on: a change that follows from the answer requires these records, so none may be missing.

use super::random::{allows, config, evidence, uses, worlds};
use super::records::NOW;
use super::world::World;
use identity_core::domain::{
    GrantPath, MandateAnswer, OrganizationPath, OrganizationState, Rights, UserState,
};
use identity_core::ids::RoleId;
use identity_core::policy::{access, can_delegate, decide};
use identity_core::store::{FactRecords, RecordId};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The world with nothing in it but what is named, and the role that is given.
fn only(records: &FactRecords, named: &BTreeSet<RecordId>, role: Option<RoleId>) -> FactRecords {
    let mut rest = records.clone();
    rest.users.retain(|user| named.contains(&user.id.into()));
    rest.clients.retain(|client| named.contains(&client.id.into()));
    rest.organizations.retain(|place| named.contains(&place.id.into()));
    rest.grants.retain(|grant| named.contains(&grant.id.into()));
    rest.roles.retain(|found| named.contains(&found.id.into()) || Some(found.id) == role);
    rest.contracts.retain(|contract| named.contains(&contract.id.into()));
    rest.services.retain(|service| named.contains(&service.id.into()));
    rest
}

/// Every world that differs by one change of one record, and which record that is.
fn changed_worlds(records: &FactRecords) -> Vec<(RecordId, FactRecords)> {
    let mut worlds = Vec::new();
    macro_rules! change {
        ($table:ident, $($change:expr),+ $(,)?) => {
            for at in 0..records.$table.len() {
                $(
                    let mut other = records.clone();
                    let change: &dyn Fn(&mut _) = &$change;
                    change(&mut other.$table[at].record);
                    worlds.push((records.$table[at].id.into(), other));
                )+
            }
        };
    }
    change!(users, |user: &mut identity_core::domain::User| user.state = UserState::Locked);
    change!(clients, |client: &mut identity_core::domain::ApiClient| client.enabled = false);
    change!(
        organizations,
        |place: &mut identity_core::domain::Organization| place.state = OrganizationState::Suspended,
        |place: &mut identity_core::domain::Organization| place.path = OrganizationPath::root(place.id),
    );
    change!(
        grants,
        |grant: &mut identity_core::domain::Grant| grant.revoked_at = Some(NOW),
        |grant: &mut identity_core::domain::Grant| grant.contracts = Some(BTreeSet::new()),
        |grant: &mut identity_core::domain::Grant| grant.rights = Rights::Act,
        |grant: &mut identity_core::domain::Grant| grant.path = GrantPath::root(grant.id),
        |grant: &mut identity_core::domain::Grant| if let Some(mandate) = &mut grant.mandate {
            mandate.answer = MandateAnswer::Declined;
        },
        |grant: &mut identity_core::domain::Grant| if let Some(mandate) = &mut grant.mandate {
            mandate.max_delegation_depth = 0;
        },
    );
    change!(
        roles,
        |role: &mut identity_core::domain::Role| role.enabled = false,
        |role: &mut identity_core::domain::Role| role.permissions.clear(),
        |role: &mut identity_core::domain::Role| role.application_roles.clear(),
    );
    change!(
        contracts,
        |contract: &mut identity_core::domain::Contract| contract.period.ends_at = Some(NOW),
        |contract: &mut identity_core::domain::Contract| contract.services.clear(),
    );
    change!(
        services,
        |service: &mut identity_core::domain::Service| service.enabled = false,
        |service: &mut identity_core::domain::Service| service.needs_contract = true,
    );
    worlds
}

fn giving_evidence(world: &World) -> Option<BTreeSet<RecordId>> {
    let facts = world.records.facts();
    let giving = can_delegate(&world.wanted.giver, &world.gift(), &facts).ok()?;
    let found = evidence(&giving.because, &world.wanted.giver, &facts);
    (!found.is_empty()).then_some(found)
}

proptest! {
    #![proptest_config(config())]

    /// A change that requires the evidence conflicts with every change that would have flipped the answer.
    #[test]
    fn evidence_names_every_record_whose_change_flips_the_answer(world in worlds()) {
        let facts = world.records.facts();
        let with_evidence = |(request, because): (identity_core::policy::Request, _)| {
            (request, evidence(&[because], &request.subject, &facts))
        };
        let allowed: Vec<_> = allows(&world, &facts).into_iter().map(with_evidence).collect();
        let open: Vec<_> = uses(&world.subjects).filter_map(|(subject, place, service)| {
            let found = access(&subject, place, service, &facts).ok()?;
            Some((subject, place, service, evidence(&found.because, &subject, &facts)))
        }).collect();
        let giving = giving_evidence(&world);
        for (record, changed) in changed_worlds(&world.records) {
            let changed = changed.facts();
            for (request, evidence) in &allowed {
                let flips = !decide(request, &changed).is_allowed();
                prop_assert!(!flips || evidence.contains(&record), "{}: {:?}", record, request);
            }
            for (subject, place, service, evidence) in &open {
                let flips = access(subject, *place, *service, &changed).is_err();
                prop_assert!(!flips || evidence.contains(&record), "{}: {:?}", record, subject);
            }
            if let Some(evidence) = giving.as_ref().filter(|_| record != RecordId::from(world.wanted.grant.role)) {
                let flips = can_delegate(&world.wanted.giver, &world.gift(), &changed).is_err();
                prop_assert!(!flips || evidence.contains(&record), "{}", record);
            }
        }
    }

    /// Whoever has nothing but the evidence comes to the same answer.
    #[test]
    fn evidence_is_enough_for_the_answer(world in worlds()) {
        let facts = world.records.facts();
        for (request, because) in allows(&world, &facts) {
            let known = only(&world.records, &evidence(&[because], &request.subject, &facts), None);
            prop_assert!(decide(&request, &known.facts()).is_allowed(), "{:?}", request);
        }
        for (subject, place, service) in uses(&world.subjects) {
            if let Ok(found) = access(&subject, place, service, &facts) {
                let known = only(&world.records, &evidence(&found.because, &subject, &facts), None);
                let again = access(&subject, place, service, &known.facts()).map(|access| access.roles);
                prop_assert_eq!(again, Ok(found.roles));
            }
        }
        if let Some(evidence) = giving_evidence(&world) {
            let known = only(&world.records, &evidence, Some(world.wanted.grant.role));
            prop_assert!(can_delegate(&world.wanted.giver, &world.gift(), &known.facts()).is_ok());
        }
    }
}
