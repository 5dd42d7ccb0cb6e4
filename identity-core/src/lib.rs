//! Customer identity as a library: organisations, invitations, delegated administration and single
//! sign-on, independent of any web framework and any database.
//!
//! What can be done are methods of [`Identity`]. Each capability has a module with what its methods take, answer and
//! refuse:
//!
//! | module | what is in it | begin with |
//! |---|---|---|
//! | [`organizations`], [`contracts`], [`provisioning`] | the customers and what they bought, as the CRM feeds them | [`Identity::provision_organization`] |
//! | [`people`] | the members of an organisation, and the account of a person | [`Identity::members`] |
//! | [`roles`] | defining, giving and revoking roles; who can do what, and why | [`Identity::give_role`] |
//! | [`invitations`] | inviting somebody, and accepting an invitation | [`Identity::invite`] |
//! | [`mandates`] | delegating what one holds | [`Identity::give_mandate`] |
//! | [`sign_on`], [`sessions`] | signing in, signing on to applications, signing out | [`Identity::sign_in`] |
//! | [`recovery`] | a new password for somebody who forgot theirs | [`Identity::ask_for_recovery`] |
//! | [`contacts`] | changing one's own e-mail address and telephone number | [`Identity::begin_contact_change`] |
//! | [`closing`] | closing one's account, and erasing what is kept about a person | [`Identity::close_account`] |
//! | [`authenticators`] | the further proofs that a sign-on asks for | [`authenticators::Authenticator`] |
//! | [`brands`] | how pages and mails look for an organisation or an application | [`Identity::change_brand`] |
//! | [`applications`] | the clients of the REST interface and their access tokens | [`Identity::issue_token`] |
//! | [`delivery`] | messages, and the transports that take them away | [`delivery::Transport`] |
//! | [`housekeeping`] | the work that no request triggers | [`housekeeping::Housekeeper`] |
//! | [`personal_data`] | what is kept about a person, and giving it to them | [`Identity::export_own_data`] |
//! | [`audit`], [`setup`] | the history of an organisation; what a deployment declares | [`Setup::administrator`], [`Identity::apply`] |
//!
//! Below them:
//!
//! | module | what is in it | begin with |
//! |---|---|---|
//! | [`policy`] | who may do what, where: pure functions over facts | [`policy::decide`] |
//! | [`store`] | the contract for stores, the reference store, the suite that checks an adapter | [`store::Store`] |
//! | [`domain`] | the records that a store keeps | [`domain::Grant`] |
//! | [`values`] | texts that are parsed once and are right from then on | [`values::EmailAddress`] |
//! | [`secrets`] | tokens, password hashes, sealed data; nothing here prints what it holds | [`secrets::SecretToken`] |
//! | [`ids`], [`clock`], [`entropy`] | typed ids; the injected time and randomness | [`ids::UserId`] |
//!
//! # The flow of a change
//!
//! ```text
//! use case: read the facts -> policy: decide -> store: commit one change set -> answer
//! ```
//!
//! The change set holds what changes, the audit row, the outgoing message, and a `require` for every fact that the
//! decision rested on. If one of them moved in the meantime, the commit fails with a conflict and the use case runs
//! again on fresh facts. The store is written through one private module only, and an act gets through it with a
//! decision of the policy or a named proof, and with its audit row.
//!
//! # Example
//!
//! A deployment with one administrator, who signs in and lists the organisations that she may see. The store is the
//! one in memory; `identity-store-sql` has one for SQLite and PostgreSQL.
//!
//! ```
//! use identity_core::sign_on::PasswordSignIn;
//! use identity_core::store::{MemoryStore, Page};
//! use identity_core::{Identity, MasterKey, OsEntropy, Settings, Setup};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let settings = Settings::new("https://my.example.com".parse()?);
//! let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy)).build()?;
//! let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
//! identity.apply(&setup).await?;
//!
//! let attempt = PasswordSignIn::new("ada@example.com", "velvet-otter-compass");
//! let signed_in = identity.sign_in(attempt).await?;
//! let current = identity.session(&signed_in.token).await?.ok_or("the session is over")?;
//! let seen = identity.organizations(&current.caller, None, &Page::first(10)).await?;
//! assert_eq!(seen.items.len(), 1);
//! # Ok(())
//! # }
//! ```

pub mod applications;
pub mod approvals;
pub mod audit;
pub mod authenticators;
mod authority;
pub mod brands;
pub mod clock;
pub mod closing;
pub mod contacts;
pub mod contracts;
pub mod delivery;
pub mod domain;
pub mod entropy;
#[doc(hidden)]
pub mod federation;
pub mod housekeeping;
pub mod ids;
pub mod invitations;
pub mod mandates;
pub mod organizations;
mod passwords;
pub mod people;
pub mod personal_data;
pub mod policy;
pub mod ports;
pub mod programs;
pub mod provisioning;
pub mod recovery;
pub mod roles;
pub mod secrets;
pub mod sessions;
mod settings;
pub mod setup;
pub mod sign_on;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod values;

pub use authority::{AccessError, Caller, Identity, IdentityBuilder, Leftover, Missing, NamedDeny, Refused};
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use entropy::{Entropy, OsEntropy, SeededEntropy};
pub use secrets::MasterKey;
pub use settings::Settings;
pub use setup::Setup;
