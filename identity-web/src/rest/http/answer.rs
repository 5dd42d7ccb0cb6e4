//! Writing answers.

use crate::rest::http::call::Call;
use crate::rest::http::conditional::Tag;
use crate::rest::http::list::List;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem::Problem;
use crate::rest::http::searches::{Searched, Sided};
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::ETAG;
use identity_core::store::{Cursor, Entity, Versioned};
use serde::Serialize;

/// What a handler gives back.
pub(crate) type Answer = Result<Response, Problem>;

/// One resource with its `ETag`; 304 when the caller has this version.
pub(crate) fn resource<P, T: Serialize>(call: &Call<P>, tag: Tag, body: &T) -> Response {
    let own = tag.text();
    let known = call.if_none_match.as_deref().unwrap_or_default();
    // Weak comparison (RFC 9110 section 13.1.2).
    let mut known = known.split(',').map(|tag| tag.trim().trim_start_matches("W/"));
    let unchanged = known.any(|known| known == own || known == "*");
    if unchanged {
        return tagged(tag, StatusCode::NOT_MODIFIED.into_response());
    }
    tagged(tag, Json(body).into_response())
}

/// A changed record with its new `ETag`.
pub(crate) fn changed<E: Entity, T: Serialize>(
    status: StatusCode,
    record: &Versioned<E>,
    body: &T,
) -> Response {
    tagged(Tag::of(record), (status, Json(body)).into_response())
}

/// An answer with its `ETag`.
pub(crate) fn tagged(tag: Tag, mut response: Response) -> Response {
    if let Some(tag) = tag.header() {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Parameters that a list was asked with.
pub(crate) trait Listed {
    fn listing(&self) -> &Listing;
}

impl Listed for Listing {
    fn listing(&self) -> &Listing {
        self
    }
}

impl<T> Listed for Searched<T> {
    fn listing(&self) -> &Listing {
        &self.listing
    }
}

impl Listed for Sided {
    fn listing(&self) -> &Listing {
        &self.listing
    }
}

/// A page of a list.
pub(crate) fn list<P: Listed, T: Serialize>(call: &Call<P>, items: Vec<T>, next: Option<Cursor>) -> Response {
    let next = next.map(|place| call.parameters.listing().cursor(&place));
    Json(List { items, next }).into_response()
}
