//! The ids in an address.

use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use identity_core::values::{ContactKind, ExternalId, RoleKey};
use std::str::FromStr;

/// An id in the address. A text that is not an id gets the same answer as an unknown id.
#[derive(Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr> FromRequestParts<WebState> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let text = segment(parts, state).await?;
        text.parse().map(Self).map_err(|_| Problem::not_found())
    }
}

/// An id of the CRM in the address. The CRM chooses it, so an invalid one is refused with the reason.
#[derive(Debug)]
pub(crate) struct CrmId(pub(crate) ExternalId);

impl FromRequestParts<WebState> for CrmId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let text = segment(parts, state).await?;
        ExternalId::parse(&text).map(Self).map_err(|error| Problem::field("crm_id", error.to_string()))
    }
}

/// Two ids, one below the other.
#[derive(Debug)]
pub(crate) struct IdAndId<A, B>(pub(crate) A, pub(crate) B);

impl<A: FromStr, B: FromStr> FromRequestParts<WebState> for IdAndId<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let (first, second) = two_segments(parts, state).await?;
        let ids = first.parse().ok().zip(second.parse().ok());
        ids.map(|(first, second)| Self(first, second)).ok_or_else(Problem::not_found)
    }
}

/// An id with the key of a record below it. The caller chooses the key, so an invalid one is refused with the reason.
#[derive(Debug)]
pub(crate) struct IdAndKey<T>(pub(crate) T, pub(crate) RoleKey);

impl<T: FromStr> FromRequestParts<WebState> for IdAndKey<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let (id, key) = two_segments(parts, state).await?;
        let id = id.parse().map_err(|_| Problem::not_found())?;
        RoleKey::parse(&key)
            .map(|key| Self(id, key))
            .map_err(|error| Problem::field("key", error.to_string()))
    }
}

/// The kind of what somebody is reached by: `email` or `phone`. Another word gets the answer for unknown ids.
#[derive(Debug)]
pub(crate) struct OfKind(pub(crate) ContactKind);

impl FromRequestParts<WebState> for OfKind {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let text = segment(parts, state).await?;
        let kinds = [ContactKind::Email, ContactKind::Phone];
        let found = kinds.into_iter().find(|kind| kind.as_str() == text);
        found.map(Self).ok_or_else(Problem::not_found)
    }
}

async fn two_segments(parts: &mut Parts, state: &WebState) -> Result<(String, String), Problem> {
    let path = Path::<(String, String)>::from_request_parts(parts, state).await;
    path.map(|Path(texts)| texts).map_err(|_| Problem::not_found())
}

async fn segment(parts: &mut Parts, state: &WebState) -> Result<String, Problem> {
    let path = Path::<String>::from_request_parts(parts, state).await;
    path.map(|Path(text)| text).map_err(|_| Problem::not_found())
}
