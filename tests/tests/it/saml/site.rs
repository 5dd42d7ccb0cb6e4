//! Both sides on the web, without the pages between: an identity provider and an application behind it, in memory.

use super::world::{application_key, idp_key, now};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use identity_core::applications::{KeyError, KeyMaterial};
use identity_core::domain::{Action, AssertionConsumerService, AuditFilter, Device, KeyUse, Rights};
use identity_core::ids::SignOnId;
use identity_core::secrets::{MasterKey, PasswordHasher, Secret, SecretToken};
use identity_core::sessions::{BegunLogout, Current, LogoutProgress};
use identity_core::setup::{PersonSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup};
use identity_core::sign_on::{Outcome, PasswordSignIn, Progress, Visitor};
use identity_core::store::{MemoryStore, Page as Slice, Store as _};
use identity_core::{Identity, ManualClock, OsEntropy, Settings};
use identity_tests::page::{Form, Page};
use identity_web::saml::bindings::post_form::PostForm;
use identity_web::saml::idp::{self, SamlIdentityProvider};
use identity_web::saml::keys::SigningKey;
use identity_web::saml::metadata::read_identity_provider;
use identity_web::saml::sp::{self, SamlServiceProvider};
use identity_web::saml::web::PlainPages;
use identity_web::saml::web::presenter::{Presenter, SamlProblem};
use identity_web::{BaseUrl, IdentityWeb};
use std::collections::BTreeMap;
use std::future::ready;
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;

pub(super) const MY: &str = "http://my.smartplan.localhost:8080";
pub(super) const APP: &str = "http://app.smartplan.localhost:8081";
pub(super) const PASSWORD: &str = "brisk-otter-lantern";

/// Both sides, with the pages' part played by the test.
pub(super) struct Site {
    pub(super) identity: Identity,
    pub(super) store: MemoryStore,
    pub(super) idp: SamlIdentityProvider,
    pub(super) sp: SamlServiceProvider,
    pub(super) problems: Arc<Recorder>,
    pub(super) clock: Arc<ManualClock>,
    router: [(&'static str, Router); 2],
}

/// Shows plain pages and remembers the problems.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    plain: PlainPages,
    seen: Mutex<Vec<SamlProblem>>,
}

impl Recorder {
    /// The last problem that a page told of.
    pub(super) fn last(&self) -> SamlProblem {
        self.seen.lock().unwrap().last().unwrap().clone()
    }
}

impl Presenter for Recorder {
    fn problem(&self, problem: &SamlProblem, asked: &HeaderMap) -> Response {
        self.seen.lock().unwrap().push(problem.clone());
        self.plain.problem(problem, asked)
    }

    fn onward(&self, form: &PostForm, service: &str, asked: &HeaderMap) -> Response {
        self.plain.onward(form, service, asked)
    }

    fn signed_out(&self, _: &HeaderMap) -> Response {
        (StatusCode::OK, "signed out").into_response()
    }
}

impl Site {
    pub(super) async fn new() -> Self {
        let (store, clock) = (MemoryStore::new(), Arc::new(ManualClock::at(now())));
        let identity = Identity::builder(
            store.clone(),
            Settings::new(MY.parse().unwrap()),
            MasterKey::generate(&OsEntropy),
        )
        .clock(clock.clone())
        .password_hasher(PasswordHasher::fast_for_tests())
        .build()
        .unwrap();
        // Made once for all tests: making RSA keys is slow.
        for (key_use, key) in
            [(KeyUse::SamlIdentityProvider, idp_key()), (KeyUse::SamlServiceProvider, application_key())]
        {
            identity.signing_keys::<KeyError, _>(key_use, || ready(Ok(material(key)))).await.unwrap();
        }
        let idp = SamlIdentityProvider::new(identity.clone(), BaseUrl::parse(MY).unwrap()).await.unwrap();
        let metadata = read_identity_provider(idp.metadata().await.unwrap().as_bytes(), now()).unwrap();
        let sp =
            SamlServiceProvider::new(identity.clone(), BaseUrl::parse(APP).unwrap(), metadata).await.unwrap();
        identity.apply(&setup(&sp).await).await.unwrap();
        let problems = Arc::new(Recorder::default());
        let router = [
            (MY, idp::router(idp.clone(), problems.clone())),
            (APP, sp::router(sp.clone(), problems.clone())),
        ];
        Self { identity, store, idp, sp, problems, clock, router }
    }

    /// The check that the audit trail names for the last problem that a page told of.
    pub(super) async fn last_check(&self) -> String {
        let reference = self.problems.last().reference;
        let events =
            self.store.audit_events().list(&AuditFilter::default(), &Slice::first(1000)).await.unwrap();
        let noted = events.items.iter().find(|event| event.reference.as_ref() == Some(&reference));
        let noted = noted.expect("the reference on the page is in the audit trail");
        assert_eq!(noted.action, Action::RequestRefused);
        noted.details["check"].clone()
    }

    /// How many refused messages the audit trail tells of.
    pub(super) async fn refusals(&self) -> usize {
        let events =
            self.store.audit_events().list(&AuditFilter::default(), &Slice::first(1000)).await.unwrap();
        events.items.iter().filter(|event| event.action == Action::RequestRefused).count()
    }

    /// The same with the pages of the identity provider, as a deployment has them.
    pub(super) async fn with_pages() -> Self {
        let site = Self::new().await;
        let web = IdentityWeb::builder(site.identity.clone()).saml(site.idp.clone());
        let web = web.without_housekeeper().build().unwrap();
        let [_, application] = site.router.clone();
        Self { router: [(MY, web.standalone()), application], ..site }
    }

    /// The address by which the one application of a logout is told of it.
    pub(super) async fn notice(&self, begun: &BegunLogout) -> String {
        let view = self.identity.logout(begun.id(), &begun.token).await.unwrap().unwrap();
        let [(party, LogoutProgress::ByBrowser)] = view.parties.as_slice() else {
            panic!("the application is not told: {view:?}")
        };
        let notice = self.idp.logout_address(begun.id(), party).await.unwrap();
        notice.expect("the application takes the message in an address")
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Response {
        let address = request.uri().to_string();
        let (_, router) = self.router.iter().find(|(origin, _)| address.starts_with(origin)).unwrap();
        router.clone().oneshot(request).await.unwrap()
    }
}

fn material(key: &SigningKey) -> KeyMaterial {
    KeyMaterial { certificate: key.certificate().der().to_vec(), private_key: key.private_key_der().unwrap() }
}

async fn setup(sp: &SamlServiceProvider) -> Setup {
    let service = ServiceSetup::new("application".parse().unwrap(), "SmartPlan Application".parse().unwrap())
        .start_url(format!("{APP}/"));
    let role = RoleSetup::new("user".parse().unwrap(), "User".parse().unwrap())
        .description("Uses the application.")
        .application_roles([(service.key.clone(), ["viewer".parse().unwrap()].into())]);
    let party = RelyingPartySetup::new(
        sp.entity_id().parse().unwrap(),
        "SmartPlan Application".parse().unwrap(),
        service.key.clone(),
    )
    .consumers([AssertionConsumerService { url: sp.consumer_url().to_owned(), index: 0, is_default: true }])
    .logout_url(sp.logout_url().to_owned())
    .certificates([sp.certificate().await.unwrap()])
    .requests_signed();
    let person = |name: &str, roles| {
        PersonSetup::new(
            format!("{name}@smartplan.example").parse().unwrap(),
            "Scott & <Co>".parse().unwrap(),
            "Long".parse().unwrap(),
            Secret::new(PASSWORD),
        )
        .username(name.parse().unwrap())
        .roles(roles)
    };
    Setup::default()
        .operator("SmartPlan Group".parse().unwrap())
        .services([service])
        .roles([role])
        .relying_parties([party])
        .people([person("scott", vec![("user".parse().unwrap(), Rights::Act)]), person("olivia", Vec::new())])
}

/// A browser: cookies per site, and what it was answered.
#[derive(Default)]
pub(super) struct Browser {
    cookies: Mutex<BTreeMap<(String, String), String>>,
    session: Mutex<Option<SecretToken>>,
}

impl Browser {
    pub(super) async fn get(&self, site: &Site, url: &str) -> Page {
        self.send(site, Request::get(url), url, Body::empty()).await
    }

    /// An empty form with headers that a browser adds.
    pub(super) async fn post_with(&self, site: &Site, url: &str, headers: &[(&str, &str)]) -> Page {
        let request = Request::post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(site, request, url, Body::empty()).await
    }

    pub(super) async fn head(&self, site: &Site, url: &str) -> Page {
        self.send(site, Request::head(url), url, Body::empty()).await
    }

    /// Posts a form as a browser does.
    pub(super) async fn post(&self, site: &Site, url: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.post_body(site, url, Body::from(body)).await
    }

    pub(super) async fn post_body(&self, site: &Site, url: &str, body: Body) -> Page {
        let request = Request::post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(site, request, url, body).await
    }

    pub(super) async fn submit(&self, site: &Site, form: &Form) -> Page {
        let value = |name: &str| form.value(name).map(ToOwned::to_owned);
        let names =
            ["SAMLResponse", "SAMLRequest", "RelayState", "csrf", "identifier", "password", "return_to"];
        let fields: Vec<(&str, String)> =
            names.into_iter().filter_map(|name| value(name).map(|value| (name, value))).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.post(site, form.action.as_str(), &fields).await
    }

    /// Forgets the cookies of the application.
    pub(super) fn forget(&self, origin: &str) {
        self.cookies.lock().unwrap().retain(|(site, _), _| site != origin);
    }

    /// Has the cookie of another browser, but for one digit of the token at its end.
    pub(super) fn guesses_the_token_of(&self, other: &Self, origin: &str, name: &str) {
        const TOKEN: usize = 43;
        let key = (origin.to_owned(), name.to_owned());
        let mut value = other.cookies.lock().unwrap()[&key].clone();
        let at = value.len() - TOKEN;
        let digit = if value[at..].starts_with('A') { "B" } else { "A" };
        value.replace_range(at..=at, digit);
        self.cookies.lock().unwrap().insert(key, value);
    }

    async fn send(&self, site: &Site, request: axum::http::request::Builder, url: &str, body: Body) -> Page {
        let origin = [MY, APP].into_iter().find(|origin| url.starts_with(origin)).unwrap();
        let cookies: Vec<String> = {
            let jar = self.cookies.lock().unwrap();
            let mine = jar.iter().filter(|((site, _), _)| site == origin);
            mine.map(|((_, name), value)| format!("{name}={value}")).collect()
        };
        let response = site.send(request.header(COOKIE, cookies.join("; ")).body(body).unwrap()).await;
        self.keep(origin, response.headers());
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Page { url: url.parse().unwrap(), status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    fn keep(&self, origin: &str, headers: &HeaderMap) {
        for header in headers.get_all(SET_COOKIE) {
            let (name, rest) = header.to_str().unwrap().split_once('=').unwrap();
            let key = (origin.to_owned(), name.to_owned());
            let value = rest.split(';').next().unwrap();
            let mut jar = self.cookies.lock().unwrap();
            if value.is_empty() {
                jar.remove(&key)
            } else {
                jar.insert(key, value.to_owned())
            };
        }
    }

    fn cookie(&self, origin: &str, name: &str) -> Option<SecretToken> {
        let jar = self.cookies.lock().unwrap();
        jar.get(&(origin.to_owned(), name.to_owned())).and_then(|value| SecretToken::parse(value).ok())
    }

    /// Signs in at the identity provider, as its sign-in page does.
    pub(super) async fn sign_in(&self, site: &Site, identifier: &str) {
        let attempt = PasswordSignIn {
            identifier: identifier.to_owned(),
            password: Secret::new(PASSWORD),
            device: Device::default(),
            previous: None,
            reference: None,
        };
        let signed_in = site.identity.sign_in(attempt).await.unwrap();
        *self.session.lock().unwrap() = Some(signed_in.token);
    }

    /// The session at the identity provider, while it lives.
    pub(super) async fn current(&self, site: &Site) -> Option<Current> {
        let token = self.session.lock().unwrap().clone()?;
        site.identity.session(&token).await.unwrap()
    }

    /// From the application's login to the address of the sign-on at the identity provider.
    pub(super) async fn ask(&self, site: &Site) -> Page {
        let login = self.get(site, &format!("{APP}/saml/sp/login?return_to=%2Fconsumption")).await;
        assert_eq!(login.status, 303);
        self.get(site, login.location().unwrap().as_str()).await
    }

    /// Plays the identity provider's page of a sign-on to its end; the form that goes to the application.
    pub(super) async fn answer(&self, site: &Site, flow: &Page) -> Form {
        assert_eq!(flow.status, 303, "{}", flow.body);
        let location = flow.location().unwrap();
        let id = SignOnId::parse(location.path().strip_prefix("/flow/").unwrap()).unwrap();
        let browser = self.cookie(MY, "identity-browser").unwrap();
        let (current, device) = (self.current(site).await, Device::default());
        let visitor = Visitor::new(&browser, &device).session(current.as_ref(), None);
        let attempt = site.identity.sign_on(id, &visitor).await.unwrap();
        let Progress::Done(done) = site.identity.advance(&attempt, &visitor).await.unwrap() else {
            panic!("the person is asked something");
        };
        let form = match done.outcome {
            Outcome::Told(told) => site.idp.assertion_form(*told).await.unwrap(),
            Outcome::Refused(refusal) => site.idp.refusal_form(&refusal).await.unwrap(),
            other => panic!("not an answer for the application: {other:?}"),
        };
        let body = form.html("en", "Continue", "Continue");
        let page = Page { url: MY.parse().unwrap(), status: 200, headers: HeaderMap::new(), body };
        page.saml_form().unwrap()
    }

    /// Whether the application takes this browser for signed in.
    pub(super) async fn at_application(&self, site: &Site) -> Option<BTreeMap<String, Vec<String>>> {
        let token = self.cookie(APP, "saml-session")?;
        let session = site.identity.service_session(&token).await.unwrap()?;
        Some(session.record.attributes)
    }

    /// Signs in to the application from the start.
    pub(super) async fn reach_application(&self, site: &Site) -> Form {
        self.sign_in(site, "scott").await;
        let flow = self.ask(site).await;
        let form = self.answer(site, &flow).await;
        let landed = self.submit(site, &form).await;
        assert_eq!(
            (landed.status, landed.header(LOCATION.as_str())),
            (303, Some("/consumption")),
            "{}",
            landed.body
        );
        form
    }
}
