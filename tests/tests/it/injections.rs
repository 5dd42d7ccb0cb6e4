//! Injections (B-05), against the running server on both databases: whatever is written where, it stays a text.

use crate::story::{CITY_GROUP, JEREMY, PASSWORD, Story, signed_in};
use anyhow::{Context as _, Result};
use identity_tests::http::{Visitor, client};
use identity_tests::page::Page;
use identity_tests::person::Eyes;
use identity_tests::postgres::fresh_database;
use identity_tests::server::{Settings, SmartPlan, demo};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};

/// What an injected statement would do that nothing else does: it leaves a row, or draws a number from a sequence. A
/// number that was drawn stays drawn when the transaction is rolled back.
const ROW: &str = "INSERT INTO injected_rows VALUES (1)";
const NUMBER: &str = "SELECT nextval('injected_numbers')";
const INJECTIONS: [&str; 9] = [
    "' OR '1'='1",
    "' OR 1=1 --",
    "'; DROP TABLE identity_users; --",
    "'; INSERT INTO injected_rows VALUES (1); --",
    "' || (SELECT nextval('injected_numbers')) || '",
    "\" UNION SELECT * FROM identity_users --",
    "1) OR (1=1",
    "%' OR name LIKE '%",
    "\\'; DELETE FROM identity_organizations; --",
];

#[tokio::test]
async fn b_05_injections_find_and_change_nothing_on_sqlite() -> Result<()> {
    let server = SmartPlan::start().await?;
    let file = format!("sqlite:{}", server.data_folder().join("smartplan.db").display());
    injects_everywhere(server, Traces::watch(&file).await?).await
}

#[tokio::test]
async fn b_05_injections_find_and_change_nothing_on_postgres() -> Result<()> {
    let database = fresh_database().await?;
    let traces = Traces::watch(database.as_str()).await?;
    let settings = Settings { database: Some(database), ..Settings::default() };
    injects_everywhere(SmartPlan::start_with(settings).await?, traces).await
}

/// What injected statements would leave behind, in the database of the server.
struct Traces(DatabaseConnection);

impl Traces {
    async fn watch(url: &str) -> Result<Self> {
        let database = Database::connect(url).await?;
        database.execute_unprepared("CREATE TABLE injected_rows (number INTEGER)").await?;
        if database.get_database_backend() == DbBackend::Postgres {
            database.execute_unprepared("CREATE SEQUENCE injected_numbers").await?;
        }
        Ok(Self(database))
    }

    /// How many there are.
    async fn count(&self) -> Result<usize> {
        let backend = self.0.get_database_backend();
        let all = |sql: &str| Statement::from_string(backend, sql);
        let mut found = self.0.query_all_raw(all("SELECT number FROM injected_rows")).await?.len();
        if backend == DbBackend::Postgres {
            let drawn = "SELECT last_value FROM injected_numbers WHERE is_called";
            found += self.0.query_all_raw(all(drawn)).await?.len();
        }
        Ok(found)
    }

    /// Whether what the injected statements do is seen: none of them left anything, and each leaves something.
    async fn are_none_and_would_be_seen(&self) -> Result<()> {
        assert_eq!(self.count().await?, 0, "an injected statement was carried out");
        self.0.execute_unprepared(ROW).await?;
        let mut left = 1;
        if self.0.get_database_backend() == DbBackend::Postgres {
            self.0.execute_unprepared(NUMBER).await?;
            left = 2;
        }
        assert_eq!(self.count().await?, left);
        Ok(())
    }
}

async fn injects_everywhere(server: SmartPlan, traces: Traces) -> Result<()> {
    let story = Story::begins(server, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    story.accepts(JEREMY).await?;
    let jeremy = signed_in(&story.server, JEREMY, PASSWORD).await?;
    let before = organizations(&story).await?;
    for text in INJECTIONS {
        let attacks = async || {
            into_searches(&story, &jeremy, text).await?;
            into_the_feed(&story, text).await?;
            into_sign_in(&story, text).await?;
            into_saml_and_headers(&story, text).await
        };
        attacks().await.with_context(|| text.to_owned())?;
    }
    assert_eq!(organizations(&story).await?, before);
    traces.are_none_and_would_be_seen().await?;
    signed_in(&story.server, JEREMY, PASSWORD).await?;
    Ok(())
}

/// Which there are, and their names.
async fn organizations(story: &Story) -> Result<Vec<(Value, Value)>> {
    let list = story.crm.get("/api/v1/organizations").await?.expect(200)?.json()?;
    let items = list["items"].as_array().context("no items")?;
    Ok(items.iter().map(|item| (item["id"].clone(), item["name"].clone())).collect())
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Searches, ids, cursors and limits: nothing is found, and nothing is a fault of the server.
async fn into_searches(story: &Story, jeremy: &Visitor, text: &str) -> Result<()> {
    let text = encoded(text);
    let found = story.crm.get(&format!("/api/v1/organizations?search={text}")).await?.expect(200)?;
    assert_eq!(found.json()?["items"], json!([]));
    let found = jeremy.open(&story.server.my(&format!("/organizations?q={text}"))).await?.expect(200)?;
    assert!(found.texts("tbody tr")?.is_empty(), "{}", found.body);
    for query in ["limit", "cursor"] {
        story.crm.get(&format!("/api/v1/organizations?{query}={text}")).await?.expect(400)?;
    }
    for path in ["/organizations/", "/invitations/", "/invitations/open/", "/flow/", "/api/v1/organizations/"]
    {
        jeremy.open(&story.server.my(&format!("{path}{text}"))).await?.expect(404)?;
    }
    Ok(())
}

/// Values that are stored, and read again as they were.
async fn into_the_feed(story: &Story, text: &str) -> Result<()> {
    let path = format!("/api/v1/organizations/external/{}", encoded(text));
    assert_eq!(story.crm.get(&path).await?.status / 100, 4);
    let path = "/api/v1/organizations/external/crm-1001";
    let named = |name: &str, version| json!({ "name": name, "class": "enterprise", "attributes": {"note": text}, "source_version": version });
    let version = story.crm.get(path).await?.json()?["source_version"].as_u64().context("no version")?;
    let fed = story.crm.put(path, &named(text, version + 1)).await?.expect(200)?.json()?;
    assert_eq!((&fed["name"], &fed["attributes"]["note"]), (&json!(text), &json!(text)));
    let list = organizations(story).await?;
    assert!(list.iter().any(|(_, name)| *name == json!(text)), "{list:?}");
    let back = json!({ "name": CITY_GROUP, "class": "enterprise", "source_version": version + 2 });
    story.crm.put(path, &back).await?.expect(200)?;
    Ok(())
}

async fn into_sign_in(story: &Story, text: &str) -> Result<()> {
    let visitor = Visitor::new()?;
    let form = visitor.open(&story.server.my("/login")).await?.form_with_button("Sign in")?;
    for identifier in [text.to_owned(), format!("{}{text}", demo::SCOTT.0)] {
        let form = form.clone().fill("identifier", &identifier)?.fill("password", text)?;
        visitor.submit(&form).await?.expect(422)?;
    }
    story.crm.token_request(text, text, text).await?.expect(401)?;
    Ok(())
}

/// Ids and names in a SAML message, its relay state, and the headers that reach the store or the log.
async fn into_saml_and_headers(story: &Story, text: &str) -> Result<()> {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let request = format!(
        "<samlp:AuthnRequest xmlns:samlp=\"{}\" xmlns:saml=\"{}\" ID=\"{escaped}\" Version=\"2.0\" \
         IssueInstant=\"2026-01-01T00:00:00Z\"><saml:Issuer>{escaped}</saml:Issuer></samlp:AuthnRequest>",
        identity_web::saml::namespace::PROTOCOL,
        identity_web::saml::namespace::ASSERTION,
    );
    let message = identity_web::saml::xml::codec::encode_base64(request.as_bytes());
    let client = client()?;
    let posted = client.post(story.server.my("/saml/idp/sso"));
    let answer =
        Page::of(posted.form(&[("SAMLRequest", message.as_str()), ("RelayState", text)]).send().await?);
    answer.await?.expect(400)?;
    let mut asked = client.get(story.server.my("/account"));
    for header in ["user-agent", "x-request-id", "x-forwarded-for", "accept-language"] {
        asked = asked.header(header, text);
    }
    let cookie = format!("identity-session={}; identity-browser={}", encoded(text), encoded(text));
    let answer = Page::of(asked.header("cookie", cookie).send().await?).await?.expect(303)?;
    assert!(answer.location().is_some_and(|url| url.path() == "/login"));
    Ok(())
}
