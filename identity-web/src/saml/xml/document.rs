//! Documents as they are written: before and after they are signed.

/// A complete document, or an assertion about to be put into one, not signed yet.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) xml: String,
    pub(crate) id: String,
    pub(crate) signature_at: usize,
}

impl Document {
    /// The document as it is, without a signature; for the Redirect binding, which signs the query instead.
    pub fn into_unsigned(self) -> String {
        self.xml
    }
}

/// A document with its signature inside, exactly as it is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedDocument(pub(crate) String);

impl SignedDocument {
    /// An assertion whose protection is the signature of the response around it.
    pub(crate) fn unsigned(document: Document) -> Self {
        Self(document.into_unsigned())
    }

    /// The text to send; serialising it again would break the signature.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text to send, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}
