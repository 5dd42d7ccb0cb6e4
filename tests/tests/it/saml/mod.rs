//! SAML: what must be accepted, and the corpus of what must not.
mod authn_request;
mod documents;
mod endpoints;
mod hostile_bytes;
mod logout;
mod memory;
mod metadata;
mod response;
mod site;
mod statements;
mod through_pages;
mod world;
mod wrapping;
