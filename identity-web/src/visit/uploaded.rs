//! A file that was posted.

use crate::forms::Kind;
use crate::forms::brands::LOGO;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, FormError, PageForm, TOKEN_FIELD};
use crate::slow_body::was_too_slow;
use crate::state::WebState;
use crate::visit::language::OtherLanguage;
use crate::visit::posted::was_shown_here;
use axum::body::Body;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};

/// The largest body: that of a file which is too large is still read, so that the page can say it.
const LARGEST_UPLOAD: usize = 512 * 1024;

/// The largest body with metadata.
const LARGEST_METADATA_UPLOAD: usize = 1280 * 1024;

/// The most parts of a body; no form has so many fields.
const MOST_PARTS: usize = 32;

/// The one file of a form (RFC 7578) that was shown to this very browser and person; empty if none was chosen. What the browser
/// says of its name and type is left aside.
#[derive(Debug)]
pub(crate) struct Uploaded(pub(crate) Vec<u8>);

impl FromRequest<WebState> for Uploaded {
    type Rejection = PageFailure;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, PageFailure> {
        let (fields, file) = received(request, state, LOGO.name(), LARGEST_UPLOAD).await?;
        match fields.0.iter().map(|(name, _)| name).find(|name| *name != TOKEN_FIELD) {
            Some(other) => Err(FormError::UnknownField(other.chars().take(40).collect()).into()),
            None => Ok(Self(file)),
        }
    }
}

/// A declared form with a file and other fields.
#[derive(Debug)]
pub(crate) struct WithFile<T> {
    /// The fields.
    pub(crate) form: T,
    /// The file; empty if none was chosen.
    pub(crate) file: Vec<u8>,
}

impl<T: PageForm> FromRequest<WebState> for WithFile<T> {
    type Rejection = Response;

    /// The answer to a form that asks for its page in another language is that page.
    async fn from_request(request: Request, state: &WebState) -> Result<Self, Response> {
        let form = T::form(&FormData::default());
        let file = form.page_fields().find(|field| field.kind() == Kind::File);
        let name = file.map(crate::forms::Field::name).unwrap_or_default();
        let received = received(request, state, name, LARGEST_METADATA_UPLOAD).await;
        let (mut fields, file) = received.map_err(IntoResponse::into_response)?;
        let failed = |error: FormError| PageFailure::from(error).into_response();
        match OtherLanguage::take::<T>(&mut fields, state).map_err(failed)? {
            Some(other) => Err(other.into_answer()),
            None => Ok(Self { form: fields.read().map_err(failed)?, file }),
        }
    }
}

/// The fields and the file of a body of at most so many octets, if its form was shown to this browser and person.
async fn received(
    request: Request,
    state: &WebState,
    file_field: &str,
    largest: usize,
) -> Result<(FormData, Vec<u8>), PageFailure> {
    let (mut parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, largest).await;
    let body =
        body.map_err(
            |error| if was_too_slow(&error) { PageFailure::BadRequest } else { PageFailure::TooLarge },
        )?;
    // A form without a file, as programs send it: it is answered like one in which none was chosen.
    if let Ok(data) = FormData::parse(&parts.headers, &body) {
        was_shown_here(&mut parts, state, data.raw(TOKEN_FIELD)).await?;
        return Ok((data, Vec::new()));
    }
    let mut again = Request::new(Body::from(body));
    again.headers_mut().clone_from(&parts.headers);
    let form = Multipart::from_request(again, state).await;
    let mut form = form.map_err(|_| PageFailure::from(FormError::ContentType))?;
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await.map_err(|_| PageFailure::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        if fields.len() == MOST_PARTS {
            return Err(FormError::TooLarge.into());
        }
        if name != file_field {
            fields.push((name, field.text().await.map_err(|_| PageFailure::BadRequest)?));
        } else if file.is_none() {
            file = Some(field.bytes().await.map_err(|_| PageFailure::BadRequest)?.to_vec());
        } else {
            return Err(FormError::Repeated(name).into());
        }
    }
    let data = FormData::of(fields)?;
    if data.0.iter().filter(|(name, _)| name == TOKEN_FIELD).count() > 1 {
        return Err(FormError::Repeated(TOKEN_FIELD.to_owned()).into());
    }
    was_shown_here(&mut parts, state, data.raw(TOKEN_FIELD)).await?;
    Ok((data, file.unwrap_or_default()))
}
