//! What means the same everywhere is described once, here; a field's own doc comment goes before it.

use std::mem;

use utoipa::openapi::{
    Components, KnownFormat, OpenApi as Document, RefOr, Schema, SchemaFormat, Type,
    schema::{ArrayItems, SchemaType},
};

/// Fields by name.
const FIELDS: &[(&str, &str)] = &[
    ("id", "Its id (UUIDv7)."),
    ("items", "The rows; of a list, those of this page."),
    (
        "version",
        "Row version, as in `ETag`; goes up by one with every change.",
    ),
    ("created_at", "When it was recorded."),
    ("updated_at", "When it was last changed."),
    ("closed_at", "When it was closed; null while it is open."),
    ("started_at", "When it began."),
    ("submitted_at", "When it was handed in; null for a draft."),
    ("at", "When it happened."),
    ("name", "Name, as people read it."),
    ("title", "Title, as people read it."),
    (
        "code",
        "Short code, unique among its siblings; it never changes its meaning.",
    ),
    ("number", "Number as printed, such as ZL-2026-0001."),
    ("seq", "Running number; later ones are higher."),
    ("label", "How it is called on forms and pages."),
    ("unit_name", "Name of the unit."),
    (
        "unit_label",
        "The counting word (量词) that goes with the number, such as 节; null for none.",
    ),
    ("school_name", "Name of the school."),
    ("short_name", "The name in tables and tags."),
    ("class_name", "Name of the class, such as 三年级1班; null for none."),
    ("person_name", "Name of the person."),
    ("from_person_name", "Name of the person it is taken over from."),
    ("to_person_name", "Name of the person who takes it over."),
    ("account_name", "Name of the account's holder."),
    ("display_name", "The name that others see."),
    (
        "username",
        "The name to log in with: lower-case letters, digits and `. - _`.",
    ),
    ("category_name", "Name of the category."),
    ("scheme_name", "Name of the liaison scheme."),
    ("scheme_code", "Code of the liaison scheme."),
    ("group_name", "Name of the group."),
    ("group_code", "Code of the group in the rules."),
    ("duty_code", "Code of the duty in the plan."),
    ("duty_title", "Title of the duty."),
    ("round_title", "Title of the evaluation round."),
    ("inspection_title", "Title of the inspection."),
    ("object_name", "Name of who or what is evaluated."),
    ("household_label", "How the household is called: the pupils' names."),
    ("recorded_by_name", "Name of who recorded it."),
    ("created_by_name", "Name of who made it."),
    ("decided_by_name", "Name of who decided; null until then."),
    ("decided_at", "When it was decided; null until then."),
    ("starts_on", "First day."),
    ("begins_on", "First day."),
    ("ends_on", "Last day, counted in."),
    ("effective_from", "First day on which it holds."),
    ("effective_to", "Last day on which it holds; null while it lasts."),
    ("happened_on", "Day on which it happened; not in the future."),
    ("issued_on", "Day of issue."),
    ("due_on", "Last day for it."),
    ("due_at", "Until when it must be done."),
    ("expires_at", "From then on it is no longer good."),
    ("on", "The day it is about."),
    ("day", "The day it is about."),
    ("reason", "Why, in a sentence; it is kept with the step."),
    ("note", "A remark, for those who may see the record."),
    ("remark", "A remark, as on the form."),
    ("text", "What was written, as it was written."),
    ("content", "What was said or written, as it was said or written."),
    ("summary", "In one or two sentences."),
    ("place", "Where it was, in words."),
    ("phone", "Phone number."),
    ("address", "Address, as it was given."),
    ("village", "The village or hamlet."),
    ("sort_order", "Place among its siblings; lower ones come first."),
    ("allowed_moves", "What the caller may do with the record now."),
    ("value", "The figure."),
    ("count", "How many."),
    ("results", "One result for each that was sent, in the same order."),
    (
        "informational",
        "Shown for information (只作参考): nobody is judged by it.",
    ),
    (
        "target_by_rank",
        "Targets of single ranks, by the code of the rank; `target` holds for all others.",
    ),
    ("period", "Over which time it is counted."),
    ("grade", "1 is the first grade of the stage."),
    ("ethnic_group", "Ethnic group, code of GB/T 3304 such as `01` (汉)."),
    (
        "political_affiliation",
        "Political affiliation, code of GB/T 4762 such as `01` (中共党员).",
    ),
    ("post", "The post (岗位)."),
    ("post_title", "Title of the post in words."),
    ("subject", "The school subject, in words."),
    ("relation_note", "What kind of relation, where `other` was chosen."),
    ("guardians", "The guardians."),
    ("file_name", "Name of the file as it was sent."),
    ("what", "What it is about, in words."),
    ("follow_up", "What was promised, in a sentence; null when nothing was."),
    ("follow_up_on", "Until when it was promised."),
    ("last_used_at", "When it was last used."),
    ("ended_at", "When it ended; null while it lasts."),
    ("end_reason", "Why it ended; null while it lasts."),
    ("entry_number", "Number of the ledger entry."),
    ("entry_title", "Title of the ledger entry."),
    ("handler_name", "Name of who handles it; null while nobody does."),
    (
        "handler_unit_name",
        "Name of the unit that handles it; null while none does.",
    ),
    ("student_name", "Name of the pupil."),
    (
        "staff_number",
        "Number of the member of staff (教职工号), unique in the installation.",
    ),
    ("homeroom", "Whether he is the class's homeroom teacher (班主任)."),
    ("birth_date", "Day of birth."),
    ("registered_at", "When it was registered."),
    ("published_on", "Day on which it was published."),
    ("document_number", "Number of the document (文号)."),
    (
        "boarding",
        "Whether the pupil boards (寄宿); null where nobody has said.",
    ),
    (
        "left_behind",
        "Whether parents who work elsewhere left the pupil behind (留守儿童); null where nobody has said.",
    ),
    (
        "orphan",
        "Whether the pupil is an orphan (孤儿); null where nobody has said.",
    ),
    (
        "hardship",
        "Whether the pupil is supported for hardship (困难资助); null where nobody has said.",
    ),
];

/// Describes the fields of all schemas that say nothing of themselves, and the `sort` of every list.
pub(super) fn describe(document: &mut Document) {
    describe_sorting(document);
    if let Some(Components { schemas, .. }) = &mut document.components {
        schemas.values_mut().for_each(describe_fields);
    }
}

fn describe_fields(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            if object.schema_type == SchemaType::Type(Type::Integer) && object.format.is_none() {
                object.format = Some(SchemaFormat::KnownFormat(KnownFormat::Int64));
            }
            for (name, field) in &mut object.properties {
                raise_description(field);
                if let Some((_, meaning)) = FIELDS.iter().find(|(known, _)| known == name) {
                    describe_field(field, meaning);
                }
                describe_fields(field);
            }
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                describe_fields(items);
            }
        }
        Schema::AllOf(all) => all.items.iter_mut().for_each(describe_fields),
        Schema::OneOf(one) => one.items.iter_mut().for_each(describe_fields),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(describe_fields),
        _ => {}
    }
}

/// The doc comment of a nullable reference lies on the reference: its reader looks for it at the field.
fn raise_description(field: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::OneOf(one)) = field {
        let said = one.items.iter_mut().find_map(|item| match item {
            RefOr::Ref(reference) if !reference.description.is_empty() => Some(mem::take(&mut reference.description)),
            _ => None,
        });
        one.description = one.description.take().or(said);
    }
}

fn describe_field(field: &mut RefOr<Schema>, meaning: &str) {
    let RefOr::T(schema) = field else { return };
    let description = match schema {
        Schema::Object(object) => &mut object.description,
        Schema::Array(array) => &mut array.description,
        Schema::OneOf(one) => &mut one.description,
        Schema::AllOf(all) => &mut all.description,
        _ => return,
    };
    description.get_or_insert_with(|| meaning.to_owned());
}

/// A parameter whose schema is made by hand loses its doc comment; those are the `sort` of every list.
fn describe_sorting(document: &mut Document) {
    let lists = document.paths.paths.values_mut().filter_map(|item| item.get.as_mut());
    for parameter in lists.flat_map(|list| list.parameters.iter_mut().flatten()) {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "sort"
            && parameter.description.is_none()
        {
            parameter.description = Some("Order of the rows: a column, with `-` in front for descending.".into());
        }
    }
}
