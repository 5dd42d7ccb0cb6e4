//! What is set up, seen and removed.

use super::{ENTITY, ISSUER, metadata, openid, register, saml, stored, tried};
use crate::support::World;
use identity_core::domain::{
    Action, Connection, ConnectionState, IdentityProvider, LinkedIdentity, ProviderSubject, SubjectSource,
    UserKey,
};
use identity_core::federation::{ConnectionError, NewProvider, ProviderMetadata};
use identity_core::ids::ConnectionId;
use identity_core::store::{ChangeSet, Page, Store as _};
use identity_core::values::EntityId;
use std::collections::BTreeMap;

#[tokio::test]
async fn a_connection_begins_on_trial_and_is_seen_by_who_manages_it() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let (scott, jeremy) = (world.scott().await, world.caller("jeremy@citygroup.example").await);
    let own = register(&world, &jeremy, &saml(Some(city_group))).await;
    let everybodys = register(&world, &scott, &openid()).await;
    let found = world.identity.connection(&jeremy, own).await.unwrap();
    assert_eq!(found.connection.state, ConnectionState::Trial);
    assert_eq!(found.organization.as_ref().map(AsRef::as_ref), Some("City Group, Inc."));
    assert_eq!((found.linked, found.domains.len()), (0, 0));
    // Staff sees the customer's, and the customer not that of everybody.
    assert!(world.identity.connection(&scott, own).await.is_ok());
    assert!(world.identity.connection(&jeremy, everybodys).await.is_err());
    assert!(world.identity.connections(&jeremy, None).await.is_err());
    let ids = async |caller, of| {
        let all = world.identity.connections(caller, of).await.unwrap();
        all.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&jeremy, Some(city_group)).await, [own]);
    assert_eq!(ids(&scott, None).await, [everybodys]);
    assert!(world.identity.manages_connections(&jeremy, Some(city_group)).await.unwrap());
    assert!(!world.identity.manages_connections(&jeremy, None).await.unwrap());
    let rows = world.rows(Action::ConnectionRegistered).await;
    let row = |id: ConnectionId| rows.iter().find(|row| row.target == Some(id.into())).unwrap();
    assert_eq!(row(own).organization, Some(city_group));
    assert_eq!(row(own).details["issuer"], ENTITY);
    assert_eq!(row(everybodys).organization, Some(world.operator().await));
}

#[tokio::test]
async fn o_25_the_secret_of_a_provider_is_sealed_and_opens_for_its_issuer_alone() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let connection = stored(&world, id).await.record;
    let IdentityProvider::OpenId(mut provider) = connection.provider.clone() else { panic!() };
    let text = serde_json::to_string(&connection).unwrap();
    assert!(!text.contains("s3cret") && !format!("{connection:?}").contains("s3cret"), "{text}");
    let opened = world.identity.provider_secret(&provider).unwrap().unwrap();
    assert_eq!(opened.expose(), "s3cret-of-the-client");
    provider.issuer = format!("{ISSUER}/");
    assert!(world.identity.provider_secret(&provider).is_err());
    provider.client_secret = None;
    assert!(world.identity.provider_secret(&provider).unwrap().is_none());
    let rows = serde_json::to_string(&world.rows(Action::ConnectionRegistered).await).unwrap();
    assert!(!rows.contains("s3cret"), "{rows}");
}

#[tokio::test]
async fn newer_metadata_takes_the_place_of_the_old_with_two_certificates_side_by_side() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &saml(None)).await;
    tried(&world, id).await;
    let mut newer = metadata();
    newer.certificates.push(vec![4, 5, 6]);
    newer.address = Some("https://idp.citygroup.example/metadata".to_owned());
    world.identity.replace_provider_metadata(&scott, id, &newer).await.unwrap();
    let connection = stored(&world, id).await.record;
    assert_eq!(ProviderMetadata::of(&connection), Some(newer.clone()));
    assert!(connection.tested_at.is_some(), "another key is no other provider");
    assert_eq!(world.last_row(Action::ConnectionChanged).await.details["certificates"], "2");
    // Of another address it is to be tried again.
    newer.sign_on_url = "https://idp.citygroup.example/other".to_owned();
    world.identity.replace_provider_metadata(&scott, id, &newer).await.unwrap();
    assert!(stored(&world, id).await.tested_at.is_none());
    newer.entity_id = EntityId::parse("https://other.example").unwrap();
    let refused = world.identity.replace_provider_metadata(&scott, id, &newer).await;
    assert!(matches!(refused, Err(ConnectionError::OtherEntity { .. })), "{refused:?}");
    newer = metadata();
    newer.certificates.clear();
    let refused = world.identity.replace_provider_metadata(&scott, id, &newer).await;
    assert!(matches!(refused, Err(ConnectionError::Provider(_))), "{refused:?}");
    let openid = register(&world, &scott, &openid()).await;
    let refused = world.identity.replace_provider_metadata(&scott, openid, &metadata()).await;
    assert!(matches!(refused, Err(ConnectionError::OtherProtocol)), "{refused:?}");
}

#[tokio::test]
async fn newer_metadata_keeps_where_the_name_of_a_person_stands() {
    let world = World::new().await;
    let scott = world.scott().await;
    let mut wanted = saml(None);
    let subject = SubjectSource::Attribute("employeeNumber".to_owned());
    if let NewProvider::Saml(saml) = &mut wanted.provider {
        saml.subject = subject.clone();
    }
    let id = register(&world, &scott, &wanted).await;
    world.identity.replace_provider_metadata(&scott, id, &metadata()).await.unwrap();
    let IdentityProvider::Saml(provider) = stored(&world, id).await.record.provider else { panic!() };
    assert_eq!(provider.subject, subject);
}

#[tokio::test]
async fn a_connection_with_linked_accounts_is_not_removed() {
    let world = World::new().await;
    let scott = world.scott().await;
    let id = register(&world, &scott, &openid()).await;
    let user = UserKey::Username("scott".parse::<identity_core::values::Username>().unwrap().canonical());
    let user = world.store.users().find(&user).await.unwrap().unwrap().id;
    let now = world.identity.clock().now();
    let link = LinkedIdentity {
        id: uuid::Uuid::from_u128(7).into(),
        user,
        connection: id,
        issuer: ISSUER.to_owned(),
        subject: ProviderSubject::plain("4711").unwrap(),
        label: None,
        level: None,
        attributes: BTreeMap::new(),
        created_at: now,
        asserted_at: now,
    };
    let mut changes = ChangeSet::new();
    changes.insert(link.clone());
    world.store.commit(&changes).await.unwrap();
    assert_eq!(world.identity.connection(&scott, id).await.unwrap().linked, 1);
    let refused = world.identity.remove_connection(&scott, id, None).await;
    assert!(matches!(refused, Err(ConnectionError::PeopleLinked { count: 1 })), "{refused:?}");
    let link = world.store.linked_identities().get(link.id).await.unwrap().unwrap();
    let mut changes = ChangeSet::new();
    changes.remove(link.id, link.version);
    world.store.commit(&changes).await.unwrap();
    world.identity.remove_connection(&scott, id, None).await.unwrap();
    assert!(world.store.connections().get(id).await.unwrap().is_none());
    assert_eq!(world.events(Action::ConnectionRemoved).await, 1);
}

#[tokio::test]
async fn the_last_failed_sign_ins_say_which_check_failed_and_nothing_of_the_person() {
    let world = World::new().await;
    let (scott, jeremy) = (world.scott().await, {
        world.with_jeremy().await;
        world.caller("jeremy@citygroup.example").await
    });
    let id = register(&world, &scott, &openid()).await;
    let other: Connection = stored(&world, register(&world, &scott, &saml(None)).await).await.record;
    let failed = |target, check: &str| {
        let mut event = failed_row(&world, check);
        event.target = Some(target);
        event
    };
    let mut changes = ChangeSet::new();
    changes.insert(failed(id.into(), "signature"));
    changes.insert(failed(other.id.into(), "audience"));
    world.store.commit(&changes).await.unwrap();
    let (found, _) = world.identity.connection_attempts(&scott, id, &Page::first(5)).await.unwrap();
    assert_eq!(found.iter().map(|one| one.check.as_str()).collect::<Vec<_>>(), ["signature"]);
    assert!(!format!("{found:?}").contains("ada@"), "{found:?}");
    assert!(world.identity.connection_attempts(&jeremy, id, &Page::first(5)).await.is_err());
}

fn failed_row(world: &World, check: &str) -> identity_core::domain::AuditEvent {
    let details = [("check", check), ("name", "ada@citygroup.example")];
    identity_core::domain::AuditEvent {
        id: uuid::Uuid::from_u128(check.len() as u128).into(),
        at: world.identity.clock().now(),
        actor: identity_core::domain::Actor::Anonymous,
        acting_for: None,
        mandate: None,
        action: Action::ProviderSignInFailed,
        target: None,
        organization: None,
        details: details.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        reference: Some("7Q2M-4K8D".to_owned()),
    }
}
