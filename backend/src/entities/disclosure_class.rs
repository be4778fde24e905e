//! `disclosure_classes`: what schools make public (公开类别).

use sea_orm::entity::prelude::*;

use super::ids::{DisclosureClassId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure_classes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisclosureClassId,
    /// The central school; none for those that ship with the product.
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub sort_order: i32,
    /// No new publications.
    pub retired: bool,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
