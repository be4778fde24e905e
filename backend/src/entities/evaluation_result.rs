//! `evaluation_results`: the results of a round (考评结果): a correction adds a revision, the first one stays.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, EvaluationObjectId, EvaluationResultId, EvaluationRoundId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_results")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationResultId,
    pub round_id: EvaluationRoundId,
    pub object_id: EvaluationObjectId,
    /// From 1.
    pub revision: i32,
    /// A decimal with two places, written out: `SQLite` keeps no decimals. None where nothing could be computed.
    #[sea_orm(column_type = "Text", nullable)]
    pub score: Option<String>,
    /// The code of the grade after bands and cap.
    #[sea_orm(column_type = "Text", nullable)]
    pub grade: Option<String>,
    /// Every number on the way from sheets and tallies to the score.
    #[sea_orm(column_type = "JsonBinary")]
    pub explanation: Json,
    /// Why there is another revision.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub account_id: AccountId,
    pub at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
