//! Every route as everybody, towards organisations in every relation: the answers stand in `matrix.txt`, for reading.

use super::tenant_pages::{address, send};
use crate::support::api::{Who, World};
use crate::support::counted::Step;
use crate::support::routes::{Ids, closed, request};
use http::StatusCode;
use identity_web::pages::PAGES;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Organisations as somebody of City Group sees them.
const RELATIONS: [(&str, &str, Option<&str>); 5] = [
    ("own", "crm-1", Some("crm-parent")),
    ("child", "crm-child", Some("crm-1")),
    ("parent", "crm-parent", None),
    ("sibling", "crm-sibling", Some("crm-parent")),
    ("unrelated", "crm-2", None),
];

const ROLES: [(&str, &str); 7] = [
    ("contact person", "of City Group"),
    ("viewer", "of City Group"),
    ("representative", "of City Group by mandate, for one service"),
    ("account manager", "of the operator"),
    ("clerk", "of the operator, who only looks"),
    ("CRM", "the program that feeds organisations and contracts"),
    ("stranger", "of another customer, without a role that manages anything"),
];

struct Stage {
    world: World,
    who: Who,
    /// In the order of [`RELATIONS`].
    ids: Vec<Ids>,
}

async fn stage(role: &str) -> Stage {
    let world = World::empty().await;
    for at in [2, 0, 1, 3, 4] {
        let (name, crm_id, parent) = RELATIONS[at];
        world.provision_below(crm_id, name, parent).await;
    }
    let mut ids = Vec::new();
    for (_, crm_id, _) in RELATIONS {
        ids.push(things(&world, crm_id).await);
    }
    let who = actor(&world, role, &ids[0].organization).await;
    Stage { world, who, ids }
}

/// What there is to act on at an organisation.
async fn things(world: &World, crm_id: &str) -> Ids {
    let scott = world.scott().await;
    let organization = world.organization(crm_id).await;
    world.person(&organization, &format!("first@{crm_id}.example"), "contact-person").await;
    let member = world.person(&organization, &format!("member@{crm_id}.example"), "viewer").await;
    let user = world.me(&member).await;
    let at = |what: &str| format!("/api/v1/organizations/{organization}/{what}");
    let invited = json!({"email": format!("kim@{crm_id}.example"), "roles": ["viewer"]});
    let invited = world.post(&scott, &at("invitations"), invited).await;
    let grants = world.get(&scott, &at("grants")).await.json;
    let grant = grants["items"].as_array().unwrap().iter().find(|grant| grant["holder"]["id"] == json!(user));
    let mandate = json!({"organization": organization, "role": "representative", "to": {"user": user}});
    let mandate = world
        .post(&world.sign_in(&format!("first@{crm_id}.example")).await, "/api/v1/mandates", mandate)
        .await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Ids {
        crm_id: crm_id.to_owned(),
        session: text(&world.get(&member, "/api/v1/me").await.json["session"]["id"]),
        invitation: text(&invited.json["id"]),
        grant: text(&grant.unwrap()["id"]),
        mandate: text(&mandate.json["id"]),
        organization,
        user,
    }
}

async fn actor(world: &World, role: &str, city: &str) -> Who {
    match role {
        "contact person" => world.person(city, "jeremy@citygroup.example", "contact-person").await,
        "viewer" => world.person(city, "vera@citygroup.example", "viewer").await,
        "representative" => {
            let jeremy = world.person(city, "jeremy@citygroup.example", "contact-person").await;
            let mandate = json!({
                "organization": city, "role": "representative", "services": ["smartplan"],
                "to": {"email": "rex@partner.example"}, "max_delegation_depth": 1
            });
            let given = world.post(&jeremy, "/api/v1/mandates", mandate).await;
            assert_eq!(given.json["state"], "invited", "{given:?}");
            world.join("rex@partner.example").await
        }
        "account manager" => world.scott().await,
        "clerk" => world.sign_in("carla").await,
        "CRM" => world.crm().await,
        "stranger" => {
            let elsewhere = world.provision("crm-elsewhere", "Elsewhere Ltd").await;
            world.person(&elsewhere, "stan@elsewhere.example", "viewer").await
        }
        other => panic!("nobody plays the {other}"),
    }
}

/// A refused call changes nothing and is written to the audit trail, except for calls of clients where only people can
/// call: these are refused before anything is looked up.
fn check_refusal(what: &str, status: StatusCode, for_people_only: bool, steps: &[Step]) {
    let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    if refused {
        assert!(!steps.contains(&Step::Change), "{what} was refused and changed something: {steps:?}");
        let written = steps.contains(&Step::Refusal);
        assert!(written || for_people_only, "{what} was refused without a word: {steps:?}");
    } else if status != StatusCode::UNPROCESSABLE_ENTITY {
        // Then the form is shown again, with what its sender does not hold.
        assert!(!steps.contains(&Step::Refusal), "{what} was let, and a refusal was written: {status}");
    }
    assert!(!status.is_server_error(), "{what}: {status}");
}

fn cell(status: StatusCode) -> String {
    let done = status.is_success() || status.is_redirection();
    format!("{:>10}", if done { "yes" } else { status.as_str() })
}

async fn rows(role: &str, Stage { world, who, ids }: &Stage, text: &mut String) {
    // An application belongs to no organisation, so it stands in no relation to one; `pages::brands` is about who may what.
    let mut routes: Vec<_> = closed().filter(|(_, route)| !route.contains("/applications/")).collect();
    // What is ended last is needed by what comes before.
    routes.sort_by_key(|(method, route)| {
        let position = ["GET", "POST", "PATCH", "PUT", "DELETE"].iter().position(|one| one == method);
        (position, route.contains("/users/"))
    });
    for route in routes {
        let mut cells = String::new();
        for ((relation, ..), ids) in RELATIONS.iter().zip(ids) {
            let call = request(route, ids);
            world.store.take();
            let body = call.body.map(|body| body.to_string());
            let got = world.send(who, call.method, &call.path, body, &[]).await;
            let what = format!("{role}: {} {} {relation}", route.0, route.1);
            let people_only = got.status == StatusCode::FORBIDDEN && got.problem() == "people-only";
            // What the decision point does not find is an answer of it.
            let told = ["/context/error/status", "/evaluations/0/context/error/status"];
            let told = told.iter().find_map(|at| got.json.pointer(at)?.as_u64());
            let status =
                told.map_or(got.status, |told| StatusCode::from_u16(u16::try_from(told).unwrap()).unwrap());
            check_refusal(&what, status, people_only, &world.store.take());
            cells += &cell(status);
        }
        writeln!(text, "{:<6} {:<62}{cells}", route.0, route.1.trim_start_matches("/api/v1")).unwrap();
    }
}

/// The same for the pages about something of an organisation.
async fn page_rows(role: &str, Stage { world, who, ids }: &Stage, text: &mut String) {
    for method in ["get", "post"] {
        let mut pages: Vec<_> = PAGES.iter().filter(|(_, methods)| methods.contains(&method)).collect();
        // Who has left an organisation is refused all that comes after.
        pages.sort_by_key(|(page, _)| page.starts_with("/account/organizations/"));
        for (page, _) in pages {
            let mut cells = String::new();
            for ((relation, ..), ids) in RELATIONS.iter().zip(ids) {
                let Some(path) = address(page, ids, ids) else { continue };
                let shown = send(world, who, method, &path, page).await;
                let what = format!("{role}: {method} {page} {relation}");
                check_refusal(&what, shown.status, false, &shown.steps);
                cells += &cell(shown.status);
            }
            if !cells.is_empty() {
                writeln!(text, "{:<6} {page:<62}{cells}", method.to_uppercase()).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn d_01_every_route_as_everybody_towards_everybody() {
    let mut text = String::from(
        "Who gets what from each route of /api/v1, towards City Group, the organisations round it, and one that has\n\
         nothing to do with it. yes: done. 403: may see, but not do it. 404: may not see it, or it is not there.\n\
         409, 422 and 400: allowed, and refused for what it would do. Made by the test d_01; UPDATE_MATRIX=1 rewrites it.\n",
    );
    for (role, words) in ROLES {
        write!(text, "\n{:<69}", format!("{role}, {words}")).unwrap();
        for (relation, ..) in RELATIONS {
            write!(text, "{relation:>10}").unwrap();
        }
        text.push('\n');
        rows(role, &stage(role).await, &mut text).await;
        if role != "CRM" {
            text.push_str("pages\n");
            page_rows(role, &stage(role).await, &mut text).await;
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/rest/matrix.txt");
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    for (made, committed) in text.lines().zip(committed.lines()) {
        assert_eq!(made, committed, "who may what has changed; read it, then run with UPDATE_MATRIX=1");
    }
    assert_eq!(text.lines().count(), committed.lines().count(), "run with UPDATE_MATRIX=1");
}
