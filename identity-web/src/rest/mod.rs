//! The REST interface: JSON over the use cases of core, described by its own `/api/openapi.json`.
//!
//! Clients call with a bearer token from `/oauth2/token` (RFC 6749 section 4.4, RFC 6750), people with
//! their session cookie and `X-CSRF-Token`. Failures are `application/problem+json` (RFC 9457).

mod applications;
mod approvals;
mod audit;
mod authzen;
mod bodies;
mod brands;
mod connections;
mod contacts;
mod contracts;
mod delivery;
pub(crate) mod http;
mod invitations;
mod mandates;
mod openapi;
mod organizations;
mod people;
mod programs;
mod roles;
mod router;
mod sessions;
mod sign_on;

#[doc(hidden)]
pub use bodies::BODIES;
pub(crate) use http::around::around_api;
#[doc(hidden)]
pub use http::problem::{ProblemKind, TYPE_PREFIX};
pub use openapi::openapi_json;
pub(crate) use router::routes;
#[doc(hidden)]
pub use router::{OPEN_ROUTES, ROUTES};
#[doc(hidden)]
pub use sign_on::STEPS;
