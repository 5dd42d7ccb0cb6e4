//! Agreeing, or not, to what an application may know of a person and do for them.

use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, ApiClient, Consent, ConsentKey, SignOn};
use crate::ids::UserId;
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::facts::SignOnFacts;
use crate::sign_on::finish::Settled;
use crate::sign_on::outcome::Progress;
use crate::sign_on::sign_on_error::SignOnError;
use crate::sign_on::step::SignOnStep;
use crate::sign_on::visitor::Visitor;
use crate::store::{ChangeSet, Versioned};
use crate::values::Scope;
use std::collections::BTreeSet;

/// The client by which an application asks, and what the person agreed to before.
pub(in crate::sign_on) struct Consenting {
    client: Versioned<ApiClient>,
    asked: BTreeSet<Scope>,
    /// Since when a consent counts, if the application wants one that is given now.
    since: Option<Timestamp>,
    before: Option<Versioned<Consent>>,
}

impl Consenting {
    /// What the person has not agreed to yet. Nobody is asked about the deployment's own applications.
    pub(in crate::sign_on) fn missing(&self) -> BTreeSet<Scope> {
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
}

impl Consenting {
    /// Makes the client and the agreement part of a commit.
    pub(in crate::sign_on) fn rests_on(&self, changes: &mut ChangeSet) {
        changes.require_read(&self.client);
        if let Some(before) = &self.before {
            changes.require_read(before);
        }
    }
}

/// A person who gave every proof that a sign-on asks for, and is asked whether the application may know and do what it asks
/// for.
struct AskedToConsent {
    user: UserId,
    consenting: Consenting,
}

impl AskedToConsent {
    /// The person, if that is what the sign-on asks.
    fn of(step: &SignOnStep, facts: SignOnFacts) -> Option<Self> {
        let asked = matches!(step, SignOnStep::Consent(_));
        let (user, consenting) = facts.person.map(|person| person.id).zip(facts.consenting)?;
        asked.then_some(Self { user, consenting })
    }
}

impl Proof for AskedToConsent {
    fn actor(&self) -> Actor {
        Actor::User(self.user)
    }
}

impl Identity {
    /// Reads what a consent depends on; `None` where no application asks by `OpenID` Connect.
    pub(in crate::sign_on) async fn consenting(
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
        Ok(Some(Consenting { client, asked: asked.scopes.clone(), since, before }))
    }

    /// Writes down that the person agrees, if the sign-on asks for that, and says what it needs next.
    pub(in crate::sign_on) async fn consent(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, AnswerError> {
        on_fresh_facts!(async {
            let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
            let asked = AskedToConsent::of(&step, facts).ok_or(AnswerError::NotAsked)?;
            let mut act = Act::by_proof::<AskedToConsent>(&asked).referring(visitor.reference);
            let AskedToConsent { user, consenting } = asked;
            let (client, now) = (&consenting.client, self.now());
            act.changes().require_read(client);
            let scopes = consenting.asked;
            let names: Vec<_> = scopes.iter().map(Scope::as_str).collect();
            let trace = Trace::of(client.id).with("user", user).with("scopes", names.join(" "));
            if let Some(before) = consenting.before {
                let scopes = before.scopes.union(&scopes).cloned().collect();
                let changed = Consent { scopes, updated_at: now, ..before.record };
                act.changes().update(changed, before.version);
            } else {
                let id = self.new_id();
                let (created_at, updated_at) = (now, now);
                act.changes().insert(Consent { id, user, client: client.id, scopes, created_at, updated_at });
            }
            self.commit(act.finish(self, Action::ConsentGiven, trace)).await?;
            Ok::<_, AnswerError>(())
        })?;
        let (step, _) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), step))
    }

    /// Tells the application that the person does not agree, if the sign-on asks for that.
    pub(in crate::sign_on) async fn decline_consent(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (attempt, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let (step, facts) = self.look(&attempt, current, visitor).await?;
            let settled = Settled::declined(&attempt, facts, &step).ok_or(AnswerError::NotAsked)?;
            Ok::<_, AnswerError>(Box::pin(self.finish(settled, visitor)).await?)
        })
    }
}
