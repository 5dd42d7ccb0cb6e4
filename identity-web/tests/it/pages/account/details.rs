//! The telephone number, details that others own, and what somebody did, through the pages.

use super::contacts::{NEW, NUMBER, asks, code, link, types, world};
use crate::support::site::{JEREMY, MAYA, SCOTT, World};
use http::StatusCode;
use http::header::LOCATION;
use identity_core::people::UserPatch;
use identity_core::secrets::Secret;
use identity_core::values::{AttributeWriter, ProfileField};
use std::time::Duration;

/// A40, F-30.
#[tokio::test]
async fn a_40_a_number_in_any_familiar_form_is_proved_by_text_message() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/phone").await;
    let wrong = jeremy.submit(&page, "/account/phone", &[("number", "12")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.find("#number", "value"), ["12"], "what was typed is kept");
    let asked = jeremy.submit(&wrong, "/account/phone", &[("number", "040 123 4567")]).await;
    assert!(asked.text().contains(&format!("We sent a code to {NUMBER}")), "{}", asked.text());
    assert!(!jeremy.open("/account").await.text().contains(NUMBER), "not yet");
    let sent = code(&world, NUMBER).await;
    let done = types(&mut jeremy, &asked, "/account/phone", &sent).await;
    assert!(done.text().contains(NUMBER), "{}", done.text());
    assert!(!done.text().contains("Not confirmed"), "{}", done.text());
    // The next one: the old number is told, and the mailbox can undo it.
    world.clock.advance(Duration::from_mins(1));
    let page = jeremy.open("/account/phone").await;
    let asked = jeremy.submit(&page, "/account/phone", &[("number", "+46 70 123 45 67")]).await;
    let sent = code(&world, "+46701234567").await;
    types(&mut jeremy, &asked, "/account/phone", &sent).await;
    let told = world.mails_to(NUMBER).await;
    assert!(told[0].contains("was changed to •••67") && !told[0].contains("http"), "{}", told[0]);
    let undo = link(&world, JEREMY).await;
    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    assert!(page.text().contains("is •••67 again"), "{}", page.text());
    owner.submit(&page, "/contacts/open", &[]).await;
    assert!(jeremy.open("/account").await.path.starts_with("/login"));
}

#[tokio::test]
async fn a_number_is_removed_after_a_question_and_its_owner_is_told() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    assert_eq!(jeremy.open("/account/phone/remove").await.path, "/account/profile", "there is none");
    let page = jeremy.open("/account/phone").await;
    let asked = jeremy.submit(&page, "/account/phone", &[("number", NUMBER)]).await;
    let sent = code(&world, NUMBER).await;
    types(&mut jeremy, &asked, "/account/phone", &sent).await;
    world.clock.advance(Duration::from_secs(1));
    let page = jeremy.open("/account/phone").await;
    let question = jeremy.open(&page.link("Remove the number")).await;
    assert!(question.text().contains(NUMBER), "{}", question.text());
    let done = jeremy.submit(&question, "/account/phone/remove", &[]).await;
    assert_eq!(done.path, "/account/profile?done=contact-changed");
    assert!(!done.text().contains(NUMBER), "{}", done.text());
    assert!(world.mails_to(JEREMY).await[0].contains("was removed on"));
    assert!(world.mails_to(NUMBER).await[0].contains("was removed on"));
}

/// S1: each detail says who may change it.
#[tokio::test]
async fn a_detail_that_somebody_else_owns_is_shown_and_not_changed() {
    let world = World::with(
        |settings| {
            let profile = std::mem::take(&mut settings.profile);
            settings.profile = profile
                .owned_by(ProfileField::GivenName, [AttributeWriter::Client])
                .owned_by(ProfileField::Email, [AttributeWriter::IdentityProvider]);
        },
        |builder| builder,
    )
    .await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/profile").await;
    let text = page.text();
    assert!(page.find("#given_name", "value").is_empty() && text.contains("our customer records"), "{text}");
    assert!(text.contains("the sign-in service of your organisation"), "{text}");
    assert!(text.contains("you, the administrators of your organisation"), "{text}");
    let fields = [("family_name", "Mill"), ("username", "")];
    let saved = jeremy.submit(&page, "/account/profile", &fields).await;
    assert!(saved.text().contains("Jeremy Mill") && saved.text().contains("Your details were saved"));
    let forged = [("given_name", "Eve"), ("family_name", "Mill"), ("username", "")];
    let refused = jeremy.submit(&page, "/account/profile", &forged).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("cannot be changed here by you"), "{}", refused.text());
    let email = jeremy.open("/account/email").await;
    assert!(email.text().contains("You cannot change this yourself"), "{}", email.text());
    let token = jeremy.open("/account/profile").await;
    let refused = jeremy.submit(&token, "/account/profile", &[("given_name", "Eve")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(jeremy.open("/account/profile").await.text().contains("Jeremy"));
    // Without text messages no number can be proved.
    let phone = jeremy.open("/account/phone").await;
    assert!(phone.text().contains("We send no text messages"), "{}", phone.text());
}

/// Another person's code form, link or change is nobody else's.
#[tokio::test]
async fn a_change_is_its_own_persons_alone() {
    let world = world().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, _) = world.maya(&mut jeremy, &organization).await;
    let asked = asks(&mut jeremy, NEW).await;
    let sent = code(&world, NEW).await;
    let page = maya.open("/account/email").await;
    assert_eq!(page.find("#email", "type"), ["email"], "she has nothing to confirm");
    let token = page.token("/account/email");
    let crossed =
        maya.post("/account/email", &[("csrf", token.as_str()), ("step", "code"), ("code", &sent)]).await;
    assert_eq!(crossed.headers[LOCATION], "/account/profile");
    assert!(maya.open("/account/profile").await.text().contains(MAYA));
    assert!(types(&mut jeremy, &asked, "/account/email", &sent).await.text().contains(NEW));
}

#[tokio::test]
async fn people_see_what_they_did_by_kind_and_nothing_of_others() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut scott = world.scott().await;
    let page = scott.open("/account/profile").await;
    scott.submit(&page, "/account/profile", &[("given_name", "Scotty"), ("username", "scott.long")]).await;
    asks(&mut jeremy, NEW).await;
    let account = jeremy.open("/account").await;
    let all = jeremy.open(&account.link("See what you did")).await;
    let text = all.text();
    assert!(text.contains("New e-mail address or telephone number asked for"), "{text}");
    assert!(text.contains("j•••@home.example") && text.contains("Invitation accepted"), "{text}");
    assert!(!text.contains("Details changed"), "of Scott: {text}");
    let security = jeremy.open(&all.link("How you sign in and are reached")).await;
    assert!(security.text().contains("j•••@home.example"), "{}", security.text());
    assert!(!security.text().contains("Invitation accepted"), "{}", security.text());
    let own = scott.open("/account/activity?kind=details").await.text();
    assert!(own.contains("Details changed") && !own.contains("Signed in"), "{own}");
    // More than a page has.
    for _ in 0..14 {
        let page = jeremy.open("/account/email").await;
        jeremy.submit(&page, "/account/email/cancel", &[]).await;
        world.clock.advance(Duration::from_secs(31));
        asks(&mut jeremy, NEW).await;
    }
    let first = jeremy.open("/account/activity?kind=security").await;
    assert_eq!(first.all_words("tbody tr").len(), 25);
    let next = jeremy.open(&first.link("Next page")).await;
    assert!(!next.all_words("tbody tr").is_empty());
    assert!(next.path.contains("kind=security"), "{}", next.path);
}

/// Nobody has text messages sent to a number that its owner never proved.
#[tokio::test]
async fn t_16_a_number_that_was_not_proved_gets_no_message() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let scott = world.test.sign_in_with(SCOTT.0, &Secret::new(SCOTT.1)).await.unwrap();
    let user = world.test.sign_in(JEREMY).await.unwrap().user;
    let patch = UserPatch::default().phone(NUMBER.parse().ok());
    world.identity.update_user(&scott.caller, user, &patch).await.unwrap();
    let question = jeremy.open("/account/phone/remove").await;
    let done = jeremy.submit(&question, "/account/phone/remove", &[]).await;
    assert_eq!(done.path, "/account/profile?done=contact-changed");
    assert_eq!(world.mails_to(NUMBER).await, Vec::<String>::new());
}
