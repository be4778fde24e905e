//! By what objections are listed: the filters, the order, and the columns read for a row.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    db::named,
    entities::{
        account,
        evaluation_objection::{self, ObjectionState},
        ids::{AccountId, EvaluationObjectId, EvaluationObjectionId, EvaluationRoundId},
    },
    http::{
        CommaList, Listed,
        list::{Positioned, Sort, SortKey},
    },
};

/// Filters of the list of objections.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObjectionFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<ObjectionSort>::schema)]
    pub sort: Option<Sort<ObjectionSort>>,
    /// Those in one of these states.
    #[param(value_type = Vec<ObjectionState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<ObjectionState>>,
    /// To results of this round.
    pub round_id: Option<EvaluationRoundId>,
    /// To the result of this object.
    pub object_id: Option<EvaluationObjectId>,
    /// Only those the caller filed, or only the others.
    pub own: Option<bool>,
}

/// Columns by which objections can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectionSort {
    CreatedAt,
}

impl SortKey for ObjectionSort {
    const ALL: &'static [(&'static str, Self)] = &[("created_at", Self::CreatedAt)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ObjectionFilter {
    type Sort = ObjectionSort;

    fn sort(&self) -> Option<Sort<ObjectionSort>> {
        self.sort
    }
}

/// A row of `evaluation_objections` with the names that people need.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "evaluation_objection::Entity")]
pub struct Row {
    pub id: EvaluationObjectionId,
    pub round_id: EvaluationRoundId,
    pub object_id: EvaluationObjectId,
    pub state: ObjectionState,
    pub content: String,
    pub filed_by: AccountId,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, evaluation_objection::Column::FiledBy)"
    )]
    pub filed_by_name: String,
    pub decision: Option<String>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, evaluation_objection::Column::DecidedBy)"
    )]
    pub decided_by_name: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Positioned<ObjectionSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ObjectionSort) -> sea_orm::Value {
        match sort {
            ObjectionSort::CreatedAt => self.created_at.into(),
        }
    }
}
