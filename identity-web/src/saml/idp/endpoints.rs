//! What the endpoints share: reading a message, and saying why it was refused.

use crate::saml::idp::provider::SamlIdentityProvider;
use crate::saml::messages::read_error::ReadError;
use crate::saml::web::endpoints::Endpoints;
use crate::saml::web::key_ring::reading;
use crate::saml::web::presenter::{SamlProblem, SamlProblemKind};
use axum::response::Response;
use identity_core::domain::RelyingParty;
use identity_core::sign_on::RefusedRequest;
use identity_core::values::EntityId;

/// The endpoints of the identity provider, for one request.
pub(super) type IdpEndpoints = Endpoints<SamlIdentityProvider>;

/// Why a message is refused, for the page, the log and the audit trail.
#[derive(Debug)]
pub(super) struct Why<'a> {
    pub(super) kind: SamlProblemKind,
    pub(super) check: &'a str,
    /// The registered application that sent it, or says so.
    pub(super) party: Option<&'a RelyingParty>,
    /// Whom it claims to be from.
    pub(super) claimed: Option<String>,
    pub(super) details: Vec<(&'static str, String)>,
}

impl<'a> Why<'a> {
    pub(super) const fn new(kind: SamlProblemKind, check: &'a str) -> Self {
        Self { kind, check, party: None, claimed: None, details: Vec::new() }
    }

    pub(super) fn by(self, party: &'a RelyingParty) -> Self {
        Self { party: Some(party), ..self }
    }
}

impl IdpEndpoints {
    /// What a message says. It is read on a thread of its own: reading costs as much as the sender made it cost.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        bad: SamlProblemKind,
        read: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
        claimed: impl FnOnce() -> Option<String> + Send + 'static,
    ) -> Result<T, Response> {
        let outcome = reading(move || read().map_err(|error| (error, claimed())));
        let (error, claimed) = match outcome.await {
            Ok(Ok(received)) => return Ok(received),
            Ok(Err(unread)) => unread,
            Err(error) => return Err(self.unavailable(&error)),
        };
        let kind = if error.is_too_large() { SamlProblemKind::TooLarge } else { bad };
        let party = self.party(claimed.as_deref()).await;
        let cause = vec![("cause", error.to_string())];
        let why = Why { party: party.as_ref(), claimed, details: cause, ..Why::new(kind, error.reason()) };
        Err(self.refuse(why).await)
    }

    /// The registered application of this name.
    async fn party(&self, claimed: Option<&str>) -> Option<RelyingParty> {
        let entity_id = EntityId::parse(claimed?).ok()?;
        self.provider.0.identity.relying_party(&entity_id).await.ok()?.map(|found| found.record)
    }

    /// A page with a reference that is in the log and the audit trail, next to the check that failed. It leads back to the
    /// application, if that is a registered one with an address to begin at.
    pub(super) async fn refuse(&self, why: Why<'_>) -> Response {
        let reference = crate::saml::web::presenter::reference(self.provider.0.identity.entropy());
        let retry = match why.party {
            Some(party) => self.provider.0.identity.application_start(party).await.ok().flatten(),
            None => None,
        };
        let kind = why.kind;
        self.note(why, Some(&reference)).await;
        self.pages.problem(&SamlProblem { kind, reference, retry, said: None })
    }

    /// One line in the log and one row in the audit trail, each with all that is known.
    pub(super) async fn note(&self, why: Why<'_>, reference: Option<&str>) {
        let name = why.party.map(|party| party.name.to_string());
        let application = name.or_else(|| why.claimed.as_ref().map(|claimed| format!("? {claimed}")));
        let details: Vec<String> =
            why.details.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        tracing::info!(
            application = application.unwrap_or_else(|| "unknown".to_owned()),
            reason = why.check,
            reference,
            details = details.join("; "),
            "SAML message refused"
        );
        let mut refused = RefusedRequest::by(why.check);
        refused.relying_party = why.party.map(|party| party.id);
        refused.reference = reference;
        refused.details = why.details;
        refused.details.extend(why.claimed.map(|claimed| ("claimed_issuer", claimed)));
        if let Err(error) = self.provider.0.identity.note_refused(refused).await {
            tracing::error!(%error, "the audit trail could not be written");
        }
    }

    pub(super) fn unavailable(&self, error: &dyn std::error::Error) -> Response {
        let reference = crate::saml::web::presenter::reference(self.provider.0.identity.entropy());
        tracing::error!(error = %error, source = ?error.source(), reference, "SAML endpoint failed");
        self.pages.problem(&SamlProblem {
            kind: SamlProblemKind::Unavailable,
            reference,
            retry: None,
            said: None,
        })
    }
}
