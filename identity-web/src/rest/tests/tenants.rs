//! Two customers who must not learn of each other, and a program that must not go beyond its feed.

use super::world::{Got, Who, World};
use crate::rest::{OPEN_ROUTES, ROUTES};
use http::StatusCode;
use serde_json::{Value, json};

const UNKNOWN: &str = "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b";

/// A body that would do, were it not for whose it is.
fn body(route: &str, organization: &str, crm_id: &str) -> Option<Value> {
    Some(match route {
        "/api/v1/organizations/{id}/invitations" => {
            json!({"email": "new@citygroup.example", "roles": ["viewer"]})
        }
        "/api/v1/organizations/{id}/grants" => json!({"user": UNKNOWN, "role": "viewer"}),
        "/api/v1/organizations/external/{crm_id}" => json!({"name": "Taken over", "class": "sme"}),
        "/api/v1/contracts/external/{crm_id}" => {
            json!({"organization": crm_id.trim_end_matches("-a"), "services": [], "starts_at": "2026-01-01T00:00:00Z"})
        }
        "/api/v1/users/{id}" => json!({"given_name": "Taken over"}),
        "/api/v1/decisions" => {
            json!({"actor": UNKNOWN, "permission": "grant.view", "resource": organization})
        }
        _ => return None,
    })
}

/// The ids of one kind of thing for each route that names one.
struct Ids<'a> {
    organization: &'a str,
    user: &'a str,
    invitation: &'a str,
    grant: &'a str,
    session: &'a str,
    crm_id: &'a str,
}

async fn walk(world: &World, who: &Who, ids: &Ids<'_>) -> Vec<(String, Got)> {
    let mut answers = Vec::new();
    let closed = ROUTES.iter().filter(|route| !OPEN_ROUTES.contains(route));
    for (method, route) in closed.filter(|route| route.1.contains('{') || route.1.ends_with("/decisions")) {
        let id = match route.split('/').nth(3).unwrap() {
            "organizations" => ids.organization,
            "users" => ids.user,
            "invitations" => ids.invitation,
            "grants" => ids.grant,
            _ => ids.session,
        };
        let contract = format!("{}-a", ids.crm_id);
        let crm_id = if route.contains("contracts") { contract.as_str() } else { ids.crm_id };
        let path = route.replace("{id}", id).replace("{crm_id}", crm_id);
        let body = if *method == "GET" || *method == "DELETE" {
            None
        } else {
            body(route, ids.organization, crm_id)
        };
        let got = world.send(who, method, &path, body.map(|body| body.to_string()), &[]).await;
        answers.push((format!("{method} {route}"), got));
    }
    answers
}

#[tokio::test]
async fn x_06_i_18_everything_foreign_answers_exactly_like_the_unknown() {
    let world = World::new().await;
    let (city, koko) = (world.organization("crm-1").await, world.organization("crm-2").await);
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let karl = world.person(&koko, "karl@koko.example", "contact-person").await;
    let invited = json!({"email": "kim@koko.example", "roles": ["viewer"]});
    let invited = world.post(&karl, &format!("/api/v1/organizations/{koko}/invitations"), invited).await;
    let grants = world.get(&karl, &format!("/api/v1/organizations/{koko}/grants")).await;
    let karls = world.get(&karl, "/api/v1/me").await.json;
    let foreign = Ids {
        organization: &koko,
        user: karls["user"]["id"].as_str().unwrap(),
        invitation: invited.json["id"].as_str().unwrap(),
        grant: grants.json["items"][0]["id"].as_str().unwrap(),
        session: karls["session"]["id"].as_str().unwrap(),
        crm_id: "crm-2",
    };
    let unknown = Ids {
        organization: UNKNOWN,
        user: UNKNOWN,
        invitation: UNKNOWN,
        grant: UNKNOWN,
        session: UNKNOWN,
        crm_id: "crm-404",
    };
    // A member without any administrative role, and a program without the scopes, must not learn more.
    let viewer = world.person(&city, "vera@citygroup.example", "viewer").await;
    let narrow = world.client(Some("organization.provision")).await;
    for who in [&jeremy, &viewer, &narrow] {
        let (foreign, unknown) = (walk(&world, who, &foreign).await, walk(&world, who, &unknown).await);
        assert!(foreign.len() >= 19, "{}", foreign.len());
        for ((route, foreign), (_, unknown)) in foreign.iter().zip(&unknown) {
            let program = matches!(who, Who::Token(_));
            if program && route.contains("organizations/external") {
                continue; // its own business
            }
            assert_eq!(foreign.visible(), unknown.visible(), "{route} as {who:?}");
            let wanted = if program { StatusCode::FORBIDDEN } else { StatusCode::NOT_FOUND };
            assert_eq!(foreign.status, wanted, "{route}: {foreign:?}");
        }
    }
    assert_eq!(world.get(&karl, &format!("/api/v1/organizations/{koko}/grants")).await.json, grants.json);
    let after = world.get(&karl, "/api/v1/me").await;
    assert_eq!(after.status, StatusCode::OK, "his session lives");
    let list = world.get(&jeremy, "/api/v1/organizations?search=KOKO").await;
    assert_eq!(list.json["items"], json!([]));
}

#[tokio::test]
async fn b_13_the_crm_reaches_nothing_but_its_feed() {
    let world = World::new().await;
    let crm = world.crm().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let user = world.me(&jeremy).await;
    let at_city = |what: &str| format!("/api/v1/organizations/{city}/{what}");
    for path in [
        at_city("members"),
        at_city("invitations"),
        at_city("grants"),
        at_city("audit"),
        "/api/v1/sessions".into(),
        format!("/api/v1/users/{user}"),
    ] {
        let got = world.get(&crm, &path).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}: {got:?}");
    }
    let invite = json!({"email": "x@citygroup.example", "roles": ["contact-person"]});
    assert_eq!(world.post(&crm, &at_city("invitations"), invite).await.status, StatusCode::FORBIDDEN);
    let give = json!({"user": user, "role": "account-manager"});
    assert_eq!(world.post(&crm, &at_city("grants"), give).await.status, StatusCode::FORBIDDEN);
    let patch = json!({"given_name": "Taken over"});
    assert_eq!(
        world.patch(&crm, &format!("/api/v1/users/{user}"), patch).await.status,
        StatusCode::FORBIDDEN
    );
    let decision = json!({"actor": user, "permission": "grant.view", "resource": city});
    assert_eq!(world.post(&crm, "/api/v1/decisions", decision).await.status, StatusCode::FORBIDDEN);
    let operator = world
        .put(
            &crm,
            "/api/v1/organizations/external/urn:identity:operator",
            json!({"name": "Mine", "class": "sme"}),
        )
        .await;
    assert!(operator.status.is_client_error(), "{operator:?}");
    let wider = world.identity.issue_token("crm", super::world::CRM_SECRET, Some("grant.manage")).await;
    assert!(wider.is_err());
}
