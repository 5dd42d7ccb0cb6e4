//! Decisions, with their reasons.

use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedAllow, NamedDeny, NamedGiver};
use crate::domain::{Actor, Grant, Holder, MembershipKey};
use crate::ids::{ApiClientId, OrganizationId, UserId};
use crate::policy::{Decision, Permission, PermissionSet, Subject};
use crate::store::{FactsQuery, Versioned};

/// Whose decision is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedActor {
    /// A person's.
    User(UserId),
    /// A client's.
    Client(ApiClientId),
}

/// A decision with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedDecision {
    /// Whether it may be done.
    pub allowed: bool,
    /// Why, or why not.
    pub reason: DecisionReason,
}

/// Why something may be done or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionReason {
    /// It may, because of this.
    Allowed(NamedAllow),
    /// It may not.
    Denied {
        /// The nearest missing link.
        missing: NamedDeny,
        /// People who could give it.
        ask: Vec<NamedGiver>,
    },
}

impl Identity {
    /// Whether the caller has a permission where they act: at the organisation acted for, or, when none is
    /// chosen, at any that they belong to or hold a role at. For guarding routes of the host application.
    ///
    /// ```
    /// use identity_core::policy::Permission;
    /// use identity_core::testing::{CONTACT_PERSON, TestIdentity};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let test = TestIdentity::start().await?;
    /// let jeremy = test.sign_in(CONTACT_PERSON).await?;
    /// assert!(test.identity().may(&jeremy.caller, Permission::InvitationManage).await?);
    /// assert!(!test.identity().may(&jeremy.caller, Permission::OrganizationProvision).await?);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn may(&self, caller: &Caller, permission: Permission) -> Result<bool, AccessError> {
        let (places, known) = match (caller.acting_for(), caller.user()) {
            (Some(organization), _) => (vec![organization], self.facts(caller, &[organization]).await?),
            (None, Some(_)) => self.own_places(caller).await?,
            (None, None) => {
                let operator: Vec<_> = self.operator().await?.iter().map(|found| found.id).collect();
                let known = self.facts(caller, &operator).await?;
                (operator, known)
            }
        };
        Ok(places.into_iter().any(|organization| known.allows(permission, organization)))
    }

    /// Refuses as an act that needs this permission would, saying what is missing and who could give it. For pages that
    /// lead to such an act.
    pub async fn check_permission(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<(), AccessError> {
        self.may_look(caller, permission, organization).await.map(drop)
    }

    /// Decides for somebody, with the reason: for oneself, or for those who may see who has which role at the
    /// organisation. `acting_for` is the organisation that they are taken to act for; what they chose in a session does not
    /// count.
    pub async fn explain(
        &self,
        caller: &Caller,
        asked: AskedActor,
        permission: Permission,
        organization: OrganizationId,
        acting_for: Option<OrganizationId>,
    ) -> Result<ExplainedDecision, AccessError> {
        let own = match asked {
            AskedActor::User(user) => caller.user() == Some(user),
            AskedActor::Client(client) => caller.actor() == Actor::Client(client),
        };
        let needed = if own { Permission::OrganizationView } else { Permission::GrantView };
        let mut known =
            self.facts_about_both(caller, asked, [organization].into_iter().chain(acting_for)).await?;
        self.may_look_with(caller, needed, organization, &known).await?;
        // Nobody learns who there is elsewhere, or how their account stands.
        let member = match asked {
            AskedActor::User(user) if !own => {
                self.store.memberships().find(&MembershipKey::Of(user, organization)).await?.is_some()
            }
            AskedActor::User(_) | AskedActor::Client(_) => false,
        };
        let about = asked.subject(&known, acting_for);
        let caller_subject = std::mem::replace(&mut known.subject, about);
        let to_be_told = own || member || has_to_do_with(&known, organization);
        if !to_be_told || !known.knows(about.holder) {
            known.subject = caller_subject;
            return Err(self.not_found_refusal_with(caller, needed, &known).await?);
        }
        match known.decide(permission, organization) {
            Decision::Allowed(because) => {
                let reason = DecisionReason::Allowed(known.named_allow(&because, organization));
                Ok(ExplainedDecision { allowed: true, reason })
            }
            Decision::Denied(missing) => {
                let ask = self.who_could_give(&known, permission, organization).await?;
                let reason = DecisionReason::Denied { missing: known.named_deny(missing), ask };
                Ok(ExplainedDecision { allowed: false, reason })
            }
        }
    }

    /// The facts about a caller and about whom they ask, in one read.
    async fn facts_about_both(
        &self,
        caller: &Caller,
        asked: AskedActor,
        organizations: impl Iterator<Item = OrganizationId>,
    ) -> Result<DecisionContext, AccessError> {
        let query = FactsQuery {
            holders: vec![asked.holder()],
            organizations: organizations.collect(),
            ..FactsQuery::default()
        };
        let subject = caller.subject(self.instant(caller));
        let known = self.facts_with(subject, query).await?;
        if known.knows(subject.holder) { Ok(known) } else { Err(AccessError::NotFound) }
    }
}

impl AskedActor {
    const fn holder(self) -> Holder {
        match self {
            Self::User(id) => Holder::User(id),
            Self::Client(id) => Holder::Client(id),
        }
    }

    /// As whom the policy decides about them, at the instant of what is known.
    fn subject(self, known: &DecisionContext, acting_for: Option<OrganizationId>) -> Subject {
        let at = known.subject.at;
        match self {
            Self::User(id) => Subject::user(id, at).acting_for(acting_for),
            Self::Client(id) => {
                let client = known.clients.iter().find(|client| client.id == id);
                let scopes =
                    client.iter().flat_map(|client| client.scopes.iter().filter_map(Permission::of_scope));
                Subject::client(id, scopes.collect::<PermissionSet>(), at).acting_for(acting_for)
            }
        }
    }
}

/// Whether the subject holds something at an organisation or above it.
fn has_to_do_with(known: &DecisionContext, organization: OrganizationId) -> bool {
    let line = known.lineage(organization);
    let held = |grant: &Versioned<Grant>| grant.holder == known.subject.holder;
    known.grants.values().any(|grant| held(grant) && line.contains(&grant.organization))
}
