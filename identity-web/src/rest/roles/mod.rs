//! Roles, grants, and the decisions of the policy.

pub(crate) mod abilities;
pub(crate) mod decisions;
pub(crate) mod dto;
pub(crate) mod grants;
