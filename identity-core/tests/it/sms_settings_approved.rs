//! Where two administrators are asked for, one asks for another SMS gateway and another one approves it.

use crate::sign_on::application::JEREMY;
use crate::support::{World, invite};
use identity_core::delivery::{
    GatewaySecret, NewSmsGateway, SetSmsSettings, SmsSettingsError, SmsSettingsSet,
};
use identity_core::domain::{Action, SignInRules, SmsFormat};
use identity_core::sign_on::SetSignInPolicy;
use std::time::Duration;

const ADDRESS: &str = "https://sms.example/send?to={number}&text={text}";
const OLGA: &str = "olga@operator.example";
const A_DAY: Duration = Duration::from_hours(25);

async fn world(four_eyes: bool) -> World {
    let mut world = World::new().await;
    world.with_jeremy().await;
    world.restart(
        |settings| {
            settings.editable_sms_gateway = true;
            settings.four_eyes = four_eyes;
        },
        |builder| builder,
    );
    world
}

async fn with_olga(world: &World) {
    let (scott, operator) = (world.scott().await, world.operator().await);
    world.join(&scott, &invite(operator, OLGA, "account-manager")).await;
}

async fn wanted(world: &World) -> SetSmsSettings {
    let gateway = NewSmsGateway::new(SmsFormat::Get, ADDRESS).secret(GatewaySecret::None);
    SetSmsSettings::as_configured(world.operator().await).gateway(gateway)
}

async fn asked(world: &World) {
    let set = world.identity.set_sms_settings(&world.scott().await, &wanted(world).await).await;
    assert!(matches!(set, Ok(SmsSettingsSet::Waits)), "{set:?}");
}

#[tokio::test]
async fn a_gateway_waits_until_a_second_administrator_approves_it() {
    let world = world(true).await;
    with_olga(&world).await;
    world.clock.advance(A_DAY);
    let operator = world.operator().await;
    asked(&world).await;
    assert!(world.identity.sms_gateway().await.unwrap().is_none());
    let (scott, olga) = (world.scott().await, world.caller(OLGA).await);
    let own = world.identity.approve_sms_settings(&scott, operator).await;
    assert!(matches!(own, Err(SmsSettingsError::OwnProposal)), "{own:?}");
    let foreign = world.identity.approve_sms_settings(&world.caller(JEREMY).await, operator).await;
    assert!(matches!(foreign, Err(SmsSettingsError::Access(_))), "{foreign:?}");
    let shown = world.identity.sms_settings(&olga, operator).await.unwrap().proposed.unwrap();
    assert_eq!(shown.gateway.unwrap().address, ADDRESS);
    assert!(!shown.is_own);
    world.identity.approve_sms_settings(&olga, operator).await.unwrap();
    assert!(world.identity.sms_gateway().await.unwrap().is_some());
    let row = world.last_row(Action::SmsSettingsChanged).await;
    assert!(row.details.contains_key("proposed_by"));
    let again = world.identity.approve_sms_settings(&olga, operator).await;
    assert!(matches!(again, Err(SmsSettingsError::NothingProposed)), "{again:?}");
}

#[tokio::test]
async fn nobody_approves_by_an_account_that_was_made_for_it_or_a_client() {
    let world = world(true).await;
    with_olga(&world).await;
    let operator = world.operator().await;
    asked(&world).await;
    let olga = world.caller(OLGA).await;
    let new = world.identity.approve_sms_settings(&olga, operator).await;
    assert!(matches!(new, Err(SmsSettingsError::TooNew)), "{new:?}");
    let by_client = world.identity.set_sms_settings(&world.crm().await, &wanted(&world).await).await;
    assert!(by_client.is_err());
    assert!(world.identity.sms_gateway().await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_declined_or_over_is_not_approved() {
    let world = world(true).await;
    with_olga(&world).await;
    world.clock.advance(A_DAY);
    let operator = world.operator().await;
    asked(&world).await;
    let olga = world.caller(OLGA).await;
    world.identity.decline_sms_settings(&olga, operator).await.unwrap();
    assert_eq!(world.events(Action::SmsSettingsDeclined).await, 1);
    asked(&world).await;
    world.clock.advance(A_DAY);
    let late = world.identity.approve_sms_settings(&world.caller(OLGA).await, operator).await;
    assert!(matches!(late, Err(SmsSettingsError::NothingProposed)), "{late:?}");
    assert!(world.identity.sms_gateway().await.unwrap().is_none());
}

#[tokio::test]
async fn the_operator_asks_for_two_by_its_own_rules() {
    let world = world(false).await;
    let (scott, operator) = (world.scott().await, world.operator().await);
    let set = world.identity.set_sms_settings(&scott, &wanted(&world).await).await.unwrap();
    assert_eq!(set, SmsSettingsSet::InForce);
    let rules = SignInRules { four_eyes: true, ..SignInRules::default() };
    world.identity.set_sign_in_policy(&scott, &SetSignInPolicy::new(operator, rules)).await.unwrap();
    asked(&world).await;
    let stored = world.identity.sms_settings(&scott, operator).await.unwrap();
    assert!(stored.proposed.unwrap().is_own);
}
