use crate::domain::{Actor, Session};
use crate::ids::{ApiClientId, OrganizationId, SessionId, UserId};
use crate::policy::Permission;
use std::collections::BTreeSet;

/// Who calls: a person with a session or a client with an access token.
///
/// Comes from [`Identity::session`](crate::Identity::session) or
/// [`Identity::access_token`](crate::Identity::access_token) alone, so holding one is proof of who calls.
///
/// ```
/// use identity_core::policy::Permission;
/// use identity_core::testing::{CONTACT_PERSON, TestIdentity};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::start().await?;
/// let cookie = test.sign_in(CONTACT_PERSON).await?.token;
///
/// // What a request brings with it becomes a caller, and every use case takes one.
/// let session = test.identity().session(&cookie).await?.ok_or("nobody is signed in")?;
/// let caller = session.caller.with_reference("request-7");
/// assert_eq!(caller.user(), Some(session.user.id));
/// assert!(test.identity().may(&caller, Permission::MemberManage).await?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    kind: CallerKind,
    reference: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallerKind {
    User { user: UserId, session: SessionId, acting_for: Option<OrganizationId> },
    Client { client: ApiClientId, scopes: BTreeSet<Permission> },
}

impl Caller {
    pub(crate) fn of_session(session: &Session) -> Self {
        let kind =
            CallerKind::User { user: session.user, session: session.id, acting_for: session.acting_for };
        Self { kind, reference: None }
    }

    pub(crate) fn of_client(client: ApiClientId, scopes: BTreeSet<Permission>) -> Self {
        Self { kind: CallerKind::Client { client, scopes }, reference: None }
    }

    /// The same caller with the reference that the answer and the log show; it goes into the audit trail.
    #[must_use]
    pub fn with_reference(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }

    pub(crate) fn kind(&self) -> &CallerKind {
        &self.kind
    }

    pub(crate) fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// As the audit trail names it.
    pub fn actor(&self) -> Actor {
        match self.kind {
            CallerKind::User { user, .. } => Actor::User(user),
            CallerKind::Client { client, .. } => Actor::Client(client),
        }
    }

    /// The person, if it is one.
    pub fn user(&self) -> Option<UserId> {
        match self.kind {
            CallerKind::User { user, .. } => Some(user),
            CallerKind::Client { .. } => None,
        }
    }

    /// The session, if it is a person's.
    pub fn session(&self) -> Option<SessionId> {
        match self.kind {
            CallerKind::User { session, .. } => Some(session),
            CallerKind::Client { .. } => None,
        }
    }

    /// What the token of a client may be used for; `None` for a person, whose roles alone count.
    pub fn scopes(&self) -> Option<&BTreeSet<Permission>> {
        match &self.kind {
            CallerKind::User { .. } => None,
            CallerKind::Client { scopes, .. } => Some(scopes),
        }
    }

    /// The organisation acted for.
    pub fn acting_for(&self) -> Option<OrganizationId> {
        match self.kind {
            CallerKind::User { acting_for, .. } => acting_for,
            CallerKind::Client { .. } => None,
        }
    }
}
