//! The link to an invitation that can be handed around: it carries no secret.
//!
//! An inviter can copy it and pass it on by chat or telephone. Whoever opens it sees to which organisation
//! it leads and can have the real link, with the token, mailed to the invited address, and to no other. So
//! acceptance always proves the mailbox, and the inviter never sees a token.
//!
//! Whoever holds the real link of an invitation that can no longer be accepted can ask for a new one.

use super::mail_again_error::MailAgainError;
use super::open_error::OpenInvitationError;
use super::opened::{ClosedInvitation, WaitingInvitation};
use crate::authority::{Act, Identity, Trace, on_fresh_facts};
use crate::delivery::MessageContent;
use crate::domain::{Action, Invitation, InvitationKey, InvitationState, User, UserState};
use crate::ids::InvitationId;
use crate::policy::Permission;
use crate::secrets::{SecretToken, TokenDigest};
use crate::store::{StoreError, Versioned};
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

/// How often within a day the inviter is told.
const ASKED_PER_DAY: u64 = 1;

const DAY: Duration = Duration::from_hours(24);

/// A link that was replaced more often than this is like one that never was.
const REPLACED_AT_MOST: usize = 5;

/// How many administrators are told when whoever invited is no longer there.
const ADMINISTRATORS: usize = 3;

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
            let token = self.token_after(invitation.token);
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

impl Identity {
    /// The token that replaces another one: derived from it with the master key, so that whoever has the earlier link
    /// learns nothing of the newer one, and the earlier one can be told from one that never was.
    pub(super) fn token_after(&self, earlier: TokenDigest) -> SecretToken {
        SecretToken::of_octets(self.derive_key(&format!("invitation after {}", earlier.hex())))
    }

    /// The waiting invitation of which this token was the link before newer mails replaced it. Who held its link learns, as
    /// by the newest one, that it expired or was revoked.
    #[doc(hidden)]
    pub async fn replaced_invitation(
        &self,
        token: &SecretToken,
    ) -> Result<Option<InvitationId>, OpenInvitationError> {
        let mut digest = token.digest();
        for _ in 0..REPLACED_AT_MOST {
            digest = self.token_after(digest).digest();
            if let Some(found) = self.store.invitations().find(&InvitationKey::Token(digest)).await? {
                return match found.state {
                    InvitationState::Accepted => Ok(None),
                    InvitationState::Revoked => Err(OpenInvitationError::Revoked),
                    InvitationState::Pending if self.now() < found.expires_at => Ok(Some(found.id)),
                    InvitationState::Pending => Err(OpenInvitationError::Expired),
                };
            }
        }
        Ok(None)
    }

    /// Tells whoever sent an invitation that the person who holds its link asks for a new one; those who may invite, when
    /// they are no longer there. Once a day; more is not sent, and the answer is the same.
    pub async fn ask_for_invitation(&self, token: &SecretToken) -> Result<(), OpenInvitationError> {
        match self.open_invitation(token).await {
            Ok(_) => return Ok(()),
            Err(OpenInvitationError::Unknown) => return Err(OpenInvitationError::Unknown),
            Err(OpenInvitationError::Store(error)) => return Err(error.into()),
            Err(_) => {}
        }
        let key = InvitationKey::Token(token.digest());
        let found = self.store.invitations().find(&key).await?.ok_or(OpenInvitationError::Unknown)?;
        let asked = format!("invitation-asked:{}", found.id);
        if self.store.counters().hit(&asked, self.window(DAY)).await? > ASKED_PER_DAY {
            return Ok(());
        }
        let told: Result<(), StoreError> = on_fresh_facts!(self.tell_inviter(&found));
        Ok(told?)
    }

    async fn tell_inviter(&self, invitation: &Versioned<Invitation>) -> Result<(), StoreError> {
        let closed = ClosedInvitation::of(invitation.clone());
        let mut act = Act::by_proof::<ClosedInvitation>(&closed);
        let Some(organization) = self.store.organizations().get(invitation.organization).await? else {
            return Ok(());
        };
        let names = [&invitation.given_name, &invitation.family_name].into_iter().flatten();
        let names: Vec<_> = names.map(ToString::to_string).collect();
        for user in self.inviters(invitation).await? {
            let content = MessageContent::InvitationRequested {
                given_name: user.given_name.to_string(),
                person: names.join(" "),
                email: invitation.email.to_string(),
                organization: organization.name.to_string(),
                link: self.settings().link(&format!("/organizations/{}/invitations", organization.id)),
            };
            self.notify(&mut act, &user, content, Some(organization.id)).await?;
        }
        let trace = Trace::of(closed.id).at(closed.organization).with("email", &closed.email);
        self.commit(act.finish(self, Action::InvitationRequested, trace)).await
    }

    /// Whoever invited, or else those who may invite.
    async fn inviters(&self, invitation: &Invitation) -> Result<Vec<Versioned<User>>, StoreError> {
        let inviter = self.store.users().get(invitation.invited_by).await?;
        if let Some(inviter) = inviter.filter(|user| user.state == UserState::Active) {
            return Ok(vec![inviter]);
        }
        let managers = self.managers_of(Permission::InvitationManage, invitation.organization).await?;
        Ok(managers.into_iter().take(ADMINISTRATORS).collect())
    }
}
