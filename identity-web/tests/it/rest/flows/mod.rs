//! Sign-on as JSON, for front ends that draw their own pages.

mod attacks;
mod consent;
mod linking;
mod passkeys;
mod passwords;
mod steps;
