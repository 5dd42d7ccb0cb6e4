//! Contracts, as the CRM sends them.

use crate::rest::contracts::dto;
use crate::rest::http::answer::{Answer, changed, resource};
use crate::rest::http::body::{Content, NoContent};
use crate::rest::http::call::Call;
use crate::rest::http::conditional::Tag;
use crate::rest::http::names::NamedIds;
use crate::rest::http::outcome::Outcome;
use crate::rest::http::parameters::EndOfRecord;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::CrmId;
use axum::response::Response;
use http::StatusCode;
use identity_core::contracts::EndContract;
use identity_core::domain::Contract;
use identity_core::provisioning::{FeedVersion, ProvisionOutcome, Provisioned};

/// Creates or changes a contract by its id in the CRM. Repeating the call changes nothing.
#[utoipa::path(
    put, path = "/api/v1/contracts/external/{crm_id}", tag = "contracts", operation_id = "putContractByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id"), ("If-Match" = Option<String>, Header)),
    request_body = dto::ContractCall,
    responses(
        (status = 200, description = "It existed already", body = dto::ProvisionedContract),
        (status = 201, description = "It was created", body = dto::ProvisionedContract),
        Problems
    )
)]
pub(crate) async fn provision(
    call: Call,
    CrmId(id): CrmId,
    Content(told): Content<dto::ContractCall>,
) -> Answer {
    let wanted = told.into_core(id, call.if_match);
    let provisioned = call.identity().provision_contract(&call.caller, &wanted).await?;
    answer(&call, provisioned.outcome.into(), &provisioned).await
}

/// Changes what the body names of a contract by its id in the CRM, and leaves the rest as it is.
#[utoipa::path(
    patch, path = "/api/v1/contracts/external/{crm_id}", tag = "contracts", operation_id = "patchContractByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id"), ("If-Match" = Option<String>, Header)),
    request_body(content = dto::ContractPatchCall, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The new state", body = dto::ProvisionedContract), Problems)
)]
pub(crate) async fn patch(
    call: Call,
    CrmId(id): CrmId,
    Content(told): Content<dto::ContractPatchCall>,
) -> Answer {
    let patch = told.into_core(id, call.if_match);
    let patched = call.identity().patch_contract(&call.caller, &patch).await?;
    answer(&call, patched.outcome.into(), &patched).await
}

/// A contract after a call, with what the call did.
async fn answer<P>(
    call: &Call<P>,
    outcome: Outcome,
    provisioned: &Provisioned<Contract>,
) -> Result<Response, Problem> {
    let record = &provisioned.record;
    let names = call.names(&NamedIds::of_contract(record)).await?;
    let body = dto::ProvisionedContract::new(outcome, record, &names);
    let status = if outcome == Outcome::Created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(changed(status, record, &body))
}

/// The contract of this CRM id.
#[utoipa::path(
    get, path = "/api/v1/contracts/external/{crm_id}", tag = "contracts", operation_id = "getContractByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id")),
    responses((status = 200, description = "The current state", body = dto::Contract), Problems)
)]
pub(crate) async fn read(call: Call, CrmId(id): CrmId) -> Answer {
    let found = call.identity().contract(&call.caller, &id).await?;
    Ok(resource(
        &call,
        Tag::of(&found),
        &dto::Contract::new(&found, &call.names(&NamedIds::of_contract(&found)).await?),
    ))
}

/// Ends a contract now. Rights that need the contract end with it. Repeating the call changes nothing.
///
/// Who may end every contract can end one that is not known here: what tells of it late does not open it.
#[utoipa::path(
    delete, path = "/api/v1/contracts/external/{crm_id}", tag = "contracts", operation_id = "endContractByExternalId",
    params(
        ("crm_id" = String, Path, description = "The CRM's id"),
        ("source_version" = Option<u64>, Query, description = "The version of the record in the CRM that tells of the end"),
        ("If-Match" = Option<String>, Header)
    ),
    responses((status = 200, description = "The new state", body = dto::ProvisionedContract), Problems)
)]
pub(crate) async fn end(call: Call<EndOfRecord>, CrmId(id): CrmId, _: NoContent) -> Answer {
    let mut end = EndContract::new(id);
    end.version = FeedVersion::new(call.parameters.source_version, call.if_match);
    let ended = call.identity().end_contract(&call.caller, &end).await?;
    let outcome = match ended.outcome {
        ProvisionOutcome::Updated => Outcome::Ended,
        other => Outcome::from(other),
    };
    answer(&call, outcome, &ended).await
}
