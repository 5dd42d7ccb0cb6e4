//! What a flood does to the memory of the running server.

use anyhow::{Context as _, Result};
use identity_tests::http::client;
use identity_tests::server::SmartPlan;
use identity_web::saml::codec::encode_base64;
use identity_web::saml::namespace::{ASSERTION, PROTOCOL};

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
    let grown = peak(&process)? - before;
    assert!(grown < 64 * 1024, "the server grew by {grown} KiB");
    Ok(())
}
