//! Applications that the test plays itself: each with a key, and with the ways of logout that it has.

use super::site::{Browser, MY, PASSWORD, Site};
use super::world::{evil_key, now};
use identity_core::OsEntropy;
use identity_core::domain::{AssertionConsumerService, LogoutBinding, LogoutService, NameFormat};
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_tests::page::Page;
use identity_web::saml::Binding;
use identity_web::saml::bindings::endpoint::Endpoint;
use identity_web::saml::keys::SigningKey;
use identity_web::saml::messages::authn_request::{AuthnRequestContent, build_post, build_redirect};
use identity_web::saml::messages::logout::{
    LogoutRequestContent, LogoutResponseContent, SignedMessage, logout_request, logout_response,
};
use identity_web::saml::messages::name_id::{NameId, NameIdFormat};
use identity_web::saml::xml::codec::{decode_base64, inflate};
use identity_web::saml::xml::text::new_id;
use std::time::Duration;

/// An application behind the identity provider.
#[derive(Clone)]
pub(super) struct Party {
    pub(super) origin: String,
    pub(super) name: &'static str,
    pub(super) logout: Vec<LogoutService>,
    pub(super) name_formats: Vec<NameFormat>,
    pub(super) origins: Vec<String>,
    pub(super) enabled: bool,
}

/// What an application was told of a person.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) name_id: NameId,
    pub(super) session_index: String,
    pub(super) xml: String,
    pub(super) relay_state: Option<String>,
}

impl Party {
    pub(super) fn new(host: &str, name: &'static str) -> Self {
        let origin = format!("https://{host}");
        let logout = vec![];
        Self { origin, name, logout, name_formats: Vec::new(), origins: Vec::new(), enabled: true }
    }

    /// The same with a way of logout.
    pub(super) fn told_by(mut self, binding: LogoutBinding) -> Self {
        let url = format!("{}/slo", self.origin);
        self.logout.push(LogoutService { binding, url, response_url: None });
        self
    }

    pub(super) fn entity_id(&self) -> String {
        format!("{}/metadata", self.origin)
    }

    fn key() -> &'static SigningKey {
        evil_key()
    }

    pub(super) fn setup(&self) -> RelyingPartySetup {
        let name = self.name.parse().unwrap();
        let consumer =
            AssertionConsumerService { url: format!("{}/acs", self.origin), index: 0, is_default: true };
        let setup =
            RelyingPartySetup::new(self.entity_id().parse().unwrap(), name, "application".parse().unwrap());
        let mut setup = setup
            .consumers([consumer])
            .logout_services(self.logout.clone())
            .name_formats(self.name_formats.clone())
            .origins(self.origins.clone())
            .certificates([Self::key().certificate().der().to_vec()])
            .requests_signed();
        setup.enabled = self.enabled;
        setup
    }

    pub(super) async fn register(&self, site: &Site) {
        site.identity.apply(&Setup::default().relying_parties([self.setup()])).await.unwrap();
    }

    /// The address that asks for a sign-on.
    pub(super) fn asks(&self, change: impl Fn(&mut AuthnRequestContent<'_>), state: Option<&str>) -> String {
        self.asks_at(&format!("{}/acs", self.origin), change, |content| {
            build_redirect(content, state, Self::key()).unwrap()
        })
    }

    /// The address that asks for an answer at this address.
    pub(super) fn asks_for_answer_at(&self, consumer: &str) -> String {
        self.asks_at(consumer, |_| {}, |content| build_redirect(content, None, Self::key()).unwrap())
    }

    /// The same request as a form holds it.
    pub(super) fn asks_by_post(&self) -> String {
        let consumer = format!("{}/acs", self.origin);
        self.asks_at(
            &consumer,
            |_| {},
            |content| build_post(content, None, Self::key(), &OsEntropy).unwrap().message,
        )
    }

    fn asks_at(
        &self,
        consumer: &str,
        change: impl Fn(&mut AuthnRequestContent<'_>),
        write: impl Fn(&AuthnRequestContent<'_>) -> String,
    ) -> String {
        let (destination, issuer) =
            (Endpoint::parse(&format!("{MY}/saml/idp/sso")).unwrap(), self.entity_id());
        let consumer = Endpoint::parse(consumer).unwrap();
        let id = new_id(&OsEntropy);
        let mut content = AuthnRequestContent {
            id: &id,
            issuer: &issuer,
            destination: &destination,
            consumer: &consumer,
            name_id_format: None,
            minimum_context: &[],
            force_authn: false,
            is_passive: false,
            now: now(),
        };
        change(&mut content);
        write(&content)
    }

    /// Signs on in a browser, by the pages; the person signs in if the browser is not.
    pub(super) async fn signs_on(&self, site: &Site, browser: &Browser, who: &str) -> Known {
        let answer = self.reaches(site, browser, who, &self.asks(|_| {}, None)).await;
        Self::reads(&answer)
    }

    /// From the address of a request to the page with the answer.
    pub(super) async fn reaches(&self, site: &Site, browser: &Browser, who: &str, address: &str) -> Page {
        let asked = browser.get(site, address).await;
        let mut page = follow(browser, site, &asked).await;
        if let Ok(form) = page.form_with_button("Sign in") {
            let form = form.fill("identifier", who).unwrap().fill("password", PASSWORD).unwrap();
            let signed_in = browser.submit(site, &form).await;
            page = follow(browser, site, &signed_in).await;
        }
        page
    }

    pub(super) fn reads(answer: &Page) -> Known {
        let form = answer.saml_form().unwrap_or_else(|| panic!("no answer: {}", answer.body));
        let xml = String::from_utf8(decode_base64(form.value("SAMLResponse").unwrap()).unwrap()).unwrap();
        Known {
            name_id: name_id_of(&xml),
            session_index: attribute(&xml, "SessionIndex"),
            relay_state: form.value("RelayState").map(ToOwned::to_owned),
            xml,
        }
    }

    /// A signed logout request, for the identity provider.
    pub(super) fn asks_for_logout(
        &self,
        name_id: &NameId,
        indexes: &[&str],
        binding: Binding,
        state: Option<&str>,
    ) -> SignedMessage {
        let destination = Endpoint::parse(&format!("{MY}/saml/idp/slo")).unwrap();
        let (issuer, id) = (self.entity_id(), new_id(&OsEntropy));
        let content = LogoutRequestContent {
            id: &id,
            issuer: &issuer,
            destination: &destination,
            name_id,
            session_indexes: indexes,
            now: now(),
            lifetime: Duration::from_mins(5),
        };
        logout_request(&content, binding, state, Self::key(), &OsEntropy).unwrap()
    }

    pub(super) async fn logs_out(
        &self,
        site: &Site,
        browser: &Browser,
        name_id: &NameId,
        indexes: &[&str],
    ) -> Page {
        let asked = self.asks_for_logout(name_id, indexes, Binding::Redirect, Some("state"));
        let SignedMessage::Redirect(url) = asked else { panic!("not a redirect") };
        browser.get(site, &url).await
    }

    /// The answer to the request that an address holds, as the address of the identity provider.
    pub(super) fn answers(&self, request: &str) -> String {
        let xml = message(request, "SAMLRequest");
        let (destination, issuer) =
            (Endpoint::parse(&format!("{MY}/saml/idp/slo")).unwrap(), self.entity_id());
        let content = LogoutResponseContent {
            id: &new_id(&OsEntropy),
            issuer: &issuer,
            destination: &destination,
            in_response_to: &attribute(&xml, " ID"),
            failure: None,
            now: now(),
        };
        let state = parameter(request, "RelayState");
        let answer =
            logout_response(&content, Binding::Redirect, state.as_deref(), Self::key(), &OsEntropy).unwrap();
        let SignedMessage::Redirect(url) = answer else { panic!("not a redirect") };
        url
    }
}

pub(super) async fn follow(browser: &Browser, site: &Site, page: &Page) -> Page {
    let address = page.location().unwrap_or_else(|| panic!("{} leads nowhere: {}", page.status, page.body));
    browser.get(site, address.as_str()).await
}

/// The value of the first attribute of this name.
pub(super) fn attribute(xml: &str, name: &str) -> String {
    let from = xml.find(&format!("{name}=\"")).unwrap_or_else(|| panic!("no {name} in {xml}"));
    xml[from..].split('"').nth(1).unwrap().to_owned()
}

fn name_id_of(xml: &str) -> NameId {
    let element = super::world::cut(xml, "<saml:NameID", "</saml:NameID>");
    let given = |name: &str| element.contains(&format!("{name}=")).then(|| attribute(element, name));
    let value = element.split(['>', '<']).nth(2).unwrap().to_owned();
    let sp_name_qualifier = given("SPNameQualifier");
    let name_qualifier = given(" NameQualifier");
    NameId { value, format: given("Format"), name_qualifier, sp_name_qualifier }
}

pub(super) fn parameter(url: &str, name: &str) -> Option<String> {
    let url: url::Url = url.parse().unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The message in an address.
pub(super) fn message(url: &str, name: &str) -> String {
    let value = parameter(url, name).unwrap_or_else(|| panic!("no {name} in {url}"));
    String::from_utf8(inflate(&decode_base64(&value).unwrap()).unwrap()).unwrap()
}

/// A name that nobody has.
pub(super) fn nobody() -> NameId {
    NameId::new("nobody", NameIdFormat::Persistent)
}

/// Whether the browser is signed in at the identity provider.
pub(super) async fn signed_in(site: &Site, browser: &Browser) -> bool {
    browser.get(site, &format!("{MY}/account")).await.status == 200
}

/// Signs on at the application of the test's site, whose browser is signed in already.
pub(super) async fn at_app(site: &Site, browser: &Browser) {
    let asked = browser.ask(site).await;
    let onward = follow(browser, site, &asked).await;
    let landed = browser.submit(site, &onward.saml_form().unwrap()).await;
    assert_eq!(landed.status, 303, "{}", landed.body);
}
