//! The list of applications and programs.

use super::paths::of;
use super::views::{ApplicationState, RegisteredApplications, RegisteredRow};
use crate::language::{Argument, PageText};
use crate::page::failure::PageFailure;
use crate::page::views::listing::ListLinks;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::applications::{ApplicationDetails, Opening};
use identity_core::values::FoldedText;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let all = visit.state.identity.applications(&caller).await?;
    let query = visit.search();
    let wanted = FoldedText::of(&query);
    let found: Vec<_> = all.iter().filter(|one| is_found(one, &wanted)).map(row).collect();
    let count = PageText::new("list-count").with("count", found.len());
    let figure = Argument::Figure(u64::try_from(found.len()).unwrap_or(u64::MAX));
    let list = ListLinks { count: Some(count.with("figure", figure)), ..ListLinks::default() };
    visit.page(&RegisteredApplications { query, list, rows: found }).await
}

fn is_found(one: &ApplicationDetails, wanted: &FoldedText) -> bool {
    let names = [
        Some(one.name.as_str()),
        one.client_id.as_ref().map(AsRef::as_ref),
        one.entity_id.as_ref().map(identity_core::values::EntityId::as_str),
        one.service.as_ref().map(AsRef::as_ref),
    ];
    FoldedText::of_lines(names.into_iter().flatten()).contains(wanted)
}

fn row(one: &ApplicationDetails) -> RegisteredRow {
    RegisteredRow {
        path: of(one.id),
        name: one.name.to_string(),
        kind: PageText::of_code("application-kind", one.kind.as_str()),
        service: one.service.as_ref().map(ToString::to_string),
        state: state(one.opening),
        declared: one.declared,
    }
}

/// Who may use an application, by words and colour.
pub(super) fn state(opening: Opening) -> ApplicationState {
    let tone = match opening {
        Opening::Everybody => "good",
        Opening::Trial => "warn",
        Opening::Disabled => "bad",
    };
    ApplicationState { text: PageText::of_code("application-state", opening.as_str()), tone }
}
