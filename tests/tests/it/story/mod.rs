//! SmartPlan, from the CRM to single sign-on: the main job of the product, played by the people whom it is for.

mod browser;
mod forms;
mod http;
mod language;
mod mandates;
mod passwords;
mod peers;
mod rest;
mod second_proofs;
mod terminal;
mod two_origins;

use anyhow::{Context as _, Result};
use identity_tests::http::{Api, Visitor};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{SmartPlan, demo};
use serde_json::{Value, json};

pub(crate) const JEREMY: &str = "jeremy.mills@citygroup.example";
pub(crate) const SUSAN: &str = "susan.ward@citygroup.example";
pub(crate) const PASSWORD: &str = "violet-tractor-82-lantern";
pub(crate) const CITY_GROUP: &str = "City Group, Inc.";
pub(crate) const APPLICATION: &str = "SmartPlan Application";
/// What the CRM's token is for.
const FEED: &str = "organization.provision contract.provision organization.view contract.view";

/// What the chapters of the story have in common.
pub(crate) struct Story {
    pub(crate) server: SmartPlan,
    pub(crate) crm: Api,
    eyes: Eyes,
}

impl Story {
    pub(crate) async fn begins(server: SmartPlan, eyes: Eyes) -> Result<Self> {
        let (id, secret) = demo::CRM;
        let crm = Api::client(&server.my("/"), id, secret, FEED).await?;
        Ok(Self { server, crm, eyes })
    }

    /// Plays some chapters; what the server printed is part of the report when they fail.
    pub(crate) async fn plays(
        server: SmartPlan,
        eyes: Eyes,
        chapters: impl AsyncFnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        let story = Self::begins(server, eyes).await?;
        chapters(&story).await.with_context(|| format!("the server printed:\n{}", story.server.output()))
    }

    /// The CRM feeds an organisation and its contract for the application; gives the organisation.
    pub(crate) async fn crm_feeds(&self, crm_id: &str, name: &str, class: &str) -> Result<Value> {
        let organization = json!({ "name": name, "class": class, "source_version": 2 });
        let path = format!("/api/v1/organizations/external/{crm_id}");
        let fed = self.crm.put(&path, &organization).await?.expect(201)?.json()?;
        let contract = json!({
            "organization": crm_id, "services": [demo::SERVICE], "starts_at": "2020-01-01T00:00:00Z",
            "source_version": 2,
        });
        self.crm.put(&format!("/api/v1/contracts/external/{crm_id}-1"), &contract).await?.expect(201)?;
        Ok(fed)
    }

    async fn sits_down(&self) -> Result<Person> {
        Person::sits_down(self.eyes).await
    }

    pub(crate) async fn signs_in(&self, person: &mut Person, name: &str, password: &str) -> Result<()> {
        person.fill("identifier", name).await?;
        person.fill("password", password).await?;
        person.press("Sign in").await
    }

    pub(crate) async fn signs_out(&self, person: &mut Person) -> Result<()> {
        person.open(&self.server.my("/logout")).await?;
        person.press("Sign out").await?;
        person.reads("You are signed out").await
    }

    /// Somebody on an organisation's page invites a person, and the mail leaves.
    pub(crate) async fn invites(
        &self,
        inviter: &mut Person,
        email: &str,
        name: (&str, &str),
        role: &str,
    ) -> Result<()> {
        inviter.press("Invite a person").await?;
        inviter.fill("email", email).await?;
        inviter.fill("given_name", name.0).await?;
        inviter.fill("family_name", name.1).await?;
        inviter.choose(role).await?;
        inviter.press("Send the invitation").await?;
        inviter.reads(email).await?;
        self.server.inbox()?.nth(email, 1).await?;
        Ok(())
    }

    /// The invited person opens the link in the mail, sets a password, and lands on the organisation's page.
    pub(crate) async fn accepts(&self, email: &str) -> Result<Person> {
        let link = self.server.inbox()?.nth(email, 1).await?.link("/invitations/")?;
        // A scanner of the mail provider comes first; it must not use the link up.
        Visitor::new()?.open(link.as_str()).await?.expect(200)?;
        let mut person = self.sits_down().await?;
        person.open(link.as_str()).await?;
        person.reads(&format!("Join {CITY_GROUP}")).await?;
        person.reads(email).await?;
        person.fill("password", PASSWORD).await?;
        person.press("Create account and accept").await?;
        person.reads("You have accepted the invitation.").await?;
        person.reads(CITY_GROUP).await?;
        Ok(person)
    }

    /// Scott finds City Group, which the CRM has just fed, and invites its contact person.
    pub(crate) async fn scott_invites_jeremy(&self) -> Result<()> {
        let mut scott = self.sits_down().await?;
        scott.open(&self.server.my("/login")).await?;
        self.signs_in(&mut scott, demo::SCOTT.0, demo::SCOTT.1).await?;
        scott.open(&self.server.my("/organizations")).await?;
        scott.press(CITY_GROUP).await?;
        self.invites(&mut scott, JEREMY, ("Jeremy", "Mills"), "Contact person").await
    }

    /// From MySmartPlan to the application, without another password.
    async fn opens_the_application(&self, person: &mut Person, given_name: &str) -> Result<()> {
        person.open(&self.server.my("/")).await?;
        person.press(APPLICATION).await?;
        person.is_at(&self.server.app("/")).await?;
        person.reads(CITY_GROUP).await?;
        person.reads(given_name).await
    }

    /// To the application first, and signed in on the way.
    async fn starts_at_the_application(&self, person: &mut Person, email: &str) -> Result<()> {
        person.open(&self.server.app("/")).await?;
        person.is_at(&self.server.my("/")).await?;
        person.reads(&format!("Sign in to {APPLICATION}")).await?;
        self.signs_in(person, email, PASSWORD).await
    }
}

/// A visitor over plain HTTP who is signed in at MySmartPlan.
pub(crate) async fn signed_in(server: &SmartPlan, name: &str, password: &str) -> Result<Visitor> {
    let visitor = Visitor::new()?;
    let form = visitor.open(&server.my("/login")).await?.form_with_button("Sign in")?;
    let page =
        visitor.submit(&form.fill("identifier", name)?.fill("password", password)?).await?.expect(200)?;
    anyhow::ensure!(
        !page.url.path().starts_with("/login"),
        "{name} could not sign in: {}",
        page.text("body")?
    );
    Ok(visitor)
}

/// The whole story.
async fn plays(server: SmartPlan, eyes: Eyes) -> Result<()> {
    Story::plays(server, eyes, chapters).await
}

async fn chapters(story: &Story) -> Result<()> {
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;
    let city_group = jeremy.address().await?;
    story.opens_the_application(&mut jeremy, "Jeremy").await?;
    jeremy.reads("consumption-viewer").await?;

    story.signs_out(&mut jeremy).await?;
    jeremy.open(&city_group).await?;
    jeremy.is_at("/login").await?;
    story.starts_at_the_application(&mut jeremy, JEREMY).await?;
    jeremy.is_at(&story.server.app("/")).await?;
    jeremy.reads(CITY_GROUP).await?;

    jeremy.press("Sign out").await?;
    jeremy.reads("signed out").await?;
    jeremy.open(&city_group).await?;
    jeremy.is_at("/login").await?;
    story.signs_in(&mut jeremy, JEREMY, PASSWORD).await?;
    jeremy.is_at(&city_group).await?;

    story.invites(&mut jeremy, SUSAN, ("Susan", "Ward"), "Consumption viewer").await?;
    let mut susan = story.accepts(SUSAN).await?;
    story.opens_the_application(&mut susan, "Susan").await?;
    susan.reads_nothing_of("administrator").await?;

    story.crm.delete("/api/v1/contracts/external/crm-1001-1").await?;
    story.signs_out(&mut jeremy).await?;
    story.starts_at_the_application(&mut jeremy, JEREMY).await?;
    jeremy.reads(&format!("You cannot open {APPLICATION}")).await?;
    jeremy.reads(&format!("The contract for {APPLICATION} ended")).await
}
