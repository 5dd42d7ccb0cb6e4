//! A small world for tests of the pages: an operator, a customer, their people, and browsers to play them.

use super::browser::Browser;
pub(crate) use super::site_setup::SCOTT;
use super::site_setup::setup;
use axum::Router;
use axum::routing::get;
use http::StatusCode;
use identity_core::clock::ManualClock;
use identity_core::contracts::ProvisionContract;
use identity_core::delivery::{DeliverySettings, OutboxWorker};
use identity_core::domain::OrganizationClass;
use identity_core::organizations::ProvisionOrganization;
use identity_core::people::UserPatch;
use identity_core::policy::Permission as P;
use identity_core::store::MemoryStore;
pub(crate) use identity_core::testing::PASSWORD;
use identity_core::testing::TestIdentity;
use identity_core::values::Attributes;
use identity_core::{Identity, IdentityBuilder, Settings, Timestamp};
use identity_web::delivery::{DevInbox, EditableSmsTransport, Letterhead, MessageTemplates};
use identity_web::language::Languages;
use identity_web::page::Brand;
use identity_web::{CurrentUser, IdentityWeb, require};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) const JEREMY: &str = "jeremy.mills@citygroup.example";
pub(crate) const SUSAN: &str = "susan.ward@citygroup.example";
pub(crate) const MAYA: &str = "maya.chen@representatives.example";

pub(crate) struct World {
    pub(crate) identity: Identity,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) app: Router,
    pub(crate) inbox: DevInbox,
    worker: OutboxWorker,
    pub(crate) test: TestIdentity,
    pub(crate) store: MemoryStore,
}

impl World {
    /// SmartPlan Group with Scott, and City Group with a contract, as the CRM feeds it.
    pub(crate) async fn new() -> Self {
        Box::pin(Self::made(Brand::named("MySmartPlan"), None, |_| {}, |builder| builder)).await
    }

    /// The same with another brand and its languages.
    pub(crate) async fn of(brand: Brand, languages: Option<Languages>) -> Self {
        Box::pin(Self::made(brand, languages, |_| {}, |builder| builder)).await
    }

    /// The same with other settings, and with more that the identity is made of.
    pub(crate) async fn with(
        change: impl FnOnce(&mut Settings),
        configure: impl FnOnce(IdentityBuilder) -> IdentityBuilder + Send + 'static,
    ) -> Self {
        Box::pin(Self::made(Brand::named("MySmartPlan"), None, change, configure)).await
    }

    async fn made(
        brand: Brand,
        languages: Option<Languages>,
        change: impl FnOnce(&mut Settings),
        configure: impl FnOnce(IdentityBuilder) -> IdentityBuilder + Send + 'static,
    ) -> Self {
        let languages = languages.unwrap_or_default();
        let clock = Arc::new(ManualClock::at(Timestamp::parse_rfc3339("2026-11-23T12:00:00Z").unwrap()));
        let mut settings = Settings::new("http://my.smartplan.localhost:8080".parse().unwrap());
        settings.editable_sms_gateway = true;
        change(&mut settings);
        let store = MemoryStore::new();
        let test =
            TestIdentity::builder().on(store.clone()).settings(settings).clock(clock.clone()).setup(setup());
        let test = test.configure(configure);
        let test = test.start().await.unwrap();
        let identity = test.identity().clone();
        let letterhead = Letterhead::of_brand(&brand, identity.settings().base_url.clone());
        let letterhead = letterhead.languages(languages.clone());
        let templates = Arc::new(MessageTemplates::new(letterhead, None).unwrap());
        let inbox = DevInbox::new(Arc::clone(&templates), clock.clone());
        let web = IdentityWeb::builder(identity.clone())
            .brand(brand)
            .languages(languages)
            .development(inbox.clone(), Arc::default());
        // The tests send the mails when they look for them.
        let app = web.without_housekeeper().build().unwrap().standalone();
        let mut transports = inbox.transports();
        let sms = EditableSmsTransport::new(identity.clone(), templates, transports.sms.take()).unwrap();
        transports.sms = Some(Arc::new(sms));
        let worker = OutboxWorker::new(identity.clone(), transports, DeliverySettings::default());
        let world = Self { identity, clock, app, inbox, worker, test, store };
        world.feed("crm-1001", "City Group, Inc.").await;
        world
    }

    /// The CRM's feed creates a customer with a contract.
    pub(crate) async fn feed(&self, id: &str, name: &str) {
        self.feed_organization(&customer(id, name)).await;
        let crm = self.test.feed().await.unwrap();
        let contract = ProvisionContract::new(
            format!("{id}-1").parse().unwrap(),
            id.parse().unwrap(),
            ["smartplan".parse().unwrap()],
            Timestamp::from_unix_seconds(0),
        )
        .version(1);
        self.identity.provision_contract(&crm, &contract).await.unwrap();
    }

    /// The CRM's feed creates an organisation, without a contract.
    pub(crate) async fn feed_organization(&self, organization: &ProvisionOrganization) {
        let crm = self.test.feed().await.unwrap();
        self.identity.provision_organization(&crm, organization).await.unwrap();
    }

    /// Somebody chooses the language of their account.
    pub(crate) async fn speaks(&self, email: &str, language: &str) {
        let signed_in = self.test.sign_in(email).await.unwrap();
        let patch = UserPatch::default().locale(Some(language.parse().unwrap()));
        self.identity.update_user(&signed_in.caller, signed_in.user, &patch).await.unwrap();
    }

    /// The texts of the mails to an address, newest first.
    pub(crate) async fn mails_to(&self, email: &str) -> Vec<String> {
        self.worker.deliver_due().await.unwrap();
        self.inbox.messages(Some(email)).iter().map(|mail| mail.text.clone()).collect()
    }

    /// The path in the newest invitation to an address.
    pub(crate) async fn invitation_path(&self, email: &str) -> String {
        self.worker.deliver_due().await.unwrap();
        let text = self.inbox.messages(Some(email)).first().unwrap().text.clone();
        let link = text.split_whitespace().find(|word| word.contains("/invitations/")).unwrap();
        link.strip_prefix("http://my.smartplan.localhost:8080").unwrap().to_owned()
    }

    /// The pages below `/id` of a host application that greets who is signed in at `/hello`.
    pub(crate) async fn mounted() -> Browser {
        let web = Self::below("/id").await;
        let host = Router::new().route("/hello", get(async |user: CurrentUser| user.full_name()));
        let guarded =
            Router::new().route("/reports", get(async || "reports")).route_layer(require(P::GrantView));
        Self::browser_of(web.around(host.merge(guarded)))
    }

    /// The pages of a deployment of its own, for this mount point.
    pub(crate) async fn below(mount: &str) -> IdentityWeb {
        let settings = Settings::new(format!("http://my.smartplan.localhost:8080{mount}").parse().unwrap());
        let test = TestIdentity::builder().settings(settings).setup(setup()).start().await.unwrap();
        IdentityWeb::builder(test.identity().clone()).without_housekeeper().build().unwrap()
    }

    pub(crate) fn browser(&self) -> Browser {
        Self::browser_of(self.app.clone())
    }

    /// A browser that has only this host.
    pub(crate) fn browser_of(app: Router) -> Browser {
        Browser {
            app,
            host: "my.smartplan.localhost:8080".to_owned(),
            cookies: BTreeMap::new(),
            extra_headers: Vec::new(),
        }
    }

    pub(crate) async fn scott(&self) -> Browser {
        let mut scott = self.browser();
        let page = scott.open("/login").await;
        let home = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
        assert_eq!(home.status, StatusCode::OK);
        scott
    }

    /// Scott invites somebody to City Group; gives the browser and the organisation's path.
    pub(crate) async fn scott_invites(&self, email: &str, role: &str) -> (Browser, String) {
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
    pub(crate) async fn jeremy(&self) -> (Browser, String) {
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
    pub(crate) async fn maya(&self, jeremy: &mut Browser, organization: &str) -> (Browser, String) {
        let form = jeremy.open(&format!("{organization}/mandates/new")).await;
        let fields = [
            ("email", MAYA),
            ("given_name", "Maya"),
            ("family_name", "Chen"),
            ("role", "representative"),
            ("services", "smartplan"),
            ("until", "2027-03-31"),
            ("max_delegation_depth", "0"),
            ("reason", "parental leave"),
        ];
        let sent = jeremy.submit(&form, &format!("{organization}/mandates/new"), &fields).await;
        assert!(sent.text().contains(MAYA), "{}", sent.text());
        let path = self.invitation_path(MAYA).await;
        let mut maya = self.browser();
        let page = maya.open(&path).await;
        for words in [
            "Act for City Group, Inc.",
            "Jeremy Mills asks you to act for City Group, Inc.",
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
    pub(crate) async fn susan(&self) -> Browser {
        self.scott_invites(SUSAN, "viewer").await;
        let path = self.invitation_path(SUSAN).await;
        let mut susan = self.browser();
        let page = susan.open(&path).await;
        let landed = susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
        assert_eq!(landed.path, "/?done=joined");
        susan
    }
}

/// The call of the CRM for an enterprise directly below the operator.
pub(crate) fn customer(id: &str, name: &str) -> ProvisionOrganization {
    ProvisionOrganization::new(id.parse().unwrap(), name.parse().unwrap(), OrganizationClass::Enterprise)
        .attributes(Attributes::new())
        .version(1)
}

pub(crate) fn account<'a>(given: &'a str, family: &'a str, password: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("given_name", given), ("family_name", family), ("username", ""), ("password", password)]
}
