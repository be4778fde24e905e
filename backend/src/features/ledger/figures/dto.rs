//! What is asked of the statistics, and what they answer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::{arithmetic::Rate, holds::LedgerHold};
use crate::{
    entities::{
        ids::{LedgerCategoryId, OrgUnitId},
        ledger_entry::LedgerChannel,
    },
    http::{CommaList, Figure},
};

/// Which entries are counted: those registered within some days; without days, within the last year.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerFiguresFilter {
    /// Managed by this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Registered on or after this day.
    #[serde(rename = "registered_at[gte]")]
    pub registered_from: Option<NaiveDate>,
    /// Registered on or before this day.
    #[serde(rename = "registered_at[lte]")]
    pub registered_until: Option<NaiveDate>,
    /// Entries of this category.
    pub category_id: Option<LedgerCategoryId>,
    /// Entries that came by one of these channels.
    #[param(value_type = Vec<LedgerChannel>, required = false, style = Form, explode = false)]
    pub channel: Option<CommaList<LedgerChannel>>,
}

/// How the counted entries are put together.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerRatesFilter {
    /// Managed by this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Registered on or after this day.
    #[serde(rename = "registered_at[gte]")]
    pub registered_from: Option<NaiveDate>,
    /// Registered on or before this day.
    #[serde(rename = "registered_at[lte]")]
    pub registered_until: Option<NaiveDate>,
    /// Entries of this category.
    pub category_id: Option<LedgerCategoryId>,
    /// Entries that came by one of these channels.
    #[param(value_type = Vec<LedgerChannel>, required = false, style = Form, explode = false)]
    pub channel: Option<CommaList<LedgerChannel>>,
    /// Rows beside the total; left out, there is only the total.
    #[param(inline)]
    pub group_by: Option<LedgerGrouping>,
    /// Whether 基本满意 counts as satisfied; it does unless this is `false`.
    pub basically_counts: Option<bool>,
}

impl LedgerRatesFilter {
    /// Which entries are meant.
    pub fn entries(&self) -> LedgerFiguresFilter {
        LedgerFiguresFilter {
            unit_id: self.unit_id,
            registered_from: self.registered_from,
            registered_until: self.registered_until,
            category_id: self.category_id,
            channel: self.channel.clone(),
        }
    }
}

/// By what entries are put together (分组).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerGrouping {
    /// 单位: each managing unit with those below it, in the order of the tree.
    Unit,
    /// 类别: in the order of the catalogue.
    Category,
    /// 来源.
    Channel,
    /// 月份: at most three years.
    Month,
}

/// Rates of the entries the caller may see (民情统计), every count with the list behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerRates {
    /// The first day of registration that is counted.
    pub from: NaiveDate,
    /// The last one.
    pub until: NaiveDate,
    /// Whether 基本满意 counts as satisfied.
    pub basically_counts: bool,
    pub total: LedgerRatesRow,
    /// Empty without `group_by`. Never in the order of a rate.
    pub rows: Vec<LedgerRatesRow>,
}

/// The rates of one group.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LedgerRatesRow {
    /// What the group is: the id of a unit or category, the name of a channel, a month as `2026-11`; `all` for the total.
    #[schema(example = "2026-11")]
    pub key: String,
    /// The name of a unit or category; null where the key says it.
    #[schema(required, example = "者力完小")]
    pub name: Option<String>,
    /// How far below the first row a unit stands; 0 for all others.
    #[schema(example = 0)]
    pub depth: u32,
    pub registered: Figure,
    /// 按期答复率: answered by the limit, of those whose answer was given or is overdue.
    pub response_in_time: Rate,
    /// 办结率: closed, of all. Never read without the next one.
    pub completion: Rate,
    /// 解决率: closed as resolved, of the closed ones.
    pub resolution: Rate,
    /// 满意率: satisfied, of the closed ones whose submitter was heard.
    pub satisfaction: Rate,
    /// 重办率: worked on again, of the closed ones.
    pub reopening: Rate,
    /// 退回率: sent back at least once, of all.
    pub returning: Rate,
}

/// How long entries stayed in each stage (各环节停留时间).
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerHolds {
    /// The first day of registration that is counted.
    pub from: NaiveDate,
    /// The last one.
    pub until: NaiveDate,
    /// Every stage in order; those that nothing went through yet with a count of 0.
    pub stages: Vec<LedgerHold>,
}
