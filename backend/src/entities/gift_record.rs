//! `gift_records`: gifts that were declined, given back or handed in (礼品登记).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, GiftRecordId, OrgUnitId, PersonId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "gift_records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GiftRecordId,
    /// The home unit of the person.
    pub unit_id: OrgUnitId,
    pub person_id: PersonId,
    pub happened_on: ChronoDate,
    /// In general terms: no name is needed.
    #[sea_orm(column_type = "Text")]
    pub giver: String,
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// Estimated, in cents (分).
    pub value_cents: Option<i64>,
    pub disposal: GiftDisposal,
    pub handled_by_id: Option<PersonId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    /// Why the entry is void; none while it stands.
    #[sea_orm(column_type = "Text", nullable)]
    pub void_reason: Option<String>,
    pub recorded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What became of a gift (处理方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GiftDisposal {
    /// 当场谢绝: declined on the spot.
    Declined,
    /// 已退还: given back.
    Returned,
    /// 已上交: handed in.
    HandedIn,
}
