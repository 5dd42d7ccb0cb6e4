//! Organisations: the list for those who look after several, and one with its contracts.

use super::catalogue::Message;
use super::failure::Failure;
use super::views::{ContractRow, OrganizationDetails, OrganizationHead, OrganizationRow, Organizations};
use super::visit::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Organization, OrganizationClass, OrganizationState};
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::use_cases::{self, ContractDetails};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Longer than any name that is found.
const LONGEST_SEARCH: usize = 200;

pub(crate) async fn list(SignedInVisit { visit, caller, .. }: SignedInVisit) -> Result<Response, Failure> {
    let query: String = visit.query("q").unwrap_or_default().trim().chars().take(LONGEST_SEARCH).collect();
    let page = visit.list_page()?;
    let found = visit.state.identity.organizations(&caller, Some(&query), &page).await?;
    let search = utf8_percent_encode(&query, NON_ALPHANUMERIC);
    let view = Organizations {
        rows: found.items.iter().map(|organization| row(organization)).collect(),
        next: found.next.map(|next| format!("/organizations?q={search}&next={next}")),
        query,
    };
    visit.page(&view).await
}

pub(crate) async fn details(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let found = visit.state.identity.organization(&caller, parse(&id)?).await?;
    let now = visit.state.identity.clock().now();
    let organization = &found.organization;
    let view = OrganizationDetails {
        business_id: organization.business_id.as_ref().map(ToString::to_string),
        external_id: organization.crm_id().map(ToString::to_string),
        domains: organization.domains.iter().map(ToString::to_string).collect(),
        contracts: found.contracts.iter().map(|contract| contract_row(contract, now)).collect(),
        sees_contracts: found.permitted.contains(&Permission::ContractView),
        organization: head(&found),
    };
    visit.page(&view).await
}

/// An id that cannot be one answers like an unknown one.
pub(crate) fn parse(id: &str) -> Result<OrganizationId, Failure> {
    OrganizationId::parse(id).map_err(|_| Failure::NotFound)
}

/// The head of an organisation's pages.
pub(crate) fn head(found: &use_cases::OrganizationDetails) -> OrganizationHead {
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
    }
}

fn path(organization: &Organization) -> String {
    format!("/organizations/{}", organization.id)
}

fn row(organization: &Organization) -> OrganizationRow {
    OrganizationRow {
        name: organization.name.to_string(),
        path: path(organization),
        class: class(organization.class),
        external_id: organization.crm_id().map(ToString::to_string),
        state: state(organization.state),
    }
}

const fn class(class: OrganizationClass) -> Message {
    Message::new(match class {
        OrganizationClass::Operator => "organization.class.operator",
        OrganizationClass::Enterprise => "organization.class.enterprise",
        OrganizationClass::Sme => "organization.class.sme",
    })
}

const fn state(state: OrganizationState) -> Option<Message> {
    match state {
        OrganizationState::Active => None,
        OrganizationState::Suspended => Some(Message::new("organization.state.suspended")),
        OrganizationState::Closed => Some(Message::new("organization.state.closed")),
    }
}

fn contract_row(found: &ContractDetails, now: identity_core::Timestamp) -> ContractRow {
    let period = found.contract.period;
    let state = match (found.in_force, period.is_over(now)) {
        (true, _) => "contract.state.in_force",
        (false, true) => "contract.state.ended",
        (false, false) => "contract.state.upcoming",
    };
    ContractRow {
        external_id: found.contract.external_id.to_string(),
        services: found.services.iter().map(|service| service.name.to_string()).collect(),
        starts_at: period.not_before,
        ends_at: period.not_after,
        state: Message::new(state),
    }
}
