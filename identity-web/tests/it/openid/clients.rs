//! O9 and O10: how programs prove who they are.

use super::portal::{confidential, named, portal, token};
use super::signature::Key;
use super::world::{CALLBACK, Got, ISSUER, SECRET, VERIFIER, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use identity_core::domain::ClientAuthentication;
use identity_core::setup::OpenIdSetup;
use serde_json::{Value, json};

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const OWN: [(&str, &str); 1] = [("grant_type", "client_credentials")];

/// An application that also gets tokens in its own name.
fn program(client_id: &str) -> OpenIdSetup {
    let mut program = named(client_id, "Program").secret(token(SECRET));
    program.client_credentials = true;
    program.scopes = ["orders".parse().unwrap()].into();
    program
}

fn is_unknown(got: &Got) -> bool {
    (got.status, got.json["error"].as_str()) == (StatusCode::UNAUTHORIZED, Some("invalid_client"))
}

fn is_error(got: &Got, error: &str) -> bool {
    (got.status, got.json["error"].as_str()) == (StatusCode::BAD_REQUEST, Some(error))
}

/// The header with both parts form-encoded (RFC 6749, section 2.3.1).
async fn basic(world: &World, credentials: &str) -> Got {
    let header = format!("Basic {}", STANDARD.encode(credentials));
    world.send_with("/oauth2/token", &[("authorization", &header)], &OWN).await
}

#[tokio::test]
async fn o_9_basic_credentials_are_form_encoded() {
    let world = World::with(program("pro-gram")).await;
    let secret = SECRET.replace('Z', "%5A");
    for right in
        [format!("pro-gram:{SECRET}"), format!("pro%2Dgram:{SECRET}"), format!("%70ro%2dgram:{secret}")]
    {
        assert_eq!(basic(&world, &right).await.status, StatusCode::OK, "{right}");
    }
    for wrong in [
        format!("pro%252Dgram:{SECRET}"),
        format!("pro+gram:{SECRET}"),
        format!("pro-gram%3A{SECRET}"),
        format!("pro-gram:{SECRET}+"),
        format!("%FF:{SECRET}"),
        ":".to_owned(),
        String::new(),
    ] {
        assert!(is_unknown(&basic(&world, &wrong).await), "{wrong}");
    }
}

#[tokio::test]
async fn o_9_a_wrong_header_is_an_unknown_client() {
    let world = World::with(program("program")).await;
    let long = format!("Basic {}", "A".repeat(2_000));
    for header in ["Basic", "Basic !", "Bearer abc", "Basic /////w==", &long] {
        let got = world.send_with("/oauth2/token", &[("authorization", header)], &OWN).await;
        assert!(is_unknown(&got), "{header}: {got:?}");
    }
}

#[tokio::test]
async fn o_8_a_client_shows_one_thing() {
    let world = World::with(program("program")).await;
    let both = [OWN[0], ("client_id", "program"), ("client_secret", SECRET)];
    assert!(is_error(
        &world.send("/oauth2/token", Some(("program", SECRET)), &both).await,
        "invalid_request"
    ));
    let two = [OWN[0], ("client_id", "other")];
    assert!(is_error(&world.send("/oauth2/token", Some(("program", SECRET)), &two).await, "invalid_request"));
    let own = [OWN[0], ("client_id", "program")];
    assert_eq!(world.send("/oauth2/token", Some(("program", SECRET)), &own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn o_9_the_way_is_the_clients_own() {
    let world = World::with(program("program")).await;
    let by_form = [OWN[0], ("client_id", "program"), ("client_secret", SECRET)];
    for (way, header, form) in [
        (ClientAuthentication::ClientSecret, true, true),
        (ClientAuthentication::ClientSecretBasic, true, false),
        (ClientAuthentication::ClientSecretPost, false, true),
        (ClientAuthentication::PrivateKeyJwt, false, false),
        (ClientAuthentication::None, false, false),
    ] {
        world.change_client("program", |client| client.authentication = way).await;
        let got = world.send("/oauth2/token", Some(("program", SECRET)), &OWN).await;
        assert_eq!(got.status == StatusCode::OK, header, "{way:?}");
        assert_eq!(
            world.send("/oauth2/token", None, &by_form).await.status == StatusCode::OK,
            form,
            "{way:?}"
        );
    }
}

#[tokio::test]
async fn o_9_a_public_client_gets_nothing_in_its_own_name() {
    let world = World::with_all([portal(), confidential_other()]).await;
    world.change_client("portal", |client| client.openid.as_mut().unwrap().client_credentials = true).await;
    let got = world.send("/oauth2/token", None, &[OWN[0], ("client_id", "portal")]).await;
    assert!(is_error(&got, "unauthorized_client"), "{got:?}");
    let token = [("token", "A".repeat(43))];
    let asked = [("client_id", "portal"), ("token", token[0].1.as_str())];
    assert!(is_error(&world.send("/oauth2/introspect", None, &asked).await, "unauthorized_client"));
    let got = world.send("/oauth2/token", Some(("other", SECRET)), &OWN).await;
    assert!(is_error(&got, "unauthorized_client"), "it is for people: {got:?}");
}

fn confidential_other() -> OpenIdSetup {
    super::portal::other()
}

#[tokio::test]
async fn o_9_a_public_client_signs_people_in_by_its_challenge() {
    let mut world = World::with(portal()).await;
    let code = world.code(&[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "portal"),
    ];
    assert_eq!(world.send("/oauth2/token", None, &form).await.status, StatusCode::OK);
    let without = World::with(confidential()).await.send("/oauth2/token", None, &form).await;
    assert!(is_unknown(&without), "the secret of one that has one is not left out: {without:?}");
}

fn with_key(key: &Key) -> OpenIdSetup {
    let mut program = program("program");
    program.secret = None;
    program.keys = Some(key.set());
    program
}

/// An assertion of the client, with some claims changed.
fn assertion(world: &World, key: &Key, jti: &str, changes: &Value) -> String {
    let now = world.site.identity.clock().now().unix_seconds();
    let mut claims =
        json!({"iss": "program", "sub": "program", "aud": ISSUER, "iat": now, "exp": now + 60, "jti": jti});
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    key.sign(&json!({"alg": "ES256", "kid": key.thumbprint()}), &claims)
}

async fn shown(world: &World, assertion: &str) -> Got {
    let form = [OWN[0], ("client_assertion_type", ASSERTION), ("client_assertion", assertion)];
    world.send("/oauth2/token", None, &form).await
}

#[tokio::test]
async fn o_10_an_assertion_counts_once() {
    let key = Key::new();
    let world = World::with(with_key(&key)).await;
    let one = assertion(&world, &key, "one", &json!({}));
    assert_eq!(shown(&world, &one).await.status, StatusCode::OK);
    assert!(is_unknown(&shown(&world, &one).await), "a replay");
    let again = assertion(
        &world,
        &key,
        "one",
        &json!({"exp": world.site.identity.clock().now().unix_seconds() + 30}),
    );
    assert!(is_unknown(&shown(&world, &again).await), "another with the same name");
    let (two, three) =
        (assertion(&world, &key, "two", &json!({})), assertion(&world, &key, "two", &json!({})));
    let (two, three) = tokio::join!(shown(&world, &two), shown(&world, &three));
    assert_eq!([two, three].iter().filter(|got| got.status == StatusCode::OK).count(), 1);
}

#[tokio::test]
async fn o_10_what_is_not_by_the_client_for_us_is_refused() {
    let (key, foreign) = (Key::new(), Key::new());
    let world = World::with(with_key(&key)).await;
    let now = world.site.identity.clock().now().unix_seconds();
    for changes in [
        json!({"iss": "other"}),
        json!({"sub": "unknown"}),
        json!({"aud": "https://other.example"}),
        json!({"aud": [ISSUER, "https://other.example"]}),
        json!({"exp": now - 61}),
        json!({"exp": now + 3_600}),
        json!({"nbf": now + 3_600}),
        json!({"jti": ""}),
    ] {
        let got = shown(&world, &assertion(&world, &key, &changes.to_string(), &changes)).await;
        assert!(is_unknown(&got), "{changes}: {got:?}");
    }
    assert!(is_unknown(&shown(&world, &assertion(&world, &foreign, "foreign", &json!({}))).await));
    let claims = json!({"iss": "program", "sub": "program", "aud": ISSUER, "exp": now + 60, "jti": "n"});
    for header in
        [json!({"alg": "none"}), json!({"alg": "HS256"}), json!({"alg": "RS256"}), json!({"alg": "ES512"})]
    {
        assert!(is_unknown(&shown(&world, &key.sign(&header, &claims)).await), "{header}");
    }
    let form = [OWN[0], ("client_assertion_type", "urn:other"), ("client_assertion", "a.b.c")];
    assert!(is_unknown(&world.send("/oauth2/token", None, &form).await));
    let by_secret = world.send("/oauth2/token", Some(("program", SECRET)), &OWN).await;
    assert!(is_unknown(&by_secret), "it has a key and no secret");
}

/// Assertions that fail are counted and written down like wrong secrets.
#[tokio::test]
async fn o_10_wrong_assertions_pause_the_client_where_they_come_from() {
    let (key, foreign) = (Key::new(), Key::new());
    let world = World::with(with_key(&key)).await;
    for number in 0..30 {
        let wrong = assertion(&world, &foreign, &number.to_string(), &json!({}));
        assert!(is_unknown(&shown(&world, &wrong).await));
    }
    let right = assertion(&world, &key, "right", &json!({}));
    assert!(is_unknown(&shown(&world, &right).await), "it is paused");
    world.site.clock.advance(std::time::Duration::from_mins(1));
    let right = assertion(&world, &key, "later", &json!({}));
    assert_eq!(shown(&world, &right).await.status, StatusCode::OK);
}

/// Each parameter is compared with those before it, so there are few.
#[tokio::test]
async fn o_8_a_form_has_no_more_parameters_than_any_needs() {
    let world = World::with(program("program")).await;
    let names: Vec<_> = (0..70).map(|number| format!("a{number}")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    for (count, status) in [(63, StatusCode::OK), (64, StatusCode::BAD_REQUEST)] {
        let form = [&OWN[..], &many[..count]].concat();
        let got = world.send("/oauth2/token", Some(("program", SECRET)), &form).await;
        assert_eq!(got.status, status, "{count}: {got:?}");
    }
}

/// RFC 9126, section 2: an assertion may name the endpoint at which it is shown.
#[tokio::test]
async fn o_21_an_assertion_may_be_for_the_endpoint_of_pushed_requests() {
    let key = Key::new();
    let world = World::with(with_key(&key)).await;
    let right = assertion(&world, &key, "par", &json!({"aud": format!("{ISSUER}/oauth2/par")}));
    let form = [("client_assertion_type", ASSERTION), ("client_assertion", right.as_str())];
    let got = world.send("/oauth2/par", None, &form).await;
    assert_eq!(
        got.json["error"], "invalid_request",
        "the client is known, and its request is empty: {got:?}"
    );
}
