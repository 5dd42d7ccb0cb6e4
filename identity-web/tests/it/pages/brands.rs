//! How pages and mails look for an organisation, an application, and the whole deployment.

use crate::support::browser::{Browser, Shown};
use crate::support::site::World;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION};
use http::{Request, StatusCode};
use identity_core::domain::AssertionConsumerService;
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::values::EntityId;
use tower::ServiceExt as _;

/// Sixteen times sixteen transparent pixels, as a drawing program writes it.
fn png() -> Vec<u8> {
    use base64::Engine as _;
    let text = "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAEklEQVR4nGNgGAWjYBSMAggAAAQQAAFVN1rQAAAAAElFTkSuQmCC";
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

/// Sends a file with a form, as a browser does without scripts.
async fn upload(browser: &mut Browser, page: &Shown, action: &str, file: &[u8]) -> Shown {
    let token = page.token(action);
    let part = |head: &str, body: &[u8]| {
        [format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
    };
    let body = [
        part("name=\"csrf\"", token.as_bytes()),
        part("name=\"logo\"; filename=\"logo.png\"", file),
        b"--b--\r\n".to_vec(),
    ]
    .concat();
    let cookies: Vec<_> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = Request::post(action)
        .header(HOST, &browser.host)
        .header(COOKIE, cookies.join("; "))
        .header(CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    let (parts, body) = browser.app.clone().oneshot(request).await.unwrap().into_parts();
    if let Some(to) = parts.headers.get(LOCATION) {
        return browser.open(to.to_str().unwrap()).await;
    }
    let html = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    Shown { status: parts.status, path: action.to_owned(), headers: parts.headers, html }
}

/// What a file of the brand is served as.
async fn file(browser: &Browser, path: &str) -> (StatusCode, http::HeaderMap, Vec<u8>) {
    let request = Request::get(path).header(HOST, &browser.host).body(Body::empty()).unwrap();
    let (parts, body) = browser.app.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, to_bytes(body, 1 << 20).await.unwrap().to_vec())
}

fn stylesheets(page: &Shown) -> Vec<String> {
    page.find("link[rel=stylesheet]", "href")
}

#[tokio::test]
async fn a_contact_person_gives_the_pages_of_the_organisation_a_look_after_seeing_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let path = format!("{organization}/brand");
    let page = jeremy.open(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    // A colour that cannot be read is refused with the figure and one that would do.
    let wrong = jeremy.submit(&page, &path, &[("name", "City Group"), ("accent", "#ffcc00")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = wrong.text();
    assert!(words.contains("The contrast of this colour is 1.37, and text needs 4.5."), "{words}");
    let would_do = words.split_whitespace().find(|word| word.starts_with('#') && *word != "#0b6e5f").unwrap();
    let fields = [("name", "City Group"), ("accent", would_do), ("sender_name", "City Group")];
    let drafted = jeremy.submit(&wrong, &path, &fields).await;
    assert!(drafted.text().contains("You have a draft"), "{}", drafted.text());
    // The draft is in the preview, and nowhere else.
    let preview = jeremy.open(&format!("{path}/preview?scheme=dark")).await;
    assert!(preview.everything().contains("City Group") && preview.html.contains("content=\"dark\""));
    assert_eq!(preview.headers["x-frame-options"], "SAMEORIGIN");
    let colours = stylesheets(&preview).pop().unwrap();
    assert_eq!(colours, format!("/brand/colours/{}-none.css?scheme=dark", &would_do[1..]));
    let mail = jeremy.open(&format!("{path}/preview?show=mail")).await;
    assert!(mail.html.contains("City Group (MySmartPlan)") && mail.html.contains(would_do), "{}", mail.html);
    assert!(mail.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
    let home = jeremy.open("/").await;
    assert!(home.find("title", "lang").is_empty() && !home.html.contains("– City Group</title>"));
    // Published, those who act for the organisation see it, and nobody else does.
    let shown = jeremy.submit(&drafted, &format!("{path}/publish"), &[]).await;
    assert!(shown.everything().contains("The new look is published"), "{}", shown.everything());
    let history = world.scott().await.open(&format!("{organization}/history")).await;
    assert!(history.text().contains("Look published"), "{}", history.text());
    let home = jeremy.open("/").await;
    assert!(home.html.contains("– City Group</title>"), "{}", home.html);
    let colours = stylesheets(&home).pop().unwrap();
    let (status, headers, css) = file(&jeremy, &colours).await;
    assert_eq!(status, StatusCode::OK);
    assert!(String::from_utf8(css).unwrap().contains(&format!("--accent:{would_do}")));
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    let scott = world.scott().await.open("/").await;
    assert!(scott.html.contains("– MySmartPlan</title>"));
    assert!(world.browser().open("/login").await.html.contains("– MySmartPlan</title>"));
    // A sender's name poses as nobody: its mails name the deployment beside it.
    let mut jeremy_again = world.scott().await;
    let form = jeremy_again.open(&format!("{organization}/invite")).await;
    let invite = [("email", "new@citygroup.example"), ("roles", "viewer"), ("expires_in", "7")];
    jeremy_again.submit(&form, &format!("{organization}/invite"), &invite).await;
    let mail = world.mails_to("new@citygroup.example").await.remove(0);
    assert!(mail.contains("City Group (MySmartPlan)"), "{mail}");
    // What is emptied looks as it does elsewhere.
    let page = jeremy.open(&path).await;
    let page = jeremy.submit(&page, &path, &[]).await;
    jeremy.submit(&page, &format!("{path}/publish"), &[]).await;
    assert!(jeremy.open("/").await.html.contains("– MySmartPlan</title>"));
}

#[tokio::test]
async fn w_06_a_logo_is_an_image_and_nothing_else() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let path = format!("{organization}/brand");
    let logo = format!("{path}/logo");
    let page = jeremy.open(&path).await;
    for (bad, words) in [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "This is no PNG image"),
        (Vec::new(), "This is no PNG image"),
        (vec![0; 40 * 1024], "larger than 32 kilobytes"),
    ] {
        let refused = upload(&mut jeremy, &page, &logo, &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(words), "{}", refused.text());
    }
    let drafted = upload(&mut jeremy, &page, &logo, &[png(), b"<script>".to_vec()].concat()).await;
    let address = drafted.find("main img.logo", "src").remove(0);
    let (status, headers, served) = file(&jeremy, &address).await;
    assert_eq!((status, served), (StatusCode::OK, png()));
    assert_eq!(headers["content-type"], "image/png");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'; frame-ancestors 'none'");
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    assert!(headers.get("set-cookie").is_none());
    // The header shows it once it is published, and no longer once it is removed.
    let shown = jeremy.submit(&drafted, &format!("{path}/publish"), &[]).await;
    assert_eq!(shown.find("header img.logo", "src"), [address.as_str()]);
    let removed = jeremy.submit(&shown, &format!("{path}/logo/remove"), &[]).await;
    let removed = jeremy.submit(&removed, &format!("{path}/publish"), &[]).await;
    assert!(removed.find("img.logo", "src").is_empty());
    assert_eq!(file(&jeremy, &address).await.0, StatusCode::NOT_FOUND);
    // Without the token of the form nothing is taken, and no colour of an address is unreadable.
    let request = Request::post(&logo).header(HOST, &jeremy.host);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=b");
    let forged = request.body(Body::from("--b--\r\n")).unwrap();
    let forged = jeremy.app.clone().oneshot(forged).await.unwrap();
    assert_ne!(forged.status(), StatusCode::OK);
    for odd in ["ffcc00-none", "none-000000", "none", "a-b", "0b6e5f}body-none"] {
        assert_eq!(
            file(&jeremy, &format!("/brand/colours/{odd}.css")).await.0,
            StatusCode::NOT_FOUND,
            "{odd}"
        );
    }
}

#[tokio::test]
async fn staff_give_the_deployment_and_an_application_a_look_that_its_sign_in_has() {
    let world = World::new().await;
    let entity_id = EntityId::parse("https://extranet.example/saml").unwrap();
    let url = "https://extranet.example/acs".to_owned();
    let party =
        RelyingPartySetup::new(entity_id.clone(), "Extranet".parse().unwrap(), "smartplan".parse().unwrap())
            .consumers([AssertionConsumerService { url, index: 0, is_default: true }]);
    world.identity.apply(&Setup::default().relying_parties([party])).await.unwrap();
    let application = world.identity.relying_party(&entity_id).await.unwrap().unwrap().id;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let operator = format!("/organizations/{}", world.test.operator().await.unwrap());
    let page = scott.open(&format!("{operator}/brand")).await;
    let of_application = page.link("Extranet");
    assert_eq!(of_application, format!("/applications/{application}/brand"));
    // The deployment's look is everybody's.
    let fields =
        [("name", "SmartPlan Portal"), ("welcome_en", "Good to see you"), ("help_phone", "+358 9 555 0100")];
    let drafted = scott.submit(&page, &format!("{operator}/brand"), &fields).await;
    scott.submit(&drafted, &format!("{operator}/brand/publish"), &[]).await;
    let sign_in = world.browser().open("/login").await;
    for words in ["Good to see you", "SmartPlan Portal", "+358 9 555 0100"] {
        assert!(sign_in.everything().contains(words), "{words}: {}", sign_in.everything());
    }
    // The application's is that of whoever signs in to it, with what it leaves out from the deployment's.
    let page = scott.open(&of_application).await;
    let fields = [("name", "Extranet"), ("welcome_en", "Welcome to the extranet")];
    let drafted = scott.submit(&page, &of_application, &fields).await;
    assert!(drafted.text().contains("You have a draft"), "{}", drafted.text());
    scott.submit(&drafted, &format!("{of_application}/publish"), &[]).await;
    let path = format!("/login?return_to=/applications/{application}/start");
    let sign_in = world.browser().open(&path).await;
    assert!(sign_in.text().contains("Welcome to the extranet"), "{}", sign_in.text());
    assert!(sign_in.html.contains("– Extranet</title>") && sign_in.everything().contains("+358 9 555 0100"));
    assert!(!world.browser().open("/login").await.text().contains("extranet"));
    // A contact person sees neither page, and whoever asks for an unknown application learns the same.
    for page in [of_application, format!("/applications/{}/brand", uuid::Uuid::nil())] {
        assert_eq!(jeremy.open(&page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_ne!(jeremy.open(&format!("{operator}/brand")).await.status, StatusCode::OK);
    // Where people sign in they are of no organisation yet, so an organisation has no line of welcome.
    let of_organization = jeremy.open(&format!("{organization}/brand")).await;
    assert!(of_organization.find("input[name=name]", "id").len() == 1, "{}", of_organization.text());
    assert!(of_organization.find("input[name^=welcome]", "id").is_empty());
}
