//! What the deployment of the tests declares.

use super::{CLIENT_SECRET_SEED, PASSWORD, display, email, person, role};
use identity_core::SeededEntropy;
use identity_core::domain::Rights;
use identity_core::policy::Permission;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{ClientSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};
use identity_core::values::{ClientId, ServiceKey, Username};
use std::collections::BTreeMap;

fn role_setup(key: &str, permissions: &[Permission], app_roles: &[&str]) -> RoleSetup {
    let service = ServiceKey::parse("smartplan-app").unwrap();
    RoleSetup {
        key: role(key),
        name: display(key),
        description: String::new(),
        permissions: permissions.iter().copied().collect(),
        mandate_only: false,
        application_roles: BTreeMap::from([(service, app_roles.iter().map(|key| role(key)).collect())]),
    }
}

pub(crate) fn setup() -> Setup {
    use Permission as P;
    let feed = [P::OrganizationView, P::OrganizationProvision, P::ContractView, P::ContractProvision];
    let administrator = [
        P::OrganizationView,
        P::MemberView,
        P::MemberManage,
        P::InvitationManage,
        P::GrantView,
        P::GrantManage,
        P::MandateManage,
        P::RoleDefine,
    ];
    let representative = [
        P::OrganizationView,
        P::MemberView,
        P::MemberManage,
        P::InvitationManage,
        P::GrantView,
        P::GrantManage,
    ];
    let service = ServiceSetup {
        key: ServiceKey::parse("smartplan-app").unwrap(),
        name: display("SmartPlan Application"),
        needs_contract: true,
        start_url: None,
    };
    let crm = ClientSetup {
        client_id: ClientId::parse("crm").unwrap(),
        secret: SecretToken::generate(&SeededEntropy::new(CLIENT_SECRET_SEED)),
        name: display("CRM"),
        scopes: feed.into(),
        role: role("crm-feed"),
    };
    let scott = PersonSetup {
        email: email("scott@operator.example"),
        username: Some(Username::parse("scott").unwrap()),
        given_name: person("Scott"),
        family_name: person("Long"),
        password: Secret::new(PASSWORD),
        roles: vec![(role("account-manager"), Rights::ActAndGrant)],
    };
    Setup {
        operator: Some(display("SmartPlan Ltd")),
        services: vec![service],
        roles: vec![
            role_setup("account-manager", P::ALL, &["reader", "admin"]),
            role_setup("organization-admin", &administrator, &["reader", "admin"]),
            role_setup("planner", &[P::OrganizationView], &["reader"]),
            RoleSetup { mandate_only: true, ..role_setup("representative", &representative, &["reader"]) },
            RoleSetup { mandate_only: true, ..role_setup("agent", &representative[..2], &["reader"]) },
            role_setup("crm-feed", &feed, &[]),
        ],
        clients: vec![crm],
        people: vec![scott],
        ..Setup::default()
    }
}
