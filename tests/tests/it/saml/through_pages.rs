//! The same way with the pages in between, as a person goes it.

use super::parties::follow;
use super::site::{APP, Browser, MY, PASSWORD, Site};
use identity_tests::page::Page;
use std::time::Duration;
use url::Url;

/// From the application's login through the sign-in page to the form that leads back.
async fn sign_in(browser: &Browser, site: &Site, name: &str) -> Page {
    let asked = browser.ask(site).await;
    let page = follow(browser, site, &asked).await;
    let form = page.form_with_button("Sign in").unwrap();
    let form = form.fill("identifier", name).unwrap().fill("password", PASSWORD).unwrap();
    let signed_in = browser.submit(site, &form).await;
    follow(browser, site, &signed_in).await
}

#[tokio::test]
async fn a_person_signs_in_once_and_is_in_the_second_time_without_a_password() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let onward = sign_in(&browser, &site, "scott").await;
    assert_eq!(onward.status, 200);
    let policy = onward.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("form-action 'self' {APP};")), "{policy}");
    let landed = browser.submit(&site, &onward.saml_form().unwrap()).await;
    assert_eq!((landed.status, landed.header("location")), (303, Some("/consumption")));
    assert!(browser.at_application(&site).await.is_some());

    browser.forget(APP);
    let asked = browser.ask(&site).await;
    let onward = follow(&browser, &site, &asked).await;
    let landed = browser.submit(&site, &onward.saml_form().unwrap()).await;
    assert_eq!(landed.status, 303, "{}", landed.body);
}

/// The page that carries the answer may be lost: a reload has it again, and the button leads on.
#[tokio::test]
async fn a_reload_of_the_answer_leads_on_by_a_button() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let onward = sign_in(&browser, &site, "scott").await;
    let again = browser.get(&site, onward.url.as_str()).await;
    assert_eq!(again.status, 200, "{}", again.body);
    assert!(again.attribute("form[data-onward]", "action").is_err(), "nobody is carried away twice");
    let landed = browser.submit(&site, &again.form_with_button("Continue").unwrap()).await;
    assert_eq!((landed.status, landed.header("location")), (303, Some("/consumption")));
    assert!(browser.at_application(&site).await.is_some());
}

#[tokio::test]
async fn a_person_without_access_reads_why_and_can_go_back() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let refused = sign_in(&browser, &site, "olivia").await;
    assert_eq!(refused.status, 200);
    assert!(refused.saml_form().is_none(), "nothing leads on by itself");
    let back = refused.form_with_button("Back to SmartPlan Application").unwrap();
    let told = browser.submit(&site, &back).await;
    assert_eq!(told.status, 403);
    assert!(browser.at_application(&site).await.is_none());
}

#[tokio::test]
async fn signing_out_on_our_page_goes_round_the_applications() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let onward = sign_in(&browser, &site, "scott").await;
    browser.submit(&site, &onward.saml_form().unwrap()).await;
    let page = browser.get(&site, &format!("{MY}/logout")).await;
    let ended = browser.submit(&site, &page.form("form[action$='/logout']").unwrap()).await;
    let telling = follow(&browser, &site, &ended).await;
    let address: Url = telling.attribute("main a.button", "href").unwrap().parse().unwrap();
    assert!(address.as_str().starts_with(&format!("{APP}/saml/sp/slo?SAMLRequest=")), "{address}");
    assert!(browser.at_application(&site).await.is_some());
    let told = browser.get(&site, address.as_str()).await;
    assert!(browser.at_application(&site).await.is_none());
    let done = follow(&browser, &site, &told).await;
    assert_eq!(done.header("location"), Some("/logout/done"));
}

#[tokio::test]
async fn s_37_what_is_not_signed_gets_a_page_of_the_brand_and_no_cookie() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let url = format!("{MY}/saml/idp/sso");
    let refused = browser.post(&site, &url, &[("SAMLRequest", "PGEvPg==")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.says("The sign-in request was not accepted"));
    assert!(refused.header("content-security-policy").is_some() && refused.header("set-cookie").is_none());
}

/// The sign-in page that an application led to.
async fn asked_to_sign_in(browser: &Browser, site: &Site) -> Page {
    let asked = browser.ask(site).await;
    follow(browser, site, &asked).await
}

async fn give_password(browser: &Browser, site: &Site, page: &Page, password: &str) -> Page {
    let form = page.form_with_button("Sign in").unwrap();
    let form = form.fill("identifier", "scott").unwrap().fill("password", password).unwrap();
    browser.submit(site, &form).await
}

const HOUR: Duration = Duration::from_hours(1);

#[tokio::test]
async fn u_9_hours_on_the_sign_in_page_end_at_the_same_page_of_the_application() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let page = asked_to_sign_in(&browser, &site).await;
    site.clock.advance(HOUR * 12);
    site.identity.remove_expired().await.unwrap();
    let signed_in = give_password(&browser, &site, &page, PASSWORD).await;
    let onward = follow(&browser, &site, &signed_in).await;
    let landed = browser.submit(&site, &onward.saml_form().unwrap()).await;
    assert_eq!((landed.status, landed.header("location")), (303, Some("/consumption")), "{}", landed.body);
}

/// Also when housekeeping has removed the sign-on, and when the first password is wrong.
#[tokio::test]
async fn u_9_a_password_after_the_end_of_a_sign_on_signs_in_and_leads_on_by_one_button() {
    for (is_removed, is_wrong_first) in [(false, false), (true, false), (false, true), (true, true)] {
        let (site, browser) = (Site::with_pages().await, Browser::default());
        let mut page = asked_to_sign_in(&browser, &site).await;
        site.clock.advance(HOUR * 25);
        if is_removed {
            site.identity.remove_expired().await.unwrap();
        }
        if is_wrong_first {
            page = give_password(&browser, &site, &page, "not the password").await;
            assert_eq!(page.status, 422, "{}", page.body);
        }
        let signed_in = give_password(&browser, &site, &page, PASSWORD).await;
        let page = follow(&browser, &site, &signed_in).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.says("You are signed in") && page.says("did not wait"), "{}", page.body);
        assert_eq!(page.attribute("main a.button", "href").unwrap(), format!("{APP}/"));
        let main = page.body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        assert_eq!(main.matches("class=\"button").count(), 1, "{main}");
        // The application asks anew, and is answered without a password.
        let onward = asked_to_sign_in(&browser, &site).await;
        let landed = browser.submit(&site, &onward.saml_form().unwrap()).await;
        assert_eq!((landed.status, landed.header("location")), (303, Some("/consumption")));
    }
}

#[tokio::test]
async fn u_9_a_reload_after_the_end_of_a_sign_on_asks_for_the_password_and_leads_on() {
    let (site, browser) = (Site::with_pages().await, Browser::default());
    let page = asked_to_sign_in(&browser, &site).await;
    site.clock.advance(HOUR * 25);
    let again = browser.get(&site, page.url.as_str()).await;
    let page = follow(&browser, &site, &again).await;
    let signed_in = give_password(&browser, &site, &page, PASSWORD).await;
    let page = follow(&browser, &site, &signed_in).await;
    assert_eq!(page.attribute("main a.button", "href").unwrap(), format!("{APP}/"), "{}", page.body);
}
