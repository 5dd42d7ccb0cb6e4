//! Keys in the clear, for the one who signs with them.

/// A private key in the clear, for the one who signs with it.
#[derive(Clone)]
pub struct KeyMaterial {
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// The private key, PKCS#8 DER.
    pub private_key: Vec<u8>,
}

impl std::fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyMaterial([secret])")
    }
}

/// The keys of one use.
#[derive(Debug, Clone)]
pub struct SigningKeys {
    /// The key that signs.
    pub signing: KeyMaterial,
    /// The certificates that others should believe, DER: of the key that signs, then of the next and of the retired ones.
    pub published: Vec<Vec<u8>>,
}
