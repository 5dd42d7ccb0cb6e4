//! Applications that administrators manage in pages.

mod metadata;
mod refused;
pub(crate) mod saml_settings;
mod story;

use crate::support::browser::{Browser, Shown};
use crate::support::site::World;
use axum::Router;
use axum::body::{Body, to_bytes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use http::Request;
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION};
use identity_core::policy::Permission;
use identity_core::setup::{RoleSetup, ServiceSetup, Setup};
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::{BaseUrl, IdentityWeb, OpenIdProvider};
use std::io::Write as _;
use tower::ServiceExt as _;

const MY: &str = "http://my.smartplan.localhost:8080";
const ENTITY: &str = "https://wiki.example.com/saml";
const ACS: &str = "https://wiki.example.com/saml/acs";

/// The pages with both protocols, where account managers manage applications, and everybody has a role for the intranet.
async fn site(world: &World) -> Router {
    let used = |role: RoleSetup| {
        let reader = ["reader".parse().unwrap()].into();
        role.application_roles([("intranet".parse().unwrap(), reader)])
    };
    let role = |key: &str| RoleSetup::new(key.parse().unwrap(), key.parse().unwrap());
    let managers = used(role("account-manager").permissions(Permission::ALL.iter().copied()));
    let viewers = used(role("viewer").permissions([Permission::OrganizationView]));
    let intranet = ServiceSetup::new("intranet".parse().unwrap(), "Intranet".parse().unwrap());
    world.identity.apply(&Setup::default().services([intranet]).roles([managers, viewers])).await.unwrap();
    let base = BaseUrl::parse(MY).unwrap();
    let saml = SamlIdentityProvider::new(world.identity.clone(), base.clone()).await.unwrap();
    let openid = OpenIdProvider::new(world.identity.clone(), base).await.unwrap();
    let web = IdentityWeb::builder(world.identity.clone()).saml(saml).openid(openid);
    web.without_housekeeper().build().unwrap().standalone()
}

/// Scott, who manages applications.
async fn scott(world: &World, site: &Router) -> Browser {
    Browser { app: site.clone(), ..world.scott().await }
}

/// Metadata of a wiki, with more in the role, and before and after it.
fn described(before: &str, within: &str, after: &str) -> String {
    format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{ENTITY}\">{before}\
         <md:SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{within}\
         <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"{ACS}\" \
         index=\"0\" isDefault=\"true\"/></md:SPSSODescriptor>{after}</md:EntityDescriptor>"
    )
}

fn wiki() -> String {
    described("", "", "")
}

/// Sends a form with a file and other fields, as a browser does without scripts.
pub(super) async fn send(
    browser: &mut Browser,
    page: &Shown,
    action: &str,
    file: &[u8],
    fields: &[(&str, &str)],
) -> Shown {
    let token = page.token(action);
    let part = |head: &str, body: &[u8]| {
        [format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
    };
    let mut body = part("name=\"csrf\"", token.as_bytes());
    for (name, value) in fields {
        body.extend(part(&format!("name=\"{name}\""), value.as_bytes()));
    }
    body.extend(part("name=\"file\"; filename=\"metadata.xml\"", file));
    body.extend(b"--b--\r\n");
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

/// Scott registers the wiki by its metadata; gives its page.
async fn registered(scott: &mut Browser, opening: &str) -> Shown {
    let page = scott.open("/applications/new/saml").await;
    let preview = send(scott, &page, "/applications/new/saml", wiki().as_bytes(), &[]).await;
    save(scott, &preview, &[("name", "Wiki"), ("service", "intranet"), ("opening", opening)]).await
}

/// Saves what a page shows of metadata.
async fn save(browser: &mut Browser, preview: &Shown, fields: &[(&str, &str)]) -> Shown {
    let metadata = preview.find("input[name=metadata]", "value").pop().expect("it was read");
    let fields = [fields, &[("metadata", metadata.as_str())]].concat();
    browser.submit(preview, &preview.action("/save"), &fields).await
}

/// The wiki asks for a sign-on, in the address.
async fn sign_on(browser: &mut Browser, id: &str) -> Shown {
    let request = format!(
        "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}\" Version=\"2.0\" \
         IssueInstant=\"2026-11-23T12:00:00Z\" Destination=\"{MY}/saml/idp/sso\">\
         <saml:Issuer>{ENTITY}</saml:Issuer></samlp:AuthnRequest>"
    );
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
    deflated.write_all(request.as_bytes()).unwrap();
    let request = STANDARD.encode(deflated.finish().unwrap());
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("SAMLRequest", &request).finish();
    browser.open(&format!("/saml/idp/sso?{query}")).await
}

/// What the wiki is answered; none if it is not answered.
fn answered(shown: &Shown) -> Option<String> {
    let response = shown.find("input[name=SAMLResponse]", "value").pop()?;
    Some(String::from_utf8(STANDARD.decode(response).unwrap()).unwrap())
}
