//! Linking one's own account from the account page.

use super::choices::with_proofs_of;
use super::departure_error::DepartureError;
use super::leaving::Leave;
use crate::authenticators::ProofError;
use crate::authority::{Identity, Trace};
use crate::domain::Origin;
use crate::federation::Departure;
use crate::ids::ConnectionId;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::visitor::Visitor;

impl Identity {
    /// Begins to link the account of the person who is signed in with an identity of a connection: a sign-on that leaves for the
    /// provider at once and ends at a local path. It holds what the person proved, so that nobody links it who signs in in this
    /// browser meanwhile.
    ///
    /// They must have [proved](crate::Settings::sensitive_after) who they are a short time ago.
    pub async fn begin_linking(
        &self,
        visitor: &Visitor<'_>,
        connection: ConnectionId,
        return_to: &str,
    ) -> Result<(Attempt, Departure), DepartureError> {
        let current = visitor.current.ok_or(DepartureError::ProveAgain)?;
        match self.recently_proved(&current.caller).await {
            Ok(_) => {}
            Err(ProofError::NoPerson | ProofError::ProveAgain) => return Err(DepartureError::ProveAgain),
            Err(ProofError::Store(error)) => return Err(error.into()),
        }
        if !self.may_ask_for_sign_on(visitor.device).await? {
            return Err(DepartureError::TooMany);
        }
        let open = self.connections_to_link(current.user.id).await?;
        let Some(found) = open.into_iter().find(|open| open.id == connection) else {
            // One that is not for them answers like an unknown one, and the trail has who asked.
            self.note_refusal(&current.caller, Trace::default().with("asked_for", connection)).await?;
            return Err(DepartureError::Closed);
        };
        let begun = self.new_attempt(visitor, Origin::Page { return_to: return_to.to_owned() });
        let sign_on = with_proofs_of(begun.sign_on.clone(), &current.session);
        self.depart(Attempt { sign_on, ..begun }, found, Leave { links: true, login_hint: None }).await
    }
}
