use crate::authority::{AccessError, carries_store_errors};
use crate::domain::InvalidAttributeMap;

/// Why the SAML settings of an application were not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SamlSettingsError {
    /// The caller does not have `application.manage` at the operator, or there is no such application.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change an application")]
    ProveAgain,
    /// It stands in the configuration of the deployment, and is changed there.
    #[error("it is declared in the configuration of the deployment: change it there")]
    Declared,
    /// It does not speak SAML.
    #[error("it does not speak SAML")]
    NotSaml,
    /// The same format is named twice.
    #[error("a format of names is named twice")]
    RepeatedFormat,
    /// What it is to be told cannot be a map of attributes.
    #[error(transparent)]
    Attributes(#[from] InvalidAttributeMap),
    /// Its metadata wants each assertion signed (`WantAssertionsSigned`).
    #[error("its metadata wants each assertion signed: sign the assertion, or both")]
    AssertionSignatureWanted,
    /// Its metadata has no key for encryption.
    #[error("its metadata has no RSA key for encryption: register metadata that has one")]
    NoEncryptionKey,
    /// Its metadata has no certificate with which requests could be verified, so nobody could sign in any more.
    #[error("its metadata has no usable certificate to verify requests with: register metadata that has one")]
    NothingToVerifyWith,
}

impl From<AccessError> for SamlSettingsError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

carries_store_errors!(SamlSettingsError, Access);
