//! OpenID Connect as a relying party: people sign in at a provider of somebody else. It reads and writes what goes over the
//! wire, and checks it; whose account a subject belongs to is decided in [`identity_core`].
//!
//! The crate `openidconnect` has the types of discovery, the address that people are sent to, and the redeeming of codes. What
//! it does not check, or checks only if it is asked to, stands here in the one function that gives out a result: the issuer of
//! the answer, `azp`, `iat`, `nbf`, `at_hash`, `auth_time`, and the time that clocks may differ. It is not used to read ID tokens,
//! because it refuses a genuine token in which some claim about the person has an unusual form, such as a `locale` that is an
//! object.
//!
//! The documents implemented are OpenID Connect Core 1.0, OpenID Connect Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (`iss`),
//! OpenID Connect Back-Channel Logout 1.0 and the advice of RFC 9700.

pub(crate) mod algorithm;
pub(crate) mod answer;
pub(crate) mod audience;
pub(crate) mod departure;
pub(crate) mod discovered_issuer;
pub(crate) mod discovery;
pub(crate) mod failure;
pub(crate) mod http;
pub(crate) mod id_token;
pub(crate) mod keys;
pub(crate) mod known_keys;
pub(crate) mod known_providers;
pub(crate) mod logout_token;
pub(crate) mod redeem;
pub(crate) mod registration;
#[cfg(test)]
mod tests;
pub(crate) mod token_answer;
pub(crate) mod user_info;
