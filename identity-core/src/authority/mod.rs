//! What every capability is built on: the handle [`Identity`], the caller, the policy asked on fresh facts, and
//! the one door to writing.

mod access_error;
mod authorize;
mod caller;
mod decision_context;
mod ensure_within_scope;
mod explanations;
mod exporting;
mod grant_limits;
mod guarded;
mod holders;
mod identity;
mod lineage;
mod load_facts;
mod operator;
mod outside;
mod refusals;
mod request;
mod retry;
mod turns;
mod writing;

pub use access_error::{AccessError, Refused};
pub use caller::Caller;
pub(crate) use decision_context::DecisionContext;
pub use explanations::{
    Missing, NamedAllow, NamedContract, NamedDelegationDenied, NamedDeny, NamedGiver, NamedLink,
};
pub(crate) use exporting::ExportedList;
pub(crate) use grant_limits::GrantLimits;
pub use identity::{Identity, IdentityBuilder};
pub(crate) use operator::operator_external_id;
pub use outside::Leftover;
pub(crate) use refusals::{AuditedRefusal, RefusalNote, counter_of_network};
pub(crate) use retry::{FromStore, Tries, carries_store_errors, on_fresh_facts};
pub(crate) use writing::{Act, BookKeeping, Own, Proof, Rule, RuleKept, ShortLived, Trace};
