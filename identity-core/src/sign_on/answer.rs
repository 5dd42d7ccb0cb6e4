//! What a person gives in a sign-on: the one way to move it on.

use super::attempt::Attempt;
use super::deciding::{SignOnStep, after_local_proof, is_over};
use super::identities::{Choice, NewLinkedAccount, OfferedLink};
use super::outcome::Progress;
use super::sign_on_error::SignOnError;
use super::visitor::Visitor;
use crate::Timestamp;
use crate::authenticators::{EnrolError, NewAuthenticator, PasskeyResponse, ProvedPasskey, SendCodeError};
use crate::authority::{Identity, carries_store_errors, on_fresh_facts};
use crate::domain::{AuthenticationMethod, Origin, Proved, SignOn};
use crate::federation::ProviderAnswer;
use crate::ids::{OrganizationId, UserId};
use crate::invitations::{AcceptError, NewAccount};
use crate::recovery::ResetError;
use crate::secrets::{Secret, SecretToken};
use crate::sessions::Current;
use crate::store::StoreError;

/// What a person gives in a sign-on.
#[derive(Debug)]
#[non_exhaustive]
pub enum Answer {
    /// Their user name or e-mail address, and their password.
    Password {
        /// What was typed as user name or e-mail address.
        identifier: String,
        /// What was typed as password.
        password: Secret,
    },
    /// The code of a further proof.
    Code {
        /// The method that it belongs to.
        method: AuthenticationMethod,
        /// What was typed.
        code: Secret,
    },
    /// What an authenticator answered that was asked for a passkey.
    Passkey(PasskeyResponse),
    /// That a code is to be sent, by this method.
    SendCode(AuthenticationMethod),
    /// What is set up as a further proof. The code that it shows or gets comes as [`Code`](Self::Code).
    Enrol(NewAuthenticator),
    /// The organisation to act for.
    Organization(OrganizationId),
    /// That somebody keeps the account that they had closed.
    KeepAccount,
    /// Whether the application may know and do what it asks for.
    Consent(bool),
    /// The account that an invited person makes.
    Account {
        /// The token in the link of the mail.
        token: SecretToken,
        /// The account.
        account: NewAccount,
    },
    /// The password that somebody sets who forgot theirs, or has none yet.
    NewPassword {
        /// The token in the link of the mail or of the letter.
        token: SecretToken,
        /// The password.
        password: Secret,
    },
    /// What an identity provider elsewhere asserts, after every check of its protocol.
    Provider(Box<ProviderAnswer>),
    /// That the request to an identity provider came to nothing: the person went back, nobody answered, or a check failed.
    ProviderFailed {
        /// The stable code of the check, of at most 64 characters: `cancelled` if the person went back, `unreachable` if nobody
        /// answered.
        check: String,
    },
    /// That somebody who signed in elsewhere has an account here. They sign in to it next.
    ConnectAccount,
    /// The account that somebody makes who signed in elsewhere and has none here.
    CreateLinked(NewLinkedAccount),
    /// Whether both the identity elsewhere and the account here are theirs.
    ConfirmLink(bool),
    /// Whether they go on as the person who signed in elsewhere, in place of the one who is signed in in this browser.
    SwitchPerson(bool),
    /// That somebody does not link their account, which they are offered.
    OfferedLink(OfferedLink),
    /// That somebody who cannot go on in the way that they came signs in in another one.
    OtherWay,
}

/// Why an answer does not move a sign-on on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// Unknown, wrong, locked, disabled, or paused after too many tries: from outside it is all the same.
    #[error("sign-in failed: check the user name and the password; after several wrong tries, wait a while")]
    Refused,
    /// The password is longer than any that is taken; nothing was computed from it.
    #[error("the password is too long")]
    TooLong,
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The passkey is the answer to a request that has ended, or was made for somebody else; ask again.
    #[error("this request for a passkey has ended; try again")]
    RequestOver,
    /// No code is sent now.
    #[error(transparent)]
    Send(SendCodeError),
    /// This cannot be set up.
    #[error(transparent)]
    Enrol(EnrolError),
    /// The organisation is none of those to choose from.
    #[error("this organisation is none of those to choose from")]
    Organization,
    /// The sign-on needs something else now; [`Identity::advance`] says what.
    #[error("this sign-on needs something else now")]
    NotAsked,
    /// The invitation cannot be accepted like this.
    #[error(transparent)]
    Invitation(AcceptError),
    /// The link does not set this password.
    #[error(transparent)]
    Recovery(ResetError),
    /// Unknown, begun in another browser, or expired.
    #[error("this sign-on is over; start again where it began")]
    Over,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(AnswerError);

impl From<SignOnError> for AnswerError {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Over | SignOnError::Replayed => Self::Over,
            SignOnError::Store(error) => Self::Store(error),
        }
    }
}

impl From<SendCodeError> for AnswerError {
    fn from(error: SendCodeError) -> Self {
        match error {
            SendCodeError::Store(error) => Self::Store(error),
            other => Self::Send(other),
        }
    }
}

impl From<EnrolError> for AnswerError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::Store(error) => Self::Store(error),
            EnrolError::Send(error) => Self::Send(error),
            EnrolError::RequestOver => Self::RequestOver,
            EnrolError::PasskeyRefused => Self::Refused,
            other => Self::Enrol(other),
        }
    }
}

impl From<AcceptError> for AnswerError {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::Busy => Self::Busy,
            AcceptError::Store(error) => Self::Store(error),
            other => Self::Invitation(other),
        }
    }
}

impl From<ResetError> for AnswerError {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::Busy => Self::Busy,
            ResetError::Store(error) => Self::Store(error),
            other => Self::Recovery(other),
        }
    }
}

impl Identity {
    /// Takes what a person gives. Nothing else moves a sign-on on.
    ///
    /// A sign-on that has an address of its own, `/flow/{id}`, goes on there, so the answer is what it needs next; any
    /// other is [advanced](Self::advance) at once, and stored only if more is needed than was given.
    pub async fn answer(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        answer: Answer,
    ) -> Result<Progress, AnswerError> {
        self.still_open(&attempt.sign_on, visitor.current)?;
        let mut recovery_codes = Vec::new();
        let given = match answer {
            Answer::Password { identifier, password } => {
                let (user, set_at) = self.check_password(&identifier, password, visitor).await?;
                Given::Proof(vec![AuthenticationMethod::PASSWORD], user, Some(set_at))
            }
            Answer::Code { method, code } => {
                let user;
                (user, recovery_codes) = self.check_code(attempt, visitor, &method, &code).await?;
                Given::FurtherProof(vec![method], user)
            }
            Answer::Passkey(given) => {
                let proved = self.take_passkey(attempt, visitor, &given).await?;
                let ProvedPasskey { user, methods, is_further, .. } = proved;
                recovery_codes = proved.recovery_codes;
                if is_further {
                    Given::FurtherProof(methods, user)
                } else {
                    Given::Proof(methods, user, None)
                }
            }
            Answer::SendCode(method) => {
                return self.send_code(attempt, visitor, &method).await;
            }
            Answer::Enrol(new) => {
                return Box::pin(self.enrol_in(attempt, visitor, new)).await;
            }
            Answer::Organization(chosen) => Given::Organization(chosen),
            Answer::KeepAccount => return self.keep_closed_account(attempt, visitor).await,
            Answer::Consent(true) => return self.consent(attempt, visitor).await,
            Answer::Consent(false) => return self.decline_consent(attempt, visitor).await,
            Answer::Account { token, account } => {
                let user = Box::pin(self.check_account(attempt, &token, account, visitor)).await?;
                let methods = vec![AuthenticationMethod::MAIL_LINK, AuthenticationMethod::PASSWORD];
                Given::Proof(methods, user, None)
            }
            Answer::NewPassword { token, password } => {
                let (user, link) = Box::pin(self.check_recovery(attempt, &token, password, visitor)).await?;
                let methods = vec![link, AuthenticationMethod::PASSWORD];
                // Its person's sessions have ended, with what was proved in them.
                let signed_out = Visitor { current: None, ..*visitor };
                return self.record_given(attempt, &signed_out, &Given::Proof(methods, user, None)).await;
            }
            // Boxed, since it is large and seldom.
            other => return Box::pin(self.answer_about_identity(attempt, visitor, other)).await,
        };
        let mut progress = self.record_given(attempt, visitor, &given).await?;
        if let Progress::Next(attempt, _) = &mut progress {
            attempt.recovery_codes = recovery_codes.into_iter().map(Secret::new).collect();
        }
        if let (Given::Proof(..), Progress::Next(attempt, SignOnStep::Challenge(methods))) =
            (&given, &progress)
        {
            self.send_first_code(attempt, visitor, methods).await?;
        }
        Ok(progress)
    }

    /// Takes what is about an identity from elsewhere.
    async fn answer_about_identity(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        answer: Answer,
    ) -> Result<Progress, AnswerError> {
        let choice = match answer {
            Answer::Provider(answer) => return self.take_provider_answer(attempt, visitor, &answer).await,
            Answer::ProviderFailed { check } => {
                return self.take_provider_failure(attempt, visitor, &check).await;
            }
            Answer::CreateLinked(new) => return Box::pin(self.create_linked(attempt, visitor, &new)).await,
            Answer::OfferedLink(answer) => return self.decline_link(attempt, visitor, answer).await,
            Answer::ConnectAccount => Choice::Connect,
            Answer::ConfirmLink(both) => Choice::Confirm(both),
            Answer::SwitchPerson(switches) => Choice::Switch(switches),
            Answer::OtherWay => Choice::OtherWay,
            _ => return Err(AnswerError::NotAsked),
        };
        self.choose(attempt, visitor, choice).await
    }

    /// Sets a new password, if the sign-on began at the link for it. Gives the person, and what the link proves.
    async fn check_recovery(
        &self,
        attempt: &Attempt,
        token: &SecretToken,
        password: Secret,
        visitor: &Visitor<'_>,
    ) -> Result<(UserId, AuthenticationMethod), AnswerError> {
        match attempt.sign_on.origin {
            Origin::Recovery { recovery, .. } if attempt.sign_on.proofs.is_empty() => {
                Ok(self.reset_password(recovery, token, password, visitor.reference).await?)
            }
            _ => Err(AnswerError::NotAsked),
        }
    }

    /// Refuses what is given to a sign-on that takes nothing more: before a password is hashed for it, and before what was
    /// given is written.
    fn still_open(&self, sign_on: &SignOn, current: Option<&Current>) -> Result<(), AnswerError> {
        let session = current.map(|current| &current.session.record);
        if is_over(sign_on, self.now(), session) {
            return Err(AnswerError::Over);
        }
        // What was answered is answered again, and takes nothing more.
        if sign_on.finished_at.is_some() { Err(AnswerError::NotAsked) } else { Ok(()) }
    }

    /// Writes what was given to the attempt, as it stands by now.
    async fn record_given(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        given: &Given,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (before, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            self.still_open(&before.sign_on, current.as_ref())?;
            let (step, _) = self.look(&before, current.clone(), visitor).await?;
            let sign_on = self.with(&before.sign_on, given, &step)?;
            let remember = visitor.asks_to_be_remembered && matches!(given, Given::FurtherProof(..));
            let attempt =
                Attempt { sign_on: SignOn { remember: sign_on.remember || remember, ..sign_on }, ..before };
            if attempt.is_stored() {
                let attempt = self.store_attempt(attempt).await?;
                let (step, _) = self.look(&attempt, current, visitor).await?;
                return Ok(Progress::Next(Box::new(attempt), step));
            }
            Ok(self.advance(&attempt, visitor).await?)
        })
    }

    fn with(&self, sign_on: &SignOn, given: &Given, step: &SignOnStep) -> Result<SignOn, AnswerError> {
        let now = self.now();
        let proved = |method: &AuthenticationMethod, user, password_set_at| Proved {
            method: method.clone(),
            user,
            at: now,
            password_set_at,
        };
        let mut sign_on = sign_on.clone();
        match (given, step) {
            // An invitation is accepted with an account that is made, or from a session; a recovery with a new password.
            (Given::Proof(methods, ..), SignOnStep::CreateAccount | SignOnStep::SetPassword)
                if !methods.iter().any(AuthenticationMethod::is_link) =>
            {
                return Err(AnswerError::NotAsked);
            }
            // Somebody else's proofs count no longer.
            (Given::Proof(methods, user, set_at), _) => {
                let password = |method: &AuthenticationMethod| {
                    set_at.filter(|_| *method == AuthenticationMethod::PASSWORD)
                };
                let proofs = methods.iter().map(|method| proved(method, *user, password(method)));
                sign_on.proofs = proofs.collect();
                sign_on.organization = None;
                sign_on.remember = false;
                after_local_proof(&mut sign_on);
            }
            (Given::FurtherProof(methods, user), SignOnStep::Challenge(asked) | SignOnStep::Enrol(asked))
                if methods.iter().any(|method| asked.contains(method))
                    && sign_on.proofs.iter().all(|proof| proof.user == *user) =>
            {
                sign_on.proofs.extend(methods.iter().map(|method| proved(method, *user, None)));
            }
            (Given::Organization(chosen), SignOnStep::ChooseOrganization(open)) => {
                if open.iter().all(|(id, _)| id != chosen) {
                    return Err(AnswerError::Organization);
                }
                sign_on.organization = Some(*chosen);
            }
            (Given::FurtherProof(..) | Given::Organization(_), _) => return Err(AnswerError::NotAsked),
        }
        Ok(sign_on)
    }
}

/// What was given and found right.
enum Given {
    /// Proofs of who somebody is, who may be somebody else than before. With the time at which the password that they showed
    /// was set.
    Proof(Vec<AuthenticationMethod>, UserId, Option<Timestamp>),
    /// One more proof by the same person.
    FurtherProof(Vec<AuthenticationMethod>, UserId),
    Organization(OrganizationId),
}
