//! That the people of a connection sign in by it alone, from a day on: what it will do, and who can sign in all the same.

use super::place::{of, parse};
use super::refusals::{prove_again, refuse};
use super::views::ConnectionOnly;
use crate::forms::federation::connections::{BREAK_GLASS, CONNECTION_ONLY, ONLY_FROM};
use crate::language::PageText;
use crate::page::dates::start_of_day;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::views::form::{Choice, FormState};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::Connection;
use identity_core::federation::{ConnectionError, ConnectionKeeper, ConnectionPatch, RulesPatch};
use identity_core::ids::UserId;

page_forms! {
    /// From when its people sign in by it alone.
    Only => CONNECTION_ONLY;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    match visit.state.identity.may_register_connections(caller, found.organization).await {
        Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
        other => other?,
    }
    let day = found.rules.only_from.map(|from| from.to_rfc3339().chars().take(10).collect::<String>());
    let form = FormState::of(&CONNECTION_ONLY)
        .value(&ONLY_FROM, day.unwrap_or_default())
        .chosen(&BREAK_GLASS, found.rules.break_glass.iter().map(ToString::to_string));
    page(&signed_in, &found, form).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(Only(mut form)): Posted<Only>,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    let from = form.read(&ONLY_FROM, start_of_day);
    let people = form.read_all(&BREAK_GLASS, UserId::parse);
    if let (Some(people), true) = (people, form.is_right()) {
        let mut rules = RulesPatch::default();
        rules.only_from = Some(from);
        rules.break_glass = Some(people);
        let patch = ConnectionPatch::rules(rules);
        match visit.state.identity.change_connection(caller, found.id, &patch).await {
            Ok(()) => return Ok(visit.done(&of(found.id), "connection-changed")),
            Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

fn path(found: &Connection) -> String {
    format!("{}/only", of(found.id))
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    found: &Connection,
    form: FormState,
) -> Result<Response, PageFailure> {
    let keepers = visit.state.identity.connection_keepers(caller, found.organization).await?;
    let able: Vec<_> = keepers.iter().filter(|keeper| keeper.has_password).collect();
    let text = |key| PageText::new(key).with("name", found.name.as_str());
    let whom = if found.organization.is_some() { "connection-only-people" } else { "connection-only-linked" };
    let mut missing = Vec::new();
    if found.tested_at.is_none() {
        missing.push(text("error-connection-not-tested"));
    }
    if able.is_empty() {
        missing.push(text("connection-only-nobody"));
    }
    let view = ConnectionOnly {
        name: found.name.to_string(),
        effects: vec![text(whom), text("connection-only-others"), text("connection-only-undo")],
        missing,
        action: path(found),
        back_path: of(found.id),
        keepers: able.into_iter().map(choice).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn choice(keeper: &ConnectionKeeper) -> Choice {
    Choice::new(keeper.id.to_string(), keeper.name.as_str(), "")
}
