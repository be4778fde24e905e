//! `service_accounts`: what other systems ask with (系统账号).

use ipnet::IpNet;
use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    account::AccountStatus,
    ids::{AccountId, OrgUnitId, ServiceAccountId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_accounts")]
pub struct Model {
    /// The id of its row in `accounts`, too: nobody can log in with that one, and no list shows it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceAccountId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text", unique)]
    pub client_id: String,
    /// The root of the subtree it sees; none for the whole system.
    pub unit_id: Option<OrgUnitId>,
    #[sea_orm(column_type = "JsonBinary")]
    pub scopes: ServiceScopes,
    /// Where it may ask from; anywhere when empty.
    #[sea_orm(column_type = "JsonBinary")]
    pub addresses: Networks,
    /// The last day.
    pub expires_on: Option<ChronoDate>,
    pub status: AccountStatus,
    /// Who answers for the other system.
    #[sea_orm(column_type = "Text", nullable)]
    pub contact: Option<String>,
    /// Written at most once a minute.
    pub last_used_at: Option<ChronoDateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_used_from: Option<String>,
    pub recorded_by: Option<AccountId>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a system may do (范围). Personal data stays masked, and no scope opens who raised a concern, ballots or accounts.
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceScope {
    /// 单位与校历: read units, school years, terms and the calendar.
    #[sea_orm(string_value = "organisation:read")]
    #[serde(rename = "organisation:read")]
    OrganisationRead,
    /// 师生花名册: read units, staff, classes, pupils and households, personal data masked; the OneRoster interface.
    #[sea_orm(string_value = "roster:read")]
    #[serde(rename = "roster:read")]
    RosterRead,
    /// 方案与职责: read plans, duties and their progress.
    #[sea_orm(string_value = "plan:read")]
    #[serde(rename = "plan:read")]
    PlanRead,
    /// 联系关系: read liaison links and coverage.
    #[sea_orm(string_value = "liaison:read")]
    #[serde(rename = "liaison:read")]
    LiaisonRead,
    /// 活动记录: read activities and what was handed in for study.
    #[sea_orm(string_value = "activities:read")]
    #[serde(rename = "activities:read")]
    ActivitiesRead,
    /// 民情台账: read ledger entries, without who raised them.
    #[sea_orm(string_value = "ledger:read")]
    #[serde(rename = "ledger:read")]
    LedgerRead,
    /// 督查整改: read inspections, findings and opinion items.
    #[sea_orm(string_value = "supervision:read")]
    #[serde(rename = "supervision:read")]
    SupervisionRead,
    /// 考评: read schemes and rounds of evaluation, without the results of single people.
    #[sea_orm(string_value = "evaluation:read")]
    #[serde(rename = "evaluation:read")]
    EvaluationRead,
    /// 导入: upload sheets, look at the preview and commit them.
    #[sea_orm(string_value = "imports:run")]
    #[serde(rename = "imports:run")]
    ImportsRun,
    /// 导出: export the lists that its other scopes open.
    #[sea_orm(string_value = "exports:run")]
    #[serde(rename = "exports:run")]
    ExportsRun,
    /// 变更: follow the change feed of what its other scopes open.
    #[sea_orm(string_value = "changes:read")]
    #[serde(rename = "changes:read")]
    ChangesRead,
    /// 数据推送: keep its own webhooks.
    #[sea_orm(string_value = "webhooks:manage")]
    #[serde(rename = "webhooks:manage")]
    WebhooksManage,
}

/// The scopes of a service account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct ServiceScopes(pub Vec<ServiceScope>);

/// A list of networks (CIDR).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Networks(pub Vec<IpNet>);
