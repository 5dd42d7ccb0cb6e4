//! Somebody whose address an administrator wrote down, and whose password came by a printed letter.

use super::create::susan;
use crate::sign_on::application::{JEREMY, Tab, application};
use crate::support::{PASSWORD, World, role};
use identity_core::authenticators::NewAuthenticator;
use identity_core::delivery::MessageContent;
use identity_core::domain::{AuthenticationMethod, CredentialFilter, NameFormat, Origin};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::recovery::RecoveryRequest;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sign_on::{Answer, Outcome, RefusalReason};
use identity_core::store::{Page, Store};
use identity_core::{Caller, Identity};
use std::time::Duration;

const SUSAN: &str = "susan@citygroup.example";
const NEW: &str = "harbour-pencil-willow";

fn token(link: &str) -> SecretToken {
    SecretToken::parse(link.rsplit('/').next().unwrap()).unwrap()
}

async fn set_password(identity: &Identity, link: &str, password: &str) {
    let (token, tab) = (token(link), Tab::new(identity));
    let opened = identity.open_recovery(&token).await.unwrap();
    let origin = Origin::Recovery { recovery: opened.id, return_to: opened.return_to };
    let attempt = identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::NewPassword { token, password: Secret::new(password) };
    identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
}

/// Susan, who has the password of her letter, and nothing that proves her mailbox.
async fn with_letter(world: &World, organization: OrganizationId) -> UserId {
    let scott = world.scott().await;
    let mut wanted = susan(organization);
    wanted.roles = [role("organization-admin")].into();
    let user = world.identity.create_member(&scott, &wanted.mail_link(false)).await.unwrap().id;
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    set_password(&world.identity, &letter.link, PASSWORD).await;
    assert_eq!(world.user(SUSAN).await.unwrap().email_verified_at, None);
    user
}

/// Proves her mailbox with the link for a forgotten password.
async fn recovers(world: &World, password: &str) {
    world.mails().await;
    world.identity.ask_for_recovery(RecoveryRequest::new("susan.ward")).await.unwrap();
    let mails = world.mails().await;
    let link = mails.iter().find_map(|mail| match &mail.content {
        MessageContent::Recovery { link, .. } => Some(link.clone()),
        _ => None,
    });
    set_password(&world.identity, &link.expect("a link"), password).await;
    assert!(world.user(SUSAN).await.unwrap().email_verified_at.is_some());
}

async fn sets_up_an_app(world: &World, caller: &Caller) {
    let id = world.identity.begin_enrolment(caller, NewAuthenticator::Totp).await.unwrap();
    let totp = world.identity.enrolment(caller, id).await.unwrap().totp.unwrap();
    let code = Secret::new(totp.code_at(world.identity.clock().now()).unwrap());
    world.identity.confirm_enrolment(caller, id, &code).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
}

/// Whoever had the letter may have set something up that still opens the account.
#[tokio::test]
async fn the_first_proof_by_mail_removes_second_proofs_that_were_set_up_before_it() {
    let mut world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    world.restart(|settings| settings.methods = vec![AuthenticationMethod::TOTP], |builder| builder);
    let user = with_letter(&world, city_group).await;
    sets_up_an_app(&world, &world.caller("susan.ward").await).await;
    let filter = CredentialFilter { user: Some(user) };
    let held = async || world.store.credentials().list(&filter, &Page::first(10)).await.unwrap().items;
    assert!(held().await.len() > 1, "the app, and recovery codes");
    recovers(&world, NEW).await;
    let left = held().await;
    assert!(left.len() == 1 && left[0].password_hash().is_some(), "{left:?}");
    // What she sets up from now on stays when she forgets her password again.
    let signed_in = world.sign_in("susan.ward", NEW).await.unwrap();
    let caller = world.identity.session(&signed_in.token).await.unwrap().unwrap().caller;
    sets_up_an_app(&world, &caller).await;
    recovers(&world, "another-pencil-willow").await;
    assert!(held().await.len() > 1);
}

async fn outcome(world: &World, identifier: &str, (id, name_format): (&str, Option<NameFormat>)) -> Outcome {
    let asked = application(world).await;
    let password = if world.sign_in(identifier, NEW).await.is_ok() { NEW } else { PASSWORD };
    let mut tab = Tab::new(&world.identity);
    let mut request = asked(id);
    request.name_format = name_format;
    let sign_on = tab.begin(request).await;
    tab.answer_password(&sign_on, identifier, password).await.unwrap();
    tab.outcome(&sign_on).await
}

#[tokio::test]
async fn an_address_that_nobody_proved_is_told_to_no_application() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    with_letter(&world, city_group).await;
    let Outcome::Told(told) = outcome(&world, "susan.ward", ("_1", None)).await else { panic!() };
    assert_eq!(told.person.email, None);
    let Outcome::Refused(refused) = outcome(&world, "susan.ward", ("_2", Some(NameFormat::Email))).await
    else {
        panic!()
    };
    assert_eq!(refused.reason, RefusalReason::EmailNotProved);
    recovers(&world, NEW).await;
    let Outcome::Told(told) = outcome(&world, "susan.ward", ("_3", Some(NameFormat::Email))).await else {
        panic!()
    };
    assert_eq!(told.person.email.as_ref().map(ToString::to_string).as_deref(), Some(SUSAN));
    assert_eq!(told.subject, SUSAN);
    let Outcome::Told(told) = outcome(&world, JEREMY, ("_4", None)).await else { panic!() };
    assert_eq!(told.person.email.as_ref().map(ToString::to_string).as_deref(), Some(JEREMY));
}
