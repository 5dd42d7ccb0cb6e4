//! The request of an application that somebody signs in (OpenID Connect Core, section 3.1.2.1), from the parameters to a
//! typed request, as a list of small checks.
//!
//! What is wrong before the redirect URI is known to be the client's is told on a page. What is wrong afterwards is told to the
//! client, at that address.

pub(crate) mod answer;
pub(crate) mod check;
pub(crate) mod claims_parameter;
pub(crate) mod error;
pub(crate) mod parameters;
pub(crate) mod redirect_uri;
pub(crate) mod request;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
pub(crate) mod values;
