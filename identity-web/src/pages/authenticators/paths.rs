//! Where the pages are.

/// The page about how somebody signs in, below the mount point.
pub(crate) const SECURITY: &str = "/account/security";
