//! Having an account erased at once.

use super::erase_error::EraseUserError;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, User, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{Expected, Versioned};
use crate::values::{DisplayName, FoldedText};

/// Why an account is erased, and on which terms.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErasureOrder {
    /// Why, if that is told. It stays in the history, so it must not name the person.
    pub reason: Option<DisplayName>,
    /// Only if the person's record is still in this version (`If-Match`).
    pub expected: Option<Expected>,
}

impl ErasureOrder {
    /// An order for this reason.
    #[must_use]
    pub fn reason(self, reason: DisplayName) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// Erases the account only if the person's record is still in this version (`If-Match`).
    #[must_use]
    pub fn expected(self, version: impl Into<Expected>) -> Self {
        Self { expected: Some(version.into()), ..self }
    }
}

impl Identity {
    /// Whether the caller may have an account erased.
    pub async fn may_erase(&self, caller: &Caller, user: UserId) -> Result<bool, AccessError> {
        if caller.user() == Some(user) {
            return Ok(false);
        }
        let Some(operator) = self.operator().await? else { return Ok(false) };
        let known = self.facts(caller, &[operator.id]).await?;
        Ok(known.allows(Permission::MemberManage, operator.id) && self.may_manage(caller, user).await?)
    }

    /// Erases what is kept about a person at once. It takes `member.manage` at the operator's organisation and in every
    /// organisation of the person, and the right to give all that they hold. A person who does it has
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago, and nobody does it for themselves. Nothing
    /// takes it back. Where the rules ask for a second administrator, it is asked for by [`ask_approval`](Self::ask_approval)
    /// instead.
    ///
    /// From the first commit on nobody signs in to the account. Should what follows fail, the
    /// [housekeeper](crate::housekeeping::Housekeeper) goes on with it.
    pub async fn erase_user(
        &self,
        caller: &Caller,
        user: UserId,
        order: &ErasureOrder,
    ) -> Result<(), EraseUserError> {
        let ordered = on_fresh_facts!(self.order_erasure(caller, user, order));
        self.audit_refusal(caller, None, ordered).await?;
        self.erase_now(caller, user).await;
        Ok(())
    }

    /// Erases a person whose erasure was ordered, as far as that is possible now.
    pub(crate) async fn erase_now(&self, caller: &Caller, user: UserId) {
        if let Err(error) = self.erase(user).await {
            let error: &dyn std::error::Error = &error;
            tracing::error!(error, "erasing a person stopped, and is gone on with by the housekeeper");
        }
        caller.forget_facts();
    }

    /// The person, for somebody who may have their account erased.
    pub async fn person_to_erase(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<Versioned<User>, EraseUserError> {
        let begun = self.begin_erasure(caller, user).await;
        self.audit_refusal(caller, None, begun).await?;
        Ok(self.store.users().get(user).await?.ok_or(AccessError::NotFound)?)
    }

    /// Begins an act on somebody else's account that takes the operator's right and that to manage the person; with the
    /// operator, in whose trail it belongs.
    pub(crate) async fn begin_erasure(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<(Act, OrganizationId), EraseUserError> {
        if caller.user() == Some(user) {
            return Err(EraseUserError::OwnAccount);
        }
        let (mut act, _) = self.manage(caller, user).await?;
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?;
        let (mut at_operator, _) = self.authorize(caller, Permission::MemberManage, operator.id).await?;
        act.absorb(&mut at_operator);
        Ok((act, operator.id))
    }

    async fn order_erasure(
        &self,
        caller: &Caller,
        user: UserId,
        order: &ErasureOrder,
    ) -> Result<(), EraseUserError> {
        let (mut act, operator) = self.begin_erasure(caller, user).await?;
        if self.must_prove_again(caller).await? {
            return Err(EraseUserError::ProveAgain);
        }
        if self.needs_four_eyes(user).await? {
            return Err(EraseUserError::ApprovalNeeded);
        }
        let stored = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        if order.expected.is_some_and(|expected| !expected.holds(&stored)) {
            return Err(EraseUserError::PreconditionFailed);
        }
        if order.reason.as_ref().is_some_and(|reason| names(reason.as_str(), &stored)) {
            return Err(EraseUserError::ReasonNamesPerson);
        }
        self.put_erasure(&mut act, caller, &stored).await?;
        let trace = Trace::of(user).at(operator).with("user", user);
        let trace = order.reason.iter().fold(trace, |trace, reason| trace.with("reason", reason));
        Ok(self.commit(act.finish(self, Action::UserErasureOrdered, trace)).await?)
    }

    /// Puts the closing of an account that is erased at once into the act.
    pub(crate) async fn put_erasure(
        &self,
        act: &mut Act,
        caller: &Caller,
        stored: &Versioned<User>,
    ) -> Result<(), EraseUserError> {
        let user = stored.id;
        self.keep_administrators_with_state(act, caller, stored, UserState::Closing).await?;
        self.forget_waiting_contacts(act, user).await?;
        self.end_sessions_of(act, user, None).await?;
        let now = self.now();
        let closed =
            User { state: UserState::Closing, erase_at: Some(now), updated_at: now, ..stored.record.clone() };
        act.changes().update(closed, stored.version);
        Ok(())
    }
}

/// Whether a text names a person: by a name, an address, a user name or a number.
pub(crate) fn names(reason: &str, user: &User) -> bool {
    let text = FoldedText::of(reason);
    let words: Vec<FoldedText> =
        reason.split(|letter: char| !letter.is_alphanumeric()).map(FoldedText::of).collect();
    let phone = user.phone.as_ref().map(ToString::to_string);
    let username = user.username.as_ref().map(ToString::to_string);
    let email = user.email.as_ref().map(ToString::to_string);
    let whole = [email, phone, username];
    let names = [user.given_name.as_str(), user.family_name.as_str()];
    let has_name = |name: &&str| !name.is_empty() && words.contains(&FoldedText::of(name));
    whole.into_iter().flatten().any(|known| text.contains(&FoldedText::of(&known)))
        || names.iter().any(has_name)
}
