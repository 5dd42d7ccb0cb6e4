//! The bodies that calls take, with their declarations; the bounds in the description of the interface come from them.

use crate::forms::{Field, Form, Kind};
use crate::rest::http::body::Declared;
use crate::rest::{
    applications, approvals, brands, connections, contacts, contracts, delivery, invitations, mandates,
    organizations, people, roles, sessions, sign_on,
};
use serde_json::{Map, Value, json};

/// Every body of a call: the name of its schema, and its declaration.
pub const BODIES: &[(&str, &Form)] = &[
    ("ActingForCall", sessions::dto::ActingForCall::FORM),
    ("ContactChangeCall", contacts::dto::ContactChangeCall::FORM),
    ("ContactCodeCall", contacts::dto::ContactCodeCall::FORM),
    ("ApplicationCall", applications::ApplicationCall::FORM),
    ("ApplicationPatchCall", applications::ApplicationPatchCall::FORM),
    ("MetadataCall", applications::MetadataCall::FORM),
    ("ConnectionCall", connections::ConnectionCall::FORM),
    ("ConnectionPatchCall", connections::ConnectionPatchCall::FORM),
    ("ProviderMetadataCall", connections::ProviderMetadataCall::FORM),
    ("SignInDomainCall", connections::SignInDomainCall::FORM),
    ("ApprovalCall", approvals::dto::ApprovalCall::FORM),
    ("BrandCall", brands::BrandCall::FORM),
    ("ContractCall", contracts::dto::ContractCall::FORM),
    ("ContractPatchCall", contracts::dto::ContractPatchCall::FORM),
    ("DecisionCall", roles::dto::DecisionCall::FORM),
    ("FlowAnswerCall", sign_on::dto::FlowAnswerCall::FORM),
    ("FlowCall", sign_on::dto::FlowCall::FORM),
    ("GiveRoleCall", roles::dto::GiveRoleCall::FORM),
    ("InvitationCall", invitations::dto::InvitationCall::FORM),
    ("MandateCall", mandates::dto::MandateCall::FORM),
    ("MemberCall", people::dto::MemberCall::FORM),
    ("OrganizationCall", organizations::dto::OrganizationCall::FORM),
    ("OrganizationPatchCall", organizations::dto::OrganizationPatchCall::FORM),
    ("PasswordLinkCall", people::dto::PasswordLinkCall::FORM),
    ("RoleCall", roles::dto::RoleCall::FORM),
    ("SignInPolicyCall", sign_on::SignInPolicyCall::FORM),
    ("SmsSettingsCall", delivery::SmsSettingsCall::FORM),
    ("SuspendCall", organizations::dto::SuspendCall::FORM),
    ("UserPatchCall", people::dto::UserPatchCall::FORM),
];

/// Writes the declared bounds into the schemas of a description.
pub(crate) fn write_bounds(description: &mut Value) {
    for (schema, form) in BODIES {
        for (path, field, _) in form.rest_fields() {
            if let Some(property) = property(description, schema, path) {
                bound(property, field);
            }
        }
    }
}

/// The schema of a field, by its path from the schema of the body.
fn property<'a>(description: &'a mut Value, schema: &str, path: &str) -> Option<&'a mut Map<String, Value>> {
    let (objects, name) = path.rsplit_once('.').unwrap_or(("", path));
    let schema = objects
        .split('.')
        .filter(|object| !object.is_empty())
        .try_fold(schema.to_owned(), |schema, object| {
            Some(referred(description.pointer(&pointer(&schema, object))?)?.to_owned())
        })?;
    description.pointer_mut(&pointer(&schema, name))?.as_object_mut()
}

fn pointer(schema: &str, property: &str) -> String {
    format!("/components/schemas/{schema}/properties/{property}")
}

/// The name of the schema that a property refers to.
fn referred(property: &Value) -> Option<&str> {
    let nullable = property["oneOf"].as_array().into_iter().flatten();
    let mut references = std::iter::once(property).chain(nullable);
    references.find_map(|one| one["$ref"].as_str())?.rsplit('/').next()
}

/// Writes the bounds of a field into its schema (JSON Schema, validation vocabulary).
fn bound(property: &mut Map<String, Value>, field: &Field) {
    let (least, most) = field.bounds();
    if field.is_multiple() {
        property.insert("maxItems".to_owned(), json!(field.most_entries()));
    }
    let value = if field.is_multiple() {
        property.get_mut("items").and_then(Value::as_object_mut)
    } else {
        Some(property)
    };
    let Some(value) = value.filter(|value| !value.contains_key("$ref")) else { return };
    let names = match field.kind() {
        Kind::Number => ("minimum", "maximum"),
        Kind::Map => ("minProperties", "maxProperties"),
        Kind::Flag | Kind::Id | Kind::Date => return,
        _ => ("minLength", "maxLength"),
    };
    if least > 0 {
        value.insert(names.0.to_owned(), json!(least));
    }
    if most < u64::MAX {
        value.insert(names.1.to_owned(), json!(most));
    }
}
