//! Adding a domain to a connection. What the registry says of the organisation is proved by that; of any other, whoever reads
//! the mail of its administrator says that it may be.

use super::error::SignInDomainError;
use super::mailbox::DomainMailbox;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::{Message, MessageContent};
use crate::domain::{
    Action, Channel, Connection, DomainProof, SignInDomain, SignInDomainFilter, SignInDomainKey,
};
use crate::ids::{ConnectionId, OrganizationId};
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::values::{DomainName, Locale};
use std::time::Duration;

/// How long the link of a mail about a domain works.
pub(super) const LINK_WORKS: Duration = Duration::from_hours(7 * 24);

const DAY: Duration = Duration::from_hours(24);

/// The most domains of a connection.
const MOST_DOMAINS: u64 = 100;

/// The most mails to one domain a day.
const MOST_MAILS: u64 = 3;

/// A domain whose people are to sign in by a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewSignInDomain {
    /// The domain.
    pub domain: DomainName,
    /// Where the mail goes that proves it, if the registry does not say that it belongs to the organisation.
    pub mailbox: DomainMailbox,
    /// The language of that mail; none for that of the deployment.
    pub locale: Option<Locale>,
}

impl NewSignInDomain {
    /// A domain that its `administrator@` is asked about if need be.
    pub fn new(domain: DomainName) -> Self {
        Self { domain, mailbox: DomainMailbox::default(), locale: None }
    }

    /// Sets where the mail goes.
    #[must_use]
    pub fn mailbox(self, mailbox: DomainMailbox) -> Self {
        Self { mailbox, ..self }
    }

    /// Sets the language of the mail.
    #[must_use]
    pub fn locale(self, locale: Option<Locale>) -> Self {
        Self { locale, ..self }
    }
}

impl Identity {
    /// Adds a domain to a connection. One that the registry says of the organisation leads there at once. To any other a mail
    /// is sent, and it leads nobody anywhere before the link in it was used. Needs what registering a connection needs.
    pub async fn add_sign_in_domain(
        &self,
        caller: &Caller,
        id: ConnectionId,
        wanted: &NewSignInDomain,
    ) -> Result<SignInDomain, SignInDomainError> {
        on_fresh_facts!(async {
            let (found, place) = self.managed_connection(caller, id).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            self.has_room_for(id, &wanted.domain).await?;
            let now = self.instant(caller);
            let is_of_registry = self.registry_says(place, &wanted.domain).await?;
            let token = SecretToken::generate(self.entropy());
            let domain = SignInDomain {
                id: self.new_id(),
                domain: wanted.domain.clone(),
                connection: id,
                proof: is_of_registry.then_some(DomainProof::Registry),
                challenge: (!is_of_registry).then(|| token.digest().hex()),
                proved_at: is_of_registry.then_some(now),
                created_at: now,
            };
            if !is_of_registry {
                self.ask_mailbox(&mut act, (&found, place), &domain, wanted, &token).await?;
            }
            let proof = domain.proof.map_or("none", DomainProof::as_str);
            let trace = trace_of(&domain, place).with("proof", proof);
            act.changes().require_read(&found);
            act.changes().insert(domain.clone());
            self.commit(act.finish(self, Action::SignInDomainAdded, trace)).await?;
            Ok(domain)
        })
    }

    async fn has_room_for(&self, id: ConnectionId, domain: &DomainName) -> Result<(), SignInDomainError> {
        let key = SignInDomainKey::Of(id, domain.clone());
        if self.store.sign_in_domains().find(&key).await?.is_some() {
            return Err(SignInDomainError::AlreadyThere);
        }
        let filter = SignInDomainFilter { connection: Some(id), ..SignInDomainFilter::default() };
        let count = self.store.sign_in_domains().count(&filter, MOST_DOMAINS).await?;
        if count >= MOST_DOMAINS { Err(SignInDomainError::TooMany { most: MOST_DOMAINS }) } else { Ok(()) }
    }

    /// Whether the registry says that a domain belongs to an organisation.
    pub(super) async fn registry_says(
        &self,
        organization: OrganizationId,
        domain: &DomainName,
    ) -> Result<bool, StoreError> {
        let found = self.store.organizations().get(organization).await?;
        Ok(found.is_some_and(|found| found.domains.contains(domain)))
    }

    /// Sends the mail with the link that proves a domain. It says who asks and by what its people would sign in.
    async fn ask_mailbox(
        &self,
        act: &mut Act,
        (connection, place): (&Connection, OrganizationId),
        domain: &SignInDomain,
        wanted: &NewSignInDomain,
        token: &SecretToken,
    ) -> Result<(), SignInDomainError> {
        let counter = format!("domain-mail:{}", domain.domain);
        if !self.count_up_to(MOST_MAILS, &counter, DAY).await? {
            return Err(SignInDomainError::TooManyMails);
        }
        let to = wanted.mailbox.at(&domain.domain).map_err(|error| StoreError::Failed(error.into()))?;
        let asking = self.store.organizations().get(place).await?;
        let content = MessageContent::DomainProof {
            domain: domain.domain.to_string(),
            organization: asking.map(|asking| asking.name.to_string()).unwrap_or_default(),
            connection: connection.name.to_string(),
            link: self.settings().link(&format!("/sign-in-domains/{}/{}", domain.id, token.expose())),
            expires_at: domain.created_at.plus(LINK_WORKS),
        };
        let message = Message::new(to.as_str(), content).in_language(wanted.locale.as_ref());
        self.queue(act, Channel::Email, &message, None);
        Ok(())
    }
}

/// What the audit trail tells of a domain.
pub(super) fn trace_of(domain: &SignInDomain, place: OrganizationId) -> Trace {
    Trace::of(domain.connection).at(place).with("domain", &domain.domain)
}
