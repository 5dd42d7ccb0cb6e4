//! Choosing what a test starts with.

use super::deployment::{self, CONTACT_PERSON, CUSTOMER, START};
use super::error::{Step, TestError};
use super::test_identity::TestIdentity;
use crate::policy::Permission;
use crate::secrets::{MasterKey, PasswordHasher};
use crate::setup::Setup;
use crate::store::{MemoryStore, Store};
use crate::{Identity, IdentityBuilder, ManualClock, SeededEntropy, Settings};
use std::fmt;
use std::sync::Arc;

type Begin = Box<dyn FnOnce(Settings, MasterKey) -> IdentityBuilder + Send>;
type Change = Box<dyn FnOnce(IdentityBuilder) -> IdentityBuilder + Send>;

/// Puts a [`TestIdentity`] together; from [`TestIdentity::builder`].
#[must_use]
pub struct TestIdentityBuilder {
    begin: Begin,
    changes: Vec<Change>,
    settings: Option<Settings>,
    clock: Arc<ManualClock>,
    setup: Option<Setup>,
    additions: Vec<Addition>,
}

/// Something to bring in after the start, in the order in which it was named.
enum Addition {
    Role { key: String, permissions: Vec<Permission> },
    Organization { external_id: String, name: String, parent: Option<String> },
    Person { name: String, email: String, organization: String, role: String },
}

impl fmt::Debug for TestIdentityBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestIdentityBuilder").field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl TestIdentityBuilder {
    fn new() -> Self {
        Self {
            begin: on(MemoryStore::new()),
            changes: Vec::new(),
            settings: None,
            clock: Arc::new(ManualClock::at(START)),
            setup: None,
            additions: Vec::new(),
        }
    }

    /// Takes another store than a new [`MemoryStore`]. It must be empty, unless [`setup`](Self::setup) fits what is
    /// there.
    pub fn on(self, store: impl Store) -> Self {
        Self { begin: on(store), ..self }
    }

    /// Takes other settings than the defaults for `https://my.example.com`.
    pub fn settings(self, settings: Settings) -> Self {
        Self { settings: Some(settings), ..self }
    }

    /// Takes a clock of the test's own, which may stand elsewhere or be shared.
    pub fn clock(self, clock: Arc<ManualClock>) -> Self {
        Self { clock, ..self }
    }

    /// Changes what the [`Identity`] is made of: the password hasher, the rules for passwords, the randomness.
    pub fn configure(
        mut self,
        change: impl FnOnce(IdentityBuilder) -> IdentityBuilder + Send + 'static,
    ) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Takes this deployment instead of the one that the [module](super) describes; there is no customer then.
    ///
    /// Its first person stands for the administrator and its first client for the feed. An empty [`Setup`] leaves the
    /// store as it is.
    pub fn setup(self, setup: Setup) -> Self {
        Self { setup: Some(setup), ..self }
    }

    /// Adds a role; see [`TestIdentity::add_role`].
    pub fn role(mut self, key: &str, permissions: &[Permission]) -> Self {
        self.additions.push(Addition::Role { key: key.to_owned(), permissions: permissions.to_vec() });
        self
    }

    /// Adds a customer with a contract; see [`TestIdentity::add_organization`].
    pub fn organization(self, external_id: &str, name: &str) -> Self {
        self.below(None, external_id, name)
    }

    /// Adds an organisation below another one; see [`TestIdentity::add_organization_below`].
    pub fn organization_below(self, parent: &str, external_id: &str, name: &str) -> Self {
        self.below(Some(parent), external_id, name)
    }

    fn below(mut self, parent: Option<&str>, external_id: &str, name: &str) -> Self {
        self.additions.push(Addition::Organization {
            external_id: external_id.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
        });
        self
    }

    /// Adds a person with a role at an organisation; see [`TestIdentity::add_person`].
    pub fn person(mut self, name: &str, email: &str, organization: &str, role: &str) -> Self {
        self.additions.push(Addition::Person {
            name: name.to_owned(),
            email: email.to_owned(),
            organization: organization.to_owned(),
            role: role.to_owned(),
        });
        self
    }

    /// Brings everything into the store.
    pub async fn start(self) -> Result<TestIdentity, TestError> {
        // Small in the futures of those who wait for it.
        Box::pin(self.started()).await
    }

    async fn started(self) -> Result<TestIdentity, TestError> {
        let settings = self.settings.map_or_else(deployment::settings, Ok)?;
        let key = MasterKey::generate(&SeededEntropy::new(1));
        let builder = (self.begin)(settings, key)
            .clock(Arc::clone(&self.clock) as _)
            .entropy(Arc::new(SeededEntropy::new(2)))
            .password_hasher(PasswordHasher::fast_for_tests());
        let builder = self.changes.into_iter().fold(builder, |builder, change| change(builder));
        let identity: Identity = builder.build().step(|| "building the identity".to_owned())?;
        let own = self.setup.is_some();
        let setup = self.setup.map_or_else(deployment::setup, Ok)?;
        let test = TestIdentity::of(identity, self.clock, &setup).await?;
        if !own {
            test.add_organization(CUSTOMER, "City Group, Inc.").await?;
            test.add_person("Jeremy Mills", CONTACT_PERSON, CUSTOMER, "contact-person").await?;
        }
        for addition in self.additions {
            test.add(addition).await?;
        }
        test.take_messages().await?;
        Ok(test)
    }
}

impl TestIdentity {
    /// Starts with the deployment that the [module](super) describes.
    pub async fn start() -> Result<Self, TestError> {
        Self::builder().start().await
    }

    /// Starts choosing what is in it.
    pub fn builder() -> TestIdentityBuilder {
        TestIdentityBuilder::new()
    }

    async fn add(&self, addition: Addition) -> Result<(), TestError> {
        match addition {
            Addition::Role { key, permissions } => self.add_role(&key, &permissions).await,
            Addition::Organization { external_id, name, parent: None } => {
                self.add_organization(&external_id, &name).await.map(drop)
            }
            Addition::Organization { external_id, name, parent: Some(parent) } => {
                self.add_organization_below(&parent, &external_id, &name).await.map(drop)
            }
            Addition::Person { name, email, organization, role } => {
                self.add_person(&name, &email, &organization, &role).await.map(drop)
            }
        }
    }
}

fn on(store: impl Store) -> Begin {
    Box::new(move |settings, key| Identity::builder(store, settings, key))
}
