//! The envelope of messages from server to server (SOAP 1.1; saml-bindings 3.2).

use crate::saml::messages::read_error::ReadError;
use crate::saml::signatures::gate::GateError;
use crate::saml::xml::limits::TreeLimits;
use crate::saml::xml::tree;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Puts a message into an envelope.
pub(crate) fn wrap(message: &str) -> String {
    format!("<soap:Envelope xmlns:soap=\"{SOAP}\"><soap:Body>{message}</soap:Body></soap:Envelope>")
}

/// Takes the one message out of an envelope, its octets as they came. The namespaces that are declared around it only are
/// declared at it: a signature by exclusive canonicalisation holds for it as before.
pub(crate) fn unwrap(envelope: &[u8]) -> Result<String, ReadError> {
    let root = tree::parse(envelope, TreeLimits::MESSAGE).map_err(GateError::from)?;
    let body = root.only(SOAP, "Body").filter(|_| root.is(SOAP, "Envelope")).ok_or(ReadError::Envelope)?;
    if body.children.len() != 1 {
        return Err(ReadError::Envelope);
    }
    let text = std::str::from_utf8(envelope).map_err(|_| ReadError::Envelope)?;
    cut(text).ok_or(ReadError::Envelope)
}

/// The message in an envelope that was found to be one.
fn cut(text: &str) -> Option<String> {
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<bool> = Vec::new();
    let mut declared = BTreeMap::new();
    let mut found: Option<(usize, usize, String)> = None;
    loop {
        let before = position(&reader)?;
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let inside = open.len() == 2 && open.last() == Some(&true);
                if inside {
                    found = Some((before, start.name().as_ref().len(), missing(&declared, &start)));
                }
                let body = open.len() == 1 && start.local_name().as_ref() == b"Body";
                if found.is_none() && (open.is_empty() || body) {
                    declared.extend(declarations(&start));
                }
                open.push(body);
            }
            Event::End(_) => {
                open.pop();
                if let Some((from, name, missing)) = found.as_ref().filter(|_| open.len() == 2) {
                    let (message, after_name) = (text.get(*from..position(&reader)?)?, 1 + name);
                    let (head, rest) = message.split_at_checked(after_name)?;
                    return Some(format!("{head}{missing}{rest}"));
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn position(reader: &NsReader<&[u8]>) -> Option<usize> {
    usize::try_from(reader.buffer_position()).ok()
}

/// The namespaces that an element declares, by the name of the attribute.
fn declarations(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attributes = start.attributes().flatten();
    let declares = attributes.filter(|attribute| attribute.key.as_namespace_binding().is_some());
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    declares.map(|attribute| (text(attribute.key.as_ref()), text(&attribute.value))).collect()
}

/// What is declared around an element and not at it.
fn missing(around: &BTreeMap<String, String>, start: &BytesStart<'_>) -> String {
    let own = declarations(start);
    let mut missing = String::new();
    for (name, value) in around.iter().filter(|(name, _)| !own.contains_key(*name)) {
        let _ = write!(missing, " {name}=\"{}\"", value.replace('"', "&quot;"));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_comes_out_as_it_went_in() {
        let message = "<p:a xmlns:p=\"u\" x=\"1\"><p:b>é</p:b></p:a>";
        let out = unwrap(wrap(message).as_bytes()).unwrap();
        let declared = format!("<p:a xmlns:soap=\"{SOAP}\" xmlns:p=\"u\" x=\"1\"><p:b>é</p:b></p:a>");
        assert_eq!(out, declared);
    }

    #[test]
    fn namespaces_of_the_envelope_go_with_the_message() {
        let envelope = format!(
            "<?xml version='1.0'?><e:Envelope xmlns:e='{SOAP}' xmlns:p='u'><e:Header><e:Body/></e:Header>\n\
             <e:Body xmlns:q='v'> <p:a><q:b/></p:a> </e:Body></e:Envelope>"
        );
        let out = unwrap(envelope.as_bytes()).unwrap();
        assert_eq!(out, format!("<p:a xmlns:e=\"{SOAP}\" xmlns:p=\"u\" xmlns:q=\"v\"><q:b/></p:a>"));
    }

    #[test]
    fn what_is_no_envelope_with_one_message_is_refused() {
        let two = wrap("<a/><b/>");
        let none = wrap("");
        let cases = ["<a/>", &two, &none, "<Envelope><Body><a/></Body></Envelope>", "<!DOCTYPE a><a/>"];
        for envelope in cases {
            assert!(unwrap(envelope.as_bytes()).is_err(), "{envelope}");
        }
    }
}
