//! Invitations, roles, people, sessions and decisions.

mod approvals;
mod erasing;
mod own;
mod without_email;

use crate::support::api::World;
use http::StatusCode;
use identity_core::secrets::SecretToken;
use serde_json::json;

#[tokio::test]
async fn an_invitation_is_sent_again_listed_and_taken_back() {
    let world = World::new().await;
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    let email = "jeremy@citygroup.example";
    let body = json!({"email": email, "given_name": "Jeremy", "roles": ["contact-person", "viewer"], "locale": "en-gb"});
    let invited = world.post(&scott, &list, body.clone()).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
    assert_eq!((&invited.json["state"], &invited.json["locale"]), (&json!("pending"), &json!("en-GB")));
    let token = world.invitation_token(email).await;
    let listed = world.get(&scott, &list).await;
    assert_eq!(listed.json["items"][0]["delivery"]["state"], "sent");
    let digest = token.digest().hex();
    for text in [invited.json.to_string(), listed.json.to_string()] {
        assert!(!text.contains(token.expose()) && !text.contains(&digest), "the link is in the mail alone");
    }
    assert_eq!(world.post(&scott, &list, body).await.problem(), "already-exists");

    let one = format!("/api/v1/invitations/{}", invited.json["id"].as_str().unwrap());
    let again = world.send(&scott, "POST", &format!("{one}/resend"), None, &[]).await;
    assert_eq!((again.status, &again.json["id"]), (StatusCode::OK, &invited.json["id"]));
    assert!(world.identity.open_invitation(&token).await.is_err(), "the earlier link is dead");
    let newer = world.invitation_token(email).await;
    assert!(world.identity.open_invitation(&newer).await.is_ok());
    let unkept = world.send(&scott, "DELETE", &one, None, &[("if-match", "\"1\"")]).await;
    assert_eq!(unkept.problem(), "invalid-request");
    assert_eq!(world.delete(&scott, &one).await.status, StatusCode::NO_CONTENT);
    let closed = world.delete(&scott, &one).await;
    assert_eq!((closed.status, closed.problem()), (StatusCode::CONFLICT, "already-closed"));
    assert!(world.identity.open_invitation(&newer).await.is_err());
}

#[tokio::test]
async fn invitations_say_what_is_wrong_with_them() {
    let world = World::new().await;
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    for (body, problem, field) in [
        (json!({"email": "a@b.example", "roles": []}), "invalid-fields", "roles"),
        (json!({"email": "a@b.example", "roles": ["none"]}), "unknown-reference", "roles"),
        (json!({"email": "no address", "roles": ["viewer"]}), "invalid-fields", "email"),
        (json!({"email": ["a@b.example", "c@d.example"], "roles": ["viewer"]}), "invalid-fields", "email"),
        (
            json!({"email": "a@b.example", "roles": ["viewer"], "services": ["none"]}),
            "unknown-reference",
            "services",
        ),
        (
            json!({"email": "a@b.example", "roles": ["viewer"], "expires_at": "2020-01-01T00:00:00Z"}),
            "invalid-fields",
            "expires_at",
        ),
        (
            json!({"email": "a@b.example", "roles": ["viewer"], "expires_at": "tomorrow"}),
            "invalid-fields",
            "expires_at",
        ),
    ] {
        let got = world.post(&scott, &list, body.clone()).await;
        assert_eq!((got.problem(), got.field()), (problem, field), "{body}");
    }
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let feed = world.post(&jeremy, &list, json!({"email": "a@c.example", "roles": ["crm-feed"]})).await;
    assert_eq!((feed.status, feed.problem()), (StatusCode::FORBIDDEN, "not-held"));
}

#[tokio::test]
async fn roles_are_given_listed_and_taken_back_but_not_from_the_last_administrator() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let (jeremys, veras) = (world.me(&jeremy).await, world.me(&vera).await);
    let grants = format!("/api/v1/organizations/{city}/grants");
    let give = json!({"user": veras, "role": "contact-person"});
    let given = world.post(&jeremy, &grants, give.clone()).await;
    assert_eq!(given.status, StatusCode::CREATED, "{given:?}");
    assert_eq!((&given.json["role"], &given.json["holder"]["id"]), (&json!("contact-person"), &json!(veras)));
    assert_eq!(world.post(&jeremy, &grants, give).await.problem(), "already-exists");
    let one = format!("/api/v1/grants/{}", given.json["id"].as_str().unwrap());
    assert_eq!(world.delete(&jeremy, &one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.delete(&jeremy, &one).await.status, StatusCode::NO_CONTENT);
    let stranger = json!({"user": world.me(&world.scott().await).await, "role": "viewer"});
    assert_eq!(world.post(&jeremy, &grants, stranger).await.field(), "user");

    let held = world.get(&jeremy, &grants).await;
    let own =
        held.json["items"].as_array().unwrap().iter().find(|grant| grant["holder"]["id"] == json!(jeremys));
    let own = format!("/api/v1/grants/{}", own.unwrap()["id"].as_str().unwrap());
    let last = world.delete(&jeremy, &own).await;
    assert_eq!((last.status, last.problem()), (StatusCode::CONFLICT, "last-administrator"));
    let forbidden = world.delete(&vera, &own).await;
    assert_eq!((forbidden.status, forbidden.problem()), (StatusCode::FORBIDDEN, "forbidden"));
    let members = world.get(&jeremy, &format!("/api/v1/organizations/{city}/members")).await;
    let mut roles: Vec<_> = members.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["roles"][0]["role"].clone())
        .collect();
    roles.sort_by_key(ToString::to_string);
    assert_eq!(roles, [json!("contact-person"), json!("viewer")]);
}

/// A host decides by attributes, such as the plan that a customer pays for.
#[tokio::test]
async fn v_11_an_attribute_is_written_by_those_whom_the_deployment_names() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let veras = format!("/api/v1/users/{}", world.me(&vera).await);
    let patch = |name: &str| json!({"given_name": "Vera-Maria", "attributes": {name: "1"}});
    for (who, name, writes) in [
        (&vera, "desk", true),
        (&vera, "floor", true),
        (&vera, "plan", false),
        (&vera, "undeclared", false),
        (&vera, "Desk", false),
        (&jeremy, "desk", false),
        (&jeremy, "floor", true),
        (&jeremy, "plan", false),
        (&jeremy, "undeclared", false),
    ] {
        let before = world.get(&vera, &veras).await.json;
        let got = world.patch(who, &veras, patch(name)).await;
        if writes {
            assert_eq!((got.status, &got.json["attributes"][name]), (StatusCode::OK, &json!("1")), "{name}");
            continue;
        }
        assert_eq!((got.problem(), got.field()), ("invalid-fields", "attributes"), "{name}");
        assert!(got.json.to_string().contains(&format!("the attribute {name}")), "{got:?}");
        assert_eq!(world.get(&vera, &veras).await.json, before, "nothing of it is written");
    }
    // Taking one away is writing it.
    let removed = world.patch(&vera, &veras, json!({"attributes": {"plan": null}})).await;
    assert_eq!(removed.field(), "attributes");
}

/// A40: a number that nobody proved is not somebody's own word for it; who manages the person writes it down all the same.
#[tokio::test]
async fn g_10_a_telephone_number_is_proved_by_its_owner_and_written_down_by_others() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let veras = format!("/api/v1/users/{}", world.me(&vera).await);
    let own = world.patch(&vera, &veras, json!({"phone": "+358 40 123 4567"})).await;
    assert_eq!((own.problem(), own.field()), ("forbidden", "phone"), "{own:?}");
    let written = world.patch(&jeremy, &veras, json!({"phone": "+358 40 123 4567"})).await;
    assert_eq!(written.status, StatusCode::OK, "{written:?}");
    assert_eq!(
        (&written.json["phone"], &written.json["phone_verified_at"]),
        (&json!("+358401234567"), &json!(null))
    );
    for field in ["phone_verified_at", "email"] {
        let refused = world.patch(&vera, &veras, json!({field: "x@y.example"})).await;
        assert_eq!((refused.problem(), refused.field()), ("invalid-fields", field));
    }
}

#[tokio::test]
async fn a_merge_patch_sets_takes_away_and_leaves_alone() {
    let world = World::empty().await;
    let scott = world.scott().await;
    let me = format!("/api/v1/users/{}", world.me(&scott).await);
    let set = json!({"username": "scotty", "locale": "fi", "attributes": {"desk": "4", "floor": "2"}});
    let headers = [("content-type", "application/merge-patch+json")];
    let set = world.send(&scott, "PATCH", &me, Some(set.to_string()), &headers).await;
    assert_eq!((set.status, &set.json["username"]), (StatusCode::OK, &json!("scotty")), "{set:?}");
    let tag = set.header("etag").to_owned();
    let body = json!({"username": null, "attributes": {"desk": null, "floor": "3"}}).to_string();
    let changed = world.send(&scott, "PATCH", &me, Some(body.clone()), &[("if-match", &tag)]).await;
    assert_eq!(changed.json["username"], json!(null));
    assert_eq!(
        (&changed.json["locale"], &changed.json["attributes"]),
        (&json!("fi"), &json!({"floor": "3"}))
    );
    let stale = world.send(&scott, "PATCH", &me, Some(body), &[("if-match", &tag)]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let nameless = world.patch(&scott, &me, json!({"given_name": null})).await;
    assert_eq!((nameless.problem(), nameless.field()), ("invalid-fields", "given_name"));
    assert_eq!(world.get(&scott, &me).await.json["given_name"], "Scott");
    let nothing = world.patch(&scott, &me, json!({})).await;
    assert_eq!(nothing.header("etag"), changed.header("etag"));
}

#[tokio::test]
async fn x_06_sessions_are_the_callers_own() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let (first, second) = (world.scott().await, world.scott().await);
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let sessions = world.get(&first, "/api/v1/sessions").await;
    let items = sessions.json["items"].as_array().unwrap();
    // Scott signed in once more to invite Jeremy.
    assert_eq!(
        (items.len(), items.iter().filter(|session| session["current"] == json!(true)).count()),
        (3, 1)
    );
    let id = world.get(&second, "/api/v1/me").await.json["session"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/sessions/{id}");
    let foreign = world.delete(&jeremy, &path).await;
    let unknown = world.delete(&jeremy, "/api/v1/sessions/0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b").await;
    assert_eq!((foreign.status, foreign.visible()), (StatusCode::NOT_FOUND, unknown.visible()));
    assert_eq!(world.delete(&first, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&second, "/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(world.get(&first, "/api/v1/me").await.status, StatusCode::OK);
    let program = world.get(&world.crm().await, "/api/v1/sessions").await;
    assert_eq!((program.status, program.problem()), (StatusCode::FORBIDDEN, "people-only"));
}

#[tokio::test]
async fn decisions_come_with_their_reason() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let me = world.me(&jeremy).await;
    let ask = |permission: &str| json!({"actor": format!("user:{me}"), "permission": permission, "resource": format!("organization:{city}")});
    let yes = world.post(&jeremy, "/api/v1/decisions", ask("invitation.manage")).await;
    assert_eq!((yes.status, &yes.json["allowed"]), (StatusCode::OK, &json!(true)), "{yes:?}");
    let because = &yes.json["because"][0];
    assert_eq!(
        (&because["code"], &because["organization"]["id"], &because["holder"]["id"], &because["role"]),
        (&json!("own-grant"), &json!(city), &json!(me), &json!("contact-person")),
        "{yes:?}"
    );
    assert!(because["text"].as_str().unwrap().contains("City Group"), "{yes:?}");
    assert!(yes.json.get("missing").is_none() && yes.json.get("ask").is_none(), "{yes:?}");
    let no = world.post(&jeremy, "/api/v1/decisions", ask("organization.provision")).await;
    assert_eq!(
        (&no.json["allowed"], &no.json["because"], &no.json["missing"]),
        (&json!(false), &json!([]), &json!({"code": "grant", "text": "no role here allows it"}))
    );
    for (field, value) in [
        ("permission", "everything"),
        ("actor", "robot:1"),
        ("resource", "planet:1"),
        ("acting_for", "planet:1"),
    ] {
        let mut body = ask("grant.view");
        body[field] = json!(value);
        let got = world.post(&jeremy, "/api/v1/decisions", body).await;
        assert_eq!((got.problem(), got.field()), ("invalid-fields", field));
    }
}

#[tokio::test]
async fn me_tells_who_where_and_what() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let me = world.get(&jeremy, "/api/v1/me").await.json;
    assert_eq!((&me["kind"], &me["user"]["email"]), (&json!("user"), &json!("jeremy@citygroup.example")));
    let place = &me["organizations"][0];
    assert_eq!((&place["id"], &place["roles"]), (&json!(city), &json!(["contact-person"])));
    assert!(place["permissions"].as_array().unwrap().contains(&json!("invitation.manage")));
    assert_eq!(me["applications"][0]["service"], "smartplan");
    let crm = world.get(&world.crm().await, "/api/v1/me").await.json;
    assert_eq!((&crm["kind"], crm["scopes"].as_array().unwrap().len()), (&json!("client"), 4));
    assert_eq!(crm["csrf_token"], json!(null));
    world.delete(&world.crm().await, "/api/v1/contracts/external/crm-1-a").await;
    let me = world.get(&jeremy, "/api/v1/me").await.json;
    assert_eq!(me["applications"], json!([]), "the contract ended, and the right with it");
}

#[tokio::test]
async fn the_history_names_actor_target_and_reference() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    world.clock.advance(std::time::Duration::from_secs(1));
    let invited = json!({"email": "kim@citygroup.example", "roles": ["viewer"]});
    let invited = world.post(&jeremy, &format!("/api/v1/organizations/{city}/invitations"), invited).await;
    let audit = world.get(&jeremy, &format!("/api/v1/organizations/{city}/audit?limit=2")).await;
    let newest = &audit.json["items"][0];
    assert_eq!(
        (&newest["action"], &newest["target"]["id"]),
        (&json!("invitation.sent"), &invited.json["id"])
    );
    assert_eq!(newest["reference"], invited.header("x-request-id"));
    assert_eq!(newest["actor"]["id"], json!(world.me(&jeremy).await));
    assert!(audit.json["next"].is_string());
}

/// Otherwise an inviter could find out which addresses have accounts.
#[tokio::test]
async fn n_02_inviting_somebody_with_an_account_answers_like_inviting_a_stranger() {
    let world = World::new().await;
    let (city, koko) = (world.organization("crm-1").await, world.organization("crm-2").await);
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    world.person(&koko, "karl@koko.example", "contact-person").await;
    let list = format!("/api/v1/organizations/{city}/invitations");
    let mut answers = Vec::new();
    for email in ["karl@koko.example", "nobody@koko.example"] {
        let got = world.post(&jeremy, &list, json!({"email": email, "roles": ["viewer"]})).await;
        assert_eq!(got.status, StatusCode::CREATED, "{got:?}");
        world.invitation_token(email).await;
        let listed = world.get(&jeremy, &list).await.json;
        let one = listed["items"].as_array().unwrap().iter().find(|item| item["id"] == got.json["id"]);
        let id = got.json["id"].as_str().unwrap();
        let (said, one) = (got.json.to_string(), one.unwrap().to_string());
        answers.push([said, one].map(|text| text.replace(email, "EMAIL").replace(id, "ID")));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_person_is_made_and_gets_the_link_by_mail_or_on_paper() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let members = format!("/api/v1/organizations/{city}/members");
    let body = json!({
        "given_name": "Rosa", "email": "rosa@citygroup.example", "username": "rosa", "phone": "+358401234567",
        "roles": ["viewer"], "locale": "fi", "password_link": "letter"
    });
    let made = world.post(&jeremy, &members, body.clone()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    assert_eq!((&made.json["family_name"], &made.json["email_verified_at"]), (&json!(null), &json!(null)));
    assert_eq!(made.version(), 1);
    assert_eq!(world.post(&jeremy, &members, body).await.problem(), "already-exists");
    let link = format!("/api/v1/users/{}/password-link", made.json["id"].as_str().unwrap());
    let letter = world.post(&jeremy, &link, json!({"delivery": "letter"})).await;
    assert_eq!(letter.status, StatusCode::OK, "{letter:?}");
    let printed = letter.json["link"].as_str().unwrap().to_owned();
    assert!(printed.contains("/recover/"), "{printed}");
    assert_eq!(letter.header("cache-control"), "no-store");
    let mailed = world.post(&jeremy, &link, json!({"delivery": "mail"})).await;
    assert_eq!((&mailed.json["link"], &mailed.json["delivery"]), (&json!(null), &json!("mail")));
    let token = SecretToken::parse(printed.rsplit('/').next().unwrap()).unwrap();
    assert!(world.identity.open_recovery(&token).await.is_err(), "the letter ends with the mail");
}

#[tokio::test]
async fn an_account_says_what_is_wrong_with_it() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let members = format!("/api/v1/organizations/{city}/members");
    let with = |change: serde_json::Value| {
        let mut body = json!({"given_name": "Rosa", "email": "rosa@citygroup.example", "roles": ["viewer"]});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        body
    };
    for (body, problem, field) in [
        (with(json!({"roles": []})), "invalid-fields", "roles"),
        (with(json!({"roles": ["none"]})), "unknown-reference", "roles"),
        (with(json!({"roles": ["representative"]})), "invalid-fields", "roles"),
        (with(json!({"email": "no address"})), "invalid-fields", "email"),
        (with(json!({"email": "jeremy@citygroup.example"})), "already-exists", "email"),
        (with(json!({"username": "scott.long"})), "already-exists", "username"),
        (with(json!({"password": "Choose-for-her-1"})), "invalid-fields", "password"),
        (with(json!({"state": "active"})), "invalid-fields", "state"),
        (with(json!({"password_link": "pigeon"})), "invalid-fields", "password_link"),
    ] {
        let got = world.post(&jeremy, &members, body.clone()).await;
        assert_eq!((got.problem(), got.field()), (problem, field), "{body}: {got:?}");
    }
    let feed = world.post(&jeremy, &members, with(json!({"roles": ["crm-feed"]}))).await;
    assert_eq!((feed.status, feed.problem()), (StatusCode::FORBIDDEN, "not-held"));
    let me = format!("/api/v1/users/{}/password-link", world.me(&jeremy).await);
    let own = world.post(&jeremy, &me, json!({"delivery": "mail"})).await;
    assert_eq!((own.status, own.problem()), (StatusCode::FORBIDDEN, "forbidden"));
    let scott = world.scott().await;
    let letter = world.post(&scott, &me, json!({"delivery": "letter"})).await;
    assert_eq!((letter.status, letter.problem()), (StatusCode::CONFLICT, "already-exists"));
}
