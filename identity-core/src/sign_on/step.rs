//! What a sign-on needs next.

use crate::domain::{Origin, Session, SignOn};

/// What a sign-on needs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOnStep {
    /// The person has to prove who they are.
    Authenticate,
    /// The person would have to be asked something, which the request forbids.
    NotPassive,
    /// Everything is there: answer it.
    Finish,
}

/// Decides what a sign-on needs next. Pure and total; the only place that decides it.
pub fn next_step(sign_on: &SignOn, session: Option<&Session>) -> SignOnStep {
    let Origin::Saml(saml) = &sign_on.origin else {
        return if session.is_some() { SignOnStep::Finish } else { SignOnStep::Authenticate };
    };
    let fresh = |session: &&Session| !saml.force_authn || session.authenticated_at >= sign_on.created_at;
    match session.filter(fresh) {
        Some(_) => SignOnStep::Finish,
        None if saml.is_passive => SignOnStep::NotPassive,
        None => SignOnStep::Authenticate,
    }
}
