//! A private key that signs tokens. It signs with `ring`: the RSA of `openidconnect` takes four times as long, and leaks by
//! how long it takes (RUSTSEC-2023-0071).

use crate::openid::keys::jwk;
use crate::openid::keys::public_key::PublicKey;
use crate::saml::keys::certificate::KeyError;
use crate::saml::keys::self_signed::self_signed;
use identity_core::applications::KeyMaterial;
use identity_core::domain::TokenAlgorithm;
use identity_core::{Entropy, Timestamp};
use openidconnect::core::{CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{PrivateSigningKey, SigningError};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use std::fmt;
use std::sync::Arc;

/// Why a key of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenKeyError {
    /// The stored key or its certificate is not usable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The private key is not what it should be.
    #[error("the private key is not one for {}, or does not belong to its certificate", .0.as_str())]
    Private(TokenAlgorithm),
    /// The library failed to sign.
    #[error("the cryptographic library failed to sign")]
    Signing,
    /// The public part cannot be written.
    #[error("the public key cannot be written as a JWK")]
    Jwk(#[from] serde_json::Error),
}

/// A private key, loaded once and shared: cloning copies a pointer.
#[derive(Clone)]
pub(crate) struct TokenKey(Arc<Loaded>);

struct Loaded {
    private: Private,
    public: PublicKey,
    kid: String,
    jwk: CoreJsonWebKey,
    random: SystemRandom,
}

enum Private {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({})", self.0.kid)
    }
}

impl TokenKey {
    /// Makes a private key with a certificate, which holds its public part in the store.
    pub(crate) fn generate(
        algorithm: TokenAlgorithm,
        name: &str,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<KeyMaterial, KeyError> {
        let key = match algorithm {
            TokenAlgorithm::Rs256 => PKey::from_rsa(Rsa::generate(2048)?)?,
            TokenAlgorithm::Es256 => {
                PKey::from_ec_key(EcKey::generate(&*EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?)?)?
            }
        };
        let certificate = self_signed(&key, name, now, entropy)?.to_der()?;
        Ok(KeyMaterial { certificate, private_key: key.private_key_to_pkcs8()? })
    }

    /// Loads a key (PKCS#8, DER) that belongs to its certificate.
    pub(crate) fn load(algorithm: TokenAlgorithm, material: &KeyMaterial) -> Result<Self, TokenKeyError> {
        let public = PublicKey::from_certificate(&material.certificate)?;
        let random = SystemRandom::new();
        let wrong = || TokenKeyError::Private(algorithm);
        let der = &material.private_key;
        let private = match algorithm {
            TokenAlgorithm::Rs256 => Private::Rsa(RsaKeyPair::from_pkcs8(der).map_err(|_| wrong())?),
            TokenAlgorithm::Es256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &random);
                Private::P256(pair.map_err(|_| wrong())?)
            }
        };
        let jwk = serde_json::from_value(jwk::write(&public))?;
        let key = Self(Arc::new(Loaded { private, kid: public.thumbprint(), public, jwk, random }));
        // What it signs has to be believed by those who know the certificate.
        let is_pair = key.public().algorithm() == algorithm && key.public().verify(b"", &key.sign(b"")?);
        if is_pair { Ok(key) } else { Err(wrong()) }
    }

    /// The algorithm of its signatures.
    pub(crate) fn algorithm(&self) -> TokenAlgorithm {
        self.0.public.algorithm()
    }

    /// Its name in `kid`: its thumbprint (RFC 7638).
    pub(crate) fn kid(&self) -> &str {
        &self.0.kid
    }

    /// Its public part.
    pub(crate) fn public(&self) -> &PublicKey {
        &self.0.public
    }

    /// Signs the octets (RFC 7518, sections 3.3 and 3.4).
    pub(crate) fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, TokenKeyError> {
        let Loaded { private, random, .. } = &*self.0;
        let signed = match private {
            Private::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, random, octets, &mut signature).map(|()| signature)
            }
            Private::P256(pair) => pair.sign(random, octets).map(|signature| signature.as_ref().to_vec()),
        };
        signed.map_err(|_| TokenKeyError::Signing)
    }

    /// Its algorithm, as the types of `openidconnect` have it.
    pub(crate) fn jws_algorithm(&self) -> CoreJwsSigningAlgorithm {
        match self.algorithm() {
            TokenAlgorithm::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            TokenAlgorithm::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        }
    }
}

/// ID tokens are put together by `openidconnect` and signed here.
impl PrivateSigningKey for TokenKey {
    type VerificationKey = CoreJsonWebKey;

    fn sign(&self, algorithm: &CoreJwsSigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        if *algorithm != self.jws_algorithm() {
            return Err(SigningError::UnsupportedAlg(format!("{algorithm:?}")));
        }
        self.sign(message).map_err(|_| SigningError::CryptoError)
    }

    fn as_verification_key(&self) -> CoreJsonWebKey {
        self.0.jwk.clone()
    }
}

/// Keys for the tests of this room and of those above.
#[cfg(test)]
pub(crate) mod samples {
    use super::*;
    use identity_core::OsEntropy;

    pub(crate) fn material(algorithm: TokenAlgorithm) -> KeyMaterial {
        TokenKey::generate(algorithm, "tokens", Timestamp::from_unix_seconds(1_800_000_000), &OsEntropy)
            .unwrap()
    }

    pub(crate) fn key(algorithm: TokenAlgorithm) -> TokenKey {
        TokenKey::load(algorithm, &material(algorithm)).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openidconnect::core::{CoreGenderClaim, CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
    use openidconnect::{
        AccessToken, Audience, ClientId, EmptyAdditionalClaims, IdTokenClaims, IssuerUrl, Nonce,
        StandardClaims, SubjectIdentifier,
    };
    use serde_json::Value;

    #[test]
    fn a_key_signs_by_its_algorithm() {
        for algorithm in TokenAlgorithm::ALL {
            let key = samples::key(algorithm);
            assert_eq!(key.algorithm(), algorithm);
            let signature = key.sign(b"text").unwrap();
            assert!(key.public().verify(b"text", &signature));
            assert!(!key.public().verify(b"Text", &signature));
            assert!(!samples::key(algorithm).public().verify(b"text", &signature));
            assert_eq!(format!("{key:?}"), format!("TokenKey({})", key.kid()));
        }
    }

    #[test]
    fn a_key_of_another_kind_or_with_a_foreign_certificate_is_refused() {
        let [rsa, ec] = TokenAlgorithm::ALL.map(samples::material);
        let refused = |algorithm, certificate: &KeyMaterial, private_key: &KeyMaterial| {
            let mixed = KeyMaterial {
                certificate: certificate.certificate.clone(),
                private_key: private_key.private_key.clone(),
            };
            assert!(matches!(TokenKey::load(algorithm, &mixed), Err(TokenKeyError::Private(_))));
        };
        refused(TokenAlgorithm::Es256, &rsa, &rsa);
        refused(TokenAlgorithm::Rs256, &ec, &ec);
        refused(TokenAlgorithm::Rs256, &ec, &rsa);
        refused(TokenAlgorithm::Es256, &samples::material(TokenAlgorithm::Es256), &ec);
    }

    /// Clients that are made with the crate believe our ID tokens, by the keys that are published.
    #[test]
    fn id_tokens_of_openidconnect_are_signed_and_believed() {
        for algorithm in TokenAlgorithm::ALL {
            let key = samples::key(algorithm);
            let issuer = IssuerUrl::new("https://my.example.com".to_owned()).unwrap();
            let now = "2027-01-01T00:00:00Z".parse().unwrap();
            let claims = IdTokenClaims::new(
                issuer.clone(),
                vec![Audience::new("app".to_owned())],
                "2027-01-01T00:05:00Z".parse().unwrap(),
                now,
                StandardClaims::<CoreGenderClaim>::new(SubjectIdentifier::new("s".to_owned())),
                EmptyAdditionalClaims {},
            );
            let access_token = AccessToken::new("at".to_owned());
            let token =
                CoreIdToken::new(claims, &key, key.jws_algorithm(), Some(&access_token), None).unwrap();
            let published: Value = serde_json::json!({"keys": [jwk::write(key.public())]});
            let keys: CoreJsonWebKeySet = serde_json::from_value(published).unwrap();
            let verifier =
                CoreIdTokenVerifier::new_public_client(ClientId::new("app".to_owned()), issuer, keys)
                    .set_allowed_algs([key.jws_algorithm()])
                    .set_time_fn(move || now);
            let believed = token.claims(&verifier, |_: Option<&Nonce>| Ok(())).unwrap();
            assert!(believed.access_token_hash().is_some());
            let other = TokenAlgorithm::ALL.into_iter().find(|one| *one != algorithm).unwrap();
            let wrong = samples::key(other).jws_algorithm();
            assert!(PrivateSigningKey::sign(&key, &wrong, b"text").is_err());
        }
    }
}
