//! The account page: sessions, own data, and the organisation acted for.

use crate::support::site::{JEREMY, SCOTT, World};
use http::StatusCode;
use identity_core::SeededEntropy;
use identity_core::secrets::SecretToken;

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_all() {
    let world = World::new().await;
    let mut here = world.scott().await;
    let (mut second, mut third) = (world.scott().await, world.scott().await);
    let page = here.open("/account").await;
    assert_eq!(page.find("form[action$='/end']", "action").len(), 2);
    let after = here.submit(&page, &page.action("/end"), &[]).await;
    assert!(after.text().contains("That browser was signed out"));
    let after = here.submit(&after, "/account/sessions/end-others", &[]).await;
    assert!(after.find("form[action$='/end']", "action").is_empty());
    assert!(second.open("/account").await.path.starts_with("/login"));
    assert!(third.open("/account").await.path.starts_with("/login"));
}

#[tokio::test]
async fn own_data_is_checked_and_saved() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let page = scott.open("/account/profile").await;
    let wrong = [("given_name", ""), ("family_name", "Long"), ("username", "a@b")];
    let failed = scott.submit(&page, "/account/profile", &wrong).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(failed.find("[data-error-summary] a", "href"), ["#given_name", "#username"]);
    let right = [("given_name", "Scotty"), ("family_name", "Long"), ("username", "scotty")];
    let saved = scott.submit(&failed, "/account/profile", &right).await;
    assert!(saved.text().contains("Your details were saved"));
    assert_eq!(saved.find("#given_name", "value"), ["Scotty"]);
}

#[tokio::test]
async fn somebody_of_two_organisations_chooses_for_which_to_act() {
    let world = World::new().await;
    let (mut jeremy, city_group) = world.jeremy().await;
    assert!(jeremy.open("/").await.find("a[href='/acting-for']", "href").is_empty());
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=koko").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [
        ("email", JEREMY),
        ("given_name", ""),
        ("family_name", ""),
        ("expires_in", "7"),
        ("roles", "viewer"),
    ];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let invitation = world.invitation_path(JEREMY).await;
    let page = jeremy.open(&invitation).await;
    let joined = jeremy.submit(&page, &page.action("/join"), &[]).await;
    assert!(joined.text().contains("You have accepted the invitation"));

    let page = jeremy.open("/acting-for").await;
    let nothing = jeremy.submit(&page, "/acting-for", &[]).await;
    assert_eq!(nothing.find("[data-error-summary] a", "href"), ["#organization"]);
    let id = koko.trim_start_matches("/organizations/");
    let home = jeremy.submit(&nothing, "/acting-for", &[("organization", id)]).await;
    assert!(home.text().contains("You are acting for another organisation now"));
    assert!(home.html.contains("</span>KOKO Media Inc.</span>"));
    let foreign = jeremy
        .submit(&nothing, "/acting-for", &[("organization", "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b")])
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(jeremy.open(&city_group).await.status, StatusCode::OK);
}

/// Scripts fill the form again, in Chromium: see the story. Without them the page says what to do before it is lost.
#[tokio::test]
async fn u_8_a_form_that_comes_after_the_session_leads_to_the_sign_in_page_and_back_to_itself() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let page = scott.open("/account/profile").await;
    let token = page.token("/account/profile");
    scott.cookies.remove("identity-session");
    scott.extra_headers.push(("referer", "http://my.smartplan.localhost:8080/account/profile"));
    let fields = [("csrf", token.as_str()), ("given_name", "Scotty"), ("family_name", "Long")];
    let lost = scott.post("/account/profile", &fields).await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    assert!(lost.text().contains("we did not save what you sent"), "{}", lost.text());
    assert_eq!(lost.find("[data-keep]", "data-keep").len(), 1, "what was typed is kept in the tab");
    assert!(lost.html.contains("<noscript>"), "without scripts it is not, and the page says so");
    let sign_in = lost.link("Sign in");
    assert_eq!(sign_in, "/login?return_to=%2Faccount%2Fprofile");
    let page = scott.open(&sign_in).await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/account/profile")];
    let back = scott.submit(&page, "/login", &fields).await;
    assert_eq!(back.path, "/account/profile");
    assert_eq!(back.find("#given_name", "value"), ["Scott"], "nothing was done");
}

/// Beside the token, which says to which browser a form was shown, the browser says which site sends it.
#[tokio::test]
async fn w_02_a_form_that_another_site_sends_is_refused() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/profile").await;
    let token = page.token("/account/profile");
    // What is typed is wrong, so that the form is answered with itself where it is taken.
    let fields = [("given_name", ""), ("family_name", "Mills"), ("username", ""), ("csrf", token.as_str())];
    for foreign in [
        vec![("origin", "http://evil.example")],
        vec![("origin", "http://evil.smartplan.localhost:8080"), ("sec-fetch-site", "same-site")],
        vec![("origin", "null"), ("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
    ] {
        jeremy.extra_headers.clone_from(&foreign);
        assert_eq!(
            jeremy.post("/account/profile", &fields).await.status,
            StatusCode::FORBIDDEN,
            "{foreign:?}"
        );
    }
    // Browsers hide the origin on pages whose address is a secret, and some say nothing else.
    for own in [vec![], vec![("sec-fetch-site", "same-origin"), ("origin", "null")], vec![("origin", "null")]]
    {
        jeremy.extra_headers.clone_from(&own);
        assert_eq!(
            jeremy.post("/account/profile", &fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{own:?}"
        );
    }
}

/// Another host of the site can set cookies of the same name, and long ones: neither signs anybody out.
#[tokio::test]
async fn what_other_hosts_put_into_the_cookies_signs_nobody_out() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let own = scott.cookies.remove("identity-session").unwrap();
    let stranger = SecretToken::generate(&SeededEntropy::new(7));
    let long = "a".repeat(9_000);
    for (planted, value) in [
        ("one that could be a session", format!("{}; identity-session={own}", stranger.expose())),
        ("one that could not", format!("a b; identity-session={own}")),
        ("an empty one", format!("; identity-session={own}")),
        ("a long one beside it", format!("{own}; other={long}")),
        ("a long one before it", format!("x; other={long}; identity-session={own}")),
    ] {
        scott.cookies.insert("identity-session".to_owned(), value);
        let page = scott.open("/account").await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"), "{planted}");
    }
}
