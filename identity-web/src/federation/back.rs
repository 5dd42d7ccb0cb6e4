//! A browser that comes back from an identity provider.

use crate::elsewhere::ProviderFault;
use crate::federation::connections::Federation;
use crate::federation::departing::Brought;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::onward::next;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::Identity;
use identity_core::sign_on::{Answer, AnswerError, SignOnError};

/// Takes what the browser brought back, if it was sent away with this request, and goes on with the sign-on: with the identity that
/// the provider asserts, or with the reason why there is none.
pub(super) async fn take(
    visit: &Visit,
    federation: &Federation,
    request_id: &str,
    brought: Result<Brought, ProviderFault>,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let (attempt, returned) = match identity.returned(request_id, &visit.visitor()).await {
        Ok(found) => found,
        // An answer came before, or another request was sent since: the page of the sign-on says how it goes on.
        Err(SignOnError::Replayed) => return Ok(to_sign_on(visit, request_id)),
        Err(error) => return Err(error.into()),
    };
    if let Some(asked) = attempt.sign_on.application() {
        visit.is_for_application(asked.relying_party);
    }
    let answer = match brought {
        Ok(brought) => federation.answer(&returned, brought).await,
        Err(fault) => Err(fault),
    };
    let answer = match answer {
        Ok(answer) => Answer::Provider(Box::new(answer)),
        Err(ProviderFault::Check(check)) => {
            tracing::info!(connection = %returned.connection.id, check, "an identity provider signed nobody in");
            Answer::ProviderFailed { check: check.to_owned() }
        }
        Err(ProviderFault::Internal(error)) => return Err(PageFailure::Unavailable(Some(error))),
    };
    match identity.answer(&attempt, &visit.visitor(), answer).await {
        Ok(progress) => next(visit, progress).await,
        // It was answered meanwhile, in another tab.
        Err(AnswerError::NotAsked) => Ok(visit.go(&format!("/flow/{}", attempt.id()))),
        Err(error) => Err(error.into()),
    }
}

fn to_sign_on(visit: &Visit, request_id: &str) -> Response {
    match Identity::sign_on_of_request(request_id) {
        Some(id) => visit.go(&format!("/flow/{id}")),
        None => visit.go("/login"),
    }
}
