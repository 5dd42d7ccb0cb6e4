//! Giving a mandate, and passing one on.

use super::catalogue::Message;
use super::failure::Failure;
use super::invite::{field, said};
use super::mandate_form::{MandateForm, Offered};
use super::mandates::{onward_words, parse_mandate};
use super::organizations::parse;
use super::people::role_choices;
use super::views::{self, Choice, FormState};
use super::visit::{Posted, SignedInVisit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::domain::{Holder, Role, Service};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::policy::Permission;
use identity_core::store::Page;
use identity_core::use_cases::{GiveMandate, GivenMandate, GrantError, InviteError, MandateError};
use std::collections::BTreeSet;

/// The most hands that the form lets a new mandate pass through.
const MOST_ONWARD: u8 = 3;
/// More colleagues than this are named by their e-mail address.
const COLLEAGUES: u16 = 200;

/// What is given, by whom, and where the form leads.
struct Offer {
    organization: OrganizationId,
    name: String,
    source: Option<GrantId>,
    giver: Option<OrganizationId>,
    roles: Vec<Role>,
    services: Vec<Service>,
    withheld: Vec<Service>,
    onward: u8,
    latest: Option<Timestamp>,
    action: String,
    back_path: String,
}

impl Offer {
    /// What the person can give at an organisation.
    async fn of_organization(signed_in: &SignedInVisit, id: OrganizationId) -> Result<Self, Failure> {
        let identity = &signed_in.visit.state.identity;
        let found = identity.organization(&signed_in.caller, id).await?;
        let options = identity.mandate_options(&signed_in.caller, id).await?;
        if options.roles.is_empty() {
            identity.check_permission(&signed_in.caller, Permission::MandateManage, id).await?;
        }
        let manages = found.permitted.contains(&Permission::MandateManage);
        Ok(Self {
            organization: id,
            name: found.organization.name.to_string(),
            source: None,
            giver: None,
            roles: options.roles,
            services: options.services,
            withheld: options.withheld,
            onward: MOST_ONWARD,
            latest: None,
            action: format!("/organizations/{id}/mandates/new"),
            back_path: if manages { format!("/organizations/{id}/mandates") } else { "/mandates".to_owned() },
        })
    }

    /// What a mandate lets its receiver pass on.
    async fn of_mandate(signed_in: &SignedInVisit, id: GrantId) -> Result<Self, Failure> {
        let found = signed_in.visit.state.identity.mandate(&signed_in.caller, id).await?;
        if !found.can_pass_on {
            return Err(Failure::Refused(Message::new("mandate.not_to_be_passed_on")));
        }
        let giver = match found.grant.holder {
            Holder::Organization(holder) => Some(holder),
            Holder::User(_) | Holder::Client(_) => None,
        };
        let hands = found.grant.mandate.as_ref().map_or(0, |mandate| mandate.onward);
        Ok(Self {
            organization: found.grant.organization,
            name: found.organization_name,
            source: Some(id),
            giver,
            services: found.limited_to.unwrap_or_default(),
            withheld: Vec::new(),
            onward: hands.saturating_sub(1),
            latest: found.grant.period.not_after,
            roles: vec![found.role],
            action: format!("/mandates/{id}/pass-on"),
            back_path: format!("/mandates/{id}"),
        })
    }

    fn offered(&self) -> Offered {
        let for_services = self.roles.iter().filter(|role| role.by_mandate || self.source.is_some());
        Offered {
            services: self.services.iter().map(|service| service.key.clone()).collect(),
            for_services: for_services.map(|role| role.key.clone()).collect(),
            onward: self.onward,
        }
    }

    /// The form before anything was filled in: as wide as it can be, and not to be passed on.
    fn blank(&self, colleague: Option<String>) -> FormState {
        let until = self.latest.map(|end| end.to_rfc3339().chars().take(10).collect::<String>());
        FormState::new()
            .value("colleague", colleague.unwrap_or_default())
            .chosen(
                "role",
                self.roles.first().filter(|role| role.by_mandate).map(|role| role.key.to_string()),
            )
            .chosen("services", self.services.iter().map(|service| service.key.to_string()))
            .value("until", until.unwrap_or_default())
            .value("onward", "0")
    }

    /// What can be passed on, and what not.
    fn limits(&self) -> Option<Message> {
        let names = |services: &[Service]| {
            services.iter().map(|service| service.name.to_string()).collect::<Vec<_>>().join(", ")
        };
        match (self.services.is_empty(), self.withheld.is_empty()) {
            (true, true) => None,
            (true, false) => {
                Some(Message::new("mandate.limits_none").with("withheld", names(&self.withheld)))
            }
            (false, true) => Some(Message::new("mandate.limits_all").with("services", names(&self.services))),
            (false, false) => Some(
                Message::new("mandate.limits")
                    .with("services", names(&self.services))
                    .with("withheld", names(&self.withheld)),
            ),
        }
    }
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, Failure> {
    let offer = Offer::of_organization(&signed_in, parse(&id)?).await?;
    let form = offer.blank(signed_in.visit.query("colleague"));
    page(&signed_in, &offer, form).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(form): Posted<MandateForm>,
) -> Result<Response, Failure> {
    let offer = Offer::of_organization(&signed_in, parse(&id)?).await?;
    give(&signed_in, &offer, &form).await
}

pub(crate) async fn show_pass_on(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let offer = Offer::of_mandate(&signed_in, parse_mandate(&id)?).await?;
    let form = offer.blank(None);
    page(&signed_in, &offer, form).await
}

pub(crate) async fn pass_on(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(form): Posted<MandateForm>,
) -> Result<Response, Failure> {
    let offer = Offer::of_mandate(&signed_in, parse_mandate(&id)?).await?;
    give(&signed_in, &offer, &form).await
}

async fn give(signed_in: &SignedInVisit, offer: &Offer, form: &MandateForm) -> Result<Response, Failure> {
    let read = match form.read_against(&offer.offered()) {
        Ok(read) => read,
        Err(refused) => return page(signed_in, offer, refused).await,
    };
    let wanted = GiveMandate {
        organization: offer.organization,
        to: read.to,
        role: read.role,
        services: read.services,
        terms: read.terms,
        source: offer.source,
        giver: offer.giver,
    };
    match signed_in.visit.state.identity.give_mandate(&signed_in.caller, &wanted).await {
        Ok(GivenMandate::Offered(grant)) => {
            Ok(signed_in.visit.go(&format!("/mandates/{}?done=mandate-offered", grant.id)))
        }
        Ok(GivenMandate::Invited(_)) => {
            Ok(signed_in.visit.go(&format!("{}?done=mandate-offered", offer.back_path)))
        }
        Err(error) => {
            let (at, message) = refusal(error, form, &offer.roles)?;
            page(signed_in, offer, form.state().error(at, message)).await
        }
    }
}

/// A refusal in words, with the field that it is about.
fn refusal(
    error: MandateError,
    form: &MandateForm,
    roles: &[Role],
) -> Result<(&'static str, Message), Failure> {
    match error {
        MandateError::UnknownReceiver => Ok((form.receiver_field(), Message::new("error.receiver_unknown"))),
        MandateError::Given(GrantError::AlreadyHeld) => {
            Ok((form.receiver_field(), Message::new("error.mandate_held")))
        }
        MandateError::Given(GrantError::Given(InviteError::NotHeld { role, why })) => {
            let known = roles.iter().find(|known| known.key == role);
            let name = known.map_or_else(|| role.to_string(), |known| known.name.to_string());
            Ok(("role", Message::new("error.role_not_held").with("role", name).with("why", why)))
        }
        MandateError::Given(GrantError::Given(error)) => {
            let at = match field(&error) {
                "roles" => "role",
                "expires_in" => "until",
                other => other,
            };
            Ok((at, said(error)?))
        }
        other => Err(other.into()),
    }
}

async fn page(signed_in: &SignedInVisit, offer: &Offer, form: FormState) -> Result<Response, Failure> {
    let view = views::GiveMandate {
        organization: offer.name.clone(),
        passing_on: offer.source.is_some(),
        back_path: offer.back_path.clone(),
        action: offer.action.clone(),
        colleagues: colleagues(signed_in, offer).await?,
        by_email: offer.giver.is_none(),
        roles: role_choices(&offer.roles),
        services: offer
            .services
            .iter()
            .map(|service| Choice::new(service.key.as_str(), service.name.as_str(), ""))
            .collect(),
        limits: offer.limits(),
        latest: offer.latest,
        onward: onward_choices(signed_in, offer.onward)?,
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}

/// The people of the organisation that gives, if the person who looks may see them.
async fn colleagues(signed_in: &SignedInVisit, offer: &Offer) -> Result<Vec<Choice>, Failure> {
    let SignedInVisit { visit, caller, current } = signed_in;
    let home = offer.giver.unwrap_or(offer.organization);
    let account = visit.state.identity.account(caller).await?;
    let sees: BTreeSet<_> = account.administers.iter().collect();
    if !sees.contains(&home) {
        return Ok(Vec::new());
    }
    let (members, _) = visit.state.identity.members(caller, home, &Page::first(COLLEAGUES)).await?;
    let others = members.iter().filter(|member| member.user.id != current.user.id || offer.giver.is_some());
    let mut choices: Vec<Choice> = others
        .map(|member| {
            let label = format!("{}, {}", member.user.full_name(), member.user.email);
            Choice::new(member.user.id.to_string(), label, "")
        })
        .collect();
    if !choices.is_empty() {
        let nobody = visit.state.pages.say(&Message::new("mandate.nobody"))?;
        choices.insert(0, Choice::new("", nobody, ""));
    }
    Ok(choices)
}

fn onward_choices(signed_in: &SignedInVisit, most: u8) -> Result<Vec<Choice>, Failure> {
    let choice = |times: u8| {
        let label = signed_in.visit.state.pages.say(&onward_words(times))?;
        Ok(Choice::new(times.to_string(), label, ""))
    };
    (0..=most).map(choice).collect()
}
