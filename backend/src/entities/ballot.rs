//! `ballots`: the ballots of a sealed box in random order (测评票).

use std::collections::BTreeMap;

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{BallotBoxId, EvaluationObjectId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ballots")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Random, and made on sealing.
    pub id: Uuid,
    pub box_id: BallotBoxId,
    /// 废票: a paper nobody could read; counted apart.
    pub is_void: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub choices: Choices,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a ballot says: per object, per dimension, the code of a grade; `null` abstains (弃权).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct Choices(pub BTreeMap<EvaluationObjectId, BTreeMap<String, Option<String>>>);
