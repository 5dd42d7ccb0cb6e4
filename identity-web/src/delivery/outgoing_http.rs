//! The HTTP client for all outgoing requests of this process.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpClientError {
    /// The certificate authority cannot be read.
    #[error("root_certificate is not a certificate in PEM")]
    Certificate,
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] rustls::Error),
    /// The client cannot be set up.
    #[error(transparent)]
    Client(#[from] reqwest::Error),
}

/// A client that follows no redirect, asks no proxy, and trusts the public certificate authorities and the
/// given one.
pub(crate) fn client(
    root_certificate: Option<&str>,
    timeout: Duration,
) -> Result<reqwest::Client, HttpClientError> {
    Ok(builder(root_certificate, timeout)?.build()?)
}

/// The same for a server whose address somebody set on a page: it is looked up by `names`, which leads nowhere inside.
pub(crate) fn guarded_client(
    names: impl reqwest::dns::Resolve + 'static,
    timeout: Duration,
) -> Result<reqwest::Client, HttpClientError> {
    Ok(builder(None, timeout)?.dns_resolver(Arc::new(names)).build()?)
}

fn builder(
    root_certificate: Option<&str>,
    timeout: Duration,
) -> Result<reqwest::ClientBuilder, HttpClientError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = root_certificate {
        let certificate =
            CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| HttpClientError::Certificate)?;
        roots.add(certificate)?;
    }
    // Named here and not taken from the process, which belongs to the host application.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(timeout)
        .connect_timeout(timeout)
        .user_agent(concat!("identity-web/", env!("CARGO_PKG_VERSION"))))
}
