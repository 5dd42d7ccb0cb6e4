//! What somebody did, and what was done to their account.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Action, Actor, AuditEvent, AuditFilter};
use crate::ids::OrganizationId;
use crate::store::{Cursor, Direction, Page, Versioned};
use std::collections::BTreeMap;

/// A kind of act, to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActivityKind {
    /// Signing in and out.
    Sessions,
    /// Opening applications.
    Applications,
    /// The password, second proofs, the e-mail address and the telephone number.
    Security,
    /// Details of people.
    Details,
    /// Roles, mandates, invitations and memberships.
    Rights,
}

impl ActivityKind {
    /// Every kind there is.
    pub const ALL: [Self; 5] =
        [Self::Sessions, Self::Applications, Self::Security, Self::Details, Self::Rights];

    /// The stable code, as addresses have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Applications => "applications",
            Self::Security => "security",
            Self::Details => "details",
            Self::Rights => "rights",
        }
    }

    /// What the names of its actions begin with.
    const fn subjects(self) -> &'static [&'static str] {
        match self {
            Self::Sessions => &["session"],
            Self::Applications => &["assertion", "sso_request"],
            Self::Security => &["credential", "authenticator", "contact", "recovery"],
            Self::Details => &["user"],
            Self::Rights => &["grant", "mandate", "invitation", "membership", "role", "access"],
        }
    }

    /// Its actions.
    pub fn actions(self) -> Vec<Action> {
        let of = |action: &Action| {
            let subject = action.as_str().split('.').next().unwrap_or_default();
            self.subjects().contains(&subject)
        };
        Action::ALL.iter().copied().filter(of).collect()
    }
}

/// Something that the caller did, or that others did to their account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnEvent {
    /// The event.
    pub event: Versioned<AuditEvent>,
    /// Whether others did it: an administrator, or somebody who is not known.
    pub by_others: bool,
    /// The name of the organisation that it is about, if it is one of the caller's.
    pub organization: Option<String>,
    /// The name of the organisation that they acted for, if it is one of the caller's.
    pub acting_for: Option<String>,
}

impl Identity {
    /// What the caller did and what others did to their account, newest first: all of it, or what is of one kind. Somebody whom
    /// neither a mail nor a text message reaches finds here what they would be told of.
    pub async fn own_activity(
        &self,
        caller: &Caller,
        kind: Option<ActivityKind>,
        page: &Page,
    ) -> Result<(Vec<OwnEvent>, Option<Cursor>), AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let actions = kind.map(ActivityKind::actions);
        let by_them = AuditFilter { actor: Some(Actor::User(user)), actions, ..AuditFilter::default() };
        let about_them = AuditFilter { actor: None, about: Some(user), ..by_them.clone() };
        let both = AuditFilter { actor: None, person: Some(user), ..by_them.clone() };
        let page = page.clone().in_direction(Direction::Descending);
        // Each of the two lists is read by an index of its own, and one row further than the page goes.
        let further = page.clone().of_one_more();
        let done = self.store.audit_events().list(&by_them, &further).await?.items;
        let met = self.store.audit_events().list(&about_them, &further).await?.items;
        let parts = [done, met].map(|part| part.into_iter().map(Ok));
        let slice = page.slice_of_parts(&both, parts)?;
        let own = self.own_organizations(caller).await?;
        let own: BTreeMap<OrganizationId, String> =
            own.into_iter().map(|organization| (organization.id, organization.name.to_string())).collect();
        let named = |event: Versioned<AuditEvent>| OwnEvent {
            organization: event.organization.and_then(|id| own.get(&id).cloned()),
            acting_for: event.acting_for.and_then(|id| own.get(&id).cloned()),
            by_others: event.actor != Actor::User(user),
            event,
        };
        Ok((slice.items.into_iter().map(named).collect(), slice.next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_action_is_of_two_kinds() {
        let all: Vec<_> = ActivityKind::ALL.into_iter().flat_map(ActivityKind::actions).collect();
        for (index, action) in all.iter().enumerate() {
            assert!(!all[..index].contains(action), "{action:?}");
        }
        assert!(all.contains(&Action::ContactChanged) && all.contains(&Action::SessionStarted));
    }
}
