//! The link to an invitation that can be handed around: it carries no secret.
//!
//! An inviter can copy it and pass it on by chat or telephone. Whoever opens it sees to which organisation
//! it leads and can have the real link, with the token, mailed to the invited address, and to no other. So
//! acceptance always proves the mailbox, and the inviter never sees a token.

use super::mail_again_error::MailAgainError;
use super::open_error::OpenInvitationError;
use super::opened::WaitingInvitation;
use crate::authority::{Act, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Invitation};
use crate::ids::InvitationId;
use crate::secrets::SecretToken;
use std::time::Duration;

/// What the handed-around link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvitationNotice {
    /// Where to.
    pub organization: String,
    /// The invited address, masked.
    pub masked_email: String,
}

/// How often within an hour the real link is mailed on demand.
const MAILS_PER_HOUR: u64 = 3;

const HOUR: Duration = Duration::from_hours(1);

impl Identity {
    /// The path of the handed-around link to an invitation.
    #[doc(hidden)]
    pub fn invitation_path(id: InvitationId) -> String {
        format!("/invitations/open/{id}")
    }

    /// What the handed-around link shows; anything but a waiting invitation answers like an unknown one.
    #[doc(hidden)]
    pub async fn invitation_notice(&self, id: InvitationId) -> Result<InvitationNotice, OpenInvitationError> {
        let invitation = self.waiting_invitation(id).await?;
        let organization = self.store.organizations().get(invitation.organization).await?;
        Ok(InvitationNotice {
            organization: organization.map(|found| found.name.to_string()).unwrap_or_default(),
            masked_email: invitation.email.masked(),
        })
    }

    /// Mails the real link to the invited address, with a new token; the earlier one is dead from then on.
    ///
    /// After three within an hour nothing more is sent, and the answer is the same.
    #[doc(hidden)]
    pub async fn mail_invitation_again(&self, id: InvitationId) -> Result<(), MailAgainError> {
        self.waiting_invitation(id).await?;
        if self.store.counters().hit(&format!("invitation-mail:{id}"), self.window(HOUR)).await?
            > MAILS_PER_HOUR
        {
            return Ok(());
        }
        on_fresh_facts!(async {
            let invitation = self.waiting_invitation(id).await?;
            let mut act = Act::by_proof::<WaitingInvitation>(&invitation);
            // Whether the roles can still be given, whoever takes them.
            self.promised_by_inviter(&mut act, &invitation, invitation.invited_by).await?;
            let known = self.facts_of_user(invitation.invited_by, &[invitation.organization]).await?;
            let mut known = known.ok_or(MailAgainError::NoLongerPermitted)?;
            let roles = self.read_offer(&mut known, &invitation).await?;
            let token = SecretToken::generate(self.entropy());
            let renewed =
                Invitation { token: token.digest(), sent_at: self.now(), ..invitation.record.clone() };
            act.changes().update(renewed.clone(), invitation.version);
            self.queue_invitation(&mut act, &renewed, &token, &known, &roles);
            let trace = Trace::of(id).at(invitation.organization).with("email", &invitation.email);
            self.commit(act.finish(self, Action::InvitationResent, trace)).await?;
            Ok(())
        })
    }
}
