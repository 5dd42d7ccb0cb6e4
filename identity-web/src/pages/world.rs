//! A small world for tests of the pages: an operator, a customer, their people, and browsers to play them.

use super::Brand;
use crate::delivery::{DevInbox, Letterhead, MessageTemplates};
use crate::{CurrentUser, IdentityWeb, require};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::get;
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use identity_core::clock::ManualClock;
use identity_core::domain::{OrganizationClass, Rights};
use identity_core::policy::Permission as P;
use identity_core::secrets::{MasterKey, PasswordHasher, Secret, SecretToken};
use identity_core::store::MemoryStore;
use identity_core::use_cases::{
    Caller, ClientSetup, DeliverySettings, OutboxWorker, PersonSetup, ProvisionContract,
    ProvisionOrganization, RoleSetup, ServiceSetup, Setup,
};
use identity_core::{Identity, OsEntropy, SeededEntropy, Settings, Timestamp};
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

pub(super) const SCOTT: (&str, &str) = ("scott.long", "brisk-otter-lantern");
pub(super) const JEREMY: &str = "jeremy.mills@citygroup.example";
pub(super) const SUSAN: &str = "susan.ward@citygroup.example";
pub(super) const MAYA: &str = "maya.chen@representatives.example";
pub(super) const PASSWORD: &str = "violet-tractor-82-lantern";
const CRM_SECRET: &str = "cdFxgFio9prV8yfrO3_AoFfAS6uoXC7WsOWIM01PEko";

pub(super) struct World {
    pub(super) identity: Identity,
    pub(super) clock: Arc<ManualClock>,
    pub(super) app: Router,
    pub(super) inbox: DevInbox,
    worker: OutboxWorker,
}

impl World {
    /// SmartPlan Group with Scott, and City Group with a contract, as the CRM feeds it.
    pub(super) async fn new() -> Self {
        let clock = Arc::new(ManualClock::at(Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap()));
        let settings = Settings::new("http://my.smartplan.localhost:8080".parse().unwrap());
        let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
            .clock(clock.clone())
            .entropy(Arc::new(SeededEntropy::new(7)))
            .password_hasher(PasswordHasher::fast_for_tests())
            .build()
            .unwrap();
        identity.apply(&setup()).await.unwrap();
        let brand = Brand::named("MySmartPlan");
        let letterhead = Letterhead::of_brand(&brand, identity.settings().base_url.clone());
        let templates = Arc::new(MessageTemplates::new(letterhead, None).unwrap());
        let inbox = DevInbox::new(templates, clock.clone());
        let web =
            IdentityWeb::builder(identity.clone()).brand(brand).development(inbox.clone(), Arc::default());
        let app = web.build().unwrap().standalone();
        let worker = OutboxWorker::new(identity.clone(), inbox.transports(), DeliverySettings::default());
        let world = Self { identity, clock, app, inbox, worker };
        world.feed("crm-1001", "City Group, Inc.").await;
        world
    }

    /// The CRM's feed creates a customer with a contract.
    pub(super) async fn feed(&self, id: &str, name: &str) {
        let organization = ProvisionOrganization {
            external_id: id.parse().unwrap(),
            name: name.parse().unwrap(),
            class: OrganizationClass::Enterprise,
            business_id: None,
            parent: None,
            domains: vec![],
            attributes: identity_core::values::Attributes::new(),
            source_version: Some(1),
            expected: None,
        };
        let crm = self.crm().await;
        self.identity.provision_organization(&crm, &organization).await.unwrap();
        let contract = ProvisionContract {
            external_id: format!("{id}-1").parse().unwrap(),
            organization: id.parse().unwrap(),
            services: ["smartplan".parse().unwrap()].into(),
            starts_at: Timestamp::from_unix_seconds(0),
            ends_at: None,
            source_version: Some(1),
            expected: None,
        };
        self.identity.provision_contract(&crm, &contract).await.unwrap();
    }

    async fn crm(&self) -> Caller {
        let issued = self.identity.issue_token("crm", CRM_SECRET, None).await.unwrap();
        self.identity.access_token(&issued.token).await.unwrap().unwrap()
    }

    /// The texts of the mails to an address, newest first.
    pub(super) async fn mails_to(&self, email: &str) -> Vec<String> {
        self.worker.deliver_due().await.unwrap();
        self.inbox.messages(Some(email)).iter().map(|mail| mail.text.clone()).collect()
    }

    /// The path in the newest invitation to an address.
    pub(super) async fn invitation_path(&self, email: &str) -> String {
        self.worker.deliver_due().await.unwrap();
        let text = self.inbox.messages(Some(email)).first().unwrap().text.clone();
        let link = text.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
        link.strip_prefix("http://my.smartplan.localhost:8080").unwrap().to_owned()
    }

    /// The pages below `/id` of a host application that greets who is signed in at `/hello`.
    pub(super) async fn mounted() -> Browser {
        let settings = Settings::new("http://my.smartplan.localhost:8080/id".parse().unwrap());
        let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy));
        let identity = identity.password_hasher(PasswordHasher::fast_for_tests()).build().unwrap();
        identity.apply(&setup()).await.unwrap();
        let web = IdentityWeb::builder(identity).build().unwrap();
        let host = Router::new().route("/hello", get(async |user: CurrentUser| user.full_name()));
        let guarded =
            Router::new().route("/reports", get(async || "reports")).route_layer(require(P::GrantView));
        Browser {
            app: web.around(host.merge(guarded)),
            host: "my.smartplan.localhost:8080".to_owned(),
            cookies: BTreeMap::new(),
            extra_headers: Vec::new(),
        }
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            app: self.app.clone(),
            host: "my.smartplan.localhost:8080".to_owned(),
            cookies: BTreeMap::new(),
            extra_headers: Vec::new(),
        }
    }

    pub(super) async fn scott(&self) -> Browser {
        let mut scott = self.browser();
        let page = scott.open("/login").await;
        let home = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
        assert_eq!(home.status, StatusCode::OK);
        scott
    }

    /// Scott invites somebody to City Group; gives the browser and the organisation's path.
    pub(super) async fn scott_invites(&self, email: &str, role: &str) -> (Browser, String) {
        let mut scott = self.scott().await;
        let list = scott.open("/organizations?q=City").await;
        let organization = list.link("City Group, Inc.");
        let form = scott.open(&format!("{organization}/invite")).await;
        let fields =
            [("email", email), ("given_name", "Jeremy"), ("family_name", "Mills"), ("expires_in", "7")];
        let fields = [fields.as_slice(), &[("roles", role)]].concat();
        let sent = scott.submit(&form, &format!("{organization}/invite"), &fields).await;
        assert_eq!((sent.status, sent.text().contains(email)), (StatusCode::OK, true), "{}", sent.text());
        (scott, organization)
    }

    /// Jeremy, who has accepted his invitation as contact person; with City Group's path.
    pub(super) async fn jeremy(&self) -> (Browser, String) {
        let (_, organization) = self.scott_invites(JEREMY, "contact-person").await;
        let path = self.invitation_path(JEREMY).await;
        let mut jeremy = self.browser();
        let page = jeremy.open(&path).await;
        let landed =
            jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
        assert_eq!(landed.path, format!("{organization}?done=joined"));
        (jeremy, organization)
    }

    /// Maya, whom Jeremy has mandated as representative of City Group until a day, with her mandate's path.
    pub(super) async fn maya(&self, jeremy: &mut Browser, organization: &str) -> (Browser, String) {
        let form = jeremy.open(&format!("{organization}/mandates/new")).await;
        let fields = [
            ("email", MAYA),
            ("given_name", "Maya"),
            ("family_name", "Chen"),
            ("role", "representative"),
            ("services", "smartplan"),
            ("until", "2027-03-31"),
            ("onward", "0"),
            ("reason", "parental leave"),
        ];
        let sent = jeremy.submit(&form, &format!("{organization}/mandates/new"), &fields).await;
        assert!(sent.text().contains(MAYA), "{}", sent.text());
        let path = self.invitation_path(MAYA).await;
        let mut maya = self.browser();
        let page = maya.open(&path).await;
        for words in [
            "Act for City Group, Inc.",
            "Jeremy Mills offers you a mandate",
            "Representative",
            "SmartPlan Application",
            "31 March 2027",
            "parental leave",
        ] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        let landed = maya.submit(&page, &page.action("/accept"), &account("Maya", "Chen", PASSWORD)).await;
        let mandate = landed.path.strip_suffix("?done=mandate-accepted").unwrap().to_owned();
        (maya, mandate)
    }

    /// Susan, who has accepted her invitation as consumption viewer of City Group.
    pub(super) async fn susan(&self) -> Browser {
        self.scott_invites(SUSAN, "viewer").await;
        let path = self.invitation_path(SUSAN).await;
        let mut susan = self.browser();
        let page = susan.open(&path).await;
        let landed = susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
        assert_eq!(landed.path, "/?done=joined");
        susan
    }
}

pub(super) fn account<'a>(given: &'a str, family: &'a str, password: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("given_name", given), ("family_name", family), ("username", ""), ("password", password)]
}

fn setup() -> Setup {
    let looking = [P::OrganizationView, P::ContractView, P::MemberView, P::GrantView];
    let managing = [P::MemberManage, P::InvitationManage, P::GrantManage, P::MandateManage];
    let representing =
        [P::OrganizationView, P::MemberView, P::GrantView, P::InvitationManage, P::GrantManage];
    let all = [looking.as_slice(), &managing].concat();
    let feed = [P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision];
    Setup {
        operator: Some("SmartPlan Group".parse().unwrap()),
        services: vec![ServiceSetup {
            key: "smartplan".parse().unwrap(),
            name: "SmartPlan Application".parse().unwrap(),
            needs_contract: true,
            start_url: Some("http://app.smartplan.localhost:8081/".to_owned()),
        }],
        roles: vec![
            role("account-manager", "Account manager", &[all.as_slice(), &[P::AuditView]].concat(), false),
            role("crm-feed", "CRM feed", &feed, false),
            role("contact-person", "Contact person", &all, true),
            role("viewer", "Consumption viewer", &[P::OrganizationView], true),
            role("user", "Application user", &[], true),
            RoleSetup { by_mandate: true, ..role("representative", "Representative", &representing, true) },
        ],
        clients: vec![ClientSetup {
            client_id: "crm".parse().unwrap(),
            secret: SecretToken::parse(CRM_SECRET).unwrap(),
            name: "CRM".parse().unwrap(),
            scopes: feed.into(),
            role: "crm-feed".parse().unwrap(),
        }],
        relying_parties: vec![],
        people: vec![PersonSetup {
            email: "scott.long@smartplan.example".parse().unwrap(),
            username: Some(SCOTT.0.parse().unwrap()),
            given_name: "Scott".parse().unwrap(),
            family_name: "Long".parse().unwrap(),
            password: Secret::new(SCOTT.1),
            roles: ["account-manager", "contact-person", "viewer"]
                .map(|key| {
                    (
                        key.parse().unwrap(),
                        if key == "account-manager" { Rights::ActAndGrant } else { Rights::Grant },
                    )
                })
                .to_vec(),
        }],
    }
}

fn role(key: &str, name: &str, permissions: &[P], in_application: bool) -> RoleSetup {
    let application = ("smartplan".parse().unwrap(), ["consumption-viewer".parse().unwrap()].into());
    RoleSetup {
        key: key.parse().unwrap(),
        name: name.parse().unwrap(),
        description: format!("{name}: what it does."),
        permissions: permissions.iter().copied().collect(),
        by_mandate: false,
        application_roles: in_application.then_some(application).into_iter().collect(),
    }
}

/// A browser without scripts: it keeps cookies, follows redirects and sends the forms that it was shown.
pub(super) struct Browser {
    app: Router,
    pub(super) host: String,
    pub(super) cookies: BTreeMap<String, String>,
    /// What an attacker's proxy adds to each request.
    pub(super) extra_headers: Vec<(&'static str, &'static str)>,
}

/// What a browser shows.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) status: StatusCode,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) html: String,
}

impl Browser {
    pub(super) async fn open(&mut self, path: &str) -> Shown {
        let mut shown = self.send(Method::GET, path, None).await;
        for _ in 0..5 {
            let Some(to) = shown.headers.get(LOCATION) else { return shown };
            let to = to.to_str().unwrap().to_owned();
            shown = self.send(Method::GET, &to, None).await;
        }
        panic!("{path} leads in circles")
    }

    /// Sends the form of a page that posts to `action`, with its token, and follows where that leads.
    pub(super) async fn submit(&mut self, page: &Shown, action: &str, fields: &[(&str, &str)]) -> Shown {
        let token = page.token(action);
        let shown = self.post(action, &[fields, &[("csrf", &token)]].concat()).await;
        match shown.headers.get(LOCATION) {
            Some(to) => self.open(to.to_str().unwrap()).await,
            None => shown,
        }
    }

    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Method::POST, path, Some(body)).await
    }

    pub(super) async fn send(&mut self, method: Method, path: &str, form: Option<String>) -> Shown {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder();
        for (name, value) in &self.extra_headers {
            request = request.header(*name, *value);
        }
        let request = request
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.unwrap_or_default()))
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let html = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
        Shown { status: parts.status, path: path.to_owned(), headers: parts.headers, html }
    }
}

impl Shown {
    pub(super) fn find(&self, selector: &str, attribute: &str) -> Vec<String> {
        let (document, selector) = (Html::parse_document(&self.html), Selector::parse(selector).unwrap());
        let found = document.select(&selector).filter_map(|element| element.value().attr(attribute));
        found.map(str::to_owned).collect()
    }

    pub(super) fn text(&self) -> String {
        let document = Html::parse_document(&self.html);
        let main = document.select(&Selector::parse("main").unwrap()).next();
        let words: String = main.map(|main| main.text().collect()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The address of the link with these words in the main part.
    pub(super) fn link(&self, words: &str) -> String {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse("main a").unwrap();
        let found = document.select(&selector).find(|link| link.text().collect::<String>().trim() == words);
        found
            .unwrap_or_else(|| panic!("{} has no link {words}", self.path))
            .value()
            .attr("href")
            .unwrap()
            .to_owned()
    }

    pub(super) fn token(&self, action: &str) -> String {
        let found = self.find(&format!("form[action='{action}'] input[name=csrf]"), "value");
        found.first().unwrap_or_else(|| panic!("{} has no form for {action}", self.path)).clone()
    }

    /// The actions of the page's forms whose address ends in `end`.
    pub(super) fn action(&self, end: &str) -> String {
        let found = self.find("form[method=post]", "action");
        let missing = || panic!("{} has no form to …{end}: {found:?}", self.path);
        found.iter().find(|action| action.ends_with(end)).unwrap_or_else(missing).clone()
    }
}
