//! What a deployment declares.

use super::openid::OpenIdSetup;
use super::person_setup::PersonSetup;
use crate::domain::{AssertionConsumerService, Factors, LogoutService, NameFormat, SamlOptions, SignInRules};
use crate::policy::Permission;
use crate::secrets::SecretToken;
use crate::values::{ClientId, DisplayName, EntityId, RoleKey, ServiceKey};
use std::collections::{BTreeMap, BTreeSet};

/// What a deployment declares: who runs it, its services, roles, clients, applications, first people.
///
/// Applying it again changes only what differs. What is no longer named stays as it is.
///
/// ```
/// use identity_core::policy::Permission;
/// use identity_core::setup::{RoleSetup, ServiceSetup, Setup};
/// use identity_core::testing::TestIdentity;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let reports = ServiceSetup::new("reports".parse()?, "Reports".parse()?).needs_contract();
/// let reader = RoleSetup::new("reader".parse()?, "Reader".parse()?)
///     .description("Reads the reports of the organisation.")
///     .permissions([Permission::OrganizationView])
///     .application_roles([(reports.key.clone(), ["reader".parse()?].into())]);
///
/// let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
/// let roles = setup.roles.iter().cloned().chain([reader]).collect::<Vec<_>>();
/// let setup = setup.services([reports]).roles(roles);
/// # let test = TestIdentity::start().await?;
/// # let identity = test.identity();
/// identity.apply(&setup).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Setup {
    /// The organisation that runs the service.
    pub operator: Option<DisplayName>,
    /// The services.
    pub services: Vec<ServiceSetup>,
    /// The roles of the deployment.
    pub roles: Vec<RoleSetup>,
    /// The clients that call the REST interface.
    pub clients: Vec<ClientSetup>,
    /// The applications behind single sign-on.
    pub relying_parties: Vec<RelyingPartySetup>,
    /// The applications that people sign in to by `OpenID` Connect.
    pub openid: Vec<OpenIdSetup>,
    /// Whether there are no other applications: those that an earlier configuration named are disabled.
    pub only_these_relying_parties: bool,
    /// The operator's first people.
    pub people: Vec<PersonSetup>,
}

/// A service.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ServiceSetup {
    /// Its name in configuration and REST.
    pub key: ServiceKey,
    /// What people call it.
    pub name: DisplayName,
    /// Whether an organisation needs a contract for it.
    pub needs_contract: bool,
    /// Where a person starts using it.
    pub start_url: Option<String>,
}

/// A role of the deployment.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RoleSetup {
    /// Its name in configuration and REST.
    pub key: RoleKey,
    /// What people call it.
    pub name: DisplayName,
    /// What somebody with it can do.
    pub description: String,
    /// The administrative acts it allows.
    pub permissions: BTreeSet<Permission>,
    /// The roles that services receive.
    pub application_roles: BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    /// Whether it is held by mandate only, such as a representative's; see [`Role::mandate_only`](crate::domain::Role::mandate_only).
    pub mandate_only: bool,
    /// What is asked of whoever signs in with it; none leaves it to what stands.
    pub sign_in: Option<SignInRules>,
}

/// A client that calls the REST interface, with its rights over all organisations.
#[derive(Debug)]
#[non_exhaustive]
pub struct ClientSetup {
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Its `client_secret`.
    pub secret: SecretToken,
    /// What people call it.
    pub name: DisplayName,
    /// The scopes it may ask for.
    pub scopes: BTreeSet<Permission>,
    /// The role that it has at the operator and everything below it.
    pub role: RoleKey,
}

/// An application behind single sign-on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RelyingPartySetup {
    /// Its SAML entity id.
    pub entity_id: EntityId,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceKey,
    /// Where it takes responses.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages by HTTP-Redirect.
    pub logout_url: Option<String>,
    /// Where it takes logout messages, each way that it has.
    pub logout_services: Vec<LogoutService>,
    /// The formats of names that it may ask for, and gets the first of when it asks for none; empty for all.
    pub name_formats: Vec<NameFormat>,
    /// Further origins to which it leads the browser on while it takes a message.
    pub origins: Vec<String>,
    /// What it asks of whoever signs in to it.
    pub sign_in: SignInRules,
    /// Its signing certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Whether its requests have to be signed.
    pub requests_signed: bool,
    /// What it is told by SAML, and how that is signed and encrypted.
    pub saml: SamlOptions,
    /// Whether people are signed in to it; one that is not is refused like an unknown one.
    pub enabled: bool,
}

impl Setup {
    /// Sets the name of the organisation that runs the service.
    #[must_use]
    pub fn operator(self, name: DisplayName) -> Self {
        Self { operator: Some(name), ..self }
    }

    /// Sets the services.
    #[must_use]
    pub fn services(self, services: impl IntoIterator<Item = ServiceSetup>) -> Self {
        Self { services: services.into_iter().collect(), ..self }
    }

    /// Sets the roles of the deployment.
    #[must_use]
    pub fn roles(self, roles: impl IntoIterator<Item = RoleSetup>) -> Self {
        Self { roles: roles.into_iter().collect(), ..self }
    }

    /// Sets the clients that call the REST interface.
    #[must_use]
    pub fn clients(self, clients: impl IntoIterator<Item = ClientSetup>) -> Self {
        Self { clients: clients.into_iter().collect(), ..self }
    }

    /// Sets the applications behind single sign-on.
    #[must_use]
    pub fn relying_parties(self, parties: impl IntoIterator<Item = RelyingPartySetup>) -> Self {
        Self { relying_parties: parties.into_iter().collect(), ..self }
    }

    /// Sets the applications that people sign in to by `OpenID` Connect.
    #[must_use]
    pub fn openid(self, applications: impl IntoIterator<Item = OpenIdSetup>) -> Self {
        Self { openid: applications.into_iter().collect(), ..self }
    }

    /// Says that there are no other applications: those that an earlier configuration named are disabled.
    #[must_use]
    pub fn only_these_relying_parties(self) -> Self {
        Self { only_these_relying_parties: true, ..self }
    }

    /// Sets the operator's first people.
    #[must_use]
    pub fn people(self, people: impl IntoIterator<Item = PersonSetup>) -> Self {
        Self { people: people.into_iter().collect(), ..self }
    }
}

impl ServiceSetup {
    /// A service that everybody can use, without a contract.
    pub fn new(key: ServiceKey, name: DisplayName) -> Self {
        Self { key, name, needs_contract: false, start_url: None }
    }

    /// Lets only organisations with a contract use it.
    #[must_use]
    pub fn needs_contract(self) -> Self {
        Self { needs_contract: true, ..self }
    }

    /// Sets where a person starts using it.
    #[must_use]
    pub fn start_url(self, url: impl Into<String>) -> Self {
        Self { start_url: Some(url.into()), ..self }
    }
}

impl RoleSetup {
    /// A role that allows nothing yet.
    pub fn new(key: RoleKey, name: DisplayName) -> Self {
        Self {
            key,
            name,
            description: String::new(),
            permissions: BTreeSet::new(),
            application_roles: BTreeMap::new(),
            mandate_only: false,
            sign_in: None,
        }
    }

    /// Sets what somebody with it can do, in one plain sentence.
    #[must_use]
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// Sets the administrative acts that it allows.
    #[must_use]
    pub fn permissions(self, permissions: impl IntoIterator<Item = Permission>) -> Self {
        Self { permissions: permissions.into_iter().collect(), ..self }
    }

    /// Sets the roles that services receive.
    #[must_use]
    pub fn application_roles(self, roles: impl IntoIterator<Item = (ServiceKey, BTreeSet<RoleKey>)>) -> Self {
        Self { application_roles: roles.into_iter().collect(), ..self }
    }

    /// Lets it be held by mandate only.
    #[must_use]
    pub fn mandate_only(self) -> Self {
        Self { mandate_only: true, ..self }
    }

    /// Sets what is asked of whoever signs in with it.
    #[must_use]
    pub fn sign_in(self, rules: SignInRules) -> Self {
        Self { sign_in: Some(rules), ..self }
    }
}

impl ClientSetup {
    /// A client with a role at the operator and everything below it, which may ask for no scope yet.
    pub fn new(client_id: ClientId, secret: SecretToken, name: DisplayName, role: RoleKey) -> Self {
        Self { client_id, secret, name, scopes: BTreeSet::new(), role }
    }

    /// Sets the scopes that it may ask for.
    #[must_use]
    pub fn scopes(self, scopes: impl IntoIterator<Item = Permission>) -> Self {
        Self { scopes: scopes.into_iter().collect(), ..self }
    }
}

impl RelyingPartySetup {
    /// An application that takes no responses yet and need not sign its requests.
    pub fn new(entity_id: EntityId, name: DisplayName, service: ServiceKey) -> Self {
        Self {
            entity_id,
            name,
            service,
            consumers: Vec::new(),
            logout_url: None,
            logout_services: Vec::new(),
            name_formats: Vec::new(),
            origins: Vec::new(),
            sign_in: SignInRules::default(),
            certificates: Vec::new(),
            requests_signed: false,
            saml: SamlOptions::default(),
            enabled: true,
        }
    }

    /// Sets where it takes responses.
    #[must_use]
    pub fn consumers(self, consumers: impl IntoIterator<Item = AssertionConsumerService>) -> Self {
        Self { consumers: consumers.into_iter().collect(), ..self }
    }

    /// Sets where it takes logout messages, each way that it has.
    #[must_use]
    pub fn logout_services(self, services: impl IntoIterator<Item = LogoutService>) -> Self {
        Self { logout_services: services.into_iter().collect(), ..self }
    }

    /// Sets the formats of names that it may ask for; it gets the first one when it asks for none.
    #[must_use]
    pub fn name_formats(self, formats: impl IntoIterator<Item = NameFormat>) -> Self {
        Self { name_formats: formats.into_iter().collect(), ..self }
    }

    /// Sets what it is told by SAML, and how that is signed and encrypted.
    #[must_use]
    pub fn saml(self, saml: SamlOptions) -> Self {
        Self { saml, ..self }
    }

    /// Sets further origins to which it leads the browser on while it takes a message, such as that of the product behind
    /// a broker. Browsers stop at others.
    #[must_use]
    pub fn origins(self, origins: impl IntoIterator<Item = String>) -> Self {
        Self { origins: origins.into_iter().collect(), ..self }
    }

    /// Sets how many kinds of proof it needs at least of everybody whom it is told of.
    #[must_use]
    pub fn factors(self, factors: Factors) -> Self {
        let sign_in = SignInRules { factors, ..self.sign_in };
        Self { sign_in, ..self }
    }

    /// Sets what it asks of whoever signs in to it.
    #[must_use]
    pub fn sign_in(self, sign_in: SignInRules) -> Self {
        Self { sign_in, ..self }
    }

    /// Sets where it takes logout messages by HTTP-Redirect.
    #[must_use]
    pub fn logout_url(self, url: impl Into<String>) -> Self {
        Self { logout_url: Some(url.into()), ..self }
    }

    /// Sets its signing certificates, DER.
    #[must_use]
    pub fn certificates(self, certificates: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self { certificates: certificates.into_iter().collect(), ..self }
    }

    /// Signs nobody in to it any more.
    #[must_use]
    pub fn disabled(self) -> Self {
        Self { enabled: false, ..self }
    }

    /// Refuses requests of it that are not signed.
    #[must_use]
    pub fn requests_signed(self) -> Self {
        Self { requests_signed: true, ..self }
    }
}
