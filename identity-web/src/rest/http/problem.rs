//! Every way in which a call can fail (RFC 9457), and what core's errors about access and the store are to it.

use crate::language::{Argument, ListStyle, PageText, clause_in_english, explanations, in_english};
use crate::rest::http::problem_body::FieldError;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::store::StoreError;
use identity_core::{AccessError, Refused};
use std::error::Error;
use std::sync::Arc;

/// What the `type` of every problem begins with; the name of its [`ProblemKind`] follows.
pub const TYPE_PREFIX: &str = "urn:identity:problem:";

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $status:ident, $title:literal);+ $(;)?) => {
        /// The kinds of problem in answers of the REST interface. Names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ProblemKind { $($(#[$doc])* $kind),+ }

        impl ProblemKind {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The stable name, which follows [`TYPE_PREFIX`] in `type`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),+ }
            }

            /// The status of the answer.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$kind => StatusCode::$status),+ }
            }

            /// The kind in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),+ }
            }
        }
    };
}

kinds! {
    /// A parameter or header that cannot be read, or that the resource does not have.
    InvalidRequest = "invalid-request", BAD_REQUEST, "The request is not well-formed";
    /// A field of the body is unknown, missing or wrong.
    InvalidFields = "invalid-fields", BAD_REQUEST, "Some fields are not right";
    /// A cursor that this list did not give out.
    InvalidCursor = "invalid-cursor", BAD_REQUEST, "The cursor is not one of this list";
    /// A token in the address, where logs would keep it (RFC 6750 section 2.3).
    TokenInQuery = "token-in-query", BAD_REQUEST, "A token does not belong into the address";
    /// No credentials.
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "Credentials are needed";
    /// An unknown or expired token.
    InvalidToken = "invalid-token", UNAUTHORIZED, "The access token is not valid";
    /// A change with the session cookie and without a valid `X-CSRF-Token`.
    ForgedRequest = "forged-request", FORBIDDEN, "The request was not shown to come from this site";
    /// The caller can see the resource, but may not do this with it.
    Forbidden = "forbidden", FORBIDDEN, "You may not do this";
    /// The person signed in too long ago for a change like this.
    ProveAgain = "prove-again", FORBIDDEN, "Sign in again first";
    /// A second administrator has to approve this.
    ApprovalNeeded = "approval-needed", FORBIDDEN, "A second administrator has to approve this";
    /// Clients cannot do this; it needs a person.
    PeopleOnly = "people-only", FORBIDDEN, "Only a signed-in person can do this";
    /// The caller cannot give rights that they do not have.
    NotHeld = "not-held", FORBIDDEN, "You cannot give what you do not hold";
    /// Unknown, or not visible to the caller: the answer is the same.
    NotFound = "not-found", NOT_FOUND, "There is nothing here";
    /// The resource has no such method.
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "The resource does not have this method";
    /// The body did not come in time.
    Timeout = "timeout", REQUEST_TIMEOUT, "The body did not arrive in time";
    /// Other calls changed the same records at the same time, several times in a row.
    Conflict = "conflict", CONFLICT, "Somebody changed this at the same time";
    /// The same `source_version` came before with other content.
    SourceVersionConflict = "source-version-conflict", CONFLICT, "This version came with other content";
    /// The record exists already.
    AlreadyExists = "already-exists", CONFLICT, "It is there already";
    /// The invitation or mandate is closed: accepted, answered or revoked.
    AlreadyClosed = "already-closed", CONFLICT, "It is closed";
    /// The organisation would be left without an administrator.
    LastAdministrator = "last-administrator", CONFLICT, "The last administrator has to stay";
    /// The configuration of the deployment declares the record.
    Declared = "declared", CONFLICT, "The configuration declares it";
    /// Something depends on the record.
    InUse = "in-use", CONFLICT, "Something depends on it";
    /// The record is no longer in the version that `If-Match` names.
    PreconditionFailed = "precondition-failed", PRECONDITION_FAILED, "It changed in the meantime";
    /// More than any call needs.
    TooLarge = "too-large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// Not JSON.
    UnsupportedMediaType = "unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "The body has another type";
    /// The body names an unknown record.
    UnknownReference = "unknown-reference", UNPROCESSABLE_ENTITY, "Something named in the call is not known";
    /// Too many calls of this kind.
    TooMany = "too-many", TOO_MANY_REQUESTS, "Too many in a short time";
    /// Busy, or the store cannot be reached.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "Not available now";
    /// An internal error.
    Internal = "internal", INTERNAL_SERVER_ERROR, "Something went wrong here";
}

/// A failed call, on its way to the layer that writes it down and out.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) kind: ProblemKind,
    pub(crate) detail: String,
    pub(crate) errors: Vec<FieldError>,
    /// What is missing, and who could give it.
    pub(crate) refused: Option<Box<Refused>>,
    /// For the log alone.
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Problem {
    fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), refused: None, cause: None }
    }

    /// A problem with a text of the English catalogue. Its texts are all there, so that each is written once.
    pub(crate) fn said(kind: ProblemKind, detail: &PageText) -> Self {
        Self::new(kind, in_english(detail))
    }

    /// A call that cannot be read, or asks for what the resource does not have.
    pub(crate) fn invalid_request(key: &'static str) -> Self {
        Self::said(ProblemKind::InvalidRequest, &PageText::new(key))
    }

    /// One field that is not right.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::of_field(ProblemKind::InvalidFields, field, message)
    }

    /// One field that is not right, with a text of the English catalogue.
    pub(crate) fn said_of_field(field: &str, key: &'static str) -> Self {
        Self::field(field, in_english(&PageText::new(key)))
    }

    /// Several fields that are not right.
    pub(crate) fn fields(errors: Vec<FieldError>) -> Self {
        let detail: Vec<_> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
        Self { errors, ..Self::new(ProblemKind::InvalidFields, detail.join("; ")) }
    }

    /// The answer for unknown records and for those that the caller may not see.
    pub(crate) fn not_found() -> Self {
        Self::said(ProblemKind::NotFound, &PageText::new("rest-not-found"))
    }

    /// An internal error; its cause is written to the log only.
    pub(crate) fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let problem = Self::said(ProblemKind::Internal, &PageText::new("rest-internal"));
        Self { cause: Some(cause.into()), ..problem }
    }

    pub(crate) fn of_field(kind: ProblemKind, field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let error = FieldError { field: field.to_owned(), message: message.clone() };
        Self { errors: vec![error], ..Self::new(kind, format!("{field}: {message}")) }
    }

    /// Logs the problem, with the cause that the answer leaves out.
    pub(crate) fn log(&self) {
        let (problem, cause) = (self.kind.name(), self.cause.as_deref());
        if let Some(cause) = cause {
            tracing::error!(problem, %cause, source = ?cause.source(), "call not served");
        } else {
            tracing::info!(problem, detail = ?self.detail, "call refused");
        }
    }
}

/// A failed call in the extensions of its answer.
#[derive(Debug, Clone)]
pub(crate) struct FailedCall(pub(crate) Arc<Problem>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(FailedCall(Arc::new(self)));
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } | StoreError::AlreadyExists { .. } => {
                Self::said(ProblemKind::Conflict, &PageText::new("rest-conflict"))
            }
            StoreError::Unavailable(cause) => {
                let problem = Self::said(ProblemKind::Unavailable, &PageText::new("rest-unavailable"));
                Self { cause: Some(cause), ..problem }
            }
            StoreError::Failed(cause) => Self::internal(cause),
            // An error that is not known here is one of ours to mend: the log names it.
            unknown => Self::internal(unknown),
        }
    }
}

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotFound => Self::not_found(),
            AccessError::Forbidden(refused) => {
                let missing = clause_in_english(&explanations::missing(&refused.missing));
                let parts: Vec<_> = [missing].into_iter().chain(could_give(&refused.ask)).collect();
                let problem = Self::new(ProblemKind::Forbidden, sentence(&parts.join("; ")));
                Self { refused: Some(refused), ..problem }
            }
            AccessError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

/// Who could give what is missing.
pub(crate) fn could_give(ask: &[String]) -> Option<String> {
    let names = || Argument::List(ListStyle::Plain, ask.to_vec());
    (!ask.is_empty()).then(|| in_english(&PageText::new("rest-could-give").with("names", names())))
}

/// A clause as a sentence: with a capital letter and one dot at the end.
fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}
