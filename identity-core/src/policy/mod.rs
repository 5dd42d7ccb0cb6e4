//! Who may do what, where: pure decisions over facts, with their reasons.

mod access;
mod decide;
mod decision;
mod facts;
mod giving;
mod permission;

pub use access::{Access, access};
pub use decide::{decide, scope};
pub use decision::{Because, Decision, Missing, Request};
pub use facts::{Facts, Subject};
pub use giving::{Gift, NotHeld, may_give};
pub use permission::Permission;
