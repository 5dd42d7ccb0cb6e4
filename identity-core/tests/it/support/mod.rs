//! A deployment on the reference store: the operator's Scott, the CRM, and the people of City Group.

pub(crate) mod counting;
pub(crate) mod setup;
pub(crate) mod stores;

pub(crate) use identity_core::testing::PASSWORD;

use identity_core::delivery::{Message, MessageContent, Transports};
use identity_core::domain::{
    Action, AuditEvent, AuditFilter, Device, Grant, GrantFilter, Invitation, OrganizationClass, User, UserKey,
};
use identity_core::ids::OrganizationId;
use identity_core::invitations::{Invite, NewAccount};
use identity_core::organizations::ProvisionOrganization;
use identity_core::provisioning::Provisioned;
use identity_core::secrets::{MasterKey, PasswordHasher, Secret, SecretToken};
use identity_core::sessions::SignedIn;
use identity_core::setup::Setup;
use identity_core::sign_on::{PasswordSignIn, SignInError};
use identity_core::store::{ChangeSet, MemoryStore, Page, Record, Store, Version, Versioned};
use identity_core::testing::TestIdentity;
use identity_core::values::{DisplayName, EmailAddress, ExternalId, PersonName, RoleKey};
use identity_core::{Caller, Identity, IdentityBuilder, ManualClock, SeededEntropy, Settings, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);
pub(crate) const MICROSECOND: Duration = Duration::from_micros(1);
pub(crate) const CLIENT_SECRET_SEED: u64 = 3;

/// A deployment with one operator, one service, three roles, the CRM and Scott.
pub(crate) struct World {
    pub(crate) identity: Identity,
    pub(crate) store: MemoryStore,
    pub(crate) clock: Arc<ManualClock>,
    test: TestIdentity,
}

pub(crate) fn role(key: &str) -> RoleKey {
    RoleKey::parse(key).unwrap()
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn crm_id(text: &str) -> ExternalId {
    ExternalId::parse(text).unwrap()
}

pub(crate) fn display(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

pub(crate) fn person(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::set_up(setup::setup()).await
    }

    /// Set up, but for the first people.
    pub(crate) async fn without_people() -> Self {
        Self::set_up(setup::setup().people(Vec::new())).await
    }

    async fn set_up(setup: Setup) -> Self {
        let store = MemoryStore::new();
        let settings = Settings::new("https://my.smartplan.example".parse().unwrap());
        let builder = TestIdentity::builder().on(store.clone()).settings(settings).setup(setup);
        let test = builder.start().await.unwrap();
        Self { identity: test.identity().clone(), clock: Arc::clone(test.clock()), store, test }
    }

    /// Transports that put every message where [`mails`](Self::mails) takes it from.
    pub(crate) fn transports(&self) -> Transports {
        self.test.transports()
    }

    /// The messages that were delivered since [`mails`](Self::mails) took some, without delivering any.
    pub(crate) fn delivered(&self) -> Vec<Message> {
        self.test.delivered()
    }

    /// The messages that went out since the last call.
    pub(crate) async fn mails(&self) -> Vec<Message> {
        self.test.take_messages().await.unwrap()
    }

    /// The token in the one invitation that went out since the last call.
    pub(crate) async fn mailed_token(&self) -> SecretToken {
        let mails = self.mails().await;
        let links = mails.iter().filter_map(|mail| match &mail.content {
            MessageContent::Invitation { link, .. } => Some(link.clone()),
            _ => None,
        });
        let links: Vec<_> = links.collect();
        assert_eq!(links.len(), 1);
        SecretToken::parse(links[0].rsplit('/').next().unwrap()).unwrap()
    }

    pub(crate) async fn sign_in(&self, identifier: &str, password: &str) -> Result<SignedIn, SignInError> {
        self.identity.sign_in(attempt(identifier, password)).await
    }

    /// Signs in, and gives the caller that later requests come as.
    pub(crate) async fn caller(&self, identifier: &str) -> Caller {
        self.test.sign_in(identifier).await.unwrap().caller
    }

    pub(crate) async fn scott(&self) -> Caller {
        self.caller("scott").await
    }

    pub(crate) async fn crm(&self) -> Caller {
        self.test.feed().await.unwrap()
    }

    pub(crate) async fn provision(
        &self,
        wanted: &ProvisionOrganization,
    ) -> Provisioned<identity_core::domain::Organization> {
        self.identity.provision_organization(&self.crm().await, wanted).await.unwrap()
    }

    /// City Group as the CRM brings it in.
    pub(crate) async fn city_group(&self) -> OrganizationId {
        self.provision(&organization("CRM-1", None)).await.record.id
    }

    /// Brings somebody in by invitation, from the mail to the account.
    pub(crate) async fn join(&self, inviter: &Caller, invite: &Invite) -> User {
        self.identity.invite(inviter, invite).await.unwrap();
        let joined = self.test.accept(invite.email.as_ref(), account()).await.unwrap();
        self.mails().await;
        self.store.users().get(joined.user).await.unwrap().unwrap().record
    }

    /// City Group with Jeremy as its administrator.
    pub(crate) async fn with_jeremy(&self) -> (OrganizationId, User) {
        let city_group = self.city_group().await;
        let scott = self.scott().await;
        let invite = invite(city_group, "jeremy@citygroup.example", "organization-admin");
        (city_group, self.join(&scott, &invite).await)
    }

    pub(crate) async fn user(&self, address: &str) -> Option<Versioned<User>> {
        self.store.users().find(&UserKey::Email(email(address).canonical())).await.unwrap()
    }

    pub(crate) async fn store_user(&self, id: identity_core::ids::UserId) -> Versioned<User> {
        self.store.users().get(id).await.unwrap().unwrap()
    }

    /// How many audit events tell of an action.
    pub(crate) async fn events(&self, action: Action) -> usize {
        self.rows(action).await.len()
    }

    /// The last row of the audit trail that tells of an action.
    pub(crate) async fn last_row(&self, action: Action) -> AuditEvent {
        self.rows(action).await.pop().unwrap()
    }

    /// The rows of the audit trail that tell of an action, oldest first.
    pub(crate) async fn rows(&self, action: Action) -> Vec<AuditEvent> {
        let page = Page::first(Page::MAX_LIMIT);
        let events = self.store.audit_events().list(&AuditFilter::default(), &page).await.unwrap();
        events.items.into_iter().map(|event| event.record).filter(|event| event.action == action).collect()
    }

    pub(crate) async fn grants_at(&self, organization: OrganizationId) -> Vec<Versioned<Grant>> {
        let filter = GrantFilter {
            organizations: Some(vec![organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        self.store.grants().list(&filter, &Page::first(100)).await.unwrap().items
    }

    pub(crate) async fn operator(&self) -> OrganizationId {
        self.test.operator().await.unwrap()
    }

    /// Writes past the use cases, as another node does in the meantime.
    pub(crate) async fn meanwhile(&self, record: impl Into<Record>, version: Version) {
        let mut changes = ChangeSet::new();
        changes.update(record, version);
        self.store.commit(&changes).await.unwrap();
    }

    pub(crate) async fn invitation(&self, id: identity_core::ids::InvitationId) -> Invitation {
        self.store.invitations().get(id).await.unwrap().unwrap().record
    }
}

pub(crate) fn identity_on(store: &MemoryStore, clock: &Arc<ManualClock>, hasher: PasswordHasher) -> Identity {
    let base_url = "https://my.smartplan.example".parse().unwrap();
    let key = MasterKey::generate(&SeededEntropy::new(1));
    Identity::builder(store.clone(), Settings::new(base_url), key)
        .clock(Arc::clone(clock) as _)
        .password_hasher(hasher)
        .build()
        .unwrap()
}

pub(crate) fn attempt(identifier: &str, password: &str) -> PasswordSignIn {
    PasswordSignIn {
        identifier: identifier.to_owned(),
        password: Secret::new(password),
        device: Device::default(),
        previous: None,
        reference: None,
    }
}

pub(crate) fn organization(external_id: &str, parent: Option<&str>) -> ProvisionOrganization {
    let name = display("City Group, Inc.");
    let wanted = ProvisionOrganization::new(crm_id(external_id), name, OrganizationClass::Enterprise);
    match parent {
        Some(parent) => wanted.parent(crm_id(parent)),
        None => wanted,
    }
}

pub(crate) fn invite(organization: OrganizationId, address: &str, role_key: &str) -> Invite {
    Invite::new(organization, email(address), BTreeSet::from([role(role_key)]))
}

pub(crate) fn account() -> NewAccount {
    NewAccount {
        locale: None,
        given_name: person("Jeremy"),
        family_name: person("Mills").into(),
        username: None,
        password: Secret::new(PASSWORD),
        device: Device::default(),
        previous: None,
    }
}

impl World {
    /// The same store, under settings that were changed and with what the builder is given.
    pub(crate) fn restart(
        &mut self,
        change: impl FnOnce(&mut Settings),
        build: impl FnOnce(IdentityBuilder) -> IdentityBuilder,
    ) {
        let mut settings = self.identity.settings().clone();
        change(&mut settings);
        let key = MasterKey::generate(&SeededEntropy::new(1));
        let builder = Identity::builder(self.store.clone(), settings, key)
            .clock(Arc::clone(&self.clock) as _)
            .password_hasher(PasswordHasher::fast_for_tests());
        self.identity = build(builder).build().unwrap();
    }

    pub(crate) fn while_another_node(&self, writes: ChangeSet) -> Identity {
        self.identity.with_store(stores::Meanwhile::new(self.store.clone(), writes))
    }

    /// That every grant at an organisation is taken back.
    pub(crate) async fn revocations(&self, organization: OrganizationId) -> ChangeSet {
        let mut changes = ChangeSet::new();
        for grant in self.grants_at(organization).await {
            changes.update(Grant { revoked_at: Some(NOW), ..grant.record }, grant.version);
        }
        changes
    }
}
