//! `ledger_events`: every step of every entry (办理过程): append-only, a hash chain per entry.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, LedgerEntryId, LedgerEventId},
    ledger_entry::LedgerState,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LedgerEventId,
    pub entry_id: LedgerEntryId,
    /// Without gaps, from 1.
    pub seq: i32,
    pub r#move: LedgerMove,
    /// None for the registration.
    pub from_state: Option<LedgerState>,
    pub to_state: LedgerState,
    /// None where the submitter or the product itself made the step.
    pub actor_account_id: Option<AccountId>,
    /// As it was on that day.
    #[sea_orm(column_type = "Text")]
    pub actor_name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// What the step set.
    #[sea_orm(column_type = "JsonBinary")]
    pub data: Json,
    pub at: ChronoDateTimeUtc,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A step of an entry (办理动作).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerMove {
    /// 登记: write it down.
    Register,
    /// 受理: take it on.
    Accept,
    /// 不予受理: do not take it on, with a reason.
    Decline,
    /// 当场办结: settle it at once.
    Settle,
    /// 并案: merge it into another entry.
    Merge,
    /// 并入: another entry was merged into it.
    Absorb,
    /// 撤回: the submitter withdraws it.
    Withdraw,
    /// 转办: send it to the competent office.
    Route,
    /// 签收: sign for it.
    Sign,
    /// 退回: send it back with a reason and a proposed owner.
    Return,
    /// 裁定: rule finally who handles it, after two returns.
    Rule,
    /// 上报: hand it up the line.
    Escalate,
    /// 下交: hand it back from the central school to the school that manages it.
    HandBack,
    /// 申请延期: ask for more time, once.
    AskExtension,
    /// 准予延期: extend the time limit.
    Extend,
    /// 不予延期: leave the time limit as it is.
    RefuseExtension,
    /// 中止: stop the clock.
    Suspend,
    /// 恢复: start the clock again.
    Resume,
    /// 增加协办: ask somebody to help with it.
    AddCoHandler,
    /// 取消协办: let a co-handler go.
    RemoveCoHandler,
    /// 协办完成: a co-handler has done his part.
    CoHandlerDone,
    /// 答复: answer the submitter.
    Reply,
    /// 回访: call the submitter back; as an event, a call-back that reached nobody.
    CallBack,
    /// 销号: close it after the call-back.
    Close,
    /// 重办: work on it again.
    Reopen,
    /// 更正: correct what is written.
    Amend,
    /// 补充: add a note.
    Note,
    /// 反映人补充: the submitter adds something.
    Remark,
    /// 归入一类事: put it among those of a topic.
    JoinTopic,
    /// 移出一类事: take it out of its topic.
    LeaveTopic,
    /// 提醒: the product reminded somebody.
    Remind,
    /// 查看反映人: read who raised it. Only the office sees this event.
    ReadIdentity,
}
