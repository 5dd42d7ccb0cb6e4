//! The protocol against service providers that are not ours: what they ask for is understood, what they are
//! answered they accept, and what they should refuse they refuse. The identity provider here is the protocol alone,
//! without pages and people; the whole server meets the same peers in the stories.

use anyhow::{Context as _, Result, bail};
use identity_core::{Clock as _, OsEntropy, SystemClock};
use identity_tests::http::Visitor;
use identity_tests::page::{Form, Page};
use identity_tests::peers::pysaml2::{Pysaml2, Verdict};
use identity_tests::peers::shibboleth::Shibboleth;
use identity_web::saml::Binding;
use identity_web::saml::keys::{Certificate, SigningKey};
use identity_web::saml::messages::authn_request::{
    IdentityProviderEndpoint, ReceivedAuthnRequest, RegisteredServiceProvider, ValidatedAuthnRequest,
};
use identity_web::saml::messages::logout::{
    LogoutEndpoint, LogoutPeer, LogoutRequestContent, LogoutResponseContent, ReceivedLogout, SignedMessage,
    logout_request, logout_response,
};
use identity_web::saml::messages::name_id::{NameId, NameIdFormat};
use identity_web::saml::messages::response::{Attribute, ResponseContent, Sign, build_signed_for};
use identity_web::saml::metadata::{
    BoundEndpoint, IdentityProviderContent, ServiceProviderMetadata, read_service_provider,
    write_identity_provider,
};
use identity_web::saml::xml::codec::encode_base64;
use reqwest::header::HeaderMap;
use std::time::Duration;

const ENTITY: &str = "http://idp.localhost/saml/idp/metadata";
const SSO: &str = "http://idp.localhost/saml/idp/sso";
const SLO: &str = "http://idp.localhost/saml/idp/slo";
const CONTEXT: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
/// Text that an XML writer must escape, in the values and not only in the tests of the writer.
const AWKWARD: &str = r#"City & Group <"Inc."> ]]> ä ☃"#;

struct IdentityProvider(SigningKey);

impl IdentityProvider {
    fn new() -> Result<Self> {
        Ok(Self(SigningKey::generate("idp", SystemClock::default().now(), &OsEntropy)?))
    }

    fn metadata(&self) -> Result<String> {
        let content = IdentityProviderContent {
            entity_id: ENTITY,
            sign_on: SSO,
            logout: SLO,
            certificates: std::slice::from_ref(self.0.certificate()),
            name_id_formats: &[NameIdFormat::Persistent],
            wants_requests_signed: true,
        };
        Ok(write_identity_provider(&content, &self.0)?.into_string())
    }

    /// Checks the request that a redirect brings, as strictly as it can be checked.
    fn receive(request: &url::Url, from: &ServiceProviderMetadata) -> Result<ValidatedAuthnRequest> {
        let received = ReceivedAuthnRequest::from_redirect(request.query().context("no query")?)?;
        let registered = RegisteredServiceProvider {
            entity_id: from.entity_id.clone(),
            consumer_services: from.consumer_services.clone(),
            certificates: from.certificates.clone(),
            require_signed_requests: true,
            name_id_formats: vec![NameIdFormat::Persistent],
        };
        let here = IdentityProviderEndpoint {
            location: SSO,
            now: SystemClock::default().now(),
            skew: Duration::from_mins(2),
            max_age: Duration::from_mins(5),
            ladder: &[&[CONTEXT]],
            reachable: &[CONTEXT],
        };
        Ok(received.check(&registered, here)?)
    }

    /// The form that takes the answer for Jeremy to the service provider.
    fn answer(&self, request: &ValidatedAuthnRequest, sign: Sign) -> Result<Form> {
        self.answer_for(request, sign, None)
    }

    /// The same, encrypted for a recipient.
    fn answer_for(
        &self,
        request: &ValidatedAuthnRequest,
        sign: Sign,
        recipient: Option<&Certificate>,
    ) -> Result<Form> {
        let now = SystemClock::default().now();
        let name_id = NameId::persistent("jeremy-at-this-provider", ENTITY, &request.issuer);
        let attributes = [
            ("uid", vec!["0199-jeremy"]),
            ("organization_name", vec![AWKWARD]),
            ("roles", vec!["viewer", "editor"]),
        ];
        let attributes = attributes
            .map(|(name, values)| Attribute::basic(name, values.into_iter().map(ToOwned::to_owned)));
        let content = ResponseContent {
            issuer: ENTITY,
            audience: &request.issuer,
            destination: request.destination.as_str(),
            in_response_to: Some(&request.id),
            name_id: &name_id,
            authn_instant: now,
            context_class: CONTEXT,
            session_index: "_session",
            session_not_on_or_after: Some(now.plus(Duration::from_hours(1))),
            attributes: &attributes,
            now,
            lifetime: Duration::from_mins(5),
        };
        let built = build_signed_for(&content, sign, recipient, &self.0, &OsEntropy)?;
        assert_eq!(built.xml.contains("jeremy-at-this-provider"), recipient.is_none());
        let response = encode_base64(built.xml.as_bytes());
        let body = format!(
            r#"<form method="post" action="{}"><input type="hidden" name="RelayState" value="{}">
            <input type="hidden" name="SAMLResponse" value="{response}"><button>Continue</button></form>"#,
            request.destination.as_str(),
            request.relay_state.as_deref().unwrap_or_default()
        );
        Page { url: SSO.parse()?, status: 200, headers: HeaderMap::new(), body }
            .saml_form()
            .context("no form")
    }
}

fn read(metadata: &str) -> Result<ServiceProviderMetadata> {
    Ok(read_service_provider(metadata.as_bytes(), SystemClock::default().now())?)
}

/// Shibboleth's request for a visitor who opens its protected page.
async fn asked_by(shibboleth: &Shibboleth, visitor: &Visitor) -> Result<ValidatedAuthnRequest> {
    let redirect = visitor.get(&shibboleth.protected()).await?.expect(302)?;
    let request = redirect.location().context("no Location")?;
    IdentityProvider::receive(&request, &read(shibboleth.metadata())?)
}

#[tokio::test]
async fn shibboleth_signs_in_by_any_kind_of_signature() -> Result<()> {
    let (idp, mut shibboleth) = (IdentityProvider::new()?, Shibboleth::start().await?);
    shibboleth.trust(ENTITY, &idp.metadata()?).await?;
    for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
        let visitor = Visitor::new()?;
        let request = asked_by(&shibboleth, &visitor).await?;
        let page = visitor.submit(&idp.answer(&request, sign)?).await?.expect(200)?;
        assert_eq!(page.text("#remote_user")?, "0199-jeremy", "{sign:?}");
        assert_eq!(page.text("#identity_provider")?, ENTITY);
        assert_eq!(page.text("#authn_context")?, CONTEXT);
        assert_eq!(page.text("#persistent_id")?, "jeremy-at-this-provider");
        assert_eq!(page.text("#organization_name")?, AWKWARD);
        assert_eq!(page.text("#roles")?, "viewer;editor");
        assert_eq!(page.text("#mandate")?, "(none)");
    }
    Ok(())
}

#[tokio::test]
async fn shibboleth_opens_an_encrypted_assertion_and_refuses_one_for_another_key() -> Result<()> {
    let (idp, mut shibboleth) = (IdentityProvider::new()?, Shibboleth::start().await?);
    shibboleth.trust(ENTITY, &idp.metadata()?).await?;
    let keys = read(shibboleth.metadata())?.encryption_certificates;
    let own = keys.first().context("its metadata has no key for encryption")?;
    for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
        let visitor = Visitor::new()?;
        let request = asked_by(&shibboleth, &visitor).await?;
        let page = visitor.submit(&idp.answer_for(&request, sign, Some(own))?).await?.expect(200)?;
        assert_eq!(page.text("#remote_user")?, "0199-jeremy", "{sign:?}");
        assert_eq!(page.text("#organization_name")?, AWKWARD);
    }
    let (visitor, other) = (Visitor::new()?, IdentityProvider::new()?);
    let request = asked_by(&shibboleth, &visitor).await?;
    let answer = idp.answer_for(&request, Sign::Both, Some(other.0.certificate()))?;
    assert_eq!(visitor.submit(&answer).await?.status, 500);
    Ok(())
}

#[tokio::test]
async fn pysaml2_opens_an_encrypted_assertion() -> Result<()> {
    let (idp, provider) = (IdentityProvider::new()?, Pysaml2::new()?);
    provider.trust(&idp.metadata()?)?;
    let metadata = read(provider.metadata())?;
    let own = metadata.encryption_certificates.first().context("its metadata has no key for encryption")?;
    let asked = provider.request("state-1")?;
    let request = IdentityProvider::receive(&asked.url.parse()?, &metadata)?;
    let answer = idp.answer_for(&request, Sign::Both, Some(own))?;
    let verdict = provider.judge(&answer, &[&asked])?;
    let Verdict::SignedIn(person) = verdict else { bail!("refused: {verdict:?}") };
    assert_eq!(person.attributes["organization_name"], [AWKWARD]);
    Ok(())
}

/// Shibboleth with somebody signed in.
async fn signed_in(idp: &IdentityProvider) -> Result<(Shibboleth, Visitor)> {
    let (mut shibboleth, visitor) = (Shibboleth::start().await?, Visitor::new()?);
    shibboleth.trust(ENTITY, &idp.metadata()?).await?;
    let request = asked_by(&shibboleth, &visitor).await?;
    visitor.submit(&idp.answer(&request, Sign::Both)?).await?.expect(200)?;
    visitor.get(&shibboleth.protected()).await?.expect(200)?;
    Ok((shibboleth, visitor))
}

fn logout_endpoint() -> LogoutEndpoint<'static> {
    LogoutEndpoint {
        location: SLO,
        now: SystemClock::default().now(),
        skew: Duration::from_mins(2),
        max_age: Duration::from_mins(5),
    }
}

/// Where Shibboleth takes logout messages by redirect.
fn logout_service(metadata: &ServiceProviderMetadata) -> Result<&BoundEndpoint> {
    let by_redirect = |service: &&BoundEndpoint| service.binding == Binding::Redirect;
    metadata.logout_services.iter().find(by_redirect).context("no logout by redirect")
}

#[tokio::test]
async fn shibboleth_asks_for_a_logout_and_takes_the_answer() -> Result<()> {
    let idp = IdentityProvider::new()?;
    let (shibboleth, visitor) = signed_in(&idp).await?;
    let metadata = read(shibboleth.metadata())?;
    let asked = visitor.get(&shibboleth.address("/Shibboleth.sso/Logout")).await?.expect(302)?;
    let asked = asked.location().context("no Location")?;
    let received = ReceivedLogout::from_redirect(asked.query().context("no query")?)?;
    let peer = LogoutPeer { entity_id: &metadata.entity_id, certificates: &metadata.certificates };
    let request = received.check_request(peer, logout_endpoint())?;
    let name_id = NameId::persistent("jeremy-at-this-provider", ENTITY, &metadata.entity_id);
    assert!(request.name_id.names_same(&name_id), "{:?}", request.name_id);
    assert_eq!(request.session_indexes, ["_session"]);
    let content = LogoutResponseContent {
        id: "_answer",
        issuer: ENTITY,
        destination: logout_service(&metadata)?.for_responses(),
        in_response_to: &request.id,
        failure: None,
        now: SystemClock::default().now(),
    };
    let relay_state = request.relay_state.as_deref();
    let answer = logout_response(&content, Binding::Redirect, relay_state, &idp.0, &OsEntropy)?;
    let SignedMessage::Redirect(answer) = answer else { bail!("not a redirect") };
    let done = visitor.open(&answer).await?.expect(200)?;
    done.must_say("Logout completed successfully")?;
    visitor.get(&shibboleth.protected()).await?.expect(302)?;
    Ok(())
}

#[tokio::test]
async fn shibboleth_obeys_a_logout_and_answers_it() -> Result<()> {
    let idp = IdentityProvider::new()?;
    let (shibboleth, visitor) = signed_in(&idp).await?;
    let metadata = read(shibboleth.metadata())?;
    let content = LogoutRequestContent {
        id: "_logout",
        issuer: ENTITY,
        destination: &logout_service(&metadata)?.location,
        name_id: &NameId::persistent("jeremy-at-this-provider", ENTITY, &metadata.entity_id),
        session_indexes: &["_session"],
        now: SystemClock::default().now(),
        lifetime: Duration::from_mins(5),
    };
    let told = logout_request(&content, Binding::Redirect, Some("state-1"), &idp.0, &OsEntropy)?;
    let SignedMessage::Redirect(told) = told else { bail!("not a redirect") };
    let answer = visitor.get(&told).await?.expect(302)?.location().context("no Location")?;
    let received = ReceivedLogout::from_redirect(answer.query().context("no query")?)?;
    let peer = LogoutPeer { entity_id: &metadata.entity_id, certificates: &metadata.certificates };
    let response = received.check_response(peer, logout_endpoint(), "_logout")?;
    assert!(response.success, "{response:?}");
    assert_eq!(response.relay_state.as_deref(), Some("state-1"));
    visitor.get(&shibboleth.protected()).await?.expect(302)?;
    Ok(())
}

#[tokio::test]
async fn shibboleth_refuses_a_foreign_key_and_a_second_use() -> Result<()> {
    let (idp, mut shibboleth) = (IdentityProvider::new()?, Shibboleth::start().await?);
    shibboleth.trust(ENTITY, &idp.metadata()?).await?;
    let visitor = Visitor::new()?;
    let request = asked_by(&shibboleth, &visitor).await?;
    let forged = IdentityProvider::new()?.answer(&request, Sign::Both)?;
    assert_eq!(visitor.submit(&forged).await?.status, 500, "signed by a key that the metadata does not have");
    let answer = idp.answer(&request, Sign::Both)?;
    visitor.submit(&answer).await?.expect(200)?;
    assert_eq!(Visitor::new()?.submit(&answer).await?.status, 500, "the same response once more");
    Ok(())
}

#[tokio::test]
async fn pysaml2_signs_in_when_the_assertion_is_signed() -> Result<()> {
    let (idp, provider) = (IdentityProvider::new()?, Pysaml2::new()?);
    provider.trust(&idp.metadata()?)?;
    for sign in [Sign::Assertion, Sign::Both] {
        let asked = provider.request("state-1")?;
        let request = IdentityProvider::receive(&asked.url.parse()?, &read(provider.metadata())?)?;
        assert_eq!(request.id, asked.id);
        let answer = idp.answer(&request, sign)?;
        assert_eq!(answer.value("RelayState"), Some("state-1"));
        let Verdict::SignedIn(person) = provider.judge(&answer, &[&asked])? else {
            bail!("refused, {sign:?}: {:?}", provider.judge(&answer, &[&asked])?)
        };
        assert_eq!((person.name_id.as_str(), person.issuer.as_str()), ("jeremy-at-this-provider", ENTITY));
        assert_eq!(person.attributes["organization_name"], [AWKWARD]);
        assert_eq!(person.attributes["roles"], ["viewer", "editor"]);
        assert_eq!(person.authn_context, [CONTEXT]);
    }
    Ok(())
}

#[tokio::test]
async fn pysaml2_refuses_a_foreign_key_and_an_answer_to_nothing() -> Result<()> {
    let (idp, provider) = (IdentityProvider::new()?, Pysaml2::new()?);
    provider.trust(&idp.metadata()?)?;
    let asked = provider.request("state-1")?;
    let request = IdentityProvider::receive(&asked.url.parse()?, &read(provider.metadata())?)?;
    let forged = IdentityProvider::new()?.answer(&request, Sign::Both)?;
    assert!(matches!(provider.judge(&forged, &[&asked])?, Verdict::Refused { .. }));
    let answer = idp.answer(&request, Sign::Both)?;
    assert!(matches!(provider.judge(&answer, &[])?, Verdict::Refused { .. }));
    assert!(matches!(provider.judge(&answer, &[&asked])?, Verdict::SignedIn(_)));
    Ok(())
}
