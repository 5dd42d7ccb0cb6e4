//! Invitations with what became of their mail.

use super::search::{InvitationSearch, InvitationStatus};
use crate::authority::{AccessError, Caller, ExportedList, Identity};
use crate::delivery::{DeliveryStatus, delivery};
use crate::domain::{Invitation, InvitationState, OutboxFilter, Role};
use crate::ids::{InvitationId, OrganizationId};
use crate::policy::Permission;
use crate::store::{Count, Cursor, Direction, Page, StoreError, Versioned};

/// An invitation with what became of its mail.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InvitationDetails {
    /// The invitation.
    pub invitation: Versioned<Invitation>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Who invites; empty when the deployment invited its first administrator.
    pub inviter: String,
    /// Its latest mail, without its content.
    pub delivery: Option<DeliveryStatus>,
    /// Whether accepting it would be refused, since whoever invited may no longer give these roles.
    pub withdrawn: bool,
}

/// What was found out about invitations that promise the same.
#[derive(Default)]
struct Promises(Vec<(Versioned<Invitation>, bool)>);

impl Promises {
    /// What holds for an invitation to the same organisation by the same inviter that promises the same.
    fn of(&self, invitation: &Invitation) -> Option<bool> {
        let promise = |one: &Invitation| {
            (one.organization, one.inviter(), one.roles.clone(), one.services.clone(), one.mandate.clone())
        };
        let found = self.0.iter().find(|(other, _)| promise(other) == promise(invitation));
        found.filter(|_| invitation.first_administrator.is_none()).map(|(_, holds)| *holds)
    }
}

impl Identity {
    /// The invitations to an organisation, newest first.
    pub async fn invitations(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<InvitationDetails>, Option<Cursor>), AccessError> {
        let page = page.clone().in_direction(Direction::Descending);
        self.search_invitations(caller, id, &InvitationSearch::default(), &page).await
    }

    /// How many invitations to an organisation a search finds.
    pub async fn count_invitations(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &InvitationSearch,
    ) -> Result<Count, AccessError> {
        self.may_look(caller, Permission::InvitationManage, id).await?;
        Ok(Count::of(self.store.invitations(), &search.filter(id, self.now())).await?)
    }

    /// Begins the export of the invitations that a search finds, which is then read page by page like the list. The audit
    /// trail tells of it.
    pub async fn begin_invitation_export(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &InvitationSearch,
    ) -> Result<(), AccessError> {
        let list = ExportedList {
            list: "invitations",
            state: search.status.map(InvitationStatus::as_str),
            role: None,
            searched: search.text.as_deref().is_some_and(|text| !text.is_empty()),
        };
        self.begin_export(caller, Permission::InvitationManage, id, &list).await
    }

    /// The invitations to an organisation that a search finds, in its order and the direction of the page.
    pub async fn search_invitations(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &InvitationSearch,
        page: &Page,
    ) -> Result<(Vec<InvitationDetails>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::InvitationManage, id).await?;
        let filter = search.filter(id, self.now());
        let slice = self.store.invitations().list(&filter, &page.clone().in_order(search.order)).await?;
        let ids = slice.items.iter().map(|invitation| invitation.id).collect();
        let sent = OutboxFilter { invitations: Some(ids), ..OutboxFilter::default() };
        let mails = self.all(self.store.outbox_messages(), &sent).await?;
        let inviters =
            self.people(slice.items.iter().map(|invitation| invitation.invited_by).collect()).await?;
        let roles = slice.items.iter().flat_map(|invitation| invitation.roles.iter().copied());
        let roles = self.roles_by_id(roles).await?;
        let now = self.now();
        let (mut items, mut promises) = (Vec::new(), Promises::default());
        for invitation in slice.items {
            let own = roles.iter().filter(|role| invitation.roles.contains(&role.id));
            let latest = mails.iter().rfind(|mail| mail.invitation == Some(invitation.id));
            let waits = invitation.state == InvitationState::Pending && now < invitation.expires_at;
            items.push(InvitationDetails {
                withdrawn: waits && !self.still_promised(&mut promises, &invitation).await?,
                roles: own.map(|role| role.record.clone()).collect(),
                inviter: invitation
                    .inviter()
                    .and_then(|inviter| inviters.get(&inviter))
                    .map(|user| user.full_name())
                    .unwrap_or_default(),
                delivery: latest.map(|mail| delivery(mail)),
                invitation,
            });
        }
        Ok((items, slice.next))
    }

    /// [`is_still_promised`](Self::is_still_promised), asked once for all that promise the same.
    async fn still_promised(
        &self,
        promises: &mut Promises,
        invitation: &Versioned<Invitation>,
    ) -> Result<bool, StoreError> {
        if let Some(holds) = promises.of(invitation) {
            return Ok(holds);
        }
        let holds = self.is_still_promised(invitation).await?;
        promises.0.push((invitation.clone(), holds));
        Ok(holds)
    }

    /// One invitation, for those who may see it in the list; its mail is left out.
    pub async fn invitation(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Versioned<Invitation>, AccessError> {
        let Some(found) = self.store.invitations().get(id).await? else {
            return Err(self.not_found_refusal(caller, Permission::InvitationManage).await?);
        };
        self.may_look(caller, Permission::InvitationManage, found.organization).await?;
        Ok(found)
    }
}
