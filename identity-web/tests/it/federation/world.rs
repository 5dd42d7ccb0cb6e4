//! Two deployments: City Group's own, which signs its people in, and ours, which believes it.

use crate::openid::portal::outside;
use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, World as Site};
use axum::Router;
use http::header::LOCATION;
use http::{Method, StatusCode};
use identity_core::domain::{
    AssertionConsumerService, Connection, ConnectionRules, ConnectionState, IdentityProvider, LinkedIdentity,
    LinkedIdentityFilter, OpenIdProvider as ForeignProvider, SamlProvider, Session, SessionFilter, SignOn,
    SubjectSource, UnknownPerson,
};
use identity_core::ids::{ConnectionId, SignOnId};
use identity_core::setup::{OpenIdSetup, RelyingPartySetup, Setup};
use identity_core::store::{ChangeSet, MemoryStore, Page, Store as _, Versioned};
use identity_core::testing::PASSWORD;
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::saml::metadata::read_identity_provider;
use identity_web::{BaseUrl, Federation, IdentityWeb, OpenIdProvider};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

const CLIENT: &str = "my-smartplan";

pub(super) struct World {
    /// City Group's deployment, whose person is Jeremy.
    pub(super) theirs: Site,
    pub(super) provider: OpenIdProvider,
    their_app: Router,
    their_host: String,
    pub(super) issuer: String,
    /// Our deployment, which knows nobody of City Group.
    pub(super) ours: Site,
    pub(super) federation: Federation,
    our_app: Router,
    pub(super) connection: ConnectionId,
}

/// A person with one browser, at both deployments.
pub(super) struct Person {
    pub(super) here: Browser,
    pub(super) there: Browser,
}

impl World {
    pub(super) async fn by_openid() -> Self {
        Self::new(false, None).await
    }

    pub(super) async fn by_saml() -> Self {
        Self::new(true, None).await
    }

    /// By OpenID Connect, with the address at which we are told of sign-outs.
    pub(super) async fn told_at(address: String) -> Self {
        Self::new(false, Some(address)).await
    }

    async fn new(by_saml: bool, told_at: Option<String>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let their_host = listener.local_addr().unwrap().to_string();
        let issuer = format!("http://{their_host}");
        let base = issuer.clone();
        let theirs =
            Site::with(move |settings| settings.base_url = base.parse().unwrap(), |builder| builder).await;
        let ours = Site::new().await;
        let base = BaseUrl::parse(ours.identity.settings().base_url.as_str()).unwrap();
        let federation = Federation::new(ours.identity.clone(), base).await.unwrap();
        let mut client = OpenIdSetup::new(
            CLIENT.parse().unwrap(),
            "MySmartPlan".parse().unwrap(),
            "smartplan".parse().unwrap(),
        )
        .redirect_uris([federation.openid_callback().to_owned()]);
        client.back_channel_logout_uri = told_at;
        let consumer = AssertionConsumerService {
            url: federation.saml_consumer_url().to_owned(),
            index: 0,
            is_default: true,
        };
        let party = RelyingPartySetup::new(
            federation.saml_entity_id().parse().unwrap(),
            "MySmartPlan by SAML".parse().unwrap(),
            "smartplan".parse().unwrap(),
        )
        .consumers([consumer]);
        theirs.identity.apply(&Setup::default().openid([client]).relying_parties([party])).await.unwrap();
        theirs.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
        let their_base = BaseUrl::parse(&issuer).unwrap();
        let provider = OpenIdProvider::new(theirs.identity.clone(), their_base.clone()).await.unwrap();
        let saml = SamlIdentityProvider::new(theirs.identity.clone(), their_base).await.unwrap();
        let metadata = saml.metadata().await.unwrap();
        let web = IdentityWeb::builder(theirs.identity.clone()).openid(provider.clone()).saml(saml);
        let their_app = web.without_housekeeper().build().unwrap().standalone();
        let served = their_app.clone();
        tokio::spawn(async move { axum::serve(listener, served).await });
        let web = IdentityWeb::builder(ours.identity.clone()).federation(federation.clone());
        let our_app = web.without_housekeeper().build().unwrap().standalone();
        let identity_provider =
            if by_saml { saml_provider(&metadata, &ours) } else { openid_provider(&issuer) };
        let connection = connect(&ours, identity_provider).await;
        Self { theirs, provider, their_app, their_host, issuer, ours, federation, our_app, connection }
    }

    pub(super) fn person(&self) -> Person {
        let here = Site::browser_of(self.our_app.clone());
        let there = Browser {
            app: self.their_app.clone(),
            host: self.their_host.clone(),
            cookies: BTreeMap::new(),
            extra_headers: Vec::new(),
        };
        Person { here, there }
    }

    pub(super) fn store(&self) -> &MemoryStore {
        &self.ours.store
    }

    pub(super) fn advance(&self, span: Duration) {
        self.ours.test.advance(span);
        self.theirs.test.advance(span);
    }

    /// The accounts here that are linked with identities there.
    pub(super) async fn linked(&self) -> Vec<Versioned<LinkedIdentity>> {
        let all = LinkedIdentityFilter::default();
        self.store().linked_identities().list(&all, &Page::first(100)).await.unwrap().items
    }

    /// The sessions here that have not ended, of whoever came from there.
    pub(super) async fn sessions(&self) -> Vec<Versioned<Session>> {
        let filter = SessionFilter { unended: true, ..SessionFilter::default() };
        let all = self.store().sessions().list(&filter, &Page::first(100)).await.unwrap().items;
        all.into_iter().filter(|session| session.provider_session.is_some()).collect()
    }

    /// The sign-on of this address.
    pub(super) async fn sign_on(&self, path: &str) -> SignOn {
        let id = SignOnId::parse(path.strip_prefix("/flow/").unwrap()).unwrap();
        self.store().sign_ons().get(id).await.unwrap().unwrap().record
    }

    /// The check that failed in the sign-on of this address.
    pub(super) async fn failed_check(&self, path: &str) -> String {
        let failure = self.sign_on(path).await.provider_failure.expect("the failure is kept");
        assert_eq!(failure.connection, self.connection);
        failure.check
    }

    /// Changes the connection.
    pub(super) async fn change(&self, change: impl FnOnce(&mut Connection)) {
        let mut found = self.store().connections().get(self.connection).await.unwrap().unwrap();
        change(&mut found.record);
        let mut changes = ChangeSet::new();
        changes.update(found.record, found.version);
        self.store().commit(&changes).await.unwrap();
    }

    /// Whoever comes from there and is unknown here gets an account at once.
    pub(super) async fn creates(&self) {
        self.change(|connection| connection.rules.unknown = UnknownPerson::Create).await;
    }
}

impl Person {
    /// Presses the button of the connection on our sign-in page. Gives the page that leads away.
    pub(super) async fn press(&mut self, world: &World) -> Shown {
        let page = self.here.open("/login?return_to=%2Faccount").await;
        let token = page.token("/login");
        let connection = world.connection.to_string();
        let fields =
            [("step", "leave"), ("connection", &connection), ("return_to", "/account"), ("csrf", &token)];
        self.here.post("/login", &fields).await
    }

    /// Leaves for the provider. Gives the address.
    pub(super) async fn leave(&mut self, world: &World) -> Url {
        let shown = self.press(world).await;
        assert_eq!(shown.status, StatusCode::OK, "{shown:?}");
        let to = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
        assert!(to.as_str().starts_with(&world.issuer), "{to}");
        to
    }

    /// Signs in at the provider, if that asks. Gives what leads back.
    pub(super) async fn sign_in_there(&mut self, to: &Url) -> Shown {
        let path = &to[url::Position::BeforePath..];
        let mut shown = follow(&mut self.there, path).await;
        if !shown.find("input[name=identifier]", "name").is_empty() {
            let action = shown.path.clone();
            let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "")];
            let asked = shown.find("main input", "name");
            let fields: Vec<_> =
                fields.into_iter().filter(|(name, _)| asked.iter().any(|asked| asked == name)).collect();
            shown = self.there.submit(&shown, &action, &fields).await;
        }
        shown
    }

    /// Signs in at the provider, by OpenID Connect. Gives the address of our callback that it leads back to.
    pub(super) async fn callback(&mut self, world: &World) -> Url {
        let to = self.leave(world).await;
        let shown = self.sign_in_there(&to).await;
        let back = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
        assert!(back.as_str().starts_with(world.federation.openid_callback()), "{back}");
        back
    }

    /// Comes back to our callback, and follows where that leads.
    pub(super) async fn come_back(&mut self, to: &Url) -> Shown {
        follow(&mut self.here, &to[url::Position::BeforePath..]).await
    }

    /// Whether somebody is signed in here.
    pub(super) async fn is_signed_in(&mut self) -> bool {
        self.here.send(Method::GET, "/account", None).await.status == StatusCode::OK
    }
}

/// Follows redirects as long as they stay on the host.
pub(super) async fn follow(browser: &mut Browser, path: &str) -> Shown {
    let mut shown = browser.send(Method::GET, path, None).await;
    while let Some(to) = shown.headers.get(LOCATION).map(|to| to.to_str().unwrap().to_owned()) {
        if !to.starts_with('/') {
            return shown;
        }
        shown = browser.send(Method::GET, &to, None).await;
    }
    shown
}

fn openid_provider(issuer: &str) -> IdentityProvider {
    IdentityProvider::OpenId(ForeignProvider {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: None,
        scopes: ["email".to_owned(), "profile".to_owned()].into(),
        algorithms: ["ES256".to_owned(), "RS256".to_owned()].into(),
        tenants: [].into(),
    })
}

fn saml_provider(metadata: &str, ours: &Site) -> IdentityProvider {
    let read = read_identity_provider(metadata.as_bytes(), ours.identity.clock().now()).unwrap();
    IdentityProvider::Saml(SamlProvider {
        entity_id: read.entity_id.parse().unwrap(),
        sign_on_url: read.sign_on_services[0].location.as_str().to_owned(),
        logout_url: None,
        certificates: read.certificates.iter().map(|certificate| certificate.der().to_vec()).collect(),
        subject: SubjectSource::NameId,
    })
}

async fn connect(ours: &Site, provider: IdentityProvider) -> ConnectionId {
    let now = ours.identity.clock().now();
    let connection = Connection {
        id: ConnectionId::parse("0195f3a0-0000-7000-8000-000000000001").unwrap(),
        name: "City Group".parse().unwrap(),
        organization: None,
        provider,
        state: ConnectionState::Enabled,
        rules: ConnectionRules::default(),
        metadata: None,
        tested_at: None,
        created_at: now,
        updated_at: now,
    };
    let id = connection.id;
    let mut changes = ChangeSet::new();
    changes.insert(connection);
    ours.store.commit(&changes).await.unwrap();
    id
}
