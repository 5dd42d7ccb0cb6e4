//! The further proof of a sign-on: asked for, sent, checked, set up.

mod asked;
mod code;
mod enrol;
mod passkey;
