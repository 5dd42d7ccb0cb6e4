//! The page of an application.

use super::list::state;
use super::paths::{of, parse};
use super::preview::words;
use super::views::{ApplicationLink, FactRow, OwnValueRow, RegisteredApplication};
use super::{attempts, options};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{
    ApplicationDetails, ApplicationKind, Opening, Registration, SignOnRegistration,
};
use identity_core::brands::BrandOf;
use identity_core::domain::Protocol;
use identity_core::ids::RelyingPartyId;
use identity_core::store::Page;
use identity_core::values::Scope;

/// How many of the last sign-ons the page shows.
const MOST_ATTEMPTS: u16 = 10;

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.application(caller, id).await?;
    let (last, _) =
        visit.state.identity.application_attempts(caller, id, &Page::first(MOST_ATTEMPTS)).await?;
    let secret = found.registration.as_ref().is_some_and(|one| one.authentication.has_secret());
    let view = RegisteredApplication {
        path: of(id),
        name: found.name.to_string(),
        kind: PageText::of_code("application-kind", found.kind.as_str()),
        state: state(found.opening),
        declared: found.declared,
        created_at: found.created_at,
        facts: facts(&found),
        metadata: found.metadata.as_ref().map(|one| words(one, visit.state.identity.clock().now())),
        own: own_values(visit, &found).await?,
        attempts: last.into_iter().map(attempts::row).collect(),
        links: links(&signed_in, &found).await,
        has_secret: secret && !found.declared,
        openings: if found.declared { Vec::new() } else { openings(&found) },
    };
    visit.page(&view).await
}

/// What can be done about who may use it, the present state left aside.
fn openings(found: &ApplicationDetails) -> Vec<ApplicationLink> {
    let others = Opening::ALL.into_iter().filter(|one| {
        *one != found.opening && (found.kind != ApplicationKind::Program || *one != Opening::Trial)
    });
    let link = |one: Opening| ApplicationLink {
        label: PageText::of_code("application", &format!("{}-button", one.as_str())),
        path: format!("{}/opening/{}", of(found.id), one.as_str()),
    };
    others.map(link).collect()
}

/// Further pages of an application, which other capabilities add to.
async fn links(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    found: &ApplicationDetails,
) -> Vec<ApplicationLink> {
    let mut links = Vec::new();
    let party = RelyingPartyId::from_uuid(found.id.as_uuid());
    if found.kind == ApplicationKind::Saml {
        let label = PageText::new("application-saml-link");
        links.push(ApplicationLink { label, path: format!("{}/saml", of(found.id)) });
    }
    // Only for those who may change looks, and for what people sign in to.
    if visit.state.identity.brand(caller, BrandOf::Application(party)).await.is_ok() {
        let label = PageText::new("application-brand-link");
        links.push(ApplicationLink { label, path: format!("{}/brand", of(found.id)) });
    }
    links
}

/// What the application is set up with.
async fn own_values(visit: &Visit, found: &ApplicationDetails) -> Result<Vec<OwnValueRow>, PageFailure> {
    let protocol = match found.kind {
        ApplicationKind::Saml => Protocol::Saml,
        ApplicationKind::OpenId | ApplicationKind::Program => Protocol::OpenId,
    };
    let client = found.client_id.iter().map(|id| OwnValueRow {
        label: PageText::new("own-openid-client-id"),
        value: id.to_string(),
        long: false,
    });
    let mut rows: Vec<_> = client.collect();
    if let Ok(protocol) = visit.state.protocol(protocol) {
        // A program meets the endpoint of tokens alone.
        let wanted = |label: &str| {
            found.kind != ApplicationKind::Program
                || matches!(label, "own-openid-issuer" | "own-openid-token")
        };
        let values = protocol.own_values().await?.into_iter().filter(|value| wanted(value.label));
        rows.extend(values.map(|value| OwnValueRow {
            label: PageText::new(value.label),
            value: value.value,
            long: value.long,
        }));
    }
    Ok(rows)
}

fn written(label: &'static str, values: Vec<String>) -> FactRow {
    FactRow { label: PageText::new(label), values, words: Vec::new() }
}

fn facts(found: &ApplicationDetails) -> Vec<FactRow> {
    let service = found.service.as_ref().map(|key| written("application-service", vec![key.to_string()]));
    let mut facts: Vec<_> = service.into_iter().collect();
    if let Some(registration) = &found.registration {
        facts.extend(of_client(registration));
    }
    facts
}

fn of_client(registration: &Registration) -> Vec<FactRow> {
    let Registration { authentication, scopes, sign_on, .. } = registration;
    let way = options::AUTHENTICATION.iter().find(|(_, way)| way == authentication);
    let way = way.map(|(name, _)| PageText::of_code("application-authentication", &name.replace('_', "-")));
    let proves = FactRow {
        label: PageText::new("application-authentication"),
        values: Vec::new(),
        words: way.into_iter().collect(),
    };
    let mut facts = vec![proves];
    if !scopes.is_empty() {
        let scopes = scopes.iter().map(Scope::to_string).collect();
        facts.push(written("application-fact-scopes", scopes));
    }
    facts.extend(sign_on.iter().flat_map(of_sign_on));
    facts
}

fn of_sign_on(sign_on: &SignOnRegistration) -> Vec<FactRow> {
    let mut facts = vec![written("application-redirect-uris", sign_on.redirect_uris.clone())];
    if !sign_on.post_logout_redirect_uris.is_empty() {
        let uris = sign_on.post_logout_redirect_uris.clone();
        facts.push(written("application-fact-post-logout", uris));
    }
    if let Some(uri) = &sign_on.back_channel_logout_uri {
        facts.push(written("application-fact-back-channel", vec![uri.clone()]));
    }
    let flags = [
        ("native", sign_on.native),
        ("first-party", sign_on.first_party),
        ("refresh-tokens", sign_on.refresh_tokens),
        ("client-credentials", sign_on.client_credentials),
        ("pushed-requests-only", sign_on.pushed_requests_only),
    ];
    let words = flags.into_iter().filter(|(_, is)| *is);
    let words: Vec<_> = words.map(|(name, _)| PageText::of_code("application-option", name)).collect();
    if !words.is_empty() {
        let label = PageText::new("application-options-fact");
        facts.push(FactRow { label, values: Vec::new(), words });
    }
    facts.push(written("application-algorithm", vec![sign_on.id_token_algorithm.as_str().to_owned()]));
    facts
}
