//! The CRM's part of the story, and what it is refused.

use super::{CITY_GROUP, FEED, Story};
use anyhow::Result;
use identity_tests::http::Api;
use identity_tests::page::Page;
use identity_tests::person::Eyes;
use identity_tests::server::{SmartPlan, demo};
use serde_json::{Value, json};

const CITY_GROUP_PATH: &str = "/api/v1/organizations/external/crm-1001";

fn city_group(name: &str, source_version: i64) -> Value {
    json!({ "name": name, "class": "enterprise", "source_version": source_version })
}

/// A refusal is problem+json (RFC 9457) with a stable type and a reference into the log.
fn is_problem(page: &Page, status: u16) -> Result<Value> {
    assert_eq!(page.status, status, "{}", page.body);
    assert_eq!(page.header("content-type"), Some("application/problem+json"), "{}", page.body);
    let problem = page.json()?;
    for member in ["type", "title", "reference"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {problem}");
    }
    Ok(problem)
}

#[tokio::test]
async fn the_same_feed_again_changes_nothing_and_an_older_one_is_ignored() -> Result<()> {
    let story = Story::begins(SmartPlan::start().await?, Eyes::Http).await?;
    let first = story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    let again = story.crm.put(CITY_GROUP_PATH, &city_group(CITY_GROUP, 2)).await?.expect(200)?;
    assert_eq!(again.json()?["id"], first["id"]);
    let older = story.crm.put(CITY_GROUP_PATH, &city_group("City Group before", 1)).await?.expect(200)?;
    assert_eq!(older.json()?["name"], CITY_GROUP);
    assert_ne!(older.json()?, again.json()?, "the answer says that the older one was ignored");
    let newer = story.crm.put(CITY_GROUP_PATH, &city_group("City Group Holding", 3)).await?.expect(200)?;
    assert_eq!(newer.json()?["name"], "City Group Holding");
    Ok(())
}

#[tokio::test]
async fn the_feed_is_refused_without_token_or_scope_or_with_unknown_fields() -> Result<()> {
    let server = SmartPlan::start().await?;
    let (base, (id, secret)) = (server.my("/"), demo::CRM);
    let anonymous = Api::anonymous(&base)?;
    let unauthorized = anonymous.put(CITY_GROUP_PATH, &city_group(CITY_GROUP, 1)).await?;
    is_problem(&unauthorized, 401)?;
    assert!(unauthorized.header("www-authenticate").is_some_and(|header| header.starts_with("Bearer")));
    is_problem(
        &anonymous.with_token("nonsense").put(CITY_GROUP_PATH, &city_group(CITY_GROUP, 1)).await?,
        401,
    )?;

    let reader = Api::client(&base, id, secret, "organization.view").await?;
    is_problem(&reader.put(CITY_GROUP_PATH, &city_group(CITY_GROUP, 1)).await?, 403)?;

    let crm = Api::client(&base, id, secret, FEED).await?;
    let mut misspelt = city_group(CITY_GROUP, 1);
    misspelt["klass"] = json!("enterprise");
    let refused = crm.put(CITY_GROUP_PATH, &misspelt).await?;
    assert!(matches!(refused.status, 400 | 422), "{}", refused.status);
    is_problem(&refused, refused.status)?;
    assert!(refused.body.contains("klass"), "it names the field: {}", refused.body);
    crm.get(CITY_GROUP_PATH).await?.expect(404)?;
    Ok(())
}

#[tokio::test]
async fn a_wrong_secret_or_a_foreign_scope_gets_no_token() -> Result<()> {
    let server = SmartPlan::start().await?;
    let api = Api::anonymous(&server.my("/"))?;
    let wrong = api.token_request(demo::CRM.0, "not-the-secret", FEED).await?.expect(401)?;
    assert_eq!(wrong.json()?["error"], "invalid_client");
    let greedy = api.token_request(demo::CRM.0, demo::CRM.1, "invitation.manage").await?.expect(400)?;
    assert_eq!(greedy.json()?["error"], "invalid_scope");
    Ok(())
}
