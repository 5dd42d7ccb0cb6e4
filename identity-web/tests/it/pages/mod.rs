//! The pages from outside, over the reference store.

mod account;
mod applications;
mod attacks;
mod brands;
mod connections;
mod created_people;
mod delivery;
mod field_invitations;
mod field_people;
mod further_proof;
mod invitations;
mod limits;
mod lists;
mod mandates;
mod mounting;
mod organizations;
mod people;
mod programs;
mod rules;
mod sessions;
mod sign_on;
mod states;
mod text_messages;
