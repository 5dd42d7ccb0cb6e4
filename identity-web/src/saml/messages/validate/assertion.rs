//! The assertion's own checks (saml-core 2.3 to 2.7), on the signed element only.

use crate::saml::messages::name_format;
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::response::{Attribute, BEARER};
use crate::saml::messages::validate::expected::{ServiceProviderEndpoint, TrustedIdentityProvider};
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::messages::validate::validated::ValidatedAssertion;
use crate::saml::signatures::shape::SignedPart;
use crate::saml::xml::namespace::ASSERTION;
use crate::saml::xml::text::{is_message_id, parse_date_time};
use crate::saml::xml::tree::Element;
use identity_core::Timestamp;
use identity_core::domain::AttributeNameFormat;

pub(crate) fn check(
    assertion: &Element,
    signed: SignedPart,
    provider: TrustedIdentityProvider<'_>,
    here: ServiceProviderEndpoint<'_>,
) -> Result<ValidatedAssertion, Rejection> {
    if assertion.attribute("Version") != Some("2.0") {
        return Err(Rejection::Version);
    }
    let assertion_id =
        assertion.attribute("ID").filter(|id| is_message_id(id)).ok_or(Rejection::Malformed("ID"))?;
    let issuer = assertion.only(ASSERTION, "Issuer").ok_or(Rejection::AssertionIssuer)?;
    if issuer.trimmed() != provider.entity_id {
        return Err(Rejection::AssertionIssuer);
    }
    let subject = assertion.only(ASSERTION, "Subject").ok_or(Rejection::NameId)?;
    let name_id = NameId::read(subject).ok_or(Rejection::NameId)?;
    let confirmed = check_confirmations(subject, provider, here)?;
    let conditions = assertion.only(ASSERTION, "Conditions").ok_or(Rejection::NoConditions)?;
    let (expires, one_time_use) = check_conditions(conditions, here)?;
    let authn = check_authn(assertion, here)?;
    let attributes = assertion.all(ASSERTION, "AttributeStatement").flat_map(read_attributes).collect();
    // A second use would be refused by itself once one of the two limits has passed.
    let last = expires.map_or(confirmed.until, |expires| expires.min(confirmed.until));
    Ok(ValidatedAssertion {
        issuer: provider.entity_id.to_owned(),
        assertion_id: assertion_id.to_owned(),
        remember_until: last.plus(here.skew),
        name_id,
        attributes,
        authn_instant: authn.instant,
        context_class: authn.context_class,
        session_index: authn.session_index,
        session_not_on_or_after: authn.session_end,
        in_response_to: confirmed.in_response_to,
        one_time_use,
        signed,
    })
}

struct Confirmed {
    until: Timestamp,
    in_response_to: Option<String>,
}

/// One bearer confirmation must hold (saml-core 2.4.1.1); when none does, the first says why.
fn check_confirmations(
    subject: &Element,
    provider: TrustedIdentityProvider<'_>,
    here: ServiceProviderEndpoint<'_>,
) -> Result<Confirmed, Rejection> {
    let mut reason = Rejection::NoBearerConfirmation;
    let bearers = subject
        .all(ASSERTION, "SubjectConfirmation")
        .filter(|confirmation| confirmation.attribute("Method") == Some(BEARER));
    for confirmation in bearers {
        match check_bearer(confirmation, provider, here) {
            Ok(confirmed) => return Ok(confirmed),
            Err(failed) if reason == Rejection::NoBearerConfirmation => reason = failed,
            Err(_) => {}
        }
    }
    Err(reason)
}

/// saml-profiles 4.1.4.2: `Recipient` and `NotOnOrAfter` are required, `NotBefore` is forbidden.
fn check_bearer(
    confirmation: &Element,
    provider: TrustedIdentityProvider<'_>,
    here: ServiceProviderEndpoint<'_>,
) -> Result<Confirmed, Rejection> {
    let data =
        confirmation.only(ASSERTION, "SubjectConfirmationData").ok_or(Rejection::NoBearerConfirmation)?;
    if data.attribute("Recipient") != Some(here.consumer) {
        return Err(Rejection::Recipient);
    }
    if data.attribute("NotBefore").is_some() {
        return Err(Rejection::ConfirmationNotBefore);
    }
    let until =
        data.attribute("NotOnOrAfter").and_then(parse_date_time).ok_or(Rejection::ConfirmationExpired)?;
    if here.now >= until.plus(here.skew) {
        return Err(Rejection::ConfirmationExpired);
    }
    let in_response_to = data.attribute("InResponseTo");
    match (in_response_to, here.pending) {
        (Some(answered), Some(pending)) if answered == pending.id => {}
        // The envelope may be unsigned, so what it says about the request does not count here.
        (None, _) if provider.allow_unsolicited => {}
        _ => return Err(Rejection::ConfirmationInResponseTo),
    }
    Ok(Confirmed { until, in_response_to: in_response_to.map(str::to_owned) })
}

/// Every condition must be understood and hold (saml-core 2.5.1.1); several audience restrictions all count.
fn check_conditions(
    conditions: &Element,
    here: ServiceProviderEndpoint<'_>,
) -> Result<(Option<Timestamp>, bool), Rejection> {
    let not_before = time(conditions, "NotBefore")?;
    let not_on_or_after = time(conditions, "NotOnOrAfter")?;
    if not_before.is_some_and(|from| here.now.plus(here.skew) < from) {
        return Err(Rejection::NotBefore);
    }
    if not_on_or_after.is_some_and(|until| here.now >= until.plus(here.skew)) {
        return Err(Rejection::NotOnOrAfter);
    }
    let mut restricted = false;
    let mut one_time_use = false;
    for condition in &conditions.children {
        if condition.is(ASSERTION, "AudienceRestriction") {
            restricted = true;
            if !condition.all(ASSERTION, "Audience").any(|audience| audience.trimmed() == here.entity_id) {
                return Err(Rejection::Audience);
            }
        } else if condition.is(ASSERTION, "OneTimeUse") {
            one_time_use = true;
        } else if !condition.is(ASSERTION, "ProxyRestriction") {
            return Err(Rejection::UnknownCondition);
        }
    }
    if restricted { Ok((not_on_or_after, one_time_use)) } else { Err(Rejection::NoAudience) }
}

struct Authenticated {
    instant: Timestamp,
    context_class: Option<String>,
    session_index: Option<String>,
    session_end: Option<Timestamp>,
}

fn check_authn(assertion: &Element, here: ServiceProviderEndpoint<'_>) -> Result<Authenticated, Rejection> {
    let statement = assertion.first(ASSERTION, "AuthnStatement").ok_or(Rejection::NoAuthnStatement)?;
    let instant = time(statement, "AuthnInstant")?.ok_or(Rejection::Malformed("AuthnInstant"))?;
    if instant > here.now.plus(here.skew) {
        return Err(Rejection::AuthnInstant);
    }
    if here.pending.is_some_and(|pending| pending.force_authn && instant.plus(here.skew) < pending.issued_at)
    {
        return Err(Rejection::AuthnInstant);
    }
    let session_end = time(statement, "SessionNotOnOrAfter")?;
    if session_end.is_some_and(|end| here.now >= end.plus(here.skew)) {
        return Err(Rejection::SessionExpired);
    }
    let context = statement.only(ASSERTION, "AuthnContext");
    let class = context.and_then(|context| context.only(ASSERTION, "AuthnContextClassRef"));
    let context_class = class.map(|class| class.trimmed().to_owned());
    if let Some((required, ladder)) = here.required_context
        && !context_class.as_deref().is_some_and(|class| required.is_met_by(class, ladder))
    {
        return Err(Rejection::AuthnContext);
    }
    let session_index = statement.attribute("SessionIndex").map(str::to_owned);
    Ok(Authenticated { instant, context_class, session_index, session_end })
}

/// A time that is there must be readable; an unreadable limit is not "no limit".
fn time(element: &Element, name: &'static str) -> Result<Option<Timestamp>, Rejection> {
    match element.attribute(name) {
        None => Ok(None),
        Some(text) => parse_date_time(text).map(Some).ok_or(Rejection::Malformed(name)),
    }
}

fn read_attributes(statement: &Element) -> impl Iterator<Item = Attribute> + '_ {
    statement.all(ASSERTION, "Attribute").filter_map(|attribute| {
        let name = attribute.attribute("Name")?.to_owned();
        // The text inside only: values that are elements (a NameID, say) are not for us.
        let values = attribute.all(ASSERTION, "AttributeValue").filter(|value| value.children.is_empty());
        Some(Attribute {
            name,
            name_format: attribute
                .attribute("NameFormat")
                .and_then(name_format::understood)
                .unwrap_or(AttributeNameFormat::Unspecified),
            friendly_name: attribute.attribute("FriendlyName").map(str::to_owned),
            values: values.map(|value| value.text.clone()).collect(),
        })
    })
}
