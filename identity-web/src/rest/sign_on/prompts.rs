//! The fields of a form as prompts.

use crate::forms::{Control, Field, Form, Kind};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::{Choice, FormState};
use crate::rest::sign_on::flow::{FlowMessage, Prompt, PromptKind, PromptOption};
use crate::visit::visitor::Visit;

/// The fields of a form that a person answers.
pub(super) fn fields(form: &Form) -> impl Iterator<Item = &'static Field> {
    form.page_fields().filter(|field| field.control() != Control::Hidden)
}

/// The prompts of a form. `options` are the answers to choose from of the field that has some, `figures` go into its hints.
pub(super) fn prompts(
    visit: &Visit,
    form: &FormState,
    options: &[Choice],
    count: usize,
) -> Result<Vec<Prompt>, PageFailure> {
    fields(form.form()).map(|field| prompt(visit, field, form, options, count)).collect()
}

fn prompt(
    visit: &Visit,
    field: &'static Field,
    form: &FormState,
    options: &[Choice],
    count: usize,
) -> Result<Prompt, PageFailure> {
    let [label, hint, _] = field.texts();
    let kind = kind(field);
    let is_choice = kind == PromptKind::Choice;
    let hint =
        if hint.is_empty() { None } else { Some(visit.say(&PageText::new(hint).with("count", count))?) };
    Ok(Prompt {
        name: field.name(),
        kind,
        label: visit.say(&PageText::new(label))?,
        hint,
        required: field.is_required_on_page(),
        autocomplete: field.autofill(),
        max_length: field.bounds().1,
        value: form.text(field).map(ToOwned::to_owned),
        options: if is_choice { options.iter().map(option).collect() } else { Vec::new() },
    })
}

const fn kind(field: &Field) -> PromptKind {
    match (field.control(), field.kind()) {
        (Control::Radio | Control::Select | Control::Checkboxes, _) => PromptKind::Choice,
        (_, Kind::Password) => PromptKind::Password,
        (_, Kind::Code) => PromptKind::Code,
        (_, Kind::Email) => PromptKind::Email,
        (_, Kind::Phone) => PromptKind::Tel,
        _ => PromptKind::Text,
    }
}

pub(super) fn option(choice: &Choice) -> PromptOption {
    let hint = Some(choice.hint.clone()).filter(|hint| !hint.is_empty());
    PromptOption { value: choice.value.clone(), label: choice.label.clone(), hint }
}

/// What is wrong with a form, in the order of its prompts.
pub(super) fn errors(visit: &Visit, form: &FormState) -> Result<Vec<FlowMessage>, PageFailure> {
    form.errors().map(|(field, text)| message(visit, Some(field), text)).collect()
}

/// A message, with the key of its text as its code.
pub(super) fn message(
    visit: &Visit,
    prompt: Option<&'static str>,
    text: &PageText,
) -> Result<FlowMessage, PageFailure> {
    Ok(FlowMessage { prompt, code: text.key.clone().into_owned(), text: visit.say(text)? })
}
