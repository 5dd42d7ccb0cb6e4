//! The smallest setup: an operator and one administrator.

use super::declarations::{RoleSetup, Setup};
use super::person_setup::PersonSetup;
use crate::domain::Rights;
use crate::policy::Permission;
use crate::secrets::Secret;
use crate::values::RoleKey;
use std::collections::BTreeMap;
use std::error::Error;
use std::str::FromStr;

/// A text of a [`Setup`] that cannot be used; the message names it and says why.
#[derive(Debug, thiserror::Error)]
#[error("the {what} {text:?} cannot be used: {source}")]
pub struct InvalidSetup {
    what: &'static str,
    text: String,
    source: Box<dyn Error + Send + Sync>,
}

impl Setup {
    /// An operator whose first person has every permission at the operator and at all organisations below it, and can
    /// give these rights to others. The role is called `administrator`.
    ///
    /// `operator` is the name of the company that runs the deployment, `name` a first and a last name, `email` the
    /// address to sign in with. The password is used only when the account is created: applying the setup again changes
    /// no password. Other people are invited, and more can be declared by adding to the fields of the setup.
    ///
    /// ```
    /// use identity_core::Setup;
    /// # use identity_core::{Identity, MasterKey, OsEntropy, Settings, store::MemoryStore};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let settings = Settings::new("https://my.example.com".parse()?);
    /// # let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy)).build()?;
    /// let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
    /// identity.apply(&setup).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn administrator(
        operator: &str,
        name: &str,
        email: &str,
        password: impl Into<Secret>,
    ) -> Result<Self, InvalidSetup> {
        let (given_name, family_name) = name.trim().rsplit_once(' ').ok_or_else(|| InvalidSetup {
            what: "person's name",
            text: name.to_owned(),
            source: Box::new(OneWord),
        })?;
        let role: RoleKey = parsed("role", "administrator")?;
        let person = PersonSetup {
            email: parsed("e-mail address", email)?,
            username: None,
            given_name: parsed("first name", given_name)?,
            family_name: parsed("last name", family_name)?,
            password: password.into(),
            attributes: crate::values::Attributes::default(),
            roles: vec![(role.clone(), Rights::ActAndGrant)],
        };
        let role = RoleSetup {
            key: role,
            name: parsed("role", "Administrator")?,
            // Whatever it said would be shown to people, and core speaks no language.
            description: String::new(),
            permissions: Permission::ALL.iter().copied().collect(),
            application_roles: BTreeMap::new(),
            mandate_only: false,
            sign_in: None,
        };
        Ok(Self {
            operator: Some(parsed("operator's name", operator)?),
            roles: vec![role],
            people: vec![person],
            ..Self::default()
        })
    }
}

/// A name of which nobody can tell the first and the last part.
#[derive(Debug, thiserror::Error)]
#[error("write a first and a last name with a blank between them")]
struct OneWord;

fn parsed<T>(what: &'static str, text: &str) -> Result<T, InvalidSetup>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    text.parse().map_err(|error| InvalidSetup { what, text: text.to_owned(), source: Box::new(error) })
}
