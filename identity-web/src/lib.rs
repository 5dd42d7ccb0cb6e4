//! Pages, REST and SAML 2.0 for identity-core.

pub mod saml;
