//! Requests that another site posts: they come without the cookies of this one, which are `SameSite=Lax`, so the browser asks
//! again by a GET that brings them.

use crate::openid::authorize::parameters::{self, MOST_OCTETS};
use crate::rest::http::body::read_in_time;
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use crate::visit::browser::see_other;
use axum::extract::Request;
use axum::response::Response;

/// The same request, in the address.
pub(super) async fn as_get(state: &WebState, request: Request, path: &str) -> Result<Response, Problem> {
    let octets = read_in_time(request).await?;
    let too_long = || Problem::invalid_request("oauth-too-long");
    let asked = parameters::read(&octets).map_err(|_| too_long())?;
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    // It is read again from the address, which takes no more.
    if query.len() > MOST_OCTETS {
        return Err(too_long());
    }
    Ok(see_other(&format!("{}?{query}", state.base.path(path))))
}
