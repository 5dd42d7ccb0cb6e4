//! Decisions, with their reasons.

use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedAllow, NamedDeny};
use crate::domain::{Actor, Grant, MembershipKey};
use crate::ids::{ApiClientId, OrganizationId, UserId};
use crate::policy::{Decision, Permission, PermissionSet, Subject};
use crate::store::{StoreError, Versioned};

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
        /// The names of people who could give it.
        ask: Vec<String>,
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
        let places = match (caller.acting_for(), caller.user()) {
            (Some(organization), _) => vec![organization],
            (None, Some(user)) => self.organizations_of(user).await?,
            (None, None) => self.operator().await?.map(|found| found.id).into_iter().collect(),
        };
        let known = self.facts(caller, &places).await?;
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
    /// organisation. `acting_for` is whom the person acts for; nobody's choice counts unless it is given.
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
        let own_facts = self.may_look(caller, needed, organization).await?;
        let places: Vec<_> = [organization].into_iter().chain(acting_for).collect();
        let known = self.facts_about_asked(asked, acting_for, &places).await?;
        // Nobody learns who there is elsewhere, or how their account stands.
        let member = match asked {
            AskedActor::User(user) => {
                self.store.memberships().find(&MembershipKey::Of(user, organization)).await?.is_some()
            }
            AskedActor::Client(_) => false,
        };
        let Some(known) = known.filter(|known| own || member || has_to_do_with(known, organization)) else {
            return Err(self.not_found_refusal_with(caller, needed, &own_facts).await?);
        };
        match known.decide(permission, organization) {
            Decision::Allowed(because) => {
                let reason = DecisionReason::Allowed(known.named_allow(&because, organization));
                Ok(ExplainedDecision { allowed: true, reason })
            }
            Decision::Denied(missing) => {
                let ask = self.who_could_give(permission, organization).await?;
                let reason = DecisionReason::Denied { missing: known.named_deny(missing), ask };
                Ok(ExplainedDecision { allowed: false, reason })
            }
        }
    }

    async fn facts_about_asked(
        &self,
        asked: AskedActor,
        acting_for: Option<OrganizationId>,
        places: &[OrganizationId],
    ) -> Result<Option<DecisionContext>, StoreError> {
        let now = self.now();
        let subject = match asked {
            AskedActor::User(user) => Subject::user(user, now).acting_for(acting_for),
            AskedActor::Client(id) => {
                let client = self.store.api_clients().get(id).await?;
                let scopes = client.iter().flat_map(|client| client.scopes.iter().copied());
                Subject::client(id, scopes.collect::<PermissionSet>(), now)
            }
        };
        self.facts_about(subject, places).await
    }
}

/// Whether the subject holds something at an organisation or above it.
fn has_to_do_with(known: &DecisionContext, organization: OrganizationId) -> bool {
    let line = known.lineage(organization);
    let held = |grant: &Versioned<Grant>| grant.holder == known.subject.holder;
    known.grants.values().any(|grant| held(grant) && line.contains(&grant.organization))
}
