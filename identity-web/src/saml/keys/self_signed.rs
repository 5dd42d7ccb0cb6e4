//! Certificates that a key signs for itself: containers of a public key, which are believed for where they are found.

use identity_core::{Entropy, Timestamp};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::{X509, X509NameBuilder};

const TEN_YEARS: i64 = 3653 * 86_400;

const DAY: i64 = 86_400;

/// Makes a certificate of a key, which is valid for ten years.
pub(crate) fn self_signed(
    key: &PKey<Private>,
    common_name: &str,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<X509, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    // X.520 allows 64 characters in a common name.
    name.append_entry_by_nid(Nid::COMMONNAME, &common_name.chars().take(64).collect::<String>())?;
    let name = name.build();
    let mut serial = [0_u8; 16];
    entropy.fill(&mut serial);
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_serial_number(&*BigNum::from_slice(&serial)?.to_asn1_integer()?)?;
    builder.set_subject_name(&name)?;
    builder.set_issuer_name(&name)?;
    builder.set_pubkey(key)?;
    builder.set_not_before(&*Asn1Time::from_unix(now.unix_seconds() - DAY)?)?;
    builder.set_not_after(&*Asn1Time::from_unix(now.unix_seconds() + TEN_YEARS)?)?;
    builder.sign(key, MessageDigest::sha256())?;
    Ok(builder.build())
}
