//! The OpenID Provider against applications that are not ours: made with openid-client and oauth4webapi (npm), they sign
//! somebody in at the whole server, and check what they are given as strictly as they can.

use crate::story::{CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::{Context as _, Result, bail};
use identity_tests::person::Eyes;
use identity_tests::process::tests_folder;
use identity_tests::server::{Settings, SmartPlan};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SECRET: &str = "Zc7sYlqvWZ5wTqZ0l3oJ6qS8rV1xQ4mN2kB9hD5fG0A";
const CALLBACK: &str = "https://portal.example/callback";

/// Applications: their names, how they prove who they are, and how their ID tokens are signed.
const APPLICATIONS: [(&str, &str, &str); 5] = [
    ("basic", "client_secret_basic", "RS256"),
    ("basic-es256", "client_secret_basic", "ES256"),
    ("post", "client_secret_post", "ES256"),
    ("public", "none", "RS256"),
    ("with-key", "private_key_jwt", "ES256"),
];

/// What a library made of a sign-on.
#[derive(Debug, Deserialize)]
struct Seen {
    library: String,
    id: String,
    #[serde(default)]
    error: Option<String>,
    #[serde(default, rename = "type")]
    token_type: String,
    #[serde(default)]
    name: String,
}

/// Runs the script with these arguments; gives what it prints.
fn node(arguments: &[&str], task: &Value) -> Result<Vec<u8>> {
    let mut node = Command::new("node")
        .arg(tests_folder().join("peers/openid_clients.mjs"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("node: tests/run installs it")?;
    node.stdin.take().context("no standard input")?.write_all(task.to_string().as_bytes())?;
    let output = node.wait_with_output()?;
    if !output.status.success() {
        bail!("node {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn configuration(folder: &Path) -> String {
    let mut text = String::new();
    for (id, method, algorithm) in APPLICATIONS {
        let proof = match method {
            "none" => String::new(),
            "private_key_jwt" => format!("keys = {:?}\n", folder.join("jwks.json")),
            _ => format!("secret = \"{SECRET}\"\n"),
        };
        let table = format!(
            "[[openid_applications]]\nclient_id = \"{id}\"\nname = \"Portal {id}\"\n{proof}\
             redirect_uris = [\"{CALLBACK}\"]\nid_token_algorithm = \"{algorithm}\"\n"
        );
        text.push_str(&table);
    }
    text
}

#[tokio::test]
async fn applications_made_with_openid_client_and_oauth4webapi_sign_somebody_in() -> Result<()> {
    let folder = TempDir::with_prefix("identity-openid-clients")?;
    let path = folder.path().to_str().context("a path")?;
    node(&["keys", path], &Value::Null)?;
    let configuration = Some(configuration(folder.path()));
    let server = SmartPlan::start_with(Settings { configuration, ..Settings::default() }).await?;
    let story = Story::begins(server, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    story.accepts(JEREMY).await?;
    let server = &story.server;
    let applications = APPLICATIONS.map(|(id, method, algorithm)| {
        json!({"id": id, "method": method, "algorithm": algorithm, "secret": SECRET, "redirect_uri": CALLBACK})
    });
    let task = json!({
        "issuer": server.my(""),
        "person": [JEREMY, PASSWORD],
        "key": folder.path().join("private.jwk"),
        "applications": applications,
    });
    let answer = tokio::task::spawn_blocking(move || node(&["run"], &task)).await??;
    let seen: Vec<Seen> = serde_json::from_slice(&answer)?;
    assert_eq!(seen.len(), 2 * APPLICATIONS.len());
    for Seen { library, id, error, token_type, name } in seen {
        assert_eq!(error, None, "{library} as {id}\n{}", server.output());
        assert_eq!(name, "Jeremy Mills", "{library} as {id}");
        let is_bound = library == "openid-client" && id == "public";
        assert_eq!(token_type, if is_bound { "dpop" } else { "bearer" }, "{library} as {id}");
    }
    Ok(())
}
