//! The request that a service provider sends.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::post_form::PostForm;
use crate::saml::bindings::redirect::{Carries, RedirectWriteError, signed_url};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::messages::response::BuildError;
use crate::saml::signatures::xmlsec::sign_enveloped;
use crate::saml::xml::document::Document;
use crate::saml::xml::text::{IllegalCharacter, date_time};
use crate::saml::xml::writer::{Prefix, Writer, present};
use identity_core::{Entropy, Timestamp};

/// Everything that a request says. Make the ID with [`new_id`](crate::saml::xml::text::new_id) and remember it.
#[derive(Debug, Clone, Copy)]
pub struct AuthnRequestContent<'a> {
    /// The request's ID.
    pub id: &'a str,
    /// Entity ID of this service provider.
    pub issuer: &'a str,
    /// The identity provider's single sign-on address.
    pub destination: &'a Endpoint,
    /// Where the answer is wanted.
    pub consumer: &'a Endpoint,
    /// The name format wanted; none leaves it to the identity provider.
    pub name_id_format: Option<NameIdFormat>,
    /// At least one of these context classes is wanted.
    pub minimum_context: &'a [&'a str],
    /// The person must prove again who they are.
    pub force_authn: bool,
    /// The person must not be asked anything.
    pub is_passive: bool,
    /// The present instant.
    pub now: Timestamp,
}

/// The URL that carries the signed request by Redirect.
pub fn build_redirect(
    content: &AuthnRequestContent<'_>,
    relay_state: Option<&str>,
    key: &SigningKey,
) -> Result<String, RedirectWriteError> {
    let document = document(content)?;
    signed_url(content.destination.as_str(), Carries::Request, &document.into_unsigned(), relay_state, key)
}

/// The form that carries the signed request by POST.
pub fn build_post(
    content: &AuthnRequestContent<'_>,
    relay_state: Option<&str>,
    key: &SigningKey,
    entropy: &dyn Entropy,
) -> Result<PostForm, BuildError> {
    let signed = sign_enveloped(&document(content)?, key)?;
    Ok(PostForm::new(content.destination, Carries::Request, signed.as_str(), relay_state, entropy))
}

fn document(content: &AuthnRequestContent<'_>) -> Result<Document, IllegalCharacter> {
    let mut writer = Writer::default();
    let issued = date_time(content.now);
    let attributes = present(&[
        ("AssertionConsumerServiceURL", Some(content.consumer.as_str())),
        ("Destination", Some(content.destination.as_str())),
        ("ForceAuthn", content.force_authn.then_some("true")),
        ("ID", Some(content.id)),
        ("IsPassive", content.is_passive.then_some("true")),
        ("IssueInstant", Some(&issued)),
        ("ProtocolBinding", Some(Binding::Post.uri())),
        ("Version", Some("2.0")),
    ]);
    writer.open(Prefix::Samlp, "AuthnRequest", &attributes);
    writer.text(Prefix::Saml, "Issuer", &[], content.issuer);
    writer.signature_here();
    if let Some(format) = content.name_id_format {
        writer.empty(Prefix::Samlp, "NameIDPolicy", &[("AllowCreate", "true"), ("Format", format.uri())]);
    }
    if !content.minimum_context.is_empty() {
        writer.open(Prefix::Samlp, "RequestedAuthnContext", &[("Comparison", "minimum")]);
        for class in content.minimum_context {
            writer.text(Prefix::Saml, "AuthnContextClassRef", &[], class);
        }
        writer.close();
    }
    writer.finish(content.id)
}
