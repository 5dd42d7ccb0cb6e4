//! What an application is told: who the person is, or why not.

use super::authorized::Authorized;
use super::participation::Named;
use crate::authenticators::Factors;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, ApplicationRequest, NameFormat, Protocol, RelyingParty, User};
use crate::ids::OrganizationId;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::{SignOnStep, factors};
use crate::sign_on::facts::{Application, Decided, SignOnFacts};
use crate::sign_on::outcome::{Outcome, Person, Place, Refusal, Told};
use crate::sign_on::refusal_reason::RefusalReason;
use crate::sign_on::session_of::SessionOf;
use crate::sign_on::sign_on_error::SignOnError;
use crate::store::StoreError;
use crate::values::UserAttributes;

/// What an application asked, and what was read for the answer.
#[derive(Clone, Copy)]
pub(in crate::sign_on) struct Question<'a> {
    pub(in crate::sign_on) attempt: &'a Attempt,
    pub(in crate::sign_on) asked: &'a ApplicationRequest,
    pub(in crate::sign_on) application: &'a Application,
    pub(in crate::sign_on) facts: &'a SignOnFacts,
}

impl Identity {
    /// What the application is told, with its audit row.
    pub(in crate::sign_on) async fn tell(
        &self,
        act: &mut Act,
        question: Question<'_>,
        session: Option<&SessionOf>,
        step: &SignOnStep,
    ) -> Result<(Outcome, (Action, Trace)), SignOnError> {
        if let SignOnStep::Refuse(reason) = step {
            return Ok(refuse(question, *reason));
        }
        let (Some(person), Some(session)) = (&question.facts.person, session) else {
            return Err(SignOnError::Over);
        };
        let format = wanted_format(question);
        if format == NameFormat::Email && (person.email.is_none() || person.email_verified_at.is_none()) {
            return Ok(refuse(question, RefusalReason::EmailNotProved));
        }
        self.told(act, question, &person.record, session).await
    }

    async fn told(
        &self,
        act: &mut Act,
        question: Question<'_>,
        user: &User,
        session: &SessionOf,
    ) -> Result<(Outcome, (Action, Trace)), SignOnError> {
        let Question { attempt, asked, application, facts } = question;
        let Some(Decided { known, open: Ok(open) }) = &application.access else {
            return Err(SignOnError::Over);
        };
        let [(organization, access)] = open.as_slice() else { return Err(SignOnError::Over) };
        access.because.iter().for_each(|because| act.require_evidence(because, known));
        let party = &application.party;
        let name = self.name_for(act, user.id, party).await?;
        let named = Named { user, persistent: &name, format: wanted_format(question) };
        let part = self.take_part(act, session, party, named).await?;
        let session = &session.session;
        let roles: Vec<&str> = access.roles.iter().map(AsRef::as_ref).collect();
        let trace = Trace::of(party.id).at(*organization).with("user", user.id);
        let trace = trace.with("roles", roles.join(" ")).with("request", &asked.request_id);
        let proved = factors(&session.methods, &facts.situation(self));
        let factors = if proved.len() > 1 { Factors::Two } else { Factors::One };
        let code = asked.openid.as_deref().map(|request| {
            let of = Authorized { user: user.id, subject: &name, organization: *organization, factors };
            self.issue_code(act, request, of, &part, session)
        });
        let told = Told {
            application: party.clone(),
            request: asked.clone(),
            again: attempt.sign_on.answers > 0,
            name,
            subject: part.name_id,
            subject_format: part.name_format,
            session_name: part.id.to_string(),
            methods: session.methods.clone(),
            factors,
            authenticated_at: session.authenticated_at,
            session_expires_at: self.application_session_ends(session),
            person: Person::of(user, &self.settings().user_attributes),
            organization: *organization,
            organization_name: known.organization_name(*organization),
            organization_details: self.place_told(party, asked, *organization).await?,
            roles: access.roles.clone(),
            mandate: access.because.iter().find_map(|because| because.mandate(&known.facts)),
            code,
        };
        Ok((Outcome::Told(Box::new(told)), (Action::AssertionIssued, trace)))
    }
}

impl Identity {
    /// What else of an organisation the attributes of an application need; most need nothing, and nothing is read.
    async fn place_told(
        &self,
        party: &RelyingParty,
        asked: &ApplicationRequest,
        organization: OrganizationId,
    ) -> Result<Option<Place>, StoreError> {
        if asked.protocol != Protocol::Saml || !party.saml.attributes().is_about_organization() {
            return Ok(None);
        }
        let found = self.store.organizations().get(organization).await?;
        Ok(found.map(|found| Place {
            business_id: found.record.business_id,
            attributes: found.record.attributes,
        }))
    }
}

/// The format in which the application wants the name of the person.
fn wanted_format(Question { asked, application, .. }: Question<'_>) -> NameFormat {
    let first = application.party.name_formats().first().copied().unwrap_or_default();
    asked.name_format.unwrap_or(first)
}

fn refuse(question: Question<'_>, reason: RefusalReason) -> (Outcome, (Action, Trace)) {
    let Question { attempt, asked, application, .. } = question;
    let known = application.access.as_ref().map(|decided| &decided.known);
    let denied = match (reason, known) {
        (RefusalReason::NoAccess(missing), Some(known)) => Some(known.named_deny(missing)),
        _ => None,
    };
    let trace = Trace::of(application.party.id).with("reason", reason.code());
    let trace = trace.with("request", &asked.request_id);
    let refusal = Refusal {
        application: application.party.clone(),
        request: asked.clone(),
        again: attempt.sign_on.answers > 0,
        reason,
        denied,
    };
    (Outcome::Refused(Box::new(refusal)), (Action::AssertionRefused, trace))
}

impl Person {
    fn of(user: &User, declared: &UserAttributes) -> Self {
        let attributes = user.attributes.iter().filter(|(key, _)| declared.is_declared(key));
        Self {
            id: user.id,
            given_name: user.given_name.clone(),
            family_name: user.family_name.clone(),
            full_name: user.full_name(),
            // One that an administrator wrote down may be anybody's.
            email: user.email.clone().filter(|_| user.email_verified_at.is_some()),
            phone: user.phone.clone().filter(|_| user.phone_verified_at.is_some()),
            locale: user.locale.clone(),
            attributes: attributes.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        }
    }
}
