//! The mail domains whose people a connection signs in.

use super::choices::named;
use super::place::{of, parse};
use super::refusals::prove_again;
use super::views::{ConnectionDomains, ConnectionTag, DomainRow};
use crate::forms::federation::connections::{ADD_SIGN_IN_DOMAIN, DOMAIN, MAILBOX};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::SignInDomain;
use identity_core::federation::{DomainMailbox, NewSignInDomain, SignInDomainError};
use identity_core::ids::{ConnectionId, SignInDomainId};
use identity_core::values::DomainName;

page_forms! {
    /// A domain to add.
    Domain => ADD_SIGN_IN_DOMAIN;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let form = FormState::of(&ADD_SIGN_IN_DOMAIN).value(&MAILBOX, DomainMailbox::default().as_str());
    page(&signed_in, parse(&id)?, form).await
}

pub(crate) async fn add(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(Domain(mut form)): Posted<Domain>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let domain = form.read(&DOMAIN, DomainName::parse);
    let mailbox = form.read(&MAILBOX, |text| DomainMailbox::parse(text).ok_or(()));
    if let (Some(domain), Some(mailbox), true) = (domain, mailbox, form.is_right()) {
        let wanted = NewSignInDomain::new(domain).mailbox(mailbox).locale(Some(visit.language.clone()));
        let text = match visit.state.identity.add_sign_in_domain(caller, id, &wanted).await {
            Ok(added) => {
                let done = if added.proof.is_some() { "domain-added" } else { "domain-asked" };
                return Ok(visit.done(&path(id), done));
            }
            Err(SignInDomainError::ProveAgain) => return Ok(prove_again(visit, &path(id))),
            Err(SignInDomainError::AlreadyThere) => PageText::new("error-domain-there"),
            Err(SignInDomainError::TooManyMails) => PageText::new("error-domain-mails"),
            Err(SignInDomainError::TooMany { most }) => {
                PageText::new("error-application-most").with("count", most)
            }
            Err(error) => return Err(error.into()),
        };
        form.refuse(&DOMAIN, text);
    }
    page(&signed_in, id, form.state()).await
}

pub(crate) async fn remove(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path((id, domain)): Path<(String, String)>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let domain = SignInDomainId::parse(&domain).map_err(|_| PageFailure::NotFound)?;
    match visit.state.identity.remove_sign_in_domain(&caller, id, domain).await {
        Ok(()) => Ok(visit.done(&path(id), "domain-removed")),
        Err(SignInDomainError::ProveAgain) => Ok(prove_again(&visit, &path(id))),
        Err(error) => Err(error.into()),
    }
}

fn path(id: ConnectionId) -> String {
    format!("{}/domains", of(id))
}

/// A domain as pages show it.
pub(super) fn row(domain: &SignInDomain) -> DomainRow {
    let (code, tone) = domain.proof.map_or(("waiting", "warn"), |proof| (proof.as_str(), "good"));
    DomainRow {
        domain: domain.domain.to_string(),
        state: ConnectionTag { text: PageText::of_code("domain-state", code), tone },
        remove_action: format!("{}/{}/remove", path(domain.connection), domain.id),
    }
}

async fn page(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: ConnectionId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let found = visit.state.identity.connection(caller, id).await?;
    let view = ConnectionDomains {
        name: found.connection.name.to_string(),
        action: path(id),
        back_path: of(id),
        domains: found.domains.iter().map(row).collect(),
        mailboxes: named(visit, "connection-mailbox", DomainMailbox::ALL.map(DomainMailbox::as_str))?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

impl From<SignInDomainError> for PageFailure {
    fn from(error: SignInDomainError) -> Self {
        match error {
            SignInDomainError::Access(error) => error.into(),
            SignInDomainError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            // The page takes these up.
            SignInDomainError::AlreadyThere
            | SignInDomainError::TooMany { .. }
            | SignInDomainError::TooManyMails => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
