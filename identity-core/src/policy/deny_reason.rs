use crate::Timestamp;
use crate::domain::Permission;
use crate::ids::{GrantId, OrganizationId, ServiceId};

/// The nearest missing link behind a deny; the variants are ordered by how near they come to an allow.
// Exhaustive: whoever checks or explains a decision has to know every reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DenyReason {
    /// The person is locked or disabled, or the client disabled.
    ActiveSubject,
    /// The token's scopes leave it out.
    Scope(Permission),
    /// No grant allows it here.
    Grant,
    /// A grant would allow it, but is limited to single services, and this concerns the whole organisation.
    WholeOrganization(GrantId),
    /// A grant names it, but this grant, from which it derives, does not give it.
    ParentGrant(GrantId),
    /// A grant would allow it, but this grant, from which it derives, does not reach as far.
    ParentGrantReach(GrantId),
    /// A grant would allow it, but it derives from this one, which gives no right to pass it on, or not so often.
    RightToGrant(GrantId),
    /// A grant would allow it, but is only for giving to others.
    RightToAct(GrantId),
    /// A grant would allow it, but the role of this one, itself or one that it derives from, is disabled.
    EnabledRole(GrantId),
    /// A grant would allow it, but derives from this one, whose holder is not active.
    ActiveGiver(GrantId),
    /// A grant would allow it, but this one, itself or one that it derives from, has ended.
    GrantEnded(GrantId, Timestamp),
    /// A grant would allow it, but this one, itself or one that it derives from, has not begun.
    GrantNotBegun(GrantId, Timestamp),
    /// A grant would allow it, but this mandate, itself or one that it derives from, was not accepted.
    Acceptance(GrantId),
    /// A mandate would allow it, but the person acts for another organisation than this one.
    ActingFor(OrganizationId),
    /// A grant would allow it, but this organisation, or one above it, is not active.
    ActiveOrganization(OrganizationId),
    /// A grant would allow it, but the service is disabled.
    EnabledService(ServiceId),
    /// A grant would allow it, but none of the contracts that it is limited to is in force.
    ContractOfGrant(GrantId),
    /// A grant would allow it, but the organisation's contract for the service has ended.
    ContractEnded(ServiceId, Timestamp),
    /// A grant would allow it, but the organisation has no contract for the service now.
    Contract(ServiceId),
}
