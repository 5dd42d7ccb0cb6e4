//! What clients learn by themselves: the metadata and the keys (OpenID Connect Discovery, section 4; RFC 8414, section 3).

use crate::openid::metadata::{Deployment, metadata};
use crate::openid_provider::provider::OpenIdProvider;
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::extract::State;
use axum::{Extension, Json};
use http::header::{CACHE_CONTROL, HeaderName};
use serde_json::Value;

/// For how long a copy is good. A new key is published long before it signs.
const KEPT: &str = "public, max-age=300";

type Kept = ([(HeaderName, &'static str); 1], Json<Value>);

pub(super) async fn configuration(State(state): State<WebState>) -> Result<Kept, Problem> {
    let deployment = Deployment {
        base: &state.base,
        locales: &state.pages.languages().locales(),
        has_second_factor: !state.identity.settings().methods.is_empty(),
    };
    let document = metadata(deployment).map_err(Problem::internal)?;
    Ok(([(CACHE_CONTROL, KEPT)], Json(serde_json::to_value(document).map_err(Problem::internal)?)))
}

pub(super) async fn keys(
    State(state): State<WebState>,
    Extension(provider): Extension<OpenIdProvider>,
) -> Result<Kept, Problem> {
    let keys = provider.0.keys.current(&state.identity).await.map_err(Problem::internal)?;
    Ok(([(CACHE_CONTROL, KEPT)], Json(keys.published().to_json())))
}
