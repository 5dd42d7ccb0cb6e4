//! The head of an organisation's pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::domain::{Organization, OrganizationClass, OrganizationState};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::policy::Permission;

/// An id that cannot be one answers like an unknown one.
pub(crate) fn parse(id: &str) -> Result<OrganizationId, PageFailure> {
    OrganizationId::parse(id).map_err(|_| PageFailure::NotFound)
}

/// The ids of an organisation and of one of its people, as an address has them.
pub(crate) fn parse_person(
    (organization, user): &(String, String),
) -> Result<(OrganizationId, UserId), PageFailure> {
    Ok((parse(organization)?, UserId::parse(user).map_err(|_| PageFailure::NotFound)?))
}

/// The head of an organisation's pages.
pub(crate) fn head(found: &identity_core::organizations::OrganizationDetails) -> OrganizationHead {
    let permits = |permission| found.permitted.contains(&permission);
    OrganizationHead {
        name: found.organization.name.to_string(),
        path: path(&found.organization),
        class: class(found.organization.class),
        state: state(found.organization.state),
        sees_people: permits(Permission::MemberView),
        sees_invitations: permits(Permission::InvitationManage),
        may_invite: permits(Permission::InvitationManage),
        sees_mandates: permits(Permission::MandateManage),
        sees_grants: permits(Permission::GrantView),
        sets_sign_in: permits(Permission::MemberManage),
        sets_connections: permits(Permission::ConnectionManage),
        sees_history: permits(Permission::AuditView),
    }
}

pub(crate) fn path(organization: &Organization) -> String {
    format!("/organizations/{}", organization.id)
}

pub(crate) const fn class(class: OrganizationClass) -> PageText {
    PageText::new(match class {
        OrganizationClass::Operator => "organization-class-operator",
        OrganizationClass::Enterprise => "organization-class-enterprise",
        OrganizationClass::Sme => "organization-class-sme",
    })
}

pub(crate) const fn state(state: OrganizationState) -> Option<PageText> {
    match state {
        OrganizationState::Active => None,
        OrganizationState::Suspended => Some(PageText::new("organization-state-suspended")),
        OrganizationState::Closed => Some(PageText::new("organization-state-closed")),
    }
}
