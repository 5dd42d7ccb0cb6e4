//! What happens when two nodes do at once what does not go together: on SQLite and on PostgreSQL, in parallel, again and
//! again, it ends in one consistent state, and the audit trail tells of what happened and of nothing else.

mod administrators;
mod codes;
mod counting;
mod mandates;
mod moves;
mod rights;
mod side_by_side;
mod world;

use anyhow::Result;
use std::sync::Arc;
use tokio::sync::Barrier;

/// How often each race is run on one database.
const ROUNDS: usize = 12;

/// Runs a race on both databases.
macro_rules! races {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        mod $name {
            use crate::races::world::{On, World};

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() -> anyhow::Result<()> {
                super::run::$name(&World::on(On::Sqlite).await?).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgres() -> anyhow::Result<()> {
                super::run::$name(&World::on(On::Postgres).await?).await
            }
        }
    )+};
}
use races;

/// Runs two acts at once and gives both outcomes.
async fn at_once<A, B>(
    one: impl Future<Output = A> + Send + 'static,
    two: impl Future<Output = B> + Send + 'static,
) -> Result<(A, B)>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let barrier = Arc::new(Barrier::new(2));
    let other = Arc::clone(&barrier);
    let one = tokio::spawn(async move {
        barrier.wait().await;
        one.await
    });
    let two = tokio::spawn(async move {
        other.wait().await;
        two.await
    });
    Ok((one.await?, two.await?))
}
