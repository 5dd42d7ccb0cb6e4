//! Making tokens.

use super::about::AboutPerson;
use super::acting::ActingClient;
use crate::Timestamp;
use crate::applications::token_error::TokenError;
use crate::applications::verified_client::VerifiedClient;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{AccessToken, AccessTokenFormat, Authorization};
use crate::ids::{ApiClientId, AuthorizationId};
use crate::secrets::{Secret, SecretToken};
use crate::store::Versioned;
use crate::values::Scope;
use std::collections::BTreeSet;

/// An access token just issued (RFC 6749 section 5.1).
#[derive(Debug)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token; it is not kept and cannot be had again. In a token of the form [`Jwt`](AccessTokenFormat::Jwt) it is the
    /// `jti`.
    pub token: SecretToken,
    /// The form that its resource wants.
    pub format: AccessTokenFormat,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// The resource that it is for.
    pub resource: Option<String>,
    /// For whom the client acts with it, if it is by a mandate.
    pub acting: Option<ActingClient>,
    /// The thumbprint of the key that its bearer has to show.
    pub key_thumbprint: Option<String>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

/// The tokens that a client gets about a person.
#[derive(Debug)]
#[non_exhaustive]
pub struct PersonTokens {
    /// The access token.
    pub access: IssuedToken,
    /// The refresh token, if the client gets one.
    pub refresh: Option<Secret>,
    /// Whom they are about, as an ID token tells it.
    pub about: AboutPerson,
    /// The same as the resource is told of it that the access token is for.
    pub at_resource: AboutPerson,
}

/// An access token to be issued.
pub(in crate::applications) struct NewToken {
    pub(in crate::applications) client: ApiClientId,
    pub(in crate::applications) authorization: Option<AuthorizationId>,
    pub(in crate::applications) acting: Option<ActingClient>,
    pub(in crate::applications) scopes: BTreeSet<Scope>,
    pub(in crate::applications) resource: Option<String>,
    pub(in crate::applications) key_thumbprint: Option<String>,
    pub(in crate::applications) format: AccessTokenFormat,
}

impl Identity {
    /// Issues an access token as part of an act.
    pub(in crate::applications) fn new_token(&self, act: &mut Act, new: NewToken) -> IssuedToken {
        let NewToken { client, authorization, acting, scopes, resource, key_thumbprint, format } = new;
        let (token, now) = (SecretToken::generate(self.entropy()), self.now());
        let expires_at = now.plus(self.settings().access_token_lifetime);
        act.changes().insert(AccessToken {
            id: self.new_id(),
            client,
            token: token.digest(),
            authorization,
            mandate: acting.as_ref().map(|acting| acting.mandate),
            scopes: scopes.clone(),
            resource: resource.clone(),
            key_thumbprint: key_thumbprint.clone(),
            created_at: now,
            expires_at,
        });
        IssuedToken { token, format, scopes, resource, acting, key_thumbprint, issued_at: now, expires_at }
    }

    /// The form of the tokens for a resource; opaque for what this deployment offers itself.
    pub(in crate::applications) async fn format_for(
        &self,
        resource: Option<&str>,
    ) -> Result<AccessTokenFormat, TokenError> {
        let Some(resource) = resource else { return Ok(AccessTokenFormat::Opaque) };
        let found = self.client_of_resource(resource).await?.ok_or(TokenError::InvalidTarget)?;
        Ok(found.access_tokens)
    }
}

/// The scopes that are asked for, none of them beyond what is allowed; all of these if none is named.
pub(in crate::applications) fn asked_scopes(
    asked: Option<&str>,
    allowed: &BTreeSet<Scope>,
) -> Result<BTreeSet<Scope>, TokenError> {
    let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) else { return Ok(allowed.clone()) };
    asked
        .split_ascii_whitespace()
        .map(|name| {
            let scope = Scope::parse(name).ok().filter(|scope| allowed.contains(scope));
            scope.ok_or_else(|| TokenError::InvalidScope(name.chars().take(64).collect()))
        })
        .collect()
}

/// What the audit trail says of a token about a person.
pub(super) fn traced(client: &VerifiedClient, authorization: &Versioned<Authorization>) -> Trace {
    let trace = Trace::of(client.client().id).at(authorization.organization);
    trace.with("user", authorization.user)
}
