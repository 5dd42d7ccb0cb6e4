//! What the benches of the whole server share: a release build with many records, the people who ask it, and what that costs.

use crate::http::Visitor;
use crate::page::Page;
use crate::process::{cargo, run, target_folder, tests_folder};
use crate::server::SmartPlan;
use anyhow::{Context as _, Result, ensure};
use identity_core::domain::{
    Grant, GrantFilter, GrantPath, Holder, Invitation, InvitationFilter, InvitationState, Membership,
    Organization, OrganizationKey, RoleRef, User, UserKey, Versioned,
};
use identity_core::ids::{GrantId, InvitationId, MembershipId, OrganizationId, UserId};
use identity_core::secrets::TokenDigest;
use identity_core::store::{ChangeSet, Page as Rows, Store as _};
use identity_core::values::{DisplayName, ExternalId};
use identity_core::{OsEntropy, SystemClock};
use identity_store_sql::SqlStore;
use serde_json::Value;
use std::time::Duration;

/// The name of the customer.
pub const CITY_GROUP: &str = "City Group, Inc.";
/// The address of its contact person.
pub const JEREMY: &str = "jeremy.mills@citygroup.example";
/// The password of the contact person.
pub const PASSWORD: &str = "velvet-otter-compass";

/// The text at a place in JSON.
pub fn text(json: &Value, place: &str) -> Result<String> {
    Ok(json.pointer(place).and_then(Value::as_str).with_context(|| format!("no {place}"))?.to_owned())
}

/// The page has these words in it.
pub fn must(page: &Page, words: &str) -> Result<()> {
    ensure!(page.body.contains(words), "{} does not say {words:?}", page.url);
    Ok(())
}

/// A person who has just signed in with a password.
pub async fn signed_in(server: &SmartPlan, name: &str, password: &str) -> Result<Visitor> {
    let visitor = Visitor::new()?;
    let form = visitor.open(&server.my("/login")).await?.form_with_button("Sign in")?;
    let form = form.fill("identifier", name)?.fill("password", password)?;
    visitor.submit(&form).await?.expect(200)?;
    Ok(visitor)
}

/// Scott invites Jeremy to an organisation, who accepts.
pub async fn join(server: &SmartPlan, scott: &Visitor, place: &str) -> Result<()> {
    let path = server.my(&format!("/organizations/{place}/invite"));
    let form = scott.open(&path).await?.expect(200)?.form_with_button("Send the invitation")?;
    let form = form.fill("email", JEREMY)?.fill("given_name", "Jeremy")?.fill("family_name", "Mills")?;
    scott.submit(&form.choose("Contact person")?).await?.expect(200)?;
    let link = server.inbox()?.nth(JEREMY, 1).await?.link("/invitations/")?;
    let jeremy = Visitor::new()?;
    let form = jeremy.open(link.as_str()).await?.form_with_button("Create account and accept")?;
    jeremy.submit(&form.fill("password", PASSWORD)?).await?.expect(200)?;
    Ok(())
}

/// Adds organisations like City Group below the operator.
pub async fn add_organizations(url: &str, organizations: usize) -> Result<()> {
    let store = SqlStore::connect(url).await?;
    let named = |text: &str| Ok::<_, anyhow::Error>(OrganizationKey::External(ExternalId::parse(text)?));
    let operator = store.organizations().find(&named("urn:identity:operator")?).await?;
    let operator = operator.context("no operator")?;
    let model = store.organizations().find(&named("CRM-1")?).await?.context("no City Group")?;
    let numbers: Vec<usize> = (0..organizations).collect();
    for some in numbers.chunks(1_000) {
        let mut changes = ChangeSet::new();
        for number in some {
            changes.insert(like(&model, &operator, *number)?);
        }
        store.commit(&changes).await?;
    }
    Ok(())
}

fn like(model: &Versioned<Organization>, operator: &Organization, number: usize) -> Result<Organization> {
    let id = OrganizationId::generate(&SystemClock::default(), &OsEntropy);
    Ok(Organization {
        id,
        path: operator.path.child(id)?,
        name: DisplayName::parse(&format!("Company {number:06}"))?,
        external_id: Some(ExternalId::parse(&format!("MANY-{number}"))?),
        ..model.record.clone()
    })
}

/// Adds people like Jeremy to City Group: each is a viewer, every hundredth a contact person too, and as many invitations
/// like his.
pub async fn add_people(url: &str, people: usize) -> Result<()> {
    let store = SqlStore::connect(url).await?;
    let jeremy = store.users().find(&UserKey::Email(JEREMY.to_owned())).await?.context("no Jeremy")?.record;
    let held = GrantFilter { holders: Some(vec![Holder::User(jeremy.id)]), ..GrantFilter::default() };
    let held = store.grants().list(&held, &Rows::first(1)).await?.items.into_iter().next();
    let contact = held.context("Jeremy holds nothing")?.record;
    let viewer = store.roles().find(&RoleRef::Named(None, "viewer".parse()?)).await?.context("no viewer")?;
    let invited =
        InvitationFilter { organization: Some(contact.organization), ..InvitationFilter::default() };
    let invited = store.invitations().list(&invited, &Rows::first(1)).await?.items.into_iter().next();
    let invited = invited.context("nobody was invited")?.record;
    let numbers: Vec<usize> = (0..people).collect();
    for some in numbers.chunks(500) {
        let mut changes = ChangeSet::new();
        for number in some {
            let person = person_like(&jeremy, *number)?;
            let id = MembershipId::generate(&SystemClock::default(), &OsEntropy);
            changes.insert(Membership::new(id, &person, contact.organization, person.created_at));
            changes.insert(Grant { role: viewer.id, ..grant_like(&contact, &person) });
            if number % 100 == 0 {
                changes.insert(grant_like(&contact, &person));
            }
            changes.insert(invitation_like(&invited, &person, *number));
            changes.insert(person);
        }
        store.commit(&changes).await?;
    }
    Ok(())
}

fn person_like(jeremy: &User, number: usize) -> Result<User> {
    Ok(User {
        id: UserId::generate(&SystemClock::default(), &OsEntropy),
        email: Some(format!("p{number:05}@citygroup.example").parse()?),
        username: None,
        given_name: format!("Kim{:05}", (number * 7_919) % 100_003).parse()?,
        ..jeremy.clone()
    })
}

fn grant_like(grant: &Grant, person: &User) -> Grant {
    let id = GrantId::generate(&SystemClock::default(), &OsEntropy);
    Grant { id, path: GrantPath::root(id), holder: Holder::User(person.id), ..grant.clone() }
}

fn invitation_like(invitation: &Invitation, person: &User, number: usize) -> Invitation {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&number.to_be_bytes());
    Invitation {
        id: InvitationId::generate(&SystemClock::default(), &OsEntropy),
        email: person.email.clone().unwrap_or_else(|| invitation.email.clone()),
        token: TokenDigest::from_bytes(digest),
        state: InvitationState::Pending,
        accepted_by: None,
        closed_at: None,
        ..invitation.clone()
    }
}

/// CPU of the server's process so far, in milliseconds.
pub fn cpu_milliseconds(server: &SmartPlan) -> Result<f64> {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", server.program()?.process_id()?))?;
    let mut nanoseconds = 0.0;
    for task in tasks {
        let Ok(text) = std::fs::read_to_string(task?.path().join("schedstat")) else { continue };
        nanoseconds += text.split(' ').next().context("no time in schedstat")?.parse::<f64>()?;
    }
    Ok(nanoseconds / 1e6)
}

/// The times between which half, and all but one in a hundred, of these lie, in milliseconds.
pub fn percentiles(mut took: Vec<Duration>) -> (f64, f64) {
    took.sort_unstable();
    let at = |of_hundred: usize| {
        took.get(took.len() * of_hundred / 100).or(took.last()).copied().unwrap_or_default()
    };
    (at(50).as_secs_f64() * 1e3, at(99).as_secs_f64() * 1e3)
}

/// The release build of the server, which is made if it has to be.
pub fn release_build() -> Result<std::path::PathBuf> {
    if let Some(given) = std::env::var_os("IDENTITY_TEST_SMARTPLAN") {
        return Ok(given.into());
    }
    let mut cargo = cargo(tests_folder())?;
    // Named together with this bench, and with the server's own tests, which it is built for: so the dependencies have the
    // features that this bench was built with, and are not built once more.
    cargo.args(["bench", "--no-run", "-p", "identity-tests", "-p", "smartplan"]);
    cargo.args(["--bench", "requests", "--test", "command_line"]);
    run(&mut cargo)?;
    Ok(target_folder()?.join("release/smartplan"))
}
