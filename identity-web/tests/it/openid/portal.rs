//! The application "Portal", and what it makes of what it is told.

use super::world::{CALLBACK, SECRET, World};
use crate::support::browser::Shown;
use crate::support::site::{JEREMY, SUSAN};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::LOCATION;
use identity_core::domain::{ApiClient, ApiClientKey, User, UserKey, UserState};
use identity_core::setup::OpenIdSetup;
use identity_core::store::{ChangeSet, Store as _};
use serde_json::Value;
use url::Url;

pub(crate) const BYE: &str = "https://portal.example/bye";

/// The application as it is declared, without a secret.
pub(crate) fn portal() -> OpenIdSetup {
    named("portal", "Portal").redirect_uris([CALLBACK.to_owned()]).post_logout_redirect_uris([BYE.to_owned()])
}

/// The application with its secret.
pub(crate) fn confidential() -> OpenIdSetup {
    portal().secret(token(SECRET))
}

/// Another application for the same people, with the same secret and the same addresses.
pub(crate) fn other() -> OpenIdSetup {
    named("other", "Other").redirect_uris([CALLBACK.to_owned()]).secret(token(SECRET))
}

/// An application of this name, which has nothing yet.
pub(crate) fn named(client_id: &str, name: &str) -> OpenIdSetup {
    OpenIdSetup::new(client_id.parse().unwrap(), name.parse().unwrap(), "smartplan".parse().unwrap())
}

/// Reads a secret.
pub(crate) fn token(text: &str) -> identity_core::secrets::SecretToken {
    identity_core::secrets::SecretToken::parse(text).unwrap()
}

/// Where the browser leaves for: by a redirect, by the page that carries it on, or by a form that it sends there, whose
/// fields are shown here as if they stood in the address.
pub(crate) fn outside(shown: &Shown) -> Option<Url> {
    let location = shown.headers.get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let refresh = shown.headers.get("refresh").map(|to| to.to_str().unwrap());
    let refresh = refresh.and_then(|to| to.strip_prefix("0;url=")).map(ToOwned::to_owned);
    let by_address = location.or(refresh).and_then(|to| Url::parse(&to).ok());
    by_address.or_else(|| sent_form(shown))
}

fn sent_form(shown: &Shown) -> Option<Url> {
    let mut url = Url::parse(shown.find("form[data-onward]", "action").first()?).ok()?;
    assert_eq!(url.query(), None, "everything is in the form");
    let [names, values] = ["name", "value"].map(|of| shown.find("form[data-onward] input", of));
    url.query_pairs_mut().extend_pairs(names.iter().zip(&values));
    Some(url)
}

/// A parameter of an address.
pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &str) -> Value {
    part(token, 1)
}

/// The header of a token.
pub(crate) fn header(token: &str) -> Value {
    part(token, 0)
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

impl World {
    /// What the application is told instead of a code.
    pub(crate) async fn error(&mut self, changes: &[(&str, &str)]) -> String {
        let shown = self.ask(changes).await;
        let to = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
        assert_eq!(parameter(&to, "code"), None);
        parameter(&to, "error").unwrap_or_else(|| panic!("{to}"))
    }

    /// Whether nobody is sent anywhere, and the page says that the request is wrong.
    pub(crate) async fn is_refused_on_a_page(&mut self, changes: &[(&str, &str)]) -> bool {
        let shown = self.ask(changes).await;
        shown.status.is_client_error() && outside(&shown).is_none()
    }

    /// The tokens of a sign-on.
    pub(crate) async fn tokens(&mut self, changes: &[(&str, &str)]) -> Tokens {
        let code = self.code(changes).await;
        let got = self.redeem(&code).await;
        assert_eq!(got.status, http::StatusCode::OK, "{got:?}");
        Tokens::of(&got.json)
    }

    /// The tokens of whoever is signed in, without asking.
    pub(crate) async fn silently(&mut self, scope: &str) -> Tokens {
        let shown = self.ask(&[("prompt", "none"), ("scope", scope)]).await;
        let code =
            outside(&shown).and_then(|to| parameter(&to, "code")).unwrap_or_else(|| panic!("{shown:?}"));
        Tokens::of(&self.redeem(&code).await.json)
    }

    /// What the userinfo endpoint tells the bearer of a token.
    pub(crate) async fn userinfo(&self, access: &str) -> Value {
        let told = self.get("/oauth2/userinfo", Some(access)).await;
        assert_eq!(told.status, http::StatusCode::OK, "{told:?}");
        told.json
    }

    /// Whether the userinfo endpoint tells the bearer of a token anything.
    pub(crate) async fn is_good(&self, access: &str) -> bool {
        self.get("/oauth2/userinfo", Some(access)).await.status.is_success()
    }

    /// The keys that are published.
    pub(crate) async fn keys(&self) -> Value {
        self.get("/oauth2/jwks", None).await.json
    }

    /// The operator locks Jeremy, who is not the only one who looks after City Group.
    pub(crate) async fn lock_jeremy(&self) {
        let test = &self.site.test;
        test.add_person("Susan Ward", SUSAN, "crm-1001", "contact-person").await.unwrap();
        let administrator = test.administrator().await.unwrap();
        let jeremy = test.sign_in(JEREMY).await.unwrap().user;
        self.site.identity.set_user_state(&administrator.caller, jeremy, UserState::Locked).await.unwrap();
    }

    /// Changes a client past the use cases.
    pub(crate) async fn change_client(&self, client_id: &str, change: impl FnOnce(&mut ApiClient)) {
        let key = ApiClientKey::ClientId(client_id.parse().unwrap());
        let stored = self.site.store.api_clients().find(&key).await.unwrap().unwrap();
        let mut changed = stored.record.clone();
        change(&mut changed);
        self.site.store.commit(ChangeSet::new().update(changed, stored.version)).await.unwrap();
    }

    /// Changes a person past the use cases.
    pub(crate) async fn change_person(&self, email: &str, change: impl FnOnce(&mut User)) {
        let key = UserKey::Email(email.parse::<identity_core::values::EmailAddress>().unwrap().canonical());
        let stored = self.site.store.users().find(&key).await.unwrap().unwrap();
        let mut changed = stored.record.clone();
        change(&mut changed);
        self.site.store.commit(ChangeSet::new().update(changed, stored.version)).await.unwrap();
    }
}

/// What an application gets.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) id: String,
}

impl Tokens {
    pub(crate) fn of(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token"), id: text("id_token") }
    }

    /// The claims of the ID token.
    pub(crate) fn claims(&self) -> Value {
        claims(&self.id)
    }
}
