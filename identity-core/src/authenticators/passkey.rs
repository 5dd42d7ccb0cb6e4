//! Asking for a passkey, and checking what comes back.

use super::right_code::RightCode;
use crate::Timestamp;
use crate::authority::Identity;
use crate::domain::{
    AnsweredRequest, AuthenticationMethod, Credential, CredentialKey, CredentialSecret, Passkey,
};
use crate::ids::{CredentialId, SignOnId, UserId};
use crate::ports::{Ceremony, PasskeyError, Passkeys};
use crate::secrets::{Sealed, TokenDigest};
use crate::store::{StoreError, Versioned};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// How long a request can be answered.
const REQUEST_LIFETIME: Duration = Duration::from_mins(15);

/// The longest response that is read, in octets: with an attestation and the longest id it has some thousands.
const MAX_RESPONSE_OCTETS: usize = 16 * 1024;

/// How many requests one passkey answers within the lifetime of a request.
const MOST_ANSWERED: usize = 64;

/// What a browser is asked to have a passkey do.
///
/// Nothing of it is stored: the browser hands `state` back with the response. It is sealed with the master key for one
/// browser, sign-on or session, ends after 15 minutes, and each passkey answers it once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PasskeyRequest {
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
    /// What comes back with the response.
    pub state: String,
}

/// What a browser sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyResponse {
    /// The state of the request.
    pub state: String,
    /// What `navigator.credentials` answered, as JSON.
    pub response: String,
}

/// What a request is good for. It is good for nothing else.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PasskeyUse {
    /// Signing in with the browser of this digest, in a sign-on that is not stored.
    Browser(TokenDigest),
    /// A proof in this sign-on.
    SignOn(SignOnId),
    /// Setting up this credential, in this session or sign-on.
    Enrolment(CredentialId, Uuid),
}

impl PasskeyUse {
    /// What binds a sealed request to its use.
    fn aad(&self) -> Vec<u8> {
        let text = match self {
            Self::Browser(digest) => format!("browser:{}", digest.hex()),
            Self::SignOn(id) => format!("sign-on:{id}"),
            Self::Enrolment(credential, within) => format!("enrolment:{credential}:{within}"),
        };
        format!("passkey:{text}").into_bytes()
    }
}

/// A request whose seal was opened.
pub(super) struct OpenedRequest {
    /// What the check of the response needs.
    pub(super) state: String,
    /// What is remembered of it once it was answered.
    pub(super) answered: AnsweredRequest,
}

/// A response that is right, and what it proves.
pub(crate) struct RightPasskey {
    /// Uses the request up.
    pub(super) right: RightCode,
    /// The owner.
    pub(crate) user: UserId,
    /// The methods.
    pub(crate) methods: Vec<AuthenticationMethod>,
}

/// Why a response does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PasskeyRefusal {
    /// It is to a request that has ended, or was made for another browser, sign-on or session.
    RequestOver,
    /// It is wrong.
    Wrong {
        /// Whose passkey it claims to be from, if it is anybody's.
        user: Option<UserId>,
        /// The stable code of the reason, for the audit trail.
        reason: &'static str,
    },
}

/// What the passkey of a sign-on proved.
pub(crate) struct ProvedPasskey {
    /// Whose it is.
    pub(crate) user: UserId,
    /// The methods, that of the passkey first.
    pub(crate) methods: Vec<AuthenticationMethod>,
    /// Whether it adds to what the same person proved before.
    pub(crate) is_further: bool,
    /// The recovery codes that come with it, if it was set up just now.
    pub(crate) recovery_codes: Vec<String>,
}

impl Identity {
    /// The port, where passkeys are offered.
    pub(crate) fn passkeys(&self) -> Option<&dyn Passkeys> {
        let offered = self.settings().methods.contains(&AuthenticationMethod::PASSKEY);
        self.context.passkeys.as_deref().filter(|_| offered)
    }

    /// Seals a request for its use.
    pub(super) fn sealed_request(&self, purpose: PasskeyUse, made: Ceremony) -> PasskeyRequest {
        let ends = self.now().plus(REQUEST_LIFETIME).unix_seconds();
        let plain = format!("{ends} {}", made.state);
        let sealed = self.context.sealer.seal(self.entropy(), &purpose.aad(), plain.as_bytes());
        PasskeyRequest { options: made.options, state: URL_SAFE_NO_PAD.encode(sealed.as_bytes()) }
    }

    /// Opens a request that came back; `None` if it has ended or is good for something else.
    pub(super) fn opened_request(&self, purpose: PasskeyUse, sealed: &str) -> Option<OpenedRequest> {
        let sealed = Sealed::from_bytes(URL_SAFE_NO_PAD.decode(sealed).ok()?);
        let plain = self.context.sealer.open(&purpose.aad(), &sealed).ok()?;
        let plain = String::from_utf8(plain).ok()?;
        let (ends, state) = plain.split_once(' ')?;
        let expires_at = Timestamp::from_unix_seconds(ends.parse().ok()?);
        let request = TokenDigest::from_bytes(Sha256::digest(state.as_bytes()).into());
        let answered = AnsweredRequest { request, expires_at };
        (self.now() < expires_at).then(|| OpenedRequest { state: state.to_owned(), answered })
    }

    /// Asks for one of some passkeys, or for any that the authenticator keeps for this site. `None` where no passkeys are
    /// offered.
    pub(crate) fn ask_for_passkey(
        &self,
        purpose: PasskeyUse,
        allowed: &[&Passkey],
    ) -> Result<Option<PasskeyRequest>, StoreError> {
        let Some(port) = self.passkeys() else { return Ok(None) };
        let made = port.begin_authentication(allowed).map_err(failed)?;
        Ok(Some(self.sealed_request(purpose, made)))
    }

    /// Asks for one of the passkeys of a person.
    pub(crate) async fn ask_for_own_passkey(
        &self,
        purpose: PasskeyUse,
        user: UserId,
    ) -> Result<Option<PasskeyRequest>, StoreError> {
        let all = self.confirmed_credentials(user).await?;
        let own: Vec<_> = all.iter().filter_map(|credential| credential.passkey()).collect();
        self.ask_for_passkey(purpose, &own)
    }

    /// Checks the response of a passkey, which has to be that of a person, if one is given.
    pub(crate) async fn check_passkey(
        &self,
        purpose: PasskeyUse,
        given: &PasskeyResponse,
        person: Option<UserId>,
    ) -> Result<Result<RightPasskey, PasskeyRefusal>, StoreError> {
        let opened = self.opened_request(purpose, &given.state);
        let (Some(port), Some(opened)) = (self.passkeys(), opened) else {
            return Ok(Err(PasskeyRefusal::RequestOver));
        };
        let wrong = |user, reason| Ok(Err(PasskeyRefusal::Wrong { user, reason }));
        if given.response.len() > MAX_RESPONSE_OCTETS {
            return wrong(person, "too-long");
        }
        let claimed = match port.claimed(&given.response) {
            Ok(claimed) => claimed,
            Err(error) => return wrong(person, error.code()),
        };
        let found = self.store.credentials().find(&CredentialKey::Passkey(claimed.id)).await?;
        let found = found.filter(|found| found.is_confirmed());
        let Some((credential, passkey)) = found.and_then(with_passkey) else {
            return wrong(person, "unknown-passkey");
        };
        let owner = credential.user;
        if person.is_some_and(|person| person != owner) {
            return wrong(person, "not-own");
        }
        // Whoever is not known yet is named by the authenticator, and has to be the owner.
        let handle = claimed.owner.or_else(|| person.map(handle_of));
        if handle != Some(handle_of(owner)) {
            return wrong(Some(owner), "not-own");
        }
        if passkey.answered.contains(&opened.answered) {
            return wrong(Some(owner), "replayed");
        }
        let asserted = match port.finish_authentication(&opened.state, &given.response, &passkey) {
            Ok(asserted) => asserted,
            Err(error) => {
                tracing::info!(%owner, %error, "passkey refused");
                return wrong(Some(owner), error.code());
            }
        };
        // Whatever the port says (`WebAuthn` Level 3, section 7.2, on `signCount`).
        let (before, now) = (passkey.sign_count, asserted.passkey.sign_count);
        if (before > 0 || now > 0) && now <= before {
            return wrong(Some(owner), PasskeyError::Cloned.code());
        }
        let mut answered: Vec<_> = passkey.answered.clone();
        answered.retain(|request| self.now() < request.expires_at);
        if answered.len() >= MOST_ANSWERED {
            return wrong(Some(owner), "too-many");
        }
        answered.push(opened.answered);
        let right = RightCode::passkey(credential, Passkey { answered, ..asserted.passkey });
        let mut methods = vec![AuthenticationMethod::PASSKEY, AuthenticationMethod::USER_PRESENT];
        methods.extend(asserted.is_user_verified.then_some(AuthenticationMethod::USER_VERIFIED));
        Ok(Ok(RightPasskey { right, user: owner, methods }))
    }

    /// Uses a right response up; `false` if another request was faster.
    pub(crate) async fn use_passkey(
        &self,
        right: RightPasskey,
        reference: Option<&str>,
    ) -> Result<bool, StoreError> {
        self.use_up(right.right, reference).await
    }
}

/// A request that cannot be made is a fault of the deployment.
pub(super) fn failed(error: PasskeyError) -> StoreError {
    StoreError::Failed(error.into())
}

/// The user handle of a person: their id, which says nothing about them.
pub(super) fn handle_of(user: UserId) -> Vec<u8> {
    user.as_uuid().as_bytes().to_vec()
}

fn with_passkey(credential: Versioned<Credential>) -> Option<(Versioned<Credential>, Passkey)> {
    let CredentialSecret::Passkey(Some(passkey)) = &credential.secret else { return None };
    let passkey = Passkey::clone(passkey);
    Some((credential, passkey))
}
