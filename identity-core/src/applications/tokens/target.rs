//! What a token about a person is for (RFC 8707): a resource, and what the person may there.

use super::about::Standing;
use super::issuing::{IssuedToken, PersonTokens};
use crate::applications::token_error::TokenError;
use crate::authority::Identity;
use crate::domain::{AccessTokenFormat, ApiClient, ApiClientKey, CodeRequest};
use crate::policy::Access;
use crate::secrets::Secret;
use crate::store::{StoreError, Versioned};

/// Where a token is shown.
pub(super) struct Target {
    /// The form of its tokens.
    pub(super) format: AccessTokenFormat,
    /// What the person may there.
    pub(super) access: Access,
}

impl Identity {
    /// Where a token is shown that a client has about a person; `None` where there is no such resource, or the person may
    /// nothing there. An application of others gets no token for another service than its own: nobody was asked about that.
    pub(super) async fn target(
        &self,
        standing: &Standing,
        client: &ApiClient,
        resource: Option<&str>,
    ) -> Result<Option<Target>, StoreError> {
        let own = |format| Some(Target { format, access: standing.access.clone() });
        let Some(resource) = resource else { return Ok(own(AccessTokenFormat::Opaque)) };
        let Some(found) = self.client_of_resource(resource).await? else { return Ok(None) };
        let format = found.access_tokens;
        // An interface that nobody signs in to belongs to no service.
        let Some(application) = found.application() else { return Ok(own(format)) };
        let Some(party) = self.relying_party_by_id(application).await? else { return Ok(None) };
        if party.service == standing.service {
            return Ok(own(format));
        }
        let is_first_party = client.openid.as_ref().is_some_and(|openid| openid.first_party);
        let access = standing.known.access(standing.authorization.organization, party.service);
        Ok(access.ok().filter(|_| is_first_party).map(|access| Target { format, access }))
    }
}

impl Identity {
    /// The client that answers for a resource; none while it is disabled.
    pub(super) async fn client_of_resource(
        &self,
        resource: &str,
    ) -> Result<Option<Versioned<ApiClient>>, StoreError> {
        let found = self.store.api_clients().find(&ApiClientKey::Resource(resource.to_owned())).await?;
        Ok(found.filter(|client| client.enabled))
    }
}

impl Standing {
    /// The tokens of a client, with what each is told of the person.
    pub(super) fn tokens(
        &self,
        target: &Target,
        access: IssuedToken,
        refresh: Option<Secret>,
    ) -> PersonTokens {
        let about = self.told(&access.scopes, &self.access);
        let at_resource = self.told(&access.scopes, &target.access);
        PersonTokens { access, refresh, about, at_resource }
    }
}

/// The resource that a token is for. A sign-on that was for one resource gives no tokens for another (RFC 8707, section 2.2).
pub(super) fn resource_for<'a>(
    request: &'a CodeRequest,
    asked: Option<&'a str>,
) -> Result<Option<&'a str>, TokenError> {
    match (request.resource.as_deref(), asked) {
        (Some(granted), Some(asked)) if granted != asked => Err(TokenError::InvalidTarget),
        (granted, asked) => Ok(asked.or(granted)),
    }
}
