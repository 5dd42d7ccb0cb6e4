//! Acts on somebody's account that need two administrators: one asks, another one approves.

mod answer;
mod approval_error;
mod ask;
mod queries;

pub use approval_error::ApprovalError;
pub use ask::AskApproval;
pub use queries::NamedApproval;
