//! Many people sign in at once: how many sign-ins the server does beside bare argon2, and how long other pages take meanwhile.
//!
//! ```sh
//! cargo bench -p identity-tests --bench storm
//! ```
//!
//! The server is the release build of `smartplan` on SQLite. In one run, one after the other: argon2 alone on every core, then
//! sign-ins (the page, and the post with its hash) from `STORM_BROWSERS` browsers, 8 by default, while one other person asks
//! for the start page and the people of an organisation. Both are counted by the CPU that they take, so that the browsers,
//! which run on the same cores, are not counted; the times are what that other person waits. Each part takes `STORM_SECONDS`, 15
//! by default.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use anyhow::{Context as _, Result};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use identity_tests::http::{Api, Visitor};
use identity_tests::load::{
    CITY_GROUP, add_people, cpu_milliseconds, join, percentiles, release_build, signed_in, text,
};
use identity_tests::server::{Settings, SmartPlan, demo};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

fn number(name: &str, otherwise: u64) -> Result<u64> {
    std::env::var(name).map_or(Ok(otherwise), |given| given.parse().with_context(|| name.to_owned()))
}

/// Hashes on every core for so long; the CPU that each hash took, in milliseconds, and hashes per second.
fn bare(length: Duration) -> Result<(f64, f64)> {
    let cores = std::thread::available_parallelism()?.get();
    let begun = Instant::now();
    let threads: Vec<_> = (0..cores).map(|_| std::thread::spawn(move || hashes(length))).collect();
    let (mut cpu, mut count) = (0.0, 0.0);
    for thread in threads {
        let (took, hashed) = thread.join().ok().context("a thread ended early")??;
        cpu += took;
        count += hashed;
    }
    Ok((cpu / count, count / begun.elapsed().as_secs_f64()))
}

/// The CPU of this thread, in milliseconds, and the number of hashes.
fn hashes(length: Duration) -> Result<(f64, f64)> {
    let params = Params::new(19_456, 2, 1, Some(32)).ok().context("the costs are within their bounds")?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (mut memory, mut output) = (vec![Block::default(); 19_456], [0_u8; 32]);
    let (begun, before, mut count) = (Instant::now(), thread_cpu()?, 0.0);
    while begun.elapsed() < length {
        let salt = b"0123456789abcdef";
        let hashed =
            argon2.hash_password_into_with_memory(b"brisk-otter-lantern", salt, &mut output, &mut memory);
        hashed.ok().context("argon2 failed")?;
        count += 1.0;
    }
    Ok((thread_cpu()? - before, count))
}

fn thread_cpu() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(text.split(' ').next().context("no time in schedstat")?.parse::<f64>()? / 1e6)
}

/// Signs in again and again, in a new browser each time, as the same person; only what the server answers is waited for.
async fn storm(server: Arc<SmartPlan>, until: Instant, done: Arc<AtomicU32>) -> Result<()> {
    while Instant::now() < until {
        let visitor = Visitor::new()?;
        let form = visitor.open(&server.my("/login")).await?.form_with_button("Sign in")?;
        let form = form.fill("identifier", demo::SCOTT.0)?.fill("password", demo::SCOTT.1)?;
        visitor.send(&form).await?.expect(303)?;
        done.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Asks for pages until then; how long each took.
async fn reader(visitor: &Visitor, path: &str, until: Instant) -> Result<Vec<Duration>> {
    let mut took = Vec::new();
    while Instant::now() < until {
        let begun = Instant::now();
        visitor.get(path).await?.expect(200)?;
        took.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(took)
}

#[tokio::main]
async fn main() -> Result<()> {
    let length = Duration::from_secs(number("STORM_SECONDS", 15)?);
    let settings = Settings { program: Some(release_build()?), ..Settings::default() };
    let server = Arc::new(SmartPlan::start_with(settings).await?);
    let url = format!("sqlite://{}", server.data_folder().join("smartplan.db").display());
    let crm = Api::client(&server.my("/"), demo::CRM.0, demo::CRM.1, "").await?;
    let city_group = json!({ "name": CITY_GROUP, "class": "enterprise", "source_version": 1 });
    let place = crm.put("/api/v1/organizations/external/CRM-1", &city_group).await?.expect(201)?.json()?;
    let people = format!("/organizations/{}", text(&place, "/id")?);
    let scott = signed_in(&server, demo::SCOTT.0, demo::SCOTT.1).await?;
    join(&server, &scott, people.trim_start_matches("/organizations/")).await?;
    add_people(&url, 5_000).await?;

    let (hash, per_second) = bare(length)?;
    let until = Instant::now() + length;
    let (home, list) = (server.my("/"), server.my(&people));
    let calm = tokio::try_join!(reader(&scott, &home, until), reader(&scott, &list, until))?;

    let (begun, before, done) = (Instant::now(), cpu_milliseconds(&server)?, Arc::new(AtomicU32::new(0)));
    let until = begun + length;
    let browsers = number("STORM_BROWSERS", 8)?;
    let storms: Vec<_> =
        (0..browsers).map(|_| tokio::spawn(storm(Arc::clone(&server), until, Arc::clone(&done)))).collect();
    let busy = tokio::try_join!(reader(&scott, &home, until), reader(&scott, &list, until))?;
    for storm in storms {
        storm.await??;
    }
    let signed = f64::from(done.load(Ordering::Relaxed));
    let each = (cpu_milliseconds(&server)? - before) / signed;
    println!("\n| | CPU of one, ms | one a second |\n|---|---|---|");
    println!("| argon2 alone, on every core | {hash:.2} | {per_second:.1} |");
    println!(
        "| sign-in: page and post, with the pages below | {each:.2} | {:.1} |",
        signed / begun.elapsed().as_secs_f64()
    );
    println!("\n| page, milliseconds | calm: p50 | p99 | storm: p50 | p99 |\n|---|---|---|---|---|");
    for (page, calm, busy) in [("start page", calm.0, busy.0), ("people of an organisation", calm.1, busy.1)]
    {
        let ((half, most), (half_then, most_then)) = (percentiles(calm), percentiles(busy));
        println!("| {page} | {half:.1} | {most:.1} | {half_then:.1} | {most_then:.1} |");
    }
    Ok(())
}
