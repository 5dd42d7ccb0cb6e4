//! What the configuration declares.

use super::declarations::Setup;
use crate::authority::Proof;
use crate::domain::Actor;
use std::marker::PhantomData;

/// What whoever runs the program declares in its configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared<'a>(PhantomData<&'a Setup>);

impl<'a> Declared<'a> {
    /// What a configuration declares, which the program was handed to apply.
    pub(super) const fn by(_setup: &'a Setup) -> Self {
        Self(PhantomData)
    }
}

impl Proof for Declared<'_> {
    // Nobody is there who could be asked to hold it, or to leave an administrator.
    const IS_CONFIGURATION: bool = true;

    fn actor(&self) -> Actor {
        Actor::System
    }
}
