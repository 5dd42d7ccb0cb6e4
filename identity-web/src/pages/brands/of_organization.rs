//! The look of an organisation; that of the operator's is the look of the whole deployment.

use super::edit::{BrandForm, Edited};
use super::{paths, preview};
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::visit::posted::Posted;
use crate::visit::uploaded::Uploaded;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::brands::{BrandChange, BrandOf};
use identity_core::ids::OrganizationId;

fn edited(id: &str) -> Result<Edited, PageFailure> {
    let id = OrganizationId::parse(id).map_err(|_| PageFailure::NotFound)?;
    Ok(Edited { of: BrandOf::Organization(id), path: paths::of_organization(id) })
}

pub(crate) async fn show(visit: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    edited(&id)?.show(&visit).await
}

pub(crate) async fn draft(
    visit: SignedInVisit,
    Path(id): Path<String>,
    Posted(BrandForm(form)): Posted<BrandForm>,
) -> Result<Response, PageFailure> {
    edited(&id)?.draft(&visit, form).await
}

pub(crate) async fn logo(
    visit: SignedInVisit,
    Path(id): Path<String>,
    Uploaded(file): Uploaded,
) -> Result<Response, PageFailure> {
    edited(&id)?.logo(&visit, &file).await
}

pub(crate) async fn remove_logo(
    visit: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    edited(&id)?.remove_logo(&visit).await
}

pub(crate) async fn publish(
    visit: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    edited(&id)?.settle(&visit, BrandChange::Publish).await
}

pub(crate) async fn discard(
    visit: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    edited(&id)?.settle(&visit, BrandChange::Discard).await
}

pub(crate) async fn preview(visit: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    preview::show(&visit, edited(&id)?.of).await
}
