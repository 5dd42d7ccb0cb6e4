//! The page of the HTTP POST binding (saml-bindings 3.5): a form that posts itself, and a button for browsers
//! without scripts. The page is plain data; a caller may style it, but must send the headers.

use crate::html::escape;
use crate::language::opening;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::redirect::Carries;
use crate::saml::xml::codec::encode_base64;
use identity_core::Entropy;
use std::fmt::Write as _;

/// The page and what must be sent along with it.
#[derive(Debug, Clone)]
pub struct PostForm {
    /// Where the form posts to.
    pub action: Endpoint,
    /// `SAMLRequest` or `SAMLResponse`.
    pub parameter: &'static str,
    /// The message in base64.
    pub message: String,
    /// The `RelayState` to hand back.
    pub relay_state: Option<String>,
    /// The nonce of the one script.
    pub nonce: String,
    /// The origins that the browser may be led to by the post and the redirects after it.
    pub origins: Vec<String>,
}

impl PostForm {
    /// A form that carries the message to `action`.
    pub fn new(
        action: &Endpoint,
        carries: Carries,
        xml: &str,
        relay_state: Option<&str>,
        entropy: &dyn Entropy,
    ) -> Self {
        let mut nonce = [0_u8; 18];
        entropy.fill(&mut nonce);
        Self {
            action: action.clone(),
            parameter: carries.parameter(),
            message: encode_base64(xml.as_bytes()),
            relay_state: relay_state.map(str::to_owned),
            nonce: encode_base64(&nonce),
            origins: vec![action.origin().to_owned()],
        }
    }

    /// The same form, which may lead on to these origins too.
    #[must_use]
    pub fn leading_to(mut self, origins: &[String]) -> Self {
        for origin in origins {
            if !self.origins.contains(origin) {
                self.origins.push(origin.clone());
            }
        }
        self
    }

    /// The `Content-Security-Policy` of the page. The form may post to the application's origins, and to
    /// nothing else; some browsers hold redirects after the post to the same list, so the path is left out.
    pub fn content_security_policy(&self) -> String {
        format!(
            "default-src 'none'; script-src 'nonce-{}'; form-action {}; frame-ancestors 'none'; base-uri 'none'",
            self.nonce,
            self.origins.join(" ")
        )
    }

    /// The hidden fields, each name with its value.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![(self.parameter, self.message.as_str())];
        fields.extend(self.relay_state.as_deref().map(|state| ("RelayState", state)));
        fields
    }

    /// The whole page, for hosts without templates. `title` and `button` are in the person's language.
    pub fn html(&self, language: &str, title: &str, button: &str) -> String {
        let mut html = format!(
            "<!DOCTYPE html>\n{}<head><meta charset=\"utf-8\"><title>{}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\n\
             <body><main><h1>{}</h1><form method=\"post\" action=\"{}\" id=\"saml\">\n",
            opening(language),
            escape(title),
            escape(title),
            escape(self.action.as_str())
        );
        for (name, value) in self.fields() {
            let _ = writeln!(html, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escape(value));
        }
        let _ = write!(
            html,
            "<button type=\"submit\">{}</button></form></main>\n\
             <script nonce=\"{}\">document.getElementById('saml').submit()</script></body></html>\n",
            escape(button),
            escape(&self.nonce)
        );
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::SeededEntropy;

    fn form(action: &str, relay_state: &str) -> PostForm {
        let action = Endpoint::parse(action).unwrap();
        PostForm::new(&action, Carries::Response, "<r/>", Some(relay_state), &SeededEntropy::new(1))
    }

    #[test]
    fn values_cannot_leave_their_attribute() {
        let form = form("https://sp.example/acs?a=1&b='&c", "\"><script>alert(1)</script>");
        let html = form.html("en", "Signing in", "Continue");
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""));
        assert!(html.contains("<button type=\"submit\">Continue</button>"));
    }

    #[test]
    fn the_policy_names_the_origin_and_the_nonce_and_nothing_more() {
        let form = form("https://sp.example:8443/acs", "x");
        assert_eq!(
            form.content_security_policy(),
            format!(
                "default-src 'none'; script-src 'nonce-{}'; form-action https://sp.example:8443; \
                 frame-ancestors 'none'; base-uri 'none'",
                form.nonce
            )
        );
    }
}
