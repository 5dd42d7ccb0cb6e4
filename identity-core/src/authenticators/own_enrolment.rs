//! Setting up a way in to one's own account.

use super::enrol_error::EnrolError;
use super::enrolment::{Enrolled, Enrolment};
use super::new_authenticator::NewAuthenticator;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::ids::CredentialId;
use crate::secrets::Secret;

impl Identity {
    /// Begins to set up a way in for the caller, who must have [proved](crate::Settings::sensitive_after) who they are a
    /// short time ago. A telephone is sent a code.
    pub async fn begin_enrolment(
        &self,
        caller: &Caller,
        new: NewAuthenticator,
    ) -> Result<CredentialId, EnrolError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            self.enrol(&recent.own(), new.clone()).await
        })
    }

    /// What the caller is setting up.
    pub async fn enrolment(&self, caller: &Caller, id: CredentialId) -> Result<Enrolment, EnrolError> {
        let recent = self.recently_proved(caller).await?;
        let credential = self.pending(caller, recent.own().user.id, id).await?;
        self.shown_enrolment(&recent.own(), credential).await
    }

    /// Sends the code for what the caller is setting up once more.
    pub async fn resend_enrolment_code(&self, caller: &Caller, id: CredentialId) -> Result<(), EnrolError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let credential = self.pending(caller, recent.own().user.id, id).await?;
            self.send_enrolment_code(&recent.own(), &credential).await
        })
    }

    /// Ends setting up with the code that proves that the caller has it. Whoever has no recovery codes gets some.
    pub async fn confirm_enrolment(
        &self,
        caller: &Caller,
        id: CredentialId,
        code: &Secret,
    ) -> Result<Enrolled, EnrolError> {
        let is_first = on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let credential = self.pending(caller, who.user.id, id).await?;
            let is_first = self.has_no_further_proof(who.user.id).await?;
            match self.confirm(&who, credential, code).await? {
                Some(_) => Ok(is_first),
                None => Err(EnrolError::WrongCode),
            }
        })?;
        self.enrolled_by(caller, id, is_first).await
    }

    /// [`enrolled`](Self::enrolled) for the caller.
    pub(super) async fn enrolled_by(
        &self,
        caller: &Caller,
        id: CredentialId,
        is_first: bool,
    ) -> Result<Enrolled, EnrolError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            self.enrolled(caller, &recent.own(), id, is_first).await
        })
    }
}
