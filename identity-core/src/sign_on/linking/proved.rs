//! What an identity provider proved of somebody, in a sign-on.

use crate::Timestamp;
use crate::domain::{AssertedIdentity, AuthenticationMethod, Factors, Proved};
use crate::ids::UserId;
use crate::sign_on::attempt::Attempt;
use crate::store::Version;

/// An attempt that was written with an act.
pub(super) fn next_version(attempt: Attempt) -> Attempt {
    let version = attempt.version.map_or(Version::FIRST, Version::next);
    Attempt { version: Some(version), ..attempt }
}

/// What an asserted identity proves of the person whose account it is linked with.
pub(super) fn proofs(person: UserId, asserted: &AssertedIdentity, now: Timestamp) -> Vec<Proved> {
    let two = (asserted.factors == Factors::Two).then_some(AuthenticationMethod::FEDERATED_TWO);
    let methods = std::iter::once(AuthenticationMethod::FEDERATED).chain(two);
    methods.map(|method| Proved { method, user: person, at: now, password_set_at: None }).collect()
}
