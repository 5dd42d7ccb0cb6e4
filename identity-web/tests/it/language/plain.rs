//! The pages of a service provider without templates of its own, in the pseudo-language.

use super::pseudo::{PSEUDO, pseudo};
use super::visible::assert_translated;
use axum::body::to_bytes;
use axum::response::Response;
use http::HeaderMap;
use http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderValue};
use identity_core::SeededEntropy;
use identity_web::language::Languages;
use identity_web::saml::bindings::endpoint::Endpoint;
use identity_web::saml::bindings::post_form::PostForm;
use identity_web::saml::bindings::redirect::Carries;
use identity_web::saml::web::PlainPages;
use identity_web::saml::web::presenter::{Presenter as _, SamlProblem, SamlProblemKind};
use std::collections::BTreeMap;

const REFERENCE: &str = "7Q2M-4K8D";
const SERVICE: &str = "https://idp.example";

fn asks_for(language: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(language))])
}

fn problem(kind: SamlProblemKind) -> SamlProblem {
    let retry = Some("/saml/sp/login".to_owned());
    SamlProblem { kind, reference: REFERENCE.to_owned(), retry, said: Some("①".to_owned()) }
}

async fn html(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn every_plain_page_is_in_the_language_of_the_catalogue() {
    let pages = PlainPages::default().languages(pseudo("MySmartPlan").1);
    let action = Endpoint::parse(&format!("{SERVICE}/slo")).unwrap();
    let form = PostForm::new(&action, Carries::Request, "<r/>", None, &SeededEntropy::new(1));
    let asked = asks_for(PSEUDO);
    let mut shown = vec![("onward".to_owned(), html(pages.onward(&form, SERVICE, &asked)).await)];
    for kind in SamlProblemKind::ALL {
        shown.push((format!("{kind:?}"), html(pages.problem(&problem(kind), &asked)).await));
    }
    for (name, page) in shown {
        assert_translated(&name, &page, &[SERVICE, REFERENCE]);
        assert!(page.contains(&format!("<html lang=\"{PSEUDO}\"")), "{name}: {page}");
    }
}

#[tokio::test]
async fn a_plain_page_in_a_language_from_the_right_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("ar")).unwrap();
    std::fs::write(folder.path().join("ar/page.ftl"), "problem-back = \u{639}\n").unwrap();
    let languages = Languages::new(Some(folder.path()), "en", &[], &BTreeMap::new()).unwrap();
    let pages = PlainPages::default().languages(languages);
    let page = html(pages.problem(&problem(SamlProblemKind::Over), &asks_for("ar"))).await;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    let page = html(pages.problem(&problem(SamlProblemKind::Over), &asks_for("en"))).await;
    assert!(page.contains("<html lang=\"en\">"), "{page}");
}

#[tokio::test]
async fn a_plain_page_is_in_the_language_that_the_browser_asks_for() {
    let pages = PlainPages::default().languages(pseudo("MySmartPlan").1);
    let page = pages.problem(&problem(SamlProblemKind::Over), &asks_for("en"));
    assert_eq!(page.headers()[CONTENT_LANGUAGE], "en");
    let page = html(page).await;
    assert!(page.contains("<html lang=\"en\"") && page.contains("This sign-in has ended"), "{page}");
}
