//! Looking up the names of servers that an administrator set, so that none leads inside (SSRF, DNS rebinding).

use identity_core::delivery::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;

/// Why a name is not connected to.
#[derive(Debug, thiserror::Error)]
#[error("its name leads to this machine or into a private network")]
struct LeadsInside;

/// Finds public addresses alone, and those of this machine where they may be used. Asked for each connection, so that what a
/// name led to when it was set decides nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublicNames {
    pub(crate) may_be_local: bool,
}

impl PublicNames {
    fn allows(self, address: &SocketAddr) -> bool {
        let ip = address.ip().to_canonical();
        is_public(ip) || (self.may_be_local && ip.is_loopback())
    }
}

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let names = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = found.filter(|address| names.allows(address)).collect();
            if allowed.is_empty() {
                return Err(LeadsInside.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_found_only_where_it_may_be() {
        let resolve = |may_be_local| PublicNames { may_be_local }.resolve("localhost".parse().unwrap());
        let Err(refused) = resolve(false).await else { panic!("localhost was found") };
        assert_eq!(refused.to_string(), LeadsInside.to_string());
        let found: Vec<_> = resolve(true).await.unwrap().collect();
        assert!(!found.is_empty() && found.iter().all(|address| address.ip().is_loopback()), "{found:?}");
    }

    #[test]
    fn a_private_network_is_never_reached() {
        for (address, local) in
            [("10.0.0.1:0", false), ("[::ffff:169.254.169.254]:0", false), ("127.0.0.1:0", true)]
        {
            let address = address.parse().unwrap();
            assert!(!PublicNames { may_be_local: false }.allows(&address));
            assert_eq!(PublicNames { may_be_local: true }.allows(&address), local);
        }
        assert!(PublicNames { may_be_local: false }.allows(&"8.8.8.8:0".parse().unwrap()));
    }
}
