//! The account of an invited person, as the beginning of a sign-on.

use super::answer::{Answer, AnswerError};
use super::attempt::Attempt;
use super::outcome::Progress;
use super::visitor::Visitor;
use crate::authority::Identity;
use crate::domain::Origin;
use crate::ids::UserId;
use crate::invitations::{AcceptError, NewAccount};
use crate::secrets::SecretToken;
use crate::sessions::SignedIn;

impl Identity {
    /// Accepts an invitation with a new account and signs in, for a program without pages. Account, membership, grants
    /// and the end of the invitation are one commit, so of any number of parallel tries one succeeds.
    ///
    /// Where [two kinds of proof](crate::Settings::factors) are needed, the account is made and the answer is
    /// [`AcceptError::FurtherProofNeeded`]: the person signs in then.
    pub async fn accept_invitation(
        &self,
        token: &SecretToken,
        account: NewAccount,
    ) -> Result<SignedIn, AcceptError> {
        let invitation = self.usable_invitation(token).await?;
        let browser = SecretToken::generate(self.entropy());
        let (device, previous) = (account.device.clone(), account.previous.clone());
        let visitor = Visitor::new(&browser, &device).session(None, previous.as_ref());
        let origin = Origin::Invitation { invitation: invitation.id, return_to: "/".to_owned() };
        let attempt = self.new_attempt(&visitor, origin);
        let answer = Answer::Account { token: token.clone(), account };
        match Box::pin(self.answer(&attempt, &visitor, answer)).await {
            Ok(Progress::Done(done)) => done.signed_in.ok_or(AcceptError::FurtherProofNeeded),
            Ok(Progress::Next(..)) => Err(AcceptError::FurtherProofNeeded),
            Err(AnswerError::Invitation(error)) => Err(error),
            Err(AnswerError::Store(error)) => Err(error.into()),
            Err(AnswerError::Busy) => Err(AcceptError::Busy),
            Err(_) => Err(AcceptError::Unknown),
        }
    }

    /// Makes the account of an invited person, if the sign-on began at this invitation.
    pub(super) async fn check_account(
        &self,
        attempt: &Attempt,
        token: &SecretToken,
        account: NewAccount,
        visitor: &Visitor<'_>,
    ) -> Result<UserId, AnswerError> {
        let invitation = self.usable_invitation(token).await.map_err(AcceptError::from)?;
        let begun_here = |origin: &Origin| matches!(origin, Origin::Invitation { invitation: id, .. } if *id == invitation.id);
        if !begun_here(&attempt.sign_on.origin) || !attempt.sign_on.proofs.is_empty() {
            return Err(AnswerError::NotAsked);
        }
        Ok(self.accept_with_account(token, account, visitor.reference).await?)
    }
}
