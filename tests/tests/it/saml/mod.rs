//! SAML: what must be accepted, and the corpus of what must not.
mod authn_request;
mod documents;
mod hostile_bytes;
mod logout;
mod metadata;
mod response;
mod statements;
mod world;
mod wrapping;
