//! `import_mappings`: how people said the headers of a sheet are to be read (列对照), remembered for the next one.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{ids::OrgUnitId, import::ImportKind};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_mappings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: OrgUnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: ImportKind,
    /// SHA-256 of the headers from left to right, as hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub headers: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub mapping: ColumnMapping,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The column of the template for each header; none for one that is thrown away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct ColumnMapping(pub std::collections::BTreeMap<String, Option<String>>);
