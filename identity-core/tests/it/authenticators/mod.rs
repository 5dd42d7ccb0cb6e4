//! Second proofs: setting them up, signing in with them, losing them.

mod attacks;
mod codes;
mod enrolment;
mod passkeys;
mod proofs;
mod remembered;
mod reset;
pub(crate) mod support;
