//! The entities of a document, and their roles.

use crate::saml::metadata::metadata_error::MetadataError;
use crate::saml::xml::namespace::{METADATA, PROTOCOL};
use crate::saml::xml::tree::Element;

/// Of an aggregate with more entities, these are named.
const MOST_NAMED: usize = 50;

/// An entity with the aggregates that it stands in.
pub(super) struct Described<'a> {
    pub(super) around: Vec<&'a Element>,
    pub(super) entity: &'a Element,
}

/// The entity that is meant: the named one, or the only one that has the role.
pub(super) fn find<'a>(
    root: &'a Element,
    role: &'static str,
    named: Option<&str>,
) -> Result<Described<'a>, MetadataError> {
    let mut entities = Vec::new();
    collect(root, Vec::new(), &mut entities);
    let id = |found: &Described<'_>| found.entity.attribute("entityID").unwrap_or_default().to_owned();
    if let Some(named) = named {
        let found = entities.into_iter().find(|found| id(found) == named);
        return found.ok_or_else(|| MetadataError::NotDescribed(named.to_owned()));
    }
    if root.is(METADATA, "EntityDescriptor") {
        return entities.pop().ok_or(MetadataError::NotAnEntity);
    }
    entities.retain(|found| self::role(found.entity, role).is_ok());
    if entities.len() > 1 {
        return Err(MetadataError::Several(entities.iter().take(MOST_NAMED).map(id).collect()));
    }
    entities.pop().ok_or(MetadataError::NoRole(role))
}

fn collect<'a>(element: &'a Element, around: Vec<&'a Element>, found: &mut Vec<Described<'a>>) {
    if element.is(METADATA, "EntityDescriptor") {
        found.push(Described { around, entity: element });
    } else if element.is(METADATA, "EntitiesDescriptor") {
        let around: Vec<_> = around.into_iter().chain([element]).collect();
        element.children.iter().for_each(|child| collect(child, around.clone(), found));
    }
}

pub(super) fn role<'a>(root: &'a Element, name: &'static str) -> Result<&'a Element, MetadataError> {
    let speaks = |role: &&Element| {
        let protocols = role.attribute("protocolSupportEnumeration").unwrap_or_default();
        protocols.split_ascii_whitespace().any(|protocol| protocol == PROTOCOL)
    };
    root.all(METADATA, name).find(speaks).ok_or(MetadataError::NoRole(name))
}

pub(super) fn entity_id(root: &Element) -> Result<String, MetadataError> {
    let id = root.attribute("entityID").filter(|id| !id.trim().is_empty() && id.len() <= 1024);
    id.map(str::to_owned).ok_or(MetadataError::EntityId)
}
