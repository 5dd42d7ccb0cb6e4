//! Cursors: where the next page of a list begins, readable and makeable by this server alone.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity_core::Identity;
use identity_core::store::Cursor;
use ring::hmac;

/// HMAC-SHA256, in octets.
const TAG: usize = 32;

/// Longer than any cursor that is given out.
const LONGEST: usize = 4_096;

/// Makes and reads the cursors of one list. They carry an HMAC over the list's address and search, so a caller
/// cannot make up a cursor or use one of another list.
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

    pub(crate) fn seal(&self, place: &Cursor) -> String {
        let place = place.to_string();
        let tag = hmac::sign(&self.key, &self.message(place.as_bytes()));
        URL_SAFE_NO_PAD.encode([tag.as_ref(), place.as_bytes()].concat())
    }

    pub(crate) fn open(&self, cursor: &str) -> Result<Cursor, Problem> {
        let foreign = || Problem::said(ProblemKind::InvalidCursor, &PageText::new("rest-cursor"));
        self.read(cursor).ok_or_else(foreign)
    }

    fn read(&self, cursor: &str) -> Option<Cursor> {
        if cursor.len() > LONGEST {
            return None;
        }
        let octets = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (tag, place) = octets.split_first_chunk::<TAG>()?;
        hmac::verify(&self.key, &self.message(place), tag).ok()?;
        std::str::from_utf8(place).ok()?.parse().ok()
    }

    /// The list's address follows a line break, which no cursor contains.
    fn message(&self, place: &[u8]) -> Vec<u8> {
        [place, b"\n", self.list.as_bytes()].concat()
    }
}
