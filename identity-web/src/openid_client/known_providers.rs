//! What providers say of themselves, kept for a while.

use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::discovery::{Discovered, discover};
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::ProviderHttp;
use identity_core::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// For how long a document is good without another look at the provider.
const LIFETIME: Duration = Duration::from_mins(10);

/// Of how many providers documents are kept. More than that are configured nowhere; the rest is fetched again.
const MOST_PROVIDERS: usize = 1000;

/// An issuer, and the algorithms that are allowed to it.
type Name = (String, Vec<ProviderAlgorithm>);

/// The documents of all providers, by the issuer and by what is allowed to it.
#[derive(Debug, Default)]
pub(crate) struct KnownProviders(Mutex<BTreeMap<Name, (Timestamp, Arc<Discovered>)>>);

impl KnownProviders {
    /// The document of an issuer, at most ten minutes old. One that fails is not kept.
    pub(crate) async fn get(
        &self,
        http: &ProviderHttp,
        issuer: &str,
        allowed: &[ProviderAlgorithm],
        now: Timestamp,
    ) -> Result<Arc<Discovered>, SignInFailure> {
        let name = (issuer.to_owned(), allowed.to_vec());
        if let Some((since, found)) = self.kept().get(&name)
            && now.since(*since) < LIFETIME
        {
            return Ok(Arc::clone(found));
        }
        let found = Arc::new(discover(http, issuer, allowed).await?);
        let mut kept = self.kept();
        if kept.len() >= MOST_PROVIDERS {
            kept.clear();
        }
        kept.insert(name, (now, Arc::clone(&found)));
        Ok(found)
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<Name, (Timestamp, Arc<Discovered>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
