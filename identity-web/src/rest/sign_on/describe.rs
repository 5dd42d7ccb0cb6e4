//! What a step asks, as JSON.

use crate::forms::Field;
use crate::forms::passwords::RESET_PASSWORD;
use crate::forms::sign_on::{METHOD, REMEMBER};
use crate::language::{Argument, PageText};
use crate::page::failure::PageFailure;
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::views::{AskPasskey, Setup};
use crate::pages::authenticators::words::{self, method_words};
use crate::pages::invitations::accept;
use crate::pages::sign_on::asked::Asked;
use crate::pages::sign_on::views::{
    Challenge, ChooseOrganization, Consent, EnrolChoice, EnrolInFlow, KeepAccount, SignIn,
};
use crate::rest::sign_on::flow::{
    AppSetup, Flow, FlowAction, FlowStep, PasskeyAsked, Prompt, PromptKind, PromptOption, SentCode,
};
use crate::rest::sign_on::linking;
use crate::rest::sign_on::prompts::{errors, message, prompts};
use crate::rest::sign_on::shown::{empty, help};
use crate::visit::visitor::Visit;
use identity_core::Identity;
use identity_core::domain::{AuthenticationMethod, Origin};
use identity_core::invitations::InvitationOffer;
use identity_core::sign_on::{Attempt, SignOnStep};

/// The step as JSON. Each step of the pages has one.
pub(super) async fn describe(
    visit: &Visit,
    attempt: &Attempt,
    asked: Asked,
    form: Option<FormState>,
) -> Result<Flow, PageFailure> {
    match asked {
        Asked::SignIn(view) => sign_in(visit, attempt, &view),
        Asked::Challenge(view) => challenge(visit, attempt, view),
        Asked::EnrolChoice(view) => enrol(visit, attempt, &view),
        Asked::Enrol(view) => confirm_enrolment(visit, attempt, view),
        Asked::ChooseOrganization(view) => choose_organization(visit, attempt, &view),
        Asked::KeepAccount(view) => keep_account(visit, attempt, &view),
        Asked::Consent(view) => consent(visit, attempt, &view),
        Asked::ConnectOrCreate(view) => linking::connect_or_create(visit, attempt, &view),
        Asked::Link(step, view) => linking::question(visit, attempt, linking_step(&step), &view),
        Asked::CreateAccount => create_account(visit, attempt, form).await,
        Asked::SetPassword => set_password(visit, attempt, form).await,
    }
}

/// The name of a step about an identity elsewhere.
const fn linking_step(step: &SignOnStep) -> FlowStep {
    match step {
        SignOnStep::ConfirmLink => FlowStep::ConfirmLink,
        SignOnStep::SwitchPerson => FlowStep::SwitchPerson,
        SignOnStep::OfferLink { .. } => FlowStep::OfferLink,
        _ => FlowStep::OtherWay,
    }
}

/// A step with what a form asks and what is wrong with it.
fn step(
    visit: &Visit,
    attempt: &Attempt,
    step: FlowStep,
    title: &PageText,
    form: &FormState,
    options: &[Choice],
) -> Result<Flow, PageFailure> {
    let shortest = visit.state.identity.shortest_password();
    Ok(Flow {
        prompts: prompts(visit, form, options, shortest)?,
        messages: errors(visit, form)?,
        ..empty(visit, attempt, step, title)?
    })
}

/// The title, which names the service if there is one.
fn title(service: Option<&String>, plain: PageText, named: &'static str) -> PageText {
    service.map_or(plain, |service| PageText::new(named).with("service", service.as_str()))
}

fn action(
    visit: &Visit,
    name: &'static str,
    label: &'static str,
    prompts: &[&'static str],
) -> Result<FlowAction, PageFailure> {
    Ok(FlowAction { name, label: visit.say(&PageText::new(label))?, prompts: prompts.to_vec() })
}

fn sign_in(visit: &Visit, attempt: &Attempt, view: &SignIn) -> Result<Flow, PageFailure> {
    let brand = visit.state.pages.brand_name();
    let plain = PageText::new("sign-in-title").with("brand", brand);
    let heading = title(view.service.as_ref(), plain, "sign-in-title-for");
    let text = view.again.then(|| visit.say(&PageText::new("sign-in-again"))).transpose()?;
    let step_asked = step(visit, attempt, FlowStep::SignIn, &heading, &view.form, &[])?;
    let failure = view.failure.iter().map(|text| message(visit, None, text));
    let failure: Vec<_> = failure.collect::<Result<_, _>>()?;
    Ok(Flow {
        text,
        service: view.service.clone(),
        connections: linking::connections(view.connections.clone()),
        messages: step_asked.messages.into_iter().chain(failure).collect(),
        actions: vec![action(visit, "recover", "recover-link", &["identifier"])?],
        passkey: view.passkey.clone().map(PasskeyAsked::from),
        prompts: step_asked.prompts,
        ..empty(visit, attempt, FlowStep::SignIn, &heading)?
    })
}

fn challenge(visit: &Visit, attempt: &Attempt, view: Challenge) -> Result<Flow, PageFailure> {
    let heading = PageText::new(match view.method.as_str() {
        "pop" => "challenge-title-passkey",
        "pwd" => "challenge-title-password",
        _ => "challenge-title",
    });
    let mut flow = step(visit, attempt, FlowStep::Challenge, &heading, &view.form, &[])?;
    flow.prompts.retain(|prompt| prompt.name != REMEMBER.name());
    // Only where the form of the method has it.
    let asks = |field: &Field| view.form.form().fields().iter().any(|own| own.name() == field.name());
    if let Some(days) = view.remember_days.filter(|_| asks(&REMEMBER)) {
        flow.prompts.push(remember_prompt(visit, days)?);
    }
    let own = (view.method.clone(), method_words(&AuthenticationMethod::named(&view.method)));
    let others = view.others.into_iter().map(|other| (other.method, other.label));
    let methods: Vec<_> = std::iter::once(own).chain(others).collect();
    let is_sent = |(method, _): &(String, PageText)| AuthenticationMethod::named(method).is_sent();
    if methods.iter().any(is_sent) {
        let label = if view.sent.is_some() { "code-send-again" } else { "code-send" };
        flow.actions.push(action(visit, "send_code", label, &["method"])?);
    }
    if methods.len() > 1 {
        flow.actions.push(action(visit, "choose_method", "challenge-others", &["method"])?);
        flow.prompts.insert(0, method_prompt(visit, &view.method, methods)?);
    }
    let how = view.sent.as_ref().map_or(view.how, sent_words);
    Ok(Flow {
        text: Some(visit.say(&how)?),
        service: view.service,
        sent: view.sent.map(SentCode::from),
        passkey: view.passkey.map(PasskeyAsked::from),
        ..flow
    })
}

/// Whether the browser is to be remembered.
fn remember_prompt(visit: &Visit, days: u64) -> Result<Prompt, PageFailure> {
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    let label = visit.say(&PageText::new("remember-choice").with("days", days))?;
    let hint = Some(visit.say(&PageText::new("remember-hint"))?);
    Ok(Prompt {
        name: REMEMBER.name(),
        kind: PromptKind::Choice,
        label: visit.say(&PageText::new("remember-legend"))?,
        hint: None,
        required: false,
        autocomplete: REMEMBER.autofill(),
        max_length: REMEMBER.bounds().1,
        value: None,
        options: vec![PromptOption { value: "yes".to_owned(), label, hint }],
    })
}

/// The method, which pages ask for by links.
fn method_prompt(
    visit: &Visit,
    chosen: &str,
    methods: Vec<(String, PageText)>,
) -> Result<Prompt, PageFailure> {
    let option = |(value, label): (String, PageText)| {
        Ok(PromptOption { value, label: visit.say(&label)?, hint: None })
    };
    Ok(Prompt {
        name: METHOD.name(),
        kind: PromptKind::Choice,
        label: visit.say(&PageText::new("enrol-method"))?,
        hint: None,
        required: false,
        autocomplete: METHOD.autofill(),
        max_length: METHOD.bounds().1,
        value: Some(chosen.to_owned()),
        options: methods.into_iter().map(option).collect::<Result<_, PageFailure>>()?,
    })
}

fn enrol(visit: &Visit, attempt: &Attempt, view: &EnrolChoice) -> Result<Flow, PageFailure> {
    let brand = visit.state.pages.brand_name();
    let plain = PageText::new("enrol-needed").with("brand", brand);
    let needed = title(view.service.as_ref(), plain, "enrol-needed-for");
    let heading = PageText::new("enrol-title");
    Ok(Flow {
        text: Some(visit.say(&needed)?),
        service: view.service.clone(),
        ..step(visit, attempt, FlowStep::Enrol, &heading, &view.form, &view.methods)?
    })
}

fn confirm_enrolment(visit: &Visit, attempt: &Attempt, view: EnrolInFlow) -> Result<Flow, PageFailure> {
    let Setup { totp, sent, passkey, .. } = view.setup;
    let (heading, text) = match (&totp, &sent, &passkey) {
        (Some(_), _, _) => ("enrol-app-title", PageText::new("enrol-app-open")),
        (None, _, Some(_)) => ("enrol-passkey-title", PageText::new("enrol-passkey-text")),
        (None, Some(sent), None) => ("enrol-phone-title", sent_words(sent)),
        (None, None, None) => ("enrol-phone-title", PageText::new("code-expired")),
    };
    let mut flow =
        step(visit, attempt, FlowStep::ConfirmEnrolment, &PageText::new(heading), &view.form, &[])?;
    flow.prompts.retain(|prompt| prompt.name != REMEMBER.name());
    if view.choose_path.is_some() {
        flow.actions.push(action(visit, "choose_again", "enrol-choose-again", &[])?);
    }
    Ok(Flow {
        text: Some(visit.say(&text)?),
        service: view.service,
        setup: totp.map(|totp| AppSetup { key: totp.key, uri: totp.uri, image: totp.image }),
        sent: sent.map(SentCode::from),
        passkey: passkey.map(PasskeyAsked::from),
        ..flow
    })
}

fn choose_organization(
    visit: &Visit,
    attempt: &Attempt,
    view: &ChooseOrganization,
) -> Result<Flow, PageFailure> {
    let heading = title(view.service.as_ref(), PageText::new("choose-title-plain"), "choose-title");
    let flow = step(visit, attempt, FlowStep::ChooseOrganization, &heading, &view.form, &view.organizations)?;
    Ok(Flow { service: view.service.clone(), ..flow })
}

fn keep_account(visit: &Visit, attempt: &Attempt, view: &KeepAccount) -> Result<Flow, PageFailure> {
    let heading = PageText::new("keep-title");
    let text = PageText::new("keep-lead").with("at", Argument::Moment(view.erase_at));
    Ok(Flow {
        text: Some(visit.say(&text)?),
        actions: vec![action(visit, "keep", "keep-button", &[])?],
        ..step(visit, attempt, FlowStep::KeepAccount, &heading, &view.form, &[])?
    })
}

fn consent(visit: &Visit, attempt: &Attempt, view: &Consent) -> Result<Flow, PageFailure> {
    let heading = PageText::new("consent-title").with("service", view.service.as_str());
    let asked: Vec<_> = view.asked.iter().map(|asked| visit.say(asked)).collect::<Result<_, _>>()?;
    let actions = [("consent", "consent-button"), ("decline", "consent-decline")];
    let actions = actions.into_iter().map(|(name, label)| action(visit, name, label, &[]));
    Ok(Flow {
        text: Some(asked.join("\n")),
        service: Some(view.service.clone()),
        actions: actions.collect::<Result<_, _>>()?,
        ..step(visit, attempt, FlowStep::Consent, &heading, &view.form, &[])?
    })
}

async fn create_account(
    visit: &Visit,
    attempt: &Attempt,
    form: Option<FormState>,
) -> Result<Flow, PageFailure> {
    let Origin::Invitation { invitation, .. } = &attempt.sign_on.origin else {
        return Err(PageFailure::SignOnOver);
    };
    let path = visit.state.base.path(&Identity::invitation_path(*invitation));
    let label = PageText::new("invitation-sign-in-accept");
    let Some((_, offer)) = accept::opened(visit, &invitation.to_string()).await? else {
        return help(visit, attempt, &PageText::new("invitation-closed-unusable-text"), (path, &label));
    };
    // The page of the invitation asks whoever has an account to sign in, or to change to the right one.
    if offer.account_exists || visit.current.is_some() {
        let email = offer.invitation.email.as_str();
        let text = PageText::new("invitation-account-exists").with("email", email);
        return help(visit, attempt, &text, (path, &label));
    }
    let form = form.unwrap_or_else(|| accept::form_of(&offer));
    let (heading, lead) = invitation_words(visit, &offer);
    Ok(Flow {
        text: Some(visit.say(&lead)?),
        ..step(visit, attempt, FlowStep::CreateAccount, &heading, &form, &[])?
    })
}

fn invitation_words(visit: &Visit, offer: &InvitationOffer) -> (PageText, PageText) {
    let (heading, lead) = match (offer.inviter.is_empty(), offer.offers_mandate) {
        (true, _) => ("invitation-title", "invitation-first-lead"),
        (false, true) => ("invitation-mandate-title", "invitation-mandate-lead"),
        (false, false) => ("invitation-title", "invitation-lead"),
    };
    let organization = offer.organization.as_str();
    let lead = PageText::new(lead).with("organization", organization).with("inviter", offer.inviter.as_str());
    let lead = lead.with("brand", visit.state.pages.brand_name());
    (PageText::new(heading).with("organization", organization), lead)
}

async fn set_password(
    visit: &Visit,
    attempt: &Attempt,
    form: Option<FormState>,
) -> Result<Flow, PageFailure> {
    let Origin::Recovery { recovery, .. } = &attempt.sign_on.origin else {
        return Err(PageFailure::SignOnOver);
    };
    let opened = match &visit.recovery_token {
        Some(token) => visit.state.identity.open_recovery(token).await.ok(),
        None => None,
    };
    let Some(opened) = opened.filter(|opened| opened.id == *recovery) else {
        let (path, label) = (visit.state.base.path("/recover"), PageText::new("recover-again"));
        return help(visit, attempt, &PageText::new("recover-closed-text"), (path, &label));
    };
    let form = form.unwrap_or_else(|| FormState::of(&RESET_PASSWORD));
    let (heading, text) = if opened.kind.is_first() {
        let lead = PageText::new("first-password-lead").with("brand", visit.state.pages.brand_name());
        (PageText::new("first-password-title"), lead)
    } else {
        (PageText::new("recover-password-title"), PageText::new("recover-password-effect"))
    };
    Ok(Flow {
        text: Some(visit.say(&text)?),
        ..step(visit, attempt, FlowStep::SetPassword, &heading, &form, &[])?
    })
}

fn sent_words(sent: &words::SentCode) -> PageText {
    PageText::new("code-sent").with("target", sent.target.as_str()).with("minutes", sent.minutes)
}

impl From<words::SentCode> for SentCode {
    fn from(sent: words::SentCode) -> Self {
        Self { target: sent.target, minutes: sent.minutes, again_in: sent.again_in }
    }
}

impl From<AskPasskey> for PasskeyAsked {
    fn from(asked: AskPasskey) -> Self {
        Self { options: asked.options, state: asked.state }
    }
}
