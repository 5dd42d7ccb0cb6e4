//! What an invitation cannot be made to do.

use crate::support::api::World;
use crate::support::routes::{Ids, closed, request};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn i_05_nobody_invites_above_themselves_or_elsewhere() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let koko = world.organization("crm-2").await;
    let at = |id: &str| format!("/api/v1/organizations/{id}/invitations");
    let invite = |role: &str| json!({"email": "new@citygroup.example", "roles": [role]});
    // Each with the right to invite: Rex by mandate for one service, Jeremy for all of City Group.
    let mandate = json!({
        "organization": city, "role": "representative", "services": ["smartplan"],
        "to": {"email": "rex@partner.example"}, "max_delegation_depth": 1, "ends_at": "2027-01-01T00:00:00Z"
    });
    world.post(&jeremy, "/api/v1/mandates", mandate).await;
    let rex = world.join("rex@partner.example").await;
    for (who, body) in [
        (&jeremy, invite("crm-feed")),
        (&rex, invite("contact-person")),
        (&rex, json!({"email": "new@citygroup.example", "roles": ["viewer"], "services": ["archive"]})),
        (
            &rex,
            json!({
                "email": "new@partner.example", "roles": ["representative"],
                "mandate": {"ends_at": "2028-01-01T00:00:00Z"}
            }),
        ),
        (
            &rex,
            json!({"email": "new@partner.example", "roles": ["representative"], "mandate": {"max_delegation_depth": 1}}),
        ),
    ] {
        let got = world.post(who, &at(&city), body.clone()).await;
        assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "not-held"), "{body}: {got:?}");
    }
    for who in [&jeremy, &rex] {
        assert_eq!(world.post(who, &at(&koko), invite("viewer")).await.status, StatusCode::NOT_FOUND);
    }
    let sent = world.get(&jeremy, &at(&city)).await.json;
    let open: Vec<_> =
        sent["items"].as_array().unwrap().iter().filter(|one| one["state"] == "pending").collect();
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn roles_by_mandate_are_invited_to_apart_and_for_named_services() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    let refused = async |body: serde_json::Value| {
        let got = world.post(&jeremy, &list, body).await;
        (got.status, got.problem().to_owned(), got.field().to_owned())
    };
    let wrong = |field: &str| (StatusCode::BAD_REQUEST, "invalid-fields".to_owned(), field.to_owned());
    let mail = "kim@partner.example";
    let mixed = json!({"email": mail, "roles": ["representative", "viewer"], "services": ["smartplan"]});
    assert_eq!(refused(mixed.clone()).await, wrong("roles"));
    let mut on_terms = mixed;
    on_terms["mandate"] = json!({"ends_at": "2027-01-01T00:00:00Z"});
    assert_eq!(refused(on_terms).await, wrong("roles"));
    let open = json!({"email": mail, "roles": ["representative"]});
    assert_eq!(refused(open.clone()).await, wrong("services"));
    let mut none = open.clone();
    none["services"] = json!([]);
    assert_eq!(refused(none.clone()).await, wrong("services"));
    none["mandate"] = json!({});
    assert_eq!(refused(none).await, wrong("services"));
    let mut named = open;
    named["services"] = json!(["smartplan"]);
    assert_eq!(world.post(&jeremy, &list, named).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn i_07_inviting_again_with_another_role_kills_the_first_link() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    let invite = |role: &str| json!({"email": "kim@citygroup.example", "roles": [role]});
    let first = world.post(&jeremy, &list, invite("contact-person")).await;
    let earlier = world.invitation_token("kim@citygroup.example").await;
    let again = world.post(&jeremy, &list, invite("viewer")).await;
    assert_eq!(again.problem(), "already-exists", "two links at once there are never");
    let one = format!("/api/v1/invitations/{}", first.json["id"].as_str().unwrap());
    assert_eq!(world.delete(&jeremy, &one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.post(&jeremy, &list, invite("viewer")).await.status, StatusCode::CREATED);
    assert!(world.identity.open_invitation(&earlier).await.is_err());
    let kim = world.join("kim@citygroup.example").await;
    let me = world.get(&kim, "/api/v1/me").await.json;
    assert_eq!(me["organizations"][0]["roles"], json!(["viewer"]));
}

#[tokio::test]
async fn i_09_the_token_is_in_the_mail_alone() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let at = |what: &str| format!("/api/v1/organizations/{city}/{what}");
    let invited = json!({"email": "kim@citygroup.example", "roles": ["viewer"]});
    let invited = world.post(&jeremy, &at("invitations"), invited).await;
    let token = world.invitation_token("kim@citygroup.example").await;
    let ids = Ids {
        crm_id: "crm-1".to_owned(),
        organization: city.clone(),
        user: world.me(&jeremy).await,
        invitation: invited.json["id"].as_str().unwrap().to_owned(),
        mandate: invited.json["id"].as_str().unwrap().to_owned(),
        ..Ids::unknown()
    };
    let mut answers = vec![invited];
    for who in [&jeremy, &world.scott().await] {
        for route in closed().filter(|(method, _)| *method == "GET") {
            answers.push(world.get(who, &request(route, &ids).path).await);
        }
    }
    let resend = format!("/api/v1/invitations/{}/resend", ids.invitation);
    let again = world.send(&jeremy, "POST", &resend, None, &[]).await;
    let newer = world.invitation_token("kim@citygroup.example").await;
    answers.push(again);
    answers.push(world.get(&jeremy, &at("invitations")).await);
    answers.push(world.get(&jeremy, &at("audit?limit=200")).await);
    assert!(answers.iter().filter(|got| got.json.to_string().contains("kim@citygroup.example")).count() > 3);
    for got in answers {
        let text = format!("{:?} {}", got.headers, got.json);
        for token in [&token, &newer] {
            let digest = token.digest().hex();
            assert!(!text.contains(token.expose()) && !text.contains(&digest), "{text}");
        }
    }
}

#[tokio::test]
async fn i_17_a_flood_of_invitations_is_stopped_and_written_down() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    let mut sent = 0;
    for number in 0..500 {
        let body = json!({"email": format!("a{number}@flood.example"), "roles": ["viewer"]});
        let got = world.post(&jeremy, &list, body).await;
        if got.status == StatusCode::CREATED {
            sent += 1;
        } else {
            assert_eq!((got.status, got.problem()), (StatusCode::TOO_MANY_REQUESTS, "too-many"), "{got:?}");
            assert_eq!(got.header("retry-after"), "30");
        }
    }
    assert_eq!(sent, world.identity.settings().invitations_per_hour);

    // One address gets no flood either, whoever sends it.
    let scott = world.scott().await;
    let invited = world.post(&scott, &list, json!({"email": "kim@flood.example", "roles": ["viewer"]})).await;
    let resend = format!("/api/v1/invitations/{}/resend", invited.json["id"].as_str().unwrap());
    let mut sent = 1;
    for _ in 0..20 {
        let got = world.send(&scott, "POST", &resend, None, &[]).await;
        sent += usize::from(got.status == StatusCode::OK);
    }
    assert_eq!(sent, 10);
    let refusals = world.refusals().await;
    let told = |event: &&identity_core::domain::AuditEvent| {
        event.details.get("missing").is_some_and(|code| code == "rate-limit")
    };
    assert_eq!(refusals.iter().filter(told).count(), 300 + 11);
}
