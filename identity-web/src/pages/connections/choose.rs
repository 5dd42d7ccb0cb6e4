//! Which kind of provider is connected.

use super::place::Place;
use super::views::{ChooseProvider, ProviderKind};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    place: Place,
) -> Result<Response, PageFailure> {
    visit.state.identity.connections(&caller, place.0).await?;
    // Everybody's account at Google says nothing of who belongs to an organisation.
    let kinds =
        ["saml", "openid", "google"].into_iter().filter(|kind| place.0.is_none() || *kind != "google");
    let kinds = kinds.map(|kind| ProviderKind {
        label: PageText::of_code("connection-new", kind),
        hint: PageText::of_code("connection-new-hint", kind),
        path: format!("{}/{kind}", place.new_path()),
    });
    let view = ChooseProvider { place: place.shown(&visit, &caller).await?, kinds: kinds.collect() };
    visit.page(&view).await
}
