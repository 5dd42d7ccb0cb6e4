//! A SAML identity provider, and what of its responses is believed.

use crate::base_url::BaseUrl;
use crate::elsewhere::ProviderFault;
use crate::federation::connections::Federation;
use crate::federation::saml::{SamlRequest, SamlResponse};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::messages::authn_request::received::ReceivedAuthnRequest;
use crate::saml::messages::name_id::{NameId, NameIdFormat};
use crate::saml::messages::response::{
    Attribute, ErrorAddress, ResponseContent, Sign, StatusCode, StatusFailure, build_error_response,
    build_signed,
};
use crate::saml::metadata::read_service_provider;
use crate::saml::xml::codec::encode_base64;
use identity_core::domain::{AssertedNames, ProviderSubject, SamlProvider, SubjectSource};
use identity_core::federation::ProviderAnswer;
use identity_core::testing::TestIdentity;
use identity_core::values::EntityId;
use identity_core::{OsEntropy, Timestamp};
use std::sync::LazyLock;
use std::time::Duration;
use url::Url;

const A: &str = "https://a.example/idp";
const B: &str = "https://b.example/idp";

fn key(name: &str) -> SigningKey {
    SigningKey::generate(name, Timestamp::from_unix_seconds(1_700_000_000), &OsEntropy).unwrap()
}

static KEY_OF_A: LazyLock<SigningKey> = LazyLock::new(|| key("a"));
static KEY_OF_B: LazyLock<SigningKey> = LazyLock::new(|| key("b"));

struct World {
    test: TestIdentity,
    federation: Federation,
    provider: SamlProvider,
    request: SamlRequest,
}

/// What A writes.
struct Written {
    issuer: &'static str,
    name_id: NameId,
    destination: String,
    audience: String,
    answers: String,
    attributes: Vec<Attribute>,
    authenticated_at: Timestamp,
}

impl World {
    async fn new() -> Self {
        let test = TestIdentity::start().await.unwrap();
        let identity = test.identity().clone();
        let base = BaseUrl::parse(identity.settings().base_url.as_str()).unwrap();
        let federation = Federation::new(identity, base).await.unwrap();
        let provider = SamlProvider {
            entity_id: EntityId::parse(A).unwrap(),
            sign_on_url: "https://a.example/sso?tenant=1".to_owned(),
            logout_url: None,
            certificates: vec![KEY_OF_A.certificate().der().to_vec()],
            subject: SubjectSource::NameId,
        };
        let sent_at = test.identity().clock().now();
        let id = format!("_{}", "ab".repeat(32));
        Self { federation, provider, request: SamlRequest { id, fresh: false, sent_at }, test }
    }

    fn written(&self) -> Written {
        Written {
            issuer: A,
            name_id: NameId::persistent("annie", A, self.federation.saml_entity_id()),
            destination: self.federation.saml_consumer_url().to_owned(),
            audience: self.federation.saml_entity_id().to_owned(),
            answers: self.request.id.clone(),
            attributes: vec![Attribute::basic("mail", ["annie@a.example".to_owned()])],
            authenticated_at: self.test.identity().clock().now(),
        }
    }

    fn response(&self, written: &Written, sign: Sign, key: &SigningKey) -> String {
        let content = ResponseContent {
            issuer: written.issuer,
            audience: &written.audience,
            destination: &written.destination,
            in_response_to: Some(&written.answers),
            name_id: &written.name_id,
            authn_instant: written.authenticated_at,
            context_class: "https://refeds.org/profile/mfa",
            session_index: "session-1",
            session_not_on_or_after: None,
            attributes: &written.attributes,
            now: self.test.identity().clock().now(),
            lifetime: Duration::from_mins(5),
        };
        build_signed(&content, sign, key, &OsEntropy).unwrap().xml
    }

    async fn taken(&self, xml: &str) -> Result<ProviderAnswer, &'static str> {
        let response = SamlResponse::read(encode_base64(xml.as_bytes())).await.map_err(check)?;
        assert_eq!(response.claimed_request(), Some(self.request.id.as_str()));
        let names = AssertedNames::default();
        let taken = self.federation.saml_answer(&self.provider, &names, self.request.clone(), response);
        taken.await.map_err(check)
    }

    async fn taken_of_a(&self, written: &Written) -> Result<ProviderAnswer, &'static str> {
        self.taken(&self.response(written, Sign::Both, &KEY_OF_A)).await
    }
}

fn check(failure: ProviderFault) -> &'static str {
    match failure {
        ProviderFault::Check(check) => check,
        other @ ProviderFault::Internal(_) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_response_says_who_the_person_is_and_is_to_be_taken_once() {
    let world = World::new().await;
    for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
        let xml = world.response(&world.written(), sign, &KEY_OF_A);
        let answer = world.taken(&xml).await.unwrap();
        let format = Some(NameIdFormat::Persistent.uri());
        assert_eq!(answer.subject, ProviderSubject::name_id("annie", format, None, None).unwrap());
        assert_eq!(answer.email.unwrap().to_string(), "annie@a.example");
        assert_eq!(answer.context.as_deref(), Some("https://refeds.org/profile/mfa"));
        assert_eq!(answer.session_name.as_deref(), Some("session-1"));
        let (issuer, id, until) = answer.once.unwrap();
        assert_eq!(issuer.as_str(), A);
        assert!(xml.contains(&format!("ID=\"{id}\"")));
        assert!(until > world.test.identity().clock().now());
    }
}

#[tokio::test]
async fn s_13_a_response_without_a_signature_signs_nobody_in() {
    let world = World::new().await;
    let unsigned = world.response(&world.written(), Sign::Response, &KEY_OF_A);
    let from = unsigned.find("<ds:Signature").unwrap();
    let end = "</ds:Signature>";
    let to = unsigned.find(end).unwrap() + end.len();
    let removed = format!("{}{}", &unsigned[..from], &unsigned[to..]);
    assert_eq!(world.taken(&removed).await, Err("unsigned"));
    let changed = unsigned.replace(">annie<", ">admin<");
    assert_ne!(changed, unsigned);
    assert_eq!(world.taken(&changed).await, Err("signature"));
}

#[tokio::test]
async fn s_24_a_provider_speaks_for_itself_alone() {
    let world = World::new().await;
    let as_a = world.response(&world.written(), Sign::Both, &KEY_OF_B);
    assert_eq!(world.taken(&as_a).await, Err("signature"));
    // B signs what it says of itself, but this browser was sent to A.
    let mut written = world.written();
    written.issuer = B;
    let as_b = world.response(&written, Sign::Both, &KEY_OF_B);
    assert_eq!(world.taken(&as_b).await, Err("signature"));
    let by_a = world.response(&written, Sign::Both, &KEY_OF_A);
    assert!(matches!(world.taken(&by_a).await, Err("response_issuer" | "assertion_issuer")));
}

#[tokio::test]
async fn s_26_a_response_for_another_address_or_service_is_refused() {
    let world = World::new().await;
    let here = world.federation.saml_consumer_url().to_owned();
    for other in [format!("{here}/"), here.replace("http", "https"), here.replace("/acs", "/other")] {
        let mut written = world.written();
        written.destination.clone_from(&other);
        assert!(matches!(world.taken_of_a(&written).await, Err("destination" | "recipient")), "{other}");
    }
    let mut written = world.written();
    written.audience = "https://other.example/sp".to_owned();
    assert_eq!(world.taken_of_a(&written).await, Err("audience"));
}

#[tokio::test]
async fn s_43_a_name_for_one_session_links_nothing() {
    let mut world = World::new().await;
    let mut written = world.written();
    written.name_id = NameId::new("one-session", NameIdFormat::Transient);
    assert_eq!(world.taken_of_a(&written).await, Err("transient-subject"));
    // Where an attribute names the person, it does not matter.
    world.provider.subject = SubjectSource::Attribute("mail".to_owned());
    let answer = world.taken_of_a(&written).await.unwrap();
    assert_eq!(answer.subject, ProviderSubject::plain("annie@a.example").unwrap());
    written.attributes = vec![Attribute::basic("mail", ["a@a.example".to_owned(), "b@a.example".to_owned()])];
    assert_eq!(world.taken_of_a(&written).await, Err("subject"));
    written.attributes = Vec::new();
    assert_eq!(world.taken_of_a(&written).await, Err("subject"));
}

#[tokio::test]
async fn a_person_is_the_same_with_and_without_what_is_understood() {
    let world = World::new().await;
    let subject_of = async |name_id: NameId| {
        let mut written = world.written();
        written.name_id = name_id;
        world.taken_of_a(&written).await.unwrap().subject
    };
    let full = NameId::persistent("annie", A, world.federation.saml_entity_id());
    let short = NameId { name_qualifier: None, sp_name_qualifier: None, ..full.clone() };
    assert_eq!(subject_of(full.clone()).await, subject_of(short).await);
    let unsaid = NameId { format: None, ..full.clone() };
    let said = NameId { format: Some(NameIdFormat::Unspecified.uri().to_owned()), ..full.clone() };
    assert_eq!(subject_of(unsaid).await, subject_of(said.clone()).await);
    assert_ne!(subject_of(said).await, subject_of(full.clone()).await);
    let for_another = NameId { sp_name_qualifier: Some("https://other.example".to_owned()), ..full.clone() };
    assert_ne!(subject_of(for_another).await, subject_of(full).await);
}

#[tokio::test]
async fn somebody_who_had_to_sign_in_anew_did() {
    let mut world = World::new().await;
    world.request.fresh = true;
    let mut written = world.written();
    assert!(world.taken_of_a(&written).await.is_ok());
    written.authenticated_at = world.request.sent_at.minus(Duration::from_mins(3));
    assert_eq!(world.taken_of_a(&written).await, Err("authn_instant"));
    world.request.fresh = false;
    let answer = world.taken_of_a(&written).await.unwrap();
    assert_eq!(answer.authenticated_at, written.authenticated_at);
}

#[tokio::test]
async fn what_the_provider_answers_instead_is_told_apart() {
    let world = World::new().await;
    for (second, expected) in [
        (StatusCode::AuthnFailed, "cancelled"),
        (StatusCode::RequestDenied, "cancelled"),
        (StatusCode::NoPassive, "login-required"),
        (StatusCode::NoAuthnContext, "provider-error"),
    ] {
        let address = ErrorAddress {
            issuer: A,
            destination: world.federation.saml_consumer_url(),
            in_response_to: Some(&world.request.id),
            now: world.test.identity().clock().now(),
        };
        let failure = StatusFailure { top: StatusCode::Responder, second, message: None };
        let xml = build_error_response(address, &failure, &KEY_OF_A, &OsEntropy).unwrap().into_string();
        assert_eq!(world.taken(&xml).await, Err(expected), "{second:?}");
    }
}

#[tokio::test]
async fn the_request_is_signed_and_says_what_is_wanted() {
    let mut world = World::new().await;
    world.request.fresh = true;
    let contexts = vec!["https://refeds.org/profile/mfa".to_owned()];
    let url = world.federation.saml_url(&world.provider, world.request.clone(), contexts).await.unwrap();
    assert!(url.starts_with("https://a.example/sso?tenant=1&SAMLRequest="), "{url}");
    let url = Url::parse(&url).unwrap();
    let query = url.query().unwrap().strip_prefix("tenant=1&").unwrap();
    assert!(query.contains("&Signature="));
    let received = ReceivedAuthnRequest::from_redirect(query).unwrap();
    assert_eq!(received.claimed_issuer(), world.federation.saml_entity_id());
    assert_eq!(received.relay_state(), Some(world.request.id.as_str()));
    let root = format!("{received:?}");
    for part in ["ForceAuthn", "nameid-format:persistent", "profile/mfa", &world.request.id] {
        assert!(root.contains(part), "{part}");
    }
}

#[tokio::test]
async fn the_metadata_names_where_responses_are_taken() {
    let world = World::new().await;
    let document = world.federation.saml_metadata().await.unwrap();
    let now = world.test.identity().clock().now();
    let read = read_service_provider(document.as_bytes(), now).unwrap();
    assert_eq!(read.entity_id, world.federation.saml_entity_id());
    assert!(document.contains(world.federation.saml_consumer_url()));
    assert!(document.contains("AuthnRequestsSigned=\"true\"") && !document.contains("SingleLogoutService"));
}
