//! The keys in metadata: which are believed, and why others are not.

use crate::saml::keys::certificate::{Certificate, CertificateFacts, KeyError};
use crate::saml::xml::codec;
use crate::saml::xml::namespace::{DSIG, METADATA};
use crate::saml::xml::tree::Element;
use identity_core::Timestamp;
use std::fmt;

/// More keys than a rollover needs. Every key is tried on every message, so a long list would be a way to keep this
/// server busy.
const MOST_CERTIFICATES: usize = 8;

/// Why a key is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyLeftOut {
    /// Not a certificate in base64, with or without the lines of PEM.
    Unreadable,
    /// RSA with less than 2048 bits, or a curve or kind of key that is not accepted.
    Unsuitable,
    /// The certificate of an authority, which is there to vouch for the one that signs.
    Authority,
    /// For encryption only.
    Encryption,
    /// Beyond the number of keys that are tried.
    TooMany,
}

/// A key in metadata, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyReport {
    /// What the certificate says whose it is; empty when it cannot be read.
    pub subject: String,
    /// SHA-256 of the certificate in hexadecimal; empty when it cannot be read.
    pub fingerprint: String,
    /// When its period of validity ends; absent when it cannot be read.
    pub ends_at: Option<Timestamp>,
    /// Whether its period of validity is over. A certificate in metadata counts all the same (saml-metadata 2.4.1.1).
    pub expired: bool,
    /// Why it is not believed; `None` when it is.
    pub left_out: Option<KeyLeftOut>,
}

impl fmt::Display for KeyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, fingerprint, expired, left_out, .. } = self;
        let short = fingerprint.get(..16).unwrap_or("unreadable");
        write!(f, "key {short} ({subject}): ")?;
        match left_out {
            None if *expired => f.write_str("used, though its certificate has expired"),
            None => f.write_str("used"),
            Some(why) => write!(f, "left out, {}", why.words()),
        }
    }
}

impl KeyLeftOut {
    /// Its stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "key-unreadable",
            Self::Unsuitable => "key-unsuitable",
            Self::Authority => "key-authority",
            Self::Encryption => "key-encryption",
            Self::TooMany => "key-too-many",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "it is no certificate in base64",
            Self::Unsuitable => "it is not RSA with 2048 to 8192 bits, nor EC on P-256, P-384 or P-521",
            Self::Authority => "it is the certificate of an authority in the chain of another",
            Self::Encryption => "it verifies nothing, it is for encryption",
            Self::TooMany => "eight others come before it",
        }
    }
}

/// The certificates of keys for signing: those marked so, and those not marked at all (saml-metadata 2.4.1.1); and what
/// becomes of every key.
pub(super) fn read_keys(role: &Element, now: Timestamp) -> (Vec<Certificate>, Vec<KeyReport>) {
    let (mut used, mut reports) = (Vec::new(), Vec::new());
    for key in role.all(METADATA, "KeyDescriptor") {
        let signs = key.attribute("use").is_none_or(|purpose| purpose == "signing");
        for data in key.walk().filter(|element| element.is(DSIG, "X509Data")) {
            let found: Vec<Found> = data.all(DSIG, "X509Certificate").map(Found::read).collect();
            for one in &found {
                let (certificate, left_out) = judge(one, &found, signs, &used);
                if used.iter().any(|known: &Certificate| Some(known) == certificate.as_ref()) {
                    continue;
                }
                reports.push(one.report(now, left_out));
                used.extend(certificate);
            }
        }
    }
    (used, reports)
}

/// The certificates of RSA keys for encryption: those marked so first, then those not marked at all (saml-metadata 2.4.1.1). The
/// certificate of an authority beside them is not one.
pub(super) fn encryption_keys(role: &Element) -> Vec<Certificate> {
    let marked = |purpose: Option<&str>| {
        let keys = role.all(METADATA, "KeyDescriptor").filter(move |key| key.attribute("use") == purpose);
        let data = keys.flat_map(|key| key.walk().filter(|element| element.is(DSIG, "X509Data")));
        let found = data.flat_map(|data| {
            let together: Vec<Found> = data.all(DSIG, "X509Certificate").map(Found::read).collect();
            let own = together.iter().filter(|one| !one.vouches_for_another(&together));
            own.filter_map(|one| one.certificate.as_ref().ok().cloned()).collect::<Vec<_>>()
        });
        found.filter(Certificate::can_encrypt).collect::<Vec<_>>()
    };
    marked(Some("encryption")).into_iter().chain(marked(None)).take(MOST_CERTIFICATES).collect()
}

fn judge(
    one: &Found,
    together: &[Found],
    signs: bool,
    used: &[Certificate],
) -> (Option<Certificate>, Option<KeyLeftOut>) {
    let certificate = match &one.certificate {
        _ if !signs => return (None, Some(KeyLeftOut::Encryption)),
        _ if one.vouches_for_another(together) => return (None, Some(KeyLeftOut::Authority)),
        Ok(certificate) => certificate,
        Err(why) => return (None, Some(*why)),
    };
    if used.contains(certificate) || used.len() < MOST_CERTIFICATES {
        return (Some(certificate.clone()), None);
    }
    (None, Some(KeyLeftOut::TooMany))
}

/// A certificate as it stands in metadata.
struct Found {
    facts: Option<CertificateFacts>,
    certificate: Result<Certificate, KeyLeftOut>,
}

impl Found {
    fn read(element: &Element) -> Self {
        let armour = |line: &&str| !line.trim().starts_with("-----");
        let text: String = element.text.lines().filter(armour).collect::<Vec<_>>().join("\n");
        let Ok(der) = codec::decode_base64(&text) else {
            return Self { facts: None, certificate: Err(KeyLeftOut::Unreadable) };
        };
        let certificate = Certificate::from_der(&der).map_err(|error| match error {
            KeyError::Unsuitable => KeyLeftOut::Unsuitable,
            _ => KeyLeftOut::Unreadable,
        });
        Self { facts: CertificateFacts::read(&der), certificate }
    }

    /// Whether it issued another certificate of the same key (XML Signature, section 4.5.4: a chain).
    fn vouches_for_another(&self, together: &[Self]) -> bool {
        let Some(facts) = &self.facts else { return false };
        let others = together.iter().filter_map(|other| other.facts.as_ref());
        others.filter(|other| other.fingerprint != facts.fingerprint).any(|other| other.is_issued_by(facts))
    }

    fn report(&self, now: Timestamp, left_out: Option<KeyLeftOut>) -> KeyReport {
        let facts = self.facts.as_ref();
        KeyReport {
            subject: facts.map(|facts| facts.subject.clone()).unwrap_or_default(),
            fingerprint: facts.map(|facts| facts.fingerprint.clone()).unwrap_or_default(),
            ends_at: facts.and_then(|facts| facts.not_after),
            expired: facts.and_then(|facts| facts.not_after).is_some_and(|until| until <= now),
            left_out,
        }
    }
}
