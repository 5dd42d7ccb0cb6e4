//! Bodies that lie about themselves, over real connections.

use crate::support::api::{Who, World};
use http::StatusCode;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};

async fn serve(world: &World) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = world.app.clone();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

/// Announces a body of `length` octets, sends two and, if wanted, hangs up its own side; gives the status line.
fn lie(address: SocketAddr, token: &str, length: u64, hang_up: bool) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "PUT /api/v1/organizations/external/x HTTP/1.1\r\nhost: my.smartplan.localhost\r\nconnection: close\r\n\
         authorization: Bearer {token}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{{}}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    if hang_up {
        stream.shutdown(Shutdown::Write).unwrap();
    }
    let mut answer = Vec::new();
    // The server may reset the connection once it has answered a body that it did not read.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn b_07_twenty_wrong_lengths_at_once_hold_up_nobody() {
    let world = World::empty().await;
    let address = serve(&world).await;
    let crm = world.crm().await;
    let Who::Token(token) = &crm else { unreachable!() };
    let lies: Vec<_> = (0..20)
        .map(|at| {
            let token = token.clone();
            let (length, hang_up) = if at % 2 == 0 { (2 << 30, false) } else { (500, true) };
            tokio::task::spawn_blocking(move || (length, lie(address, &token, length, hang_up)))
        })
        .collect();
    for lie in lies {
        let (length, status) = lie.await.unwrap();
        match length {
            500 => assert!(!status.contains(" 20"), "an unfinished body changes nothing: {status}"),
            _ => assert_eq!(status, "HTTP/1.1 413 Payload Too Large", "refused before it is read"),
        }
    }
    let path = "/api/v1/organizations/external/x";
    assert_eq!(world.get(&crm, path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(lie(address, token, 2, false), "HTTP/1.1 400 Bad Request", "the server goes on");
}
