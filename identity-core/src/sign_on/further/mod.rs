//! The further proof of a sign-on: asked for, sent, checked, set up. And what only all proofs together allow.

mod asked;
mod code;
mod consent;
mod enrol;
mod keep_account;
mod passkey;
