//! The codes of what can fail in a sign-in by a connection: the same for both protocols where somebody hears the same.

use crate::elsewhere::ProviderFault;
use crate::openid_client::failure::SignInFailure;
use crate::saml::messages::status::StatusCode;
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::web::key_ring::KeyRingError;

impl From<SignInFailure> for ProviderFault {
    fn from(failure: SignInFailure) -> Self {
        Self::Check(failure.code())
    }
}

impl From<Rejection> for ProviderFault {
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

impl From<KeyRingError> for ProviderFault {
    fn from(error: KeyRingError) -> Self {
        Self::Internal(error.into())
    }
}
