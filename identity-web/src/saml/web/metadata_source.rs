//! Metadata of an application or an identity provider that an administrator gives: a file, a text, or the address that it is fetched from.

use crate::delivery::outgoing_http::{HttpClientError, guarded_client};
use crate::delivery::public_names::PublicNames;
use crate::delivery::remote::is_loopback;
use crate::saml::metadata::{
    IdentityProviderMetadata, LeftOut, MetadataError, ServiceProviderMetadata, look_at_identity_provider,
    look_at_service_provider,
};
use crate::saml::web::key_ring::{KeyRingError, reading};
use crate::saml::xml::limits::TreeLimits;
use identity_core::Timestamp;
use identity_core::applications::SamlMetadata;
use identity_core::delivery::{GatewayAddressFault, server_address};
use identity_core::federation::ProviderMetadata;
use reqwest::Response;
use reqwest::header::LOCATION;
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(10);

/// How often an address may lead on to another of the same server.
const MOST_REDIRECTS: usize = 3;

/// Why metadata cannot be fetched from an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    /// The address is not one of the public internet by `https`, nor of this machine where everything runs on it.
    #[error("{0}")]
    Address(GatewayAddressFault),
    /// The server did not answer in time.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server cannot be reached, or its name leads to this machine or into a private network.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server answered with another status than 200.
    #[error("the server answered with the status {0}")]
    Status(u16),
    /// The address leads on to another server, or on and on.
    #[error("the address leads on to another server")]
    LeadsAway,
    /// The answer is larger than metadata may be.
    #[error("the answer is too large")]
    TooLarge,
}

/// Why metadata that was given cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TakeError {
    /// It cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It cannot be read.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// This server is busy with reading.
    #[error(transparent)]
    Busy(#[from] KeyRingError),
}

/// Where metadata comes from.
#[derive(Debug)]
pub(crate) enum Source {
    /// From a file or a text.
    Document(Vec<u8>),
    /// From an address.
    Address(String),
}

/// Metadata that was read.
#[derive(Debug)]
pub(crate) struct Taken {
    /// As it is registered.
    pub(crate) metadata: SamlMetadata,
    /// As it was read.
    pub(crate) read: ServiceProviderMetadata,
    /// What of it cannot be used.
    pub(crate) left_out: Vec<LeftOut>,
    /// When that was.
    pub(crate) at: Timestamp,
}

/// Metadata of an identity provider that was read.
#[derive(Debug)]
pub(crate) struct TakenProvider {
    /// As it is stored.
    pub(crate) metadata: ProviderMetadata,
    /// As it was read.
    pub(crate) read: IdentityProviderMetadata,
    /// When that was.
    pub(crate) at: Timestamp,
}

/// Reads metadata, and fetches it where its address is given.
#[derive(Debug)]
pub(crate) struct MetadataReader {
    client: reqwest::Client,
    base_url: Url,
}

impl MetadataReader {
    /// One for a deployment at this address: from the machine of another one, this machine is not reached.
    pub(crate) fn new(base_url: &Url) -> Result<Self, HttpClientError> {
        let may_be_local = base_url.host_str().is_some_and(is_loopback);
        let client = guarded_client(PublicNames { may_be_local }, TIMEOUT)?;
        Ok(Self { client, base_url: base_url.clone() })
    }

    /// Takes metadata; of a file that describes several, the entity of this id.
    pub(crate) async fn take(
        &self,
        source: Source,
        entity_id: Option<String>,
        now: Timestamp,
    ) -> Result<Taken, TakeError> {
        let (document, address) = self.load(source).await?;
        let read = reading(move || look_at_service_provider(&document, entity_id.as_deref(), now)).await??;
        let (mut metadata, left_out) = read.registered(&self.base_url)?;
        metadata.address = address;
        Ok(Taken { metadata, read, left_out, at: now })
    }

    /// Takes metadata of an identity provider; of a file that describes several, the one of this id.
    pub(crate) async fn take_provider(
        &self,
        source: Source,
        entity_id: Option<String>,
        now: Timestamp,
    ) -> Result<TakenProvider, TakeError> {
        let (document, address) = self.load(source).await?;
        let read = reading(move || look_at_identity_provider(&document, entity_id.as_deref(), now)).await??;
        let mut metadata = read.connected()?;
        metadata.address = address;
        Ok(TakenProvider { metadata, read, at: now })
    }

    /// The document, and the address that it was fetched from.
    async fn load(&self, source: Source) -> Result<(Vec<u8>, Option<String>), FetchError> {
        Ok(match source {
            Source::Document(document) => (document, None),
            Source::Address(address) => (self.fetch(&address).await?, Some(address)),
        })
    }

    async fn fetch(&self, address: &str) -> Result<Vec<u8>, FetchError> {
        let check = |text: &str| server_address(text, &self.base_url).map_err(FetchError::Address);
        let mut url = check(address.trim())?;
        let first = url.origin();
        for _ in 0..=MOST_REDIRECTS {
            let response = self.client.get(url.clone()).send().await.map_err(|error| failed(&error))?;
            let status = response.status();
            if !status.is_redirection() {
                return if status == reqwest::StatusCode::OK {
                    bounded(response).await
                } else {
                    Err(FetchError::Status(status.as_u16()))
                };
            }
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| url.join(to).ok()).ok_or(FetchError::Status(status.as_u16()))?;
            url = check(to.as_str())?;
            if url.origin() != first {
                return Err(FetchError::LeadsAway);
            }
        }
        Err(FetchError::LeadsAway)
    }
}

fn failed(error: &reqwest::Error) -> FetchError {
    if error.is_timeout() { FetchError::TimedOut } else { FetchError::Unreachable }
}

async fn bounded(mut response: Response) -> Result<Vec<u8>, FetchError> {
    let mut octets = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error))? {
        if octets.len() + chunk.len() > TreeLimits::METADATA.octets {
            return Err(FetchError::TooLarge);
        }
        octets.extend_from_slice(&chunk);
    }
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::response::Redirect;
    use axum::routing::get;

    fn reader(base: &str) -> MetadataReader {
        MetadataReader::new(&Url::parse(base).unwrap()).unwrap()
    }

    async fn fetched(reader: &MetadataReader, address: &str) -> Result<Vec<u8>, FetchError> {
        reader.fetch(address).await
    }

    /// A server on this machine, with what it answers.
    async fn server(routes: Router) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        address
    }

    #[tokio::test]
    async fn v_05_no_address_leads_inside() {
        let public = reader("https://my.example.com");
        let inside = server(Router::new().route("/", get(async || "secret"))).await;
        for (address, fault) in [
            (inside.as_str(), GatewayAddressFault::NotPublic),
            ("https://localhost/metadata", GatewayAddressFault::NotPublic),
            ("https://[::1]/metadata", GatewayAddressFault::NotPublic),
            ("https://169.254.169.254/latest/meta-data", GatewayAddressFault::NotPublic),
            ("https://192.168.1.1/", GatewayAddressFault::NotPublic),
            ("http://app.example.com/metadata", GatewayAddressFault::NotSecure),
            ("ftp://app.example.com/metadata", GatewayAddressFault::Unreadable),
            ("https://user@app.example.com/", GatewayAddressFault::Parts),
        ] {
            assert_eq!(fetched(&public, address).await, Err(FetchError::Address(fault)), "{address}");
        }
        // Where everything runs on this machine, so may the application.
        assert_eq!(fetched(&reader("http://localhost:8080"), &inside).await, Ok(b"secret".to_vec()));
    }

    #[tokio::test]
    async fn what_leads_away_is_large_or_fails_is_refused() {
        let other = server(Router::new().route("/", get(async || "other"))).await;
        let routes = Router::new()
            .route("/here", get(async || "metadata"))
            .route("/near", get(async || Redirect::temporary("/here")))
            .route("/away", get(async move || Redirect::temporary(&other)))
            .route("/round", get(async || Redirect::temporary("/round")))
            .route("/large", get(async || "x".repeat(TreeLimits::METADATA.octets + 1)));
        let at = server(routes).await;
        let reader = reader("http://localhost:8080");
        for (path, outcome) in [
            ("/here", Ok(b"metadata".to_vec())),
            ("/near", Ok(b"metadata".to_vec())),
            ("/away", Err(FetchError::LeadsAway)),
            ("/round", Err(FetchError::LeadsAway)),
            ("/large", Err(FetchError::TooLarge)),
            ("/none", Err(FetchError::Status(404))),
        ] {
            assert_eq!(fetched(&reader, &format!("{at}{path}")).await, outcome, "{path}");
        }
    }
}
