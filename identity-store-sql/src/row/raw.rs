//! What a database keeps in one column, as it comes from a result or in JSON.

use sea_orm::TryGetable;
use serde_json::Value;
use uuid::Uuid;

/// What a database keeps in one column.
pub(crate) trait Raw: TryGetable {
    /// The same from JSON: octets are hexadecimal digits, and SQLite has 0 and 1 for true and false.
    fn from_json(value: Value) -> Option<Self>;
}

impl Raw for String {
    fn from_json(value: Value) -> Option<Self> {
        if let Value::String(text) = value { Some(text) } else { None }
    }
}

impl Raw for i64 {
    fn from_json(value: Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Raw for bool {
    fn from_json(value: Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(value),
            value => value.as_i64().map(|value| value != 0),
        }
    }
}

impl Raw for Uuid {
    fn from_json(value: Value) -> Option<Self> {
        Self::try_parse(value.as_str()?).ok()
    }
}

impl Raw for Vec<u8> {
    fn from_json(value: Value) -> Option<Self> {
        let digits = value.as_str()?;
        // PostgreSQL marks them.
        let digits = digits.strip_prefix("\\x").unwrap_or(digits);
        let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
        let octet = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
        if rest.is_empty() { pairs.iter().map(octet).collect() } else { None }
    }
}

fn digit(character: u8) -> Option<u8> {
    char::from(character).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

impl<T: Raw> Raw for Option<T> {
    fn from_json(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::from_json(value).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_databases_words_for_a_value_are_read() {
        let octets = Some(vec![0x00, 0xAB, 0xFF]);
        assert_eq!(Vec::<u8>::from_json(json!("00ABFF")), octets);
        assert_eq!(Vec::<u8>::from_json(json!("\\x00abff")), octets);
        for odd in ["0", "0G", "\\x0"] {
            assert_eq!(Vec::<u8>::from_json(json!(odd)), None);
        }
        let id = Uuid::from_u128(0xABC);
        assert_eq!(Uuid::from_json(json!(id.to_string())), Some(id));
        assert_eq!(Uuid::from_json(json!(id.simple().to_string().to_uppercase())), Some(id));
        assert_eq!((bool::from_json(json!(1)), bool::from_json(json!(false))), (Some(true), Some(false)));
        assert_eq!(i64::from_json(json!(i64::MIN)), Some(i64::MIN));
        assert_eq!(Option::<String>::from_json(Value::Null), Some(None));
        assert_eq!(Option::<String>::from_json(json!(7)), None);
    }
}
