//! Bringing declared connections into the store, and trying again those that cannot be applied yet.

use crate::declared::DeclaredConnection;
use crate::reason::reason;
use anyhow::Result;
use identity_core::Identity;
use identity_core::federation::{ConnectionSetup, ConnectionsSetup};
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

/// Before the next try, while the CRM has not fed an organisation or the metadata of a provider cannot be fetched.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// After how many tries metadata is asked for no less often than this: about a minute.
const FETCHED_EVERY: u32 = 32;

/// The declared connections on their way into the store.
struct Applying {
    identity: Identity,
    /// Those that could be read are kept, so that nobody is asked for metadata again and again.
    connections: Vec<(DeclaredConnection, Option<ConnectionSetup>)>,
    tries: u32,
    said: BTreeSet<String>,
}

/// Applies the connections. As long as one waits for its organisation or cannot be read, they are applied again every two seconds
/// beside everything else, until all are there or `ended` is.
pub async fn apply(
    identity: Identity,
    declared: Vec<DeclaredConnection>,
    ended: impl Future<Output = ()> + Send + 'static,
) {
    let connections = declared.into_iter().map(|connection| (connection, None)).collect();
    let mut applying = Applying { identity, connections, tries: 0, said: BTreeSet::new() };
    if applying.is_done().await {
        return;
    }
    tokio::spawn(async move {
        let mut ended = pin!(ended);
        loop {
            tokio::select! {
                () = tokio::time::sleep(TRY_AGAIN) => {}
                () = &mut ended => return,
            }
            if applying.is_done().await {
                return;
            }
        }
    });
}

impl Applying {
    /// Whether all of them are applied now; of the others the log says once what they wait for.
    async fn is_done(&mut self) -> bool {
        self.tries += 1;
        let waiting = match self.try_all().await {
            Ok(waiting) => waiting,
            Err(error) => vec![format!("the connections were not applied: {}", reason(&error))],
        };
        for why in &waiting {
            if self.said.insert(why.clone()) {
                tracing::info!("{why}");
            }
        }
        waiting.is_empty()
    }

    /// Applies those that can be read, and says what the others wait for.
    async fn try_all(&mut self) -> Result<Vec<String>> {
        let mut waiting = self.read_more().await;
        let read = self.connections.iter().filter_map(|(_, setup)| setup.clone());
        let mut setup = ConnectionsSetup::new(read);
        // One that was taken out of the settings is disabled, unless one that cannot be read may be it.
        setup.only_these = waiting.is_empty();
        let without = self.identity.apply_connections(&setup).await?;
        let told = |name| format!("the connection {name} waits until the CRM feeds its organisation");
        waiting.extend(without.into_iter().map(told));
        Ok(waiting)
    }

    /// Reads those that were not read yet, less and less often; gives why some of them cannot be.
    async fn read_more(&mut self) -> Vec<String> {
        let is_time = self.tries.is_power_of_two() || self.tries.is_multiple_of(FETCHED_EVERY);
        let mut failed = Vec::new();
        for (declared, setup) in self.connections.iter_mut().filter(|(_, setup)| setup.is_none()) {
            if !is_time {
                failed.push(format!("the connection {} is read again later", declared.name));
                continue;
            }
            match declared.setup(&self.identity).await {
                Ok(read) => *setup = Some(read),
                Err(error) => failed.push(format!("the connection {}: {}", declared.name, reason(&error))),
            }
        }
        failed
    }
}
