//! A sign-on from an application's request, or a page of ours, to its answer.

use super::answer::{Answer, RefusalReason};
use super::sign_on_error::SignOnError;
use super::step::{SignOnStep, next_step};
use crate::authority::{Act, Identity, Proof, on_fresh_facts};
use crate::domain::{Actor, Origin, SignOn};
use crate::ids::SignOnId;
use crate::secrets::SecretToken;
use crate::sessions::Current;
use crate::store::{ChangeSet, StoreError, Versioned};

impl Identity {
    /// Begins a sign-on in a browser. A request id of a relying party begins one sign-on only.
    pub async fn begin_sign_on(&self, browser: &SecretToken, origin: Origin) -> Result<SignOn, SignOnError> {
        let now = self.now();
        let sign_on = SignOn {
            id: self.new_id(),
            browser: browser.digest(),
            origin,
            created_at: now,
            expires_at: now.plus(self.settings().sign_on_lifetime),
            finished_at: None,
        };
        let mut changes = ChangeSet::new();
        changes.insert(sign_on.clone());
        match self.commit_unaudited(&changes).await {
            Ok(()) => Ok(sign_on),
            Err(StoreError::AlreadyExists { .. }) => Err(SignOnError::Replayed),
            Err(error) => Err(error.into()),
        }
    }

    /// A sign-on under way in this browser.
    pub async fn sign_on(
        &self,
        id: SignOnId,
        browser: &SecretToken,
    ) -> Result<Versioned<SignOn>, SignOnError> {
        let found = self.store.sign_ons().get(id).await?.ok_or(SignOnError::Over)?;
        let usable =
            found.browser == browser.digest() && found.finished_at.is_none() && self.now() < found.expires_at;
        if usable { Ok(found) } else { Err(SignOnError::Over) }
    }

    /// The name of the application or page that a sign-on is for; `None` for a page of our own.
    pub async fn sign_on_target(&self, sign_on: &SignOn) -> Result<Option<String>, StoreError> {
        let Origin::Saml(saml) = &sign_on.origin else { return Ok(None) };
        let party = self.store.relying_parties().get(saml.relying_party).await?;
        Ok(party.map(|party| party.name.to_string()))
    }

    /// Answers a sign-on for which [`next_step`] has nothing left to ask.
    pub async fn finish_sign_on(
        &self,
        id: SignOnId,
        browser: &SecretToken,
        current: &Current,
    ) -> Result<Answer, SignOnError> {
        on_fresh_facts!(async {
            let sign_on = self.sign_on(id, browser).await?;
            // Another tab may have used the session in the meantime, or ended it.
            let current = self.still_current(current).await?.ok_or(SignOnError::Over)?;
            if next_step(&sign_on, Some(&current.session)) != SignOnStep::Finish {
                return Err(SignOnError::NotYet);
            }
            match &sign_on.origin {
                Origin::Page { return_to } => {
                    let return_to = return_to.clone();
                    self.close(&sign_on, Act::own(&current.caller)).await?;
                    Ok(Answer::Page { return_to })
                }
                Origin::Saml(request) => self.answer_request(&sign_on, request, &current).await,
            }
        })
    }

    /// Refuses a sign-on whose request forbids to ask anything.
    pub async fn refuse_passive(&self, id: SignOnId, browser: &SecretToken) -> Result<Answer, SignOnError> {
        let sign_on = self.sign_on(id, browser).await?;
        let Origin::Saml(request) = &sign_on.origin else { return Err(SignOnError::Over) };
        let party = self.relying_party_by_id(request.relying_party).await?.ok_or(SignOnError::Over)?;
        let act = Act::by_proof(Proof::SignOn, Actor::Anonymous);
        self.refuse(&sign_on, request, party.record, act, RefusalReason::NotPassive).await
    }

    /// Ends a sign-on that led to a page of our own; the session's start was its audit row.
    async fn close(&self, sign_on: &Versioned<SignOn>, mut act: Act) -> Result<(), StoreError> {
        let finished = SignOn { finished_at: Some(self.now()), ..sign_on.record.clone() };
        act.changes().update(finished, sign_on.version);
        let changes = act.changes().clone();
        self.commit_unaudited(&changes).await
    }
}
