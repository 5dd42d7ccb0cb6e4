//! What a deployment declares.

use crate::domain::{AssertionConsumerService, Rights};
use crate::policy::Permission;
use crate::secrets::{Secret, SecretToken};
use crate::values::{
    ClientId, DisplayName, EmailAddress, EntityId, PersonName, RoleKey, ServiceKey, Username,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a deployment declares: who runs it, its services, roles, clients, applications, first people.
///
/// Applying it again changes only what differs. What is no longer named stays as it is.
#[derive(Debug, Default)]
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
    /// The operator's first people.
    pub people: Vec<PersonSetup>,
}

/// A service.
#[derive(Debug, Clone)]
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
}

/// A client that calls the REST interface, with its rights over all organisations.
#[derive(Debug)]
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
pub struct RelyingPartySetup {
    /// Its SAML entity id.
    pub entity_id: EntityId,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceKey,
    /// Where it takes responses.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages.
    pub logout_url: Option<String>,
    /// Its signing certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Whether its requests have to be signed.
    pub requests_signed: bool,
}

/// Somebody of the operator.
#[derive(Debug)]
pub struct PersonSetup {
    /// Address.
    pub email: EmailAddress,
    /// Name for signing in.
    pub username: Option<Username>,
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// First password.
    pub password: Secret,
    /// The roles at the operator and everything below it.
    pub roles: Vec<(RoleKey, Rights)>,
}
