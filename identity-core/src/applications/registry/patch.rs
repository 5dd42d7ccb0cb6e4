//! What changes of a registered application.

use super::registration::{Opening, Registration, SignOnRegistration};
use super::registration_error::RegistrationError;
use super::saml_registration::SamlRegistration;
use crate::domain::{ClientAuthentication, TokenAlgorithm};
use crate::values::{DisplayName, Scope, ServiceKey};
use std::collections::BTreeSet;

/// What changes of an application; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApplicationPatch {
    /// What people call it.
    pub name: Option<DisplayName>,
    /// How it proves who it is.
    pub authentication: Option<ClientAuthentication>,
    /// Its public keys; `Some(None)` for none.
    pub keys: Option<Option<String>>,
    /// The scopes that it may ask for.
    pub scopes: Option<BTreeSet<Scope>>,
    /// Whether it may be used.
    pub opening: Option<Opening>,
    /// How people sign in to it.
    pub sign_on: SignOnPatch,
}

/// What changes of how people sign in to an application; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignOnPatch {
    /// The service that it is the door to.
    pub service: Option<ServiceKey>,
    /// Where answers may go.
    pub redirect_uris: Option<Vec<String>>,
    /// Where the browser may go after a sign-out.
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// Where it is told of sign-outs; `Some(None)` for nowhere.
    pub back_channel_logout_uri: Option<Option<String>>,
    /// Whether it runs on people's own devices.
    pub native: Option<bool>,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: Option<TokenAlgorithm>,
    /// Whether nobody is asked for consent.
    pub first_party: Option<bool>,
    /// Whether it gets refresh tokens.
    pub refresh_tokens: Option<bool>,
    /// Whether it also gets tokens in its own name.
    pub client_credentials: Option<bool>,
    /// Whether its requests have to be pushed.
    pub pushed_requests_only: Option<bool>,
}

fn set<T: Clone>(field: &mut T, to: Option<&T>) {
    if let Some(to) = to {
        field.clone_from(to);
    }
}

impl ApplicationPatch {
    /// Enables it for everybody with a role for its service, or disables it.
    pub fn enabled(enabled: bool) -> Self {
        Self::opening(if enabled { Opening::Everybody } else { Opening::Disabled })
    }

    /// Says whether it may be used.
    pub fn opening(opening: Opening) -> Self {
        Self { opening: Some(opening), ..Self::default() }
    }

    /// Everything as a registration says it.
    pub fn all_of(registration: Registration) -> Self {
        let Registration { name, authentication, keys, scopes, sign_on, opening } = registration;
        Self {
            name: Some(name),
            authentication: Some(authentication),
            keys: Some(keys),
            scopes: Some(scopes),
            opening: Some(opening),
            sign_on: sign_on.map(SignOnPatch::all_of).unwrap_or_default(),
        }
    }

    /// Puts what changes into a registration.
    pub(super) fn apply(&self, to: &mut Registration) -> Result<(), RegistrationError> {
        set(&mut to.name, self.name.as_ref());
        set(&mut to.authentication, self.authentication.as_ref());
        set(&mut to.keys, self.keys.as_ref());
        set(&mut to.scopes, self.scopes.as_ref());
        set(&mut to.opening, self.opening.as_ref());
        match &mut to.sign_on {
            Some(sign_on) => self.sign_on.apply(sign_on),
            None if self.sign_on != SignOnPatch::default() => return Err(RegistrationError::OtherKind),
            None => {}
        }
        Ok(())
    }
}

impl ApplicationPatch {
    /// Puts what changes into the registration of an application that speaks SAML.
    pub(super) fn apply_to_saml(&self, to: &mut SamlRegistration) -> Result<(), RegistrationError> {
        let Self { name, opening, sign_on, .. } = self;
        let of_saml = Self {
            name: name.clone(),
            opening: *opening,
            sign_on: SignOnPatch { service: sign_on.service.clone(), ..SignOnPatch::default() },
            ..Self::default()
        };
        if *self != of_saml {
            return Err(RegistrationError::OfSaml);
        }
        set(&mut to.name, name.as_ref());
        set(&mut to.opening, opening.as_ref());
        set(&mut to.service, sign_on.service.as_ref());
        Ok(())
    }
}

impl SignOnPatch {
    fn all_of(sign_on: SignOnRegistration) -> Self {
        Self {
            service: Some(sign_on.service),
            redirect_uris: Some(sign_on.redirect_uris),
            post_logout_redirect_uris: Some(sign_on.post_logout_redirect_uris),
            back_channel_logout_uri: Some(sign_on.back_channel_logout_uri),
            native: Some(sign_on.native),
            id_token_algorithm: Some(sign_on.id_token_algorithm),
            first_party: Some(sign_on.first_party),
            refresh_tokens: Some(sign_on.refresh_tokens),
            client_credentials: Some(sign_on.client_credentials),
            pushed_requests_only: Some(sign_on.pushed_requests_only),
        }
    }

    fn apply(&self, to: &mut SignOnRegistration) {
        set(&mut to.service, self.service.as_ref());
        set(&mut to.redirect_uris, self.redirect_uris.as_ref());
        set(&mut to.post_logout_redirect_uris, self.post_logout_redirect_uris.as_ref());
        set(&mut to.back_channel_logout_uri, self.back_channel_logout_uri.as_ref());
        set(&mut to.native, self.native.as_ref());
        set(&mut to.id_token_algorithm, self.id_token_algorithm.as_ref());
        set(&mut to.first_party, self.first_party.as_ref());
        set(&mut to.refresh_tokens, self.refresh_tokens.as_ref());
        set(&mut to.client_credentials, self.client_credentials.as_ref());
        set(&mut to.pushed_requests_only, self.pushed_requests_only.as_ref());
    }
}
