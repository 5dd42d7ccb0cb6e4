//! Mandates: of a person, of an organisation, and the form that gives one.

pub(crate) mod form;
pub(crate) mod give;
pub(crate) mod of_organization;
pub(crate) mod offer;
pub(crate) mod own;
pub(crate) mod refusals;
pub(crate) mod row;
pub(crate) mod samples;
pub(crate) mod views;
