//! XML as SAML uses it: a bounded tree of what comes in, a canonical writer of what goes out, and the encodings of the
//! bindings.

pub mod codec;
pub mod document;
pub mod limits;
pub mod namespace;
pub mod text;
pub mod tree;
pub mod writer;
