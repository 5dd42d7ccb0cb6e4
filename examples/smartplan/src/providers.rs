//! The identity providers elsewhere that the demo has: City Group's own, by SAML, and a stand-in for Google, by OpenID Connect.
//! Both are the same library in its other role, with databases of their own.

use crate::config::Config;
use anyhow::Result;
use example_host::declared::{DeclaredConnection, DeclaredRules};
use example_host::listening::{Servers, listen};
use example_host::relying_party::register;
use example_host::site::{Site, SiteApplication, SitePerson, SitePlan};
use identity_core::SystemClock;
use identity_core::domain::UnknownPerson;
use std::sync::Arc;

/// City Group in the CRM, which the demo's script feeds.
const CITY_GROUP: &str = "CRM-1001";

/// MySmartPlan as City Group and Google know it; no secret, since the demo is on this machine alone.
const CLIENT: (&str, &str) = ("mysmartplan", "5Q-CVDjEWNOpIaKrXC7xLtSSdT84uIXwQXZj-CXB6f8");

/// The people with an account at City Group.
pub(crate) const AT_CITY_GROUP: [SitePerson; 2] = [
    SitePerson {
        username: "jmills",
        password: "amber-kettle-window",
        given_name: "Jeremy",
        family_name: "Mills",
        email: "jeremy.mills@citygroup.example",
        job: "contact person of City Group",
        attributes: &[],
    },
    SitePerson {
        username: "sward",
        password: "marble-ladder-forest",
        given_name: "Susan",
        family_name: "Ward",
        email: "susan.ward@citygroup.example",
        job: "his colleague",
        attributes: &[],
    },
];

/// The people with an account at the stand-in for Google.
pub(crate) const AT_GOOGLE: [SitePerson; 1] = [SitePerson {
    username: "karl.kearnes",
    password: "copper-meadow-pencil",
    given_name: "Karl",
    family_name: "Kearnes",
    email: "karl.kearnes@kokomedia.example",
    job: "contact person of KOKO Media",
    attributes: &[],
}];

/// Starts both.
pub(crate) async fn start(config: &Config, clock: &Arc<SystemClock>, servers: &mut Servers) -> Result<()> {
    let my = config.base_url();
    let application =
        SiteApplication { name: "MySmartPlan", url: &my, client_id: CLIENT.0, client_secret: CLIENT.1 };
    for (offset, plan) in [(2, city_group(config)), (5, google(config))] {
        let sockets = listen(&config.listen, config.port_base + offset).await?;
        let site = Site::open(&plan, std::slice::from_ref(&application), clock).await?;
        register(site.identity.clone(), &plan, &application, servers.ended()).await?;
        servers.start(sockets, &site.web().await?.build()?.standalone());
    }
    Ok(())
}

/// The connections to both, as `[[connections]]` in the settings would have them.
pub(crate) fn connections(config: &Config) -> [DeclaredConnection; 2] {
    let rules = DeclaredRules {
        unknown: UnknownPerson::ConnectOrCreate,
        vouches_for_email: true,
        ..DeclaredRules::default()
    };
    let metadata = format!("{}/saml/idp/metadata", config.city_group_url());
    let city_group =
        DeclaredConnection::saml("City Group", metadata).for_people_of(CITY_GROUP, "citygroup.example");
    let google = DeclaredConnection::openid("Google", &config.google_url(), CLIENT);
    [city_group, google].map(|connection| connection.rules(rules.clone()))
}

fn city_group(config: &Config) -> SitePlan {
    SitePlan {
        name: "City Group sign-in",
        operator: "City Group, Inc.",
        help: "it@citygroup.example",
        colours: ["#6b2fa0", "#cfaef5"],
        url: config.city_group_url(),
        folder: config.data_dir.join("citygroup"),
        attributes: &[],
        people: &AT_CITY_GROUP,
    }
}

fn google(config: &Config) -> SitePlan {
    SitePlan {
        name: "Google (stand-in)",
        operator: "A stand-in for Google",
        help: "help@google.example",
        colours: ["#1a56c4", "#8ab4f8"],
        url: config.google_url(),
        folder: config.data_dir.join("google"),
        attributes: &[],
        people: &AT_GOOGLE,
    }
}
