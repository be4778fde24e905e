//! `webhook_attempts`: every time a delivery was sent. What the receiver said is not kept: it may be anything.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ids::WebhookDeliveryId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_attempts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub delivery_id: WebhookDeliveryId,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub at: ChronoDateTimeUtc,
    /// How long it took, in milliseconds.
    pub millis: i32,
    /// The HTTP status, when there was an answer.
    pub status: Option<i16>,
    /// Why it failed; none when it did not.
    pub failure: Option<AttemptFailure>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why an attempt failed (失败原因).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AttemptFailure {
    /// 状态码: the status is not 2xx.
    Status,
    /// 跳转: redirects are not followed.
    Redirect,
    /// 超时: no answer in time.
    Timeout,
    /// 域名无法解析: the name has no address.
    Unresolved,
    /// 地址不允许: the name leads to an address inside, which is not on the allow-list.
    RefusedAddress,
    /// 连接失败: refused, or cut off.
    Connection,
    /// 证书错误: the certificate is not good.
    Tls,
    /// 其他: anything else.
    Other,
}
