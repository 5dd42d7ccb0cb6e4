//! The `Host` header that HTTP/1.1 asks of every request.

use crate::panics::caught;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::{StatusCode, Version};

/// Answers 400 to an HTTP/1.1 request that does not say exactly once which host it is for (RFC 9112 section 3.2).
pub(crate) async fn one_host(request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(HOST).iter();
    let told = match (hosts.next(), hosts.next()) {
        (Some(_), None) => true,
        (None, _) => request.version() != Version::HTTP_11 || request.uri().authority().is_some(),
        _ => false,
    };
    if told {
        return match caught(next.run(request)).await {
            Ok(response) => response,
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
    }
    (StatusCode::BAD_REQUEST, "An HTTP/1.1 request has one Host header.").into_response()
}
