//! What a step of a sign-on asks. Pages and JSON are two renderings of it, so a step that one of them does not have does not
//! compile.

use crate::forms::sign_on::{CHOOSE_ORGANIZATION, CONSENT, DECLINE, IDENTIFIER, KEEP_ACCOUNT, SIGN_IN};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::return_to::recover_then;
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::views::AskPasskey;
use crate::pages::sign_on::address::{address, of_step};
use crate::pages::sign_on::linking::buttons::connection_buttons;
use crate::pages::sign_on::linking::views::{ConnectOrCreate, LinkQuestion};
use crate::pages::sign_on::linking::words::failure_words;
use crate::pages::sign_on::views::{
    Challenge, ChooseOrganization, Consent, EnrolChoice, EnrolInFlow, KeepAccount, SignIn,
};
use crate::pages::sign_on::{challenge, enrol, linking, start};
use crate::visit::visitor::Visit;
use identity_core::domain::Origin;
use identity_core::ids::OrganizationId;
use identity_core::sign_on::{Attempt, SignOnStep};
use identity_core::values::Scope;
use std::collections::BTreeSet;

/// What a step of a sign-on asks, with the form that did not do, if one was posted.
#[derive(Debug)]
pub(crate) enum Asked {
    /// Who somebody is, and their password.
    SignIn(SignIn),
    /// The code of a further proof.
    Challenge(Challenge),
    /// What to set up as a further proof.
    EnrolChoice(EnrolChoice),
    /// The code of what is being set up.
    Enrol(EnrolInFlow),
    /// The organisation to act for.
    ChooseOrganization(ChooseOrganization),
    /// Whether to keep the account that was closed.
    KeepAccount(KeepAccount),
    /// Whether an application may know and do what it asks for.
    Consent(Consent),
    /// Whether somebody who signed in elsewhere has an account here.
    ConnectOrCreate(ConnectOrCreate),
    /// A question about an identity elsewhere that is answered with a button.
    Link(SignOnStep, LinkQuestion),
    /// The account of an invited person. The page of the invitation asks for it.
    CreateAccount,
    /// The new password of somebody who forgot theirs. The page of the link asks for it.
    SetPassword,
}

/// What a step asks; an error if it asks for nothing, since the sign-on is over.
pub(crate) async fn asked(
    visit: &Visit,
    attempt: &Attempt,
    step: SignOnStep,
    form: Option<FormState>,
) -> Result<Asked, PageFailure> {
    Ok(match step {
        SignOnStep::Identify => Asked::SignIn(sign_in(visit, attempt, form).await?),
        SignOnStep::Challenge(methods) => {
            Asked::Challenge(challenge::view(visit, attempt, &methods, form).await?)
        }
        SignOnStep::Enrol(methods) => enrol::asked(visit, attempt, &methods, form).await?.into(),
        SignOnStep::ChooseOrganization(open) => {
            Asked::ChooseOrganization(organizations(visit, attempt, open, form).await?)
        }
        SignOnStep::KeepAccount(erase_at) => Asked::KeepAccount(KeepAccount {
            action: address(attempt),
            erase_at,
            form: of_step(form, &KEEP_ACCOUNT),
        }),
        SignOnStep::Consent(scopes) => Asked::Consent(consent(visit, attempt, &scopes).await?),
        SignOnStep::ConnectOrCreate { .. } => {
            Asked::ConnectOrCreate(linking::asked::connect_or_create(visit, attempt, &step, form).await?)
        }
        SignOnStep::ConfirmLink
        | SignOnStep::SwitchPerson
        | SignOnStep::OfferLink { .. }
        | SignOnStep::ChooseOtherWay(_) => {
            let question = linking::asked::question(visit, attempt, &step).await?;
            Asked::Link(step, question)
        }
        SignOnStep::CreateAccount => Asked::CreateAccount,
        SignOnStep::SetPassword => Asked::SetPassword,
        _ => return Err(PageFailure::SignOnOver),
    })
}

impl From<enrol::Asked> for Asked {
    fn from(asked: enrol::Asked) -> Self {
        match asked {
            enrol::Asked::Choice(view) => Self::EnrolChoice(view),
            enrol::Asked::Code(view) => Self::Enrol(view),
        }
    }
}

/// The form for name and password, with what was wrong with it.
pub(crate) async fn sign_in(
    visit: &Visit,
    attempt: &Attempt,
    form: Option<FormState>,
) -> Result<SignIn, PageFailure> {
    let service = visit.state.identity.sign_on_target(&attempt.sign_on).await?;
    // The form says by itself where to go on when it comes after the end of the sign-on.
    let return_to = attempt.sign_on.application().map(|_| way_on(visit, attempt));
    let again = matches!(attempt.sign_on.origin, Origin::Again { .. });
    let recover_path = recover_then(&way_on(visit, attempt));
    let (action, form) = (address(attempt), hinted(attempt, of_step(form, &SIGN_IN)));
    let passkey = visit.state.identity.passkey_to_sign_in(attempt, &visit.visitor())?.map(AskPasskey::of);
    let connections = connection_buttons(visit, attempt).await?;
    let failure = failure(visit, attempt).await?;
    Ok(SignIn { action, service, again, return_to, recover_path, passkey, connections, failure, form })
}

/// Why the last request to an identity provider came to nothing.
async fn failure(visit: &Visit, attempt: &Attempt) -> Result<Option<PageText>, PageFailure> {
    let Some(failure) = &attempt.sign_on.provider_failure else { return Ok(None) };
    let step = SignOnStep::Identify;
    let found = visit.state.identity.linking_view(attempt, &visit.visitor(), &step).await?;
    Ok(found.map(|found| failure_words(found.connection.name.as_ref(), failure)))
}

/// The form with the name that the application expects (`login_hint`), as long as nothing was typed.
fn hinted(attempt: &Attempt, form: FormState) -> FormState {
    let openid = attempt.sign_on.application().and_then(|asked| asked.openid.as_deref());
    match openid.and_then(|asked| asked.login_hint.as_deref()) {
        Some(hint) if form.text(&IDENTIFIER).is_none() => form.value(&IDENTIFIER, hint),
        _ => form,
    }
}

async fn organizations(
    visit: &Visit,
    attempt: &Attempt,
    open: Vec<(OrganizationId, String)>,
    form: Option<FormState>,
) -> Result<ChooseOrganization, PageFailure> {
    let choice = |(id, name): (OrganizationId, String)| Choice::new(id.to_string(), name, "");
    Ok(ChooseOrganization {
        action: address(attempt),
        service: visit.state.identity.sign_on_target(&attempt.sign_on).await?,
        organizations: open.into_iter().map(choice).collect(),
        form: of_step(form, &CHOOSE_ORGANIZATION),
    })
}

async fn consent(visit: &Visit, attempt: &Attempt, scopes: &BTreeSet<Scope>) -> Result<Consent, PageFailure> {
    let service = visit.state.identity.sign_on_target(&attempt.sign_on).await?;
    Ok(Consent {
        action: address(attempt),
        service: service.ok_or(PageFailure::SignOnOver)?,
        asked: scopes.iter().map(scope_words).collect(),
        form: FormState::of(&CONSENT),
        decline: FormState::of(&DECLINE),
    })
}

/// What a scope means for a person.
pub(crate) fn scope_words(scope: &Scope) -> PageText {
    match scope.as_str() {
        Scope::OPENID => PageText::new("scope-openid"),
        Scope::PROFILE => PageText::new("scope-profile"),
        Scope::EMAIL => PageText::new("scope-email"),
        Scope::PHONE => PageText::new("scope-phone"),
        Scope::OFFLINE_ACCESS => PageText::new("scope-offline-access"),
        other => PageText::new("scope-other").with("scope", other),
    }
}

/// Where somebody goes who signs in once a sign-on is over.
pub(crate) fn way_on(visit: &Visit, attempt: &Attempt) -> String {
    match &attempt.sign_on.origin {
        Origin::Application(asked) => visit.state.base.path(&start::path(asked.relying_party)),
        Origin::Page { return_to }
        | Origin::Again { return_to }
        | Origin::Invitation { return_to, .. }
        | Origin::Recovery { return_to, .. } => return_to.clone(),
    }
}
