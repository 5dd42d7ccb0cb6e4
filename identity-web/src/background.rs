//! The housekeeper that runs beside the pages.

use identity_core::housekeeping::Housekeeper;
use std::sync::OnceLock;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Starts a housekeeper once, and stops it when it is dropped.
#[derive(Debug)]
pub(crate) struct Background {
    housekeeper: Option<Housekeeper>,
    // The housekeeper stops when the sender is dropped.
    running: OnceLock<oneshot::Sender<()>>,
}

impl Background {
    /// For `housekeeper`; with `None` nothing is ever started.
    pub(crate) fn new(housekeeper: Option<Housekeeper>) -> Self {
        Self { housekeeper, running: OnceLock::new() }
    }

    /// Starts the housekeeper, unless it runs already. Needs a tokio runtime; without one, says so in the log.
    pub(crate) fn start(&self) {
        let Some(housekeeper) = &self.housekeeper else { return };
        let Ok(runtime) = Handle::try_current() else {
            tracing::warn!(
                "the housekeeper does not run: the router was made outside of a tokio runtime. Make it inside of one, \
                 or run identity_core::housekeeping::Housekeeper yourself"
            );
            return;
        };
        self.running.get_or_init(|| {
            let (stop, stopped) = oneshot::channel();
            let housekeeper = housekeeper.clone();
            // Nothing is sent through the channel: that it closes is the signal to stop.
            runtime.spawn(async move { housekeeper.run(async { _ = stopped.await }).await });
            stop
        });
    }
}
