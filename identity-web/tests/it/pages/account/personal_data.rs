//! Taking one's own data along, through the pages.

use crate::support::site::{JEREMY, World};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use identity_core::domain::{
    AuthenticationMethod, Device, LinkOffer, LinkedIdentity, NameFormat, NameIdentifier, Participant,
    ProviderSubject, RecordKind, RememberedBrowser, SessionFilter,
};
use identity_core::personal_data::personal_data;
use identity_core::secrets::TokenDigest;
use identity_core::store::{ChangeSet, Page, Store};
use identity_core::testing::known_application;
use identity_core::{OsEntropy, SystemClock};
use serde_json::Value;
use std::time::Duration;

/// An application that knows Jeremy, and took part in one of his sessions; and a browser that he had remembered.
async fn used_an_application(world: &World) {
    let signed_in = world.test.sign_in(JEREMY).await.unwrap();
    let filter = SessionFilter { user: Some(signed_in.user), ..SessionFilter::default() };
    let sessions = world.store.sessions().list(&filter, &Page::first(10)).await.unwrap();
    let (clock, entropy) = (SystemClock::default(), OsEntropy);
    let relying_party = identity_core::ids::RelyingPartyId::generate(&clock, &entropy);
    let at = world.identity.clock().now();
    let name = NameIdentifier {
        id: identity_core::ids::NameIdentifierId::generate(&clock, &entropy),
        user: signed_in.user,
        relying_party,
        value: "a-name-there".to_owned(),
        created_at: at,
    };
    let participant = Participant {
        id: identity_core::ids::ParticipantId::generate(&clock, &entropy),
        session: sessions.items[0].id,
        relying_party,
        name_id: "a-name-there".to_owned(),
        name_format: NameFormat::Persistent,
        created_at: at,
    };
    let browser = RememberedBrowser {
        id: identity_core::ids::RememberedBrowserId::generate(&clock, &entropy),
        user: signed_in.user,
        browser: TokenDigest::from_bytes([7; 32]),
        methods: [AuthenticationMethod::TOTP].into(),
        device: Device::default(),
        created_at: at,
        last_used_at: Some(at),
        expires_at: at.plus(Duration::from_hours(24)),
    };
    let (authorization, consent) = known_application(signed_in.user, &participant, at);
    let connection = identity_core::ids::ConnectionId::generate(&clock, &entropy);
    let linked = LinkedIdentity {
        id: identity_core::ids::LinkedIdentityId::generate(&clock, &entropy),
        user: signed_in.user,
        connection,
        issuer: "https://idp.example".to_owned(),
        subject: ProviderSubject::plain("jeremy-7").unwrap(),
        label: None,
        level: None,
        attributes: std::collections::BTreeMap::new(),
        created_at: at,
        asserted_at: at,
    };
    let offer = LinkOffer {
        id: identity_core::ids::LinkOfferId::generate(&clock, &entropy),
        user: signed_in.user,
        connection,
        ask_again_at: None,
        answered_at: at,
    };
    let mut changes = ChangeSet::new();
    changes.insert(linked).insert(offer);
    changes.insert(name).insert(participant).insert(browser).insert(authorization).insert(consent);
    world.store.commit(&changes).await.unwrap();
}

/// ASVS, GDPR articles 15 and 20: complete, after a fresh proof, and nothing that opens an account.
#[tokio::test]
async fn u_10_the_file_holds_all_that_is_kept_about_its_person_and_no_secret() {
    let world = World::with(
        |settings| settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS],
        |builder| builder,
    )
    .await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (maya, _) = world.maya(&mut jeremy, &organization).await;
    drop(maya);
    used_an_application(&world).await;
    let page = jeremy.open("/account/email").await;
    jeremy.submit(&page, "/account/email", &[("email", "jeremy@home.example")]).await;
    let mut stranger = world.browser();
    let page = stranger.open("/recover").await;
    stranger.submit(&page, "/recover", &[("identifier", JEREMY)]).await;
    world.mails_to(JEREMY).await;

    let profile = jeremy.open("/account/profile").await;
    let page = jeremy.open(&profile.link("Take your data with you")).await;
    let file = jeremy.submit(&page, "/account/export", &[]).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.html);
    assert_eq!(file.headers[CONTENT_TYPE], "application/json");
    assert_eq!(file.headers[CONTENT_DISPOSITION], "attachment; filename=\"my-data.json\"");
    let data: Value = serde_json::from_str(&file.html).unwrap();
    for kind in RecordKind::ALL {
        let map = personal_data(*kind);
        let records = data["records"][kind.as_str()].as_array().cloned().unwrap_or_default();
        assert_eq!(!map.exported.is_empty(), !records.is_empty(), "{}", kind.as_str());
        for record in records {
            let record = record.as_object().unwrap();
            for field in map.exported {
                assert!(record.contains_key(*field), "{}: no {field}", kind.as_str());
            }
            for field in map.withheld {
                assert!(!record.contains_key(*field), "{}: {field}", kind.as_str());
            }
        }
    }
    let user = &data["records"]["user"][0];
    assert_eq!((&user["email"], &user["given_name"]), (&JEREMY.into(), &"Jeremy".into()));
    assert_eq!(data["records"]["credential"][0]["method"], "pwd");
    let secret = |secret: &str| file.html.contains(secret);
    assert!(!secret("$argon2") && !secret("scott.long@"), "of nobody else: {}", file.html);
    let rows = world.store.audit_events().list(&<_>::default(), &Page::first(500)).await.unwrap();
    assert!(rows.items.iter().any(|row| row.action.as_str() == "user.data_exported"));

    world.clock.advance(Duration::from_mins(16));
    let late = jeremy.submit(&page, "/account/export", &[]).await;
    assert!(late.path.starts_with("/login?again=1"), "{}", late.path);
}
