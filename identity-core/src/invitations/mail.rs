//! The mail of an invitation.

use crate::authority::{Act, DecisionContext, Identity};
use crate::delivery::{Message, MessageContent, OfferedTerms};
use crate::domain::{Channel, Invitation, Role};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// The roles of an invitation. They are also added to the facts, with the services that it is limited to, so that
    /// its mail can name them.
    pub(super) async fn read_offer(
        &self,
        known: &mut DecisionContext,
        invitation: &Invitation,
    ) -> Result<Vec<Versioned<Role>>, StoreError> {
        self.read_services(known, invitation.services.iter().flatten().copied()).await?;
        self.roles_of(known, &invitation.roles).await
    }

    /// Puts the mail of an invitation into the change set.
    pub(super) fn queue_invitation(
        &self,
        act: &mut Act,
        invitation: &Invitation,
        token: &SecretToken,
        known: &DecisionContext,
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
        let message = Message::new(invitation.email.as_str(), content).about(invitation.organization);
        let message = message.in_language(invitation.locale.as_ref());
        self.queue(act, Channel::Email, &message, Some(invitation.id));
    }
}

/// What an invitation says of the mandate that it offers; nothing if it offers none.
fn offered_terms(
    invitation: &Invitation,
    known: &DecisionContext,
    roles: &[Versioned<Role>],
) -> Option<OfferedTerms> {
    let terms = invitation.mandate.as_ref();
    let offers = terms.is_some() || roles.iter().any(|role| role.mandate_only);
    let services = invitation.services.iter().flatten().filter_map(|id| known.services.get(id));
    offers.then(|| OfferedTerms {
        services: services.map(|service| service.name.to_string()).collect(),
        until: terms.and_then(|terms| terms.period.ends_at),
        reason: terms.and_then(|terms| terms.reason.clone()),
    })
}
