//! Form tokens: a post counts only when the page it comes from was shown to this browser, and to the person who is signed
//! in there.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity_core::ids::UserId;
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

impl Csrf {
    /// The token of a form that is shown in a browser to the person who is signed in there, if somebody is.
    pub fn form_token(&self, browser: &str, person: Option<UserId>, path: &str) -> String {
        let tag = self.token(browser, &form(person, path));
        person.map_or_else(|| tag.clone(), |person| format!("{person}.{tag}"))
    }

    /// To whom the form of this token was shown; an error if it was not shown in this browser.
    pub fn shown_to(&self, browser: &str, path: &str, token: &str) -> Result<Option<UserId>, ForgedToken> {
        let (person, tag) = match token.split_once('.') {
            Some((person, tag)) => (Some(UserId::parse(person).map_err(|_| ForgedToken)?), tag),
            None => (None, token),
        };
        if self.verify(browser, &form(person, path), tag) { Ok(person) } else { Err(ForgedToken) }
    }
}

/// A form token that was not made here, or not for this form in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the form was not shown in this browser")]
pub struct ForgedToken;

/// What the token of a form is for.
fn form(person: Option<UserId>, path: &str) -> String {
    // A path holds no blank.
    person.map_or_else(|| path.to_owned(), |person| format!("{person} {path}"))
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
    fn a_token_says_to_whom_the_form_was_shown() {
        let csrf = Csrf::derive(b"secret");
        let [one, other] = [1, 2].map(|number| Some(UserId::from(uuid::Uuid::from_u128(number))));
        for person in [one, other, None] {
            let token = csrf.form_token("browser", person, "/account");
            assert_eq!(csrf.shown_to("browser", "/account", &token), Ok(person));
            assert_eq!(csrf.shown_to("browser", "/", &token), Err(ForgedToken));
            assert_eq!(csrf.shown_to("other", "/account", &token), Err(ForgedToken));
        }
        let token = csrf.form_token("browser", one, "/account");
        let tag = token.split('.').next_back().unwrap();
        for forged in
            [tag.to_owned(), format!("{}.{tag}", other.unwrap()), format!("x.{tag}"), format!(".{tag}")]
        {
            assert_eq!(csrf.shown_to("browser", "/account", &forged), Err(ForgedToken), "{forged}");
        }
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
