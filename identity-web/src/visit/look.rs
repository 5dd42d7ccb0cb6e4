//! The look of a page: the application's that somebody signs in to, the organisation's that they act for, the deployment's.

use crate::page::brand_files::{colours_path, logo_path};
use crate::page::failure::PageFailure;
use crate::page::views::frame::FrameLook;
use crate::page::{Help, return_to::application_of_start};
use crate::visit::visitor::Visit;
use identity_core::brands::ShownBrand;
use identity_core::ids::{OrganizationId, RelyingPartyId};
use identity_core::values::Locale;

impl Visit {
    /// Says that this page belongs to signing in to an application.
    pub(crate) fn is_for_application(&self, application: RelyingPartyId) {
        // Set once; whoever comes later says the same.
        self.application.set(application).ok();
    }

    /// The look of this page, for somebody who acts for an organisation. One query.
    pub(crate) async fn look(&self, organization: Option<OrganizationId>) -> Result<FrameLook, PageFailure> {
        let way = || self.query("return_to").and_then(|path| application_of_start(&path));
        let application = self.application.get().copied().or_else(way);
        let shown = self.state.identity.shown_brand(application, organization).await?;
        Ok(frame_look(&shown, &self.language))
    }
}

/// A look as the frame of a page has it.
pub(crate) fn frame_look(shown: &ShownBrand, language: &Locale) -> FrameLook {
    let look = &shown.look;
    let help = Help {
        email: look.help_email.as_ref().map(ToString::to_string),
        phone: look.help_phone.as_ref().map(ToString::to_string),
        hours: look.help_hours.as_ref().map(ToString::to_string),
    };
    let plain = Locale::parse(language.language()).ok();
    let welcome = look.welcome.get(language).or_else(|| look.welcome.get(&plain?));
    FrameLook {
        name: look.name.as_ref().map(ToString::to_string),
        logo: shown.logo_of.zip(look.logo.as_ref()).map(|(brand, logo)| logo_path(brand, logo)),
        colours: colours_path(look.accent, look.accent_dark),
        welcome: welcome.map(ToString::to_string),
        help: look.has_help().then_some(help),
        scheme: None,
    }
}
