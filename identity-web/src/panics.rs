//! A panic ends one request, and no other.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Why a request came to no answer: its handler, a template or a store panicked. The log has the message of the panic.
#[derive(Debug, thiserror::Error)]
#[error("a panic")]
pub(crate) struct Panicked;

/// Lets a future end with an error where it panics. Without this the connection would be closed, with every other request
/// on it.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, Panicked> {
    Caught(Box::pin(future)).await
}

struct Caught<F>(Pin<Box<F>>);

impl<F: Future> Future for Caught<F> {
    type Output = Result<F::Output, Panicked>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // What panicked is dropped and not looked at again, so nobody sees it half done.
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context))) {
            Ok(polled) => polled.map(Ok),
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    }
}
