//! How pages and mails look: who changes it, what is refused, and which look counts.

use crate::sign_on::application::{JEREMY, signing_on};
use crate::support::World;
use identity_core::AccessError;
use identity_core::brands::{AccentOf, BrandChange, BrandError, BrandOf};
use identity_core::domain::{Action, BrandLook, Colour};

fn named(name: &str) -> BrandLook {
    BrandLook { name: Some(name.parse().unwrap()), ..BrandLook::default() }
}

fn colour(text: &str) -> Colour {
    Colour::parse(text).unwrap()
}

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_it_is_published() {
    let world = World::new().await;
    world.with_jeremy().await;
    let (jeremy, city_group) = (world.caller(JEREMY).await, world.city_group().await);
    let of = BrandOf::Organization(city_group);
    let change = async |change| world.identity.change_brand(&jeremy, of, &change).await;
    assert!(matches!(change(BrandChange::Publish).await, Err(BrandError::NoDraft)));
    change(BrandChange::Draft(named("City Group"))).await.unwrap();
    assert_eq!(world.last_row(Action::BrandDrafted).await.details["name"], "City Group");
    let shown = async || world.identity.shown_brand(None, Some(city_group)).await.unwrap().look;
    assert_eq!(shown().await, BrandLook::default());
    let stands = world.identity.brand(&jeremy, of).await.unwrap();
    assert_eq!((stands.look, stands.draft), (BrandLook::default(), Some(named("City Group"))));
    // What everybody sees is changed by somebody who has just proved who they are.
    world.clock.advance(world.identity.settings().sensitive_after);
    assert!(matches!(change(BrandChange::Publish).await, Err(BrandError::ProveAgain)));
    assert!(matches!(change(BrandChange::Set(named("X"))).await, Err(BrandError::ProveAgain)));
    let jeremy = world.caller(JEREMY).await;
    world.identity.change_brand(&jeremy, of, &BrandChange::Publish).await.unwrap();
    assert_eq!(shown().await, named("City Group"));
    assert_eq!(world.events(Action::BrandChanged).await, 1);
    // The same once more is no change, and nothing left is no record.
    world.identity.change_brand(&jeremy, of, &BrandChange::Set(named("City Group"))).await.unwrap();
    assert_eq!(world.events(Action::BrandChanged).await, 1);
    world.identity.change_brand(&jeremy, of, &BrandChange::Set(BrandLook::default())).await.unwrap();
    assert_eq!(shown().await, BrandLook::default());
}

#[tokio::test]
async fn what_cannot_be_read_or_poses_as_an_address_is_refused() {
    let world = World::new().await;
    world.with_jeremy().await;
    let (jeremy, city_group) = (world.caller(JEREMY).await, world.city_group().await);
    let set = async |look| {
        let of = BrandOf::Organization(city_group);
        world.identity.change_brand(&jeremy, of, &BrandChange::Draft(look)).await
    };
    let light = BrandLook { accent: Some(colour("#ffcc00")), ..BrandLook::default() };
    let Err(BrandError::LowContrast { of, contrast, readable, .. }) = set(light).await else {
        panic!("taken")
    };
    assert!(of == AccentOf::Light && contrast < 4.5);
    set(BrandLook { accent: Some(readable), ..BrandLook::default() }).await.unwrap();
    let dark = BrandLook { accent_dark: Some(colour("#000000")), ..BrandLook::default() };
    assert!(matches!(set(dark).await, Err(BrandError::LowContrast { of: AccentOf::Dark, .. })));
    for name in ["support@bank.example", "Bank <x>", "\"Bank\"", "a, b", "a; b", "to: b", "a\\b"] {
        let look = BrandLook { sender_name: Some(name.parse().unwrap()), ..BrandLook::default() };
        assert!(matches!(set(look).await, Err(BrandError::SenderName)), "{name}");
    }
}

#[tokio::test]
async fn who_manages_the_people_changes_the_look_and_the_nearest_look_counts() {
    let (world, asked) = signing_on().await;
    let application = asked("1").relying_party;
    let (scott, jeremy) = (world.scott().await, world.caller(JEREMY).await);
    let (operator, city_group) = (world.operator().await, world.city_group().await);
    for of in [BrandOf::Organization(operator), BrandOf::Application(application)] {
        let refused = world.identity.change_brand(&jeremy, of, &BrandChange::Set(named("Mine"))).await;
        assert!(matches!(refused, Err(BrandError::Access(_))), "{refused:?}");
        assert!(world.identity.brand(&jeremy, of).await.is_err());
    }
    let unknown = world.identity.brand(&scott, BrandOf::Application(uuid::Uuid::nil().into())).await;
    assert!(matches!(unknown, Err(AccessError::NotFound)), "{unknown:?}");
    let set =
        async |of, look| world.identity.change_brand(&scott, of, &BrandChange::Set(look)).await.unwrap();
    let deployment = BrandLook {
        sender_name: Some("Portal".parse().unwrap()),
        help_email: Some("help@smartplan.example".parse().unwrap()),
        help_hours: Some("always".parse().unwrap()),
        ..named("Portal")
    };
    set(BrandOf::Organization(operator), deployment).await;
    let shown = world.identity.shown_brand(Some(application), Some(city_group)).await.unwrap();
    assert_eq!(shown.look.name.unwrap().as_str(), "Portal");
    assert!(!shown.sends_for_another && !shown.is_named_for_another);
    let own = BrandLook { help_phone: Some("112".parse().unwrap()), ..named("City Group") };
    set(BrandOf::Organization(city_group), own).await;
    set(BrandOf::Application(application), named("Extranet")).await;
    let name = async |application, organization| {
        let shown = world.identity.shown_brand(application, organization).await.unwrap();
        (shown.look.name.unwrap().to_string(), shown.is_named_for_another)
    };
    assert_eq!(name(None, None).await, ("Portal".to_owned(), false));
    assert_eq!(name(None, Some(city_group)).await, ("City Group".to_owned(), true));
    assert_eq!(name(Some(application), Some(city_group)).await, ("Extranet".to_owned(), true));
    // The ways to get help belong together: nobody is sent to one organisation's telephone in the hours of another.
    let shown = world.identity.shown_brand(None, Some(city_group)).await.unwrap().look;
    assert_eq!((shown.help_email, shown.help_hours), (None, None));
}

#[tokio::test]
async fn a_welcome_text_is_in_thirty_languages_at_most() {
    let world = World::new().await;
    let (scott, operator) = (world.scott().await, world.operator().await);
    let welcome = |languages: usize| {
        let tag = |number: usize| {
            let letter = |at: usize| char::from(b'a' + u8::try_from(at).unwrap());
            format!("{}{}", letter(number / 26), letter(number % 26))
        };
        let line = |number| (tag(number).parse().unwrap(), "Welcome".parse().unwrap());
        let look = BrandLook { welcome: (0..languages).map(line).collect(), ..BrandLook::default() };
        BrandChange::Set(look)
    };
    let of = BrandOf::Organization(operator);
    let set = async |count| world.identity.change_brand(&scott, of, &welcome(count)).await;
    let refused = set(BrandLook::MOST_LANGUAGES + 1).await;
    assert!(matches!(refused, Err(BrandError::TooManyLanguages)), "{refused:?}");
    set(BrandLook::MOST_LANGUAGES).await.unwrap();
}

/// Where people sign in they are of no organisation yet, so no page would show it.
#[tokio::test]
async fn a_line_of_welcome_is_for_the_deployment_and_not_for_an_organisation() {
    let world = World::new().await;
    world.with_jeremy().await;
    let (jeremy, scott) = (world.caller(JEREMY).await, world.scott().await);
    let mut look = named("City Group");
    look.welcome.insert("en".parse().unwrap(), "Welcome".parse().unwrap());
    let of = BrandOf::Organization(world.city_group().await);
    for change in [BrandChange::Draft(look.clone()), BrandChange::Set(look.clone())] {
        let refused = world.identity.change_brand(&jeremy, of, &change).await;
        assert!(matches!(refused, Err(BrandError::NoWelcome)), "{refused:?}");
    }
    let of = BrandOf::Organization(world.operator().await);
    world.identity.change_brand(&scott, of, &BrandChange::Set(look.clone())).await.unwrap();
    assert_eq!(world.identity.shown_brand(None, None).await.unwrap().look, look);
}
