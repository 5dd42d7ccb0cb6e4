//! The security headers of every answer, pages and files alike.

use crate::base_url::BaseUrl;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use http::header::{self, HeaderName, HeaderValue};
use identity_core::values::{Locale, is_web_origin};

/// Origins to which the forms of this page may lead, put into the response by its handler.
///
/// Browsers apply `form-action` to the redirects that follow a post too, so a page whose form may end at a
/// registered service names that service's origin here.
#[derive(Debug, Clone, Default)]
pub struct FormActions(pub Vec<String>);

/// Marks an answer that our own pages show in a sandboxed frame (a mail in the development inbox).
#[derive(Debug, Clone, Copy)]
pub struct Sandboxed;

/// Origins of the frames on this page, put into the response by its handler: applications that are told of a sign-out.
#[derive(Debug, Clone, Default)]
pub struct FrameOrigins(pub Vec<String>);

/// Marks an answer that a page of ours shows in a frame.
#[derive(Debug, Clone, Copy)]
pub struct Framed;

/// Marks an answer whose address holds a secret: requests from the page must not carry the address as `Referer`.
#[derive(Debug, Clone, Copy)]
pub struct SecretAddress;

/// What depends on the base URL.
#[derive(Debug, Clone, Copy)]
pub struct HeaderPolicy {
    secure: bool,
}

impl HeaderPolicy {
    /// The policy for a base URL: `Strict-Transport-Security` goes out over `https` only.
    pub const fn new(base: &BaseUrl) -> Self {
        Self { secure: base.is_secure() }
    }
}

/// The layer: adds the headers, leaving those alone that a handler has set on purpose.
pub async fn security_headers(State(policy): State<HeaderPolicy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let csp = content_security_policy(&response);
    let referrer =
        if response.extensions().get::<SecretAddress>().is_some() { "no-referrer" } else { "same-origin" };
    let framed =
        response.extensions().get::<Sandboxed>().is_some() || response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&csp) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(value);
    }
    add(headers, header::REFERRER_POLICY, referrer);
    add(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(headers, header::X_FRAME_OPTIONS, if framed { "SAMEORIGIN" } else { "DENY" });
    add(headers, header::CACHE_CONTROL, "no-store");
    add(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    add(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    add(headers, HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if policy.secure {
        add(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Says in which language an answer is (RFC 9110 section 8.5).
pub(crate) fn in_language(language: &Locale, mut answer: Response) -> Response {
    if let Ok(value) = HeaderValue::from_str(language.as_str()) {
        answer.headers_mut().insert(header::CONTENT_LANGUAGE, value);
    }
    answer
}

fn add(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

fn content_security_policy(response: &Response) -> String {
    if response.extensions().get::<Sandboxed>().is_some() {
        return "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
            .to_owned();
    }
    let extensions = response.extensions();
    let actions = extensions.get::<FormActions>().map(|actions| sources(&actions.0)).unwrap_or_default();
    let frames = extensions.get::<FrameOrigins>().map(|frames| sources(&frames.0)).unwrap_or_default();
    let ancestors = if extensions.get::<Framed>().is_some() { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         frame-src 'self'{frames}; base-uri 'none'; form-action 'self'{actions}; frame-ancestors {ancestors}"
    )
}

/// Origins as sources of a directive, each with a blank in front.
fn sources(origins: &[String]) -> String {
    // Anything but a bare origin could add a directive of its own.
    let origins = origins.iter().filter(|origin| is_web_origin(origin));
    origins.fold(String::new(), |list, origin| list + " " + origin)
}

/// Whether a browser says that another site asks (Fetch Metadata; RFC 6454 for older browsers). A sub-domain of the same
/// site is another site here. A program that says nothing holds no cookie that somebody else could use.
pub(crate) fn is_foreign(headers: &HeaderMap, own: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => !matches!(site, "same-origin" | "none"),
        None => text(header::ORIGIN.as_str()).is_some_and(|origin| origin != own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::response::IntoResponse;
    use axum::{Extension, Router, middleware, routing::get};
    use http::StatusCode;
    use tower::ServiceExt;

    async fn answer(base: &str, path: &str) -> Response {
        let policy = HeaderPolicy::new(&BaseUrl::parse(base).unwrap());
        let leave = || async {
            let origins = ["https://app.example", "https://x.example; script-src *", "javascript:1"];
            Extension(FormActions(origins.map(str::to_owned).to_vec())).into_response()
        };
        let app: Router = Router::new()
            .route("/page", get(|| async { "page" }))
            .route("/leave", get(leave))
            .route("/secret", get(|| async { Extension(SecretAddress).into_response() }))
            .route("/mail", get(|| async { Extension(Sandboxed).into_response() }))
            .route("/file", get(|| async { ([(header::CACHE_CONTROL, "public")], "file") }))
            .layer(middleware::from_fn_with_state(policy, security_headers));
        app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
        response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    #[tokio::test]
    async fn every_answer_has_them_errors_included() {
        for (path, status) in [("/page", StatusCode::OK), ("/nowhere", StatusCode::NOT_FOUND)] {
            let response = answer("https://example.com", path).await;
            assert_eq!(response.status(), status);
            let csp = header(&response, "content-security-policy").unwrap();
            assert!(csp.starts_with("default-src 'none';") && csp.contains("frame-ancestors 'none'"));
            assert!(!csp.contains("unsafe"));
            assert_eq!(header(&response, "x-content-type-options"), Some("nosniff"));
            assert_eq!(header(&response, "cache-control"), Some("no-store"));
            assert_eq!(header(&response, "referrer-policy"), Some("same-origin"));
            assert_eq!(header(&response, "strict-transport-security"), Some("max-age=31536000"));
        }
    }

    #[tokio::test]
    async fn plain_http_promises_no_tls() {
        assert_eq!(header(&answer("http://localhost", "/page").await, "strict-transport-security"), None);
    }

    #[tokio::test]
    async fn form_actions_take_origins_only() {
        let response = answer("https://example.com", "/leave").await;
        let csp = header(&response, "content-security-policy").unwrap();
        assert!(csp.contains("form-action 'self' https://app.example; frame-ancestors"), "{csp}");
    }

    #[tokio::test]
    async fn marked_answers_get_their_own_policy() {
        let secret = answer("https://example.com", "/secret").await;
        assert_eq!(header(&secret, "referrer-policy"), Some("no-referrer"));
        let mail = answer("https://example.com", "/mail").await;
        assert!(header(&mail, "content-security-policy").unwrap().starts_with("sandbox allow-popups "));
        assert_eq!(header(&answer("https://example.com", "/file").await, "cache-control"), Some("public"));
    }
}
