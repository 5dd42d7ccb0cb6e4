//! Requests to providers whose addresses an administrator set, or a document of the provider named.

use crate::delivery::outgoing_http::{HttpClientError, guarded_client};
use crate::delivery::public_names::PublicNames;
use crate::delivery::remote::is_loopback;
use identity_core::delivery::server_address;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(10);

/// The most octets of an answer that are read.
pub(crate) const MOST_OCTETS: usize = 1024 * 1024;

/// Why a request has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum HttpFault {
    /// The address is not one of the public internet by `https`, nor of this machine where everything runs on it.
    #[error("the address is not allowed")]
    Address,
    /// The server did not answer in time.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server cannot be reached, or its name leads to this machine or into a private network.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The answer is larger than 1 MiB.
    #[error("the answer is too large")]
    TooLarge,
}

/// Why there is no document at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DocumentFault {
    /// There is no answer.
    #[error(transparent)]
    Http(#[from] HttpFault),
    /// The answer has another status than 200, or is not the document.
    #[error("the answer is not the document")]
    Unreadable,
}

/// Connects to providers: it follows no redirect, asks no proxy, looks names up by the guard against addresses inside, and
/// bounds the time and the size of answers.
#[derive(Debug, Clone)]
pub(crate) struct ProviderHttp {
    client: reqwest::Client,
    base_url: Url,
}

impl ProviderHttp {
    /// One for a deployment at this address: this machine is reached only by a deployment that is on it.
    pub(crate) fn new(base_url: &Url) -> Result<Self, HttpClientError> {
        Self::with_timeout(base_url, TIMEOUT)
    }

    /// The same with another limit of time, for tests of providers that never answer.
    pub(crate) fn with_timeout(base_url: &Url, timeout: Duration) -> Result<Self, HttpClientError> {
        let may_be_local = base_url.host_str().is_some_and(is_loopback);
        let client = guarded_client(PublicNames { may_be_local }, timeout)?;
        Ok(Self { client, base_url: base_url.clone() })
    }

    /// An address that may be used: by `https` on the public internet, or on this machine where everything runs on it.
    pub(crate) fn address(&self, text: &str) -> Result<Url, HttpFault> {
        server_address(text, &self.base_url).map_err(|_| HttpFault::Address)
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFault> {
        // A number as the host is not looked up, so it is checked here.
        self.address(&request.uri().to_string())?;
        let request = reqwest::Request::try_from(request).map_err(|_| HttpFault::Address)?;
        let mut answer = self.client.execute(request).await.map_err(|error| failed(&error))?;
        let mut octets = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| failed(&error))? {
            if octets.len() + chunk.len() > MOST_OCTETS {
                return Err(HttpFault::TooLarge);
            }
            octets.extend_from_slice(&chunk);
        }
        let mut response = HttpResponse::new(octets);
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        Ok(response)
    }

    /// Fetches a document of JSON, with an access token where one is given.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        url: &Url,
        access_token: Option<&str>,
    ) -> Result<T, DocumentFault> {
        let mut request = HttpRequest::new(Vec::new());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = url.as_str().parse().map_err(|_| HttpFault::Address)?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(token) = access_token {
            let value = HeaderValue::try_from(format!("Bearer {token}"));
            let mut value = value.map_err(|_| DocumentFault::Unreadable)?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        let response = self.send(request).await?;
        if response.status() != StatusCode::OK {
            return Err(DocumentFault::Unreadable);
        }
        serde_json::from_slice(response.body()).map_err(|_| DocumentFault::Unreadable)
    }
}

fn failed(error: &reqwest::Error) -> HttpFault {
    if error.is_timeout() { HttpFault::TimedOut } else { HttpFault::Unreachable }
}

/// By which `openidconnect` sends its requests.
impl<'c> AsyncHttpClient<'c> for ProviderHttp {
    type Error = HttpFault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpFault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
