//! Leaving for an identity provider.

use super::departure_error::DepartureError;
use super::request_id::{RequestSecrets, digest_of, new_request_id};
use crate::authority::{Identity, on_fresh_facts};
use crate::domain::{Connection, Factors, LinkChoice, Origin, ProviderRequest, SignOn};
use crate::federation::Departure;
use crate::ids::{ConnectionId, UserId};
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::{SignOnStep, is_over};
use crate::sign_on::visitor::Visitor;
use crate::store::StoreError;

/// What a request to a provider is for.
pub(super) struct Leave {
    /// Whether its answer is to be linked with the account of the person who proved who they are here.
    pub(super) links: bool,
    /// What the person typed as their name or address.
    pub(super) login_hint: Option<String>,
}

impl Identity {
    /// The connections by which somebody can sign in at this sign-on: those for everybody; those that the person of the browser's
    /// session has linked, so that they can prove anew who they are; and for those who manage connections also what is on trial.
    /// Preferred ones first, then by name.
    pub async fn sign_in_connections(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Vec<Connection>, StoreError> {
        let person = person_of(attempt, visitor);
        let mut found = self.connections_for([]).await?;
        if let Some(person) = person {
            for linked in self.identities_of(person).await? {
                let known = found.iter().any(|connection| connection.id == linked.connection);
                if !known && let Some(connection) = self.connection_by_id(linked.connection).await? {
                    found.push(connection);
                }
            }
        }
        let mut open = Vec::new();
        for connection in found {
            if self.can_come_by(&connection, person).await? {
                open.push(connection.record);
            }
        }
        Ok(open)
    }

    /// Leaves a sign-on for an identity provider: stores it with the request, and gives what the adapter needs to write that. A
    /// request that was sent before is answered no more.
    ///
    /// Each departure is counted first, as every sign-on is that a stranger has stored: it may cost a request to the provider. Whoever was just asked to
    /// link their account leaves in order to link it, and proves anew there who they are.
    pub async fn leave_for(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        connection: ConnectionId,
        login_hint: Option<String>,
    ) -> Result<(Attempt, Departure), DepartureError> {
        if !self.may_ask_for_sign_on(visitor.device).await? {
            return Err(DepartureError::TooMany);
        }
        let mut first = true;
        on_fresh_facts!(async {
            let (attempt, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let session = current.as_ref().map(|current| &current.session.record);
            let is_passive = attempt.sign_on.application().is_some_and(|asked| asked.passive);
            let is_answered = attempt.sign_on.finished_at.is_some();
            if is_passive || is_answered || is_over(&attempt.sign_on, self.now(), session) {
                return Err(DepartureError::Over);
            }
            let found = self.connection_by_id(connection).await?.ok_or(DepartureError::Closed)?;
            if !self.can_come_by(&found, person_of(&attempt, visitor)).await? {
                return Err(DepartureError::Closed);
            }
            let (step, _) = self.look(&attempt, current, visitor).await?;
            let leave =
                Leave { links: links(&attempt.sign_on, &step, connection), login_hint: login_hint.clone() };
            self.depart(attempt, found.record, leave).await
        })
    }

    /// Stores a sign-on with its request.
    pub(super) async fn depart(
        &self,
        attempt: Attempt,
        connection: Connection,
        leave: Leave,
    ) -> Result<(Attempt, Departure), DepartureError> {
        let Leave { links, login_hint } = leave;
        let secrets = RequestSecrets::new(self);
        let request_id = new_request_id(self, attempt.id());
        let fresh = links || needs_fresh(&attempt.sign_on);
        let requested = ProviderRequest {
            connection: connection.id,
            request: digest_of(&request_id),
            secrets: Some(secrets.seal(self, attempt.id())),
            fresh,
            links,
            sent_at: self.now(),
        };
        let two = attempt.sign_on.application().is_some_and(|asked| asked.factors == Factors::Two)
            || self.settings().factors == Factors::Two;
        let contexts = connection.rules.two_factor_contexts.iter().filter(|_| two).cloned().collect();
        let sign_on =
            SignOn { requested: Some(requested), provider_failure: None, ..attempt.sign_on.clone() };
        let attempt = self.store_attempt(Attempt { sign_on, ..attempt }).await?;
        let RequestSecrets { nonce, verifier } = secrets;
        let locale = None;
        let departure =
            Departure { connection, request_id, nonce, verifier, fresh, contexts, login_hint, locale };
        Ok((attempt, departure))
    }
}

/// Whoever proved who they are here, or is signed in.
fn person_of(attempt: &Attempt, visitor: &Visitor<'_>) -> Option<UserId> {
    let here = attempt.sign_on.proofs.first().map(|proof| proof.user);
    here.or(visitor.current.map(|current| current.user.id))
}

/// Whether somebody leaves in order to link their account: they were asked to, or they take another identity than the one that they
/// came back with.
fn links(sign_on: &SignOn, step: &SignOnStep, connection: ConnectionId) -> bool {
    let is_asked = matches!(step, SignOnStep::OfferLink { connection: asked, .. } if *asked == connection);
    let again = sign_on
        .asserted
        .as_deref()
        .is_some_and(|asserted| asserted.connection == connection && asserted.choice == LinkChoice::Connect);
    is_asked || (again && !sign_on.proofs.is_empty())
}

/// Whether a proof that is older than the request does not do.
fn needs_fresh(sign_on: &SignOn) -> bool {
    match &sign_on.origin {
        Origin::Again { .. } => true,
        Origin::Application(asked) => {
            asked.fresh || asked.openid.as_deref().is_some_and(|openid| openid.max_age.is_some())
        }
        Origin::Page { .. } | Origin::Invitation { .. } | Origin::Recovery { .. } => false,
    }
}
