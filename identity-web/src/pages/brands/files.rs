//! The files of stored brands: logos and style sheets, under addresses that change with their content.

use crate::page::brand_files::colours_css;
use crate::page::failure::PageFailure;
use crate::state::WebState;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderName, HeaderValue};
use identity_core::domain::Colour;
use identity_core::ids::BrandId;
use serde::Deserialize;

/// A logo, by the brand that has it and its digest.
pub(crate) async fn logo(
    State(state): State<WebState>,
    Path((brand, file)): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let brand = BrandId::parse(&brand).map_err(|_| PageFailure::NotFound)?;
    let digest = file.strip_prefix("logo-").and_then(|rest| rest.strip_suffix(".png"));
    let found = state.identity.logo(brand, digest.ok_or(PageFailure::NotFound)?).await?;
    let logo = found.ok_or(PageFailure::NotFound)?;
    Ok(kept("image/png", logo.octets().to_vec()))
}

/// For which pages the colours count whatever the browser prefers.
#[derive(Debug, Deserialize)]
pub(crate) struct Scheme {
    scheme: Option<String>,
}

/// The style sheet with two colours, each in its address or `none` in its place. Nothing is read for it.
pub(crate) async fn colours(
    Path(file): Path<String>,
    Query(Scheme { scheme }): Query<Scheme>,
) -> Result<Response, PageFailure> {
    let pair = file.strip_suffix(".css").and_then(|names| names.split_once('-'));
    let (light, dark) = pair.ok_or(PageFailure::NotFound)?;
    let (light, dark) = (named(light, &Colour::ON_LIGHT)?, named(dark, &Colour::ON_DARK)?);
    let css = colours_css(light, dark, scheme.as_deref());
    Ok(kept("text/css; charset=utf-8", css.into_bytes()))
}

/// A colour of an address, which has to be readable like every other.
fn named(text: &str, meets: &[Colour]) -> Result<Option<Colour>, PageFailure> {
    if text == "none" {
        return Ok(None);
    }
    let colour = Colour::parse(&format!("#{text}")).ok().filter(|colour| colour.is_readable(meets));
    colour.map(Some).ok_or(PageFailure::NotFound)
}

/// A file that is kept for ever, and that can do nothing when it is opened by itself.
fn kept(content_type: &'static str, octets: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (
            HeaderName::from_static("content-security-policy"),
            HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'"),
        ),
    ];
    (headers, octets).into_response()
}
