//! Versions over HTTP: `ETag` and the conditions that name one (RFC 9110 sections 8.8.3 and 13.1).

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use http::header::{self, HeaderName, HeaderValue};
use http::request::Parts;
use identity_core::store::{Entity, Expected, Version, Versioned};
use uuid::Uuid;

/// The entity tag of a record: its version and its id, so that the tag of one record fits no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    version: Version,
    record: Uuid,
}

impl Tag {
    pub(crate) fn of<T: Entity>(record: &Versioned<T>) -> Self {
        Self { version: record.version, record: record.record.id().into() }
    }

    /// As `ETag` has it, with its quotes.
    pub(crate) fn text(self) -> String {
        format!("\"{}-{}\"", self.version.number(), self.record.simple())
    }

    pub(crate) fn header(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.text()).ok()
    }

    /// Reads what stands between the quotes.
    fn parse(text: &str) -> Option<Self> {
        let (version, record) = text.split_once('-')?;
        let number = version.bytes().all(|byte| byte.is_ascii_digit()).then(|| version.parse().ok())??;
        let record = Uuid::try_parse(record).ok().filter(|id| id.simple().to_string() == record)?;
        Some(Self { version: Version::from_number(number), record })
    }
}

/// What `If-Match` names. A condition that cannot be kept is refused, never passed over; a tag that is none of ours is that
/// of no record.
pub(crate) fn if_match(parts: &Parts) -> Result<Option<Expected>, Problem> {
    let Some(text) = single(parts, &header::IF_MATCH)? else { return Ok(None) };
    if parts.method.is_safe() {
        return Err(Problem::invalid_request("rest-if-match-reading"));
    }
    // RFC 9110 section 8.8.3: a quote ends a tag, so two of them hold a quote.
    let tag = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let Some(tag) = tag.filter(|tag| !tag.is_empty() && !tag.contains('"')) else {
        return Err(Problem::invalid_request("rest-if-match-tag"));
    };
    let none = Tag { version: Version::from_number(0), record: Uuid::nil() };
    let tag = Tag::parse(tag).unwrap_or(none);
    Ok(Some(Expected::of(tag.record, tag.version)))
}

/// The tag that `If-None-Match` of a request that only looks names.
pub(crate) fn if_none_match(parts: &Parts) -> Result<Option<String>, Problem> {
    let text = single(parts, &header::IF_NONE_MATCH)?;
    match text {
        Some(_) if !parts.method.is_safe() => Err(Problem::invalid_request("rest-if-none-match-changing")),
        _ => Ok(text.map(ToOwned::to_owned)),
    }
}

fn single<'a>(parts: &'a Parts, name: &HeaderName) -> Result<Option<&'a str>, Problem> {
    let mut values = parts.headers.get_all(name).iter();
    let Some(value) = values.next() else { return Ok(None) };
    match (value.to_str(), values.next()) {
        (Ok(text), None) => Ok(Some(text.trim())),
        _ => Err(one_header(name)),
    }
}

/// A header that has to be there once.
pub(crate) fn one_header(name: &HeaderName) -> Problem {
    let text = PageText::new("rest-one-header").with("name", name.as_str());
    Problem::said(ProblemKind::InvalidRequest, &text)
}
