//! The operator's first people and their roles.

use super::declarations::Setup;
use super::declared::Declared;
use super::person_setup::PersonSetup;
use super::setup_error::SetupError;
use crate::authority::{Act, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Credential, GrantFilter, Holder, Membership, Rights, User, UserState};
use crate::ids::UserId;
use crate::secrets::KnownWords;
use crate::store::StoreError;
use crate::values::{DisplayName, RoleKey, Username};

impl Identity {
    /// Whether the passwords of those who are to be created meet the rules. Looked at before anything is written.
    pub(super) async fn check_new_passwords(&self, setup: &Setup) -> Result<(), SetupError> {
        for person in &setup.people {
            if self.user_by_email(&person.email).await?.is_some() {
                continue;
            }
            let owner = KnownWords {
                names: [person.given_name.as_str(), person.family_name.as_str()],
                email: Some(person.email.as_str()),
                username: person.username.as_ref().map(Username::as_str),
                organizations: setup.operator.iter().map(DisplayName::as_str).collect(),
            };
            let refused = |why| SetupError::PasswordRefused { email: person.email.clone(), why };
            self.check_new_password(&owner, &person.password).await.map_err(refused)?;
        }
        Ok(())
    }

    pub(super) async fn apply_person(
        &self,
        declared: Declared<'_>,
        wanted: &PersonSetup,
    ) -> Result<(), SetupError> {
        let user = match self.user_by_email(&wanted.email).await? {
            Some(found) => found.id,
            None => self.create_person(declared, wanted).await?,
        };
        for (role, rights) in &wanted.roles {
            on_fresh_facts!(self.apply_grant(declared, Holder::User(user), role, *rights))?;
        }
        Ok(())
    }

    /// Creates one of the operator's people; when another node was faster, takes that one.
    async fn create_person(
        &self,
        declared: Declared<'_>,
        wanted: &PersonSetup,
    ) -> Result<UserId, SetupError> {
        let now = self.now();
        let organization = self.setup_operator().await?;
        let hash = self.context.hasher.hash(wanted.password.clone()).await?;
        let user = User {
            id: self.new_id(),
            username: wanted.username.clone(),
            email: Some(wanted.email.clone()),
            email_verified_at: Some(now),
            phone: None,
            phone_verified_at: None,
            erase_at: None,
            given_name: wanted.given_name.clone(),
            family_name: wanted.family_name.clone().into(),
            locale: None,
            attributes: wanted.attributes.clone(),
            state: UserState::Active,
            created_at: now,
            updated_at: now,
        };
        let id = user.id;
        let mut act = Act::by_proof::<Declared<'_>>(&declared);
        act.changes()
            .insert(Membership::new(self.new_id(), &user, organization, now))
            .insert(Credential::new_password(self.new_id(), id, hash, now))
            .insert(user);
        let trace = Trace::of(id).at(organization).with("email", &wanted.email);
        match self.commit(act.finish(self, Action::SystemConfigured, trace)).await {
            Ok(()) => Ok(id),
            Err(StoreError::AlreadyExists { .. }) => {
                let found = self.user_by_email(&wanted.email).await?;
                let lost = || SetupError::Undefined { kind: "person", name: wanted.email.to_string() };
                found.map(|found| found.id).ok_or_else(lost)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives a holder a role at the operator and everything below it, once.
    pub(super) async fn apply_grant(
        &self,
        declared: Declared<'_>,
        holder: Holder,
        role: &RoleKey,
        rights: Rights,
    ) -> Result<(), SetupError> {
        let organization = self.setup_operator().await?;
        let role = self.setup_role(role).await?;
        let filter = GrantFilter {
            holders: Some(vec![holder]),
            organizations: Some(vec![organization]),
            ..GrantFilter::default()
        };
        let held = self.all(self.store.grants(), &filter).await?;
        if held.iter().any(|grant| grant.role == role && grant.rights == rights) {
            return Ok(());
        }
        let grant = self.declared_grant(holder, role, organization, rights);
        let trace = Trace::of(grant.id).at(organization);
        let mut act = Act::by_proof::<Declared<'_>>(&declared);
        act.changes().insert(grant);
        Ok(self.commit(act.finish(self, Action::GrantGiven, trace)).await?)
    }
}
