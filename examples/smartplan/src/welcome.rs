//! What the program prints when it is ready.

use crate::config::Config;
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
    let _ = writeln!(text, "  {:<42} mails and text messages that went out\n", format!("{my}/dev"));
    let _ = writeln!(text, "  {:<16} {:<24} who", "user name", "password");
    for person in &PEOPLE {
        let who = format!("{} {}, {}", person.given_name, person.family_name, person.job);
        let _ = writeln!(text, "  {:<16} {:<24} {who}", person.username, person.password);
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
         4. Open the SmartPlan Application from his start page: no second password.\n\nCtrl+C ends it.\n"
    );
    text
}
