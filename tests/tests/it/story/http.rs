//! The story over plain HTTP, on both databases, and what a browser cannot show: status codes, foreign ids.

use super::{CITY_GROUP, JEREMY, PASSWORD, Story, plays, signed_in};
use anyhow::{Context as _, Result};
use identity_tests::http::Visitor;
use identity_tests::page::Page;
use identity_tests::person::Eyes;
use identity_tests::server::{SmartPlan, demo};

#[tokio::test]
async fn story_over_http_on_sqlite() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::Http).await
}

#[tokio::test]
async fn story_over_http_on_postgres() -> Result<()> {
    plays(SmartPlan::start_on_postgres().await?, Eyes::Http).await
}

/// Jeremy sees of another organisation what anybody sees of one that does not exist.
#[tokio::test]
async fn a_foreign_organization_answers_like_an_unknown_one() -> Result<()> {
    let story = Story::begins(SmartPlan::start().await?, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    let koko = story.crm_feeds("crm-2001", "KOKO Media Inc.", "sme").await?;
    let koko = koko["id"].as_str().context("no id")?.to_owned();
    story.scott_invites_jeremy().await?;
    story.accepts(JEREMY).await?;
    let jeremy = signed_in(&story.server, JEREMY, PASSWORD).await?;
    // A neighbour in value of an id that is there, which no organisation has.
    let unknown =
        format!("{}{}", &koko[..koko.len() - 4], if koko.ends_with("0000") { "0001" } else { "0000" });

    for path in [
        "/organizations/ID",
        "/organizations/ID/invitations",
        "/organizations/ID/invite",
        "/organizations/ID/details",
        "/api/v1/organizations/ID",
        "/api/v1/organizations/ID/members",
        "/api/v1/organizations/ID/invitations",
        "/api/v1/organizations/ID/grants",
        "/api/v1/organizations/ID/audit",
    ] {
        let foreign = jeremy.open(&story.server.my(&path.replace("ID", &koko))).await?;
        let nobody = jeremy.open(&story.server.my(&path.replace("ID", &unknown))).await?;
        assert_eq!((foreign.status, nobody.status), (404, 404), "{path}: {}", foreign.body);
        let (foreign, nobody) = (without_reference(&foreign, &koko)?, without_reference(&nobody, &unknown)?);
        assert_eq!(foreign, nobody, "{path}");
    }
    let list = jeremy.open(&story.server.my("/api/v1/organizations")).await?.expect(200)?;
    assert!(list.body.contains(CITY_GROUP) && !list.body.contains("KOKO"), "{}", list.body);
    for search in ["/organizations?q=KOKO", "/api/v1/organizations?search=KOKO"] {
        let found = jeremy.open(&story.server.my(search)).await?;
        assert!(!found.body.contains("KOKO Media"), "{search}: {}", found.body);
    }
    let scott = signed_in(&story.server, demo::SCOTT.0, demo::SCOTT.1).await?;
    scott.open(&story.server.my(&format!("/organizations/{koko}"))).await?.expect(200)?;
    Ok(())
}

/// An answer without what differs each time: the reference into the log, the id that was asked for, and the tokens
/// of forms.
fn without_reference(page: &Page, id: &str) -> Result<String> {
    let reference = match page.json() {
        Ok(problem) => problem["reference"].as_str().context("no reference")?.to_owned(),
        Err(_) => page.text("#reference")?,
    };
    let mut body = page.body.replace(&reference, "REFERENCE").replace(id, "ID");
    for token in page.attributes("input[type=hidden]", "value")? {
        body = body.replace(&token, "TOKEN");
    }
    Ok(body)
}

/// Twenty browsers press the button at once: one account is made, and the others read that the link is used.
#[tokio::test]
async fn twenty_parallel_acceptances_make_one_account() -> Result<()> {
    for server in [SmartPlan::start().await?, SmartPlan::start_on_postgres().await?] {
        let story = Story::begins(server, Eyes::Http).await?;
        story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
        story.scott_invites_jeremy().await?;
        let link = story.server.inbox()?.nth(JEREMY, 1).await?.link("/invitations/")?;
        let mut acceptances = Vec::new();
        for _ in 0..20 {
            let visitor = Visitor::new()?;
            let form = visitor.open(link.as_str()).await?.form_with_button("Create account and accept")?;
            acceptances.push((visitor, form.fill("password", PASSWORD)?));
        }
        let pressed = acceptances
            .into_iter()
            .map(|(visitor, form)| tokio::spawn(async move { visitor.submit(&form).await }));
        let mut joined = 0;
        for answer in pressed.collect::<Vec<_>>() {
            let page = answer.await??;
            if page.says("You have accepted the invitation.") {
                joined += 1;
            } else {
                page.must_say("This invitation cannot be used")?;
            }
        }
        assert_eq!(joined, 1);
        let scott = signed_in(&story.server, demo::SCOTT.0, demo::SCOTT.1).await?;
        let list = scott.open(&story.server.my("/organizations")).await?;
        let people = scott.click(&list, CITY_GROUP).await?.expect(200)?;
        assert_eq!(people.texts("tbody tr")?.len(), 1, "{}", people.text("body")?);
    }
    Ok(())
}
