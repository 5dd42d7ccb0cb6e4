//! Versions over HTTP: `ETag` and the conditions that name one (RFC 9110 sections 8.8.3 and 13.1).

use crate::rest::http::problem::{Problem, ProblemKind};
use http::header::{self, HeaderName, HeaderValue};
use http::request::Parts;
use identity_core::store::Version;

/// The entity tag of a record: its version.
pub(crate) fn etag(version: Version) -> String {
    format!("\"{}\"", version.number())
}

pub(crate) fn etag_header(version: Version) -> Option<HeaderValue> {
    HeaderValue::from_str(&etag(version)).ok()
}

/// The version that `If-Match` names. A condition that cannot be kept is refused, never passed over.
pub(crate) fn if_match(parts: &Parts) -> Result<Option<Version>, Problem> {
    let Some(text) = single(parts, &header::IF_MATCH)? else { return Ok(None) };
    if parts.method.is_safe() {
        return Err(refused("If-Match is for changes; leave it out of this request."));
    }
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let number = number.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match number.and_then(|text| text.parse().ok()) {
        Some(number) => Ok(Some(Version::from_number(number))),
        None => Err(refused(r#"If-Match takes one ETag of this resource, such as "7" with its quotes."#)),
    }
}

/// The tag that `If-None-Match` of a request that only looks names.
pub(crate) fn if_none_match(parts: &Parts) -> Result<Option<String>, Problem> {
    let text = single(parts, &header::IF_NONE_MATCH)?;
    match text {
        Some(_) if !parts.method.is_safe() => {
            Err(refused("If-None-Match is not kept for changes; use If-Match, or source_version."))
        }
        _ => Ok(text.map(ToOwned::to_owned)),
    }
}

fn single<'a>(parts: &'a Parts, name: &HeaderName) -> Result<Option<&'a str>, Problem> {
    let mut values = parts.headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    match (value.to_str(), values.next()) {
        (Ok(text), None) => Ok(Some(text.trim())),
        _ => Err(refused(format!("Send one {name} header."))),
    }
}

fn refused(detail: impl Into<String>) -> Problem {
    Problem::new(ProblemKind::InvalidRequest, detail)
}
