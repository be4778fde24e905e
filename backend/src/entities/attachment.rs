//! `attachments`: files with a record (附件). What they hold lies in the store of files, not in the database.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, AttachmentId, OrgUnitId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    pub owner_kind: AttachmentOwner,
    /// A row of the owner's table; no foreign key, as the table depends on the kind.
    pub owner_id: Uuid,
    /// The unit of the owner.
    pub unit_id: OrgUnitId,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    /// Bytes.
    pub size: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub caption: Option<String>,
    /// Its name in the store of files.
    #[sea_orm(column_type = "Text")]
    pub stored: String,
    /// The name of the small picture; none where it is no picture.
    #[sea_orm(column_type = "Text", nullable)]
    pub preview: Option<String>,
    pub uploaded_by: AccountId,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What an attachment belongs to (附件所属).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AttachmentOwner {
    /// 联系记录: an activity.
    Activity,
    /// 台账条目: a ledger entry.
    LedgerEntry,
}
