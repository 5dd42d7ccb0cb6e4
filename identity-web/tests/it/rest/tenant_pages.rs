//! The two customers again, on every page.

use super::tenants::{Two, amounts, two};
use crate::support::api::{Who, World};
use crate::support::counted::Step;
use crate::support::routes::Ids;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, HOST};
use http::{Request, StatusCode};
use identity_core::ids::UserId;
use identity_web::page::csrf::Csrf;
use identity_web::pages::PAGES;
use tower::ServiceExt;

const BROWSER: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Pages whose address holds a secret of one person, or something that this person's own browser alone has begun, or
/// nothing of anybody's.
const NOBODYS: &[&str] = &[
    // These name an application, which is the deployment's.
    "/applications/new/{kind}",
    "/applications/{id}",
    "/applications/{id}/edit",
    "/applications/{id}/metadata",
    "/applications/{id}/metadata/save",
    "/applications/{id}/opening/{opening}",
    "/applications/{id}/secret",
    "/applications/{id}/delete",
    "/applications/{id}/start",
    "/applications/{id}/brand",
    "/applications/{id}/brand/logo",
    "/applications/{id}/brand/logo/remove",
    "/applications/{id}/brand/publish",
    "/applications/{id}/brand/discard",
    "/applications/{id}/brand/preview",
    "/applications/{id}/saml",
    "/applications/{id}/saml/attributes",
    "/applications/{id}/saml/attributes/{attribute}/remove",
    // These name a connection, of which there is none.
    "/connections/new/{kind}",
    "/connections/{id}",
    "/connections/{id}/edit",
    "/connections/{id}/rules",
    "/connections/{id}/only",
    "/connections/{id}/metadata",
    "/connections/{id}/metadata/save",
    "/connections/{id}/domains",
    "/connections/{id}/domains/{domain}/remove",
    "/connections/{id}/state/{state}",
    "/connections/{id}/remove",
    // The secret of one mail.
    "/sign-in-domains/{id}/{token}",
    // Files for everybody.
    "/brand/{brand}/{file}",
    "/brand/colours/{file}",
    "/flow/{id}",
    "/flow/{id}/connections/{connection}",
    "/logout/{id}",
    "/logout/{id}/answer",
    "/logout/{id}/tell/{participant}",
    "/invitations/{token}",
    "/recover/{token}",
    "/contacts/{token}",
    // Made to be handed on by the inviter: it tells the organisation's name to whoever was given the id.
    "/invitations/open/{id}",
    "/invitations/open/{id}/accept",
    "/invitations/open/{id}/connections/{connection}",
    "/invitations/open/{id}/join",
    "/invitations/open/{id}/add-address",
    "/invitations/open/{id}/sign-out",
    // An application, which is nobody's; it opens for those who can use it.
    "/open/{service}",
    "/assets/{file}",
    "/logout",
];

/// The address of a page about the things of `at`, with `below` for what lies below the organisation; `None` for those
/// that name nothing. Panics for a placeholder in an address that has no value here.
pub(crate) fn address(page: &str, at: &Ids, below: &Ids) -> Option<String> {
    if NOBODYS.contains(&page) || !page.contains('{') {
        return None;
    }
    let of_id = match page.split('/').nth(1).unwrap() {
        "organizations" => &at.organization,
        "account" => &at.session,
        "mandates" => &at.mandate,
        _ => "{id}",
    };
    let path = page.replace("{id}", of_id).replace("{organization}", &at.organization);
    let path = path.replace("{user}", &below.user).replace("{grant}", &below.grant);
    let path = path.replace("{invitation}", &below.invitation).replace("{mandate}", &below.mandate);
    let path = path.replace("{state}", "locked").replace("{role}", "viewer");
    // A credential of the person, of which nobody else learns that it is there.
    let path = path.replace("{credential}", &at.session).replace("{approval}", &at.session);
    let path = path.replace("{act}", "reset_authenticators").replace("{client}", &below.user);
    let path = path.replace("{kind}", "openid").replace("{linked}", &at.session);
    assert!(!path.contains('{'), "say in tenant_pages.rs what the parts of {page} are");
    Some(path)
}

/// What the form of a new connection sends.
const NEW_CONNECTION: &[(&str, &str)] =
    &[("name", "Taken over"), ("issuer", "https://login.example.com"), ("client_id", "client")];

/// What a form of this page sends.
fn fields(page: &str) -> &'static [(&'static str, &'static str)] {
    if page.ends_with("/people/new") {
        return &[
            ("given_name", "Made"),
            ("email", "made@elsewhere.example"),
            ("roles", "viewer"),
            ("password_link", "mail"),
        ];
    }
    if page.ends_with("/programs/{client}/stop") {
        return &[("reason", "It sent wrong figures.")];
    }
    match page.rsplit('/').next().unwrap() {
        "programs" => &[("client", "crm"), ("role", "viewer")],
        "grants" => &[("role", "viewer")],
        "{credential}" => &[("code", "123456")],
        "label" => &[("label", "Mine")],
        "invite" => &[("email", "new@elsewhere.example"), ("roles", "viewer"), ("expires_in", "7")],
        "new" | "pass-on" => {
            &[("email", "new@elsewhere.example"), ("role", "representative"), ("max_delegation_depth", "0")]
        }
        "sign-in" => &[("factors", "two")],
        "text-messages" => &[("format", "configured"), ("code_digits", "8")],
        // Another name than that of the person, so that they are there for what comes after.
        "erase" => &[("name", "Somebody Else"), ("reason", "Asked for by letter")],
        "{act}" => &[("reason", "The telephone is lost.")],
        "suspend" => &[("reason", "The bills are unpaid.")],
        "edit" => &[("given_name", "Renamed"), ("family_name", "Renamed")],
        "brand" | "save" => &[("name", "Taken over")],
        "{kind}" => NEW_CONNECTION,
        "accept"
        | "connect"
        | "publish"
        | "discard"
        | "logo"
        | "saml"
        | "decline"
        | "end"
        | "{state}"
        | "revoke"
        | "remove"
        | "resend"
        | "approve"
        | "stop"
        | "withdraw"
        | "resume"
        | "cancel"
        | "test"
        | "send"
        | "passkey"
        | "reset-authenticators"
        | "password-link"
        | "letter"
        | "end-others"
        | "forget"
        | "leave"
        | "give-back"
        | "main"
        | "recovery-codes"
        | "export" => &[],
        _ => panic!("say in tenant_pages.rs what the form of {page} sends"),
    }
}

pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    pub(crate) steps: Vec<Step>,
}

/// What a browser gets that was shown the form before.
pub(crate) async fn send(world: &World, who: &Who, method: &str, path: &str, page: &str) -> Shown {
    let fields = if method == "post" { fields(page) } else { &[] };
    send_fields(world, who, method, path, fields).await
}

async fn send_fields(world: &World, who: &Who, method: &str, path: &str, fields: &[(&str, &str)]) -> Shown {
    let Who::Browser(session, _) = who else { panic!("{who:?} has no browser") };
    let person = UserId::parse(&world.me(who).await).unwrap();
    let csrf = Csrf::derive(&world.identity.derive_key("form-tokens"));
    let csrf = csrf.form_token(BROWSER, Some(person), path);
    let form = if method == "post" {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &csrf).extend_pairs(fields).finish()
    } else {
        String::new()
    };
    let request = Request::builder()
        .method(method.to_uppercase().as_str())
        .uri(path)
        .header(HOST, "my.smartplan.localhost:8080")
        .header(COOKIE, format!("identity-session={session}; identity-browser={BROWSER}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    world.store.take();
    let (parts, body) = world.app.clone().oneshot(request).await.unwrap().into_parts();
    let steps = world.store.take();
    let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    Shown { status: parts.status, text: format!("{:?}\n{body}", parts.headers), steps }
}

/// What is seen, without the ids that were sent, and without what differs from answer to answer: references, and form
/// tokens, which depend on the address.
fn comparable(text: &str, sent: &Ids) -> String {
    let mut text = text.to_owned();
    for id in sent.all() {
        text = text.replace(id, "ID");
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let reference = |word: &str| {
        let octets = word.as_bytes();
        octets.len() == 9 && octets[4] == b'-' && octets.iter().all(|one| !one.is_ascii_lowercase())
    };
    let words = text.split(|letter| !is_part(letter));
    let made: Vec<&str> = words.filter(|word| word.len() == 43 || reference(word)).collect();
    made.into_iter().fold(text.clone(), |text, word| text.replace(word, "MADE"))
}

#[tokio::test]
async fn d_03_n_12_every_page_about_another_customer_is_like_one_about_nobody() {
    let Two { world, own, foreign, own_admin, .. } = two().await;
    let unknown = Ids::unknown();
    let viewer = world.person(&own.organization, "vera@citygroup.example", "viewer").await;
    let mut compared = 0;
    for who in [&own_admin, &viewer] {
        for (page, methods) in PAGES {
            for method in *methods {
                for (of_foreign, of_unknown, foreign_organization) in [
                    (address(page, &foreign, &foreign), address(page, &unknown, &unknown), true),
                    (address(page, &own, &foreign), address(page, &own, &unknown), false),
                ] {
                    let (Some(of_foreign), Some(of_unknown)) = (of_foreign, of_unknown) else { continue };
                    if of_foreign == of_unknown {
                        continue;
                    }
                    let seen = send(&world, who, method, &of_foreign, page).await;
                    let other = send(&world, who, method, &of_unknown, page).await;
                    let what = format!("{method} {page} ({of_foreign})");
                    assert_eq!(seen.status, other.status, "{what}");
                    assert_eq!(comparable(&seen.text, &foreign), comparable(&other.text, &unknown), "{what}");
                    let (steps, others) = (amounts(&seen.steps), amounts(&other.steps));
                    assert_eq!(steps, others, "{what}: {:?} {:?}", seen.steps, other.steps);
                    assert!(!seen.steps.contains(&Step::Change), "{what} changed something");
                    // Who was shown the way to an organisation that is none of theirs is shown home.
                    let home = page.starts_with("/joined");
                    let wanted = if home { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND };
                    assert!(!foreign_organization || seen.status == wanted, "{what}: {}", seen.status);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared >= 2 * 25, "{compared}");
}

#[tokio::test]
async fn nobody_acts_for_an_organisation_that_is_none_of_theirs() {
    let Two { world, own, foreign, own_admin, .. } = two().await;
    let unknown = Ids::unknown();
    let choose = async |at: &Ids| {
        send_fields(&world, &own_admin, "post", "/acting-for", &[("organization", &at.organization)]).await
    };
    let (seen, other) = (choose(&foreign).await, choose(&unknown).await);
    assert_eq!((seen.status, other.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(comparable(&seen.text, &foreign), comparable(&other.text, &unknown));
    assert_eq!(amounts(&seen.steps), amounts(&other.steps));
    assert_eq!(choose(&own).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_of_another_customer_shows_on_any_page_of_ones_own() {
    let Two { world, own, foreign, own_admin, .. } = two().await;
    for (page, _) in PAGES.iter().filter(|(_, methods)| methods.contains(&"get")) {
        let path = address(page, &own, &own).unwrap_or_else(|| (*page).to_owned());
        if path.contains('{') {
            continue;
        }
        let shown = send(&world, &own_admin, "get", &path, page).await;
        assert!(!shown.status.is_server_error(), "{path}: {}", shown.text);
        let text = shown.text.to_lowercase();
        for told in foreign.all().into_iter().chain(["koko"]) {
            assert!(!text.contains(told), "{path} tells {told}");
        }
    }
}
