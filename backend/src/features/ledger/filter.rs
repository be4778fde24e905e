//! The list of ledger entries: its filters, its order, its rows.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DerivePartialModel, sea_query::SimpleExpr};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    clock::{self, Light},
    names,
};
use crate::{
    entities::{
        ids::{ActivityId, LedgerCategoryId, LedgerEntryId, LedgerTopicId, OrgUnitId, PersonId},
        ledger_entry::{
            self, Column, ExtensionState, LedgerChannel, LedgerOutcome, LedgerState, Satisfaction, Urgency,
        },
    },
    http::{
        CommaList, Listed,
        list::{Positioned, SearchText, Sort, SortKey},
    },
};

/// Filters of the list of entries.
#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LedgerFilter {
    /// Order of the rows; default `-registered_at`.
    #[param(schema_with = Sort::<LedgerSort>::schema)]
    pub sort: Option<Sort<LedgerSort>>,
    /// Entries in one of these states.
    #[param(value_type = Vec<LedgerState>, required = false, style = Form, explode = false)]
    pub state: Option<CommaList<LedgerState>>,
    /// Entries that show one of these lights now.
    #[param(value_type = Vec<Light>, required = false, style = Form, explode = false)]
    pub light: Option<CommaList<Light>>,
    /// Entries of one of these urgencies.
    #[param(value_type = Vec<Urgency>, required = false, style = Form, explode = false)]
    pub urgency: Option<CommaList<Urgency>>,
    /// Entries that came by one of these channels.
    #[param(value_type = Vec<LedgerChannel>, required = false, style = Form, explode = false)]
    pub channel: Option<CommaList<LedgerChannel>>,
    /// Entries with one of these outcomes; with `state=closed` the final ones.
    #[param(value_type = Vec<LedgerOutcome>, required = false, style = Form, explode = false)]
    pub outcome: Option<CommaList<LedgerOutcome>>,
    /// Entries of this category.
    pub category_id: Option<LedgerCategoryId>,
    /// Entries managed by this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Entries that this unit handles.
    pub handler_unit_id: Option<OrgUnitId>,
    /// Entries that this person handles.
    pub handler_person_id: Option<PersonId>,
    /// Entries raised in this activity.
    pub origin_activity_id: Option<ActivityId>,
    /// Entries of this topic.
    pub topic_id: Option<LedgerTopicId>,
    /// Whether more time was asked for, and what came of it.
    #[param(value_type = Vec<ExtensionState>, required = false, style = Form, explode = false)]
    pub extension: Option<CommaList<ExtensionState>>,
    /// Registered on or after this day.
    #[serde(rename = "registered_at[gte]")]
    pub registered_from: Option<NaiveDate>,
    /// Registered on or before this day.
    #[serde(rename = "registered_at[lte]")]
    pub registered_until: Option<NaiveDate>,
    /// Due on or before this day.
    #[serde(rename = "due_at[lte]")]
    pub due_until: Option<NaiveDate>,
    /// Only those that wait for the caller.
    pub my_turn: Option<bool>,
    /// Only those past a limit, or only the others.
    pub overdue: Option<bool>,
    /// What submitters said when they were called back.
    #[param(value_type = Vec<Satisfaction>, required = false, style = Form, explode = false)]
    pub satisfaction: Option<CommaList<Satisfaction>>,
    /// How the answer stands against its limit.
    #[param(inline, value_type = Vec<LedgerAnswer>, required = false, style = Form, explode = false)]
    pub answer: Option<CommaList<LedgerAnswer>>,
    /// Only those that were sent back, or only the others.
    pub returned: Option<bool>,
    /// Only those that were worked on again, or only the others.
    pub reopened: Option<bool>,
    /// Only those whose submitter had been told what to say (授意), or only the others.
    pub told_to_say: Option<bool>,
    /// Only those that everybody who oversees this unit may see: what its reports count. An entry about one of them is
    /// not among these, so that a report never gives it away.
    pub reported_in_unit_id: Option<OrgUnitId>,
    /// Only those taken over from a former ledger (补录), or only the others.
    pub taken_over: Option<bool>,
    /// Only those the caller follows (关注), or only the others.
    pub followed: Option<bool>,
    /// Part of number, title, content, reply, remarks or notes, two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "保温")]
    pub q: Option<SearchText>,
}

/// How the answer of an entry stands against its limit (答复时限). Withdrawn and merged entries were owed none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LedgerAnswer {
    /// 按期答复: given by the limit.
    InTime,
    /// 逾期答复: given later, or not yet although the limit is over.
    Late,
}

/// Columns by which entries can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerSort {
    RegisteredAt,
    DueAt,
    Number,
}

impl SortKey for LedgerSort {
    const ALL: &'static [(&'static str, Self)] = &[
        ("registered_at", Self::RegisteredAt),
        ("due_at", Self::DueAt),
        ("number", Self::Number),
    ];
    const NEWEST_FIRST: bool = true;
}

impl Listed for LedgerFilter {
    type Sort = LedgerSort;

    fn sort(&self) -> Option<Sort<LedgerSort>> {
        self.sort
    }
}

/// The columns of a row.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "ledger_entry::Entity")]
pub struct Row {
    id: LedgerEntryId,
    number: String,
    legacy_number: Option<String>,
    state: LedgerState,
    title: String,
    urgency: Urgency,
    channel: LedgerChannel,
    category_id: LedgerCategoryId,
    #[sea_orm(from_expr = "category_name()")]
    category_name: String,
    unit_id: OrgUnitId,
    #[sea_orm(from_expr = "names::of_unit(Column::UnitId)")]
    unit_name: String,
    handler_unit_id: Option<OrgUnitId>,
    #[sea_orm(from_expr = "names::of_unit(Column::HandlerUnitId)")]
    handler_unit_name: Option<String>,
    handler_person_id: Option<PersonId>,
    #[sea_orm(from_expr = "names::of_person(Column::HandlerPersonId)")]
    handler_name: Option<String>,
    outcome: Option<LedgerOutcome>,
    satisfaction: Option<Satisfaction>,
    returns: i16,
    reopenings: i16,
    suspended_at: Option<DateTime<Utc>>,
    registered_at: DateTime<Utc>,
    stage_due_at: Option<DateTime<Utc>>,
    due_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    version: i32,
}

fn category_name() -> SimpleExpr {
    names::of_category(Column::CategoryId)
}

/// A ledger entry in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerEntryRow {
    pub id: LedgerEntryId,
    #[schema(example = "ZL-2026-0001")]
    pub number: String,
    /// 原编号, of an entry that was taken over from a former ledger (补录): its number there.
    #[schema(required)]
    pub legacy_number: Option<String>,
    pub state: LedgerState,
    #[schema(example = "午餐送到教学点时已经不热了")]
    pub title: String,
    pub urgency: Urgency,
    pub channel: LedgerChannel,
    pub category_id: LedgerCategoryId,
    #[schema(example = "食堂营养")]
    pub category_name: String,
    /// The managing unit.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(required)]
    pub handler_unit_id: Option<OrgUnitId>,
    #[schema(required, example = "总务处")]
    pub handler_unit_name: Option<String>,
    #[schema(required)]
    pub handler_person_id: Option<PersonId>,
    #[schema(required, example = "郭大勇")]
    pub handler_name: Option<String>,
    #[schema(required)]
    pub outcome: Option<LedgerOutcome>,
    #[schema(required)]
    pub satisfaction: Option<Satisfaction>,
    /// How often it was returned; after two the office rules.
    pub returns: i16,
    /// How often it was taken up again (重办).
    pub reopenings: i16,
    pub light: Light,
    /// Days until the nearer limit: 0 is today, negative is late; null once closed.
    #[schema(required)]
    pub days_left: Option<i64>,
    pub registered_at: DateTime<Utc>,
    /// When the present stage must be over; null where only `due_at` counts.
    #[schema(required)]
    pub stage_due_at: Option<DateTime<Utc>>,
    /// When it must be answered (办理期限).
    pub due_at: DateTime<Utc>,
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl Row {
    pub fn show(self, now: DateTime<Utc>) -> LedgerEntryRow {
        let light = clock::light(
            self.state,
            self.suspended_at.is_some(),
            self.due_at,
            self.stage_due_at,
            now,
        );
        LedgerEntryRow {
            id: self.id,
            number: self.number,
            legacy_number: self.legacy_number,
            state: self.state,
            title: self.title,
            urgency: self.urgency,
            channel: self.channel,
            category_id: self.category_id,
            category_name: self.category_name,
            unit_id: self.unit_id,
            unit_name: self.unit_name,
            handler_unit_id: self.handler_unit_id,
            handler_unit_name: self.handler_unit_name,
            handler_person_id: self.handler_person_id,
            handler_name: self.handler_name,
            outcome: self.outcome,
            satisfaction: self.satisfaction,
            returns: self.returns,
            reopenings: self.reopenings,
            light,
            days_left: clock::days_left(light, self.due_at, self.stage_due_at, now),
            registered_at: self.registered_at,
            stage_due_at: self.stage_due_at,
            due_at: self.due_at,
            closed_at: self.closed_at,
            version: self.version,
        }
    }
}

impl Positioned<LedgerSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: LedgerSort) -> sea_orm::Value {
        match sort {
            LedgerSort::RegisteredAt => self.registered_at.into(),
            LedgerSort::DueAt => self.due_at.into(),
            LedgerSort::Number => self.number.clone().into(),
        }
    }
}
