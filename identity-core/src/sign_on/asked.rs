//! That a sign-on asks its person for a further proof.

use super::step::SignOnStep;
use super::visitor::Visitor;
use crate::authenticators::ForPerson;
use crate::authority::Proof;
use crate::domain::{Actor, AuthenticationMethod, User};
use crate::store::Versioned;

/// A sign-on asks its person, who proved something already, for a further proof.
#[derive(Debug)]
pub(super) struct Asked {
    step: SignOnStep,
    user: Versioned<User>,
}

impl Asked {
    /// The step that asks, and the person.
    pub(super) const fn new(step: SignOnStep, user: Versioned<User>) -> Self {
        Self { step, user }
    }

    pub(super) const fn user(&self) -> &Versioned<User> {
        &self.user
    }

    pub(super) fn is_for(&self, method: &AuthenticationMethod) -> bool {
        self.methods().contains(method)
    }

    pub(super) fn methods(&self) -> &[AuthenticationMethod] {
        match &self.step {
            SignOnStep::Challenge(methods) | SignOnStep::Enrol(methods) => methods,
            _ => &[],
        }
    }

    /// Whether the person has to set it up first.
    pub(super) const fn is_to_enrol(&self) -> bool {
        matches!(self.step, SignOnStep::Enrol(_))
    }

    pub(super) fn into_step(self) -> SignOnStep {
        self.step
    }

    pub(super) fn for_person<'a>(&'a self, visitor: &Visitor<'a>) -> ForPerson<'a, Self> {
        ForPerson { proof: self, user: &self.user, device: visitor.device, reference: visitor.reference }
    }
}

impl Proof for Asked {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }
}
