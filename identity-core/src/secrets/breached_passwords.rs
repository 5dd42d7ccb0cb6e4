//! The port for passwords that were found in breaches.

use super::secret::Secret;
use async_trait::async_trait;
use std::fmt;

/// A collection of passwords that were found in breaches. NIST SP 800-63B-4 section 3.1.1.2 and OWASP ASVS 5.0 (6.2.12) ask
/// that a new password is compared with one.
///
/// Set with [`IdentityBuilder::breached_passwords`](crate::IdentityBuilder::breached_passwords). It is asked about passwords
/// that meet every other rule, and only when they are set. One that cannot be asked holds up nobody: the password is taken,
/// and the log says so.
///
/// ```
/// use async_trait::async_trait;
/// use identity_core::secrets::{BreachedPasswords, LookupFailed, Secret};
///
/// /// Those that the company has found itself.
/// #[derive(Debug)]
/// struct OurList(Vec<String>);
///
/// #[async_trait]
/// impl BreachedPasswords for OurList {
///     async fn contains(&self, password: &Secret) -> Result<bool, LookupFailed> {
///         Ok(self.0.iter().any(|known| known == password.expose()))
///     }
/// }
/// ```
#[async_trait]
pub trait BreachedPasswords: fmt::Debug + Send + Sync + 'static {
    /// Whether the password is in the collection. It comes in the form in which it is hashed.
    async fn contains(&self, password: &Secret) -> Result<bool, LookupFailed>;
}

/// Why the collection gave no answer, for the log. It holds nothing of the password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LookupFailed(pub String);
