//! What the tests share: small worlds, browsers, and servers to talk to.

pub(crate) mod api;
pub(crate) mod browser;
pub(crate) mod counted;
pub(crate) mod front;
pub(crate) mod routes;
pub(crate) mod servers;
mod setup;
pub(crate) mod site;
mod site_setup;
pub(crate) mod soft_key;
