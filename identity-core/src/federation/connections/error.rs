use crate::applications::UriFault;
use crate::authority::{AccessError, carries_store_errors};
use crate::ids::UserId;
use crate::values::EntityId;

/// Why a connection was not set up, changed or removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectionError {
    /// The caller does not have `connection.manage` there, or there is no such connection.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how others sign in")]
    ProveAgain,
    /// The connection is not the one that the caller saw: somebody changed it.
    #[error("the connection was changed by somebody else")]
    PreconditionFailed,
    /// An address of the provider cannot be used.
    #[error("{uri} cannot be used: {fault}")]
    Address {
        /// Which address.
        of: OfProvider,
        /// As it was written.
        uri: String,
        /// Why.
        fault: UriFault,
    },
    /// Something else of the provider cannot be used.
    #[error("the {} of the provider cannot be used", .0.as_str())]
    Provider(OfProvider),
    /// A rule cannot be kept.
    #[error("{0}")]
    Rule(RuleFault),
    /// It speaks the other protocol: one has metadata, the other a client id and a secret.
    #[error("it speaks the other protocol")]
    OtherProtocol,
    /// The same provider is connected there already.
    #[error("this provider is connected already")]
    AlreadyConnected,
    /// The metadata is about another provider than the connected one.
    #[error("the metadata is about {given}, and the provider is {registered}: set up another connection")]
    OtherEntity {
        /// The entity id of the connected provider.
        registered: EntityId,
        /// That of the metadata.
        given: EntityId,
    },
    /// An `OpenID` Provider is enabled only after its discovery document was read, and this was not (Discovery, section 4.3).
    #[error("the discovery document of the provider has to be read before the connection is enabled")]
    NotDiscovered,
    /// The discovery document of the provider names another issuer.
    #[error("the provider calls itself {found}, and the connection has {registered}")]
    OtherIssuer {
        /// The issuer of the connection.
        registered: String,
        /// That of the discovery document.
        found: String,
    },
    /// Nobody signed in by it since it last changed, so that its people cannot be told to use it alone.
    #[error("sign in by it once before its people can use it alone")]
    NotTested,
    /// Its people cannot be told to use it alone, because nobody could undo that if the provider is down.
    #[error(
        "name somebody who manages connections here and has a password, who can sign in when the provider is down"
    )]
    NobodyKeepsPassword,
    /// Somebody who is to keep their password does not manage connections here, or has none.
    #[error("{0} does not manage connections here, or has no password")]
    NoKeeper(UserId),
    /// Accounts are linked with it, and would be left without it.
    #[error("{count} accounts are linked with it: disable it instead")]
    PeopleLinked {
        /// How many.
        count: u64,
    },
}

impl From<AccessError> for ConnectionError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

carries_store_errors!(ConnectionError, Access);

/// What of a provider it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfProvider {
    /// Where it takes requests.
    SignOnUrl,
    /// Where it takes logout messages.
    LogoutUrl,
    /// Its certificates: between one and eight, of at most 8 KiB.
    Certificates,
    /// Where the name of a person stands.
    Subject,
    /// Its issuer.
    Issuer,
    /// The name by which it knows this deployment.
    ClientId,
    /// The secret that it gave.
    ClientSecret,
    /// What is asked for.
    Scopes,
    /// The algorithms of its ID tokens.
    Algorithms,
    /// The tenants whose people are let in.
    Tenants,
}

impl OfProvider {
    /// The name of the field in REST.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignOnUrl | Self::LogoutUrl | Self::Certificates => "metadata",
            Self::Subject => "subject_attribute",
            Self::Issuer => "issuer",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::Scopes => "scopes",
            Self::Algorithms => "algorithms",
            Self::Tenants => "tenants",
        }
    }
}

/// Why a rule of a connection cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// More than a year.
    #[error("people are asked again after at most 365 days")]
    AskAgain,
    /// More than twenty, one of more than 200 characters, or the same twice.
    #[error("write at most twenty levels, each once")]
    Levels,
    /// It is none of the levels.
    #[error("the lowest level that does has to be one of the levels")]
    LeastLevel,
    /// More than twenty, or one of more than 400 characters.
    #[error("write at most twenty contexts")]
    Contexts,
    /// One of more than 200 characters, or with characters that are not seen.
    #[error("write names of at most 200 characters")]
    Names,
    /// More than 300 characters, or none in English.
    #[error("write at most 300 characters, and the text in English at least")]
    Benefits,
    /// More than twenty people.
    #[error("at most twenty people keep their password")]
    BreakGlass,
}

impl RuleFault {
    /// The name of the field in REST.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AskAgain => "rules.ask_again_days",
            Self::Levels => "rules.levels",
            Self::LeastLevel => "rules.least_level",
            Self::Contexts => "rules.two_factor_contexts",
            Self::Names => "rules.names",
            Self::Benefits => "rules.benefits",
            Self::BreakGlass => "rules.break_glass",
        }
    }
}
