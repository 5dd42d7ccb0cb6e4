use crate::applications::RegistrationError;
use crate::authority::carries_store_errors;
use crate::secrets::{HashError, PasswordRefused};
use crate::store::StoreError;
use crate::values::{ClientId, EmailAddress, EntityId};

/// Why a configuration was not applied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// It names something that it does not define.
    #[error("the configuration names the {kind} {name}, which it does not define")]
    Undefined {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// The data was sealed with another master key.
    #[error(
        "the data in this store was encrypted with another master key: start with the key file that it was begun with; \
         nothing was changed"
    )]
    OtherMasterKey,
    /// The password of somebody who is to be created does not meet the rules that hold for everybody.
    #[error("the password of {email} cannot be used: {why}")]
    PasswordRefused {
        /// Whose.
        email: EmailAddress,
        /// What the password lacks.
        why: PasswordRefused,
    },
    /// An application has to sign its requests, and has no certificate to verify them with, so nobody could ever sign in.
    #[error("the requests of {0} have to be signed, and it has no usable certificate to verify them with")]
    NothingToVerifyWith(EntityId),
    /// Assertions are to be encrypted for an application that has no key for it.
    #[error("assertions for {0} are to be encrypted, and its metadata has no RSA key for encryption")]
    NothingToEncryptWith(EntityId),
    /// What an application leads the browser on to is not an origin.
    #[error("{origin:?} of {entity_id} is no origin; write it like https://www.example.com, without a path")]
    NotAnOrigin {
        /// The application.
        entity_id: EntityId,
        /// What stands in its place.
        origin: String,
    },
    /// What is declared of an application by `OpenID` Connect could not work.
    #[error("the application {client_id} cannot be used: {why}")]
    ApplicationRefused {
        /// Its `client_id`.
        client_id: ClientId,
        /// What is wrong.
        why: RegistrationError,
    },
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Password(#[from] HashError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(SetupError);
