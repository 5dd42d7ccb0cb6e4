//! Isolation: two customers must not learn of each other, and the CRM's client must not go beyond its feed.

use crate::support::api::{Got, Who, World};
use crate::support::counted::Step;
use crate::support::routes::{Ids, Request, closed, mixed, request};
use http::StatusCode;
use serde_json::{Value, json};

/// A customer with people and records whose names contain its own domain.
async fn customer(world: &World, crm_id: &str, domain: &str) -> (Ids, Who) {
    let organization = world.organization(crm_id).await;
    let admin = world.person(&organization, &format!("admin@{domain}"), "contact-person").await;
    let viewer = world.person(&organization, &format!("viewer@{domain}"), "viewer").await;
    let at = |what: &str| format!("/api/v1/organizations/{organization}/{what}");
    let invited = json!({"email": format!("kim@{domain}"), "roles": ["viewer"]});
    let invited = world.post(&admin, &at("invitations"), invited).await;
    let user = world.me(&viewer).await;
    let grants = world.get(&admin, &at("grants")).await.json;
    let grant = grants["items"].as_array().unwrap().iter().find(|grant| grant["holder"]["id"] == json!(user));
    let mandate = json!({
        "organization": organization, "role": "representative", "to": {"user": user},
        "reason": format!("For the summer at {domain}")
    });
    let mandate = world.post(&admin, "/api/v1/mandates", mandate).await;
    assert_eq!(mandate.status, StatusCode::CREATED, "{mandate:?}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids = Ids {
        crm_id: crm_id.to_owned(),
        session: text(&world.get(&viewer, "/api/v1/me").await.json["session"]["id"]),
        invitation: text(&invited.json["id"]),
        grant: text(&grant.unwrap()["id"]),
        mandate: text(&mandate.json["id"]),
        organization,
        user,
    };
    (ids, admin)
}

pub(crate) struct Two {
    pub(crate) world: World,
    pub(crate) own: Ids,
    pub(crate) foreign: Ids,
    pub(crate) own_admin: Who,
    foreign_admin: Who,
}

pub(crate) async fn two() -> Two {
    let world = World::new().await;
    let (own, own_admin) = customer(&world, "crm-1", "citygroup.example").await;
    let (foreign, foreign_admin) = customer(&world, "crm-2", "koko.example").await;
    Two { world, own, foreign, own_admin, foreign_admin }
}

async fn send(world: &World, who: &Who, request: &Request) -> (Got, Vec<Step>) {
    let body = request.body.as_ref().map(Value::to_string);
    world.store.take();
    let got = world.send(who, request.method, &request.path, body, &[]).await;
    (got, world.store.take())
}

/// How often the store was asked to read, and what it was asked to write: what a caller could measure.
pub(crate) fn amounts(steps: &[Step]) -> (usize, Vec<Step>) {
    let writes: Vec<_> = steps.iter().copied().filter(|step| !matches!(step, Step::Read(_))).collect();
    (steps.len() - writes.len(), writes)
}

/// What a caller sees, without the ids that they sent themselves.
fn seen(got: &Got, sent: &Ids) -> String {
    let mut text = format!("{:?}", got.visible());
    for id in sent.all() {
        text = text.replace(id, "ID");
    }
    text
}

#[tokio::test]
async fn d_03_i_18_x_06_everything_foreign_answers_like_the_unknown_after_the_same_steps() {
    let Two { world, own, foreign, own_admin, foreign_admin } = two().await;
    let before =
        world.get(&foreign_admin, &format!("/api/v1/organizations/{}/grants", foreign.organization)).await;
    let unknown = Ids::unknown();
    let viewer = world.person(&own.organization, "vera@citygroup.example", "viewer").await;
    let narrow = world.client(Some("organization.provision")).await;
    let mut compared = 0;
    for who in [&own_admin, &viewer, &narrow] {
        let program = matches!(who, Who::Token(_));
        for route in closed().filter(|route| !(program && route.1.contains("organizations/external"))) {
            let whole = (request(route, &foreign), request(route, &unknown));
            let names_something = whole.0.path != whole.1.path || whole.0.body != whole.1.body;
            let mixed = mixed(route, &own, &foreign).into_iter().zip(mixed(route, &own, &unknown));
            for (foreign_call, unknown_call) in names_something.then_some(whole).into_iter().chain(mixed) {
                let (got, steps) = send(&world, who, &foreign_call).await;
                let (other, other_steps) = send(&world, who, &unknown_call).await;
                let what = format!("{} {} {} as {who:?}", route.0, foreign_call.route, foreign_call.named_in);
                assert_eq!(seen(&got, &foreign), seen(&other, &unknown), "{what}");
                assert_eq!(amounts(&steps), amounts(&other_steps), "{what}: {steps:?} {other_steps:?}");
                if foreign_call.named_in.is_empty() {
                    let wanted = match (program, route.1) {
                        // Each evaluation says in its place what is wrong with it.
                        (_, "/access/v1/evaluations") | (false, "/access/v1/evaluation") => StatusCode::OK,
                        (true, _) => StatusCode::FORBIDDEN,
                        (false, _) => StatusCode::NOT_FOUND,
                    };
                    assert_eq!(got.status, wanted, "{what}: {got:?}");
                }
                assert!(!steps.contains(&Step::Change) || !foreign_call.named_in.is_empty(), "{what}");
                compared += 1;
            }
        }
    }
    assert!(compared > 3 * 25, "{compared}");
    let after =
        world.get(&foreign_admin, &format!("/api/v1/organizations/{}/grants", foreign.organization)).await;
    assert_eq!(after.json, before.json);
}

#[tokio::test]
async fn nothing_of_one_customer_shows_in_what_another_sees_of_its_own() {
    let Two { world, own, foreign, own_admin, .. } = two().await;
    // What is deleted last is needed by what comes before.
    let mut routes: Vec<_> = closed().collect();
    routes.sort_by_key(|(method, _)| {
        ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().position(|one| one == method)
    });
    let other = world.sign_in("viewer@citygroup.example").await;
    for who in [&own_admin, &other] {
        for route in &routes {
            let (got, _) = send(&world, who, &request(*route, &own)).await;
            assert!(!got.status.is_server_error(), "{route:?}: {got:?}");
            let text = format!("{:?} {:?}", got.json, got.headers).to_lowercase();
            for told in foreign.all().into_iter().chain(["koko"]) {
                assert!(!text.contains(told), "{route:?} tells {told}: {text}");
            }
        }
    }
    let list = world.get(&own_admin, "/api/v1/organizations?search=KOKO").await;
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
    let wider =
        world.identity.issue_token("crm", crate::support::api::CRM_SECRET, Some("grant.manage"), None).await;
    assert!(wider.is_err());
}
