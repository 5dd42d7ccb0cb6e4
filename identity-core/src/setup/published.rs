//! Credentials that are no secret, such as those of a demo.

use super::declarations::Setup;
use super::setup_error::SetupError;
use crate::authority::Identity;
use crate::domain::{ApiClientKey, CredentialKey, UserKey, UserState};

impl Identity {
    /// The e-mail addresses and client ids of a setup whose declared password or secret opens an account here.
    ///
    /// A program with a demo asks before it serves without it: what everybody can read must open nothing then. People and
    /// clients that are locked or disabled are left out.
    pub async fn opened_by(&self, published: &Setup) -> Result<Vec<String>, SetupError> {
        let mut opened = Vec::new();
        for person in &published.people {
            let user = self.store.users().find(&UserKey::Email(person.email.canonical())).await?;
            let Some(user) = user.filter(|user| user.state == UserState::Active) else { continue };
            let credential = self.store.credentials().find(&CredentialKey::Password(user.id)).await?;
            let Some(credential) = credential else { continue };
            if self.context.hasher.verify(credential.password_hash(), &person.password).await?.ok {
                opened.push(person.email.to_string());
            }
        }
        for client in &published.clients {
            let found =
                self.store.api_clients().find(&ApiClientKey::ClientId(client.client_id.clone())).await?;
            if found.is_some_and(|found| found.enabled && found.secret == client.secret.digest()) {
                opened.push(client.client_id.to_string());
            }
        }
        Ok(opened)
    }
}
