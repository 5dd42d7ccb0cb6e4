//! The cookies of the pages: the session, the browser, and the links of mails that were opened in it (RFC 6265bis).

use crate::base_url::BaseUrl;
use http::header::{COOKIE, HeaderMap, HeaderValue};
use identity_core::Timestamp;
use identity_core::ids::LogoutId;
use identity_core::secrets::SecretToken;
use identity_core::sessions::BegunLogout;
use std::borrow::Cow;
use std::fmt::Write as _;

/// So many cookies of one name are looked at: another host of the site can add some, which must not sign anybody out.
pub(crate) const SAME_NAME: usize = 4;

/// An id as text.
const ID_LENGTH: usize = 36;

/// How many characters a token has.
const TOKEN_LENGTH: usize = 43;

/// Our own values are base64url tokens, far shorter than this.
const LONGEST_VALUE: usize = 256;

/// A cookie that the pages set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The signed-in session's token.
    Session,
    /// A random value per browser to which form tokens and sign-on attempts are bound.
    Browser,
    /// Who signed in with this browser before, for tries of their own; it outlives the session.
    Device,
    /// The sign-out that goes on in this browser, with its token.
    Logout,
    /// The token of the invitation whose link was opened last, so that it does not stay in the address.
    Invitation,
    /// The language that was chosen in this browser.
    Language,
    /// The language that the application asked for which sent the person here last.
    AskedLanguage,
    /// The token of the link for a new password that was opened last.
    Recovery,
    /// The token of the link about an e-mail address or telephone number that was opened last.
    Contact,
    /// What was just done, for the notice of the next page; an address alone can claim nothing.
    Notice,
}

/// How cookies are named and marked at this base URL.
///
/// Over `https` they carry the `__Host-` prefix, so that no sibling host can plant one; over `http`, which the
/// base URL allows on loopback hosts only, the prefix would make clients drop them. Below a mount point the names end with
/// its path, so that two instances on one host do not take each other's cookies; the attribute `Path` could not do that, since
/// the prefix demands `/`, and the host's own pages outside the mount point need the session too.
#[derive(Debug, Clone)]
pub struct CookiePolicy {
    secure: bool,
    mounted: String,
}

impl CookiePolicy {
    /// The policy for a base URL.
    pub fn new(base: &BaseUrl) -> Self {
        Self { secure: base.is_secure(), mounted: end_of_names(base) }
    }

    /// The name on the wire.
    pub fn name(&self, cookie: Cookie) -> Cow<'static, str> {
        let name = self.name_at_root(cookie);
        if self.mounted.is_empty() {
            Cow::Borrowed(name)
        } else {
            Cow::Owned(format!("{name}{}", self.mounted))
        }
    }

    const fn name_at_root(&self, cookie: Cookie) -> &'static str {
        match (cookie, self.secure) {
            (Cookie::Session, true) => "__Host-identity-session",
            (Cookie::Session, false) => "identity-session",
            (Cookie::Browser, true) => "__Host-identity-browser",
            (Cookie::Browser, false) => "identity-browser",
            (Cookie::Device, true) => "__Host-identity-device",
            (Cookie::Device, false) => "identity-device",
            (Cookie::Logout, true) => "__Host-identity-logout",
            (Cookie::Logout, false) => "identity-logout",
            (Cookie::Invitation, true) => "__Host-identity-invitation",
            (Cookie::Invitation, false) => "identity-invitation",
            (Cookie::Language, true) => "__Host-identity-language",
            (Cookie::Language, false) => "identity-language",
            (Cookie::AskedLanguage, true) => "__Host-identity-asked-language",
            (Cookie::AskedLanguage, false) => "identity-asked-language",
            (Cookie::Recovery, true) => "__Host-identity-recovery",
            (Cookie::Recovery, false) => "identity-recovery",
            (Cookie::Contact, true) => "__Host-identity-contact",
            (Cookie::Contact, false) => "identity-contact",
            (Cookie::Notice, true) => "__Host-identity-notice",
            (Cookie::Notice, false) => "identity-notice",
        }
    }

    /// Finds our cookie in a request: the first of its name that can be one of our tokens.
    pub fn read<'a>(&self, headers: &'a HeaderMap, cookie: Cookie) -> Option<&'a str> {
        self.read_all(headers, cookie).next()
    }

    /// All cookies of this name in a request that can be one of our tokens, a few at most. A browser sends several when
    /// another host of the site has set one too, and does not say which is whose (RFC 6265bis section 5.8.3).
    pub(crate) fn read_all<'a>(
        &self,
        headers: &'a HeaderMap,
        cookie: Cookie,
    ) -> impl Iterator<Item = &'a str> + Send {
        values(headers, self.name(cookie).into_owned()).filter(|value| is_token(value)).take(SAME_NAME)
    }

    /// A `Set-Cookie` that lasts until the browser closes; the server's own limits end a session earlier. What a browser is
    /// remembered by lasts for 400 days, the longest that browsers allow (RFC 6265bis section 5.5).
    pub fn set(&self, cookie: Cookie, value: &str) -> Option<HeaderValue> {
        let lasts = matches!(cookie, Cookie::Device | Cookie::Language);
        let lasts = if lasts { "; Max-Age=34560000" } else { "" };
        is_token(value).then(|| self.header(cookie, value, lasts)).flatten()
    }

    /// A `Set-Cookie` that removes the cookie.
    pub fn clear(&self, cookie: Cookie) -> Option<HeaderValue> {
        self.header(cookie, "", "; Max-Age=0")
    }

    fn header(&self, cookie: Cookie, value: &str, tail: &str) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{tail}", self.name(cookie));
        HeaderValue::from_str(&text).ok()
    }
}

/// The values of a cookie in a request. What stands beside them may be anything: other hosts and programs of the site set
/// cookies too, long ones and such as no text can hold.
pub(crate) fn values(headers: &HeaderMap, name: String) -> impl Iterator<Item = &str> + Send {
    let pairs = headers.get_all(COOKIE).iter().flat_map(|header| header.as_bytes().split(|one| *one == b';'));
    pairs.filter_map(move |pair| {
        let equals = pair.iter().position(|one| *one == b'=')?;
        let (key, value) = pair.split_at_checked(equals)?;
        let value = std::str::from_utf8(value.get(1..)?).ok()?;
        (key.trim_ascii() == name.as_bytes()).then(|| value.trim())
    })
}

/// What the names of cookies end with below a mount point: `.id` below `/id`, `.a.b` below `/a/b`, nothing at the root. What a
/// name cannot hold, and what stands for something else, is written as in an address (RFC 6265 section 4.1.1).
pub(crate) fn end_of_names(base: &BaseUrl) -> String {
    let mut end = String::new();
    for octet in base.mount().bytes() {
        match octet {
            b'/' => end.push('.'),
            _ if octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_') => end.push(char::from(octet)),
            _ => {
                let _ = write!(end, "%{octet:02X}");
            }
        }
    }
    end
}

/// The value of the cookie of a sign-out: its id and its token.
pub(crate) fn logout_value(begun: &BegunLogout) -> String {
    format!("{}{}", begun.id(), begun.token.expose())
}

/// The id and the token in the cookie of a sign-out.
pub(crate) fn read_logout(value: &str) -> Option<(LogoutId, SecretToken)> {
    let (id, token) = value.split_at_checked(ID_LENGTH)?;
    Some((LogoutId::parse(id).ok()?, SecretToken::parse(token).ok()?))
}

/// The value of the cookie of an invitation whose link was opened: its token, and when that was.
pub(crate) fn invitation_value(token: &SecretToken, opened_at: Timestamp) -> String {
    format!("{}{}", token.expose(), opened_at.unix_micros())
}

/// The token and the time in the cookie of an invitation. One that holds no time is as old as can be.
pub(crate) fn read_invitation(value: &str) -> Option<(SecretToken, Timestamp)> {
    let (token, opened_at) = value.split_at_checked(TOKEN_LENGTH)?;
    let micros = if opened_at.is_empty() { 0 } else { opened_at.parse().ok()? };
    Some((SecretToken::parse(token).ok()?, Timestamp::from_unix_micros(micros)))
}

fn is_token(value: &str) -> bool {
    (1..=LONGEST_VALUE).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(base: &str) -> CookiePolicy {
        CookiePolicy::new(&BaseUrl::parse(base).unwrap())
    }

    fn request(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).unwrap())])
    }

    #[test]
    fn https_cookies_are_host_bound_and_secure() {
        let header = policy("https://example.com").set(Cookie::Session, "abc").unwrap();
        assert_eq!(header, "__Host-identity-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn loopback_cookies_have_the_plain_name() {
        let policy = policy("http://localhost:8080");
        assert_eq!(
            policy.set(Cookie::Session, "abc").unwrap(),
            "identity-session=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            policy.clear(Cookie::Browser).unwrap(),
            "identity-browser=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        );
        assert_eq!(policy.read(&request("__Host-identity-session=abc"), Cookie::Session), None);
    }

    #[test]
    fn below_a_mount_point_the_names_end_with_it_and_no_two_are_the_same() {
        let name = |base: &str| policy(base).name(Cookie::Session).into_owned();
        assert_eq!(name("https://example.com/id"), "__Host-identity-session.id");
        assert_eq!(name("http://localhost/a/b/"), "identity-session.a.b");
        assert_eq!(name("http://localhost/a.b/%41"), "identity-session.a%2Eb.%2541");
        let header = policy("https://example.com/id").set(Cookie::Session, "abc").unwrap();
        assert_eq!(header, "__Host-identity-session.id=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        let one = request("identity-session.one=a; identity-session=b; identity-session.two=c");
        for (base, value) in [("/one", "a"), ("", "b"), ("/two", "c")] {
            let policy = policy(&format!("http://localhost{base}"));
            assert_eq!(policy.read(&one, Cookie::Session), Some(value));
        }
    }

    #[test]
    fn reading_tolerates_strangers_and_refuses_what_is_not_a_token() {
        let policy = policy("http://localhost");
        let read = |text: &str| policy.read(&request(text), Cookie::Session).map(str::to_owned);
        assert_eq!(read("a=b; ;x; identity-session = tok-en_1 ;c=\"q\""), Some("tok-en_1".to_owned()));
        assert_eq!(read("identity-session=a b"), None);
        assert_eq!(read("identity-session="), None);
        assert_eq!(read(&format!("identity-session={}", "a".repeat(257))), None);
        assert_eq!(policy.read(&HeaderMap::new(), Cookie::Session), None);
    }

    /// What other hosts and programs of the site set must not sign anybody out.
    #[test]
    fn what_can_be_read_of_a_request_is_read() {
        let policy = policy("http://localhost");
        let read = |text: &str| policy.read(&request(text), Cookie::Session).map(str::to_owned);
        assert_eq!(read(&format!("x={}; identity-session=a", "a".repeat(90_000))), Some("a".to_owned()));
        assert_eq!(read("identity-session=a b; identity-session=a"), Some("a".to_owned()));
        assert_eq!(read("identity-session; identity-session=; identity-session=a"), Some("a".to_owned()));
        let octets =
            HeaderValue::from_bytes(b"x=\xff\xfe; identity-session=\xff; identity-session=a").unwrap();
        let request = HeaderMap::from_iter([(COOKIE, octets)]);
        assert_eq!(policy.read(&request, Cookie::Session), Some("a"));
        let several = super::tests::request("identity-session=a; identity-session=b; other=c");
        assert_eq!(policy.read_all(&several, Cookie::Session).collect::<Vec<_>>(), ["a", "b"]);
        let many = super::tests::request(&"identity-session=a; ".repeat(100));
        assert_eq!(policy.read_all(&many, Cookie::Session).count(), SAME_NAME);
    }

    #[test]
    fn a_value_that_could_add_attributes_is_not_set() {
        assert_eq!(policy("https://example.com").set(Cookie::Session, "a; Domain=example.com"), None);
    }
}
