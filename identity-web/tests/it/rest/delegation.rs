//! What was given onward goes no further than its giver's, and goes with it.

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use identity_core::domain::{ApiClientKey, OrganizationState, RoleRef, UserState};
use identity_core::ids::OrganizationId;
use identity_core::store::{ChangeSet, Store};
use serde_json::{Value, json};

/// Rex, who represents City Group for one service.
async fn rex(world: &World, city: &str, jeremy: &Who, max_delegation_depth: u8) -> (Who, Value) {
    let mandate = json!({
        "organization": city, "role": "representative", "services": ["smartplan"],
        "to": {"email": "rex@partner.example"}, "max_delegation_depth": max_delegation_depth
    });
    let given = world.post(jeremy, "/api/v1/mandates", mandate).await;
    assert_eq!(given.status, StatusCode::CREATED, "{given:?}");
    (world.join("rex@partner.example").await, given.json)
}

fn refused(got: &Got) -> bool {
    matches!(got.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

#[tokio::test]
async fn d_06_nobody_gives_what_they_do_not_hold_to_others_or_to_themselves() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let (rex, _) = rex(&world, &city, &jeremy, 1).await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let grants = format!("/api/v1/organizations/{city}/grants");
    for giver in [&jeremy, &rex] {
        let role =
            if world.me(giver).await == world.me(&jeremy).await { "crm-feed" } else { "contact-person" };
        for receiver in [&vera, giver] {
            let give = json!({"user": world.me(receiver).await, "role": role});
            let got = world.post(giver, &grants, give).await;
            assert!(refused(&got) || got.field() == "user", "{role}: {got:?}");
        }
        let invite = json!({"email": "new@citygroup.example", "roles": [role]});
        let got = world.post(giver, &format!("/api/v1/organizations/{city}/invitations"), invite).await;
        assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "not-held"), "{role}");
    }
    let other_service = json!({"user": world.me(&vera).await, "role": "viewer", "services": ["archive"]});
    let got = world.post(&rex, &grants, other_service).await;
    assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "not-held"));
    let held = world.get(&jeremy, &grants).await.json;
    assert_eq!(held["items"].as_array().unwrap().len(), 3, "Jeremy's, Vera's and Rex's: {held}");
}

#[tokio::test]
async fn d_07_a_mandate_passes_through_as_many_hands_as_it_says_and_for_its_service_alone() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let (rex, _) = rex(&world, &city, &jeremy, 1).await;
    let on = |email: &str, max_delegation_depth: u8, service: &str| {
        json!({
            "organization": city, "role": "representative", "services": [service], "to": {"email": email},
            "max_delegation_depth": max_delegation_depth
        })
    };
    for (max_delegation_depth, service) in [(1, "smartplan"), (7, "smartplan"), (0, "archive")] {
        let got = world
            .post(&rex, "/api/v1/mandates", on("sue@partner.example", max_delegation_depth, service))
            .await;
        assert_eq!(
            (got.status, got.problem()),
            (StatusCode::FORBIDDEN, "not-held"),
            "{max_delegation_depth} {service}: {got:?}"
        );
    }
    let passed = world.post(&rex, "/api/v1/mandates", on("sue@partner.example", 0, "smartplan")).await;
    assert_eq!(passed.status, StatusCode::CREATED, "{passed:?}");
    let sue = world.join("sue@partner.example").await;
    let held = world.get(&sue, "/api/v1/mandates").await.json;
    assert_eq!(held["items"][0]["services"], json!(["smartplan"]));
    let further = world.post(&sue, "/api/v1/mandates", on("tom@partner.example", 0, "smartplan")).await;
    assert_eq!((further.status, further.problem()), (StatusCode::FORBIDDEN, "not-held"), "{further:?}");
}

#[tokio::test]
async fn who_manages_for_one_service_undoes_nothing_of_another() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let (rex, _) = rex(&world, &city, &jeremy, 1).await;
    for (services, allowed) in
        [(json!(["archive"]), false), (json!(["smartplan"]), true), (json!(null), false)]
    {
        let mandate = json!({
            "organization": city, "role": "representative", "services": services,
            "to": {"email": "sue@partner.example"}
        });
        let given = world.post(&jeremy, "/api/v1/mandates", mandate).await;
        let offered = format!("/api/v1/mandates/{}", given.json["id"].as_str().unwrap());
        let waiting = format!("/api/v1/invitations/{}", given.json["id"].as_str().unwrap());
        let wanted = if allowed { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN };
        let got = world.delete(&rex, &offered).await;
        assert_eq!(got.status, wanted, "{services}: {got:?}");
        if !allowed {
            assert_eq!(world.delete(&rex, &waiting).await.status, wanted, "{services}");
            assert_eq!(world.delete(&jeremy, &offered).await.status, StatusCode::NO_CONTENT);
        }
    }
    let mandate =
        json!({"organization": city, "role": "representative", "to": {"email": "sue@partner.example"}});
    let given = world.post(&jeremy, "/api/v1/mandates", mandate).await;
    world.join("sue@partner.example").await;
    let held = format!("/api/v1/mandates/{}", given.json["id"].as_str().unwrap());
    let got = world.delete(&rex, &held).await;
    assert_eq!(
        (got.status, got.problem()),
        (StatusCode::FORBIDDEN, "forbidden"),
        "accepted, and still not his"
    );
    assert_eq!(world.get(&jeremy, &held).await.json["state"], "active");
}

#[tokio::test]
async fn d_17_what_an_inactive_organisation_gave_is_worth_nothing_and_what_another_gave_stays() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let koko = world.organization("crm-2").await;
    let karl = world.person(&koko, "karl@koko.example", "contact-person").await;
    let invite = json!({"email": "jeremy@citygroup.example", "roles": ["contact-person"]});
    let invited = world.post(&karl, &format!("/api/v1/organizations/{koko}/invitations"), invite).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
    let token = world.invitation_token("jeremy@citygroup.example").await;
    world.identity.accept_invitation_as(&world.caller(&jeremy).await, &token).await.unwrap();
    let waiting = json!({"email": "kim@citygroup.example", "roles": ["viewer"]});
    world.post(&jeremy, &format!("/api/v1/organizations/{city}/invitations"), waiting).await;
    let waiting = world.invitation_token("kim@citygroup.example").await;

    let stored =
        world.store.inner.organizations().get(OrganizationId::parse(&city).unwrap()).await.unwrap().unwrap();
    let mut suspended = stored.record.clone();
    suspended.state = OrganizationState::Suspended;
    world.store.inner.commit(ChangeSet::new().update(suspended, stored.version)).await.unwrap();

    for what in ["", "/members", "/grants", "/invitations", "/mandates"] {
        let at = |id: &str| format!("/api/v1/organizations/{id}{what}");
        assert!(refused(&world.get(&jeremy, &at(&city)).await), "{what}");
        assert_eq!(world.get(&jeremy, &at(&koko)).await.status, StatusCode::OK, "{what}");
    }
    let me = world.get(&jeremy, "/api/v1/me").await.json;
    let places =
        me["applications"].as_array().unwrap().iter().map(|application| &application["organization_id"]);
    assert!(places.clone().all(|place| *place == json!(koko)) && places.count() > 0, "{me}");
    let there = json!({"organization": city});
    assert_eq!(world.put(&jeremy, "/api/v1/me/acting-for", there).await.status, StatusCode::NOT_FOUND);
    let account = World::account();
    assert!(
        world.identity.accept_invitation(&waiting, account).await.is_err(),
        "its invitations are worth nothing"
    );
}

/// Writes past the use cases.
async fn write(world: &World, changes: &ChangeSet) {
    world.store.inner.commit(changes).await.unwrap();
}

#[tokio::test]
async fn d_19_what_is_disabled_counts_no_more_at_the_next_request() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let members = format!("/api/v1/organizations/{city}/members");
    assert_eq!(world.get(&jeremy, &members).await.status, StatusCode::OK);
    let role = RoleRef::Named(None, "contact-person".parse().unwrap());
    let role = world.store.inner.roles().find(&role).await.unwrap().unwrap();
    let mut off = role.record.clone();
    off.enabled = false;
    write(&world, ChangeSet::new().update(off, role.version)).await;
    assert!(refused(&world.get(&jeremy, &members).await));

    let crm = world.crm().await;
    let me = "/api/v1/organizations/external/crm-1";
    assert_eq!(world.get(&crm, me).await.status, StatusCode::OK);
    let client = ApiClientKey::ClientId("crm".parse().unwrap());
    let client = world.store.inner.api_clients().find(&client).await.unwrap().unwrap();
    let mut off = client.record.clone();
    off.enabled = false;
    write(&world, ChangeSet::new().update(off, client.version)).await;
    let got = world.get(&crm, me).await;
    assert_eq!((got.status, got.problem()), (StatusCode::UNAUTHORIZED, "invalid-token"));
}

#[tokio::test]
async fn d_27_somebody_of_two_organisations_is_answered_for_the_one_that_is_asked_about() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let koko = world.organization("crm-2").await;
    let karl = world.person(&koko, "karl@koko.example", "contact-person").await;
    let invite = json!({"email": "jeremy@citygroup.example", "roles": ["viewer"]});
    world.post(&karl, &format!("/api/v1/organizations/{koko}/invitations"), invite).await;
    let token = world.invitation_token("jeremy@citygroup.example").await;
    world.identity.accept_invitation_as(&world.caller(&jeremy).await, &token).await.unwrap();
    let me = world.me(&jeremy).await;
    for _ in 0..5 {
        for (organization, allowed) in [(&city, true), (&koko, false)] {
            let got = world.get(&jeremy, &format!("/api/v1/organizations/{organization}/grants")).await;
            let wanted = if allowed { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(got.status, wanted, "{got:?}");
            let ask = json!({"actor": me, "permission": "grant.view", "resource": organization});
            let decided = world.post(&jeremy, "/api/v1/decisions", ask).await.json;
            assert_eq!(decided["allowed"], json!(allowed));
        }
    }
}

#[tokio::test]
async fn x_04_who_is_disabled_is_nobody_at_the_next_request() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    assert_eq!(world.get(&vera, "/api/v1/me").await.status, StatusCode::OK);
    let id = world.caller(&vera).await.user().unwrap();
    let jeremys = world.caller(&jeremy).await;
    for state in [UserState::Disabled, UserState::Locked] {
        world.identity.set_user_state(&jeremys, id, state).await.unwrap();
        let got = world.get(&vera, "/api/v1/me").await;
        assert_eq!((got.status, got.problem()), (StatusCode::UNAUTHORIZED, "unauthenticated"), "{state:?}");
        world.identity.set_user_state(&jeremys, id, UserState::Active).await.unwrap();
        let got = world.get(&vera, "/api/v1/me").await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED, "the session does not come back");
    }
}

#[tokio::test]
async fn x_14_a_revoked_role_is_gone_from_the_live_session() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let olga = world.person(&city, "olga@citygroup.example", "contact-person").await;
    let grants = format!("/api/v1/organizations/{city}/grants");
    let held = world.get(&olga, &grants).await;
    assert_eq!(held.status, StatusCode::OK);
    let olgas = json!(world.me(&olga).await);
    let grant = held.json["items"].as_array().unwrap().iter().find(|grant| grant["holder"]["id"] == olgas);
    let grant = grant.unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        world.delete(&jeremy, &format!("/api/v1/grants/{grant}")).await.status,
        StatusCode::NO_CONTENT
    );
    assert!(refused(&world.get(&olga, &grants).await));
    assert_eq!(
        world.get(&olga, "/api/v1/me").await.status,
        StatusCode::OK,
        "the session lives, without the right"
    );
}

#[tokio::test]
async fn b_12_with_the_contract_the_rights_of_its_service_end_and_the_history_stays() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let (rex, mandate) = rex(&world, &city, &jeremy, 1).await;
    let members = format!("/api/v1/organizations/{city}/members");
    assert_eq!(world.get(&rex, &members).await.status, StatusCode::OK);
    assert_eq!(world.get(&jeremy, "/api/v1/me").await.json["applications"].as_array().unwrap().len(), 1);
    world.delete(&world.crm().await, "/api/v1/contracts/external/crm-1-a").await;
    assert!(refused(&world.get(&rex, &members).await), "his mandate is for that service alone");
    let held = world.get(&rex, &format!("/api/v1/mandates/{}", mandate["id"].as_str().unwrap())).await.json;
    assert_eq!(held["state"], "paused");
    assert!(held["why"].as_str().unwrap().contains("contract"), "{held}");
    assert_eq!(world.get(&jeremy, "/api/v1/me").await.json["applications"], json!([]));
    assert_eq!(world.get(&jeremy, &members).await.status, StatusCode::OK, "the organisation is still his");
    let contract = world.get(&jeremy, "/api/v1/contracts/external/crm-1-a").await.json;
    assert_eq!(contract["ends_at"], "2026-11-23T12:00:00Z");
    let audit = world.get(&jeremy, &format!("/api/v1/organizations/{city}/audit")).await.json;
    assert!(
        audit["items"].as_array().unwrap().iter().any(|event| event["action"] == "contract.ended"),
        "{audit}"
    );
}

/// The grant of a person in a list of grants, with whether it has an effect.
fn effect_of(grants: &Got, user: &str) -> (String, Value, Value) {
    let items = grants.json["items"].as_array().unwrap();
    let own = |grant: &&Value| grant["holder"]["id"] == json!(user);
    let grant = items.iter().find(own).unwrap_or_else(|| panic!("{user}: {items:?}"));
    (grant["state"].as_str().unwrap().to_owned(), grant["why"].clone(), grant["why_code"].clone())
}

#[tokio::test]
async fn u_03_a_grant_says_whether_it_has_an_effect_and_why_not() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let vera = world.me(&world.person(&city, "vera@citygroup.example", "viewer").await).await;
    let (rex, mandate) = rex(&world, &city, &jeremy, 1).await;
    let passed = json!({
        "organization": city, "role": "representative", "services": ["smartplan"],
        "to": {"email": "sue@partner.example"}
    });
    assert_eq!(world.post(&rex, "/api/v1/mandates", passed).await.status, StatusCode::CREATED);
    let sue = world.me(&world.join("sue@partner.example").await).await;
    let grants = format!("/api/v1/organizations/{city}/grants");
    let active = ("active".to_owned(), Value::Null, Value::Null);
    let listed = world.get(&jeremy, &grants).await;
    for user in [&vera, &sue, &world.me(&rex).await] {
        assert_eq!(effect_of(&listed, user), active, "{user}");
    }
    let given = json!({"user": vera, "role": "contact-person"});
    let given = world.post(&jeremy, &grants, given).await;
    assert_eq!((given.status, &given.json["state"]), (StatusCode::CREATED, &json!("active")));

    let id = mandate["id"].as_str().unwrap();
    world.delete(&jeremy, &format!("/api/v1/mandates/{id}")).await;
    let (state, why, code) = effect_of(&world.get(&jeremy, &grants).await, &sue);
    assert_eq!((state.as_str(), code), ("inactive", json!("grant-ended")));
    assert!(why.as_str().unwrap().contains("ended"), "{why}");

    // One that its receiver has not answered; a member's roles say the same.
    let offer = json!({
        "organization": city, "role": "representative", "services": ["smartplan"], "to": {"user": vera}
    });
    assert_eq!(world.post(&jeremy, "/api/v1/mandates", offer).await.status, StatusCode::CREATED);
    let members = world.get(&jeremy, &format!("/api/v1/organizations/{city}/members")).await.json;
    let member = members["items"].as_array().unwrap().iter().find(|member| member["id"] == json!(vera));
    let states: Vec<_> =
        member.unwrap()["roles"].as_array().unwrap().iter().map(|role| role["state"].clone()).collect();
    assert!(states.contains(&json!("offered")) && states.contains(&json!("active")), "{states:?}");
}
