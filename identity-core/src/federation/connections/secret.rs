//! The secret that an `OpenID` Provider gave this deployment: sealed, and opened for its adapter alone.

use crate::authority::Identity;
use crate::domain::OpenIdProvider;
use crate::secrets::{OpenError, Sealed, Secret};

impl Identity {
    /// The secret of a provider as it is stored. For another issuer it does not open, so that what one gave is told to no other.
    pub(crate) fn sealed_provider_secret(&self, issuer: &str, secret: &Secret) -> Sealed {
        self.context.sealer.seal(self.entropy(), &secret_aad(issuer), secret.expose().as_bytes())
    }

    /// The secret by which this deployment proves to an `OpenID` Provider who it is; none for a public client.
    // For the adapter that redeems codes; hosts have no use for it.
    #[doc(hidden)]
    pub fn provider_secret(&self, provider: &OpenIdProvider) -> Result<Option<Secret>, OpenError> {
        let Some(sealed) = &provider.client_secret else { return Ok(None) };
        let plain = self.context.sealer.open(&secret_aad(&provider.issuer), sealed)?;
        String::from_utf8(plain).map(|text| Some(Secret::from(text))).map_err(|_| OpenError::Shape)
    }
}

fn secret_aad(issuer: &str) -> Vec<u8> {
    format!("openid provider:{issuer}").into_bytes()
}
