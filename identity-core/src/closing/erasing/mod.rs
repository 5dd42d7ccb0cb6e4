//! Erasing what is kept about a person whose account was closed and whose time is over.
//!
//! It is done in steps, each a commit of its own, in an order that leaves what leads to the rest till the last: the records of the
//! person lead to addresses, addresses to messages, messages to rows of the history. Whoever is stopped in the middle begins
//! anew, and finds what is left.

mod given_up;
mod over;
mod person;
mod records;
mod run;
mod trail;
