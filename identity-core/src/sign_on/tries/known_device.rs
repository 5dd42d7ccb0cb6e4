//! Browsers that a person signed in with before.

use crate::authority::Identity;
use crate::ids::UserId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// A random value for each browser, by which its tries are counted.
const MARK: usize = 16;

/// HMAC-SHA256, cut to 128 bits (RFC 2104 section 5).
const TAG: usize = 16;

/// How many people one browser is remembered for.
const PEOPLE: usize = 5;

/// The value of the cookie: the mark of the browser, and behind it one tag for each person who signed in with it, the last
/// one first. It names nobody, and nobody but us can add a tag.
struct KnownDevice {
    mark: [u8; MARK],
    tags: Vec<[u8; TAG]>,
}

impl KnownDevice {
    fn parse(text: &str) -> Option<Self> {
        let octets = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (mark, tags) = octets.split_first_chunk::<MARK>()?;
        let (tags, rest) = tags.as_chunks::<TAG>();
        let fits = rest.is_empty() && tags.len() <= PEOPLE;
        fits.then(|| Self { mark: *mark, tags: tags.to_vec() })
    }

    fn text(&self) -> String {
        let octets: Vec<u8> = self.mark.iter().chain(self.tags.as_flattened()).copied().collect();
        URL_SAFE_NO_PAD.encode(octets)
    }

    fn tag(&self, key: &hmac::Key, user: UserId) -> [u8; TAG] {
        let signed: Vec<u8> = self.mark.iter().chain(user.as_uuid().as_bytes()).copied().collect();
        let whole = hmac::sign(key, &signed);
        let mut tag = [0; TAG];
        tag.iter_mut().zip(whole.as_ref()).for_each(|(to, from)| *to = *from);
        tag
    }
}

impl Identity {
    fn device_key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.derive_key("known-device"))
    }

    /// What a browser keeps for long after this person has signed in with it, in a cookie that lives longer than the
    /// session; `known` is what it kept before. It proves nothing: it gives the person tries of their own, so that strangers
    /// who guess do not keep them out.
    pub fn remember_device(&self, known: Option<&str>, user: UserId) -> String {
        let key = self.device_key();
        let mut device = known.and_then(KnownDevice::parse).unwrap_or_else(|| {
            let mut mark = [0; MARK];
            self.entropy().fill(&mut mark);
            KnownDevice { mark, tags: Vec::new() }
        });
        let tag = device.tag(&key, user);
        device.tags.retain(|one| *one != tag);
        device.tags.insert(0, tag);
        device.tags.truncate(PEOPLE);
        device.text()
    }

    /// The mark of the browser, if this person signed in with it before.
    pub(crate) fn known_device(&self, known: Option<&str>, user: UserId) -> Option<String> {
        let device = known.and_then(KnownDevice::parse)?;
        let tag = device.tag(&self.device_key(), user);
        // Each tag is compared, and each in constant time.
        let found = device.tags.iter().fold(subtle::Choice::from(0), |found, one| {
            found | subtle::ConstantTimeEq::ct_eq(one.as_slice(), tag.as_slice())
        });
        bool::from(found).then(|| URL_SAFE_NO_PAD.encode(device.mark))
    }
}
