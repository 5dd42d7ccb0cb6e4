//! Listening on the loopback addresses or others, and ending in good order.

use crate::serving::serve;
use anyhow::{Result, bail};
use axum::Router;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long requests under way can take after the program was told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Listens on every address; one that the machine does not have is passed over as long as one is left.
pub async fn listen(addresses: &[IpAddr], port: u16) -> Result<Vec<TcpListener>> {
    let mut sockets = Vec::new();
    for address in addresses {
        let address = SocketAddr::new(*address, port);
        match TcpListener::bind(address).await {
            Ok(socket) => sockets.push(socket),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                bail!("{address} is in use; end what listens there or choose another --port-base")
            }
            Err(error) => tracing::warn!(%address, %error, "cannot listen here"),
        }
    }
    if sockets.is_empty() {
        bail!("there is no address to listen on; see `listen` in the settings");
    }
    Ok(sockets)
}

/// The servers of a program, which end together.
#[derive(Debug)]
pub struct Servers {
    stop: watch::Sender<bool>,
    running: Vec<JoinHandle<()>>,
}

impl Default for Servers {
    fn default() -> Self {
        Self { stop: watch::Sender::new(false), running: Vec::new() }
    }
}

impl Servers {
    /// Serves the same on each of these sockets.
    pub fn start(&mut self, sockets: Vec<TcpListener>, router: &Router) {
        for socket in sockets {
            let serving = serve(socket, router.clone(), self.ended());
            self.running.push(tokio::spawn(serving));
        }
    }

    /// Is there when the program ends.
    pub fn ended(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopped = self.stop.subscribe();
        async move {
            stopped.wait_for(|stopped| *stopped).await.ok();
        }
    }

    /// Takes no new requests, and waits for those that are under way.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        let all = async {
            for server in self.running {
                server.await.ok();
            }
        };
        if tokio::time::timeout(LAST_REQUESTS, all).await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
    }
}

/// SIGTERM from a service manager, or Ctrl+C.
pub async fn told_to_end() -> Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => {}
        result = tokio::signal::ctrl_c() => result?,
    }
    tracing::info!("told to end: no new requests, those under way have ten seconds");
    Ok(())
}
