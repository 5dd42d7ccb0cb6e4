//! By which name a SAML response knows a person.

use crate::elsewhere::ProviderFault;
use crate::saml::messages::name_id::{NameId, NameIdFormat};
use crate::saml::messages::validate::validated::ValidatedAssertion;
use identity_core::domain::{ProviderSubject, SubjectSource};

/// The name that an account is linked by. A name for one session is none (saml-core 8.3.8), and neither is an attribute with several
/// values.
pub(super) fn subject(
    assertion: &ValidatedAssertion,
    source: &SubjectSource,
    service_provider: &str,
) -> Result<ProviderSubject, ProviderFault> {
    let found = match source {
        SubjectSource::NameId => of_name_id(&assertion.name_id, &assertion.issuer, service_provider)?,
        SubjectSource::Attribute(name) => {
            let mut values = assertion.values(name);
            match (values.next(), values.next()) {
                (Some(value), None) => ProviderSubject::plain(value),
                _ => return Err(ProviderFault::Check("subject")),
            }
        }
    };
    found.map_err(|_| ProviderFault::Check("subject"))
}

fn of_name_id(
    name: &NameId,
    provider: &str,
    service_provider: &str,
) -> Result<Result<ProviderSubject, identity_core::domain::InvalidProviderSubject>, ProviderFault> {
    if name.known_format() == Some(NameIdFormat::Transient) {
        return Err(ProviderFault::Check("transient-subject"));
    }
    // What stands there and what is understood where nothing stands are one and the same.
    let format = name.format.as_deref().filter(|_| name.known_format() != Some(NameIdFormat::Unspecified));
    let by = name.name_qualifier.as_deref().filter(|qualifier| *qualifier != provider);
    let for_whom = name.sp_name_qualifier.as_deref().filter(|qualifier| *qualifier != service_provider);
    Ok(ProviderSubject::name_id(&name.value, format, by, for_whom))
}
