//! What a flood does to the memory of the running server.

use anyhow::{Context as _, Result, ensure};
use identity_tests::http::client;
use identity_tests::server::SmartPlan;
use identity_web::saml::namespace::{ASSERTION, PROTOCOL};
use identity_web::saml::xml::codec::{deflate, encode_base64};

/// The most memory that a process has had so far, in KiB.
fn peak(process: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// As large and as full as a response can be that is read at all.
fn large() -> String {
    let padding = format!("<a b='1'>{}</a>", "y".repeat(110)).repeat(1900);
    let xml = format!(
        "<samlp:Response xmlns:samlp='{PROTOCOL}' xmlns:saml='{ASSERTION}' ID='_a'><saml:Issuer>x</saml:Issuer>\
         <samlp:Extensions>{padding}</samlp:Extensions></samlp:Response>"
    );
    encode_base64(xml.as_bytes())
}

#[tokio::test]
async fn s_30_fifty_large_responses_at_once_take_less_than_64_mib() -> Result<()> {
    let server = SmartPlan::start().await?;
    let process = server.program()?.process_id()?;
    let (client, address, response) = (client()?, server.app("/saml/sp/acs"), large());
    let before = peak(&process)?;
    let posts = [(); 50].map(|()| {
        let request = client.post(&address).form(&[("SAMLResponse", &response)]);
        tokio::spawn(async move { request.send().await.map(|answer| answer.status().as_u16()) })
    });
    for post in posts {
        assert_eq!(post.await??, 400);
    }
    grew_little(&process, before)
}

/// Twenty bombs at once, each as large as an address can hold it, and bodies of 50 MiB.
#[tokio::test]
async fn s_30_bombs_at_the_running_server_take_less_than_64_mib() -> Result<()> {
    let server = SmartPlan::start().await?;
    let process = server.program()?.process_id()?;
    // 40 MiB when inflated, which two of them would show.
    let bomb = encode_base64(&deflate(&vec![b' '; 40 << 20])?).replace('+', "%2B");
    let (client, query) = (client()?, server.my(&format!("/saml/idp/sso?SAMLRequest={bomb}")));
    let before = peak(&process)?;
    let bombs = [(); 20].map(|()| {
        let request = client.get(&query);
        tokio::spawn(async move { request.send().await.map(|answer| answer.status().as_u16()) })
    });
    for bomb in bombs {
        assert!(matches!(bomb.await??, 400 | 413));
    }
    for address in [server.app("/saml/sp/acs"), server.my("/saml/idp/sso"), server.my("/login")] {
        let body = format!("SAMLResponse={}", "A".repeat(50 << 20));
        let posted = client.post(address).header("content-type", "application/x-www-form-urlencoded");
        // It may hang up before everything is sent.
        if let Ok(answer) = posted.body(body).send().await {
            assert_eq!(answer.status(), 413);
        }
    }
    grew_little(&process, before)
}

fn grew_little(process: &str, before: u64) -> Result<()> {
    let grown = peak(process)? - before;
    ensure!(grown < 64 * 1024, "the server grew by {grown} KiB");
    Ok(())
}
