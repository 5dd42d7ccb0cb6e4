//! An administrator registers an application of each kind, and people use them at once.

use super::{ACS, ENTITY, MY, answered, registered, scott, sign_on, site};
use crate::support::browser::Browser;
use crate::support::site::World;
use http::StatusCode;

#[tokio::test]
async fn an_application_by_saml_is_registered_and_signed_in_to_without_a_restart() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut susan = Browser { app: site.clone(), ..world.susan().await };
    assert_eq!(answered(&sign_on(&mut susan, "_before").await), None, "nobody knows the wiki yet");
    let mut scott = scott(&world, &site).await;
    let list = scott.open("/").await;
    assert!(list.find("nav a", "href").contains(&"/applications".to_owned()));
    let new = scott.open("/applications/new").await;
    assert_eq!(new.link("An application by SAML 2.0"), "/applications/new/saml");
    let page = registered(&mut scott, "everybody").await;
    assert!(page.text().contains("The application is registered."), "{}", page.text());
    for words in [ENTITY, ACS, "Open", &format!("{MY}/saml/idp/metadata"), &format!("{MY}/saml/idp/sso")] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let told = answered(&sign_on(&mut susan, "_first").await).expect("the wiki is answered");
    assert!(told.contains("status:Success") && told.contains(ACS), "{told}");
    let path = page.path.split('?').next().unwrap().to_owned();
    let page = scott.open(&path).await;
    assert!(page.text().contains("Signed in"), "{}", page.text());
    // Disabled, nobody is signed in to it; enabled again, everybody is.
    let ask = scott.open(&format!("{path}/opening/disabled")).await;
    assert!(ask.text().contains("Nobody signs in to Wiki any more"), "{}", ask.text());
    let page = scott.submit(&ask, &format!("{path}/opening/disabled"), &[]).await;
    assert!(page.text().contains("Disabled"), "{}", page.text());
    assert_eq!(answered(&sign_on(&mut susan, "_second").await), None);
    let ask = scott.open(&format!("{path}/opening/everybody")).await;
    scott.submit(&ask, &format!("{path}/opening/everybody"), &[]).await;
    assert!(answered(&sign_on(&mut susan, "_third").await).is_some());
    // Another name and another service, which Susan has no role for.
    let edit = scott.open(&format!("{path}/edit")).await;
    let fields = [("name", "Handbook"), ("service", "reports"), ("opening", "everybody")];
    let page = scott.submit(&edit, &format!("{path}/edit"), &fields).await;
    assert!(page.text().contains("Handbook") && page.text().contains("reports"), "{}", page.text());
    let refused = sign_on(&mut susan, "_fourth").await;
    assert!(refused.text().contains("Handbook"), "{}", refused.text());
    let page = scott.open(&path).await;
    assert!(page.text().contains("The person may not use this application now"), "{}", page.text());
    let ask = scott.open(&format!("{path}/delete")).await;
    let list = scott.submit(&ask, &format!("{path}/delete"), &[]).await;
    assert!(list.text().contains("The application is deleted."), "{}", list.text());
    assert_eq!(scott.open(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn on_trial_only_those_who_manage_applications_sign_in() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut susan = Browser { app: site.clone(), ..world.susan().await };
    let mut scott = scott(&world, &site).await;
    let page = registered(&mut scott, "trial").await;
    assert!(page.text().contains("On trial"), "{}", page.text());
    let refused = sign_on(&mut susan, "_susan").await;
    assert!(refused.text().contains("is being tried out and is not open yet"), "{}", refused.text());
    let told = answered(&sign_on(&mut scott, "_scott").await).expect("Scott tries it");
    assert!(told.contains("status:Success"), "{told}");
    let path = page.path.split('?').next().unwrap().to_owned();
    let page = scott.open(&path).await;
    assert!(page.text().contains("Open it for everybody when it works"), "{}", page.text());
    let told = page.find("main a[href$='/saml']", "href");
    assert_eq!(told, [format!("{path}/saml")]);
    assert_eq!(scott.open(&told[0]).await.status, StatusCode::OK, "what it is told is one step away");
    let ask = scott.open(&format!("{path}/opening/everybody")).await;
    scott.submit(&ask, &format!("{path}/opening/everybody"), &[]).await;
    assert!(answered(&sign_on(&mut susan, "_open").await).is_some());
}

#[tokio::test]
async fn an_application_by_openid_connect_is_registered_and_its_secret_is_shown_once() {
    const NEW: &str = "/applications/new/openid";
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let form = scott.open(NEW).await;
    let wanted = [
        ("name", "Reports"),
        ("service", "intranet"),
        ("redirect_uris", "https://reports.example.com/callback\r\n  https://reports.example.com/other "),
        ("authentication", "client_secret"),
        ("scopes", "reports.read  reports.write"),
        ("id_token_algorithm", "ES256"),
        ("options", "refresh_tokens"),
        ("opening", "everybody"),
    ];
    let shown = scott.submit(&form, NEW, &wanted).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    let (client, secret) = (shown.words("#client-id"), shown.words("#client-secret"));
    let path = shown.link("I have copied it");
    let page = scott.open(&path).await;
    for words in
        ["https://reports.example.com/other", "reports.read", "ES256", &client, &format!("{MY}/oauth2/token")]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.html.contains(&secret), "it was shown once");
    // The form shows all that is registered, and changes what is changed.
    let edit = scott.open(&format!("{path}/edit")).await;
    let lines = edit.words("#redirect_uris");
    assert_eq!(lines, "https://reports.example.com/callback\nhttps://reports.example.com/other");
    let fields: Vec<_> =
        wanted.iter().map(|field| if field.0 == "name" { ("name", "Figures") } else { *field }).collect();
    let page = scott.submit(&edit, &format!("{path}/edit"), &fields).await;
    assert!(page.text().contains("Figures") && page.text().contains("The application is changed."));
    // Another secret, after a question.
    let ask = scott.open(&format!("{path}/secret")).await;
    let shown = scott.submit(&ask, &format!("{path}/secret"), &[]).await;
    assert!(!shown.words("#client-secret").is_empty() && shown.words("#client-secret") != secret);
}

#[tokio::test]
async fn a_program_is_registered_and_gets_a_token() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let form = scott.open("/applications/new/program").await;
    let wanted = [("name", "Robot"), ("authentication", "client_secret"), ("opening", "everybody")];
    let shown = scott.submit(&form, "/applications/new/program", &wanted).await;
    let (client, secret) = (shown.words("#client-id"), shown.words("#client-secret"));
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", client.as_str()),
        ("client_secret", secret.as_str()),
    ];
    let mut robot = World::browser_of(site);
    assert_eq!(robot.post("/oauth2/token", &fields).await.status, StatusCode::OK);
    let path = shown.link("I have copied it");
    let ask = scott.open(&format!("{path}/opening/disabled")).await;
    scott.submit(&ask, &format!("{path}/opening/disabled"), &[]).await;
    assert_eq!(robot.post("/oauth2/token", &fields).await.status, StatusCode::UNAUTHORIZED);
}
