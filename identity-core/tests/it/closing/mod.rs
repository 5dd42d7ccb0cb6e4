//! Closing an account, and erasing what is kept about its person.

mod close;
mod erase;
mod stopped;
