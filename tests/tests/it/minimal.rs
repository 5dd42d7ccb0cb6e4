//! The program of the README, pasted into a fresh project with the README's dependency lines, lets its first person in.

use anyhow::{Context as _, Result};
use identity_tests::http::{Visitor, client};
use identity_tests::process::{Program, tests_folder};
use identity_tests::shown::Shown;
use identity_tests::{ports, wait};
use std::process::Command;

/// Starts the site in a folder of its own; gives its address too.
async fn site(folder: &tempfile::TempDir) -> Result<(Program, String)> {
    let address = format!("127.0.0.1:{}", ports::one()?);
    let mut command = Command::new(Shown::Readme.binary()?);
    command.arg(&address).current_dir(folder.path());
    let mut program = Program::start("minimal", folder.path(), &command)?;
    let (client, start) = (client()?, format!("http://{address}/"));
    wait::until(&start, async || match program.must_run() {
        Err(ended) => Some(Err(ended)),
        Ok(()) => client.get(&start).send().await.ok().map(|_| Ok(())),
    })
    .await??;
    Ok((program, format!("http://{address}")))
}

#[tokio::test]
async fn the_smallest_site_lets_its_first_person_in() -> Result<()> {
    let folder = tempfile::TempDir::with_prefix("identity-minimal")?;
    let (_program, site) = site(&folder).await?;
    let ada = Visitor::new()?;
    assert_eq!(ada.open(&format!("{site}/")).await?.body, "Hello");

    let form = ada.open(&format!("{site}/name")).await?.form_with_button("Sign in")?;
    let form = form.fill("identifier", "ada@minimal.example")?.fill("password", "velvet-otter-compass")?;
    assert_eq!(ada.submit(&form).await?.expect(200)?.body, "Ada Lovelace");
    assert_eq!(ada.open(&format!("{site}/people")).await?.expect(200)?.body, "For administrators");
    assert_eq!(ada.open(&format!("{site}/")).await?.body, "Welcome back");

    ada.open(&format!("{site}/identity/account")).await?.expect(200)?.must_say("Ada")?;
    ada.open(&format!("{site}/identity/organizations")).await?.expect(200)?.must_say("Organisations")?;
    Ok(())
}

#[tokio::test]
async fn the_smallest_site_starts_again_on_what_it_kept() -> Result<()> {
    let folder = tempfile::TempDir::with_prefix("identity-minimal")?;
    site(&folder).await?.0.stop()?;
    let (_program, site) = site(&folder).await?;
    let ada = Visitor::new()?;
    let form = ada.open(&format!("{site}/identity/login")).await?.form_with_button("Sign in")?;
    let wrong =
        form.clone().fill("identifier", "ada@minimal.example")?.fill("password", "not-her-password")?;
    ada.submit(&wrong).await?.expect(422)?;
    ada.submit(&form.fill("identifier", "ada@minimal.example")?.fill("password", "velvet-otter-compass")?)
        .await?
        .expect(200)?;
    assert_eq!(ada.open(&format!("{site}/name")).await?.body, "Ada Lovelace");
    Ok(())
}

#[test]
fn the_readme_shows_the_whole_of_the_smallest_site() -> Result<()> {
    let minimal = tests_folder().join("../examples/minimal");
    let program = std::fs::read_to_string(minimal.join("src/main.rs"))?;
    let (_, code) = program.split_once("\n\n").context("no code behind the first comment")?;
    assert_eq!(Shown::Readme.program()?, code, "the README shows something else than examples/minimal");

    let manifest = std::fs::read_to_string(minimal.join("Cargo.toml"))?;
    let (_, dependencies) = manifest.split_once("[dependencies]").context("it depends on nothing")?;
    let (dependencies, _) = dependencies.split_once("\n\n").context("nothing follows its dependencies")?;
    let shown = Shown::Readme.manifest()?.replace("../identity/", "../../");
    assert_eq!(shown.trim(), format!("[dependencies]{dependencies}"));
    Ok(())
}
