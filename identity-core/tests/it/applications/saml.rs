//! What an application is told by SAML: by its map, and changed by whoever manages applications.

use crate::sign_on::application::{JEREMY, Tab, signing_on};
use crate::support::World;
use identity_core::AccessError;
use identity_core::applications::{SamlPatch, SamlSettingsError, SamlWarning};
use identity_core::domain::{
    Action, ApplicationRequest, AttributeCondition, AttributeEntry, AttributeMap, AttributeNameFormat,
    AttributePreset, AttributeSource, AttributeValues, InvalidAttributeMap, NameFormat, RelyingParty,
    RequestedAttribute, SignedParts,
};
use identity_core::ids::ApplicationId;
use identity_core::sign_on::{Outcome, Told};
use identity_core::store::{ChangeSet, Store as _};
use std::time::Duration;

/// A world with an application that administrators registered, and what makes its requests.
async fn registered() -> (World, ApplicationId, impl Fn(&str) -> ApplicationRequest) {
    let (world, asked) = signing_on().await;
    let id = asked("0").relying_party;
    change(&world, id.as_uuid().into(), |party| party.declared = false).await;
    (world, id.as_uuid().into(), asked)
}

async fn change(world: &World, id: ApplicationId, change: impl FnOnce(&mut RelyingParty)) {
    let found = world.store.relying_parties().get(id.as_uuid().into()).await.unwrap().unwrap();
    let mut party = found.record.clone();
    change(&mut party);
    world.store.commit(ChangeSet::new().update(party, found.version)).await.unwrap();
}

fn patch(change: impl FnOnce(&mut SamlPatch)) -> SamlPatch {
    let mut patch = SamlPatch::default();
    change(&mut patch);
    patch
}

fn map(entries: Vec<AttributeEntry>) -> AttributeMap {
    AttributeMap::new(entries).unwrap()
}

/// What the application is told of Jeremy.
async fn told(world: &World, asked: ApplicationRequest) -> Told {
    let mut tab = Tab::signed_in(world, JEREMY).await;
    let sign_on = tab.begin(asked).await;
    let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!("nothing is told") };
    *told
}

fn names(told: &Told) -> Vec<String> {
    told.attributes("my.example").into_iter().map(|attribute| attribute.name).collect()
}

#[tokio::test]
async fn f_40_an_application_without_a_map_is_told_what_it_always_was() {
    let (world, _, asked) = registered().await;
    let told = told(&world, asked("1")).await;
    let without_mandate =
        ["email", "family_name", "given_name", "organization_id", "organization_name", "roles", "uid"];
    assert_eq!(names(&told), without_mandate);
    let formats = told.attributes("my.example").into_iter().map(|attribute| attribute.name_format);
    assert!(formats.into_iter().all(|format| format == AttributeNameFormat::Basic));
}

#[tokio::test]
async fn f_40_an_application_is_told_what_its_map_has_and_nothing_else() {
    let (world, id, asked) = registered().await;
    let scott = world.scott().await;
    let entry = AttributeEntry::new;
    let only =
        |condition| AttributeEntry { condition: Some(condition), ..entry(AttributeSource::Uid, "never") };
    let one = AttributeEntry { values: AttributeValues::One, ..entry(AttributeSource::Roles, "groups") };
    let wanted = map(vec![
        entry(AttributeSource::FullName, "cn"),
        AttributeEntry { friendly_name: Some("name".to_owned()), ..one },
        entry(AttributeSource::PairwiseId, "pairwise-id"),
        entry(AttributeSource::Phone, "phone"),
        entry(AttributeSource::BusinessId, "business"),
        entry(AttributeSource::Person("plan".to_owned()), "plan"),
        only(AttributeCondition::ByMandate),
        AttributeEntry { name: "own".to_owned(), ..only(AttributeCondition::OwnRight) },
    ]);
    let settings = patch(|patch| patch.attributes = Some(wanted));
    world.identity.change_saml_settings(&scott, id, &settings).await.unwrap();
    let told = told(&world, asked("1")).await;
    // What a person does not have, or nobody proved, or the deployment does not declare, is left out.
    let business = told.organization_details.as_ref().is_some_and(|place| place.business_id.is_some());
    let expected = ["cn", "groups", "pairwise-id", "business", "own"];
    let expected: Vec<_> = expected.into_iter().filter(|name| business || *name != "business").collect();
    assert_eq!(names(&told), expected);
    let attributes = told.attributes("my.example");
    assert_eq!(attributes[1].friendly_name.as_deref(), Some("name"));
    assert_eq!(attributes[1].values.len(), 1);
    assert!(attributes[2].values[0].ends_with("@my.example"));
    let row = world.last_row(Action::ApplicationChanged).await;
    assert!(row.details["attributes"].contains("cn=full_name"), "{:?}", row.details);
    assert_eq!(row.organization, Some(world.operator().await));
}

#[tokio::test]
async fn no_address_is_told_as_a_name_unless_it_is_told_anyway_or_was_chosen() {
    let (world, id, _) = registered().await;
    let scott = world.scott().await;
    let shown = async || world.identity.saml_settings(&scott, id).await.unwrap().unwrap();
    assert_eq!(shown().await.allowed_name_formats, NameFormat::ALL);
    let nothing = patch(|patch| patch.attributes = Some(map(Vec::new())));
    world.identity.change_saml_settings(&scott, id, &nothing).await.unwrap();
    assert_eq!(shown().await.allowed_name_formats, NameFormat::OPAQUE);
    let chosen = patch(|patch| patch.name_formats = Some(vec![NameFormat::Email]));
    world.identity.change_saml_settings(&scott, id, &chosen).await.unwrap();
    let found = shown().await;
    assert_eq!(found.allowed_name_formats, [NameFormat::Email]);
    assert_eq!(found.warnings, [SamlWarning::EmailAsName]);
}

#[tokio::test]
async fn a_preset_is_taken_and_attributes_are_added_and_removed_one_by_one() {
    let (world, id, _) = registered().await;
    let scott = world.scott().await;
    let changed = async |change: SamlPatch| world.identity.change_saml_settings(&scott, id, &change).await;
    let oids = AttributePreset::Oids.map();
    changed(patch(|patch| patch.attributes = Some(oids.clone()))).await.unwrap();
    let found = world.identity.saml_settings(&scott, id).await.unwrap().unwrap();
    assert_eq!((found.preset, &found.attributes), (Some(AttributePreset::Oids), &oids));
    let own = AttributeEntry::new(AttributeSource::Locale, "language");
    changed(patch(|patch| patch.add_attribute = Some(own.clone()))).await.unwrap();
    let twice = changed(patch(|patch| patch.add_attribute = Some(own.clone()))).await.unwrap_err();
    assert!(
        matches!(&twice, SamlSettingsError::Attributes(InvalidAttributeMap::Repeated(name)) if name == "language"),
        "{twice:?}"
    );
    let first = &oids.entries()[0];
    let gone = patch(|patch| patch.remove_attribute = Some((first.name.clone(), first.name_format)));
    // What is removed already stays removed.
    for _ in 0..2 {
        changed(gone.clone()).await.unwrap();
    }
    let found = world.identity.saml_settings(&scott, id).await.unwrap().unwrap();
    assert_eq!((found.preset, found.attributes.entries().len()), (None, oids.entries().len()));
    assert_eq!(found.attributes.entries().last(), Some(&own));
}

#[tokio::test]
async fn two_administrators_who_add_at_once_both_add() {
    let (world, id, _) = registered().await;
    let scott = world.scott().await;
    let add = |name: &str| {
        let entry = AttributeEntry::new(AttributeSource::Locale, name);
        patch(|patch| patch.add_attribute = Some(entry))
    };
    let (one, other) = (add("one"), add("other"));
    let changed = tokio::join!(
        world.identity.change_saml_settings(&scott, id, &one),
        world.identity.change_saml_settings(&scott, id, &other)
    );
    assert!(changed.0.is_ok() && changed.1.is_ok(), "{changed:?}");
    let found = world.identity.saml_settings(&scott, id).await.unwrap().unwrap();
    let names: Vec<_> = found.attributes.entries().iter().map(|entry| entry.name.as_str()).collect();
    assert!(names.contains(&"one") && names.contains(&"other"), "{names:?}");
}

#[tokio::test]
async fn what_the_metadata_cannot_do_is_refused_and_what_it_lacks_is_warned_of() {
    let (world, id, _) = registered().await;
    let scott = world.scott().await;
    let changed = async |change: SamlPatch| world.identity.change_saml_settings(&scott, id, &change).await;
    let encrypt = patch(|patch| patch.encrypt_assertions = Some(true));
    let refused = changed(encrypt.clone()).await.unwrap_err();
    assert!(matches!(refused, SamlSettingsError::NoEncryptionKey), "{refused:?}");
    let verify = changed(patch(|patch| patch.requests_signed = Some(true))).await.unwrap_err();
    assert!(matches!(verify, SamlSettingsError::NothingToVerifyWith), "{verify:?}");
    let formats = vec![NameFormat::Transient, NameFormat::Transient];
    let twice = changed(patch(|patch| patch.name_formats = Some(formats))).await.unwrap_err();
    assert!(matches!(twice, SamlSettingsError::RepeatedFormat), "{twice:?}");
    changed(patch(|patch| patch.signed = Some(SignedParts::Response))).await.unwrap();
    let mail = RequestedAttribute {
        name: "mail".to_owned(),
        name_format: None,
        friendly_name: None,
        required: true,
    };
    let wanted = mail.clone();
    change(&world, id, |party| {
        party.saml.wants_assertions_signed = true;
        party.saml.encryption_certificates = vec![vec![1, 2, 3]];
        party.saml.requested_attributes = vec![wanted];
    })
    .await;
    let found = world.identity.saml_settings(&scott, id).await.unwrap().unwrap();
    assert_eq!(found.signed, SignedParts::Both, "never less than the metadata wants");
    assert_eq!(found.warnings, [SamlWarning::RequiredAttribute(mail)]);
    let less = changed(patch(|patch| patch.signed = Some(SignedParts::Response))).await.unwrap_err();
    assert!(matches!(less, SamlSettingsError::AssertionSignatureWanted), "{less:?}");
    changed(encrypt).await.unwrap();
    assert!(world.identity.saml_settings(&scott, id).await.unwrap().unwrap().encrypt_assertions);
}

#[tokio::test]
async fn only_who_manages_applications_and_has_just_proved_it_changes_what_is_told() {
    let (world, id, _) = registered().await;
    let (scott, jeremy) = (world.scott().await, world.caller(JEREMY).await);
    let nothing = patch(|patch| patch.attributes = Some(map(Vec::new())));
    let refused = world.identity.change_saml_settings(&jeremy, id, &nothing).await.unwrap_err();
    assert!(matches!(refused, SamlSettingsError::Access(AccessError::NotFound)), "{refused:?}");
    assert!(world.identity.saml_settings(&jeremy, id).await.is_err());
    let unknown = uuid::Uuid::nil().into();
    let refused = world.identity.change_saml_settings(&scott, unknown, &nothing).await.unwrap_err();
    assert!(matches!(refused, SamlSettingsError::Access(AccessError::NotFound)), "{refused:?}");
    assert_eq!(world.identity.saml_settings(&scott, unknown).await.unwrap(), None);
    change(&world, id, |party| party.declared = true).await;
    let declared = world.identity.change_saml_settings(&scott, id, &nothing).await.unwrap_err();
    assert!(matches!(declared, SamlSettingsError::Declared), "{declared:?}");
    change(&world, id, |party| party.declared = false).await;
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    let again = world.identity.change_saml_settings(&scott, id, &nothing).await.unwrap_err();
    assert!(matches!(again, SamlSettingsError::ProveAgain), "{again:?}");
}
