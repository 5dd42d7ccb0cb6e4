//! What the deployment of the tests of the pages has from its configuration.

use identity_core::domain::Rights;
use identity_core::policy::Permission as P;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{ClientSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};

pub(crate) const SCOTT: (&str, &str) = ("scott.long", "brisk-otter-lantern");
const CRM_SECRET: &str = "cdFxgFio9prV8yfrO3_AoFfAS6uoXC7WsOWIM01PEko";

pub(super) fn setup() -> Setup {
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
            RoleSetup { mandate_only: true, ..role("representative", "Representative", &representing, true) },
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
        mandate_only: false,
        application_roles: in_application.then_some(application).into_iter().collect(),
    }
}
