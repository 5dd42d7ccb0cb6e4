//! Signing in with a password in one call, for a program without pages.

use super::answer::{Answer, AnswerError};
use super::outcome::Progress;
use super::visitor::Visitor;
use crate::authority::Identity;
use crate::domain::{Device, Origin};
use crate::secrets::{Secret, SecretToken};
use crate::sessions::SignedIn;
use crate::store::StoreError;

/// A try to sign in with a password.
#[derive(Debug)]
pub struct PasswordSignIn {
    /// What was typed as user name or e-mail address.
    pub identifier: String,
    /// What was typed as password.
    pub password: Secret,
    /// The browser.
    pub device: Device,
    /// The session that this browser had before, which ends.
    pub previous: Option<SecretToken>,
    /// The reference that the answer and the log show.
    pub reference: Option<String>,
}

impl PasswordSignIn {
    /// What was typed, in a browser of which nothing is known.
    pub fn new(identifier: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            identifier: identifier.into(),
            password: password.into(),
            device: Device::default(),
            previous: None,
            reference: None,
        }
    }

    /// Says which browser it is, and which session it had before, if any.
    #[must_use]
    pub fn browser(self, device: Device, previous: Option<SecretToken>) -> Self {
        Self { device, previous, ..self }
    }

    /// Sets the reference that the answer and the log show.
    #[must_use]
    pub fn reference(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// Unknown, wrong, locked, disabled, or paused after too many tries: from outside it is all the same.
    #[error("sign-in failed: check the user name and the password; after several wrong tries, wait a while")]
    Refused,
    /// The password is right, and a further proof is needed, for which a browser is asked.
    #[error("the password alone does not sign in here: a further proof is needed")]
    FurtherProofNeeded,
    /// The password is longer than any that is taken; nothing was computed from it.
    #[error("the password is too long")]
    TooLong,
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// Signs in with user name or e-mail address and password, for a program without pages: a sign-on that begins at a
    /// page and takes one answer.
    ///
    /// Whatever the reason for a refusal, the same work is done and the same answer given: one lookup of
    /// the person, one of the credential, one hash (of a dummy where there is nobody).
    pub async fn sign_in(&self, attempt: PasswordSignIn) -> Result<SignedIn, SignInError> {
        let browser = SecretToken::generate(self.entropy());
        let mut visitor = Visitor::new(&browser, &attempt.device).session(None, attempt.previous.as_ref());
        visitor.reference = attempt.reference.as_deref();
        let begun = self.new_attempt(&visitor, Origin::Page { return_to: "/".to_owned() });
        let answer = Answer::Password { identifier: attempt.identifier, password: attempt.password };
        match Box::pin(self.answer(&begun, &visitor, answer)).await {
            Ok(Progress::Done(done)) => done.signed_in.ok_or(SignInError::FurtherProofNeeded),
            Ok(Progress::Next(..)) => Err(SignInError::FurtherProofNeeded),
            Err(AnswerError::TooLong) => Err(SignInError::TooLong),
            Err(AnswerError::Busy) => Err(SignInError::Busy),
            Err(AnswerError::Store(error)) => Err(error.into()),
            Err(_) => Err(SignInError::Refused),
        }
    }
}
