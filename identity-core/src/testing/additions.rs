//! Bringing more into the deployment of a test: roles, organisations, people.

use super::deployment::{PASSWORD, parsed, role};
use super::error::{Step, TestError};
use super::test_identity::{TestIdentity, TestSession};
use crate::Timestamp;
use crate::contracts::ProvisionContract;
use crate::domain::{Invitation, OrganizationClass, Rights};
use crate::ids::OrganizationId;
use crate::invitations::{Invite, NewAccount};
use crate::organizations::ProvisionOrganization;
use crate::policy::Permission;
use crate::setup::{PersonSetup, Setup};
use crate::store::Versioned;
use crate::values::ExternalId;

impl TestIdentity {
    /// Adds a role of the deployment that allows `permissions` and that every service receives by the same name. The
    /// administrator can give it.
    pub async fn add_role(&self, key: &str, permissions: &[Permission]) -> Result<(), TestError> {
        let roles = vec![role(key, permissions, &self.deployment.services, &[key])?];
        let mut people = Vec::new();
        if let Some((email, password)) = &self.deployment.administrator {
            // The account is there already; only the role is new to it.
            people.push(PersonSetup {
                email: email.clone(),
                username: None,
                given_name: parsed("Test")?,
                family_name: parsed("Administrator")?,
                password: password.clone(),
                attributes: crate::values::Attributes::default(),
                roles: vec![(parsed(key)?, Rights::Grant)],
            });
        }
        let setup = Setup { roles, people, ..Setup::default() };
        self.identity().apply(&setup).await.step(|| format!("adding the role {key}"))
    }

    /// Adds a customer, directly below the operator, with a contract for every service of the deployment that never
    /// ends. The contract's external id is the organisation's with `-contract` behind it.
    pub async fn add_organization(&self, external_id: &str, name: &str) -> Result<OrganizationId, TestError> {
        self.provision(None, external_id, name).await
    }

    /// Adds an organisation below the one with the external id `parent`, likewise.
    pub async fn add_organization_below(
        &self,
        parent: &str,
        external_id: &str,
        name: &str,
    ) -> Result<OrganizationId, TestError> {
        self.provision(Some(parent), external_id, name).await
    }

    async fn provision(
        &self,
        parent: Option<&str>,
        external_id: &str,
        name: &str,
    ) -> Result<OrganizationId, TestError> {
        let feed = self.feed().await?;
        let id: ExternalId = parsed(external_id)?;
        let mut wanted = ProvisionOrganization::new(id.clone(), parsed(name)?, OrganizationClass::Enterprise);
        if let Some(parent) = parent {
            wanted = wanted.parent(parsed(parent)?);
        }
        let contract = parsed(&format!("{external_id}-contract"))?;
        let services = self.deployment.services.iter().cloned();
        let contract = ProvisionContract::new(contract, id, services, Timestamp::from_unix_seconds(0));
        let step = || format!("adding the organisation {external_id}");
        let provisioned = self.identity().provision_organization(&feed, &wanted).await.step(step)?;
        self.identity().provision_contract(&feed, &contract).await.step(step)?;
        Ok(provisioned.record.id)
    }

    /// The administrator invites somebody to the organisation with this external id; the mail is among the
    /// [`messages`](Self::messages).
    pub async fn invite(
        &self,
        email: &str,
        organization: &str,
        role: &str,
    ) -> Result<Versioned<Invitation>, TestError> {
        let organization = self.organization(organization).await?;
        let invite = Invite::new(organization, parsed(email)?, [parsed(role)?]);
        let administrator = self.administrator().await?;
        let invited = self.identity().invite(&administrator.caller, &invite).await;
        invited.step(|| format!("inviting {email}"))
    }

    /// Adds a person with an [`account`](Self::account), whom the administrator invites and who accepts.
    pub async fn add_person(
        &self,
        name: &str,
        email: &str,
        organization: &str,
        role: &str,
    ) -> Result<TestSession, TestError> {
        let account = Self::account(name)?;
        self.invite(email, organization, role).await?;
        self.accept(email, account).await
    }

    /// Whoever has this address takes up the newest invitation with a new account, and is signed in.
    pub async fn accept(&self, email: &str, account: NewAccount) -> Result<TestSession, TestError> {
        let token = self.invitation_token(email).await?;
        let signed_in = self.identity().accept_invitation(&token, account).await;
        self.test_session(signed_in.step(|| format!("accepting as {email}"))?).await
    }

    /// What somebody of this name enters to accept an invitation. The last word is the family name; the password is
    /// [`PASSWORD`].
    pub fn account(name: &str) -> Result<NewAccount, TestError> {
        let (given_name, family_name) = name.rsplit_once(' ').step(|| format!("splitting {name:?}"))?;
        Ok(NewAccount::new(parsed(given_name)?, parsed(family_name)?, PASSWORD))
    }
}
