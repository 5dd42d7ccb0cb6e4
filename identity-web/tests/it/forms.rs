//! Every form as it is declared, beside the page that shows it, the reading of what is posted, the JSON body and its
//! description.

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use identity_web::BaseUrl;
use identity_web::forms::{Control, Field, Form, Kind};
use identity_web::page::csrf::Csrf;
use identity_web::page::forms::{Filled, FormData, FormError};
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, PageText, Pages};
use identity_web::pages::FORMS;
use identity_web::rest::{BODIES, openapi_json};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn pages() -> Pages {
    let base = BaseUrl::parse("http://my.smartplan.localhost:8080/id").unwrap();
    Pages::new(&base, &Brand::named("MySmartPlan"), None).unwrap()
}

fn all<'a>(within: &ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page_names(form: &Form) -> BTreeSet<&'static str> {
    form.page_fields().map(Field::name).collect()
}

fn required_names(form: &Form) -> BTreeSet<&'static str> {
    form.page_fields().filter(|field| field.is_required_on_page()).map(Field::name).collect()
}

/// The declaration of a form on a page: the one that the page names, or a small one beside it.
fn declared(names: &BTreeSet<&str>, step: Option<&str>, of_page: Option<&str>) -> &'static Form {
    let is_step = |form: &Form| {
        let fixed = form.page_fields().filter_map(|field| match field.kind() {
            Kind::Fixed(value) if field.name() == "step" => Some(value),
            _ => None,
        });
        fixed.eq(step)
    };
    let fits = |form: &&&Form| {
        is_step(form) && names.is_subset(&page_names(form)) && required_names(form).is_subset(names)
    };
    let by_name = FORMS.iter().filter(|form| Some(form.name()) == of_page).find(fits);
    let small = || FORMS.iter().filter(|form| names.is_empty() == page_names(form).is_empty()).find(fits);
    by_name.or_else(small).unwrap_or_else(|| panic!("no form of {of_page:?} is declared with {names:?}"))
}

#[test]
fn pages_show_what_is_declared_and_all_of_it() {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let tokens = FormTokens::new(Csrf::derive(b"a secret for tests"), "browser");
    for preview in pages().previews("Word", &tokens) {
        let html = Html::parse_document(&preview.html.unwrap());
        let ours = "form[method=post][action^='/id/'], form[method=get]:not([role=search])";
        for posted in all(&html.root_element(), ours) {
            let controls = all(&posted, "input:not([name=csrf]), select, textarea");
            let names: BTreeSet<_> = controls.iter().map(|one| one.value().attr("name").unwrap()).collect();
            let step = controls.iter().find(|one| one.value().attr("name") == Some("step"));
            let step = step.and_then(|one| one.value().attr("value"));
            let form = declared(&names, step, preview.form.as_deref());
            for name in &names {
                let shown: Vec<_> =
                    controls.iter().copied().filter(|one| one.value().attr("name") == Some(name)).collect();
                shows(&posted, &shown, form.page_field(name).unwrap(), preview.name);
            }
            seen.extend(names.iter().map(|name| (form.name(), form.page_field(name).unwrap().name())));
        }
    }
    let fields = FORMS.iter().flat_map(|form| form.page_fields().map(|field| (form.name(), field.name())));
    assert_eq!(seen, fields.collect());
}

/// Compares what a page shows of a field with its declaration.
fn shows(form: &ElementRef<'_>, shown: &[ElementRef<'_>], field: &Field, page: &str) {
    let (name, control) = (field.name(), shown[0].value());
    let (tag, kind) = (control.name(), control.attr("type"));
    let wanted = match field.control() {
        Control::Select => ("select", None),
        Control::Lines => ("textarea", None),
        Control::Input => ("input", Some(field.kind().input_type())),
        Control::Password => ("input", Some("password")),
        Control::Radio if kind != Some("hidden") => ("input", Some("radio")),
        Control::Checkboxes => ("input", Some("checkbox")),
        // A choice of one goes without saying.
        Control::Radio | Control::Hidden => ("input", Some("hidden")),
    };
    assert_eq!((tag, kind), wanted, "{page} {name}");
    assert_eq!(control.attr("autocomplete").unwrap_or_default(), field.autofill(), "{page} {name}");
    if let Kind::Fixed(value) = field.kind() {
        assert_eq!(control.attr("value"), Some(value), "{page} {name}");
    }
    if kind == Some("hidden") {
        return;
    }
    // What is too long is refused with a reason; an attribute would cut what was pasted (page rule G15).
    assert_eq!((control.attr("maxlength"), control.attr("required")), (None, None), "{page} {name}");
    let typed = matches!(field.control(), Control::Input | Control::Lines | Control::Password);
    let exact = typed && field.kind().is_exact();
    assert_eq!(control.attr("autocapitalize"), exact.then_some("none"), "{page} {name}");
    assert_eq!(control.attr("spellcheck"), exact.then_some("false"), "{page} {name}");
    let group = matches!(field.control(), Control::Radio | Control::Checkboxes);
    let label = if group {
        let set =
            all(form, "fieldset").into_iter().find(|set| !all(set, &format!("[name={name}]")).is_empty());
        text(&all(&set.unwrap(), "legend")[0])
    } else {
        text(&all(form, &format!("label[for={name}]"))[0])
    };
    assert_eq!(label, pages().say(&PageText::new(field.texts()[0])).unwrap(), "{page} {name}");
    if typed {
        let marked = !field.is_required_on_page() && !field.is_alternative();
        assert_eq!(label.ends_with("(optional)"), marked, "{page} {name}: {label}");
    }
}

#[test]
fn forms_and_fields_have_names_of_their_own_and_texts_that_exist() {
    let names: BTreeSet<_> =
        FORMS.iter().chain(BODIES.iter().map(|(_, form)| form)).map(|form| form.name()).collect();
    let forms: BTreeMap<_, _> =
        FORMS.iter().chain(BODIES.iter().map(|(_, form)| form)).map(|form| (form.name(), *form)).collect();
    assert_eq!(names.len(), forms.len());
    for form in forms.values() {
        assert_eq!(page_names(form).len(), form.page_fields().count(), "{}", form.name());
        let paths: BTreeSet<_> = form.rest_fields().map(|(path, ..)| path).collect();
        assert_eq!(paths.len(), form.rest_fields().count(), "{}", form.name());
    }
    for form in FORMS {
        for field in form.page_fields().filter(|field| field.control() != Control::Hidden) {
            let [label, _, error] = field.texts();
            assert!(!label.is_empty(), "{} {}", form.name(), field.name());
            let can_fail = field.is_required_on_page() && form.name() != "who-can";
            assert!(!error.is_empty() || !can_fail, "{} {}", form.name(), field.name());
            for key in field.texts().into_iter().filter(|key| !key.is_empty()) {
                let text = PageText::new(key).with("count", "1");
                assert!(pages().say(&text).is_ok(), "{} {}: {key}", form.name(), field.name());
            }
        }
    }
}

fn fill(form: &'static Form, pairs: &[(&str, String)]) -> Result<Filled, FormError> {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    FormData::parse(&HeaderMap::from_iter([(CONTENT_TYPE, kind)]), body.as_bytes()).unwrap().fill(form)
}

/// The fields that are marked as wrong.
fn wrong(filled: &Filled) -> Vec<String> {
    let state = serde_json::to_value(filled.state()).unwrap();
    state["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect()
}

fn longest(field: &Field) -> String {
    match field.kind() {
        Kind::Number => field.bounds().1.to_string(),
        Kind::Fixed(value) => value.to_owned(),
        // Told apart from every other value.
        kind if kind.is_secret() => "p".repeat(usize::try_from(field.bounds().1).unwrap()),
        _ => "x".repeat(usize::try_from(field.bounds().1).unwrap()),
    }
}

#[test]
fn what_is_posted_is_read_as_declared() {
    for form in FORMS {
        let full: Vec<_> = form.page_fields().map(|field| (field.name(), longest(field))).collect();
        assert_eq!(wrong(&fill(form, &full).unwrap()), Vec::<String>::new(), "{}", form.name());
        let required: Vec<_> =
            form.page_fields().filter(|field| field.is_required_on_page()).map(Field::name).collect();
        assert_eq!(wrong(&fill(form, &[]).unwrap()), required, "{}", form.name());
        let foreign = [full.as_slice(), &[("is_admin", "1".to_owned())]].concat();
        assert_eq!(fill(form, &foreign).unwrap_err(), FormError::UnknownField("is_admin".to_owned()));
        for (at, field) in form.page_fields().enumerate() {
            let twice = fill(form, &[full.as_slice(), &[full[at].clone()]].concat());
            assert_eq!(twice.is_ok(), field.is_multiple(), "{} {}", form.name(), field.name());
            let mut large = full.clone();
            large[at].1 = match field.kind() {
                Kind::Number => (field.bounds().1 + 1).to_string(),
                _ => format!("{}x", longest(field)),
            };
            if matches!(field.kind(), Kind::Fixed(_)) {
                continue;
            }
            if field.control() == Control::Hidden {
                assert_eq!(fill(form, &large).unwrap_err(), FormError::TooLarge, "{}", form.name());
                continue;
            }
            let filled = fill(form, &large).unwrap();
            assert_eq!(wrong(&filled), [field.name()], "{}", form.name());
            let shown = serde_json::to_string(&filled.state()).unwrap();
            let kept = shown.contains(&large[at].1);
            assert!(!field.kind().is_secret() || !kept, "{} {} is shown again", form.name(), field.name());
        }
    }
}

fn description() -> Value {
    serde_json::from_str(&openapi_json().unwrap()).unwrap()
}

/// The schema that a reference, or one of several, leads to.
fn followed<'a>(description: &'a Value, schema: &'a Value) -> &'a Value {
    let several = schema["oneOf"].as_array().into_iter().flatten();
    let reference = std::iter::once(schema).chain(several).find_map(|one| one["$ref"].as_str());
    reference.map_or(schema, |to| description.pointer(to.strip_prefix('#').unwrap()).unwrap())
}

/// The fields of a body as they are described, by their paths: the schema of each, and whether it must be there.
fn described(
    description: &Value,
    schema: &Value,
    above: &str,
    needed: bool,
    found: &mut BTreeMap<String, (Value, bool)>,
) {
    let required: BTreeSet<_> =
        schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
    for (name, property) in schema["properties"].as_object().unwrap() {
        let (path, needed) = (format!("{above}{name}"), needed && required.contains(name.as_str()));
        let inner = followed(description, property);
        if inner["properties"].is_object() {
            described(description, inner, &format!("{path}."), needed, found);
        } else {
            found.insert(path, (inner.clone(), needed));
        }
    }
}

#[test]
fn every_body_is_declared_and_described_alike() {
    let description = description();
    let mut bodies = BTreeSet::new();
    for methods in description["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            for (kind, body) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
                let name = body["schema"]["$ref"].as_str().and_then(|to| to.rsplit('/').next());
                // OAuth says what the form of the token endpoint holds.
                let json = kind.ends_with("json");
                bodies.extend(name.filter(|_| json).map(str::to_owned));
            }
        }
    }
    assert_eq!(bodies, BODIES.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, form) in BODIES {
        let mut found = BTreeMap::new();
        described(&description, &description["components"]["schemas"][name], "", true, &mut found);
        let paths: BTreeSet<_> = form.rest_fields().map(|(path, ..)| path.to_owned()).collect();
        assert_eq!(found.keys().cloned().collect::<BTreeSet<_>>(), paths, "{name}");
        for (path, field, required) in form.rest_fields() {
            let (schema, needed) = &found[path];
            assert_eq!(*needed, required, "{name} {path} is required in one place only");
            describes(schema, field, &format!("{name} {path}"));
        }
    }
}

/// Compares the schema of a field with its declaration.
fn describes(schema: &Value, field: &Field, at: &str) {
    let is = |schema: &Value, kind: &str| {
        schema["type"] == kind || schema["type"].as_array().is_some_and(|types| types.contains(&json!(kind)))
    };
    assert_eq!(is(schema, "array"), field.is_multiple(), "{at}");
    assert_eq!(schema["maxItems"].as_u64().unwrap_or(1), field.most_entries(), "{at}");
    let value = if field.is_multiple() { &schema["items"] } else { schema };
    assert!(is(value, field.kind().json_type()), "{at}: {value}");
    let (least, most) = field.bounds();
    let (lower, upper) = match field.kind() {
        Kind::Number => ("minimum", "maximum"),
        Kind::Map => ("minProperties", "maxProperties"),
        _ => ("minLength", "maxLength"),
    };
    if let Some(format) = field.kind().json_format() {
        assert_eq!(value["format"], format, "{at}");
    }
    // A closed list, a UUID and a time are bounded by their form.
    if value["enum"].is_array() || matches!(field.kind(), Kind::Id | Kind::Date | Kind::Flag) {
        return;
    }
    assert_eq!(value[lower].as_u64().unwrap_or(0), least, "{at}");
    assert_eq!(value[upper].as_u64().unwrap_or(u64::MAX), most, "{at}");
}

/// A body with one value in it.
fn with(path: &str, value: Value) -> Value {
    path.rsplit('.').fold(value, |inner, name| json!({name: inner}))
}

/// The fields that an answer names, with what is wrong with each.
fn named(got: &Got) -> BTreeMap<String, String> {
    let text = |error: &Value, name: &str| error[name].as_str().unwrap().to_owned();
    got.json["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| (text(error, "field"), text(error, "message")))
        .collect()
}

/// Where a call with a body of this name is sent, by which method, and whether by the feed and not by Scott.
fn sent_to(name: &str, some: uuid::Uuid) -> (bool, &'static str, String) {
    match name {
        "ActingForCall" => (false, "PUT", "/api/v1/me/acting-for".to_owned()),
        "ApplicationCall" => (false, "POST", "/api/v1/applications".to_owned()),
        "ApplicationPatchCall" => (false, "PATCH", format!("/api/v1/applications/{some}")),
        "MetadataCall" => (false, "POST", format!("/api/v1/applications/{some}/metadata")),
        "ConnectionCall" => (false, "POST", "/api/v1/connections".to_owned()),
        "ConnectionPatchCall" => (false, "PATCH", format!("/api/v1/connections/{some}")),
        "ProviderMetadataCall" => (false, "POST", format!("/api/v1/connections/{some}/metadata")),
        "SignInDomainCall" => (false, "POST", format!("/api/v1/connections/{some}/domains")),
        "ApprovalCall" => (false, "POST", format!("/api/v1/users/{some}/approvals")),
        "ContactChangeCall" => (false, "PUT", "/api/v1/me/contact-changes/email".to_owned()),
        "ContactCodeCall" => (false, "POST", "/api/v1/me/contact-changes/email/confirm".to_owned()),
        "SuspendCall" => (false, "POST", format!("/api/v1/organizations/{some}/suspend")),
        "BrandCall" => (false, "PUT", format!("/api/v1/organizations/{some}/brand")),
        "ContractPatchCall" => (true, "PATCH", "/api/v1/contracts/external/x".to_owned()),
        "OrganizationPatchCall" => (true, "PATCH", "/api/v1/organizations/external/x".to_owned()),
        "ContractCall" => (true, "PUT", "/api/v1/contracts/external/x".to_owned()),
        "DecisionCall" => (false, "POST", "/api/v1/decisions".to_owned()),
        "FlowAnswerCall" => (false, "POST", format!("/api/v1/flows/{some}")),
        "FlowCall" => (false, "POST", "/api/v1/flows".to_owned()),
        "GiveRoleCall" => (false, "POST", format!("/api/v1/organizations/{some}/grants")),
        "InvitationCall" => (false, "POST", format!("/api/v1/organizations/{some}/invitations")),
        "MandateCall" => (false, "POST", "/api/v1/mandates".to_owned()),
        "OrganizationCall" => (true, "PUT", "/api/v1/organizations/external/x".to_owned()),
        "MemberCall" => (false, "POST", format!("/api/v1/organizations/{some}/members")),
        "PasswordLinkCall" => (false, "POST", format!("/api/v1/users/{some}/password-link")),
        "RoleCall" => (false, "PUT", format!("/api/v1/organizations/{some}/roles/x")),
        "SignInPolicyCall" => (false, "PUT", format!("/api/v1/organizations/{some}/sign-in")),
        "SmsSettingsCall" => (false, "PUT", format!("/api/v1/organizations/{some}/text-messages")),
        "UserPatchCall" => (false, "PATCH", format!("/api/v1/users/{some}")),
        unknown => panic!("say here where {unknown} is sent"),
    }
}

#[tokio::test]
async fn calls_take_what_is_declared_and_name_every_field_that_is_wrong() {
    let world = World::new().await;
    let (scott, crm, some) = (world.scott().await, world.crm().await, uuid::Uuid::nil());
    for (name, form) in BODIES {
        let (by_feed, method, path) = sent_to(name, some);
        let who: &Who = if by_feed { &crm } else { &scott };
        let send = async |body: Value| world.send(who, method, &path, Some(body.to_string()), &[]).await;
        let required: BTreeSet<_> =
            form.rest_fields().filter(|(.., required)| *required).map(|(path, ..)| path.to_owned()).collect();
        // Of a mandate it is one of several.
        let counts = |field: &String| field != "to" || *name != "MandateCall";
        let missing: BTreeSet<_> = named(&send(json!({})).await).into_keys().filter(counts).collect();
        assert_eq!(missing, required, "{name}");
        for (path, field, _) in form.rest_fields().filter(|(_, field, _)| field.bounds().1 < u64::MAX) {
            let (most, one) =
                (field.bounds().1, if field.is_multiple() { format!("{path}[0]") } else { path.to_owned() });
            let value = |over: u64| {
                let value = match field.kind() {
                    Kind::Number => json!(most + over),
                    Kind::Map => (0..most + over).map(|number| (number.to_string(), json!("x"))).collect(),
                    _ => json!("x".repeat(usize::try_from(most + over).unwrap())),
                };
                with(path, if field.is_multiple() { json!([value]) } else { value })
            };
            let said = |got: &Got| {
                named(got).get(&one).is_some_and(|text| text.starts_with(&format!("at most {most}")))
            };
            let got = send(value(1)).await;
            assert_eq!((got.status, said(&got)), (StatusCode::BAD_REQUEST, true), "{name} {path}: {got:?}");
            let got = send(value(0)).await;
            assert!(!said(&got), "{name} {path}: {got:?}");
        }
    }
}
