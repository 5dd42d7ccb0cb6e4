//! The harness itself: a browser, a visitor or a database that lied would make every other test worthless.

use anyhow::Result;
use axum::extract::Form;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use identity_tests::browser::{Browser, Settings};
use identity_tests::http::Visitor;
use identity_tests::inbox::Inbox;
use identity_tests::person::{Eyes, Person};
use identity_tests::process::Program;
use identity_tests::{postgres, wait};
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::Command;
use tempfile::TempDir;

const FORM: &str = r#"<!doctype html><html lang="en"><title>Form</title><h1 id="heading">Scripts are off</h1>
<form method="post" action="/echo"><input type="hidden" name="token" value="t&amp;1"><input name="email" value="old">
<label for="tick">Tick me</label><input type="checkbox" id="tick" name="ticked" value="yes"><select name="role"><option value="a">A<option value="b" selected>B</select>
<button name="do" value="save">Save it</button><button name="do" value="drop">Drop it</button></form>
<a href="/go">Go on</a><script>document.getElementById("heading").textContent = "Scripts are on"</script>"#;

const PASS_ON: &str = r#"<!doctype html><title>Onward</title><form method="post" action="/echo">
<input type="hidden" name="SAMLResponse" value="message"><button>Continue</button></form>
<script>document.forms[0].submit()</script>"#;

async fn echo(headers: HeaderMap, Form(fields): Form<BTreeMap<String, String>>) -> Json<serde_json::Value> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Json(json!({
        "fields": fields, "origin": header("origin"), "cookie": header("cookie"), "site": header("sec-fetch-site"),
    }))
}

async fn go() -> Response {
    ([(header::SET_COOKIE, "__Host-s=1; Secure; HttpOnly; Path=/; SameSite=Lax")], Redirect::to("/"))
        .into_response()
}

/// A small application on a port of its own; gives the port.
async fn application() -> Result<u16> {
    let messages = json!([{ "id": "1", "channel": "email", "to": "a@b.example", "subject": "Hello", "html": null,
        "text": "Open http://my.localhost/invitations/abc now.", "created_at": "2026-01-01T00:00:00Z" }]);
    let router = Router::new()
        .route("/", get(async || Html(FORM)))
        .route("/pass-on", get(async || Html(PASS_ON)))
        .route("/echo", post(echo))
        .route("/go", get(go))
        .route("/dev/messages", get(async || Json(messages)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(port)
}

#[tokio::test]
async fn visitor_sends_a_form_as_a_browser_does() -> Result<()> {
    let port = application().await?;
    let visitor = Visitor::new()?;
    let page = visitor.open(&format!("http://my.smartplan.localhost:{port}/go")).await?.expect(200)?;
    assert_eq!(page.url.path(), "/", "the redirect was followed");
    let form = page.form("form")?.fill("email", "new@b.example")?.press("Drop it")?;
    assert!(page.form("form")?.fill("e-mail", "x").is_err(), "a field that is not there cannot be filled in");
    let echo = visitor.submit(&form).await?.json()?;
    let fields = json!({ "token": "t&1", "email": "new@b.example", "role": "b", "do": "drop" });
    assert_eq!(echo["fields"], fields);
    assert_eq!(echo["cookie"], "__Host-s=1");
    assert_eq!(echo["origin"], format!("http://my.smartplan.localhost:{port}"));
    assert_eq!(echo["site"], "same-origin");
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_takes_no_lax_cookie_along() -> Result<()> {
    let port = application().await?;
    let visitor = Visitor::new()?;
    visitor.open(&format!("http://my.smartplan.localhost:{port}/go")).await?;
    let mut form = visitor.open(&format!("http://evil.example.localhost:{port}/")).await?.form("form")?;
    form.action = format!("http://my.smartplan.localhost:{port}/echo").parse()?;
    let echo = visitor.submit(&form).await?.json()?;
    assert_eq!((&echo["cookie"], &echo["site"]), (&json!(""), &json!("cross-site")));
    Ok(())
}

#[tokio::test]
async fn inbox_gives_the_link_of_a_message() -> Result<()> {
    let port = application().await?;
    let message = Inbox::of(&format!("http://my.smartplan.localhost:{port}/"))?.nth("a@b.example", 1).await?;
    assert_eq!(message.link("/invitations/")?.as_str(), "http://my.localhost/invitations/abc");
    Ok(())
}

#[tokio::test]
async fn chromium_runs_scripts_only_where_they_are_on() -> Result<()> {
    let port = application().await?;
    for (scripts, heading) in [(true, "Scripts are on"), (false, "Scripts are off")] {
        let browser = Browser::start(Settings { scripts, ..Settings::default() }).await?;
        browser.open(&format!("http://my.smartplan.localhost:{port}/go")).await?;
        browser.must_say(heading).await?;
        browser.fill("email", "new@b.example").await?;
        browser.press("Save it").await?;
        browser.must_be_at("/echo").await?;
        let echo = browser.text().await?;
        assert!(echo.contains("new@b.example"), "{echo}");
        assert!(echo.contains("__Host-s=1"), "Chromium keeps secure cookies of *.localhost: {echo}");
        assert!(echo.contains(r#""do":"save""#), "{echo}");
    }
    Ok(())
}

#[tokio::test]
async fn one_story_plays_in_every_kind_of_browser() -> Result<()> {
    let port = application().await?;
    for eyes in [Eyes::Http, Eyes::Chromium, Eyes::ChromiumWithoutScripts] {
        let mut person = Person::sits_down(eyes).await?;
        person.open(&format!("http://my.smartplan.localhost:{port}/pass-on")).await?;
        person.reads(r#""SAMLResponse":"message""#).await?;
        person.open(&format!("http://my.smartplan.localhost:{port}/")).await?;
        person.press("Go on").await?;
        person.fill("email", "new@b.example").await?;
        person.choose("Tick me").await?;
        person.choose("A").await?;
        person.press("Drop it").await?;
        person.is_at("/echo").await?;
        for words in [r#""do":"drop""#, "new@b.example", r#""role":"a""#, r#""ticked":"yes""#, "__Host-s=1"] {
            person.reads(words).await?;
        }
        person.reads_nothing_of("Save it").await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_postgres_database_is_empty_and_its_own() -> Result<()> {
    let (one, other) = (postgres::fresh_database().await?, postgres::fresh_database().await?);
    assert_ne!(one, other);
    for url in [one, other] {
        let database = Database::connect(url.as_str()).await?;
        database.execute_unprepared("CREATE TABLE once (id int)").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_dropped_program_ends_with_its_children() -> Result<()> {
    let folder = TempDir::new()?;
    let mut command = Command::new("sh");
    command.args(["-c", "sleep 1000 & echo child $!; wait"]);
    let program = Program::start("sleeper", folder.path(), &command)?;
    let child = wait::until("the child", async || {
        Some(program.output().lines().find_map(|line| line.strip_prefix("child "))?.to_owned())
    })
    .await?;
    let lives =
        || std::fs::read_to_string(format!("/proc/{child}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
    assert!(lives());
    drop(program);
    assert!(!lives());
    Ok(())
}
