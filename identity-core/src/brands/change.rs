//! Seeing and changing how pages and mails look.

use super::brand_error::{AccentOf, BrandError};
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, Brand, BrandKey, BrandLook, BrandSubject, Colour, RelyingParty, RelyingPartyFilter,
};
use crate::ids::{OrganizationId, RelyingPartyId};
use crate::policy::Permission;
use crate::store::Versioned;

/// Whose look is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrandOf {
    /// An organisation's; that of the operator's own organisation is the look of the whole deployment.
    Organization(OrganizationId),
    /// An application's. Who manages the people of the operator's organisation may change it.
    Application(RelyingPartyId),
}

/// What becomes of a look.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrandChange {
    /// Keeps this as a draft, which only those see who may publish it.
    Draft(BrandLook),
    /// Makes the draft the look that everybody sees.
    Publish,
    /// Drops the draft.
    Discard,
    /// Makes this the look that everybody sees, and drops the draft.
    Set(BrandLook),
}

/// A look, for those who may change it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrandDetails {
    /// Whose it is.
    pub subject: BrandSubject,
    /// The organisation at which the change is permitted.
    pub organization: OrganizationId,
    /// The name of the application, if it is one's.
    pub application: Option<String>,
    /// What everybody sees.
    pub look: BrandLook,
    /// What is being prepared.
    pub draft: Option<BrandLook>,
}

/// An application whose look can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrandedApplication {
    /// Its id.
    pub id: RelyingPartyId,
    /// Its name.
    pub name: String,
}

/// Where the look of something is decided.
struct Place {
    subject: BrandSubject,
    organization: OrganizationId,
    application: Option<Versioned<RelyingParty>>,
}

impl Identity {
    /// The look of an organisation or an application, for those who may change it (`member.manage` at the organisation, or at
    /// the operator's for an application).
    pub async fn brand(&self, caller: &Caller, of: BrandOf) -> Result<BrandDetails, AccessError> {
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?.id;
        // Whoever may not change it learns nothing of which applications there are.
        self.may_look(caller, Permission::MemberManage, decided_at(of, operator)).await?;
        let place = self.brand_place(of, operator).await?;
        let stored = self.store.brands().find(&BrandKey::Of(place.subject)).await?;
        let (look, draft) =
            stored.map(|stored| (stored.record.look, stored.record.draft)).unwrap_or_default();
        let application = place.application.map(|party| party.name.to_string());
        Ok(BrandDetails {
            subject: place.subject,
            organization: place.organization,
            application,
            look,
            draft,
        })
    }

    /// The applications whose look somebody may change who may change that of the operator.
    pub async fn branded_applications(
        &self,
        caller: &Caller,
        operator: OrganizationId,
    ) -> Result<Vec<BrandedApplication>, AccessError> {
        if self.operator().await?.is_none_or(|found| found.id != operator) {
            return Ok(Vec::new());
        }
        self.may_look(caller, Permission::MemberManage, operator).await?;
        let all = self.all(self.store.relying_parties(), &RelyingPartyFilter::default()).await?;
        let enabled = all.into_iter().filter(|party| party.enabled);
        Ok(enabled
            .map(|party| BrandedApplication { id: party.id, name: party.record.name.to_string() })
            .collect())
    }

    /// Changes the look of an organisation, an application, or the whole deployment. What everybody sees changes with a fresh
    /// proof only.
    pub async fn change_brand(
        &self,
        caller: &Caller,
        of: BrandOf,
        change: &BrandChange,
    ) -> Result<(), BrandError> {
        on_fresh_facts!(async {
            let operator = self.operator().await?.ok_or(AccessError::NotFound)?.id;
            let (act, _) = self.authorize(caller, Permission::MemberManage, decided_at(of, operator)).await?;
            let place = self.brand_place(of, operator).await?;
            if let BrandChange::Draft(look) | BrandChange::Set(look) = change {
                check(look)?;
                if matches!(place.subject, BrandSubject::Organization(_)) && !look.welcome.is_empty() {
                    return Err(BrandError::NoWelcome);
                }
            }
            let shows = matches!(change, BrandChange::Publish | BrandChange::Set(_));
            if shows && self.must_prove_again(caller).await? {
                return Err(BrandError::ProveAgain);
            }
            self.write_brand(caller, act, &place, change).await
        })
    }

    async fn write_brand(
        &self,
        caller: &Caller,
        mut act: Act,
        place: &Place,
        change: &BrandChange,
    ) -> Result<(), BrandError> {
        let stored = self.store.brands().find(&BrandKey::Of(place.subject)).await?;
        let (look, draft) =
            stored.as_ref().map(|stored| (stored.look.clone(), stored.draft.clone())).unwrap_or_default();
        let (new_look, new_draft) = match change {
            BrandChange::Draft(wanted) => (look.clone(), Some(wanted.clone()).filter(|new| *new != look)),
            BrandChange::Publish => (draft.clone().ok_or(BrandError::NoDraft)?, None),
            BrandChange::Discard => (look.clone(), None),
            BrandChange::Set(wanted) => (wanted.clone(), None),
        };
        if (&new_look, &new_draft) == (&look, &draft) {
            return Ok(());
        }
        let action = if new_look == look { Action::BrandDrafted } else { Action::BrandChanged };
        let trace = trace(place, &new_look, new_draft.as_ref());
        let now = self.instant(caller);
        match stored {
            Some(stored) if new_look.is_empty() && new_draft.is_none() => {
                act.changes().remove(stored.id, stored.version);
            }
            Some(stored) => {
                let record = Brand { look: new_look, draft: new_draft, updated_at: now, ..stored.record };
                act.changes().update(record, stored.version);
            }
            None => {
                let (id, subject) = (self.new_id(), place.subject);
                let (look, draft) = (new_look, new_draft);
                act.changes().insert(Brand { id, subject, look, draft, created_at: now, updated_at: now });
            }
        }
        self.commit(act.finish(self, action, trace)).await?;
        Ok(())
    }

    async fn brand_place(&self, of: BrandOf, operator: OrganizationId) -> Result<Place, AccessError> {
        let organization = decided_at(of, operator);
        Ok(match of {
            BrandOf::Organization(id) if id == operator => {
                Place { subject: BrandSubject::Deployment, organization, application: None }
            }
            BrandOf::Organization(id) => {
                Place { subject: BrandSubject::Organization(id), organization, application: None }
            }
            BrandOf::Application(id) => {
                let application = self.store.relying_parties().get(id).await?.ok_or(AccessError::NotFound)?;
                Place { subject: BrandSubject::Application(id), organization, application: Some(application) }
            }
        })
    }
}

/// The organisation at which a look is decided: its own, or the operator's for an application.
const fn decided_at(of: BrandOf, operator: OrganizationId) -> OrganizationId {
    match of {
        BrandOf::Organization(id) => id,
        BrandOf::Application(_) => operator,
    }
}

/// Which details are set, and not what they are: an image is no text for a history.
fn trace(place: &Place, look: &BrandLook, draft: Option<&BrandLook>) -> Trace {
    let shown = draft.unwrap_or(look);
    let colour = |colour: Option<Colour>| colour.map(|colour| colour.to_string());
    let mut trace = Trace::of(place.organization).at(place.organization).with("of", place.subject.kind());
    if let Some(application) = &place.application {
        trace = trace.with("application", &application.name);
    }
    let texts = [
        ("name", shown.name.as_ref().map(ToString::to_string)),
        ("sender_name", shown.sender_name.as_ref().map(ToString::to_string)),
        ("accent", colour(shown.accent)),
        ("accent_dark", colour(shown.accent_dark)),
        ("logo", shown.logo.as_ref().map(crate::domain::Logo::digest)),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            trace = trace.with(name, text);
        }
    }
    trace
}

fn check(look: &BrandLook) -> Result<(), BrandError> {
    if look.welcome.len() > BrandLook::MOST_LANGUAGES {
        return Err(BrandError::TooManyLanguages);
    }
    check_accent(AccentOf::Light, look.accent, &Colour::ON_LIGHT)?;
    check_accent(AccentOf::Dark, look.accent_dark, &Colour::ON_DARK)?;
    let odd = |name: &str| name.contains(['@', '<', '>', '"', '\\', ',', ';', ':']);
    match &look.sender_name {
        Some(name) if odd(name.as_str()) => Err(BrandError::SenderName),
        _ => Ok(()),
    }
}

fn check_accent(of: AccentOf, colour: Option<Colour>, meets: &[Colour]) -> Result<(), BrandError> {
    match colour {
        Some(colour) if !colour.is_readable(meets) => Err(BrandError::LowContrast {
            of,
            colour,
            contrast: colour.least_contrast(meets),
            readable: colour.readable(meets),
        }),
        _ => Ok(()),
    }
}
