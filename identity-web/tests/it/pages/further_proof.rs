//! A second kind of proof, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{SCOTT, World};
use async_trait::async_trait;
use http::StatusCode;
use identity_core::authenticators::{Authenticator, Factor, Factors};
use identity_core::domain::AuthenticationMethod;
use identity_core::ids::UserId;
use identity_core::secrets::Secret;
use identity_core::store::StoreError;
use std::sync::Arc;

/// A token whose display always shows the same.
#[derive(Debug)]
struct Display(AuthenticationMethod, bool);

#[async_trait]
impl Authenticator for Display {
    fn method(&self) -> AuthenticationMethod {
        self.0.clone()
    }

    fn factor(&self) -> Factor {
        Factor::Possession
    }

    async fn is_set_up(&self, _user: UserId) -> Result<bool, StoreError> {
        Ok(self.1)
    }

    async fn verify(&self, _user: UserId, code: &Secret) -> Result<bool, StoreError> {
        Ok(code.expose() == "246810")
    }
}

async fn world(methods: &'static [(&'static str, bool)]) -> World {
    World::with(
        |settings| {
            settings.factors = Factors::Two;
            settings.methods = Vec::new();
        },
        |builder| {
            methods.iter().fold(builder, |builder, (name, set_up)| {
                builder.authenticator(Arc::new(Display(AuthenticationMethod::new(name), *set_up)))
            })
        },
    )
    .await
}

async fn give_password(browser: &mut Browser) -> Shown {
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/account")];
    browser.submit(&page, "/login", &fields).await
}

#[tokio::test]
async fn the_code_is_asked_for_after_the_password_and_leads_where_the_person_was_heading() {
    let world = world(&[("otp", true)]).await;
    let mut scott = world.browser();
    let page = give_password(&mut scott).await;
    assert!(page.path.starts_with("/flow/") && page.text().contains("Enter your code"), "{}", page.text());
    assert!(!scott.cookies.contains_key("identity-session"));
    assert_eq!(page.find("#code", "autocomplete"), ["one-time-code"]);
    let action = page.path.clone();
    let code = |code| [("step", "code"), ("method", "otp"), ("code", code)];
    let wrong = scott.submit(&page, &action, &code("111111")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Enter the code that is valid now"), "{}", wrong.text());
    let empty = scott.submit(&wrong, &action, &code("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let account = scott.submit(&empty, &action, &code("246 810")).await;
    assert_eq!(account.path, "/account");
    assert!(scott.cookies.contains_key("identity-session"));
    // The address of the sign-on leads on for a while, and ends somewhere after it.
    assert_eq!(scott.open(&action).await.path, "/account");
    world.clock.advance(std::time::Duration::from_mins(6));
    assert!(scott.open(&action).await.text().contains("This sign-in has ended"));
}

/// Of two clicks the browser follows the second one's answer only.
#[tokio::test]
async fn a_second_click_on_a_right_code_leads_on_with_the_session() {
    let world = world(&[("otp", true)]).await;
    let mut scott = world.browser();
    let page = give_password(&mut scott).await;
    let (action, token) = (page.path.clone(), page.token(&page.path));
    let code = [("step", "code"), ("method", "otp"), ("code", "246810"), ("csrf", &token)];
    let first = scott.post(&action, &code).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert!(!scott.cookies.contains_key("identity-session"));
    let second = scott.post(&action, &code).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text());
    assert!(scott.cookies.contains_key("identity-session"));
    assert!(scott.open("/account").await.text().contains(SCOTT.0));
    // What the first click was answered leads on too.
    assert_eq!(scott.open(&action).await.path, "/account");
}

#[tokio::test]
async fn of_several_methods_one_is_chosen() {
    let world = world(&[("otp", true), ("sms", true), ("hwk", false)]).await;
    let mut scott = world.browser();
    let page = give_password(&mut scott).await;
    let action = page.path.clone();
    // The one that was added first is asked for, the other is a link away.
    assert_eq!(page.find("input[name=method]", "value"), ["otp"]);
    let other = scott.open(&page.link("A code by text message")).await;
    assert!(other.find("input[name=method]", "value").contains(&"sms".to_owned()), "{}", other.text());
    let unknown = [("step", "code"), ("method", "hwk"), ("code", "246810")];
    let refused = scott.submit(&page, &action, &unknown).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = [("step", "code"), ("method", "sms"), ("code", "246810")];
    assert_eq!(scott.submit(&refused, &action, &chosen).await.path, "/account");
}

#[tokio::test]
async fn whoever_has_none_set_up_reads_what_to_do() {
    let world = world(&[("otp", false)]).await;
    let mut scott = world.browser();
    let page = give_password(&mut scott).await;
    assert!(page.text().contains("you have none set up"), "{}", page.text());
    assert!(!scott.cookies.contains_key("identity-session"));
}

#[tokio::test]
async fn an_attempt_in_another_browser_is_not_found() {
    let world = world(&[("otp", true)]).await;
    let mut scott = world.browser();
    let page = give_password(&mut scott).await;
    let other = world.browser().open(&page.path).await;
    assert_eq!(other.status, StatusCode::GONE);
}
