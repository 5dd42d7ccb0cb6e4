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
    Setup {
        operator: Some("SmartPlan Group".parse().unwrap()),
        services: vec![
            service("smartplan", "SmartPlan Application", Some("http://app.smartplan.localhost:8081/")),
            service("archive", "Archive", None),
        ],
        roles: vec![
            role("account-manager", &all),
            role("crm-feed", &FEED),
            role("contact-person", &all),
            role("viewer", &[P::OrganizationView]),
            role("clerk", &LOOKING),
            role("people-manager", &[P::OrganizationView, P::MemberView, P::MemberManage]),
            RoleSetup { mandate_only: true, ..role("representative", &REPRESENTING) },
        ],
        clients: vec![ClientSetup {
            client_id: "crm".parse().unwrap(),
            secret: SecretToken::parse(CRM_SECRET).unwrap(),
            name: "CRM".parse().unwrap(),
            scopes: FEED.into(),
            role: "crm-feed".parse().unwrap(),
        }],
        people: vec![
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
        ],
        ..Setup::default()
    }
}

/// A service; one that can be opened needs a contract.
fn service(key: &str, name: &str, start_url: Option<&str>) -> ServiceSetup {
    ServiceSetup {
        key: key.parse().unwrap(),
        name: name.parse().unwrap(),
        needs_contract: start_url.is_some(),
        start_url: start_url.map(ToOwned::to_owned),
    }
}

/// A role that both services know too.
fn role(key: &str, permissions: &[P]) -> RoleSetup {
    let viewer = BTreeSet::from(["consumption-viewer".parse().unwrap()]);
    let services = ["smartplan", "archive"];
    RoleSetup {
        key: key.parse().unwrap(),
        name: key.parse().unwrap(),
        description: key.to_owned(),
        permissions: permissions.iter().copied().collect(),
        mandate_only: false,
        application_roles: services.map(|key| (key.parse().unwrap(), viewer.clone())).into(),
    }
}

fn person((username, given, family): (&str, &str, &str), roles: &[(&str, Rights)]) -> PersonSetup {
    PersonSetup {
        email: format!("{username}@smartplan.example").parse().unwrap(),
        username: Some(username.parse().unwrap()),
        given_name: given.parse().unwrap(),
        family_name: family.parse().unwrap(),
        password: Secret::new(PASSWORD),
        roles: roles.iter().map(|(key, rights)| (key.parse().unwrap(), *rights)).collect(),
    }
}
