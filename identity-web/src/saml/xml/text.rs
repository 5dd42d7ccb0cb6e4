//! Text on its way into XML: checked for legal characters once, escaped always.

use identity_core::{Entropy, Timestamp};
use std::fmt::Write as _;

/// A text with a character that no XML 1.0 document can hold, such as U+0000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text holds the character U+{0:04X}, which XML cannot carry; remove it")]
pub struct IllegalCharacter(pub u32);

/// Whether XML 1.0 allows the character (production 2).
pub const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Appends the text as element content in canonical form (Canonical XML 1.0, 2.3, text nodes).
pub(crate) fn push_content(out: &mut String, text: &str) -> Result<(), IllegalCharacter> {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            c if is_xml_char(c) => out.push(c),
            illegal => return Err(IllegalCharacter(u32::from(illegal))),
        }
    }
    Ok(())
}

/// Appends the text as a double-quoted attribute value in canonical form (Canonical XML 1.0, 2.3).
pub(crate) fn push_attribute(out: &mut String, text: &str) -> Result<(), IllegalCharacter> {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#x9;"),
            '\n' => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            c if is_xml_char(c) => out.push(c),
            illegal => return Err(IllegalCharacter(u32::from(illegal))),
        }
    }
    Ok(())
}

/// A message or assertion identifier: 160 random bits as an `xs:ID` (saml-core 1.3.4 asks for 128 to 160).
pub fn new_id(entropy: &dyn Entropy) -> String {
    let mut bytes = [0_u8; 20];
    entropy.fill(&mut bytes);
    format!("_{}", hexadecimal(&bytes))
}

/// Octets in lower-case hexadecimal.
pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut out, octet| {
        let _ = write!(out, "{octet:02x}");
        out
    })
}

/// Whether the text is an `xs:NCName` of the kind that identifiers are made of, 256 characters at most.
pub fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    starts && text.len() <= 256 && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether the text can name a message. The schema wants an `xs:NCName`; many products write numbers, UUIDs and others that
/// begin with a digit, and mean nothing bad. What could be more than a name in a reference is not one.
pub fn is_message_id(text: &str) -> bool {
    let in_id = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '~' | '+' | '=');
    (1..=256).contains(&text.len()) && text.chars().all(in_id)
}

/// The instant as `xs:dateTime` in UTC with milliseconds (saml-core 1.3.3).
pub fn date_time(at: Timestamp) -> String {
    Timestamp::from_unix_micros(at.unix_millis().saturating_mul(1000)).to_rfc3339()
}

/// Reads an `xs:dateTime`. saml-core 1.3.3 asks for UTC; another offset is understood, a missing one is not.
pub fn parse_date_time(text: &str) -> Option<Timestamp> {
    if text.len() > 100 {
        return None;
    }
    Timestamp::parse_rfc3339(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::SeededEntropy;

    #[test]
    fn control_characters_are_refused_and_markup_is_escaped() {
        let (mut content, mut attribute) = (String::new(), String::new());
        assert_eq!(push_content(&mut content, "\u{0}"), Err(IllegalCharacter(0)));
        assert_eq!(push_attribute(&mut attribute, "\u{FFFE}"), Err(IllegalCharacter(0xFFFE)));
        push_content(&mut content, "</a>&\"]]>").unwrap();
        push_attribute(&mut attribute, "</a>&\"]]>").unwrap();
        assert_eq!(content, "&lt;/a&gt;&amp;\"]]&gt;");
        assert_eq!(attribute, "&lt;/a>&amp;&quot;]]>");
    }

    #[test]
    fn ids_are_ncnames_and_do_not_repeat() {
        let entropy = SeededEntropy::new(1);
        let (one, two) = (new_id(&entropy), new_id(&entropy));
        assert_ne!(one, two);
        assert!(is_id(&one) && one.len() == 41);
        assert!(!is_id("1abc") && !is_id("") && !is_id("a b") && !is_id("element(/1/2)"));
    }

    #[test]
    fn identifiers_that_are_no_ncnames_are_taken_and_expressions_are_not() {
        for id in
            ["1abc", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "urn:uuid:6ba7b810", "aGVsbG8+=", "_ok", "ä1"]
        {
            assert!(is_message_id(id), "{id}");
        }
        let long = "a".repeat(257);
        for id in ["", "a b", "element(/1/2)", "xpointer(id('a'))", "a'b", "a\"b", "a#b", "a/b", "a&b", &long]
        {
            assert!(!is_message_id(id), "{id}");
        }
    }

    #[test]
    fn times_have_any_offset_and_any_fraction() {
        let utc = |text| parse_date_time(text).map(date_time).unwrap();
        for text in [
            "2026-01-01T12:00:00Z",
            "2026-01-01T12:00:00.0Z",
            "2026-01-01T12:00:00.000000000000000000000000000000Z",
            "2026-01-01T14:00:00+02:00",
            "2026-01-01T04:30:00.000-07:30",
            "2026-01-01T12:00:00-00:00",
        ] {
            assert_eq!(utc(text), "2026-01-01T12:00:00Z", "{text}");
        }
        assert!(parse_date_time(&format!("2026-01-01T12:00:00.{}Z", "0".repeat(100))).is_none());
    }

    #[test]
    fn times_need_an_offset() {
        assert!(parse_date_time("2026-01-01T00:00:00").is_none());
        assert_eq!(
            parse_date_time("2026-01-01T00:00:00.1234567Z").map(date_time).unwrap(),
            "2026-01-01T00:00:00.123Z"
        );
    }
}
