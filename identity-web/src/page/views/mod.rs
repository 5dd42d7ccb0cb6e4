//! Views that the pages of all capabilities share. A view is the plain data that a page shows: handlers fill it,
//! templates put it into words.

pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod listing;
pub(crate) mod outcome;
pub(crate) mod view;

pub use form::{Choice, FormState};
pub use frame::{Banner, FormTokens, Frame, NavItem};
pub use listing::{ListLink, ListLinks, ListState, SortLink};
pub use outcome::{Confirm, Onward, ProblemPage, Switch};
pub use view::View;
