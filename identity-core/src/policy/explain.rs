use super::allow_reason::ChainLink;
use super::decide::{Decision, decide};
use super::deny_reason::DenyReason;
use super::facts::Facts;
use super::request::Request;

/// An allow or a deny, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Whether it may be done, and the nearest missing link if not.
    pub decision: Result<(), DenyReason>,
    /// The chain behind an allow, from the grant that allows it up to the root grant; empty for a deny.
    pub chain: Vec<ChainLink>,
}

/// [`decide`], with the chain behind the answer.
pub fn explain(request: &Request, facts: &Facts) -> Explanation {
    match decide(request, facts) {
        Decision::Allowed(because) => Explanation { decision: Ok(()), chain: because.chain(facts) },
        Decision::Denied(missing) => Explanation { decision: Err(missing), chain: Vec::new() },
    }
}
