//! A service provider for an application of one's own: sends people to an identity provider, takes them back,
//! keeps a session of its own, and ends it from either side.

pub(crate) mod cookies;
pub(crate) mod errors;
pub(crate) mod handlers;
pub(crate) mod logout;
pub(crate) mod protection;
pub(crate) mod provider;

pub use errors::{ConsumeError, LoginError, SetUpError};
pub use handlers::router;
pub use protection::{behind_proxies, protected};
pub use provider::{SamlServiceProvider, SignedInAtService};
