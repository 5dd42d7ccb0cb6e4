//! Making an account for somebody, without inviting them.

use super::create_error::CreateMemberError;
use super::new_member::NewMember;
use crate::authority::{Act, Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, Holder, Membership, MembershipKey, Period, RecoveryKind, Role, User, UserKey, UserState,
};
use crate::ids::{ServiceId, UserId};
use crate::policy::Permission;
use crate::roles::NewGrant;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{Attributes, EmailAddress, Username};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

const HOUR: Duration = Duration::from_hours(1);

impl Identity {
    /// Makes an account for somebody, who belongs to the organisation from then on and has the roles there. Nobody chooses the
    /// password but the person: by a link, which is mailed or [printed](Self::print_password_letter), and works once.
    ///
    /// Account, membership, roles and mail are one commit. Needs `member.manage` at the organisation and the right to give
    /// every part of the roles. Whoever has an account already is invited instead.
    pub async fn create_member(
        &self,
        caller: &Caller,
        wanted: &NewMember,
    ) -> Result<Versioned<User>, CreateMemberError> {
        let created = match self.limit_new_members(caller).await {
            Ok(true) => on_fresh_facts!(self.try_create_member(caller, wanted)),
            Ok(false) => Err(CreateMemberError::TooMany),
            Err(error) => Err(error.into()),
        };
        self.audit_refusal(caller, wanted.organization, created).await
    }

    /// Counts an account against the hour of the person who makes it, as invitations are.
    async fn limit_new_members(&self, caller: &Caller) -> Result<bool, StoreError> {
        let Some(user) = caller.user() else { return Ok(true) };
        let count = self.store.counters().hit(&format!("create:{user}"), self.window(HOUR)).await?;
        Ok(count <= self.settings().invitations_per_hour)
    }

    async fn try_create_member(
        &self,
        caller: &Caller,
        wanted: &NewMember,
    ) -> Result<Versioned<User>, CreateMemberError> {
        let organization = wanted.organization;
        let (mut act, mut known) = self.authorize(caller, Permission::MemberManage, organization).await?;
        if self.must_prove_again(caller).await? {
            return Err(CreateMemberError::ProveAgain);
        }
        if wanted.email.is_none() && wanted.username.is_none() {
            return Err(CreateMemberError::NoSignInName);
        }
        if wanted.mail_link && wanted.email.is_none() {
            return Err(CreateMemberError::NoAddress);
        }
        let services = self.resolve_services(Arc::make_mut(&mut known), wanted.services.as_ref()).await?;
        let roles = self.resolve_roles(Arc::make_mut(&mut known), organization, &wanted.roles).await?;
        if let Some(role) = roles.iter().find(|role| role.mandate_only) {
            return Err(CreateMemberError::MandateRole(role.key.clone()));
        }
        let user = self.account_of(caller, wanted);
        // Who may not give the roles learns nothing of the address.
        self.insert_grants(&mut act, caller, &known, wanted, user.id, (&roles, services))?;
        self.require_new(wanted).await?;
        act.changes()
            .insert(Membership::new(self.new_id(), &user, organization, user.created_at))
            .insert(user.clone());
        if let (true, Some(mailbox)) = (wanted.mail_link, &wanted.email) {
            let link = self.insert_password_link(&mut act, &user, RecoveryKind::FirstPassword).await?;
            let place = known.organization_name(organization);
            self.queue_password_link(
                &mut act,
                (&user, mailbox),
                link,
                known.subject_name(),
                Some((organization, place)),
            );
        }
        let names: Vec<_> = roles.iter().map(|role| role.key.to_string()).collect();
        let trace = Trace::of(user.id).at(organization).with("user", user.id);
        let trace = wanted.email.iter().fold(trace, |trace, email| trace.with("email", email));
        let trace = trace.with("roles", names.join(" "));
        self.commit(act.finish(self, Action::UserCreated, trace)).await?;
        Ok(Versioned::new(user, Version::FIRST))
    }

    fn account_of(&self, caller: &Caller, wanted: &NewMember) -> User {
        let now = self.instant(caller);
        User {
            id: self.new_id(),
            username: wanted.username.clone(),
            email: wanted.email.clone(),
            email_verified_at: None,
            phone: wanted.phone.clone(),
            phone_verified_at: None,
            erase_at: None,
            given_name: wanted.given_name.clone(),
            family_name: wanted.family_name.clone(),
            locale: wanted.locale.clone(),
            attributes: Attributes::default(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        }
    }

    fn insert_grants(
        &self,
        act: &mut Act,
        caller: &Caller,
        known: &DecisionContext,
        wanted: &NewMember,
        user: UserId,
        (roles, services): (&[Versioned<Role>], Option<BTreeSet<ServiceId>>),
    ) -> Result<(), CreateMemberError> {
        for role in roles {
            let new = NewGrant {
                id: self.new_id(),
                holder: Holder::User(user),
                role,
                organization: wanted.organization,
                services: services.clone(),
                period: Period::ALWAYS,
                mandate: None,
                parent_grant: None,
                given_by: caller.actor(),
                owner: None,
            };
            let grant = self.give(act, known, &new)?;
            act.changes().insert(grant);
        }
        Ok(())
    }

    /// Refuses names that somebody else has, and an address that is invited already.
    async fn require_new(&self, wanted: &NewMember) -> Result<(), CreateMemberError> {
        if let Some(email) = &wanted.email {
            self.require_new_email(wanted, email).await?;
        }
        let taken = match &wanted.username {
            Some(name) => self.holds_username(name).await?,
            None => false,
        };
        if taken { Err(CreateMemberError::UsernameTaken) } else { Ok(()) }
    }

    async fn require_new_email(
        &self,
        wanted: &NewMember,
        email: &EmailAddress,
    ) -> Result<(), CreateMemberError> {
        if let Some(found) = self.user_by_email(email).await? {
            let key = MembershipKey::Of(found.id, wanted.organization);
            let belongs = self.store.memberships().find(&key).await?.is_some();
            // Nobody but the person sees a further address.
            let is_seen = found.has_main_email(email);
            return Err(if belongs && is_seen {
                CreateMemberError::AlreadyMember
            } else {
                CreateMemberError::EmailTaken
            });
        }
        if self.holder_of(email).await?.is_some() {
            return Err(CreateMemberError::EmailTaken);
        }
        if self.is_invited(wanted.organization, email).await? {
            return Err(CreateMemberError::AlreadyInvited);
        }
        Ok(())
    }

    async fn holds_username(&self, name: &Username) -> Result<bool, StoreError> {
        Ok(self.store.users().find(&UserKey::Username(name.canonical())).await?.is_some())
    }
}
