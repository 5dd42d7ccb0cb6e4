//! Inviting somebody: sending, sending again, taking back.

use super::authority::{AccessError, Act, Trace};
use super::caller::Caller;
use super::facts::Known;
use super::giving::{held, invited_gift};
use super::limits::Limits;
use super::mandates::{InvalidTerms, rest_on_mandating};
use super::retry::{FromStore, on_fresh_facts};
use crate::domain::{
    Action, Channel, Invitation, InvitationFilter, InvitationState, MandateTerms, MembershipKey, Role,
    UserKey,
};
use crate::ids::{InvitationId, OrganizationId};
use crate::policy::Permission;
use crate::ports::{Message, MessageContent, OfferedTerms};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{EmailAddress, Locale, PersonName, RoleKey, ServiceKey};
use crate::{Identity, Timestamp};
use std::collections::BTreeSet;

/// Whom to invite to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Where to.
    pub organization: OrganizationId,
    /// Who, by the address that the link goes to.
    pub email: EmailAddress,
    /// First name, as far as known.
    pub given_name: Option<PersonName>,
    /// Last name, as far as known.
    pub family_name: Option<PersonName>,
    /// The roles that acceptance gives; at least one.
    pub roles: BTreeSet<RoleKey>,
    /// Only for these services; `None` = all that the roles name.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// The terms, if the roles are to be given by mandate; roles that are held by mandate only have terms anyway.
    pub mandate: Option<MandateTerms>,
    /// The language of the mail.
    pub locale: Option<Locale>,
    /// Until when; `None` = as the deployment set it.
    pub expires_at: Option<Timestamp>,
}

/// Why an invitation was not sent.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// No role was named.
    #[error("choose at least one role")]
    NoRole,
    /// There is no such role here.
    #[error("there is no role {0} here")]
    UnknownRole(RoleKey),
    /// There is no such service.
    #[error("there is no service {0}")]
    UnknownService(ServiceKey),
    /// The caller does not hold what they want to give.
    #[error("you cannot give the role {role}: {why}")]
    NotHeld {
        /// The role.
        role: RoleKey,
        /// What is missing, in words.
        why: String,
    },
    /// The time is not between now and a year from now.
    #[error("expires_at must lie in the future, and within a year")]
    InvalidExpiry,
    /// The terms of the mandate make no sense.
    #[error(transparent)]
    Terms(#[from] InvalidTerms),
    /// The person already belongs to the organisation.
    #[error("this person already belongs to the organisation; give the role on their page")]
    AlreadyMember,
    /// An invitation to this address is waiting for its answer.
    #[error("this address is already invited; send that invitation again or cancel it")]
    AlreadyInvited,
    /// Only a person can invite.
    #[error("only a signed-in person can invite")]
    NotAPerson,
    /// The invitation was accepted or cancelled before.
    #[error("the invitation was already accepted or cancelled")]
    AlreadyClosed,
    /// Too many invitations in a short time.
    #[error("too many invitations in a short time; try again in an hour")]
    TooMany,
}

impl From<StoreError> for InviteError {
    fn from(error: StoreError) -> Self {
        Self::Access(AccessError::Store(error))
    }
}

impl FromStore for InviteError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Access(error) => error.store_error(),
            _ => None,
        }
    }
}

impl Identity {
    /// Invites somebody. The invitation and its mail are one commit.
    ///
    /// Needs `invitation.manage` at the organisation and the right to give every part of the roles.
    pub async fn invite(
        &self,
        caller: &Caller,
        wanted: &Invite,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let invited = match self.limit_invitations(caller).await {
            Ok(()) => on_fresh_facts!(self.try_invite(caller, wanted)),
            Err(error) => Err(error),
        };
        self.noted(caller, wanted.organization, invited).await
    }

    async fn try_invite(
        &self,
        caller: &Caller,
        wanted: &Invite,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let (mut act, mut known) =
            self.authorize(caller, Permission::InvitationManage, wanted.organization).await?;
        let invited_by = caller.user().ok_or(InviteError::NotAPerson)?;
        self.limit_address(&wanted.email).await?;
        let services = self.named_services(wanted.services.as_ref()).await?;
        let roles = self.named_roles(&mut known, wanted.organization, &wanted.roles).await?;
        let now = self.now();
        let by_mandate = wanted.mandate.is_some() || roles.iter().all(|role| role.by_mandate);
        if let Some(terms) = &wanted.mandate {
            InvalidTerms::check(terms, now)?;
        }
        self.not_yet_there(wanted, by_mandate).await?;
        let expires_at = self.invitation_expiry(wanted.expires_at)?;
        let token = SecretToken::generate(self.entropy());
        let invitation = Invitation {
            id: self.new_id(),
            organization: wanted.organization,
            email: wanted.email.clone(),
            given_name: wanted.given_name.clone(),
            family_name: wanted.family_name.clone(),
            roles: roles.iter().map(|role| role.id).collect(),
            services,
            mandate: wanted.mandate.clone(),
            locale: wanted.locale.clone(),
            token: token.digest(),
            state: InvitationState::Pending,
            invited_by,
            accepted_by: None,
            created_at: now,
            sent_at: now,
            expires_at,
            closed_at: None,
        };
        rest_on_giving(&mut act, &known, &invitation, &roles)?;
        act.changes().insert(invitation.clone());
        self.queue_invitation(&mut act, &invitation, &token, &known, &roles);
        let names: Vec<_> = roles.iter().map(|role| role.key.to_string()).collect();
        let trace = Trace::of(invitation.id).at(wanted.organization).with("email", &wanted.email);
        self.commit(act.finish(self, Action::InvitationSent, trace.with("roles", names.join(" ")))).await?;
        Ok(Versioned::new(invitation, Version::FIRST))
    }

    /// Sends an invitation again with a new link; the earlier link is dead from then on.
    pub async fn resend_invitation(
        &self,
        caller: &Caller,
        invitation: InvitationId,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let sent = match self.limit_invitations(caller).await {
            Ok(()) => on_fresh_facts!(self.try_resend(caller, invitation)),
            Err(error) => Err(error),
        };
        self.noted(caller, None, sent).await
    }

    async fn try_resend(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Versioned<Invitation>, InviteError> {
        let stored = self.store.invitations().get(id).await?;
        let (stored, mut act, mut known) =
            self.open_for_managing(caller, stored, Permission::InvitationManage).await?;
        self.limit_address(&stored.email).await?;
        let roles = self.roles_of(&mut known, &stored.roles).await?;
        rest_on_giving(&mut act, &known, &stored, &roles)?;
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let renewed = Invitation {
            token: token.digest(),
            invited_by: caller.user().ok_or(InviteError::NotAPerson)?,
            sent_at: now,
            expires_at: now.plus(self.settings().invitation_lifetime),
            ..stored.record.clone()
        };
        act.changes().update(renewed.clone(), stored.version);
        self.queue_invitation(&mut act, &renewed, &token, &known, &roles);
        let trace = Trace::of(id).at(stored.organization).with("email", &stored.email);
        self.commit(act.finish(self, Action::InvitationResent, trace)).await?;
        Ok(Versioned::new(renewed, stored.version.next()))
    }

    /// Takes an invitation back; its link is dead from then on.
    pub async fn revoke_invitation(
        &self,
        caller: &Caller,
        invitation: InvitationId,
    ) -> Result<(), InviteError> {
        on_fresh_facts!(async {
            let stored = self.store.invitations().get(invitation).await?;
            self.revoke_read(caller, stored, Permission::InvitationManage).await
        })
    }

    /// Takes back an invitation that was just read.
    pub(super) async fn revoke_read(
        &self,
        caller: &Caller,
        stored: Option<Versioned<Invitation>>,
        needed: Permission,
    ) -> Result<(), InviteError> {
        let (stored, mut act, known) = self.open_for_managing(caller, stored, needed).await?;
        let contracts = stored.mandate.as_ref().and_then(|terms| terms.contracts.as_ref());
        let limits = Limits { services: stored.services.as_ref(), contracts };
        self.within_limits(caller, &known, needed, stored.organization, limits).await?;
        let now = self.now();
        let revoked =
            Invitation { state: InvitationState::Revoked, closed_at: Some(now), ..stored.record.clone() };
        act.changes().update(revoked, stored.version);
        let trace = Trace::of(stored.id).at(stored.organization).with("email", &stored.email);
        self.commit(act.finish(self, Action::InvitationRevoked, trace)).await?;
        Ok(())
    }

    async fn open_for_managing(
        &self,
        caller: &Caller,
        stored: Option<Versioned<Invitation>>,
        needed: Permission,
    ) -> Result<(Versioned<Invitation>, Act, Known), InviteError> {
        let Some(stored) = stored else {
            return Err(self.absent(caller, needed).await?.into());
        };
        let (act, known) = self.authorize(caller, needed, stored.organization).await?;
        match stored.state {
            InvitationState::Pending => Ok((stored, act, known)),
            InvitationState::Accepted | InvitationState::Revoked => Err(InviteError::AlreadyClosed),
        }
    }

    /// Counts an invitation against the inviter's hour.
    pub(super) async fn limit_invitations(&self, caller: &Caller) -> Result<(), InviteError> {
        const HOUR: i64 = 3_600;
        let seconds = self.now().unix_seconds();
        let window = Timestamp::from_unix_seconds(seconds - seconds.rem_euclid(HOUR));
        let Some(user) = caller.user() else { return Err(InviteError::NotAPerson) };
        let count = self.store.counters().hit(&format!("invite:{user}"), window).await?;
        if count > self.settings().invitations_per_hour { Err(InviteError::TooMany) } else { Ok(()) }
    }

    fn invitation_expiry(&self, wanted: Option<Timestamp>) -> Result<Timestamp, InviteError> {
        const YEAR: std::time::Duration = std::time::Duration::from_hours(8784);
        let now = self.now();
        let expires_at = wanted.unwrap_or_else(|| now.plus(self.settings().invitation_lifetime));
        let fits = expires_at > now && expires_at <= now.plus(YEAR);
        if fits { Ok(expires_at) } else { Err(InviteError::InvalidExpiry) }
    }

    /// Refuses to invite who already has an open invitation, or belongs to the organisation already; a mandate can be
    /// given to anybody.
    async fn not_yet_there(&self, wanted: &Invite, by_mandate: bool) -> Result<(), InviteError> {
        let email = wanted.email.canonical();
        let filter = InvitationFilter {
            organization: Some(wanted.organization),
            state: Some(InvitationState::Pending),
            email: Some(email.clone()),
        };
        let now = self.now();
        let waiting = self.all(self.store.invitations(), &filter).await?;
        if waiting.iter().any(|invitation| invitation.expires_at > now) {
            return Err(InviteError::AlreadyInvited);
        }
        if !by_mandate && let Some(user) = self.store.users().find(&UserKey::Email(email)).await? {
            let key = MembershipKey::Of(user.id, wanted.organization);
            if self.store.memberships().find(&key).await?.is_some() {
                return Err(InviteError::AlreadyMember);
            }
        }
        Ok(())
    }

    /// Puts the mail of an invitation into the change set.
    pub(crate) fn queue_invitation(
        &self,
        act: &mut Act,
        invitation: &Invitation,
        token: &SecretToken,
        known: &Known,
        roles: &[Versioned<Role>],
    ) {
        let content = MessageContent::Invitation {
            given_name: invitation.given_name.as_ref().map(ToString::to_string),
            inviter: known.subject_name(),
            organization: known.organization_name(invitation.organization),
            roles: roles.iter().map(|role| role.name.to_string()).collect(),
            mandate: offered_terms(invitation, known, roles),
            link: self.settings().link(&format!("/invitations/{}", token.expose())),
            expires_at: invitation.expires_at,
        };
        let recipient = invitation.email.to_string();
        let message = Message { recipient, locale: invitation.locale.clone(), content };
        self.queue(act, Channel::Email, &message, Some(invitation.id));
    }
}

/// What an invitation says of the mandate that it offers; nothing if it offers none.
fn offered_terms(invitation: &Invitation, known: &Known, roles: &[Versioned<Role>]) -> Option<OfferedTerms> {
    let terms = invitation.mandate.as_ref();
    let offers = terms.is_some() || roles.iter().any(|role| role.by_mandate);
    let services = invitation.services.iter().flatten().filter_map(|id| known.services.get(id));
    offers.then(|| OfferedTerms {
        services: services.map(|service| service.name.to_string()).collect(),
        until: terms.and_then(|terms| terms.period.not_after),
        reason: terms.and_then(|terms| terms.reason.clone()),
    })
}

/// Refuses what the caller does not hold; makes the commit rest on what they do.
fn rest_on_giving(
    act: &mut Act,
    known: &Known,
    invitation: &Invitation,
    roles: &[Versioned<Role>],
) -> Result<(), InviteError> {
    let terms = invitation.mandate.clone().unwrap_or_default();
    InvalidTerms::check_contracts(&terms, invitation.organization, known)?;
    for role in roles {
        let gift = invited_gift(role, invitation, &terms);
        let giving = held(&gift, known)?;
        if gift.onward.is_some() {
            rest_on_mandating(act, known, invitation.organization, &giving)?;
        }
        for because in &giving.because {
            act.rest_on(because, known);
        }
        act.changes().require_read(role);
    }
    Ok(())
}
