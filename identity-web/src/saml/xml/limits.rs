//! How much one document may hold, and why it is not read any further.

/// How much one document may hold.
#[derive(Debug, Clone, Copy)]
pub struct TreeLimits {
    /// Octets of the whole document.
    pub octets: usize,
    /// Elements in the whole document.
    pub elements: usize,
    /// Nested elements.
    pub depth: usize,
    /// Attributes of one element, namespace declarations included.
    pub attributes: usize,
    /// Attributes of the whole document, namespace declarations included.
    pub all_attributes: usize,
    /// Namespace declarations that hold at one place: those of an element and of all that it is in. Every prefixed name
    /// is looked up among them.
    pub namespaces: usize,
}

impl TreeLimits {
    /// For protocol messages.
    pub const MESSAGE: Self = Self {
        octets: 256 * 1024,
        elements: 2000,
        depth: 32,
        attributes: 64,
        all_attributes: 4000,
        namespaces: 128,
    };
    /// For one entity's metadata, which carries certificates, logos and translations.
    pub const METADATA: Self =
        Self { octets: 1024 * 1024, elements: 5000, all_attributes: 10_000, ..Self::MESSAGE };
}

/// Why a document is not read any further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TreeError {
    /// More octets than the limit.
    #[error("the document is larger than the limit")]
    TooLarge,
    /// Not UTF-8, or declared to be something else.
    #[error("the document is not UTF-8")]
    NotUtf8,
    /// A character that XML 1.0 does not allow.
    #[error("the document holds a character that XML does not allow")]
    IllegalCharacter,
    /// Any document type declaration.
    #[error("a document type declaration is not allowed")]
    Doctype,
    /// Any processing instruction.
    #[error("a processing instruction is not allowed")]
    ProcessingInstruction,
    /// An entity other than the five of XML.
    #[error("only the five entities of XML and character references are allowed")]
    Entity,
    /// More elements than the limit.
    #[error("the document has too many elements")]
    TooManyElements,
    /// Deeper nesting than the limit.
    #[error("the elements are nested too deeply")]
    TooDeep,
    /// More attributes on one element, or in the whole document, than the limit.
    #[error("the document or one of its elements has too many attributes")]
    TooManyAttributes,
    /// More namespace declarations at one place than the limit.
    #[error("too many namespaces are declared at one place")]
    TooManyNamespaces,
    /// Not well-formed, or a name that is not plain.
    #[error("the document is not well-formed XML")]
    Malformed,
}
