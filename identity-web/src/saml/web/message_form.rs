//! The form body of the HTTP POST binding, read strictly.

use crate::saml::bindings::redirect::Carries;
use crate::saml::web::presenter::SamlProblemKind;
use crate::saml::xml::limits::TreeLimits;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use http::StatusCode;

/// Room for the largest message in base64 and percent-encoding, with its relay state.
pub(crate) const LARGEST_BODY: usize = TreeLimits::MESSAGE.octets * 2;

/// The fields of a posted message.
#[derive(Debug, Clone)]
pub(crate) struct MessageForm {
    pub(crate) carries: Carries,
    pub(crate) message: String,
    pub(crate) relay_state: Option<String>,
}

impl MessageForm {
    /// Reads the body of a post that should carry `wanted`, or either.
    pub(crate) fn read(
        body: Result<Bytes, BytesRejection>,
        wanted: Option<Carries>,
    ) -> Result<Self, SamlProblemKind> {
        let body = body.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => SamlProblemKind::TooLarge,
            _ => SamlProblemKind::BadMessage,
        })?;
        let form = Self::parse(&body).filter(|form| wanted.is_none_or(|wanted| form.carries == wanted));
        form.ok_or(SamlProblemKind::BadMessage)
    }

    /// Exactly one message, each field once; other fields, which some products add, do not matter.
    fn parse(body: &[u8]) -> Option<Self> {
        let (mut request, mut response, mut relay_state) = (None, None, None);
        for (name, value) in form_urlencoded::parse(body).take(32) {
            let slot = match name.as_ref() {
                "SAMLRequest" => &mut request,
                "SAMLResponse" => &mut response,
                "RelayState" => &mut relay_state,
                _ => continue,
            };
            if slot.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        let (carries, message) = match (request, response) {
            (Some(message), None) => (Carries::Request, message),
            (None, Some(message)) => (Carries::Response, message),
            _ => return None,
        };
        Some(Self { carries, message, relay_state })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_message_and_each_field_once() {
        let form = MessageForm::parse(b"SAMLResponse=a%2Bb&RelayState=x&submit=1").unwrap();
        assert_eq!((form.message.as_str(), form.relay_state.as_deref()), ("a+b", Some("x")));
        assert_eq!(form.carries, Carries::Response);
        for body in ["", "RelayState=x", "SAMLRequest=a&SAMLResponse=b", "SAMLRequest=a&SAMLRequest=a"] {
            assert!(MessageForm::parse(body.as_bytes()).is_none(), "{body}");
        }
    }
}
