//! `notices`: what somebody is told in his inbox (通知). Texts are made where they are read, in the reader's language.

use chrono::{DateTime, Utc};
use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ids::{AccountId, NoticeId},
    ledger_event::LedgerMove,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    pub account_id: AccountId,
    pub kind: NoticeKind,
    pub object_kind: NoticeObject,
    pub object_id: Uuid,
    #[sea_orm(column_type = "JsonBinary")]
    pub facts: NoticeFacts,
    pub created_at: ChronoDateTimeUtc,
    pub read_at: Option<ChronoDateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why somebody is told (通知类别).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// 待您办理: the next step is his.
    YourTurn,
    /// 有新进展: something he follows or received first moved on.
    Moved,
    /// 即将到期: what he must do is due soon.
    DueSoon,
    /// 已逾期: what he must do is late.
    Overdue,
    /// 逾期报告: what others must do is late.
    Escalated,
    /// 结果公布: his result is there.
    Published,
    /// 申请复核: somebody objects to a result that he answers for.
    Objection,
    /// 复核有结论: his objection was decided.
    Decided,
    /// 已停止: what he keeps running stopped.
    Stopped,
}

/// What a notice is about.
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeObject {
    /// 民情台账: a ledger entry.
    LedgerEntry,
    /// 考评结果: a result of an evaluation.
    EvaluationResult,
    /// 推送地址: a webhook.
    Webhook,
}

/// What a notice's text is made of: never anything about pupils or about who raised a concern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct NoticeFacts {
    /// The step that was made.
    #[serde(default)]
    #[schema(required)]
    pub r#move: Option<LedgerMove>,
    /// The member of staff who made it; null for the submitter and the product.
    #[serde(default)]
    #[schema(required, example = "罗正明")]
    pub by: Option<String>,
    /// The limit it is about.
    #[serde(default)]
    #[schema(required)]
    pub due_at: Option<DateTime<Utc>>,
}
