//! The deployment that a [`TestIdentity`](super::TestIdentity) starts with, unless another one is named.

use super::error::{Step, TestError};
use crate::domain::Rights;
use crate::entropy::SeededEntropy;
use crate::policy::Permission;
use crate::secrets::{Secret, SecretToken};
use crate::setup::{ClientSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};
use crate::values::{RoleKey, ServiceKey};
use crate::{Settings, Timestamp};
use std::collections::BTreeSet;
use std::error::Error;
use std::str::FromStr;

/// The password of everybody whom the tests bring in.
pub const PASSWORD: &str = "kettle-orbit-lantern";

/// The address of Scott, who has every permission at the operator and everything below it.
pub const ADMINISTRATOR: &str = "scott@operator.example";

/// The external id of City Group.
pub const CUSTOMER: &str = "city-group";

/// The address of Jeremy, the contact person of City Group.
pub const CONTACT_PERSON: &str = "jeremy@citygroup.example";

/// The key of the service that City Group has a contract for.
pub const SERVICE: &str = "app";

/// The `client_id` of the client that provisions organisations and contracts.
pub const FEED: &str = "crm";

/// What the clock shows at the start: 2027-01-15T08:00:00Z.
pub const START: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

const LOOK: [Permission; 4] =
    [Permission::OrganizationView, Permission::ContractView, Permission::MemberView, Permission::GrantView];
const MANAGE: [Permission; 5] = [
    Permission::MemberManage,
    Permission::InvitationManage,
    Permission::GrantManage,
    Permission::MandateManage,
    Permission::ConnectionManage,
];
const PROVISION: [Permission; 4] = [
    Permission::OrganizationView,
    Permission::OrganizationProvision,
    Permission::ContractView,
    Permission::ContractProvision,
];

/// The settings of a deployment that people reach at `https://my.example.com`.
pub(super) fn settings() -> Result<Settings, TestError> {
    Ok(Settings::new(parsed("https://my.example.com")?))
}

/// What the operator declares.
pub(super) fn setup() -> Result<Setup, TestError> {
    let services = [ServiceSetup {
        key: parsed(SERVICE)?,
        name: parsed("The application")?,
        needs_contract: true,
        start_url: None,
    }];
    let keys = [parsed(SERVICE)?];
    let scott = PersonSetup {
        email: parsed(ADMINISTRATOR)?,
        username: Some(parsed("scott")?),
        given_name: parsed("Scott")?,
        family_name: parsed("Long")?,
        password: Secret::new(PASSWORD),
        attributes: crate::values::Attributes::default(),
        roles: vec![(parsed("administrator")?, Rights::ActAndGrant)],
    };
    let crm = ClientSetup {
        client_id: parsed(FEED)?,
        secret: SecretToken::generate(&SeededEntropy::new(3)),
        name: parsed("CRM")?,
        scopes: PROVISION.into(),
        role: parsed("crm-feed")?,
    };
    let customers = ["contact-person", "viewer", "representative"];
    let representative = [Permission::OrganizationView, Permission::ContractView, Permission::MemberView];
    Ok(Setup {
        operator: Some(parsed("Operator Ltd")?),
        services: services.into(),
        roles: vec![
            role("administrator", Permission::ALL, &keys, &customers)?,
            role("contact-person", &[&LOOK[..], &MANAGE[..]].concat(), &keys, &customers)?,
            role("viewer", &[Permission::OrganizationView], &keys, &["viewer"])?,
            RoleSetup {
                mandate_only: true,
                ..role("representative", &representative, &keys, &["representative"])?
            },
            role("crm-feed", &PROVISION, &[], &[])?,
        ],
        clients: vec![crm],
        people: vec![scott],
        ..Setup::default()
    })
}

/// A role that allows `permissions`, and that each of the services receives by the names `told`.
pub(super) fn role(
    key: &str,
    permissions: &[Permission],
    services: &[ServiceKey],
    told: &[&str],
) -> Result<RoleSetup, TestError> {
    let told = told.iter().map(|name| parsed(name)).collect::<Result<BTreeSet<RoleKey>, _>>()?;
    Ok(RoleSetup {
        key: parsed(key)?,
        name: parsed(key)?,
        description: format!("The role {key} of the tests."),
        permissions: permissions.iter().copied().collect(),
        application_roles: services.iter().map(|service| (service.clone(), told.clone())).collect(),
        mandate_only: false,
        sign_in: None,
    })
}

/// A value from its text.
pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, TestError>
where
    T::Err: Error + Send + Sync + 'static,
{
    text.parse().step(|| format!("reading {text:?}"))
}
