//! By what an assessor's own sheets are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        evaluation_object::{self, Column as Object},
        evaluation_rules::ObjectKind,
        evaluation_sheet::{self, Column, SheetGrades},
        ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId},
    },
    http::{
        Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of own sheets.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationSheetFilter {
    /// Order of the rows; default `-created_at`.
    #[param(schema_with = Sort::<EvaluationSheetSort>::schema)]
    pub sort: Option<Sort<EvaluationSheetSort>>,
    /// Those of a round.
    pub round_id: Option<EvaluationRoundId>,
    /// Only those that were submitted, or only the others.
    pub submitted: Option<bool>,
    /// Only those that wait to be filled in now, or only the others.
    pub to_do: Option<bool>,
}

/// Columns by which sheets can be sorted; a round hands out all of its sheets at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationSheetSort {
    CreatedAt,
}

impl SortKey for EvaluationSheetSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for EvaluationSheetFilter {
    type Sort = EvaluationSheetSort;

    fn sort(&self) -> Option<Sort<EvaluationSheetSort>> {
        self.sort
    }
}

/// A row of `evaluation_sheets` with whom it is about.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "evaluation_sheet::Entity")]
pub struct Row {
    pub id: EvaluationSheetId,
    pub round_id: EvaluationRoundId,
    pub object_id: EvaluationObjectId,
    #[sea_orm(from_expr = "named(evaluation_object::Entity, Object::Kind, Object::Id, Column::ObjectId)")]
    pub object_kind: ObjectKind,
    #[sea_orm(from_expr = "named(evaluation_object::Entity, Object::Name, Object::Id, Column::ObjectId)")]
    pub object_name: String,
    #[sea_orm(from_expr = "named(evaluation_object::Entity, Object::Post, Object::Id, Column::ObjectId)")]
    pub object_post: String,
    #[sea_orm(from_expr = "named(evaluation_object::Entity, Object::Position, Object::Id, Column::ObjectId)")]
    pub object_position: i32,
    pub group_code: String,
    pub grades: SheetGrades,
    pub submitted_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl Positioned<EvaluationSheetSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: EvaluationSheetSort) -> sea_orm::Value {
        match sort {
            EvaluationSheetSort::CreatedAt => self.created_at.into(),
        }
    }
}
