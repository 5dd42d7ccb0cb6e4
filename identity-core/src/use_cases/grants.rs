//! Giving roles and taking them back.

use super::authority::{AccessError, Act, Trace};
use super::caller::Caller;
use super::facts::Known;
use super::giving::{NewGrant, held};
use super::invite::InviteError;
use super::refusals::Refusal;
use super::retry::on_fresh_facts;
use crate::Identity;
use crate::domain::{
    Action, Channel, Grant, GrantFilter, Holder, Mandate, MandateNotice, MandateTerms, MembershipKey, Period,
    Role, User, UserState,
};
use crate::ids::{GrantId, OrganizationId, UserId};
use crate::policy::{Gift, Permission};
use crate::ports::{Message, MessageContent};
use crate::store::{StoreError, Version, Versioned};
use crate::values::{RoleKey, ServiceKey};
use std::collections::BTreeSet;

/// A role to give to somebody who belongs to the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveRole {
    /// Where.
    pub organization: OrganizationId,
    /// To whom.
    pub user: UserId,
    /// Which role.
    pub role: RoleKey,
    /// Only for these services; `None` = all that the role names.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// For how long.
    pub period: Period,
}

/// Why a role was not given or taken back.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The caller may not, or what they want to give is not theirs to give.
    #[error(transparent)]
    Given(#[from] InviteError),
    /// The person does not belong to the organisation.
    #[error("this person does not belong to the organisation; invite them first")]
    NotAMember,
    /// The person has this role here already.
    #[error("this person has that role here already")]
    AlreadyHeld,
    /// The period is over before it begins, or already over.
    #[error("the role would end before it begins")]
    EmptyPeriod,
    /// Nobody would be left who can administer the organisation.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

impl From<AccessError> for GrantError {
    fn from(error: AccessError) -> Self {
        Self::Given(InviteError::Access(error))
    }
}

impl From<StoreError> for GrantError {
    fn from(error: StoreError) -> Self {
        AccessError::Store(error).into()
    }
}

impl super::retry::FromStore for GrantError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Given(error) => error.store_error(),
            _ => None,
        }
    }
}

impl Refusal for GrantError {
    fn refusal(&self) -> Option<&InviteError> {
        if let Self::Given(error) = self { error.refusal() } else { None }
    }
}

impl Identity {
    /// Gives a role. Needs `grant.manage` at the organisation and the right to give every part of it.
    pub async fn give_role(
        &self,
        caller: &Caller,
        wanted: &GiveRole,
    ) -> Result<Versioned<Grant>, GrantError> {
        let given = on_fresh_facts!(self.try_give(caller, wanted));
        self.noted(caller, wanted.organization, given).await
    }

    async fn try_give(&self, caller: &Caller, wanted: &GiveRole) -> Result<Versioned<Grant>, GrantError> {
        let (mut act, mut known) =
            self.authorize(caller, Permission::GrantManage, wanted.organization).await?;
        if wanted.period.is_over(self.now()) || wanted.period.is_empty() {
            return Err(GrantError::EmptyPeriod);
        }
        let key = MembershipKey::Of(wanted.user, wanted.organization);
        let membership = self.store.memberships().find(&key).await?.ok_or(GrantError::NotAMember)?;
        let user = self.store.users().get(wanted.user).await?.ok_or(GrantError::NotAMember)?;
        let services = self.named_services(wanted.services.as_ref()).await?;
        let named = [wanted.role.clone()].into();
        let roles = self.named_roles(&mut known, wanted.organization, &named).await?;
        let role = roles.into_iter().next().ok_or(InviteError::NoRole)?;
        let mandate =
            role.by_mandate.then(|| MandateTerms { period: wanted.period, ..MandateTerms::default() });
        let new = NewGrant {
            id: self.new_id(),
            holder: Holder::User(wanted.user),
            role: &role,
            organization: wanted.organization,
            services,
            period: wanted.period,
            mandate,
            source: None,
            given_by: caller.actor(),
        };
        let grant = self.give(&mut act, &known, &new)?;
        self.not_yet_held(&grant).await?;
        act.changes().require_read(&membership).require_read(&user).insert(grant.clone());
        if grant.mandate.is_some() {
            self.tell_of_offer(&mut act, &known, &grant, &role).await?;
        } else {
            self.tell_of_roles(&mut act, caller, &user, &known, &role, &grant, true);
        }
        let trace =
            Trace::of(grant.id).at(wanted.organization).with("user", wanted.user).with("role", &role.key);
        self.commit(act.finish(self, Action::GrantGiven, trace)).await?;
        Ok(Versioned::new(grant, Version::FIRST))
    }

    pub(super) async fn not_yet_held(&self, grant: &Grant) -> Result<(), GrantError> {
        let filter = GrantFilter {
            holders: Some(vec![grant.holder]),
            organizations: Some(vec![grant.organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let now = self.now();
        let same = |held: &Versioned<Grant>| {
            held.role == grant.role
                && held.services == grant.services
                && held.path.source() == grant.path.source()
                && !held.period.is_over(now)
        };
        let held = self.all(self.store.grants(), &filter).await?;
        if held.iter().any(same) { Err(GrantError::AlreadyHeld) } else { Ok(()) }
    }

    /// Takes a role back. Needs `grant.manage` at the organisation and the right to give the same.
    pub async fn revoke_grant(&self, caller: &Caller, grant: GrantId) -> Result<(), GrantError> {
        let revoked = on_fresh_facts!(self.try_revoke(caller, grant));
        self.noted(caller, None, revoked).await
    }

    async fn try_revoke(&self, caller: &Caller, id: GrantId) -> Result<(), GrantError> {
        let Some(grant) = self.store.grants().get(id).await? else {
            return Err(self.absent(caller, Permission::GrantManage).await?.into());
        };
        let (mut act, mut known) =
            self.authorize(caller, Permission::GrantManage, grant.organization).await?;
        if grant.revoked_at.is_some() {
            return Ok(());
        }
        let role = self.roles_of(&mut known, &[grant.role].into()).await?.into_iter().next();
        let role = role.ok_or(AccessError::NotFound)?;
        rest_on_grant(&mut act, &known, &grant, &role)?;
        if let Holder::User(user) = grant.holder {
            self.keep_an_administrator(&mut act, &known, grant.organization, |other| other.id == id).await?;
            let user = self.store.users().get(user).await?.filter(|_| grant.mandate.is_none());
            if let Some(user) = user {
                self.tell_of_roles(&mut act, caller, &user, &known, &role, &grant, false);
            }
        }
        self.tell_of_end(&mut act, &grant).await?;
        act.changes().update(ended(&grant, self.now()), grant.version);
        let trace = Trace::of(id).at(grant.organization).with("role", &role.key);
        self.commit(act.finish(self, Action::GrantRevoked, trace)).await?;
        Ok(())
    }

    /// Refuses a change after which nobody could administer an organisation who can now. Touches the
    /// organisation, so that of two such changes at once the second decides on fresh facts.
    pub(crate) async fn keep_an_administrator(
        &self,
        act: &mut Act,
        known: &Known,
        organization: OrganizationId,
        goes: impl Fn(&Grant) -> bool + Send,
    ) -> Result<(), GrantError> {
        let filter = GrantFilter {
            organizations: Some(vec![organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let now = self.now();
        let (mut staying, mut going) = (0, 0);
        for grant in self.all(self.store.grants(), &filter).await? {
            let role = self.store.roles().get(grant.role).await?;
            let administers = role.is_some_and(|role| {
                role.enabled && role.permissions.contains(&Permission::GrantManage) && grant.rights.may_act()
            });
            let Holder::User(user) = grant.holder else { continue };
            // Whoever acts by somebody else's mandate is no administrator in their own right.
            if !administers || grant.hangs_on_another() || !grant.period.contains(now) {
                continue;
            }
            let user = self.store.users().get(user).await?;
            if goes(&grant) {
                going += 1;
            } else if grant.period.not_after.is_none()
                && user.is_some_and(|user| user.state == UserState::Active)
            {
                staying += 1;
            }
        }
        if going > 0 && staying == 0 {
            return Err(GrantError::LastAdministrator);
        }
        if going > 0
            && let Some(found) = known.organizations.get(&organization)
        {
            act.changes().update(found.record.clone(), found.version);
        }
        Ok(())
    }

    /// Tells a person that somebody else gave them a role or took it back.
    #[allow(clippy::too_many_arguments, reason = "one sentence with seven parts")]
    fn tell_of_roles(
        &self,
        act: &mut Act,
        caller: &Caller,
        user: &User,
        known: &Known,
        role: &Role,
        grant: &Grant,
        given: bool,
    ) {
        if caller.user() == Some(user.id) {
            return;
        }
        let content = MessageContent::RolesChanged {
            given_name: user.given_name.to_string(),
            organization: known.organization_name(grant.organization),
            role: role.name.to_string(),
            given,
            by: known.subject_name(),
            link: self.settings().link("/account"),
        };
        let message = Message { recipient: user.email.to_string(), locale: user.locale.clone(), content };
        self.queue(act, Channel::Email, &message, None);
    }
}

/// The grant as taken back; for a mandate, with its sides told of it.
pub(super) fn ended(grant: &Grant, at: crate::Timestamp) -> Grant {
    let told = |mandate| Mandate { told: MandateNotice::Ended, ..mandate };
    Grant { revoked_at: Some(at), mandate: grant.mandate.clone().map(told), ..grant.clone() }
}

/// Refuses to take a grant that the caller could not give; makes the commit rest on what they hold.
pub(crate) fn rest_on_grant(
    act: &mut Act,
    known: &Known,
    grant: &Grant,
    role: &Versioned<Role>,
) -> Result<(), GrantError> {
    let gift = Gift {
        role,
        organization: grant.organization,
        scope: grant.scope,
        services: grant.services.as_ref(),
        contracts: grant.contracts.as_ref(),
        period: grant.period,
        onward: None,
        source: None,
    };
    for because in held(&gift, known)?.because {
        act.rest_on(&because, known);
    }
    act.changes().require_read(role);
    Ok(())
}
