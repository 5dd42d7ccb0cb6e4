//! The records of worlds, in their plainest form: everything is active, unlimited and without an end.

use identity_core::Timestamp;
use identity_core::domain::{
    AccessTokenFormat, Actor, ApiClient, ClientAuthentication, Contract, Grant, GrantPath, GrantScope,
    Holder, Mandate, MandateAnswer, Organization, OrganizationClass, OrganizationPath, OrganizationState,
    Period, Rights, Role, Service, User, UserState,
};
use identity_core::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId};
use identity_core::policy::Permission;
use identity_core::secrets::TokenDigest;
use identity_core::store::{Version, Versioned};
use identity_core::values::{
    Attributes, ClientId, DisplayName, EmailAddress, ExternalId, PersonName, RoleKey, ServiceKey,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The present instant of every world.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_000);

pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub(crate) fn versioned<T>(record: T) -> Versioned<T> {
    Versioned::new(record, Version::FIRST)
}

pub(crate) fn key(text: &str) -> RoleKey {
    RoleKey::parse(text).unwrap()
}

fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

pub(crate) fn user(number: u128) -> User {
    User {
        id: id(number),
        username: None,
        email: Some(EmailAddress::parse("scott@operator.example").unwrap()),
        email_verified_at: None,
        phone: None,
        phone_verified_at: None,
        erase_at: None,
        given_name: PersonName::parse("Scott").unwrap(),
        family_name: PersonName::parse("Long").unwrap().into(),
        locale: None,
        attributes: Attributes::new(),
        state: UserState::Active,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub(crate) fn client(number: u128) -> ApiClient {
    ApiClient {
        id: id(number),
        client_id: ClientId::parse("crm").unwrap(),
        declared: true,
        secret: TokenDigest::from_bytes([0; 32]),
        name: name("CRM"),
        scopes: BTreeSet::new(),
        authentication: ClientAuthentication::ClientSecret,
        keys: None,
        openid: None,
        resource: None,
        access_tokens: AccessTokenFormat::Opaque,
        enabled: true,
        created_at: NOW,
    }
}

pub(crate) fn organization(path: OrganizationPath) -> Organization {
    Organization {
        id: *path.steps().last().unwrap(),
        path,
        name: name("City Group, Inc."),
        class: OrganizationClass::Enterprise,
        state: OrganizationState::Active,
        external_id: None,
        business_id: None,
        domains: Vec::new(),
        attributes: Attributes::new(),
        source_version: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub(crate) fn service(id: ServiceId) -> Service {
    Service {
        id,
        key: ServiceKey::parse("smartplan-app").unwrap(),
        name: name("SmartPlan Application"),
        needs_contract: true,
        start_url: None,
        enabled: true,
        created_at: NOW,
    }
}

pub(crate) fn contract(
    id: ContractId,
    organization: OrganizationId,
    services: BTreeSet<ServiceId>,
) -> Contract {
    Contract {
        id,
        external_id: ExternalId::parse(&id.to_string()).unwrap(),
        organization,
        services,
        period: Period::ALWAYS,
        source_version: None,
        ended_at: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

pub(crate) fn role(
    id: RoleId,
    permissions: impl IntoIterator<Item = Permission>,
    application_roles: BTreeMap<ServiceId, BTreeSet<RoleKey>>,
) -> Role {
    Role {
        id,
        owner: None,
        key: key("administrator"),
        name: name("Administrator"),
        description: String::new(),
        permissions: permissions.into_iter().collect(),
        mandate_only: false,
        application_roles,
        enabled: true,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// A root grant, to act and to give, for an organisation and everything below it.
pub(crate) fn grant(id: GrantId, holder: Holder, role: RoleId, organization: OrganizationId) -> Grant {
    Grant {
        id,
        path: GrantPath::root(id),
        mandate: None,
        holder,
        role,
        organization,
        scope: GrantScope::Subtree,
        rights: Rights::ActAndGrant,
        services: None,
        contracts: None,
        period: Period::ALWAYS,
        given_by: Actor::System,
        owner: None,
        created_at: NOW,
        revoked_at: None,
    }
}

/// The same, given onward by the holder of `parent_grant` as a mandate, and accepted.
pub(crate) fn mandate(grant: Grant, parent_grant: &Grant, max_delegation_depth: u8) -> Grant {
    let accepted = Mandate::offered(max_delegation_depth, None).answered(MandateAnswer::Accepted, NOW);
    Grant { path: parent_grant.path.child(grant.id).unwrap(), mandate: Some(accepted), ..grant }
}
