//! OpenID Connect and OAuth 2.0 on the wire: what requests, answers, tokens and keys look like. It reads and writes, and says
//! what it found; what may be done is decided in [`identity_core`].
//!
//! The documents implemented are OpenID Connect Core 1.0, RFC 6749, RFC 7636 (PKCE), RFC 7515 to 7519 (JOSE), RFC 7523
//! (assertions of clients), RFC 8414 (metadata), RFC 8707 (resources), RFC 9207 (`iss`) and RFC 9449 (`DPoP`).

pub(crate) mod authorize;
pub(crate) mod claims;
pub(crate) mod client_assertion;
pub(crate) mod contexts;
pub(crate) mod dpop;
pub(crate) mod encoding;
pub(crate) mod endpoints;
pub(crate) mod jws;
pub(crate) mod keys;
pub(crate) mod metadata;
pub(crate) mod times;
