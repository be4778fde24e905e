//! What a row of a sheet would do, and the differences it would make.

use crate::{
    entities::import_row::{ImportAction, RowDifference, RowProblem},
    error::{Error, Result},
    language::{Text, text},
};

/// What an import does, or did, with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPlan<Id> {
    pub action: ImportAction,
    /// The record; a new one has its id already. None when rejected.
    pub id: Option<Id>,
    pub problems: Vec<RowProblem>,
    /// Restricted values are masked.
    pub differences: Vec<RowDifference>,
}

impl<Id> RowPlan<Id> {
    /// A row that cannot be taken over; `column` is a field of the row.
    pub fn rejected(column: Option<&str>, code: &str, detail: &Text) -> Self {
        Self {
            action: ImportAction::Rejected,
            id: None,
            problems: vec![RowProblem {
                column: column.map(str::to_owned),
                code: code.to_owned(),
                detail: detail.show().to_owned(),
            }],
            differences: Vec::new(),
        }
    }

    /// A row that breaks a rule of the feature it belongs to; what is nobody's fault goes on as an error.
    pub fn refused(error: Error) -> Result<Self> {
        match error {
            Error::Invalid(fields) => Ok(Self {
                action: ImportAction::Rejected,
                id: None,
                problems: fields
                    .into_iter()
                    .map(|field| RowProblem {
                        column: Some(field.pointer.trim_start_matches("#/").to_owned()),
                        code: field.code,
                        detail: field.detail.show().to_owned(),
                    })
                    .collect(),
                differences: Vec::new(),
            }),
            Error::Conflict { code, detail } => Ok(Self::rejected(None, code, &detail)),
            Error::Forbidden(detail) => Ok(Self::rejected(None, "forbidden", &detail)),
            Error::NotFound => Ok(Self::rejected(
                None,
                "unknown_reference",
                &text("找不到所引用的记录", "the record it refers to does not exist"),
            )),
            other => Err(other),
        }
    }

    /// A row that says the same as an earlier one.
    pub fn duplicate() -> Self {
        Self::rejected(
            None,
            "duplicate_row",
            &text("与前面的行重复", "the same as an earlier row"),
        )
    }

    /// A row that was found: an update when anything differs.
    pub fn found(id: Id, differences: Vec<RowDifference>) -> Self {
        Self {
            action: if differences.is_empty() {
                ImportAction::Unchanged
            } else {
                ImportAction::Update
            },
            id: Some(id),
            problems: Vec::new(),
            differences,
        }
    }

    /// A row that makes a new record.
    pub fn new(id: Id) -> Self {
        Self {
            action: ImportAction::Create,
            id: Some(id),
            problems: Vec::new(),
            differences: Vec::new(),
        }
    }
}

/// Takes over a value that a row states, noting the difference.
pub fn take<T: Clone + PartialEq>(
    differences: &mut Vec<RowDifference>,
    field: &str,
    stored: &mut T,
    stated: Option<&T>,
    show: impl Fn(&T) -> String,
) {
    if let Some(stated) = stated
        && stored != stated
    {
        differences.push(RowDifference {
            field: field.to_owned(),
            before: Some(show(stored)),
            after: Some(show(stated)),
        });
        *stored = stated.clone();
    }
}

/// Like [`take`], for a value that may not be known yet.
pub fn take_known<T: Clone + PartialEq>(
    differences: &mut Vec<RowDifference>,
    field: &str,
    stored: &mut Option<T>,
    stated: Option<&T>,
    show: impl Fn(&T) -> String,
) {
    if let Some(stated) = stated
        && stored.as_ref() != Some(stated)
    {
        differences.push(RowDifference {
            field: field.to_owned(),
            before: stored.as_ref().map(&show),
            after: Some(show(stated)),
        });
        *stored = Some(stated.clone());
    }
}

/// A value by its name in the API.
pub fn shown(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
