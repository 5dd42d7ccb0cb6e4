//! SmartPlan's organisation with one account manager, without a server: for tests of use cases on a real store.

use anyhow::{Context as _, Result};
use identity_core::domain::{Device, Rights};
use identity_core::policy::Permission;
use identity_core::secrets::{MasterKey, PasswordHasher, Secret};
use identity_core::store::Store;
use identity_core::use_cases::{Caller, Current, Invite, PasswordSignIn, PersonSetup, RoleSetup, Setup};
use identity_core::{Identity, Settings};

/// The account manager's password.
pub const PASSWORD: &str = "brisk-otter-lantern";

/// The key that test identities seal with.
pub fn master_key() -> Result<MasterKey> {
    Ok(MasterKey::parse("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")?)
}

/// An identity on this store, with SmartPlan Group, its roles and Scott Long.
pub async fn smartplan(store: impl Store) -> Result<Identity> {
    let mut settings = Settings::new("https://my.smartplan.example".parse()?);
    settings.invitations_per_hour = 1_000_000;
    let identity = Identity::builder(store, settings, master_key()?)
        .password_hasher(PasswordHasher::fast_for_tests())
        .build()?;
    identity.apply(&setup()?).await?;
    Ok(identity)
}

/// SmartPlan Group, two roles and Scott Long.
pub fn setup() -> Result<Setup> {
    let role = |key: &str, permissions: &[Permission]| -> Result<RoleSetup> {
        Ok(RoleSetup {
            key: key.parse()?,
            name: key.parse()?,
            description: "For tests.".to_owned(),
            permissions: permissions.iter().copied().collect(),
            application_roles: [].into(),
        })
    };
    Ok(Setup {
        operator: Some("SmartPlan Group".parse()?),
        roles: vec![
            role("account-manager", Permission::ALL)?,
            role("viewer", &[Permission::OrganizationView])?,
        ],
        people: vec![PersonSetup {
            email: "scott.long@smartplan.example".parse()?,
            username: Some("scott.long".parse()?),
            given_name: "Scott".parse()?,
            family_name: "Long".parse()?,
            password: Secret::new(PASSWORD),
            roles: vec![("account-manager".parse()?, Rights::ActAndGrant)],
        }],
        ..Setup::default()
    })
}

/// A try to sign in.
pub fn attempt(identifier: &str, password: &str) -> PasswordSignIn {
    PasswordSignIn {
        identifier: identifier.to_owned(),
        password: Secret::new(password),
        device: Device::default(),
        previous: None,
        reference: None,
    }
}

/// Scott, signed in.
pub async fn scott(identity: &Identity) -> Result<Current> {
    let signed_in = identity.sign_in(attempt("scott.long", PASSWORD)).await?;
    identity.session(&signed_in.token).await?.context("a session just started is live")
}

/// An invitation of a viewer to SmartPlan Group.
pub async fn invitation(identity: &Identity, caller: &Caller, email: &str) -> Result<Invite> {
    let own = identity.own_organizations(caller).await?;
    Ok(Invite {
        organization: own.first().context("Scott belongs to SmartPlan Group")?.id,
        email: email.parse()?,
        given_name: None,
        family_name: None,
        roles: ["viewer".parse()?].into(),
        services: None,
        locale: None,
        expires_at: None,
    })
}
