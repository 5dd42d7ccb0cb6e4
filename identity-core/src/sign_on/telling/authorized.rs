//! The authorization code, with which an application that asked by OpenID Connect gets its tokens.

use crate::authority::{Act, Identity};
use crate::domain::{Authorization, Factors, OpenIdRequest, Participant, Session};
use crate::ids::{OrganizationId, UserId};
use crate::secrets::SecretToken;
use std::time::Duration;

/// How long a code is on its way at the most (RFC 6749, section 4.1.2, allows ten minutes; RFC 9700 asks for less).
const CODE_LIFETIME: Duration = Duration::from_mins(1);

/// Whom an authorization is about.
#[derive(Clone, Copy)]
pub(super) struct Authorized<'a> {
    pub(super) user: UserId,
    /// The name under which the application knows the person.
    pub(super) subject: &'a str,
    pub(super) organization: OrganizationId,
    pub(super) factors: Factors,
}

impl Identity {
    /// Writes down what the person authorised the client to, and gives the code for it.
    pub(super) fn issue_code(
        &self,
        act: &mut Act,
        request: &OpenIdRequest,
        of: Authorized<'_>,
        part: &Participant,
        session: &Session,
    ) -> SecretToken {
        let (now, code) = (self.now(), SecretToken::generate(self.entropy()));
        let code_expires_at = now.plus(CODE_LIFETIME);
        act.changes().insert(Authorization {
            id: self.new_id(),
            code: code.digest(),
            client: request.client,
            user: of.user,
            participant: part.id,
            subject: of.subject.to_owned(),
            organization: of.organization,
            scopes: request.scopes.clone(),
            methods: session.methods.clone(),
            factors: of.factors,
            authenticated_at: session.authenticated_at,
            algorithm: request.algorithm,
            request: request.code.clone(),
            refresh: None,
            created_at: now,
            code_expires_at,
            redeemed_at: None,
            // One that nobody redeems is forgotten soon.
            expires_at: code_expires_at,
            ended_at: None,
        });
        code
    }
}
