//! Front ends of one's own: every step of the pages as JSON.

use super::consent::with_a_consent;
use super::linking::with_an_identity_elsewhere;
use super::passwords::{Seen, password, with_a_new_password};
use crate::support::api::Got;
use crate::support::front::{FrontEnd, is_at, messages, prompts};
use crate::support::site::{JEREMY, PASSWORD, SCOTT, SUSAN, World, account};
use identity_core::authenticators::NewAuthenticator;
use identity_core::domain::{
    ApplicationRequest, AssertionConsumerService, AuthenticationMethod, Device, Factors, Origin, Protocol,
};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::sign_on::Visitor;
use identity_core::testing::app_code;
use identity_web::rest::STEPS;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

const NUMBER: &str = "+358 40 123 4567";

async fn world(factors: Factors) -> World {
    World::with(
        move |settings| {
            settings.factors = factors;
            settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
        },
        |builder| builder,
    )
    .await
}

fn scotts() -> Value {
    json!({"identifier": SCOTT.0, "password": SCOTT.1})
}

/// What the app shows now that was set up with the key of a flow.
fn shown(world: &World, setup: &Got) -> String {
    let key = setup.json["setup"]["key"].as_str().unwrap();
    app_code(key, world.identity.clock().now()).unwrap()
}

async fn texted(world: &World) -> String {
    let text = world.mails_to("+358401234567").await.first().unwrap().clone();
    text.split_whitespace().next().unwrap().to_owned()
}

async fn with_a_password() -> Seen {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({"return_to": "/account?tab=1"})).await;
    is_at(&flow, 201, "sign_in");
    assert_eq!(flow.header("content-language"), "en");
    assert_eq!(flow.json["title"], "Sign in to MySmartPlan");
    assert_eq!(
        flow.json["prompts"],
        json!([
            {"name": "identifier", "kind": "text", "label": "User name or e-mail address", "hint": null,
             "required": true, "autocomplete": "username webauthn", "max_length": 254, "value": null,
             "options": []},
            {"name": "password", "kind": "password", "label": "Password", "hint": null, "required": true,
             "autocomplete": "current-password", "max_length": 1024, "value": null, "options": []},
        ])
    );
    let empty = front.answer(&flow, json!({})).await;
    is_at(&empty, 422, "sign_in");
    let all = [("identifier", "error-identifier-empty"), ("password", "error-password-empty")];
    assert_eq!(messages(&empty), all.map(|(prompt, code)| (prompt.to_owned(), code.to_owned())));
    let wrong = front.answer(&flow, json!({"identifier": SCOTT.0, "password": "not-his-password"})).await;
    is_at(&wrong, 422, "sign_in");
    assert_eq!(messages(&wrong), [("identifier".to_owned(), "sign-in-refused".to_owned())]);
    // What was typed is kept, but for the password.
    assert_eq!(wrong.json["prompts"][0]["value"], SCOTT.0);
    assert!(!wrong.json.to_string().contains("not-his-password"));
    assert!(!front.is_signed_in().await);

    let done = front.answer(&flow, scotts()).await;
    is_at(&done, 200, "finished");
    assert_eq!((&done.json["return_to"], &done.json["prompts"]), (&json!("/account?tab=1"), &json!([])));
    assert!(front.is_signed_in().await);
    // A reload and a second click are answered again, and open no second session.
    let session = front.cookies["identity-session"].clone();
    for again in [front.look(&flow).await, front.answer(&flow, scotts()).await] {
        is_at(&again, 200, "finished");
        assert_eq!(again.json["return_to"], "/account?tab=1");
    }
    assert_eq!(front.cookies["identity-session"], session);
    // Whoever is signed in has nothing to answer, unless a new proof is asked for.
    is_at(&front.begin(json!({})).await, 201, "finished");
    world.clock.advance(Duration::from_mins(1));
    let again = front.begin(json!({"kind": "step_up", "return_to": "/account"})).await;
    is_at(&again, 201, "sign_in");
    assert!(again.json["text"].as_str().unwrap().contains("Sign in once more"), "{again:?}");
    is_at(&front.answer(&again, scotts()).await, 200, "finished");
    assert_ne!(front.cookies["identity-session"], session);
    front.seen
}

#[tokio::test]
async fn a_password_signs_in() {
    with_a_password().await;
}

/// L4: unknown, wrong and without a password look alike.
#[tokio::test]
async fn unknown_and_known_names_answer_alike() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for identifier in [SCOTT.0, "nobody", "nobody@example.com"] {
        let got = password(&mut FrontEnd::new(&world), identifier, "not-the-password").await;
        let text = got.json.to_string().replace(got.json["id"].as_str().unwrap(), "");
        let mut headers = got.headers.clone();
        for name in ["x-request-id", "content-length"] {
            headers.remove(name);
        }
        answers.push((got.status, headers, text.replace(identifier, "")));
    }
    assert_eq!((&answers[0], &answers[0]), (&answers[1], &answers[2]));
}

#[tokio::test]
async fn every_text_is_in_the_readers_language() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    front.headers.push(("accept-language", "fi".to_owned()));
    let flow = front.begin(json!({})).await;
    assert_eq!(flow.header("content-language"), "fi");
    assert_eq!(flow.json["prompts"][1]["label"], "Salasana");
    let wrong = front.answer(&flow, json!({"identifier": "x", "password": "y"})).await;
    assert!(wrong.json["messages"][0]["text"].as_str().unwrap().contains("salasana"), "{wrong:?}");
}

async fn with_an_app() -> Seen {
    let world = world(Factors::Two).await;
    let mut front = FrontEnd::new(&world);
    let choice = password(&mut front, SCOTT.0, SCOTT.1).await;
    is_at(&choice, 200, "enrol");
    assert_eq!(prompts(&choice), ["method", "number"]);
    assert_eq!(choice.json["prompts"][0]["kind"], "choice");
    let options: Vec<_> = choice.json["prompts"][0]["options"].as_array().unwrap().iter().collect();
    assert_eq!((&options[0]["value"], &options[1]["value"]), (&json!("otp"), &json!("sms")));
    assert!(!front.is_signed_in().await);
    let setup = front.answer(&choice, json!({"method": "otp"})).await;
    is_at(&setup, 200, "confirm_enrolment");
    assert!(setup.json["setup"]["uri"].as_str().unwrap().starts_with("otpauth://totp/"), "{setup:?}");
    assert!(setup.json["setup"]["image"].as_str().unwrap().starts_with("<svg"));
    // A reload shows the same key; something else can still be chosen.
    assert_eq!(front.look(&choice).await.json["setup"], setup.json["setup"]);
    is_at(&front.act(&setup, "choose_again", json!({})).await, 200, "enrol");
    let wrong = front.answer(&setup, json!({"code": "000 000"})).await;
    is_at(&wrong, 422, "confirm_enrolment");
    assert_eq!(messages(&wrong), [("code".to_owned(), "error-code".to_owned())]);
    assert_eq!(wrong.json["recovery_codes"], json!([]));
    let done = front.answer(&wrong, json!({"code": shown(&world, &setup)})).await;
    is_at(&done, 200, "finished");
    assert!(front.is_signed_in().await);
    // The recovery codes that come with it are in this answer alone.
    let recovery = done.json["recovery_codes"].as_array().unwrap().clone();
    assert_eq!(recovery.len(), 10, "{done:?}");
    for again in [front.look(&setup).await, front.answer(&setup, json!({"code": "000 000"})).await] {
        is_at(&again, 200, "finished");
        assert_eq!(again.json["recovery_codes"], json!([]));
    }

    // From now on its code is asked for.
    world.clock.advance(Duration::from_secs(30));
    let mut other = FrontEnd::new(&world);
    let challenge = password(&mut other, SCOTT.0, SCOTT.1).await;
    is_at(&challenge, 200, "challenge");
    // A recovery code would do too.
    assert_eq!(prompts(&challenge), ["method", "code", "remember"]);
    assert_eq!(challenge.json["actions"][0]["name"], "choose_method", "{challenge:?}");
    assert_eq!(challenge.json["prompts"][1]["autocomplete"], "one-time-code");
    assert!(!other.is_signed_in().await);
    let wrong = other.answer(&challenge, json!({"code": "000000"})).await;
    is_at(&wrong, 422, "challenge");
    assert_eq!(messages(&wrong), [("code".to_owned(), "error-code".to_owned())]);
    let done = other.answer(&challenge, json!({"method": "otp", "code": shown(&world, &setup)})).await;
    is_at(&done, 200, "finished");
    assert_eq!(done.json["recovery_codes"], json!([]), "he has some");
    let mut third = FrontEnd::new(&world);
    let challenge = password(&mut third, SCOTT.0, SCOTT.1).await;
    let answers = json!({"method": "recovery_code", "code": recovery[0]});
    is_at(&third.answer(&challenge, answers).await, 200, "finished");
    assert!(other.is_signed_in().await);
    front.seen.into_iter().chain(other.seen).collect()
}

#[tokio::test]
async fn an_app_is_set_up_on_the_way_and_asked_for_from_then_on() {
    with_an_app().await;
}

async fn with_a_telephone() -> Seen {
    let world = world(Factors::Two).await;
    let mut front = FrontEnd::new(&world);
    let choice = password(&mut front, SCOTT.0, SCOTT.1).await;
    let bad = front.answer(&choice, json!({"method": "sms", "number": "12"})).await;
    is_at(&bad, 422, "enrol");
    assert_eq!(messages(&bad), [("number".to_owned(), "error-number".to_owned())]);
    assert_eq!(messages(&front.answer(&choice, json!({"method": "hwk"})).await)[0].0, "method");
    let setup = front.answer(&bad, json!({"method": "sms", "number": NUMBER})).await;
    is_at(&setup, 200, "confirm_enrolment");
    assert_eq!((&setup.json["sent"]["target"], &setup.json["setup"]), (&json!("•••67"), &Value::Null));
    is_at(&front.answer(&setup, json!({"code": texted(&world).await})).await, 200, "finished");

    world.clock.advance(Duration::from_mins(1));
    let mut other = FrontEnd::new(&world);
    let challenge = password(&mut other, SCOTT.0, SCOTT.1).await;
    is_at(&challenge, 200, "challenge");
    assert_eq!(challenge.json["sent"]["target"], "•••67");
    let first = texted(&world).await;
    let soon = other.act(&challenge, "send_code", json!({})).await;
    is_at(&soon, 422, "challenge");
    assert_eq!(messages(&soon), [("code".to_owned(), "error-code-too-soon".to_owned())]);
    world.clock.advance(Duration::from_secs(31));
    is_at(&other.act(&challenge, "send_code", json!({"method": "sms"})).await, 200, "challenge");
    is_at(&other.answer(&challenge, json!({"code": first})).await, 422, "challenge");
    is_at(&other.answer(&challenge, json!({"code": texted(&world).await})).await, 200, "finished");
    other.seen
}

#[tokio::test]
async fn a_telephone_is_set_up_and_its_codes_are_sent_again() {
    with_a_telephone().await;
}

#[tokio::test]
async fn of_several_methods_one_is_chosen_and_a_recovery_code_lets_in_once() {
    let world = world(Factors::One).await;
    let scott = world.test.sign_in_with(SCOTT.0, &Secret::new(SCOTT.1)).await.unwrap();
    let begun = world.identity.begin_enrolment(&scott.caller, NewAuthenticator::Totp).await.unwrap();
    let totp = world.identity.enrolment(&scott.caller, begun).await.unwrap().totp.unwrap();
    let code = totp.code_at(world.identity.clock().now()).unwrap();
    let enrolled = world.identity.confirm_enrolment(&scott.caller, begun, &Secret::new(code)).await.unwrap();
    for (status, step) in [(200, "finished"), (422, "challenge")] {
        let mut front = FrontEnd::new(&world);
        let challenge = password(&mut front, SCOTT.0, SCOTT.1).await;
        assert_eq!(prompts(&challenge), ["method", "code", "remember"], "{challenge:?}");
        assert_eq!(challenge.json["prompts"][0]["value"], "otp");
        let other = front.act(&challenge, "choose_method", json!({"method": "recovery_code"})).await;
        is_at(&other, 200, "challenge");
        assert_eq!(other.json["prompts"][0]["value"], "recovery_code");
        assert!(other.json["text"].as_str().unwrap().contains("recovery codes"), "{other:?}");
        let answers = json!({"method": "recovery_code", "code": enrolled.recovery_codes[0]});
        is_at(&front.answer(&other, answers).await, status, step);
    }
}

fn new_account(password: &str) -> BTreeMap<&str, &str> {
    account("Jeremy", "Mills", password).into_iter().collect()
}

async fn with_an_invitation() -> Seen {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let token = path.rsplit('/').next().unwrap();
    let mut front = FrontEnd::new(&world);
    let begun = front.begin(json!({"kind": "invitation", "token": token})).await;
    is_at(&begun, 201, "create_account");
    assert_eq!(begun.json["title"], "Join City Group, Inc.");
    assert_eq!(prompts(&begun), ["given_name", "family_name", "username", "password"]);
    assert_eq!(begun.json["prompts"][0]["value"], "Jeremy");
    let weak = front.answer(&begun, json!(new_account("short"))).await;
    is_at(&weak, 422, "create_account");
    assert_eq!(messages(&weak), [("password".to_owned(), "error-password-short".to_owned())]);
    let done = front.answer(&begun, json!(new_account(PASSWORD))).await;
    is_at(&done, 200, "finished");
    assert!(done.json["return_to"].as_str().unwrap().starts_with("/joined/"), "{done:?}");
    assert!(front.is_signed_in().await);

    // Whoever has an account is led to the page that asks to sign in.
    world.feed("crm-1002", "KOKO Media Inc.").await;
    world.test.invite(JEREMY, "crm-1002", "contact-person").await.unwrap();
    let token = world.test.invitation_token(JEREMY).await.unwrap();
    let mut other = FrontEnd::new(&world);
    let has_one = other.begin(json!({"kind": "invitation", "token": token.expose()})).await;
    is_at(&has_one, 201, "help");
    assert_eq!(messages(&has_one), [(String::new(), "invitation-account-exists".to_owned())]);
    let way_on = has_one.json["way_on"]["path"].as_str().unwrap();
    assert!(way_on.starts_with("/invitations/open/"), "{has_one:?}");
    front.seen.into_iter().chain(other.seen).collect()
}

#[tokio::test]
async fn an_invited_person_makes_an_account() {
    with_an_invitation().await;
}

/// A sign-on that an application began can be answered over JSON; the page of the sign-on carries its outcome.
async fn with_two_organizations() -> Seen {
    let world = World::new().await;
    let jeremy = world.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
    world.feed("crm-1002", "KOKO Media Inc.").await;
    world.test.invite(JEREMY, "crm-1002", "contact-person").await.unwrap();
    let token = world.test.invitation_token(JEREMY).await.unwrap();
    world.identity.accept_invitation_as(&jeremy.caller, &token).await.unwrap();
    let url = "https://app.example/saml/acs".to_owned();
    let entity_id: identity_core::values::EntityId = "https://app.example/saml".parse().unwrap();
    let party = RelyingPartySetup::new(
        entity_id.clone(),
        "SmartPlan Application".parse().unwrap(),
        "smartplan".parse().unwrap(),
    );
    let party = party.consumers([AssertionConsumerService { url, index: 0, is_default: true }]);
    world.identity.apply(&Setup::default().relying_parties([party])).await.unwrap();
    let asked = ApplicationRequest {
        relying_party: world.identity.relying_party(&entity_id).await.unwrap().unwrap().record.id,
        protocol: Protocol::Saml,
        request_id: "_1".to_owned(),
        fresh: false,
        passive: false,
        factors: Factors::One,
        methods: Vec::new(),
        name_format: None,
        openid: None,
        reply: BTreeMap::new(),
    };
    let mut front = FrontEnd::new(&world);
    front.begin(json!({})).await;
    let browser = SecretToken::parse(&front.cookies["identity-browser"]).unwrap();
    let device = Device::default();
    let visitor = Visitor::new(&browser, &device);
    let begun = world.identity.begin_sign_on(&visitor, Origin::Application(asked)).await.unwrap();
    let flow = front.send("GET", &format!("/api/v1/flows/{}", begun.id()), None).await;
    is_at(&flow, 200, "sign_in");
    assert_eq!(flow.json["service"], "SmartPlan Application");
    let choice = front.answer(&flow, json!({"identifier": JEREMY, "password": PASSWORD})).await;
    is_at(&choice, 200, "choose_organization");
    let options = choice.json["prompts"][0]["options"].as_array().unwrap().clone();
    assert_eq!((prompts(&choice), options.len()), (vec!["organization".to_owned()], 2));
    let foreign = json!({"organization": uuid::Uuid::nil()});
    let wrong = front.answer(&choice, foreign).await;
    is_at(&wrong, 422, "choose_organization");
    assert_eq!(messages(&wrong), [("organization".to_owned(), "error-organization".to_owned())]);
    let done = front.answer(&choice, json!({"organization": options[1]["value"]})).await;
    is_at(&done, 200, "finished");
    assert_eq!(done.json["return_to"], json!(format!("/flow/{}", begun.id())));
    front.seen
}

#[tokio::test]
async fn somebody_with_two_organizations_chooses_one() {
    with_two_organizations().await;
}

async fn with_a_closed_account() -> Seen {
    let world = World::new().await;
    world.susan().await;
    let susan = world.test.sign_in(SUSAN).await.unwrap().caller;
    world.identity.close_account(&susan).await.unwrap();
    let mut front = FrontEnd::new(&world);
    let question = password(&mut front, SUSAN, PASSWORD).await;
    is_at(&question, 200, "keep_account");
    assert!(!front.is_signed_in().await);
    is_at(&front.act(&question, "keep", json!({})).await, 200, "finished");
    assert!(front.is_signed_in().await);
    front.seen
}

#[tokio::test]
async fn whoever_closed_their_account_is_asked_whether_to_keep_it() {
    with_a_closed_account().await;
}

/// The steps are those that the description names, and each is met here: a page that gets a new one does not compile until it
/// has a step here, and this fails until somebody walks it.
#[tokio::test]
async fn every_step_that_pages_have_is_walked_over_json() {
    let mut seen = with_a_password().await;
    seen.append(&mut with_an_app().await);
    seen.append(&mut with_a_telephone().await);
    seen.append(&mut with_a_new_password().await);
    seen.append(&mut with_an_invitation().await);
    seen.append(&mut with_two_organizations().await);
    seen.append(&mut with_a_closed_account().await);
    seen.append(&mut with_a_consent().await);
    seen.append(&mut with_an_identity_elsewhere().await);
    assert_eq!(seen, STEPS.iter().map(|step| (*step).to_owned()).collect());
}
