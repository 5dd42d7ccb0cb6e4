use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ConnectionId, SignInDomainId};
use crate::values::DomainName;
use serde::{Deserialize, Serialize};

/// How it was proved that a domain belongs to an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainProof {
    /// It is among the domains that the registry (the CRM) says of the organisation.
    Registry,
    /// The configuration says it, which the operator answers for.
    Configuration,
    /// By a record in the domain name system.
    Dns,
    /// By the link of a mail to the administrator of the domain.
    Mail,
}

impl DomainProof {
    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registry => "registry",
            Self::Configuration => "configuration",
            Self::Dns => "dns",
            Self::Mail => "mail",
        }
    }
}

/// That people with an address of a mail domain sign in by a connection (home realm discovery). Several connections may share a
/// domain: the person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInDomain {
    /// Its id.
    pub id: SignInDomainId,
    /// The domain.
    pub domain: DomainName,
    /// The connection that its people sign in by.
    pub connection: ConnectionId,
    /// How it was proved; as long as it was not, it leads nobody anywhere.
    pub proof: Option<DomainProof>,
    /// What the record or the mail has to say, as long as it was not proved.
    pub challenge: Option<String>,
    /// When it was proved.
    pub proved_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
}

/// The unique keys of a domain that leads to a connection.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInDomainKey {
    /// A domain leads to each connection once.
    Of(ConnectionId, DomainName),
}

impl UniqueKey for SignInDomainKey {}

/// Which domains a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInDomainFilter {
    /// Only this domain.
    pub domain: Option<DomainName>,
    /// Only those that lead to this connection.
    pub connection: Option<ConnectionId>,
}

impl Entity for SignInDomain {
    const KIND: RecordKind = RecordKind::SignInDomain;

    type Id = SignInDomainId;
    type Key = SignInDomainKey;
    type Filter = SignInDomainFilter;

    fn id(&self) -> SignInDomainId {
        self.id
    }

    fn keys(&self) -> Vec<SignInDomainKey> {
        vec![SignInDomainKey::Of(self.connection, self.domain.clone())]
    }

    fn matches(&self, filter: &SignInDomainFilter) -> bool {
        filter.domain.as_ref().is_none_or(|domain| self.domain == *domain)
            && filter.connection.is_none_or(|connection| self.connection == connection)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("domain", self.domain.as_str()), Mark::new("connection", self.connection)]
    }

    fn narrow(filter: &SignInDomainFilter) -> Option<Vec<Mark>> {
        let of_domain = filter.domain.as_ref().map(|domain| vec![Mark::new("domain", domain.as_str())]);
        of_domain.or_else(|| filter.connection.map(|connection| vec![Mark::new("connection", connection)]))
    }
}
