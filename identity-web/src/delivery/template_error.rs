//! Why messages cannot be put into words.

use std::path::PathBuf;

/// Why a message could not be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// A link that does not lead to this deployment's pages.
    #[error("the message has a link that does not begin with the configured base URL")]
    ForeignLink,
    /// There is no template for this kind of message on this channel.
    #[error("there is no template {0}")]
    NoTemplate(String),
    /// A template failed.
    #[error("a message template failed: {0:#}")]
    Template(#[from] minijinja::Error),
}

/// Why the templates cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplatesError {
    /// A template does not parse, or fails on a sample message.
    #[error("{0:#}")]
    Template(#[from] minijinja::Error),
    /// A sample message could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A deployer's folder cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file that no message uses; most often a misspelt name.
    #[error("{0}: no message uses a template of this name; put `LANGUAGE/invitation.html` and so on there")]
    Unknown(PathBuf),
}
