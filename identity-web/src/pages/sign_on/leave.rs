//! Leaving for an identity provider elsewhere.

use crate::elsewhere::ProviderFault;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::onward::next;
use crate::pages::sign_on::outcome::lead_away;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::federation::Departure;
use identity_core::ids::ConnectionId;
use identity_core::sign_on::{Answer, Attempt, DepartureError};

impl From<DepartureError> for PageFailure {
    fn from(error: DepartureError) -> Self {
        match error {
            DepartureError::Store(error) => error.into(),
            DepartureError::TooMany => Self::TooMany,
            DepartureError::Closed => Self::NotFound,
            _ => Self::SignOnOver,
        }
    }
}

/// Leaves a sign-on for the identity provider of a connection.
pub(crate) async fn leave(
    visit: &Visit,
    attempt: &Attempt,
    connection: ConnectionId,
    login_hint: Option<String>,
) -> Result<Response, PageFailure> {
    if visit.state.identity_providers.is_none() {
        return Err(PageFailure::NotFound);
    }
    let left = visit.state.identity.leave_for(attempt, &visit.visitor(), connection, login_hint).await?;
    depart(visit, &left.0, left.1).await
}

/// Sends the browser to the identity provider of a connection. If that cannot be reached, the sign-on goes on here and says so.
///
/// The browser is led by a page and not by a redirect, since it would hold the address to the `form-action` of the page whose
/// button was pressed.
pub(crate) async fn depart(
    visit: &Visit,
    attempt: &Attempt,
    mut departure: Departure,
) -> Result<Response, PageFailure> {
    let Some(providers) = &visit.state.identity_providers else { return Err(PageFailure::NotFound) };
    let (identity, connection) = (&visit.state.identity, departure.connection.id);
    departure.locale = Some(visit.language.clone());
    match providers.departure_address(&departure).await {
        Ok(address) => lead_away(visit, departure.connection.name.to_string(), address).await,
        Err(ProviderFault::Check(check)) => {
            tracing::warn!(connection = %connection, check, "nobody can be sent to an identity provider");
            let failed = Answer::ProviderFailed { check: check.to_owned() };
            let progress = identity.answer(attempt, &visit.visitor(), failed).await?;
            next(visit, progress).await
        }
        Err(ProviderFault::Internal(error)) => Err(PageFailure::Unavailable(Some(error))),
    }
}
