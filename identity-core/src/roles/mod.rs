//! Roles: defining, giving and revoking them, and explaining what they allow.

mod abilities;
mod administrators;
mod available;
mod define;
mod define_role_error;
mod explain;
mod give;
mod give_error;
mod give_role_error;
mod held;
mod new_grant;
mod notice;
mod rank;
mod rank_error;
mod resolve;
mod revoke;
mod revoke_grant_error;
mod terms;

pub use crate::authority::{NamedAllow, NamedContract, NamedDelegationDenied, NamedLink};
pub use abilities::{Ability, AbleHolder, UsableService};
pub(crate) use administrators::{KeepError, keep_state};
pub use define::DefineRole;
pub use define_role_error::DefineRoleError;
pub use explain::{AskedActor, DecisionReason, ExplainedDecision};
pub use give::GiveRole;
pub use give_error::GiveError;
pub use give_role_error::GiveRoleError;
pub use held::HeldRole;
pub(crate) use new_grant::{NewGrant, require_mandate_right, trace_of_offer};
pub(crate) use notice::RoleNotice;
pub(crate) use rank::{held, held_to_remove, held_to_take, own_to_give_back};
pub(crate) use rank_error::{RankError, not_held, says_rank};
pub(crate) use revoke::ended;
pub use revoke_grant_error::RevokeGrantError;
pub(crate) use terms::ForeignContracts;
pub use terms::InvalidTerms;
