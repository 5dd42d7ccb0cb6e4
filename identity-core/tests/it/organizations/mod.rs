//! Organisations and contracts: the CRM's feed.

mod meanwhile;
mod provision;
mod suspend;
mod suspended_people;
