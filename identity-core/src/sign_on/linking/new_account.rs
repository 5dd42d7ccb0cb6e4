//! The account of somebody who signed in elsewhere and has none here.

use super::proved::{next_version, proofs};
use super::written::linked_identity;
use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{
    Action, Actor, AssertedIdentity, Connection, Invitation, InvitationState, LinkChoice, LinkedIdentity,
    Membership, Origin, SignOn, User, UserState,
};
use crate::ids::UserId;
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::identities::NewLinkedAccount;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use crate::store::{StoreError, Versioned};
use crate::values::{Attributes, EmailAddress, FamilyName, PersonName};

/// An account that is being made, with the identity that it is linked with.
pub(super) struct Making {
    pub(super) user: User,
    linked: LinkedIdentity,
}

impl Making {
    /// An account without rights. The address is one that the provider vouches for.
    pub(super) fn of(
        identity: &Identity,
        connection: &Connection,
        asserted: &AssertedIdentity,
        (given_name, family_name): (PersonName, FamilyName),
        email: Option<EmailAddress>,
    ) -> Self {
        let now = identity.now();
        let user = User {
            id: identity.new_id(),
            username: None,
            email_verified_at: email.as_ref().map(|_| now),
            email,
            phone: None,
            phone_verified_at: None,
            erase_at: None,
            given_name,
            family_name,
            locale: None,
            attributes: Attributes::default(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        };
        let linked = linked_identity(identity, connection.id, asserted, user.id);
        Self { user, linked }
    }
}

/// Somebody whom an identity provider asserted, and who is asked whether they want an account.
struct AskedToCreate {
    user: UserId,
}

impl AskedToCreate {
    /// The person that the account is made for, if the sign-on asks for that.
    fn of(step: &SignOnStep, making: &Making) -> Option<Self> {
        let asked = matches!(step, SignOnStep::ConnectOrCreate { may_create: true });
        asked.then_some(Self { user: making.user.id })
    }
}

impl Proof for AskedToCreate {
    fn actor(&self) -> Actor {
        Actor::User(self.user)
    }
}

impl Identity {
    /// Makes an account for the identity that was asserted, if the sign-on asks for that. Account, link and proof are one commit, so
    /// that a second click, or another tab, makes no second one.
    pub(in crate::sign_on) async fn create_linked(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        new: &NewLinkedAccount,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (before, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let (step, facts) = self.look(&before, current.clone(), visitor).await?;
            let (Some(asserted), Some(read)) = (before.sign_on.asserted.as_deref(), facts.asserted) else {
                return Err(AnswerError::NotAsked);
            };
            if !self.may_still_be_invited(&before.sign_on).await? {
                return Err(AnswerError::NotAsked);
            }
            // Nobody has an address for good that they have not proved, or that somebody else has.
            let email = self.vouched_email(&read.connection, asserted).await?;
            let names = (new.given_name.clone(), new.family_name.clone());
            let making = Making::of(self, &read.connection, asserted, names, email);
            let asked = AskedToCreate::of(&step, &making).ok_or(AnswerError::NotAsked)?;
            let mut act = Act::by_proof::<AskedToCreate>(&asked).referring(visitor.reference);
            act.changes().require_read(&read.connection);
            let attempt =
                Attempt { sign_on: self.with_account(&before.sign_on, asserted, &making), ..before };
            attempt.write(act.changes());
            let (action, trace) = self.make_account(&mut act, &making, &read.connection).await?;
            self.commit(act.finish(self, action, trace)).await?;
            let attempt = next_version(attempt);
            let (step, _) = self.look(&attempt, current, visitor).await?;
            Ok(Progress::Next(Box::new(attempt), step))
        })
    }

    /// Whether the invitation still waits that the sign-on began at, if it began at one: it is the reason why whoever holds its link
    /// gets an account. They accept it with that account.
    async fn may_still_be_invited(&self, sign_on: &SignOn) -> Result<bool, StoreError> {
        let Origin::Invitation { invitation, .. } = sign_on.origin else { return Ok(true) };
        let found = self.store.invitations().get(invitation).await?;
        let waits = |found: &Versioned<Invitation>| {
            found.state == InvitationState::Pending && self.now() < found.expires_at
        };
        Ok(found.is_some_and(|found| waits(&found)))
    }

    fn with_account(&self, sign_on: &SignOn, asserted: &AssertedIdentity, making: &Making) -> SignOn {
        let proofs = proofs(making.user.id, asserted, self.now());
        let asserted = AssertedIdentity { choice: LinkChoice::Confirmed, ..asserted.clone() };
        SignOn { proofs, asserted: Some(Box::new(asserted)), ..sign_on.clone() }
    }

    /// Adds an account, its link, and that it belongs to the organisation of the connection, to an act. Gives the audit row.
    pub(super) async fn make_account(
        &self,
        act: &mut Act,
        making: &Making,
        connection: &Versioned<Connection>,
    ) -> Result<(Action, Trace), StoreError> {
        let Making { user, linked } = making;
        act.changes().insert(user.clone()).insert(linked.clone());
        let mut trace = Trace::of(user.id).with("user", user.id).with("connection", connection.id);
        if let Some(organization) = connection.organization {
            act.changes().insert(Membership::new(self.new_id(), user, organization, user.created_at));
            trace = trace.at(organization);
        }
        let row = self.tell_of_link(act, user, linked, connection, true).await?;
        act.note(self, row.0, row.1);
        Ok((Action::UserCreated, trace))
    }
}
