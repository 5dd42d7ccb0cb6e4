//! Whether the process is up, and whether it can do its work.

use crate::state::WebState;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use std::sync::atomic::Ordering;

/// `/healthz`: the process is up. `/readyz`: the store answers, its schema fits, the keys are there, and the
/// process is not shutting down.
pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/healthz", get(healthy)).route("/readyz", get(ready))
}

async fn healthy() -> &'static str {
    "ok\n"
}

async fn ready(State(state): State<WebState>) -> (StatusCode, &'static str) {
    if state.ending.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n");
    }
    match state.identity.check().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}
