//! A small deployment of the library, as another company runs it: a database, people, a look and applications of its own.

use crate::inbox::shown_on_terminal;
use anyhow::{Context as _, Result};
use identity_core::delivery::Transports;
use identity_core::domain::Rights;
use identity_core::federation::{ConnectionSetup, OpenIdProviderSetup, ProviderSetup};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{OpenIdSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};
use identity_core::values::{Attributes, RoleKey, ServiceKey, UserAttributes};
use identity_core::{Identity, MasterKey, Settings, SystemClock};
use identity_store_sql::SqlStore;
use identity_web::delivery::{DevInbox, Letterhead, MessageTemplates};
use identity_web::page::Brand;
use identity_web::saml::idp::SamlIdentityProvider;
use identity_web::{BaseUrl, Federation, IdentityWeb, IdentityWebBuilder, OpenIdProvider};
use std::path::PathBuf;
use std::sync::Arc;

/// The role of everybody at a site, which lets them sign in to its applications.
const MEMBER: &str = "member";

/// What a site is.
#[derive(Debug, Clone)]
pub struct SitePlan {
    /// What its pages are called.
    pub name: &'static str,
    /// The company that runs it.
    pub operator: &'static str,
    /// Where people find help.
    pub help: &'static str,
    /// The colours of links and buttons, on light and on dark.
    pub colours: [&'static str; 2],
    /// Where people reach it.
    pub url: String,
    /// Folder for its database and its key.
    pub folder: PathBuf,
    /// What is kept of people beside their names and addresses.
    pub attributes: &'static [&'static str],
    /// The people who have an account from the start.
    pub people: &'static [SitePerson],
}

/// Somebody with an account at a site; the password is no secret.
#[derive(Debug)]
pub struct SitePerson {
    /// Name for signing in.
    pub username: &'static str,
    /// Password.
    pub password: &'static str,
    /// First name.
    pub given_name: &'static str,
    /// Last name.
    pub family_name: &'static str,
    /// E-mail address.
    pub email: &'static str,
    /// Who they are, for the table that is printed at start.
    pub job: &'static str,
    /// Further attributes.
    pub attributes: &'static [(&'static str, &'static str)],
}

/// An application that people of a site sign in to: another deployment of the library, in its roles as a SAML service
/// provider and as a client of OpenID Connect.
#[derive(Debug)]
pub struct SiteApplication<'a> {
    /// What people call it.
    pub name: &'a str,
    /// Its base URL.
    pub url: &'a str,
    /// Its `client_id`.
    pub client_id: &'a str,
    /// Its `client_secret`: 256 random bits in base64url.
    pub client_secret: &'a str,
}

/// A site, put together.
#[derive(Debug)]
pub struct Site {
    /// Its use cases.
    pub identity: Identity,
    /// Its records.
    pub store: SqlStore,
    /// Its SAML identity provider.
    pub saml: SamlIdentityProvider,
    /// Its OpenID Provider.
    pub openid: OpenIdProvider,
    brand: Brand,
    inbox: DevInbox,
    transports: Transports,
    clock: Arc<SystemClock>,
}

impl Site {
    /// Opens its database, which the first start makes, and brings in its people and its applications, these as clients of OpenID
    /// Connect; [`relying_party::register`](crate::relying_party::register) makes one a SAML service provider too.
    pub async fn open(
        plan: &SitePlan,
        applications: &[SiteApplication<'_>],
        clock: &Arc<SystemClock>,
    ) -> Result<Self> {
        std::fs::create_dir_all(&plan.folder)
            .with_context(|| format!("the data folder {} cannot be made", plan.folder.display()))?;
        let file = plan.folder.join("identity.db");
        let store = SqlStore::connect(&format!("sqlite://{}?mode=rwc", file.display())).await?;
        store.migrate().await?;
        let mut settings = Settings::new(plan.url.parse()?);
        settings.methods = Vec::new();
        for name in plan.attributes {
            settings.user_attributes =
                std::mem::replace(&mut settings.user_attributes, UserAttributes::new()).declare(*name, [])?;
        }
        let key = MasterKey::from_file(plan.folder.join("master.key"))?;
        let identity = Identity::builder(store.clone(), settings, key).clock(clock.clone()).build()?;
        let base = BaseUrl::parse(&plan.url)?;
        let saml = SamlIdentityProvider::new(identity.clone(), base.clone()).await?;
        let openid = OpenIdProvider::new(identity.clone(), base).await?;
        identity.apply(&setup(plan, applications)?).await?;
        let brand = brand(plan);
        let letterhead = Letterhead::of_brand(&brand, plan.url.parse()?).languages(brand.languages(None)?);
        let inbox = DevInbox::new(Arc::new(MessageTemplates::new(letterhead, None)?), clock.clone());
        let transports = shown_on_terminal(inbox.transports(), &inbox);
        Ok(Self { identity, store, saml, openid, brand, inbox, transports, clock: Arc::clone(clock) })
    }

    /// Its pages and endpoints, with the mails that it sent at `/dev`. The library's background work runs with them.
    pub async fn web(&self) -> Result<IdentityWebBuilder> {
        let base = BaseUrl::parse(self.identity.settings().base_url.as_str())?;
        let federation = Federation::new(self.identity.clone(), base).await?;
        Ok(IdentityWeb::builder(self.identity.clone())
            .brand(self.brand.clone())
            .languages(self.brand.languages(None)?)
            .saml(self.saml.clone())
            .openid(self.openid.clone())
            .federation(federation)
            .transports(self.transports.clone())
            .development(self.inbox.clone(), Arc::clone(&self.clock)))
    }
}

fn brand(plan: &SitePlan) -> Brand {
    let mut brand = Brand::named(plan.name);
    plan.operator.clone_into(&mut brand.operator);
    brand.help.email = Some(plan.help.to_owned());
    let [light, dark] = plan.colours.map(ToOwned::to_owned);
    (brand.colours.accent, brand.colours.accent_dark) = (Some(light), Some(dark));
    brand.languages = ["en", "fi", "sv"].map(ToOwned::to_owned).into();
    brand
}

fn setup(plan: &SitePlan, applications: &[SiteApplication<'_>]) -> Result<Setup> {
    let services: Vec<ServiceSetup> = applications.iter().map(service).collect::<Result<_>>()?;
    let member: RoleKey = MEMBER.parse()?;
    let told = services.iter().map(|service| (service.key.clone(), [member.clone()].into()));
    let role = RoleSetup::new(member.clone(), "Member".parse()?)
        .description("Signs in to the applications of this site.")
        .application_roles(told.collect::<Vec<_>>());
    let people = plan.people.iter().map(|one| person(one, &member)).collect::<Result<Vec<_>>>()?;
    let by_openid = applications.iter().map(|one| client(plan, one)).collect::<Result<Vec<_>>>()?;
    Ok(Setup::default()
        .operator(plan.operator.parse()?)
        .services(services)
        .roles([role])
        .people(people)
        .openid(by_openid))
}

pub(crate) fn service_key(application: &SiteApplication<'_>) -> Result<ServiceKey> {
    Ok(application.client_id.parse()?)
}

fn service(application: &SiteApplication<'_>) -> Result<ServiceSetup> {
    let name = application.name.parse()?;
    Ok(ServiceSetup::new(service_key(application)?, name).start_url(format!("{}/", application.url)))
}

fn person(person: &SitePerson, member: &RoleKey) -> Result<PersonSetup> {
    let names = (person.given_name.parse()?, person.family_name.parse()?);
    let attributes = Attributes::from_pairs(person.attributes.iter().copied())?;
    Ok(PersonSetup::new(person.email.parse()?, names.0, names.1, Secret::new(person.password))
        .username(person.username.parse()?)
        .attributes(attributes)
        .roles([(member.clone(), Rights::Act)]))
}

/// The application as a client of OpenID Connect.
fn client(plan: &SitePlan, application: &SiteApplication<'_>) -> Result<OpenIdSetup> {
    let of_application = |path: &str| format!("{}{path}", application.url);
    let secret = SecretToken::parse(application.client_secret).context("a client_secret of 43 characters")?;
    let mut client = OpenIdSetup::new(
        application.client_id.parse()?,
        application.name.parse()?,
        service_key(application)?,
    )
    .secret(secret)
    .redirect_uris([of_application("/federation/oidc/callback")])
    .post_logout_redirect_uris([of_application("/")]);
    // The application has a connection to this site, whose id follows from the issuer.
    let provider = OpenIdProviderSetup::new(&plan.url, application.client_id);
    let connection = ConnectionSetup::new(plan.name.parse()?, ProviderSetup::OpenId(provider)).id();
    let logout = format!("/federation/oidc/backchannel-logout/{connection}");
    client.back_channel_logout_uri = Some(of_application(&logout));
    Ok(client)
}
