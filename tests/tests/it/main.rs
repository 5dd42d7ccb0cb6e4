//! Whole-system tests, in one program so that the server's dependencies are linked once.

mod harness;
mod peers;
#[cfg(test)]
mod saml;
