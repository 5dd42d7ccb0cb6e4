//! CommIT: the central identity provider, with people of its own. It knows the Testing Service as one of its applications.

use crate::config::Config;
use anyhow::Result;
use example_host::listening::Servers;
use example_host::relying_party::register;
use example_host::site::{Site, SiteApplication, SitePerson, SitePlan};
use identity_core::SystemClock;
use std::sync::Arc;

/// The attribute that says how well CommIT knows who somebody is.
pub(crate) const LEVEL: &str = "level";

/// Its values, the lowest first: the address was proved; an identity card was seen.
pub(crate) const LEVELS: [&str; 2] = ["basic", "verified"];

/// The Testing Service as CommIT knows it; no secret, since the example is on this machine alone.
pub(crate) const CLIENT: (&str, &str) = ("testing-service", "zh_waIGPx5k9dOMacfisgq51ahu9IsFJEcOtH3fNvDM");

/// The people with a central account.
pub(crate) const PEOPLE: [SitePerson; 2] = [
    SitePerson {
        username: "arnie.central",
        password: "orchid-tunnel-basket",
        given_name: "Arnie",
        family_name: "Applicant",
        email: "arnie@applicant.example",
        job: "Arnie Applicant, whose identity card CommIT has seen",
        attributes: &[(LEVEL, "verified")],
    },
    SitePerson {
        username: "berta.central",
        password: "walnut-compass-dolphin",
        given_name: "Berta",
        family_name: "Booker",
        email: "berta@booker.example",
        job: "Berta Booker, who has no account at the Testing Service",
        attributes: &[(LEVEL, "basic")],
    },
];

/// Opens it.
pub(crate) async fn open(config: &Config, clock: &Arc<SystemClock>, servers: &Servers) -> Result<Site> {
    let plan = SitePlan {
        name: "CommIT",
        operator: "CommIT federation",
        help: "help@commit.example",
        colours: ["#1d4f91", "#9cc2f5"],
        url: config.commit_url(),
        folder: config.data_dir.join("commit"),
        attributes: &[LEVEL],
        people: &PEOPLE,
    };
    let url = config.tests_url();
    let application =
        SiteApplication { name: "Testing Service", url: &url, client_id: CLIENT.0, client_secret: CLIENT.1 };
    let site = Site::open(&plan, std::slice::from_ref(&application), clock).await?;
    register(site.identity.clone(), &plan, &application, servers.ended()).await?;
    Ok(site)
}
