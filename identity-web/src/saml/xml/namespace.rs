//! Namespace names of the documents that are read and written.

/// saml-core 1.1: assertions.
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// saml-core 1.1: protocol messages.
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// saml-metadata 1.1.
pub const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// Metadata Extensions for Login and Discovery User Interface 1.0.
pub const METADATA_UI: &str = "urn:oasis:names:tc:SAML:metadata:ui";
/// XML Signature Syntax and Processing.
pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML Encryption Syntax and Processing.
pub const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// The namespace that the prefix `xml` is bound to.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
