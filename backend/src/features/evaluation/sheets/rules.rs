//! What the rules of a round make of a sheet: its items, whether it is taken, and which grades there are.

use chrono::{DateTime, Utc};

use super::{
    dto::{SheetDimension, SheetItem},
    moves::SheetState,
};
use crate::{
    entities::{
        evaluation_round::{self, RoundState},
        evaluation_rules::SchemeRules,
        evaluation_sheet::SheetGrades,
    },
    error::{Error, FieldError, Result},
    language::text,
};

/// What is graded, by dimension; one without items is graded as a whole.
pub fn dimensions(rules: &SchemeRules) -> Vec<SheetDimension> {
    let whole = |code: &str, name: &str| SheetItem {
        code: code.to_owned(),
        text: name.to_owned(),
    };
    rules
        .dimensions
        .iter()
        .map(|dimension| SheetDimension {
            code: dimension.code.clone(),
            name: dimension.name.clone(),
            items: if dimension.items.is_empty() {
                vec![whole(&dimension.code, &dimension.name)]
            } else {
                dimension
                    .items
                    .iter()
                    .map(|item| whole(&item.code, &item.text))
                    .collect()
            },
        })
        .collect()
}

/// All items, in order.
pub fn items(rules: &SchemeRules) -> Vec<SheetItem> {
    dimensions(rules)
        .into_iter()
        .flat_map(|dimension| dimension.items)
        .collect()
}

/// The items that have neither a grade nor an abstention yet, in order.
pub fn missing<'a>(items: &'a [SheetItem], grades: &SheetGrades) -> Vec<&'a SheetItem> {
    items.iter().filter(|item| !grades.0.contains_key(&item.code)).collect()
}

/// What a group is called.
pub fn group_name(rules: &SchemeRules, code: &str) -> String {
    let group = rules.groups.iter().find(|group| group.code == code);
    group.map(|group| group.name.clone()).unwrap_or_default()
}

/// Where a sheet stands.
pub fn state(submitted_at: Option<DateTime<Utc>>) -> SheetState {
    match submitted_at {
        None => SheetState::InHand,
        Some(_) => SheetState::Submitted,
    }
}

/// Whether the round takes sheets now.
pub fn takes_sheets(round: &evaluation_round::Model, now: DateTime<Utc>) -> bool {
    round.state == RoundState::Open && round.closes_at.is_none_or(|closes_at| now < closes_at)
}

/// Whether the assessor can fill in a sheet; a submitted one he takes back first.
pub fn is_editable(state: SheetState, taken: bool) -> bool {
    taken && state == SheetState::InHand
}

/// The frozen rules; a round that handed out sheets has them.
pub fn frozen(round: &evaluation_round::Model) -> Result<&SchemeRules> {
    let missing = || Error::Internal(format!("round {} has sheets and no rules", round.id));
    round.rules.as_ref().ok_or_else(missing)
}

/// Refuses grades of items, and grades, that the rules do not know; each by its item.
pub fn check_grades(rules: &SchemeRules, grades: &SheetGrades) -> Result<()> {
    let items = items(rules);
    let known: Vec<&str> = rules.grades.iter().map(|grade| grade.code.as_str()).collect();
    let mut wrong = Vec::new();
    for (item, grade) in &grades.0 {
        let mut refuse = |code: &str, detail| {
            wrong.push(FieldError {
                pointer: format!("#/grades/{item}"),
                code: code.to_owned(),
                detail,
            });
        };
        if !items.iter().any(|known| known.code == *item) {
            refuse(
                "unknown_item",
                text("考核表中没有这一项", "there is no such item on the sheet"),
            );
        } else if grade.as_deref().is_some_and(|grade| !known.contains(&grade)) {
            let known = known.join(", ");
            refuse(
                "unknown_grade",
                text(
                    format!("没有这个等次，可用的有：{known}；弃权为 null"),
                    format!("there is no such grade; known grades: {known}; null abstains"),
                ),
            );
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}

/// Refuses a sheet of which items are left out, naming each.
pub fn check_complete(rules: &SchemeRules, grades: &SheetGrades) -> Result<()> {
    let items = items(rules);
    let left_out: Vec<FieldError> = missing(&items, grades)
        .into_iter()
        .map(|item| FieldError {
            pointer: format!("#/grades/{}", item.code),
            code: "required".to_owned(),
            detail: text(
                format!("“{}”还没有评分；不了解可以弃权", item.text),
                format!("“{}” has no grade yet; abstain if you cannot say", item.text),
            ),
        })
        .collect();
    if left_out.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(left_out))
    }
}
