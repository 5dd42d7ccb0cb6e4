//! Form tokens: a post counts only when the page it comes from was shown to this browser.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// Makes and checks form tokens: HMAC-SHA256 over the browser cookie and the form's purpose
/// (the "signed double-submit" pattern, bound to one form so that a leaked token opens no other).
#[derive(Clone)]
pub struct Csrf {
    key: hmac::Key,
}

impl std::fmt::Debug for Csrf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Csrf(..)")
    }
}

impl Csrf {
    /// Derives the key for form tokens from the server's secret, so that the secret itself signs nothing else.
    pub fn derive(secret: &[u8]) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let derived = hmac::sign(&root, b"identity-web/form-token/v1");
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()) }
    }

    /// The token for one form in one browser.
    pub fn token(&self, browser: &str, purpose: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, &message(browser, purpose)))
    }

    /// Whether the token was made for this form and this browser; takes the same time for every wrong token.
    pub fn verify(&self, browser: &str, purpose: &str, token: &str) -> bool {
        let mut tag = [0_u8; 32];
        matches!(URL_SAFE_NO_PAD.decode_slice(token, &mut tag), Ok(32))
            && hmac::verify(&self.key, &message(browser, purpose), &tag).is_ok()
    }
}

/// The length in front keeps (`ab`, `c`) apart from (`a`, `bc`).
fn message(browser: &str, purpose: &str) -> Vec<u8> {
    let length = u64::try_from(browser.len()).unwrap_or(u64::MAX).to_be_bytes();
    [length.as_slice(), browser.as_bytes(), purpose.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_one_form_in_one_browser() {
        let csrf = Csrf::derive(b"secret");
        let token = csrf.token("browser", "/login");
        assert!(csrf.verify("browser", "/login", &token));
        assert!(!csrf.verify("browser", "/logout", &token));
        assert!(!csrf.verify("other", "/login", &token));
        assert!(!csrf.verify("browser/", "login", &token));
        assert!(!Csrf::derive(b"other secret").verify("browser", "/login", &token));
    }

    #[test]
    fn malformed_tokens_are_refused() {
        let csrf = Csrf::derive(b"secret");
        let token = csrf.token("browser", "/login");
        for bad in ["", "x", &token[1..], &format!("{token}A"), &"A".repeat(100_000), "????"] {
            assert!(!csrf.verify("browser", "/login", bad), "{bad}");
        }
    }
}
