//! The decision point: the examples of the `AuthZEN` Authorization API 1.0 with our subjects and resources.

use crate::support::api::{Got, Who, World};
use crate::support::routes::UNKNOWN;
use http::StatusCode;
use serde_json::{Value, json};

struct Cast {
    world: World,
    city: String,
    jeremy: Who,
    vera: Who,
}

async fn cast() -> Cast {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    Cast { world, city, jeremy, vera }
}

impl Cast {
    async fn subject(&self, who: &Who) -> Value {
        json!({"type": "user", "id": self.world.me(who).await})
    }

    fn resource(&self) -> Value {
        json!({"type": "organization", "id": self.city})
    }

    async fn evaluate(&self, body: Value) -> Got {
        self.world.post(&self.jeremy, "/access/v1/evaluation", body).await
    }

    async fn evaluate_all(&self, body: Value) -> Got {
        self.world.post(&self.jeremy, "/access/v1/evaluations", body).await
    }
}

fn decisions(got: &Got) -> Vec<bool> {
    let list = got.json["evaluations"].as_array().unwrap_or_else(|| panic!("{got:?}"));
    list.iter().map(|one| one["decision"].as_bool().unwrap()).collect()
}

/// Section on the access evaluation API, with what callers may add of their own.
#[tokio::test]
async fn one_evaluation_says_what_decisions_says() {
    let cast = cast().await;
    for (who, action, decision) in [
        (&cast.jeremy, "invitation.manage", true),
        (&cast.vera, "organization.view", true),
        (&cast.vera, "invitation.manage", false),
    ] {
        let mut subject = cast.subject(who).await;
        let asked = json!({"actor": subject["id"], "permission": action, "resource": cast.city});
        let other = cast.world.post(&cast.jeremy, "/api/v1/decisions", asked).await.json;
        subject["properties"] = json!({"department": "Sales", "ip_address": "172.217.22.14"});
        let got = cast
            .evaluate(json!({
                "subject": subject, "resource": cast.resource(),
                "action": {"name": action, "properties": {"method": "GET"}},
                "context": {"time": "1985-10-26T01:22-07:00"}
            }))
            .await;
        assert_eq!((got.status, &got.json["decision"]), (StatusCode::OK, &json!(decision)), "{got:?}");
        assert_eq!(got.json["decision"], other["allowed"]);
        let context = &got.json["context"];
        if decision {
            assert_eq!(
                (&context["because"], &context["reason"]),
                (&other["because"], &other["because"][0]["code"])
            );
        } else {
            assert_eq!(
                (&context["missing"], &context["reason"]),
                (&other["missing"], &other["missing"]["code"])
            );
            assert_eq!(context["ask"], other["ask"]);
        }
        assert!(context["reason_admin"]["en"].is_string(), "{got:?}");
    }
}

/// What is foreign is like what nobody knows, and a decision all the same: nothing may be done there.
#[tokio::test]
async fn foreign_and_unknown_things_are_denied_alike() {
    let cast = cast().await;
    let koko = cast.world.organization("crm-2").await;
    let karl = cast.world.person(&koko, "karl@koko.example", "viewer").await;
    let (me, karl) = (cast.subject(&cast.jeremy).await, cast.subject(&karl).await);
    let user = |id: &str| json!({"type": "user", "id": id});
    let organization = |id: &str| json!({"type": "organization", "id": id});
    let view = "member.view";
    let mut answers = Vec::new();
    for (subject, action, resource) in [
        (me.clone(), view, organization(UNKNOWN)),
        (me.clone(), view, organization(&koko)),
        (me.clone(), view, organization("no-id")),
        (me.clone(), view, json!({"type": "account", "id": cast.city})),
        (me.clone(), "can_read", cast.resource()),
        (user(UNKNOWN), view, cast.resource()),
        (karl, view, cast.resource()),
        (user("alice@acmecorp.com"), view, cast.resource()),
        (json!({"type": "robot", "id": UNKNOWN}), view, cast.resource()),
        (json!({"type": "client", "id": UNKNOWN}), view, cast.resource()),
    ] {
        let body = json!({"subject": subject, "action": {"name": action}, "resource": resource});
        let got = cast.evaluate(body.clone()).await;
        assert_eq!((got.status, &got.json["decision"]), (StatusCode::OK, &json!(false)), "{body}: {got:?}");
        assert_eq!(got.json["context"]["error"]["status"], json!(404), "{body}");
        answers.push(got.visible());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn what_is_not_well_formed_is_refused() {
    let cast = cast().await;
    let me = cast.subject(&cast.jeremy).await;
    let whole = json!({"subject": me, "action": {"name": "member.view"}, "resource": cast.resource()});
    assert_eq!(cast.evaluate(whole.clone()).await.json["decision"], json!(true));
    for (field, change) in [
        ("subject", json!({"subject": null})),
        ("subject", json!({"subject": "alice"})),
        ("subject.type", json!({"subject": {"id": UNKNOWN}})),
        ("subject.id", json!({"subject": {"type": "user"}})),
        ("subject.id", json!({"subject": {"type": "user", "id": 7}})),
        ("action", json!({"action": "member.view"})),
        ("action.name", json!({"action": {}})),
        ("resource.type", json!({"resource": {"id": UNKNOWN}})),
        ("context", json!({"context": "now"})),
        ("context.acting_for", json!({"context": {"acting_for": 1}})),
    ] {
        let mut body = whole.clone();
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let got = cast.evaluate(body.clone()).await;
        assert_eq!((got.status, got.field()), (StatusCode::BAD_REQUEST, field), "{body}: {got:?}");
    }
    let nobody = cast.world.post(&Who::Nobody, "/access/v1/evaluation", whole.clone()).await;
    assert_eq!((nobody.status, nobody.problem()), (StatusCode::UNAUTHORIZED, "unauthenticated"));
    // Vera may not ask about others.
    let forbidden = cast.world.post(&cast.vera, "/access/v1/evaluation", whole).await;
    assert_eq!((forbidden.status, forbidden.problem()), (StatusCode::FORBIDDEN, "forbidden"));
    let elsewhere = cast.world.post(&cast.jeremy, "/access/v1/search/subject", json!({})).await;
    assert_eq!(elsewhere.problem(), "not-found");
}

/// Sections on the access evaluations API: default values, what takes their place, and the order of the answers.
#[tokio::test]
async fn several_evaluations_share_what_the_request_says() {
    let cast = cast().await;
    let (jeremy, vera) = (cast.subject(&cast.jeremy).await, cast.subject(&cast.vera).await);
    let got = cast
        .evaluate_all(json!({
            "subject": vera, "resource": cast.resource(), "action": {"name": "invitation.manage"},
            "context": {"time": "2024-05-31T15:22-07:00"},
            "evaluations": [{}, {"action": {"name": "organization.view"}}, {"subject": jeremy}]
        }))
        .await;
    assert_eq!((got.status, decisions(&got)), (StatusCode::OK, vec![false, true, true]), "{got:?}");
    assert!(got.json.get("decision").is_none());
    // What is wrong with one is said in its place.
    let got = cast
        .evaluate_all(json!({
            "subject": jeremy, "action": {"name": "member.view"},
            "evaluations": [{"resource": cast.resource()}, {"resource": {"type": "organization", "id": UNKNOWN}}, {}]
        }))
        .await;
    assert_eq!(decisions(&got), [true, false, false]);
    let status = |at: usize| &got.json["evaluations"][at]["context"]["error"]["status"];
    assert_eq!((status(1), status(2)), (&json!(404), &json!(400)));
    // Without evaluations it is one itself.
    for more in [json!({}), json!({"evaluations": []}), json!({"evaluations": null})] {
        let mut alone = json!({
            "subject": jeremy, "action": {"name": "member.view"}, "resource": cast.resource()
        });
        alone.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(cast.evaluate_all(alone).await.json["decision"], json!(true), "{more}");
    }
}

/// The three semantics of the standard.
#[tokio::test]
async fn the_semantics_say_when_to_stop() {
    let cast = cast().await;
    let vera = cast.subject(&cast.vera).await;
    let ask = async |semantic: Value, actions: [&str; 3]| {
        let actions = actions.map(|name| json!({"action": {"name": name}}));
        let body = json!({
            "subject": vera, "resource": cast.resource(), "evaluations": actions,
            "options": {"evaluations_semantic": semantic, "another_option": "value"}
        });
        cast.evaluate_all(body).await
    };
    let (view, invite) = ("organization.view", "invitation.manage");
    for (semantic, actions, decided) in [
        ("execute_all", [view, invite, view], vec![true, false, true]),
        ("deny_on_first_deny", [view, invite, view], vec![true, false]),
        ("deny_on_first_deny", [view, view, view], vec![true, true, true]),
        ("deny_on_first_deny", ["can_read", view, view], vec![false]),
        ("permit_on_first_permit", [invite, view, view], vec![false, true]),
        ("permit_on_first_permit", [view, view, view], vec![true]),
    ] {
        assert_eq!(decisions(&ask(json!(semantic), actions).await), decided, "{semantic} {actions:?}");
    }
    for wrong in [json!("all"), json!(1), json!(null)] {
        assert_eq!(ask(wrong.clone(), [view, view, view]).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let many = vec![json!({"action": {"name": view}}); 51];
    let body = json!({"subject": vera, "resource": cast.resource(), "evaluations": many});
    assert_eq!(cast.evaluate_all(body).await.problem(), "invalid-request");
    for wrong in [json!("all"), json!({"one": 1}), json!([1])] {
        let body = json!({"subject": vera, "resource": cast.resource(), "evaluations": wrong});
        assert_eq!(cast.evaluate_all(body).await.status, StatusCode::BAD_REQUEST);
    }
}

/// Section on request identification, and the one on metadata.
#[tokio::test]
async fn requests_are_identified_and_the_addresses_are_told() {
    let cast = cast().await;
    let me = cast.subject(&cast.jeremy).await;
    let body = json!({"subject": me, "action": {"name": "member.view"}, "resource": cast.resource()});
    let id = ("x-request-id", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
    let send = async |body: &Value, id: (&str, &str)| {
        let who = &cast.jeremy;
        cast.world.send(who, "POST", "/access/v1/evaluation", Some(body.to_string()), &[id]).await
    };
    assert_eq!(send(&body, id).await.header("x-request-id"), id.1);
    assert_eq!(send(&json!([]), id).await.header("x-request-id"), id.1, "also with an error");
    let long = "a".repeat(201);
    assert_ne!(send(&body, ("x-request-id", &long)).await.header("x-request-id"), long);
    let other = cast.world.send(&cast.jeremy, "GET", "/api/v1/me", None, &[id]).await;
    assert_ne!(other.header("x-request-id"), id.1, "elsewhere it is our reference");
    let document = cast.world.get(&Who::Nobody, "/.well-known/authzen-configuration").await;
    let base = "http://my.smartplan.localhost:8080";
    assert_eq!(
        document.json,
        json!({
            "policy_decision_point": base,
            "access_evaluation_endpoint": format!("{base}/access/v1/evaluation"),
            "access_evaluations_endpoint": format!("{base}/access/v1/evaluations")
        })
    );
}

#[tokio::test]
async fn a_program_is_a_subject_too() {
    let cast = cast().await;
    let crm = cast.world.crm().await;
    let id = cast.world.get(&crm, "/api/v1/me").await.json["id"].clone();
    let id =
        if id.is_null() { cast.world.get(&crm, "/api/v1/me").await.json["client"]["id"].clone() } else { id };
    for (action, decision) in [("organization.view", true), ("member.view", false)] {
        let body = json!({
            "subject": {"type": "client", "id": id}, "action": {"name": action}, "resource": cast.resource()
        });
        let got = cast.world.post(&crm, "/access/v1/evaluation", body).await;
        assert_eq!((got.status, &got.json["decision"]), (StatusCode::OK, &json!(decision)), "{got:?}");
    }
}
