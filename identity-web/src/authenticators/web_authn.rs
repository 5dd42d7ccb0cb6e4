use super::web_authn_error::WebAuthnError;
use identity_core::authenticators::{
    Asserted, Ceremony, ClaimedPasskey, PasskeyError, PasskeyOwner, Passkeys,
};
use identity_core::domain::{Passkey, PasskeyId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use url::{Host, Url};
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{
    AttestationConveyancePreference, AuthenticationState, Credential, PublicKeyCredential,
    RegisterPublicKeyCredential, RegistrationState, ResidentKeyRequirement, UserVerificationPolicy,
};

/// How long a browser waits for its person (`timeout` of the options).
const TIMEOUT: Duration = Duration::from_mins(5);

/// Passkeys by `WebAuthn` Level 3, for one address.
///
/// The relying party id is the host of the base URL, and responses are taken from its origin alone. An authenticator is asked
/// to verify its owner and may decline; core counts a passkey as two kinds of proof only where it did. No attestation is
/// asked for, so that any authenticator will do.
///
/// ```
/// use identity_core::domain::AuthenticationMethod;
/// use identity_core::store::MemoryStore;
/// use identity_core::{Identity, MasterKey, OsEntropy, Settings};
/// use identity_web::WebAuthn;
/// use std::sync::Arc;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut settings = Settings::new("https://my.example.com".parse()?);
/// settings.methods = vec![AuthenticationMethod::PASSKEY, AuthenticationMethod::TOTP];
/// let passkeys = WebAuthn::new(&settings.base_url, "Example")?;
/// let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
///     .passkeys(Arc::new(passkeys))
///     .build()?;
/// # let _ = identity;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct WebAuthn(WebauthnCore);

impl WebAuthn {
    /// Passkeys for the pages at a base URL; `name` is what authenticators call the site.
    pub fn new(base_url: &Url, name: &str) -> Result<Self, WebAuthnError> {
        let Some(Host::Domain(host)) = base_url.host() else {
            return Err(WebAuthnError::NoHostName(base_url.to_string()));
        };
        let origins = vec![base_url.clone()];
        // No other origin: neither sub-domains nor other ports of the host.
        Ok(Self(WebauthnCore::new_unsafe_experts_only(
            name,
            host,
            origins,
            TIMEOUT,
            Some(false),
            Some(false),
        )))
    }
}

impl Passkeys for WebAuthn {
    fn begin_registration(
        &self,
        owner: &PasskeyOwner,
        excluded: &[PasskeyId],
    ) -> Result<Ceremony, PasskeyError> {
        let excluded = excluded.iter().map(|id| as_json(id.as_str())).collect::<Result<_, _>>()?;
        let asked = self
            .0
            .new_challenge_register_builder(&owner.handle, &owner.name, &owner.display_name)
            .map_err(|error| unavailable(&error))?
            .attestation(AttestationConveyancePreference::None)
            .user_verification_policy(UserVerificationPolicy::Preferred)
            .exclude_credentials(Some(excluded));
        let (mut options, state) =
            self.0.generate_challenge_register(asked).map_err(|error| unavailable(&error))?;
        // One that the authenticator can offer by itself signs in without a name; a key with no room for it is still a
        // further proof.
        if let Some(wanted) = &mut options.public_key.authenticator_selection {
            wanted.resident_key = Some(ResidentKeyRequirement::Preferred);
        }
        Ok(Ceremony { options: to_json(&options)?, state: to_json(&state)? })
    }

    fn finish_registration(&self, state: &str, response: &str) -> Result<Passkey, PasskeyError> {
        let state: RegistrationState = from_json(state)?;
        let response: RegisterPublicKeyCredential = from_json(response)?;
        let mut made = self.0.register_credential(&response, &state, None).map_err(refused)?;
        // A passkey that declines to verify its owner later on is not refused: it counts for less, see `Asserted`.
        made.registration_policy = UserVerificationPolicy::Discouraged_DO_NOT_USE;
        kept(&made)
    }

    fn begin_authentication(&self, allowed: &[&Passkey]) -> Result<Ceremony, PasskeyError> {
        let allowed =
            allowed.iter().map(|passkey| from_json(&passkey.data)).collect::<Result<Vec<Credential>, _>>()?;
        let asked = self
            .0
            .new_challenge_authenticate_builder(allowed, Some(UserVerificationPolicy::Preferred))
            .map_err(|error| unavailable(&error))?
            .allow_backup_eligible_upgrade(true);
        let (options, mut state) =
            self.0.generate_challenge_authenticate(asked).map_err(|error| unavailable(&error))?;
        // The passkey comes from the store when the response is checked.
        state.set_allowed_credentials(Vec::new());
        Ok(Ceremony { options: to_json(&options)?, state: to_json(&state)? })
    }

    fn claimed(&self, response: &str) -> Result<ClaimedPasskey, PasskeyError> {
        let response: PublicKeyCredential = from_json(response)?;
        let id = base64url(response.get_credential_id());
        let id = PasskeyId::parse(&id).map_err(|_| PasskeyError::Unreadable)?;
        Ok(ClaimedPasskey { id, owner: response.get_user_unique_id().map(<[u8]>::to_vec) })
    }

    fn finish_authentication(
        &self,
        state: &str,
        response: &str,
        passkey: &Passkey,
    ) -> Result<Asserted, PasskeyError> {
        let mut state: AuthenticationState = from_json(state)?;
        let response: PublicKeyCredential = from_json(response)?;
        let mut known: Credential = from_json(&passkey.data)?;
        state.set_allowed_credentials(vec![known.clone()]);
        not_framed(&response)?;
        let found = self.0.authenticate_credential(&response, &state).map_err(refused)?;
        known.counter = found.counter();
        known.backup_state = found.backup_state();
        known.backup_eligible = found.backup_eligible();
        Ok(Asserted { passkey: kept(&known)?, is_user_verified: found.user_verified() })
    }
}

/// A response that was made in a frame of another site is not taken (`crossOrigin`, section 5.8.1). The library checks it for
/// new passkeys alone.
fn not_framed(response: &PublicKeyCredential) -> Result<(), PasskeyError> {
    let client: serde_json::Value =
        serde_json::from_slice(&response.response.client_data_json).map_err(|_| PasskeyError::Unreadable)?;
    if client.get("crossOrigin").and_then(serde_json::Value::as_bool).unwrap_or(false) {
        return Err(PasskeyError::Mismatch("made in a frame of another site".to_owned()));
    }
    Ok(())
}

fn kept(made: &Credential) -> Result<Passkey, PasskeyError> {
    let id = PasskeyId::parse(&base64url(made.cred_id.as_ref())).map_err(|_| PasskeyError::Unreadable)?;
    Ok(Passkey {
        id,
        data: to_json(made)?,
        sign_count: made.counter,
        is_backed_up: made.backup_state,
        answered: Vec::new(),
    })
}

fn base64url(octets: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(octets)
}

/// A text as a value of the library, such as the octets of an id.
fn as_json<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| PasskeyError::Unreadable)
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(|_| PasskeyError::Unreadable)
}

fn to_json(value: &impl Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|error| PasskeyError::Unavailable(error.to_string()))
}

fn unavailable(error: &WebauthnError) -> PasskeyError {
    PasskeyError::Unavailable(error.to_string())
}

fn refused(error: WebauthnError) -> PasskeyError {
    match error {
        WebauthnError::CredentialPossibleCompromise => PasskeyError::Cloned,
        other => PasskeyError::Mismatch(other.to_string()),
    }
}
