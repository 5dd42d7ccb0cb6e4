//! What whoever had somebody's session for a moment gets by its addresses.

use super::contacts::{NEW, world};
use super::emails::{PAGE, adds, presses};
use http::StatusCode;
use std::time::Duration;

/// Who had somebody's session for a moment, and went there and back, has no link that brings their address back.
#[tokio::test]
async fn going_back_to_an_older_address_gives_the_newer_one_no_way_in() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    world.clock.advance(Duration::from_secs(1));
    adds(&world, &mut jeremy, NEW).await;
    let page = jeremy.open(PAGE).await;
    presses(&mut jeremy, &page, "/main").await;
    let page = jeremy.open(PAGE).await;
    let back = presses(&mut jeremy, &page, "/main").await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text());
    let links = world.mails_to(NEW).await.into_iter().filter(|mail| mail.contains("/contacts/"));
    assert_eq!(links.count(), 1, "the proof of the address alone, which was used");
}
