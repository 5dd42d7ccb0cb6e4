//! The Testing Service: it keeps local accounts beside those of CommIT. All that it knows of CommIT is a declared connection.

use crate::central::{CLIENT, LEVEL, LEVELS};
use crate::config::{Config, Protocol};
use anyhow::Result;
use example_host::declared::{DeclaredConnection, DeclaredRules};
use example_host::site::{Site, SitePerson, SitePlan};
use identity_core::SystemClock;
use identity_core::domain::AssertedNames;
use std::sync::Arc;

/// The people with a local account.
pub(crate) const PEOPLE: [SitePerson; 1] = [SitePerson {
    username: "arnie",
    password: "velvet-anchor-ribbon",
    given_name: "Arnie",
    family_name: "Applicant",
    email: "arnie@applicant.example",
    job: "Arnie Applicant, who took tests here before there was CommIT",
    attributes: &[],
}];

/// What a central account is good for, in the languages of the pages.
const BENEFITS: [(&str, &str); 3] = [
    ("en", "One account for all services of the federation. Your results go with your application."),
    ("fi", "Yksi tili kaikkiin liittouman palveluihin. Tuloksesi kulkevat hakemuksesi mukana."),
    ("sv", "Ett konto för alla tjänster i federationen. Dina resultat följer med din ansökan."),
];

/// Opens it.
pub(crate) async fn open(config: &Config, clock: &Arc<SystemClock>) -> Result<Site> {
    let plan = SitePlan {
        name: "Testing Service",
        operator: "Testing Service",
        help: "help@tests.example",
        colours: ["#9a3412", "#fdba74"],
        url: config.tests_url(),
        folder: config.data_dir.join("tests"),
        attributes: &[],
        people: &PEOPLE,
    };
    Site::open(&plan, &[], clock).await
}

/// CommIT, as the Testing Service declares it. Each setting is one of the ways between the two accounts.
pub(crate) fn connections(config: &Config) -> Vec<DeclaredConnection> {
    if !config.central {
        return Vec::new();
    }
    let issuer = config.commit_url();
    let commit = match config.protocol {
        Protocol::Saml => DeclaredConnection::saml("CommIT", format!("{issuer}/saml/idp/metadata")),
        Protocol::Openid => DeclaredConnection::openid("CommIT", &issuer, CLIENT),
    };
    let benefits = BENEFITS.map(|(language, text)| (language.to_owned(), text.to_owned()));
    let rules = DeclaredRules {
        unknown: config.unknown,
        linking: config.linking,
        ask_again_days: config.ask_again_days,
        preferred: config.preferred,
        only_from: config.only_from.clone(),
        break_glass: config.break_glass.clone(),
        levels: LEVELS.map(ToOwned::to_owned).into(),
        least_level: config.least_level.clone(),
        vouches_for_email: true,
        names: AssertedNames { level: Some(LEVEL.to_owned()), ..AssertedNames::default() },
        benefits: benefits.into(),
        ..DeclaredRules::default()
    };
    vec![commit.rules(rules)]
}
