//! The applications that know a person, and taking back what they may.

use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, ApiClient, Authorization, AuthorizationFilter, Consent, ConsentFilter};
use crate::ids::{ApiClientId, ApplicationId, UserId};
use crate::store::{StoreError, Versioned};
use crate::values::{DisplayName, FoldedText, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// An application that knows a person: they agreed to it, or it has tokens about them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnApplication {
    /// The application.
    pub id: ApplicationId,
    /// Its name.
    pub name: DisplayName,
    /// What it may know of the person and do for them.
    pub scopes: BTreeSet<Scope>,
    /// Whether the person was asked and agreed, rather than the deployment deciding it.
    pub consented: bool,
    /// Whether it has tokens that are good while the person is away.
    pub offline: bool,
    /// Since when it has known the person.
    pub since: Timestamp,
}

/// What one client may, for one person.
#[derive(Default)]
struct Held {
    consent: Option<Versioned<Consent>>,
    authorizations: Vec<Versioned<Authorization>>,
}

impl Held {
    fn since(&self) -> Option<Timestamp> {
        let consented = self.consent.iter().map(|consent| consent.created_at);
        consented.chain(self.authorizations.iter().map(|authorization| authorization.created_at)).min()
    }

    fn shown(&self, client: &ApiClient) -> Option<OwnApplication> {
        let consented = self.consent.iter().flat_map(|consent| &consent.scopes);
        let authorized = self.authorizations.iter().flat_map(|authorization| &authorization.scopes);
        Some(OwnApplication {
            id: uuid::Uuid::from(client.application()?).into(),
            name: client.name.clone(),
            scopes: consented.chain(authorized).cloned().collect(),
            consented: self.consent.is_some(),
            offline: self.authorizations.iter().any(|authorization| authorization.is_offline()),
            since: self.since()?,
        })
    }
}

impl Identity {
    /// The applications that know the caller, by name.
    pub async fn own_applications(&self, caller: &Caller) -> Result<Vec<OwnApplication>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let mut all = Vec::new();
        for (client, held) in self.held_of(user).await? {
            let client = self.store.api_clients().get(client).await?;
            all.extend(client.and_then(|client| held.shown(&client)));
        }
        all.sort_by_cached_key(|one| (FoldedText::sort_key(one.name.as_ref()), one.id));
        Ok(all)
    }

    /// Takes back what an application may know of the caller and do for them: it is asked for anew at the next sign-on, and
    /// the application's tokens about the caller are worth nothing from now on.
    pub async fn withdraw_application(&self, caller: &Caller, id: ApplicationId) -> Result<(), AccessError> {
        if !on_fresh_facts!(self.withdraw_what_is_held(caller, id))? {
            self.note_refusal(caller, Trace::default().with("asked_for", id)).await?;
            return Err(AccessError::NotFound);
        }
        // A sign-on that rests on the consent and was finished meanwhile is there by now; a later one is refused.
        on_fresh_facts!(self.withdraw_what_is_held(caller, id))?;
        Ok(())
    }

    /// Whether there was anything to take back.
    async fn withdraw_what_is_held(&self, caller: &Caller, id: ApplicationId) -> Result<bool, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let own = Own::account(caller, user).ok_or(AccessError::NotFound)?;
        let mut act = Act::by_proof::<Own<'_>>(&own);
        let mut held = self.held_of(user).await?;
        let clients = self.clients_of(id.as_uuid().into()).await?;
        let found: Vec<_> = clients.iter().filter_map(|client| held.remove(&client.id)).collect();
        if found.is_empty() {
            return Ok(false);
        }
        let now = self.instant(caller);
        for Held { consent, authorizations } in found {
            if let Some(consent) = consent {
                act.changes().remove(consent.id, consent.version);
            }
            for Versioned { record, version } in authorizations {
                act.changes().update(Authorization { ended_at: Some(now), ..record }, version);
            }
        }
        let names: BTreeSet<_> = clients.iter().map(|client| client.name.to_string()).collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let trace = Trace::of(crate::ids::RelyingPartyId::from_uuid(id.as_uuid()));
        let trace = trace.with("user", user).with("name", names);
        self.commit(act.finish(self, Action::ConsentWithdrawn, trace)).await?;
        Ok(true)
    }

    /// What each client may for a person: what they agreed to, and the authorizations that still count.
    async fn held_of(&self, user: UserId) -> Result<BTreeMap<ApiClientId, Held>, StoreError> {
        let mut all: BTreeMap<ApiClientId, Held> = BTreeMap::new();
        let filter = ConsentFilter { user: Some(user) };
        for consent in self.all(self.store.consents(), &filter).await? {
            let client = consent.client;
            all.entry(client).or_default().consent = Some(consent);
        }
        let filter = AuthorizationFilter { user: Some(user), ..AuthorizationFilter::default() };
        let now = self.now();
        for authorization in self.all(self.store.authorizations(), &filter).await? {
            let is_over = authorization.ended_at.is_some()
                || authorization.expires_at <= now
                || (authorization.redeemed_at.is_none() && authorization.code_expires_at <= now);
            if !is_over && self.end_of(&authorization).await?.is_some() {
                all.entry(authorization.client).or_default().authorizations.push(authorization);
            }
        }
        Ok(all)
    }
}
