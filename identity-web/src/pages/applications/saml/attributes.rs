//! Adding and removing an attribute of what an application is told.

use super::settings::{Changed, change, found, path, reference};
use super::views::AddSamlAttribute;
use super::{choices, fields};
use crate::forms::applications::saml::{ADD_SAML_ATTRIBUTE, ATTRIBUTE_NAME, FRIENDLY_NAME};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, NoFields, page_forms};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{SamlPatch, SamlSettings, SamlSettingsError};
use identity_core::domain::InvalidAttributeMap;

page_forms! {
    /// An attribute that an application is told.
    SamlAttributeForm => ADD_SAML_ATTRIBUTE;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let found = found(&signed_in, &id).await?;
    page(&signed_in, &found, fields::empty()).await
}

pub(crate) async fn add(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(SamlAttributeForm(mut form)): Posted<SamlAttributeForm>,
) -> Result<Response, PageFailure> {
    let found = found(&signed_in, &id).await?;
    if let Some(entry) = fields::read_attribute(&mut form) {
        let mut patch = SamlPatch::default();
        patch.add_attribute = Some(entry);
        match change(&signed_in, found.id, &patch).await? {
            Changed::Answered(answer) => return Ok(answer),
            Changed::Refused(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

pub(crate) async fn remove(
    signed_in: SignedInVisit,
    Path((id, attribute)): Path<(String, String)>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let found = found(&signed_in, &id).await?;
    let entry = found.attributes.entries().iter().find(|entry| reference(entry) == attribute);
    // Somebody else has removed it meanwhile; the page shows what stands.
    let Some(entry) = entry else { return Ok(signed_in.visit.go(&path(found.id))) };
    let mut patch = SamlPatch::default();
    patch.remove_attribute = Some((entry.name.clone(), entry.name_format));
    match change(&signed_in, found.id, &patch).await? {
        Changed::Answered(answer) => Ok(answer),
        Changed::Refused(error) => Err(error.into()),
    }
}

/// Marks the field that is wrong.
fn refuse(form: &mut Filled, error: SamlSettingsError) -> Result<(), PageFailure> {
    let SamlSettingsError::Attributes(invalid) = error else { return Err(error.into()) };
    match invalid {
        InvalidAttributeMap::FriendlyName(_) => form.wrong(&FRIENDLY_NAME),
        InvalidAttributeMap::Repeated(_) => {
            form.refuse(&ATTRIBUTE_NAME, PageText::new("error-saml-attribute-twice"));
        }
        InvalidAttributeMap::TooMany { most } => {
            let text = PageText::new("error-saml-attributes-many").with("most", most.to_string());
            form.refuse(&ATTRIBUTE_NAME, text);
        }
        _ => form.wrong(&ATTRIBUTE_NAME),
    }
    Ok(())
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    found: &SamlSettings,
    form: FormState,
) -> Result<Response, PageFailure> {
    if found.declared {
        return Err(SamlSettingsError::Declared.into());
    }
    let view = AddSamlAttribute {
        action: format!("{}/attributes", path(found.id)),
        back: path(found.id),
        name: found.name.to_string(),
        sources: choices::sources(visit)?,
        name_formats: choices::attribute_name_formats(visit)?,
        values: choices::values(visit)?,
        conditions: choices::conditions(visit)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
