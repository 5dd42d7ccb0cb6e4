//! Signing in with a password.

use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{
    Action, Actor, AuthenticationMethod, Credential, CredentialKey, CredentialSecret, Device, User, UserKey,
    UserState,
};
use crate::ids::UserId;
use crate::secrets::{HashError, MAX_PASSWORD_OCTETS, Secret, SecretToken, TokenDigest};
use crate::sessions::SignedIn;
use crate::store::{StoreError, Versioned};
use crate::values::{EmailAddress, Username};

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
pub enum SignInError {
    /// Unknown, wrong, locked, disabled, or paused after too many tries: from outside it is all the same.
    #[error("sign-in failed: check the user name and the password; after several wrong tries, wait a while")]
    Refused,
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

/// The longest identifier that is looked at, in octets: a mail address has 254 at most.
const MAX_IDENTIFIER_OCTETS: usize = 254;

impl Identity {
    /// Signs in with user name or e-mail address and password.
    ///
    /// Whatever the reason for a refusal, the same work is done and the same answer given: one lookup of
    /// the person, one of the credential, one hash (of a dummy where there is nobody).
    pub async fn sign_in(&self, attempt: PasswordSignIn) -> Result<SignedIn, SignInError> {
        if attempt.password.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(SignInError::TooLong);
        }
        let user = self.user_by_identifier(&attempt.identifier).await?;
        let counter = sign_in_counter(user.as_ref(), &attempt.identifier);
        // Counted before the password is looked at, so that guessing side by side gains nothing.
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        let paused = tries > self.settings().sign_in_tries;
        let nobody = UserId::from(uuid::Uuid::nil());
        let key = CredentialKey::Password(user.as_ref().map_or(nobody, |user| user.id));
        let credential = self.store.credentials().find(&key).await?;
        let hash = credential.as_ref().map(|credential| match &credential.secret {
            CredentialSecret::Password(hash) => hash,
        });
        let checked = self.context.hasher.verify(hash, &attempt.password).await.map_err(from_hash)?;
        match (user, credential) {
            (Some(user), Some(credential)) if checked.ok && !paused && user.state == UserState::Active => {
                self.store.counters().reset(&counter).await?;
                if checked.needs_rehash {
                    self.rehash(credential, &attempt.password).await?;
                }
                let methods = [AuthenticationMethod::Password].into();
                Ok(self.start_session(user.id, methods, attempt.device, attempt.previous.as_ref()).await?)
            }
            (user, _) => {
                self.refuse_sign_in(user.as_ref(), tries, &attempt).await?;
                Err(SignInError::Refused)
            }
        }
    }

    /// The person of this user name or address.
    async fn user_by_identifier(&self, identifier: &str) -> Result<Option<Versioned<User>>, StoreError> {
        let key = match (EmailAddress::parse(identifier.trim()), Username::parse(identifier.trim())) {
            (Ok(email), _) => UserKey::Email(email.canonical()),
            (_, Ok(username)) => UserKey::Username(username.canonical()),
            // Looked up all the same, so that a malformed name takes as long as a well-formed one.
            _ => UserKey::Username(String::new()),
        };
        self.store.users().find(&key).await
    }

    async fn refuse_sign_in(
        &self,
        user: Option<&Versioned<User>>,
        tries: u64,
        attempt: &PasswordSignIn,
    ) -> Result<(), StoreError> {
        let act = Act::by_proof(Proof::Authentication, Actor::Anonymous);
        let mut trace = Trace::default().with("tries", tries);
        if let Some(user) = user {
            trace = Trace { target: Some(user.id.into()), ..trace };
        }
        if let Some(reference) = &attempt.reference {
            trace = trace.with("reference", reference);
        }
        self.commit(act.finish(self, Action::SignInRefused, trace)).await
    }

    /// Hashes a password that was just verified with the present parameters, stronger than those it had.
    /// Who loses the race against another sign-in of the same person loses nothing.
    async fn rehash(&self, credential: Versioned<Credential>, password: &Secret) -> Result<(), SignInError> {
        let hash = self.context.hasher.hash(password.clone()).await.map_err(from_hash)?;
        let mut act = Act::by_proof(Proof::Authentication, Actor::User(credential.user));
        let trace = Trace::of(credential.id).with("reason", "rehashed");
        let secret = CredentialSecret::Password(hash);
        act.changes().update(Credential { secret, ..credential.record }, credential.version);
        match self.commit(act.finish(self, Action::PasswordChanged, trace)).await {
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn from_hash(error: HashError) -> SignInError {
    match error {
        HashError::TooLong => SignInError::TooLong,
        HashError::Busy | HashError::Failed => SignInError::Busy,
    }
}

/// One counter per account, whichever of its names was typed; unknown names are counted by their digest.
fn sign_in_counter(user: Option<&Versioned<User>>, identifier: &str) -> String {
    if let Some(user) = user {
        format!("sign-in:{}", user.id)
    } else {
        let cut: String = identifier.trim().chars().take(MAX_IDENTIFIER_OCTETS).collect();
        format!("sign-in:{}", digest_of(&cut.to_lowercase()).hex())
    }
}

fn digest_of(text: &str) -> TokenDigest {
    use sha2::{Digest, Sha256};
    TokenDigest::from_bytes(Sha256::digest(text.as_bytes()).into())
}
