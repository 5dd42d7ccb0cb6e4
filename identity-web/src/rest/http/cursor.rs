//! Cursors: where the next page of a list begins, readable and makeable by this server alone.

use crate::rest::http::problem::{Problem, ProblemKind};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity_core::Identity;
use ring::hmac;
use uuid::Uuid;

/// The id that a cursor holds, in octets.
const ID: usize = 16;

/// HMAC-SHA256, in octets.
const TAG: usize = 32;

/// Makes and reads the cursors of one list. They carry an HMAC over the list's address and search, so that
/// nobody can begin at an id of their choice, and none fits another list.
pub(crate) struct Cursors {
    key: hmac::Key,
    list: String,
}

impl std::fmt::Debug for Cursors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cursors").field("list", &self.list).finish_non_exhaustive()
    }
}

impl Cursors {
    pub(crate) fn new(identity: &Identity, list: &str) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &identity.derive_key("rest-cursors"));
        Self { key, list: list.to_owned() }
    }

    pub(crate) fn seal(&self, id: Uuid) -> String {
        let tag = hmac::sign(&self.key, &self.message(id.as_bytes()));
        URL_SAFE_NO_PAD.encode([id.as_bytes(), tag.as_ref()].concat())
    }

    pub(crate) fn open(&self, cursor: &str) -> Result<Uuid, Problem> {
        self.read(cursor).ok_or_else(|| {
            let detail = "Send the next of this very list as it was given out, or begin without a cursor.";
            Problem::new(ProblemKind::InvalidCursor, detail)
        })
    }

    fn read(&self, cursor: &str) -> Option<Uuid> {
        let mut octets = [0; ID + TAG];
        let length = URL_SAFE_NO_PAD.decode_slice(cursor, &mut octets).ok()?;
        let (id, tag) = octets.split_first_chunk::<ID>().filter(|_| length == ID + TAG)?;
        hmac::verify(&self.key, &self.message(id), tag).ok()?;
        Some(Uuid::from_bytes(*id))
    }

    fn message(&self, id: &[u8; ID]) -> Vec<u8> {
        [id.as_slice(), self.list.as_bytes()].concat()
    }
}
