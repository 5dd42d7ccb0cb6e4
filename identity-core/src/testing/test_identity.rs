//! The [`TestIdentity`]: what it is made of, who is signed in, what was sent, what time it is.

use super::deployment::PASSWORD;
use super::error::{Step, TestError};
use super::inbox::Inbox;
use crate::delivery::{DeliverySettings, Message, MessageContent, OutboxWorker, Transports};
use crate::domain::OrganizationKey;
use crate::ids::{OrganizationId, UserId};
use crate::secrets::{Secret, SecretToken};
use crate::sessions::SignedIn;
use crate::setup::Setup;
use crate::sign_on::PasswordSignIn;
use crate::store::Store;
use crate::values::{ClientId, EmailAddress, ExternalId, ServiceKey};
use crate::{Caller, Identity, ManualClock};
use std::sync::Arc;
use std::time::Duration;

/// An [`Identity`] for tests, with a clock that the test moves and an inbox that it reads.
///
/// The [module](super) says what is in it and has an example.
///
/// ```
/// use identity_core::testing::{CONTACT_PERSON, CUSTOMER, TestIdentity};
/// use std::time::Duration;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::start().await?;
/// let jeremy = test.sign_in(CONTACT_PERSON).await?;
/// assert!(test.identity().session(&jeremy.token).await?.is_some());
///
/// test.advance(Duration::from_secs(24 * 60 * 60));
/// assert!(test.identity().session(&jeremy.token).await?.is_none(), "the session has ended");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct TestIdentity {
    identity: Identity,
    clock: Arc<ManualClock>,
    inbox: Arc<Inbox>,
    worker: OutboxWorker,
    pub(super) deployment: Arc<Deployment>,
}

/// What later additions need to know of the deployment.
#[derive(Debug)]
pub(super) struct Deployment {
    /// How to sign in as the first person that was named.
    pub(super) administrator: Option<(EmailAddress, Secret)>,
    feed: Option<(ClientId, SecretToken)>,
    pub(super) services: Vec<ServiceKey>,
}

/// A person who is signed in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TestSession {
    /// The person.
    pub user: UserId,
    /// For the use cases.
    pub caller: Caller,
    /// The value of the browser's session cookie.
    pub token: SecretToken,
}

impl TestIdentity {
    pub(super) async fn of(
        identity: Identity,
        clock: Arc<ManualClock>,
        setup: &Setup,
    ) -> Result<Self, TestError> {
        identity.apply(setup).await.step(|| "applying the setup".to_owned())?;
        let inbox = Arc::new(Inbox::default());
        let worker = worker(&identity, &inbox);
        let first = setup.people.first();
        let deployment = Deployment {
            administrator: first.map(|person| (person.email.clone(), person.password.clone())),
            feed: setup.clients.first().map(|client| (client.client_id.clone(), client.secret.clone())),
            services: setup.services.iter().map(|service| service.key.clone()).collect(),
        };
        Ok(Self { identity, clock, inbox, worker, deployment: Arc::new(deployment) })
    }

    /// Another node of the same deployment, on a store of its own choice: a second connection to the same database, or
    /// one bound to a transaction. Clock, keys and inbox are shared.
    #[must_use]
    pub fn node(&self, store: impl Store) -> Self {
        let identity = self.identity.with_store(store);
        Self { worker: worker(&identity, &self.inbox), identity, ..self.clone() }
    }

    /// What the application under test is given.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The clock that everything goes by.
    pub fn clock(&self) -> &Arc<ManualClock> {
        &self.clock
    }

    /// Lets time pass.
    pub fn advance(&self, span: Duration) {
        self.clock.advance(span);
    }

    /// Signs in a person who has the password [`PASSWORD`], by e-mail address or user name.
    pub async fn sign_in(&self, identifier: &str) -> Result<TestSession, TestError> {
        self.sign_in_with(identifier, &Secret::new(PASSWORD)).await
    }

    /// Signs in a person with a password of their own.
    pub async fn sign_in_with(&self, identifier: &str, password: &Secret) -> Result<TestSession, TestError> {
        let attempt = PasswordSignIn::new(identifier, password.clone());
        let signed_in = self.identity.sign_in(attempt).await;
        self.test_session(signed_in.step(|| format!("signing in {identifier}"))?).await
    }

    /// Signs in the administrator: the first person whom the deployment names.
    pub async fn administrator(&self) -> Result<TestSession, TestError> {
        let first = self.deployment.administrator.as_ref();
        let (email, password) = first.step(|| "looking for a person in the setup".to_owned())?;
        self.sign_in_with(email.as_ref(), password).await
    }

    /// The client that provisions organisations and contracts, with a new access token: the first client that the
    /// deployment names.
    pub async fn feed(&self) -> Result<Caller, TestError> {
        let first = self.deployment.feed.as_ref();
        let (id, secret) = first.step(|| "looking for a client in the setup".to_owned())?;
        let step = || format!("issuing a token to {id}");
        let issued = self.identity.issue_token(id.as_str(), secret.expose(), None, None).await.step(step)?;
        self.identity.access_token(&issued.token).await.step(step)?.step(step)
    }

    /// The id of an organisation, by its external id.
    pub async fn organization(&self, external_id: &str) -> Result<OrganizationId, TestError> {
        let step = || format!("looking for the organisation {external_id}");
        let key = OrganizationKey::External(external_id.parse::<ExternalId>().step(step)?);
        Ok(self.identity.store.organizations().find(&key).await.step(step)?.step(step)?.id)
    }

    /// The id of the operator's organisation.
    pub async fn operator(&self) -> Result<OrganizationId, TestError> {
        let step = || "looking for the operator".to_owned();
        Ok(self.identity.operator().await.step(step)?.step(step)?.id)
    }

    /// The messages that were sent since the start or since they were last taken, the oldest first. Those that are due
    /// are sent by this call.
    pub async fn messages(&self) -> Result<Vec<Message>, TestError> {
        self.deliver().await?;
        Ok(self.inbox.messages().clone())
    }

    /// Likewise, and empties the inbox.
    pub async fn take_messages(&self) -> Result<Vec<Message>, TestError> {
        self.deliver().await?;
        Ok(std::mem::take(&mut *self.inbox.messages()))
    }

    /// The messages in the inbox, without sending those that wait in the outbox.
    pub fn delivered(&self) -> Vec<Message> {
        self.inbox.messages().clone()
    }

    /// Transports into the inbox, for running a [`Housekeeper`](crate::housekeeping::Housekeeper) in a test.
    pub fn transports(&self) -> Transports {
        Transports { email: Arc::clone(&self.inbox) as _, sms: Some(Arc::clone(&self.inbox) as _) }
    }

    /// The token in the link of the newest invitation to an address, among the [`messages`](Self::messages).
    pub async fn invitation_token(&self, email: &str) -> Result<SecretToken, TestError> {
        let messages = self.messages().await?;
        let link = messages.iter().rev().find_map(|message| match &message.content {
            MessageContent::Invitation { link, .. } if message.recipient == email => link.rsplit('/').next(),
            _ => None,
        });
        let step = || format!("looking for an invitation to {email}");
        SecretToken::parse(link.step(step)?).step(step)
    }

    async fn deliver(&self) -> Result<(), TestError> {
        loop {
            let round = self.worker.deliver_due().await.step(|| "sending messages".to_owned())?;
            if round.sent + round.dead == 0 {
                return Ok(());
            }
        }
    }

    pub(super) async fn test_session(&self, signed_in: SignedIn) -> Result<TestSession, TestError> {
        let step = || "reading the session".to_owned();
        let current = self.identity.session(&signed_in.token).await.step(step)?.step(step)?;
        Ok(TestSession { user: current.user.id, caller: current.caller, token: signed_in.token })
    }
}

/// Sends what is in the outbox of `identity` to `inbox`, mails and text messages alike.
fn worker(identity: &Identity, inbox: &Arc<Inbox>) -> OutboxWorker {
    let transports = Transports { email: Arc::clone(inbox) as _, sms: Some(Arc::clone(inbox) as _) };
    OutboxWorker::new(identity.clone(), transports, DeliverySettings::default())
}
