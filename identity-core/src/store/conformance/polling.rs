//! Giving a future up halfway.

use std::pin::pin;
use std::task::Poll;

/// What the future gives, or nothing when it is still waiting after it was polled that often, and how often it was
/// polled. It is dropped then.
///
/// It is polled again and again, whether it asks for that or not, so that the number stands for a time as well: a
/// commit that a task of its own carries out is given up while that task is somewhere in it.
pub(super) async fn polled<T>(future: impl Future<Output = T>, most: usize) -> (Option<T>, usize) {
    let (mut future, mut polls) = (pin!(future), 0);
    std::future::poll_fn(|context| {
        polls += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready((Some(value), polls)),
            Poll::Pending if polls >= most => Poll::Ready((None, polls)),
            Poll::Pending => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    })
    .await
}
