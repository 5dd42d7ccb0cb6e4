use super::logout_service::{LogoutBinding, LogoutService};
use super::name_format::NameFormat;
use super::saml_options::SamlOptions;
use crate::Timestamp;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::factor::Factors;
use crate::domain::mark::Mark;
use crate::domain::octets;
use crate::domain::record_id::RecordKind;
use crate::domain::sign_in_rules::SignInRules;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{RelyingPartyId, ServiceId};
use crate::values::{DisplayName, EntityId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a service provider takes responses (SAML 2.0 metadata, section 2.4.4), by HTTP-POST.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertionConsumerService {
    /// The exact address.
    pub url: String,
    /// Its index, by which a request may name it.
    pub index: u16,
    /// Whether it is meant when a request names none.
    pub is_default: bool,
}

/// Where the SAML metadata of an application came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataOrigin {
    /// The address that it was fetched from; none for a file.
    #[serde(default)]
    pub address: Option<String>,
    /// Until when it may be used, if it says so.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
    /// When it was read.
    pub read_at: Timestamp,
}

/// An application that this identity provider signs people in to, by SAML or by OpenID Connect.
///
/// What SAML needs stands here, and comes from registered metadata, never from a request. What `OpenID` Connect needs stands
/// with the [client](super::OpenIdClient) of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own in the registration of an application"
)]
pub struct RelyingParty {
    /// Its id.
    pub id: RelyingPartyId,
    /// Its SAML entity id; none for an application that speaks `OpenID` Connect only.
    pub entity_id: Option<EntityId>,
    /// Whether it stands in the configuration that is read at start; administrators change the others.
    #[serde(default = "yes")]
    pub declared: bool,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceId,
    /// Where it takes responses; at least one, if it speaks SAML.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages by HTTP-Redirect; what earlier releases know of the services below.
    pub logout_url: Option<String>,
    /// Where it takes logout messages, each way that it has.
    #[serde(default)]
    pub logout_services: Vec<LogoutService>,
    /// The formats of names that it may ask for, and gets the first of when it asks for none; empty for
    /// [all](NameFormat::ALL) that its attributes let it have.
    #[serde(default)]
    pub name_formats: Vec<NameFormat>,
    /// Further origins to which it leads the browser on while it takes a message; its addresses have theirs anyway.
    #[serde(default)]
    pub origins: Vec<String>,
    /// How many kinds of proof it needs at least of everybody whom it is told of.
    #[serde(default)]
    pub factors: Factors,
    /// The methods that count as the second proof there; none for all that the deployment has.
    #[serde(default)]
    pub second_factors: Option<BTreeSet<AuthenticationMethod>>,
    /// For how many days a browser may be remembered at most for it; 0 for never, none for as long as the deployment lets it.
    #[serde(default)]
    pub remember_days: Option<u16>,
    /// Its signing certificates, DER.
    #[serde(with = "octets::list")]
    pub certificates: Vec<Vec<u8>>,
    /// Whether a request without a valid signature is refused.
    pub requests_signed: bool,
    /// Where its SAML metadata came from; none for one that is declared, or that speaks no SAML.
    #[serde(default)]
    pub metadata: Option<MetadataOrigin>,
    /// Whether only those who manage applications may sign in to it, until it is opened to everybody with a role.
    #[serde(default)]
    pub trial: bool,
    /// What it is told by SAML, and how that is signed and encrypted.
    #[serde(default)]
    pub saml: SamlOptions,
    /// Disabled parties are refused.
    pub enabled: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// As all were that were stored before administrators could add some.
const fn yes() -> bool {
    true
}

impl RelyingParty {
    /// An application that speaks no SAML, as administrators register it: it asks nothing of its own of who signs in.
    pub(crate) fn without_saml(
        id: RelyingPartyId,
        name: DisplayName,
        service: ServiceId,
        created_at: Timestamp,
    ) -> Self {
        Self {
            id,
            entity_id: None,
            declared: false,
            name,
            service,
            consumers: Vec::new(),
            logout_url: None,
            logout_services: Vec::new(),
            name_formats: Vec::new(),
            origins: Vec::new(),
            factors: Factors::One,
            second_factors: None,
            remember_days: None,
            certificates: Vec::new(),
            requests_signed: false,
            metadata: None,
            trial: false,
            saml: SamlOptions::default(),
            enabled: true,
            created_at,
            updated_at: created_at,
        }
    }

    /// Its SAML entity id as text; empty for an application that speaks no SAML, and so is found by none.
    pub fn saml_entity_id(&self) -> &str {
        self.entity_id.as_ref().map(EntityId::as_str).unwrap_or_default()
    }

    /// Where it takes logout messages by a binding.
    pub fn logout_service(&self, binding: LogoutBinding) -> Option<LogoutService> {
        let found = self.logout_services.iter().find(|service| service.binding == binding).cloned();
        let earlier = || {
            let url = self.logout_url.clone().filter(|_| binding == LogoutBinding::Redirect)?;
            Some(LogoutService { binding, url, response_url: None })
        };
        found.or_else(earlier)
    }

    /// Where it takes logout messages through the browser: in the address rather than as a form.
    pub fn browser_logout(&self) -> Option<LogoutService> {
        self.logout_service(LogoutBinding::Redirect).or_else(|| self.logout_service(LogoutBinding::Post))
    }

    /// Where it takes logout messages from server to server.
    pub fn server_logout(&self) -> Option<LogoutService> {
        self.logout_service(LogoutBinding::Soap).or_else(|| self.logout_service(LogoutBinding::LogoutToken))
    }

    /// What it asks of whoever signs in to it.
    pub fn sign_in_rules(&self) -> SignInRules {
        let Self { factors, second_factors, remember_days, .. } = self;
        SignInRules {
            factors: *factors,
            methods: second_factors.clone(),
            remember_days: *remember_days,
            // An application asks nothing of administrators.
            four_eyes: false,
        }
    }

    /// The formats of names that it may ask for; the first one is used when it asks for none. The e-mail address is among them
    /// if that was chosen, or if it is told the address anyway.
    pub fn name_formats(&self) -> &[NameFormat] {
        match self.name_formats.as_slice() {
            [] if self.saml.releases_email() => &NameFormat::ALL,
            [] => &NameFormat::OPAQUE,
            chosen => chosen,
        }
    }
}

/// The unique keys of a relying party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelyingPartyKey {
    /// Its SAML entity id.
    EntityId(EntityId),
}

impl UniqueKey for RelyingPartyKey {}

/// Which relying parties a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelyingPartyFilter {
    /// Only those of this service.
    pub service: Option<ServiceId>,
}

impl Entity for RelyingParty {
    const KIND: RecordKind = RecordKind::RelyingParty;

    type Id = RelyingPartyId;
    type Key = RelyingPartyKey;
    type Filter = RelyingPartyFilter;

    fn id(&self) -> RelyingPartyId {
        self.id
    }

    fn keys(&self) -> Vec<RelyingPartyKey> {
        self.entity_id.iter().cloned().map(RelyingPartyKey::EntityId).collect()
    }

    fn matches(&self, filter: &RelyingPartyFilter) -> bool {
        filter.service.is_none_or(|service| self.service == service)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("service", self.service)]
    }

    fn narrow(filter: &RelyingPartyFilter) -> Option<Vec<Mark>> {
        filter.service.map(|service| vec![Mark::new("service", service)])
    }
}
