//! `webhook_deliveries`: a change on its way to an endpoint (推送); its id is the `webhook-id` of every attempt.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    change_event::ChangeOperation,
    ids::{OrgUnitId, WebhookDeliveryId, WebhookEndpointId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookDeliveryId,
    pub endpoint_id: WebhookEndpointId,
    /// The change's place in the feed; none for a test event.
    pub position: Option<i64>,
    /// The table of the record, as `ledger_entries`.
    #[sea_orm(column_type = "Text")]
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub operation: ChangeOperation,
    pub unit_id: Option<OrgUnitId>,
    /// When the record changed.
    pub happened_at: ChronoDateTimeUtc,
    pub state: DeliveryState,
    /// How often it was sent in all.
    pub attempts: i32,
    /// How often since it was last put into the queue: where it stands in the schedule of retries.
    pub round: i32,
    /// When it is due. Whoever sends it moves this on first: should he die, it comes due again.
    pub next_attempt_at: ChronoDateTimeUtc,
    pub ended_at: Option<ChronoDateTimeUtc>,
    pub created_at: ChronoDateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a delivery stands (推送结果).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeliveryState {
    /// 待送: it waits for its first or next attempt.
    Pending,
    /// 已送达: the receiver took it.
    Delivered,
    /// 未送达: given up; it can be replayed.
    Dead,
    /// 不再推送: the system may no longer see the record; it was not sent.
    Withheld,
}
