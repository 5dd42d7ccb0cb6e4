//! Which language a request is answered in.

use crate::support::site::World;
use identity_web::page::Brand;
use std::fs;

/// A deployment in English with the start of a Finnish translation.
async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("fi")).unwrap();
    let messages = "sign-in-button = Kirjaudu sisään\nproblem-not-found-title = Sivua ei löydy\n\
                    mail-invitation-accept-here = Hyväksy kutsu tästä:\n";
    fs::write(folder.path().join("fi/texts.ftl"), messages).unwrap();
    let brand = Brand::named("MySmartPlan");
    let languages = brand.languages(Some(folder.path())).unwrap();
    World::of(brand, Some(languages)).await
}

#[tokio::test]
async fn a_page_is_in_the_language_of_the_browser_and_says_so() {
    let world = world().await;
    for (accepted, language, words) in [
        ("fi-FI, en;q=0.5", "fi", "Kirjaudu sisään"),
        ("de, en;q=0.5, fi;q=0.1", "en", "Sign in"),
        ("de", "en", "Sign in"),
    ] {
        let mut browser = world.browser();
        browser.extra_headers.push(("accept-language", accepted));
        let page = browser.open("/login").await;
        assert_eq!(page.headers["content-language"], language, "{accepted}");
        assert!(page.html.contains(&format!("<html lang=\"{language}\"")), "{accepted}");
        assert!(page.text().contains(words), "{accepted}: {}", page.text());
        // What the translation lacks is in English.
        assert!(page.text().contains("Password"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_page_for_what_went_wrong_is_in_the_same_language() {
    let world = world().await;
    let mut browser = world.browser();
    browser.extra_headers.push(("accept-language", "fi"));
    let page = browser.open("/nowhere").await;
    assert_eq!((page.status.as_u16(), &page.headers["content-language"]), (404, &"fi".parse().unwrap()));
    assert!(page.text().contains("Sivua ei löydy"), "{}", page.text());
}

#[tokio::test]
async fn a_persons_own_choice_comes_before_that_of_the_browser() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    world.speaks(crate::support::site::JEREMY, "fi").await;
    jeremy.extra_headers.push(("accept-language", "en"));
    let page = jeremy.open("/account").await;
    assert_eq!(page.headers["content-language"], "fi");
    let lost = jeremy.open("/nowhere").await;
    assert!(lost.text().contains("Sivua ei löydy"), "{}", lost.text());
}
