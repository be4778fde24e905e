//! A generic type, such as a page of accounts, repeats the schema of what it holds: here it refers to it instead, so
//! that a client gets one type for an account wherever it stands.

use utoipa::openapi::{OpenApi as Document, Ref, RefOr, Schema, schema::ArrayItems};

/// Lets `Paged_Account` hold accounts.
pub(super) fn refer(document: &mut Document) {
    let schemas = &mut document.components.get_or_insert_default().schemas;
    let generics: Vec<(String, String)> = schemas
        .keys()
        .filter_map(|name| Some((name.clone(), name.split_once('_')?.1.to_owned())))
        .collect();
    for (generic, held) in generics {
        let Some(schema) = schemas.get(&held).cloned() else {
            continue;
        };
        let reference = RefOr::Ref(Ref::from_schema_name(held));
        if let Some(RefOr::T(Schema::Object(object))) = schemas.get_mut(&generic) {
            for field in object.properties.values_mut() {
                replace(field, &schema, &reference);
            }
        }
    }
}

fn replace(field: &mut RefOr<Schema>, schema: &RefOr<Schema>, reference: &RefOr<Schema>) {
    if field == schema {
        *field = reference.clone();
    } else if let RefOr::T(Schema::Array(array)) = field
        && let ArrayItems::RefOrSchema(items) = &mut array.items
        && **items == *schema
    {
        **items = reference.clone();
    }
}
