//! Programs through the pages: given a mandate and a role, looked at, and stopped.

use crate::support::browser::Browser;
use crate::support::site::{PASSWORD, SUSAN, World};
use http::StatusCode;
use identity_core::secrets::SecretToken;
use identity_core::setup::{OpenIdSetup, Setup};

/// Declares a program; gives its client id.
async fn robot(world: &World) -> String {
    let secret = SecretToken::parse("Zc7sYlqvWZ5wTqZ0l3oJ6qS8rV1xQ4mN2kB9hD5fG0A").unwrap();
    let [id, name, service] = ["meter-robot", "Meter robot", "smartplan"];
    let setup = OpenIdSetup::new(id.parse().unwrap(), name.parse().unwrap(), service.parse().unwrap());
    let mut setup = setup.secret(secret);
    setup.client_credentials = true;
    setup.scopes = ["organization.view".parse().unwrap(), "member.view".parse().unwrap()].into();
    world.identity.apply(&Setup::default().openid([setup])).await.unwrap();
    id.to_owned()
}

async fn give_mandate(jeremy: &mut Browser, organization: &str, more: &[(&str, &str)]) -> String {
    let path = format!("{organization}/mandates/new");
    let form = jeremy.open(&path).await;
    let fields = [("role", "contact-person"), ("max_delegation_depth", "0")];
    let shown = jeremy.submit(&form, &path, &[&fields, more].concat()).await;
    shown.everything()
}

#[tokio::test]
async fn a_program_gets_a_mandate_is_seen_and_is_stopped() {
    let world = World::new().await;
    let client = robot(&world).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let unknown = give_mandate(&mut jeremy, &organization, &[("client", "no-such-robot")]).await;
    assert!(unknown.contains("We cannot find an active program"), "{unknown}");
    let onward = [("client", client.as_str()), ("max_delegation_depth", "1")];
    let path = format!("{organization}/mandates/new");
    let form = jeremy.open(&path).await;
    let refused = jeremy.submit(&form, &path, &[&[("role", "contact-person")], &onward[..]].concat()).await;
    assert!(refused.text().contains("A program cannot pass a mandate on"), "{}", refused.text());
    let given = give_mandate(&mut jeremy, &organization, &[("client", &client)]).await;
    assert!(given.contains("The program has the mandate now, and you answer for it."), "{given}");

    let list = jeremy.open(&format!("{organization}/programs")).await;
    assert!(list.text().contains("Meter robot") && list.text().contains("Contact person"), "{}", list.text());
    let pages = list.find("main table a", "href");
    let mut found = None;
    for path in &pages {
        let page = jeremy.open(path).await;
        if page.text().contains("Meter robot") {
            found = Some((path.clone(), page));
        }
    }
    let (path, page) = found.unwrap_or_else(|| panic!("{pages:?}"));
    for words in [
        "Because Jeremy Mills gave it this role on",
        "From Jeremy Mills, who has the role Contact person",
        "Jeremy Mills answers for it.",
        "See the people",
        "Last used here: Not yet",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains("Give and remove roles"), "its registration does not let it");
    let stop = format!("{path}/stop");
    let question = jeremy.open(&stop).await;
    assert!(question.text().contains("loses the role Contact person at City Group"), "{}", question.text());
    let without = jeremy.submit(&question, &stop, &[("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stopped = jeremy.submit(&question, &stop, &[("reason", "It sent wrong figures")]).await;
    assert!(stopped.text().contains("The program was stopped here"), "{}", stopped.text());
    assert!(!stopped.text().contains("Meter robot"), "{}", stopped.text());
    assert_eq!(jeremy.open(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_gets_a_role_by_the_form() {
    let world = World::new().await;
    let client = robot(&world).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let path = format!("{organization}/programs");
    let form = jeremy.open(&path).await;
    for (wrong, words) in [("", "Enter the client ID"), ("nobody", "We cannot find an active program")] {
        let refused = jeremy.submit(&form, &path, &[("client", wrong), ("role", "viewer")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text().contains(words), "{wrong}: {}", refused.text());
    }
    let given = jeremy.submit(&form, &path, &[("client", &client), ("role", "viewer")]).await;
    assert!(given.text().contains("The program has the role now."), "{}", given.text());
    assert!(given.text().contains("Meter robot"));
    let form = jeremy.open(&path).await;
    let again = jeremy.submit(&form, &path, &[("client", &client), ("role", "viewer")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it has it already");
}

#[tokio::test]
async fn the_start_page_opens_each_application_for_its_organisation() {
    let world = World::new().await;
    world.test.add_person("Susan Ward", SUSAN, "crm-1001", "user").await.unwrap();
    let mut susan = world.browser();
    let page = susan.open("/login").await;
    susan.submit(&page, "/login", &[("identifier", SUSAN), ("password", PASSWORD)]).await;
    let home = susan.open("/").await;
    assert_eq!(home.find(".tile a[href^='http://app.']", "href").len(), 1, "{}", home.text());
    assert!(home.find("main h3", "class").is_empty() && home.find(".tile form", "action").is_empty());

    world.feed("crm-1002", "KOKO Media Inc.").await;
    let koko = world.test.organization("crm-1002").await.unwrap();
    world.test.invite(SUSAN, "crm-1002", "user").await.unwrap();
    let path = world.invitation_path(SUSAN).await;
    let page = susan.open(&path).await;
    let action = page.action("/join");
    susan.submit(&page, &action, &[]).await;

    let home = susan.open("/").await;
    assert_eq!(home.find(".tile form", "action").len(), 2, "she acts for none yet: {}", home.text());
    let (ids, to) = (
        home.find(".tile form input[name=organization]", "value"),
        home.find(".tile form input[name=return_to]", "value"),
    );
    let of_koko = ids.iter().position(|id| *id == koko.to_string()).unwrap();
    let fields = [("organization", ids[of_koko].as_str()), ("return_to", to[of_koko].as_str())];
    let opened = susan.submit(&home, "/acting-for/switch", &fields).await;
    assert!(opened.text().contains("You act for KOKO Media Inc. now."), "{}", opened.text());
    assert_eq!(opened.find("main a.button", "href"), ["http://app.smartplan.localhost:8081/"]);
    let home = susan.open("/").await;
    assert_eq!(home.find(".tile form", "action").len(), 1);
    assert_eq!(home.find(".tile a[href^='http://app.']", "href").len(), 1, "{}", home.text());
    assert_eq!(susan.open("/open/reports").await.status, StatusCode::NOT_FOUND);
}
