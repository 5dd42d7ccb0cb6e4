//! Roles: defining, giving and revoking them, and explaining what they allow.

mod abilities;
mod administrators;
mod available;
mod define;
mod define_role_error;
mod explain;
mod give;
mod give_error;
mod grant_error;
mod held;
mod new_grant;
mod notice;
mod rank;
mod resolve;
mod revoke;
mod terms;

pub use crate::authority::{NamedAllow, NamedContract, NamedDelegationDenied, NamedLink};
pub use abilities::{Ability, AbleHolder};
pub(crate) use administrators::KeepError;
pub use define::DefineRole;
pub use define_role_error::DefineRoleError;
pub use explain::{AskedActor, DecisionReason, ExplainedDecision};
pub use give::GiveRole;
pub use give_error::GiveError;
pub use grant_error::GrantError;
pub use held::HeldRole;
pub(crate) use new_grant::{NewGrant, require_mandate_right};
pub(crate) use rank::held;
pub(crate) use revoke::ended;
pub use terms::InvalidTerms;
