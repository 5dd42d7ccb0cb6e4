//! The people of an organisation.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Membership, MembershipFilter, MembershipKey, User, UserFilter, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::roles::HeldRole;
use crate::store::{Count, Cursor, OrderBy, Page, StoreError, Versioned};
use crate::values::{FoldedText, RoleKey};
use std::collections::BTreeMap;

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// The person.
    pub user: Versioned<User>,
    /// Since when.
    pub membership: Membership,
    /// The roles they hold here, if the caller may see them.
    pub roles: Vec<HeldRole>,
}

/// Which people of an organisation are looked for; what is left out does not limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct MemberSearch {
    /// What the name, the e-mail address or the user name contains, whatever its case and accents.
    pub text: Option<String>,
    /// The state of the account.
    pub state: Option<UserState>,
    /// A role that they hold at the organisation, in force or without effect now. Who asks has to be allowed to see grants.
    pub role: Option<RoleKey>,
}

impl MemberSearch {
    /// A search for a text, among accounts in a state.
    pub fn new(text: impl Into<String>, state: Option<UserState>) -> Self {
        Self { text: Some(text.into()), state, role: None }
    }

    /// Limits it to those who hold a role.
    #[must_use]
    pub fn role(self, role: Option<RoleKey>) -> Self {
        Self { role, ..self }
    }
}

impl Identity {
    /// The people of an organisation by name, those whose name, e-mail address or user name contains `search`, whatever
    /// its case and accents.
    ///
    /// ```
    /// use identity_core::store::Page;
    /// use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let test = TestIdentity::start().await?;
    /// let (jeremy, customer) = (test.sign_in(CONTACT_PERSON).await?, test.organization(CUSTOMER).await?);
    /// let page = Page::first(10);
    /// let (members, next) = test.identity().members(&jeremy.caller, customer, Some("JEREMY"), &page).await?;
    /// assert_eq!(members[0].user.id, jeremy.user);
    /// assert!(next.is_none(), "there is no second page");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: Option<&str>,
        page: &Page,
    ) -> Result<(Vec<Member>, Option<Cursor>), AccessError> {
        let search = MemberSearch { text: search.map(ToOwned::to_owned), ..MemberSearch::default() };
        self.search_members(caller, id, &search, page).await
    }

    /// The people of an organisation that a search finds, by name.
    pub async fn search_members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
        page: &Page,
    ) -> Result<(Vec<Member>, Option<Cursor>), AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let filter = self.member_filter(caller, id, search).await?;
        let page = page.clone().in_order(OrderBy::Name);
        let slice = self.store.memberships().list(&filter, &page).await?;
        let show_roles = known.allows(Permission::GrantView, id);
        let users: Vec<_> = slice.items.iter().map(|membership| membership.user).collect();
        let mut people = self.people(users.clone()).await?;
        let mut roles = if show_roles { self.roles_at(id, &users).await? } else { BTreeMap::new() };
        let member = |membership: Versioned<Membership>| {
            let user = people.remove(&membership.user)?;
            let roles = roles.remove(&membership.user).unwrap_or_default();
            Some(Member { user, membership: membership.record, roles })
        };
        Ok((slice.items.into_iter().filter_map(member).collect(), slice.next))
    }

    /// How many people of an organisation a search finds.
    pub async fn count_members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
    ) -> Result<Count, AccessError> {
        self.may_look(caller, Permission::MemberView, id).await?;
        let filter = self.member_filter(caller, id, search).await?;
        Ok(Count::of(self.store.memberships(), &filter).await?)
    }

    async fn member_filter(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
    ) -> Result<MembershipFilter, AccessError> {
        let users = match &search.role {
            Some(role) => Some(self.holders_at(caller, id, role).await?),
            None => None,
        };
        let text = search.text.as_deref().map(FoldedText::of).filter(|part| !part.is_empty());
        let state = search.state;
        Ok(MembershipFilter { user: None, users, organization: Some(id), search: text, state })
    }

    /// One person of an organisation; somebody of another organisation answers like an unknown one.
    pub async fn member(
        &self,
        caller: &Caller,
        id: OrganizationId,
        user: UserId,
    ) -> Result<Member, AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let key = MembershipKey::Of(user, id);
        let membership = self.store.memberships().find(&key).await?.ok_or(AccessError::NotFound)?;
        let show_roles = known.allows(Permission::GrantView, id);
        let mut roles = if show_roles { self.roles_at(id, &[user]).await? } else { BTreeMap::new() };
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        let roles = roles.remove(&user).unwrap_or_default();
        Ok(Member { user: found, membership: membership.record, roles })
    }

    pub(crate) async fn people(
        &self,
        ids: Vec<UserId>,
    ) -> Result<BTreeMap<UserId, Versioned<User>>, StoreError> {
        let people =
            self.all(self.store.users(), &UserFilter { ids: Some(ids), ..UserFilter::default() }).await?;
        Ok(people.into_iter().map(|user| (user.id, user)).collect())
    }
}
