//! `plan_template_versions`: what a bureau has published of a plan as a template; never changed afterwards.

use sea_orm::entity::prelude::*;

use super::ids::{AccountId, OrgUnitId, PlanId, PlanTemplateVersionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_template_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanTemplateVersionId,
    /// The bureau; all units below it may copy the template.
    pub unit_id: OrgUnitId,
    /// The bureau's own plan; its id is the template's code.
    pub plan_id: PlanId,
    pub template_version: i32,
    /// The whole template, as it was on that day.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    /// What is new, in the bureau's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub published_by: AccountId,
    pub published_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
