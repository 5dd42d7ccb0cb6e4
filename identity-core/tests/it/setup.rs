//! Applying a configuration.

use crate::support::setup::setup;
use crate::support::{PASSWORD, World};
use identity_core::SeededEntropy;
use identity_core::domain::{User, UserState};
use identity_core::policy::Permission;
use identity_core::roles::AskedActor;
use identity_core::secrets::{Secret, SecretToken};
use identity_core::setup::{Setup, SetupError};
use identity_core::store::Page;
use identity_core::testing::TestIdentity;

/// Whoever runs the program names the first administrators, with a password of their own; there is no other way to become
/// one. Naming them again changes no password, and brings nobody back who was disabled.
#[tokio::test]
async fn d_29_setting_up_again_opens_no_way_back_in() {
    let world = World::new().await;
    let mut again = setup();
    again.people[0].password = Secret::new("another-lantern-84-kettle");
    world.identity.apply(&again).await.unwrap();
    assert!(world.sign_in("scott", "another-lantern-84-kettle").await.is_err());
    assert!(world.sign_in("scott", PASSWORD).await.is_ok());

    let scott = world.user("scott@operator.example").await.unwrap();
    world.meanwhile(User { state: UserState::Disabled, ..scott.record }, scott.version).await;
    world.identity.apply(&setup()).await.unwrap();
    assert!(world.sign_in("scott", PASSWORD).await.is_err());

    let empty = World::without_people().await;
    assert!(empty.sign_in("scott", PASSWORD).await.is_err(), "nobody is there whom nobody named");
    assert!(empty.user("scott@operator.example").await.is_none());
}

#[tokio::test]
async fn the_first_administrator_can_do_everything_everywhere() {
    let setup =
        Setup::administrator("Minimal Ltd", "Ada King Lovelace", "ada@minimal.example", PASSWORD).unwrap();
    let test = TestIdentity::builder().setup(setup).start().await.unwrap();
    let ada = test.sign_in("ada@minimal.example").await.unwrap();
    let current = test.identity().session(&ada.token).await.unwrap().unwrap();
    assert_eq!(
        (current.user.given_name.as_str(), current.user.family_name.as_str()),
        ("Ada King", "Lovelace")
    );
    let operator = test.operator().await.unwrap();
    for permission in Permission::ALL {
        let asked = AskedActor::User(ada.user);
        let decision =
            test.identity().explain(&ada.caller, asked, *permission, operator, None).await.unwrap();
        assert!(decision.allowed, "{permission:?}");
    }
    let seen = test.identity().organizations(&ada.caller, None, &Page::first(10)).await.unwrap();
    assert_eq!(seen.items[0].name.as_str(), "Minimal Ltd");
}

#[test]
fn a_text_that_cannot_be_used_is_named() {
    let setup = |operator, name, email| {
        Setup::administrator(operator, name, email, PASSWORD).unwrap_err().to_string()
    };
    assert!(
        setup("", "Ada Lovelace", "ada@minimal.example")
            .starts_with("the operator's name \"\" cannot be used")
    );
    assert!(setup("Minimal Ltd", "Ada", "ada@minimal.example").contains("a first and a last name"));
    assert!(
        setup("Minimal Ltd", "Ada Lovelace", "ada").starts_with("the e-mail address \"ada\" cannot be used")
    );
}

/// A demo's passwords are printed in its book: a program that serves without the demo looks whether they open anything.
#[tokio::test]
async fn v_02_published_credentials_are_named_as_long_as_they_open_an_account() {
    let world = World::new().await;
    let opened = world.identity.opened_by(&setup()).await.unwrap();
    assert!(opened.contains(&"scott@operator.example".to_owned()), "{opened:?}");
    assert!(opened.contains(&"crm".to_owned()), "{opened:?}");

    let mut others = setup();
    others.people[0].password = Secret::new("another-lantern-84-kettle");
    others.clients[0].secret = SecretToken::generate(&SeededEntropy::new(99));
    assert_eq!(world.identity.opened_by(&others).await.unwrap(), Vec::<String>::new());

    let scott = world.user("scott@operator.example").await.unwrap();
    world.meanwhile(User { state: UserState::Locked, ..scott.record }, scott.version).await;
    let opened = world.identity.opened_by(&setup()).await.unwrap();
    assert!(!opened.contains(&"scott@operator.example".to_owned()), "{opened:?}");
    assert_eq!(World::without_people().await.identity.opened_by(&setup()).await.unwrap(), ["crm"]);
}

#[tokio::test]
async fn v_14_a_declared_password_meets_the_rules_for_all_passwords() {
    let world = World::without_people().await;
    for weak in ["x", "password1234", "scott.long@operator.example"] {
        let mut wanted = setup();
        wanted.people[0].password = Secret::new(weak);
        let refused = world.identity.apply(&wanted).await.unwrap_err();
        assert!(matches!(refused, SetupError::PasswordRefused { .. }), "{weak}: {refused}");
        assert!(refused.to_string().contains("scott@operator.example"), "{refused}");
        assert!(world.user("scott@operator.example").await.is_none());
    }
    world.identity.apply(&setup()).await.unwrap();
    // Whoever is there keeps the password of their own, so what is declared is not looked at.
    let mut weak = setup();
    weak.people[0].password = Secret::new("x");
    world.identity.apply(&weak).await.unwrap();
}
