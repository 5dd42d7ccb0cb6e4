//! Roles that an organisation defines for itself.

use crate::support::{World, invite, organization, role};
use identity_core::AccessError;
use identity_core::domain::{Action, Holder};
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::roles::{DefineRole, DefineRoleError, GiveRole};
use identity_core::values::DisplayName;

const JEREMY: &str = "jeremy@citygroup.example";
const ANN: &str = "ann@citygroup.example";

fn define(organization: OrganizationId, permissions: &[Permission], application_role: &str) -> DefineRole {
    DefineRole::new(organization, role("site-manager"), DisplayName::parse("Site manager").unwrap())
        .description("Looks after one site.")
        .permissions(permissions.iter().copied())
        .application_roles([("smartplan-app".parse().unwrap(), [role(application_role)].into())])
}

#[tokio::test]
async fn a_role_of_the_organisations_own_can_be_given_there() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    let wanted = define(city_group, &[Permission::MemberView], "reader");
    let defined = world.identity.define_role(&jeremy, &wanted).await.unwrap();
    let again = world.identity.define_role(&jeremy, &wanted).await.unwrap();
    assert_eq!((again.id, again.version), (defined.id, defined.version.next()));
    assert_eq!(world.events(Action::RoleDefined).await, 6 + 2, "six at set-up");
    world.join(&jeremy, &invite(city_group, ANN, "site-manager")).await;
    let ann = world.caller(ANN).await;
    assert!(
        world.identity.members(&ann, city_group, None, &identity_core::store::Page::first(10)).await.is_ok()
    );
}

#[tokio::test]
async fn nobody_defines_what_they_do_not_hold_or_where_they_may_not() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    let too_much = define(city_group, &[Permission::MemberView, Permission::ContractProvision], "reader");
    let refused = world.identity.define_role(&jeremy, &too_much).await;
    assert!(matches!(refused, Err(DefineRoleError::DelegationDenied { .. })), "{refused:?}");
    let foreign_application_role = define(city_group, &[], "owner");
    let refused = world.identity.define_role(&jeremy, &foreign_application_role).await;
    assert!(matches!(refused, Err(DefineRoleError::DelegationDenied { .. })), "{refused:?}");
    world.join(&jeremy, &invite(city_group, ANN, "planner")).await;
    let refused =
        world.identity.define_role(&world.caller(ANN).await, &define(city_group, &[], "reader")).await;
    assert!(matches!(refused, Err(DefineRoleError::Access(AccessError::Forbidden(_)))), "{refused:?}");
    assert_eq!(world.events(Action::RoleDefined).await, 6, "those of the set-up alone");
}

/// An organisation that is moved takes grants of a role along whose owner it does not lie below any more.
#[tokio::test]
async fn who_holds_a_role_of_elsewhere_is_named_like_anybody() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let department = world.provision(&organization("CRM-2", Some("CRM-1"))).await.record.id;
    world.provision(&organization("CRM-3", None)).await;
    let jeremy = world.caller(JEREMY).await;
    let permissions = [Permission::MemberView, Permission::GrantManage];
    world.identity.define_role(&jeremy, &define(city_group, &permissions, "reader")).await.unwrap();
    world.join(&jeremy, &invite(department, ANN, "site-manager")).await;
    world.provision(&organization("CRM-2", Some("CRM-3"))).await;
    let ann = world.caller(ANN).await;
    assert!(world.identity.may(&ann, Permission::GrantManage).await.unwrap());
    let scott = world.scott().await;
    let able = world.identity.who_can(&scott, department, Permission::GrantManage).await.unwrap();
    let able: Vec<_> = able.into_iter().map(|able| able.holder).collect();
    let ann = world.user(ANN).await.unwrap().record.id;
    assert!(able.contains(&Holder::User(ann)), "{able:?}");
    let givable = world.identity.givable_roles(&scott, department).await.unwrap();
    assert!(givable.iter().all(|role| role.owner.is_none()), "{givable:?}");
}

/// A role that all administrators of an organisation have cannot lose what makes them administrators.
#[tokio::test]
async fn a_role_is_not_redefined_so_that_nobody_administers() {
    let world = World::new().await;
    let (city_group, jeremy_user) = world.with_jeremy().await;
    let scott = world.scott().await;
    let wide = [Permission::MemberView, Permission::GrantManage, Permission::OrganizationView];
    world.identity.define_role(&scott, &define(city_group, &wide, "reader")).await.unwrap();
    let wanted = GiveRole::new(city_group, jeremy_user.id, role("site-manager"));
    let own = world.identity.give_role(&scott, &wanted).await.unwrap();
    for grant in world.grants_at(city_group).await {
        if grant.id != own.id {
            world.identity.revoke_grant(&scott, grant.id).await.unwrap();
        }
    }
    let narrow = define(city_group, &[Permission::MemberView], "reader");
    let refused = world.identity.define_role(&scott, &narrow).await;
    assert!(matches!(refused, Err(DefineRoleError::LastAdministrator)), "{refused:?}");
    // With another administrator it can.
    world.join(&scott, &invite(city_group, ANN, "organization-admin")).await;
    world.identity.define_role(&scott, &narrow).await.unwrap();
}

/// One tenant's roles are read by whoever gives a role there, so there is an end to them; changing one is no new one.
#[tokio::test]
async fn v_06_an_organisation_has_so_many_roles_of_its_own() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    let numbered = |number: u16| {
        let name = DisplayName::parse("Site manager").unwrap();
        DefineRole::new(city_group, role(&format!("role-{number}")), name)
            .permissions([Permission::MemberView])
    };
    for number in 0..DefineRoleError::MOST_ROLES {
        world.identity.define_role(&jeremy, &numbered(number)).await.unwrap();
    }
    let refused = world.identity.define_role(&jeremy, &numbered(DefineRoleError::MOST_ROLES)).await;
    assert!(matches!(refused, Err(DefineRoleError::TooManyRoles)), "{refused:?}");
    world.identity.define_role(&jeremy, &numbered(0)).await.unwrap();
}
