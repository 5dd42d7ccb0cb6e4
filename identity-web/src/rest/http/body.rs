//! Reading a body: bounded in time, size and depth before anything looks at it.

use crate::forms::{BodyError, Fault, Form};
use crate::language::{Argument, ListStyle, PageText, in_english};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::problem_body::FieldError;
use crate::rest::http::strict::Strict;
use crate::slow_body::LONGEST_WAIT;
use crate::state::WebState;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http::header::{self, HeaderMap};
use http::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// More octets than any call needs.
pub(crate) const LARGEST_BODY: usize = 64 * 1024;

/// Longer texts in an error would only repeat what the caller sent.
const LONGEST_MESSAGE: usize = 300;

/// A body whose fields are declared.
pub(crate) trait Declared: DeserializeOwned {
    /// The declaration.
    const FORM: &'static Form;
}

/// The JSON body of a call.
#[derive(Debug)]
pub(crate) struct Content<T>(pub(crate) T);

impl<T: Declared> FromRequest<WebState> for Content<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &WebState) -> Result<Self, Problem> {
        check_type(request.method(), request.headers())?;
        let octets = read(request, LONGEST_WAIT).await?;
        from_json(&octets).map(Self)
    }
}

/// A call whose body is empty. What is sent all the same would be passed over, so it is refused.
#[derive(Debug)]
pub(crate) struct NoContent;

impl FromRequest<WebState> for NoContent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &WebState) -> Result<Self, Problem> {
        let octets = read(request, LONGEST_WAIT).await?;
        if octets.is_empty() { Ok(Self) } else { Err(Problem::invalid_request("rest-body-unwanted")) }
    }
}

/// Refuses a body that does not say that it is JSON.
pub(crate) fn check_json_type(headers: &HeaderMap) -> Result<(), Problem> {
    check_type(&Method::POST, headers)
}

/// Reads JSON (RFC 8259) of which no object has a name twice, up to 128 levels deep, with nothing behind it.
pub(crate) fn json_of(octets: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(octets).map(|Strict(body)| body).map_err(|error| wrong(".", &error))
}

fn check_type(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    let wanted: &[&str] = match *method {
        Method::PATCH => &["application/merge-patch+json", "application/json"],
        _ => &["application/json"],
    };
    let given = media_type(headers).unwrap_or_default();
    let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    if plain && wanted.iter().any(|wanted| given.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    Err(other_media_type(wanted))
}

/// A body in another form than those that the call takes.
pub(crate) fn other_media_type(wanted: &[&str]) -> Problem {
    let wanted = Argument::List(ListStyle::Or, wanted.iter().map(|&one| one.to_owned()).collect());
    let text = PageText::new("rest-body-type").with("wanted", wanted);
    Problem::said(ProblemKind::UnsupportedMediaType, &text)
}

/// The media type of a body, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    text.split(';').next().map(str::trim)
}

/// The octets of a body that is no larger than [`LARGEST_BODY`] and arrives within `wait`.
pub(crate) async fn read(request: Request, wait: Duration) -> Result<Bytes, Problem> {
    let too_large = || {
        let text = PageText::new("rest-body-large").with("most", LARGEST_BODY.to_string());
        Problem::said(ProblemKind::TooLarge, &text)
    };
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|text| text.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > LARGEST_BODY as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(wait, Bytes::from_request(request, &())).await {
        Ok(Ok(octets)) if octets.len() <= LARGEST_BODY => Ok(octets),
        Ok(Ok(_)) => Err(too_large()),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(too_large()),
        Ok(Err(_)) => Err(Problem::invalid_request("rest-body-cut-off")),
        Err(_) => Err(Problem::said(ProblemKind::Timeout, &PageText::new("rest-body-slow"))),
    }
}

/// `read` with the time that every call has.
pub(crate) async fn read_in_time(request: Request) -> Result<Bytes, Problem> {
    read(request, LONGEST_WAIT).await
}

/// Reads JSON (RFC 8259) up to 128 levels deep, with nothing behind it, and checks it against its declaration before any
/// value is parsed.
fn from_json<T: Declared>(octets: &[u8]) -> Result<T, Problem> {
    let body = json_of(octets)?;
    let mut errors = T::FORM.check_body(&body);
    errors.extend(T::FORM.check_types(&body));
    if !errors.is_empty() {
        return Err(Problem::fields(errors.into_iter().map(FieldError::from).collect()));
    }
    let mut reader = serde_json::Deserializer::from_slice(octets);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        // It was JSON when it was read before, so it is about a value, such as `null` for a word.
        wrong_field(&path, error.inner())
    })?;
    reader.end().map_err(|error| wrong(".", &error))?;
    Ok(value)
}

impl From<BodyError> for FieldError {
    fn from(error: BodyError) -> Self {
        let message = match error.fault {
            Fault::Missing => {
                let name = error.field.rsplit('.').next().unwrap_or_default().to_owned();
                PageText::new("rest-missing").with("field", name)
            }
            Fault::TooLong(most) => PageText::new("rest-too-long").with("most", most.to_string()),
            Fault::TooGreat(most) => PageText::new("rest-too-great").with("most", most.to_string()),
            Fault::TooMany(most) => PageText::new("rest-too-many-entries").with("most", most.to_string()),
            Fault::NotA(kind) => PageText::new("rest-other-type").with("kind", kind),
        };
        Self { field: error.field, message: in_english(&message) }
    }
}

fn wrong(path: &str, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    if !error.is_data() {
        let text: String = text.chars().take(LONGEST_MESSAGE).collect();
        let text = PageText::new("rest-body-not-json").with("why", text);
        return Problem::said(ProblemKind::InvalidRequest, &text);
    }
    wrong_field(path, error)
}

fn wrong_field(path: &str, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    // serde_json puts the place behind the words; the path says it better.
    let words = text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words);
    let field = field_of(path, words);
    let words: String = visible(words).chars().take(LONGEST_MESSAGE).collect();
    Problem::field(&field, words)
}

/// The field that an error is about. For a missing field, the path of its object.
fn field_of(path: &str, words: &str) -> String {
    let missing = words.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let path = path.trim_matches('.');
    let field = match missing {
        Some(field) if path.is_empty() || path == "?" => field.to_owned(),
        Some(field) => format!("{path}.{field}"),
        None if path.is_empty() => "body".to_owned(),
        None => path.to_owned(),
    };
    visible(&field).chars().take(100).collect()
}

/// What the caller has sent, without characters that are not seen or that turn the order of others round.
fn visible(text: &str) -> String {
    text.chars()
        .map(|one| if one.escape_debug().len() > 2 { one.escape_debug().collect() } else { one.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn what_comes_back_of_a_callers_names_turns_no_text_round() {
        assert_eq!(visible("a.\u{202e}b \"c\" 'ä'"), "a.\\u{202e}b \"c\" 'ä'");
        assert_eq!(field_of("\u{2066}x", "unknown field"), "\\u{2066}x");
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up() {
        let endless = futures_never();
        let request = Request::new(endless);
        let problem = read(request, Duration::from_millis(5)).await.unwrap_err();
        assert_eq!(problem.kind, ProblemKind::Timeout);
    }

    /// A body that promises more and never sends it.
    fn futures_never() -> Body {
        struct Never;
        impl axum::body::HttpBody for Never {
            type Data = Bytes;
            type Error = std::convert::Infallible;

            fn poll_frame(
                self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
            ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
                std::task::Poll::Pending
            }
        }
        Body::new(Never)
    }
}
