//! The own account: data, roles, sessions.

use super::catalogue::Message;
use super::device_words::device_words;
use super::failure::Failure;
use super::forms::{FormData, NoFields, PageForm};
use super::views::{self, FormState, MembershipRow, SessionRow};
use super::visit::{Posted, SignedInVisit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Session, User};
use identity_core::ids::{SessionId, UserId};
use identity_core::store::Versioned;
use identity_core::use_cases::{Account, GrantError, InviteError, UserError, UserPatch};
use identity_core::values::{PersonName, Username};

/// What the form with the own data posts.
#[derive(Debug)]
pub(crate) struct OwnData {
    given_name: String,
    family_name: String,
    username: String,
}

impl PageForm for OwnData {
    const FIELDS: &'static [&'static str] = &["given_name", "family_name", "username"];

    fn read(data: &FormData) -> Self {
        let [given_name, family_name, username] =
            ["given_name", "family_name", "username"].map(|name| data.text(name));
        Self { given_name, family_name, username }
    }
}

impl OwnData {
    /// The data as it stands.
    pub(super) fn of(user: &User) -> Self {
        Self {
            given_name: user.given_name.to_string(),
            family_name: user.family_name.to_string(),
            username: user.username.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }

    /// The form that shows it.
    pub(super) fn state(&self) -> FormState {
        FormState::new()
            .value("given_name", self.given_name.as_str())
            .value("family_name", self.family_name.as_str())
            .value("username", self.username.as_str())
    }

    /// Saves it as the data of a person; gives the form with what is wrong when it cannot be saved.
    pub(super) async fn save(
        &self,
        signed_in: &SignedInVisit,
        user: UserId,
    ) -> Result<Result<(), FormState>, Failure> {
        let patch = match self.patch() {
            Ok(patch) => patch,
            Err(refused) => return Ok(Err(refused)),
        };
        match signed_in.visit.state.identity.update_user(&signed_in.caller, user, &patch).await {
            Ok(_) => Ok(Ok(())),
            Err(UserError::UsernameTaken) => {
                Ok(Err(self.state().error("username", Message::new("error.username_taken"))))
            }
            Err(error) => Err(said(error)),
        }
    }

    fn patch(&self) -> Result<UserPatch, FormState> {
        let given_name = PersonName::parse(&self.given_name);
        let family_name = PersonName::parse(&self.family_name);
        let username = (!self.username.is_empty()).then(|| Username::parse(&self.username)).transpose();
        let mut form = self.state();
        if given_name.is_err() {
            form = form.error("given_name", Message::new("error.given_name"));
        }
        if family_name.is_err() {
            form = form.error("family_name", Message::new("error.family_name"));
        }
        if username.is_err() {
            form = form.error("username", Message::new("error.username"));
        }
        match (given_name, family_name, username) {
            (Ok(given_name), Ok(family_name), Ok(username)) => Ok(UserPatch {
                given_name: Some(given_name),
                family_name: Some(family_name),
                username: Some(username),
                ..UserPatch::default()
            }),
            _ => Err(form),
        }
    }
}

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, Failure> {
    let form = OwnData::of(&signed_in.current.user).state();
    page(signed_in, form).await
}

pub(crate) async fn save(
    signed_in: SignedInVisit,
    Posted(data): Posted<OwnData>,
) -> Result<Response, Failure> {
    let user = signed_in.current.user.id;
    match data.save(&signed_in, user).await? {
        Ok(()) => Ok(signed_in.visit.go("/account?done=saved")),
        Err(refused) => page(signed_in, refused).await,
    }
}

pub(crate) async fn end_session(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(session): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    let session = SessionId::parse(&session).map_err(|_| Failure::NotFound)?;
    visit.state.identity.end_session(&caller, session).await?;
    Ok(visit.go("/account?done=session-ended"))
}

pub(crate) async fn end_other_sessions(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, Failure> {
    visit.state.identity.end_other_sessions(&caller).await?;
    Ok(visit.go("/account?done=sessions-ended"))
}

async fn page(signed_in: SignedInVisit, form: FormState) -> Result<Response, Failure> {
    let SignedInVisit { visit, current, caller } = signed_in;
    let account = visit.state.identity.account(&caller).await?;
    let sessions = visit.state.identity.own_sessions(&caller).await?;
    let rows: Vec<_> =
        sessions.iter().rev().map(|session| session_row(session, current.session.id)).collect();
    let others = rows.iter().any(|row| !row.current);
    let view = views::Account {
        action: "/account".to_owned(),
        email: account.user.email.to_string(),
        phone: account.user.phone.as_ref().map(ToString::to_string),
        memberships: memberships(&account),
        sign_out_others_action: others.then(|| "/account/sessions/end-others".to_owned()),
        sessions: rows,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn memberships(account: &Account) -> Vec<MembershipRow> {
    let row =
        |(place, held): &(identity_core::domain::Organization, Vec<identity_core::use_cases::HeldRole>)| {
            let sees_people = account.administers.contains(&place.id);
            MembershipRow {
                organization: place.name.to_string(),
                path: sees_people.then(|| format!("/organizations/{}", place.id)),
                roles: held.iter().map(|held| held.role.name.to_string()).collect(),
            }
        };
    account.places.iter().map(row).collect()
}

fn session_row(session: &Versioned<Session>, present: SessionId) -> SessionRow {
    let current = session.id == present;
    SessionRow {
        device: device_words(session.device.user_agent.as_deref()),
        address: session.device.address.clone(),
        started_at: session.created_at,
        last_used_at: session.last_seen_at,
        current,
        sign_out_action: (!current).then(|| format!("/account/sessions/{}/end", session.id)),
    }
}

/// A refusal as a page; what is about a field was said at the form before.
pub(super) fn said(error: UserError) -> Failure {
    match error {
        UserError::Access(error) => error.into(),
        UserError::PreconditionFailed => Failure::Conflict,
        UserError::UsernameTaken | UserError::Attributes(_) => Failure::BadRequest,
        UserError::OwnState => Failure::Refused(Message::new("manage.own_state")),
        UserError::Grants(error) => match *error {
            GrantError::LastAdministrator => Failure::Refused(Message::new("person.last_administrator")),
            GrantError::Given(InviteError::NotHeld { .. }) => {
                Failure::Refused(Message::new("manage.holds_more"))
            }
            GrantError::Given(error) => error.into(),
            GrantError::NotAMember | GrantError::AlreadyHeld | GrantError::EmptyPeriod => Failure::Conflict,
        },
    }
}
