//! How text messages are sent: who changes it, what is refused, and when it counts.

use crate::sign_on::application::JEREMY;
use crate::support::World;
use identity_core::AccessError;
use identity_core::Settings;
use identity_core::authenticators::NewAuthenticator;
use identity_core::delivery::{
    GatewayAddressFault, GatewaySecret, MessageContent, NewSmsGateway, SetSmsSettings, SmsSettingsError,
};
use identity_core::domain::{
    Action, AuthenticationMethod, MessageState, SmsFormat, SmsSettings, SmsSettingsFilter, User,
};
use identity_core::ids::OrganizationId;
use identity_core::secrets::Secret;
use identity_core::store::{ChangeSet, Page, Store};
use std::collections::BTreeMap;
use std::time::Duration;

const ADDRESS: &str = "https://sms.example/send?key={secret}&to={number}&text={text}";
const KEY: &str = "hush-hush-hush";

async fn world() -> World {
    world_with(|_| {}).await
}

async fn world_with(change: impl FnOnce(&mut Settings)) -> World {
    let mut world = World::new().await;
    world.with_jeremy().await;
    world.restart(
        |settings| {
            settings.editable_sms_gateway = true;
            settings.methods = vec![AuthenticationMethod::SMS];
            change(settings);
        },
        |builder| builder,
    );
    world.mails().await;
    world
}

fn gateway(address: &str, secret: GatewaySecret) -> NewSmsGateway {
    NewSmsGateway::new(SmsFormat::Get, address).secret(secret)
}

fn key() -> GatewaySecret {
    GatewaySecret::New(Secret::new(KEY))
}

fn set(operator: OrganizationId, gateway: NewSmsGateway) -> SetSmsSettings {
    SetSmsSettings::as_configured(operator).gateway(gateway)
}

async fn set_by_scott(world: &World, gateway: NewSmsGateway) -> Result<(), SmsSettingsError> {
    let wanted = set(world.operator().await, gateway);
    world.identity.set_sms_settings(&world.scott().await, &wanted).await.map(|_| ())
}

/// Scott has a telephone number from now on.
async fn with_number(world: &World) {
    let scott = world.user("scott@operator.example").await.unwrap();
    let phone = Some("+358401234567".parse().unwrap());
    world.meanwhile(User { phone, ..scott.record }, scott.version).await;
}

#[tokio::test]
async fn who_manages_the_people_of_the_operator_sets_the_gateway_with_a_fresh_proof() {
    let world = world().await;
    let (scott, jeremy, operator) = (world.scott().await, world.caller(JEREMY).await, world.operator().await);
    let wanted = set(operator, gateway(ADDRESS, key())).code_digits(8);
    let by_jeremy = world.identity.set_sms_settings(&jeremy, &wanted).await;
    assert!(matches!(by_jeremy, Err(SmsSettingsError::Access(AccessError::NotFound))), "{by_jeremy:?}");
    assert!(world.identity.sms_settings(&jeremy, operator).await.is_err());
    // The right at a customer is no right here, and a customer has no such settings.
    let city_group = world.city_group().await;
    let mut wrong_place = wanted.clone();
    wrong_place.organization = city_group;
    for caller in [&scott, &jeremy] {
        let refused = world.identity.set_sms_settings(caller, &wrong_place).await;
        assert!(matches!(refused, Err(SmsSettingsError::Access(AccessError::NotFound))), "{refused:?}");
        let refused = world.identity.send_sms_test(caller, city_group).await;
        assert!(matches!(refused, Err(SmsSettingsError::Access(AccessError::NotFound))), "{refused:?}");
    }
    world.identity.set_sms_settings(&scott, &wanted).await.unwrap();
    let row = world.last_row(Action::SmsSettingsChanged).await;
    assert_eq!(row.organization, Some(operator));
    assert_eq!(
        (row.details["server"].as_str(), row.details["code_digits"].as_str()),
        ("https://sms.example", "8")
    );
    assert!(!format!("{row:?}").contains("key="), "{row:?}");
    world.clock.advance(world.identity.settings().sensitive_after);
    let late = world.identity.set_sms_settings(&scott, &wanted).await;
    assert!(matches!(late, Err(SmsSettingsError::ProveAgain)), "{late:?}");
    let late = world.identity.send_sms_test(&scott, operator).await;
    assert!(matches!(late, Err(SmsSettingsError::ProveAgain)), "{late:?}");
}

#[tokio::test]
async fn where_it_is_not_switched_on_there_is_nothing_and_what_is_stored_counts_for_nothing() {
    let mut world = world().await;
    set_by_scott(&world, gateway(ADDRESS, key())).await.unwrap();
    assert!(world.identity.sms_gateway().await.unwrap().is_some());
    world.restart(|settings| settings.editable_sms_gateway = false, |builder| builder);
    assert!(world.identity.sms_gateway().await.unwrap().is_none());
    let (scott, operator) = (world.scott().await, world.operator().await);
    assert!(matches!(world.identity.sms_settings(&scott, operator).await, Err(AccessError::NotFound)));
    let refused = set_by_scott(&world, gateway(ADDRESS, key())).await;
    assert!(matches!(refused, Err(SmsSettingsError::Access(AccessError::NotFound))), "{refused:?}");
}

#[tokio::test]
async fn the_key_is_sealed_never_shown_and_goes_to_no_other_server() {
    let world = world().await;
    set_by_scott(&world, gateway(ADDRESS, key())).await.unwrap();
    let stored = world.store.sms_settings().get(SmsSettings::only()).await.unwrap().unwrap();
    assert!(!serde_json::to_string(&stored.record).unwrap().contains(KEY));
    let shown = world.identity.sms_settings(&world.scott().await, world.operator().await).await.unwrap();
    assert!(shown.gateway.as_ref().unwrap().has_secret);
    assert!(!format!("{shown:?}").contains(KEY));
    let opened = world.identity.sms_gateway().await.unwrap().unwrap();
    assert_eq!(opened.secret.as_ref().unwrap().expose(), KEY);
    assert!(opened.is_secret_placed && !format!("{opened:?}").contains(KEY));
    let elsewhere = ADDRESS.replace("sms.example", "evil.example");
    for other in [elsewhere.as_str(), &ADDRESS.replace("sms.example", "sms.example:8443")] {
        let refused = set_by_scott(&world, gateway(other, GatewaySecret::Keep)).await;
        assert!(matches!(refused, Err(SmsSettingsError::OtherServer)), "{refused:?}");
    }
    let same = ADDRESS.replace("/send", "/v2/send");
    set_by_scott(&world, gateway(&same, GatewaySecret::Keep)).await.unwrap();
    assert_eq!(world.identity.sms_gateway().await.unwrap().unwrap().secret.unwrap().expose(), KEY);
    // Somebody who can write to the database moves it to a server of their own: it does not open there.
    let stored = world.store.sms_settings().get(SmsSettings::only()).await.unwrap().unwrap();
    let mut moved = stored.record.clone();
    moved.gateway.as_mut().unwrap().address = elsewhere;
    world.store.commit(ChangeSet::new().update(moved, stored.version)).await.unwrap();
    assert!(world.identity.sms_gateway().await.is_err());
}

#[tokio::test]
async fn what_cannot_work_or_leads_inside_is_refused() {
    let world = world().await;
    let none = || GatewaySecret::None;
    let bad = async |address: &str, secret| set_by_scott(&world, gateway(address, secret)).await.unwrap_err();
    let plain = "https://sms.example/send?to={number}&text={text}";
    for (address, fault) in [
        ("http://sms.example/send?to={number}&text={text}", GatewayAddressFault::NotSecure),
        ("https://169.254.169.254/?to={number}&text={text}", GatewayAddressFault::NotPublic),
        ("http://localhost:9000/?to={number}&text={text}", GatewayAddressFault::NotPublic),
        ("send?to={number}&text={text}", GatewayAddressFault::Unreadable),
    ] {
        let error = bad(address, none()).await;
        assert!(matches!(error, SmsSettingsError::Address(found) if found == fault), "{address}: {error:?}");
    }
    for address in ["https://sms.example/?to={number}", "https://sms.example/{number}?text={text}"] {
        assert!(matches!(bad(address, none()).await, SmsSettingsError::PlaceMissing), "{address}");
    }
    assert!(matches!(bad(ADDRESS, none()).await, SmsSettingsError::SecretMissing));
    assert!(matches!(bad(ADDRESS, GatewaySecret::Keep).await, SmsSettingsError::SecretMissing));
    for secret in ["", "two words", "a\r\nX: y", "ä", &"x".repeat(501)] {
        let new = GatewaySecret::New(Secret::new(secret));
        assert!(matches!(bad(plain, new).await, SmsSettingsError::Secret), "{secret:?}");
    }
    let fields = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let many: BTreeMap<_, _> = (0..21).map(|name: u8| (name.to_string(), String::new())).collect();
    for wrong in [fields(&[("", "x")]), fields(&[("a", "b\nc")]), many] {
        let refused = set_by_scott(&world, gateway(plain, none()).fields(wrong)).await;
        assert!(matches!(refused, Err(SmsSettingsError::Fields)), "{refused:?}");
    }
    let (scott, operator) = (world.scott().await, world.operator().await);
    for digits in [0, 5, 9] {
        let wanted = SetSmsSettings::as_configured(operator).code_digits(digits);
        let refused = world.identity.set_sms_settings(&scott, &wanted).await;
        assert!(matches!(refused, Err(SmsSettingsError::Digits)), "{digits}");
    }
    assert_eq!(world.events(Action::SmsSettingsChanged).await, 0);
}

#[tokio::test]
async fn on_this_machine_a_gateway_is_reached_only_where_the_deployment_is() {
    let world =
        world_with(|settings| settings.base_url = "http://my.smartplan.localhost".parse().unwrap()).await;
    let local = "http://127.0.0.1:9000/?to={number}&text={text}";
    set_by_scott(&world, gateway(local, GatewaySecret::None)).await.unwrap();
    assert!(world.identity.sms_gateway().await.unwrap().unwrap().may_be_local);
    let private = "https://10.0.0.1/?to={number}&text={text}";
    assert!(set_by_scott(&world, gateway(private, GatewaySecret::None)).await.is_err());
    // The same record on a public host leads nowhere.
    let mut public = world;
    public.restart(|settings| settings.base_url = "https://my.smartplan.example".parse().unwrap(), |b| b);
    assert!(public.identity.sms_gateway().await.is_err());
}

#[tokio::test]
async fn the_next_code_has_the_digits_that_were_set_and_then_again_those_of_the_start() {
    let world = world().await;
    let (scott, operator) = (world.scott().await, world.operator().await);
    let wanted = SetSmsSettings::as_configured(operator).code_digits(8);
    world.identity.set_sms_settings(&scott, &wanted).await.unwrap();
    let jeremy = world.caller(JEREMY).await;
    let code = async || {
        let new = NewAuthenticator::Sms("+358401234567".parse().unwrap());
        world.identity.begin_enrolment(&jeremy, new.clone()).await.unwrap();
        let mails = world.mails().await;
        let code = mails.iter().rev().find_map(|mail| match &mail.content {
            MessageContent::Code { code, .. } => Some(code.clone()),
            _ => None,
        });
        code.unwrap()
    };
    assert_eq!(code().await.len(), 8);
    world.clock.advance(Duration::from_mins(1));
    world.identity.set_sms_settings(&scott, &SetSmsSettings::as_configured(operator)).await.unwrap();
    assert_eq!(code().await.len(), 6);
    assert!(world.store.sms_settings().get(SmsSettings::only()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_test_message_goes_to_ones_own_number_once_and_what_became_of_it_is_told() {
    let world = world().await;
    let (scott, operator) = (world.scott().await, world.operator().await);
    let test = async || world.identity.send_sms_test(&scott, operator).await;
    assert!(matches!(test().await, Err(SmsSettingsError::NoNumber)));
    with_number(&world).await;
    test().await.unwrap();
    assert_eq!(world.last_row(Action::SmsTested).await.details["to"], "•••67");
    let told = async || world.identity.sms_settings(&scott, operator).await.unwrap();
    assert_eq!(told().await.test.unwrap().delivery.state, MessageState::Queued);
    let mails = world.mails().await;
    let sent = mails.iter().find(|mail| mail.content == MessageContent::SmsTest).unwrap();
    assert_eq!(sent.recipient, "+358401234567");
    let shown = told().await;
    assert_eq!(shown.own_number.as_deref(), Some("•••67"));
    assert_eq!(shown.test.unwrap().delivery.state, MessageState::Sent);
    // Other settings have not been tried.
    set_by_scott(&world, gateway(ADDRESS, key())).await.unwrap();
    assert!(told().await.test.is_none());
    for _ in 1..10 {
        test().await.unwrap();
    }
    assert!(matches!(test().await, Err(SmsSettingsError::TooMany)));
}

/// However many administrators make the first settings at once, there is one record of them, with what one of them set.
#[tokio::test]
async fn first_settings_that_are_made_at_once_are_one_record() {
    let world = world().await;
    let (scott, operator) = (world.scott().await, world.operator().await);
    let addresses: Vec<String> =
        (0..8).map(|number| format!("https://sms{number}.example/?to={{number}}&text={{text}}")).collect();
    let tries = addresses.iter().map(|address| {
        let wanted = set(operator, gateway(address, GatewaySecret::None));
        let (identity, scott) = (world.identity.clone(), scott.clone());
        tokio::spawn(async move { identity.set_sms_settings(&scott, &wanted).await })
    });
    for attempt in tries.collect::<Vec<_>>() {
        attempt.await.unwrap().unwrap();
    }
    let all = world.store.sms_settings().list(&SmsSettingsFilter, &Page::first(10)).await.unwrap().items;
    let [only] = &all[..] else { panic!("not one record: {all:?}") };
    let address = &only.gateway.as_ref().unwrap().address;
    assert!(addresses.contains(address), "{address}");
    // Another node that wrote the first ones meanwhile is not overlooked either.
    let removed = SetSmsSettings::as_configured(operator);
    world.identity.set_sms_settings(&scott, &removed).await.unwrap();
    let mut meanwhile = ChangeSet::new();
    meanwhile.insert(only.record.clone());
    let other = world.while_another_node(meanwhile);
    let wanted = set(operator, gateway(&addresses[0], GatewaySecret::None));
    other.set_sms_settings(&scott, &wanted).await.unwrap();
    let all = world.store.sms_settings().list(&SmsSettingsFilter, &Page::first(10)).await.unwrap().items;
    assert_eq!(all.len(), 1);
}
