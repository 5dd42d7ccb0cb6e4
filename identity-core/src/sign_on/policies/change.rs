//! Seeing and changing what an organisation, or one of its roles, asks of those who sign in.

use super::policy_error::SignInPolicyError;
use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, AuthenticationMethod, Factors, RoleRef, SignInPolicy, SignInPolicyKey, SignInRules, SignInSubject,
};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{StoreError, Versioned};
use crate::values::RoleKey;
use std::collections::BTreeSet;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// What an organisation, or one of its roles, is to ask of those who sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SetSignInPolicy {
    /// The organisation.
    pub organization: OrganizationId,
    /// The role of its own that the rules are for; none for all of its people and those of what lies below it.
    pub role: Option<RoleKey>,
    /// What is asked. The default asks for nothing beyond what the deployment does.
    pub rules: SignInRules,
    /// Whether acts on people need a second administrator as they did before, whatever the rules say of it.
    pub keeps_four_eyes: bool,
}

impl SetSignInPolicy {
    /// Rules for the people of an organisation and of what lies below it.
    pub const fn new(organization: OrganizationId, rules: SignInRules) -> Self {
        Self { organization, role: None, rules, keeps_four_eyes: false }
    }

    /// Sets the role of the organisation's own that the rules are for.
    #[must_use]
    pub fn role(self, role: RoleKey) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Leaves it as it is whether acts on people need a second administrator, for a caller who says nothing of it.
    #[must_use]
    pub fn keep_four_eyes(self) -> Self {
        Self { keeps_four_eyes: true, ..self }
    }

    /// What is asked from now on, after these rules.
    fn rules_after(&self, before: &SignInRules) -> SignInRules {
        let four_eyes = if self.keeps_four_eyes { before.four_eyes } else { self.rules.four_eyes };
        SignInRules { four_eyes, ..self.rules.clone() }
    }
}

impl Identity {
    /// What an organisation asks of those who sign in, or a role of its own.
    pub async fn sign_in_rules(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        role: Option<&RoleKey>,
    ) -> Result<SignInRules, AccessError> {
        self.may_look(caller, permission(role), organization).await?;
        let subject = self.sign_in_subject(organization, role).await?.ok_or(AccessError::NotFound)?;
        Ok(self.stored_policy(subject).await?.map(|found| found.record.rules).unwrap_or_default())
    }

    /// Changes what an organisation asks of those who sign in (`member.manage`), or a role of its own (`role.define`). That acts
    /// on people no longer need a second administrator takes effect a day later, so that nobody does alone what needs two. Gives
    /// what is asked from now on.
    pub async fn set_sign_in_policy(
        &self,
        caller: &Caller,
        wanted: &SetSignInPolicy,
    ) -> Result<SignInRules, SignInPolicyError> {
        let SetSignInPolicy { organization, role, .. } = wanted;
        on_fresh_facts!(async {
            let (mut act, _) = self.authorize(caller, permission(role.as_ref()), *organization).await?;
            let subject = self.sign_in_subject(*organization, role.as_ref()).await?;
            let subject = subject.ok_or(AccessError::NotFound)?;
            self.check_rules(&wanted.rules)?;
            if self.must_prove_again(caller).await? {
                return Err(SignInPolicyError::ProveAgain);
            }
            let (stored, now) = (self.stored_policy(subject).await?, self.instant(caller));
            let before = stored.as_ref().map(|stored| stored.rules.clone()).unwrap_or_default();
            let rules = wanted.rules_after(&before);
            if before == rules {
                return Ok(rules);
            }
            let four_eyes_until = four_eyes_until(stored.as_deref(), &rules, now);
            match stored {
                Some(stored) if rules.is_empty() && four_eyes_until.is_none() => {
                    act.changes().remove(stored.id, stored.version)
                }
                Some(stored) => {
                    let rules = rules.clone();
                    let changed = SignInPolicy { rules, four_eyes_until, updated_at: now, ..stored.record };
                    act.changes().update(changed, stored.version)
                }
                None => act.changes().insert(SignInPolicy {
                    id: self.new_id(),
                    subject,
                    rules: rules.clone(),
                    four_eyes_until,
                    created_at: now,
                    updated_at: now,
                }),
            };
            let mut trace =
                Trace::of(*organization).at(*organization).with("factors", rules.factors.as_str());
            if let Some(role) = role {
                trace = trace.with("role", role);
            }
            if let Some(methods) = &rules.methods {
                let methods: Vec<_> = methods.iter().map(AuthenticationMethod::as_str).collect();
                trace = trace.with("methods", methods.join(" "));
            }
            if let Some(days) = rules.remember_days {
                trace = trace.with("remember_days", days);
            }
            if before.four_eyes || rules.four_eyes {
                trace = trace.with("four_eyes", rules.four_eyes);
            }
            self.commit(act.finish(self, Action::SignInPolicyChanged, trace)).await?;
            Ok(rules)
        })
    }

    /// The methods that can count as a second proof here.
    pub fn second_factors(&self) -> Vec<AuthenticationMethod> {
        let ports = self.authenticators().iter().map(|port| port.method());
        let own = self.settings().methods.iter().filter(|method| self.offers(method));
        let mut all: Vec<_> = own.cloned().collect();
        all.extend(ports.filter(|method| *method != AuthenticationMethod::PASSWORD));
        all.dedup();
        all
    }

    fn check_rules(&self, rules: &SignInRules) -> Result<(), SignInPolicyError> {
        let offered = self.second_factors();
        if let Some(unknown) = rules.methods.iter().flatten().find(|method| !offered.contains(method)) {
            return Err(SignInPolicyError::NotOffered(unknown.clone()));
        }
        let none_counts = rules.methods.as_ref().is_some_and(BTreeSet::is_empty);
        if none_counts || (rules.factors == Factors::Two && offered.is_empty()) {
            return Err(SignInPolicyError::NoMethod);
        }
        let most = self.settings().remember_browsers.as_secs() / DAY.as_secs();
        match rules.remember_days {
            Some(days) if u64::from(days) > most => Err(SignInPolicyError::TooLong { most }),
            _ => Ok(()),
        }
    }

    async fn sign_in_subject(
        &self,
        organization: OrganizationId,
        role: Option<&RoleKey>,
    ) -> Result<Option<SignInSubject>, StoreError> {
        let Some(role) = role else { return Ok(Some(SignInSubject::Organization(organization))) };
        let key = RoleRef::Named(Some(organization), role.clone());
        let found = self.store.roles().find(&key).await?;
        Ok(found.map(|role| SignInSubject::Role(role.id)))
    }

    pub(crate) async fn stored_policy(
        &self,
        subject: SignInSubject,
    ) -> Result<Option<Versioned<SignInPolicy>>, StoreError> {
        self.store.sign_in_policies().find(&SignInPolicyKey::Of(subject)).await
    }
}

/// Until when acts on people go on to need a second administrator: a day after the rules no longer say so.
fn four_eyes_until(before: Option<&SignInPolicy>, rules: &SignInRules, now: Timestamp) -> Option<Timestamp> {
    let before = before.filter(|_| !rules.four_eyes)?;
    if before.rules.four_eyes {
        Some(now.plus(DAY))
    } else {
        before.four_eyes_until.filter(|until| now < *until)
    }
}

/// What is needed to see and change the rules.
const fn permission(role: Option<&RoleKey>) -> Permission {
    if role.is_some() { Permission::RoleDefine } else { Permission::MemberManage }
}
