//! The deployment's own signing keys: published before they sign, and for a while after.

use crate::support::World;
use crate::support::stores::Recorded;
use identity_core::Clock as _;
use identity_core::applications::{KeyChange, KeyError, KeyMaterial, RotationError, SigningKeys};
use identity_core::domain::{Action, KeyState, KeyUse};
use identity_core::store::Store as _;
use std::future::ready;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// Keys that can be told apart.
fn material(number: u8) -> KeyMaterial {
    KeyMaterial { certificate: vec![number], private_key: vec![number, 1] }
}

/// A deployment that numbers the keys that it makes.
struct Keys {
    world: World,
    made: AtomicU8,
}

impl Keys {
    async fn new() -> Self {
        Self { world: World::new().await, made: AtomicU8::new(0) }
    }

    async fn of(&self, key_use: KeyUse) -> SigningKeys {
        let make = || ready(Ok(material(self.made.fetch_add(1, Ordering::Relaxed) + 1)));
        self.world.identity.signing_keys::<KeyError, _>(key_use, make).await.unwrap()
    }

    /// Which key of tokens signs, and which are published.
    async fn numbers(&self) -> (u8, Vec<u8>) {
        let keys = self.of(KeyUse::OpenIdEs256).await;
        (keys.signing.certificate[0], keys.published.concat())
    }

    async fn rotate(&self, key_use: KeyUse, change: KeyChange) -> Result<(), RotationError> {
        let fresh = material(self.made.fetch_add(1, Ordering::Relaxed) + 1);
        self.world.identity.rotate_key(key_use, &change, &fresh).await
    }

    fn days(&self, days: u32) {
        self.world.clock.advance(DAY * days);
    }
}

#[tokio::test]
async fn o_19_the_next_key_of_tokens_is_published_a_week_before_it_signs() {
    let keys = Keys::new().await;
    assert_eq!(keys.numbers().await, (1, vec![1]));
    keys.days(89);
    assert_eq!(keys.numbers().await, (1, vec![1]));
    keys.days(1);
    assert_eq!(keys.numbers().await, (1, vec![1, 2]));
    keys.days(6);
    assert_eq!(keys.numbers().await, (1, vec![1, 2]));
    keys.days(1);
    assert_eq!(keys.numbers().await, (2, vec![2, 1]));
    keys.days(29);
    assert_eq!(keys.numbers().await, (2, vec![2, 1]));
    keys.days(1);
    assert_eq!(keys.numbers().await, (2, vec![2]));
    let rows = keys.world.rows(Action::SigningKeyCreated).await.len();
    let others = [Action::SigningKeyActivated, Action::SigningKeyRemoved];
    assert_eq!(rows, 2);
    for action in others {
        assert_eq!(keys.world.last_row(action).await.details["use"], "open_id_es256");
    }
}

/// Nobody was there for a year: the next key is published first all the same.
#[tokio::test]
async fn a_key_signs_only_after_it_was_published_however_late_it_is() {
    let keys = Keys::new().await;
    keys.numbers().await;
    keys.days(365);
    assert_eq!(keys.numbers().await, (1, vec![1, 2]));
    keys.days(7);
    assert_eq!(keys.numbers().await.0, 2);
}

#[tokio::test]
async fn keys_of_saml_are_rotated_by_hand_only() {
    let keys = Keys::new().await;
    let saml = KeyUse::SamlIdentityProvider;
    assert_eq!(keys.of(saml).await.published.concat(), [1]);
    keys.days(1000);
    assert_eq!(keys.of(saml).await.published.concat(), [1]);
    keys.rotate(saml, KeyChange::Announced(DAY * 10)).await.unwrap();
    let again = keys.rotate(saml, KeyChange::Announced(DAY)).await;
    assert!(
        matches!(again, Err(RotationError::AlreadyAnnounced(at)) if at == keys.world.clock.now().plus(DAY * 10))
    );
    assert_eq!(keys.of(saml).await.published.concat(), [1, 2]);
    keys.days(10);
    assert_eq!(keys.of(saml).await.published.concat(), [2, 1]);
    let seen = keys.world.identity.published_keys(saml).await.unwrap();
    assert_eq!(seen.iter().map(|key| key.state).collect::<Vec<_>>(), [KeyState::Active, KeyState::Retired]);
}

#[tokio::test]
async fn a_key_that_is_wanted_now_is_the_one_that_was_published() {
    let keys = Keys::new().await;
    keys.numbers().await;
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Announced(DAY)).await.unwrap();
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Now).await.unwrap();
    assert_eq!(keys.numbers().await, (2, vec![2, 1]));
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Now).await.unwrap();
    assert_eq!(keys.numbers().await.0, 4, "none was published");
}

#[tokio::test]
async fn nothing_of_a_stolen_key_stays_published() {
    let keys = Keys::new().await;
    keys.numbers().await;
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Now).await.unwrap();
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Announced(DAY)).await.unwrap();
    assert_eq!(keys.numbers().await.1.len(), 3);
    keys.rotate(KeyUse::OpenIdEs256, KeyChange::Stolen).await.unwrap();
    assert_eq!(keys.numbers().await, (4, vec![4]));
    assert_eq!(keys.world.rows(Action::SigningKeyRemoved).await.len(), 3);
}

/// Of two nodes that see the time come, one publishes the next key; the other's commit is refused.
#[tokio::test]
async fn two_nodes_make_one_next_key() {
    let keys = Keys::new().await;
    keys.numbers().await;
    keys.days(90);
    let make = || ready(Ok::<_, KeyError>(material(9)));
    let late = Recorded::new(keys.world.store.clone());
    let node = keys.world.identity.with_store(late.clone());
    assert!(
        node.signing_keys::<KeyError, _>(KeyUse::OpenIdEs256, make).await.is_err(),
        "it is only recorded"
    );
    assert_eq!(keys.numbers().await, (1, vec![1, 2]));
    assert!(keys.world.store.commit(&late.take()).await.is_err());
    assert_eq!(keys.numbers().await, (1, vec![1, 2]));
}
