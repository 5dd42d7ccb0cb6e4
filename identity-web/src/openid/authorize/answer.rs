//! The answer to a request, as an address to go to or a form to send.

use crate::openid::authorize::error::RedirectError;
use crate::openid::authorize::request::{ReplyTo, ResponseMode};

/// How the browser takes the answer to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// By going to this address.
    Redirect(String),
    /// By sending a form.
    Form(AnswerForm),
}

/// A form that is sent by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnswerForm {
    /// Where it goes.
    pub(crate) action: String,
    /// Its hidden fields.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Answer {
    /// The answer with a code.
    pub(crate) fn code(to: &ReplyTo, issuer: &str, code: &str) -> Self {
        Self::of(to, issuer, vec![("code", code.to_owned())])
    }

    /// The answer that there is none.
    pub(crate) fn refusal(refused: &RedirectError, issuer: &str) -> Self {
        let (code, description) = (refused.error.code(), refused.error.description());
        let fields = vec![("error", code.to_owned()), ("error_description", description.to_owned())];
        Self::of(&refused.to, issuer, fields)
    }

    /// Every answer says who gives it (RFC 9207), so that a client of several providers does not take it for another's.
    fn of(to: &ReplyTo, issuer: &str, mut fields: Vec<(&'static str, String)>) -> Self {
        fields.extend(to.state.iter().map(|state| ("state", state.clone())));
        fields.push(("iss", issuer.to_owned()));
        match to.response_mode {
            ResponseMode::Query => Self::Redirect(with_query(&to.redirect_uri, &fields)),
            ResponseMode::FormPost => Self::Form(AnswerForm { action: to.redirect_uri.clone(), fields }),
        }
    }
}

/// The address with the fields at the end of its query, and otherwise as it was registered (RFC 6749, section 3.1.2).
pub(crate) fn with_query(uri: &str, fields: &[(&'static str, String)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let between = match uri.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, query)) if query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{uri}{between}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::authorize::error::AuthorizeError;

    const ISSUER: &str = "https://my.example.com";

    fn reply(redirect_uri: &str, response_mode: ResponseMode) -> ReplyTo {
        ReplyTo { redirect_uri: redirect_uri.to_owned(), response_mode, state: Some("a b&c=\"<".to_owned()) }
    }

    #[test]
    fn the_registered_query_is_kept() {
        let answer = |uri| Answer::code(&reply(uri, ResponseMode::Query), ISSUER, "co.de");
        let added = "code=co.de&state=a+b%26c%3D%22%3C&iss=https%3A%2F%2Fmy.example.com";
        for (uri, start) in [
            ("https://app.example.com/cb", "https://app.example.com/cb?"),
            ("https://app.example.com/cb?", "https://app.example.com/cb?"),
            ("https://app.example.com/cb?x=%2f", "https://app.example.com/cb?x=%2f&"),
            ("https://app.example.com/cb?x&", "https://app.example.com/cb?x&"),
            ("com.example.app:/cb", "com.example.app:/cb?"),
        ] {
            assert_eq!(answer(uri), Answer::Redirect(format!("{start}{added}")));
        }
    }

    #[test]
    fn o_7_a_refusal_says_who_refuses() {
        let to = reply("https://app.example.com/cb", ResponseMode::FormPost);
        let answer = Answer::refusal(&RedirectError { to, error: AuthorizeError::Prompt }, ISSUER);
        let Answer::Form(form) = answer else { panic!("not a form") };
        assert_eq!(form.action, "https://app.example.com/cb");
        let names: Vec<_> = form.fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["error", "error_description", "state", "iss"]);
        assert_eq!(form.fields[0].1, "invalid_request");
        assert_eq!(form.fields[3].1, ISSUER);
    }

    #[test]
    fn no_state_is_made_up() {
        let to = ReplyTo { state: None, ..reply("https://app.example.com/cb", ResponseMode::Query) };
        assert!(matches!(Answer::code(&to, ISSUER, "c"), Answer::Redirect(url) if !url.contains("state")));
    }
}
