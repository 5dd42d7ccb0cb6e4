//! A connection from its set-up to its end.

use super::{MY, openid_provider, path, scott, set_up, site};
use crate::support::browser::Browser;
use crate::support::site::World;
use http::StatusCode;

#[tokio::test]
async fn a_connection_is_set_up_on_trial_enabled_changed_disabled_and_removed() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    assert!(scott.open("/").await.find("nav a", "href").contains(&"/connections".to_owned()));
    let issuer = openid_provider("").await;
    let shown = set_up(&mut scott, "/connections", &issuer).await;
    assert_eq!((shown.status, shown.words("h1")), (StatusCode::OK, "Example".to_owned()), "{}", shown.text());
    for words in ["on trial", "not tried yet", &issuer, "client-1", &format!("{MY}/federation/oidc/callback")]
    {
        assert!(shown.text().contains(words), "{words}: {}", shown.text());
    }
    assert!(!shown.html.contains("s3cret-word"), "the secret is never shown");
    let page = path(&shown);
    let ask = scott.open(&format!("{page}/state/enabled")).await;
    let enabled = scott.submit(&ask, &format!("{page}/state/enabled"), &[]).await;
    assert!(enabled.text().contains("In use"), "{}", enabled.text());
    assert!(enabled.text().contains("Nobody has tried this connection"), "{}", enabled.text());
    let edit = scott.open(&format!("{page}/edit")).await;
    assert!(!edit.html.contains("s3cret-word"));
    let fields =
        [("name", "Example 2"), ("client_id", "client-2"), ("client_secret", ""), ("scopes", "email")];
    let changed = scott.submit(&edit, &format!("{page}/edit"), &fields).await;
    assert!(
        changed.text().contains("client-2") && changed.text().contains("Example 2"),
        "{}",
        changed.text()
    );
    let ask = scott.open(&format!("{page}/state/disabled")).await;
    assert!(scott.submit(&ask, &format!("{page}/state/disabled"), &[]).await.text().contains("Disabled"));
    let ask = scott.open(&format!("{page}/remove")).await;
    let list = scott.submit(&ask, &format!("{page}/remove"), &[]).await;
    assert!(list.text().contains("There is no connection yet"), "{}", list.text());
    assert_eq!(scott.open(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn o_12_a_provider_that_calls_itself_otherwise_or_is_down_is_not_enabled() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    for issuer in [openid_provider("https://login.example.com").await, "http://127.0.0.1:9".to_owned()] {
        let page = path(&set_up(&mut scott, "/connections", &issuer).await);
        let ask = scott.open(&format!("{page}/state/enabled")).await;
        let refused = scott.submit(&ask, &format!("{page}/state/enabled"), &[]).await;
        assert!(refused.text().contains("calls itself otherwise"), "{issuer}: {}", refused.text());
        assert!(scott.open(&page).await.text().contains("On trial"), "{issuer}");
    }
}

#[tokio::test]
async fn of_google_only_the_client_id_and_the_secret_are_asked() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let new = "/connections/new/google";
    let form = scott.open(new).await;
    assert_eq!(form.find("main input:not([type=hidden])", "name"), ["client_id", "client_secret"]);
    let without = scott.submit(&form, new, &[("client_id", "1.apps.googleusercontent.com")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("client_id", "1.apps.googleusercontent.com"), ("client_secret", "s3cret")];
    let shown = scott.submit(&form, new, &fields).await;
    assert_eq!(shown.words("h1"), "Google", "{}", shown.text());
    assert!(shown.text().contains("https://accounts.google.com"), "{}", shown.text());
}

#[tokio::test]
async fn a_contact_person_manages_the_connections_of_the_own_organisation() {
    let world = World::new().await;
    let site = site(&world).await;
    let (jeremy, organization) = world.jeremy().await;
    let mut jeremy = Browser { app: site.clone(), ..jeremy };
    let list = format!("{organization}/connections");
    assert!(jeremy.open(&organization).await.find("main nav a", "href").contains(&list));
    assert!(!jeremy.open("/").await.find("nav a", "href").contains(&"/connections".to_owned()));
    assert_eq!(jeremy.open("/connections").await.status, StatusCode::NOT_FOUND);
    assert_eq!(jeremy.open(&format!("{list}/new/google")).await.status, StatusCode::NOT_FOUND);
    let issuer = openid_provider("").await;
    let own = set_up(&mut jeremy, &list, &issuer).await;
    assert!(own.text().contains("City Group, Inc."), "{}", own.text());
    assert!(jeremy.open(&list).await.text().contains("Example"));
    let mut scott = scott(&world, &site).await;
    assert!(!scott.open("/connections").await.text().contains("Example"), "it is not for everybody");
    let everybodys = path(&set_up(&mut scott, "/connections", &issuer).await);
    let unknown = format!("/connections/{}", uuid::Uuid::nil());
    for page in ["", "/edit", "/rules", "/only", "/domains", "/state/disabled", "/remove"] {
        let found = jeremy.open(&format!("{everybodys}{page}")).await;
        let unknown = jeremy.open(&format!("{unknown}{page}")).await;
        assert_eq!((found.status, found.words("h1")), (StatusCode::NOT_FOUND, unknown.words("h1")), "{page}");
    }
}

#[tokio::test]
async fn rules_are_set_in_plain_words_and_shown_on_the_page() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let page = path(&set_up(&mut scott, "/connections", &openid_provider("").await).await);
    let rules = format!("{page}/rules");
    let form = scott.open(&rules).await;
    assert_eq!(form.find("input[name=unknown][checked]", "value"), ["refuse"]);
    let wrong = [("unknown", "connect"), ("linking", "offered"), ("levels", "low"), ("least_level", "high")];
    let refused = scott.submit(&form, &rules, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Write one of the levels above"), "{}", refused.text());
    let fields = [
        ("unknown", "connect_or_create"),
        ("linking", "offered"),
        ("ask_again_days", "7"),
        ("options", "preferred"),
        ("benefit_en", "One account for everything."),
        ("levels", "low\nhigh"),
        ("least_level", "high"),
    ];
    let shown = scott.submit(&form, &rules, &fields).await;
    for words in [
        "connects their account here, or makes a new one",
        "is asked to connect it",
        "asked again after 7 days",
        "before the password",
        "level high is needed",
    ] {
        assert!(shown.text().contains(words), "{words}: {}", shown.text());
    }
    let form = scott.open(&rules).await;
    assert_eq!(form.find("input[name=benefit_en]", "value"), ["One account for everything."]);
    assert_eq!(form.words("textarea[name=levels]"), "low\nhigh");
}

#[tokio::test]
async fn nobody_is_told_to_sign_in_by_it_alone_before_it_was_tried() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let page = path(&set_up(&mut scott, "/connections", &openid_provider("").await).await);
    let only = format!("{page}/only");
    let form = scott.open(&only).await;
    assert!(form.text().contains("no longer with a password"), "{}", form.text());
    let keeper = form.find("input[name=break_glass]", "value");
    assert_eq!(keeper.len(), 1, "Scott alone manages connections and has a password");
    let fields = [("only_from", "2027-01-01"), ("break_glass", keeper[0].as_str())];
    let refused = scott.submit(&form, &only, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Try it first"), "{}", refused.text());
}
