//! City Group with Jeremy, who can use the application "Portal" by OpenID Connect.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, World as Site};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, LOCATION};
use identity_core::setup::{OpenIdSetup, Setup};
use identity_core::testing::PASSWORD;
use identity_web::{BaseUrl, IdentityWeb, OpenIdProvider};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use tower::ServiceExt as _;
use url::Url;

pub(crate) const ISSUER: &str = "http://my.smartplan.localhost:8080";
pub(crate) const CALLBACK: &str = "https://portal.example/callback";
pub(crate) const SECRET: &str = "Zc7sYlqvWZ5wTqZ0l3oJ6qS8rV1xQ4mN2kB9hD5fG0A";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) browser: Browser,
}

/// What an endpoint answered.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl World {
    /// The application is confidential; nobody is asked whether it may know them.
    pub(crate) async fn new() -> Self {
        Self::with(portal().secret(SECRET.parse_token())).await
    }

    pub(crate) async fn with(application: OpenIdSetup) -> Self {
        let site = Site::new().await;
        site.identity.apply(&Setup::default().openid([application])).await.unwrap();
        site.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
        let base = BaseUrl::parse(ISSUER).unwrap();
        let provider = OpenIdProvider::new(site.identity.clone(), base).await.unwrap();
        let web = IdentityWeb::builder(site.identity.clone()).openid(provider);
        let app = web.without_housekeeper().build().unwrap().standalone();
        let browser = Site::browser_of(app);
        Self { site, browser }
    }

    /// The address by which the application asks for a sign-on, with some parameters changed or, if empty, left out.
    pub(crate) fn authorize_path(changes: &[(&str, &str)]) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let mut parameters: BTreeMap<&str, &str> = [
            ("client_id", "portal"),
            ("response_type", "code"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile email"),
            ("state", "af0ifjsldkj"),
            ("nonce", "n-0S6_WzA2Mj"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]
        .into();
        parameters.extend(changes.iter().copied());
        parameters.retain(|_, value| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        format!("/oauth2/authorize?{query}")
    }

    /// Signs Jeremy in on the page of the sign-on. Gives what follows.
    pub(crate) async fn sign_in(&mut self, page: &Shown) -> Shown {
        let path = page.path.clone();
        let return_to = page.find("input[name=return_to]", "value").pop().unwrap_or_default();
        let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", return_to.as_str())];
        self.browser.submit(page, &path, &fields).await
    }

    /// Asks for a sign-on, and signs Jeremy in where that is needed. Gives where the browser goes at the end.
    pub(crate) async fn callback(&mut self, changes: &[(&str, &str)]) -> Url {
        let shown = self.ask(changes).await;
        if let Some(to) = outside(&shown) {
            return to;
        }
        let shown = self.sign_in(&shown).await;
        outside(&shown).unwrap_or_else(|| panic!("{shown:?}"))
    }

    /// Asks for a sign-on, and follows as long as the browser stays here.
    pub(crate) async fn ask(&mut self, changes: &[(&str, &str)]) -> Shown {
        let mut shown = self.browser.send(Method::GET, &Self::authorize_path(changes), None).await;
        while let Some(to) = shown.headers.get(LOCATION).map(|to| to.to_str().unwrap().to_owned()) {
            if !to.starts_with('/') {
                return shown;
            }
            shown = self.browser.send(Method::GET, &to, None).await;
        }
        shown
    }

    /// The code of a sign-on.
    pub(crate) async fn code(&mut self, changes: &[(&str, &str)]) -> String {
        let to = self.callback(changes).await;
        parameter(&to, "code").unwrap_or_else(|| panic!("{to}"))
    }

    /// Sends a form to an endpoint, as the application.
    pub(crate) async fn send(&self, path: &str, basic: Option<(&str, &str)>, form: &[(&str, &str)]) -> Got {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = Request::post(path).header(HOST, "my.smartplan.localhost:8080");
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some((id, secret)) = basic {
            request =
                request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
        }
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Got {
        let mut request = Request::get(path).header(HOST, "my.smartplan.localhost:8080");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Got {
        let response = self.browser.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let octets = to_bytes(body, 1 << 20).await.unwrap();
        let json = serde_json::from_slice(&octets).unwrap_or(Value::Null);
        Got { status: parts.status, headers: parts.headers, json }
    }

    /// Redeems a code, as the application.
    pub(crate) async fn redeem(&self, code: &str) -> Got {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.send("/oauth2/token", Some(("portal", SECRET)), &form).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Got {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.send("/oauth2/token", Some(("portal", SECRET)), &form).await
    }
}

/// The application as it is declared, without a secret.
pub(crate) fn portal() -> OpenIdSetup {
    OpenIdSetup::new("portal".parse().unwrap(), "Portal".parse().unwrap(), "smartplan".parse().unwrap())
        .redirect_uris([CALLBACK.to_owned()])
        .post_logout_redirect_uris(["https://portal.example/bye".to_owned()])
}

/// Reads a secret.
pub(crate) trait ParseToken {
    fn parse_token(&self) -> identity_core::secrets::SecretToken;
}

impl ParseToken for str {
    fn parse_token(&self) -> identity_core::secrets::SecretToken {
        identity_core::secrets::SecretToken::parse(self).unwrap()
    }
}

/// Where the browser leaves for, by a redirect or by the page that carries it on.
pub(crate) fn outside(shown: &Shown) -> Option<Url> {
    let location = shown.headers.get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let refresh =
        shown.headers.get("refresh").map(|to| to.to_str().unwrap().trim_start_matches("0;url=").to_owned());
    location.or(refresh).and_then(|to| Url::parse(&to).ok())
}

/// A parameter of an address.
pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
