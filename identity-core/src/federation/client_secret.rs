//! The secret by which an `OpenID` Provider elsewhere knows this deployment, sealed for the connection that it belongs to.

use crate::authority::Identity;
use crate::domain::OpenIdProvider;
use crate::ids::ConnectionId;
use crate::secrets::{OpenError, Sealed, Secret};

impl Identity {
    /// Seals the secret of a connection.
    pub(crate) fn sealed_client_secret(&self, connection: ConnectionId, secret: &Secret) -> Sealed {
        self.context.sealer.seal(self.entropy(), &secret_aad(connection), secret.expose().as_bytes())
    }

    /// The secret of a connection, to be shown at the provider's token endpoint; none for a public client.
    #[doc(hidden)]
    pub fn opened_client_secret(
        &self,
        connection: ConnectionId,
        provider: &OpenIdProvider,
    ) -> Result<Option<Secret>, OpenError> {
        let Some(sealed) = &provider.client_secret else { return Ok(None) };
        let plain = self.context.sealer.open(&secret_aad(connection), sealed)?;
        String::from_utf8(plain).map(|text| Some(Secret::from(text))).map_err(|_| OpenError::Shape)
    }
}

/// What binds a sealed secret to its connection: in another one it does not open.
fn secret_aad(connection: ConnectionId) -> Vec<u8> {
    format!("connection secret:{connection}").into_bytes()
}
