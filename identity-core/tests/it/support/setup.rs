//! What the deployment of the tests declares.

use super::{CLIENT_SECRET_SEED, PASSWORD, display, email, person, role};
use identity_core::SeededEntropy;
use identity_core::domain::Rights;
use identity_core::policy::Permission;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{ClientSetup, PersonSetup, RoleSetup, ServiceSetup, Setup};
use identity_core::values::{ClientId, ServiceKey, Username};

fn role_setup(key: &str, permissions: &[Permission], app_roles: &[&str]) -> RoleSetup {
    let service = ServiceKey::parse("smartplan-app").unwrap();
    RoleSetup::new(role(key), display(key))
        .permissions(permissions.iter().copied())
        .application_roles([(service, app_roles.iter().map(|key| role(key)).collect())])
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
        P::ConnectionManage,
    ];
    let representative = [
        P::OrganizationView,
        P::MemberView,
        P::MemberManage,
        P::InvitationManage,
        P::GrantView,
        P::GrantManage,
    ];
    let service =
        ServiceSetup::new(ServiceKey::parse("smartplan-app").unwrap(), display("SmartPlan Application"))
            .needs_contract();
    let crm = ClientSetup::new(
        ClientId::parse("crm").unwrap(),
        SecretToken::generate(&SeededEntropy::new(CLIENT_SECRET_SEED)),
        display("CRM"),
        role("crm-feed"),
    )
    .scopes(feed);
    let scott = PersonSetup::new(
        email("scott@operator.example"),
        person("Scott"),
        person("Long"),
        Secret::new(PASSWORD),
    )
    .username(Username::parse("scott").unwrap())
    .roles([(role("account-manager"), Rights::ActAndGrant)]);
    Setup::default()
        .operator(display("SmartPlan Ltd"))
        .services([service])
        .roles([
            role_setup("account-manager", P::ALL, &["reader", "admin"]),
            role_setup("organization-admin", &administrator, &["reader", "admin"]),
            role_setup("planner", &[P::OrganizationView], &["reader"]),
            role_setup("representative", &representative, &["reader"]).mandate_only(),
            role_setup("agent", &representative[..2], &["reader"]).mandate_only(),
            role_setup("crm-feed", &feed, &[]),
        ])
        .clients([crm])
        .people([scott])
}
