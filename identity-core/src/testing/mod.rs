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
//! Everybody has the password [`PASSWORD`]. It starts in a few milliseconds: passwords are hashed at the lowest cost
//! there is, and nothing waits. What the tests need beyond that is one call each, before the start
//! ([`TestIdentity::builder`]) or after it.
//!
//! # Example
//!
//! ```
//! use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
//! use std::time::Duration;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let test = TestIdentity::builder()
//!     .organization("acme", "Acme Ltd")
//!     .person("Ann Lee", "ann@acme.example", "acme", "viewer")
//!     .start()
//!     .await?;
//!
//! // Your own code under test, with whoever is signed in.
//! async fn names(identity: &identity_core::Identity, token: &str) -> Vec<String> {
//!     let token = identity_core::secrets::SecretToken::parse(token).ok();
//!     let Some(token) = token else { return Vec::new() };
//!     let Ok(Some(current)) = identity.session(&token).await else { return Vec::new() };
//!     let page = identity_core::store::Page::first(10);
//!     let seen = identity.organizations(&current.caller, None, &page).await;
//!     seen.map(|seen| seen.items.iter().map(|found| found.name.to_string()).collect()).unwrap_or_default()
//! }
//!
//! // In a web test the token is the value of the session cookie.
//! let jeremy = test.sign_in(CONTACT_PERSON).await?;
//! assert_eq!(names(test.identity(), jeremy.token.expose()).await, ["City Group, Inc."]);
//! let ann = test.sign_in("ann@acme.example").await?;
//! assert_eq!(names(test.identity(), ann.token.expose()).await, ["Acme Ltd"]);
//!
//! // Messages are there to be read, and time passes when the test says so.
//! test.invite("susan@citygroup.example", CUSTOMER, "viewer").await?;
//! assert_eq!(test.messages().await?[0].recipient, "susan@citygroup.example");
//! test.advance(Duration::from_secs(24 * 60 * 60));
//! assert!(names(test.identity(), jeremy.token.expose()).await.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! In an axum application the [`Identity`](crate::Identity) goes where the application's own goes, and the router is
//! called without a server:
//!
//! ```text
//! let app = my_app(IdentityWeb::builder(test.identity().clone()).build()?);
//! let cookie = format!("__Host-identity-session={}", jeremy.token.expose());
//! let request = Request::get("/reports").header(COOKIE, cookie).body(Body::empty())?;
//! assert_eq!(app.oneshot(request).await?.status(), StatusCode::OK);
//! ```

mod additions;
mod builder;
mod deployment;
mod error;
mod inbox;
mod test_identity;

pub use builder::TestIdentityBuilder;
pub use deployment::{ADMINISTRATOR, CONTACT_PERSON, CUSTOMER, FEED, PASSWORD, SERVICE, START};
pub use error::TestError;
pub use test_identity::{TestIdentity, TestSession};
