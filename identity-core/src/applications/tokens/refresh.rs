//! Refresh tokens (RFC 6749, section 6): each is used once, and gives the next.

use super::about::Standing;
use super::ending::Ending;
use super::issuing::{NewToken, PersonTokens, asked_scopes, traced};
use super::redeem::about_person;
use super::target::resource_for;
use crate::applications::token_error::TokenError;
use crate::applications::verified_client::VerifiedClient;
use crate::authority::{Identity, on_fresh_facts};
use crate::domain::{Action, Authorization, RefreshTokens};
use crate::ids::AuthorizationId;
use crate::secrets::Secret;
use crate::store::{StoreError, Versioned};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::time::Duration;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// For how long the token before the last one is answered with the last one again: an answer that was lost on its way, or
/// two tabs at once.
const GRACE: Duration = Duration::from_secs(10);

/// An id, a serial number and a code of authentication, 16 + 8 + 32 octets in base64url without padding.
const CHARACTERS: usize = 75;

/// What a client sends for new tokens.
#[derive(Debug, Clone, Copy)]
pub struct Refresh<'a> {
    /// The refresh token.
    pub token: &'a str,
    /// The scopes, none beyond those that the person agreed to; none for all of them.
    pub scope: Option<&'a str>,
    /// The resource that the access token is for, if the request for the code named none or the same.
    pub resource: Option<&'a str>,
    /// The thumbprint of the key that the client showed (RFC 9449).
    pub key_thumbprint: Option<&'a str>,
}

/// The place of a refresh token among those of its authorization.
#[derive(PartialEq, Eq)]
enum Place {
    /// The one that is good.
    Last,
    /// The one before, a moment ago.
    JustUsed,
    /// An older one: somebody has a copy.
    Used,
}

impl Identity {
    /// The refresh token that is good for an authorization. It is derived and kept nowhere, so that an answer that was lost
    /// can be given again.
    pub(super) fn refresh_token(&self, authorization: &Authorization) -> Option<Secret> {
        let serial = authorization.refresh.as_ref()?.serial;
        Some(self.refresh_token_of(authorization, serial))
    }

    fn refresh_token_of(&self, authorization: &Authorization, serial: u64) -> Secret {
        let of = format!("refresh-token:{serial}:{}:{}", authorization.id, authorization.code.hex());
        let mac = self.derive_key(&of);
        let octets = [authorization.id.as_uuid().as_bytes(), &serial.to_be_bytes()[..], &mac].concat();
        Secret::new(URL_SAFE_NO_PAD.encode(octets))
    }

    /// Gives a client new tokens for a refresh token. An old one that is shown again ends everything that was given for the
    /// same authorization: one of two has stolen it (RFC 9700, section 4.14.2).
    #[doc(hidden)]
    pub async fn refresh_tokens(
        &self,
        client: &VerifiedClient,
        refresh: Refresh<'_>,
        reference: Option<&str>,
    ) -> Result<PersonTokens, TokenError> {
        on_fresh_facts!(async {
            let (found, place) =
                self.authorization_of(client, refresh.token).await?.ok_or(TokenError::InvalidGrant)?;
            let bound = found.request.key_thumbprint.as_deref();
            if bound.is_some() && bound != refresh.key_thumbprint {
                return Err(TokenError::InvalidGrant);
            }
            if place == Place::Used && found.ended_at.is_none() {
                self.end_authorization(client, found, Ending::RefreshTokenReused, reference).await?;
                return Err(TokenError::InvalidGrant);
            }
            let standing = self.standing(found, client.client()).await?;
            let standing = standing.filter(|_| client.client().gets_refresh_tokens());
            let standing = standing.ok_or(TokenError::InvalidGrant)?;
            self.rotate(client, &standing, place, refresh, reference).await
        })
    }

    async fn rotate(
        &self,
        client: &VerifiedClient,
        standing: &Standing,
        place: Place,
        refresh: Refresh<'_>,
        reference: Option<&str>,
    ) -> Result<PersonTokens, TokenError> {
        let found = &standing.authorization;
        let allowed = found.scopes.iter().filter(|scope| client.client().may_have(scope)).cloned().collect();
        let scopes = asked_scopes(refresh.scope, &allowed)?;
        let resource = resource_for(&found.request, refresh.resource)?;
        let target =
            self.target(standing, client.client(), resource).await?.ok_or(TokenError::InvalidTarget)?;
        let new = NewToken {
            client: client.client().id,
            authorization: Some(found.id),
            acting: None,
            scopes,
            resource: resource.map(ToOwned::to_owned),
            key_thumbprint: refresh.key_thumbprint.map(ToOwned::to_owned),
            format: target.format,
        };
        let next =
            |before: &RefreshTokens| RefreshTokens { serial: before.serial + 1, rotated_at: self.now() };
        let rotated = match place {
            Place::Last => {
                Authorization { refresh: found.refresh.as_ref().map(next), ..found.record.clone() }
            }
            Place::JustUsed | Place::Used => found.record.clone(),
        };
        let mut act = about_person(client, standing, &target, reference);
        let token = self.refresh_token(&rotated);
        if place == Place::Last {
            act.changes().update(rotated, found.version);
        } else {
            act.changes().require_read(found);
        }
        let access = self.new_token(&mut act, new);
        let trace = traced(client, found).with("grant", "refresh");
        self.commit(act.finish(self, Action::TokenIssued, trace)).await?;
        Ok(standing.tokens(&target, access, token))
    }

    /// The authorization of a client that a refresh token is of, whatever its place.
    pub(super) async fn authorization_named(
        &self,
        client: &VerifiedClient,
        token: &str,
    ) -> Result<Option<Versioned<Authorization>>, StoreError> {
        Ok(self.authorization_of(client, token).await?.map(|(found, _)| found))
    }

    /// The authorization of a client that a refresh token is of, and the token's place; `None` for a text that was never
    /// given to this client.
    async fn authorization_of(
        &self,
        client: &VerifiedClient,
        token: &str,
    ) -> Result<Option<(Versioned<Authorization>, Place)>, StoreError> {
        let Some((id, serial)) = named_in(token) else { return Ok(None) };
        let found = self.store.authorizations().get(id).await?;
        let Some(found) = found.filter(|found| found.client == client.client().id) else { return Ok(None) };
        let Some(now) = &found.refresh else { return Ok(None) };
        let genuine = self.refresh_token_of(&found, serial);
        if serial > now.serial || !bool::from(genuine.expose().as_bytes().ct_eq(token.as_bytes())) {
            return Ok(None);
        }
        let is_recent = self.now() < now.rotated_at.plus(GRACE);
        let place = match now.serial - serial {
            0 => Place::Last,
            1 if is_recent => Place::JustUsed,
            _ => Place::Used,
        };
        Ok(Some((found, place)))
    }
}

/// The authorization and the serial number that a token names; `None` for a text of another form.
fn named_in(token: &str) -> Option<(AuthorizationId, u64)> {
    if token.len() != CHARACTERS {
        return None;
    }
    let octets = URL_SAFE_NO_PAD.decode(token).ok()?;
    let id = Uuid::from_slice(octets.get(..16)?).ok()?;
    let serial = u64::from_be_bytes(octets.get(16..24)?.try_into().ok()?);
    Some((id.into(), serial))
}
