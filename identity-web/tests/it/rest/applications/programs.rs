//! Programs with bounded authority: mandates and roles, tokens by them, and stopping them.

use super::manager;
use crate::rest::tokens::{FORM, basic_header};
use crate::support::api::{Got, Who, World};
use http::StatusCode;
use identity_core::domain::{Action, Actor};
use serde_json::{Value, json};

struct Cast {
    world: World,
    city: String,
    jeremy: Who,
    /// The id of the robot's client, its `client_id`, and its secret.
    robot: (String, String, String),
}

const SCOPES: [&str; 5] =
    ["organization.view", "member.view", "grant.view", "invitation.manage", "member.manage"];

async fn register(world: &World, name: &str) -> (String, String, String) {
    let body = json!({"name": name, "scopes": SCOPES});
    let made = world.post(&manager(world).await, "/api/v1/applications", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{made:?}")).to_owned();
    (text(&made.json["id"]), text(&made.json["client_id"]), text(&made.json["client_secret"]))
}

async fn cast() -> Cast {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let robot = register(&world, "Robot").await;
    Cast { world, city, jeremy, robot }
}

impl Cast {
    fn at(&self, what: &str) -> String {
        format!("/api/v1/organizations/{}/{what}", self.city)
    }

    fn wanted(&self) -> Value {
        json!({"organization": self.city, "role": "clerk", "to": {"client": self.robot.1}})
    }

    async fn give(&self, wanted: Value) -> Got {
        self.world.post(&self.jeremy, "/api/v1/mandates", wanted).await
    }

    /// The robot's mandate, given.
    async fn given(&self) -> String {
        let given = self.give(self.wanted()).await;
        assert_eq!(
            (given.status, &given.json["state"]),
            (StatusCode::CREATED, &json!("active")),
            "{given:?}"
        );
        given.json["id"].as_str().unwrap().to_owned()
    }

    /// What the token endpoint answers to the robot.
    async fn ask(&self, more: &str) -> Got {
        let headers = [FORM, ("authorization", &*basic_header(&self.robot.1, &self.robot.2))];
        let body = format!("grant_type=client_credentials{more}");
        self.world.send(&Who::Nobody, "POST", "/oauth2/token", Some(body), &headers).await
    }

    /// The part of a request that says for which organisation the robot acts.
    fn here(&self) -> String {
        format!("&organization={}", self.city)
    }

    async fn token(&self, more: &str) -> Who {
        let got = self.ask(more).await;
        assert_eq!(got.status, StatusCode::OK, "{got:?}");
        Who::Token(got.json["access_token"].as_str().unwrap().to_owned())
    }
}

#[tokio::test]
async fn a_mandate_lets_a_program_act_and_its_end_kills_the_token() {
    let cast = cast().await;
    let before = cast.token("").await;
    assert_eq!(cast.world.get(&before, &cast.at("members")).await.status, StatusCode::NOT_FOUND);
    let mandate = cast.given().await;
    let got = cast.ask(&cast.here()).await;
    assert_eq!((&got.json["organization_id"], &got.json["mandate"]), (&json!(cast.city), &json!(mandate)));
    let robot = cast.token(&cast.here()).await;
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::OK);
    // As far as the mandate goes, and no further.
    let invite = json!({"email": "new@citygroup.example", "roles": ["viewer"]});
    let refused = cast.world.post(&robot, &cast.at("invitations"), invite).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    let koko = cast.world.organization("crm-2").await;
    let foreign = format!("/api/v1/organizations/{koko}/members");
    assert_eq!(cast.world.get(&robot, &foreign).await.status, StatusCode::NOT_FOUND);
    // The history says who acted, for whom, and by what.
    let issued = cast.world.events(Action::TokenIssued).await;
    let row = issued.iter().rev().find(|row| row.mandate.is_some()).unwrap();
    assert_eq!(row.mandate.unwrap().to_string(), mandate);
    assert_eq!(row.acting_for.unwrap().to_string(), cast.city);
    assert_eq!(row.organization.unwrap().to_string(), cast.city, "it is in the history of the customer");
    assert_eq!(cast.world.delete(&cast.jeremy, &format!("/api/v1/mandates/{mandate}")).await.status, 204);
    let dead = cast.world.get(&robot, &cast.at("members")).await;
    assert_eq!((dead.status, dead.problem()), (StatusCode::UNAUTHORIZED, "invalid-token"));
    assert_eq!(cast.world.get(&before, &cast.at("members")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_passes_nothing_on() {
    let cast = cast().await;
    let mut wanted = cast.wanted();
    wanted["max_delegation_depth"] = json!(1);
    let refused = cast.give(wanted.clone()).await;
    assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, "max_delegation_depth"));
    wanted["max_delegation_depth"] = json!(0);
    wanted["rights"] = json!("grant");
    assert_eq!(cast.give(wanted.clone()).await.field(), "max_delegation_depth");
    // The right to give is left out, whoever asks for it.
    wanted["rights"] = json!("act_and_grant");
    wanted["role"] = json!("contact-person");
    let given = cast.give(wanted).await;
    assert_eq!((given.status, &given.json["rights"]), (StatusCode::CREATED, &json!("act")), "{given:?}");
    let robot = cast.token("").await;
    let vera = cast.world.person(&cast.city, "vera@citygroup.example", "viewer").await;
    let role = json!({"user": cast.world.me(&vera).await, "role": "clerk"});
    let refused = cast.world.post(&robot, &cast.at("grants"), role).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
}

#[tokio::test]
async fn another_owner_is_asked_first() {
    let cast = cast().await;
    let olga = cast.world.person(&cast.city, "olga@citygroup.example", "viewer").await;
    let olgas = cast.world.me(&olga).await;
    let mut wanted = cast.wanted();
    wanted["to"]["owner"] = json!(olgas);
    let offered = cast.give(wanted.clone()).await;
    assert_eq!((offered.status, &offered.json["state"]), (StatusCode::CREATED, &json!("offered")));
    assert_eq!((&offered.json["owner"], &offered.json["can_answer"]), (&json!(olgas), &json!(false)));
    let one = format!("/api/v1/mandates/{}", offered.json["id"].as_str().unwrap());
    let waiting = cast.token("").await;
    assert_eq!(cast.world.get(&waiting, &cast.at("members")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(cast.world.get(&olga, &one).await.json["can_answer"], json!(true));
    let accept = format!("{one}/accept");
    let not_his = cast.world.send(&cast.jeremy, "POST", &accept, None, &[]).await;
    assert_eq!(not_his.status, StatusCode::NOT_FOUND, "he is not asked");
    let accepted = cast.world.send(&olga, "POST", &accept, None, &[]).await;
    assert_eq!(accepted.json["state"], "active", "{accepted:?}");
    let robot = cast.token(&cast.here()).await;
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::OK);
    // Whoever answers for it ends it.
    assert_eq!(cast.world.delete(&olga, &one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::UNAUTHORIZED);
    // Nobody of elsewhere answers, and unknown people are told alike.
    let karl = cast.world.organization("crm-2").await;
    let karl = cast.world.person(&karl, "karl@koko.example", "viewer").await;
    for owner in [cast.world.me(&karl).await, "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned()] {
        wanted["to"]["owner"] = json!(owner);
        let refused = cast.give(wanted.clone()).await;
        assert_eq!((refused.problem(), refused.field()), ("unknown-reference", "to.owner"), "{refused:?}");
    }
}

#[tokio::test]
async fn unknown_disabled_and_public_clients_get_nothing() {
    let cast = cast().await;
    let off = register(&cast.world, "Off").await;
    let change = json!({"enabled": false});
    let staff = manager(&cast.world).await;
    let changed = cast.world.patch(&staff, &format!("/api/v1/applications/{}", off.0), change).await;
    assert!(changed.status.is_success(), "{changed:?}");
    for client in ["nobody-knows", &off.1] {
        let mut wanted = cast.wanted();
        wanted["to"]["client"] = json!(client);
        let refused = cast.give(wanted).await;
        assert_eq!((refused.problem(), refused.field()), ("unknown-reference", "to"), "{client}");
        let role = json!({"client": client, "role": "clerk"});
        let refused = cast.world.post(&cast.jeremy, &cast.at("grants"), role).await;
        assert_eq!((refused.problem(), refused.field()), ("unknown-reference", "client"), "{client}");
    }
    for to in [
        json!({"client": cast.robot.1, "email": "a@b.example"}),
        json!({"client": cast.robot.1, "user": cast.city}),
        json!({"owner": cast.city, "email": "a@b.example"}),
        json!({"owner": cast.city}),
    ] {
        let mut wanted = cast.wanted();
        wanted["to"] = to.clone();
        assert_eq!(cast.give(wanted).await.status, StatusCode::BAD_REQUEST, "{to}");
    }
}

#[tokio::test]
async fn the_mandate_ends_with_its_giver() {
    let cast = cast().await;
    let scott = cast.world.scott().await;
    cast.world.person(&cast.city, "olga@citygroup.example", "contact-person").await;
    let mandate = cast.given().await;
    let robot = cast.token(&cast.here()).await;
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::OK);
    let held = cast.world.get(&scott, &cast.at("grants")).await.json;
    let jeremy = json!(cast.world.me(&cast.jeremy).await);
    let his = held["items"].as_array().unwrap().iter().find(|grant| grant["holder"]["id"] == jeremy);
    let his = format!("/api/v1/grants/{}", his.unwrap()["id"].as_str().unwrap());
    assert_eq!(cast.world.delete(&scott, &his).await.status, StatusCode::NO_CONTENT);
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(cast.ask(&format!("&mandate={mandate}")).await.json["error"], "invalid_grant");
}

#[tokio::test]
async fn of_several_mandates_the_request_names_one() {
    let cast = cast().await;
    let koko = cast.world.organization("crm-2").await;
    let karl = cast.world.person(&koko, "karl@koko.example", "contact-person").await;
    let here = cast.given().await;
    let wanted = json!({"organization": koko, "role": "clerk", "to": {"client": cast.robot.1}});
    let there = cast.world.post(&karl, "/api/v1/mandates", wanted).await;
    assert_eq!(there.json["state"], "active", "{there:?}");
    assert!(cast.ask("").await.json.get("mandate").is_none(), "it says for nobody that it acts");
    let got = cast.ask(&format!("&organization={koko}")).await;
    assert_eq!(got.json["mandate"], there.json["id"]);
    assert_eq!(cast.ask(&format!("&mandate={here}")).await.json["organization_id"], json!(cast.city));
    let robot = cast.token(&format!("&organization={koko}")).await;
    let theirs = format!("/api/v1/organizations/{koko}/members");
    assert_eq!(cast.world.get(&robot, &theirs).await.status, StatusCode::OK);
    let other = cast.world.get(&robot, &cast.at("members")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "it acts for one at a time: {other:?}");
    for wrong in [
        format!("&organization={koko}&mandate={here}"),
        "&organization=0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned(),
        "&mandate=0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b".to_owned(),
        "&mandate=mine".to_owned(),
    ] {
        let refused = cast.ask(&wrong).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json["error"]),
            (400, &json!("invalid_grant")),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_role_for_a_program_is_given_by_those_who_hold_it() {
    let cast = cast().await;
    let pia = cast.world.person(&cast.city, "pia@citygroup.example", "people-manager").await;
    let role = json!({"client": cast.robot.1, "role": "clerk"});
    let refused = cast.world.post(&pia, &cast.at("grants"), role.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    let given = cast.world.post(&cast.jeremy, &cast.at("grants"), role.clone()).await;
    assert_eq!((given.status, &given.json["rights"]), (StatusCode::CREATED, &json!("act")), "{given:?}");
    assert_eq!(given.json["holder"]["kind"], "client");
    assert_eq!(given.json["owner"], json!(cast.world.me(&cast.jeremy).await));
    assert_eq!(cast.world.post(&cast.jeremy, &cast.at("grants"), role).await.problem(), "already-exists");
    let robot = cast.token("").await;
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::OK);
    let grant = format!("/api/v1/grants/{}", given.json["id"].as_str().unwrap());
    assert_eq!(cast.world.delete(&cast.jeremy, &grant).await.status, StatusCode::NO_CONTENT);
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_organisation_sees_its_programs_and_stops_them() {
    let cast = cast().await;
    let mandate = cast.given().await;
    let role = json!({"client": cast.robot.1, "role": "people-manager"});
    assert_eq!(cast.world.post(&cast.world.scott().await, &cast.at("grants"), role).await.status, 201);
    let robot = cast.token(&format!("&organization={}", cast.city)).await;
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::OK);
    let listed = cast.world.get(&cast.jeremy, &cast.at("programs")).await;
    let names: Vec<_> =
        listed.json["items"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(
        names,
        [json!("CRM"), json!("Robot")],
        "what reaches down from above is shown too: {listed:?}"
    );
    let one = cast.at(&format!("programs/{}", cast.robot.0));
    let shown = cast.world.get(&cast.jeremy, &one).await.json;
    let rights = shown["rights"].as_array().unwrap();
    let right = rights.iter().find(|right| right["id"] == json!(mandate)).unwrap();
    assert_eq!((&right["here"], &right["given_by_name"]), (&json!(true), &json!("Jeremy Mills")));
    assert_eq!(right["chain"][1]["holder"], "Jeremy Mills");
    assert!(shown["last_used_at"].is_string() && shown["can_be_stopped"] == json!(true), "{shown}");
    let can: Vec<_> = shown["permissions"].as_array().unwrap().iter().map(|one| &one["permission"]).collect();
    assert!(can.contains(&&json!("member.view")), "{can:?}");
    assert!(!can.contains(&&json!("audit.view")), "its registration does not let it: {can:?}");
    // Who does not see the roles sees no programs.
    let vera = cast.world.person(&cast.city, "vera@citygroup.example", "viewer").await;
    assert_eq!(cast.world.get(&vera, &cast.at("programs")).await.status, StatusCode::FORBIDDEN);
    // A reason is needed, and the right.
    assert_eq!(cast.world.delete(&cast.jeremy, &one).await.problem(), "invalid-request");
    let stop = format!("{one}?reason=It+sent+wrong+figures");
    assert_eq!(cast.world.delete(&vera, &stop).await.status, StatusCode::FORBIDDEN);
    assert_eq!(cast.world.delete(&cast.jeremy, &stop).await.status, StatusCode::NO_CONTENT);
    assert_eq!(cast.world.get(&robot, &cast.at("members")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(cast.world.get(&cast.jeremy, &one).await.status, StatusCode::NOT_FOUND);
    let ended = cast.world.events(Action::MandateEnded).await;
    assert_eq!(ended.last().unwrap().details["reason"], "It sent wrong figures");
    assert_eq!(cast.world.events(Action::GrantRevoked).await.len(), 1);
    assert!(ended.iter().all(|row| matches!(row.actor, Actor::User(_))));
    // What was given above is not the customer's to stop.
    let crm = listed.json["items"][0]["id"].as_str().unwrap();
    let above = cast.at(&format!("programs/{crm}?reason=No"));
    assert_eq!(cast.world.delete(&cast.jeremy, &above).await.problem(), "conflict");
    let unknown = cast.at("programs/0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b?reason=No");
    assert_eq!(cast.world.delete(&cast.jeremy, &unknown).await.problem(), "not-found");
}

#[tokio::test]
async fn stopping_takes_a_fresh_proof() {
    let cast = cast().await;
    cast.given().await;
    cast.world.clock.advance(std::time::Duration::from_mins(40));
    let stop = cast.at(&format!("programs/{}?reason=It+is+late", cast.robot.0));
    let refused = cast.world.delete(&cast.jeremy, &stop).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "prove-again"), "{refused:?}");
}

#[tokio::test]
async fn an_owner_who_left_is_followed_by_the_administrators() {
    let cast = cast().await;
    let olga = cast.world.person(&cast.city, "olga@citygroup.example", "viewer").await;
    let mut wanted = cast.wanted();
    wanted["to"]["owner"] = json!(cast.world.me(&olga).await);
    let id = cast.give(wanted).await.json["id"].as_str().unwrap().to_owned();
    cast.world.send(&olga, "POST", &format!("/api/v1/mandates/{id}/accept"), None, &[]).await;
    let one = cast.at(&format!("programs/{}", cast.robot.0));
    let right = async || cast.world.get(&cast.jeremy, &one).await.json["rights"][0].clone();
    assert_eq!(right().await["owner_answers"], json!(true));
    let left = cast.world.delete(&olga, &format!("/api/v1/me/organizations/{}", cast.city)).await;
    assert!(left.status.is_success(), "{left:?}");
    let after = right().await;
    assert_eq!((&after["owner_answers"], &after["state"]), (&json!(false), &json!("active")), "{after}");
}
