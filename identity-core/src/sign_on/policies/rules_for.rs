//! What is asked of a person who signs in: of several rules that apply to them, the strictest.

use crate::authority::{Caller, DecisionContext, Identity};
use crate::domain::{
    Factors, Grant, GrantFilter, Holder, Organization, OrganizationClass, RelyingParty, SignInPolicy,
    SignInPolicyFilter, SignInPolicyKey, SignInRules, SignInSubject,
};
use crate::ids::{OrganizationId, UserId};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long what asked for two administrators goes on doing so when it no longer applies.
const DAY: Duration = Duration::from_hours(24);

impl Identity {
    /// What the deployment, the application, the person's organisations with what lies above them, and their roles ask.
    pub(in crate::sign_on) async fn rules_for(
        &self,
        party: Option<&RelyingParty>,
        person: Option<&DecisionContext>,
    ) -> Result<SignInRules, StoreError> {
        let settings = self.settings();
        let everywhere = SignInRules {
            factors: settings.factors,
            four_eyes: settings.four_eyes,
            ..SignInRules::default()
        };
        let rules =
            party.map_or_else(|| everywhere.clone(), |party| everywhere.clone().and(&party.sign_in_rules()));
        let Some(person) = person else { return Ok(rules) };
        let subjects = Some(subjects(person)).filter(|subjects| !subjects.is_empty());
        let Some(subjects) = subjects else { return Ok(rules) };
        let filter = SignInPolicyFilter { subjects: Some(subjects) };
        let policies = self.all(self.store.sign_in_policies(), &filter).await?;
        let now = self.now();
        let of = |policy: &SignInPolicy| SignInRules {
            four_eyes: policy.needs_four_eyes(now),
            ..policy.rules.clone()
        };
        Ok(policies.iter().fold(rules, |rules, policy| rules.and(&of(&policy.record))))
    }

    /// Whether erasing a person, removing their second proofs and starting a recovery for them need a second administrator. What
    /// applied to them until a day ago counts too, so that nobody does alone what needs two by taking a role away first.
    pub(crate) async fn needs_four_eyes(&self, user: UserId) -> Result<bool, StoreError> {
        let found = self.facts_at_places(user, &[]).await?;
        let rules = self.rules_for(None, found.as_ref().map(|(_, known)| known)).await?;
        Ok(rules.four_eyes
            || self.needed_four_eyes(user).await?
            || self.acts_for_others_without_mailbox(user).await?)
    }

    /// Whether a change that concerns everybody needs a second administrator: the deployment asks for it, the operator, or the rules
    /// for whoever makes it.
    pub(crate) async fn needs_second_administrator(
        &self,
        caller: &Caller,
        operator: OrganizationId,
    ) -> Result<bool, StoreError> {
        if let Some(user) = caller.user() {
            let own = self.needs_four_eyes(user).await?;
            if own {
                return Ok(true);
            }
        }
        let of_operator = SignInPolicyKey::Of(SignInSubject::Organization(operator));
        let policy = self.store.sign_in_policies().find(&of_operator).await?;
        let asks = policy.is_some_and(|policy| policy.needs_four_eyes(self.now()));
        Ok(self.settings().four_eyes || asks)
    }

    /// Whether somebody acts by mandates of others, and has no mailbox that would hear of it: whoever holds their letter in
    /// hands could act by these mandates, which is more than the administrators of their own organisation may.
    async fn acts_for_others_without_mailbox(&self, user: UserId) -> Result<bool, StoreError> {
        let person = self.store.users().get(user).await?;
        if person.is_none_or(|person| person.email.is_some()) {
            return Ok(false);
        }
        let mut held = self.grants_of(user).await?.into_iter();
        Ok(held.any(|grant| grant.mandate.is_some()))
    }

    /// Whether a role that a person lost within a day, or the organisation where they had it, asks for a second administrator.
    async fn needed_four_eyes(&self, user: UserId) -> Result<bool, StoreError> {
        let now = self.now();
        let ended = GrantFilter {
            holders: Some(vec![Holder::User(user)]),
            ended: Some((true, now)),
            ..GrantFilter::default()
        };
        let mut subjects = BTreeSet::new();
        for grant in self.all(self.store.grants(), &ended).await? {
            if grant.ended_at().is_none_or(|end| now >= end.plus(DAY)) {
                continue;
            }
            subjects.insert(SignInSubject::Role(grant.role));
            let place = self.store.organizations().get(grant.organization).await?;
            let steps = place.as_ref().map(|place| place.path.steps()).unwrap_or_default();
            // The operator, the root, stands above all customers, whose people are not its own.
            let own = steps.iter().skip(usize::from(steps.len() > 1));
            subjects.extend(own.copied().map(SignInSubject::Organization));
        }
        if subjects.is_empty() {
            return Ok(false);
        }
        let filter = SignInPolicyFilter { subjects: Some(subjects.into_iter().collect()) };
        let policies = self.all(self.store.sign_in_policies(), &filter).await?;
        Ok(policies.iter().any(|policy| policy.needs_four_eyes(now)))
    }

    /// Whether a person has to have a second proof, wherever they sign in.
    pub(crate) async fn second_proof_is_required(&self, user: UserId) -> Result<bool, StoreError> {
        let found = self.facts_at_places(user, &[]).await?;
        let rules = self.rules_for(None, found.as_ref().map(|(_, known)| known)).await?;
        Ok(rules.factors == Factors::Two)
    }
}

/// The organisations and roles whose rules apply to the person of these facts.
fn subjects(known: &DecisionContext) -> Vec<SignInSubject> {
    let own = |grant: &&Versioned<Grant>| {
        grant.holder == known.subject.holder && !grant.has_ended(known.subject.at)
    };
    let held: Vec<_> = known.grants.values().filter(own).collect();
    let places: BTreeSet<_> =
        known.member_of.iter().copied().chain(held.iter().map(|grant| grant.organization)).collect();
    let with_above = places.iter().flat_map(|place| known.lineage(*place)).copied();
    let applies = |place: &Organization| {
        // The operator stands above all customers, whose people are not its own.
        place.class != OrganizationClass::Operator || places.contains(&place.id)
    };
    let organizations: BTreeSet<_> =
        with_above.filter(|id| known.organizations.get(id).is_none_or(|found| applies(found))).collect();
    let roles: BTreeSet<_> = held.iter().map(|grant| grant.role).collect();
    let organizations = organizations.into_iter().map(SignInSubject::Organization);
    organizations.chain(roles.into_iter().map(SignInSubject::Role)).collect()
}
