//! SAML: what must be accepted, and the corpus of what must not.
mod attacks;
mod authn_request;
mod logout;
mod metadata;
mod response;
mod world;
mod wrapping;
