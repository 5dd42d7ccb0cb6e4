//! The bindings of SAML.

/// The bindings that are spoken (saml-bindings 3.2, 3.4 and 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// HTTP Redirect: deflated in the query, signed over the query's octets.
    Redirect,
    /// HTTP POST: a form, signed inside the XML.
    Post,
    /// SOAP, from server to server; for logout only.
    Soap,
}

impl Binding {
    /// The identifier used in metadata and in `ProtocolBinding`.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Redirect => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
            Self::Post => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
            Self::Soap => "urn:oasis:names:tc:SAML:2.0:bindings:SOAP",
        }
    }

    /// Whether it goes through the browser.
    pub const fn is_by_browser(self) -> bool {
        matches!(self, Self::Redirect | Self::Post)
    }

    /// The binding of an identifier, when it is one that is spoken here.
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::Redirect, Self::Post, Self::Soap].into_iter().find(|binding| binding.uri() == uri)
    }
}
