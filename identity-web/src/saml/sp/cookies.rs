//! The two cookies of a service provider: its session, and the browser that a request was sent from.

use crate::base_url::BaseUrl;
use crate::page::cookies::{SAME_NAME, end_of_names, values};
use http::header::{HeaderMap, HeaderValue};
use identity_core::secrets::SecretToken;

/// How the cookies are named and marked. Below a mount point the names end with it, as those of the pages do.
#[derive(Debug, Clone)]
pub(crate) struct CookieNames {
    secure: bool,
    mounted: String,
}

impl CookieNames {
    pub(crate) fn new(base: &BaseUrl) -> Self {
        Self { secure: base.is_secure(), mounted: end_of_names(base) }
    }

    fn session_name(&self) -> String {
        self.name(if self.secure { "__Host-saml-session" } else { "saml-session" })
    }

    fn login_name(&self) -> String {
        self.name(if self.secure { "__Host-saml-login" } else { "saml-login" })
    }

    fn name(&self, at_root: &str) -> String {
        format!("{at_root}{}", self.mounted)
    }

    /// The token of the session.
    pub(crate) fn session(&self, headers: &HeaderMap) -> Option<SecretToken> {
        self.sessions(headers).next()
    }

    /// The tokens in the cookies of that name: of several, one is that of a live session.
    pub(crate) fn sessions(&self, headers: &HeaderMap) -> impl Iterator<Item = SecretToken> + Send {
        read(headers, self.session_name())
    }

    /// The token of the browser that was sent to sign in.
    pub(crate) fn login(&self, headers: &HeaderMap) -> Option<SecretToken> {
        read(headers, self.login_name()).next()
    }

    /// Sets the session's cookie. `Lax`: no other site's form acts in this session.
    pub(crate) fn set_session(&self, token: &SecretToken) -> Option<HeaderValue> {
        self.write(&self.session_name(), token.expose(), "Lax", "")
    }

    /// Removes the session's cookie.
    pub(crate) fn clear_session(&self) -> Option<HeaderValue> {
        self.write(&self.session_name(), "", "Lax", "; Max-Age=0")
    }

    /// Marks the browser before it is sent to sign in. The response comes back as a form from another site, which
    /// carries only cookies that are marked `None`; those need TLS, so without it (on this machine only) identity
    /// provider and application have to be of one site.
    pub(crate) fn set_login(&self, token: &SecretToken) -> Option<HeaderValue> {
        let same_site = if self.secure { "None" } else { "Lax" };
        self.write(&self.login_name(), token.expose(), same_site, "; Max-Age=86400")
    }

    fn write(&self, name: &str, value: &str, same_site: &str, tail: &str) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{secure}{tail}");
        HeaderValue::from_str(&text).ok()
    }
}

fn read(headers: &HeaderMap, name: String) -> impl Iterator<Item = SecretToken> + Send {
    values(headers, name).filter_map(|value| SecretToken::parse(value).ok()).take(SAME_NAME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::COOKIE;
    use identity_core::SeededEntropy;

    #[test]
    fn the_login_cookie_survives_a_form_from_another_site_and_the_session_does_not() {
        let token = SecretToken::generate(&SeededEntropy::new(1));
        let names = CookieNames::new(&BaseUrl::parse("https://app.example").unwrap());
        let login = names.set_login(&token).unwrap();
        let session = names.set_session(&token).unwrap();
        assert!(login.to_str().unwrap().contains("SameSite=None; Secure"));
        assert!(session.to_str().unwrap().contains("SameSite=Lax; Secure"));
        let pair = |header: &HeaderValue| header.to_str().unwrap().split(';').next().unwrap().to_owned();
        let headers = HeaderMap::from_iter([(
            COOKIE,
            HeaderValue::from_str(&format!("{}; {}", pair(&login), pair(&session))).unwrap(),
        )]);
        assert_eq!(names.login(&headers).unwrap().digest(), token.digest());
        assert_eq!(names.session(&headers).unwrap().digest(), token.digest());
        let plain = CookieNames::new(&BaseUrl::parse("http://app.localhost").unwrap());
        assert!(plain.session(&headers).is_none());
        let mounted = CookieNames::new(&BaseUrl::parse("https://app.example/one").unwrap());
        assert!(mounted.session(&headers).is_none() && mounted.login(&headers).is_none());
        assert!(pair(&mounted.set_session(&token).unwrap()).starts_with("__Host-saml-session.one="));
    }
}
