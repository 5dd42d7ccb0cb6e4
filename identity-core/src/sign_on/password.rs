//! Checking a password.

use super::answer::AnswerError;
use super::visitor::Visitor;
use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{Action, Actor, Credential, CredentialKey, CredentialSecret, User, UserKey, UserState};
use crate::ids::UserId;
use crate::secrets::{HashError, MAX_PASSWORD_OCTETS, Secret, TokenDigest, Verification};
use crate::store::{StoreError, Versioned};
use crate::values::{EmailAddress, Username};

/// The longest identifier that is looked at, in octets: a mail address has 254 at most.
const MAX_IDENTIFIER_OCTETS: usize = 254;

/// A password that was just found right.
struct VerifiedPassword {
    credential: Versioned<Credential>,
}

impl VerifiedPassword {
    /// The credential, if the check of the password against its hash said yes.
    fn of(checked: Verification, credential: Versioned<Credential>) -> Option<Self> {
        checked.ok.then_some(Self { credential })
    }
}

impl Proof for VerifiedPassword {
    fn actor(&self) -> Actor {
        Actor::User(self.credential.user)
    }
}

impl Identity {
    /// The person of a user name or e-mail address whose password this is.
    pub(super) async fn check_password(
        &self,
        identifier: &str,
        password: Secret,
        visitor: &Visitor<'_>,
    ) -> Result<UserId, AnswerError> {
        if password.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(AnswerError::TooLong);
        }
        let user = self.user_by_identifier(identifier).await?;
        let counter = sign_in_counter(user.as_ref(), identifier);
        // Counted before the password is looked at, so that guessing side by side gains nothing.
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        let paused = tries > self.settings().sign_in_tries;
        let nobody = UserId::from(uuid::Uuid::nil());
        let key = CredentialKey::Password(user.as_ref().map_or(nobody, |user| user.id));
        let credential = self.store.credentials().find(&key).await?;
        let hash = credential.as_ref().map(|credential| match &credential.secret {
            CredentialSecret::Password(hash) => hash,
        });
        let checked = self.context.hasher.verify(hash, &password).await.map_err(from_hash)?;
        match (user, credential) {
            (Some(user), Some(credential)) if checked.ok && !paused && user.state == UserState::Active => {
                self.store.counters().reset(&counter).await?;
                if checked.needs_rehash
                    && let Some(verified) = VerifiedPassword::of(checked, credential)
                {
                    self.rehash(verified, &password, visitor).await?;
                }
                Ok(user.id)
            }
            (user, _) => {
                self.refuse_password(user.as_ref(), tries, visitor).await?;
                Err(AnswerError::Refused)
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

    async fn refuse_password(
        &self,
        user: Option<&Versioned<User>>,
        tries: u64,
        visitor: &Visitor<'_>,
    ) -> Result<(), StoreError> {
        let trace = user.map_or_else(Trace::default, |user| Trace::of(user.id)).with("tries", tries);
        self.note_try(Action::SignInRefused, trace, visitor.reference).await
    }

    /// Hashes a password that was just verified with the present parameters, stronger than those it had.
    /// Who loses the race against another sign-in of the same person loses nothing.
    async fn rehash(
        &self,
        verified: VerifiedPassword,
        password: &Secret,
        visitor: &Visitor<'_>,
    ) -> Result<(), AnswerError> {
        let hash = self.context.hasher.hash(password.clone()).await.map_err(from_hash)?;
        let mut act = Act::by_proof::<VerifiedPassword>(&verified).referring(visitor.reference);
        let credential = verified.credential;
        let trace = Trace::of(credential.id).with("reason", "rehashed");
        let secret = CredentialSecret::Password(hash);
        act.changes().update(Credential { secret, ..credential.record }, credential.version);
        match self.commit(act.finish(self, Action::PasswordChanged, trace)).await {
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn from_hash(error: HashError) -> AnswerError {
    match error {
        HashError::TooLong => AnswerError::TooLong,
        HashError::Busy | HashError::Failed => AnswerError::Busy,
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
