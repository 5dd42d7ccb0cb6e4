//! Which language a request is answered in.

use crate::support::site::World;
use identity_web::page::Brand;
use std::fs;

/// A deployment in three languages, with words of its own in one of them and the start of another translation.
async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    for (language, messages) in
        [("fi", "problem-not-found-title = Sivua ei löydy\n"), ("de", "sign-in-button = Anmelden\n")]
    {
        fs::create_dir(folder.path().join(language)).unwrap();
        fs::write(folder.path().join(language).join("texts.ftl"), messages).unwrap();
    }
    let brand = Brand::named("MySmartPlan");
    let languages = brand.languages(Some(folder.path())).unwrap();
    World::of(brand, Some(languages)).await
}

#[tokio::test]
async fn a_page_is_in_the_language_of_the_browser_and_says_so() {
    let world = world().await;
    for (accepted, language, words) in [
        ("fi-FI, en;q=0.5", "fi", "Kirjaudu sisään"),
        ("de, en;q=0.5, fi;q=0.1", "de", "Anmelden"),
        ("pl, en;q=0.5, fi;q=0.1", "en", "Sign in"),
        ("pl", "en", "Sign in"),
    ] {
        let mut browser = world.browser();
        browser.extra_headers.push(("accept-language", accepted));
        let page = browser.open("/login").await;
        assert_eq!(page.headers["content-language"], language, "{accepted}");
        assert!(page.html.contains(&format!("<html lang=\"{language}\"")), "{accepted}");
        assert!(page.text().contains(words), "{accepted}: {}", page.text());
        // What a translation lacks is in English.
        let password = if language == "fi" { "Salasana" } else { "Password" };
        assert!(page.text().contains(password), "{}", page.text());
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
