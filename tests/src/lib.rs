//! What the whole-system tests are written with: real servers, real browsers, real peers, each started on free
//! ports and gone when the test ends, however it ends.
//!
//! | to have | take |
//! |---|---|
//! | the reference server as a child process | [`server::SmartPlan`] |
//! | CommIT and the Testing Service, in two processes | [`commit::CommIt`] |
//! | the programs that README and tutorial show | [`shown::Shown`] |
//! | a person with a browser that runs no scripts, over plain HTTP | [`http::Visitor`], [`page::Page`] |
//! | a person in a story that is played both ways | [`person::Person`] |
//! | a program that calls the REST interface | [`http::Api`] |
//! | a person with Chromium, scripts on or off | [`browser::Browser`] |
//! | the mail and text messages that the server sent | [`inbox::Inbox`] |
//! | an empty PostgreSQL database | [`postgres::fresh_database`] |
//! | the address of an SQLite database | [`sqlite::database_in`] |
//! | service providers and identity providers that are not ours | [`peers`] |

#![allow(
    clippy::indexing_slicing,
    reason = "a key that is missing in JSON is a failed test, as it should be"
)]

#[cfg(doctest)]
pub mod book;
pub mod browser;
pub mod commit;
pub mod cookies;
pub mod http;
pub mod inbox;
pub mod load;
pub mod page;
pub mod peers;
pub mod person;
pub mod ports;
pub mod postgres;
pub mod process;
pub mod server;
pub mod shown;
pub mod sqlite;
pub mod wait;
