//! Why a sign-in at another provider failed, as an administrator reads it.

use crate::openid::jws::JwsError;
use crate::openid::times::TimeError;
use crate::openid_client::http::HttpFault;

/// The check that failed. People are told only that the sign-in did not work; the code stands in the audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignInFailure {
    /// The provider did not answer, or its name leads to this machine or into a private network.
    #[error("the provider cannot be reached")]
    Unreachable,
    /// The provider did not answer in time.
    #[error("the provider did not answer in time")]
    TimedOut,
    /// The provider answered with more than is read.
    #[error("the answer of the provider is too large")]
    TooLarge,
    /// An address of the provider is not one of the public internet by `https`.
    #[error("an address of the provider is not allowed")]
    Address,
    /// The discovery document cannot be read, or lacks what is needed.
    #[error("the discovery document of the provider cannot be read")]
    Discovery,
    /// Something is from another issuer than the one that was configured.
    #[error("the issuer is another one than the configured one")]
    Issuer,
    /// The person is of a tenant whose people are not let in.
    #[error("the tenant is not one of the allowed ones")]
    Tenant,
    /// The provider signs by no algorithm that is allowed, or the token is signed by another one.
    #[error("the algorithm is not allowed")]
    Algorithm,
    /// The keys of the provider cannot be read.
    #[error("the keys of the provider cannot be read")]
    Keys,
    /// No published key of the provider is the one of the token.
    #[error("the key of the token is not among those of the provider")]
    UnknownKey,
    /// The signature of the token is not genuine.
    #[error("the signature of the token is not genuine")]
    Signature,
    /// The token cannot be read, is too long, or demands an extension that is not supported.
    #[error("the token cannot be read")]
    Token,
    /// The token is of another type.
    #[error("the token is of another type")]
    TokenType,
    /// The token is not for this client, or for others too.
    #[error("the token is not for this client alone")]
    Audience,
    /// The token is expired, has no time, or is older than the sign-in.
    #[error("the token is expired")]
    Expired,
    /// The token is from the future.
    #[error("the token is not valid yet")]
    NotYet,
    /// The token is not the answer to this sign-in.
    #[error("the nonce is not the one of this sign-in")]
    Nonce,
    /// The access token is another than the one that the ID token was issued with.
    #[error("the access token does not belong to the ID token")]
    AccessTokenHash,
    /// The provider did not ask the person again, though it was asked to, or does not say when it did.
    #[error("the person was not asked to sign in again")]
    NotFresh,
    /// The token names no person, or the answer about the person is about another one.
    #[error("the subject is missing or another one")]
    Subject,
    /// The token endpoint refused the code.
    #[error("the token endpoint refused the code")]
    TokenEndpoint,
    /// The token endpoint does not know our client, or refused its secret.
    #[error("the provider refused the client or its secret")]
    ClientRefused,
    /// The token endpoint gave no ID token.
    #[error("the provider gave no ID token")]
    NoIdToken,
    /// What the provider says of the person cannot be read.
    #[error("the answer about the person cannot be read")]
    UserInfo,
    /// The browser came back with what is no answer.
    #[error("the answer cannot be read")]
    Callback,
    /// The person cancelled, or the provider refused them.
    #[error("the sign-in was cancelled")]
    Cancelled,
    /// The provider wants to ask the person, which it was told not to.
    #[error("the provider has to ask the person")]
    LoginRequired,
    /// The provider has a fault of its own.
    #[error("the provider is not available")]
    Unavailable,
    /// The provider refused the request.
    #[error("the provider answered with an error")]
    ProviderError,
    /// The logout token is not for a logout, or names nobody.
    #[error("the logout token is not one")]
    LogoutToken,
}

impl SignInFailure {
    /// The stable code of the failure.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed-out",
            Self::TooLarge => "too-large",
            Self::Address => "address",
            Self::Discovery => "discovery",
            Self::Issuer => "issuer",
            Self::Tenant => "tenant",
            Self::Algorithm => "algorithm",
            Self::Keys => "keys",
            Self::UnknownKey => "unknown-key",
            Self::Signature => "signature",
            Self::Token => "token",
            Self::TokenType => "token-type",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::NotYet => "not-yet",
            Self::Nonce => "nonce",
            Self::AccessTokenHash => "access-token-hash",
            Self::NotFresh => "not-fresh",
            Self::Subject => "subject",
            Self::TokenEndpoint => "token-endpoint",
            Self::ClientRefused => "client-refused",
            Self::NoIdToken => "no-id-token",
            Self::UserInfo => "user-info",
            Self::Callback => "callback",
            Self::Cancelled => "cancelled",
            Self::LoginRequired => "login-required",
            Self::Unavailable => "unavailable",
            Self::ProviderError => "provider-error",
            Self::LogoutToken => "logout-token",
        }
    }
}

impl From<HttpFault> for SignInFailure {
    fn from(fault: HttpFault) -> Self {
        match fault {
            HttpFault::Address => Self::Address,
            HttpFault::TimedOut => Self::TimedOut,
            HttpFault::Unreachable => Self::Unreachable,
            HttpFault::TooLarge => Self::TooLarge,
        }
    }
}

impl From<JwsError> for SignInFailure {
    fn from(error: JwsError) -> Self {
        match error {
            JwsError::TooLong | JwsError::Unreadable | JwsError::Critical => Self::Token,
            JwsError::Type => Self::TokenType,
            JwsError::Algorithm => Self::Algorithm,
            JwsError::UnknownKey | JwsError::AmbiguousKey => Self::UnknownKey,
            JwsError::Signature => Self::Signature,
        }
    }
}

impl From<TimeError> for SignInFailure {
    fn from(error: TimeError) -> Self {
        match error {
            TimeError::NotATime | TimeError::NoExpiry | TimeError::Expired => Self::Expired,
            TimeError::NotYet => Self::NotYet,
        }
    }
}
