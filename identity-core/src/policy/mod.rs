//! Who may do what, where: pure decisions over facts, with their reasons.
//!
//! | question | function |
//! |---|---|
//! | may somebody do this here? | [`allowed_by`], [`allowed_within`] limits; [`decide()`], with what is missing if not; [`explain()`], with the chain behind the answer |
//! | where may they? | [`scope`], the predicate for lists |
//! | what may they do here, who may do this? | [`what_can`], [`who_can`] |
//! | may they use this application? | [`access()`] |
//! | may they give this role, or take it? | [`can_delegate`], [`can_withdraw`] |
//!
//! All of them go by the same chains of grants, worked out once when the [`Facts`] are put together.

mod access;
mod allow_reason;
mod builder;
mod chain;
mod chosen;
mod decide;
mod delegation;
mod deny_reason;
mod explain;
mod facts;
mod grant_status;
mod link;
mod memory;
mod nearest;
mod permission_set;
mod request;
mod views;
mod windows;

pub use crate::domain::Permission;
pub use access::{Access, access};
pub use allow_reason::{AllowReason, ChainLink};
pub use builder::FactsBuilder;
pub use decide::{Decision, allowed_by, allowed_within, decide};
pub use delegation::{
    DelegationBasis, DelegationDenied, DelegationGap, DelegationRequest, ParentGrant, Part, can_delegate,
    can_withdraw,
};
pub use deny_reason::DenyReason;
pub use explain::{Explanation, explain};
pub use facts::Facts;
pub use grant_status::grant_status;
pub use permission_set::PermissionSet;
pub use request::{Request, Subject};
pub use views::{permissions, scope, what_can, who_can};
