//! The page of a connection.

use super::attempts;
use super::choices::key;
use super::domains;
use super::facts::{facts, own, words};
use super::list::state;
use super::place::{Place, of, parse};
use super::views::{ConnectionLink, ConnectionPage};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::saml::web::metadata_words::warning_of_end;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::{Connection, ConnectionRules, ConnectionState, LinkPolicy};
use identity_core::federation::ProviderMetadata;
use identity_core::store::Page;

/// How many of the last failed sign-ins the page shows.
const MOST_ATTEMPTS: u16 = 10;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let identity = &visit.state.identity;
    let found = identity.connection(&caller, id).await?;
    let (last, _) = identity.connection_attempts(&caller, id, &Page::first(MOST_ATTEMPTS)).await?;
    let now = identity.clock().now();
    let connection = &found.connection;
    let metadata = ProviderMetadata::of(connection);
    let is_open = connection.state != ConnectionState::Disabled;
    let can_try = is_open && visit.state.identity_providers.is_some();
    let view = ConnectionPage {
        path: of(id),
        name: connection.name.to_string(),
        place: Place(connection.organization).shown(&visit, &caller).await?,
        protocol: PageText::of_code("connection-protocol", connection.provider.protocol()),
        state: state(connection.state),
        created_at: connection.created_at,
        tested_at: connection.tested_at,
        linked: found.linked,
        warnings: warnings(connection, now),
        saml: metadata.as_ref().map(|metadata| words(metadata, now)),
        facts: facts(&connection.provider),
        rules: rules(&connection.rules, now),
        own: own(&visit, connection.provider.protocol(), connection.organization, Some(id)),
        domains: found.domains.iter().map(domains::row).collect(),
        attempts: last.into_iter().map(attempts::row).collect(),
        id: id.to_string(),
        try_return_to: can_try.then(|| visit.state.base.path(&of(id))),
        states: states(connection),
    };
    visit.page(&view).await
}

/// What somebody should look at.
fn warnings(connection: &Connection, now: Timestamp) -> Vec<PageText> {
    let until = connection.metadata.as_ref().and_then(|origin| origin.valid_until);
    let mut found: Vec<_> = warning_of_end(until, now).into_iter().map(|finding| finding.text).collect();
    if connection.state == ConnectionState::Enabled && connection.tested_at.is_none() {
        found.push(PageText::new("connection-warning-untested"));
    }
    found
}

/// What holds for those who come by it, each in a sentence.
fn rules(rules: &ConnectionRules, now: Timestamp) -> Vec<PageText> {
    let mut all = vec![
        PageText::of_code("connection-rule-unknown", &key(rules.unknown.as_str())),
        PageText::of_code("connection-rule-linking", rules.linking.as_str()),
    ];
    if matches!(rules.linking, LinkPolicy::Offered) {
        let days = if rules.ask_again_days == 0 { 30 } else { rules.ask_again_days };
        all.push(PageText::new("connection-rule-ask-again").with("count", i64::from(days)));
    }
    if rules.preferred {
        all.push(PageText::new("connection-rule-preferred"));
    }
    if rules.vouches_for_email {
        all.push(PageText::new("connection-rule-vouches"));
    }
    if let Some(least) = &rules.least_level {
        all.push(PageText::new("connection-rule-least-level").with("level", least.as_str()));
    }
    if let Some(from) = rules.only_from {
        let key = if rules.is_only_way(now) { "connection-rule-only" } else { "connection-rule-only-from" };
        let count = u64::try_from(rules.break_glass.len()).unwrap_or(u64::MAX);
        all.push(PageText::new(key).with("at", from).with("count", count));
    }
    all
}

/// What can be done about who signs in by it, the present state left aside.
fn states(connection: &Connection) -> Vec<ConnectionLink> {
    let others = ConnectionState::ALL.into_iter().filter(|one| *one != connection.state);
    let link = |one: ConnectionState| ConnectionLink {
        label: PageText::of_code("connection", &format!("{}-button", one.as_str())),
        path: format!("{}/state/{}", of(connection.id), one.as_str()),
    };
    others.map(link).collect()
}
