//! What the program prints when it is ready.

use crate::config::{Config, Part};
use crate::{central, testing_service};
use std::fmt::Write as _;

/// Addresses, people and first steps.
pub(crate) fn text(config: &Config) -> String {
    let (commit, tests) = (config.commit_url(), config.tests_url());
    let mut text = "\nCommIT is ready.\n\n".to_owned();
    let all = [
        (Part::Commit, &commit, "CommIT, the central identity provider", central::PEOPLE.as_slice()),
        (Part::Tests, &tests, "the Testing Service, with local accounts", &testing_service::PEOPLE),
    ];
    let here: Vec<_> = all.into_iter().filter(|(part, ..)| config.starts(*part)).collect();
    for (_, url, what, _) in &here {
        let _ = writeln!(text, "  {url:<36} {what}");
        let _ = writeln!(text, "  {:<36} its mails", format!("{url}/dev"));
    }
    let _ = writeln!(text, "\n  {:<16} {:<24} who", "user name", "password");
    for person in here.iter().flat_map(|(_, _, _, people)| people.iter()) {
        let _ = writeln!(text, "  {:<16} {:<24} {}", person.username, person.password, person.job);
    }
    let _ = write!(
        text,
        "\nFirst steps\n  \
         1. Open {tests}/ and go to the tests: you sign in with CommIT or with a local account.\n  \
         2. As arnie, with the local account: CommIT is offered afterwards.\n  \
         3. As arnie.central, with CommIT: the Testing Service asks whether you have an account there.\n  \
         4. As berta.central, with CommIT: it offers to make one.\n\nCtrl+C ends it.\n"
    );
    text
}
