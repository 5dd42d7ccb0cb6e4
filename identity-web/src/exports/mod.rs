//! Lists as files: comma-separated values (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes them for
//! another character set. The names of the columns are those of the import file where it has them.

mod file;
mod invitations;
mod mandates;
mod organizations;
mod people;

pub(crate) use invitations::invitations;
pub(crate) use mandates::mandates;
pub(crate) use organizations::organizations;
pub(crate) use people::people;
