//! Connections of browsers and programs: accepted, given up when they say nothing, and ended in good order.

use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::Service as _;

/// How long the head of a request can be on its way, and a connection silent between two requests. What is slow
/// after that, a body, is the business of who reads it.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
/// Before the next try when the system has no more connections to give.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Serves until `stop` is there, and then until the requests under way are answered.
pub async fn serve(socket: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(LONGEST_SILENCE);
    let mut services = router.into_make_service_with_connect_info::<SocketAddr>();
    let (graceful, mut stop) = (GracefulShutdown::new(), pin!(stop));
    loop {
        let accepted = tokio::select! {
            accepted = socket.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(AFTER_FAILURE).await;
                continue;
            }
        };
        let Ok(service) = services.call(peer).await;
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    graceful.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    /// Sends something on a connection of its own and reads until the server hangs up.
    async fn told(address: SocketAddr, words: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let patience = 2 * LONGEST_SILENCE;
        tokio::time::timeout(patience, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
        answer
    }

    /// The clock of these tests jumps to the next moment that something waits for.
    #[tokio::test(start_paused = true)]
    async fn silent_connections_are_given_up_and_the_server_ends_when_told() {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = Router::new().route("/", get(async || "here"));
        let serving = tokio::spawn(serve(socket, router, async { stopped.await.unwrap_or(()) }));
        assert!(told(address, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.ends_with("here"));
        for silent in ["", "GET / HTTP/1.1\r\nx-half: "] {
            assert!(!told(address, silent).await.contains("here"));
        }
        stop.send(()).unwrap();
        serving.await.unwrap();
    }
}
