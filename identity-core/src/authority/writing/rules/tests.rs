use super::super::act::Act;
use super::super::proof::Proof;
use super::super::trace::Trace;
use super::*;
use crate::authority::Identity;
use crate::domain::{
    AccessTokenFormat, Action, ApiClient, ClientAuthentication, GrantPath, GrantScope, Membership, Period,
    Rights, Role, User, Version,
};
use crate::ids::{ApiClientId, GrantId, MembershipId, OrganizationId, RoleId, UserId};
use crate::secrets::{MasterKey, PasswordHasher, TokenDigest};
use crate::store::{ChangeSet, MemoryStore, StoreError};
use crate::values::Attributes;
use crate::{SeededEntropy, Settings, Timestamp};

const AT: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    T::from(uuid::Uuid::from_u128(number))
}

fn grant(holder: Holder, path: GrantPath) -> Grant {
    Grant {
        id: path.steps().last().copied().unwrap(),
        path,
        mandate: None,
        holder,
        role: id::<RoleId>(3),
        organization: id::<OrganizationId>(4),
        scope: GrantScope::Subtree,
        rights: Rights::ActAndGrant,
        services: None,
        contracts: None,
        period: Period::ALWAYS,
        given_by: Actor::System,
        owner: None,
        created_at: AT,
        revoked_at: None,
    }
}

fn root_grant() -> Grant {
    grant(Holder::User(id(1)), GrantPath::root(id(2)))
}

fn role() -> Role {
    Role {
        id: id(3),
        owner: None,
        key: "viewer".parse().unwrap(),
        name: "Viewer".parse().unwrap(),
        description: String::new(),
        permissions: BTreeSet::new(),
        application_roles: std::collections::BTreeMap::new(),
        mandate_only: false,
        enabled: true,
        created_at: AT,
        updated_at: AT,
    }
}

fn user(state: UserState) -> User {
    User {
        id: id(1),
        username: None,
        email: Some("jeremy@citygroup.example".parse().unwrap()),
        email_verified_at: None,
        phone: None,
        phone_verified_at: None,
        erase_at: None,
        given_name: "Jeremy".parse().unwrap(),
        family_name: "Davis".parse().unwrap(),
        locale: None,
        attributes: Attributes::default(),
        state,
        created_at: AT,
        updated_at: AT,
    }
}

fn client(enabled: bool) -> ApiClient {
    ApiClient {
        id: id(6),
        client_id: "crm".parse().unwrap(),
        declared: false,
        secret: TokenDigest::from_bytes([0; 32]),
        authentication: ClientAuthentication::ClientSecret,
        keys: None,
        name: "CRM".parse().unwrap(),
        scopes: BTreeSet::new(),
        openid: None,
        resource: None,
        access_tokens: AccessTokenFormat::Opaque,
        enabled,
        created_at: AT,
    }
}

fn rules(change: impl FnOnce(&mut ChangeSet) -> &mut ChangeSet, actor: Actor) -> Vec<Rule> {
    let mut changes = ChangeSet::new();
    change(&mut changes);
    changes.changes().iter().flat_map(|change| rules_of(change, actor)).map(|(rule, _)| rule).collect()
}

#[test]
fn every_change_to_authority_needs_its_rules() {
    const HIGHER: Rule = Rule::NoHigherOne;
    const STAYS: Rule = Rule::AdministratorStays;
    let other = Actor::User(id(9));
    let own = Actor::User(id(1));
    let first = Version::FIRST;
    let to_client = || grant(Holder::Client(id(8)), GrantPath::root(id(2)));
    let derived = || grant(Holder::User(id(1)), GrantPath::root(id(2)).child(id(7)).unwrap());
    let membership = || Membership::new(id(5), &user(UserState::Active), id(4), AT);

    assert_eq!(rules(|all| all.insert(root_grant()), other), [HIGHER]);
    assert_eq!(rules(|all| all.insert(derived()), other), [HIGHER]);
    assert_eq!(rules(|all| all.update(root_grant(), first), other), [HIGHER, STAYS]);
    assert_eq!(rules(|all| all.update(to_client(), first), other), [HIGHER]);
    assert_eq!(rules(|all| all.update(derived(), first), other), []);
    assert_eq!(rules(|all| all.remove(id::<GrantId>(2), first), other), [HIGHER, STAYS]);

    assert_eq!(rules(|all| all.insert(role()), other), [HIGHER]);
    assert_eq!(rules(|all| all.update(role(), first), own), [HIGHER, STAYS]);
    assert_eq!(rules(|all| all.remove(id::<RoleId>(3), first), own), [HIGHER, STAYS]);

    assert_eq!(rules(|all| all.insert(user(UserState::Active)), other), []);
    assert_eq!(rules(|all| all.update(user(UserState::Active), first), own), []);
    assert_eq!(rules(|all| all.update(user(UserState::Active), first), other), [HIGHER]);
    assert_eq!(rules(|all| all.update(user(UserState::Locked), first), other), [HIGHER, STAYS]);
    assert_eq!(rules(|all| all.update(user(UserState::Disabled), first), own), [STAYS]);
    assert_eq!(rules(|all| all.remove(id::<UserId>(1), first), other), [HIGHER, STAYS]);

    assert_eq!(rules(|all| all.insert(membership()), other), []);
    assert_eq!(rules(|all| all.update(membership(), first), other), []);
    assert_eq!(rules(|all| all.remove(id::<MembershipId>(5), first), other), [HIGHER, STAYS]);

    assert_eq!(rules(|all| all.insert(client(true)), other), []);
    assert_eq!(rules(|all| all.update(client(true), first), other), [HIGHER]);
    assert_eq!(rules(|all| all.update(client(false), first), other), []);
    assert_eq!(rules(|all| all.remove(id::<ApiClientId>(6), first), other), []);

    assert_eq!(rules(|all| all.require(id::<GrantId>(2), first), other), []);
}

/// Somebody whom a test lets act.
struct Anybody;

impl Proof for Anybody {
    fn actor(&self) -> Actor {
        Actor::User(id(9))
    }
}

struct Asked(RecordId);

impl RuleKept for Asked {
    const RULE: Rule = Rule::NoHigherOne;

    fn about(&self) -> RecordId {
        self.0
    }
}

async fn give(asked_about: Option<RecordId>) -> Result<(), StoreError> {
    let settings = Settings::new("https://my.example.com".parse().unwrap());
    let key = MasterKey::generate(&SeededEntropy::new(1));
    let identity = Identity::builder(MemoryStore::new(), settings, key)
        .password_hasher(PasswordHasher::fast_for_tests())
        .build()
        .unwrap();
    let mut act = Act::by_proof::<Anybody>(&Anybody);
    act.changes().insert(root_grant());
    if let Some(about) = asked_about {
        act.keeps(&Asked(about));
    }
    identity.commit(act.finish(&identity, Action::GrantGiven, Trace::default())).await
}

#[tokio::test]
async fn a_change_whose_rule_was_not_asked_about_it_is_not_committed() {
    let refused = |given: Result<(), StoreError>| matches!(given, Err(StoreError::Failed(_)));
    assert!(refused(give(None).await));
    assert!(refused(give(Some(RecordId::Grant(id(6)))).await));
    assert!(give(Some(RecordId::Grant(id(2)))).await.is_ok());
}
