//! The policy engine, proved: on random worlds against the rules written down a second time, on every small world by every
//! sequence of acts, and by the matrix of who may do what where.
//!
//! `POLICY_CASES=100000` lets each property try so many random worlds, `POLICY_WALK=large` lets the walk go further.
//! `tests/policy-mutants` shows that each rule that is taken out of the engine makes a test here fail.

mod agreement;
mod attacks;
mod evidence;
mod invariants;
mod naive;
mod naive_giving;

mod random;
mod records;
mod replay;
mod tape;
mod variants;
mod world;
