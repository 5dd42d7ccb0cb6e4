//! What can be wrong with a request. The words for the client stand here and hold nothing that the request said.

use crate::openid::authorize::request::ReplyTo;

/// What is told to the person on a page, since it is not known where the client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PageError {
    /// The request is longer than any that is read.
    #[error("the request is too long")]
    TooLong,
    /// The request names no client, or more than one.
    #[error("client_id is missing or is there more than once")]
    NoClient,
    /// No such client.
    #[error("the client is not known")]
    UnknownClient,
    /// The client is disabled.
    #[error("the client is disabled")]
    DisabledClient,
    /// People do not sign in with this client.
    #[error("the client has no sign-in")]
    NoSignIn,
    /// The request does not say where the answer goes, or says it more than once.
    #[error("redirect_uri is missing or is there more than once")]
    NoRedirectUri,
    /// The answer would go to an address that the client did not register.
    #[error("redirect_uri is not one that the client registered")]
    UnknownRedirectUri,
}

/// What is told to the client at its redirect URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RedirectError {
    /// Where and how.
    pub(crate) to: ReplyTo,
    /// What is wrong.
    pub(crate) error: AuthorizeError,
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Told on a page.
    Page(PageError),
    /// Told to the client.
    Redirect(RedirectError),
}

/// Why a client gets no code (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuthorizeError {
    /// A parameter is there more than once.
    Repeated,
    /// A value is too long.
    TooLong,
    /// There is no `response_type`.
    NoResponseType,
    /// Another `response_type` than `code`.
    ResponseType,
    /// Another `response_mode` than `query` and `form_post`.
    ResponseMode,
    /// There is a `request`.
    Request,
    /// There is a `request_uri` that was not pushed here.
    RequestUri,
    /// There is a `registration`.
    Registration,
    /// A scope with characters that none has, or none that the client may have.
    Scope,
    /// An unknown `prompt`, or `none` together with another.
    Prompt,
    /// A `max_age` that is not a number of seconds.
    MaxAge,
    /// There is no `code_challenge`.
    NoChallenge,
    /// Another `code_challenge_method` than `S256`.
    ChallengeMethod,
    /// A `code_challenge` that is not one by `S256`.
    Challenge,
    /// A `nonce` that is too long.
    Nonce,
    /// A `claims` that is not what it should be.
    Claims,
    /// A `dpop_jkt` that is not a thumbprint.
    Thumbprint,
    /// A `resource` that is not an address, or more than one.
    Resource,
    /// The client has to push its requests (RFC 9126).
    NotPushed,
    /// No class that was asked for as essential can be reached (OpenID Connect Core Error Code
    /// `unmet_authentication_requirements`).
    UnmetRequirements,
    /// Nobody is signed in, and nothing may be asked.
    LoginRequired,
    /// Something has to be asked, and nothing may be.
    InteractionRequired,
    /// The person has to be asked for their consent, and nothing may be.
    ConsentRequired,
    /// The person said no, or may not use the application.
    AccessDenied,
}

impl AuthorizeError {
    /// Its code in `error`.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::ResponseType => "unsupported_response_type",
            Self::Request => "request_not_supported",
            Self::RequestUri => "request_uri_not_supported",
            Self::Registration => "registration_not_supported",
            Self::Scope => "invalid_scope",
            Self::Resource => "invalid_target",
            Self::UnmetRequirements => "unmet_authentication_requirements",
            Self::LoginRequired => "login_required",
            Self::InteractionRequired => "interaction_required",
            Self::ConsentRequired => "consent_required",
            Self::AccessDenied => "access_denied",
            _ => "invalid_request",
        }
    }

    /// Words for the client's developer in `error_description`, which are the same for every request.
    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::Repeated => "A parameter is there more than once.",
            Self::TooLong => "The value of a parameter is longer than 4096 octets.",
            Self::NoResponseType => "response_type is missing.",
            Self::ResponseType => "response_type must be code.",
            Self::ResponseMode => "response_mode must be query or form_post.",
            Self::Request => "Request objects are not supported.",
            Self::RequestUri => "request_uri must be one that was pushed here and is still good.",
            Self::Registration => "Clients are registered before they ask.",
            Self::Scope => "scope must name at least one that the client may have.",
            Self::Prompt => "prompt must be none alone, or of login, consent and select_account.",
            Self::MaxAge => "max_age must be a number of seconds.",
            Self::NoChallenge => "code_challenge is missing: PKCE is required.",
            Self::ChallengeMethod => "code_challenge_method must be S256.",
            Self::Challenge => "code_challenge must be the base64url of a SHA-256, 43 characters.",
            Self::Nonce => "nonce is longer than 1024 octets.",
            Self::Claims => "claims must be a JSON object with id_token or userinfo.",
            Self::Thumbprint => "dpop_jkt must be the SHA-256 thumbprint of a key.",
            Self::Resource => "resource must be one absolute URI without a fragment.",
            Self::NotPushed => "This client has to push its requests.",
            Self::UnmetRequirements => "The authentication that was asked for cannot be had here.",
            Self::LoginRequired => "The person who is asked for is not signed in.",
            Self::InteractionRequired => "The person has to be asked something.",
            Self::ConsentRequired => "The person has to be asked whether they agree.",
            Self::AccessDenied => "The person did not agree or has no access.",
        }
    }
}
