//! The link in the mail to whoever runs a domain. Opening it (`GET`) never uses it up, since mail scanners open links too.

use super::views::DomainLink;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::headers::SecretAddress;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::federation::{DomainLinkError, OpenDomainLink};
use identity_core::ids::SignInDomainId;
use identity_core::secrets::SecretToken;

pub(crate) async fn show(
    visit: Visit,
    Path((id, token)): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let Some((domain, secret)) = parse(&id, &token) else { return closed(&visit).await };
    match visit.state.identity.open_domain_link(domain, &secret).await {
        Ok(opened) => {
            let keys = ["domain-link-asks", "domain-link-effect", "domain-link-ignore"];
            let texts = keys.map(|key| text(key, &opened)).to_vec();
            let action = Some(format!("/sign-in-domains/{id}/{token}"));
            page(&visit, DomainLink { title: text("domain-link-title", &opened), texts, action }).await
        }
        Err(error) => failed(&visit, error).await,
    }
}

pub(crate) async fn prove(
    visit: Visit,
    Path((id, token)): Path<(String, String)>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let Some((domain, secret)) = parse(&id, &token) else { return closed(&visit).await };
    let reference = Some(visit.reference.as_str());
    match visit.state.identity.use_domain_link(domain, &secret, reference).await {
        Ok(opened) => {
            let texts = vec![text("domain-link-proved", &opened)];
            let title = PageText::new("domain-link-proved-title");
            page(&visit, DomainLink { title, texts, action: None }).await
        }
        Err(error) => failed(&visit, error).await,
    }
}

fn parse(id: &str, token: &str) -> Option<(SignInDomainId, SecretToken)> {
    Some((SignInDomainId::parse(id).ok()?, SecretToken::parse(token).ok()?))
}

fn text(key: &'static str, opened: &OpenDomainLink) -> PageText {
    PageText::new(key)
        .with("domain", opened.domain.to_string())
        .with("organization", opened.organization.as_str())
        .with("connection", opened.connection.as_str())
}

async fn failed(visit: &Visit, error: DomainLinkError) -> Result<Response, PageFailure> {
    match error {
        DomainLinkError::Unknown => closed(visit).await,
        DomainLinkError::Store(error) => Err(error.into()),
        unknown => Err(PageFailure::Internal(unknown.into())),
    }
}

/// The page of a link that is good for nothing, or no longer.
async fn closed(visit: &Visit) -> Result<Response, PageFailure> {
    let texts = vec![PageText::new("domain-link-closed")];
    let title = PageText::new("domain-link-closed-title");
    let mut answer = page(visit, DomainLink { title, texts, action: None }).await?;
    *answer.status_mut() = StatusCode::NOT_FOUND;
    Ok(answer)
}

async fn page(visit: &Visit, view: DomainLink) -> Result<Response, PageFailure> {
    Ok((Extension(SecretAddress), visit.page(&view).await?).into_response())
}
