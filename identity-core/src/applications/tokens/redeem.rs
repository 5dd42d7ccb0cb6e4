//! Redeeming an authorization code (RFC 6749, section 4.1.3).

use super::about::Standing;
use super::ending::Ending;
use super::issuing::{NewToken, PersonTokens, traced};
use super::target::{Target, resource_for};
use crate::applications::token_error::TokenError;
use crate::applications::verified_client::VerifiedClient;
use crate::authority::{Act, Identity, on_fresh_facts};
use crate::domain::{Action, Authorization, AuthorizationKey, CodeRequest, RefreshTokens};
use crate::secrets::SecretToken;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a client sends to redeem a code.
#[derive(Debug, Clone, Copy)]
pub struct CodeRedemption<'a> {
    /// The code.
    pub code: &'a str,
    /// Where the code went.
    pub redirect_uri: Option<&'a str>,
    /// What the challenge of the request was made from (RFC 7636, section 4.5).
    pub verifier: Option<&'a str>,
    /// The resource that the access token is for, if the request for the code named none or the same.
    pub resource: Option<&'a str>,
    /// The thumbprint of the key that the client showed (RFC 9449).
    pub key_thumbprint: Option<&'a str>,
}

impl CodeRedemption<'_> {
    /// Whether it belongs to the request that the code was given for.
    fn fits(&self, request: &CodeRequest) -> bool {
        let is_bound = request.key_thumbprint.is_some();
        let same_key = !is_bound || request.key_thumbprint.as_deref() == self.key_thumbprint;
        let verified = self.verifier.is_some_and(|verifier| is_verifier_of(verifier, &request.challenge));
        self.redirect_uri == Some(request.redirect_uri.as_str()) && verified && same_key
    }
}

/// Whether a challenge was made from this text by `S256` (RFC 7636, sections 4.1 and 4.6).
fn is_verifier_of(verifier: &str, challenge: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let fits = (43..=128).contains(&verifier.len()) && verifier.bytes().all(known);
    let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    fits && bool::from(made.as_bytes().ct_eq(challenge.as_bytes()))
}

impl Identity {
    /// Gives a client the tokens that a code is for. A code is redeemed once: whoever shows it again ends what was given for
    /// it, since one of the two has stolen it (RFC 9700, section 4.5).
    #[doc(hidden)]
    pub async fn redeem_code(
        &self,
        client: &VerifiedClient,
        redemption: CodeRedemption<'_>,
        reference: Option<&str>,
    ) -> Result<PersonTokens, TokenError> {
        let code = SecretToken::parse(redemption.code).map_err(|_| TokenError::InvalidGrant)?;
        let key = AuthorizationKey::Code(code.digest());
        on_fresh_facts!(async {
            let found = self.store.authorizations().find(&key).await?;
            // One for another client is not touched: its own redeems it still.
            let own = found.filter(|found| found.client == client.client().id);
            let found = own.ok_or(TokenError::InvalidGrant)?;
            if found.redeemed_at.is_some() {
                self.end_authorization(client, found, Ending::CodeReused, reference).await?;
                return Err(TokenError::InvalidGrant);
            }
            if found.code_expires_at <= self.now() || !redemption.fits(&found.request) {
                return Err(TokenError::InvalidGrant);
            }
            let standing = self.standing(found, client.client()).await?.ok_or(TokenError::InvalidGrant)?;
            self.give_first_tokens(client, standing, redemption, reference).await
        })
    }

    async fn give_first_tokens(
        &self,
        client: &VerifiedClient,
        standing: Standing,
        redemption: CodeRedemption<'_>,
        reference: Option<&str>,
    ) -> Result<PersonTokens, TokenError> {
        let found = &standing.authorization;
        let resource = resource_for(&found.request, redemption.resource)?;
        let target =
            self.target(&standing, client.client(), resource).await?.ok_or(TokenError::InvalidTarget)?;
        let now = self.now();
        let refreshes = client.client().gets_refresh_tokens();
        // The refresh tokens of a client without a secret are good for the holder of its key alone (RFC 9449, section 5).
        let key = redemption.key_thumbprint.filter(|_| client.is_public()).map(ToOwned::to_owned);
        let redeemed = Authorization {
            redeemed_at: Some(now),
            expires_at: standing.ends_at,
            refresh: refreshes.then_some(RefreshTokens { serial: 1, rotated_at: now }),
            request: CodeRequest {
                key_thumbprint: key.or(found.request.key_thumbprint.clone()),
                ..found.request.clone()
            },
            ..found.record.clone()
        };
        let new = NewToken {
            client: client.client().id,
            authorization: Some(found.id),
            acting: None,
            scopes: found.scopes.clone(),
            resource: resource.map(ToOwned::to_owned),
            key_thumbprint: redemption.key_thumbprint.map(ToOwned::to_owned),
            format: target.format,
        };
        let mut act = about_person(client, &standing, &target, reference);
        let refresh = self.refresh_token(&redeemed);
        act.changes().update(redeemed, found.version);
        let access = self.new_token(&mut act, new);
        let trace = traced(client, found).with("grant", "code");
        self.commit(act.finish(self, Action::TokenIssued, trace)).await?;
        Ok(standing.tokens(&target, access, refresh))
    }
}

/// An act of a client that rests on what an authorization rests on.
pub(super) fn about_person(
    client: &VerifiedClient,
    standing: &Standing,
    target: &Target,
    reference: Option<&str>,
) -> Act {
    let mut act = Act::by_proof::<VerifiedClient>(client).referring(reference);
    act.changes().require_read(client.client()).require_read(&standing.user);
    let because = standing.access.because.iter().chain(&target.access.because);
    because.for_each(|because| act.require_evidence(because, &standing.known));
    act
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenge(verifier: &str) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
    }

    /// The example of RFC 7636, appendix B.
    #[test]
    fn the_example_of_the_rfc_is_met() {
        let (verifier, of_it) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_verifier_of(verifier, of_it));
        assert!(!is_verifier_of(&verifier.to_lowercase(), of_it));
        assert!(!is_verifier_of(verifier, &of_it.to_lowercase()));
        assert!(!is_verifier_of(verifier, ""));
        // By `plain` the challenge would be the verifier.
        assert!(!is_verifier_of(verifier, verifier));
    }

    #[test]
    fn o3_lengths_and_characters_are_checked_without_a_panic() {
        let (short, long, foreign) = ("a".repeat(42), "a".repeat(129), "ä".repeat(30));
        let padded = format!("{}=", "a".repeat(50));
        for verifier in ["", "short", &short, &long, &foreign, &padded] {
            assert!(!is_verifier_of(verifier, &challenge(verifier)), "{verifier}");
        }
        let longest = "~".repeat(128);
        assert!(is_verifier_of(&longest, &challenge(&longest)));
    }
}
