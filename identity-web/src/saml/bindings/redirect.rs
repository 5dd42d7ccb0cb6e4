//! The HTTP Redirect binding (saml-bindings 3.4). The signature covers the octets of the query as they came;
//! decoding and encoding them again would refuse honest peers and let a second copy of a parameter in.

pub use crate::saml::bindings::carries::Carries;
use crate::saml::bindings::encodings::{SignedValues, signed_octets};
use crate::saml::keys::algorithms::SignatureAlgorithm;
use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::xml::codec::{self, CodecError};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// More than a query can hold that a browser would send.
const QUERY_OCTETS: usize = 64 * 1024;

/// What is handed back of a `RelayState`. saml-bindings 3.4.3 grants 80 octets; applications put whole addresses there.
pub(crate) const RELAY_STATE_OCTETS: usize = 4096;

const DEFLATE_ENCODING: &str = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a query is not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectError {
    /// The query is longer than any honest one.
    #[error("the query is too long")]
    TooLong,
    /// A SAML parameter occurs twice, or both messages are there.
    #[error("a SAML parameter occurs twice")]
    Duplicate,
    /// Neither message is there.
    #[error("the query holds no SAML message")]
    NoMessage,
    /// A parameter is not percent-encoded UTF-8.
    #[error("a parameter cannot be decoded")]
    Encoding,
    /// `SAMLEncoding` names something other than DEFLATE.
    #[error("only the DEFLATE encoding is understood")]
    UnknownEncoding,
    /// `SigAlg` without `Signature` or the reverse.
    #[error("SigAlg and Signature belong together")]
    HalfSigned,
    /// A weak or unknown algorithm.
    #[error("the signature algorithm is not accepted; use RSA or ECDSA with SHA-256 or stronger")]
    Algorithm,
    /// `RelayState` is longer than what is handed back.
    #[error("RelayState is longer than 4096 octets")]
    RelayState,
    /// The message could not be decoded.
    #[error(transparent)]
    Codec(#[from] CodecError),
}

/// A message that came in a query. Nothing in it is believed yet.
#[derive(Debug, Clone)]
pub struct RedirectMessage {
    /// Which parameter carried it.
    pub carries: Carries,
    /// The inflated XML.
    pub xml: Vec<u8>,
    /// `RelayState`, to the letter.
    pub relay_state: Option<String>,
    signed_octets: String,
    signed_values: SignedValues,
    signature: Option<(SignatureAlgorithm, Vec<u8>)>,
}

impl RedirectMessage {
    /// Reads the raw query, the octets between `?` and the end as the server received them.
    pub fn read(raw_query: &str) -> Result<Self, RedirectError> {
        if raw_query.len() > QUERY_OCTETS {
            return Err(RedirectError::TooLong);
        }
        let query = RawQuery::split(raw_query)?;
        let (carries, message) = match (query.request, query.response) {
            (Some(message), None) => (Carries::Request, message),
            (None, Some(message)) => (Carries::Response, message),
            (Some(_), Some(_)) => return Err(RedirectError::Duplicate),
            (None, None) => return Err(RedirectError::NoMessage),
        };
        if query.encoding.is_some_and(|raw| decode(raw).as_deref() != Ok(DEFLATE_ENCODING)) {
            return Err(RedirectError::UnknownEncoding);
        }
        let signature = match (query.sig_alg, query.signature) {
            (None, None) => None,
            (Some(algorithm), Some(signature)) => {
                let algorithm =
                    SignatureAlgorithm::from_uri(&decode(algorithm)?).ok_or(RedirectError::Algorithm)?;
                Some((algorithm, codec::decode_base64(&decode(signature)?)?))
            }
            _ => return Err(RedirectError::HalfSigned),
        };
        let decoded = decode(message)?;
        let xml = codec::inflate(&codec::decode_base64(&decoded)?)?;
        let relay_state = query.relay_state.map(decode).transpose()?;
        if relay_state.as_ref().is_some_and(|state| state.len() > RELAY_STATE_OCTETS) {
            return Err(RedirectError::RelayState);
        }
        let signed_octets = signed_octets(carries, message, query.relay_state, query.sig_alg);
        let relay_state = relay_state.map(Cow::into_owned);
        let signed_values = SignedValues {
            carries,
            message: decoded.into_owned(),
            relay_state: relay_state.clone(),
            sig_alg: query.sig_alg.map(decode).transpose()?.map(Cow::into_owned),
        };
        Ok(Self { carries, xml, relay_state, signed_octets, signed_values, signature })
    }

    /// Whether the query carries a signature at all.
    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Whether one of the certificates signed this query: its octets as they came, or else the same values in one of the
    /// encodings that products sign in before something on the way encodes them anew.
    pub fn verify(&self, certificates: &[Certificate]) -> bool {
        let Some((algorithm, signature)) = &self.signature else { return false };
        let signed = |octets: &str| {
            certificates
                .iter()
                .any(|certificate| certificate.verify(*algorithm, octets.as_bytes(), signature))
        };
        if signed(&self.signed_octets) {
            return true;
        }
        // An empty RelayState is signed by some and left out by others.
        let without = self.signed_octets.replace("&RelayState=&", "&");
        if without != self.signed_octets && signed(&without) {
            return true;
        }
        self.signed_values.encodings(&self.signed_octets).iter().any(|octets| signed(octets))
    }
}

/// The inflated XML of a query, whatever else is wrong with it; nothing in it is to be believed.
pub(crate) fn message_of(raw_query: &str) -> Option<Vec<u8>> {
    if raw_query.len() > QUERY_OCTETS {
        return None;
    }
    let query = RawQuery::split(raw_query).ok()?;
    let message = decode(query.request.or(query.response)?).ok()?;
    codec::inflate(&codec::decode_base64(&message).ok()?).ok()
}

#[derive(Default)]
struct RawQuery<'a> {
    request: Option<&'a str>,
    response: Option<&'a str>,
    relay_state: Option<&'a str>,
    sig_alg: Option<&'a str>,
    signature: Option<&'a str>,
    encoding: Option<&'a str>,
}

impl<'a> RawQuery<'a> {
    fn split(raw: &'a str) -> Result<Self, RedirectError> {
        let mut query = Self::default();
        for pair in raw.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            // The decoded name decides, so that an encoded twin counts as the second copy that it is.
            let slot = match decode(name)?.as_ref() {
                "SAMLRequest" => &mut query.request,
                "SAMLResponse" => &mut query.response,
                "RelayState" => &mut query.relay_state,
                "SigAlg" => &mut query.sig_alg,
                "Signature" => &mut query.signature,
                "SAMLEncoding" => &mut query.encoding,
                _ => continue,
            };
            if slot.replace(value).is_some() {
                return Err(RedirectError::Duplicate);
            }
        }
        Ok(query)
    }
}

fn decode(raw: &str) -> Result<Cow<'_, str>, RedirectError> {
    let spaced = if raw.contains('+') { Cow::Owned(raw.replace('+', " ")) } else { Cow::Borrowed(raw) };
    match spaced {
        Cow::Borrowed(text) => percent_decode_str(text).decode_utf8().map_err(|_| RedirectError::Encoding),
        Cow::Owned(text) => {
            let decoded = percent_decode_str(&text).decode_utf8().map_err(|_| RedirectError::Encoding)?;
            Ok(Cow::Owned(decoded.into_owned()))
        }
    }
}

/// Why a redirect could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectWriteError {
    /// Deflating failed.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// Signing failed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A value cannot be carried by XML.
    #[error(transparent)]
    Text(#[from] crate::saml::xml::text::IllegalCharacter),
}

/// The URL that carries a signed message to its destination.
pub fn signed_url(
    destination: &str,
    carries: Carries,
    xml: &str,
    relay_state: Option<&str>,
    key: &SigningKey,
) -> Result<String, RedirectWriteError> {
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    let message = encode(&codec::encode_base64(&codec::deflate(xml.as_bytes())?));
    let relay_state = relay_state.map(encode);
    let octets =
        signed_octets(carries, &message, relay_state.as_deref(), Some(&encode(SigningKey::ALGORITHM.uri())));
    let signature = encode(&codec::encode_base64(&key.sign(octets.as_bytes())?));
    let separator = if destination.contains('?') { '&' } else { '?' };
    Ok(format!("{destination}{separator}{octets}&Signature={signature}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saml::bindings::encodings::{ENCODERS, encode_as};
    use identity_core::{SeededEntropy, Timestamp};

    fn key(seed: u64) -> SigningKey {
        SigningKey::generate("t", Timestamp::from_unix_seconds(1_800_000_000), &SeededEntropy::new(seed))
            .unwrap()
    }

    fn query(key: &SigningKey, relay_state: Option<&str>) -> String {
        let url =
            signed_url("https://idp.example/sso", Carries::Request, "<a>é</a>", relay_state, key).unwrap();
        url.split_once('?').unwrap().1.to_owned()
    }

    #[test]
    fn what_is_signed_is_verified_and_nothing_else() {
        let (mine, other) = (key(1), key(2));
        let raw = query(&mine, Some("state-1"));
        let message = RedirectMessage::read(&raw).unwrap();
        assert_eq!(message.xml, "<a>é</a>".as_bytes());
        assert_eq!(message.relay_state.as_deref(), Some("state-1"));
        assert!(message.verify(&[other.certificate().clone(), mine.certificate().clone()]));
        assert!(!message.verify(&[other.certificate().clone()]));
        assert!(!message.verify(&[]));
        let changed = RedirectMessage::read(&raw.replace("state-1", "state-2")).unwrap();
        assert!(!changed.verify(&[mine.certificate().clone()]));
    }

    #[test]
    fn lower_case_hexadecimal_and_spaces_as_plus_are_verified_as_they_came() {
        let mine = key(1);
        let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
        let message = encode(&codec::encode_base64(&codec::deflate(b"<a/>").unwrap())).replace("%2B", "%2b");
        let algorithm = encode(SigningKey::ALGORITHM.uri()).replace("%2F", "%2f").replace("%3A", "%3a");
        let octets = format!("SAMLRequest={message}&RelayState=a%20b&SigAlg={algorithm}");
        let signature = encode(&codec::encode_base64(&mine.sign(octets.as_bytes()).unwrap()));
        for sent in [octets.clone(), octets.replace("%20", "+")] {
            let read = RedirectMessage::read(&format!("{sent}&Signature={signature}")).unwrap();
            assert!(read.verify(std::slice::from_ref(mine.certificate())), "{sent}");
            assert_eq!(read.relay_state.as_deref(), Some("a b"));
        }
    }

    /// A query that is signed in one encoding and sent in another.
    fn reencoded(key: &SigningKey, state: &str, signed: (&[u8], bool), sent: (&[u8], bool)) -> String {
        let message = codec::encode_base64(&codec::deflate("<a>é~</a>".as_bytes()).unwrap());
        let write = |(kept, plus): (&[u8], bool)| {
            let encode = |text: &str| encode_as(text, kept, plus, false);
            let algorithm = encode(SigningKey::ALGORITHM.uri());
            signed_octets(Carries::Request, &encode(&message), Some(&encode(state)), Some(&algorithm))
        };
        let signature = codec::encode_base64(&key.sign(write(signed).as_bytes()).unwrap());
        format!("{}&Signature={}", write(sent), encode_as(&signature, b"-._~", false, false))
    }

    #[test]
    fn f_04_a_query_may_be_encoded_anew_after_it_was_signed() {
        let mine = key(1);
        let printable: String = (b' '..=b'~').map(char::from).collect();
        for signed in ENCODERS {
            for sent in ENCODERS {
                let raw = reencoded(&mine, &printable, signed, sent);
                let read = RedirectMessage::read(&raw).unwrap();
                assert_eq!(read.relay_state.as_deref(), Some(printable.as_str()));
                assert!(read.verify(std::slice::from_ref(mine.certificate())), "{raw}");
                assert!(!read.verify(std::slice::from_ref(key(2).certificate())));
            }
        }
        let raw = reencoded(&mine, "a b", (b"-._~!*'()", false), (b"-._*", true));
        let changed = RedirectMessage::read(&raw.replace("a+b", "a+c")).unwrap();
        assert!(!changed.verify(std::slice::from_ref(mine.certificate())), "other values are other values");
    }

    #[test]
    fn f_05_an_empty_relay_state_is_signed_or_not() {
        let mine = key(1);
        let with = query(&mine, Some(""));
        let signed_without = query(&mine, None).replacen("&SigAlg", "&RelayState=&SigAlg", 1);
        for raw in [with, signed_without] {
            let read = RedirectMessage::read(&raw).unwrap();
            assert!(read.verify(std::slice::from_ref(mine.certificate())), "{raw}");
            assert_eq!(read.relay_state.as_deref(), Some(""));
        }
        // The octets as they came count, whatever encoding they are in, without the parameter that was put in on the way.
        let plain = query(&mine, None);
        let (octets, _) = plain.split_once("&Signature=").unwrap();
        let octets = octets.replacen("SigAlg=h", "SigAlg=%68", 1);
        let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
        let signature = encode(&codec::encode_base64(&mine.sign(octets.as_bytes()).unwrap()));
        let came = octets.replacen("&SigAlg", "&RelayState=&SigAlg", 1);
        let read = RedirectMessage::read(&format!("{came}&Signature={signature}")).unwrap();
        assert!(read.verify(std::slice::from_ref(mine.certificate())));
    }

    #[test]
    fn second_copies_halves_and_weak_algorithms_are_refused() {
        let raw = query(&key(1), None);
        let read = |query: &str| RedirectMessage::read(query).unwrap_err();
        assert_eq!(read(&format!("SAMLRequest=x&{raw}")), RedirectError::Duplicate);
        assert_eq!(read(&format!("SAMLReque%73t=x&{raw}")), RedirectError::Duplicate);
        assert_eq!(read(&format!("SAMLResponse=x&{raw}")), RedirectError::Duplicate);
        assert_eq!(read(raw.split_once("&Signature").unwrap().0), RedirectError::HalfSigned);
        assert_eq!(read(&raw.replace("rsa-sha256", "rsa-sha1")), RedirectError::Algorithm);
        assert_eq!(read("SigAlg=sha256-rsa-MGF1&Signature=x&SAMLRequest=x"), RedirectError::Algorithm);
        assert_eq!(read("RelayState=x"), RedirectError::NoMessage);
        assert_eq!(read(&format!("{raw}&SAMLEncoding=urn:other")), RedirectError::UnknownEncoding);
        assert_eq!(read(&"a".repeat(QUERY_OCTETS + 1)), RedirectError::TooLong);
        assert_eq!(read("SAMLRequest=%ff"), RedirectError::Encoding);
    }

    #[test]
    fn an_unsigned_message_reads_but_never_verifies() {
        let raw = query(&key(1), None);
        let read = RedirectMessage::read(raw.split_once("&SigAlg").unwrap().0).unwrap();
        assert!(!read.is_signed());
        assert!(!read.verify(std::slice::from_ref(key(1).certificate())));
    }

    #[test]
    fn f_01_a_relay_state_is_kept_to_4096_octets_and_refused_by_name_beyond() {
        for length in [80, 81, 300, 1100, 4096] {
            let state = "x".repeat(length);
            let read = RedirectMessage::read(&query(&key(1), Some(&state))).unwrap();
            assert_eq!(read.relay_state, Some(state));
        }
        let read = RedirectMessage::read(&query(&key(1), Some(&"x".repeat(4097))));
        assert_eq!(read.unwrap_err(), RedirectError::RelayState);
    }
}
