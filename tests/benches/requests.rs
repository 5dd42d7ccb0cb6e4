//! What a request costs the server: CPU of its process, user and system, over HTTP with connections that stay open.
//!
//! ```sh
//! cargo bench -p identity-tests --bench requests
//! ```
//!
//! The server is the release build of `smartplan` with both its sides, MySmartPlan and the SmartPlan Application; the
//! requests come from this process. `REQUESTS_ORGANIZATIONS` is the number of organisations, 12,000 by default;
//! `REQUESTS_DATABASES` names the databases, `sqlite,postgres` by default. PostgreSQL is that of
//! `IDENTITY_TEST_POSTGRES`, or one that is started; what it costs itself is not counted.

use anyhow::{Context as _, Result, ensure};
use identity_tests::http::{Api, Visitor};
use identity_tests::load::{
    CITY_GROUP, JEREMY, PASSWORD, add_organizations, cpu_milliseconds, join, must, release_build, signed_in,
    text,
};
use identity_tests::postgres::fresh_database;
use identity_tests::server::{Settings, SmartPlan, demo};
use serde_json::json;
use std::path::Path;

/// How often each is asked before it is counted, at the most: caches fill and statements are prepared.
const WARM: usize = 10;

/// What is asked, how often, and the most that it may cost in milliseconds; nothing for the floor.
struct Row {
    request: &'static str,
    rounds: usize,
    most: Option<f64>,
}

const fn row(request: &'static str, rounds: usize, most: f64) -> Row {
    Row { request, rounds, most: Some(most) }
}

const ROWS: [Row; 18] = [
    Row { request: "/healthz (the floor)", rounds: 2_000, most: None },
    row("sign-in page, nobody signed in", 1_000, 0.12),
    row("GET /api/v1/me by a client", 1_000, 0.15),
    row("GET /api/v1/me by a session", 500, 0.4),
    row("start page", 300, 0.7),
    row("own account", 300, 0.7),
    row("people of an organisation", 300, 0.9),
    row("list of organisations", 300, 0.9),
    row("GET /api/v1/organizations/{id} by a client", 500, 0.25),
    row("POST /api/v1/decisions, allow, by a client", 500, 0.4),
    row("POST /api/v1/decisions, deny, by a client", 300, 0.8),
    row("POST /api/v1/decisions, allow, by a session", 300, 0.4),
    row("POST /api/v1/decisions, deny, by a session", 300, 0.8),
    row("PUT organisation, unchanged", 300, 0.4),
    row("PUT organisation, new", 300, 0.8),
    // An address gets ten invitations a day.
    row("a refused invitation (page)", 4, 2.0),
    row("SAML sign-on of a live session, redirect to signed form, both sides", 100, 2.0),
    row("sign-in: page, post with argon2, start page", 20, 29.0),
];

/// A server with many organisations and a customer that is one of them, and who asks.
struct World {
    server: SmartPlan,
    crm: Api,
    scott: Visitor,
    jeremy: Visitor,
    /// The customer's id.
    place: String,
    client: String,
    jeremy_id: String,
    csrf: String,
    round: usize,
}

impl World {
    async fn new(database: Option<url::Url>, organizations: usize, program: &Path) -> Result<Self> {
        let settings = Settings { database, program: Some(program.to_owned()), ..Settings::default() };
        let server = SmartPlan::start_with(settings.clone()).await?;
        let url = match &settings.database {
            Some(url) => url.to_string(),
            None => format!("sqlite://{}", server.data_folder().join("smartplan.db").display()),
        };
        let crm = Api::client(&server.my("/"), demo::CRM.0, demo::CRM.1, "").await?;
        let city_group = json!({ "name": CITY_GROUP, "class": "enterprise", "source_version": 1 });
        let place =
            crm.put("/api/v1/organizations/external/CRM-1", &city_group).await?.expect(201)?.json()?;
        let contract = json!({
            "organization": "CRM-1", "services": [demo::SERVICE], "starts_at": "2020-01-01T00:00:00Z",
            "source_version": 1,
        });
        crm.put("/api/v1/contracts/external/C-1", &contract).await?.expect(201)?;
        add_organizations(&url, organizations).await?;
        let place = text(&place, "/id")?;
        let scott = signed_in(&server, demo::SCOTT.0, demo::SCOTT.1).await?;
        join(&server, &scott, &place).await?;
        let jeremy = signed_in(&server, JEREMY, PASSWORD).await?;
        let me = jeremy.get(&server.my("/api/v1/me")).await?.expect(200)?.json()?;
        let client = crm.get("/api/v1/me").await?.expect(200)?.json()?;
        let (jeremy_id, csrf) = (text(&me, "/user/id")?, text(&me, "/csrf_token")?);
        let client = text(&client, "/id")?;
        Ok(Self { server, crm, scott, jeremy, place, client, jeremy_id, csrf, round: 0 })
    }

    /// Sends one of the requests, and looks whether the answer is the right one.
    async fn ask(&mut self, request: &str) -> Result<()> {
        self.round += 1;
        let place = &self.place;
        match request {
            "/healthz (the floor)" => self.page(&self.jeremy, "/healthz", "").await,
            "sign-in page, nobody signed in" => {
                let page = self.scott.another_window().open(&self.server.my("/login")).await?.expect(200)?;
                must(&page, "Sign in")
            }
            "GET /api/v1/me by a client" => self.api("/api/v1/me").await,
            "GET /api/v1/me by a session" => self.page(&self.jeremy, "/api/v1/me", JEREMY).await,
            "start page" => self.page(&self.jeremy, "/", "Jeremy").await,
            "own account" => self.page(&self.jeremy, "/account", "Jeremy").await,
            "people of an organisation" => {
                self.page(&self.jeremy, &format!("/organizations/{place}"), "Mills").await
            }
            "list of organisations" => self.page(&self.scott, "/organizations", "City").await,
            "GET /api/v1/organizations/{id} by a client" => {
                self.api(&format!("/api/v1/organizations/{place}")).await
            }
            "POST /api/v1/decisions, allow, by a client" => self.decide("organization.view").await,
            "POST /api/v1/decisions, deny, by a client" => self.decide("member.view").await,
            "POST /api/v1/decisions, allow, by a session" => self.decide_for_jeremy("member.view").await,
            "POST /api/v1/decisions, deny, by a session" => self.decide_for_jeremy("role.define").await,
            "PUT organisation, unchanged" => self.put("CRM-1", CITY_GROUP, 200).await,
            "PUT organisation, new" => self.put(&format!("NEW-{}", self.round), "New, Inc.", 201).await,
            "a refused invitation (page)" => self.refused_invitation().await,
            "sign-in: page, post with argon2, start page" => {
                signed_in(&self.server, demo::SCOTT.0, demo::SCOTT.1).await.map(drop)
            }
            _ => {
                let answer = self.jeremy.get(&self.server.app("/saml/sp/login")).await?;
                let form = self.jeremy.follow(answer).await?.expect(200)?.saml_form();
                ensure!(form.is_some(), "no signed form");
                Ok(())
            }
        }
    }

    async fn page(&self, who: &Visitor, path: &str, words: &str) -> Result<()> {
        must(&who.get(&self.server.my(path)).await?.expect(200)?, words)
    }

    async fn api(&self, path: &str) -> Result<()> {
        self.crm.get(path).await?.expect(200).map(drop)
    }

    async fn put(&self, id: &str, name: &str, status: u16) -> Result<()> {
        let body = json!({ "name": name, "class": "enterprise", "source_version": 1 });
        self.crm.put(&format!("/api/v1/organizations/external/{id}"), &body).await?.expect(status).map(drop)
    }

    async fn decide(&self, permission: &str) -> Result<()> {
        let actor = format!("client:{}", self.client);
        let body = json!({ "actor": actor, "permission": permission, "resource": self.place });
        self.crm.post("/api/v1/decisions", &body).await?.expect(200).map(drop)
    }

    async fn decide_for_jeremy(&self, permission: &str) -> Result<()> {
        let body = json!({ "actor": self.jeremy_id, "permission": permission, "resource": self.place });
        let path = self.server.my("/api/v1/decisions");
        let headers = [("x-csrf-token", self.csrf.as_str()), ("sec-fetch-site", "same-origin")];
        self.jeremy.post_json(&path, &headers, &body).await?.expect(200).map(drop)
    }

    async fn refused_invitation(&self) -> Result<()> {
        let path = format!("/organizations/{}/invite", self.place);
        let form = self.jeremy.open(&self.server.my(&path)).await?.form_with_button("Send the invitation")?;
        let form = form.fill("email", JEREMY)?.fill("given_name", "Jeremy")?.fill("family_name", "Mills")?;
        self.jeremy.send(&form.choose("Contact person")?).await?.expect(422).map(drop)
    }

    async fn cost(&mut self, row: &Row) -> Result<f64> {
        for _ in 0..WARM.min(row.rounds) {
            self.ask(row.request).await.with_context(|| row.request)?;
        }
        let before = cpu_milliseconds(&self.server)?;
        for _ in 0..row.rounds {
            self.ask(row.request).await.with_context(|| row.request)?;
        }
        let rounds = u32::try_from(row.rounds)?;
        Ok((cpu_milliseconds(&self.server)? - before) / f64::from(rounds))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let organizations = std::env::var("REQUESTS_ORGANIZATIONS").map_or(Ok(12_000), |given| given.parse())?;
    let databases = std::env::var("REQUESTS_DATABASES").unwrap_or_else(|_| "sqlite,postgres".to_owned());
    let (program, mut worlds, mut head) = (release_build()?, Vec::new(), String::new());
    for database in databases.split(',') {
        let url = if database == "postgres" { Some(fresh_database().await?) } else { None };
        worlds.push(World::new(url, organizations, &program).await?);
        head = format!("{head} now, {database} |");
    }
    println!("CPU of the server for each request, {organizations} organisations, milliseconds\n");
    println!("| request |{head} at most |\n|---|{}---|", "---|".repeat(worlds.len()));
    for row in &ROWS {
        let mut cells = String::new();
        for world in &mut worlds {
            cells = format!("{cells} {:.2} |", world.cost(row).await?);
        }
        let most = row.most.map_or_else(|| "-".to_owned(), |most| most.to_string());
        println!("| {} |{cells} {most} |", row.request);
    }
    Ok(())
}
