use super::request::RequestContext;
use crate::Timestamp;
use crate::domain::{Actor, Device, Session};
use crate::ids::{ApiClientId, OrganizationId, SessionId, UserId};
use crate::policy::{Permission, Subject};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who calls: a person with a session or a client with an access token.
///
/// Comes from [`Identity::session`](crate::Identity::session) or
/// [`Identity::access_token`](crate::Identity::access_token) alone, so holding one is proof of who calls. Whoever answers
/// a request makes it the caller of that request first, by [`Identity::request`](crate::Identity::request).
///
/// ```
/// use identity_core::domain::Device;
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
/// let caller = test.identity().request(session.caller, "request-7", Device::default());
/// assert_eq!(caller.user(), Some(session.user.id));
/// assert!(test.identity().may(&caller, Permission::MemberManage).await?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Caller {
    kind: CallerKind,
    request: Option<Arc<RequestContext>>,
}

/// Whether it is the same one who calls, by whatever request.
impl PartialEq for Caller {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Caller {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallerKind {
    User { user: UserId, session: SessionId, acting_for: Option<OrganizationId> },
    Client { client: ApiClientId, scopes: BTreeSet<Permission>, acting_for: Option<OrganizationId> },
}

impl Caller {
    pub(crate) fn of_session(session: &Session) -> Self {
        let kind =
            CallerKind::User { user: session.user, session: session.id, acting_for: session.acting_for };
        Self { kind, request: None }
    }

    /// A client, which acts for the organisation of the mandate that its token is by.
    pub(crate) fn of_client(
        client: ApiClientId,
        scopes: BTreeSet<Permission>,
        acting_for: Option<OrganizationId>,
    ) -> Self {
        Self { kind: CallerKind::Client { client, scopes, acting_for }, request: None }
    }

    /// The same caller in this request.
    pub(super) fn in_request(self, request: RequestContext) -> Self {
        Self { request: Some(Arc::new(request)), ..self }
    }

    pub(super) fn request(&self) -> Option<&Arc<RequestContext>> {
        self.request.as_ref()
    }

    /// Forgets what was read for the request, after a write that is no act of the caller.
    pub(crate) fn forget_facts(&self) {
        if let Some(request) = &self.request {
            request.forget();
        }
    }

    /// As whom the policy decides about the caller.
    pub(crate) fn subject(&self, at: Timestamp) -> Subject {
        match &self.kind {
            CallerKind::User { user, acting_for, .. } => Subject::user(*user, at).acting_for(*acting_for),
            CallerKind::Client { client, scopes, acting_for } => {
                Subject::client(*client, scopes.iter().copied().collect(), at).acting_for(*acting_for)
            }
        }
    }

    pub(crate) fn kind(&self) -> &CallerKind {
        &self.kind
    }

    /// The reference that the answer and the log show.
    pub fn reference(&self) -> Option<&str> {
        self.request.as_ref().map(|request| request.reference())
    }

    /// The browser or program that the request came from, as it describes itself.
    pub fn device(&self) -> Option<&Device> {
        self.request.as_ref().map(|request| request.device())
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
            CallerKind::User { acting_for, .. } | CallerKind::Client { acting_for, .. } => acting_for,
        }
    }
}
