//! Sign-in from elsewhere: the identity providers that sign people in here, the identities that belong to accounts, and what an
//! application that is a SAML service provider has to remember.

mod asserted;
mod connection;
mod connection_rules;
mod link_offer;
mod linked_identity;
mod provider;
mod provider_subject;
mod service_provider;
mod sign_in_domain;

pub use asserted::{AssertedIdentity, LinkChoice, ProviderFailure, ProviderRequest, ProviderSession};
pub use connection::{Connection, ConnectionFilter, ConnectionState};
pub use connection_rules::{AssertedNames, ConnectionRules, LinkPolicy, UnknownPerson};
pub use link_offer::{LinkOffer, LinkOfferFilter, LinkOfferKey};
pub use linked_identity::{LinkedIdentity, LinkedIdentityFilter, LinkedIdentityKey};
pub use provider::{IdentityProvider, OpenIdProvider, SamlProvider, SubjectSource};
pub use provider_subject::{InvalidProviderSubject, ProviderSubject};
pub use service_provider::{
    ConsumedAssertion, ConsumedAssertionKey, LoginRequest, LoginRequestKey, ServiceSession,
    ServiceSessionFilter, ServiceSessionKey,
};
pub use sign_in_domain::{DomainProof, SignInDomain, SignInDomainFilter, SignInDomainKey};
