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
    let application =
        ServiceSetup::new("smartplan".parse().unwrap(), "SmartPlan Application".parse().unwrap())
            .needs_contract()
            .start_url("http://app.smartplan.localhost:8081/");
    let reports = ServiceSetup::new("reports".parse().unwrap(), "Energy Reports".parse().unwrap());
    Setup::default()
        .operator("SmartPlan Group".parse().unwrap())
        .services([application, reports.needs_contract()])
        .roles([
            role("account-manager", "Account manager", &[all.as_slice(), &[P::AuditView]].concat(), false),
            role("crm-feed", "CRM feed", &feed, false),
            role("contact-person", "Contact person", &all, true),
            role("viewer", "Consumption viewer", &[P::OrganizationView], true),
            role("user", "Application user", &[], true),
            role("representative", "Representative", &representing, true).mandate_only(),
        ])
        .clients([ClientSetup::new(
            "crm".parse().unwrap(),
            SecretToken::parse(CRM_SECRET).unwrap(),
            "CRM".parse().unwrap(),
            "crm-feed".parse().unwrap(),
        )
        .scopes(feed)])
        .people([PersonSetup::new(
            "scott.long@smartplan.example".parse().unwrap(),
            "Scott".parse().unwrap(),
            "Long".parse().unwrap(),
            Secret::new(SCOTT.1),
        )
        .username(SCOTT.0.parse().unwrap())
        .roles(["account-manager", "contact-person", "viewer"].map(|key| {
            (key.parse().unwrap(), if key == "account-manager" { Rights::ActAndGrant } else { Rights::Grant })
        }))])
}

fn role(key: &str, name: &str, permissions: &[P], in_application: bool) -> RoleSetup {
    let application = ("smartplan".parse().unwrap(), ["consumption-viewer".parse().unwrap()].into());
    RoleSetup::new(key.parse().unwrap(), name.parse().unwrap())
        .description(format!("{name}: what it does."))
        .permissions(permissions.iter().copied())
        .application_roles(in_application.then_some(application))
}
