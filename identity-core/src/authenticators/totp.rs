//! The codes of authenticator apps (TOTP, RFC 6238), with the parameters that every app knows: SHA-1, six digits, thirty
//! seconds.

use crate::Timestamp;
use crate::entropy::Entropy;
use crate::secrets::Secret;
use subtle::ConstantTimeEq;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// 160 bits, the length that RFC 4226 section 4 recommends.
pub(super) const KEY_OCTETS: usize = 20;

/// The length of a time step, in seconds.
const STEP: u64 = 30;

/// How many steps a telephone's clock may be wrong (RFC 6238, section 5.2).
const SKEW: u64 = 1;

/// Draws a key.
pub(super) fn draw_key(entropy: &dyn Entropy) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(vec![0; KEY_OCTETS]);
    entropy.fill(&mut key);
    key
}

/// The step whose code was typed, if it is one of those around now and later than the last that was used.
pub(super) fn matching_step(key: &[u8], code: &Secret, now: Timestamp, last: Option<u64>) -> Option<u64> {
    let totp = generator(key)?;
    let now = u64::try_from(now.unix_seconds()).ok()? / STEP;
    let mut found = None;
    // Each step is compared, and each in constant time.
    for step in now.saturating_sub(SKEW)..=now.saturating_add(SKEW) {
        let shown = Zeroizing::new(totp.generate(step.saturating_mul(STEP)).to_string());
        let equal = bool::from(shown.as_bytes().ct_eq(code.expose().as_bytes()));
        if equal && last.is_none_or(|last| step > last) {
            found = Some(step);
        }
    }
    found
}

/// The code that an app shows whose key was typed in base 32.
#[cfg(feature = "testing")]
pub(crate) fn code_of_key(key: &str, at: Timestamp) -> Option<String> {
    let key = totp_rs::Secret::try_from_base32(key).ok()?;
    code_at(key.as_bytes(), at)
}

/// The code that an app with this key shows.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn code_at(key: &[u8], at: Timestamp) -> Option<String> {
    Some(generator(key)?.generate(u64::try_from(at.unix_seconds()).ok()?).to_string())
}

fn generator(key: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(key.to_vec()).with_account_name("-").build().ok()
}

/// The address that an app reads from a QR code: key, issuer and account
/// (<https://github.com/google/google-authenticator/wiki/Key-Uri-Format>).
pub(super) fn uri(key: &[u8], issuer: &str, account: &str) -> Option<Secret> {
    // The two are divided by a colon, so neither has one.
    let plain = |text: &str| text.replace(':', " ");
    let builder = Builder::new().with_secret(key.to_vec()).with_issuer(Some(plain(issuer)));
    builder.with_account_name(plain(account)).build().ok()?.to_url().ok().map(Secret::new)
}

/// The key as people type it: base 32 (RFC 4648, section 6) in groups of four.
pub(super) fn in_groups(key: &[u8]) -> String {
    let text = Zeroizing::new(totp_rs::Secret::from(key.to_vec()).to_base32());
    let groups: Vec<String> =
        text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = b"12345678901234567890";
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code_at(key, Timestamp::from_unix_seconds(at)).unwrap(), code);
        }
    }

    #[test]
    fn a_code_is_right_a_step_before_and_after_and_once() {
        let key = b"12345678901234567890";
        let at = |seconds| Timestamp::from_unix_seconds(1_800_000_000_i64 + seconds);
        let code = Secret::new(code_at(key, at(0)).unwrap());
        let step = matching_step(key, &code, at(0), None).unwrap();
        for seconds in [-30, 0, 29, 30, 59] {
            assert_eq!(matching_step(key, &code, at(seconds), None), Some(step), "{seconds}");
        }
        for seconds in [-31, 60] {
            assert_eq!(matching_step(key, &code, at(seconds), None), None, "{seconds}");
        }
        assert_eq!(matching_step(key, &code, at(0), Some(step)), None);
        assert_eq!(matching_step(key, &code, at(0), Some(step - 1)), Some(step));
        assert_eq!(matching_step(key, &Secret::new("000000"), at(0), None), None);
    }

    #[test]
    fn the_address_holds_key_issuer_and_account() {
        let uri = uri(b"12345678901234567890", "City: Group", "jeremy@citygroup.example").unwrap();
        let uri = uri.expose();
        assert!(uri.starts_with("otpauth://totp/"), "{uri}");
        assert!(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{uri}");
        assert!(uri.contains("jeremy%40citygroup.example") && uri.contains("issuer=City"), "{uri}");
        assert_eq!(in_groups(b"12345678901234567890"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
