//! The mail domains whose people a connection signs in.

use crate::forms::Form;
use crate::forms::federation::connections::ADD_SIGN_IN_DOMAIN_CALL;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::{Content, Declared};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::{Id, IdAndId};
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::Timestamp;
use identity_core::domain::{DomainProof, SignInDomain};
use identity_core::federation::{DomainMailbox, NewSignInDomain};
use identity_core::ids::{ConnectionId, SignInDomainId};
use identity_core::values::DomainName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A domain whose people are to sign in by a connection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInDomainCall {
    /// What follows the `@` of their addresses.
    domain: String,
    /// Where the mail goes that proves it, unless the customer register says that it is the organisation's: `administrator` (if left
    /// out), `postmaster` or `hostmaster`.
    mailbox: Option<String>,
}

impl Declared for SignInDomainCall {
    const FORM: &'static Form = &ADD_SIGN_IN_DOMAIN_CALL;
}

impl SignInDomainCall {
    fn into_core(self) -> Result<NewSignInDomain, Problem> {
        let domain = DomainName::parse(&self.domain)
            .map_err(|_| Problem::said_of_field("domain", "error-connection-domain"))?;
        let mailbox = |name: String| {
            DomainMailbox::parse(&name)
                .ok_or_else(|| Problem::said_of_field("mailbox", "rest-connection-mailbox"))
        };
        let mailbox = self.mailbox.map(mailbox).transpose()?.unwrap_or_default();
        Ok(NewSignInDomain::new(domain).mailbox(mailbox))
    }
}

/// A domain whose people sign in by a connection.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignInDomainState {
    id: Uuid,
    domain: String,
    /// How it was proved: `registry`, `configuration`, `mail` or `dns`; `null` as long as it leads nobody anywhere.
    proof: Option<&'static str>,
    #[schema(value_type = Option<String>, format = DateTime)]
    proved_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<SignInDomain> for SignInDomainState {
    fn from(domain: SignInDomain) -> Self {
        Self {
            id: domain.id.into(),
            domain: domain.domain.to_string(),
            proof: domain.proof.map(DomainProof::as_str),
            proved_at: domain.proved_at,
            created_at: domain.created_at,
        }
    }
}

/// The mail domains whose people a connection signs in, on one page.
#[utoipa::path(
    get, path = "/api/v1/connections/{id}/domains", tag = "connections", operation_id = "listSignInDomains",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = List<SignInDomainState>), Problems)
)]
pub(crate) async fn list(call: Call, Id(id): Id<ConnectionId>) -> Answer {
    let found = call.identity().connection(&call.caller, id).await?;
    let items: Vec<_> = found.domains.into_iter().map(SignInDomainState::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Adds a mail domain to a connection. Unless the customer register says that it is the organisation's, a mail goes to whoever runs
/// it, and it counts as soon as the link in it was used.
#[utoipa::path(
    post, path = "/api/v1/connections/{id}/domains", tag = "connections", operation_id = "addSignInDomain",
    params(("id" = Uuid, Path)), request_body = SignInDomainCall,
    responses((status = 201, description = "Added", body = SignInDomainState), Problems)
)]
pub(crate) async fn add(
    call: Call,
    Id(id): Id<ConnectionId>,
    Content(wanted): Content<SignInDomainCall>,
) -> Answer {
    call.without_condition()?;
    let added = call.identity().add_sign_in_domain(&call.caller, id, &wanted.into_core()?).await?;
    Ok((StatusCode::CREATED, Json(SignInDomainState::from(added))).into_response())
}

/// Removes a mail domain from a connection.
#[utoipa::path(
    delete, path = "/api/v1/connections/{id}/domains/{domain}", tag = "connections", operation_id = "removeSignInDomain",
    params(("id" = Uuid, Path), ("domain" = Uuid, Path)),
    responses((status = 204, description = "Removed"), Problems)
)]
pub(crate) async fn remove(call: Call, IdAndId(id, domain): IdAndId<ConnectionId, SignInDomainId>) -> Answer {
    call.without_condition()?;
    call.identity().remove_sign_in_domain(&call.caller, id, domain).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
