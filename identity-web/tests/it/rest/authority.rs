//! Lower administrators, higher ones, and those who only look.

use crate::support::api::{Who, World};
use http::StatusCode;
use identity_core::domain::{Role, RoleFilter, UserState};
use identity_core::people::UserStateError;
use identity_core::store::{Page, Store, Versioned};
use serde_json::{Value, json};

/// Every role there is, of the deployment and of organisations.
async fn roles(world: &World) -> Vec<Versioned<Role>> {
    let page = Page::first(Page::MAX_LIMIT);
    let found = world.store.roles().list(&RoleFilter::default(), &page).await.unwrap();
    assert!(!found.items.is_empty() && found.next.is_none());
    found.items
}

pub(crate) async fn operator(world: &World) -> String {
    let me = world.get(&world.scott().await, "/api/v1/me").await.json;
    me["organizations"][0]["id"].as_str().unwrap().to_owned()
}

/// The grant of somebody at an organisation, as an address.
async fn grant_of(world: &World, by: &Who, organization: &str, who: &Who, role: &str) -> String {
    let grants = world.get(by, &format!("/api/v1/organizations/{organization}/grants")).await.json;
    let (holder, role) = (json!(world.me(who).await), json!(role));
    let is_it = |grant: &&Value| grant["holder"]["id"] == holder && grant["role"] == role;
    let found = grants["items"].as_array().unwrap().iter().find(is_it).unwrap();
    format!("/api/v1/grants/{}", found["id"].as_str().unwrap())
}

#[tokio::test]
async fn d_05_a_contact_person_changes_nothing_that_is_everybodys() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let operator = operator(&world).await;
    let before = roles(&world).await;
    let wider = json!({"name": "Viewer", "permissions": ["organization.view", "audit.view"]});
    for (organization, status) in [(&operator, StatusCode::NOT_FOUND), (&city, StatusCode::FORBIDDEN)] {
        for key in ["viewer", "contact-person", "of-our-own"] {
            let path = format!("/api/v1/organizations/{organization}/roles/{key}");
            let got = world.put(&jeremy, &path, wider.clone()).await;
            assert_eq!(got.status, status, "{key}: {got:?}");
        }
    }
    let organization = json!({"name": "Mine", "class": "sme"});
    let got = world.put(&jeremy, "/api/v1/organizations/external/crm-1", organization.clone()).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN, "{got:?}");
    let got = world.put(&jeremy, "/api/v1/organizations/external/crm-new", organization).await;
    assert!(matches!(got.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{got:?}");
    assert_eq!(roles(&world).await, before);
}

#[tokio::test]
async fn d_15_the_last_administrator_of_an_organisation_and_of_the_system_stays() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let scott = world.scott().await;
    let olga = world.person(&city, "olga@citygroup.example", "contact-person").await;
    // One of two can go; then the other one cannot, by anybody's hand.
    let olgas = grant_of(&world, &jeremy, &city, &olga, "contact-person").await;
    assert_eq!(world.delete(&olga, &olgas).await.status, StatusCode::NO_CONTENT);
    // An administrator for a time is none to rest on.
    let for_a_time = json!({
        "user": world.me(&olga).await, "role": "contact-person", "ends_at": "2026-12-24T00:00:00Z"
    });
    let grants = format!("/api/v1/organizations/{city}/grants");
    assert_eq!(world.post(&scott, &grants, for_a_time).await.status, StatusCode::CREATED);
    let jeremys = grant_of(&world, &jeremy, &city, &jeremy, "contact-person").await;
    let got = world.delete(&olga, &jeremys).await;
    assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "not-held"), "{got:?}");
    for who in [&jeremy, &scott] {
        let got = world.delete(who, &jeremys).await;
        assert_eq!((got.status, got.problem()), (StatusCode::CONFLICT, "last-administrator"), "{got:?}");
        assert!(got.json["detail"].as_str().unwrap().contains("give the role to somebody else first"));
    }
    let (scotts, jeremy_id) = (world.caller(&scott).await, world.caller(&jeremy).await.user().unwrap());
    let locked = world.identity.set_user_state(&scotts, jeremy_id, UserState::Locked).await;
    assert!(matches!(locked, Err(UserStateError::LastAdministrator)), "{locked:?}");

    let operator = operator(&world).await;
    let system = grant_of(&world, &scott, &operator, &scott, "account-manager").await;
    let got = world.delete(&scott, &system).await;
    assert_eq!((got.status, got.problem()), (StatusCode::CONFLICT, "last-administrator"), "{got:?}");
}

#[tokio::test]
async fn d_20_who_only_looks_sends_and_changes_nothing() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let at = |what: &str| format!("/api/v1/organizations/{city}/{what}");
    let invite = json!({"email": "kim@citygroup.example", "roles": ["viewer"]});
    let invited = world.post(&jeremy, &at("invitations"), invite.clone()).await;
    let invitation = format!("/api/v1/invitations/{}", invited.json["id"].as_str().unwrap());
    let token = world.invitation_token("kim@citygroup.example").await;
    let grant = grant_of(&world, &jeremy, &city, &vera, "viewer").await;
    let jeremys = format!("/api/v1/users/{}", world.me(&jeremy).await);
    let mandate = json!({
        "organization": city, "role": "representative", "to": {"email": "rita@partner.example"}
    });
    let before = world.get(&jeremy, &jeremys).await.json;
    for (method, path, body) in [
        ("POST", format!("{invitation}/resend"), None),
        ("DELETE", invitation.clone(), None),
        ("POST", at("invitations"), Some(invite)),
        ("POST", at("grants"), Some(json!({"user": world.me(&vera).await, "role": "viewer"}))),
        ("DELETE", grant, None),
        ("PUT", at("roles/viewer"), Some(json!({"name": "Viewer"}))),
        ("POST", "/api/v1/mandates".to_owned(), Some(mandate)),
    ] {
        // Clerks are staff: they see every organisation, and do as little.
        for who in [&vera, &world.sign_in("carla").await] {
            let got = world.send(who, method, &path, body.as_ref().map(Value::to_string), &[]).await;
            assert_eq!(
                (got.status, got.problem()),
                (StatusCode::FORBIDDEN, "forbidden"),
                "{method} {path}: {got:?}"
            );
        }
    }
    let patched = world.patch(&vera, &jeremys, json!({"given_name": "Renamed"})).await;
    assert!(matches!(patched.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{patched:?}");
    assert_eq!(world.get(&jeremy, &jeremys).await.json, before);
    assert!(world.identity.open_invitation(&token).await.is_ok(), "the link that was sent still is the link");
}

#[tokio::test]
async fn d_22_a_lower_administrator_does_not_touch_a_higher_one() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let pia = world.person(&city, "pia@citygroup.example", "people-manager").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let user = |id: String| format!("/api/v1/users/{id}");
    let jeremys = user(world.me(&jeremy).await);
    let got = world.patch(&pia, &jeremys, json!({"username": "pwned"})).await;
    assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "not-held"), "{got:?}");
    let scotts = user(world.me(&world.scott().await).await);
    let got = world.patch(&jeremy, &scotts, json!({"username": "pwned"})).await;
    assert_eq!(got.status, StatusCode::NOT_FOUND, "{got:?}");
    let (pias, jeremy_id) = (world.caller(&pia).await, world.caller(&jeremy).await.user().unwrap());
    assert!(world.identity.set_user_state(&pias, jeremy_id, UserState::Locked).await.is_err());
    assert_eq!(world.get(&jeremy, &jeremys).await.json["username"], json!(null));
    let down = world.patch(&jeremy, &user(world.me(&vera).await), json!({"given_name": "Vera"})).await;
    assert_eq!(down.status, StatusCode::OK, "{down:?}");
}

#[tokio::test]
async fn d_23_nobody_chooses_a_password_for_somebody_else() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let veras = format!("/api/v1/users/{}", world.me(&vera).await);
    for field in ["password", "new_password", "password_hash", "credential", "credentials", "email"] {
        for who in [&jeremy, &world.scott().await] {
            let got = world.patch(who, &veras, json!({field: "violet-tractor-83-lantern"})).await;
            assert_eq!((got.problem(), got.field()), ("invalid-fields", field), "{got:?}");
        }
    }
    world.sign_in("vera@citygroup.example").await;
}

#[tokio::test]
async fn staff_suspends_and_resumes_an_organisation_and_nobody_else_does() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let scott = world.scott().await;
    let at = |act: &str| format!("/api/v1/organizations/{city}/{act}");
    let reason = json!({"reason": "The bills are unpaid."});
    let refused = world.post(&jeremy, &at("suspend"), reason.clone()).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "forbidden"), "{refused:?}");
    let refused = world.post(&world.crm().await, &at("suspend"), reason.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    let operator = operator(&world).await;
    let refused =
        world.post(&scott, &format!("/api/v1/organizations/{operator}/suspend"), reason.clone()).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::CONFLICT, "conflict"), "{refused:?}");
    let refused = world.post(&scott, &at("suspend"), json!({"reason": ""})).await;
    assert_eq!((refused.problem(), refused.field()), ("invalid-fields", "reason"), "{refused:?}");
    let done = world.post(&scott, &at("suspend"), reason.clone()).await;
    assert_eq!((done.status, &done.json["state"]), (StatusCode::OK, &json!("suspended")), "{done:?}");
    // Again, it stays as it is.
    let again = world.post(&scott, &at("suspend"), reason).await;
    assert_eq!(again.header("etag"), done.header("etag"));
    // The CRM changes its data, and not that.
    let told = json!({"name": "City Group Oyj", "class": "enterprise", "source_version": 9});
    let told = world.put(&world.crm().await, "/api/v1/organizations/external/crm-1", told).await;
    assert_eq!(
        (&told.json["outcome"], &told.json["state"]),
        (&json!("updated"), &json!("suspended")),
        "{told:?}"
    );
    // Who belongs to it reads that it is.
    assert_eq!(
        world.get(&jeremy, &format!("/api/v1/organizations/{city}")).await.status,
        StatusCode::FORBIDDEN
    );
    let done = world.send(&scott, "POST", &at("resume"), None, &[]).await;
    assert_eq!((done.status, &done.json["state"]), (StatusCode::OK, &json!("active")), "{done:?}");
    assert_eq!(world.get(&jeremy, &format!("/api/v1/organizations/{city}")).await.status, StatusCode::OK);
}
