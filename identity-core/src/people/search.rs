//! Searching among the people of an organisation.

use super::members::Member;
use crate::authority::{AccessError, Caller, ExportedList, Identity};
use crate::domain::{GrantFilter, Holder, Membership, MembershipFilter, UserState};
use crate::ids::{OrganizationId, RoleId, UserId};
use crate::policy::Permission;
use crate::roles::Holders;
use crate::store::{Count, Cursor, OrderBy, Page, Slice, StoreError, Versioned};
use crate::values::{FoldedText, RoleKey};
use std::collections::{BTreeMap, BTreeSet};

/// Which people of an organisation are looked for; what is left out does not limit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberSearch {
    /// What the name, the e-mail address or the user name contains, whatever its case and accents.
    pub text: Option<String>,
    /// The state of the account.
    pub state: Option<UserState>,
    /// A role that they hold at the organisation, in force or without effect now. Who asks has to be allowed to see grants.
    pub role: Option<RoleKey>,
    /// By what they are sorted: by name, by e-mail address, or by when they came.
    pub order: OrderBy,
}

impl Default for MemberSearch {
    fn default() -> Self {
        Self { text: None, state: None, role: None, order: OrderBy::Name }
    }
}

impl MemberSearch {
    /// A search for a text, among accounts in a state.
    pub fn new(text: impl Into<String>, state: Option<UserState>) -> Self {
        Self { text: Some(text.into()), state, ..Self::default() }
    }

    /// Limits it to those who hold a role.
    #[must_use]
    pub fn role(self, role: Option<RoleKey>) -> Self {
        Self { role, ..self }
    }

    /// Sorts them in this order, in place of the one by name.
    #[must_use]
    pub fn order(self, order: OrderBy) -> Self {
        Self { order, ..self }
    }
}

/// How many people are asked at once whether they hold a role.
const ASKED_AT_ONCE: u16 = 100;

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

    /// The people of an organisation that a search finds, in its order and the direction of the page.
    pub async fn search_members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
        page: &Page,
    ) -> Result<(Vec<Member>, Option<Cursor>), AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let (filter, roles) = self.member_filter(caller, id, search).await?;
        let page = page.clone().in_order(search.order);
        let slice = match roles {
            None => self.store.memberships().list(&filter, &page).await?,
            Some(roles) => page.slice(self.members_with(&filter, &roles, &page).await?),
        };
        let show_roles = known.allows(Permission::GrantView, id);
        Ok(self.with_people_and_roles(id, slice, show_roles).await?)
    }

    /// Begins the export of the people whom a search finds, which is then read page by page like the list. The audit trail
    /// tells of it. Says whether the file has the user names, numbers and languages of the people, which the list does not show:
    /// whoever manages the people takes them along.
    pub async fn begin_member_export(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
    ) -> Result<bool, AccessError> {
        if search.role.is_some() {
            self.may_look(caller, Permission::GrantView, id).await?;
        }
        let list = ExportedList {
            list: "people",
            state: search.state.map(UserState::as_str),
            role: search.role.as_ref().map(ToString::to_string),
            searched: search.text.as_deref().is_some_and(|text| !text.is_empty()),
        };
        self.begin_export(caller, Permission::MemberView, id, &list).await?;
        Ok(self.facts(caller, &[id]).await?.allows(Permission::MemberManage, id))
    }

    async fn with_people_and_roles(
        &self,
        id: OrganizationId,
        slice: Slice<Membership>,
        show_roles: bool,
    ) -> Result<(Vec<Member>, Option<Cursor>), StoreError> {
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

    /// How many people of an organisation a search finds. Of those who hold a role that many hold, no more are counted than
    /// it takes to say so.
    pub async fn count_members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
    ) -> Result<Count, AccessError> {
        self.may_look(caller, Permission::MemberView, id).await?;
        let (filter, roles) = self.member_filter(caller, id, search).await?;
        let Some(roles) = roles else {
            return Ok(Count::of(self.store.memberships(), &filter).await?);
        };
        let page = Page::first(Holders::FEW).in_order(OrderBy::Name);
        let found = self.members_with(&filter, &roles, &page).await?.len();
        let few = usize::from(Holders::FEW);
        Ok(if found > few { Count::MoreThan(few as u64) } else { Count::Exactly(found as u64) })
    }

    /// What the list is limited to, and, where too many hold the role that is looked for to name them, the roles about which
    /// the people of the list are asked.
    async fn member_filter(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &MemberSearch,
    ) -> Result<(MembershipFilter, Option<Vec<RoleId>>), AccessError> {
        let (users, roles) = match &search.role {
            None => (None, None),
            Some(role) => match self.holders_at(caller, id, role).await? {
                Holders::Few(users) => (Some(users), None),
                Holders::Many(roles) => (None, Some(roles)),
            },
        };
        let text = search.text.as_deref().map(FoldedText::of).filter(|part| !part.is_empty());
        let state = search.state;
        Ok((MembershipFilter { user: None, users, organization: Some(id), search: text, state }, roles))
    }

    /// The members from the start of a page on who hold one of the roles, and one more than the page has where there are
    /// more. It reads the list in its order until it has found them, so it is for roles that many of the list hold.
    async fn members_with(
        &self,
        filter: &MembershipFilter,
        roles: &[RoleId],
        page: &Page,
    ) -> Result<Vec<Versioned<Membership>>, StoreError> {
        let (most, mut found) = (usize::from(page.limit()) + 1, Vec::new());
        let mut batch = page.clone().of_at_most(ASKED_AT_ONCE);
        loop {
            let slice = self.store.memberships().list(filter, &batch).await?;
            let users = slice.items.iter().map(|membership| membership.user).collect();
            let holders = self.holders_among(filter.organization, users, roles).await?;
            found.extend(slice.items.into_iter().filter(|membership| holders.contains(&membership.user)));
            match slice.next {
                Some(next) if found.len() < most => batch = batch.after(next),
                _ => break,
            }
        }
        found.truncate(most);
        Ok(found)
    }

    async fn holders_among(
        &self,
        organization: Option<OrganizationId>,
        users: Vec<UserId>,
        roles: &[RoleId],
    ) -> Result<BTreeSet<UserId>, StoreError> {
        let holders: Vec<_> = users.into_iter().map(Holder::User).collect();
        let mut found = BTreeSet::new();
        for role in roles {
            let filter = GrantFilter {
                holders: Some(holders.clone()),
                organizations: Some(organization.into_iter().collect()),
                role: Some(*role),
                unrevoked: true,
                ended: Some((false, self.now())),
                ..GrantFilter::default()
            };
            let grants = self.all(self.store.grants(), &filter).await?;
            found.extend(grants.iter().filter_map(|grant| grant.holder.user()));
        }
        Ok(found)
    }
}
