//! A request that came by POST, carried on to a GET. A browser does not send its `SameSite=Lax` cookies with a
//! form from another site, and without them the sign-on would begin in an unknown browser; with the redirect
//! that follows it sends them. The checked request travels in the address, sealed for a few minutes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity_core::domain::Origin;
use identity_core::{Identity, Timestamp};
use ring::hmac;
use serde::{Deserialize, Serialize};
use std::time::Duration;

const LIFETIME: Duration = Duration::from_mins(5);

/// What a sealed request needs at the most: a relay state of 4096 octets, each of which may be written as six in JSON,
/// in base64, and bounded addresses.
const LONGEST: usize = 48 * 1024;

#[derive(Serialize, Deserialize)]
struct SealedRequest {
    origin: Origin,
    until: Timestamp,
}

fn key(identity: &Identity) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &identity.derive_key("saml-posted-request"))
}

/// Seals a checked request for the way through the browser.
pub(crate) fn seal(identity: &Identity, origin: &Origin) -> Option<String> {
    let carried = SealedRequest { origin: origin.clone(), until: identity.clock().now().plus(LIFETIME) };
    let json = serde_json::to_vec(&carried).ok()?;
    let tag = hmac::sign(&key(identity), &json);
    Some(format!("{}.{}", URL_SAFE_NO_PAD.encode(tag), URL_SAFE_NO_PAD.encode(&json)))
}

/// Opens what [`seal`] sealed; nothing else, and not after its time.
pub(crate) fn open(identity: &Identity, sealed: &str) -> Option<Origin> {
    if sealed.len() > LONGEST {
        return None;
    }
    let (tag, json) = sealed.split_once('.')?;
    let (tag, json) = (URL_SAFE_NO_PAD.decode(tag).ok()?, URL_SAFE_NO_PAD.decode(json).ok()?);
    hmac::verify(&key(identity), &json, &tag).ok()?;
    let carried: SealedRequest = serde_json::from_slice(&json).ok()?;
    (identity.clock().now() < carried.until).then_some(carried.origin)
}
