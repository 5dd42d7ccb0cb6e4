//! Writing our own metadata, in the element order of the schema.

use crate::saml::bindings::binding::Binding;
use crate::saml::keys::certificate::Certificate;
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::messages::response::BuildError;
use crate::saml::signatures::xmlsec::sign_enveloped;
use crate::saml::xml::codec::encode_base64;
use crate::saml::xml::document::SignedDocument;
use crate::saml::xml::namespace::PROTOCOL;
use crate::saml::xml::text;
use crate::saml::xml::writer::{Prefix, Writer};
use sha2::{Digest as _, Sha256};

/// What an identity provider publishes.
#[derive(Debug, Clone, Copy)]
pub struct IdentityProviderContent<'a> {
    /// The entity ID.
    pub entity_id: &'a str,
    /// Where requests are taken, by Redirect and by POST.
    pub sign_on: &'a str,
    /// Where logout messages are taken, by Redirect, by POST and by SOAP.
    pub logout: &'a str,
    /// The keys that sign now or soon, or did until lately.
    pub certificates: &'a [Certificate],
    /// The name formats on offer.
    pub name_id_formats: &'a [NameIdFormat],
    /// Whether unsigned requests are refused.
    pub wants_requests_signed: bool,
}

/// What a service provider publishes.
#[derive(Debug, Clone, Copy)]
pub struct ServiceProviderContent<'a> {
    /// The entity ID.
    pub entity_id: &'a str,
    /// Where responses are taken, by POST.
    pub consumer: &'a str,
    /// Where logout messages are taken, by Redirect and by POST; none if none are.
    pub logout: Option<&'a str>,
    /// The keys that sign now or soon, or did until lately.
    pub certificates: &'a [Certificate],
    /// The name formats that are understood.
    pub name_id_formats: &'a [NameIdFormat],
}

/// Writes and signs an identity provider's metadata.
pub fn write_identity_provider(
    content: &IdentityProviderContent<'_>,
    key: &SigningKey,
) -> Result<SignedDocument, BuildError> {
    let id = document_id(content.entity_id, content.certificates);
    let mut writer = open(content.entity_id, &id);
    let wants_signed = if content.wants_requests_signed { "true" } else { "false" };
    let attributes = [("WantAuthnRequestsSigned", wants_signed), ("protocolSupportEnumeration", PROTOCOL)];
    writer.open(Prefix::Md, "IDPSSODescriptor", &attributes);
    keys(&mut writer, content.certificates);
    services(&mut writer, "SingleLogoutService", content.logout);
    let by_server = [("Binding", Binding::Soap.uri()), ("Location", content.logout)];
    writer.empty(Prefix::Md, "SingleLogoutService", &by_server);
    formats(&mut writer, content.name_id_formats);
    services(&mut writer, "SingleSignOnService", content.sign_on);
    Ok(sign_enveloped(&writer.finish(&id)?, key)?)
}

/// Writes and signs a service provider's metadata.
pub fn write_service_provider(
    content: &ServiceProviderContent<'_>,
    key: &SigningKey,
) -> Result<SignedDocument, BuildError> {
    let id = document_id(content.entity_id, content.certificates);
    let mut writer = open(content.entity_id, &id);
    let attributes = [
        ("AuthnRequestsSigned", "true"),
        ("WantAssertionsSigned", "true"),
        ("protocolSupportEnumeration", PROTOCOL),
    ];
    writer.open(Prefix::Md, "SPSSODescriptor", &attributes);
    keys(&mut writer, content.certificates);
    if let Some(logout) = content.logout {
        services(&mut writer, "SingleLogoutService", logout);
    }
    formats(&mut writer, content.name_id_formats);
    let consumer = [
        ("Binding", Binding::Post.uri()),
        ("Location", content.consumer),
        ("index", "0"),
        ("isDefault", "true"),
    ];
    writer.empty(Prefix::Md, "AssertionConsumerService", &consumer);
    Ok(sign_enveloped(&writer.finish(&id)?, key)?)
}

/// The same content gives the same document to the octet, so that it can be cached and compared.
fn document_id(entity_id: &str, certificates: &[Certificate]) -> String {
    let mut hash = Sha256::new();
    hash.update(entity_id.as_bytes());
    for certificate in certificates {
        hash.update(certificate.der());
    }
    format!("_{}", text::hexadecimal(&hash.finalize()))
}

/// No `validUntil`: many operators save the file once, and it must not stop working by itself.
fn open(entity_id: &str, id: &str) -> Writer {
    let mut writer = Writer::default();
    writer.open(
        Prefix::Md,
        "EntityDescriptor",
        &[("ID", id), ("cacheDuration", "PT12H"), ("entityID", entity_id)],
    );
    writer.signature_here();
    writer
}

fn keys(writer: &mut Writer, certificates: &[Certificate]) {
    for certificate in certificates {
        writer.open(Prefix::Md, "KeyDescriptor", &[("use", "signing")]);
        writer.open(Prefix::Ds, "KeyInfo", &[]);
        writer.open(Prefix::Ds, "X509Data", &[]);
        writer.text(Prefix::Ds, "X509Certificate", &[], &encode_base64(certificate.der()));
        for _ in 0..3 {
            writer.close();
        }
    }
}

fn services(writer: &mut Writer, name: &'static str, location: &str) {
    for binding in [Binding::Redirect, Binding::Post] {
        writer.empty(Prefix::Md, name, &[("Binding", binding.uri()), ("Location", location)]);
    }
}

fn formats(writer: &mut Writer, formats: &[NameIdFormat]) {
    for format in formats {
        writer.text(Prefix::Md, "NameIDFormat", &[], format.uri());
    }
}
