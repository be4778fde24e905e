//! What the values of each enum mean: the doc comments of its variants, which a schema leaves out.

use std::fmt::Write;

use utoipa::openapi::{OpenApi as Document, RefOr, Schema};

/// Enums with the doc comments of their variants, in order (`build.rs`).
const MEANINGS: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// What the values of an enum mean, in order.
pub(super) fn meanings(name: &str) -> &'static [&'static str] {
    let known = MEANINGS.iter().find(|(known, _)| *known == name);
    known.map_or(&[], |(_, meanings)| *meanings)
}

/// Lists in the description of each enum what its values mean.
pub(super) fn explain(document: &mut Document) {
    let Some(components) = &mut document.components else {
        return;
    };
    components.schemas.values_mut().for_each(explain_tags);
    for (name, meanings) in MEANINGS {
        let Some(RefOr::T(Schema::Object(schema))) = components.schemas.get_mut(*name) else {
            continue;
        };
        let values = schema.enum_values.iter().flatten().filter_map(|value| value.as_str());
        let mut list = String::new();
        for (value, meaning) in values.zip(*meanings).filter(|(_, meaning)| !meaning.is_empty()) {
            let _ = write!(list, "\n- `{value}` – {meaning}");
        }
        if !list.is_empty() {
            let description = schema.description.get_or_insert_default();
            description.push('\n');
            description.push_str(&list);
        }
    }
}

/// A value that tells variants apart means what is said of its variant.
fn explain_tags(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(variants)) = schema else {
        return;
    };
    for variant in &mut variants.items {
        let RefOr::T(Schema::Object(variant)) = variant else {
            continue;
        };
        for field in variant.properties.values_mut() {
            if let RefOr::T(Schema::Object(tag)) = field
                && tag.description.is_none()
                && tag.enum_values.as_ref().is_some_and(|values| values.len() == 1)
            {
                tag.description.clone_from(&variant.description);
            }
        }
    }
}
