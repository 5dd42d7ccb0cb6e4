//! Contracts, as the CRM sends them.

use crate::rest::contracts::dto;
use crate::rest::http::answer::{Answer, changed, resource};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::names::NamedIds;
use crate::rest::http::outcome::Outcome;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::CrmId;
use http::StatusCode;

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
    let outcome = Outcome::from(provisioned.outcome);
    let body = dto::ProvisionedContract::new(
        outcome,
        &provisioned.record,
        &call.names(&NamedIds::of_contract(&provisioned.record)).await?,
    );
    let status = if outcome == Outcome::Created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(changed(status, provisioned.record.version, &body))
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
        found.version,
        &dto::Contract::new(&found, &call.names(&NamedIds::of_contract(&found)).await?),
    ))
}

/// Ends a contract now. Rights that need the contract end with it. Repeating the call changes nothing.
#[utoipa::path(
    delete, path = "/api/v1/contracts/external/{crm_id}", tag = "contracts", operation_id = "endContractByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id"), ("If-Match" = Option<String>, Header)),
    responses((status = 200, description = "The new state", body = dto::ProvisionedContract), Problems)
)]
pub(crate) async fn end(call: Call, CrmId(id): CrmId) -> Answer {
    let ended = call.identity().end_contract(&call.caller, &id, call.if_match).await?;
    let outcome = match ended.outcome {
        identity_core::provisioning::ProvisionOutcome::Updated => Outcome::Ended,
        other => Outcome::from(other),
    };
    let body = dto::ProvisionedContract::new(
        outcome,
        &ended.record,
        &call.names(&NamedIds::of_contract(&ended.record)).await?,
    );
    Ok(changed(StatusCode::OK, ended.record.version, &body))
}
