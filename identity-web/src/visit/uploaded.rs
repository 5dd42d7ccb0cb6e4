//! A file that was posted.

use crate::forms::brands::LOGO;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, FormError, TOKEN_FIELD};
use crate::slow_body::was_too_slow;
use crate::state::WebState;
use crate::visit::posted::was_shown_here;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};

/// The largest body: that of a file which is too large is still read, so that the page can say it.
const LARGEST_UPLOAD: usize = 512 * 1024;

/// The name of the field with the file.
const FILE_FIELD: &str = LOGO.name();

/// The one file of a form (RFC 7578) that was shown to this very browser and person; empty if none was chosen. What the browser
/// says of its name and type is left aside.
#[derive(Debug)]
pub(crate) struct Uploaded(pub(crate) Vec<u8>);

impl FromRequest<WebState> for Uploaded {
    type Rejection = PageFailure;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, PageFailure> {
        let (mut parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, LARGEST_UPLOAD).await;
        let body =
            body.map_err(
                |error| {
                    if was_too_slow(&error) { PageFailure::BadRequest } else { PageFailure::TooLarge }
                },
            )?;
        // A form without a file, as programs send it: it is answered like one in which none was chosen.
        if let Ok(data) = FormData::parse(&parts.headers, &body) {
            was_shown_here(&mut parts, state, data.raw(TOKEN_FIELD)).await?;
            return Ok(Self(Vec::new()));
        }
        let mut again = Request::new(Body::from(body));
        again.headers_mut().clone_from(&parts.headers);
        let form = Multipart::from_request(again, state).await;
        let mut form = form.map_err(|_| PageFailure::from(FormError::ContentType))?;
        let (mut token, mut file) = (String::new(), None);
        while let Some(field) = form.next_field().await.map_err(|_| PageFailure::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                TOKEN_FIELD if token.is_empty() => {
                    token = field.text().await.map_err(|_| PageFailure::BadRequest)?;
                }
                FILE_FIELD if file.is_none() => {
                    file = Some(field.bytes().await.map_err(|_| PageFailure::BadRequest)?.to_vec());
                }
                TOKEN_FIELD | FILE_FIELD => return Err(FormError::Repeated(name).into()),
                _ => return Err(FormError::UnknownField(name.chars().take(40).collect()).into()),
            }
        }
        was_shown_here(&mut parts, state, &token).await?;
        Ok(Self(file.unwrap_or_default()))
    }
}
