//! Changing a look: a draft first, which is seen before it is published.

use super::views::{BrandLink, EditBrand};
use super::{paths, read};
use crate::forms::brands::{BRAND, WELCOMES};
use crate::language::PageText;
use crate::page::brand_files::logo_path;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::pages::organizations::head::head;
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::brands::{BrandChange, BrandDetails, BrandError, BrandOf};
use identity_core::domain::{BrandLook, BrandSubject, InvalidLogo, Logo};

page_forms! {
    /// How pages and mails look.
    BrandForm => BRAND;
}

/// Whose look a page is about.
pub(super) struct Edited {
    pub(super) of: BrandOf,
    /// Its path.
    pub(super) path: String,
}

impl Edited {
    pub(super) async fn show(&self, signed_in: &SignedInVisit) -> Result<Response, PageFailure> {
        let found = signed_in.visit.state.identity.brand(&signed_in.caller, self.of).await?;
        let form = read::shown(drafted(&found));
        self.page(signed_in, &found, form, None).await
    }

    pub(super) async fn draft(
        &self,
        signed_in: &SignedInVisit,
        mut form: Filled,
    ) -> Result<Response, PageFailure> {
        let SignedInVisit { visit, caller, .. } = signed_in;
        let found = visit.state.identity.brand(caller, self.of).await?;
        if let Some(look) = read::read(&mut form, drafted(&found), has_welcome(&found)) {
            match visit.state.identity.change_brand(caller, self.of, &BrandChange::Draft(look)).await {
                Ok(()) => return Ok(visit.done(&self.path, "brand-drafted")),
                Err(error) => read::refuse(&mut form, error)?,
            }
        }
        self.page(signed_in, &found, form.state(), None).await
    }

    /// Takes another logo into the draft.
    pub(super) async fn logo(&self, signed_in: &SignedInVisit, file: &[u8]) -> Result<Response, PageFailure> {
        let found = signed_in.visit.state.identity.brand(&signed_in.caller, self.of).await?;
        match Logo::parse(file) {
            Ok(logo) => self.with_logo(signed_in, &found, Some(logo)).await,
            Err(error) => {
                let form = read::shown(drafted(&found));
                self.page(signed_in, &found, form, Some(logo_refused(error))).await
            }
        }
    }

    pub(super) async fn remove_logo(&self, signed_in: &SignedInVisit) -> Result<Response, PageFailure> {
        let found = signed_in.visit.state.identity.brand(&signed_in.caller, self.of).await?;
        self.with_logo(signed_in, &found, None).await
    }

    async fn with_logo(
        &self,
        SignedInVisit { visit, caller, .. }: &SignedInVisit,
        found: &BrandDetails,
        logo: Option<Logo>,
    ) -> Result<Response, PageFailure> {
        let mut look = BrandLook { logo, ..drafted(found).clone() };
        if !has_welcome(found) {
            look.welcome.clear();
        }
        visit.state.identity.change_brand(caller, self.of, &BrandChange::Draft(look)).await?;
        Ok(visit.done(&self.path, "brand-drafted"))
    }

    /// Publishes or drops the draft.
    pub(super) async fn settle(
        &self,
        SignedInVisit { visit, caller, .. }: &SignedInVisit,
        change: BrandChange,
    ) -> Result<Response, PageFailure> {
        let done = if change == BrandChange::Publish { "brand-published" } else { "brand-discarded" };
        match visit.state.identity.change_brand(caller, self.of, &change).await {
            Ok(()) => Ok(visit.done(&self.path, done)),
            Err(BrandError::ProveAgain) => {
                Ok(visit.go(&prove_again_then(&visit.state.base.path(&self.path))))
            }
            // Somebody else has published or dropped it meanwhile; the page shows what stands.
            Err(BrandError::NoDraft) => Ok(visit.go(&self.path)),
            Err(error) => Err(error.into()),
        }
    }

    async fn page(
        &self,
        signed_in: &SignedInVisit,
        found: &BrandDetails,
        form: FormState,
        logo_error: Option<PageText>,
    ) -> Result<Response, PageFailure> {
        let SignedInVisit { visit, caller, .. } = signed_in;
        let identity = &visit.state.identity;
        let place = identity.organization(caller, found.organization).await?;
        let applications = match found.subject {
            BrandSubject::Deployment => identity.branded_applications(caller, found.organization).await?,
            _ => Vec::new(),
        };
        let link = |one: identity_core::brands::BrandedApplication| BrandLink {
            path: paths::of_application(one.id),
            name: one.name,
        };
        let is_application = found.application.is_some();
        let logo = drafted(found).logo.as_ref();
        let logo = match (logo, identity.brand_id(found.subject).await?) {
            (Some(logo), Some(id)) => Some(logo_path(id, logo)),
            _ => None,
        };
        let offered =
            |language: &str| visit.state.pages.languages().names().any(|(tag, _)| tag.as_str() == language);
        let welcomes = WELCOMES.iter().filter(|(language, _)| has_welcome(found) && offered(language));
        let organization = head(&place);
        let view = EditBrand {
            action: self.path.clone(),
            name: found.application.clone().unwrap_or_else(|| organization.name.clone()),
            of: found.subject.kind(),
            back: is_application.then(|| paths::of_organization(found.organization)),
            organization: (!is_application).then_some(organization),
            logo,
            is_draft: found.draft.is_some(),
            welcomes: welcomes.map(|(_, field)| field.name()).collect(),
            applications: applications.into_iter().map(link).collect(),
            form: form.clone(),
            logo_error: logo_error.clone(),
        };
        if logo_error.is_some() {
            return visit.refused_page(&view).await;
        }
        visit.form_page(&form, &view).await
    }
}

/// Whether a line of welcome is shown: on the page to sign in, where nobody is of an organisation yet.
const fn has_welcome(found: &BrandDetails) -> bool {
    !matches!(found.subject, BrandSubject::Organization(_))
}

/// What is being prepared, or else what is shown.
fn drafted(found: &BrandDetails) -> &BrandLook {
    found.draft.as_ref().unwrap_or(&found.look)
}

fn logo_refused(error: InvalidLogo) -> PageText {
    match error {
        InvalidLogo::TooLarge => {
            PageText::new("error-logo-large").with("kilobytes", (Logo::MAX_OCTETS / 1024).to_string())
        }
        InvalidLogo::Size => PageText::new("error-logo-size")
            .with("fewest", Logo::FEWEST_PIXELS.to_string())
            .with("most", Logo::MOST_PIXELS.to_string()),
        _ => PageText::new("error-logo-png"),
    }
}

impl From<BrandError> for PageFailure {
    fn from(error: BrandError) -> Self {
        match error {
            BrandError::Access(error) => error.into(),
            BrandError::Store(error) => error.into(),
            // The page takes these up.
            BrandError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            BrandError::LowContrast { .. }
            | BrandError::SenderName
            | BrandError::TooManyLanguages
            | BrandError::NoWelcome
            | BrandError::NoDraft => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
