//! Two nodes on one database, and the people who get into each other's way there.

use anyhow::{Context as _, Result};
use identity_core::domain::{
    Action, Actor, AuditFilter, AuthenticationMethod, Device, Grant, GrantFilter, GrantPath, GrantScope,
    Holder, Mandate, MandateAnswer, Membership, Organization, OrganizationClass, OrganizationPath,
    OrganizationState, Period, Rights, Role, Session, User, UserState,
};
use identity_core::ids::{GrantId, OrganizationId, RoleId, UserId};
use identity_core::policy::Permission;
use identity_core::secrets::{MasterKey, PasswordHasher, SecretToken};
use identity_core::store::{ChangeSet, Page, Record, Store, Version, Versioned};
use identity_core::values::{Attributes, DisplayName, EmailAddress, ExternalId, PersonName, RoleKey};
use identity_core::{Caller, Identity, ManualClock, OsEntropy, SeededEntropy, Settings, Timestamp};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use identity_tests::sqlite::database_in;
use sea_orm::prelude::Uuid;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tempfile::TempDir;

pub(super) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// The operator's Scott; Jeremy and Eve, who administer the group; Rep and Ann, who belong to it. Below the group is a
/// department with five teams, and beside it another group.
pub(super) struct World {
    pub(super) nodes: [Identity; 2],
    pub(super) store: SqlStore,
    /// Where the database is, for further nodes.
    pub(super) url: String,
    pub(super) operator: OrganizationId,
    pub(super) group: OrganizationId,
    pub(super) other: OrganizationId,
    pub(super) department: OrganizationId,
    admin: RoleId,
    representative: RoleId,
    people: BTreeMap<&'static str, UserId>,
    _folder: TempDir,
}

/// The kinds of database that a race is run on.
#[derive(Debug, Clone, Copy)]
pub(super) enum On {
    Sqlite,
    Postgres,
}

fn id<T: From<Uuid>>() -> T {
    GrantId::generate(&ManualClock::at(NOW), &OsEntropy).as_uuid().into()
}

impl World {
    pub(super) async fn on(database: On) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-races")?;
        let url = match database {
            On::Sqlite => database_in(folder.path()),
            On::Postgres => fresh_database().await?.to_string(),
        };
        // Each node has connections of its own, as if it were another machine.
        let (one, two) = (SqlStore::connect(&url).await?, SqlStore::connect(&url).await?);
        one.migrate().await?;
        let clock = Arc::new(ManualClock::at(NOW));
        let node = |store: &SqlStore| {
            let base_url = "https://my.smartplan.example".parse().context("a URL")?;
            let key = MasterKey::generate(&SeededEntropy::new(1));
            let builder = Identity::builder(store.clone(), Settings::new(base_url), key);
            let hasher = PasswordHasher::fast_for_tests();
            anyhow::Ok(builder.clock(Arc::clone(&clock) as _).password_hasher(hasher).build()?)
        };
        let mut world = Self {
            nodes: [node(&one)?, node(&two)?],
            store: one,
            url,
            operator: id(),
            group: id(),
            other: id(),
            department: id(),
            admin: id(),
            representative: id(),
            people: BTreeMap::new(),
            _folder: folder,
        };
        world.fill().await?;
        Ok(world)
    }

    async fn fill(&mut self) -> Result<()> {
        let root = OrganizationPath::root(self.operator);
        let group = root.child(self.group)?;
        let department = group.child(self.department)?;
        let mut changes = ChangeSet::new();
        changes
            .insert(organization(self.operator, root.clone(), "operator"))
            .insert(organization(self.group, group.clone(), "group"))
            .insert(organization(self.other, root.child(self.other)?, "other"))
            .insert(organization(self.department, department.clone(), "department"));
        for number in 0..5 {
            let team = id();
            changes.insert(organization(team, department.child(team)?, &format!("team-{number}")));
        }
        let all: BTreeSet<_> = Permission::ALL.iter().copied().collect();
        changes.insert(role(self.admin, "admin", all.clone(), false));
        changes.insert(role(self.representative, "representative", all, true));
        for name in ["scott", "jeremy", "eve", "rep", "ann"] {
            let user = user(name)?;
            self.people.insert(name, user.id);
            for organization in [self.group, self.department] {
                changes.insert(Membership::new(id(), &user, organization, NOW));
            }
            changes.insert(user);
        }
        let scott = self.grant("scott", self.operator);
        self.store.commit(changes.insert(scott)).await?;
        Ok(())
    }

    pub(super) fn person(&self, name: &str) -> UserId {
        self.people[name]
    }

    /// A root grant of everything.
    pub(super) fn grant(&self, name: &str, organization: OrganizationId) -> Grant {
        let id = id();
        Grant {
            id,
            path: GrantPath::root(id),
            mandate: None,
            holder: Holder::User(self.person(name)),
            role: self.admin,
            organization,
            scope: GrantScope::Subtree,
            rights: Rights::ActAndGrant,
            services: None,
            contracts: None,
            period: Period::ALWAYS,
            given_by: Actor::System,
            owner: None,
            created_at: NOW,
            revoked_at: None,
        }
    }

    /// A mandate from that grant which waits for an answer.
    pub(super) fn mandate(&self, name: &str, source: &Grant) -> Result<Grant> {
        let id = id();
        let onward = source.mandate.as_ref().map_or(2, |terms| terms.max_delegation_depth - 1);
        Ok(Grant {
            id,
            path: source.path.child(id)?,
            mandate: Some(Mandate::offered(onward, None)),
            role: self.representative,
            holder: Holder::User(self.person(name)),
            ..source.clone()
        })
    }

    /// The same mandate as it stands when its receiver has accepted it.
    pub(super) fn accepted(mandate: Grant) -> Grant {
        let terms = mandate.mandate.clone().map(|terms| terms.answered(MandateAnswer::Accepted, NOW));
        Grant { mandate: terms, ..mandate }
    }

    pub(super) async fn insert(&self, records: impl IntoIterator<Item = impl Into<Record>>) -> Result<()> {
        let mut changes = ChangeSet::new();
        for record in records {
            changes.insert(record);
        }
        Ok(self.store.commit(&changes).await?)
    }

    /// Somebody's request at a node, with a session of their own.
    pub(super) async fn caller(&self, node: usize, name: &str) -> Result<Caller> {
        let token = self.signed_in(name).await?;
        self.request(node, &token).await
    }

    /// A request at a node with a session there is.
    pub(super) async fn request(&self, node: usize, token: &SecretToken) -> Result<Caller> {
        let current = self.nodes[node].session(token).await?;
        Ok(current.context("the session is there")?.caller)
    }

    /// The token of a new session.
    pub(super) async fn signed_in(&self, name: &str) -> Result<SecretToken> {
        let token = SecretToken::generate(&OsEntropy);
        let session = Session {
            id: id(),
            user: self.person(name),
            token: token.digest(),
            methods: BTreeSet::from([AuthenticationMethod::PASSWORD]),
            authenticated_at: NOW,
            acting_for: None,
            device: Device::default(),
            created_at: NOW,
            last_seen_at: NOW,
            expires_at: NOW.plus(std::time::Duration::from_hours(8)),
            ended_at: None,
            provider_session: None,
        };
        self.insert([session]).await?;
        Ok(token)
    }

    pub(super) async fn stored(&self, grant: GrantId) -> Result<Versioned<Grant>> {
        self.store.grants().get(grant).await?.context("no grant is removed")
    }

    pub(super) async fn set_state(&self, name: &str, state: UserState) -> Result<()> {
        let user = self.store.users().get(self.person(name)).await?.context("nobody is removed")?;
        let version = user.version;
        let mut changes = ChangeSet::new();
        changes.update(User { state, ..user.record }, version);
        Ok(self.store.commit(&changes).await?)
    }

    pub(super) async fn revoke_past_the_use_cases(&self, grant: GrantId) -> Result<()> {
        let grant = self.stored(grant).await?;
        let version: Version = grant.version;
        let mut changes = ChangeSet::new();
        changes.update(Grant { revoked_at: Some(NOW), ..grant.record }, version);
        Ok(self.store.commit(&changes).await?)
    }

    pub(super) async fn unrevoked_at(&self, organization: OrganizationId) -> Result<Vec<Versioned<Grant>>> {
        let organizations = Some(vec![organization]);
        let filter = GrantFilter { organizations, unrevoked: true, ..GrantFilter::default() };
        Ok(self.store.grants().list(&filter, &Page::first(1_000)).await?.items)
    }

    /// How many rows of the audit trail tell of this, about this grant or about anything.
    pub(super) async fn told(&self, action: Action, about: Option<GrantId>) -> Result<usize> {
        let (mut count, mut page) = (0, Page::first(1_000));
        loop {
            let slice = self.store.audit_events().list(&AuditFilter::default(), &page).await?;
            let tells = |event: &&Versioned<identity_core::domain::AuditEvent>| {
                event.action == action && about.is_none_or(|grant| event.target == Some(grant.into()))
            };
            count += slice.items.iter().filter(tells).count();
            match slice.next {
                Some(next) => page = page.after(next),
                None => return Ok(count),
            }
        }
    }

    /// Whether each node lets somebody see an organisation; they must agree.
    pub(super) async fn sees(&self, name: &str, organization: OrganizationId) -> Result<bool> {
        let mut answers = Vec::new();
        for node in 0..2 {
            let caller = self.caller(node, name).await?;
            answers.push(self.nodes[node].organization(&caller, organization).await.is_ok());
        }
        anyhow::ensure!(answers[0] == answers[1], "the nodes differ on {name}");
        Ok(answers[0])
    }
}

fn organization(id: OrganizationId, path: OrganizationPath, name: &str) -> Organization {
    let class = if name == "operator" { OrganizationClass::Operator } else { OrganizationClass::Enterprise };
    Organization {
        id,
        path,
        name: DisplayName::parse(name).unwrap(),
        class,
        state: OrganizationState::Active,
        external_id: ExternalId::parse(name).ok(),
        business_id: None,
        domains: Vec::new(),
        attributes: Attributes::new(),
        source_version: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn role(id: RoleId, key: &str, permissions: BTreeSet<Permission>, by_mandate: bool) -> Role {
    Role {
        id,
        owner: None,
        key: RoleKey::parse(key).unwrap(),
        name: DisplayName::parse(key).unwrap(),
        description: String::new(),
        permissions,
        application_roles: BTreeMap::new(),
        mandate_only: by_mandate,
        enabled: true,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn user(name: &str) -> Result<User> {
    Ok(User {
        id: id(),
        username: None,
        email: Some(EmailAddress::parse(&format!("{name}@group.example"))?),
        email_verified_at: Some(NOW),
        phone: None,
        phone_verified_at: None,
        erase_at: None,
        given_name: PersonName::parse(name)?,
        family_name: PersonName::parse("Person")?.into(),
        locale: None,
        attributes: Attributes::new(),
        state: UserState::Active,
        created_at: NOW,
        updated_at: NOW,
    })
}
