//! Whose the identity is that a provider elsewhere asserted in a sign-on.

use crate::Timestamp;
use crate::authority::Identity;
use crate::domain::{
    AssertedIdentity, Connection, InvitationState, LinkChoice, LinkedIdentity, LinkedIdentityKey, Origin,
    SignInDomainFilter, SignOn, User,
};
use crate::ids::UserId;
use crate::sign_on::deciding::AssertedAs;
use crate::store::{StoreError, Versioned};
use crate::values::EmailAddress;
use std::time::Duration;

/// How long an asserted identity waits for the person to say or prove which account it belongs to.
const WAITING: Duration = Duration::from_hours(1);

/// An asserted identity, with the records that decide about it.
#[derive(Clone)]
pub(in crate::sign_on) struct ReadIdentity {
    pub(in crate::sign_on) connection: Versioned<Connection>,
    /// The record that links it with an account.
    pub(in crate::sign_on) linked: Option<Versioned<LinkedIdentity>>,
    pub(in crate::sign_on) found: AssertedAs,
}

impl Identity {
    /// Reads what decides about the identity that was asserted in a sign-on; `None` if there is none, or it waited too long.
    /// `here` is whoever proved who they are in the sign-on or is signed in in the browser.
    pub(in crate::sign_on) async fn read_asserted(
        &self,
        sign_on: &SignOn,
        person: Option<UserId>,
        here: Option<UserId>,
    ) -> Result<Option<ReadIdentity>, StoreError> {
        let Some(asserted) = sign_on.asserted.as_deref().filter(|asserted| counts(asserted, self.now()))
        else {
            return Ok(None);
        };
        let Some(connection) = self.connection_by_id(asserted.connection).await? else { return Ok(None) };
        let mut read = self.read_identity(connection, asserted, person, here).await?;
        read.found.is_invited = self.is_invited_to(sign_on, &read.connection).await?;
        Ok(Some(read))
    }

    /// Whether a sign-on began at the link of an invitation that still waits, and that leads to the organisation of a connection; one
    /// for everybody stands beside every organisation.
    async fn is_invited_to(&self, sign_on: &SignOn, connection: &Connection) -> Result<bool, StoreError> {
        let Origin::Invitation { invitation, .. } = sign_on.origin else { return Ok(false) };
        let Some(invitation) = self.store.invitations().get(invitation).await? else { return Ok(false) };
        let waits = invitation.state == InvitationState::Pending && self.now() < invitation.expires_at;
        let leads_there = connection.organization.is_none_or(|place| place == invitation.organization);
        Ok(waits && leads_there)
    }

    /// Reads what decides about an identity of a connection.
    pub(in crate::sign_on) async fn read_identity(
        &self,
        connection: Versioned<Connection>,
        asserted: &AssertedIdentity,
        person: Option<UserId>,
        here: Option<UserId>,
    ) -> Result<ReadIdentity, StoreError> {
        let key =
            LinkedIdentityKey::Subject(connection.id, asserted.issuer.clone(), asserted.subject.clone());
        let linked = self.store.linked_identities().find(&key).await?;
        let owner = match &linked {
            Some(linked) => self.store.users().get(linked.user).await?,
            None => None,
        };
        let has_other_identity = match person.filter(|_| linked.is_none()) {
            Some(person) => {
                let key = LinkedIdentityKey::Of(person, connection.id);
                self.store.linked_identities().find(&key).await?.is_some()
            }
            None => false,
        };
        let address = match (&linked, self.vouched_email(&connection, asserted).await?) {
            (None, Some(email)) => self.holder_of(&email).await?,
            _ => None,
        };
        let comes = owner.as_ref().map(|owner| owner.id).or(here);
        let can_sign_in = |owner: &Versioned<User>| owner.can_prove(self.now());
        // An identity of one organisation's provider is nobody's who belongs elsewhere too.
        let whose = owner.as_ref().map(|owner| owner.id).or(person);
        let is_theirs = match whose {
            Some(whose) => self.is_for(&connection, whose).await?,
            None => true,
        };
        let found = AssertedAs {
            owner: owner.as_ref().map(|owner| (owner.id, owner.state)),
            owner_can_sign_in: owner.as_ref().is_some_and(can_sign_in),
            unknown: connection.rules.unknown,
            level_suffices: connection.rules.level_suffices(asserted.level.as_deref()),
            is_open: is_theirs && self.can_come_by(&connection, comes).await?,
            has_other_identity,
            is_invited: false,
            address_is_taken: address.is_some(),
        };
        Ok(ReadIdentity { connection, linked, found })
    }

    /// The address of an asserted identity, if it counts as proved here: the provider says that it is, the connection's rules
    /// believe it, and it lies in a domain of the organisation whose connection it is. A connection for everybody is believed for
    /// every domain.
    pub(in crate::sign_on) async fn vouched_email(
        &self,
        connection: &Connection,
        asserted: &AssertedIdentity,
    ) -> Result<Option<EmailAddress>, StoreError> {
        let said = asserted.email.clone().filter(|_| asserted.email_verified);
        let Some(email) = said.filter(|_| connection.rules.vouches_for_email) else { return Ok(None) };
        if connection.organization.is_none() {
            return Ok(Some(email));
        }
        let filter = SignInDomainFilter { domain: Some(email.domain()), connection: Some(connection.id) };
        for domain in self.all(self.store.sign_in_domains(), &filter).await? {
            if self.domain_holds(&domain, connection).await? {
                return Ok(Some(email));
            }
        }
        Ok(None)
    }
}

fn counts(asserted: &AssertedIdentity, now: Timestamp) -> bool {
    asserted.choice == LinkChoice::Confirmed || now < asserted.at.plus(WAITING)
}
