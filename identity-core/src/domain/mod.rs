//! The records that the store keeps, one aggregate a file.
//!
//! Records are plain data with public fields and are *not* `#[non_exhaustive]`: a store adapter takes
//! them apart and puts them together again, and one that forgets a new field must not compile.

mod applications;
mod audit;
mod authentication_method;
mod brands;
mod entity;
mod expiry;
mod factor;
mod federation;
mod invitation;
mod mark;
pub(crate) mod octets;
mod order;
mod organizations;
mod outbox;
mod people;
mod period;
mod record;
mod record_id;
mod roles;
mod sign_in_rules;
mod sign_on;
mod sms_settings;
mod unique_key;

pub use applications::{
    AccessToken, AccessTokenFilter, AccessTokenFormat, AccessTokenKey, ApiClient, ApiClientFilter,
    ApiClientKey, AssertionConsumerService, AttributeCondition, AttributeEntry, AttributeMap,
    AttributeNameFormat, AttributePreset, AttributeSource, AttributeValues, Authorization,
    AuthorizationFilter, AuthorizationKey, ClientAuthentication, CodeRequest, Consent, ConsentFilter,
    ConsentKey, InvalidAttributeMap, KeyState, KeyUse, LogoutBinding, LogoutService, MetadataOrigin,
    NameFormat, NameIdentifier, NameIdentifierFilter, NameIdentifierKey, OpenIdClient, RefreshTokens,
    RelyingParty, RelyingPartyFilter, RelyingPartyKey, RequestedAttribute, SamlOptions, SignedParts,
    SigningKey, SigningKeyFilter, SigningKeyKey, TokenAlgorithm, UnknownAttributeCondition,
    UnknownAttributeSource,
};
pub use audit::{Action, Actor, AuditEvent, AuditFilter};
pub use authentication_method::AuthenticationMethod;
pub use brands::{
    Brand, BrandFilter, BrandKey, BrandLook, BrandSubject, Colour, InvalidLogo, Logo, NotAColour,
};
pub use entity::{Entity, Expected, Version, Versioned};
pub use expiry::ExpiryFilter;
pub use factor::{Factor, Factors};
pub use federation::{
    AssertedIdentity, AssertedNames, Connection, ConnectionFilter, ConnectionRules, ConnectionState,
    ConsumedAssertion, ConsumedAssertionKey, DomainProof, IdentityProvider, InvalidProviderSubject,
    LinkChoice, LinkOffer, LinkOfferFilter, LinkOfferKey, LinkPolicy, LinkedIdentity, LinkedIdentityFilter,
    LinkedIdentityKey, LoginRequest, LoginRequestKey, OpenIdProvider, ProviderFailure, ProviderRequest,
    ProviderSession, ProviderSubject, SamlProvider, ServiceSession, ServiceSessionFilter, ServiceSessionKey,
    SignInDomain, SignInDomainFilter, SignInDomainKey, SubjectSource, UnknownPerson,
};
pub use invitation::{Invitation, InvitationFilter, InvitationKey, InvitationState};
pub use mark::Mark;
pub use order::OrderBy;
pub use organizations::{
    Contract, ContractFilter, ContractKey, Organization, OrganizationClass, OrganizationFilter,
    OrganizationKey, OrganizationPath, OrganizationState, PathTooDeep, Region, Service, ServiceFilter,
    ServiceKeyed,
};
pub use outbox::{Channel, MessageState, OutboxFilter, OutboxMessage};
pub use people::{
    AnsweredRequest, Approval, ApprovalAct, ApprovalFilter, ApprovalKey, ContactChange, ContactChangeFilter,
    ContactChangeKey, Credential, CredentialFilter, CredentialKey, CredentialSecret, EmailUse,
    InvalidPasskeyId, Membership, MembershipFilter, MembershipKey, Passkey, PasskeyId, Recovery,
    RecoveryFilter, RecoveryKey, RecoveryKind, User, UserEmail, UserEmailFilter, UserEmailKey, UserFilter,
    UserKey, UserState,
};
pub use period::Period;
pub use record::Record;
pub use record_id::{RecordId, RecordKind};
pub use roles::{
    Grant, GrantFilter, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, MandateNotice, MandateTerms,
    Permission, Rights, Role, RoleFilter, RoleRef, TooManyHands,
};
pub use sign_in_rules::SignInRules;
pub use sign_on::{
    ApplicationRequest, CodePurpose, Device, Logout, LogoutAnswer, LogoutInitiator, LogoutParty,
    OpenIdRequest, Origin, Participant, ParticipantFilter, ParticipantKey, Protocol, Proved,
    RememberedBrowser, RememberedBrowserFilter, RememberedBrowserKey, SentCode, SentCodeKey, Session,
    SessionFilter, SessionKey, SignInPolicy, SignInPolicyFilter, SignInPolicyKey, SignInSubject, SignOn,
    SignOnKey,
};
pub use sms_settings::{SmsFormat, SmsGateway, SmsProposal, SmsSettings, SmsSettingsFilter};
pub use unique_key::{NoKey, UniqueKey};
