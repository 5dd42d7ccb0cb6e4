//! What a consent depends on: the client that asks, and what the person agreed to before.

use super::sign_on_error::SignOnError;
use crate::Timestamp;
use crate::authority::Identity;
use crate::domain::{ApiClient, Consent, ConsentKey, SignOn};
use crate::ids::UserId;
use crate::store::{ChangeSet, Versioned};
use crate::values::Scope;
use std::collections::BTreeSet;

/// The client by which an application asks, and what the person agreed to before.
pub(super) struct Consenting {
    pub(super) client: Versioned<ApiClient>,
    pub(super) asked: BTreeSet<Scope>,
    /// Since when a consent counts, if the application wants one that is given now.
    since: Option<Timestamp>,
    pub(super) before: Option<Versioned<Consent>>,
}

impl Consenting {
    /// What the person has not agreed to yet. Nobody is asked about the deployment's own applications.
    pub(super) fn missing(&self) -> BTreeSet<Scope> {
        let is_own = self.client.openid.as_ref().is_some_and(|openid| openid.first_party);
        if is_own && self.since.is_none() {
            return BTreeSet::new();
        }
        let counts =
            |consent: &&Versioned<Consent>| self.since.is_none_or(|since| consent.updated_at >= since);
        let agreed = self.before.as_ref().filter(counts).map(|consent| &consent.scopes);
        let open = |scope: &&Scope| agreed.is_none_or(|agreed| !agreed.contains(*scope));
        self.asked.iter().filter(open).cloned().collect()
    }

    /// Makes the client and the agreement part of a commit.
    pub(super) fn rests_on(&self, changes: &mut ChangeSet) {
        changes.require_read(&self.client);
        if let Some(before) = &self.before {
            changes.require_read(before);
        }
    }
}

impl Identity {
    /// Reads what a consent depends on; `None` where no application asks by `OpenID` Connect.
    pub(super) async fn consenting(
        &self,
        sign_on: &SignOn,
        person: Option<UserId>,
    ) -> Result<Option<Consenting>, SignOnError> {
        let Some(asked) = sign_on.application().and_then(|asked| asked.openid.as_deref()) else {
            return Ok(None);
        };
        let client = self.store.api_clients().get(asked.client).await?;
        let client = client.filter(|client| client.enabled).ok_or(SignOnError::Over)?;
        let before = match person {
            Some(person) => self.store.consents().find(&ConsentKey::Of(person, client.id)).await?,
            None => None,
        };
        let since = asked.asks_consent.then_some(sign_on.created_at);
        let scopes = asked.scopes.union(&asked.claimed_scopes).cloned().collect();
        Ok(Some(Consenting { client, asked: scopes, since, before }))
    }
}
