//! Puts the parts together, listens, and ends in good order.

use crate::config::{Config, Part};
use crate::{central, pages, testing_service, welcome};
use anyhow::Result;
use example_host::applying::apply;
use example_host::listening::{Servers, listen, told_to_end};
use example_host::log;
use identity_core::SystemClock;
use std::sync::Arc;

/// Runs until the program is told to end.
pub(crate) async fn serve(config: &Config) -> Result<()> {
    log::start(&config.log, config.log_format)?;
    let clock = Arc::new(SystemClock::default());
    let mut servers = Servers::default();
    if config.starts(Part::Commit) {
        let sockets = listen(&config.listen, config.port_base).await?;
        let site = central::open(config, &clock, &servers).await?;
        servers.start(sockets, &site.web().await?.build()?.standalone());
    }
    if config.starts(Part::Tests) {
        let sockets = listen(&config.listen, config.port_base + 1).await?;
        let site = testing_service::open(config, &clock).await?;
        let routes = pages::router(&site)?;
        servers.start(sockets, &site.web().await?.build()?.around(routes));
        apply(site.identity, testing_service::connections(config), servers.ended()).await;
    }
    println!("{}", welcome::text(config));
    told_to_end().await?;
    servers.stop().await;
    Ok(())
}
