//! The bindings that carry messages (saml-bindings 3.4 and 3.5), and the addresses they go to.

pub(crate) mod binding;
pub(crate) mod carries;
mod encodings;
pub mod endpoint;
pub mod post_form;
pub mod redirect;

pub use binding::Binding;
