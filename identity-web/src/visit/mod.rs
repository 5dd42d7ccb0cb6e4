//! A request for a page: the visitor, the form that was posted, the frame of the answer, and the layer round all pages.

pub(crate) mod around;
pub(crate) mod browser;
pub(crate) mod frame;
pub(crate) mod language;
pub(crate) mod limits;
pub(crate) mod listing;
pub(crate) mod look;
pub(crate) mod posted;
mod reach;
pub(crate) mod uploaded;
pub(crate) mod visitor;
