//! What the deployment of the tests has from its configuration.

use identity_core::domain::Rights;
use identity_core::policy::Permission as P;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{ClientSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};
use identity_core::testing::PASSWORD;
use std::collections::BTreeSet;

pub(crate) const CRM_SECRET: &str = "cdFxgFio9prV8yfrO3_AoFfAS6uoXC7WsOWIM01PEko";

const LOOKING: [P; 5] = [P::OrganizationView, P::ContractView, P::MemberView, P::GrantView, P::AuditView];
const MANAGING: [P; 4] = [P::MemberManage, P::InvitationManage, P::GrantManage, P::MandateManage];
const FEED: [P; 4] = [P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision];
const REPRESENTING: [P; 6] =
    [P::OrganizationView, P::MemberView, P::InvitationManage, P::GrantView, P::GrantManage, P::MandateManage];

pub(crate) fn setup() -> Setup {
    let all = [LOOKING.as_slice(), &MANAGING].concat();
    Setup::default()
        .operator("SmartPlan Group".parse().unwrap())
        .services([
            service("smartplan", "SmartPlan Application", Some("http://app.smartplan.localhost:8081/")),
            service("archive", "Archive", None),
        ])
        .roles([
            role("account-manager", &all),
            role("crm-feed", &FEED),
            role("contact-person", &all),
            role("viewer", &[P::OrganizationView]),
            role("clerk", &LOOKING),
            role("people-manager", &[P::OrganizationView, P::MemberView, P::MemberManage]),
            role("representative", &REPRESENTING).mandate_only(),
        ])
        .clients([ClientSetup::new(
            "crm".parse().unwrap(),
            SecretToken::parse(CRM_SECRET).unwrap(),
            "CRM".parse().unwrap(),
            "crm-feed".parse().unwrap(),
        )
        .scopes(FEED)])
        .people([
            person(
                ("scott.long", "Scott", "Long"),
                &[
                    ("account-manager", Rights::ActAndGrant),
                    ("contact-person", Rights::Grant),
                    ("viewer", Rights::Grant),
                    ("people-manager", Rights::Grant),
                ],
            ),
            person(("carla", "Carla", "Berg"), &[("clerk", Rights::Act)]),
        ])
}

/// A service; one that can be opened needs a contract.
fn service(key: &str, name: &str, start_url: Option<&str>) -> ServiceSetup {
    let service = ServiceSetup::new(key.parse().unwrap(), name.parse().unwrap());
    match start_url {
        Some(url) => service.needs_contract().start_url(url),
        None => service,
    }
}

/// A role that both services know too.
fn role(key: &str, permissions: &[P]) -> RoleSetup {
    let viewer = BTreeSet::from(["consumption-viewer".parse().unwrap()]);
    let services = ["smartplan", "archive"];
    RoleSetup::new(key.parse().unwrap(), key.parse().unwrap())
        .description(key)
        .permissions(permissions.iter().copied())
        .application_roles(services.map(|key| (key.parse().unwrap(), viewer.clone())))
}

fn person((username, given, family): (&str, &str, &str), roles: &[(&str, Rights)]) -> PersonSetup {
    PersonSetup::new(
        format!("{username}@smartplan.example").parse().unwrap(),
        given.parse().unwrap(),
        family.parse().unwrap(),
        Secret::new(PASSWORD),
    )
    .username(username.parse().unwrap())
    .roles(roles.iter().map(|(key, rights)| (key.parse().unwrap(), *rights)))
}
