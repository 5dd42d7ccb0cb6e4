//! Where the endpoints are, below the base URL.

use crate::base_url::BaseUrl;

/// Where people and applications begin (RFC 6749, section 3.1).
pub(crate) const AUTHORIZE: &str = "/oauth2/authorize";
/// Where tokens are given (RFC 6749, section 3.2).
pub(crate) const TOKEN: &str = "/oauth2/token";
/// Where an application is told of a person (OpenID Connect Core, section 5.3).
pub(crate) const USERINFO: &str = "/oauth2/userinfo";
/// The keys of tokens.
pub(crate) const JWKS: &str = "/oauth2/jwks";
/// Where a resource asks what a token is worth (RFC 7662).
pub(crate) const INTROSPECT: &str = "/oauth2/introspect";
/// Where a client gives a token back (RFC 7009).
pub(crate) const REVOKE: &str = "/oauth2/revoke";
/// Where a client leaves a request before the browser comes (RFC 9126).
pub(crate) const PUSH: &str = "/oauth2/par";
/// Where an application sends people to sign out (OpenID Connect RP-Initiated Logout).
pub(crate) const LOGOUT: &str = "/oauth2/logout";

/// The issuer: the base URL itself, and never what a request calls us.
pub(crate) fn issuer(base: &BaseUrl) -> String {
    base.absolute("")
}
