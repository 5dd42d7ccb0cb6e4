//! Which proofs a person can be asked for.

use super::available::Available;
use crate::authority::Identity;
use crate::domain::{AuthenticationMethod, Credential, CredentialFilter, Factor, MembershipFilter, User};
use crate::ids::{OrganizationId, UserId};
use crate::store::{Page, StoreError, Versioned};

impl AuthenticationMethod {
    /// Whether its codes are sent, and so have to be asked for.
    pub fn is_sent(&self) -> bool {
        *self == Self::SMS || *self == Self::MAIL_CODE
    }

    /// Whether somebody can set it up by themselves.
    pub fn can_be_enrolled(&self) -> bool {
        *self == Self::TOTP || *self == Self::SMS || *self == Self::PASSKEY
    }
}

impl Identity {
    /// Whether people can be asked for a method here.
    pub fn offers(&self, method: &AuthenticationMethod) -> bool {
        *method == AuthenticationMethod::PASSWORD || self.can_set_up(method) || self.has_port(method)
    }

    /// Whether it is one of our own methods that are offered here. Passkeys need their port too.
    pub(super) fn can_set_up(&self, method: &AuthenticationMethod) -> bool {
        let is_there = *method != AuthenticationMethod::PASSKEY || self.passkeys().is_some();
        self.settings().methods.contains(method) && is_there
    }

    /// Whether people can be asked for a second proof of another kind than a password here.
    pub fn offers_second_factor(&self) -> bool {
        let other =
            |port: &std::sync::Arc<dyn crate::ports::Authenticator>| port.factor() != Factor::Knowledge;
        let own = self.settings().methods.iter().any(|method| self.can_set_up(method));
        own || self.authenticators().iter().any(other)
    }

    /// The methods of this deployment. Only what can be asked for as a further proof is looked up.
    pub(crate) async fn methods_of(&self, person: Option<&User>) -> Result<Vec<Available>, StoreError> {
        let proof =
            |method, factor| Available { method, factor, set_up: false, can_enrol: false, is_wanted: false };
        let credentials = match person {
            Some(person) => self.confirmed_credentials(person.id).await?,
            None => Vec::new(),
        };
        // The password is asked for after a passkey whose authenticator verified nobody.
        let password = proof(AuthenticationMethod::PASSWORD, Some(Factor::Knowledge));
        let has_password = has(&credentials, &AuthenticationMethod::PASSWORD);
        let mut methods = vec![
            Available { set_up: has_password, ..password },
            proof(AuthenticationMethod::MAIL_LINK, None),
            proof(AuthenticationMethod::LETTER, None),
            // What an identity provider says counts as a password does, and a second proof here comes on top.
            proof(AuthenticationMethod::FEDERATED, Some(Factor::Knowledge)),
            proof(AuthenticationMethod::FEDERATED_TWO, Some(Factor::Possession)),
        ];
        if self.passkeys().is_some() {
            methods.push(proof(AuthenticationMethod::USER_PRESENT, None));
            // A fingerprint, a face or a PIN: the authenticator does not tell which.
            methods.push(proof(AuthenticationMethod::USER_VERIFIED, Some(Factor::Inherence)));
        }
        // An authenticator of the deployment takes the place of ours for the same method.
        let is_own = |method: &&AuthenticationMethod| self.can_set_up(method) && !self.has_port(method);
        let own = self.settings().methods.iter().filter(is_own);
        methods.extend(own.map(|method| built_in(method, person, &credentials)));
        for authenticator in self.authenticators() {
            let set_up = match person {
                Some(person) => authenticator.is_set_up(person.id).await?,
                None => false,
            };
            let known = proof(authenticator.method(), Some(authenticator.factor()));
            methods.push(Available { set_up, ..known });
        }
        // Recovery codes stand in for another method, and are offered last.
        let has_codes = has(&credentials, &AuthenticationMethod::RECOVERY_CODE);
        let other = |method: &Available| method.set_up && method.method != AuthenticationMethod::PASSWORD;
        let set_up = has_codes && methods.iter().any(other);
        let known = proof(AuthenticationMethod::RECOVERY_CODE, Some(Factor::Possession));
        methods.push(Available { set_up, ..known });
        Ok(methods)
    }

    fn has_port(&self, method: &AuthenticationMethod) -> bool {
        self.authenticators().iter().any(|port| port.method() == *method)
    }

    /// What a person has proved to have, the password included.
    pub(crate) async fn confirmed_credentials(
        &self,
        user: UserId,
    ) -> Result<Vec<Versioned<Credential>>, StoreError> {
        let mut credentials = self.credentials_of(user).await?;
        credentials.retain(|credential| credential.is_confirmed());
        Ok(credentials)
    }

    /// The organisation in whose history stands what a person does to their ways in: the one that they belong to, if it is one
    /// alone.
    pub(crate) async fn only_organization(&self, user: UserId) -> Result<Option<OrganizationId>, StoreError> {
        let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
        let found = self.store.memberships().list(&filter, &Page::first(2)).await?.items;
        Ok(if let [only] = found.as_slice() { Some(only.organization) } else { None })
    }

    pub(super) async fn credentials_of(
        &self,
        user: UserId,
    ) -> Result<Vec<Versioned<Credential>>, StoreError> {
        self.all(self.store.credentials(), &CredentialFilter { user: Some(user) }).await
    }
}

fn built_in(
    method: &AuthenticationMethod,
    person: Option<&User>,
    credentials: &[Versioned<Credential>],
) -> Available {
    let by_mail = *method == AuthenticationMethod::MAIL_CODE;
    let own = has(credentials, method);
    Available {
        method: method.clone(),
        factor: Some(Factor::Possession),
        set_up: own || (by_mail && person.is_some_and(|person| person.email_verified_at.is_some())),
        can_enrol: method.can_be_enrolled(),
        is_wanted: own,
    }
}

fn has(credentials: &[Versioned<Credential>], method: &AuthenticationMethod) -> bool {
    credentials.iter().any(|credential| credential.method() == *method)
}
