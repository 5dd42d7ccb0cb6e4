//! SmartPlan's own configuration: its service, its roles, its people, the CRM.

use anyhow::{Context as _, Result};
use identity_core::domain::Rights;
use identity_core::policy::Permission;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{ClientSetup, PersonSetup, RelyingPartySetup, RoleSetup, ServiceSetup, Setup};
use identity_core::values::{RoleKey, ServiceKey};
use std::collections::{BTreeMap, BTreeSet};

/// The SmartPlan Application in configuration and REST.
pub(crate) const SERVICE: &str = "smartplan-application";

/// Somebody to try the demo with.
pub(crate) struct DemoPerson {
    pub username: &'static str,
    pub password: &'static str,
    pub given_name: &'static str,
    pub family_name: &'static str,
    pub job: &'static str,
    email: &'static str,
    roles: &'static [(&'static str, Rights)],
}

/// The people that SmartPlan starts with; their passwords are no secret.
pub(crate) const PEOPLE: [DemoPerson; 2] = [
    DemoPerson {
        username: "scott.long",
        password: "brisk-otter-lantern",
        given_name: "Scott",
        family_name: "Long",
        job: "account manager at SmartPlan Group",
        email: "scott.long@smartplan.example",
        roles: &[
            ("account-manager", Rights::Act),
            ("contact-person", Rights::Grant),
            ("consumption-viewer", Rights::Grant),
        ],
    },
    DemoPerson {
        username: "olivia.stone",
        password: "quiet-paper-harbour",
        given_name: "Olivia",
        family_name: "Stone",
        job: "back-office clerk at SmartPlan Group",
        email: "olivia.stone@smartplan.example",
        roles: &[("back-office", Rights::Act)],
    },
];

/// The CRM's `client_id` and `client_secret` in the demo; no secret either.
pub(crate) const CRM: (&str, &str) = ("crm", "cdFxgFio9prV8yfrO3_AoFfAS6uoXC7WsOWIM01PEko");

/// What SmartPlan declares, with the demo's people and programs if wanted.
pub(crate) fn setup(application_url: &str, parties: Vec<RelyingPartySetup>, demo: bool) -> Result<Setup> {
    let of_demo = if demo { self::demo()? } else { Setup::default() };
    Ok(of_demo
        .operator("SmartPlan Group".parse()?)
        .services([ServiceSetup::new(SERVICE.parse()?, "SmartPlan Application".parse()?)
            .needs_contract()
            .start_url(format!("{application_url}/"))])
        .roles(roles()?)
        .relying_parties(parties))
}

/// The roles of the first administrator, who looks after customers, gives each role to others, and uses no application.
pub(crate) fn administrator() -> Result<Vec<(RoleKey, Rights)>> {
    let roles = [
        ("account-manager", Rights::ActAndGrant),
        ("back-office", Rights::ActAndGrant),
        ("contact-person", Rights::Grant),
        ("consumption-viewer", Rights::Grant),
    ];
    roles.into_iter().map(|(key, rights)| Ok((key.parse()?, rights))).collect()
}

/// The people and programs of the demo alone.
pub(crate) fn demo() -> Result<Setup> {
    Ok(Setup::default().clients([crm()?]).people(PEOPLE.iter().map(person).collect::<Result<Vec<_>>>()?))
}

fn roles() -> Result<Vec<RoleSetup>> {
    use Permission as P;
    let looking = [P::OrganizationView, P::ContractView, P::MemberView, P::GrantView, P::AuditView];
    let managing =
        [P::MemberManage, P::InvitationManage, P::GrantManage, P::MandateManage, P::ConnectionManage];
    let staff = [looking.as_slice(), &managing, &[P::OutboxView, P::ApplicationManage]].concat();
    let clerk = [looking.as_slice(), &[P::OutboxView, P::ApplicationManage]].concat();
    let administering = [looking.as_slice(), &managing].concat();
    Ok(vec![
        role(
            "account-manager",
            "Account manager",
            "Looks after customers: sees them all, invites and manages their people.",
            &staff,
            &[],
        )?,
        // Seeing undelivered mail is what customers' own people cannot pass on, so this role stays with the operator.
        role(
            "back-office",
            "Back office",
            "Looks things up for customers and manages the applications; changes nothing of customers.",
            &clerk,
            &[],
        )?,
        role(
            "crm-feed",
            "CRM feed",
            "Creates and changes organisations and contracts.",
            &[P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision],
            &[],
        )?,
        role(
            "contact-person",
            "Contact person",
            "Manages the people of the organisation, their roles and mandates, and uses the SmartPlan Application.",
            &administering,
            &["administrator", "consumption-viewer"],
        )?,
        role(
            "consumption-viewer",
            "Consumption viewer",
            "Sees the organisation's electricity consumption in the SmartPlan Application.",
            // No administrative act, so that a representative can give it under a mandate that is not passed on.
            &[],
            &["consumption-viewer"],
        )?,
        role(
            "representative",
            "Representative",
            "Acts for the organisation: manages the users of the services in the mandate, and uses them.",
            &[P::OrganizationView, P::MemberView, P::GrantView, P::InvitationManage, P::GrantManage],
            &["consumption-viewer"],
        )?
        .mandate_only(),
    ])
}

fn role(
    key: &str,
    name: &str,
    description: &str,
    permissions: &[Permission],
    application_roles: &[&str],
) -> Result<RoleSetup> {
    let named: BTreeSet<RoleKey> =
        application_roles.iter().map(|key| key.parse()).collect::<Result<_, _>>()?;
    let service: ServiceKey = SERVICE.parse()?;
    Ok(RoleSetup::new(key.parse()?, name.parse()?)
        .description(description)
        .permissions(permissions.iter().copied())
        .application_roles(if named.is_empty() { BTreeMap::new() } else { [(service, named)].into() }))
}

fn crm() -> Result<ClientSetup> {
    use Permission as P;
    Ok(ClientSetup::new(
        CRM.0.parse()?,
        SecretToken::parse(CRM.1).context("the CRM's demo secret")?,
        "CRM".parse()?,
        "crm-feed".parse()?,
    )
    .scopes([P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision]))
}

fn person(person: &DemoPerson) -> Result<PersonSetup> {
    let roles = person.roles.iter().map(|(key, rights)| Ok((key.parse()?, *rights)));
    Ok(PersonSetup::new(
        person.email.parse()?,
        person.given_name.parse()?,
        person.family_name.parse()?,
        Secret::new(person.password),
    )
    .username(person.username.parse()?)
    .roles(roles.collect::<Result<Vec<_>>>()?))
}
