//! A bounded, namespace-aware reading of one XML document.
//!
//! libxml2 and serde both build first and ask later. This reader counts while it reads, takes only what the
//! SAML documents need (no DOCTYPE, no processing instruction, no entity but the five of XML), and gives text
//! as all text nodes joined, so that a comment inside a name cannot shorten it (CVE-2017-11428).

use crate::saml::xml::limits::{TreeError, TreeLimits};
use crate::saml::xml::namespace;
use crate::saml::xml::text::is_xml_char;
use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// An attribute; namespace declarations are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The namespace, empty for most attributes.
    pub namespace: String,
    /// The local name.
    pub name: String,
    /// The value with references resolved.
    pub value: String,
}

/// An element with everything in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The namespace name; empty without a namespace.
    pub namespace: String,
    /// The local name.
    pub name: String,
    /// The attributes in document order.
    pub attributes: Vec<Attribute>,
    /// The child elements in document order.
    pub children: Vec<Self>,
    /// All text directly inside, joined.
    pub text: String,
    /// Whether it directly contains a comment.
    pub has_comment: bool,
}

impl Element {
    /// Whether this is the element of that namespace and name.
    pub fn is(&self, namespace: &str, name: &str) -> bool {
        self.name == name && self.namespace == namespace
    }

    /// The value of an attribute that is in no namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found =
            self.attributes.iter().find(|attribute| attribute.namespace.is_empty() && attribute.name == name);
        found.map(|attribute| attribute.value.as_str())
    }

    /// The children of that namespace and name.
    pub fn all<'a>(&'a self, namespace: &'a str, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(namespace, name))
    }

    /// The first child of that namespace and name.
    pub fn first(&self, namespace: &str, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is(namespace, name))
    }

    /// The only child of that namespace and name; `None` when there are none or several.
    pub fn only(&self, namespace: &str, name: &str) -> Option<&Self> {
        let mut found = self.children.iter().filter(|child| child.is(namespace, name));
        let first = found.next();
        if found.next().is_some() { None } else { first }
    }

    /// The text without white space at either end.
    pub fn trimmed(&self) -> &str {
        self.text.trim_matches([' ', '\t', '\r', '\n'])
    }

    /// This element and all below it, outermost first.
    pub fn walk(&self) -> impl Iterator<Item = &Self> {
        let mut pending = vec![self];
        std::iter::from_fn(move || {
            let next = pending.pop()?;
            pending.extend(next.children.iter().rev());
            Some(next)
        })
    }
}

/// Reads the document within its limits.
pub fn parse(document: &[u8], limits: TreeLimits) -> Result<Element, TreeError> {
    if document.len() > limits.octets {
        return Err(TreeError::TooLarge);
    }
    let text = std::str::from_utf8(document).map_err(|_| TreeError::NotUtf8)?;
    if !text.chars().all(is_xml_char) {
        return Err(TreeError::IllegalCharacter);
    }
    Builder { limits, open: Vec::new(), declared: Vec::new(), elements: 0, attributes: 0, root: None }
        .read(text)
}

struct Builder {
    limits: TreeLimits,
    open: Vec<Element>,
    /// How many namespaces are declared at each open element, and at all that it is in.
    declared: Vec<usize>,
    elements: usize,
    attributes: usize,
    root: Option<Element>,
}

impl Builder {
    fn read(mut self, text: &str) -> Result<Element, TreeError> {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.check_comments = true;
        config.expand_empty_elements = true;
        let mut first = true;
        loop {
            let event = reader.read_event().map_err(|_| TreeError::Malformed)?;
            match event {
                Event::Start(start) => {
                    let element = self.start(&reader, &start)?;
                    self.open.push(element);
                }
                Event::End(_) => self.end()?,
                Event::Text(text) => self.text(&text.xml10_content().map_err(|_| TreeError::NotUtf8)?)?,
                Event::CData(text) if !self.open.is_empty() => {
                    self.text(&text.xml10_content().map_err(|_| TreeError::NotUtf8)?)?;
                }
                Event::GeneralRef(reference) => {
                    let name = reference.decode().map_err(|_| TreeError::NotUtf8)?;
                    let value = unescape(&format!("&{name};")).map_err(|_| TreeError::Entity)?.into_owned();
                    self.referenced(&value)?;
                }
                Event::Comment(_) => {
                    if let Some(parent) = self.open.last_mut() {
                        parent.has_comment = true;
                    }
                }
                Event::Decl(declaration) if first => check_declaration(&declaration)?,
                Event::DocType(_) => return Err(TreeError::Doctype),
                Event::PI(_) | Event::Decl(_) => return Err(TreeError::ProcessingInstruction),
                Event::Eof => break,
                Event::CData(_) | Event::Empty(_) => return Err(TreeError::Malformed),
            }
            first = false;
        }
        if self.open.is_empty() { self.root.ok_or(TreeError::Malformed) } else { Err(TreeError::Malformed) }
    }

    fn start(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, TreeError> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(TreeError::TooManyElements);
        }
        if self.open.len() >= self.limits.depth {
            return Err(TreeError::TooDeep);
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(TreeError::Malformed);
        }
        self.count_attributes(start)?;
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let mut element = Element {
            namespace: namespace_name(&namespace)?,
            name: plain_name(name.as_ref())?,
            ..Element::default()
        };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| TreeError::Malformed)?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let attribute = read_attribute(reader, &attribute)?;
            let twin =
                |other: &Attribute| other.namespace == attribute.namespace && other.name == attribute.name;
            if element.attributes.iter().any(twin) {
                return Err(TreeError::Malformed);
            }
            element.attributes.push(attribute);
        }
        Ok(element)
    }

    /// The counts come before anything whose cost grows with them: the look-up of a prefix with the namespaces that are
    /// declared, the search for duplicates with the square of the attributes.
    fn count_attributes(&mut self, start: &BytesStart<'_>) -> Result<(), TreeError> {
        let (mut attributes, mut declared) = (0, self.declared.last().copied().unwrap_or_default());
        for attribute in start.attributes().with_checks(false) {
            attributes += 1;
            let binds = attribute.is_ok_and(|attribute| attribute.key.as_namespace_binding().is_some());
            declared += usize::from(binds);
        }
        self.attributes += attributes;
        if attributes > self.limits.attributes || self.attributes > self.limits.all_attributes {
            return Err(TreeError::TooManyAttributes);
        }
        if declared > self.limits.namespaces {
            return Err(TreeError::TooManyNamespaces);
        }
        self.declared.push(declared);
        Ok(())
    }

    fn end(&mut self) -> Result<(), TreeError> {
        self.declared.pop();
        let element = self.open.pop().ok_or(TreeError::Malformed)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), TreeError> {
        match self.open.last_mut() {
            Some(parent) => parent.text.push_str(text),
            None if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() => {}
            None => return Err(TreeError::Malformed),
        }
        Ok(())
    }

    fn referenced(&mut self, value: &str) -> Result<(), TreeError> {
        if !value.chars().all(is_xml_char) {
            return Err(TreeError::IllegalCharacter);
        }
        self.open.last_mut().ok_or(TreeError::Malformed)?.text.push_str(value);
        Ok(())
    }
}

fn read_attribute(
    reader: &NsReader<&[u8]>,
    attribute: &quick_xml::events::attributes::Attribute<'_>,
) -> Result<Attribute, TreeError> {
    let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
    let raw = std::str::from_utf8(&attribute.value).map_err(|_| TreeError::NotUtf8)?;
    if raw.contains('<') {
        return Err(TreeError::Malformed);
    }
    let value = unescape(raw).map_err(|_| TreeError::Entity)?;
    if !value.chars().all(is_xml_char) {
        return Err(TreeError::IllegalCharacter);
    }
    let (namespace, name) = (namespace_name(&namespace)?, plain_name(name.as_ref())?);
    Ok(Attribute { namespace, name, value: value.into_owned() })
}

/// Another encoding would let libxml2 read other characters than this reader does.
fn check_declaration(declaration: &quick_xml::events::BytesDecl<'_>) -> Result<(), TreeError> {
    let version = declaration.version().map_err(|_| TreeError::Malformed)?;
    if version.as_ref() != b"1.0" {
        return Err(TreeError::Malformed);
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case(b"utf-8") => Ok(()),
        Some(Ok(_)) => Err(TreeError::NotUtf8),
        Some(Err(_)) => Err(TreeError::Malformed),
    }
}

fn namespace_name(resolved: &ResolveResult<'_>) -> Result<String, TreeError> {
    match resolved {
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Bound(found) => {
            let raw = std::str::from_utf8(found.as_ref()).map_err(|_| TreeError::NotUtf8)?;
            Ok(unescape(raw).map_err(|_| TreeError::Entity)?.into_owned())
        }
        ResolveResult::Unknown(_) => Err(TreeError::Malformed),
    }
}

fn plain_name(name: &[u8]) -> Result<String, TreeError> {
    let name = std::str::from_utf8(name).map_err(|_| TreeError::NotUtf8)?;
    if crate::saml::xml::text::is_id(name) { Ok(name.to_owned()) } else { Err(TreeError::Malformed) }
}

/// Whether the attribute is one that some XML processor would take for an identifier.
pub(crate) fn is_identifier(attribute: &Attribute) -> bool {
    attribute.name.eq_ignore_ascii_case("id")
        && (attribute.namespace.is_empty() || attribute.namespace == namespace::XML)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<Element, TreeError> {
        parse(xml.as_bytes(), TreeLimits::MESSAGE)
    }

    #[test]
    fn text_is_joined_across_comments_references_and_cdata() {
        let root = read("<a>x@a.example<!-- -->.evil&#46;<![CDATA[exa]]>mple</a>").unwrap();
        assert_eq!(root.text, "x@a.example.evil.example");
        assert!(root.has_comment);
    }

    #[test]
    fn what_saml_never_needs_is_refused() {
        let cases = [
            ("<!DOCTYPE a><a/>", TreeError::Doctype),
            ("<?php x?><a/>", TreeError::ProcessingInstruction),
            ("<a><?php x?></a>", TreeError::ProcessingInstruction),
            ("<a>&lol;</a>", TreeError::Entity),
            ("<a b='&lol;'/>", TreeError::Entity),
            ("<a>&#0;</a>", TreeError::Entity),
            ("<a>&#1;</a>", TreeError::IllegalCharacter),
            ("<a>\u{0}</a>", TreeError::IllegalCharacter),
            ("<a/><b/>", TreeError::Malformed),
            ("<a>", TreeError::Malformed),
            ("", TreeError::Malformed),
            ("x<a/>", TreeError::Malformed),
            ("<a></b>", TreeError::Malformed),
            ("<p:a/>", TreeError::Malformed),
            ("<a b='1' b='2'/>", TreeError::Malformed),
            ("<?xml version='1.0' encoding='UTF-7'?><a/>", TreeError::NotUtf8),
        ];
        for (xml, reason) in cases {
            assert_eq!(read(xml), Err(reason), "{xml}");
        }
        assert_eq!(parse(b"<a>\xff</a>", TreeLimits::MESSAGE), Err(TreeError::NotUtf8));
    }

    #[test]
    fn limits_hold_at_their_boundary() {
        let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
        assert!(read(&deep(32)).is_ok());
        assert_eq!(read(&deep(33)), Err(TreeError::TooDeep));
        let wide = |n: usize| format!("<a>{}</a>", "<b/>".repeat(n));
        assert!(read(&wide(1999)).is_ok());
        assert_eq!(read(&wide(2000)), Err(TreeError::TooManyElements));
        let attributes = |n: usize| {
            let list: Vec<String> = (0..n).map(|i| format!("a{i}='1'")).collect();
            format!("<a {}/>", list.join(" "))
        };
        assert!(read(&attributes(64)).is_ok());
        assert_eq!(read(&attributes(65)), Err(TreeError::TooManyAttributes));
        assert_eq!(read(&format!("<a>{}</a>", "x".repeat(256 * 1024))), Err(TreeError::TooLarge));
    }

    /// Looking up a prefix costs as much as namespaces are declared around it.
    #[test]
    fn v_01_namespaces_in_scope_and_attributes_of_the_whole_document_are_counted() {
        let declarations = |from: usize, count: usize| {
            let list: Vec<String> = (from..from + count).map(|i| format!(" xmlns:n{i}='u{i}'")).collect();
            list.concat()
        };
        let nested = |last: usize| {
            let [outer, middle] = [0, 64].map(|from| declarations(from, 64));
            format!("<a{outer}><b{middle}><c{}/></b><d{middle}/></a>", declarations(128, last))
        };
        assert!(read(&nested(0)).is_ok());
        assert_eq!(read(&nested(1)), Err(TreeError::TooManyNamespaces));
        let names = (0..50).map(|i| format!(" n0:a{i}='1'")).collect::<Vec<String>>().concat();
        let leaves =
            |count: usize| format!("<a xmlns:n0='u'>{}</a>", format!("<n0:b{names}/>").repeat(count));
        assert!(read(&leaves(79)).is_ok());
        assert_eq!(read(&leaves(80)), Err(TreeError::TooManyAttributes));
    }

    #[test]
    fn the_same_expanded_name_twice_is_refused() {
        assert_eq!(read("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>"), Err(TreeError::Malformed));
    }
}
