//! The rules for a new password.

use crate::authenticators::Factors;
use crate::authority::Identity;
use crate::domain::{MembershipFilter, User};
use crate::secrets::{KnownWords, PasswordRefused, PasswordUse, Secret, normal_form};
use crate::store::{Page, StoreError};
use crate::values::{EmailAddress, Username};

/// Of somebody who belongs to many organisations, the names of so many are no part of the password.
const ORGANIZATIONS: u16 = 20;

impl Identity {
    /// Whether a password alone signs in, as sign-on has it. Everything that judges a password asks here, so this is the
    /// place where a rule by person would decide which length holds.
    pub fn password_use(&self) -> PasswordUse {
        match self.settings().factors {
            Factors::One => PasswordUse::OnlyFactor,
            Factors::Two => PasswordUse::OneOfTwoFactors,
        }
    }

    /// The fewest characters of a new password.
    pub fn shortest_password(&self) -> usize {
        self.password_policy().effective_min_length(self.password_use())
    }

    /// Judges a new password by everything that can be said of it here.
    pub(crate) fn check_password_rules(
        &self,
        owner: &KnownWords<'_>,
        password: &Secret,
    ) -> Result<(), PasswordRefused> {
        self.password_policy().check_for(owner, password, self.password_use())
    }

    /// Judges a new password, and looks it up among breached ones if it is good otherwise.
    pub(crate) async fn check_new_password(
        &self,
        owner: &KnownWords<'_>,
        password: &Secret,
    ) -> Result<(), PasswordRefused> {
        self.check_password_rules(owner, password)?;
        let Some(breached) = &self.context.breached_passwords else { return Ok(()) };
        match breached.contains(&Secret::new(normal_form(password).as_str())).await {
            Ok(true) => Err(PasswordRefused::Breached),
            Ok(false) => Ok(()),
            Err(error) => {
                tracing::warn!(%error, "a new password was not compared with breached ones");
                Ok(())
            }
        }
    }

    /// [`check_new_password`](Self::check_new_password) for somebody who has an account.
    pub(crate) async fn check_new_password_of(
        &self,
        user: &User,
        password: &Secret,
    ) -> Result<Result<(), PasswordRefused>, StoreError> {
        let organizations = self.organization_names_of(user).await?;
        let owner = KnownWords {
            names: [user.given_name.as_str(), user.family_name.as_str()],
            email: user.email.as_ref().map(EmailAddress::as_str),
            username: user.username.as_ref().map(Username::as_str),
            organizations: organizations.iter().map(String::as_str).collect(),
        };
        Ok(self.check_new_password(&owner, password).await)
    }

    async fn organization_names_of(&self, user: &User) -> Result<Vec<String>, StoreError> {
        let filter = MembershipFilter { user: Some(user.id), ..MembershipFilter::default() };
        let memberships = self.store.memberships().list(&filter, &Page::first(ORGANIZATIONS)).await?;
        let mut names = Vec::new();
        for membership in memberships.items {
            let found = self.store.organizations().get(membership.organization).await?;
            names.extend(found.map(|found| found.name.to_string()));
        }
        Ok(names)
    }
}
