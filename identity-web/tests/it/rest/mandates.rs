//! Mandates, roles of an organisation's own, and who can do what.

use crate::support::api::{Who, World};
use http::StatusCode;
use serde_json::{Value, json};

struct Cast {
    world: World,
    city: String,
    jeremy: Who,
}

async fn cast() -> Cast {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    Cast { world, city, jeremy }
}

fn for_rita(city: &str) -> Value {
    json!({
        "organization": city, "role": "representative", "services": ["smartplan"], "contracts": ["crm-1-a"],
        "to": {"email": "rita@partner.example", "given_name": "Rita"}, "ends_at": "2027-05-31T21:00:00Z",
        "max_delegation_depth": 1, "reason": "Energy reports"
    })
}

fn path(mandate: &Value) -> String {
    format!("/api/v1/mandates/{}", mandate["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_representative_is_invited_acts_and_goes() {
    let Cast { world, city, jeremy } = cast().await;
    let given = world.post(&jeremy, "/api/v1/mandates", for_rita(&city)).await;
    assert_eq!((given.status, &given.json["state"]), (StatusCode::CREATED, &json!("invited")), "{given:?}");
    let one = path(&given.json);
    assert_eq!(given.header("location"), one);
    assert_eq!(world.get(&jeremy, &one).await.json, given.json);
    let listed = world.get(&jeremy, &format!("/api/v1/organizations/{city}/mandates?side=invited")).await;
    assert_eq!(listed.json["items"], json!([given.json]));

    let rita = world.join("rita@partner.example").await;
    let held = world.get(&rita, &one).await.json;
    assert_eq!((&held["state"], &held["receiver"]["name"]), (&json!("active"), &json!("Jeremy Mills")));
    assert_eq!((&held["services"], &held["contracts"]), (&json!(["smartplan"]), &json!(["crm-1-a"])));
    assert_eq!(
        (&held["ends_at"], &held["max_delegation_depth"]),
        (&json!("2027-05-31T21:00:00Z"), &json!(1))
    );
    assert_eq!((&held["can_pass_on"], &held["reason"]), (&json!(true), &json!("Energy reports")));
    let me = world.get(&rita, "/api/v1/me").await.json;
    assert_eq!((&me["mandates"], &me["acting_for"]), (&json!([held]), &json!(null)));
    assert_eq!(world.get(&rita, "/api/v1/mandates").await.json["items"], json!([held]));
    let givens = world.get(&jeremy, "/api/v1/mandates?side=given").await.json;
    assert_eq!(givens["items"][0]["id"], held["id"]);
    let grants = world.get(&jeremy, &format!("/api/v1/organizations/{city}/grants")).await.json;
    let grants = grants["items"].as_array().unwrap();
    let grant = grants.iter().find(|grant| grant["id"] == held["id"]).unwrap();
    assert_eq!((&grant["is_mandate"], &grant["parent_grant"]), (&json!(true), &held["parent_grant"]));

    let members = format!("/api/v1/organizations/{city}/members");
    assert_eq!(world.get(&rita, &members).await.status, StatusCode::OK);
    for _ in 0..2 {
        assert_eq!(world.delete(&jeremy, &one).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(world.get(&rita, &members).await.status, StatusCode::NOT_FOUND, "at the next request");
    let ended = world.get(&jeremy, &one).await.json;
    assert_eq!(ended["state"], "ended");
    assert!(ended["why"].as_str().unwrap().contains("2026"), "{ended}");
    assert_eq!(world.get(&rita, "/api/v1/me").await.json["mandates"], json!([]));
}

#[tokio::test]
async fn an_offer_is_accepted_or_declined_by_its_receiver_alone() {
    let Cast { world, city, jeremy } = cast().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let offer =
        json!({"organization": city, "role": "representative", "to": {"user": world.me(&vera).await}});
    let offered = world.post(&jeremy, "/api/v1/mandates", offer.clone()).await;
    assert_eq!(
        (offered.status, &offered.json["state"]),
        (StatusCode::CREATED, &json!("offered")),
        "{offered:?}"
    );
    let one = path(&offered.json);
    let members = format!("/api/v1/organizations/{city}/members");
    assert_eq!(world.get(&vera, &members).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&jeremy, "/api/v1/mandates", offer).await.problem(), "already-exists");
    let answer = |who, what: &str| {
        let path = format!("{one}/{what}");
        let world = &world;
        async move { world.send(who, "POST", &path, None, &[]).await }
    };
    assert_eq!(answer(&jeremy, "accept").await.status, StatusCode::NOT_FOUND, "he is not its receiver");
    for _ in 0..2 {
        let accepted = answer(&vera, "accept").await;
        assert_eq!((accepted.status, &accepted.json["state"]), (StatusCode::OK, &json!("active")));
    }
    assert_eq!(answer(&vera, "decline").await.problem(), "already-closed");
    assert_eq!(world.get(&vera, &members).await.status, StatusCode::OK);
    assert_eq!(world.delete(&vera, &one).await.status, StatusCode::NO_CONTENT, "she lays it down herself");
    assert_eq!(world.get(&vera, &members).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_organisation_receives_a_mandate_and_passes_it_to_its_people() {
    let Cast { world, city, jeremy } = cast().await;
    let koko = world.organization("crm-2").await;
    let karl = world.person(&koko, "karl@koko.example", "contact-person").await;
    let kim = world.person(&koko, "kim@koko.example", "viewer").await;
    let offer = json!({"organization": city, "role": "representative", "to": {"organization": koko}, "max_delegation_depth": 1});
    let offered = world.post(&jeremy, "/api/v1/mandates", offer).await.json;
    let received = format!("/api/v1/organizations/{koko}/mandates?side=received");
    assert_eq!(world.get(&karl, &received).await.json["items"][0]["can_answer"], json!(true));
    let accept = format!("{}/accept", path(&offered));
    assert_eq!(world.send(&kim, "POST", &accept, None, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.send(&karl, "POST", &accept, None, &[]).await.json["state"], "active");
    let kims = world.me(&kim).await;
    let on = json!({"organization": city, "role": "representative", "to": {"user": kims}, "giver": koko});
    let passed = world.post(&karl, "/api/v1/mandates", on).await;
    assert_eq!(
        (passed.status, &passed.json["parent_grant"]),
        (StatusCode::CREATED, &offered["id"]),
        "{passed:?}"
    );
    let accepted = world.send(&kim, "POST", &format!("{}/accept", path(&passed.json)), None, &[]).await;
    assert_eq!(accepted.json["giver"]["name"], "KOKO Media Inc.");
    let members = format!("/api/v1/organizations/{city}/members");
    assert_eq!(world.get(&kim, &members).await.status, StatusCode::OK);
    let acting = |organization: Value| json!({ "organization": organization });
    assert_eq!(
        world.put(&kim, "/api/v1/me/acting-for", acting(json!(koko))).await.status,
        StatusCode::NO_CONTENT
    );
    let elsewhere = world.get(&kim, &members).await;
    assert_eq!(
        (elsewhere.problem(), &elsewhere.json["act_for"]),
        ("forbidden", &json!(city)),
        "{elsewhere:?}"
    );
    assert_eq!(
        world.put(&kim, "/api/v1/me/acting-for", acting(json!(city))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(world.get(&kim, "/api/v1/me").await.json["acting_for"], json!(city));
    assert_eq!(world.get(&kim, &members).await.status, StatusCode::OK);
    assert_eq!(
        world.put(&kim, "/api/v1/me/acting-for", acting(json!(null))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(world.put(&kim, "/api/v1/me/acting-for", json!({})).await.field(), "organization");
    world.delete(&jeremy, &path(&offered)).await;
    assert_eq!(
        world.get(&kim, &members).await.status,
        StatusCode::NOT_FOUND,
        "what hangs on it ended with it"
    );
    let below = world.get(&kim, &path(&passed.json)).await.json;
    assert!(["paused", "ended"].contains(&below["state"].as_str().unwrap()), "{below}");
}

#[tokio::test]
async fn mandates_say_what_is_wrong_with_them() {
    let Cast { world, city, jeremy } = cast().await;
    for (field, value, problem) in [
        ("to", json!({}), "invalid-fields"),
        ("to", json!({"user": city, "email": "a@b.example"}), "invalid-fields"),
        ("to", json!({"user": city}), "unknown-reference"),
        ("to", json!({"user": city, "given_name": "Rita"}), "invalid-fields"),
        ("to.colour", json!({"colour": "red"}), "invalid-fields"),
        ("ends_at", json!("2020-01-01T00:00:00Z"), "invalid-fields"),
        ("max_delegation_depth", json!(9), "invalid-fields"),
        ("reason", json!("a\nb"), "invalid-fields"),
        ("contracts", json!(["crm-2-a"]), "invalid-fields"),
        ("contracts", json!(["crm-404-a"]), "invalid-fields"),
        ("roles", json!(null), "invalid-fields"),
        ("parent_grant", json!(city), "invalid-fields"),
        ("answer", json!("accepted"), "invalid-fields"),
        ("state", json!("active"), "invalid-fields"),
    ] {
        let mut body = for_rita(&city);
        body[field.split('.').next().unwrap()] = value;
        let got = world.post(&jeremy, "/api/v1/mandates", body.clone()).await;
        assert_eq!((got.problem(), got.field()), (problem, field), "{body}");
    }
    let mut invitation =
        json!({"email": "a@b.example", "roles": ["representative"], "mandate": {"max_delegation_depth": 9}});
    let list = format!("/api/v1/organizations/{city}/invitations");
    let got = world.post(&jeremy, &list, invitation.clone()).await;
    assert_eq!((got.problem(), got.field()), ("invalid-fields", "mandate.max_delegation_depth"));
    invitation["mandate"] =
        json!({"max_delegation_depth": 1, "rights": "act_and_grant", "ends_at": "2027-01-01T00:00:00Z"});
    let invited = world.post(&jeremy, &list, invitation).await;
    assert_eq!(
        (invited.status, &invited.json["mandate"]["max_delegation_depth"]),
        (StatusCode::CREATED, &json!(1))
    );
    let program = world.post(&world.crm().await, "/api/v1/mandates", for_rita(&city)).await;
    assert_eq!((program.status, program.problem()), (StatusCode::FORBIDDEN, "people-only"));
}

#[tokio::test]
async fn who_can_what_is_told_with_its_chain() {
    let Cast { world, city, jeremy } = cast().await;
    let rita = {
        world.post(&jeremy, "/api/v1/mandates", for_rita(&city)).await;
        world.join("rita@partner.example").await
    };
    let ritas = world.me(&rita).await;
    let who = |permission: &str| format!("/api/v1/organizations/{city}/who-can?permission={permission}");
    let able = world.get(&jeremy, &who("member.view")).await.json;
    let found = able["items"].as_array().unwrap().iter().find(|able| able["id"] == json!(ritas)).unwrap();
    let chain = found["because"].as_array().unwrap();
    assert!(chain.iter().any(|link| link["code"] == "mandate" || link["code"] == "own-mandate"), "{found}");
    let audits = world.get(&jeremy, &who("audit.view")).await.json;
    assert!(audits["items"].as_array().unwrap().iter().all(|able| able["id"] != json!(ritas)), "{audits}");
    for wrong in [who("everything"), who("member.view&x=1"), who("").replace("?permission=", "")] {
        assert_eq!(world.get(&jeremy, &wrong).await.problem(), "invalid-request", "{wrong}");
    }
    let what =
        world.get(&jeremy, &format!("/api/v1/organizations/{city}/members/{ritas}/permissions")).await.json;
    let permissions: Vec<_> =
        what["items"].as_array().unwrap().iter().map(|item| &item["permission"]).collect();
    assert!(
        permissions.contains(&&json!("invitation.manage")) && !permissions.contains(&&json!("audit.view")),
        "{what}"
    );
    let decision = json!({"actor": ritas, "permission": "member.view", "resource": city});
    let decided = world.post(&jeremy, "/api/v1/decisions", decision.clone()).await.json;
    let links = |because: &Value| -> Vec<String> {
        because.as_array().unwrap().iter().map(|link| link["grant"].to_string()).collect()
    };
    assert_eq!(decided["allowed"], json!(true));
    assert_eq!(links(&decided["because"]), links(&found["because"]));
    let mut elsewhere = decision;
    elsewhere["acting_for"] = json!(world.organization("crm-2").await);
    let decided = world.post(&jeremy, "/api/v1/decisions", elsewhere).await.json;
    assert_eq!(decided["allowed"], json!(false));
    let missing = &decided["missing"];
    assert_eq!((&missing["code"], &missing["organization"]["id"]), (&json!("acting-for"), &json!(city)));
    assert!(missing["text"].as_str().unwrap().contains("Switch to City Group"), "{decided}");
}

#[tokio::test]
async fn a_refusal_says_what_is_missing_and_whom_to_ask() {
    let Cast { world, city, .. } = cast().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let refused = world.get(&vera, &format!("/api/v1/organizations/{city}/members")).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "forbidden"));
    assert_eq!(refused.json["missing"], "no role here allows it");
    assert!(refused.json["ask"].as_array().unwrap().contains(&json!("Jeremy Mills")), "{refused:?}");
    assert!(refused.json["detail"].as_str().unwrap().ends_with('.'));
    let hidden = world
        .get(&vera, &format!("/api/v1/organizations/{}/members", world.organization("crm-2").await))
        .await;
    assert_eq!((&hidden.json["missing"], &hidden.json["ask"]), (&json!(null), &json!(null)));
}

#[tokio::test]
async fn a_mandate_that_no_person_could_use_is_refused_at_every_door() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let koko = world.organization("crm-2").await;
    let offer = |depth: Value| json!({"organization": city, "role": "representative", "to": {"organization": koko}, "max_delegation_depth": depth});
    for depth in [json!(0), Value::Null] {
        let refused = world.post(&jeremy, "/api/v1/mandates", offer(depth)).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::BAD_REQUEST, "invalid-fields"),
            "{refused:?}"
        );
        assert_eq!(refused.field(), "max_delegation_depth");
    }
    let given = world.post(&jeremy, "/api/v1/mandates", offer(json!(1))).await;
    assert_eq!(given.status, StatusCode::CREATED, "{given:?}");
}
