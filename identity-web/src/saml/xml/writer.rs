//! The one writer of SAML XML. What it writes is already in exclusive canonical form (xml-exc-c14n 1.0), so the
//! octets that are digested are the octets that are sent and no document is serialised twice.
//!
//! Canonical by construction means: no XML declaration, each prefix declared where it is first used on the way
//! down, attributes in order, start and end tags spelled out, and the escapes of Canonical XML. A test has
//! libxml2 canonicalise what is written here and compares.

use crate::saml::xml::document::{Document, SignedDocument};
use crate::saml::xml::namespace;
use crate::saml::xml::text::{IllegalCharacter, push_attribute, push_content};

/// A prefix with its namespace; other prefixes are not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// Assertions.
    Saml,
    /// Protocol messages.
    Samlp,
    /// Metadata.
    Md,
    /// XML signatures and keys.
    Ds,
    /// XML encryption.
    Xenc,
}

impl Prefix {
    const fn label(self) -> &'static str {
        match self {
            Self::Saml => "saml",
            Self::Samlp => "samlp",
            Self::Md => "md",
            Self::Ds => "ds",
            Self::Xenc => "xenc",
        }
    }

    const fn namespace(self) -> &'static str {
        match self {
            Self::Saml => namespace::ASSERTION,
            Self::Samlp => namespace::PROTOCOL,
            Self::Md => namespace::METADATA,
            Self::Ds => namespace::DSIG,
            Self::Xenc => namespace::XENC,
        }
    }
}

/// Writes elements depth first.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    out: String,
    open: Vec<(Prefix, &'static str)>,
    signature_at: usize,
    failure: Option<IllegalCharacter>,
}

impl Writer {
    /// Opens an element. The attributes may come in any order.
    pub(crate) fn open(&mut self, prefix: Prefix, name: &'static str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.name(prefix, name);
        if !self.open.iter().any(|(open, _)| *open == prefix) {
            for part in [" xmlns:", prefix.label(), "=\"", prefix.namespace(), "\""] {
                self.out.push_str(part);
            }
        }
        let mut sorted: Vec<&(&str, &str)> = attributes.iter().collect();
        // An attribute in a namespace comes after those in none; `xml:lang` is the only one that is written.
        sorted.sort_by_key(|(name, _)| (name.contains(':'), *name));
        for (name, value) in sorted {
            for part in [" ", name, "=\""] {
                self.out.push_str(part);
            }
            let escaped = push_attribute(&mut self.out, value);
            self.remember(escaped);
            self.out.push('"');
        }
        self.out.push('>');
        self.open.push((prefix, name));
    }

    /// Closes the innermost element.
    pub(crate) fn close(&mut self) {
        if let Some((prefix, name)) = self.open.pop() {
            self.out.push_str("</");
            self.name(prefix, name);
            self.out.push('>');
        }
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, prefix: Prefix, name: &'static str, attributes: &[(&str, &str)]) {
        self.open(prefix, name, attributes);
        self.close();
    }

    /// An element with text in it.
    pub(crate) fn text(
        &mut self,
        prefix: Prefix,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: &str,
    ) {
        self.open(prefix, name, attributes);
        let escaped = push_content(&mut self.out, text);
        self.remember(escaped);
        self.close();
    }

    /// A whole assertion that this writer wrote before and that was signed since. It declares its own prefix,
    /// which is canonical because no element around it has used that prefix.
    pub(crate) fn signed_assertion(&mut self, assertion: &SignedDocument) {
        self.out.push_str(assertion.as_str());
    }

    /// Marks the place of the signature, which the schemas fix: after the issuer, or first in metadata.
    pub(crate) fn signature_here(&mut self) {
        self.signature_at = self.out.len();
    }

    /// The finished document, or the first character that XML cannot carry.
    pub(crate) fn finish(mut self, id: &str) -> Result<Document, IllegalCharacter> {
        while !self.open.is_empty() {
            self.close();
        }
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(Document { xml: self.out, id: id.to_owned(), signature_at: self.signature_at }),
        }
    }

    fn name(&mut self, prefix: Prefix, name: &str) {
        for part in [prefix.label(), ":", name] {
            self.out.push_str(part);
        }
    }

    fn remember(&mut self, escaped: Result<(), IllegalCharacter>) {
        if let Err(failure) = escaped {
            self.failure.get_or_insert(failure);
        }
    }
}

/// Attributes of which some are optional, as a list for [`Writer::open`].
pub(crate) fn present<'a>(attributes: &[(&'a str, Option<&'a str>)]) -> Vec<(&'a str, &'a str)> {
    attributes.iter().filter_map(|(name, value)| value.map(|value| (*name, value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_declared_once_on_the_way_down_and_attributes_are_sorted() {
        let mut writer = Writer::default();
        writer.open(Prefix::Samlp, "Response", &[("Version", "2.0"), ("ID", "_1")]);
        writer.text(Prefix::Saml, "Issuer", &[], "a & b");
        writer.signature_here();
        writer.open(Prefix::Samlp, "Status", &[]);
        writer.empty(Prefix::Samlp, "StatusCode", &[("Value", "\"x\"")]);
        let document = writer.finish("_1").unwrap();
        assert_eq!(
            document.xml,
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\" Version=\"2.0\">\
             <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">a &amp; b</saml:Issuer>\
             <samlp:Status><samlp:StatusCode Value=\"&quot;x&quot;\"></samlp:StatusCode></samlp:Status></samlp:Response>"
        );
        assert!(document.xml[..document.signature_at].ends_with("</saml:Issuer>"));
    }

    #[test]
    fn an_illegal_character_anywhere_fails_the_document() {
        let mut writer = Writer::default();
        writer.text(Prefix::Saml, "Issuer", &[], "a\u{1}");
        assert_eq!(writer.finish("_1").unwrap_err(), IllegalCharacter(1));
    }
}
