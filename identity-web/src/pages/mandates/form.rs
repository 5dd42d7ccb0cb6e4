//! The form that gives a mandate.

use crate::forms::Field;
use crate::forms::mandates::{COLLEAGUE, FROM, GIVE_MANDATE, ORGANIZATION, PROGRAM, RECEIVERS_EMAIL};
use crate::forms::people::{OTHERS_FAMILY_NAME, OTHERS_GIVEN_NAME};
use crate::forms::roles::{MAX_DELEGATION_DEPTH, OWNER, REASON, ROLE, SERVICES, UNTIL};
use crate::language::PageText;
use crate::page::dates::{end_of_day, start_of_day};
use crate::page::forms::{Filled, page_forms};
use crate::page::names::read_name;
use identity_core::domain::{MandateTerms, Period};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::mandates::{MandateDraft, Receiver};
use identity_core::roles::ToClient;
use identity_core::values::{ClientId, EmailAddress, RoleKey, ServiceKey};
use std::collections::BTreeSet;

page_forms! {
    /// What the form that gives a mandate posts.
    MandateForm => GIVE_MANDATE;
}

/// What the form offered, against which it is read.
pub(crate) struct MandateChoices {
    /// The services that can be chosen.
    pub(crate) services: BTreeSet<ServiceKey>,
    /// The roles for which no box ticked means no service, and not all of them.
    pub(crate) for_services: BTreeSet<RoleKey>,
    /// The most hands that it may pass through.
    pub(crate) max_delegation_depth: u8,
}

impl MandateForm {
    /// The field that names the receiver.
    pub(crate) fn receiver_field(&self) -> &'static Field {
        let named = |field: &Field| !self.0.text(field).is_empty();
        let mut others = [&RECEIVERS_EMAIL, &ORGANIZATION, &PROGRAM].into_iter();
        others.find(|field| named(field)).unwrap_or(&COLLEAGUE)
    }

    /// The organisation that is to get it, if it is the only receiver and named by anything but its id.
    pub(crate) fn called_organization(&self) -> Option<String> {
        let alone =
            [&COLLEAGUE, &RECEIVERS_EMAIL, &PROGRAM].iter().all(|field| self.0.text(field).is_empty());
        let text = self.0.text(&ORGANIZATION);
        (alone && !text.is_empty() && OrganizationId::parse(&text).is_err()).then_some(text)
    }

    /// Takes the organisation that was found for what was typed.
    pub(crate) fn found(&mut self, organization: OrganizationId) {
        self.0.means(&ORGANIZATION, organization.to_string());
    }

    /// Says that none was found.
    pub(crate) fn not_found(&mut self, error: &'static str) {
        self.0.refuse(&ORGANIZATION, PageText::new(error));
    }

    /// Reads it as far as it can be read. What is wrong with a field is marked there.
    pub(crate) fn read_against(&mut self, offered: &MandateChoices, mut draft: MandateDraft) -> MandateDraft {
        draft.to = self.receiver();
        let form = &mut self.0;
        draft.role = form.read(&ROLE, RoleKey::parse);
        draft.services = chosen_services(form, offered);
        let (from, until) = (form.read(&FROM, start_of_day), form.read(&UNTIL, end_of_day));
        let depth =
            |text: &str| text.parse::<u8>().ok().filter(|times| *times <= offered.max_delegation_depth);
        let depth = form.read(&MAX_DELEGATION_DEPTH, |text| depth(text).ok_or(()));
        let reason = Some(form.text(&REASON)).filter(|reason| !reason.is_empty());
        let period = Period { starts_at: from, ends_at: until };
        let max_delegation_depth = depth.unwrap_or_default();
        draft.terms = MandateTerms { period, max_delegation_depth, reason, ..MandateTerms::default() };
        draft
    }

    /// The receiver, from exactly one of the four fields.
    fn receiver(&mut self) -> Option<Receiver> {
        let fields = [&COLLEAGUE, &RECEIVERS_EMAIL, &ORGANIZATION, &PROGRAM];
        let at = self.receiver_field();
        let form = &mut self.0;
        match fields.into_iter().filter(|field| !form.text(field).is_empty()).count() {
            0 => form.refuse(at, PageText::new("error-receiver")),
            1 => {}
            _ => form.refuse(at, PageText::new("error-receivers-several")),
        }
        if !form.is_fine(at) {
            return None;
        }
        if *at == COLLEAGUE {
            return form.read(&COLLEAGUE, UserId::parse).map(Receiver::User);
        }
        if *at == ORGANIZATION {
            return form.read(&ORGANIZATION, OrganizationId::parse).map(Receiver::Organization);
        }
        if *at == PROGRAM {
            let client = form.read(&PROGRAM, ClientId::parse);
            let owner = form.read(&OWNER, UserId::parse);
            let to = client.map(ToClient::new)?;
            return Some(Receiver::Client(owner.into_iter().fold(to, ToClient::owner)));
        }
        let email = form.read(&RECEIVERS_EMAIL, EmailAddress::parse);
        let given_name = read_name(form, &OTHERS_GIVEN_NAME);
        let family_name = read_name(form, &OTHERS_FAMILY_NAME);
        email.map(|email| Receiver::Email { email, given_name, family_name, locale: None })
    }
}

/// The services to limit the mandate to; `None` for all, and when something is wrong with them. Which mandates need some,
/// the use case says.
fn chosen_services(form: &mut Filled, offered: &MandateChoices) -> Option<BTreeSet<ServiceKey>> {
    let chosen = form.read_all(&SERVICES, ServiceKey::parse)?;
    if !chosen.is_subset(&offered.services) {
        form.wrong(&SERVICES);
    }
    let bound = offered.for_services.iter().any(|role| role.as_str() == form.text(&ROLE));
    Some(chosen).filter(|chosen| !chosen.is_empty() || (bound && !offered.services.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::forms::FormData;
    use crate::page::views::form::FormState;
    use http::HeaderMap;
    use http::header::{CONTENT_TYPE, HeaderValue};

    fn read(body: &str) -> Result<MandateDraft, FormState> {
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
        let mut form: MandateForm = FormData::parse(&headers, body.as_bytes()).unwrap().read().unwrap();
        let offered = MandateChoices {
            services: [ServiceKey::parse("app").unwrap()].into(),
            for_services: [RoleKey::parse("representative").unwrap()].into(),
            max_delegation_depth: 1,
        };
        let read = form.read_against(&offered, MandateDraft::new(OrganizationId::from(uuid::Uuid::nil())));
        if form.0.is_right() { Ok(read) } else { Err(form.0.state()) }
    }

    const FINE: &str = "role=representative&services=app&max_delegation_depth=1&until=2027-01-31";

    #[test]
    fn a_mandate_holds_until_the_end_of_its_last_day() {
        let read = read(&format!("email=maya%40rep.example&{FINE}")).unwrap();
        assert_eq!(read.terms.period.ends_at.unwrap().to_rfc3339(), "2027-02-01T00:00:00Z");
        assert_eq!((read.terms.period.starts_at, read.terms.max_delegation_depth), (None, 1));
        assert!(matches!(read.to, Some(Receiver::Email { .. })));
    }

    #[test]
    fn the_receiver_is_named_in_one_way() {
        let id = uuid::Uuid::nil();
        assert!(read(FINE).is_err());
        assert!(read(&format!("email=maya%40rep.example&organization={id}&{FINE}")).is_err());
        assert!(matches!(read(&format!("colleague={id}&{FINE}")).unwrap().to, Some(Receiver::User(_))));
        let program = read(&format!("client=crm-robot&{FINE}")).unwrap().to;
        assert!(matches!(program, Some(Receiver::Client(to)) if to.owner.is_none()));
        assert!(read(&format!("client=crm-robot&colleague={id}&{FINE}")).is_err());
        let organization = read(&format!("organization={id}&{FINE}")).unwrap().to;
        assert!(matches!(organization, Some(Receiver::Organization(_))));
    }

    #[test]
    fn what_was_not_offered_is_refused() {
        for wrong in [
            "services=other&max_delegation_depth=1",
            "services=app&max_delegation_depth=2",
            "services=app&max_delegation_depth=-1",
            "services=app&max_delegation_depth=1&until=2027-02-30",
            "services=app&max_delegation_depth=1&from=tomorrow",
        ] {
            assert!(
                read(&format!("email=maya%40rep.example&role=representative&{wrong}")).is_err(),
                "{wrong}"
            );
        }
    }

    /// Which roles need services is a rule of the use case: the form says which were ticked.
    #[test]
    fn no_box_ticked_limits_a_plain_role_to_nothing_and_leaves_a_mandate_without_services() {
        let none = |role: &str| {
            let body = format!("email=maya%40rep.example&role={role}&max_delegation_depth=0");
            read(&body).unwrap().services
        };
        assert_eq!(none("contact"), None);
        assert_eq!(none("representative"), Some(BTreeSet::new()));
    }
}
