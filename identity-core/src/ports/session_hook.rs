//! The port for what a host demands before a session opens.

use crate::domain::{AuthenticationMethod, Device, User};
use crate::ids::RelyingPartyId;
use crate::store::StoreError;
use async_trait::async_trait;
use std::collections::BTreeSet;
use std::fmt;

/// What a host demands before a session opens: that a customer has paid, that the request comes from the office, that
/// somebody has signed a paper. Added with [`IdentityBuilder::session_hook`](crate::IdentityBuilder::session_hook).
///
/// A sign-on asks it once its person has proved who they are, by whichever way in, and takes the answer as one of the facts
/// that its next step is decided by: so it can be asked several times, for a sign-on that never ends, and it changes nothing.
/// A refusal opens no session. The person reads the message `refused-host` of the catalogue, which can tell codes apart, and
/// the audit trail has the code. A session that is open stays open; what a hook says of it later is not asked.
///
/// ```
/// use async_trait::async_trait;
/// use identity_core::ports::{HostRefusal, SessionHook, SessionOpening};
/// use identity_core::store::{MemoryStore, StoreError};
/// use identity_core::{Identity, MasterKey, OsEntropy, Settings};
/// use std::sync::Arc;
///
/// /// Lets people in whom the host's own list of barred people does not name.
/// #[derive(Debug)]
/// struct NotBarred(Vec<String>);
///
/// #[async_trait]
/// impl SessionHook for NotBarred {
///     async fn before_session(&self, opening: &SessionOpening<'_>) -> Result<Option<HostRefusal>, StoreError> {
///         let barred = self.0.iter().any(|name| name == opening.person.sign_in_name());
///         Ok(barred.then_some(HostRefusal::new("barred")))
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let settings = Settings::new("https://my.example.com".parse()?);
/// let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
///     .session_hook(Arc::new(NotBarred(vec!["eve@example.com".to_owned()])))
///     .build()?;
/// # let _ = identity;
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait SessionHook: fmt::Debug + Send + Sync + 'static {
    /// Why no session may open; `None` if one may. An error stops the sign-on, as one of the store does.
    async fn before_session(&self, opening: &SessionOpening<'_>) -> Result<Option<HostRefusal>, StoreError>;
}

/// The session that is about to open.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionOpening<'a> {
    /// Whose it will be.
    pub person: &'a User,
    /// The methods by which they have proved so far who they are, in this sign-on.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// What the browser tells of itself.
    pub device: &'a Device,
    /// The application that waits for the sign-on; `None` for a page of this site.
    pub application: Option<RelyingPartyId>,
}

impl<'a> SessionOpening<'a> {
    /// A session of a person in a browser.
    pub const fn new(person: &'a User, device: &'a Device) -> Self {
        Self { person, methods: BTreeSet::new(), device, application: None }
    }
}

/// Why a host lets no session open: a code of its own, for texts and the audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostRefusal(&'static str);

impl HostRefusal {
    /// The refusal with this code, in kebab case such as `outside-office-hours`.
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// The code.
    pub const fn code(self) -> &'static str {
        self.0
    }
}
