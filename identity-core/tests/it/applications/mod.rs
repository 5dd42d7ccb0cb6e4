//! Applications that administrators register, and those that know a person.

mod keys;
mod own;
mod refused;
mod registered;
mod saml;
mod saml_settings;

use crate::support::{World, display};
use identity_core::Caller;
use identity_core::applications::{Registered, Registration, SignOnRegistration};
use identity_core::values::ServiceKey;

pub(crate) const CALLBACK: &str = "https://reports.example.com/callback";

pub(crate) fn service() -> ServiceKey {
    ServiceKey::parse("smartplan-app").unwrap()
}

/// An application that people sign in to.
pub(crate) fn reports() -> Registration {
    let sign_on = SignOnRegistration::new(service(), [CALLBACK.to_owned()]);
    Registration::openid(display("Reports"), sign_on)
}

pub(crate) async fn register(world: &World, caller: &Caller, wanted: &Registration) -> Registered {
    world.identity.register_application(caller, wanted).await.unwrap()
}
