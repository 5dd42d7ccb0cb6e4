//! A person's data and state.

use super::state_error::UserStateError;
use super::update_error::UpdateUserError;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, MembershipFilter, User, UserKey, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::roles::{RankError, keep_state};
use crate::store::{Expected, StoreError, Versioned};
use crate::values::{
    AttributeWriter, AttributesPatch, FamilyName, Locale, PersonName, PhoneNumber, ProfileField, Username,
};

/// What to change of a person; `None` leaves it as it is, `Some(None)` takes it away.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct UserPatch {
    /// First name.
    pub given_name: Option<PersonName>,
    /// Last name.
    pub family_name: Option<FamilyName>,
    /// The name for signing in.
    pub username: Option<Option<Username>>,
    /// The phone number.
    pub phone: Option<Option<PhoneNumber>>,
    /// The language.
    pub locale: Option<Option<Locale>>,
    /// Attributes, by JSON merge patch (RFC 7396): those that the caller may write, as
    /// [`Settings::user_attributes`](crate::Settings::user_attributes) says.
    pub attributes: Option<AttributesPatch>,
    /// Only if the person's record is still in this version (`If-Match`).
    pub expected: Option<Expected>,
}

impl UserPatch {
    /// Sets the first name.
    #[must_use]
    pub fn given_name(self, name: PersonName) -> Self {
        Self { given_name: Some(name), ..self }
    }

    /// Sets the last name.
    #[must_use]
    pub fn family_name(self, name: PersonName) -> Self {
        Self { family_name: Some(name.into()), ..self }
    }

    /// Sets the name for signing in, or takes it away.
    #[must_use]
    pub fn username(self, username: Option<Username>) -> Self {
        Self { username: Some(username), ..self }
    }

    /// Sets the phone number, or takes it away.
    #[must_use]
    pub fn phone(self, phone: Option<PhoneNumber>) -> Self {
        Self { phone: Some(phone), ..self }
    }

    /// Sets the language, or takes it away.
    #[must_use]
    pub fn locale(self, locale: Option<Locale>) -> Self {
        Self { locale: Some(locale), ..self }
    }

    /// Changes attributes, by JSON merge patch (RFC 7396).
    #[must_use]
    pub fn attributes(self, patch: AttributesPatch) -> Self {
        Self { attributes: Some(patch), ..self }
    }

    /// Changes the person only if their record is still in this version (`If-Match`).
    #[must_use]
    pub fn expected(self, version: impl Into<Expected>) -> Self {
        Self { expected: Some(version.into()), ..self }
    }
}

impl Identity {
    /// A person, for themselves and for those who may see the people of one of their organisations.
    pub async fn user(&self, caller: &Caller, user: UserId) -> Result<Versioned<User>, AccessError> {
        if caller.user() != Some(user) {
            self.organization_to_see(caller, user, Permission::MemberView).await?;
        }
        self.store.users().get(user).await?.ok_or(AccessError::NotFound)
    }

    /// An organisation of the person in which the caller has a permission.
    async fn organization_to_see(
        &self,
        caller: &Caller,
        user: UserId,
        permission: Permission,
    ) -> Result<OrganizationId, AccessError> {
        let (places, operator) = self.places_of(user).await?;
        // Whoever may do something at the operator has it among their own facts, so it is asked about like nobody's.
        let led_to: &[_] = if operator.is_some_and(|operator| places == [operator]) { &[] } else { &places };
        let known = self.facts_where_found(caller, led_to).await?;
        match places.into_iter().find(|place| known.allows(permission, *place)) {
            Some(place) => Ok(place),
            None => Err(self.not_found_refusal_with(caller, permission, &known).await?),
        }
    }

    /// Where a person is looked after: in their organisations, or else by the operator, so that an account without any,
    /// such as one that has mandates only, is not left alone. With the operator.
    pub(crate) async fn places_of(
        &self,
        user: UserId,
    ) -> Result<(Vec<OrganizationId>, Option<OrganizationId>), StoreError> {
        let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
        let memberships = self.all(self.store.memberships(), &filter).await?;
        let own: Vec<_> = memberships.iter().map(|membership| membership.organization).collect();
        // Read in any case, so that the time of an answer does not tell which ids exist.
        let operator = self.operator().await?.map(|operator| operator.id);
        Ok((if own.is_empty() { operator.into_iter().collect() } else { own }, operator))
    }

    /// Changes a person's data: their own, or as somebody who may manage the people of *all* their
    /// organisations.
    pub async fn update_user(
        &self,
        caller: &Caller,
        user: UserId,
        patch: &UserPatch,
    ) -> Result<Versioned<User>, UpdateUserError> {
        let updated = on_fresh_facts!(async {
            let (mut act, organization) = self.manage(caller, user).await?;
            let stored = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
            if patch.expected.is_some_and(|expected| !expected.holds(&stored)) {
                return Err(UpdateUserError::PreconditionFailed);
            }
            self.require_writable(caller, &stored, patch)?;
            let changed = self.patched(&stored, patch).await?;
            if changed == stored.record {
                return Ok(stored);
            }
            let changed = User { updated_at: self.instant(caller), ..changed };
            keep_state(&mut act, &stored, &changed);
            act.changes().update(changed.clone(), stored.version);
            let trace = Trace { organization, ..Trace::of(user) }.with("user", user);
            self.commit(act.finish(self, Action::UserUpdated, trace)).await?;
            Ok(Versioned::new(changed, stored.version.next()))
        });
        self.audit_refusal(caller, None, updated).await
    }

    /// Whether each attribute of the patch is one that a caller of this kind writes.
    fn require_writable(
        &self,
        caller: &Caller,
        stored: &User,
        patch: &UserPatch,
    ) -> Result<(), UpdateUserError> {
        let writer = match caller.user() {
            Some(own) if own == stored.id => AttributeWriter::Person,
            Some(_) => AttributeWriter::Administrator,
            None => AttributeWriter::Client,
        };
        self.require_writable_fields(stored, patch, writer)?;
        let declared = &self.settings().user_attributes;
        let refused = patch.attributes.iter().flatten().find(|(name, _)| !declared.may_write(name, writer));
        refused.map_or(Ok(()), |(name, _)| Err(UpdateUserError::AttributeNotWritable(name.clone())))
    }

    /// Whether each detail that the patch changes is one that a caller of this kind changes, and may without a proof.
    fn require_writable_fields(
        &self,
        stored: &User,
        patch: &UserPatch,
        writer: AttributeWriter,
    ) -> Result<(), UpdateUserError> {
        let changes = [
            (ProfileField::GivenName, patch.given_name.as_ref().is_some_and(|new| *new != stored.given_name)),
            (
                ProfileField::FamilyName,
                patch.family_name.as_ref().is_some_and(|new| *new != stored.family_name),
            ),
            (ProfileField::Username, patch.username.as_ref().is_some_and(|new| *new != stored.username)),
            (ProfileField::Phone, patch.phone.as_ref().is_some_and(|new| *new != stored.phone)),
            (ProfileField::Locale, patch.locale.as_ref().is_some_and(|new| *new != stored.locale)),
        ];
        for (field, _) in changes.into_iter().filter(|(_, changes)| *changes) {
            if !self.settings().profile.may_write(field, writer) {
                return Err(UpdateUserError::FieldNotWritable(field));
            }
            // Of somebody without an e-mail address the proved number is the one place that hears of what happens to the account.
            let hears_nowhere_else = stored.email.is_none() && stored.phone_verified_at.is_some();
            if field == ProfileField::Phone && (writer == AttributeWriter::Person || hears_nowhere_else) {
                return Err(UpdateUserError::ProofNeeded(field));
            }
        }
        Ok(())
    }

    async fn patched(&self, stored: &User, patch: &UserPatch) -> Result<User, UpdateUserError> {
        let mut user = stored.clone();
        if let Some(username) = &patch.username {
            if let Some(username) = username {
                let holder = self.store.users().find(&UserKey::Username(username.canonical())).await?;
                if holder.is_some_and(|holder| holder.id != stored.id) {
                    return Err(UpdateUserError::UsernameTaken);
                }
            }
            if username.is_none() && user.username.is_some() && self.needs_username(stored).await? {
                return Err(UpdateUserError::UsernameNeeded);
            }
            user.username.clone_from(username);
        }
        user.given_name = patch.given_name.clone().unwrap_or(user.given_name);
        user.family_name = patch.family_name.clone().unwrap_or(user.family_name);
        if let Some(phone) = &patch.phone
            && *phone != user.phone
        {
            user.phone.clone_from(phone);
            user.phone_verified_at = None;
        }
        user.locale = patch.locale.clone().unwrap_or(user.locale);
        if let Some(attributes) = &patch.attributes {
            user.attributes = user.attributes.merge_patch(attributes)?;
        }
        Ok(user)
    }

    /// Locks, disables or lets in a person. Ends their sessions in the same commit.
    pub async fn set_user_state(
        &self,
        caller: &Caller,
        user: UserId,
        state: UserState,
    ) -> Result<(), UserStateError> {
        let changed = on_fresh_facts!(async {
            if caller.user() == Some(user) {
                return Err(UserStateError::OwnState);
            }
            let (mut act, organization) = self.manage(caller, user).await?;
            let stored = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
            // Only its person takes a closed account back, and nobody closes that of somebody else. One that is locked meanwhile is
            // closed again when the lock is taken off.
            let closes = stored.erase_at.is_some();
            if state == UserState::Closing
                || closes && stored.state == UserState::Closing && state == UserState::Active
            {
                return Err(UserStateError::Closing);
            }
            let state = if closes && state == UserState::Active { UserState::Closing } else { state };
            if stored.state == state {
                return Ok(());
            }
            self.keep_administrators_with_state(&mut act, caller, &stored, state).await?;
            if state != UserState::Active {
                self.end_sessions_of(&mut act, user, None).await?;
            }
            let changed = User { state, updated_at: self.instant(caller), ..stored.record.clone() };
            act.changes().update(changed, stored.version);
            let trace = Trace { organization, ..Trace::of(user) }.with("user", user);
            let trace = trace.with("state", state.as_str());
            self.commit(act.finish(self, Action::UserStateChanged, trace)).await?;
            Ok(())
        });
        self.audit_refusal(caller, None, changed).await
    }

    /// Whether the caller may manage the account of somebody else: change their details, lock or disable it. It takes
    /// `member.manage` in every organisation of the person, and the right to give all that they hold.
    pub async fn may_manage(&self, caller: &Caller, user: UserId) -> Result<bool, AccessError> {
        let (places, _) = self.places_of(user).await?;
        let known = self.facts(caller, &places).await?;
        let everywhere = places.iter().all(|place| known.allows(Permission::MemberManage, *place));
        Ok(everywhere && self.ranks_above(caller, user).await?)
    }

    /// Whether somebody else than this person has a user name, for those who may change the person's.
    pub async fn is_username_taken(
        &self,
        caller: &Caller,
        user: UserId,
        username: &Username,
    ) -> Result<bool, AccessError> {
        if caller.user() != Some(user) && !self.may_manage(caller, user).await? {
            return Ok(false);
        }
        let holder = self.store.users().find(&UserKey::Username(username.canonical())).await?;
        Ok(holder.is_some_and(|holder| holder.id != user))
    }

    /// Begins an act on a person: on oneself, or with `member.manage` in every organisation of the person
    /// and the right to give everything that the person holds, so that no lower administrator manages a
    /// higher one. With the organisation in whose trail it belongs, if it is not one's own account.
    pub(crate) async fn manage(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<(Act, Option<OrganizationId>), RankError> {
        if let Some(own) = Own::account(caller, user) {
            return Ok((Act::by_proof::<Own<'_>>(&own), None));
        }
        let first = self.organization_to_see(caller, user, Permission::MemberView).await?;
        let mut act = self.authorize(caller, Permission::MemberManage, first).await?.0;
        for place in self.places_of(user).await?.0 {
            let (mut more, _) = self.authorize(caller, Permission::MemberManage, place).await?;
            act.absorb(&mut more);
        }
        self.held_to_manage(&mut act, caller, user).await?;
        Ok((act, Some(first)))
    }
}
