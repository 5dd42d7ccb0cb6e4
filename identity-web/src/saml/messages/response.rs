//! Writing responses (saml-core 3.3.3, saml-profiles 4.1.4.2), identity-provider role.

use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::messages::encrypted::write_encrypted;
use crate::saml::messages::name_format;
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::status::write_failure;
pub use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::signatures::xmlsec::sign_enveloped;
use crate::saml::xml::document::Document;
use crate::saml::xml::document::SignedDocument;
use crate::saml::xml::text::{IllegalCharacter, date_time, new_id};
use crate::saml::xml::writer::{Prefix, Writer, present};
use identity_core::domain::AttributeNameFormat;
use identity_core::{Entropy, Timestamp};
use std::time::Duration;

/// `Subject` is confirmed by the bearer of the assertion (saml-profiles 3.3).
pub(crate) const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/// What is signed in a successful response. Some service providers want one of the two, some want both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sign {
    /// The assertion only.
    Assertion,
    /// The response only, which covers the assertion in it.
    Response,
    /// The assertion, then the response around it: every peer that was tried takes it.
    #[default]
    Both,
}

/// An attribute of the subject (saml-core 2.7.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// How the name is to be understood.
    pub name_format: AttributeNameFormat,
    /// A name for people who read the assertion.
    pub friendly_name: Option<String>,
    /// One `AttributeValue` each.
    pub values: Vec<String>,
}

impl Attribute {
    /// An attribute with a plain name.
    pub fn basic(name: impl Into<String>, values: impl IntoIterator<Item = String>) -> Self {
        let values = values.into_iter().collect();
        Self { name: name.into(), name_format: AttributeNameFormat::Basic, friendly_name: None, values }
    }
}

/// Everything that a response says.
#[derive(Debug, Clone)]
pub struct ResponseContent<'a> {
    /// Entity ID of this identity provider.
    pub issuer: &'a str,
    /// Entity ID of the service provider.
    pub audience: &'a str,
    /// The registered URL that the response is posted to.
    pub destination: &'a str,
    /// The request that is answered; none when the sign-on starts here.
    pub in_response_to: Option<&'a str>,
    /// Who the subject is at this service provider.
    pub name_id: &'a NameId,
    /// When the person proved who they are.
    pub authn_instant: Timestamp,
    /// How: the authentication context class (saml-authn-context).
    pub context_class: &'a str,
    /// The session at this identity provider, for single logout.
    pub session_index: &'a str,
    /// When the service provider should end its session at the latest.
    pub session_not_on_or_after: Option<Timestamp>,
    /// The attributes of the subject.
    pub attributes: &'a [Attribute],
    /// The present instant.
    pub now: Timestamp,
    /// How long the assertion may be on its way.
    pub lifetime: Duration,
}

/// A response ready to be posted.
#[derive(Debug, Clone)]
pub struct BuiltResponse {
    /// The text to send.
    pub xml: String,
    /// The response's ID.
    pub response_id: String,
    /// The assertion's ID, for the audit trail.
    pub assertion_id: String,
}

/// Why a response could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A value cannot be carried by XML.
    #[error(transparent)]
    Text(#[from] IllegalCharacter),
    /// The key failed.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Clocks of service providers that run behind are forgiven this much.
const BACKDATE: Duration = Duration::from_mins(1);

/// Writes and signs a successful response. One signature costs one private-key operation.
pub fn build_signed(
    content: &ResponseContent<'_>,
    sign: Sign,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<BuiltResponse, BuildError> {
    build_signed_for(content, sign, None, key, entropy)
}

/// The same with the assertion encrypted for a recipient, if there is one: signed first, so that whoever opens it has the
/// signature (saml-core 6.2).
pub fn build_signed_for(
    content: &ResponseContent<'_>,
    sign: Sign,
    recipient: Option<&Certificate>,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<BuiltResponse, BuildError> {
    let (response_id, assertion_id) = (new_id(entropy), new_id(entropy));
    let assertion = assertion(content, &assertion_id)?;
    let assertion = match sign {
        Sign::Response => SignedDocument::unsigned(assertion),
        Sign::Assertion | Sign::Both => sign_enveloped(&assertion, key)?,
    };
    let mut writer =
        open_response(&response_id, content.issuer, content.destination, content.in_response_to, content.now);
    writer.open(Prefix::Samlp, "Status", &[]);
    writer.empty(Prefix::Samlp, "StatusCode", &[("Value", StatusCode::Success.uri())]);
    writer.close();
    match recipient {
        Some(recipient) => write_encrypted(&mut writer, &assertion, recipient, entropy)?,
        None => writer.signed_assertion(&assertion),
    }
    let response = writer.finish(&response_id)?;
    let xml = match sign {
        Sign::Assertion => response.into_unsigned(),
        Sign::Response | Sign::Both => sign_enveloped(&response, key)?.into_string(),
    };
    Ok(BuiltResponse { xml, response_id, assertion_id })
}

fn open_response(
    id: &str,
    issuer: &str,
    destination: &str,
    in_response_to: Option<&str>,
    now: Timestamp,
) -> Writer {
    let mut writer = Writer::default();
    let written_at = date_time(now);
    let attributes = present(&[
        ("Destination", Some(destination)),
        ("ID", Some(id)),
        ("InResponseTo", in_response_to),
        ("IssueInstant", Some(&written_at)),
        ("Version", Some("2.0")),
    ]);
    writer.open(Prefix::Samlp, "Response", &attributes);
    writer.text(Prefix::Saml, "Issuer", &[], issuer);
    writer.signature_here();
    writer
}

fn assertion(content: &ResponseContent<'_>, id: &str) -> Result<Document, IllegalCharacter> {
    let mut writer = Writer::default();
    let issued = date_time(content.now);
    writer.open(Prefix::Saml, "Assertion", &[("ID", id), ("IssueInstant", &issued), ("Version", "2.0")]);
    writer.text(Prefix::Saml, "Issuer", &[], content.issuer);
    writer.signature_here();
    subject(&mut writer, content);
    conditions(&mut writer, content);
    authn_statement(&mut writer, content);
    attribute_statement(&mut writer, content.attributes);
    writer.finish(id)
}

fn subject(writer: &mut Writer, content: &ResponseContent<'_>) {
    writer.open(Prefix::Saml, "Subject", &[]);
    content.name_id.write(writer);
    writer.open(Prefix::Saml, "SubjectConfirmation", &[("Method", BEARER)]);
    let until = date_time(content.now.plus(content.lifetime));
    let attributes = present(&[
        ("InResponseTo", content.in_response_to),
        ("NotOnOrAfter", Some(&until)),
        ("Recipient", Some(content.destination)),
    ]);
    writer.empty(Prefix::Saml, "SubjectConfirmationData", &attributes);
    writer.close();
    writer.close();
}

fn conditions(writer: &mut Writer, content: &ResponseContent<'_>) {
    let from = date_time(content.now.minus(BACKDATE));
    let until = date_time(content.now.plus(content.lifetime));
    writer.open(Prefix::Saml, "Conditions", &[("NotBefore", &from), ("NotOnOrAfter", &until)]);
    writer.open(Prefix::Saml, "AudienceRestriction", &[]);
    writer.text(Prefix::Saml, "Audience", &[], content.audience);
    writer.close();
    writer.close();
}

fn authn_statement(writer: &mut Writer, content: &ResponseContent<'_>) {
    let instant = date_time(content.authn_instant);
    let session_end = content.session_not_on_or_after.map(date_time);
    let attributes = present(&[
        ("AuthnInstant", Some(&instant)),
        ("SessionIndex", Some(content.session_index)),
        ("SessionNotOnOrAfter", session_end.as_deref()),
    ]);
    writer.open(Prefix::Saml, "AuthnStatement", &attributes);
    writer.open(Prefix::Saml, "AuthnContext", &[]);
    writer.text(Prefix::Saml, "AuthnContextClassRef", &[], content.context_class);
    writer.close();
    writer.close();
}

fn attribute_statement(writer: &mut Writer, attributes: &[Attribute]) {
    // The schema wants at least one attribute in a statement.
    if attributes.is_empty() {
        return;
    }
    writer.open(Prefix::Saml, "AttributeStatement", &[]);
    for attribute in attributes {
        let described = present(&[
            ("FriendlyName", attribute.friendly_name.as_deref()),
            ("Name", Some(&attribute.name)),
            ("NameFormat", Some(name_format::written(attribute.name_format))),
        ]);
        writer.open(Prefix::Saml, "Attribute", &described);
        for value in &attribute.values {
            writer.text(Prefix::Saml, "AttributeValue", &[], value);
        }
        writer.close();
    }
    writer.close();
}

/// Where an error response goes, and what it answers.
#[derive(Debug, Clone, Copy)]
pub struct ErrorAddress<'a> {
    /// Entity ID of this identity provider.
    pub issuer: &'a str,
    /// The registered URL that the response is posted to.
    pub destination: &'a str,
    /// The request that is answered.
    pub in_response_to: Option<&'a str>,
    /// The present instant.
    pub now: Timestamp,
}

/// Writes and signs a response that says why there is no assertion.
pub fn build_error_response(
    address: ErrorAddress<'_>,
    failure: &StatusFailure,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<SignedDocument, BuildError> {
    let id = new_id(entropy);
    let mut writer =
        open_response(&id, address.issuer, address.destination, address.in_response_to, address.now);
    write_failure(&mut writer, failure);
    Ok(sign_enveloped(&writer.finish(&id)?, key)?)
}
