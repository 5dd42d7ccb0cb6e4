//! The connections to identity providers elsewhere, as administrators manage them in pages.

mod domains;
mod home_realm;
mod metadata;
mod refused;
mod story;

use crate::support::browser::{Browser, Shown};
use crate::support::site::World;
use axum::Router;
use axum::routing::get;
use http::StatusCode;
use identity_core::policy::Permission;
use identity_core::setup::{RoleSetup, Setup};
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::{BaseUrl, Federation, IdentityWeb};
use serde_json::json;

/// What keys of texts begin with that are made of a prefix and a code.
pub(crate) const BUILT: [&str; 2] = ["connection-", "domain-state-"];

const MY: &str = "http://my.smartplan.localhost:8080";

/// The pages, where account managers and contact persons manage connections, with an identity provider of its own beside them.
async fn site(world: &World) -> Router {
    let looking = [
        Permission::OrganizationView,
        Permission::ContractView,
        Permission::MemberView,
        Permission::GrantView,
    ];
    let managing = [
        Permission::MemberManage,
        Permission::InvitationManage,
        Permission::GrantManage,
        Permission::MandateManage,
        Permission::ConnectionManage,
    ];
    let role = |key: &str, name: &str| RoleSetup::new(key.parse().unwrap(), name.parse().unwrap());
    let roles = [
        role("account-manager", "Account manager").permissions(Permission::ALL.iter().copied()),
        role("contact-person", "Contact person").permissions([&looking[..], &managing].concat()),
    ];
    world.identity.apply(&Setup::default().roles(roles)).await.unwrap();
    let base = BaseUrl::parse(MY).unwrap();
    let saml = SamlIdentityProvider::new(world.identity.clone(), base.clone()).await.unwrap();
    let federation = Federation::new(world.identity.clone(), base).await.unwrap();
    let web = IdentityWeb::builder(world.identity.clone()).saml(saml).federation(federation);
    let web = web.development(world.inbox.clone(), std::sync::Arc::default());
    web.without_housekeeper().build().unwrap().standalone()
}

/// Scott, who manages the connections for everybody.
async fn scott(world: &World, site: &Router) -> Browser {
    Browser { app: site.clone(), ..world.scott().await }
}

/// Metadata of an identity provider: that of the deployment itself.
async fn provider(browser: &mut Browser) -> String {
    browser.open("/saml/idp/metadata").await.html
}

/// An OpenID Provider on this machine that calls itself `issuer`, or by its address if that is empty; gives the address.
async fn openid_provider(issuer: &str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let issuer = if issuer.is_empty() { address.clone() } else { issuer.to_owned() };
    let at = address.clone();
    let document = json!({
        "issuer": issuer, "authorization_endpoint": format!("{at}/authorize"),
        "token_endpoint": format!("{at}/token"), "jwks_uri": format!("{at}/jwks"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"]
    });
    let routes = Router::new()
        .route("/.well-known/openid-configuration", get(async move || axum::Json(document.clone())));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    address
}

/// Sets up a connection by OpenID Connect below a list; gives its page.
async fn set_up(browser: &mut Browser, list: &str, issuer: &str) -> Shown {
    let new = format!("{list}/new/openid");
    let form = browser.open(&new).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let fields = [
        ("name", "Example"),
        ("issuer", issuer),
        ("client_id", "client-1"),
        ("client_secret", "s3cret-word"),
    ];
    browser.submit(&form, &new, &fields).await
}

/// The address of a page without what follows it.
fn path(shown: &Shown) -> String {
    shown.path.split('?').next().unwrap().to_owned()
}
