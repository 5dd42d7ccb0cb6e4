//! What core says of a departure and of a return, in terms of the two protocols.

use crate::elsewhere::{IdentityProviders, ProviderFault, openid_callback};
use crate::federation::connections::Federation;
use crate::federation::openid::OpenIdConnection;
use crate::federation::saml::{SamlRequest, SamlResponse};
use crate::openid_client::departure::{self, Demands, Hints};
use crate::openid_client::failure::SignInFailure;
use async_trait::async_trait;
use identity_core::domain::{Connection, IdentityProvider, OpenIdProvider};
use identity_core::federation::{Departure, ProviderAnswer, Returned};
use identity_core::secrets::Secret;

/// What a browser brought back.
#[derive(Debug)]
pub(super) enum Brought {
    /// The query of the `OpenID` callback, and the path that it came to.
    OpenId {
        /// The query.
        query: String,
        /// The path below the mount point.
        at: String,
    },
    /// A SAML response.
    Saml(Box<SamlResponse>),
}

#[async_trait]
impl IdentityProviders for Federation {
    async fn departure_address(&self, departure: &Departure) -> Result<String, ProviderFault> {
        let now = self.0.identity.clock().now();
        match &departure.connection.provider {
            IdentityProvider::Saml(provider) => {
                let request =
                    SamlRequest { id: departure.request_id.clone(), fresh: departure.fresh, sent_at: now };
                self.saml_url(provider, request, departure.contexts.clone()).await
            }
            IdentityProvider::OpenId(provider) => {
                let sent = departure::Departure {
                    state: Secret::new(departure.request_id.clone()),
                    nonce: Secret::new(departure.nonce.expose()),
                    code_verifier: Secret::new(departure.verifier.expose()),
                    at: now,
                    demands: Demands {
                        fresh: departure.fresh,
                        may_be_silent: false,
                        max_age: None,
                        acr_values: departure.contexts.clone(),
                    },
                };
                let locales = departure.locale.iter().map(ToString::to_string).collect();
                let hints = Hints { login: departure.login_hint.clone(), locales };
                let connection = self.openid_connection(&departure.connection, provider)?;
                self.openid_url(&connection, &sent, &hints).await
            }
        }
    }
}

impl Federation {
    /// What the provider that was asked says of the person, after every check of its protocol.
    pub(super) async fn answer(
        &self,
        returned: &Returned,
        brought: Brought,
    ) -> Result<ProviderAnswer, ProviderFault> {
        let connection = &returned.connection;
        match (&connection.provider, brought) {
            (IdentityProvider::Saml(provider), Brought::Saml(response)) => {
                let request = SamlRequest {
                    id: returned.request_id.clone(),
                    fresh: returned.fresh,
                    sent_at: returned.sent_at,
                };
                self.saml_answer(provider, &connection.rules.names, request, *response).await
            }
            (IdentityProvider::OpenId(_), Brought::OpenId { at, .. })
                if at != openid_callback(connection.organization) =>
            {
                Err(SignInFailure::Callback.into())
            }
            (IdentityProvider::OpenId(provider), Brought::OpenId { query, .. }) => {
                let sent = departure::Departure {
                    state: Secret::new(returned.request_id.clone()),
                    nonce: Secret::new(returned.nonce.expose()),
                    code_verifier: Secret::new(returned.verifier.expose()),
                    at: returned.sent_at,
                    demands: Demands {
                        fresh: returned.fresh,
                        may_be_silent: returned.links,
                        ..Demands::default()
                    },
                };
                let connection = self.openid_connection(connection, provider)?;
                self.openid_answer(&connection, &sent, &query).await
            }
            // The answer of one protocol to a request of the other.
            _ => Err(SignInFailure::Callback.into()),
        }
    }

    pub(super) fn openid_connection<'a>(
        &self,
        connection: &'a Connection,
        provider: &'a OpenIdProvider,
    ) -> Result<OpenIdConnection<'a>, ProviderFault> {
        let secret = self.0.identity.provider_secret(provider);
        let secret = secret.map_err(|error| ProviderFault::Internal(error.into()))?;
        let callback = self.0.base.absolute(&openid_callback(connection.organization));
        let (id, names) = (connection.id, &connection.rules.names);
        Ok(OpenIdConnection { id, provider, secret, names, callback })
    }
}
