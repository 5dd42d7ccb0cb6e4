//! What an invitation offers.

use super::open_error::OpenInvitationError;
use crate::authority::Identity;
use crate::domain::Invitation;
use crate::secrets::SecretToken;

/// What an invitation offers, for the one who holds its token.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InvitationOffer {
    /// The invitation.
    pub invitation: Invitation,
    /// Where to.
    pub organization: String,
    /// Who invites; empty when the deployment invites its first administrator.
    pub inviter: String,
    /// The roles: name and what somebody with it can do.
    pub roles: Vec<(String, String)>,
    /// The names of the services that it is limited to.
    pub services: Vec<String>,
    /// Whether it offers a mandate; the mandate will have the invitation's id.
    pub offers_mandate: bool,
    /// Whether there already is an account with the invited address.
    pub account_exists: bool,
}

impl Identity {
    /// What an invitation offers, if whoever invited may still give it. Looking does not use it up.
    pub async fn open_invitation(&self, token: &SecretToken) -> Result<InvitationOffer, OpenInvitationError> {
        let invitation = self.usable_invitation(token).await?;
        if !self.is_still_promised(&invitation).await? {
            return Err(OpenInvitationError::NoLongerPermitted);
        }
        let organization = self.store.organizations().get(invitation.organization).await?;
        let inviter = self.store.users().get(invitation.invited_by).await?;
        let mut roles = Vec::new();
        let mut offers_mandate = invitation.mandate.is_some();
        for id in &invitation.roles {
            let role = self.store.roles().get(*id).await?;
            offers_mandate |= role.as_ref().is_some_and(|role| role.mandate_only);
            roles.extend(role.map(|role| (role.name.to_string(), role.description.clone())));
        }
        let mut services = Vec::new();
        for id in invitation.services.iter().flatten() {
            let service = self.store.services().get(*id).await?;
            services.extend(service.map(|service| service.name.to_string()));
        }
        Ok(InvitationOffer {
            organization: organization.map(|found| found.name.to_string()).unwrap_or_default(),
            inviter: inviter.map(|found| found.full_name()).unwrap_or_default(),
            roles,
            services,
            offers_mandate,
            account_exists: self.user_by_email(&invitation.email).await?.is_some(),
            invitation: invitation.record.clone(),
        })
    }
}
