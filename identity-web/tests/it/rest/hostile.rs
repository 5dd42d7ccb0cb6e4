//! Input that wants something else than it says.

use crate::support::api::{Who, World, read};
use crate::support::counted::Step;
use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

const INJECTIONS: [&str; 9] = [
    "' OR '1'='1",
    "'; DROP TABLE organizations; --",
    "\" UNION SELECT * FROM users --",
    "%' OR name LIKE '%",
    "1) OR (1=1",
    "\\'; --",
    "$(id)",
    "{{7*7}}",
    "../../etc/passwd",
];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[tokio::test]
async fn b_01_fields_that_are_not_the_callers_to_set_are_refused_by_name() {
    let world = World::new().await;
    let (scott, crm) = (world.scott().await, world.crm().await);
    let city = world.organization("crm-1").await;
    let me = world.me(&scott).await;
    let right = json!({"name": "City", "class": "sme", "source_version": 9});
    let contract = json!({"organization": "crm-1", "services": [], "starts_at": "2026-01-01T00:00:00Z"});
    let invitation = json!({"email": "a@b.example", "roles": ["viewer"]});
    let decision = json!({"actor": me, "permission": "grant.view", "resource": city});
    let calls = [
        (&crm, "PUT", "/api/v1/organizations/external/crm-1".to_owned(), right),
        (&crm, "PUT", "/api/v1/contracts/external/crm-1-a".to_owned(), contract),
        (&scott, "POST", format!("/api/v1/organizations/{city}/invitations"), invitation),
        (
            &scott,
            "POST",
            format!("/api/v1/organizations/{city}/grants"),
            json!({"user": me, "role": "viewer"}),
        ),
        (&scott, "PATCH", format!("/api/v1/users/{me}"), json!({"given_name": "Scott"})),
        (&scott, "POST", "/api/v1/decisions".to_owned(), decision),
    ];
    let fields = [
        "id",
        "org_id",
        "organization_id",
        "state",
        "status",
        "verified",
        "email_verified_at",
        "phone_verified_at",
        "created_at",
        "password_hash",
        "password",
        "user_id",
        "is_admin",
        "version",
        "__proto__",
        "path",
    ];
    for (who, method, path, body) in &calls {
        for field in fields {
            let mut body = body.clone();
            body[field] = json!("x");
            let got = world.send(who, method, path, Some(body.to_string()), &[]).await;
            assert_eq!(
                (got.status, got.problem(), got.field()),
                (StatusCode::BAD_REQUEST, "invalid-fields", field),
                "{path}"
            );
        }
    }
    let user = world.get(&scott, &format!("/api/v1/users/{me}")).await;
    assert_eq!(user.version(), 1, "nothing was changed");
    let email = world.patch(&scott, &format!("/api/v1/users/{me}"), json!({"email": "x@y.example"})).await;
    assert_eq!((email.status, email.field()), (StatusCode::BAD_REQUEST, "email"));
}

#[tokio::test]
async fn b_03_unknown_parameters_and_forged_cursors_are_refused() {
    let world = World::new().await;
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    let first = world.get(&scott, "/api/v1/organizations?limit=1").await;
    let cursor = first.json["next"].as_str().unwrap().to_owned();
    let mut flipped = cursor.clone().into_bytes();
    flipped[3] = if flipped[3] == b'A' { b'B' } else { b'A' };
    let flipped = String::from_utf8(flipped).unwrap();
    let search = |cursor: &str| format!("/api/v1/organizations?search=City&cursor={cursor}");
    for path in [
        format!("/api/v1/organizations?cursor={flipped}"),
        format!("/api/v1/organizations?cursor={}", &cursor[1..]),
        format!("/api/v1/organizations?cursor={cursor}A"),
        "/api/v1/organizations?cursor=".to_owned(),
        "/api/v1/organizations?cursor=0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned(),
        format!("/api/v1/organizations?cursor={}", "A".repeat(64)),
        search(&cursor),
        format!("/api/v1/organizations/{city}/members?cursor={cursor}"),
    ] {
        let got = world.get(&scott, &path).await;
        assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "invalid-cursor"), "{path}");
    }
    for query in [
        "sort=name",
        "order_by=id;drop",
        "filter=a",
        "limit=0",
        "limit=-1",
        "limit=201",
        "limit=x",
        "limit=1&limit=2",
        "offset=3",
        "fields=password",
        "search[]=a",
        "search=a%00b",
    ] {
        let got = world.get(&scott, &format!("/api/v1/organizations?{query}")).await;
        assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "invalid-request"), "{query}");
    }
    let single = world.get(&scott, &format!("/api/v1/organizations/{city}?limit=1")).await;
    assert_eq!((single.status, single.problem()), (StatusCode::BAD_REQUEST, "invalid-request"));
}

#[tokio::test]
async fn cursors_walk_each_organisation_once_also_when_new_ones_come() {
    let world = World::new().await;
    let scott = world.scott().await;
    for number in 3..8 {
        world.provision(&format!("crm-{number}"), &format!("Customer {number}")).await;
        world.clock.advance(std::time::Duration::from_millis(5));
    }
    let (mut seen, mut next) = (Vec::new(), Value::Null);
    loop {
        let cursor = next.as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = world.get(&scott, &format!("/api/v1/organizations?limit=3{cursor}")).await;
        seen.extend(page.json["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        next = page.json["next"].clone();
        if seen.len() == 3 {
            world.provision("crm-8", "Late").await;
        }
        if next.is_null() {
            break;
        }
    }
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), all), (9, 9));
}

#[tokio::test]
async fn b_05_injections_are_texts_like_any_other() {
    let world = World::new().await;
    let (scott, crm) = (world.scott().await, world.crm().await);
    let city = world.organization("crm-1").await;
    for text in INJECTIONS {
        let found = world.get(&scott, &format!("/api/v1/organizations?search={}", encoded(text))).await;
        assert_eq!((found.status, &found.json["items"]), (StatusCode::OK, &json!([])), "{text}");
        for path in ["organizations", "users"] {
            let got = world.get(&scott, &format!("/api/v1/{path}/{}", encoded(text))).await;
            assert_eq!((got.status, got.problem()), (StatusCode::NOT_FOUND, "not-found"), "{text}");
        }
        for query in ["limit", "cursor"] {
            let got = world.get(&scott, &format!("/api/v1/organizations?{query}={}", encoded(text))).await;
            assert_eq!(got.status, StatusCode::BAD_REQUEST, "{text}");
        }
        let path = format!("/api/v1/organizations/external/{}", encoded(text));
        let got = world.put(&crm, &path, json!({"name": "x", "class": "sme"})).await;
        assert!(matches!(got.status.as_u16(), 201 | 400), "{text}: {got:?}");
        let body = json!({"email": "a@b.example", "roles": [text]});
        let got = world.post(&scott, &format!("/api/v1/organizations/{city}/invitations"), body).await;
        assert_eq!((got.status, got.field()), (StatusCode::BAD_REQUEST, "roles[0]"), "{text}");
        let who = Who::Token(text.replace('\\', ""));
        assert_eq!(world.get(&who, "/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
        let name = world
            .put(&crm, "/api/v1/organizations/external/crm-1", json!({"name": text, "class": "sme"}))
            .await;
        assert_eq!((name.status, &name.json["name"]), (StatusCode::OK, &json!(text)));
    }
    assert_eq!(world.get(&crm, "/api/v1/organizations/external/crm-2").await.status, StatusCode::OK);
}

#[tokio::test]
async fn b_06_nested_filters_are_unknown_parameters_and_long_searches_too_long() {
    let world = World::empty().await;
    let scott = world.scott().await;
    let nested = format!("{}{}", "(".repeat(4_000), ")".repeat(4_000));
    for query in [format!("filter={nested}"), format!("search={nested}"), format!("{nested}=1")] {
        let got = world.get(&scott, &format!("/api/v1/organizations?{query}")).await;
        assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "invalid-request"));
        assert!(got.json.to_string().len() < 600);
    }
    let many: Vec<_> = (0..5_000).map(|at| format!("p{at}=")).collect();
    let got = world.get(&scott, &format!("/api/v1/organizations?{}", many.join("&"))).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert_eq!(world.get(&scott, "/api/v1/organizations").await.status, StatusCode::OK);
}

#[tokio::test]
async fn b_07_deep_large_and_broken_bodies_are_bounded() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let path = "/api/v1/organizations/external/x";
    let deep = 30_000;
    for body in [
        format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000)),
        format!("{{\"name\": \"x\", \"class\": \"sme\", \"attributes\": {{\"a\": {}}}}}", "[".repeat(deep)),
        "{\"name\": \"x\", \"class\": \"sme\"".to_owned(),
        "{\"name\": \"x\", \"class\": \"sme\"} {}".to_owned(),
        "{\"name\": \"x\", \"name\": \"y\", \"class\": \"sme\"}".to_owned(),
        "{\"name\": \"\\ud800\", \"class\": \"sme\"}".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        String::new(),
    ] {
        let got = world.send(&crm, "PUT", path, Some(body.clone()), &[]).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{got:?}");
        assert!(matches!(got.problem(), "invalid-request" | "invalid-fields"));
        assert!(got.json.to_string().len() < 1_500, "{}", got.json);
    }
    let large = json!({"name": "x", "class": "sme", "attributes": {"a": "a".repeat(70_000)}}).to_string();
    let got = world.send(&crm, "PUT", path, Some(large), &[]).await;
    assert_eq!((got.status, got.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
    let announced = [("content-length", "2147483648")];
    let got = world.send(&crm, "PUT", path, Some("{}".to_owned()), &announced).await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE, "refused before it is read");
    for other in
        [("content-type", "text/plain"), ("content-type", "application/xml"), ("content-encoding", "gzip")]
    {
        let got = world.send(&crm, "PUT", path, Some("{}".to_owned()), &[other]).await;
        assert_eq!(
            (got.status, got.problem()),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type")
        );
    }
}

#[tokio::test]
async fn octets_that_are_no_text_are_refused_without_a_look_inside() {
    let world = World::empty().await;
    let Who::Token(token) = world.crm().await else { unreachable!() };
    let request = Request::put("/api/v1/organizations/external/x")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json; charset=utf-8")
        .header("host", "my.smartplan.localhost:8080")
        .body(Body::from(&b"{\"name\": \"\xff\xfe\", \"class\": \"sme\"}"[..]))
        .unwrap();
    let got = read(world.app.clone().oneshot(request).await.unwrap()).await;
    assert_eq!(got.status, StatusCode::BAD_REQUEST);
    assert!(!got.json.to_string().contains("rs:"), "{got:?}");
    let got = world.get(&world.crm().await, "/api/v1/organizations/%ff%fe").await;
    assert_eq!((got.status, got.problem()), (StatusCode::NOT_FOUND, "not-found"));
}

/// What can be asked with lists of a hundred names, none of which is there.
fn calls_with_long_lists(city: &str, koko: &str, person: &str) -> Vec<(&'static str, String, Value)> {
    let many = |what: &str| (0..100).map(|number| format!("{what}-{number}")).collect::<Vec<_>>();
    let by_service = |roles: Value| {
        many("app").into_iter().map(|key| (key, roles.clone())).collect::<serde_json::Map<_, _>>()
    };
    vec![
        (
            "POST",
            format!("/api/v1/organizations/{city}/invitations"),
            json!({
                "email": "a@b.example", "roles": many("role"), "services": many("app"),
                "mandate": {"contracts": many("crm")}
            }),
        ),
        (
            "POST",
            "/api/v1/mandates".to_owned(),
            json!({
                "organization": city, "role": "representative", "to": {"email": "a@b.example"},
                "services": many("app"), "contracts": many("crm")
            }),
        ),
        (
            "POST",
            "/api/v1/mandates".to_owned(),
            json!({
                "organization": city, "role": "representative", "to": {"organization": koko},
                "services": many("app"), "contracts": many("crm")
            }),
        ),
        (
            "POST",
            format!("/api/v1/organizations/{city}/grants"),
            json!({"user": person, "role": "viewer", "services": many("app")}),
        ),
        (
            "PUT",
            format!("/api/v1/organizations/{city}/roles/planner"),
            json!({"name": "Planner", "application_roles": by_service(json!(["viewer"]))}),
        ),
        (
            "PUT",
            "/api/v1/contracts/external/crm-1-a".to_owned(),
            json!({"organization": "crm-1", "services": many("app"), "starts_at": "2026-01-01T00:00:00Z"}),
        ),
    ]
}

/// Who may do nothing with a list learns nothing of what is in it, and makes the store look nothing up.
#[tokio::test]
async fn v_05_a_long_list_is_looked_up_for_those_alone_who_may_do_something_with_it() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let own = world.person(&city, "vera@citygroup.example", "viewer").await;
    let koko = world.organization("crm-2").await;
    let foreign = world.person(&koko, "karl@koko.example", "contact-person").await;
    let narrow = world.client(Some("organization.provision")).await;
    let person = world.me(&own).await;
    let calls = calls_with_long_lists(&city, &koko, &person);
    for who in [&own, &foreign, &narrow] {
        for (method, path, body) in &calls {
            world.store.take();
            let got = world.send(who, method, path, Some(body.to_string()), &[]).await;
            let steps = world.store.take();
            let what = format!("{method} {path} as {who:?}: {got:?}");
            assert!(matches!(got.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{what}");
            // The contract that the address names is looked for, to know whose it is.
            let most = usize::from(path.contains("/contracts/"));
            let reads = |table| steps.iter().filter(|step| **step == Step::Read(table)).count();
            assert!(reads("contract") <= most, "{what} {steps:?}");
            // Who could give the right is asked once, whatever the list holds.
            assert!(reads("service") == 0 && reads("role") <= 1, "{what} {steps:?}");
        }
    }
}
