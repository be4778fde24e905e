//! `liaison_own_schemes`: liaison schemes that a school adds to those of its plan (自定联系制度).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{OrgUnitId, OwnSchemeId},
    liaison_scheme::LiaisonTargetKind,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_own_schemes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OwnSchemeId,
    /// It holds for this unit and those below it.
    pub unit_id: OrgUnitId,
    /// Made by the server; links name it.
    #[sea_orm(column_type = "Text", unique)]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    pub target_kind: LiaisonTargetKind,
    /// Whom proposals draw from.
    pub holders: SchemeHolders,
    /// Links one person may hold; none for no limit.
    pub max_load: Option<i32>,
    pub sort_order: i32,
    pub starts_on: ChronoDate,
    /// The last day; none while it lasts.
    pub ends_on: Option<ChronoDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub end_reason: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who keeps in touch in a scheme (联系人范围).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemeHolders {
    /// 中层以上: leaders.
    Leaders,
    /// 任课教师: who teaches a class.
    Teachers,
    /// 党员: party members.
    PartyMembers,
    /// 全体教职工: everybody who works here.
    Staff,
}
