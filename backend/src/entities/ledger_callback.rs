//! `ledger_callbacks`: call-backs (回访).

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{AccountId, CallbackId, LedgerEntryId},
    ledger_entry::Satisfaction,
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_callbacks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CallbackId,
    pub entry_id: LedgerEntryId,
    /// Somebody other than the handler.
    pub caller: AccountId,
    pub at: ChronoDateTimeUtc,
    pub method: CallbackMethod,
    /// None when nobody was reached.
    pub satisfaction: Option<Satisfaction>,
    /// Whether the dissatisfaction has reason.
    pub reasonable: Option<bool>,
    /// The submitter was told what to say (授意).
    pub told_to_say: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How the submitter was called back (回访方式).
#[derive(EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CallbackMethod {
    /// 电话: by phone.
    Phone,
    /// 上门: at home.
    Visit,
    /// 面谈: face to face elsewhere.
    InPerson,
    /// 网上: online.
    Online,
}
