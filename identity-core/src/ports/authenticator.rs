//! The port for further proofs.

use crate::domain::{AuthenticationMethod, Factor};
use crate::ids::UserId;
use crate::secrets::Secret;
use crate::store::StoreError;
use async_trait::async_trait;
use std::fmt;

/// A further proof that a sign-on can ask for: a code that an app shows, a code that was sent, a security key.
///
/// It knows whether a person has it set up, and whether a code is right. When it is asked for, how often somebody can
/// try and what the session then says is decided by the sign-on, the same for all. Added with
/// [`IdentityBuilder::authenticator`](crate::IdentityBuilder::authenticator).
///
/// ```
/// use async_trait::async_trait;
/// use identity_core::authenticators::{Authenticator, Factor, Factors};
/// use identity_core::domain::AuthenticationMethod;
/// use identity_core::ids::UserId;
/// use identity_core::secrets::Secret;
/// use identity_core::store::{MemoryStore, StoreError};
/// use identity_core::{Identity, MasterKey, OsEntropy, Settings};
/// use std::sync::Arc;
///
/// /// The codes of tokens that the company hands out.
/// #[derive(Debug)]
/// struct CompanyToken;
///
/// #[async_trait]
/// impl Authenticator for CompanyToken {
///     fn method(&self) -> AuthenticationMethod {
///         AuthenticationMethod::new("otp")
///     }
///
///     fn factor(&self) -> Factor {
///         Factor::Possession
///     }
///
///     async fn is_set_up(&self, _user: UserId) -> Result<bool, StoreError> {
///         Ok(true)
///     }
///
///     async fn verify(&self, _user: UserId, code: &Secret) -> Result<bool, StoreError> {
///         Ok(code.expose() == "the code on the token's display")
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut settings = Settings::new("https://my.example.com".parse()?);
/// settings.factors = Factors::Two;
/// let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
///     .authenticator(Arc::new(CompanyToken))
///     .build()?;
/// # let _ = identity;
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait Authenticator: fmt::Debug + Send + Sync + 'static {
    /// The method as sessions and applications are told it. Each authenticator has one of its own.
    fn method(&self) -> AuthenticationMethod;

    /// The kind of proof that it is.
    fn factor(&self) -> Factor;

    /// Whether the person can be asked for it.
    async fn is_set_up(&self, user: UserId) -> Result<bool, StoreError>;

    /// Whether a code is right for the person. A code that is used up by being right has to be right once only, also for
    /// calls at the same time.
    async fn verify(&self, user: UserId, code: &Secret) -> Result<bool, StoreError>;
}
