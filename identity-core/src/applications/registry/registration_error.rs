use super::uris::{OfUri, UriFault};
use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{not_held, says_rank};
use crate::values::{EntityId, RoleKey, Scope, ServiceKey};

/// Why an application was not registered, changed or deleted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationError {
    /// The caller does not have `application.manage` at the operator, or there is no such application.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change an application")]
    ProveAgain,
    /// It stands in the configuration of the deployment, and is changed there.
    #[error("it is declared in the configuration of the deployment: change it there")]
    Declared,
    /// A program never becomes an application that people sign in to, nor the other way round.
    #[error(
        "register it anew: what people sign in to and what acts in its own name do not become each other"
    )]
    OtherKind,
    /// The client holds a role that the caller could not give, so the caller may not act as it either.
    #[error("the client holds the role {role}, which you could not give: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The client holds roles, which would outlive it.
    #[error("the client holds roles or mandates: end them first, or disable it")]
    HoldsGrants,
    /// There is no redirect URI.
    #[error("register at least one redirect URI")]
    NoRedirectUri,
    /// More addresses of a kind than are stored.
    #[error("at most {most} addresses can be registered")]
    TooManyUris {
        /// Which addresses.
        of: OfUri,
        /// The most that there can be.
        most: usize,
    },
    /// An address cannot be registered.
    #[error("{uri} cannot be registered: {fault}")]
    Uri {
        /// Which address.
        of: OfUri,
        /// As it was written.
        uri: String,
        /// Why.
        fault: UriFault,
    },
    /// There is no such service.
    #[error("there is no service {0}")]
    UnknownService(ServiceKey),
    /// Every application may ask for the scopes of `OpenID` Connect; a program has nobody whom they could be about.
    #[error("the scope {0} is one of OpenID Connect, which are not registered")]
    StandardScope(Scope),
    /// More scopes than are stored.
    #[error("at most {most} scopes can be registered")]
    TooManyScopes {
        /// The most that there can be.
        most: usize,
    },
    /// It is to prove with a key who it is, and no key was given, or more than is stored.
    #[error("give its public keys, a JWK set of at most 16 KiB")]
    NoKeys,
    /// Tokens in its own name go to clients that can prove who they are.
    #[error("a public client gets no tokens in its own name: give it a secret or a key")]
    PublicClient,
    /// It has no secret that could be replaced.
    #[error("it proves who it is without a secret")]
    NoSecret,
    /// It speaks SAML: what changes is its name, its service, whether it is enabled, and its metadata.
    #[error(
        "an application that speaks SAML has a name, a service and metadata, and nothing of OpenID Connect"
    )]
    OfSaml,
    /// It speaks no SAML, so it has no metadata.
    #[error("the application speaks no SAML and has no metadata")]
    NotSaml,
    /// The metadata names no address that takes responses by HTTP-POST.
    #[error("the metadata names no address that takes responses by HTTP-POST")]
    NoConsumer,
    /// Another application has this entity id.
    #[error("another application has the entity id {0}")]
    EntityIdTaken(EntityId),
    /// The metadata is about another application than the registered one.
    #[error(
        "the metadata is about {given}, and the application is {registered}: register another application for it"
    )]
    OtherEntity {
        /// The entity id of the application.
        registered: EntityId,
        /// That of the metadata.
        given: EntityId,
    },
    /// It says that it signs its requests, and has no usable certificate to verify them with, so nobody could ever sign in.
    #[error("its requests have to be signed, and its metadata has no usable certificate to verify them with")]
    NothingToVerifyWith,
    /// Its assertions are encrypted, and the metadata has no key for that.
    #[error(
        "its assertions are encrypted, and the metadata has no RSA key for encryption: ask for metadata with one"
    )]
    NoEncryptionKey,
    /// More certificates than are tried, or one that is larger than any.
    #[error("at most {most} certificates of at most 8 KiB can be registered")]
    TooManyKeys {
        /// The most that there can be.
        most: usize,
    },
}

says_rank!(RegistrationError);

impl From<AccessError> for RegistrationError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

impl AuditedRefusal for RegistrationError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
