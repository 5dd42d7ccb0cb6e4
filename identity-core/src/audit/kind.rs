//! The kinds of events, by which a history is limited.

use crate::domain::Action;

/// What an event is about. Every action is of exactly one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
// Exhaustive: whoever offers the choice has words for each.
pub enum EventKind {
    /// Signing in and out, ways to sign in, and the accounts of people.
    Accounts,
    /// What applications and API clients were told or refused.
    Applications,
    /// Roles, mandates, memberships, and acts that were refused for lack of a right.
    Roles,
    /// Invitations.
    Invitations,
    /// The organisation itself, its contracts, and downloads of its lists.
    Organization,
    /// The rules of signing in, the look, and the system.
    Settings,
}

impl EventKind {
    /// Every kind there is.
    pub const ALL: [Self; 6] = [
        Self::Accounts,
        Self::Applications,
        Self::Roles,
        Self::Invitations,
        Self::Organization,
        Self::Settings,
    ];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Applications => "applications",
            Self::Roles => "roles",
            Self::Invitations => "invitations",
            Self::Organization => "organization",
            Self::Settings => "settings",
        }
    }

    /// The kind of this code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Its actions.
    pub fn actions(self) -> Vec<Action> {
        Action::ALL.iter().copied().filter(|action| Self::of(*action) == self).collect()
    }
}

macro_rules! kinds {
    ($($kind:ident: $($action:ident)+;)+) => {
        impl EventKind {
            /// The kind of an action.
            pub const fn of(action: Action) -> Self {
                match action { $($(Action::$action)|+ => Self::$kind),+ }
            }
        }
    };
}

// There is no kind for all others, and none twice: a new action does not compile until it has one here.
kinds! {
    Accounts:
        UserCreated UserUpdated UserStateChanged UserClosed UserKept UserErasureOrdered UserDataErased UserErased
        DataExported
        SessionStarted SessionEnded SignInRefused ProviderSignInFailed ActingForChanged
        PasswordChanged RecoveryRequested RecoveryStarted RecoveryPrinted RecoveryRefused
        EnrolmentBegun AuthenticatorAdded AuthenticatorRenamed AuthenticatorRemoved AuthenticatorsReset
        RecoveryCodesMade CodeSent CodeUsed BrowserRemembered BrowserForgotten
        IdentityLinked IdentityUnlinked LinkDeclined
        ContactChangeAsked ContactChangeCancelled ContactChanged ContactChangeUndone EmailAdded EmailRemoved
        ApprovalAsked ApprovalGiven ApprovalDeclined ApprovalStopped;
    Applications:
        ConsentGiven ConsentWithdrawn AuthorizationEnded AssertionIssued AssertionRefused RequestRefused LogoutAnswered TokenIssued TokenRevoked ClientRefused;
    Roles:
        RoleDefined GrantGiven GrantRevoked
        MandateGiven MandateAccepted MandateDeclined MandateEnded MandateNoticeSent
        MembershipRemoved MembershipLeft AccessDenied;
    Invitations:
        InvitationSent InvitationResent InvitationRequested InvitationRevoked InvitationAccepted;
    Organization:
        OrganizationCreated OrganizationUpdated OrganizationSuspended OrganizationResumed
        ContractCreated ContractUpdated ContractEnded ListExported;
    Settings:
        SystemConfigured SignInPolicyChanged BrandDrafted BrandChanged SmsSettingsChanged SmsSettingsProposed
        SmsSettingsDeclined SmsTested ConnectionTested
        SigningKeyCreated SigningKeyActivated SigningKeyRemoved MessageDead
        ApplicationRegistered ApplicationChanged ApplicationSecretMade ApplicationDeleted
        ConnectionRegistered ConnectionChanged ConnectionRemoved
        SignInDomainAdded SignInDomainProved SignInDomainRemoved;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_is_of_one_kind_and_every_kind_has_a_code_of_its_own() {
        let mut found: Vec<_> = EventKind::ALL.into_iter().flat_map(EventKind::actions).collect();
        found.sort_unstable();
        let mut all = Action::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(found, all);
        let codes: BTreeSet<_> = EventKind::ALL.into_iter().map(EventKind::as_str).collect();
        assert_eq!(codes.len(), EventKind::ALL.len());
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
            assert!(!kind.actions().is_empty(), "{kind:?}");
        }
    }
}
