//! The applications that know a person, as they see them.

use crate::support::site::{JEREMY, World};
use identity_core::domain::{Consent, UserKey};
use identity_core::secrets::SecretToken;
use identity_core::setup::{OpenIdSetup, Setup};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::EmailAddress;
use identity_core::{OsEntropy, Timestamp};

/// Jeremy agreed that an application may know his address.
async fn agreed(world: &World) {
    let reports = OpenIdSetup::new(
        "reports-app".parse().unwrap(),
        "Reports".parse().unwrap(),
        "reports".parse().unwrap(),
    )
    .secret(SecretToken::generate(&OsEntropy))
    .redirect_uris(["https://reports.example.com/callback".to_owned()]);
    world.identity.apply(&Setup::default().openid([reports])).await.unwrap();
    let client = world.identity.client("reports-app").await.unwrap().unwrap().id;
    let key = UserKey::Email(EmailAddress::parse(JEREMY).unwrap().canonical());
    let user = world.store.users().find(&key).await.unwrap().unwrap().id;
    let at = Timestamp::from_unix_seconds(1_790_000_000);
    let scopes = ["openid", "email"].map(|scope| scope.parse().unwrap()).into();
    let mut changes = ChangeSet::new();
    let id = uuid::Uuid::from_u128(9).into();
    changes.insert(Consent { id, user, client, scopes, created_at: at, updated_at: at });
    world.store.commit(&changes).await.unwrap();
}

#[tokio::test]
async fn jeremy_sees_what_an_application_may_and_takes_it_back() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    let none = jeremy.open("/account/applications").await;
    assert!(none.text().contains("No application knows you"), "{}", none.text());
    agreed(&world).await;
    let account = jeremy.open("/account").await;
    assert!(account.html.contains("/account/applications"));
    let page = jeremy.open("/account/applications").await;
    for words in ["Reports", "know your e-mail address", "Take back"] {
        assert!(page.text().contains(words), "{}", page.text());
    }
    let action = page.find("main form", "action").remove(0);
    let after = jeremy.submit(&page, &action, &[]).await;
    assert_eq!(after.path, "/account/applications?done=application-withdrawn");
    assert!(after.text().contains("No application knows you"), "{}", after.text());
    assert!(after.text().contains("The application may no longer know you"), "{}", after.text());
}
