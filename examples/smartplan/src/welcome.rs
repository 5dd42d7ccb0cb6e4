//! What the program prints when it is ready.

use crate::config::Config;
use crate::providers::{AT_CITY_GROUP, AT_GOOGLE};
use crate::setup::{CRM, PEOPLE};
use std::fmt::Write as _;

/// Addresses, people and first steps.
pub(crate) fn text(config: &Config) -> String {
    let (my, app) = (config.base_url(), config.application_url());
    let mut text = format!(
        "\nSmartPlan is ready.\n\n  {my:<42} MySmartPlan\n  {app:<42} SmartPlan Application, behind SAML\n"
    );
    if !config.demo {
        return text;
    }
    let _ = writeln!(text, "  {:<42} City Group's own sign-in, by SAML", config.city_group_url());
    let _ = writeln!(text, "  {:<42} a stand-in for Google, by OpenID Connect", config.google_url());
    let _ = writeln!(text, "  {:<42} mails and text messages that went out\n", format!("{my}/dev"));
    let _ = writeln!(text, "  {:<16} {:<24} who", "user name", "password");
    for person in &PEOPLE {
        let who = format!("{} {}, {}", person.given_name, person.family_name, person.job);
        let _ = writeln!(text, "  {:<16} {:<24} {who}", person.username, person.password);
    }
    for (place, people) in [("City Group", AT_CITY_GROUP.as_slice()), ("Google", &AT_GOOGLE)] {
        for person in people {
            let who = format!("at {place}: {} {}, {}", person.given_name, person.family_name, person.job);
            let _ = writeln!(text, "  {:<16} {:<24} {who}", person.username, person.password);
        }
    }
    let _ = writeln!(text, "\n  The CRM: client_id {}, client_secret {}", CRM.0, CRM.1);
    let _ = write!(
        text,
        "\nFirst steps\n  \
         1. ./examples/smartplan/crm city-group {my}\n     \
         plays the CRM: City Group, Inc. and its contract are there.\n  \
         2. Sign in at {my} as scott.long, open City Group and invite Jeremy Mills\n     \
         as its contact person.\n  \
         3. Open his mail at {my}/dev, follow its link, choose a password.\n  \
         4. Open the SmartPlan Application from his start page: no second password.\n  \
         5. Sign out, type jeremy.mills@citygroup.example at {my}: City Group signs\n     \
         him in, and asks once whether the account is his.\n\nCtrl+C ends it.\n"
    );
    text
}
