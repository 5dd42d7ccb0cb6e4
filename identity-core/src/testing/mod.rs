//! For tests: an [`Identity`](crate::Identity) in memory with a small deployment in it, a clock that stands still, and
//! the messages that were sent, to be looked at. Behind the feature `testing`, which belongs under `[dev-dependencies]`:
//!
//! ```toml
//! [dev-dependencies]
//! identity-core = { path = "...", features = ["testing"] }
//! ```
//!
//! [`TestIdentity::start`] puts this into the store, by the same use cases that a deployment goes through:
//!
//! | what | name |
//! |---|---|
//! | the operator, with Scott as administrator of everything | [`ADMINISTRATOR`] |
//! | a customer, City Group, with Jeremy as contact person, who was invited and accepted | [`CUSTOMER`], [`CONTACT_PERSON`] |
//! | a service, which City Group has a contract for | [`SERVICE`] |
//! | the roles `administrator`, `contact-person`, `viewer`, `representative` (by mandate only) and `crm-feed` | |
//! | a client of the REST interface, which provisions organisations and contracts | [`FEED`] |
//!
//! Everybody has the password [`PASSWORD`]. It starts in some 15 ms in a build without optimisation: passwords are hashed
//! at the lowest cost there is, and nothing waits. What the tests need beyond that is one call each, before the start
//! ([`TestIdentity::builder`]) or after it.
//!
//! # Example
//!
//! ```
//! use identity_core::Identity;
//! use identity_core::secrets::SecretToken;
//! use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
//! use std::error::Error;
//! use std::time::Duration;
//!
//! /// A page of the application under test, for the value of a session cookie.
//! async fn greeting(identity: &Identity, cookie: &str) -> Result<String, Box<dyn Error>> {
//!     let session = identity.session(&SecretToken::parse(cookie)?).await?;
//!     Ok(session.map_or("Please sign in".to_owned(), |current| format!("Hello {}", current.user.given_name)))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn Error>> {
//! let test = TestIdentity::builder()
//!     .organization("acme", "Acme Ltd")
//!     .person("Ann Lee", "ann@acme.example", "acme", "viewer")
//!     .start()
//!     .await?;
//!
//! let ann = test.sign_in("ann@acme.example").await?;
//! assert_eq!(greeting(test.identity(), ann.token.expose()).await?, "Hello Ann");
//!
//! // Time passes when the test says so.
//! test.advance(Duration::from_secs(24 * 60 * 60));
//! assert_eq!(greeting(test.identity(), ann.token.expose()).await?, "Please sign in");
//!
//! // Messages can be read.
//! test.invite("susan@citygroup.example", CUSTOMER, "viewer").await?;
//! assert_eq!(test.messages().await?[0].recipient, "susan@citygroup.example");
//!
//! // A session is also a caller for the use cases.
//! let jeremy = test.sign_in(CONTACT_PERSON).await?;
//! let customer = test.organization(CUSTOMER).await?;
//! let seen = test.identity().organization(&jeremy.caller, customer).await?;
//! assert_eq!(seen.contracts.len(), 1);
//! # Ok(())
//! # }
//! ```

mod additions;
mod app_code;
mod builder;
mod deployment;
mod error;
mod inbox;
mod known_application;
mod second_factor;
mod test_identity;

pub use app_code::app_code;
pub use builder::TestIdentityBuilder;
pub use deployment::{ADMINISTRATOR, CONTACT_PERSON, CUSTOMER, FEED, PASSWORD, SERVICE, START};
pub use error::TestError;
#[doc(hidden)]
pub use known_application::known_application;
pub use test_identity::{TestIdentity, TestSession};
