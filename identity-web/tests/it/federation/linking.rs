//! The pages between an account here and one elsewhere, with a real provider on the other side.

use super::world::{Person, World};
use crate::openid::portal::outside;
use crate::support::browser::Shown;
use crate::support::site::{JEREMY, PASSWORD, SCOTT};
use http::StatusCode;
use identity_core::domain::{LinkPolicy, UnknownPerson};

/// Comes back from the provider, to the page that asks.
async fn asked(world: &World, person: &mut Person) -> Shown {
    let back = person.callback(world).await;
    person.come_back(&back).await
}

/// Presses a button of the page, by the value of its hidden field `step`.
async fn press(person: &mut Person, page: &Shown, step: &str, fields: &[(&str, &str)]) -> Shown {
    let action = page.path.split('?').next().unwrap().to_owned();
    assert!(page.find("input[name=step]", "value").iter().any(|found| found == step), "{}", page.html);
    person.here.submit(page, &action, &[fields, &[("step", step)]].concat()).await
}

#[tokio::test]
async fn branch_c1_the_page_asks_whether_there_is_an_account_and_connects_it() {
    let world = World::by_openid().await;
    world.change(|found| found.rules.unknown = UnknownPerson::ConnectOrCreate).await;
    world.ours.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
    let mut jeremy = world.person();
    let page = asked(&world, &mut jeremy).await;
    assert_eq!(page.words("h1"), "You are signed in with City Group");
    // No choice is made for them, and what the provider said can be corrected.
    assert!(page.find("input[type=radio]", "name").is_empty());
    assert_eq!(page.find("input[name=given_name]", "value"), ["Jeremy"]);
    let page = press(&mut jeremy, &page, "connect", &[]).await;
    let action = page.path.clone();
    let page = jeremy.here.submit(&page, &action, &[("identifier", JEREMY), ("password", PASSWORD)]).await;
    assert_eq!(page.words("h1"), "Connect these two accounts?");
    assert!(page.text().contains("j•••@citygroup.example"), "{}", page.text());
    assert!(world.linked().await.is_empty());
    let page = press(&mut jeremy, &page, "confirm_link", &[]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"));
    assert_eq!(world.linked().await.len(), 1);
    // The next visit asks nothing.
    let mut again = world.person();
    assert_eq!(asked(&world, &mut again).await.path, "/account");
}

#[tokio::test]
async fn branch_c8_the_names_are_shown_before_an_account_is_made() {
    let world = World::by_openid().await;
    world.change(|found| found.rules.unknown = UnknownPerson::ConnectOrCreate).await;
    let mut jeremy = world.person();
    let page = asked(&world, &mut jeremy).await;
    let wrong = press(&mut jeremy, &page, "create", &[("given_name", " "), ("family_name", "Mills")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.find("input[name=family_name]", "value"), ["Mills"]);
    let page =
        press(&mut jeremy, &page, "create", &[("given_name", "Jerry"), ("family_name", "Mills")]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"));
    assert!(page.everything().contains("Jerry Mills"), "{}", page.everything());
}

#[tokio::test]
async fn branch_d30_a_stranger_is_told_how_to_get_in_and_keeps_their_way() {
    let world = World::by_openid().await;
    let mut jeremy = world.person();
    let page = asked(&world, &mut jeremy).await;
    assert_eq!(page.words("h1"), "You cannot sign in like this");
    assert!(page.text().contains("Ask the contact person of your organisation"), "{}", page.text());
    let page = press(&mut jeremy, &page, "other_way", &[]).await;
    // The button of the connection is there, and so is the form.
    assert!(page.html.contains("Sign in with City Group"), "{}", page.text());
    let action = page.path.clone();
    let page = jeremy.here.submit(&page, &action, &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"));
}

#[tokio::test]
async fn branch_c4_the_offer_says_what_it_is_good_for_and_can_be_declined() {
    let world = World::by_openid().await;
    world
        .change(|found| {
            found.rules.linking = LinkPolicy::Offered;
            found.rules.benefits = [("en".to_owned(), "One password less.".to_owned())].into();
        })
        .await;
    let mut scott = world.person();
    let page = scott.here.open("/login?return_to=%2Faccount").await;
    assert!(page.text().contains("One password less."), "{}", page.text());
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/account")];
    let page = scott.here.submit(&page, "/login", &fields).await;
    assert_eq!(page.words("h1"), "Connect your account with City Group?");
    assert!(page.text().contains("One password less."), "{}", page.text());
    let page = press(&mut scott, &page, "never", &[]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"));
}

/// From one's own page: connected in one round trip, and disconnected with a mail.
#[tokio::test]
async fn branch_c9_an_account_is_connected_and_disconnected_on_its_own_page() {
    let world = World::by_openid().await;
    let mut scott = world.person();
    let page = scott.here.open("/login?return_to=%2Faccount%2Flinked").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/account/linked")];
    let page = scott.here.submit(&page, "/login", &fields).await;
    assert_eq!(page.path, "/account/linked");
    let action = format!("/account/linked/{}/connect", world.connection);
    let page = scott.here.submit(&page, &action, &[]).await;
    let to = outside(&page).unwrap_or_else(|| panic!("{page:?}"));
    let shown = scott.sign_in_there(&to).await;
    let back = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
    let page = scott.come_back(&back).await;
    assert_eq!(page.words("h1"), "Connect these two accounts?");
    let page = press(&mut scott, &page, "confirm_link", &[]).await;
    assert_eq!(page.path, "/account/linked");
    let [linked] = world.linked().await.try_into().unwrap();
    let remove = format!("/account/linked/{}/remove", linked.id);
    let page = scott.here.open(&remove).await;
    let page = scott.here.submit(&page, &remove, &[]).await;
    assert!(page.everything().contains("It was disconnected."), "{}", page.everything());
    assert!(world.linked().await.is_empty());
}
