/// Why passkeys cannot be offered at an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebAuthnError {
    /// Passkeys belong to the name of a host, and the address has none.
    #[error(
        "passkeys need a host name, and {0} has none; leave them out of the methods or give the server a name"
    )]
    NoHostName(String),
}
