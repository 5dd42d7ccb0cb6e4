//! The adapters against providers that say what a test wants them to say.

mod asserted;
mod saml;
