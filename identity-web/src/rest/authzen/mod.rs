//! The decisions of the policy as a decision point of the standard answers them (`AuthZEN` Authorization API 1.0).

mod answer;
mod asked;
pub(crate) mod handlers;
