//! `webhook_endpoints`: where another system is told of changes (推送地址).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{ServiceAccountId, WebhookEndpointId},
    text_list::TextList,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_endpoints")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookEndpointId,
    /// The system that listens: it hears of what this account may see.
    pub service_account_id: ServiceAccountId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub url: String,
    /// The kinds of records it wants to hear of; all when empty.
    #[sea_orm(column_type = "JsonBinary")]
    pub types: TextList,
    pub state: EndpointState,
    /// Since when it is not sent to.
    pub stopped_at: Option<ChronoDateTimeUtc>,
    /// The first failure after the last success.
    pub failing_since: Option<ChronoDateTimeUtc>,
    /// The last success.
    pub delivered_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether an endpoint is sent to, and why not (推送状态).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EndpointState {
    /// 启用: it is sent to.
    Active,
    /// 暂停: somebody paused it; what waits, waits.
    Paused,
    /// 对方已撤销: it answered 410.
    Gone,
    /// 持续失败: everything failed for three days.
    Failing,
}
