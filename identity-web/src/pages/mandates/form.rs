//! The form that gives a mandate.

use crate::language::PageText;
use crate::page::dates::{END_OF_DAY, START_OF_DAY, date};
use crate::page::forms::{FormData, PageForm};
use crate::page::views::form::FormState;
use identity_core::domain::{MandateTerms, Period};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::mandates::Receiver;
use identity_core::values::{EmailAddress, PersonName, RoleKey, ServiceKey};
use std::collections::BTreeSet;

/// What the form that gives a mandate posts.
#[derive(Debug)]
pub(crate) struct MandateForm {
    pub(crate) colleague: String,
    pub(crate) email: String,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) organization: String,
    pub(crate) role: String,
    pub(crate) services: Vec<String>,
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) max_delegation_depth: String,
    pub(crate) reason: String,
}

impl PageForm for MandateForm {
    const FIELDS: &'static [&'static str] = &[
        "colleague",
        "email",
        "given_name",
        "family_name",
        "organization",
        "role",
        "from",
        "until",
        "max_delegation_depth",
        "reason",
    ];
    const LISTS: &'static [&'static str] = &["services"];

    fn read(data: &FormData) -> Self {
        let text = |name: &str| data.text(name);
        Self {
            colleague: text("colleague"),
            email: text("email"),
            given_name: text("given_name"),
            family_name: text("family_name"),
            organization: text("organization"),
            role: text("role"),
            services: data.list("services"),
            from: text("from"),
            until: text("until"),
            max_delegation_depth: text("max_delegation_depth"),
            reason: text("reason"),
        }
    }
}

/// What the form offered, against which it is read.
pub(crate) struct Offered {
    /// The services that can be chosen.
    pub(crate) services: BTreeSet<ServiceKey>,
    /// The roles that need a service, when there is one to choose.
    pub(crate) for_services: BTreeSet<RoleKey>,
    /// The most hands that it may pass through.
    pub(crate) max_delegation_depth: u8,
}

/// A form that can be handed to the use case.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) to: Receiver,
    pub(crate) role: RoleKey,
    pub(crate) services: Option<BTreeSet<ServiceKey>>,
    pub(crate) terms: MandateTerms,
}

impl MandateForm {
    /// The form as it was filled in.
    pub(crate) fn state(&self) -> FormState {
        FormState::new()
            .value("colleague", self.colleague.as_str())
            .value("email", self.email.as_str())
            .value("given_name", self.given_name.as_str())
            .value("family_name", self.family_name.as_str())
            .value("organization", self.organization.as_str())
            .chosen("role", [self.role.clone()])
            .chosen("services", self.services.clone())
            .value("from", self.from.as_str())
            .value("until", self.until.as_str())
            .value("max_delegation_depth", self.max_delegation_depth.as_str())
            .value("reason", self.reason.as_str())
    }

    /// Which field names the receiver.
    pub(crate) fn receiver_field(&self) -> &'static str {
        match (self.email.is_empty(), self.organization.is_empty()) {
            (false, _) => "email",
            (true, false) => "organization",
            (true, true) => "colleague",
        }
    }

    /// Reads it; gives the form with what is wrong, in the order in which the fields stand on the page.
    pub(crate) fn read_against(&self, offered: &Offered) -> Result<Read, FormState> {
        let to = self.receiver();
        let role = RoleKey::parse(&self.role).map_err(|_| ("role", "error-role"));
        let services = self.chosen_services(offered);
        let (from, until) = (date(&self.from, START_OF_DAY), date(&self.until, END_OF_DAY));
        let max_delegation_depth = self
            .max_delegation_depth
            .parse::<u8>()
            .ok()
            .filter(|times| *times <= offered.max_delegation_depth);
        let wrong = [
            to.as_ref().err().copied(),
            role.as_ref().err().copied(),
            services.as_ref().err().copied(),
            from.is_none().then_some(("from", "error-date")),
            until.is_none().then_some(("until", "error-date")),
            max_delegation_depth.is_none().then_some(("max_delegation_depth", "error-depth")),
        ];
        match (to, role, services, from, until, max_delegation_depth) {
            (Ok(to), Ok(role), Ok(services), Some(from), Some(until), Some(max_delegation_depth)) => {
                Ok(Read {
                    to,
                    role,
                    services,
                    terms: MandateTerms {
                        period: Period { starts_at: from, ends_at: until },
                        max_delegation_depth,
                        reason: (!self.reason.is_empty()).then(|| self.reason.clone()),
                        ..MandateTerms::default()
                    },
                })
            }
            _ => Err(wrong
                .into_iter()
                .flatten()
                .fold(self.state(), |form, (field, message)| form.error(field, PageText::new(message)))),
        }
    }

    /// The receiver, from exactly one of the three fields.
    fn receiver(&self) -> Result<Receiver, (&'static str, &'static str)> {
        let named = [&self.colleague, &self.email, &self.organization];
        if named.into_iter().filter(|text| !text.is_empty()).count() != 1 {
            return Err((self.receiver_field(), "error-receiver"));
        }
        if !self.colleague.is_empty() {
            let user = UserId::parse(&self.colleague).map_err(|_| ("colleague", "error-receiver"))?;
            return Ok(Receiver::User(user));
        }
        if !self.organization.is_empty() {
            let id = OrganizationId::parse(&self.organization)
                .map_err(|_| ("organization", "error-organization-id"))?;
            return Ok(Receiver::Organization(id));
        }
        let name = |text: &str, field| {
            let parsed = (!text.is_empty()).then(|| PersonName::parse(text)).transpose();
            parsed.map_err(|_| (field, "error-name-unusable"))
        };
        Ok(Receiver::Email {
            email: EmailAddress::parse(&self.email).map_err(|_| ("email", "error-email"))?,
            given_name: name(&self.given_name, "given_name")?,
            family_name: name(&self.family_name, "family_name")?,
            locale: None,
        })
    }

    fn chosen_services(
        &self,
        offered: &Offered,
    ) -> Result<Option<BTreeSet<ServiceKey>>, (&'static str, &'static str)> {
        let chosen: Result<BTreeSet<_>, _> = self.services.iter().map(|key| ServiceKey::parse(key)).collect();
        let chosen = chosen.map_err(|_| ("services", "error-service"))?;
        if !chosen.is_subset(&offered.services) {
            return Err(("services", "error-service"));
        }
        let needed = offered.for_services.iter().any(|role| role.as_str() == self.role);
        match chosen.is_empty() {
            true if needed && !offered.services.is_empty() => Err(("services", "error-services-needed")),
            true => Ok(None),
            false => Ok(Some(chosen)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::forms::FormData;
    use http::HeaderMap;
    use http::header::{CONTENT_TYPE, HeaderValue};

    fn read(body: &str) -> Result<Read, FormState> {
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
        let form: MandateForm = FormData::parse(&headers, body.as_bytes()).unwrap().read().unwrap();
        form.read_against(&Offered {
            services: [ServiceKey::parse("app").unwrap()].into(),
            for_services: [RoleKey::parse("representative").unwrap()].into(),
            max_delegation_depth: 1,
        })
    }

    const FINE: &str = "role=representative&services=app&max_delegation_depth=1&until=2027-01-31";

    #[test]
    fn a_mandate_holds_until_the_end_of_its_last_day() {
        let read = read(&format!("email=maya%40rep.example&{FINE}")).unwrap();
        assert_eq!(read.terms.period.ends_at.unwrap().to_rfc3339(), "2027-01-31T23:59:59Z");
        assert_eq!((read.terms.period.starts_at, read.terms.max_delegation_depth), (None, 1));
        assert!(matches!(read.to, Receiver::Email { .. }));
    }

    #[test]
    fn the_receiver_is_named_in_one_way() {
        let id = uuid::Uuid::nil();
        assert!(read(FINE).is_err());
        assert!(read(&format!("email=maya%40rep.example&organization={id}&{FINE}")).is_err());
        assert!(matches!(read(&format!("colleague={id}&{FINE}")).unwrap().to, Receiver::User(_)));
        assert!(matches!(read(&format!("organization={id}&{FINE}")).unwrap().to, Receiver::Organization(_)));
    }

    #[test]
    fn what_was_not_offered_is_refused() {
        for wrong in [
            "services=other&max_delegation_depth=1",
            "max_delegation_depth=1",
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
        assert!(
            read("email=maya%40rep.example&role=contact&max_delegation_depth=0").unwrap().services.is_none()
        );
    }
}
