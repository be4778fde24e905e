//! The API document: committed as it is served, and complete.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::support::{Contract, Operation};

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let committed: Value = serde_json::from_str(&fs::read_to_string(committed).unwrap()).unwrap();
    assert!(
        committed == Contract::get().document,
        "openapi/openapi.json is not what the server says: run `make openapi`"
    );
}

#[test]
fn the_committed_collection_is_made_of_the_document() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/lianxin.postman_collection.json");
    let committed: Value = serde_json::from_str(&fs::read_to_string(committed).unwrap()).unwrap();
    assert!(
        committed == lianxin::app::postman_collection().unwrap(),
        "openapi/lianxin.postman_collection.json is out of date: run `make openapi`"
    );
}

#[test]
fn every_operation_is_named_once_and_described() {
    let mut names = BTreeSet::new();
    for operation in &Contract::get().operations {
        let id = &operation.id;
        let place = format!("{} {} ({id})", operation.method, operation.path);
        assert!(names.insert(id), "{place}: its name is taken");
        let described = &operation.description;
        assert!(
            described["summary"].as_str().is_some_and(|summary| summary.len() > 5),
            "{place}: no summary"
        );
        assert!(
            described["tags"].as_array().is_some_and(|tags| tags.len() == 1),
            "{place}: not one tag"
        );
        assert!(described["security"].is_array(), "{place}: says nothing of security");
        assert_eq!(
            described["responses"]["default"]["$ref"], "#/components/responses/Problem",
            "{place}: no problem as default answer"
        );
        let success = described["responses"]
            .as_object()
            .unwrap()
            .keys()
            .any(|status| status.starts_with('2') || status.starts_with('3'));
        assert!(success, "{place}: says nothing of success");
    }
}

#[test]
fn every_parameter_is_described() {
    let mut mute = Vec::new();
    for operation in &Contract::get().operations {
        for parameter in operation.description["parameters"].as_array().into_iter().flatten() {
            if parameter["description"].as_str().unwrap_or_default().is_empty() {
                mute.push(format!("{}: {}", operation.id, parameter["name"]));
            }
        }
    }
    assert!(mute.is_empty(), "parameters without a description: {mute:#?}");
}

#[test]
fn every_path_parameter_is_declared() {
    for operation in &Contract::get().operations {
        let wanted: BTreeSet<&str> = operation
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        let parameters = operation.description["parameters"].as_array().into_iter().flatten();
        let declared: BTreeSet<&str> = parameters
            .filter(|parameter| parameter["in"] == "path")
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        assert_eq!(declared, wanted, "{}", operation.id);
    }
}

#[test]
fn every_schema_is_described() {
    let schemas = Contract::get().document["components"]["schemas"].as_object().unwrap();
    let mute = schemas
        .iter()
        .filter(|(_, schema)| schema["description"].as_str().unwrap_or_default().is_empty());
    let mute: Vec<&String> = mute.map(|(name, _)| name).collect();
    assert!(mute.is_empty(), "schemas without a description: {mute:?}");
}

#[test]
fn every_value_of_an_enum_is_explained() {
    let schemas = Contract::get().document["components"]["schemas"].as_object().unwrap();
    let mut mute = Vec::new();
    for (name, schema) in schemas {
        let said = schema["description"].as_str().unwrap_or_default();
        let values = schema["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let unsaid = values.filter(|value| !said.contains(&format!("- `{value}` – ")));
        mute.extend(unsaid.map(|value| format!("{name}: {value}")));
    }
    assert!(
        mute.is_empty(),
        "values without a doc comment at their variant: {mute:#?}"
    );
}

#[test]
fn every_request_body_has_an_example_that_fits() {
    let contract = Contract::get();
    let mut wrong = Vec::new();
    for operation in &contract.operations {
        let contents = operation.description["requestBody"]["content"].as_object();
        for (kind, content) in contents.into_iter().flatten() {
            let schema = contract.resolve(&content["schema"]);
            let example = &schema["example"];
            if example.is_null() {
                wrong.push(format!("{} ({kind}): no example", operation.id));
            } else if kind.ends_with("json") {
                let validator = contract.validator(schema);
                wrong.extend(validator.iter_errors(example).map(|error| {
                    let place = error.instance_path();
                    format!("{}: {place}: {error}", operation.id)
                }));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Missing ones are recorded by `LIANXIN_RECORD_EXAMPLES=1 make test`.
#[test]
fn every_answer_has_an_example_that_fits() {
    let operations = &Contract::get().operations;
    let complaints: Vec<String> = operations.iter().filter_map(Operation::complaint).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let wanted: BTreeSet<_> = operations
        .iter()
        .map(Operation::example_file)
        .map(|file| file.file_name().unwrap().to_owned())
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/examples");
    for kept in fs::read_dir(folder).unwrap() {
        let name = kept.unwrap().file_name();
        let is_example = Path::new(&name).extension().is_some_and(|kind| kind == "json");
        assert!(
            !is_example || wanted.contains(&name),
            "{name:?} is the example of no operation"
        );
    }
}

#[test]
fn every_field_is_described() {
    let schemas = Contract::get().document["components"]["schemas"].as_object().unwrap();
    let mut mute = Vec::new();
    for (name, schema) in schemas {
        gather_mute_fields(name, schema, &mut mute);
    }
    assert!(mute.is_empty(), "fields without a description: {mute:#?}");
}

/// Also those of the schemas that one is put together from.
fn gather_mute_fields(name: &str, schema: &Value, mute: &mut Vec<String>) {
    for (field, described) in schema["properties"].as_object().into_iter().flatten() {
        let says = ["description", "$ref", "allOf", "oneOf"]
            .iter()
            .any(|key| !described[key].is_null());
        if !says {
            mute.push(format!("{name}.{field}"));
        }
    }
    let parts = ["allOf", "oneOf", "anyOf"]
        .iter()
        .filter_map(|key| schema[key].as_array());
    for part in parts.flatten() {
        gather_mute_fields(name, part, mute);
    }
}

#[test]
fn every_tag_is_described() {
    let document = &Contract::get().document;
    let described: BTreeSet<&str> = document["tags"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|tag| tag["description"].is_string())
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    let used: BTreeSet<&str> = Contract::get()
        .operations
        .iter()
        .filter_map(|operation| operation.description["tags"][0].as_str())
        .collect();
    assert_eq!(described, used);
}

#[test]
fn every_problem_has_an_example_that_fits() {
    let contract = Contract::get();
    let content = &contract.document["components"]["responses"]["Problem"]["content"]["application/problem+json"];
    let validator = contract.validator(&content["schema"]);
    let examples = content["examples"].as_object().unwrap();
    for (code, example) in examples {
        assert_eq!(example["value"]["code"], code.as_str());
        let complaints: Vec<String> = validator
            .iter_errors(&example["value"])
            .map(|error| error.to_string())
            .collect();
        assert!(complaints.is_empty(), "{code}: {complaints:?}");
    }
    for code in [
        "illegal_move",
        "stale_version",
        "precondition_required",
        "unknown_parameter",
    ] {
        assert!(examples.contains_key(code), "{code}");
    }
}
