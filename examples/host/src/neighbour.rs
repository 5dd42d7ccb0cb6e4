//! Reading a document of another example server, which is on this machine too.

use anyhow::{Context as _, Result, bail, ensure};
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

/// How long an answer can take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in octets.
const LONGEST: u64 = 256 * 1024;

/// What is at an address below `localhost`, by HTTP/1.0 (RFC 1945). The name is looked up nowhere, so nothing else is reached.
pub async fn read(url: &str) -> Result<String> {
    let url = Url::parse(url)?;
    let host = url.host_str().filter(|host| host.ends_with(".localhost")).context("no neighbour")?;
    let port = url.port().context("no port")?;
    let asked = format!("GET {} HTTP/1.0\r\nhost: {host}:{port}\r\n\r\n", url.path());
    let answer = async {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        stream.write_all(asked.as_bytes()).await?;
        let mut answer = String::new();
        stream.take(LONGEST).read_to_string(&mut answer).await?;
        anyhow::Ok(answer)
    };
    let answer = tokio::time::timeout(PATIENCE, answer).await??;
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { bail!("this is no answer") };
    let status = head.lines().next().unwrap_or_default();
    ensure!(status.contains(" 200"), "{status}");
    Ok(body.to_owned())
}
