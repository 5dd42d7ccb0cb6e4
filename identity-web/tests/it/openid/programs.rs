//! What a token says by which a program acts for an organisation, and when it stops.

use super::portal::{claims, header, named, token};
use super::signature::is_signed;
use super::world::{Got, SECRET, World};
use crate::support::site::JEREMY;
use http::StatusCode;
use identity_core::domain::AccessTokenFormat;
use identity_core::ids::GrantId;
use identity_core::mandates::{GiveMandate, GivenMandate, Receiver};
use identity_core::roles::ToClient;
use identity_core::setup::OpenIdSetup;
use serde_json::json;

const API: &str = "https://api.example/";

fn robot() -> OpenIdSetup {
    let mut robot = named("robot", "Robot").secret(token(SECRET));
    robot.client_credentials = true;
    robot.scopes = ["orders".parse().unwrap(), "member.view".parse().unwrap()].into();
    robot
}

/// The application itself, which reads the tokens of programs.
fn api(format: AccessTokenFormat) -> OpenIdSetup {
    let mut api = named("api", "API").secret(token(SECRET));
    api.resource = Some(API.to_owned());
    api.access_tokens = format;
    api
}

struct Acting {
    world: World,
    organization: String,
    mandate: GrantId,
}

async fn acting(format: AccessTokenFormat) -> Acting {
    let world = World::with_all([robot(), api(format)]).await;
    let jeremy = world.site.test.sign_in(JEREMY).await.unwrap().caller;
    let organization = world.site.test.organization("crm-1001").await.unwrap();
    let to = Receiver::Client(ToClient::new("robot".parse().unwrap()));
    let wanted = GiveMandate::new(organization, to, "viewer".parse().unwrap());
    let given = world.site.identity.give_mandate(&jeremy, &wanted).await.unwrap();
    let GivenMandate::Accepted(grant) = given else { panic!("{given:?}") };
    Acting { world, organization: organization.to_string(), mandate: grant.id }
}

impl Acting {
    async fn token(&self) -> Got {
        let got = self.ask(&[("organization", &self.organization)]).await;
        assert_eq!(got.status, StatusCode::OK, "{got:?}");
        got
    }

    async fn ask(&self, more: &[(&str, &str)]) -> Got {
        let form = [("grant_type", "client_credentials"), ("resource", API)];
        self.world.send("/oauth2/token", Some(("robot", SECRET)), &[&form[..], more].concat()).await
    }

    async fn introspect(&self, access: &str) -> Got {
        self.world.send("/oauth2/introspect", Some(("api", SECRET)), &[("token", access)]).await
    }

    async fn end(&self) {
        let jeremy = self.world.site.test.sign_in(JEREMY).await.unwrap().caller;
        self.world.site.identity.end_mandate(&jeremy, self.mandate).await.unwrap();
    }
}

#[tokio::test]
async fn a_token_by_a_mandate_says_who_acts_for_whom() {
    for format in [AccessTokenFormat::Opaque, AccessTokenFormat::Jwt] {
        let acting = acting(format).await;
        let got = acting.token().await;
        let access = got.json["access_token"].as_str().unwrap();
        let mut all = vec![got.json.clone(), acting.introspect(access).await.json];
        if format == AccessTokenFormat::Jwt {
            assert_eq!(header(access)["typ"], "at+jwt");
            assert!(is_signed(access, &acting.world.keys().await));
            all.push(claims(access));
        }
        for told in &all {
            assert_eq!(told["organization_id"], json!(acting.organization), "{told}");
            assert_eq!(told["mandate"], json!(acting.mandate.to_string()), "{told}");
        }
        for told in &all[1..] {
            // RFC 8693, section 4.1; RFC 9068, section 2.2.
            assert_eq!((&told["act"], &told["sub"]), (&json!({"sub": "robot"}), &json!("robot")), "{told}");
            assert_eq!(told["organization_name"], "City Group, Inc.");
            assert_eq!(told["roles"], json!(["consumption-viewer"]), "those of the application: {told}");
        }
    }
}

#[tokio::test]
async fn with_the_mandate_the_token_ends() {
    for format in [AccessTokenFormat::Opaque, AccessTokenFormat::Jwt] {
        let acting = acting(format).await;
        let got = acting.token().await;
        let access = got.json["access_token"].as_str().unwrap();
        assert_eq!(acting.introspect(access).await.json["active"], true);
        acting.end().await;
        assert_eq!(acting.introspect(access).await.json, json!({"active": false}));
        assert_eq!(
            acting.ask(&[("mandate", &acting.mandate.to_string())]).await.json["error"],
            "invalid_grant"
        );
        let after = acting.ask(&[]).await;
        assert!(after.json.get("mandate").is_none() && after.json.get("organization_id").is_none());
        let access = after.json["access_token"].as_str().unwrap();
        let told = acting.introspect(access).await.json;
        assert_eq!(told["active"], true, "it is the program's own");
        assert!(told.get("act").is_none() && told.get("organization_id").is_none(), "{told}");
    }
}

/// Whoever gives a program a mandate changes nothing of the tokens that it asks for without a name.
#[tokio::test]
async fn a_mandate_that_nobody_named_is_in_no_token() {
    let acting = acting(AccessTokenFormat::Jwt).await;
    let got = acting.ask(&[]).await;
    let told = claims(got.json["access_token"].as_str().unwrap());
    assert!(told.get("act").is_none() && told.get("mandate").is_none(), "{told}");
}
