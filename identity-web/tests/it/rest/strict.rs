//! The interface takes what its description says and nothing else.

use crate::support::api::{CRM_SECRET, Who, World};
use crate::support::routes::{Ids, closed, request};
use http::StatusCode;
use identity_web::rest::BODIES;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};

const CITY: &str = "/api/v1/organizations/external/crm-1";

/// The entity tag of a record fits this record in this version, by whichever of its addresses, and nothing else.
#[tokio::test]
async fn b_09_r1_the_entity_tag_of_one_record_fits_no_other() {
    let world = World::new().await;
    let (crm, scott) = (world.crm().await, world.scott().await);
    let own = world.get(&crm, CITY).await.header("etag").to_owned();
    let id = world.organization("crm-1").await;
    assert_eq!(world.get(&crm, &format!("/api/v1/organizations/{id}")).await.header("etag"), own);
    let user = format!("/api/v1/users/{}", world.me(&scott).await);
    let others = [
        "/api/v1/organizations/external/crm-2".to_owned(),
        "/api/v1/contracts/external/crm-1-a".to_owned(),
        user.clone(),
    ];
    let change = json!({"name": "Changed", "class": "sme", "source_version": 5}).to_string();
    for other in &others {
        let who = if other == &user { &scott } else { &crm };
        let tag = world.get(who, other).await.header("etag").to_owned();
        assert_ne!(tag, own);
        let refused = world.send(&crm, "PUT", CITY, Some(change.clone()), &[("if-match", &tag)]).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::PRECONDITION_FAILED, "precondition-failed"),
            "{other}"
        );
        let name = Some(json!({"name": "Changed"}).to_string());
        let refused = world.send(&crm, "PATCH", CITY, name, &[("if-match", &tag)]).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED, "{other}");
    }
    let contract = "/api/v1/contracts/external/crm-1-a";
    let refused = world.send(&crm, "DELETE", contract, None, &[("if-match", &own)]).await;
    assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    let name = Some(json!({"given_name": "Other"}).to_string());
    let refused = world.send(&scott, "PATCH", &user, name, &[("if-match", &own)]).await;
    assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    let done = world.send(&crm, "PUT", CITY, Some(change), &[("if-match", &own)]).await;
    assert_eq!((done.status, done.version()), (StatusCode::OK, 2));
}

/// Every call with a body, with its body written in ways that parsers of other languages, or serde, would take.
#[tokio::test]
async fn b_02_r3_positions_other_cases_and_names_that_stand_twice_are_refused_on_every_call() {
    let world = World::new().await;
    let (crm, scott) = (world.crm().await, world.scott().await);
    let ids =
        Ids { organization: world.organization("crm-1").await, crm_id: "crm-1".to_owned(), ..Ids::unknown() };
    let mut bodies = 0;
    for route in closed() {
        let call = request(route, &ids);
        let Some(body) = call.body else { continue };
        bodies += 1;
        let who = if route.1.contains("/external/") { &crm } else { &scott };
        let send = async |text: String| {
            let got = world.send(who, call.method, &call.path, Some(text), &[]).await;
            let refused = matches!(got.problem(), "invalid-fields" | "invalid-request");
            assert_eq!((got.status, refused), (StatusCode::BAD_REQUEST, true), "{route:?}: {got:?}");
        };
        let members = body.as_object().unwrap();
        send(Value::Array(members.values().cloned().collect()).to_string()).await;
        send(json!([body]).to_string()).await;
        send(json!("text").to_string()).await;
        for (name, value) in members {
            let mut other = members.clone();
            other.remove(name);
            other.insert(name.to_uppercase(), value.clone());
            send(Value::Object(other.clone()).to_string()).await;
            let twice =
                format!("{{{}: {value}, {}", json!(name), body.to_string().strip_prefix('{').unwrap());
            send(twice).await;
            let as_word =
                if value.is_string() { json!({value.as_str().unwrap(): null}) } else { json!({"0": value}) };
            let mut tagged = members.clone();
            tagged.insert(name.clone(), if name == "to" { json!(["x"]) } else { as_word });
            send(Value::Object(tagged).to_string()).await;
        }
    }
    // Those of calls that anybody may make have tests of their own.
    assert!(bodies >= BODIES.len() - 3, "{bodies}");
    assert_eq!(world.get(&crm, CITY).await.version(), 1, "nothing was changed");
}

#[tokio::test]
async fn r1_r3_nested_objects_are_read_like_the_outer_one() {
    let world = World::new().await;
    let (crm, scott) = (world.crm().await, world.scott().await);
    let city = world.organization("crm-1").await;
    let invite = format!("/api/v1/organizations/{city}/invitations");
    let invitation = |mandate: &str| {
        format!(r#"{{"email": "a@b.example", "roles": ["representative"], "mandate": {mandate}}}"#)
    };
    let mandate = |to: &str| format!(r#"{{"organization": "{city}", "role": "representative", "to": {to}}}"#);
    let role = |roles: &str| format!(r#"{{"name": "Night", "application_roles": {roles}}}"#);
    let calls = [
        (
            &crm,
            "PUT",
            CITY,
            r#"{"name": "x", "class": "sme", "attributes": {"a": "1", "a": "2"}}"#.to_owned(),
        ),
        (&crm, "PATCH", CITY, r#"{"attributes": {"a": "1", "a": null}}"#.to_owned()),
        (&crm, "PUT", CITY, r#"{"name": "x", "class": {"sme": null}}"#.to_owned()),
        (&crm, "PUT", CITY, r#"["Array Ltd","sme",null,null,[],{},null]"#.to_owned()),
        (&scott, "POST", &invite, invitation("[]")),
        (&scott, "POST", &invite, invitation(r#"["subtree"]"#)),
        (&scott, "POST", &invite, invitation(r#"{"scope": {"subtree": null}}"#)),
        (&scott, "POST", &invite, invitation(r#"{"reason": "a", "reason": "b"}"#)),
        (&scott, "POST", "/api/v1/mandates", mandate(r#"["a@b.example"]"#)),
        (&scott, "POST", "/api/v1/mandates", mandate(r#"{"email": "a@b.example", "email": "c@d.example"}"#)),
        (
            &scott,
            "PUT",
            &format!("/api/v1/organizations/{city}/roles/night"),
            role(r#"{"smartplan": ["a"], "smartplan": []}"#),
        ),
        (&scott, "PUT", &format!("/api/v1/organizations/{city}/roles/night"), role(r#"[["smartplan", []]]"#)),
    ];
    for (who, method, path, body) in calls {
        let got = world.send(who, method, path, Some(body.clone()), &[]).await;
        assert_eq!(
            (got.status, got.problem()),
            (StatusCode::BAD_REQUEST, "invalid-fields"),
            "{body}: {got:?}"
        );
    }
    assert_eq!(world.get(&crm, CITY).await.version(), 1, "nothing was changed");
}

#[tokio::test]
async fn v_05_lists_are_bounded_before_anything_is_looked_up() {
    let world = World::new().await;
    let crm = world.crm().await;
    let many: Vec<String> = (0..101).map(|number| format!("service-{number}")).collect();
    let body = json!({"organization": "crm-1", "services": many, "starts_at": "2026-01-01T00:00:00Z"});
    let got = world.put(&crm, "/api/v1/contracts/external/C-1", body).await;
    assert_eq!((got.status, got.field()), (StatusCode::BAD_REQUEST, "services"), "{got:?}");
    assert!(got.json["detail"].as_str().unwrap().contains("100"), "{got:?}");
}

/// Fifty at once, each with other content and without a version: each is a change of its own, and the last one stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r4_fifty_changes_of_one_record_at_once_are_all_made() {
    let world = std::sync::Arc::new(World::new().await);
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (world, crm) = (std::sync::Arc::clone(&world), world.crm().await);
        calls.spawn(async move {
            let organization = json!({"name": format!("Name {number}"), "class": "enterprise"});
            let contract = json!({"organization": "crm-1", "services": [], "starts_at": format!("2026-01-01T00:00:{number:02}Z")});
            let one = world.put(&crm, CITY, organization).await.status;
            (one, world.put(&crm, "/api/v1/contracts/external/crm-1-a", contract).await.status)
        });
    }
    let answers = calls.join_all().await;
    assert!(answers.iter().all(|answer| *answer == (StatusCode::OK, StatusCode::OK)), "{answers:?}");
    assert_eq!(world.get(&world.crm().await, CITY).await.version(), 51);
}

#[tokio::test]
async fn r5_a_request_without_a_host_or_with_two_is_refused() {
    let world = World::empty().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = world.app.clone();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    let status = async |path: &str, version: &str, hosts: &str| {
        let request = format!("GET {path} HTTP/{version}\r\n{hosts}connection: close\r\n\r\n");
        tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap_or_default().to_owned()
        })
        .await
        .unwrap()
    };
    for path in ["/api/openapi.json", "/login", "/healthz"] {
        assert_eq!(status(path, "1.1", "host: my.smartplan.localhost\r\n").await, "200", "{path}");
        assert_eq!(status(path, "1.1", "").await, "400", "{path}");
        assert_eq!(status(path, "1.1", "host: a.example\r\nhost: b.example\r\n").await, "400", "{path}");
        assert_eq!(status(path, "1.0", "").await, "200", "HTTP/1.0 knows no hosts: {path}");
    }
}

#[tokio::test]
async fn b_02_forms_and_json_do_not_take_each_others_place() {
    let world = World::new().await;
    let (crm, scott) = (world.crm().await, world.scott().await);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let ids =
        Ids { organization: world.organization("crm-1").await, crm_id: "crm-1".to_owned(), ..Ids::unknown() };
    for route in closed() {
        let call = request(route, &ids);
        let Some(body) = call.body else { continue };
        let who = if route.1.contains("/external/") { &crm } else { &scott };
        for other in
            [form, ("content-type", "text/plain"), ("content-type", "multipart/form-data; boundary=x")]
        {
            let got = world.send(who, call.method, &call.path, Some(body.to_string()), &[other]).await;
            assert_eq!(
                (got.status, got.problem()),
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"),
                "{route:?}"
            );
        }
    }
    let body = json!({"grant_type": "client_credentials", "client_id": "crm", "client_secret": CRM_SECRET});
    let got = world.send(&Who::Nobody, "POST", "/oauth2/token", Some(body.to_string()), &[]).await;
    assert_eq!(got.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
