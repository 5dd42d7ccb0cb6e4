//! Sign-in from elsewhere, played by the people whom it is for: a central provider beside local accounts, a company's own
//! identity provider, Google. Some of the providers are the same library in its other role, and some are not ours.

mod commit;
mod openid_peer;
mod saml_peer;
mod smartplan;

use crate::story::{CITY_GROUP, Story};
use anyhow::Result;
use identity_tests::http::Visitor;
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{SmartPlan, demo};
use identity_tests::wait;
use serde_json::json;

/// Signs in with a user name and a password at the page that is open, whose ever it is.
async fn signs_in(person: &mut Person, (name, password): (&str, &str)) -> Result<()> {
    person.fill("identifier", name).await?;
    person.fill("password", password).await?;
    person.press("Sign in").await
}

/// Waits until the sign-in page has the button of a connection for everybody.
async fn is_offered(server: &SmartPlan, button: &str) -> Result<()> {
    let (visitor, login) = (Visitor::new()?, server.my("/login"));
    wait::until(button, async || visitor.open(&login).await.ok()?.says(button).then_some(())).await
}

/// Scott looks at the page of a connection for everybody, and reads all of this there.
async fn scott_reads_of(server: &SmartPlan, connection: &str, words: &[&str]) -> Result<()> {
    let mut scott = Person::sits_down(Eyes::Http).await?;
    scott.open(&server.my("/connections")).await?;
    signs_in(&mut scott, demo::SCOTT).await?;
    scott.press(connection).await?;
    for words in words {
        scott.reads(words).await?;
    }
    Ok(())
}

/// The CRM feeds City Group with its mail domain: an address leads to a connection as long as the CRM says whose domain it is.
async fn city_group_is_fed(story: &Story, crm_id: &str) -> Result<()> {
    story.crm_feeds(crm_id, CITY_GROUP, "enterprise").await?;
    let with_domain = json!({
        "name": CITY_GROUP, "class": "enterprise", "domains": ["citygroup.example"], "source_version": 3,
    });
    story.crm.put(&format!("/api/v1/organizations/external/{crm_id}"), &with_domain).await?.expect(200)?;
    Ok(())
}
