//! Invitations with what became of their mail.

use crate::authority::{AccessError, Caller, Identity};
use crate::delivery::{DeliveryStatus, delivery};
use crate::domain::{Invitation, InvitationFilter, InvitationState, OutboxFilter, Role};
use crate::ids::{InvitationId, OrganizationId};
use crate::policy::Permission;
use crate::store::{Cursor, Direction, Page, Versioned};

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

impl Identity {
    /// The invitations to an organisation, newest first.
    pub async fn invitations(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<InvitationDetails>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::InvitationManage, id).await?;
        let filter = InvitationFilter { organization: Some(id), state: None, email: None };
        let slice =
            self.store.invitations().list(&filter, &page.clone().in_direction(Direction::Descending)).await?;
        let ids = slice.items.iter().map(|invitation| invitation.id).collect();
        let sent = OutboxFilter { invitations: Some(ids), ..OutboxFilter::default() };
        let mails = self.all(self.store.outbox_messages(), &sent).await?;
        let inviters =
            self.people(slice.items.iter().map(|invitation| invitation.invited_by).collect()).await?;
        let roles = slice.items.iter().flat_map(|invitation| invitation.roles.iter().copied());
        let roles = self.roles_by_id(roles).await?;
        let now = self.now();
        let mut items = Vec::new();
        for invitation in slice.items {
            let own = roles.iter().filter(|role| invitation.roles.contains(&role.id));
            let latest = mails.iter().rfind(|mail| mail.invitation == Some(invitation.id));
            let waits = invitation.state == InvitationState::Pending && now < invitation.expires_at;
            items.push(InvitationDetails {
                withdrawn: waits && !self.is_still_promised(&invitation).await?,
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
