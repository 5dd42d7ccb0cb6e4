//! Why a sign-in by a connection came to nothing.

use crate::openid_client::failure::SignInFailure;
use crate::saml::messages::status::StatusCode;
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::web::key_ring::KeyRingError;

/// Why a provider signed nobody in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A check failed; the code says which.
    #[error("the check {0} failed")]
    Check(&'static str),
    /// Something here does not work at the moment.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
}

impl From<SignInFailure> for Failure {
    fn from(failure: SignInFailure) -> Self {
        Self::Check(failure.code())
    }
}

impl From<Rejection> for Failure {
    /// The same code as with `OpenID` Connect where the person or the administrator hears the same.
    fn from(rejection: Rejection) -> Self {
        Self::Check(match &rejection {
            Rejection::StatusNotSuccess { second, .. } => match second {
                Some(StatusCode::AuthnFailed | StatusCode::RequestDenied) => SignInFailure::Cancelled.code(),
                Some(StatusCode::NoPassive) => SignInFailure::LoginRequired.code(),
                _ => SignInFailure::ProviderError.code(),
            },
            _ => rejection.reason(),
        })
    }
}
