//! Everything that is kept about somebody, as a file.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::pages::contacts::own::PROFILE;
use crate::pages::personal_data::views::ExportOwnData;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use identity_core::personal_data::ExportError;

const PATH: &str = "/account/export";

pub(crate) async fn show(SignedInVisit { visit, .. }: SignedInVisit) -> Result<Response, PageFailure> {
    visit.page(&ExportOwnData { action: PATH.to_owned(), back_path: PROFILE.to_owned() }).await
}

/// The file itself. Nothing keeps it, so there is no link that could be found later.
pub(crate) async fn download(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let data = match visit.state.identity.export_own_data(&caller).await {
        Ok(data) => data,
        Err(ExportError::ProveAgain) => return Ok(visit.go(&prove_again_then(&visit.state.base.path(PATH)))),
        Err(error) => return Err(error.into()),
    };
    let json = serde_json::to_vec_pretty(&data).map_err(|error| PageFailure::Internal(error.into()))?;
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, json).into_response())
}
