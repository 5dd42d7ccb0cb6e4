//! Setting up a passkey.

use super::enrol_error::EnrolError;
use super::enrolment::Enrolled;
use super::for_person::ForPerson;
use super::passkey::{PasskeyRequest, PasskeyResponse, PasskeyUse, failed, handle_of};
use super::right_code::RightCode;
use crate::authority::{Caller, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, AuthenticationMethod, Credential};
use crate::ids::{CredentialId, SessionId, SignOnId};
use crate::ports::PasskeyOwner;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Ends setting up a passkey with what the authenticator answered. Whoever has no recovery codes gets some.
    pub async fn confirm_passkey(
        &self,
        caller: &Caller,
        id: CredentialId,
        given: &PasskeyResponse,
    ) -> Result<Enrolled, EnrolError> {
        let is_first = on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let credential = self.pending(caller, who.user.id, id).await?;
            let is_first = self.has_no_further_proof(who.user.id).await?;
            self.confirm_new_passkey(&who, credential, given).await?;
            Ok::<_, EnrolError>(is_first)
        })?;
        self.enrolled_by(caller, id, is_first).await
    }

    /// Asks for a new passkey, if that is what is being set up.
    pub(super) async fn ask_for_new_passkey<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        credential: &Credential,
    ) -> Result<Option<PasskeyRequest>, StoreError> {
        let asked = credential.method() == AuthenticationMethod::PASSKEY;
        let (Some(port), true) = (self.passkeys(), asked) else { return Ok(None) };
        let user = &who.user.record;
        let owner = PasskeyOwner {
            handle: handle_of(user.id),
            name: user.sign_in_name().to_owned(),
            display_name: user.full_name(),
        };
        let all = self.confirmed_credentials(user.id).await?;
        let excluded: Vec<_> = all.iter().filter_map(|one| one.passkey()).map(|one| one.id.clone()).collect();
        let made = port.begin_registration(&owner, &excluded).map_err(failed)?;
        Ok(who.passkey_use(credential.id).map(|purpose| self.sealed_request(purpose, made)))
    }

    /// Takes the new passkey that the person of a sign-on sets up. Gives the recovery codes that come with it.
    pub(crate) async fn confirm_pending_passkey<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        given: &PasskeyResponse,
    ) -> Result<Vec<String>, EnrolError> {
        match self.pending_of(who, &[AuthenticationMethod::PASSKEY]).await? {
            Some(found) => self.confirm_new_passkey(who, found, given).await,
            None => Err(EnrolError::RequestOver),
        }
    }

    /// Takes a new passkey: the request was made for this credential in this session or sign-on, and the passkey is nobody's
    /// yet.
    async fn confirm_new_passkey<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        credential: Versioned<Credential>,
        given: &PasskeyResponse,
    ) -> Result<Vec<String>, EnrolError> {
        if !self.may_try_to_enrol(credential.id).await? {
            return Err(EnrolError::PasskeyRefused);
        }
        let id = credential.id;
        let purpose = who.passkey_use(id).ok_or(EnrolError::NotFound)?;
        let opened = self.opened_request(purpose, &given.state);
        let (Some(port), Some(opened)) = (self.passkeys(), opened) else {
            return Err(EnrolError::RequestOver);
        };
        let passkey = match port.finish_registration(&opened.state, &given.response) {
            Ok(passkey) => passkey,
            Err(error) => {
                tracing::info!(user = %who.user.id, %error, "new passkey refused");
                let trace = Trace::of(id).with("user", who.user.id).with("reason", error.code());
                self.note_try(Action::SignInRefused, trace, who.reference).await?;
                return Err(EnrolError::PasskeyRefused);
            }
        };
        match self.use_up_to_enrol(RightCode::passkey(credential, passkey), who).await {
            Ok(Some(codes)) => {
                self.note_added(who, id, &AuthenticationMethod::PASSKEY).await?;
                Ok(codes)
            }
            // It is somebody's already, or was set up by another click.
            Ok(None) | Err(StoreError::AlreadyExists { .. }) => Err(EnrolError::PasskeyRefused),
            Err(error) => Err(error.into()),
        }
    }
}

impl<P: Proof> ForPerson<'_, P> {
    /// What a request for a new passkey is good for.
    fn passkey_use(&self, credential: CredentialId) -> Option<PasskeyUse> {
        let session = self.proof.caller().and_then(Caller::session).map(SessionId::as_uuid);
        let within = self.sign_on.map(SignOnId::as_uuid).or(session)?;
        Some(PasskeyUse::Enrolment(credential, within))
    }
}
