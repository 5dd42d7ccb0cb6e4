//! Setting up a way to sign in.

use super::enrol_error::EnrolError;
use super::for_person::ForPerson;
use super::new_authenticator::NewAuthenticator;
use super::passkey::PasskeyRequest;
use super::send::{CodeSent, Target, masked};
use super::send_error::SendCodeError;
use super::totp::{draw_key, in_groups, uri};
#[cfg(any(test, feature = "testing"))]
use crate::Timestamp;
use crate::authority::{Caller, Identity, Proof, Trace};
use crate::delivery::MessageContent;
use crate::domain::{Action, AuthenticationMethod, CodePurpose, Credential, CredentialSecret};
use crate::ids::{CredentialId, UserId};
use crate::secrets::{Sealed, Secret};
use crate::store::{StoreError, Versioned};
use crate::values::PhoneNumber;
use std::fmt;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long somebody can take to prove that they have what they set up.
const ENROLMENT_LIFETIME: Duration = Duration::from_hours(1);

/// How many ways in one person has at the most.
const MOST_CREDENTIALS: usize = 20;

/// What somebody is setting up.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Enrolment {
    /// The credential, which counts for nothing yet.
    pub id: CredentialId,
    /// Its method.
    pub method: AuthenticationMethod,
    /// What the app needs, if it is one.
    pub totp: Option<TotpSetup>,
    /// The code that was sent, if it is a telephone.
    pub sent: Option<CodeSent>,
    /// What the browser is asked, if it is a passkey.
    pub passkey: Option<PasskeyRequest>,
}

/// What an app has to be told to show the right codes.
#[derive(Clone)]
#[non_exhaustive]
pub struct TotpSetup {
    key: Zeroizing<Vec<u8>>,
    account: String,
}

impl std::fmt::Debug for TotpSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TotpSetup").finish_non_exhaustive()
    }
}

impl TotpSetup {
    /// The address that an app reads from a QR code. `issuer` is what the app calls this deployment.
    pub fn uri(&self, issuer: &str) -> Option<Secret> {
        uri(&self.key, issuer, &self.account)
    }

    /// The key as people type it, in groups of four.
    pub fn key_in_groups(&self) -> String {
        in_groups(&self.key)
    }

    /// The code that the app shows at a time; for tests.
    #[cfg(any(test, feature = "testing"))]
    pub fn code_at(&self, at: Timestamp) -> Option<String> {
        super::totp::code_at(&self.key, at)
    }
}

/// A way in that was set up. `Debug` shows how many codes came with it, and none of them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Enrolled {
    /// The credential.
    pub id: CredentialId,
    /// The recovery codes that came with it, shown once; none when the person has some already.
    pub recovery_codes: Vec<String>,
}

impl fmt::Debug for Enrolled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.recovery_codes.len();
        f.debug_struct("Enrolled").field("id", &self.id).field("recovery_codes", &codes).finish()
    }
}

impl Identity {
    /// Whether the person has set up nothing beside the password.
    pub(super) async fn has_no_further_proof(&self, user: UserId) -> Result<bool, StoreError> {
        let before = self.confirmed_credentials(user).await?;
        Ok(!before.iter().any(|one| one.method().can_be_enrolled()))
    }

    /// What comes with a way in that the caller has set up.
    pub(super) async fn enrolled<P: Proof>(
        &self,
        caller: &Caller,
        who: &ForPerson<'_, P>,
        id: CredentialId,
        is_first: bool,
    ) -> Result<Enrolled, EnrolError> {
        // Codes that somebody made before the first second proof are worth nothing, and so is a session without one.
        let recovery_codes = if is_first || !self.has_recovery_codes(who.user.id).await? {
            self.renew_recovery_codes(who, is_first.then_some(caller)).await?
        } else {
            Vec::new()
        };
        Ok(Enrolled { id, recovery_codes })
    }

    /// Begins to set up a way in. One of the same method that was begun before and not proved goes.
    pub(crate) async fn enrol<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        new: NewAuthenticator,
    ) -> Result<CredentialId, EnrolError> {
        let method = new.method();
        if !self.can_set_up(&method) {
            return Err(EnrolError::NotOffered);
        }
        if matches!(&new, NewAuthenticator::Sms(number) if self.is_refused_number(number.as_str())) {
            return Err(EnrolError::Send(SendCodeError::NumberRefused));
        }
        let all = self.credentials_of(who.user.id).await?;
        if all.iter().filter(|credential| credential.is_confirmed()).count() >= MOST_CREDENTIALS {
            return Err(EnrolError::TooMany);
        }
        let id = self.new_id();
        let mut act = who.act();
        for begun in all.iter().filter(|found| is_begun(who, found) && found.method() == method) {
            act.changes().remove(begun.id, begun.version);
        }
        let secret = match new {
            NewAuthenticator::Totp => {
                CredentialSecret::Totp { key: self.seal_key(id, &draw_key(self.entropy())), last_step: None }
            }
            NewAuthenticator::Sms(number) => CredentialSecret::Sms(number),
            NewAuthenticator::Passkey => CredentialSecret::Passkey(None),
        };
        let now = self.now();
        let credential = Credential {
            id,
            user: who.user.id,
            secret,
            label: None,
            begun_in: who.sign_on,
            created_at: now,
            changed_at: now,
            confirmed_at: None,
            last_used_at: None,
        };
        act.changes().insert(credential.clone());
        let trace = Trace::of(id).with("user", who.user.id).with("method", &method);
        self.commit(act.finish(self, Action::EnrolmentBegun, trace)).await?;
        if method.is_sent() {
            self.send_enrolment_code(who, &credential).await?;
        }
        Ok(id)
    }

    /// What the person is setting up by one of these methods, the one that was begun last.
    pub(crate) async fn pending_enrolment<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        methods: &[AuthenticationMethod],
    ) -> Result<Option<Enrolment>, StoreError> {
        match self.pending_of(who, methods).await? {
            Some(found) => self.shown_enrolment(who, found).await.map(Some).map_err(|error| match error {
                EnrolError::Store(error) => error,
                other => StoreError::Failed(other.to_string().into()),
            }),
            None => Ok(None),
        }
    }

    /// What the person began to set up last by one of these methods.
    pub(super) async fn pending_of<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        methods: &[AuthenticationMethod],
    ) -> Result<Option<Versioned<Credential>>, StoreError> {
        let mut begun = self.credentials_of(who.user.id).await?;
        begun.retain(|found| {
            is_begun(who, found) && self.is_pending(found) && methods.contains(&found.method())
        });
        Ok(begun.into_iter().max_by_key(|found| found.created_at))
    }

    /// The recovery codes that come with what the person is setting up by a method, if the code is right for it; the method
    /// counts from then on.
    pub(crate) async fn confirm_pending<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        method: &AuthenticationMethod,
        code: &Secret,
    ) -> Result<Option<Vec<String>>, StoreError> {
        match self.pending_of(who, std::slice::from_ref(method)).await? {
            Some(found) => self.confirm(who, found, code).await,
            None => Ok(None),
        }
    }

    pub(super) async fn confirm<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        credential: Versioned<Credential>,
        code: &Secret,
    ) -> Result<Option<Vec<String>>, StoreError> {
        if !self.may_try_to_enrol(credential.id).await? {
            return Ok(None);
        }
        let (id, method) = (credential.id, credential.method());
        let Some(right) = self.right_for_enrolment(credential, code).await? else { return Ok(None) };
        let Some(codes) = self.use_up_to_enrol(right, who).await? else { return Ok(None) };
        self.note_added(who, id, &method).await?;
        Ok(Some(codes))
    }

    /// Counts a try to prove that somebody has what they set up, and says whether that many may be.
    pub(super) async fn may_try_to_enrol(&self, credential: CredentialId) -> Result<bool, StoreError> {
        let counter = format!("enrol:{credential}");
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        Ok(tries <= self.settings().sign_in_tries)
    }

    /// Writes down that a way in counts from now on, and tells its owner.
    pub(super) async fn note_added<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        id: CredentialId,
        method: &AuthenticationMethod,
    ) -> Result<(), StoreError> {
        let mut act = who.act();
        self.tell_of_change(&mut act, who, method, true).await?;
        let organization = self.only_organization(who.user.id).await?;
        let trace = Trace { organization, ..Trace::of(id) }.with("user", who.user.id).with("method", method);
        self.commit(act.finish(self, Action::AuthenticatorAdded, trace)).await
    }

    /// Tells the owner of an account that a way in was added or removed.
    pub(super) async fn tell_of_change<P: Proof>(
        &self,
        act: &mut crate::authority::Act,
        who: &ForPerson<'_, P>,
        method: &AuthenticationMethod,
        added: bool,
    ) -> Result<(), StoreError> {
        let content = MessageContent::AuthenticatorChanged {
            given_name: who.user.given_name.to_string(),
            method: method.to_string(),
            added,
            at: self.now(),
            link: self.settings().link("/account/security"),
        };
        self.notify(act, who.user, content, None).await
    }

    pub(super) async fn send_enrolment_code<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        credential: &Credential,
    ) -> Result<(), EnrolError> {
        let CredentialSecret::Sms(number) = &credential.secret else { return Err(EnrolError::NotFound) };
        let purpose = CodePurpose::Enrolment(credential.id);
        Ok(self.send_code_to(who, purpose, Target::telephone(number)).await?)
    }

    pub(super) async fn shown_enrolment<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        credential: Versioned<Credential>,
    ) -> Result<Enrolment, EnrolError> {
        let account = who.user.sign_in_name().to_owned();
        let totp = match &credential.secret {
            CredentialSecret::Totp { key, .. } => {
                let key = self.totp_key(&credential, key).ok_or(EnrolError::NotFound)?;
                Some(TotpSetup { key, account })
            }
            _ => None,
        };
        let sent = self.code_sent_for(CodePurpose::Enrolment(credential.id)).await?;
        let passkey = self.ask_for_new_passkey(who, &credential).await?;
        Ok(Enrolment { id: credential.id, method: credential.method(), totp, sent, passkey })
    }

    pub(super) async fn pending(
        &self,
        caller: &Caller,
        user: UserId,
        id: CredentialId,
    ) -> Result<Versioned<Credential>, EnrolError> {
        let found = self.store.credentials().get(id).await?.filter(|found| found.user == user);
        match found {
            Some(found) if found.begun_in.is_none() && self.is_pending(&found) => Ok(found),
            Some(found) if found.is_confirmed() => Err(EnrolError::Confirmed),
            _ => self.nothing_of_the_callers(caller, id).await,
        }
    }

    /// Somebody else's credential answers like an unknown one, and the trail has who asked.
    pub(super) async fn nothing_of_the_callers<T>(
        &self,
        caller: &Caller,
        id: CredentialId,
    ) -> Result<T, EnrolError> {
        self.note_refusal(caller, Trace::default().with("asked_for", id)).await?;
        Err(EnrolError::NotFound)
    }

    fn is_pending(&self, credential: &Credential) -> bool {
        !credential.is_confirmed() && self.now() < credential.created_at.plus(ENROLMENT_LIFETIME)
    }

    pub(super) fn totp_key(&self, credential: &Credential, sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
        let opened = self.context.sealer.open(&key_aad(credential.id), sealed);
        opened.map(Zeroizing::new).ok()
    }

    fn seal_key(&self, id: CredentialId, key: &[u8]) -> Sealed {
        self.context.sealer.seal(self.entropy(), &key_aad(id), key)
    }

    /// The telephone to which codes are sent: the one that was used last.
    pub(crate) async fn telephone_of(&self, user: UserId) -> Result<Option<PhoneNumber>, StoreError> {
        let all = self.confirmed_credentials(user).await?;
        let last = all.iter().filter(|found| matches!(found.secret, CredentialSecret::Sms(_)));
        let last = last.max_by_key(|found| (found.last_used_at, found.created_at));
        Ok(last.and_then(|found| match &found.secret {
            CredentialSecret::Sms(number) => Some(number.clone()),
            _ => None,
        }))
    }
}

/// A telephone's number as its owner sees it among the ways in.
pub(super) fn shown_number(number: &PhoneNumber) -> String {
    masked(number.as_str())
}

/// Whether it was begun and not proved, in the same sign-on or on the account page: nobody sees the key of what somebody else
/// begins with the password alone.
fn is_begun<P>(who: &ForPerson<'_, P>, credential: &Credential) -> bool {
    !credential.is_confirmed() && credential.begun_in == who.sign_on
}

/// What binds a sealed key to its credential.
fn key_aad(id: CredentialId) -> Vec<u8> {
    format!("totp:{id}").into_bytes()
}
