//! Sample data of the pages of brands.

use super::views::{BrandLink, EditBrand};
use crate::forms::brands::{ACCENT, BRAND, NAME};
use crate::language::PageText;
use crate::page::samples::{Sample, sample, signed_in};
use crate::page::views::form::FormState;
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let of_organization = EditBrand {
        action: "/organizations/1/brand".to_owned(),
        organization: Some(head(word)),
        name: word.to_owned(),
        of: "deployment",
        back: None,
        logo: Some("/brand/1/logo-0.png".to_owned()),
        logo_error: None,
        is_draft: true,
        welcomes: vec!["welcome_en", "welcome_fi", "welcome_sv"],
        applications: vec![BrandLink { name: word.to_owned(), path: "/applications/1/brand".to_owned() }],
        form: FormState::of(&BRAND).value(&NAME, word).error(&ACCENT, PageText::new("error-colour")),
    };
    let of_application = EditBrand {
        action: "/applications/1/brand".to_owned(),
        organization: None,
        of: "application",
        back: Some("/organizations/1/brand".to_owned()),
        logo: None,
        logo_error: Some(PageText::new("error-logo-png")),
        is_draft: false,
        applications: Vec::new(),
        form: FormState::of(&BRAND),
        ..of_organization.clone()
    };
    vec![sample("brand", &frame, &of_organization), sample("brand_application", &frame, &of_application)]
}
