//! Our client against providers of this machine that say what a test wants them to say.

mod discovery;
mod id_token;
mod keys;
mod logout;
mod provider;
mod redeem;
