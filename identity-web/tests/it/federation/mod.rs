//! Signing in by identity providers elsewhere, which are deployments of this very library.

mod linking;
mod openid;
mod saml;
mod sign_out;
mod world;
