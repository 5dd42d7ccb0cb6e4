//! A time limit for request bodies, so that slow senders do not block other requests.

use axum::Error;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use http_body::{Frame, SizeHint};
use std::error::Error as StdError;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How long a form or message, which is small, can be on its way as a whole.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// For `axum::middleware::map_request`: from here on the body fails when it takes longer than [`LONGEST_WAIT`].
pub(crate) async fn in_time(request: Request) -> Request {
    request.map(|body| Body::new(InTime::new(body, LONGEST_WAIT)))
}

/// Why a body failed.
#[derive(Debug, thiserror::Error)]
#[error("the body did not arrive in time")]
pub(crate) struct TooSlow;

/// Whether reading a body failed for that.
pub(crate) fn was_too_slow(error: &Error) -> bool {
    std::iter::successors(error.source(), |error| (*error).source()).any(<dyn StdError>::is::<TooSlow>)
}

/// A body with an end to the patience. The time runs from when the request's head was read.
struct InTime {
    body: Body,
    over: Pin<Box<Sleep>>,
}

impl InTime {
    fn new(body: Body, wait: Duration) -> Self {
        Self { body, over: Box::pin(sleep(wait)) }
    }
}

impl HttpBody for InTime {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if let ready @ Poll::Ready(_) = Pin::new(&mut self.body).poll_frame(context) {
            return ready;
        }
        self.over.as_mut().poll(context).map(|()| Some(Err(Error::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    /// A body that promises more and never sends it.
    struct Never;

    impl HttpBody for Never {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up_and_one_that_is_there_is_read() {
        let slow = Body::new(InTime::new(Body::new(Never), Duration::from_millis(5)));
        let error = to_bytes(slow, 10).await.unwrap_err();
        assert!(was_too_slow(&error), "{error}");
        let large =
            to_bytes(Body::new(InTime::new(Body::from("a=bc"), Duration::ZERO)), 3).await.unwrap_err();
        assert!(!was_too_slow(&large), "{large}");
        let there = Body::new(InTime::new(Body::from("a=b"), Duration::ZERO));
        assert_eq!(to_bytes(there, 10).await.unwrap(), "a=b");
    }
}
