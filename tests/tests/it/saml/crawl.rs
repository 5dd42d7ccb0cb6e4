//! A GET changes nothing, whoever asks and however often.

use super::parties::{Party, follow};
use super::site::{Browser, MY, PASSWORD, Site};
use identity_core::domain::LogoutBinding::{Post, Redirect};
use identity_web::pages::PAGES;
use identity_web::rest::ROUTES;

/// Every GET address, with ids of what there is in place of the parts in braces.
fn addresses(ids: &[(&str, String)]) -> Vec<String> {
    let pages = PAGES.iter().filter(|(_, methods)| methods.contains(&"get")).map(|(page, _)| *page);
    let rest = ROUTES.iter().filter(|(method, _)| *method == "GET").map(|(_, route)| *route);
    let endpoints = ["/saml/idp/metadata", "/saml/idp/sso", "/saml/idp/slo", "/healthz", "/readyz", "/"];
    let routes = pages.chain(rest).chain(endpoints);
    routes.flat_map(|route| filled(route, ids)).collect()
}

/// A route with each id that there is for its first part, and with one of nobody where there is none.
fn filled(route: &str, ids: &[(&str, String)]) -> Vec<String> {
    let Some((before, rest)) = route.split_once('{') else { return vec![route.to_owned()] };
    let (name, after) = rest.split_once('}').unwrap();
    let kind = if name == "id" { before.split('/').rev().nth(1).unwrap_or_default() } else { name };
    let mut known: Vec<&str> =
        ids.iter().filter(|(of, _)| *of == kind).map(|(_, id)| id.as_str()).take(2).collect();
    if known.is_empty() {
        known.push("0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b");
    }
    known.iter().flat_map(|id| filled(&format!("{before}{id}{after}"), ids)).collect()
}

#[tokio::test]
async fn b_23_no_get_of_any_address_changes_a_row() {
    let site = Site::with_pages().await;
    let (two, form) = (
        Party::new("two.example", "Two").told_by(Redirect),
        Party::new("form.example", "Form").told_by(Post),
    );
    two.register(&site).await;
    form.register(&site).await;
    site.administrator().await;
    // A logout that is going on, and a sign-on that is waiting.
    let leaving = Browser::default();
    two.signs_on(&site, &leaving, "scott").await;
    form.signs_on(&site, &leaving, "scott").await;
    let page = leaving.get(&site, &format!("{MY}/logout")).await;
    let ended = leaving.submit(&site, &page.form("form[action$='/logout']").unwrap()).await;
    let coming = Browser::default();
    let asked = coming.get(&site, &two.asks(|_| {}, None)).await;
    let admin = Browser::default();
    let page = admin.get(&site, &format!("{MY}/login")).await;
    let form = page.form_with_button("Sign in").unwrap();
    let form = form.fill("identifier", "admin@smartplan.example").unwrap();
    let home = admin.submit(&site, &form.fill("password", PASSWORD).unwrap()).await;
    assert_eq!(home.status, 303, "{}", home.body);

    let mut ids = site.ids().await;
    let last = |page: &identity_tests::page::Page| {
        page.location().unwrap().path().rsplit('/').next().unwrap().to_owned()
    };
    ids.push(("logout", last(&ended)));
    ids.push(("flow", last(&asked)));
    let addresses = addresses(&ids);
    assert!(addresses.len() > 60, "{addresses:?}");
    let before = site.dump().await;
    assert_eq!(follow(&leaving, &site, &ended).await.frames().len(), 2);
    for address in &addresses {
        for browser in [&admin, &leaving, &coming, &Browser::default()] {
            let shown = browser.get(&site, &format!("{MY}{address}")).await;
            assert!(shown.status < 500, "{address}: {}", shown.body);
        }
        assert_eq!(before, site.dump().await, "{address} changes something");
    }
    // What was going on goes on.
    assert!(follow(&coming, &site, &asked).await.form_with_button("Sign in").is_ok());
}

/// Who only looks whether there is something uses nothing up.
#[tokio::test]
async fn f_13_a_head_request_uses_nothing_up() {
    let site = Site::with_pages().await;
    let party = Party::new("two.example", "Two").told_by(Redirect);
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    let asks = party.asks(|_| {}, None);
    let begun = browser.get(&site, &party.asks(|_| {}, None)).await;
    let identity_web::saml::messages::logout::SignedMessage::Redirect(leaves) =
        party.asks_for_logout(&known.name_id, &[], identity_web::saml::Binding::Redirect, None)
    else {
        panic!("not a redirect")
    };
    let before = site.dump().await;
    for address in [asks.as_str(), begun.location().unwrap().as_str(), leaves.as_str()] {
        assert_eq!(browser.head(&site, address).await.status, 204, "{address}");
    }
    assert_eq!(before, site.dump().await);
    let answer = party.reaches(&site, &browser, "scott", &asks).await;
    assert!(answer.saml_form().is_some());
}
