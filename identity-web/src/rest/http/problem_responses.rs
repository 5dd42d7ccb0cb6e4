//! The failures that the description lists at every call.

use crate::rest::http::problem_body::ProblemBody;
use utoipa::IntoResponses;

/// The failures that every call can have.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive alone")]
pub(crate) enum Problems {
    /// The request is not well-formed
    #[response(status = 400, content_type = "application/problem+json")]
    InvalidRequest(ProblemBody),
    /// Credentials are needed
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// Not allowed
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// Unknown, or not to be seen
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// Any other failure
    #[response(status = "default", content_type = "application/problem+json")]
    Other(ProblemBody),
}
