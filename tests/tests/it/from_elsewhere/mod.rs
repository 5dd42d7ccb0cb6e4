//! Sign-in from elsewhere, played by the people whom it is for: a central provider beside local accounts, a company's own
//! identity provider, Google.

mod commit;
mod smartplan;

use anyhow::Result;
use identity_tests::person::Person;

/// Signs in with a user name and a password at the page that is open, whose ever it is.
async fn signs_in(person: &mut Person, (name, password): (&str, &str)) -> Result<()> {
    person.fill("identifier", name).await?;
    person.fill("password", password).await?;
    person.press("Sign in").await
}
