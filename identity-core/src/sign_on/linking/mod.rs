//! Identities elsewhere in a sign-on: leaving for a provider, taking its answer, and linking it with an account.

mod answered;
mod choices;
mod departure_error;
mod leaving;
mod linking_view;
mod new_account;
mod offered;
mod proved;
mod request_id;
mod returning;
mod self_service;
mod written;

pub use departure_error::DepartureError;
pub use linking_view::LinkingView;
