//! A layer that guards routes of the host application by a permission.

use crate::current_user::CurrentUser;
use axum::extract::{FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::request::Parts;
use identity_core::policy::Permission;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// Lets only people through who have a permission where they act.
///
/// The routes have to be inside of [`IdentityWeb::around`](crate::IdentityWeb::around).
///
/// ```
/// # use axum::{Router, routing::get};
/// # use identity_core::policy::Permission;
/// let admin: Router = Router::new()
///     .route("/reports", get(|| async { "only for those who see who has which role" }))
///     .route_layer(identity_web::require(Permission::GrantView));
/// # let _ = admin;
/// ```
pub const fn require(permission: Permission) -> Require {
    Require { permission }
}

/// The layer that [`require`] makes.
#[derive(Debug, Clone, Copy)]
pub struct Require {
    permission: Permission,
}

impl<S> Layer<S> for Require {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded { inner, permission: self.permission }
    }
}

/// A service behind [`Require`].
#[derive(Debug, Clone)]
pub struct Guarded<S> {
    inner: S,
    permission: Permission,
}

impl<S> Service<Request> for Guarded<S>
where
    S: Service<Request, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The service that was polled ready is the one to call; its copy waits for the next request.
        let copy = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, copy);
        let permission = self.permission;
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            match check(&mut parts, permission).await {
                Ok(()) => inner.call(Request::from_parts(parts, body)).await,
                Err(refused) => Ok(refused),
            }
        })
    }
}

async fn check(parts: &mut Parts, permission: Permission) -> Result<(), Response> {
    let user = <CurrentUser as FromRequestParts<()>>::from_request_parts(parts, &()).await;
    let user = user.map_err(IntoResponse::into_response)?;
    match user.may(permission).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(StatusCode::FORBIDDEN.into_response()),
        Err(error) => {
            tracing::error!(%error, "permission not checked");
            Err(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    }
}
