//! `publications`: what a school makes public (信息公开).

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::{AccountId, DisclosureClassId, OrgUnitId, PublicationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublicationId,
    pub unit_id: OrgUnitId,
    pub class_id: DisclosureClassId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Plain paragraphs.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// What time it is about, in words.
    #[sea_orm(column_type = "Text", nullable)]
    pub period: Option<String>,
    pub state: PublicationState,
    /// Names in it that are meant to be there.
    #[sea_orm(column_type = "JsonBinary")]
    pub intended_names: IntendedNames,
    pub author_id: AccountId,
    pub reviewer_id: Option<AccountId>,
    /// When it was published last.
    pub published_on: Option<ChronoDate>,
    #[sea_orm(column_type = "Text", nullable)]
    pub withdraw_reason: Option<String>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a publication stands (公开状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublicationState {
    /// 草稿: being written, waits to be read by somebody else.
    Draft,
    /// 已审核: somebody else has read it.
    Reviewed,
    /// 已公开: everybody can read it.
    Published,
    /// 已撤回: nobody can read it any more.
    Withdrawn,
}

/// Names of pupils and guardians that are meant to stand in a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
pub struct IntendedNames(pub Vec<IntendedName>);

/// A name that is meant to stand there, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IntendedName {
    #[schema(example = "李小明")]
    pub name: String,
    /// Why the name is meant to stand there.
    #[schema(example = "获奖名单，监护人已书面同意")]
    pub reason: String,
}
