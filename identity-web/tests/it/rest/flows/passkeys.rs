//! Passkeys in front ends of one's own.

use crate::support::front::{FrontEnd, is_at, prompts};
use crate::support::site::{SCOTT, World};
use crate::support::soft_key::SoftKey;
use identity_core::authenticators::NewAuthenticator;
use identity_core::domain::{AuthenticationMethod, Factors};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::testing::app_code;
use identity_web::WebAuthn;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

async fn world() -> World {
    let port = WebAuthn::new(&"http://my.smartplan.localhost:8080".parse().unwrap(), "MySmartPlan").unwrap();
    let change = |settings: &mut identity_core::Settings| {
        settings.factors = Factors::Two;
        settings.methods = vec![AuthenticationMethod::PASSKEY, AuthenticationMethod::TOTP];
    };
    World::with(change, |builder| builder.passkeys(Arc::new(port))).await
}

fn part(flow: &Value, name: &str) -> String {
    flow["passkey"][name].as_str().unwrap_or_else(|| panic!("{flow}")).to_owned()
}

#[tokio::test]
async fn a_passkey_is_set_up_on_the_way_and_asked_for_beside_other_methods() {
    let world = world().await;
    let mut key = SoftKey::new("one");
    key.verifies = false;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({"return_to": "/account"})).await;
    let choice = front.answer(&flow, json!({"identifier": SCOTT.0, "password": SCOTT.1})).await;
    is_at(&choice, 200, "enrol");
    let setup = front.answer(&choice, json!({"method": "pop"})).await;
    is_at(&setup, 200, "confirm_enrolment");
    assert_eq!(setup.json["title"], "Create a passkey", "{setup:?}");
    assert!(setup.json["text"].as_str().unwrap().contains("fingerprint"), "{setup:?}");
    let made = key.create(&part(&setup.json, "options"));
    let done = front.answer(&setup, json!({"passkey": made, "state": part(&setup.json, "state")})).await;
    is_at(&done, 200, "finished");
    assert_eq!(done.json["recovery_codes"].as_array().unwrap().len(), 10, "{done:?}");

    // With an app beside it, the method can be chosen, and is sent with the answer.
    world.clock.advance(Duration::from_mins(1));
    let token = SecretToken::parse(&front.cookies["identity-session"]).unwrap();
    let scott = world.identity.session(&token).await.unwrap().unwrap().caller;
    let begun = world.identity.begin_enrolment(&scott, NewAuthenticator::Totp).await.unwrap();
    let app = world.identity.enrolment(&scott, begun).await.unwrap().totp.unwrap();
    let code = app_code(&app.key_in_groups(), world.identity.clock().now()).unwrap();
    world.identity.confirm_enrolment(&scott, begun, &Secret::new(code)).await.unwrap();

    let mut other = FrontEnd::new(&world);
    let flow = other.begin(json!({"return_to": "/account"})).await;
    let asked = part(&flow.json, "options");
    let given = json!({"passkey": key.get(&asked), "state": part(&flow.json, "state")});
    let challenge = other.answer(&flow, given).await;
    is_at(&challenge, 200, "challenge");
    let named = prompts(&challenge);
    assert!(named.contains(&"password".to_owned()), "{challenge:?}");
    is_at(&other.answer(&challenge, json!({"password": SCOTT.1})).await, 200, "finished");
    assert!(other.is_signed_in().await);

    // After the password either of the two counts, and the answer may name which.
    let mut third = FrontEnd::new(&world);
    let flow = third.begin(json!({"return_to": "/account"})).await;
    let challenge = third.answer(&flow, json!({"identifier": SCOTT.0, "password": SCOTT.1})).await;
    is_at(&challenge, 200, "challenge");
    assert!(prompts(&challenge).contains(&"method".to_owned()), "{challenge:?}");
    let given = json!({
        "method": "pop",
        "passkey": key.get(&part(&challenge.json, "options")),
        "state": part(&challenge.json, "state"),
    });
    is_at(&third.answer(&challenge, given).await, 200, "finished");
    assert!(third.is_signed_in().await);
}
