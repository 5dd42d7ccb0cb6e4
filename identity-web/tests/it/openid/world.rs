//! City Group with Jeremy, who can use the application "Portal" by OpenID Connect.

use super::portal::{confidential, outside, parameter};
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
    pub(crate) provider: OpenIdProvider,
    /// Whether the application has answers sent as forms.
    pub(crate) by_form: bool,
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
        Self::with(confidential()).await
    }

    pub(crate) async fn with(application: OpenIdSetup) -> Self {
        Self::with_all([application]).await
    }

    pub(crate) async fn with_all(applications: impl IntoIterator<Item = OpenIdSetup>) -> Self {
        let site = Site::new().await;
        site.identity.apply(&Setup::default().openid(applications)).await.unwrap();
        site.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
        let base = BaseUrl::parse(ISSUER).unwrap();
        let provider = OpenIdProvider::new(site.identity.clone(), base).await.unwrap();
        let web = IdentityWeb::builder(site.identity.clone()).openid(provider.clone());
        let app = web.without_housekeeper().build().unwrap().standalone();
        let browser = Site::browser_of(app);
        Self { site, browser, provider, by_form: false }
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
        let asked = page.find("main input", "name");
        let fields: Vec<_> =
            fields.into_iter().filter(|(name, _)| asked.iter().any(|asked| asked == name)).collect();
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
        let mode = [("response_mode", if self.by_form { "form_post" } else { "" })];
        let path = Self::authorize_path(&[mode.as_slice(), changes].concat());
        let shown = self.follow(&path).await;
        assert!(shown.headers.get("location").is_none() || !self.by_form, "{shown:?}");
        shown
    }

    /// Opens a page, and follows as long as the browser stays here.
    pub(crate) async fn follow(&mut self, path: &str) -> Shown {
        let mut shown = self.browser.send(Method::GET, path, None).await;
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
        let basic = basic.map(|(id, secret)| format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
        let header: Vec<_> = basic.iter().map(|basic| ("authorization", basic.as_str())).collect();
        self.send_with(path, &header, form).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Got {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let header: Vec<_> = bearer.iter().map(|bearer| ("authorization", bearer.as_str())).collect();
        self.get_with(path, &header).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Got {
        let mut request = Request::get(path).header(HOST, "my.smartplan.localhost:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form to an endpoint, with these headers.
    pub(crate) async fn send_with(&self, path: &str, headers: &[(&str, &str)], form: &[(&str, &str)]) -> Got {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut request = Request::post(path).header(HOST, "my.smartplan.localhost:8080");
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    /// Posts nothing but a token in the header.
    pub(crate) async fn post_bearing(&self, path: &str, token: &str) -> Got {
        let request = Request::post(path).header(HOST, "my.smartplan.localhost:8080");
        let request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Got {
        let response = self.browser.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let octets = to_bytes(body, 1 << 20).await.unwrap();
        let json = serde_json::from_slice(&octets).unwrap_or(Value::Null);
        Got { status: parts.status, headers: parts.headers, json }
    }

    /// Redeems a code, as the application.
    pub(crate) async fn redeem(&self, code: &str) -> Got {
        self.redeem_with(code, &[]).await
    }

    /// Likewise, with some parameters changed.
    pub(crate) async fn redeem_with(&self, code: &str, changes: &[(&str, &str)]) -> Got {
        self.redeem_as(("portal", SECRET), code, changes).await
    }

    /// Redeems a code as a client.
    pub(crate) async fn redeem_as(&self, client: (&str, &str), code: &str, changes: &[(&str, &str)]) -> Got {
        let mut form: BTreeMap<&str, &str> = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ]
        .into();
        form.extend(changes.iter().copied());
        self.send("/oauth2/token", Some(client), &form.into_iter().collect::<Vec<_>>()).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Got {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.send("/oauth2/token", Some(("portal", SECRET)), &form).await
    }
}
