use std::path::PathBuf;

/// Texts of a host that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// The folder or a file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file or folder of another name than texts have.
    #[error("{0}: texts are in folders named after their language, such as `fi/pages.ftl`")]
    Unknown(PathBuf),
    /// A file that is not written in Fluent's syntax.
    #[error("{file}: {reason}")]
    Syntax {
        /// The file.
        file: String,
        /// What Fluent says.
        reason: String,
    },
    /// A message that nothing shows; most often a typing error.
    #[error("{language}: no page or mail has a message `{key}`; the keys are those of the English messages")]
    UnknownMessage {
        /// The language.
        language: String,
        /// The key.
        key: String,
    },
    /// A message with an argument that it is never given.
    #[error(
        "{language}: the message `{key}` has no argument `${argument}`; those of the English one are {known}"
    )]
    UnknownArgument {
        /// The language.
        language: String,
        /// The key.
        key: String,
        /// The argument.
        argument: String,
        /// Those that it has.
        known: String,
    },
    /// The default language is not a language, there are no texts in it, or it is not offered.
    #[error(
        "the default language `{0}` is not among those that are offered; add it there, or a folder with its messages"
    )]
    NoDefault(String),
    /// A language that is offered twice, or that there are no texts in.
    #[error("the language `{0}` cannot be offered: there are no texts in it, or it is named twice")]
    NotThere(String),
}
