//! Tests of the public interface of this crate, in one program.
// `cfg(test)` tells clippy that the helpers in these modules are tests as well.

#[cfg(test)]
mod applications;
#[cfg(test)]
mod approvals;
#[cfg(test)]
mod authenticators;

#[cfg(test)]
mod brands;
#[cfg(test)]
mod closing;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod futures;
#[cfg(test)]
mod housekeeping;
#[cfg(test)]
mod invitations;
#[cfg(test)]
mod key_file;
#[cfg(test)]
mod mandates;
#[cfg(test)]
mod memory_store;
#[cfg(test)]
mod names;
#[cfg(test)]
mod organizations;
#[cfg(test)]
mod passwords;
#[cfg(test)]
mod people;
#[cfg(test)]
mod personal_data;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod reads;
#[cfg(test)]
mod request;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod setup;
#[cfg(test)]
mod side_by_side;
#[cfg(test)]
mod sign_on;
#[cfg(test)]
mod sms_settings;
mod sms_settings_approved;
#[cfg(test)]
mod store_saboteurs;
#[cfg(test)]
mod stored_forms;
#[cfg(test)]
mod support;
#[cfg(test)]
mod testing;
