//! Accepting an invitation. Opening the link (`GET`) never uses it up, since mail scanners open links too.
//!
//! The link of the mail redirects at once to an address without the token, which a cookie holds from then on. So the
//! token is not in the browser's history, in a return address, or on a shared screen.

use crate::forms::invitations::{ACCEPT_INVITATION, NEW_PASSWORD};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME, USERNAME};
use crate::language::PageText;
use crate::page::cookies::{Cookie, invitation_value};
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, NoFields, page_forms};
use crate::page::headers::SecretAddress;
use crate::page::names::{address_or_name, read_name};
use crate::page::password_words::password_words;
use crate::page::return_to::sign_in_then;
use crate::page::views::form::FormState;
use crate::pages::invitations::closed::{
    ASK_AGAIN, ASKED, Closed, closed, closed_page, closed_view, closed_without_asking,
};
use crate::pages::invitations::views::{
    AcceptInvitation, ClosedReason, InvitationClosed, InvitationForAccount, InvitationLink, InvitationWords,
};
use crate::pages::roles::views::RoleWords;
use crate::pages::sign_on::linking::buttons::connection_buttons;
use crate::pages::sign_on::linking::views::ConnectionButton;
use crate::pages::sign_on::onward::next;
use crate::pages::sign_on::sign_out::sign_out_to;
use crate::visit::browser::with_cookie;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::Identity;
use identity_core::domain::Origin;
use identity_core::ids::InvitationId;
use identity_core::invitations::{
    AcceptError, AccountFault, InvitationOffer, NewAccount, OpenInvitationError,
};
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{Answer, AnswerError, Attempt, Progress};
use identity_core::values::{AttributeWriter, FamilyName, PersonName, ProfileField, Username};

page_forms! {
    /// What the form for a new account posts.
    AccountForm => ACCEPT_INVITATION;
}

/// The notice that the mail was sent again.
const MAILED: &str = "mailed";

/// The link of the mail.
pub(crate) async fn follow(visit: Visit, Path(text): Path<String>) -> Result<Response, PageFailure> {
    let opened = match SecretToken::parse(&text) {
        Ok(token) => visit.state.identity.open_invitation(&token).await.map(|offer| (token, offer)),
        Err(_) => Err(OpenInvitationError::Unknown),
    };
    match opened {
        Ok((token, offer)) => {
            let here = visit.go(&Identity::invitation_path(offer.invitation.id));
            let kept = invitation_value(&token, visit.state.identity.clock().now());
            let kept = with_cookie(here, visit.state.cookies.set(Cookie::Invitation, &kept));
            Ok((Extension(SecretAddress), kept).into_response())
        }
        Err(error) => not_opened(&visit, &text, error).await,
    }
}

/// Why a link leads nowhere, as far as its holder may know. The browser keeps the token of one that is over, so that its
/// holder can ask for a new one.
async fn not_opened(visit: &Visit, text: &str, error: OpenInvitationError) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let Ok(token) = SecretToken::parse(text) else { return closed(visit, error).await };
    if !matches!(error, OpenInvitationError::Unknown) {
        let kept = visit.state.cookies.set(Cookie::Invitation, token.expose());
        return Ok(with_cookie(closed(visit, error).await?, kept));
    }
    if let Some(current) = &visit.current
        && identity.has_accepted(&current.caller, &token).await?
    {
        return closed(visit, Closed::USED).await;
    }
    let replaced = match identity.replaced_invitation(&token).await {
        // A new one is asked for by its newest link only.
        Err(over) => return closed_without_asking(visit, over).await,
        Ok(replaced) => replaced,
    };
    if let Some(id) = replaced
        && let Ok(notice) = identity.invitation_notice(id).await
    {
        let view = InvitationClosed {
            organization: Some(notice.organization),
            mail_again_action: Some(Identity::invitation_path(id)),
            ..closed_view(ClosedReason::Replaced)
        };
        return closed_page(visit, &view, StatusCode::NOT_FOUND).await;
    }
    closed(visit, error).await
}

/// The invitation, if the browser opened the link of its mail; otherwise the page that sends the mail again.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let Some((_, offer)) = opened(&visit, &id).await? else { return notice(&visit, &id).await };
    page(&visit, &offer, form_of(&offer)).await
}

pub(crate) async fn accept(
    visit: Visit,
    Path(id): Path<String>,
    Posted(AccountForm(mut form)): Posted<AccountForm>,
) -> Result<Response, PageFailure> {
    let Some((token, offer)) = opened(&visit, &id).await? else { return notice(&visit, &id).await };
    let origin = origin(&visit, &offer);
    let attempt = visit.state.identity.begin_sign_on(&visit.visitor(), origin).await?;
    match take(&visit, &attempt, token, &offer, &mut form).await? {
        Accepted::Made(progress) => {
            let landed = forget(&visit, next(&visit, *progress).await?);
            Ok(visit.says_done(landed, landing_notice(&offer)))
        }
        Accepted::Again(form) => page(&visit, &offer, form).await,
        Accepted::AccountExists => Ok(visit.go(&Identity::invitation_path(offer.invitation.id))),
        Accepted::Closed(error) => closed(&visit, error).await,
    }
}

/// What became of the account that an invited person makes.
#[derive(Debug)]
pub(crate) enum Accepted {
    /// It is made, and the sign-on goes on.
    Made(Box<Progress>),
    /// Something is wrong with it, as the form says.
    Again(FormState),
    /// The invited address has an account, which signs in to accept.
    AccountExists,
    /// The invitation cannot be accepted any more.
    Closed(AcceptError),
}

/// Where the sign-on of somebody begins and ends who accepts an invitation with a new account.
pub(crate) fn origin(visit: &Visit, offer: &InvitationOffer) -> Origin {
    let return_to = visit.state.base.path(&landing(offer));
    Origin::Invitation { invitation: offer.invitation.id, return_to }
}

/// The form with the names that the inviter knows.
pub(crate) fn form_of(offer: &InvitationOffer) -> FormState {
    let name = |name: &Option<PersonName>| name.as_ref().map(ToString::to_string).unwrap_or_default();
    FormState::of(&ACCEPT_INVITATION)
        .value(&GIVEN_NAME, name(&offer.invitation.given_name))
        .value(&FAMILY_NAME, name(&offer.invitation.family_name))
}

/// Takes the account that an invited person makes.
pub(crate) async fn take(
    visit: &Visit,
    attempt: &Attempt,
    token: SecretToken,
    offer: &InvitationOffer,
    form: &mut Filled,
) -> Result<Accepted, PageFailure> {
    // Everything that is wrong is said at once.
    mark_faults(visit, offer, form).await?;
    let Some(account) = new_account(visit, form) else { return Ok(Accepted::Again(form.state())) };
    let typed = form.state();
    let answer = Answer::Account { token, account };
    let error = match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(progress) => return Ok(Accepted::Made(Box::new(progress))),
        Err(AnswerError::Invitation(error)) => error,
        Err(error) => return Err(error.into()),
    };
    Ok(match error {
        AcceptError::UsernameTaken => {
            Accepted::Again(typed.error(&USERNAME, PageText::new("error-username-taken")))
        }
        AcceptError::Password(refused) => {
            Accepted::Again(typed.error(&NEW_PASSWORD, password_words(refused)))
        }
        AcceptError::AccountExists => Accepted::AccountExists,
        error => Accepted::Closed(error),
    })
}

/// The page after acceptance: the mandate, which can be used at once, or the organisation that
/// they joined.
pub(super) fn landing(offer: &InvitationOffer) -> String {
    if offer.offers_mandate {
        format!("/mandates/{}?done={}", offer.invitation.id, landing_notice(offer))
    } else {
        format!("/joined/{}", offer.invitation.organization)
    }
}

/// What that page says.
pub(super) const fn landing_notice(offer: &InvitationOffer) -> &'static str {
    if offer.offers_mandate { "mandate-accepted" } else { "joined" }
}

/// Signs out and comes back to the invitation.
pub(crate) async fn sign_out(
    SignedInVisit { visit, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = InvitationId::parse(&id).map_err(|_| PageFailure::NotFound)?;
    let back = visit.state.base.path(&Identity::invitation_path(id));
    sign_out_to(&visit, Some(&back)).await
}

/// The invitation with this id, if its link was opened in this browser and it can still be accepted.
pub(crate) async fn opened(
    visit: &Visit,
    id: &str,
) -> Result<Option<(SecretToken, InvitationOffer)>, PageFailure> {
    let Some(token) = visit.invitation_token.clone() else { return Ok(None) };
    match visit.state.identity.open_invitation(&token).await {
        Ok(offer) => Ok((offer.invitation.id.to_string() == id).then_some((token, offer))),
        Err(OpenInvitationError::Store(error)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

pub(super) fn forget(visit: &Visit, response: Response) -> Response {
    with_cookie(response, visit.state.cookies.clear(Cookie::Invitation))
}

/// Marks what only the store and the rules of passwords can tell.
async fn mark_faults(visit: &Visit, offer: &InvitationOffer, form: &mut Filled) -> Result<(), PageFailure> {
    let username = form.read(&USERNAME, Username::parse);
    let (given_name, family_name) = (form.text(&GIVEN_NAME), form.text(&FAMILY_NAME));
    let names = [given_name.as_str(), family_name.as_str()].map(str::trim);
    let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let password = form.secret(&NEW_PASSWORD);
    let identity = &visit.state.identity;
    for fault in identity.account_faults(offer, &names, username.as_ref(), &password).await? {
        match fault {
            AccountFault::UsernameTaken => form.refuse(&USERNAME, PageText::new("error-username-taken")),
            AccountFault::Password(refused) => form.refuse(&NEW_PASSWORD, password_words(refused)),
            _ => {}
        }
    }
    Ok(())
}

/// The account that was filled in; `None` when something is wrong, which the form then says.
fn new_account(visit: &Visit, form: &mut Filled) -> Option<NewAccount> {
    let given_name = read_name(form, &GIVEN_NAME);
    let family_name = read_name(form, &FAMILY_NAME);
    let username = form.read(&USERNAME, Username::parse);
    let (true, Some(given_name)) = (form.is_right(), given_name) else { return None };
    Some(NewAccount {
        given_name,
        family_name: family_name.map(FamilyName::from).unwrap_or_default(),
        username,
        locale: visit.chosen_language.clone(),
        password: form.secret(&NEW_PASSWORD),
        device: visit.device.clone(),
        previous: visit.session_token.clone(),
    })
}

async fn page(visit: &Visit, offer: &InvitationOffer, form: FormState) -> Result<Response, PageFailure> {
    let here = Identity::invitation_path(offer.invitation.id);
    let role = |(name, explanation): &(String, String)| RoleWords {
        name: name.clone(),
        explanation: explanation.clone(),
    };
    let terms = offer.invitation.mandate.as_ref();
    let invitation = InvitationWords {
        organization: offer.organization.clone(),
        inviter: offer.inviter.clone(),
        roles: offer.roles.iter().map(role).collect(),
        by_mandate: offer.offers_mandate,
        services: offer.services.clone(),
        until: terms.and_then(|terms| terms.period.ends_at),
        reason: terms.and_then(|terms| terms.reason.clone()),
        email: offer.invitation.email.to_string(),
        expires_at: offer.invitation.expires_at,
    };
    let response = if let Some(current) = &visit.current {
        let identity = &visit.state.identity;
        let same_address = identity.is_own_address(&current.caller, &offer.invitation.email).await?;
        let can_add = !offer.account_exists
            && identity.settings().profile.may_write(ProfileField::Email, AttributeWriter::Person);
        let view = InvitationForAccount {
            action: format!("{here}/join"),
            invitation,
            signed_in_as: address_or_name(&current.user),
            same_address,
            add_action: (!same_address && can_add).then(|| format!("{here}/add-address")),
            sign_out_action: format!("{here}/sign-out"),
        };
        visit.page(&view).await?
    } else {
        let view = AcceptInvitation {
            invitation,
            shortest_password: visit.state.identity.shortest_password(),
            account_exists: offer.account_exists,
            sign_in_path: sign_in_then(&visit.state.base.path(&here)),
            connections: buttons_of_invitation(visit, offer, &here).await?,
            action: format!("{here}/accept"),
            form: form.clone(),
        };
        visit.form_page(&form, &view).await?
    };
    Ok((Extension(SecretAddress), response).into_response())
}

/// The buttons of the identity providers elsewhere, which lead back to the invitation.
async fn buttons_of_invitation(
    visit: &Visit,
    offer: &InvitationOffer,
    here: &str,
) -> Result<Vec<ConnectionButton>, PageFailure> {
    let attempt = visit.state.identity.begin_sign_on(&visit.visitor(), origin(visit, offer)).await?;
    let buttons = connection_buttons(visit, &attempt).await?.into_iter();
    let leads_back = |button: ConnectionButton| match button.connection {
        Some(id) => {
            ConnectionButton { action: format!("{here}/connections/{id}"), connection: None, ..button }
        }
        None => button,
    };
    Ok(buttons.map(leads_back).collect())
}

/// The invitation whose link was opened last in this browser, with what became of it.
pub(crate) async fn latest(visit: Visit) -> Result<Response, PageFailure> {
    let Some(token) = visit.invitation_token.clone() else { return Ok(visit.go("/")) };
    match visit.state.identity.open_invitation(&token).await {
        Ok(offer) => Ok(visit.go(&Identity::invitation_path(offer.invitation.id))),
        Err(error) => closed(&visit, error).await,
    }
}

/// Asks whoever invited for a new invitation, in the name of the one who holds the link.
pub(crate) async fn ask_again(visit: Visit, _: Posted<NoFields>) -> Result<Response, PageFailure> {
    let Some(token) = visit.invitation_token.clone() else { return Err(PageFailure::NotFound) };
    match visit.state.identity.ask_for_invitation(&token).await {
        Ok(()) => Ok(visit.says_done(visit.go(ASK_AGAIN), ASKED)),
        Err(error) => closed(&visit, error).await,
    }
}

/// What the link shows that an inviter can pass on: it holds no secret and has the mail sent again to the invited address.
pub(super) async fn notice(visit: &Visit, id: &str) -> Result<Response, PageFailure> {
    let Ok(invitation) = InvitationId::parse(id) else { return closed(visit, Closed::UNUSABLE).await };
    let notice = match visit.state.identity.invitation_notice(invitation).await {
        Ok(notice) => notice,
        Err(error) => return closed(visit, error).await,
    };
    let view = InvitationLink {
        action: Identity::invitation_path(invitation),
        organization: notice.organization,
        masked_email: notice.masked_email,
        sent: visit.query("sent").is_some() && visit.has_just_done(MAILED),
    };
    let page = visit.page(&view).await?;
    Ok(if view.sent { visit.said(page) } else { page })
}

pub(crate) async fn mail_again(
    visit: Visit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let Ok(invitation) = InvitationId::parse(&id) else { return closed(&visit, Closed::UNUSABLE).await };
    match visit.state.identity.mail_invitation_again(invitation).await {
        Ok(()) => {
            let sent = visit.go(&format!("{}?sent=yes", Identity::invitation_path(invitation)));
            Ok(visit.says_done(sent, MAILED))
        }
        Err(error) => closed(&visit, error).await,
    }
}
