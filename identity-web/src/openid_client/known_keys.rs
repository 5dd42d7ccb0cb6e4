//! The keys of providers, kept for a while. Each has its own lock, so that a slow provider holds up nobody else's people.

use crate::openid::jws::{Claims, JwsError, Unverified};
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::{DocumentFault, ProviderHttp};
use crate::openid_client::keys::{ProviderKeys, PublishedKeys};
use identity_core::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// For how long keys are believed without a look at the provider: a key that it withdrew is good for so long at the most.
const LIFETIME: Duration = Duration::from_mins(10);

/// How long a token with an unknown key does not lead to another look.
const PAUSE: Duration = Duration::from_mins(1);

/// How long after a look that failed the next one waits.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Of how many providers keys are kept. More than that are configured nowhere; the rest is fetched again.
const MOST_PROVIDERS: usize = 1000;

/// The keys of one provider.
#[derive(Debug, Default)]
struct Kept {
    keys: Option<(Timestamp, Arc<ProviderKeys>)>,
    next_look: Option<Timestamp>,
    last_failure: Option<SignInFailure>,
}

/// The keys at one address, looked at by one request after the other.
type Shared = Arc<tokio::sync::Mutex<Kept>>;

/// The keys of all providers, by the name of the connection and the address of the keys.
#[derive(Debug, Default)]
pub(crate) struct KnownKeys(Mutex<BTreeMap<(String, String), Shared>>);

/// Whose keys are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeysOf<'a> {
    /// The name of the connection: one that is flooded does not slow down another at the same provider.
    pub(crate) connection: &'a str,
    /// Where the keys are.
    pub(crate) address: &'a Url,
}

impl KnownKeys {
    /// What a token says, signed with a key that the provider publishes. A key that is not known yet makes us look once more,
    /// at most once a minute for each connection: no flood of invented names becomes a flood of requests.
    pub(crate) async fn verify(
        &self,
        http: &ProviderHttp,
        of: KeysOf<'_>,
        token: &Unverified<'_, ProviderAlgorithm>,
        now: Timestamp,
    ) -> Result<Claims, SignInFailure> {
        let kept = self.kept(of);
        let mut kept = kept.lock().await;
        let keys = match &kept.keys {
            Some((since, keys)) if now.since(*since) < LIFETIME => Arc::clone(keys),
            _ => kept.look(http, of.address, now).await?,
        };
        let verified = keys.verify(token);
        // A provider that names no keys replaces one without a word.
        let may_be_new = match &verified {
            Err(JwsError::UnknownKey) => true,
            Err(JwsError::Signature) => token.kid().is_none(),
            _ => false,
        };
        if !may_be_new || kept.next_look.is_some_and(|next| now < next) {
            return Ok(verified?);
        }
        Ok(kept.look(http, of.address, now).await?.verify(token)?)
    }

    fn kept(&self, of: KeysOf<'_>) -> Arc<tokio::sync::Mutex<Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (of.connection.to_owned(), of.address.to_string());
        if all.len() >= MOST_PROVIDERS && !all.contains_key(&name) {
            all.clear();
        }
        Arc::clone(all.entry(name).or_default())
    }
}

impl Kept {
    /// Fetches the keys, unless a look failed a moment ago.
    async fn look(
        &mut self,
        http: &ProviderHttp,
        address: &Url,
        now: Timestamp,
    ) -> Result<Arc<ProviderKeys>, SignInFailure> {
        if let (Some(failure), Some(next)) = (self.last_failure, self.next_look)
            && now < next
        {
            return Err(failure);
        }
        let fetched = fetch(http, address).await;
        let pause = if fetched.is_ok() { PAUSE } else { PAUSE_AFTER_FAILURE };
        self.next_look = Some(now.plus(pause));
        self.last_failure = fetched.as_ref().err().copied();
        let keys = Arc::new(fetched?);
        self.keys = Some((now, Arc::clone(&keys)));
        Ok(keys)
    }
}

async fn fetch(http: &ProviderHttp, address: &Url) -> Result<ProviderKeys, SignInFailure> {
    let published: PublishedKeys = http.get(address, None).await.map_err(|fault| match fault {
        DocumentFault::Http(fault) => fault.into(),
        DocumentFault::Unreadable => SignInFailure::Keys,
    })?;
    let keys = ProviderKeys::of(&published);
    if keys.is_empty() { Err(SignInFailure::Keys) } else { Ok(keys) }
}
