//! Ending what a client was given (RFC 7009).

use super::issuing::traced;
use crate::applications::token_error::TokenError;
use crate::applications::verified_client::VerifiedClient;
use crate::authority::{Act, Identity, Trace, on_fresh_facts};
use crate::domain::{AccessTokenKey, Action, Authorization};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};

/// Why an authorization ends.
#[derive(Clone, Copy)]
pub(super) enum Ending {
    /// Its code was shown once more.
    CodeReused,
    /// An old refresh token was shown once more.
    RefreshTokenReused,
    /// The client asked for it.
    Asked,
}

impl Ending {
    const fn reason(self) -> &'static str {
        match self {
            Self::CodeReused => "code-reused",
            Self::RefreshTokenReused => "refresh-token-reused",
            Self::Asked => "revoked",
        }
    }
}

impl Identity {
    /// Ends an authorization, so that its tokens are worth nothing from now on.
    pub(super) async fn end_authorization(
        &self,
        client: &VerifiedClient,
        found: Versioned<Authorization>,
        why: Ending,
        reference: Option<&str>,
    ) -> Result<(), StoreError> {
        if found.ended_at.is_some() {
            return Ok(());
        }
        let trace = traced(client, &found).with("reason", why.reason());
        let mut act = Act::by_proof::<VerifiedClient>(client).referring(reference);
        let ended = Authorization { ended_at: Some(self.now()), ..found.record };
        act.changes().update(ended, found.version);
        self.commit(act.finish(self, Action::AuthorizationEnded, trace)).await
    }

    /// Ends what a token of this client stands for: a refresh token its whole authorization, an access token itself.
    /// Whatever else is shown, nothing happens (RFC 7009, section 2.2).
    #[doc(hidden)]
    pub async fn revoke_token(
        &self,
        client: &VerifiedClient,
        token: &str,
        reference: Option<&str>,
    ) -> Result<(), TokenError> {
        on_fresh_facts!(async {
            if let Some(found) = self.authorization_named(client, token).await? {
                return Ok(self.end_authorization(client, found, Ending::Asked, reference).await?);
            }
            let Ok(token) = SecretToken::parse(token) else { return Ok(()) };
            let found = self.store.access_tokens().find(&AccessTokenKey::Token(token.digest())).await?;
            let Some(found) = found.filter(|found| found.client == client.client().id) else { return Ok(()) };
            let about = match found.authorization {
                Some(id) => self.store.authorizations().get(id).await?,
                None => None,
            };
            let trace = match &about {
                Some(authorization) => traced(client, authorization),
                None => Trace::of(client.client().id),
            };
            let mut act = Act::by_proof::<VerifiedClient>(client).referring(reference);
            act.changes().remove(found.id, found.version);
            self.commit(act.finish(self, Action::TokenRevoked, trace)).await?;
            Ok::<_, TokenError>(())
        })
    }
}
