//! What an organisation asks of its people when they sign in.

use crate::forms::sign_on::{FACTORS, REMEMBER_DAYS, SECOND_ADMINISTRATOR, SECOND_FACTORS, SIGN_IN_POLICY};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::return_to::prove_again_then;
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::words::method_words;
use crate::pages::organizations::head::{head, parse};
use crate::pages::sign_on::views::SignInPolicy;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{AuthenticationMethod, Factors, Organization, OrganizationClass, SignInRules};
use identity_core::ids::OrganizationId;
use identity_core::sign_on::{SetSignInPolicy, SignInPolicyError};
use std::collections::BTreeSet;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// The spans that are offered, in days.
const SPANS: [u16; 6] = [0, 1, 7, 14, 30, 90];

page_forms! {
    /// What is asked of those who sign in.
    Rules => SIGN_IN_POLICY;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let rules = signed_in.visit.state.identity.sign_in_rules(&signed_in.caller, id, None).await?;
    page(&signed_in, id, shown(&rules)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(Rules(mut form)): Posted<Rules>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let Some(mut rules) = read(&mut form) else { return page(&signed_in, id, form.state()).await };
    let SignedInVisit { visit, caller, .. } = &signed_in;
    if visit.state.identity.settings().four_eyes {
        // The page does not ask, so what the organisation asks by itself stays.
        rules.four_eyes = visit.state.identity.sign_in_rules(caller, id, None).await?.four_eyes;
    }
    let here = path(id);
    match visit.state.identity.set_sign_in_policy(caller, &SetSignInPolicy::new(id, rules)).await {
        Ok(_) => Ok(visit.done(&here, "saved")),
        Err(SignInPolicyError::ProveAgain) => Ok(visit.go(&prove_again_then(&visit.state.base.path(&here)))),
        Err(SignInPolicyError::NoMethod | SignInPolicyError::NotOffered(_)) => {
            form.wrong(&SECOND_FACTORS);
            page(&signed_in, id, form.state()).await
        }
        Err(SignInPolicyError::TooLong { .. }) => {
            form.wrong(&REMEMBER_DAYS);
            page(&signed_in, id, form.state()).await
        }
        Err(error) => Err(error.into()),
    }
}

fn path(id: OrganizationId) -> String {
    format!("/organizations/{id}/sign-in")
}

/// The form with what is asked now.
fn shown(rules: &SignInRules) -> FormState {
    let methods = rules.methods.iter().flatten().map(ToString::to_string);
    FormState::of(&SIGN_IN_POLICY)
        .chosen(&FACTORS, [rules.factors.as_str().to_owned()])
        .chosen(&SECOND_FACTORS, methods)
        .chosen(&SECOND_ADMINISTRATOR, rules.four_eyes.then(|| "yes".to_owned()))
        .value(&REMEMBER_DAYS, rules.remember_days.map(|days| days.to_string()).unwrap_or_default())
}

fn read(form: &mut Filled) -> Option<SignInRules> {
    let factors = form.read(&FACTORS, |text| match text {
        "one" => Ok(Factors::One),
        "two" => Ok(Factors::Two),
        _ => Err(()),
    });
    let methods = form.read_all(&SECOND_FACTORS, |text| Ok::<_, ()>(AuthenticationMethod::named(text)));
    let remember_days = form.read(&REMEMBER_DAYS, str::parse);
    let methods = methods.filter(|methods: &BTreeSet<_>| !methods.is_empty());
    let four_eyes = !form.list(&SECOND_ADMINISTRATOR).is_empty();
    let rules = |factors| SignInRules { factors, methods, remember_days, four_eyes };
    factors.filter(|_| form.is_right()).map(rules)
}

async fn page(
    signed_in: &SignedInVisit,
    id: OrganizationId,
    form: FormState,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let organization = visit.state.identity.organization(caller, id).await?;
    let methods = visit.state.identity.second_factors();
    let view = SignInPolicy {
        action: path(id),
        organization: head(&organization),
        factors: ["one", "two"]
            .map(|factors| factors_choice(visit, factors))
            .into_iter()
            .collect::<Result<_, _>>()?,
        methods: methods.iter().map(|method| method_choice(visit, method)).collect::<Result<_, _>>()?,
        days: days(visit, form.text(&REMEMBER_DAYS))?,
        four_eyes_everywhere: visit.state.identity.settings().four_eyes,
        sms_path: sms_path(visit, &organization.organization),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// Where the operator sets how codes are sent as text messages.
fn sms_path(visit: &Visit, organization: &Organization) -> Option<String> {
    let is_operator = organization.class == OrganizationClass::Operator;
    let is_editable = visit.state.identity.settings().editable_sms_gateway;
    (is_operator && is_editable).then(|| format!("/organizations/{}/text-messages", organization.id))
}

fn factors_choice(visit: &Visit, factors: &str) -> Result<Choice, PageFailure> {
    let label = PageText::of_code("policy-factors", factors);
    Ok(Choice::new(factors, visit.say(&label)?, ""))
}

fn method_choice(visit: &Visit, method: &AuthenticationMethod) -> Result<Choice, PageFailure> {
    Ok(Choice::new(method.as_str(), visit.say(&method_words(method))?, ""))
}

/// The spans that this deployment lets people choose, and the one that stands.
fn days(visit: &Visit, stands: Option<&str>) -> Result<Vec<Choice>, PageFailure> {
    let most = visit.state.identity.settings().remember_browsers.as_secs() / DAY.as_secs();
    let other = stands.and_then(|days| days.parse::<u16>().ok()).filter(|days| !SPANS.contains(days));
    let spans: BTreeSet<_> = SPANS.into_iter().chain(other).filter(|days| u64::from(*days) <= most).collect();
    let whole =
        PageText::new("policy-days-deployment").with("count", i64::try_from(most).unwrap_or(i64::MAX));
    let of_days = |days: u16| {
        let label = if days == 0 {
            PageText::new("policy-days-never")
        } else {
            PageText::new("policy-days-count").with("count", i64::from(days))
        };
        Ok(Choice::new(days.to_string(), visit.say(&label)?, ""))
    };
    let whole = Ok(Choice::new("", visit.say(&whole)?, ""));
    std::iter::once(whole).chain(spans.into_iter().map(of_days)).collect()
}

impl From<SignInPolicyError> for PageFailure {
    fn from(error: SignInPolicyError) -> Self {
        match error {
            SignInPolicyError::Access(error) => error.into(),
            SignInPolicyError::Store(error) => error.into(),
            // The page takes these up.
            SignInPolicyError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            SignInPolicyError::NotOffered(_)
            | SignInPolicyError::NoMethod
            | SignInPolicyError::TooLong { .. } => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
