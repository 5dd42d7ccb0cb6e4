//! Every way in which a call can fail, and the one place that maps core's errors to it (RFC 9457).

use crate::rest::http::problem_body::FieldError;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::invitations::InviteError;
use identity_core::mandates::MandateError;
use identity_core::people::UserError;
use identity_core::provisioning::ProvisionError;
use identity_core::roles::{DefineRoleError, GiveError, GrantError, InvalidTerms};
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
    pub(crate) fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), refused: None, cause: None }
    }

    /// One field that is not right.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::of_field(ProblemKind::InvalidFields, field, message)
    }

    /// The answer for unknown records and for those that the caller may not see.
    pub(crate) fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "There is nothing here that you have access to.")
    }

    /// An internal error; its cause is written to the log only.
    pub(crate) fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let detail = "This is a fault on our side; give the reference when you report it.";
        Self { cause: Some(cause.into()), ..Self::new(ProblemKind::Internal, detail) }
    }

    fn of_field(kind: ProblemKind, field: &str, message: impl Into<String>) -> Self {
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
                Self::new(ProblemKind::Conflict, "Nothing was changed; make the call again.")
            }
            StoreError::Unavailable(cause) => {
                let detail = "Nothing was changed; make the call again in a moment.";
                Self { cause: Some(cause), ..Self::new(ProblemKind::Unavailable, detail) }
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
            AccessError::Forbidden(missing) => {
                let problem = Self::new(ProblemKind::Forbidden, sentence(&missing.to_string()));
                Self { refused: Some(missing), ..problem }
            }
            AccessError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<ProvisionError> for Problem {
    fn from(error: ProvisionError) -> Self {
        let text = error.to_string();
        match error {
            ProvisionError::Access(error) => error.into(),
            ProvisionError::Unknown { kind: "service", .. } => {
                Self::of_field(ProblemKind::UnknownReference, "services", text)
            }
            ProvisionError::Unknown { kind: "organisation", .. } => {
                Self::of_field(ProblemKind::UnknownReference, "organization", text)
            }
            ProvisionError::Unknown { .. } => Self::of_field(ProblemKind::UnknownReference, "parent", text),
            ProvisionError::SameVersionOtherContent(_) => {
                Self::new(ProblemKind::SourceVersionConflict, sentence(&text))
            }
            ProvisionError::PreconditionFailed => Self::new(ProblemKind::PreconditionFailed, sentence(&text)),
            ProvisionError::Cycle | ProvisionError::TooDeep(_) => Self::field("parent", text),
            ProvisionError::EmptyPeriod => Self::field("ends_at", text),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<GiveError> for Problem {
    fn from(error: GiveError) -> Self {
        let text = error.to_string();
        match error {
            GiveError::Access(error) => error.into(),
            GiveError::NoRole => Self::field("roles", text),
            GiveError::UnknownRole(_) => Self::of_field(ProblemKind::UnknownReference, "roles", text),
            GiveError::UnknownService(_) => Self::of_field(ProblemKind::UnknownReference, "services", text),
            GiveError::DelegationDenied { .. } => Self::new(ProblemKind::NotHeld, sentence(&text)),
            GiveError::Terms(terms) => Self::field(field_of(terms), text),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        let text = error.to_string();
        match error {
            InviteError::Give(GiveError::Terms(terms)) => {
                Self::field(&format!("mandate.{}", field_of(terms)), text)
            }
            InviteError::Give(error) => error.into(),
            InviteError::InvalidExpiry => Self::field("expires_at", text),
            InviteError::AlreadyMember | InviteError::AlreadyInvited => {
                Self::new(ProblemKind::AlreadyExists, sentence(&text))
            }
            InviteError::NotAPerson => Self::new(ProblemKind::PeopleOnly, sentence(&text)),
            InviteError::AlreadyClosed => Self::new(ProblemKind::AlreadyClosed, sentence(&text)),
            InviteError::TooMany => Self::new(ProblemKind::TooMany, sentence(&text)),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<DefineRoleError> for Problem {
    fn from(error: DefineRoleError) -> Self {
        let text = error.to_string();
        match error {
            DefineRoleError::Give(error) => error.into(),
            _ => Self::new(ProblemKind::LastAdministrator, sentence(&text)),
        }
    }
}

impl From<GrantError> for Problem {
    fn from(error: GrantError) -> Self {
        let text = error.to_string();
        match error {
            GrantError::Give(error) => error.into(),
            GrantError::NotAMember => Self::of_field(ProblemKind::UnknownReference, "user", text),
            GrantError::AlreadyHeld => Self::new(ProblemKind::AlreadyExists, sentence(&text)),
            GrantError::EmptyPeriod => Self::field("ends_at", text),
            GrantError::LastAdministrator => Self::new(ProblemKind::LastAdministrator, sentence(&text)),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<MandateError> for Problem {
    fn from(error: MandateError) -> Self {
        let text = error.to_string();
        match error {
            MandateError::Grant(error) => error.into(),
            MandateError::Invite(error) => error.into(),
            MandateError::UnknownReceiver => Self::of_field(ProblemKind::UnknownReference, "to", text),
            MandateError::AlreadyAnswered | MandateError::NoLongerOffered(_) => {
                Self::new(ProblemKind::AlreadyClosed, sentence(&text))
            }
            unknown => Self::internal(unknown),
        }
    }
}

/// The field that says the part of a mandate's terms which makes no sense.
const fn field_of(terms: InvalidTerms) -> &'static str {
    match terms {
        InvalidTerms::EmptyPeriod => "ends_at",
        InvalidTerms::Depth => "max_delegation_depth",
        InvalidTerms::Reason => "reason",
        InvalidTerms::Contracts => "contracts",
        _ => "terms",
    }
}

impl From<UserError> for Problem {
    fn from(error: UserError) -> Self {
        let text = error.to_string();
        match error {
            UserError::Access(error) => error.into(),
            UserError::UsernameTaken => Self::of_field(ProblemKind::AlreadyExists, "username", text),
            UserError::Attributes(_) => Self::field("attributes", text),
            UserError::PreconditionFailed => Self::new(ProblemKind::PreconditionFailed, sentence(&text)),
            UserError::OwnState => Self::new(ProblemKind::Forbidden, sentence(&text)),
            UserError::Grants(error) => (*error).into(),
            unknown => Self::internal(unknown),
        }
    }
}

/// A text of core as a sentence: with a capital letter and one dot at the end.
fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}
