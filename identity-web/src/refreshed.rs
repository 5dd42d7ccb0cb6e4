//! What is read from the store at most once a minute.

use identity_core::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// For how long a change by another node may go unnoticed.
const REFRESH: Duration = Duration::from_mins(1);

/// A value of the store that is kept for a minute: what it says may be that much out of date.
#[derive(Debug)]
pub(crate) struct Refreshed<T>(Mutex<Option<(Timestamp, Arc<T>)>>);

impl<T> Refreshed<T> {
    /// A value that was not read yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The value, at most a minute old.
    pub(crate) async fn current<E>(
        &self,
        now: Timestamp,
        load: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        if let Some((since, value)) = self.kept().as_ref()
            && now.since(*since) < REFRESH
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(load.await?);
        *self.kept() = Some((now, Arc::clone(&value)));
        Ok(value)
    }

    fn kept(&self) -> MutexGuard<'_, Option<(Timestamp, Arc<T>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::future::ready;

    #[tokio::test]
    async fn a_value_is_read_again_after_a_minute() {
        let value = Refreshed::new();
        let begin = Timestamp::from_unix_seconds(1_800_000_000);
        let mut seen = Vec::new();
        for (seconds, stored) in [(0, 'a'), (59, 'b'), (60, 'c'), (61, 'd')] {
            let now = begin.plus(Duration::from_secs(seconds));
            seen.push(*value.current(now, ready(Ok::<_, Infallible>(stored))).await.unwrap());
        }
        assert_eq!(seen, ['a', 'a', 'c', 'c']);
    }
}
