//! The id of a request to an identity provider, and what only this deployment knows of it.

use crate::authority::Identity;
use crate::domain::SignOn;
use crate::ids::SignOnId;
use crate::secrets::{Sealed, SecretToken, TokenDigest};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Random octets of an id.
const RANDOM: usize = 16;

/// The characters that the id of the sign-on takes.
const OF_SIGN_ON: usize = 32;

/// A new id: `_`, the sign-on's id as 32 hexadecimal digits, and 128 random bits as 32 more. It is an `NCName`, as the `ID` of
/// SAML has to be, and leads back to the sign-on without another record.
pub(super) fn new_request_id(identity: &Identity, sign_on: SignOnId) -> String {
    let mut random = [0; RANDOM];
    identity.entropy().fill(&mut random);
    random.iter().fold(format!("_{}", sign_on.as_uuid().simple()), |mut id, octet| {
        let _ = write!(id, "{octet:02x}");
        id
    })
}

/// The sign-on that an id leads back to.
pub(super) fn sign_on_of(request_id: &str) -> Option<SignOnId> {
    let digits = request_id.strip_prefix('_').filter(|digits| digits.len() == OF_SIGN_ON + 2 * RANDOM)?;
    let (of_sign_on, _) = digits.split_at_checked(OF_SIGN_ON)?;
    uuid::Uuid::try_parse(of_sign_on).ok().map(SignOnId::from)
}

/// What the store keeps of an id.
pub(super) fn digest_of(request_id: &str) -> TokenDigest {
    TokenDigest::from_bytes(Sha256::digest(request_id.as_bytes()).into())
}

/// The `nonce` and the code verifier of a request.
pub(super) struct RequestSecrets {
    pub(super) nonce: SecretToken,
    pub(super) verifier: SecretToken,
}

impl RequestSecrets {
    pub(super) fn new(identity: &Identity) -> Self {
        let secret = || SecretToken::generate(identity.entropy());
        Self { nonce: secret(), verifier: secret() }
    }

    /// The secrets for the record of a sign-on, which no other record can take.
    pub(super) fn seal(&self, identity: &Identity, sign_on: SignOnId) -> Sealed {
        let plain = zeroize::Zeroizing::new(format!("{} {}", self.nonce.expose(), self.verifier.expose()));
        identity.context.sealer.seal(identity.entropy(), &place(sign_on), plain.as_bytes())
    }

    /// The secrets of the request that a sign-on waits for.
    pub(super) fn of(identity: &Identity, sign_on: &SignOn) -> Option<Self> {
        let sealed = sign_on.requested.as_ref()?.secrets.as_ref()?;
        let plain =
            identity.context.sealer.open(&place(sign_on.id), sealed).ok().map(zeroize::Zeroizing::new)?;
        let (nonce, verifier) = std::str::from_utf8(&plain).ok()?.split_once(' ')?;
        Some(Self { nonce: SecretToken::parse(nonce).ok()?, verifier: SecretToken::parse(verifier).ok()? })
    }
}

fn place(sign_on: SignOnId) -> Vec<u8> {
    format!("provider-request {sign_on}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_sign_on_and_no_other_text_does() {
        let id = "_0190f5a07c1e7d3a8f0011223344556600112233445566778899aabbccddeeff";
        let found = sign_on_of(id).unwrap();
        assert_eq!(found.as_uuid().simple().to_string(), "0190f5a07c1e7d3a8f00112233445566");
        for wrong in ["", "_", &id[1..], &id[..id.len() - 1], &format!("{id}0"), &id.replace("0190", "é90")]
        {
            assert_eq!(sign_on_of(wrong), None, "{wrong}");
        }
    }
}
