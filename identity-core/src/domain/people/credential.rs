use super::passkey::{Passkey, PasskeyId};
use crate::Timestamp;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{CredentialId, SignOnId, UserId};
use crate::secrets::{PasswordHash, Sealed, TokenDigest};
use crate::values::{DisplayName, PhoneNumber};
use serde::{Deserialize, Serialize};

/// What a credential is checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialSecret {
    /// A password, kept as a salted hash in PHC string format.
    Password(PasswordHash),
    /// An authenticator app that shows codes (TOTP, RFC 6238).
    Totp {
        /// The key that the app shares with us, sealed.
        key: Sealed,
        /// The last time step of which a code was taken; that code and all before it are used up (RFC 6238, section 5.2).
        last_step: Option<u64>,
    },
    /// A telephone that takes codes by text message.
    Sms(PhoneNumber),
    /// Codes to be used once each when nothing else is at hand (look-up secrets, NIST SP 800-63B-4 section 3.1.2); the
    /// digests of those that are left.
    RecoveryCodes(Vec<TokenDigest>),
    /// A passkey; none as long as it is being set up.
    Passkey(Option<Box<Passkey>>),
}

impl CredentialSecret {
    /// The method that it serves.
    pub const fn method(&self) -> AuthenticationMethod {
        match self {
            Self::Password(_) => AuthenticationMethod::PASSWORD,
            Self::Totp { .. } => AuthenticationMethod::TOTP,
            Self::Sms(_) => AuthenticationMethod::SMS,
            Self::RecoveryCodes(_) => AuthenticationMethod::RECOVERY_CODE,
            Self::Passkey(_) => AuthenticationMethod::PASSKEY,
        }
    }
}

/// Something by which a person proves who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// Whose it is.
    pub user: UserId,
    /// What it is checked against.
    pub secret: CredentialSecret,
    /// What its owner calls it, such as "my old phone".
    #[serde(default)]
    pub label: Option<DisplayName>,
    /// The sign-on in which it was set up; none if that was on the owner's account page.
    #[serde(default)]
    pub begun_in: Option<SignOnId>,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When its secret last changed.
    pub changed_at: Timestamp,
    /// When its owner first proved that they have it. Until then it counts for nothing. A password is proved by being set.
    #[serde(default)]
    pub confirmed_at: Option<Timestamp>,
    /// When it was last used to sign in.
    #[serde(default)]
    pub last_used_at: Option<Timestamp>,
}

impl Credential {
    /// A new password of a person.
    pub const fn new_password(id: CredentialId, user: UserId, hash: PasswordHash, now: Timestamp) -> Self {
        Self {
            id,
            user,
            secret: CredentialSecret::Password(hash),
            label: None,
            begun_in: None,
            created_at: now,
            changed_at: now,
            confirmed_at: None,
            last_used_at: None,
        }
    }

    /// The hash, if it is a password.
    pub const fn password_hash(&self) -> Option<&PasswordHash> {
        match &self.secret {
            CredentialSecret::Password(hash) => Some(hash),
            _ => None,
        }
    }

    /// The passkey, if it is one that is set up.
    pub fn passkey(&self) -> Option<&Passkey> {
        match &self.secret {
            CredentialSecret::Passkey(passkey) => passkey.as_deref(),
            _ => None,
        }
    }

    /// Whether it counts: its owner has proved that they have it.
    pub const fn is_confirmed(&self) -> bool {
        matches!(self.secret, CredentialSecret::Password(_)) || self.confirmed_at.is_some()
    }

    /// The method that it serves.
    pub const fn method(&self) -> AuthenticationMethod {
        self.secret.method()
    }
}

/// The unique keys of a credential.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKey {
    /// The one password of a person.
    Password(UserId),
    /// The one set of recovery codes of a person.
    RecoveryCodes(UserId),
    /// A passkey belongs to one person.
    Passkey(PasskeyId),
}

impl UniqueKey for CredentialKey {}

/// Which credentials a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for Credential {
    const KIND: RecordKind = RecordKind::Credential;

    type Id = CredentialId;
    type Key = CredentialKey;
    type Filter = CredentialFilter;

    fn id(&self) -> CredentialId {
        self.id
    }

    fn keys(&self) -> Vec<CredentialKey> {
        match &self.secret {
            CredentialSecret::Password(_) => vec![CredentialKey::Password(self.user)],
            CredentialSecret::RecoveryCodes(_) => vec![CredentialKey::RecoveryCodes(self.user)],
            CredentialSecret::Passkey(passkey) => {
                passkey.iter().map(|passkey| CredentialKey::Passkey(passkey.id.clone())).collect()
            }
            CredentialSecret::Totp { .. } | CredentialSecret::Sms(_) => Vec::new(),
        }
    }

    fn matches(&self, filter: &CredentialFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &CredentialFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
