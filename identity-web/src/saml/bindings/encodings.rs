//! The octets that a signature in a query covers, and how products encode them. One signs what its own encoder makes of
//! the values, and something on the way may encode them anew: the values are the same, and a signature over them is genuine.

use crate::saml::bindings::carries::Carries;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What is signed, decoded.
#[derive(Debug, Clone)]
pub(super) struct SignedValues {
    pub(super) carries: Carries,
    pub(super) message: String,
    pub(super) relay_state: Option<String>,
    pub(super) sig_alg: Option<String>,
}

/// What the encoders of the field leave as it is beside letters and digits, and whether they write a space as `+`:
/// RFC 3986, `encodeURIComponent`, HTML forms and Java, PHP, Python, Ruby, .NET.
pub(super) const ENCODERS: [(&[u8], bool); 9] = [
    (b"-._~", false),
    (b"-._~", true),
    (b"-._~!*'()", false),
    (b"-._~!*'()", true),
    (b"-._*", true),
    (b"-._", true),
    (b"-._~/", false),
    (b"-._~*", true),
    (b"-._!*()", true),
];

impl SignedValues {
    /// The octets that each encoder makes of the values, in both cases of hexadecimal digits, without what was tried.
    pub(super) fn encodings(&self, tried: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let states: Vec<Option<&str>> = match self.relay_state.as_deref() {
            Some("") => vec![Some(""), None],
            state => vec![state],
        };
        for (kept, plus) in ENCODERS {
            for lower in [false, true] {
                let encode = |text: &str| encode_as(text, kept, plus, lower);
                for state in &states {
                    let (message, state) = (encode(&self.message), state.map(encode));
                    let sig_alg = self.sig_alg.as_deref().map(encode);
                    found.insert(signed_octets(self.carries, &message, state.as_deref(), sig_alg.as_deref()));
                }
            }
        }
        found.remove(tried);
        found
    }
}

pub(super) fn encode_as(text: &str, kept: &[u8], plus: bool, lower: bool) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 2);
    for octet in text.bytes() {
        match octet {
            b' ' if plus => encoded.push('+'),
            octet if octet.is_ascii_alphanumeric() || kept.contains(&octet) => encoded.push(octet.into()),
            octet => {
                // Writing to a text cannot fail.
                let _ = if lower { write!(encoded, "%{octet:02x}") } else { write!(encoded, "%{octet:02X}") };
            }
        }
    }
    encoded
}

/// The octets that are signed, in the order that saml-bindings 3.4.4.1 fixes.
pub(super) fn signed_octets(
    carries: Carries,
    message: &str,
    relay_state: Option<&str>,
    sig_alg: Option<&str>,
) -> String {
    let mut octets = format!("{}={message}", carries.parameter());
    for (name, value) in [("RelayState", relay_state), ("SigAlg", sig_alg)] {
        if let Some(value) = value {
            octets.push('&');
            octets.push_str(name);
            octets.push('=');
            octets.push_str(value);
        }
    }
    octets
}
