//! What people do themselves: their details, how they sign in, and their data.

mod applications;
mod approvals;
mod authenticators;
mod closing;
mod contacts;
mod details;
mod email_attacks;
mod emails;
mod passkeys;
mod passwords;
mod personal_data;
mod recovery_codes;
mod remembered;
