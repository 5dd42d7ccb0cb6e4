//! Decisions, with their reasons.

use crate::Identity;
use crate::ids::{ApiClientId, OrganizationId, UserId};
use crate::policy::{Decision, Permission, Request, Subject, decide};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;

/// Whose decision is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedActor {
    /// A person's.
    User(UserId),
    /// A program's.
    Client(ApiClientId),
}

/// A decision with its chain in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedDecision {
    /// Whether it may be done.
    pub allowed: bool,
    /// Why, or what is missing.
    pub because: Vec<String>,
}

impl Identity {
    /// Whether the caller has a permission where they act: at the organisation acted for, or, when none is
    /// chosen, at any that they belong to or hold a role at. For guarding routes of the host application.
    pub async fn may(&self, caller: &Caller, permission: Permission) -> Result<bool, AccessError> {
        let places = match (caller.acting_for(), caller.user()) {
            (Some(organization), _) => vec![organization],
            (None, Some(user)) => self.organizations_of(user).await?,
            (None, None) => self.operator().await?.map(|found| found.id).into_iter().collect(),
        };
        let facts = self.facts(caller, &places).await?;
        Ok(places
            .into_iter()
            .any(|organization| decide(&Request { permission, organization }, &facts).is_allowed()))
    }

    /// Decides for somebody else, with the reason: for oneself, or for those who may see who has which
    /// role at the organisation.
    pub async fn explain(
        &self,
        caller: &Caller,
        asked: AskedActor,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<ExplainedDecision, AccessError> {
        let own = match asked {
            AskedActor::User(user) => caller.user() == Some(user),
            AskedActor::Client(client) => caller.actor() == crate::domain::Actor::Client(client),
        };
        if own {
            self.may_look(caller, Permission::OrganizationView, organization).await?;
        } else {
            self.may_look(caller, Permission::GrantView, organization).await?;
        }
        let subject = match asked {
            AskedActor::User(user) => self.store.users().get(user).await?.map(Subject::User),
            AskedActor::Client(client) => self.store.api_clients().get(client).await?.map(|client| {
                let scopes = client.scopes.clone();
                Subject::Client { client, scopes }
            }),
        };
        let facts = self.facts_about(subject.ok_or(AccessError::NotFound)?, &[organization]).await?;
        Ok(match decide(&Request { permission, organization }, &facts) {
            Decision::Allowed(because) => {
                ExplainedDecision { allowed: true, because: because.in_words(&facts) }
            }
            Decision::Denied(missing) => {
                ExplainedDecision { allowed: false, because: vec![missing.in_words(&facts)] }
            }
        })
    }
}
