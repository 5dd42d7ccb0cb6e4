//! The link in the mail to the administrator of a domain. Looking at it does not use it up: scanners of mails open links too.

use super::add::{LINK_WORKS, trace_of};
use super::error::DomainLinkError;
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, on_fresh_facts};
use crate::domain::{Action, Actor, Connection, DomainProof, Organization, SignInDomain};
use crate::ids::SignInDomainId;
use crate::secrets::{SecretToken, TokenDigest};
use crate::store::{RecordId, Version, Versioned};
use crate::values::{DisplayName, DomainName};

/// What the holder of the link sees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenDomainLink {
    /// The domain.
    pub domain: DomainName,
    /// The organisation that asks.
    pub organization: DisplayName,
    /// What its people would sign in by.
    pub connection: DisplayName,
    /// From when the link no longer works.
    pub expires_at: Timestamp,
}

/// The link was shown that went to the mailbox of the administrator of a domain.
struct ProvedDomain {
    domain: Versioned<SignInDomain>,
    connection: Versioned<Connection>,
    place: Versioned<Organization>,
}

impl Proof for ProvedDomain {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }

    fn evidence(&self) -> Option<(RecordId, Version)> {
        Some((self.connection.id.into(), self.connection.version))
    }
}

impl Identity {
    /// What the link of a mail is good for. Looking does not use it up.
    pub async fn open_domain_link(
        &self,
        id: SignInDomainId,
        token: &SecretToken,
    ) -> Result<OpenDomainLink, DomainLinkError> {
        let ProvedDomain { domain, connection, place } = self.shown_domain_link(id, token).await?;
        Ok(OpenDomainLink {
            domain: domain.domain.clone(),
            organization: place.name.clone(),
            connection: connection.name.clone(),
            expires_at: domain.created_at.plus(LINK_WORKS),
        })
    }

    /// Proves the domain of a link: its people sign in by the connection from then on.
    pub async fn use_domain_link(
        &self,
        id: SignInDomainId,
        token: &SecretToken,
        reference: Option<&str>,
    ) -> Result<OpenDomainLink, DomainLinkError> {
        on_fresh_facts!(async {
            let opened = self.open_domain_link(id, token).await?;
            let shown = self.shown_domain_link(id, token).await?;
            let mut act = Act::by_proof::<ProvedDomain>(&shown).referring(reference);
            let (proof, proved_at) = (Some(DomainProof::Mail), Some(self.now()));
            let stored = shown.domain.record.clone();
            let proved = SignInDomain { proof, proved_at, challenge: None, ..stored };
            let trace = trace_of(&proved, shown.place.id).with("proof", DomainProof::Mail.as_str());
            act.changes().update(proved, shown.domain.version);
            self.commit(act.finish(self, Action::SignInDomainProved, trace)).await?;
            Ok(opened)
        })
    }

    async fn shown_domain_link(
        &self,
        id: SignInDomainId,
        token: &SecretToken,
    ) -> Result<ProvedDomain, DomainLinkError> {
        let found = self.store.sign_in_domains().get(id).await?;
        let domain = found.filter(|found| is_answered(found, &token.digest(), self.now()));
        let domain = domain.ok_or(DomainLinkError::Unknown)?;
        let connection = self.store.connections().get(domain.connection).await?;
        let connection = connection.ok_or(DomainLinkError::Unknown)?;
        let place = match connection.organization {
            Some(organization) => self.store.organizations().get(organization).await?,
            None => self.operator().await?,
        };
        Ok(ProvedDomain { place: place.ok_or(DomainLinkError::Unknown)?, connection, domain })
    }
}

/// Whether a token is the one that was mailed about a domain, and works still.
fn is_answered(domain: &SignInDomain, shown: &TokenDigest, now: Timestamp) -> bool {
    let asked = domain.challenge.as_deref().and_then(|hex| TokenDigest::parse_hex(hex).ok());
    domain.proof.is_none() && asked.as_ref() == Some(shown) && now < domain.created_at.plus(LINK_WORKS)
}
