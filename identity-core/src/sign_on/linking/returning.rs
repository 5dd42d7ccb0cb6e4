//! Coming back from an identity provider.

use super::request_id::{RequestSecrets, digest_of, sign_on_of};
use crate::authority::Identity;
use crate::domain::ConnectionState;
use crate::federation::Returned;
use crate::ids::SignOnId;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::is_over;
use crate::sign_on::sign_on_error::SignOnError;
use crate::sign_on::visitor::Visitor;

impl Identity {
    /// The sign-on that the id of a request leads back to, and what its answer is checked against: in the browser that it was sent
    /// from, and as long as no answer came. A request that was used up, or followed by another one, is
    /// [`SignOnError::Replayed`]: the page of [its sign-on](Self::sign_on_of_request) says how it goes on.
    pub async fn returned(
        &self,
        request_id: &str,
        visitor: &Visitor<'_>,
    ) -> Result<(Attempt, Returned), SignOnError> {
        let id = sign_on_of(request_id).ok_or(SignOnError::Over)?;
        let attempt = self.sign_on(id, visitor).await?;
        let session = visitor.current.map(|current| &current.session.record);
        let requested = attempt.sign_on.requested.clone();
        let requested = requested.filter(|requested| requested.request == digest_of(request_id));
        let Some(requested) = requested else { return Err(SignOnError::Replayed) };
        if attempt.sign_on.finished_at.is_some() || is_over(&attempt.sign_on, self.now(), session) {
            return Err(SignOnError::Over);
        }
        let connection = self.connection_by_id(requested.connection).await?;
        let connection = connection.filter(|found| found.state != ConnectionState::Disabled);
        let connection = connection.ok_or(SignOnError::Over)?.record;
        let secrets = RequestSecrets::of(self, &attempt.sign_on).ok_or(SignOnError::Over)?;
        let RequestSecrets { nonce, verifier } = secrets;
        let returned = Returned {
            connection,
            request_id: request_id.to_owned(),
            nonce,
            verifier,
            fresh: requested.fresh,
            links: requested.links,
            sent_at: requested.sent_at,
        };
        Ok((attempt, returned))
    }

    /// The sign-on whose page shows what came of a request, by the request's id.
    pub fn sign_on_of_request(request_id: &str) -> Option<SignOnId> {
        sign_on_of(request_id)
    }
}
