//! Writing logout messages, signed for either binding.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::post_form::PostForm;
use crate::saml::bindings::redirect::{Carries, RedirectWriteError, signed_url};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::soap;
use crate::saml::messages::status::{StatusCode, StatusFailure, write_failure};
use crate::saml::signatures::xmlsec::sign_enveloped;
use crate::saml::xml::document::Document;
use crate::saml::xml::text::date_time;
use crate::saml::xml::writer::{Prefix, Writer, present};
use identity_core::{Entropy, Timestamp};
use std::time::Duration;

/// A message on its way.
#[derive(Debug, Clone)]
pub enum SignedMessage {
    /// Send the browser to this URL.
    Redirect(String),
    /// Serve this form.
    Form(Box<PostForm>),
    /// Send this envelope from server to server.
    Soap(String),
}

/// Everything that a logout request says.
#[derive(Debug, Clone, Copy)]
pub struct LogoutRequestContent<'a> {
    /// The request's ID; remember it to match the response.
    pub id: &'a str,
    /// Entity ID of the sender.
    pub issuer: &'a str,
    /// The receiver's single logout address.
    pub destination: &'a Endpoint,
    /// Whose session ends, exactly as the assertion named them.
    pub name_id: &'a NameId,
    /// Which sessions end.
    pub session_indexes: &'a [&'a str],
    /// The present instant.
    pub now: Timestamp,
    /// How long the request may be on its way.
    pub lifetime: Duration,
}

/// Everything that a logout response says.
#[derive(Debug, Clone, Copy)]
pub struct LogoutResponseContent<'a> {
    /// The response's ID.
    pub id: &'a str,
    /// Entity ID of the sender.
    pub issuer: &'a str,
    /// The receiver's address for logout responses.
    pub destination: &'a Endpoint,
    /// The request that is answered.
    pub in_response_to: &'a str,
    /// Why it did not work; none when everything was ended. Partial logout is a success of the first level
    /// (saml-core 3.7.3.2).
    pub failure: Option<&'a StatusFailure>,
    /// The present instant.
    pub now: Timestamp,
}

/// Writes and signs a logout request. From server to server there is no `RelayState`.
pub fn logout_request(
    content: &LogoutRequestContent<'_>,
    binding: Binding,
    relay_state: Option<&str>,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<SignedMessage, RedirectWriteError> {
    let document = request_document(content)?;
    send(document, content.destination, Carries::Request, binding, relay_state, key, entropy)
}

fn request_document(content: &LogoutRequestContent<'_>) -> Result<Document, RedirectWriteError> {
    let until = date_time(content.now.plus(content.lifetime));
    let mut writer =
        open("LogoutRequest", content.id, content.destination, content.now, &[("NotOnOrAfter", &until)]);
    writer.text(Prefix::Saml, "Issuer", &[], content.issuer);
    writer.signature_here();
    content.name_id.write(&mut writer);
    for index in content.session_indexes {
        writer.text(Prefix::Samlp, "SessionIndex", &[], index);
    }
    Ok(writer.finish(content.id)?)
}

/// Writes and signs a logout response.
pub fn logout_response(
    content: &LogoutResponseContent<'_>,
    binding: Binding,
    relay_state: Option<&str>,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<SignedMessage, RedirectWriteError> {
    let document = response_document(content)?;
    send(document, content.destination, Carries::Response, binding, relay_state, key, entropy)
}

fn response_document(content: &LogoutResponseContent<'_>) -> Result<Document, RedirectWriteError> {
    let answers = [("InResponseTo", content.in_response_to)];
    let mut writer = open("LogoutResponse", content.id, content.destination, content.now, &answers);
    writer.text(Prefix::Saml, "Issuer", &[], content.issuer);
    writer.signature_here();
    if let Some(failure) = content.failure {
        write_failure(&mut writer, failure);
    } else {
        writer.open(Prefix::Samlp, "Status", &[]);
        writer.empty(Prefix::Samlp, "StatusCode", &[("Value", StatusCode::Success.uri())]);
        writer.close();
    }
    Ok(writer.finish(content.id)?)
}

fn open(
    name: &'static str,
    id: &str,
    destination: &Endpoint,
    now: Timestamp,
    more: &[(&'static str, &str)],
) -> Writer {
    let mut writer = Writer::default();
    let issued = date_time(now);
    let mut attributes = present(&[
        ("Destination", Some(destination.as_str())),
        ("ID", Some(id)),
        ("IssueInstant", Some(&issued)),
        ("Version", Some("2.0")),
    ]);
    attributes.extend_from_slice(more);
    writer.open(Prefix::Samlp, name, &attributes);
    writer
}

fn send(
    document: Document,
    destination: &Endpoint,
    carries: Carries,
    binding: Binding,
    relay_state: Option<&str>,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<SignedMessage, RedirectWriteError> {
    match binding {
        Binding::Redirect => {
            let url = signed_url(destination.as_str(), carries, &document.into_unsigned(), relay_state, key)?;
            Ok(SignedMessage::Redirect(url))
        }
        Binding::Post => {
            let signed = sign_enveloped(&document, key)?;
            let form = PostForm::new(destination, carries, signed.as_str(), relay_state, entropy);
            Ok(SignedMessage::Form(Box::new(form)))
        }
        Binding::Soap => Ok(SignedMessage::Soap(soap::wrap(sign_enveloped(&document, key)?.as_str()))),
    }
}
