//! `evaluation_sheets`: what an assessor says of an object (考核表).

use std::collections::BTreeMap;

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{EvaluationObjectId, EvaluationRoundId, EvaluationSheetId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_sheets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationSheetId,
    pub round_id: EvaluationRoundId,
    pub object_id: EvaluationObjectId,
    #[sea_orm(column_type = "Text")]
    pub group_code: String,
    pub assessor_id: PersonId,
    #[sea_orm(column_type = "JsonBinary")]
    pub grades: SheetGrades,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    /// None while it is being filled in.
    pub submitted_at: Option<ChronoDateTimeUtc>,
    /// Why it does not count: set after an objection was upheld.
    #[sea_orm(column_type = "Text", nullable)]
    pub set_aside_reason: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The grade of every item, by the code of the item (of the dimension, where that has no items); `null` abstains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct SheetGrades(pub BTreeMap<String, Option<String>>);
