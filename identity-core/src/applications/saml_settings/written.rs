//! Attributes as people write them into a configuration file or a call.

use crate::domain::{
    AttributeCondition, AttributeEntry, AttributeMap, AttributeNameFormat, AttributePreset, AttributeSource,
    AttributeValues, InvalidAttributeMap, UnknownAttributeCondition, UnknownAttributeSource,
};
use serde::{Deserialize, Serialize};

/// An attribute as it is written down: what it does not know is refused, so that no misspelt condition is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WrittenAttribute {
    /// What it is made from, such as `email` or `person.department`.
    pub source: String,
    /// The name under which the application is told it.
    pub name: String,
    /// How the name is to be understood; `basic` if left out.
    #[serde(default)]
    pub name_format: AttributeNameFormat,
    /// A name for people who read assertions.
    #[serde(default)]
    pub friendly_name: Option<String>,
    /// How several values are written; `many` if left out.
    #[serde(default)]
    pub values: AttributeValues,
    /// When it is told at all: `role:KEY`, `by_mandate` or `own_right`; always if left out.
    #[serde(default)]
    pub condition: Option<String>,
}

/// Why what was written is no map of attributes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWrittenAttribute {
    /// There is nothing of this name.
    #[error(transparent)]
    Source(#[from] UnknownAttributeSource),
    /// There is no such condition.
    #[error(transparent)]
    Condition(#[from] UnknownAttributeCondition),
    /// The list cannot be a map.
    #[error(transparent)]
    Map(#[from] InvalidAttributeMap),
    /// Both a preset and a list.
    #[error("give either attribute_preset or attributes")]
    Both,
}

impl TryFrom<WrittenAttribute> for AttributeEntry {
    type Error = InvalidWrittenAttribute;

    fn try_from(written: WrittenAttribute) -> Result<Self, InvalidWrittenAttribute> {
        let WrittenAttribute { source, name, name_format, friendly_name, values, condition } = written;
        Ok(Self {
            source: AttributeSource::parse(&source)?,
            name,
            name_format,
            friendly_name,
            values,
            condition: condition.as_deref().map(AttributeCondition::parse).transpose()?,
        })
    }
}

/// The map that is written down as a preset or as a list; none if neither is.
pub fn written_map(
    preset: Option<AttributePreset>,
    attributes: Option<Vec<WrittenAttribute>>,
) -> Result<Option<AttributeMap>, InvalidWrittenAttribute> {
    match (preset, attributes) {
        (None, None) => Ok(None),
        (Some(preset), None) => Ok(Some(preset.map())),
        (Some(_), Some(_)) => Err(InvalidWrittenAttribute::Both),
        (None, Some(written)) if written.len() > AttributeMap::MOST => {
            Err(InvalidAttributeMap::TooMany { most: AttributeMap::MOST }.into())
        }
        (None, Some(written)) => {
            let entries = written.into_iter().map(AttributeEntry::try_from).collect::<Result<_, _>>()?;
            Ok(Some(AttributeMap::new(entries)?))
        }
    }
}
