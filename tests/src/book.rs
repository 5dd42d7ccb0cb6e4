//! The book's code, compiled and run as documentation tests.

#[doc = include_str!("../../docs/src/explanation/store-contract.md")]
pub struct StoreContract;

#[doc = include_str!("../../docs/src/how-to/company-sign-in.md")]
pub struct CompanySignIn;

#[doc = include_str!("../../docs/src/how-to/google-sign-in.md")]
pub struct GoogleSignIn;

#[doc = include_str!("../../docs/src/how-to/delegate.md")]
pub struct Delegate;

#[doc = include_str!("../../docs/src/how-to/embed.md")]
pub struct Embed;

#[doc = include_str!("../../docs/src/how-to/look.md")]
pub struct Look;

#[doc = include_str!("../../docs/src/how-to/postgresql.md")]
pub struct PostgreSql;

#[doc = include_str!("../../docs/src/how-to/store-adapter.md")]
pub struct StoreAdapter;

#[doc = include_str!("../../docs/src/how-to/test.md")]
pub struct TestYourApplication;

#[doc = include_str!("../../README.md")]
pub struct Readme;
