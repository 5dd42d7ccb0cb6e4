//! One identity provider, one service provider, an attacker with a key of their own, and tools to take genuine
//! documents apart and sign altered ones.

use identity_core::{SeededEntropy, Timestamp};
use identity_web::saml::keys::{Certificate, SigningKey};
use identity_web::saml::messages::name_id::NameId;
use identity_web::saml::messages::response::{Attribute, ResponseContent, Sign, build_signed};
use identity_web::saml::messages::validate::{
    PendingRequest, ReceivedResponse, Rejection, ServiceProviderEndpoint, TrustedIdentityProvider,
    ValidatedAssertion,
};
use identity_web::saml::xml::codec::encode_base64;
use openssl::hash::{MessageDigest, hash};
use openssl::pkey::PKey;
use openssl::sign::Signer;
use std::net::TcpListener;
use std::sync::OnceLock;
use std::time::Duration;

pub(super) const IDP: &str = "https://idp.example/saml";
pub(super) const SP: &str = "https://sp.example/saml";
pub(super) const ACS: &str = "https://sp.example/saml/acs";
pub(super) const REQUEST: &str = "_request1";
pub(super) const CONTEXT: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
pub(super) const SKEW: Duration = Duration::from_mins(2);

pub(super) fn now() -> Timestamp {
    Timestamp::from_unix_seconds(1_800_000_000)
}

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_800_000_000 + seconds)
}

fn key(slot: &'static OnceLock<SigningKey>, seed: u64) -> &'static SigningKey {
    slot.get_or_init(|| SigningKey::generate("test", now(), &SeededEntropy::new(seed)).unwrap())
}

/// The identity provider's key.
pub(super) fn idp_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    key(&KEY, 1)
}

/// The key of the application in the tests of the endpoints.
pub(super) fn application_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    key(&KEY, 3)
}

/// The attacker's key, which is also that of another identity provider.
pub(super) fn evil_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    key(&KEY, 2)
}

pub(super) fn certificates() -> &'static [Certificate] {
    std::slice::from_ref(idp_key().certificate())
}

/// A genuine response for alice.
pub(super) fn genuine(sign: Sign) -> String {
    let name_id = NameId::persistent("alice", IDP, SP);
    build_signed(&content(&name_id, &attributes()), sign, idp_key(), &SeededEntropy::new(7)).unwrap().xml
}

pub(super) fn attributes() -> Vec<Attribute> {
    vec![
        Attribute::basic("email", ["alice@city.example".to_owned()]),
        Attribute::basic("roles", ["viewer".to_owned(), "editor".to_owned()]),
    ]
}

pub(super) fn content<'a>(name_id: &'a NameId, attributes: &'a [Attribute]) -> ResponseContent<'a> {
    ResponseContent {
        issuer: IDP,
        audience: SP,
        destination: ACS,
        in_response_to: Some(REQUEST),
        name_id,
        authn_instant: at(-30),
        context_class: CONTEXT,
        session_index: "_session1",
        session_not_on_or_after: Some(at(3600)),
        attributes,
        now: now(),
        lifetime: Duration::from_mins(5),
    }
}

pub(super) fn provider() -> TrustedIdentityProvider<'static> {
    TrustedIdentityProvider { entity_id: IDP, certificates: certificates(), allow_unsolicited: false }
}

pub(super) fn here() -> ServiceProviderEndpoint<'static> {
    ServiceProviderEndpoint {
        entity_id: SP,
        consumer: ACS,
        pending: Some(PendingRequest { id: REQUEST, issued_at: at(-60), force_authn: false }),
        required_context: None,
        now: now(),
        skew: SKEW,
    }
}

/// What the service provider makes of a document.
pub(super) fn consume(xml: &str) -> Result<ValidatedAssertion, Rejection> {
    consume_at(xml, provider(), here())
}

pub(super) fn consume_at(
    xml: &str,
    provider: TrustedIdentityProvider<'_>,
    here: ServiceProviderEndpoint<'_>,
) -> Result<ValidatedAssertion, Rejection> {
    ReceivedResponse::from_post(&encode_base64(xml.as_bytes()))?.consume(provider, here)
}

/// The text from `start` to the end of the first `end` after it, both included.
pub(super) fn cut<'a>(xml: &'a str, start: &str, end: &str) -> &'a str {
    let from = xml.find(start).unwrap_or_else(|| panic!("no {start} in {xml}"));
    let to = from + xml[from..].find(end).unwrap_or_else(|| panic!("no {end} in {xml}")) + end.len();
    &xml[from..to]
}

/// The assertion of a response.
pub(super) fn assertion(response: &str) -> &str {
    cut(response, "<saml:Assertion", "</saml:Assertion>")
}

/// The first signature in a document.
pub(super) fn signature(xml: &str) -> &str {
    cut(xml, "<ds:Signature ", "</ds:Signature>")
}

/// The value of the outermost ID.
pub(super) fn id(xml: &str) -> &str {
    let from = xml.find(" ID=\"").unwrap() + 5;
    &xml[from..from + xml[from..].find('"').unwrap()]
}

/// The same document without its first signature.
pub(super) fn without_signature(xml: &str) -> String {
    xml.replacen(signature(xml), "", 1)
}

/// An unsigned copy that names mallory and has an ID of its own.
pub(super) fn forged(xml: &str) -> String {
    let mut copy = xml.to_owned();
    while copy.contains("<ds:Signature ") {
        copy = without_signature(&copy);
    }
    for (start, _) in xml.match_indices(" ID=\"") {
        let old = id(&xml[start..]);
        copy = copy.replace(old, &format!("{old}evil"));
    }
    let copy = copy.replace(">alice<", ">mallory<").replace(">editor<", ">admin<");
    assert!(copy.contains("mallory"));
    copy
}

/// How to sign an altered document.
#[derive(Clone, Copy)]
pub(super) struct Signing {
    pub(super) key: &'static SigningKey,
    pub(super) method: &'static str,
    pub(super) method_hash: fn() -> MessageDigest,
    pub(super) digest: &'static str,
    pub(super) digest_hash: fn() -> MessageDigest,
}

const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
pub(super) const EXC_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";

impl Default for Signing {
    fn default() -> Self {
        Self {
            key: idp_key(),
            method: RSA_SHA256,
            method_hash: MessageDigest::sha256,
            digest: SHA256,
            digest_hash: MessageDigest::sha256,
        }
    }
}

impl Signing {
    /// Signs the document, which must be canonical, after its first issuer; really, whatever it says.
    pub(super) fn sign(self, xml: &str) -> String {
        self.sign_with(xml, |digest| self.signed_info(&format!("#{}", id(xml)), digest))
    }

    pub(super) fn signed_info(self, uri: &str, digest: &str) -> String {
        format!(
            "<ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\"></ds:CanonicalizationMethod>\
             <ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod><ds:Reference URI=\"{uri}\"><ds:Transforms>\
             <ds:Transform Algorithm=\"{ENVELOPED}\"></ds:Transform>\
             <ds:Transform Algorithm=\"{EXC_C14N}\"></ds:Transform></ds:Transforms>\
             <ds:DigestMethod Algorithm=\"{}\"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue>\
             </ds:Reference>",
            self.method, self.digest
        )
    }

    /// Signs with another `SignedInfo`, made from the digest.
    pub(super) fn sign_with(self, xml: &str, signed_info: impl Fn(&str) -> String) -> String {
        let digest = encode_base64(&hash((self.digest_hash)(), xml.as_bytes()).unwrap());
        let info = signed_info(&digest);
        let canonical = format!("<ds:SignedInfo xmlns:ds=\"{DS}\">{info}</ds:SignedInfo>");
        let key = PKey::private_key_from_der(&self.key.private_key_der().unwrap()).unwrap();
        let mut signer = Signer::new((self.method_hash)(), &key).unwrap();
        let value = encode_base64(&signer.sign_oneshot_to_vec(canonical.as_bytes()).unwrap());
        let signature = format!(
            "<ds:Signature xmlns:ds=\"{DS}\"><ds:SignedInfo>{info}</ds:SignedInfo>\
             <ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>"
        );
        xml.replacen("</saml:Issuer>", &format!("</saml:Issuer>{signature}"), 1)
    }
}

/// A response whose assertion was altered and then signed anew with the genuine key.
pub(super) fn resigned(alter: impl Fn(&str) -> String) -> String {
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    let altered = alter(&bare);
    assert_ne!(altered, bare, "the alteration found nothing to alter");
    response.replace(assertion(&response), &Signing::default().sign(&altered))
}

/// Listens where document types point to; a parser that follows one of them is heard.
pub(super) struct Tripwire(TcpListener);

impl Tripwire {
    pub(super) fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    /// One of each kind: bare, a default attribute, entities of files and of the network, the external subset.
    pub(super) fn document_types(&self) -> [String; 6] {
        let address = self.0.local_addr().unwrap();
        [
            "<!DOCTYPE r>".to_owned(),
            "<!DOCTYPE r [<!ATTLIST x ID ID #IMPLIED>]>".to_owned(),
            "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>".to_owned(),
            format!("<!DOCTYPE r [<!ENTITY e SYSTEM 'http://{address}/e'>]>"),
            format!("<!DOCTYPE r SYSTEM 'http://{address}/x.dtd'>"),
            format!("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://{address}/p'> %p;]>"),
        ]
    }

    pub(super) fn is_untouched(&self) -> bool {
        self.0.accept().is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    }
}
