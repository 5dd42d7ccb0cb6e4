//! Waiting for what is being waited for, with an end to patience.

use anyhow::{Result, bail};
use std::time::Duration;

/// How often it is looked, and how many times before giving up: a loaded machine with two cores needs long.
const EVERY: Duration = Duration::from_millis(50);
const ATTEMPTS: u32 = 1_200;

/// Tries until `attempt` gives a value; after a minute it fails and says `what` did not come.
pub async fn until<T>(what: &str, mut attempt: impl AsyncFnMut() -> Option<T>) -> Result<T> {
    let mut ticks = tokio::time::interval(EVERY);
    for _ in 0..ATTEMPTS {
        ticks.tick().await;
        if let Some(value) = attempt().await {
            return Ok(value);
        }
    }
    bail!("waited a minute in vain for {what}")
}
