//! What the example servers have in common, so that each of them shows its own idea alone.
//!
//! | module | what is in it |
//! |---|---|
//! | [`listening`], [`serving`] | sockets, connections, and ending in good order |
//! | [`log`], [`reason`] | what the program says while it runs, and why it ends |
//! | [`inbox`] | mails that stay on this machine, and a line on the terminal for each |
//! | [`site`], [`relying_party`] | a small deployment of the library with people and applications of its own, as another company runs it |
//! | [`neighbour`] | a document of another example server |
//! | [`declared`], [`applying`], [`provider_metadata`] | identity providers elsewhere, as a settings file declares them |

pub mod applying;
pub mod declared;
pub mod inbox;
pub mod listening;
pub mod log;
pub mod neighbour;
pub mod provider_metadata;
pub mod reason;
pub mod relying_party;
pub mod serving;
pub mod site;
