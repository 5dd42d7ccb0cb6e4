//! What allows erasing.

use crate::Timestamp;
use crate::authority::{Act, Proof, Rule, RuleKept};
use crate::domain::{Actor, User};
use crate::store::{RecordId, Versioned};

/// A person who closed their account, or had it closed, and whose time is over.
#[derive(Debug)]
pub(super) struct TimeIsOver {
    user: Versioned<User>,
}

impl TimeIsOver {
    /// The person, if their time is over.
    pub(super) fn of(user: Versioned<User>, now: Timestamp) -> Option<Self> {
        user.is_to_be_erased(now).then_some(Self { user })
    }

    pub(super) const fn user(&self) -> &Versioned<User> {
        &self.user
    }

    /// Says that ending or removing a record of this person takes nothing that has an effect: since the account was closed
    /// nothing of theirs has one, and that an administrator stays was asked then.
    pub(super) fn takes_nothing(_: &Self, act: &mut Act, about: impl Into<RecordId>) {
        let about = about.into();
        act.keeps(&HoldsNothing { about });
        act.keeps(&AdministersNothing { about });
    }
}

impl Proof for TimeIsOver {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

/// Whose account is closed holds nothing that has an effect, so nothing is taken.
struct HoldsNothing {
    about: RecordId,
}

impl RuleKept for HoldsNothing {
    const RULE: Rule = Rule::NoHigherOne;

    fn about(&self) -> RecordId {
        self.about
    }
}

/// Whose account is closed administers nothing, which was asked when it was closed.
struct AdministersNothing {
    about: RecordId,
}

impl RuleKept for AdministersNothing {
    const RULE: Rule = Rule::AdministratorStays;

    fn about(&self) -> RecordId {
        self.about
    }
}
