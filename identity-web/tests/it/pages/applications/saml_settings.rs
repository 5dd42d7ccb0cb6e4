//! What an application is told by SAML, on its page.

use crate::support::browser::{Browser, Shown};
use crate::support::site::World;
use http::StatusCode;
use identity_core::domain::{AssertionConsumerService, AttributeSource, RelyingParty, SignedParts};
use identity_core::policy::Permission;
use identity_core::setup::{RelyingPartySetup, RoleSetup, Setup};
use identity_core::store::{ChangeSet, Store as _};
use identity_core::values::{EntityId, UserAttributes};
use std::time::Duration;

/// What further keys of texts begin with that are made of a prefix and a code.
pub(crate) const BUILT: [&str; 11] = [
    "application-",
    "left-out-",
    "sms-format-",
    "sms-mandate-",
    "saml-format-",
    "saml-name-format-",
    "saml-preset-",
    "saml-signed-",
    "saml-source-",
    "saml-values-",
    "saml-warning-",
];

async fn world() -> World {
    let desk = UserAttributes::new().declare("desk", []).unwrap();
    World::with(|settings| settings.user_attributes = desk, |builder| builder).await
}

/// An application that administrators registered, whose metadata has this; and its page.
async fn registered(world: &World, change: impl FnOnce(&mut RelyingParty)) -> String {
    let entity_id = EntityId::parse("https://extranet.example/saml").unwrap();
    let url = "https://extranet.example/acs".to_owned();
    let party =
        RelyingPartySetup::new(entity_id.clone(), "Extranet".parse().unwrap(), "smartplan".parse().unwrap())
            .consumers([AssertionConsumerService { url, index: 0, is_default: true }]);
    let role = RoleSetup::new("account-manager".parse().unwrap(), "Account manager".parse().unwrap())
        .permissions(Permission::ALL.iter().copied());
    world.identity.apply(&Setup::default().relying_parties([party]).roles([role])).await.unwrap();
    let found = world.identity.relying_party(&entity_id).await.unwrap().unwrap();
    let mut party = RelyingParty { declared: false, ..found.record };
    change(&mut party);
    let path = format!("/applications/{}/saml", party.id);
    world.store.commit(ChangeSet::new().update(party, found.version)).await.unwrap();
    path
}

async fn stored(world: &World) -> RelyingParty {
    let entity_id = EntityId::parse("https://extranet.example/saml").unwrap();
    world.identity.relying_party(&entity_id).await.unwrap().unwrap().record
}

/// Posts the settings with what is given in place of what stands.
async fn save(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Shown {
    let page = browser.open(path).await;
    browser.submit(&page, path, fields).await
}

const AS_IT_IS: [(&str, &str); 3] =
    [("default_format", "persistent"), ("signed", "both"), ("attribute_preset", "")];

#[tokio::test]
async fn f_40_an_administrator_gives_an_application_its_map_by_the_page_alone() {
    let world = world().await;
    let path = registered(&world, |_| {}).await;
    let mut scott = world.scott().await;
    let page = scott.open(&path).await;
    assert!(page.text().contains("Roles in the application"), "{}", page.text());
    let fields =
        [AS_IT_IS.as_slice(), &[("name_formats", "persistent"), ("name_formats", "transient")]].concat();
    let fields: Vec<_> = fields
        .into_iter()
        .filter(|(name, _)| *name != "attribute_preset")
        .chain([("attribute_preset", "oids")])
        .collect();
    let saved = save(&mut scott, &path, &fields).await;
    assert!(saved.everything().contains("The settings are saved"), "{}", saved.text());
    assert!(saved.text().contains("urn:oid:2.5.4.42"), "{}", saved.text());
    let add = format!("{path}/attributes");
    let page = scott.open(&add).await;
    let attribute = [
        ("source", "person.desk"),
        ("organization_key", ""),
        ("name", "urn:example:desk"),
        ("name_format", "uri"),
        ("friendly_name", "desk"),
        ("values", "one"),
        ("condition", "role"),
        ("role", "reader"),
    ];
    let added = scott.submit(&page, &add, &attribute).await;
    assert_eq!(added.path.split('?').next(), Some(path.as_str()), "{}", added.text());
    for words in ["Attribute of the person: desk", "urn:example:desk", "Only with the role reader"] {
        assert!(added.text().contains(words), "{words}: {}", added.text());
    }
    let again = scott.submit(&page, &add, &attribute).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("told an attribute of this name already"), "{}", again.text());
    let remove = added.action("/remove");
    scott.submit(&added, &remove, &[]).await;
    let map = stored(&world).await.saml.attributes().into_owned();
    assert!(!map.has(&AttributeSource::Email), "the first of the list is gone: {map:?}");
    assert!(map.has(&AttributeSource::Person("desk".to_owned())));
}

#[tokio::test]
async fn what_is_wrong_with_an_attribute_is_said_at_its_field() {
    let world = world().await;
    let path = registered(&world, |_| {}).await;
    let mut scott = world.scott().await;
    let add = format!("{path}/attributes");
    let right = [
        ("source", "email"),
        ("organization_key", ""),
        ("name", "mail"),
        ("name_format", "basic"),
        ("friendly_name", ""),
        ("values", "many"),
        ("condition", ""),
        ("role", ""),
    ];
    for (field, value, marked) in [
        ("source", "password", "source"),
        ("source", "organization", "organization_key"),
        ("name", "a b", "name"),
        ("name_format", "uri", "name"),
        ("values", "some", "values"),
        ("condition", "sometimes", "condition"),
        ("condition", "role", "role"),
    ] {
        let page = scott.open(&add).await;
        let fields: Vec<_> =
            right.iter().map(|pair| if pair.0 == field { (field, value) } else { *pair }).collect();
        let refused = scott.submit(&page, &add, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert_eq!(refused.find(".error-summary a", "href"), [format!("#{marked}")], "{field}={value}");
    }
    assert!(stored(&world).await.saml.attributes.is_none());
}

#[tokio::test]
async fn what_the_metadata_asks_for_is_warned_of_and_held_to() {
    let world = world().await;
    let path = registered(&world, |party| {
        party.saml.wants_assertions_signed = true;
        party.saml.encryption_certificates = vec![vec![1]];
        party.saml.requested_attributes = vec![identity_core::domain::RequestedAttribute {
            name: "urn:oid:2.5.4.4".to_owned(),
            name_format: None,
            friendly_name: Some("sn".to_owned()),
            required: true,
        }];
    })
    .await;
    let mut scott = world.scott().await;
    let page = scott.open(&path).await;
    assert!(page.text().contains("it needs the attribute sn (urn:oid:2.5.4.4)"), "{}", page.text());
    assert!(page.find("input[name=signed][value=response]", "id").is_empty());
    let formats = ("name_formats", "persistent");
    let less = [("default_format", "persistent"), ("signed", "response"), ("attribute_preset", ""), formats];
    let refused = save(&mut scott, &path, &less).await;
    assert!(refused.text().contains("Choose one that signs the assertion"), "{}", refused.text());
    let encrypt = [AS_IT_IS.as_slice(), &[formats, ("encrypt_assertions", "yes")]].concat();
    save(&mut scott, &path, &encrypt).await;
    let party = stored(&world).await;
    assert!(party.saml.encrypt_assertions && party.saml.signed == SignedParts::Both);
    let no_format = save(&mut scott, &path, &AS_IT_IS).await;
    assert_eq!(no_format.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_declared_application_is_shown_and_not_changed_and_others_do_not_see_the_page() {
    let world = world().await;
    let path = registered(&world, |party| party.declared = true).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut scott = world.scott().await;
    let page = scott.open(&path).await;
    assert!(page.text().contains("declared in the configuration of the deployment"), "{}", page.text());
    assert!(page.find("main form[method=post]", "action").is_empty());
    assert_ne!(scott.open(&format!("{path}/attributes")).await.status, StatusCode::OK);
    let unknown = format!("/applications/{}/saml", uuid::Uuid::nil());
    assert_eq!(scott.open(&unknown).await.status, StatusCode::NOT_FOUND);
    for page in [&path, &unknown, &format!("{path}/attributes")] {
        assert_eq!(jeremy.open(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn an_old_proof_is_not_enough_to_change_what_is_told() {
    let world = world().await;
    let path = registered(&world, |_| {}).await;
    let mut scott = world.scott().await;
    let page = scott.open(&path).await;
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    let fields = [AS_IT_IS.as_slice(), &[("name_formats", "persistent")]].concat();
    let asked = scott.submit(&page, &path, &fields).await;
    assert!(asked.path.starts_with("/login?again=1"), "{}", asked.path);
    assert!(stored(&world).await.name_formats.is_empty());
}
