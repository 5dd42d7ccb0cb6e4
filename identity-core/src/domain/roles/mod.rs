//! Roles, what they allow, and how they are given: as grants and as mandates.

mod grant;
mod grant_path;
mod holder;
mod mandate;
mod permission;
mod rights;
mod role;

pub use grant::{Grant, GrantFilter};
pub use grant_path::{GrantPath, TooManyHands};
pub use holder::Holder;
pub use mandate::{Mandate, MandateAnswer, MandateNotice, MandateTerms};
pub use permission::Permission;
pub use rights::{GrantScope, Rights};
pub use role::{Role, RoleFilter, RoleRef};
