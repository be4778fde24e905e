//! `activity_kind_settings`: who confirms a kind of record in a central school, where it differs from the default.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{activity::ActivityKind, ids::OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_kind_settings")]
pub struct Model {
    /// The central school.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: OrgUnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: ActivityKind,
    pub confirmed_by: ConfirmedBy,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who must confirm a record (确认人).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConfirmedBy {
    /// 无需确认: it counts when it is handed in.
    Nobody,
    /// 单位负责人: the head of the unit where it happened; where he took part himself, the principal of the central
    /// school, and in his place the party secretary or a vice principal.
    UnitHead,
    /// 本人: the member of staff it is about: the teacher observed, or with whom one talked.
    SubjectPerson,
}
