//! An application behind single sign-on, and a browser tab that goes there.

use crate::support::{NOW, PASSWORD, World, crm_id};
use identity_core::contracts::ProvisionContract;
use identity_core::domain::{ApplicationRequest, AssertionConsumerService, Device, Origin, Protocol, SignOn};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sessions::{Current, SignedIn};
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::sign_on::{Answer, AnswerError, Attempt, Done, Outcome, Progress, Visitor};
use identity_core::values::{DisplayName, EntityId, ServiceKey};
use identity_core::{Identity, OsEntropy};
use std::collections::BTreeMap;

pub(crate) const JEREMY: &str = "jeremy@citygroup.example";

/// A world in which Jeremy may use the application, with what makes its requests.
pub(crate) async fn signing_on() -> (World, impl Fn(&str) -> ApplicationRequest) {
    let world = World::new().await;
    world.with_jeremy().await;
    let asked = application(&world).await;
    (world, asked)
}

/// Registers the application and gives City Group a contract for it.
pub(crate) async fn application(world: &World) -> impl Fn(&str) -> ApplicationRequest + use<> {
    contract(world, "K-1", "CRM-1").await;
    let url = "https://app.example/saml/acs".to_owned();
    let entity_id = EntityId::parse("https://app.example/saml").unwrap();
    let party = RelyingPartySetup::new(
        entity_id.clone(),
        DisplayName::parse("SmartPlan Application").unwrap(),
        ServiceKey::parse("smartplan-app").unwrap(),
    )
    .consumers([AssertionConsumerService { url, index: 0, is_default: true }]);
    world.identity.apply(&Setup::default().relying_parties([party])).await.unwrap();
    let relying_party = world.identity.relying_party(&entity_id).await.unwrap().unwrap().record.id;
    move |request_id: &str| ApplicationRequest {
        relying_party,
        protocol: Protocol::Saml,
        request_id: request_id.to_owned(),
        fresh: false,
        factors: identity_core::domain::Factors::One,
        methods: Vec::new(),
        passive: false,
        name_format: None,
        openid: None,
        reply: BTreeMap::new(),
    }
}

/// Gives an organisation a contract for the application.
pub(crate) async fn contract(world: &World, id: &str, organization: &str) {
    let service = ServiceKey::parse("smartplan-app").unwrap();
    let wanted = ProvisionContract::new(crm_id(id), crm_id(organization), [service], NOW);
    world.identity.provision_contract(&world.crm().await, &wanted).await.unwrap();
}

/// A browser, as its tabs show it to the server.
pub(crate) struct Tab {
    pub(crate) identity: Identity,
    pub(crate) browser: SecretToken,
    pub(crate) token: Option<SecretToken>,
    pub(crate) current: Option<Current>,
    /// The cookie by which the browser is known.
    pub(crate) known_device: Option<String>,
    /// Whether the box is ticked that asks for the browser to be remembered.
    pub(crate) remember: bool,
    device: Device,
}

impl Tab {
    pub(crate) fn new(identity: &Identity) -> Self {
        let browser = SecretToken::generate(&OsEntropy);
        Self {
            identity: identity.clone(),
            browser,
            token: None,
            current: None,
            known_device: None,
            remember: false,
            device: Device::default(),
        }
    }

    pub(crate) async fn signed_in(world: &World, identifier: &str) -> Self {
        let mut tab = Self::new(&world.identity);
        tab.take(world.sign_in(identifier, PASSWORD).await.unwrap()).await;
        tab
    }

    /// Signs out and keeps the cookie by which the browser is known.
    pub(crate) async fn sign_out(&mut self) {
        let current = self.current.take().unwrap();
        self.identity.sign_out(&current.caller).await.unwrap();
        self.token = None;
    }

    /// Keeps the cookie of a session.
    pub(crate) async fn take(&mut self, signed_in: SignedIn) {
        self.current = self.identity.session(&signed_in.token).await.unwrap();
        self.token = Some(signed_in.token);
        self.known_device = Some(signed_in.known_device);
    }

    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor::new(&self.browser, &self.device)
            .session(self.current.as_ref(), self.token.as_ref())
            .known_device(self.known_device.as_deref())
            .asking_to_be_remembered(self.remember)
            .reference("7Q2M-4K8D")
    }

    pub(crate) async fn begin(&self, asked: ApplicationRequest) -> SignOn {
        let origin = Origin::Application(asked);
        self.identity.begin_sign_on(&self.visitor(), origin).await.unwrap().sign_on
    }

    /// The attempt as its address leads to it.
    pub(crate) async fn find(&self, sign_on: &SignOn) -> Attempt {
        self.identity.sign_on(sign_on.id, &self.visitor()).await.unwrap()
    }

    pub(crate) async fn advance(&self, sign_on: &SignOn) -> Progress {
        self.identity.advance(&self.find(sign_on).await, &self.visitor()).await.unwrap()
    }

    pub(crate) async fn answer(&self, sign_on: &SignOn, answer: Answer) -> Result<Progress, AnswerError> {
        self.identity.answer(&self.find(sign_on).await, &self.visitor(), answer).await
    }

    pub(crate) async fn answer_password(
        &self,
        sign_on: &SignOn,
        identifier: &str,
        password: &str,
    ) -> Result<Progress, AnswerError> {
        let answer = Answer::Password { identifier: identifier.to_owned(), password: Secret::new(password) };
        self.answer(sign_on, answer).await
    }

    /// The end of a sign-on; the browser keeps the cookie of the session that it opened.
    pub(crate) async fn outcome(&mut self, sign_on: &SignOn) -> Outcome {
        let Progress::Done(done) = self.advance(sign_on).await else { panic!("something is asked") };
        self.finish(*done).await
    }

    pub(crate) async fn finish(&mut self, done: Done) -> Outcome {
        if let Some(signed_in) = done.signed_in {
            self.take(signed_in).await;
        }
        done.outcome
    }
}
