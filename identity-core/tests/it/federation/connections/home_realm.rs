//! To which connections an address leads.

use super::{openid, register, saml};
use crate::support::{World, organization};
use identity_core::domain::ConnectionState;
use identity_core::federation::{ConnectionPatch, NewSignInDomain, RulesPatch};
use identity_core::ids::{ConnectionId, OrganizationId};
use identity_core::{Caller, organizations::ProvisionOrganization};

const ISSUER: &str = super::ISSUER;

async fn found(world: &World, identifier: &str) -> Vec<ConnectionId> {
    let found = world.identity.home_realm(identifier).await.unwrap();
    found.into_iter().map(|one| one.id).collect()
}

fn city_group(domains: &[&str]) -> ProvisionOrganization {
    organization("CRM-1", None).domains(domains.iter().map(|domain| domain.parse().unwrap()))
}

async fn lead(world: &World, caller: &Caller, id: ConnectionId) {
    let domain = NewSignInDomain::new("citygroup.example".parse().unwrap());
    world.identity.add_sign_in_domain(caller, id, &domain).await.unwrap();
}

async fn set_state(world: &World, caller: &Caller, id: ConnectionId, state: ConnectionState) {
    let patch = ConnectionPatch::state(state).discovered(Some(ISSUER.to_owned()));
    world.identity.change_connection(caller, id, &patch).await.unwrap();
}

/// City Group with an enabled connection for its domain.
async fn leading() -> (World, OrganizationId, Caller, ConnectionId) {
    let world = World::new().await;
    let organization = world.provision(&city_group(&["citygroup.example"])).await.record.id;
    let scott = world.scott().await;
    let id = register(&world, &scott, &saml(Some(organization))).await;
    lead(&world, &scott, id).await;
    set_state(&world, &scott, id, ConnectionState::Enabled).await;
    (world, organization, scott, id)
}

#[tokio::test]
async fn l_5_an_address_leads_by_its_domain_whether_or_not_anybody_has_it() {
    let (world, _, _, id) = leading().await;
    for identifier in ["anybody@citygroup.example", " Jeremy@CityGroup.Example "] {
        assert_eq!(found(&world, identifier).await, [id], "{identifier}");
    }
    for identifier in ["scott", "scott@operator.example", "ada@mail.citygroup.example", "", "a@b@c"] {
        assert!(found(&world, identifier).await.is_empty(), "{identifier}");
    }
}

#[tokio::test]
async fn a_domain_that_was_not_proved_leads_nobody_anywhere() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    lead(&world, &scott, id).await;
    set_state(&world, &scott, id, ConnectionState::Enabled).await;
    assert!(found(&world, "ada@citygroup.example").await.is_empty());
}

#[tokio::test]
async fn what_the_registry_no_longer_says_leads_nobody_anywhere() {
    let (world, _, _, id) = leading().await;
    world.provision(&city_group(&["other.example"])).await;
    assert!(found(&world, "ada@citygroup.example").await.is_empty());
    world.provision(&city_group(&["citygroup.example"])).await;
    assert_eq!(found(&world, "ada@citygroup.example").await, [id]);
}

#[tokio::test]
async fn a_connection_on_trial_or_disabled_leads_nobody_anywhere() {
    let (world, _, scott, id) = leading().await;
    for state in [ConnectionState::Trial, ConnectionState::Disabled] {
        set_state(&world, &scott, id, state).await;
        assert!(found(&world, "ada@citygroup.example").await.is_empty(), "{state:?}");
    }
}

#[tokio::test]
async fn several_connections_of_one_domain_are_all_named_the_preferred_one_first() {
    let (world, _, scott, first) = leading().await;
    let sister = organization("CRM-2", None).domains(["citygroup.example".parse().unwrap()]);
    let sister = world.provision(&sister).await.record.id;
    let second = register(&world, &scott, &saml(Some(sister))).await;
    lead(&world, &scott, second).await;
    set_state(&world, &scott, second, ConnectionState::Enabled).await;
    let mut rules = RulesPatch::default();
    rules.preferred = Some(true);
    world.identity.change_connection(&scott, second, &ConnectionPatch::rules(rules)).await.unwrap();
    assert_eq!(found(&world, "ada@citygroup.example").await, [second, first]);
}
