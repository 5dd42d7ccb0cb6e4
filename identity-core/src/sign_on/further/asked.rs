//! That a sign-on asks its person for a further proof.

use crate::authenticators::ForPerson;
use crate::authority::Proof;
use crate::domain::{Actor, AuthenticationMethod, User};
use crate::ids::SignOnId;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::visitor::Visitor;
use crate::store::Versioned;

/// A sign-on asks its person, who proved something already, for a further proof.
#[derive(Debug)]
pub(in crate::sign_on) struct Asked {
    step: SignOnStep,
    user: Versioned<User>,
}

impl Asked {
    /// The step that asks, and the person.
    pub(in crate::sign_on) const fn new(step: SignOnStep, user: Versioned<User>) -> Self {
        Self { step, user }
    }

    pub(in crate::sign_on) const fn user(&self) -> &Versioned<User> {
        &self.user
    }

    pub(in crate::sign_on) fn is_for(&self, method: &AuthenticationMethod) -> bool {
        self.methods().contains(method)
    }

    pub(in crate::sign_on) fn methods(&self) -> &[AuthenticationMethod] {
        match &self.step {
            SignOnStep::Challenge(methods) | SignOnStep::Enrol(methods) => methods,
            _ => &[],
        }
    }

    /// Whether the person has to set it up first.
    pub(in crate::sign_on) const fn is_to_enrol(&self) -> bool {
        matches!(self.step, SignOnStep::Enrol(_))
    }

    pub(in crate::sign_on) fn into_step(self) -> SignOnStep {
        self.step
    }

    pub(in crate::sign_on) fn for_person<'a>(
        &'a self,
        sign_on: SignOnId,
        visitor: &Visitor<'a>,
    ) -> ForPerson<'a, Self> {
        let (device, reference) = (visitor.device, visitor.reference);
        let sign_on = Some(sign_on);
        ForPerson { proof: self, user: &self.user, device, reference, sign_on, application: None }
    }
}

impl Proof for Asked {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }
}
